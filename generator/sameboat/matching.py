"""Who is in whose boat, who can help whom, and the rings in which everyone gives one thing and gets one.

    meet    members become people: what they share, offer and ask for today
    rank    whom somebody suits, the best first, before caps
    draft   lists of five, so that nobody stands in too many
    rings   circles of three and four

Nothing here is a score of a person: weights belong to words, and no number leaves this module but those.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from typing import Any, Literal
from zoneinfo import ZoneInfo

from .crowd import TOPIC_SHARE, Crowd, Person, Weights
from .directory import Directory
from .exposure import draft
from .rings import find_rings

VALUES, SITUATIONS, OFFERS, ASKS = "values", "same_boat", "can_help_with", "want_help_with"
LANGUAGES, TIMEZONE, AVAILABILITY = "languages", "timezone", "availability"
TOPIC, UNTIL = "topic", "until"

Kind = Literal["peers", "helpees", "helpers", "mutual"]
KINDS: tuple[Kind, ...] = ("peers", "helpees", "helpers", "mutual")
ReasonKind = Literal["value", "situation", "gives", "gets"]


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that two people have for each other."""

    kind: ReasonKind
    """"value" and "situation" are shared; "gives" meets an ask of the other, "gets" one of one's own."""
    slug: str


@dataclass(frozen=True, slots=True)
class Match:
    """Somebody to meet, and why."""

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
    """Everything that is published for one member: at most five people a list, by name."""

    peers: tuple[Match, ...] = ()
    helpees: tuple[Match, ...] = ()
    """Whom the member could help."""
    helpers: tuple[Match, ...] = ()
    """Who could help the member."""
    mutual: tuple[Match, ...] = ()
    """Each meets an ask of the other."""
    rings: tuple[Ring, ...] = ()


class Matching:
    """All matches of a community on one day."""

    def __init__(self, crowd: Crowd, places: Mapping[str, int]) -> None:
        self.crowd = crowd
        self._places = places
        """Handle → place by name."""
        self._lists: dict[str, list[list[int]]] = {}
        self._rings: list[tuple[int, ...]] = []
        self._rings_of: dict[int, list[tuple[int, ...]]] = {}

    @staticmethod
    def of(directory: Directory, today: date) -> Matching:
        """Match everybody in `directory` who is not paused; the outcome does not depend on the order of files."""
        crowd = Crowd(meet(directory, today))
        matching = Matching(crowd, {profile.handle: place for place, profile in enumerate(directory.by_name)})
        seats = range(len(crowd.people))
        for kind in KINDS:
            pools = [matching._ranked(seat, kind) for seat in seats]
            matching._lists[kind] = draft(pools, crowd.hashes, [person.is_limited for person in crowd.people])
        matching._rings = find_rings(crowd, [matching._ranked(seat, "helpees") for seat in seats])
        for ring in matching._rings:
            for place, seat in enumerate(ring):
                matching._rings_of.setdefault(seat, []).append((*ring[place:], *ring[:place]))
        return matching

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
        lists = {
            kind: tuple(
                sorted((self._match(seat, other) for other in self._lists[kind][seat]), key=self._by_name)
            )
            for kind in KINDS
        }
        rings = tuple(self._ring(ring) for ring in self._rings_of.get(seat, ()))
        return Matches(lists["peers"], lists["helpees"], lists["helpers"], lists["mutual"], rings)

    def ranked(self, handle: str, kind: Kind) -> list[Match]:
        """Everybody who suits the member in this way, the best first, before caps."""
        seat = self.crowd.seats.get(handle)
        return [] if seat is None else [self._match(seat, other) for other in self._ranked(seat, kind)]

    def _by_name(self, match: Match) -> int:
        return self._places[match.handle]

    def _match(self, seat: int, other: int) -> Match:
        crowd = self.crowd
        shared = crowd.shared[seat] & crowd.shared[other]
        return Match(
            crowd.people[other].handle,
            crowd.values_in(shared),
            crowd.situations_in(shared),
            crowd.topics_in(crowd.offers[seat] & crowd.asks[other]),
            crowd.topics_in(crowd.offers[other] & crowd.asks[seat]),
        )

    def _ring(self, ring: tuple[int, ...]) -> Ring:
        crowd = self.crowd
        steps = zip(ring, (*ring[1:], ring[0]), strict=True)
        topics = (crowd.topics_in(crowd.offers[one] & crowd.asks[other])[0] for one, other in steps)
        return Ring(tuple(crowd.people[seat].handle for seat in ring), tuple(topics))

    def _ranked(self, seat: int, kind: Kind) -> list[int]:
        crowd = self.crowd
        scored = []
        for other in range(len(crowd.people)):
            score = 0 if other == seat else self._score(seat, other, kind)
            if score:
                tie = crowd.hashes[seat] ^ crowd.hashes[other]
                scored.append((-score, tie, crowd.people[other].handle, other))
        return [other for *_, other in sorted(scored)]

    def _score(self, seat: int, other: int, kind: Kind) -> int:
        crowd = self.crowd
        shared = crowd.shared_sums[crowd.shared[seat] & crowd.shared[other]]
        if kind == "peers":
            return shared * crowd.ease(seat, other)
        gives = crowd.offers[seat] & crowd.asks[other] if kind != "helpers" else 0
        gets = crowd.offers[other] & crowd.asks[seat] if kind != "helpees" else 0
        if (kind == "mutual" and not (gives and gets)) or not (gives or gets):
            return 0
        topics = crowd.topic_sums[gives] + crowd.topic_sums[gets]
        return (TOPIC_SHARE * topics + shared) * crowd.ease(seat, other)


def meet(directory: Directory, today: date) -> Iterator[Person]:
    """The members of `directory` who can be matched: without those who take a pause and without lapsed entries."""
    day = today.isoformat()
    clock = _clocks(today)
    for profile in directory.profiles:
        fields: Mapping[str, Any] = profile.fields
        availability = fields.get(AVAILABILITY)
        if availability == "paused":
            continue
        yield Person(
            profile.handle,
            tuple(dict.fromkeys(fields.get(VALUES, ()))),
            tuple(dict.fromkeys(fields.get(SITUATIONS, ()))),
            _topics(fields.get(OFFERS, ()), day),
            _topics(fields.get(ASKS, ()), day),
            tuple(dict.fromkeys(tag.split("-", 1)[0] for tag in fields.get(LANGUAGES, ()))),
            clock(fields[TIMEZONE]) if TIMEZONE in fields else None,
            availability == "limited",
        )


def _topics(entries: Iterable[Mapping[str, str]], day: str) -> tuple[str, ...]:
    """The topics of `entries` that have not lapsed on `day`: the last day counts."""
    return tuple(dict.fromkeys(entry[TOPIC] for entry in entries if entry.get(UNTIL, day) >= day))


def _clocks(today: date) -> Callable[[str], int | None]:
    noon = datetime.combine(today, time(12), UTC)

    @cache
    def clock(zone: str) -> int | None:
        offset = noon.astimezone(ZoneInfo(zone)).utcoffset()
        return None if offset is None else int(offset.total_seconds()) // 60

    return clock
