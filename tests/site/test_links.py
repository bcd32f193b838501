"""Every link of the site leads somewhere."""

import posixpath
from urllib.parse import unquote, urlsplit

import pytest

pytestmark = pytest.mark.site


def dead_links(built):
    """(page, link) of every link inside the site that leads to no file or no place in it."""
    for address, page in built.pages.items():
        for written in page.links:
            parts = urlsplit(written)
            if parts.scheme or parts.netloc:
                continue
            if not parts.path:
                target = address
            elif parts.path.startswith("/"):
                # Only the lost page does not know how deep it stands.
                target = unquote(parts.path[1:]) if address == "404.html" else ""
            else:
                target = posixpath.normpath(posixpath.join(posixpath.dirname(address), unquote(parts.path)))
            fragment = unquote(parts.fragment)
            # My people and Join are opened for somebody: there is no place of that name, but there has to be a member.
            is_named = target in ("my-people.html", "join.html") and fragment.startswith("@")
            ids = (
                {f"@{address[8:-5]}"}
                if is_named
                else built.pages[target].ids
                if target in built.pages
                else ()
            )
            is_there = target in built.files and (not fragment or fragment in ids)
            if not is_there and not (address == "404.html" and target in (".", "")):
                yield address, written


def test_every_link_of_the_sample_site_leads_to_a_file_and_a_place_in_it(sample_site):
    assert len(sample_site.pages) > 100
    assert list(dead_links(sample_site)) == []


def test_every_link_between_the_pages_of_long_lists_leads_to_a_file(crowd):
    assert list(dead_links(crowd)) == []


def test_pages_are_linked_with_their_ending(sample_site):
    for address, page in sample_site.pages.items():
        for written in page.links:
            parts = urlsplit(written)
            if not parts.scheme and parts.path:
                assert "." in posixpath.basename(parts.path), (address, written)


def test_every_page_can_be_reached_from_the_home_page(sample_site):
    seen, waiting = set(), ["index.html"]
    while waiting:
        address = waiting.pop()
        if address in seen or address not in sample_site.pages:
            continue
        seen.add(address)
        for written in sample_site.pages[address].links:
            parts = urlsplit(written)
            if not parts.scheme and parts.path:
                waiting.append(posixpath.normpath(posixpath.join(posixpath.dirname(address), parts.path)))
    # The manual stands beside the site; the lost page is what one reaches without a link.
    unreached = {address for address in sample_site.pages if not address.startswith("manual/")} - seen
    assert unreached == {"404.html"}
