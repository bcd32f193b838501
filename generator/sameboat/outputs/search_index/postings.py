"""For communities whose columns are too much to fetch at once: each option with its people.

For each option there are two files. The first has who picked it, and how many of them picked each other option: all
that one pick needs. The second has everything that these people picked: with the smaller of two picks, one can count
what both together leave. Where that would be much, of options that are common, there are counts for every set of them
instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .arrays import Whole, packed_varints, rising_lists
from .columns import Column
from .common import common_options, set_files


@dataclass(frozen=True, slots=True)
class Postings:
    """Files, option by option through all facets."""

    options: Sequence[bytes]
    """Who picked it, and how many of them picked each option of every facet."""
    records: Sequence[bytes]
    """All that they picked; nothing for common options."""
    common: Sequence[int]
    """The numbers of the common options."""
    sets: Sequence[bytes]
    """The counts for sets of them."""


def postings(columns: Sequence[Column]) -> Postings:
    """What is fetched of `columns` pick by pick."""
    common = common_options(columns)
    options: list[bytes] = []
    records: list[bytes] = []
    known: list[Whole] = []
    for column in columns:
        sizes, everybody = column.people()
        ends = np.cumsum(sizes).tolist()
        by_option = [everybody[start:end] for start, end in zip([0, *ends], ends, strict=False)]
        for people, listed in zip(by_option, rising_lists(sizes, everybody), strict=True):
            packed = [each.packed_for(people) for each in columns]
            counts, _ = packed_varints(np.concatenate([counted for _, counted in packed]))
            options.append(listed + counts)
            records.append(b"" if len(records) in common else b"".join([body for body, _ in packed]))
        known += by_option
    members = len(columns[0].lengths) if columns else 0
    return Postings(options, records, common, set_files(known, common, members))
