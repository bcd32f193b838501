"""Whom somebody suits, the best first: for one person, or for everybody in a community small enough to look at whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import zip_longest
from typing import Literal

from .crowd import NO_LANGUAGE, SHARED_LANGUAGE, TOPIC_SHARE, UNKNOWN_LANGUAGE, Crowd, bits_of

Kind = Literal["peers", "helpees", "helpers", "mutual"]
KINDS: tuple[Kind, ...] = ("peers", "helpees", "helpers", "mutual")


class Candidates:
    """Finds and ranks those who suit a seat."""

    def __init__(self, crowd: Crowd) -> None:
        self._crowd = crowd

    def suitable(self, seat: int, kind: Kind) -> Iterator[int]:
        """Everybody who suits, in no promised order; some come more than once."""
        crowd = self._crowd
        if kind == "mutual":
            for offer in bits_of(crowd.offers[seat]):
                for ask in bits_of(crowd.asks[seat]):
                    # Whoever offers what they ask for is no match of their own.
                    yield from (other for other in self._arcs.get((ask, offer), ()) if other != seat)
        elif kind == "peers":
            for bit in bits_of(crowd.shared[seat]):
                yield from (other for other in crowd.by_shared[bit] if other != seat)
        else:
            wanted, postings = self._topics(seat, kind)
            for topic in bits_of(wanted):
                yield from (other for other in postings[topic] if other != seat)

    def ranked(self, seat: int, kind: Kind) -> list[int]:
        """Everybody who suits, the best first."""
        return self._rank(seat, set(self.suitable(seat, kind)), kind)

    def pool(self, seat: int, kind: Kind) -> list[int]:
        """Everybody to choose a list from: the best first, but of those who help, somebody for each topic in turn.

        What few people help with comes first; somebody who helps with two topics comes twice.
        """
        if kind in ("peers", "mutual"):
            return self.ranked(seat, kind)
        wanted, postings = self._topics(seat, kind)
        topics = sorted(bits_of(wanted), key=lambda topic: (-self._crowd.topic_weights[topic], topic))
        ranked = [
            self._rank(seat, (other for other in postings[topic] if other != seat), kind) for topic in topics
        ]
        return [other for turn in zip_longest(*ranked) for other in turn if other is not None]

    def _topics(self, seat: int, kind: Kind) -> tuple[int, Sequence[Sequence[int]]]:
        crowd = self._crowd
        if kind == "helpees":
            return crowd.offers[seat], crowd.by_ask
        return crowd.asks[seat], crowd.by_offer

    def _rank(self, seat: int, found: Iterable[int], kind: Kind) -> list[int]:
        crowd = self._crowd
        mine = crowd.shared[seat]
        gives = crowd.offers[seat] if kind in ("helpees", "mutual") else 0
        wants = crowd.asks[seat] if kind in ("helpers", "mutual") else 0
        tongue, hours = crowd.languages[seat], crowd.hours[crowd.zones[seat]]
        keys = []
        for other in found:
            score = crowd.shared_sums[mine & crowd.shared[other]]
            if gives or wants:
                score += TOPIC_SHARE * (
                    crowd.topic_sums[gives & crowd.asks[other]]
                    + crowd.topic_sums[wants & crowd.offers[other]]
                )
            score *= hours[crowd.places[other]]
            theirs = crowd.languages[other]
            if tongue & theirs:
                score *= SHARED_LANGUAGE
            else:
                score *= NO_LANGUAGE if tongue and theirs else UNKNOWN_LANGUAGE
            keys.append((-score, crowd.hashes[seat] ^ crowd.hashes[other], other))
        return [other for _, _, other in sorted(keys)]

    @cached_property
    def _arcs(self) -> dict[tuple[int, int], list[int]]:
        """An offer and an ask → those who have both."""
        arcs: dict[tuple[int, int], list[int]] = defaultdict(list)
        crowd = self._crowd
        for seat, (offers, asks) in enumerate(zip(crowd.offers, crowd.asks, strict=True)):
            if asks:
                for offer in bits_of(offers):
                    for ask in bits_of(asks):
                        arcs[offer, ask].append(seat)
        return dict(arcs)
