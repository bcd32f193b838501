"""Text on a terminal: what may reach it, how many columns it takes, and a line with a mark under one place.

Member text is the work of strangers, and a report quotes it. Whatever could move a cursor, turn the direction of
writing or speak to the program that keeps a log is shown as U+FFFD instead, one for one, so that places stay places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Final, NamedTuple
from unicodedata import category, east_asian_width

_STAND_IN: Final = "\N{REPLACEMENT CHARACTER}"
_JOINERS: Final = "\u200c\u200d"
_MARKS_ON_A_LETTER: Final = 3
"""More are shown as stand-ins: a pile of marks takes no columns and covers the lines around it."""
# GitHub's runner obeys "##[add-mask]…" anywhere in a line of a log, Azure's "##vso[…]".
_LOG_COMMAND: Final = re.compile(r"(##\w*)\[")


def printable(text: str, keep: str = "") -> str:
    """`text` as a terminal or a log may have it, of the same length; characters in `keep` stay as they are."""
    if not (text.isascii() and text.isprintable()):
        text = "".join(_shown(text, keep))
    return _LOG_COMMAND.sub(rf"\1{_STAND_IN}", text)


def _shown(text: str, keep: str) -> Iterator[str]:
    marks = 0
    previous = ""
    for character in text:
        kind = category(character)
        marks = marks + 1 if kind in {"Mn", "Me"} else 0
        # Persian, the languages of India and emoji need joiners between their letters; elsewhere they hide.
        joins = character in _JOINERS and previous > "\u02ff" and previous not in _JOINERS
        fine = character.isprintable() or kind == "Zs" or character in keep or joins
        yield character if fine and marks <= _MARKS_ON_A_LETTER else _STAND_IN
        previous = character


def named(text: str) -> str:
    """`text` for an example in a manual: line breaks stay, and what cannot be seen goes by its number."""
    return "".join(
        character if character.isprintable() or character == "\n" else f"<U+{ord(character):04X}>"
        for character in text
    )


class Excerpt(NamedTuple):
    """As much of a line as there is room for, and what goes under it."""

    line: str
    gap: str
    """What comes before the mark on the line below; it keeps the tabs of the line."""
    mark: str


def excerpt(line: str, start: int, end: int, room: int, before: int = 0) -> Excerpt:
    """`line`, cut around the characters from `start` up to `end` if it takes more columns than `room`.

    `before` says how many columns of the terminal are taken already; tabs are counted from there.
    """
    line = printable(line, keep="\t")
    start = min(start, len(line))
    end = min(max(end, start), len(line))
    edges = _edges(line, before)
    if edges[-1] >= room:
        line = line.replace("\t", " ")
        edges = _edges(line, before)
        first, last = _window(edges, start, room)
        line = f"{'…' if first else ''}{line[first:last]}{'…' if last < len(line) else ''}"
        shift = first - 1 if first else 0
        start, end = start - shift, min(end, last) - shift
        edges = _edges(line, before)
    gap = "".join(
        "\t" if character == "\t" else " " * (edges[place + 1] - edges[place])
        for place, character in enumerate(line[:start])
    )
    return Excerpt(line, gap, "^" * max(1, edges[end] - edges[start]))


def _edges(line: str, before: int) -> list[int]:
    """The column at which each character of `line` starts, and the one after the last."""
    return list(accumulate(_widths(line, before), initial=0))


def _widths(line: str, before: int) -> Iterator[int]:
    place = before
    previous = ""
    for character in line:
        if character == "\t":
            width = 8 - place % 8
        elif _takes_no_column(character) or (previous == "\u200d" and east_asian_width(character) == "W"):
            width = 0
        else:
            width = 2 if east_asian_width(character) in "WF" else 1
        place += width
        previous = character
        yield width


def _takes_no_column(character: str) -> bool:
    # Vowels and final consonants of conjoining Hangul and the skin tones of emoji join what stands before them.
    return (
        category(character) in {"Mn", "Me"}
        or character in _JOINERS
        or "\u1160" <= character <= "\u11ff"
        or "\U0001f3fb" <= character <= "\U0001f3ff"
    )


def _window(edges: Sequence[int], start: int, room: int) -> tuple[int, int]:
    """The first character to show around `start`, and the one after the last, with a column left for each "…"."""
    count = len(edges) - 1
    space = max(room - 2, 1)
    first = start
    # A third of the room for what stands before; all of it that what stands behind does not need.
    behind = min(edges[-1] - edges[start], space - space // 3)
    while first and edges[start] - edges[first - 1] <= space - behind:
        first -= 1
    while first < start and edges[first] == edges[first + 1]:
        first += 1
    last = start
    while last < count and edges[last + 1] - edges[first] <= space:
        last += 1
    return first, last
