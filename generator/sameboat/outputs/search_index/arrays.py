"""Many numbers at once, as bytes and as places."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]


def packed_varints(numbers: Whole) -> tuple[bytes, Whole]:
    """`numbers` one behind the other, and where each of them ends."""
    ends = np.ones(len(numbers), np.int64)
    most, bits = int(numbers.max(initial=0)), 7
    while most >> bits:
        ends += numbers >= 1 << bits
        bits += 7
    np.cumsum(ends, out=ends)
    found = np.empty(int(ends[-1]) if len(ends) else 0, np.uint8)
    place = np.concatenate(([0], ends[:-1]))
    while len(numbers):
        found[place] = numbers & 0x7F
        longer = np.flatnonzero(numbers > 0x7F)
        place, numbers = place[longer], numbers[longer] >> 7
        found[place] |= 0x80
        place += 1
    return found.tobytes(), ends


def rising_lists(sizes: Whole, numbers: Whole, together: int = 1) -> list[bytes]:
    """What `rising` makes of each list; so many of them `together`.

    The lists stand in `numbers` one behind the other, and `sizes` says how long each of them is.
    """
    ends = np.cumsum(sizes)
    steps = np.diff(numbers, prepend=0)
    firsts = (ends - sizes)[sizes > 0]
    steps[firsts] = numbers[firsts]
    written = np.empty(len(sizes) + len(numbers), np.int64)
    of_sizes = ends - sizes + np.arange(len(sizes))
    is_step = np.ones(len(written), np.bool_)
    is_step[of_sizes] = False
    written[of_sizes] = sizes
    written[is_step] = steps
    packed, bounds = packed_varints(written)
    last = (ends + np.arange(len(sizes)))[together - 1 :: together]
    stops = bounds[last].tolist()
    return [packed[start:stop] for start, stop in zip([0, *stops], stops, strict=False)]


def two_bytes(numbers: Whole) -> bytes:
    """`numbers` below 65,536: all their lower bytes, then all their upper ones, which squeezes better."""
    return (numbers & 0xFF).astype(np.uint8).tobytes() + (numbers >> 8).astype(np.uint8).tobytes()


def spans(starts: Whole, lengths: Whole) -> Whole:
    """The places from each of `starts` on, as many as its length says, one behind the other."""
    ends = np.cumsum(lengths)
    shifts: Whole = np.repeat(starts - (ends - lengths), lengths)
    return shifts + np.arange(len(shifts))
