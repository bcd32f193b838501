"""Rings of three and four people, in which each helps the next: found without looking at every circle there is."""

from __future__ import annotations

from collections.abc import Sequence

from .crowd import Crowd

MOST_RINGS = 2
"""Rings that hold the same person."""
REACH = 12
"""How many of the people that somebody could help are asked to go on with a ring."""


def find_rings(crowd: Crowd, helpees: Sequence[Sequence[int]]) -> list[tuple[int, ...]]:
    """Rings as seats, each helping the next and the last the first; one at least for everybody who can have one.

    `helpees` gives, for each seat, whom that person could help, the best first.
    """
    near = [
        [other for other in row if crowd.can_talk(seat, other)][:REACH] for seat, row in enumerate(helpees)
    ]
    counts = [0] * len(near)
    found = []
    order = sorted(range(len(near)), key=lambda seat: (len(near[seat]), crowd.hashes[seat]))
    for seat in order:
        if counts[seat]:
            continue
        ring = _three(crowd, near, counts, seat) or _four(crowd, near, counts, seat)
        if ring:
            found.append(ring)
            for member in ring:
                counts[member] += 1
    return found


def _closes(crowd: Crowd, last: int, first: int) -> bool:
    return bool(crowd.offers[last] & crowd.asks[first]) and crowd.can_talk(last, first)


def _three(crowd: Crowd, near: Sequence[Sequence[int]], counts: Sequence[int], first: int) -> tuple[int, ...]:
    for second in near[first]:
        if counts[second] >= MOST_RINGS:
            continue
        for third in near[second]:
            if third != first and counts[third] < MOST_RINGS and _closes(crowd, third, first):
                return first, second, third
    return ()


def _four(crowd: Crowd, near: Sequence[Sequence[int]], counts: Sequence[int], first: int) -> tuple[int, ...]:
    for second in near[first]:
        if counts[second] >= MOST_RINGS:
            continue
        for third in near[second]:
            if third == first or counts[third] >= MOST_RINGS:
                continue
            for fourth in near[third]:
                if (
                    fourth not in (first, second)
                    and counts[fourth] < MOST_RINGS
                    and _closes(crowd, fourth, first)
                ):
                    return first, second, third, fourth
    return ()
