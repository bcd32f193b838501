"""The order of things.

    load    read the schema and the vocabularies; read and check every member; put them in order
    stamp   member pages and cards, hubs, API, search index, feeds and the like, written as they are made
    finish  the sitemap, which needs what MkDocs wrote

Nothing here raises for a mistake of a user: those are problems, collected and returned.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from itertools import chain
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from . import disk
from .addresses import SITEMAP
from .checking import Community, Progress, check_community, no_progress
from .crowd import Person
from .directory import Directory
from .disk import Written
from .history import arrivals, movements
from .matching import Choosing, Matching, meet
from .outputs import api, hubs, join_form, llms, my_people, opml, robots, search_index, sitemap, social_image
from .outputs.cards import Cards
from .outputs.community import CommunityPage
from .outputs.feeds import Feeds
from .outputs.hello import Hello
from .outputs.hubs import HubPages
from .outputs.inserts import Inserts
from .outputs.members import MemberPages
from .outputs.output_file import OutputFile
from .outputs.photos import PhotoFiles
from .outputs.site import Site
from .outputs.vcards import VCards
from .problems import Problem, errors
from .rendering import Rendering
from .shells import Shells
from .workers import Meanwhile, map_forked, one_grown_heap, usable_processes

Item = TypeVar("Item")

_CHUNK = 200
"""Members or pages a piece of work: small enough to share evenly, large enough that sharing costs nothing."""


@dataclass(frozen=True)
class Loaded:
    """A community, read and checked."""

    directory: Directory | None
    """None where the schema or a vocabulary is broken: then nothing can be said of members."""
    problems: tuple[Problem, ...]
    seconds: dict[str, float]

    @property
    def has_errors(self) -> bool:
        """Whether anything kept a member, or everybody, out."""
        return bool(errors(self.problems))


def today() -> date:
    """The day of this build, in UTC: SOURCE_DATE_EPOCH says which, else the clock does."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch.isdigit() else datetime.now(UTC).date()


def load(
    community: Community, language: str = "en", processes: int = 0, progress: Progress = no_progress
) -> Loaded:
    """Read and check everything; members with errors are left out of the directory."""
    with one_grown_heap():
        return _load(community, language, processes, progress)


def _load(community: Community, language: str, processes: int, progress: Progress) -> Loaded:
    started = perf_counter()
    checked = check_community(community, (), processes, progress)
    read = perf_counter()
    if checked.schema is None:
        return Loaded(None, checked.problems, {"reading": read - started})
    moved = movements(community.members)
    directory = Directory.of(checked.profiles, checked.schema, arrivals(moved), language, moved)
    seconds = {"reading": read - started, "directory": perf_counter() - read}
    return Loaded(directory, checked.problems, seconds)


@dataclass(frozen=True)
class Stamped:
    """What stamping put on the disk."""

    written: Written
    seconds: dict[str, float]


@dataclass(frozen=True)
class Stamper:
    """Everything that makes pages of one directory: shared by the stamped pages and the inserts of others."""

    directory: Directory
    rendering: Rendering
    cards: Cards
    inserts: Inserts
    feeds: Feeds
    hello: Hello
    photos: PhotoFiles
    site: Site
    today: date
    people: Sequence[Person]
    """Who can be matched today."""
    processes: int
    """How many may work at once; 0 for one a core."""

    @staticmethod
    def of(
        directory: Directory, rendering: Rendering, photos: Path, site: Site, processes: int = 0
    ) -> Stamper:
        """Prepare to stamp `directory`, whose photos are in the folder `photos`."""
        cards = Cards(rendering)
        feeds = Feeds(directory, site)
        day = today()
        people = list(meet(directory, day))
        hello = Hello(directory, rendering, site, people, day)
        community = CommunityPage(directory, rendering, people, day)
        inserts = Inserts(directory, rendering, cards, site, feeds, hello, community)
        made = (cards, inserts, feeds, hello, PhotoFiles(photos))
        return Stamper(directory, rendering, *made, site, day, people, processes)

    @cached_property
    def _choosing(self) -> Choosing:
        return Matching.begin(self.people, self.directory, usable_processes(self.processes) - 1)

    @cached_property
    def matching(self) -> Matching:
        """Who is matched with whom today."""
        return self._choosing.finish()

    def begin(self, folder: Path, own: Container[str] = (), processes: int = 0) -> Begun:
        """Begin to make and write, in processes that would be idle, what stands on no page: it needs no shell.

        Nothing is written where the community has its `own`. Give what comes out to `stamp`.
        """
        # Every page waits for it.
        _ = self._choosing
        pieces = list(self._data(own))
        spare = usable_processes(processes) - 1 if len(self.directory.profiles) > _CHUNK else 0
        return Meanwhile(_writer(folder), pieces, spare)

    def stamp(
        self,
        shells: Shells,
        folder: Path,
        begun: Begun,
        processes: int = 0,
        progress: Progress = no_progress,
    ) -> Stamped:
        """Make and write every stamped page below the site's `folder`, and wait for what was begun.

        Raises OSError when the disk takes no more.
        """
        started = perf_counter()
        _ = self.matching
        matched = perf_counter()
        pieces = list(self._pages(shells))
        prepared = perf_counter()
        total = Written(0, 0)
        expected = len(self.directory.profiles)
        members = 0
        usable = usable_processes(processes) if len(pieces) > 8 else 1
        for count, written in chain(map_forked(_writer(folder), pieces, usable), begun.results()):
            if isinstance(written, OSError):
                raise written
            members += count
            total += written
            progress("Stamping pages", members, expected)
        done = perf_counter()
        seconds = {
            "matching": matched - started,
            "preparing": prepared - matched,
            "stamping": done - prepared,
        }
        return Stamped(total, seconds)

    def _data(self, own: Container[str]) -> Iterator[_Piece]:
        """What programs read. The longest pieces come first, so that no process is left alone with one at the end."""
        directory = self.directory
        yield _Piece(lambda: search_index.build(directory))
        yield _Piece(self.feeds.build)
        yield _Piece(self.hello.build)
        yield _Piece(lambda: my_people.build(directory, self.people))
        for first in range(1, api.shard_count(directory) + 1, 10):
            numbers = range(first, min(first + 10, api.shard_count(directory) + 1))
            yield _Piece(lambda numbers=numbers: api.build_shards(directory, numbers))  # type: ignore[misc]
        yield _Piece(lambda: api.build(directory))
        yield _Piece(lambda: join_form.build(directory, self.site))
        yield _Piece(lambda: (file for file in self._whole_site() if file.address not in own))

    def _pages(self, shells: Shells) -> Iterator[_Piece]:
        """What people read."""
        directory, site, photos = self.directory, self.site, self.photos
        member_pages = MemberPages(directory, self.matching, self.rendering, shells, photos, site)
        cards = VCards(directory, site, photos)
        for chunk in _chunks(directory.profiles):
            # A page shows the photo that this very piece publishes, or none.
            made = chain(member_pages.build(chunk), photos.build(chunk), cards.build(chunk))
            yield _Piece(lambda made=made: made, len(chunk))  # type: ignore[misc]
        hub_pages = HubPages(self.rendering, shells, self.cards, site, self.feeds)
        for pages in _chunks(hubs.pages(directory)):
            yield _Piece(lambda pages=pages: hub_pages.build(pages))  # type: ignore[misc]

    def _whole_site(self) -> Iterator[OutputFile]:
        """The files that there is one of, and that a community may rather write itself."""
        yield from opml.build(self.directory, self.site)
        yield from robots.build(self.directory, self.site)
        yield from llms.build(self.directory, self.site)
        yield from social_image.build(self.site)

    def finish_sitemap(self, site: Path, site_url: str) -> Written:
        """Complete the sitemap that MkDocs wrote; without a site address there is none, as MkDocs has it."""
        existing = site / SITEMAP
        if not site_url or not existing.is_file():
            return Written(0, 0)
        return disk.write(site, sitemap.build(existing.read_bytes(), self.directory, site_url))


@dataclass(frozen=True, slots=True)
class _Piece:
    """Some files to make, and how many members are done with them."""

    make: Callable[[], Iterable[OutputFile]]
    members: int = 0


Outcome = tuple[int, Written | OSError]
"""How many members are done, and what was put on the disk or why it was not."""
Begun = Meanwhile[_Piece, Outcome]


def _writer(folder: Path) -> Callable[[_Piece], Outcome]:
    def work(piece: _Piece) -> Outcome:
        try:
            return piece.members, disk.write(folder, piece.make())
        except OSError as error:
            # As a value: an exception in a child comes out as a traceback, and a full disk deserves a sentence.
            return 0, error

    return work


def _chunks(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    for start in range(0, len(items), _CHUNK):
        yield items[start : start + _CHUNK]
