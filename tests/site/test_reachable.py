"""Without JavaScript, links alone lead from home to everybody."""

import posixpath
from urllib.parse import unquote, urlsplit

import pytest

pytestmark = pytest.mark.site


def reached(built, start="index.html"):
    """Every page that links lead to, from page to page."""
    waiting, seen = [start], set()
    while waiting:
        address = waiting.pop()
        if address in seen or address not in built.pages:
            continue
        seen.add(address)
        for link in built.pages[address].links:
            parts = urlsplit(link)
            if not (parts.scheme or parts.netloc or parts.path.startswith("/")):
                path = posixpath.join(posixpath.dirname(address), unquote(parts.path))
                waiting.append(posixpath.normpath(path))
    return seen


def test_every_member_is_reached_from_home_by_links_alone(sample_site):
    members = {address for address in sample_site.pages if address.startswith("members/")}
    assert members
    assert members <= reached(sample_site)


def test_every_member_of_a_crowd_is_reached_through_the_pages_of_long_lists(crowd):
    members = {address for address in crowd.pages if address.startswith("members/")}
    assert len(members) == 250
    assert members <= reached(crowd)
