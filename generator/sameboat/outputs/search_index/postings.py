"""For communities whose columns are too much to fetch at once: each option with its people.

For each option there are two files. The first has who picked it, and how many of them picked each other option: all
that one pick needs. The second has everything that these people picked: with the smaller of two picks, one can count
what both together leave.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from .columns import Column
from .packing import rising, varints

_FIRST_MARK = 0x100


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


def option_files(columns: Sequence[Column], people: Sequence[Sequence[int]], count: int) -> list[bytes]:
    """By option: who picked it, and how many of them picked each option of every facet."""
    # A letter for each option: counting letters is what Python does fastest.
    first = [_FIRST_MARK]
    for column in columns:
        first.append(first[-1] + column.options)
    marks = [
        "".join(
            [
                chr(start + code)
                for start, column in zip(first, columns, strict=False)
                for code in column.codes[member]
            ]
        )
        for member in range(count)
    ]
    letters = [chr(mark) for mark in range(_FIRST_MARK, first[-1])]
    files = []
    for members in people:
        counts = Counter("".join([marks[member] for member in members]))
        files.append(rising(members) + varints([counts[letter] for letter in letters]))
    return files


def record_files(columns: Sequence[Column], people: Sequence[Sequence[int]]) -> list[bytes]:
    """By option: what everybody who picked it picked, column by column."""
    return [b"".join([column.packed(members) for column in columns]) for members in people]
