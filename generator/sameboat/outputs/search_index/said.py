"""Who says which word, for everybody at once.

People use the same words again and again. So a text is cut at its spaces only, what stands between two of them
becomes a number, and each number is looked up once. From there on NumPy sorts pairs of a word and a member, in a third
of the time that a list for each word would take.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from .packing import rising_lists
from .words import in_order, index_words

Whole = NDArray[np.int64]

_MEMBER_BITS = 24
_PLACE_BITS = 2
_MEMBER = (1 << _MEMBER_BITS) - 1
_PLACE = (1 << _PLACE_BITS) - 1


class Pieces(dict[str, int]):
    """What stands between two spaces → its number, given when it is first met."""

    def __missing__(self, piece: str) -> int:
        self[piece] = number = len(self)
        return number


class Stream:
    """What members wrote in some places, as numbers of pieces."""

    def __init__(self, pieces: Pieces) -> None:
        self._number = pieces.__getitem__
        self._numbers: list[NDArray[np.uint32]] = []
        self._members: list[NDArray[np.uint32]] = []

    def write(self, first: int, written: Iterable[Iterable[str]]) -> None:
        """Add what each member wrote, from the `first` on, cut at its spaces."""
        self.write_pieces(first, list(map(str.split, map(" ".join, written))))

    def write_pieces(self, first: int, pieces: Sequence[Collection[str]]) -> None:
        """Add the pieces of each member, from the `first` on, with or without spaces in them."""
        lengths = np.fromiter(map(len, pieces), np.uint32, len(pieces))
        numbers = map(self._number, chain.from_iterable(pieces))
        self._numbers.append(np.fromiter(numbers, np.uint32, int(lengths.sum())))
        self._members.append(np.repeat(np.arange(first, first + len(pieces), dtype=np.uint32), lengths))

    def pairs(self, forms: Forms) -> tuple[Whole, Whole]:
        """Word by word as written: its number, and the member."""
        if not self._numbers:
            return np.empty(0, np.int64), np.empty(0, np.int64)
        return forms.words_of(np.concatenate(self._numbers), np.concatenate(self._members).astype(np.int64))


@dataclass(frozen=True, slots=True)
class Forms:
    """Under which words each piece is found."""

    starts: Whole
    """By piece, where its words begin among `words`."""
    sizes: Whole
    """By piece, how many words it has."""
    words: Whole
    """Numbers of words, piece by piece."""

    @classmethod
    def of(cls, forms: Sequence[Sequence[str]], number: Callable[[str], int]) -> Forms:
        """The words of each piece, numbered."""
        sizes = np.fromiter(map(len, forms), np.int64, len(forms))
        total = int(sizes.sum())
        words = np.fromiter(map(number, chain.from_iterable(forms)), np.int64, total)
        return cls(np.cumsum(sizes) - sizes, sizes, words)

    def words_of(self, pieces: NDArray[np.uint32], members: Whole) -> tuple[Whole, Whole]:
        """Each of `pieces` as its words, with the member beside it."""
        sizes = self.sizes[pieces]
        ends = np.cumsum(sizes)
        total = int(ends[-1]) if len(ends) else 0
        within = np.arange(total) + np.repeat(self.starts[pieces] - (ends - sizes), sizes)
        return self.words[within], np.repeat(members, sizes)


@dataclass(frozen=True, slots=True)
class Said:
    """Words, and who says each of them in which of some places."""

    words: Sequence[str]
    """In order."""
    counts: Sequence[int]
    """By word, how many say it."""
    lists: Sequence[bytes]
    """By word, a list of rising numbers for each place."""

    @classmethod
    def of(cls, words: Sequence[str], places: Iterable[tuple[Whole, Whole]]) -> Said:
        """From numbers of `words`, which are in order, and members; who stands in one place is in no later one."""
        keys = [
            (word << _MEMBER_BITS | member) << _PLACE_BITS | place
            for place, (word, member) in enumerate(places)
        ]
        count = len(keys)
        key = np.concatenate(keys)
        del keys
        key.sort()
        pair = key >> _PLACE_BITS
        key = key[np.flatnonzero(np.diff(pair, prepend=-1))]
        said, members, place = key >> (_MEMBER_BITS + _PLACE_BITS), key >> _PLACE_BITS & _MEMBER, key & _PLACE
        counts = np.bincount(said, minlength=len(words))
        known = np.flatnonzero(counts)
        rank = np.cumsum(counts > 0) - 1
        group = rank[said] * count + place
        in_groups = np.sort(group << _MEMBER_BITS | members) & _MEMBER
        lists = rising_lists(np.bincount(group, minlength=len(known) * count), in_groups, count)
        return cls([words[number] for number in known.tolist()], counts[known].tolist(), lists)


def who_says(pieces: Pieces, places: Sequence[Sequence[Stream]]) -> list[Said]:
    """Who says which word, for each of several lists of places, the weightiest first."""
    forms = [index_words(piece) for piece in pieces]
    words = in_order(set(chain.from_iterable(forms)))
    number = {word: place for place, word in enumerate(words)}
    known = Forms.of(forms, number.__getitem__)
    return [Said.of(words, (stream.pairs(known) for stream in streams)) for streams in places]
