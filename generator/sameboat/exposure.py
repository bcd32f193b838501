"""Short lists in which everybody comes up: people choose in turns, and nobody stands in too many lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

LONGEST = 3
"""People a list: as many as one might really write to, and a page has three such lists."""
MOST = 15
"""Lists of a kind that hold the same person, unless nobody else suits."""
_STEPS = ((3, 1), (5, 2), (8, 3), (MOST, 5))
"""How often somebody may come up before others have had a chance to: with time for hellos, and short of it."""


def draft(
    pools: Sequence[Sequence[int]],
    hashes: Sequence[int],
    limited: Sequence[bool],
    suitable: Callable[[int], Iterable[int]],
) -> list[list[int]]:
    """Seat → who stands in its list, LONGEST at most.

    `pools` gives, for each seat, whom to choose from, the best first; `suitable` everybody who suits, which may be
    more. Whoever has the least choice chooses first, one person a turn. In the end:

    - nobody stands in more than MOST lists, unless each list that holds them has nobody else under MOST to hold;
    - no list is empty whose owner anybody suits.
    """
    lists: list[list[int]] = [[] for _ in pools]
    counts = [0] * len(pools)
    order = sorted(
        (seat for seat, pool in enumerate(pools) if pool), key=lambda seat: (len(pools[seat]), hashes[seat])
    )
    for step in _STEPS:
        caps = [step[few] for few in limited]
        order = _take_turns(order, pools, caps, lists, counts)
    for seat in order:
        if not lists[seat]:
            # Everybody in the pool has come up often enough: somebody beyond it, or else whoever does least often.
            least = min(
                suitable(seat), key=lambda other: (counts[other], hashes[seat] ^ hashes[other], other)
            )
            lists[seat].append(least)
            counts[least] += 1
    _relieve(lists, counts, suitable)
    return lists


def _take_turns(
    order: Sequence[int],
    pools: Sequence[Sequence[int]],
    caps: Sequence[int],
    lists: Sequence[list[int]],
    counts: list[int],
) -> list[int]:
    """Let the seats in `order` choose whom there is room for; who could use more people afterwards, in that order."""
    hungry = list(order)
    unfilled = set()
    places = [0] * len(pools)
    for turn in range(1, LONGEST + 1):
        still = []
        for seat in hungry:
            chosen = lists[seat]
            if len(chosen) >= turn:
                still.append(seat)
                continue
            pool, place = pools[seat], places[seat]
            for place in range(places[seat], len(pool)):
                other = pool[place]
                if counts[other] < caps[other] and other not in chosen:
                    chosen.append(other)
                    counts[other] += 1
                    places[seat] = place + 1
                    still.append(seat)
                    break
            else:
                unfilled.add(seat)
        hungry = still
    return [seat for seat in order if seat in unfilled]


def _relieve(lists: Sequence[list[int]], counts: list[int], suitable: Callable[[int], Iterable[int]]) -> None:
    """Put others in the place of those in more than MOST lists, wherever somebody under MOST suits as well."""
    crowded = {seat for seat, count in enumerate(counts) if count > MOST}
    if not crowded:
        return
    holders: dict[int, list[int]] = defaultdict(list)
    for seat, chosen in enumerate(lists):
        for other in chosen:
            if other in crowded:
                holders[other].append(seat)
    for other in sorted(crowded):
        for seat in holders[other]:
            if counts[other] <= MOST:
                break
            chosen = lists[seat]
            relief = next((one for one in suitable(seat) if counts[one] < MOST and one not in chosen), None)
            if relief is not None:
                chosen[chosen.index(other)] = relief
                counts[other] -= 1
                counts[relief] += 1
