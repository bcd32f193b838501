"""Everybody who can be matched, as numbers: who shares what is then a matter of bits.

A person is a seat: people sit in the order of the sun, so that those next to each other in any list are awake together.
A topic, a value, a language is a bit. Names of fields, days and time zones are read elsewhere (`matching.py`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from math import log2

from .text import handle_hash

DAY = 24 * 60
CLOSE, NEAR = 4 * 60, 7 * 60
"""Minutes between two clocks up to which most of a day, or half of it, is waking time for both."""

SHARED_LANGUAGE, UNKNOWN_LANGUAGE, NO_LANGUAGE = 8, 6, 3
CLOSE_HOURS, NEAR_HOURS, FAR_HOURS, UNKNOWN_HOURS = 8, 7, 6, 7
OPEN, LIMITED = 8, 4
TOPIC_SHARE = 4
"""An ask that is met weighs as much as this many shared values that are as rare."""


@dataclass(frozen=True, slots=True)
class Person:
    """What matching knows of a member who can be matched today."""

    handle: str
    values: tuple[str, ...] = ()
    situations: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    """Topics, lapsed ones left out."""
    asks: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    """Primary subtags; () where they did not say."""
    clock: int | None = None
    """Minutes that their clock is ahead of UTC today; None where they did not say."""
    is_limited: bool = False


@dataclass(frozen=True, slots=True)
class Weights:
    """Slug → how much it weighs, a whole number above 0: the rarer, the more."""

    values: Mapping[str, int]
    situations: Mapping[str, int]
    topics: Mapping[str, int]
    """By how many offer help with it; what nobody offers weighs most."""


def weight(count: int, everybody: int) -> int:
    """How much weighs what `count` of `everybody` have: sixteen times the inverse document frequency in bits."""
    return max(1, round(16 * log2((everybody + 1) / max(1, count))))


class Sums(dict[int, int]):
    """A set of bits → the sum of their weights, each worked out when it is first met."""

    def __init__(self, weights: Sequence[int]) -> None:
        super().__init__()
        self._weights = weights

    def __missing__(self, bits: int) -> int:
        total = self[bits] = sum(self._weights[bit] for bit in bits_of(bits))
        return total


class _Slugs(dict[int, tuple[str, ...]]):
    """A set of bits → their words, the weightiest first, each worked out when it is first met."""

    def __init__(self, slugs: Sequence[str], weights: Sequence[int]) -> None:
        super().__init__()
        self._slugs, self._weights = slugs, weights

    def __missing__(self, bits: int) -> tuple[str, ...]:
        ordered = sorted(bits_of(bits), key=lambda bit: (-self._weights[bit], bit))
        words = self[bits] = tuple([self._slugs[bit] for bit in ordered])
        return words


def bits_of(mask: int) -> list[int]:
    """The places of the bits that are set in `mask`, the lowest first."""
    found = []
    while mask:
        lowest = mask & -mask
        found.append(lowest.bit_length() - 1)
        mask ^= lowest
    return found


class Crowd:
    """People by seat, and what they share as bits. Does not depend on the order in which people come."""

    def __init__(self, people: Iterable[Person]) -> None:
        keyed = [(handle_hash(person.handle), person) for person in people]
        # Whoever did not say when they are awake sits anywhere.
        keyed.sort(
            key=lambda pair: (
                pair[0] % DAY if pair[1].clock is None else pair[1].clock % DAY,
                pair[0],
                pair[1].handle,
            )
        )
        self.people = [person for _, person in keyed]
        self.hashes = [key for key, _ in keyed]
        self.seats = {person.handle: seat for seat, person in enumerate(self.people)}
        everybody = len(self.people)
        value_counts = _counts(person.values for person in self.people)
        situation_counts = _counts(person.situations for person in self.people)
        offer_counts = _counts(person.offers for person in self.people)
        self.values, self.situations = sorted(value_counts), sorted(situation_counts)
        self.topics = sorted(offer_counts.keys() | _counts(person.asks for person in self.people))
        languages = sorted(_counts(person.languages for person in self.people))
        self.language_count = len(languages)
        first = len(self.values)
        values = {slug: 1 << bit for bit, slug in enumerate(self.values)}
        situations = {slug: 1 << bit for bit, slug in enumerate(self.situations, first)}
        topics = {slug: 1 << bit for bit, slug in enumerate(self.topics)}
        tongues = {tag: 1 << bit for bit, tag in enumerate(languages)}
        self.shared = [
            _mask(values, person.values) | _mask(situations, person.situations) for person in self.people
        ]
        self.offers = [_mask(topics, person.offers) for person in self.people]
        self.asks = [_mask(topics, person.asks) for person in self.people]
        self.languages = [_mask(tongues, person.languages) for person in self.people]
        counts = [value_counts[slug] for slug in self.values]
        counts += [situation_counts[slug] for slug in self.situations]
        self.shared_weights = [weight(count, everybody) for count in counts]
        self.topic_weights = [weight(offer_counts[slug], everybody) for slug in self.topics]
        self.shared_sums, self.topic_sums = Sums(self.shared_weights), Sums(self.topic_weights)
        clocks = sorted({person.clock % DAY for person in self.people if person.clock is not None})
        numbers: dict[int | None, int] = {clock: number for number, clock in enumerate(clocks)}
        numbers[None] = len(clocks)
        self.zones = [numbers[None if person.clock is None else person.clock % DAY] for person in self.people]
        self.places = [
            2 * zone + person.is_limited for zone, person in zip(self.zones, self.people, strict=True)
        ]
        self.hours = [
            [hours(one, other) * openness for other in (*clocks, None) for openness in (OPEN, LIMITED)]
            for one in (*clocks, None)
        ]

    @cached_property
    def by_shared(self) -> list[list[int]]:
        """Bit → the seats that have it."""
        return _postings(self.shared, len(self.shared_weights))

    @cached_property
    def by_offer(self) -> list[list[int]]:
        """Bit of a topic → the seats that offer it."""
        return _postings(self.offers, len(self.topics))

    @cached_property
    def by_ask(self) -> list[list[int]]:
        """Bit of a topic → the seats that ask for it."""
        return _postings(self.asks, len(self.topics))

    @cached_property
    def weights(self) -> Weights:
        """The weights by slug."""
        first = len(self.values)
        return Weights(
            dict(zip(self.values, self.shared_weights[:first], strict=True)),
            dict(zip(self.situations, self.shared_weights[first:], strict=True)),
            dict(zip(self.topics, self.topic_weights, strict=True)),
        )

    @cached_property
    def value_words(self) -> Mapping[int, tuple[str, ...]]:
        """Shared bits of values → their slugs, the rarest first."""
        return _Slugs(self.values, self.shared_weights)

    @cached_property
    def situation_words(self) -> Mapping[int, tuple[str, ...]]:
        """Shared bits above those of values → the slugs of situations, the rarest first."""
        return _Slugs(self.situations, self.shared_weights[len(self.values) :])

    @cached_property
    def topic_words(self) -> Mapping[int, tuple[str, ...]]:
        """Bits of topics → their slugs, the rarest first."""
        return _Slugs(self.topics, self.topic_weights)

    def shared_words(self, shared: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The slugs of the values and of the situations among `shared` bits, each the rarest first."""
        first = len(self.values)
        return self.value_words[shared & (1 << first) - 1], self.situation_words[shared >> first]

    def can_talk(self, seat: int, other: int) -> bool:
        """Whether the two have a language in common, as far as they said."""
        mine, theirs = self.languages[seat], self.languages[other]
        return bool(mine & theirs) or not (mine and theirs)


def hours(one: int | None, other: int | None) -> int:
    """How well the waking hours of two clocks fit, given in minutes ahead of UTC."""
    if one is None or other is None:
        return UNKNOWN_HOURS
    apart = (one - other) % DAY
    apart = min(apart, DAY - apart)
    return CLOSE_HOURS if apart <= CLOSE else NEAR_HOURS if apart <= NEAR else FAR_HOURS


def _counts(lists: Iterable[tuple[str, ...]]) -> Counter[str]:
    """In how many of `lists` each slug stands."""
    return Counter(chain.from_iterable(lists))


def _mask(bits: Mapping[str, int], slugs: Iterable[str]) -> int:
    mask = 0
    for slug in slugs:
        mask |= bits[slug]
    return mask


def _postings(masks: Sequence[int], size: int) -> list[list[int]]:
    postings: dict[int, list[int]] = defaultdict(list)
    places: dict[int, list[int]] = {}
    for seat, mask in enumerate(masks):
        bits = places.get(mask)
        if bits is None:
            bits = places[mask] = bits_of(mask)
        for bit in bits:
            postings[bit].append(seat)
    return [postings[bit] for bit in range(size)]
