"""Pages of people who share something: who offers and who asks, who values it, who speaks it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import groupby
from math import ceil
from typing import Any, NamedTuple

from markupsafe import Markup

from .. import addresses
from ..directory import NAME, Directory, HubKind, Shelf, hub_slug, script_name
from ..profiles import Profile
from ..properties import ITEMS, Hub
from ..rendering import Rendering
from ..shells import Shells
from ..text import OTHER_LETTERS, script_of
from .cards import Cards
from .feeds import Feeds
from .open_graph import OpenGraph
from .output_file import OutputFile
from .site import Site
from .visibility import list_tags

ASIDE_CARDS = 12
"""How many people of another aspect a hub's first page shows beside its own."""


class HubPage(NamedTuple):
    """One page of a hub, not yet made."""

    kind: HubKind
    hub: Hub
    shelf: Shelf
    number: int

    @property
    def address(self) -> str:
        """Where it will stand."""
        return addresses.hub(self.shelf.kind, self.shelf.slug, self.hub.aspect, self.number)


def pages(directory: Directory) -> list[HubPage]:
    """Every hub page of the site, in a fixed order."""
    found = []
    for kind in directory.kinds.values():
        for shelf in kind.shelves:
            for _, hub in kind.hubs:
                people = shelf.people.get(hub.aspect, ())
                count = ceil(len(people) / addresses.CARDS_A_PAGE)
                # A hub's first page is where every link leads, so it is there even when only others have people.
                if not hub.aspect:
                    count = max(count, 1)
                found += [HubPage(kind, hub, shelf, number) for number in range(1, count + 1)]
    return found


class HubPages:
    """Everything that hub pages share."""

    def __init__(self, rendering: Rendering, shells: Shells, cards: Cards, site: Site, feeds: Feeds) -> None:
        self._open_graph = OpenGraph(site)
        self._feeds = feeds
        self._template = rendering.template("hub")
        self._words = rendering.words
        self._shells = cache(shells.hubs)
        self._cards = cards
        self._searches: dict[tuple[str, str, str], str] = {}

    def build(self, wanted: Sequence[HubPage]) -> Iterator[OutputFile]:
        """The files of the pages `wanted`."""
        for page in wanted:
            root = addresses.root(page.address)
            label = page.shelf.label
            heading = page.hub.heading.replace("{label}", label)
            people = page.shelf.people.get(page.hub.aspect, ())
            shown = self._on_page(people, page.number)
            feed = self._feeds.of(page.shelf.kind, page.shelf.slug)
            content = self._template.render(
                kind=page.kind,
                shelf=page.shelf,
                heading=heading,
                section=page.hub.section if len(page.kind.hubs) > 1 and not page.hub.aspect else "",
                runs=self._runs(page, shown, root),
                others=list(self._others(page, root)) if page.number == 1 and not page.hub.aspect else [],
                number=page.number,
                pages=list(self._page_links(page, len(people), root)),
                root=root,
                overview=root + addresses.overview(page.shelf.kind),
                feed=root + feed.address("xml") if feed and page.number == 1 else "",
                main=root + addresses.hub(page.shelf.kind, page.shelf.slug) if page.hub.aspect else "",
                search=root + search if (search := self.search_of(page)) else "",
                neighbours=list(self._neighbours(page, root)),
            )
            title = heading
            if page.number > 1:
                numbered = self._words.gettext("%(heading)s, page %(number)d")
                title = numbered % {"heading": heading, "number": page.number}
            yield OutputFile(
                page.address,
                self._shells(page.shelf.kind)[page.address.count("/")].stamp(
                    page.address,
                    title,
                    page.shelf.description or page.kind.intro or title,
                    Markup(content),  # noqa: S704 - autoescape made it
                    self._head(page, heading, shown),
                ),
            )

    def _head(self, page: HubPage, heading: str, shown: Sequence[Profile]) -> Markup:
        feed, people = None, [*shown]
        if page.number == 1:
            feed = self._feeds.of(page.shelf.kind, page.shelf.slug)
            people += (person for aside in page.shelf.people.values() for person in aside[:ASIDE_CARDS])
        return (
            list_tags(people)
            + self._open_graph.tags(page.address, heading)
            + self._feeds.head(feed, addresses.root(page.address))
        )

    def _runs(self, page: HubPage, shown: Sequence[Profile], root: str) -> list[dict[str, object]]:
        """The cards of `shown` under headings where they need some: names of many scripts on one page do."""
        if not (page.hub.by == "first-letter" and page.shelf.slug == OTHER_LETTERS):
            cards = self._cards.on_page(shown, root, _said(page.kind, page.hub, page.shelf.slug))
            return [{"script": "", "title": "", "cards": cards}] if shown else []
        return [
            {
                "script": script.lower() or "signs",
                "title": script_name(script, self._words.language),
                "cards": self._cards.on_page(people, root),
            }
            for script, people in groupby(shown, key=lambda each: script_of(str(each.fields[NAME])))
        ]

    def search_of(self, page: HubPage) -> str:
        """The find page with the people of a hub picked, the same for all its pages; nothing where that cannot be."""
        place = (page.shelf.kind, page.shelf.slug, page.hub.aspect)
        if place not in self._searches:
            self._searches[place] = self._search(page, page.shelf.people.get(page.hub.aspect, ()))
        return self._searches[place]

    @staticmethod
    def _search(page: HubPage, people: Sequence[Profile]) -> str:
        each = next(each for each, hub in page.kind.hubs if hub.aspect == page.hub.aspect)
        if each.facet is None or not people:
            return ""
        slugs = {page.shelf.slug}
        if page.hub.by:
            leaf = each.main_leaf
            values = {str(value) for one in people for value in leaf.values(one.fields[each.name])}
            slugs = {value for value in values if hub_slug(page.hub.by, value) == page.shelf.slug}
        return addresses.search(each.name, sorted(slugs))

    @staticmethod
    def _neighbours(page: HubPage, root: str) -> Iterator[tuple[str, str]]:
        """The (label, address) of the others in the group of a hub; all letters are one group."""
        shelf = page.shelf
        if page.number > 1 or page.hub.aspect or not (shelf.group or page.hub.by == "first-letter"):
            return
        for other in page.kind.shelves:
            if other.group == shelf.group and other.slug != shelf.slug:
                yield other.label, root + addresses.hub(other.kind, other.slug)

    @staticmethod
    def _on_page(people: Sequence[Profile], number: int) -> Sequence[Profile]:
        start = (number - 1) * addresses.CARDS_A_PAGE
        return people[start : start + addresses.CARDS_A_PAGE]

    def _others(self, page: HubPage, root: str) -> Iterator[dict[str, object]]:
        for _, hub in page.kind.hubs:
            people = page.shelf.people.get(hub.aspect, ())
            if hub.aspect:
                own_page = root + addresses.hub(page.shelf.kind, page.shelf.slug, hub.aspect)
                yield {
                    "section": hub.section,
                    "heading": hub.heading.replace("{label}", page.shelf.label),
                    "cards": self._cards.on_page(
                        people[:ASIDE_CARDS], root, _said(page.kind, hub, page.shelf.slug)
                    ),
                    "page": own_page if people else "",
                }

    @staticmethod
    def _page_links(page: HubPage, count: int, root: str) -> Iterator[tuple[int, str]]:
        total = ceil(count / addresses.CARDS_A_PAGE)
        if total < 2:
            return
        # The first, the last and the neighbours: a row of links that stays short at any size.
        near = {1, total, *range(page.number - 2, page.number + 3)}
        for number in sorted(each for each in near if 1 <= each <= total):
            yield number, root + addresses.hub(page.shelf.kind, page.shelf.slug, page.hub.aspect, number)


def _said(kind: HubKind, hub: Hub, slug: str) -> Callable[[Profile], str] | None:
    """Finds what somebody wrote beside `slug`, where the entries of a property have a place for it: a note, mostly."""
    each = next(each for each, other in kind.hubs if other == hub)
    if hub.by or len(each.main_leaf.path) != 2:
        return None
    beside = (leaf.path[1] for leaf in each.leaves if leaf.role == "text" and leaf.path[0] == ITEMS)
    note = next(beside, None)
    if note is None:
        return None
    name, key = each.name, each.main_leaf.path[1]

    def said(member: Profile) -> str:
        entries: Any = member.fields.get(name, ())
        return next((str(entry[note]) for entry in entries if entry.get(key) == slug and note in entry), "")

    return said
