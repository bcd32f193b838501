"""Every address of the site, and how to get from one to another.

Addresses are relative to the site's root, without a leading slash; links between pages are relative, so that the
site works under any path on any static host.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

HOME = "index.html"
FIND = "find.html"
HELLO = "hello.html"
MY_PEOPLE = "my-people.html"
PEOPLE_INDEX = "people/index.json"
HELLO_DAYS = "hello/days.json"
JOIN = "join.html"
NOT_FOUND = "404.html"
SEARCH_INDEX = "find/index.json"
JOIN_FORM = "join/form.json"
MEMBER_SCHEMA = "schema/member.schema.json"
API = "api/v1/members.json"
ASSETS = "assets/sameboat/"
# Every stamped page names these two, so their names are short.
STYLE = "sb.css"
SCRIPT = "sb.js"
SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"
LLMS = "llms.txt"
SOCIAL_IMAGE = "social.png"
READING_LIST = "reading.opml"

CARDS_A_PAGE = 100
MEMBERS_A_SHARD = 100
ADDRESSES_A_SITEMAP = 50_000
"""The sitemap protocol's limit (sitemaps.org, "Using Sitemap index files")."""


def member(handle: str) -> str:
    """The page of one member."""
    return f"members/{handle}.html"


def vcard(handle: str) -> str:
    """A member as an entry of an address book."""
    return f"members/{handle}.vcf"


def overview(kind: str) -> str:
    """The page that lists all hubs of a kind: `values.html`."""
    return f"{kind}.html"


def hub(kind: str, slug: str, aspect: str = "", page: int = 1) -> str:
    """One page of a hub: `topics/cv-feedback.html`, `topics/cv-feedback/2.html`, `topics/cv-feedback/asks.html` …"""
    stem = f"{kind}/{slug}/{aspect}" if aspect else f"{kind}/{slug}"
    return f"{stem}.html" if page == 1 else f"{stem}/{page}.html"


def search(facet: str, slugs: Iterable[str]) -> str:
    """The find page with `slugs` of one facet picked; `assets/find/state.js` reads it."""
    # A facet called like a parameter of the page has a dot behind it.
    parameter = f"{facet}." if facet in ("q", "all", "awake", "sort") else facet
    return f"{FIND}?{quote(parameter)}={','.join(quote(slug, safe='') for slug in slugs)}"


def feed(ending: str, kind: str = "", slug: str = "") -> str:
    """New members as a feed, `ending` in "xml" (Atom) or "json": of the whole site, or of one hub."""
    return f"{kind}/{slug}/feed.{ending}" if kind else f"feed.{ending}"


def hello_feed(ending: str) -> str:
    """Today's hello as a feed, `ending` in "xml" (Atom) or "json".

    It stands at the root, since the theme asks for a sitemap beside every feed that a page names.
    """
    return f"hello.{ending}"


def api_shard(number: int, *, is_packed: bool = False) -> str:
    """One shard of the API, counted from 1."""
    return f"api/v1/members-{number}.json{'.gz' if is_packed else ''}"


def photo(handle: str, pixels: int) -> str:
    """A member's published photo, `pixels` wide and high."""
    return f"photos/{handle}-{pixels}.webp"


def sitemap_part(number: int) -> str:
    """One part of a sitemap that is too long for one file, counted from 1."""
    return f"sitemap-{number}.xml"


def root(address: str) -> str:
    """The way from the page at `address` up to the site's root: "" at the top, "../" one folder down."""
    return "../" * address.count("/")


def relative(start: str, target: str) -> str:
    """A link from the page at `start` to `target`, both addresses of this site."""
    return root(start) + target
