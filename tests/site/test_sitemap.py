"""The sitemap: MkDocs' own pages and the stamped ones."""

import gzip
from xml.etree import ElementTree as ET

import pytest
from mkdocs.commands.build import build as build_here
from mkdocs.config import load_config

from sameboat import addresses

pytestmark = pytest.mark.site

BASE = "https://boat.example.org/"
NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def locations(content):
    tree = ET.fromstring(content)  # noqa: S314 - we have just written it
    return tree.tag.removeprefix(NAMESPACE), [each.text for each in tree.iter(f"{NAMESPACE}loc")]


def test_own_pages_and_stamped_pages_are_in_the_sitemap(crowd):
    kind, found = locations(crowd.files["sitemap.xml"])
    assert kind == "urlset"
    for address in (
        "index.html",
        "values.html",
        "find.html",
        "members/member-000.html",
        "values/curiosity.html",
        "values/curiosity/3.html",
        "topics/first-talk/asks.html",
        "languages/pt.html",
        "names/p.html",
    ):
        assert BASE + address in found, address
    assert len(found) == len(set(found))


def test_every_address_in_the_sitemap_is_a_file(crowd):
    _, found = locations(crowd.files["sitemap.xml"])
    for address in found:
        assert crowd.has(address.removeprefix(BASE) or "index.html"), address


def test_who_does_not_want_search_engines_is_not_in_the_sitemap(crowd):
    _, found = locations(crowd.files["sitemap.xml"])
    assert f"{BASE}members/member-007.html" not in found
    assert crowd.page("members/member-007.html").metas["robots"] == "noindex"


def test_the_packed_sitemap_says_the_same(crowd):
    assert gzip.decompress(crowd.files["sitemap.xml.gz"]) == crowd.files["sitemap.xml"]


def test_the_lost_page_and_the_shells_are_not_in_the_sitemap(crowd):
    _, found = locations(crowd.files["sitemap.xml"])
    assert not [
        address for address in found if "404" in address or "shell" in address or "SAMEBOAT" in address
    ]


def test_without_an_address_the_site_has_no_sitemap_to_speak_of(sample_site):
    _, found = locations(sample_site.files["sitemap.xml"])
    assert found == []


def test_past_the_limit_the_sitemap_is_an_index_of_parts(make_community, profile, monkeypatch):
    monkeypatch.setattr(addresses, "ADDRESSES_A_SITEMAP", 10)
    community = make_community(
        {f"m-{number:02}": profile(f"M {number}") for number in range(14)}, config={"site_url": BASE}
    )
    build_here(load_config(str(community.root / "mkdocs.yml")))
    site = community.root / "site"
    kind, parts = locations((site / "sitemap.xml").read_bytes())
    assert kind == "sitemapindex"
    assert parts == [f"{BASE}sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    pages = []
    for part in parts:
        kind, found = locations((site / part.removeprefix(BASE)).read_bytes())
        assert kind == "urlset"
        assert len(found) <= 10
        pages += found
    assert len(pages) == len(set(pages))
    assert {f"{BASE}members/m-{number:02}.html" for number in range(14)} <= set(pages)
    assert BASE + "values.html" in pages
