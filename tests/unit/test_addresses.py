"""Every address of the site, and the way from one to another."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest

from sameboat import addresses


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (addresses.member("ada-l"), "members/ada-l.html"),
        (addresses.overview("values"), "values.html"),
        (addresses.hub("topics", "cv-feedback"), "topics/cv-feedback.html"),
        (addresses.hub("topics", "cv-feedback", page=2), "topics/cv-feedback/2.html"),
        (addresses.hub("topics", "cv-feedback", "asks"), "topics/cv-feedback/asks.html"),
        (addresses.hub("topics", "cv-feedback", "asks", 3), "topics/cv-feedback/asks/3.html"),
        (addresses.api_shard(1), "api/v1/members-1.json"),
        (addresses.photo("ada", 192), "photos/ada-192.webp"),
        (addresses.sitemap_part(2), "sitemap-2.xml"),
    ],
)
def test_an_address_is_the_one_of_the_design(address, expected):
    assert address == expected


PLACES = ["index.html", "members/ada.html", "topics/cv-feedback/asks/2.html", "topics/cv-feedback.html"]


@pytest.mark.parametrize("start", PLACES)
@pytest.mark.parametrize("target", PLACES)
@pytest.mark.parametrize(
    "root", ["https://a.example.org/", "https://a.example.org/deep/down/", "file:///tmp/site/"]
)
def test_a_link_leads_to_its_target_under_any_path(root, start, target):
    assert urljoin(root + start, addresses.relative(start, target)) == root + target


def test_a_link_never_starts_with_a_slash():
    assert addresses.relative("index.html", "find.html") == "find.html"
    assert addresses.root("index.html") == ""
    assert addresses.root("members/ada.html") == "../"
