"""Whom everybody suits in a large community: found through posting lists, the rarest first, and only so far.

In each list of those who have something, a search takes the seats around one's own, whose owners are awake at the same
hours. It begins with the rarest of what somebody has, which is a situation and a value together, or a topic in a
language, long before a value that thousands share, and ends when there are enough people to choose from. So the work
grows with the number of members and not with its square. What is found is ranked as in `candidates.py`.

NumPy does it for everybody at once, in a third of the time that Python alone would take.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .candidates import Kind
from .crowd import NO_LANGUAGE, SHARED_LANGUAGE, TOPIC_SHARE, UNKNOWN_LANGUAGE, Crowd

Whole = NDArray[np.int64]
Bytes = NDArray[np.uint8]

ENOUGH = 20
"""People after which a search ends, for all topics of somebody together."""
LEAST = 6
"""People for each topic, however many somebody has."""
WINDOW = 8
"""Seats taken of one long posting list, half on either side."""
_TONGUES = 3
"""Of the languages somebody speaks, the rarest, by which lists are kept; all count when people are compared."""
_BLOCK = 10_000
"""Seats looked at together, which bounds the memory."""
_TIE_DROPPED = 16
"""Bits of a hash that are left out where it parts people with the same score."""
_SEAT_BITS = 24
_SEAT = (1 << _SEAT_BITS) - 1


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a search goes."""

    enough: int = ENOUGH
    least: int = LEAST
    window: int = WINDOW


@dataclass(frozen=True, slots=True)
class _Keys:
    """Things that seats have, each a number: entry n says that `seats[n]` has `keys[n]`. Sorted by seat."""

    seats: Whole
    keys: Whole
    topics: Whole
    """Which topic it is for, the one that fewest help with as 0; 0 throughout where there are no topics."""

    def within(self, first: int, last: int) -> _Keys:
        """Those of the seats from `first` up to but without `last`."""
        start, end = np.searchsorted(self.seats, (first, last))
        return _Keys(self.seats[start:end], self.keys[start:end], self.topics[start:end])


class Nearby:
    """Finds and ranks candidates for every seat of a crowd."""

    def __init__(self, crowd: Crowd, reach: Reach | None = None) -> None:
        self._reach = reach or Reach()
        self._count = len(crowd.people)
        self._shared = _packed(crowd.shared, len(crowd.shared_weights))
        self._offers = _packed(crowd.offers, len(crowd.topic_weights))
        self._asks = _packed(crowd.asks, len(crowd.topic_weights))
        self._languages = _packed(crowd.languages, crowd.language_count)
        self._shared_table = _byte_sums(crowd.shared_weights)
        self._topic_table = _byte_sums(crowd.topic_weights)
        self._hours = np.array(crowd.hours, np.int64)
        self._zones, self._places = np.array(crowd.zones), np.array(crowd.places)
        self._hashes = np.array(crowd.hashes, np.int64)
        weights = np.array(crowd.topic_weights, np.int64)
        self._rarity = np.empty(len(weights), np.int64)
        self._rarity[np.argsort(-weights, kind="stable")] = np.arange(len(weights))

    def pools(self, kind: Kind) -> list[Sequence[int]]:
        """Seat → those to choose its list from, in the order of `Candidates.pool`."""
        own, theirs = self._keys(kind)
        postings = np.sort(theirs.keys << _SEAT_BITS | theirs.seats)
        pools: list[Sequence[int]] = []
        for first in range(0, self._count, _BLOCK):
            last = min(first + _BLOCK, self._count)
            seats, others = self._ranked(own.within(first, last), postings, kind)
            ends = np.searchsorted(seats, np.arange(first, last + 1))
            flat = array("i", others.astype(np.intc).tobytes())
            pools += [
                flat[start:end] for start, end in zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True)
            ]
        return pools

    def _keys(self, kind: Kind) -> tuple[_Keys, _Keys]:
        """What each seat looks for, and what each seat is found by."""
        if kind == "peers":
            return self._likeness, self._likeness
        offers, asks = _bits(self._offers), _bits(self._asks)
        if kind == "mutual":
            return self._exchanges(offers, asks), self._exchanges(asks, offers)
        wanted, had = (offers, asks) if kind == "helpees" else (asks, offers)
        return self._spoken(*wanted), self._spoken(*had)

    @cached_property
    def _tongues(self) -> tuple[Whole, Whole]:
        """Seats and the languages that lists are kept by, sorted by seat."""
        seats, tongues = _bits(self._languages)
        counts = np.bincount(tongues, minlength=1)
        order = np.lexsort((tongues, counts[tongues], seats))
        seats, tongues = seats[order], tongues[order]
        kept = _places_within(seats) < _TONGUES
        return seats[kept], tongues[kept]

    @cached_property
    def _likeness(self) -> _Keys:
        """Each thing that is shared, alone, with another, and with a language."""
        seats, bits = _bits(self._shared)
        tongues = self._tongues
        width = self._shared.shape[1] * 8 + self._languages.shape[1] * 8 + 1
        both, one, other = _joined((seats, bits), (seats, bits))
        once = one < other
        speakers, bit, tongue = _joined((seats, bits), tongues)
        return _sorted_keys(
            np.concatenate((seats, both[once], speakers)),
            np.concatenate(
                (
                    bits * width,
                    one[once] * width + 1 + other[once],
                    bit * width + 1 + self._shared.shape[1] * 8 + tongue,
                )
            ),
        )

    def _spoken(self, seats: Whole, topics: Whole) -> _Keys:
        """Each topic, alone and with a language."""
        width = self._languages.shape[1] * 8 + 1
        speakers, topic, tongue = _joined((seats, topics), self._tongues)
        return _sorted_keys(
            np.concatenate((seats, speakers)),
            np.concatenate((topics * width, topic * width + 1 + tongue)),
            self._rarity[np.concatenate((topics, topic))],
        )

    def _exchanges(self, one: tuple[Whole, Whole], other: tuple[Whole, Whole]) -> _Keys:
        """Each topic of the one kind with each of the other."""
        seats, first, second = _joined(one, other)
        return _sorted_keys(seats, first * len(self._rarity) + second)

    def _ranked(self, own: _Keys, postings: Whole, kind: Kind) -> tuple[Whole, Whole]:
        """Seats, in order, and whom each suits, as `Candidates.pool` orders them."""
        seats, topics, others = self._found(own, postings)
        if not len(seats):
            return seats, others
        scores = self._scores(seats, others, kind)
        # One number each, as sorting by one is five times as quick as sorting by three.
        group = np.cumsum(_firsts(seats * (len(self._rarity) + 1) + topics))
        best = scores.max() - scores
        tie = (self._hashes[seats] ^ self._hashes[others]) >> _TIE_DROPPED
        # Stable, since those who are still even stand as they sit, whatever machine this is.
        order = np.argsort((group * (best.max() + 1) + best) << (32 - _TIE_DROPPED) | tie, kind="stable")
        seats, topics, others, group = seats[order], topics[order], others[order], group[order]
        if topics.any():
            place = _places_within(group)
            turns = np.argsort(((seats - seats[0]) * (place.max() + 1) + place) * (topics.max() + 1) + topics)
            seats, others = seats[turns], others[turns]
        return seats, others

    def _found(self, own: _Keys, postings: Whole) -> tuple[Whole, Whole, Whole]:
        """Seats, topics and people found, each person once for a topic."""
        start = np.searchsorted(postings, own.keys << _SEAT_BITS)
        length = np.searchsorted(postings, (own.keys + 1) << _SEAT_BITS) - start
        mine = own.keys << _SEAT_BITS | own.seats
        at = np.searchsorted(postings, mine)
        # A list of those who are alike holds oneself as well.
        has_me = postings[np.minimum(at, len(postings) - 1)] == mine if len(postings) else length > 0
        at -= start
        group = own.seats * (len(self._rarity) + 1) + own.topics
        order = np.argsort(group * (self._count + 1) + length, kind="stable")
        order = order[length[order] > has_me[order]]
        start, length, at, group = start[order], length[order], at[order], group[order]
        seats, topics = own.seats[order], own.topics[order]
        firsts = _firsts(group)
        per_seat = np.bincount(seats[firsts], minlength=self._count)
        enough = np.maximum(self._reach.least, self._reach.enough // np.maximum(1, per_seat))[seats]
        # Whoever has one common thing and nothing else gets enough people all the same.
        is_last = np.append(firsts[1:], True) if len(firsts) else firsts
        width = np.minimum(
            length, np.where(is_last, np.maximum(enough, self._reach.window), self._reach.window)
        )
        found = width - has_me[order]
        before = np.cumsum(found) - found
        before -= np.repeat(before[firsts], np.diff(np.append(np.flatnonzero(firsts), len(firsts))))
        kept = before <= enough
        start, length, at, width = start[kept], length[kept], at[kept], width[kept]
        seats, topics = seats[kept], topics[kept]
        entry, place = _spread(width)
        places = (at[entry] - width[entry] // 2 + place) % length[entry] + start[entry]
        others = postings[places] & _SEAT
        code = (seats[entry] * (len(self._rarity) + 1) + topics[entry]) << _SEAT_BITS | others
        code = np.sort(code[others != seats[entry]])
        code = code[_firsts(code)]
        group, others = code >> _SEAT_BITS, code & _SEAT
        return group // (len(self._rarity) + 1), group % (len(self._rarity) + 1), others

    def _scores(self, seats: Whole, others: Whole, kind: Kind) -> Whole:
        scores = _sums(self._shared_table, self._shared[seats] & self._shared[others])
        topics = np.zeros_like(scores)
        if kind in ("helpees", "mutual"):
            topics += _sums(self._topic_table, self._offers[seats] & self._asks[others])
        if kind in ("helpers", "mutual"):
            topics += _sums(self._topic_table, self._asks[seats] & self._offers[others])
        mine, theirs = self._languages[seats], self._languages[others]
        unshared = np.where(mine.any(axis=1) & theirs.any(axis=1), NO_LANGUAGE, UNKNOWN_LANGUAGE)
        tongue = np.where((mine & theirs).any(axis=1), SHARED_LANGUAGE, unshared)
        ease = tongue * self._hours[self._zones[seats], self._places[others]]
        result: Whole = (scores + TOPIC_SHARE * topics) * ease
        return result


def _packed(masks: Sequence[int], size: int) -> Bytes:
    """A row of bytes for each of `masks`, of which none has more than `size` bits."""
    width = max(1, (size + 7) // 8)
    together = b"".join(mask.to_bytes(width, "little") for mask in masks)
    return np.frombuffer(together, np.uint8).reshape(len(masks), width)


def _bits(packed: Bytes) -> tuple[Whole, Whole]:
    """The rows and places of all bits that are set, sorted by row."""
    rows, bits = np.nonzero(np.unpackbits(packed, axis=1, bitorder="little"))
    return rows.astype(np.int64), bits.astype(np.int64)


def _byte_sums(weights: Sequence[int]) -> Whole:
    """Place of a byte, value of the byte → the sum of the weights of its bits."""
    width = max(1, (len(weights) + 7) // 8)
    padded = np.zeros(width * 8, np.int64)
    padded[: len(weights)] = weights
    bits = np.unpackbits(np.arange(256, dtype=np.uint8)[:, None], axis=1, bitorder="little")
    return padded.reshape(width, 8) @ bits.T.astype(np.int64)


def _sums(table: Whole, rows: Bytes) -> Whole:
    """The weights of the bits in each of `rows`, added up."""
    total = np.zeros(len(rows), np.int64)
    for place, sums in enumerate(table):
        total += sums[rows[:, place]]
    return total


def _sorted_keys(seats: Whole, keys: Whole, topics: Whole | None = None) -> _Keys:
    order = np.argsort(seats, kind="stable")
    return _Keys(seats[order], keys[order], np.zeros_like(seats) if topics is None else topics[order])


def _joined(one: tuple[Whole, Whole], other: tuple[Whole, Whole]) -> tuple[Whole, Whole, Whole]:
    """Seats with each of the one things they have beside each of the other; both come sorted by seat."""
    start, end = np.searchsorted(other[0], one[0]), np.searchsorted(other[0], one[0], side="right")
    entry, place = _spread(end - start)
    return one[0][entry], one[1][entry], other[1][start[entry] + place]


def _spread(widths: Whole) -> tuple[Whole, Whole]:
    """For each of `widths`, so many entries: the number of the width, and a count from 0."""
    entry = np.repeat(np.arange(len(widths)), widths)
    return entry, np.arange(len(entry)) - np.repeat(np.cumsum(widths) - widths, widths)


def _firsts(groups: NDArray[Any]) -> NDArray[np.bool_]:
    """Where a new group starts in sorted `groups`."""
    firsts = np.ones(len(groups), np.bool_)
    firsts[1:] = groups[1:] != groups[:-1]
    return firsts


def _places_within(groups: NDArray[Any]) -> Whole:
    """The place of each entry among those of its group, from 0, in sorted `groups`."""
    starts = np.flatnonzero(_firsts(groups))
    return np.arange(len(groups)) - np.repeat(starts, np.diff(np.append(starts, len(groups))))
