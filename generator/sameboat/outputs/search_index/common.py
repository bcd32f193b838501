"""Options that so many picked that all they picked besides would be too much to fetch.

For every set of such options there is a row: how many of those who picked the whole set picked each option of all
facets. From rows alone one can count whatever is left by picks among them, also where any of several is enough.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .arrays import Whole, packed_varints
from .columns import Column

SHARE = 5
"""What one in so many members picked, or more of them, is common."""
MOST_CELLS = 1 << 22
"""Numbers in all rows: each common option doubles the sets. Beyond that, only what most people picked is common."""
SETS_A_FILE = 32


def common_options(columns: Sequence[Column]) -> list[int]:
    """The numbers of common options through all facets; first those of the facet that has most of them.

    People pick several in one facet more often than in several facets, and sets of the first few stand in one file.
    """
    facets = [facet for facet, column in enumerate(columns) for _ in range(column.options)]
    counts = [
        count for column in columns for count in np.bincount(column.codes, minlength=column.options).tolist()
    ]
    most = (MOST_CELLS // max(1, len(counts))).bit_length() - 1
    often = [
        option for option, count in enumerate(counts) if count * SHARE > len(columns[facets[option]].lengths)
    ]
    common = sorted(often, key=lambda option: -counts[option])[: max(0, most)]
    beside = Counter(facets[option] for option in common)
    return sorted(common, key=lambda option: (-beside[facets[option]], option))


def set_files(people: Sequence[Whole], common: Sequence[int], members: int) -> list[bytes]:
    """The rows of all sets of `common` options, from who picked each option; a bit of a row's number for each."""
    if len(common) < 2:
        return []
    picked = np.zeros(members, np.int64)
    for bit, option in enumerate(common):
        picked[people[option]] |= 1 << bit
    rows = np.empty((len(people), 1 << len(common)), np.int32)
    for option, some in enumerate(people):
        rows[option] = np.bincount(picked[some], minlength=1 << len(common))
    _add_larger_sets(rows, len(common))
    return [
        packed_varints(rows[:, start : start + SETS_A_FILE].T.ravel().astype(np.int64))[0]
        for start in range(0, 1 << len(common), SETS_A_FILE)
    ]


def _add_larger_sets(rows: NDArray[np.int32], bits: int) -> None:
    """What was counted for exactly one set becomes what is counted for it and all that hold it."""
    for bit in range(bits):
        halves = rows.reshape(len(rows), -1, 2, 1 << bit)
        halves[:, :, 0] += halves[:, :, 1]
