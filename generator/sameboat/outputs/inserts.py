"""What stands in for the marker comments of the community's own pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from markupsafe import Markup

from .. import addresses
from ..directory import NAME, Directory, HubKind, Shelf, script_name
from ..rendering import Rendering
from ..text import OTHER_LETTERS, script_of
from . import join_form, opml
from .cards import Cards
from .community import CommunityPage
from .feeds import Feeds
from .hello import Hello
from .open_graph import OpenGraph
from .site import Site
from .terms import by_facet

MARKER = re.compile(r"<!--\s*sameboat:(?P<name>[a-z-]+)(?:\s+(?P<argument>[a-z0-9-]+))?\s*-->")
NEWEST = 6
COMMON = 12


class UnknownMarkerError(ValueError):
    """A page holds a marker that nothing stands in for; the message says which ones there are."""


class Inserts:
    """Makes the parts that a page may ask for with `<!-- sameboat:NAME -->`."""

    def __init__(  # noqa: PLR0913, PLR0917 - everything that a page may ask for
        self,
        directory: Directory,
        rendering: Rendering,
        cards: Cards,
        site: Site,
        feeds: Feeds,
        hello: Hello,
        community: CommunityPage,
    ) -> None:
        self._directory = directory
        self._feeds = feeds
        self._hello = hello
        self._open_graph = OpenGraph(site)
        self._rendering = rendering
        self._cards = cards
        self._makers: Mapping[str, Callable[[str, str], Markup]] = {
            "newest": self._newest,
            "feeds": self._follow,
            "common-values": self._common_values,
            "overview": self._overview,
            "find": self._find,
            "my-people": self._my_people,
            "community": lambda _, root: community.render(root),
            "hello": lambda _, root: hello.render(root),
            "join": lambda _, root: join_form.page(rendering, site, root),
        }

    def fill(self, html: str, address: str) -> str:
        """`html` of the page at `address` with every marker replaced, and its head completed.

        Raises UnknownMarkerError for a marker that nothing stands in for.
        """
        root = addresses.root(address)

        def stand_in(found: re.Match[str]) -> str:
            maker = self._makers.get(found["name"])
            if maker is None:
                message = f"{found[0]} stands for nothing. There are: {', '.join(sorted(self._makers))}."
                raise UnknownMarkerError(message)
            return maker(found["argument"] or "", root)

        head = self._open_graph.tags_of(html, address)
        if address == addresses.HOME:
            head += self._feeds.head(self._feeds.of(), root)
        elif address == addresses.HELLO:
            head += self._hello.head(root)
        # The theme's own head ends first; in what people wrote, the end of a head would be text.
        return MARKER.sub(stand_in, html).replace("</head>", f"{head}</head>", 1)

    def _newest(self, _: str, root: str) -> Markup:
        newest = self._directory.newest[:NEWEST]
        values = {
            "cards": self._cards.on_page(newest, root),
            "root": root,
            "known": bool(newest),
        }
        return self._rendering.render("newest", values)

    def _follow(self, _: str, root: str) -> Markup:
        values = {
            "feeds": [(kind, root + address) for kind, address in self._feeds.forms(self._feeds.of())],
            "reading_list": root + addresses.READING_LIST if opml.has_any(self._directory) else "",
        }
        return self._rendering.render("feeds", values)

    def _common_values(self, argument: str, root: str) -> Markup:
        kind = self._kind("common-values", argument or "values")
        shelves = sorted(kind.shelves, key=_by_people)[:COMMON]
        most = max((len(shelf.people.get("", ())) for shelf in shelves), default=1)
        # How wide a bar is says which values are common here; no number is shown.
        shares = {shelf.slug: round(100 * len(shelf.people.get("", ())) / max(most, 1)) for shelf in shelves}
        values = {"shelves": _linked(shelves, root), "shares": shares, "root": root}
        return self._rendering.render("common", values)

    def _overview(self, argument: str, root: str) -> Markup:
        kind = self._kind("overview", argument)
        groups: dict[str, list[tuple[Shelf, str]]] = {}
        for shelf, href in _linked(kind.shelves, root):
            if kind.hubs[0][1].by == "first-letter" and shelf.slug == OTHER_LETTERS:
                groups[self._rendering.words.gettext("Other letters")] = list(self._scripts(shelf, root))
            else:
                groups.setdefault(shelf.group, []).append((shelf, href))
        overviews = [
            (each.title, root + addresses.overview(each.kind), each is kind)
            for each in sorted(self._directory.kinds.values(), key=by_facet)
        ]
        values = {"kind": kind, "groups": groups, "root": root, "overviews": overviews}
        return self._rendering.render("overview", values)

    def _scripts(self, shelf: Shelf, root: str) -> Iterator[tuple[Shelf, str]]:
        """Each script that names of `shelf` are in, and where those names start."""
        seen = set[str]()
        for place, person in enumerate(shelf.people.get("", ())):
            script = script_of(str(person.fields[NAME]))
            if script not in seen:
                seen.add(script)
                page = addresses.hub(shelf.kind, shelf.slug, page=1 + place // addresses.CARDS_A_PAGE)
                label = script_name(script, self._directory.language)
                yield replace(shelf, label=label), f"{root}{page}#{script.lower() or 'signs'}"

    def _kind(self, marker: str, name: str) -> HubKind:
        kind = self._directory.kinds.get(name)
        if kind is None:
            written = " ".join(filter(None, (marker, name)))
            message = (
                f"<!-- sameboat:{written} --> names no kind of hub. "
                f"There are: {', '.join(sorted(self._directory.kinds))}."
            )
            raise UnknownMarkerError(message)
        return kind

    def _my_people(self, _: str, root: str) -> Markup:
        kinds, words = sorted(self._directory.kinds.values(), key=by_facet), self._rendering.words
        values = {
            "root": root,
            "people": addresses.PEOPLE_INDEX,
            "index": addresses.SEARCH_INDEX,
            "overviews": [(kind.title, root + addresses.overview(kind.kind)) for kind in kinds],
            "language": words.language,
            "plural_counts": words.plural_counts,
        }
        return self._rendering.render("my-people", values)

    def _find(self, _: str, root: str) -> Markup:
        # What people look for first stands first here as well.
        kinds, words = sorted(self._directory.kinds.values(), key=by_facet), self._rendering.words
        values = {
            "root": root,
            "index": addresses.SEARCH_INDEX,
            "assets": addresses.ASSETS,
            "overviews": [(kind.title, root + addresses.overview(kind.kind)) for kind in kinds],
            "language": words.language,
            "plural_counts": words.plural_counts,
        }
        return self._rendering.render("find", values)


def _by_people(shelf: Shelf) -> tuple[int, str]:
    return (-len(shelf.people.get("", ())), shelf.label)


def _linked(shelves: list[Shelf] | tuple[Shelf, ...], root: str) -> list[tuple[Shelf, str]]:
    return [(shelf, root + addresses.hub(shelf.kind, shelf.slug)) for shelf in shelves]
