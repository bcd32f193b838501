"""Who is in whose boat, who can help whom, and the rings in which everyone gives one thing and gets one.

    meet        members become people: what they share, offer and ask for today
    pools       whom each suits, the best first
    draft       short lists, in which everybody comes up and nobody too often
    find_rings  circles of three and four

Nobody is ranked: what is compared is how two people suit each other, and no number of that leaves this module.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from itertools import chain
from typing import Any, Literal, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .candidates import KINDS, Candidates, Kind
from .chosen import Chosen
from .crowd import Crowd, Person, Weights
from .directory import Directory
from .exposure import draft
from .properties import ITEMS
from .rings import find_rings
from .workers import Meanwhile, usable_processes

VALUES, SITUATIONS, OFFERS, ASKS = "values", "same_boat", "can_help_with", "want_help_with"
LANGUAGES, TIMEZONE, AVAILABILITY = "languages", "timezone", "availability"
TOPIC, UNTIL = "topic", "until"

SMALL = 600
"""Up to so many people, everybody looks at everybody who suits."""
Lists = Mapping[Kind, Chosen]
_LONGEST_FIRST: Sequence[Kind] = ("peers", "helpees", "mutual", "helpers")
ReasonKind = Literal["value", "situation", "gives", "gets"]


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that two people have for each other."""

    kind: ReasonKind
    """"value" and "situation" are shared; "gives" meets an ask of the other, "gets" one of one's own."""
    slug: str


class Match(NamedTuple):
    """Somebody to meet, and why: of each kind of reason the rarest first."""

    handle: str
    values: tuple[str, ...]
    """Slugs of values that both have."""
    situations: tuple[str, ...]
    """Slugs of situations that both are in."""
    gives: tuple[str, ...]
    """Slugs of topics that the member offers and this person asks for."""
    gets: tuple[str, ...]
    """Slugs of topics that this person offers and the member asks for."""

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """All of it, as a list for programs: what is given, what is got, what is shared."""
        kinds: tuple[tuple[ReasonKind, tuple[str, ...]], ...] = (
            ("gives", self.gives),
            ("gets", self.gets),
            ("situation", self.situations),
            ("value", self.values),
        )
        return tuple(Reason(kind, slug) for kind, slugs in kinds for slug in slugs)


@dataclass(frozen=True, slots=True)
class Ring:
    """Three or four people, each of whom helps the next, and the last the first."""

    handles: tuple[str, ...]
    """The member whose ring was asked for stands first."""
    topics: tuple[str, ...]
    """Slugs: `handles[n]` helps `handles[n + 1]` with `topics[n]`, and the last one helps the first."""


@dataclass(frozen=True, slots=True)
class Matches:
    """Everything that is published for one member: a few people a list, by name."""

    peers: tuple[Match, ...] = ()
    helpees: tuple[Match, ...] = ()
    """Whom the member could help."""
    helpers: tuple[Match, ...] = ()
    """Who could help the member."""
    mutual: tuple[Match, ...] = ()
    """Each meets an ask of the other."""
    rings: tuple[Ring, ...] = ()


@dataclass(frozen=True, slots=True)
class Choosing:
    """A matching that other processes are at work on."""

    crowd: Crowd
    _meanwhile: Meanwhile[Kind, tuple[Kind, Chosen, list[tuple[int, ...]]]]

    def abandon(self) -> None:
        """Nobody needs it any more."""
        self._meanwhile.abandon()

    def finish(self) -> Matching:
        """Wait for it."""
        done = {kind: (chosen, rings) for kind, chosen, rings in self._meanwhile.results()}
        rings = chain.from_iterable(found for _, found in done.values())
        return Matching(self.crowd, {kind: chosen for kind, (chosen, _) in done.items()}, list(rings))


class Matching:
    """All matches of a community on one day."""

    def __init__(self, crowd: Crowd, lists: Lists, rings: Sequence[tuple[int, ...]]) -> None:
        self.crowd = crowd
        self.lists = lists
        """Kind → seat → the seats of whom that person is shown, by name; of the kinds that were asked for."""
        self._rings = rings
        self._rings_of: dict[int, list[int]] = defaultdict(list)
        """Seat → the numbers of its rings."""
        for number, ring in enumerate(rings):
            for seat in ring:
                self._rings_of[seat].append(number)

    @staticmethod
    def of(directory: Directory, today: date, processes: int = 0) -> Matching:
        """Match everybody in `directory` who takes no pause; the outcome does not depend on the order of files."""
        return Matching.among(meet(directory, today), directory, processes)

    @staticmethod
    def among(people: Iterable[Person], directory: Directory, processes: int = 0) -> Matching:
        """Match `people`, of whom `directory` knows the names."""
        return Matching.begin(people, directory, usable_processes(processes)).finish()

    @staticmethod
    def begin(
        people: Iterable[Person], directory: Directory, spare: int, kinds: Collection[Kind] = KINDS
    ) -> Choosing:
        """Begin to match `people` in `spare` processes, for lists of these `kinds`.

        With no process to spare, `finish` does all of it. Rings come with the lists of whom one could help.
        """
        crowd = Crowd(people)
        candidates = Candidates(crowd)
        limited = [person.is_limited for person in crowd.people]
        names = {profile.handle: place for place, profile in enumerate(directory.by_name)}
        places = [names[person.handle] for person in crowd.people]

        def choose(kind: Kind) -> tuple[Kind, Chosen, list[tuple[int, ...]]]:
            pools = _pools(crowd, candidates, kind)
            lists = draft(pools, crowd.hashes, limited, lambda seat: candidates.suitable(seat, kind))
            for each in lists:
                each.sort(key=places.__getitem__)
            return kind, Chosen.of(crowd, lists, kind), find_rings(crowd, pools) if kind == "helpees" else []

        # The longest first, so that two processes end together.
        work = [kind for kind in _LONGEST_FIRST if kind in kinds]
        return Choosing(crowd, Meanwhile(choose, work, spare if len(crowd.people) > SMALL else 0))

    @property
    def weights(self) -> Weights:
        """What values, situations and topics weigh, for a browser to match with."""
        return self.crowd.weights

    @property
    def people(self) -> Sequence[Person]:
        """Everybody who can be matched today: paused members are not, and lapsed entries are left out."""
        return self.crowd.people

    @property
    def rings(self) -> list[Ring]:
        """Every ring once."""
        return [self._ring(ring) for ring in self._rings]

    def of_member(self, handle: str) -> Matches:
        """The lists of one member; all empty for somebody who takes a pause."""
        seat = self.crowd.seats.get(handle)
        if seat is None:
            return Matches()
        peers, helpees, helpers, mutual = (
            tuple([self._match(seat, other) for other in self.lists[kind][seat]])
            if kind in self.lists
            else ()
            for kind in KINDS
        )
        rings = tuple([self._ring(ring) for ring in self.rings_at(seat)])
        return Matches(peers, helpees, helpers, mutual, rings)

    def rings_at(self, seat: int) -> Iterator[tuple[int, ...]]:
        """The rings that somebody is in, as seats, their own first."""
        for number in self._rings_of.get(seat, ()):
            ring = self._rings[number]
            place = ring.index(seat)
            yield (*ring[place:], *ring[:place])

    def ranked(self, handle: str, kind: Kind) -> list[Match]:
        """Everybody who suits the member in this way, the best first, before caps."""
        seat = self.crowd.seats.get(handle)
        if seat is None:
            return []
        return [self._match(seat, other) for other in Candidates(self.crowd).ranked(seat, kind)]

    def _match(self, seat: int, other: int) -> Match:
        crowd = self.crowd
        return Match(
            crowd.people[other].handle,
            *crowd.shared_words(crowd.shared[seat] & crowd.shared[other]),
            crowd.topic_words[crowd.offers[seat] & crowd.asks[other]],
            crowd.topic_words[crowd.offers[other] & crowd.asks[seat]],
        )

    def _ring(self, ring: tuple[int, ...]) -> Ring:
        crowd = self.crowd
        steps = zip(ring, (*ring[1:], ring[0]), strict=True)
        topics = [crowd.topic_words[crowd.offers[one] & crowd.asks[other]][0] for one, other in steps]
        return Ring(tuple([crowd.people[seat].handle for seat in ring]), tuple(topics))


def _pools(crowd: Crowd, candidates: Candidates, kind: Kind) -> list[Sequence[int]]:
    seats = range(len(crowd.people))
    if len(crowd.people) <= SMALL:
        return [array("I", candidates.pool(seat, kind)) for seat in seats]
    from .nearby import Nearby  # noqa: PLC0415 - a tenth of a second that only a large community pays

    return Nearby(crowd).pools(kind)


def meet(directory: Directory, today: date) -> Iterator[Person]:
    """The members of `directory` who can be matched: without those who take a pause and without lapsed entries.

    What the community's schema does not have, or has in another shape, counts for nobody.
    """
    known = {(each.name, leaf.path) for each in directory.schema.properties for leaf in each.leaves}
    nothing: Mapping[str, Any] = {
        name: ()
        for name, path in (
            (VALUES, (ITEMS,)),
            (SITUATIONS, (ITEMS,)),
            (LANGUAGES, (ITEMS,)),
            (OFFERS, (ITEMS, TOPIC)),
            (ASKS, (ITEMS, TOPIC)),
            (TIMEZONE, ()),
            (AVAILABILITY, ()),
        )
        if (name, path) not in known
    }
    clock, day = _clocks(today), today.isoformat()
    for profile in directory.profiles:
        fields: Mapping[str, Any] = {**profile.fields, **nothing} if nothing else profile.fields
        availability = fields.get(AVAILABILITY)
        if availability == "paused":
            continue
        zone = fields.get(TIMEZONE)
        yield Person(
            profile.handle,
            tuple(dict.fromkeys(fields.get(VALUES, ()))),
            tuple(dict.fromkeys(fields.get(SITUATIONS, ()))),
            _topics(fields.get(OFFERS, ()), day),
            _topics(fields.get(ASKS, ()), day),
            tuple({tag.split("-", 1)[0]: None for tag in fields.get(LANGUAGES, ())}),
            clock(zone) if zone else None,
            availability == "limited",
        )


def _topics(entries: Iterable[Mapping[str, str]], day: str) -> tuple[str, ...]:
    """The topics of `entries` that have not lapsed on `day`: the last day counts."""
    return tuple({entry[TOPIC]: None for entry in entries if UNTIL not in entry or entry[UNTIL] >= day})


def _clocks(today: date) -> Callable[[str], int | None]:
    """Tells how many minutes a time zone is ahead of UTC at noon of `today`; None of a zone that nobody knows."""
    noon = datetime.combine(today, time(12), UTC)

    @cache
    def clock(zone: str) -> int | None:
        try:
            offset = noon.astimezone(ZoneInfo(zone)).utcoffset()
        except (ZoneInfoNotFoundError, ValueError):
            return None
        return None if offset is None else int(offset.total_seconds()) // 60

    return clock
