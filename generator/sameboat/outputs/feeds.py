"""New members as feeds, of the whole site and of each value, topic and whatever else has a vocabulary and hubs.

Who came when is known from the repository's history alone, so without it there are no feeds. Who asked search engines
not to list them is in none either: search engines take feeds for sitemaps, and others publish them again.

In Atom (RFC 4287) a link may be relative, and readers resolve it against the address they fetched the feed from; so
there is Atom even where the site does not know its own address. JSON Feed knows no such base and is left out then.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from heapq import nsmallest
from xml.etree import ElementTree as ET

from markupsafe import Markup

from .. import addresses
from ..directory import Directory, Shelf
from ..profiles import Profile
from ..properties import Hub
from .output_file import OutputFile, json_file, xml_file
from .site import Site
from .terms import labels
from .visibility import is_listed

ENTRIES = 50
"""How many people the feed of the whole site holds."""
ENTRIES_OF_A_HUB = 20
ATOM_TYPE, JSON_TYPE = "application/atom+xml", "application/feed+json"

NAMESPACE = "http://www.w3.org/2005/Atom"
JSON_FEED_VERSION = "https://jsonfeed.org/version/1.1"
_LATEST = 253_402_300_799
"""The last second of the year 9999: a commit may claim to come after it, and no date can be written."""


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed, not yet made."""

    kind: str
    """The kind and the slug of its hub; empty for the whole site's."""
    slug: str
    title: str
    page: str
    """The address of the page it belongs to."""
    people: tuple[Profile, ...]
    """The newest first."""

    def address(self, ending: str) -> str:
        """Where it stands as "xml" or as "json"."""
        return addresses.feed(ending, self.kind, self.slug)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A member in any feed."""

    name: str
    page: str
    iri: str
    time: str
    text: str
    terms: tuple[tuple[str, str], ...]
    """The slug and the label of everything they chose."""


class Feeds:
    """All feeds of a site; empty where nobody knows who came when."""

    def __init__(self, directory: Directory, site: Site) -> None:
        self._directory = directory
        self._site = site
        self._words = directory.words
        self._chosen = [
            (each, labels(directory.schema, each))
            for each, _ in directory.schema.hubs
            if each.main_leaf.vocabulary and not each.hidden
        ]
        listed = tuple(profile for profile in directory.newest if is_listed(profile))
        self._feeds: dict[tuple[str, str], Feed] = {}
        if listed:
            title = directory.words.gettext("%(site)s: new people") % {"site": site.name}
            self._feeds["", ""] = Feed("", "", title, addresses.HOME, listed[:ENTRIES])
            self._feeds |= {(feed.kind, feed.slug): feed for feed in self._hub_feeds(listed)}
        self._made: dict[str, _Entry] = {}

    def _hub_feeds(self, listed: tuple[Profile, ...]) -> Iterator[Feed]:
        place = {profile.handle: number for number, profile in enumerate(listed)}
        for kind in self._directory.kinds.values():
            each, hub = kind.hubs[0]
            if not each.main_leaf.vocabulary:
                continue
            for shelf in kind.shelves:
                found = {
                    place[person.handle]
                    for people in shelf.people.values()
                    for person in people
                    if person.handle in place
                }
                newest = tuple(listed[number] for number in nsmallest(ENTRIES_OF_A_HUB, found))
                if newest:
                    yield Feed(
                        kind.kind,
                        shelf.slug,
                        self._hub_title(hub, shelf),
                        addresses.hub(kind.kind, shelf.slug),
                        newest,
                    )

    def _hub_title(self, hub: Hub, shelf: Shelf) -> str:
        return self._words.titled(self._site.name, hub.heading.replace("{label}", shelf.label))

    def of(self, kind: str = "", slug: str = "") -> Feed | None:
        """The feed of a hub, or that of the whole site."""
        return self._feeds.get((kind, slug))

    def forms(self, feed: Feed | None) -> list[tuple[str, str]]:
        """The (media type, address) of each form in which `feed` is published."""
        if feed is None:
            return []
        atom = (ATOM_TYPE, feed.address("xml"))
        return [atom, (JSON_TYPE, feed.address("json"))] if self._site.url else [atom]

    def head(self, feed: Feed | None, root: str) -> Markup:
        """The tag by which a feed reader finds `feed` on a page from which `root` leads to the site's root."""
        if feed is None:
            return Markup()
        tag = Markup('<link rel="alternate" type="{}" title="{}" href="{}">')
        return tag.format(ATOM_TYPE, feed.title, root + feed.address("xml"))

    def build(self) -> Iterator[OutputFile]:
        """Every feed in every form."""
        for feed in self._feeds.values():
            yield xml_file(feed.address("xml"), self._atom(feed))
            if self._site.url:
                yield json_file(feed.address("json"), self._json(feed))

    def _atom(self, feed: Feed) -> ET.Element:
        site, address = self._site, feed.address("xml")
        entries = [self._entry(profile) for profile in feed.people]
        tree = ET.Element("feed", xmlns=NAMESPACE)
        add(tree, "id", site.iri(address))
        add(tree, "title", feed.title)
        if site.description and not feed.kind:
            add(tree, "subtitle", site.description)
        add(tree, "updated", entries[0].time)
        if site.url:
            ET.SubElement(tree, "link", rel="self", type=ATOM_TYPE, href=site.link(address))
        ET.SubElement(tree, "link", href=site.link(feed.page, address))
        for each in entries:
            entry = ET.SubElement(tree, "entry")
            page = site.link(each.page, address)
            add(entry, "id", each.iri)
            add(entry, "title", each.name)
            ET.SubElement(entry, "link", href=page)
            add(entry, "published", each.time)
            add(entry, "updated", each.time)
            add(ET.SubElement(entry, "author"), "name", each.name)
            for slug, label in each.terms if not feed.kind else ():
                ET.SubElement(entry, "category", term=slug, label=label)
            add(entry, "summary", each.text)
        return tree

    def _json(self, feed: Feed) -> dict[str, object]:
        site, address = self._site, feed.address("json")
        return {
            "version": JSON_FEED_VERSION,
            "title": feed.title,
            "home_page_url": site.link(feed.page),
            "feed_url": site.link(address),
            "items": [
                {
                    "id": each.iri,
                    "url": site.link(each.page),
                    "title": each.name,
                    "content_text": each.text,
                    "date_published": each.time,
                    "authors": [{"name": each.name, "url": site.link(each.page)}],
                    "tags": list(dict.fromkeys(label for _, label in each.terms)),
                }
                for each in map(self._entry, feed.people)
            ],
        }

    def _entry(self, profile: Profile) -> _Entry:
        made = self._made.get(profile.handle)
        if made is None:
            made = self._made[profile.handle] = self._make_entry(profile)
        return made

    def _make_entry(self, profile: Profile) -> _Entry:
        page = addresses.member(profile.handle)
        name = str(profile.fields["name"])
        terms: list[tuple[str, str]] = []
        lines = [str(profile.fields["tagline"])] if "tagline" in profile.fields else []
        for each, words in self._chosen:
            if each.name in profile.fields:
                chosen = dict.fromkeys(each.main_leaf.values(profile.fields[each.name]))
                if chosen:
                    lines.append(
                        self._words.titled(each.title, self._words.join(words[slug] for slug in chosen))
                    )
                terms += [(slug, words[slug]) for slug in chosen]
        time = written_time(self._directory.arrivals[profile.handle])
        text = " · ".join(lines) or name
        return _Entry(name, page, self._site.iri(page), time, text, tuple(dict.fromkeys(terms)))


def written_time(seconds: int) -> str:
    """Seconds since 1970 as both formats write a time (RFC 3339)."""
    return datetime.fromtimestamp(min(seconds, _LATEST), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def add(parent: ET.Element, tag: str, text: str) -> None:
    """Put an element with `text` at the end of `parent`."""
    ET.SubElement(parent, tag).text = text
