"""For communities whose columns are too much to fetch at once: each option with its people.

For each option there are two files. The first has who picked it, and how many of them picked each other option: all
that one pick needs. The second has everything that these people picked: with the smaller of two picks, one can count
what both together leave.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .arrays import packed_varints, rising_lists
from .columns import Column


def option_files(columns: Sequence[Column]) -> tuple[list[bytes], list[bytes]]:
    """Option by option through all facets: who picked it and how many of them picked each option of every facet; and
    all that they picked."""
    options: list[bytes] = []
    records: list[bytes] = []
    for column in columns:
        sizes, everybody = column.people()
        ends = np.cumsum(sizes).tolist()
        for start, end, people in zip([0, *ends], ends, rising_lists(sizes, everybody), strict=False):
            packed = [each.packed_for(everybody[start:end]) for each in columns]
            counts, _ = packed_varints(np.concatenate([counted for _, counted in packed]))
            options.append(people + counts)
            records.append(b"".join([body for body, _ in packed]))
    return options, records
