"""For communities whose columns are too much to fetch at once: each option with its people.

For each option there are two files. The first has who picked it, and how many of them picked each other option: all
that one pick needs. The second has everything that these people picked: with the smaller of two picks, one can count
what both together leave.
"""

from __future__ import annotations

from collections.abc import Sequence

from .columns import Column
from .packing import rising, varints


def people_of_options(columns: Sequence[Column]) -> list[list[int]]:
    """Option by option through all facets, who picked it."""
    found: list[list[int]] = []
    for column in columns:
        people: list[list[int]] = [[] for _ in range(column.options)]
        for member, codes in enumerate(column.codes):
            for code in codes:
                people[code].append(member)
        found += people
    return found


def option_files(
    columns: Sequence[Column], people: Sequence[Sequence[int]]
) -> tuple[list[bytes], list[bytes]]:
    """By option: who picked it and how many of them picked each option of every facet; and all that they picked."""
    options: list[bytes] = []
    records: list[bytes] = []
    for members in people:
        packed = [column.packed_for(members) for column in columns]
        options.append(rising(members) + b"".join([varints(counts) for _, counts in packed]))
        records.append(b"".join([body for body, _ in packed]))
    return options, records
