"""The order of things.

    begin   find out whom everybody is shown; make what stands on no page, in other processes
    stamp   member pages and cards, hubs, API, search index, feeds and the like, written as they are made
    finish  the sitemap, which needs what MkDocs wrote

What it works on comes from `loading.py`, where every member is read and checked.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import chain
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from . import disk
from .addresses import LLMS, MEMBERS_A_SHARD, READING_LIST, ROBOTS, SITEMAP, SOCIAL_IMAGE
from .cache import NO_CACHE, Cache, code_digest, digest
from .checking import Progress, no_progress
from .crowd import Person
from .directory import Directory
from .disk import NO_SITE, LastSite, Unit, Written
from .loading import today
from .matching import Choosing, Matching, meet
from .outputs import api, hubs, join_form, llms, my_people, opml, robots, search_index, sitemap, social_image
from .outputs.cards import Cards
from .outputs.community import CommunityPage
from .outputs.feeds import Feeds
from .outputs.hello import Hello
from .outputs.hubs import HubPage, HubPages
from .outputs.ingredients import Ingredients
from .outputs.inserts import Inserts
from .outputs.matches import SHOWN
from .outputs.members import MemberPages
from .outputs.photos import PhotoFiles
from .outputs.site import Site
from .outputs.vcards import VCards
from .profiles import Profile
from .rendering import Rendering
from .shells import Shells
from .workers import Meanwhile, map_forked, usable_processes

Item = TypeVar("Item")

_CHUNK = 200
"""Members or pages a piece of work: small enough to share evenly, large enough that sharing costs nothing."""
_LIFETIME = 30
"""Pieces after which a process makes room for another: by then it has looked at four thousand members and those they
name, and has that part of the memory for itself. With fewer than `_MANY` there is nothing to save."""
_MANY = 150


@dataclass(frozen=True)
class Stamped:
    """What stamping put on the disk."""

    written: Written
    seconds: dict[str, float]
    made: tuple[bytes, ...]
    """What `LastSite.of` needs to know of it."""


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
    ingredients: Ingredients
    """What decides whether a file of the last site will do again."""
    choosing: Choosing | None
    """Whom everybody is shown, while other processes are at work on it; None where no page may need to know."""
    processes: int
    """How many may work at once; 0 for one a core."""
    last: LastSite
    """The site as it stands: what did not change is taken from it."""

    @staticmethod
    def of(  # noqa: PLR0913 - a site is made of that many things
        directory: Directory,
        make_rendering: Callable[[], Rendering],
        photos: Path,
        site: Site,
        processes: int = 0,
        *,
        looks: bytes = b"",
        last: LastSite = NO_SITE,
        cache: Cache = NO_CACHE,
    ) -> Stamper:
        """Prepare to stamp `directory`, whose photos are in the folder `photos`; `looks` is a digest of the templates
        that stand in for ours.

        Every page waits for whom it shows, so that is begun at once, and templates are compiled meanwhile. What
        `make_rendering` raises is raised here.
        """
        feeds = Feeds(directory, site)
        day = today()
        people = list(meet(directory, day))
        told = repr((directory.language, site.told(), day.isoformat()))
        base = digest(code_digest(), directory.schema.digest, looks, told.encode())
        choosing = None if last.made else _choose(people, directory, processes)
        try:
            ingredients = Ingredients.of(directory, base, feeds, people)
            if choosing is None and ingredients.matched not in last.made:
                choosing = _choose(people, directory, processes)
            rendering = make_rendering()
            cards = Cards(rendering)
            hello = Hello(directory, rendering, site, people, day)
            community = CommunityPage(directory, rendering, people, day)
        except BaseException:
            if choosing is not None:
                choosing.abandon()
            raise
        inserts = Inserts(directory, rendering, cards, site, feeds, hello, community)
        made = (cards, inserts, feeds, hello, PhotoFiles(photos, cache))
        return Stamper(directory, rendering, *made, site, day, people, ingredients, choosing, processes, last)

    @cached_property
    def matching(self) -> Matching:
        """Who is matched with whom today."""
        return (self.choosing or _choose(self.people, self.directory, self.processes)).finish()

    def begin(self, folder: Path, own: Container[str] = (), processes: int = 0) -> Begun:
        """Begin to make and write, in processes that would be idle, what stands on no page: it needs no shell.

        Nothing is written where the community has its `own`. Give what comes out to `stamp`.
        """
        pieces = list(self._data(own))
        spare = usable_processes(processes) - 1 if len(self.directory.profiles) > _CHUNK else 0
        return Meanwhile(_writer(folder, self.last), pieces, spare)

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
        member_pages = self.member_pages(shells)
        pieces = list(self._pages(shells, member_pages))
        prepared = perf_counter()
        if not (self.last.made and all(self.last.knows(unit) for piece in pieces for unit in piece.units)):
            # Here, where there are processes for it; where every page is as it was, nobody asks.
            _ = self.matching
            member_pages.prepare()
        if not self.last.made:
            # In the order of lists, so that those on one page lie near each other.
            self.cards.prepare(self.directory.by_name)
        matched = perf_counter()
        total = Written(0, 0)
        expected = len(self.directory.profiles)
        members = 0
        made: list[bytes] = []
        usable = usable_processes(processes) if len(pieces) > 8 else 1
        lifetime = _LIFETIME if len(pieces) > _MANY else 0
        results = map_forked(_writer(folder, self.last), pieces, usable, lifetime)
        for count, written, stamps in chain(results, begun.results()):
            if isinstance(written, OSError):
                raise written
            members += count
            total += written
            made.append(stamps)
            progress("Stamping pages", members, expected)
        done = perf_counter()
        seconds = {
            "preparing": prepared - started,
            "matching": matched - prepared,
            "stamping": done - matched,
        }
        made.append(disk.pack(self.ingredients.matched))
        return Stamped(total, seconds, tuple(made))

    def _data(self, own: Container[str]) -> Iterator[_Piece]:
        """What programs read. The longest pieces come first, so that no process is left alone with one at the end."""
        directory, made_of = self.directory, self.ingredients
        yield _Piece([Unit(made_of.everybody("find"), lambda: search_index.build(directory))])
        yield _Piece([Unit(made_of.everybody("feeds"), self.feeds.build)])
        yield _Piece([Unit(made_of.everybody("hello"), self.hello.build)])
        my_people_key = made_of.everybody("my people")
        yield _Piece([Unit(my_people_key, lambda: my_people.build(directory, self.people))])
        shards = api.Shards(directory)

        def of_shard(number: int) -> Unit:
            key = made_of.shard(shards.address(number), shards.members(number), shards.strangers(number))
            return Unit(key, lambda: shards.build(number))

        for numbers in _chunks(range(1, api.shard_count(directory) + 1), 10):
            yield _Piece(map(of_shard, numbers))
        yield _Piece([Unit(made_of.everybody("join form"), lambda: join_form.build(directory, self.site))])
        yield _Piece([Unit(made_of.everybody("api"), lambda: api.build(directory))])
        yield _Piece([unit for address, unit in self._whole_site() if address not in own])

    def _whole_site(self) -> Iterator[tuple[str, Unit]]:
        """The files that there is one of, and that a community may rather write itself."""
        directory, site, made_of = self.directory, self.site, self.ingredients
        yield READING_LIST, Unit(made_of.everybody("opml"), lambda: opml.build(directory, site))
        yield ROBOTS, Unit(made_of.everybody("robots"), lambda: robots.build(directory, site))
        yield LLMS, Unit(made_of.everybody("llms"), lambda: llms.build(directory, site))
        yield SOCIAL_IMAGE, Unit(made_of.nobody("social image"), lambda: social_image.build(site))

    def member_pages(self, shells: Shells) -> MemberPages:
        """What makes the pages of members, set in `shells`."""
        return MemberPages(
            self.directory, lambda: self.matching, self.rendering, shells, self.photos, self.site
        )

    def _pages(self, shells: Shells, member_pages: MemberPages) -> Iterator[_Piece]:
        """What people read."""
        made_of = self.ingredients.on(shells)
        # Without a last site nobody looks at the keys here, and they are worked out where the pages are made.
        ready: Callable[[Iterator[Unit]], Iterable[Unit]] = list if self.last.made else iter
        cards = VCards(self.directory, self.site, self.photos)

        def of_member(profile: Profile) -> Unit:
            photo, others = self.photos.digest_of(profile), member_pages.read_beside(profile)
            # A page shows the photo that this very piece publishes, or none.
            outputs = (member_pages, self.photos, cards)
            return Unit(
                made_of.member(profile, others, photo),
                lambda: chain.from_iterable(each.build([profile]) for each in outputs),
                lambda: made_of.member_matched(profile, others, photo, member_pages.matches_of(profile)),
            )

        for chunk in _chunks(self.directory.profiles):
            yield _Piece(ready(map(of_member, chunk)), len(chunk))
        hub_pages = HubPages(self.rendering, shells, self.cards, self.site, self.feeds)

        def of_hub(page: HubPage) -> Unit:
            return Unit(made_of.hub(page, hub_pages.search_of(page)), lambda: hub_pages.build([page]))

        for pages in _chunks(hubs.pages(self.directory)):
            yield _Piece(ready(map(of_hub, pages)))

    def knows(self, handle: str) -> bool:
        """Whether this member has a page."""
        return any(profile.handle == handle for profile in self.directory.profiles)

    def show(self, changed: Sequence[Profile], shells: Shells, folder: Path) -> Stamper:
        """Make the pages of a few `changed` members anew, and those of their friends, in the site in `folder`.

        What comes out stamps the rest of the site as it was: lists, search and matches wait until all is made anew.
        """
        known = {profile.handle: profile for profile in self.directory.profiles}
        known |= {profile.handle: profile for profile in changed}
        ordered = tuple(known[handle] for handle in sorted(known))
        by_name = tuple(known[profile.handle] for profile in self.directory.by_name)
        later = replace(self, directory=replace(self.directory, profiles=ordered, by_name=by_name))
        later.__dict__["matching"] = self.matching
        pages = later.member_pages(shells)
        # Also those whom they no longer name: their pages showed it.
        before = [each for each in self.directory.profiles if each.handle in {one.handle for one in changed}]
        friends = [known[handle] for profile in (*changed, *before) for handle in pages.read_beside(profile)]
        shown = list({profile.handle: profile for profile in (*changed, *friends)}.values())
        cards = VCards(later.directory, self.site, self.photos)
        shards = api.Shards(later.directory)
        places = {ordered.index(profile) // MEMBERS_A_SHARD + 1 for profile in changed}
        made = (each.build(shown) for each in (pages, self.photos, cards))
        disk.write(folder, chain(*made, *(shards.build(number) for number in sorted(places))))
        return later

    def finish_sitemap(self, site: Path, site_url: str) -> Written:
        """Complete the sitemap that MkDocs wrote; without a site address there is none, as MkDocs has it."""
        existing = site / SITEMAP
        if not site_url or not existing.is_file():
            return Written(0, 0)
        return disk.write(site, sitemap.build(existing.read_bytes(), self.directory, site_url))


def _choose(people: Sequence[Person], directory: Directory, processes: int) -> Choosing:
    """Begin to find out whom everybody is shown on their page."""
    return Matching.begin(people, directory, usable_processes(processes) - 1, SHOWN)


@dataclass(frozen=True, slots=True)
class _Piece:
    """Some files to make, and how many members are done with them."""

    units: Iterable[Unit]
    members: int = 0


Outcome = tuple[int, Written | OSError, bytes]
"""How many members are done, and what was put on the disk or why it was not; what `LastSite.of` reads."""
Begun = Meanwhile[_Piece, Outcome]


def _writer(folder: Path, last: LastSite) -> Callable[[_Piece], Outcome]:
    def work(piece: _Piece) -> Outcome:
        try:
            return piece.members, *disk.put(folder, piece.units, last)
        except OSError as error:
            # As a value: an exception in a child comes out as a traceback, and a full disk deserves a sentence.
            return 0, error, b""

    return work


def _chunks(items: Sequence[Item], size: int = _CHUNK) -> Iterator[Sequence[Item]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
