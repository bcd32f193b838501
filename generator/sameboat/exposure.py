"""Lists of five in which everybody comes up: people pick in turns, and nobody stands in too many lists."""

from __future__ import annotations

from collections.abc import Sequence

LONGEST = 5
"""People a list."""
MOST = 15
"""Lists of a kind that hold the same person, unless nobody else suits."""
EASY, EASY_LIMITED = 6, 3
"""What people stand in first, before anybody comes up to MOST."""


def draft(
    pools: Sequence[Sequence[int]], hashes: Sequence[int], limited: Sequence[bool], longest: int = LONGEST
) -> list[list[int]]:
    """Seat → the people picked from its pool, best first, for whom there was room.

    `pools` holds everybody who suits, best first. Whoever has the least choice picks first, one a turn.
    """
    lists: list[list[int]] = [[] for _ in pools]
    counts = [0] * len(pools)
    order = sorted(
        (seat for seat, pool in enumerate(pools) if pool), key=lambda seat: (len(pools[seat]), hashes[seat])
    )
    for caps in ([EASY_LIMITED if few else EASY for few in limited], [MOST] * len(pools)):
        places = [0] * len(pools)
        for turn in range(1, longest + 1):
            for seat in order:
                chosen, pool = lists[seat], pools[seat]
                if len(chosen) >= turn:
                    continue
                place = places[seat]
                while place < len(pool) and (
                    counts[pool[place]] >= caps[pool[place]] or pool[place] in chosen
                ):
                    place += 1
                places[seat] = place + 1
                if place < len(pool):
                    chosen.append(pool[place])
                    counts[pool[place]] += 1
    for seat in order:
        if not lists[seat]:
            least = min(pools[seat], key=lambda other: counts[other])
            lists[seat].append(least)
            counts[least] += 1
    return lists
