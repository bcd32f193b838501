"""Rings of three and four people, in which each helps the next: found without looking at every circle there is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice

from .crowd import Crowd

MOST_RINGS = 2
"""Rings that hold the same person."""
REACH = 12
"""How many of those whom somebody could help may go on with a ring."""


def find_rings(crowd: Crowd, helpees: Sequence[Sequence[int]]) -> list[tuple[int, ...]]:
    """Rings as seats, each helping the next and the last the first; three people rather than four.

    `helpees` gives, for each seat, whom that person could help, in the order in which they are tried; only people with
    a language in common are. Whoever is in no ring when their turn comes, those with the fewest ways first, gets the
    first one that closes among people who are in fewer than MOST_RINGS.
    """
    near = _Near(crowd, helpees)
    counts = [0] * len(helpees)
    found = []
    for seat in sorted(range(len(helpees)), key=lambda seat: (len(helpees[seat]), crowd.hashes[seat])):
        if counts[seat] or not crowd.asks[seat]:
            continue
        ring = _three(crowd, near, counts, seat) or _four(crowd, near, counts, seat)
        if ring:
            found.append(ring)
            for member in ring:
                counts[member] += 1
    return found


class _Near(dict[int, list[int]]):
    """Seat → those who may go on with a ring from there."""

    def __init__(self, crowd: Crowd, helpees: Sequence[Sequence[int]]) -> None:
        super().__init__()
        self._crowd, self._helpees = crowd, helpees

    def __missing__(self, seat: int) -> list[int]:
        # Somebody whom one could help with two things stands there twice.
        talk = (other for other in dict.fromkeys(self._helpees[seat]) if self._crowd.can_talk(seat, other))
        near = self[seat] = list(islice(talk, REACH))
        return near


def _three(
    crowd: Crowd, near: Mapping[int, Sequence[int]], counts: Sequence[int], first: int
) -> tuple[int, ...]:
    offers, wanted = crowd.offers, crowd.asks[first]
    for second in near[first]:
        if counts[second] < MOST_RINGS:
            for third in near[second]:
                if (
                    offers[third] & wanted
                    and third != first
                    and counts[third] < MOST_RINGS
                    and crowd.can_talk(third, first)
                ):
                    return first, second, third
    return ()


def _four(
    crowd: Crowd, near: Mapping[int, Sequence[int]], counts: Sequence[int], first: int
) -> tuple[int, ...]:
    offers, wanted = crowd.offers, crowd.asks[first]
    for second in near[first]:
        if counts[second] >= MOST_RINGS:
            continue
        for third in near[second]:
            if third == first or counts[third] >= MOST_RINGS:
                continue
            for fourth in near[third]:
                if (
                    offers[fourth] & wanted
                    and fourth not in (first, second)
                    and counts[fourth] < MOST_RINGS
                    and crowd.can_talk(fourth, first)
                ):
                    return first, second, third, fourth
    return ()
