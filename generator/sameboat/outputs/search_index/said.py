"""Who says which word, for everybody at once.

People use the same words again and again. So a text is cut at its spaces only, what stands between two of them
becomes a number, and each number is looked up once. From there on NumPy sorts pairs of a word and a member, in a third
of the time that a list for each word would take.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from .arrays import Whole, rising_lists
from .words import in_order, index_words

_AT_ONCE = 1 << 20
"""Pairs that are worked on at the same time, which bounds the memory."""
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

    def keys(self, forms: Forms, place: int) -> Iterator[Whole]:
        """Word by word as written: its number, the member and `place` in one number. Nothing is left after that."""
        while self._numbers:
            word, member = forms.words_of(self._numbers.pop(), self._members.pop())
            yield (word << _MEMBER_BITS | member) << _PLACE_BITS | place


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

    def words_of(self, pieces: NDArray[np.uint32], members: NDArray[np.uint32]) -> tuple[Whole, Whole]:
        """Each of `pieces` as its words, with the member beside it."""
        sizes = self.sizes[pieces]
        shifts = self.starts[pieces] - np.cumsum(sizes) + sizes
        within = np.repeat(shifts, sizes)
        within += np.arange(len(within))
        return self.words[within], np.repeat(members, sizes).astype(np.int64)


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
    def of(cls, words: Sequence[str], places: Sequence[Stream], forms: Forms) -> Said:
        """From what members wrote in some places; who says a word in one of them is in the list of no later one."""
        keys = [np.empty(0, np.int64)]
        for place, stream in enumerate(places):
            keys += stream.keys(forms, place)
        key = np.concatenate(keys)
        del keys
        key.sort()
        numbers: list[int] = []
        counts: list[int] = []
        lists: list[bytes] = []
        start = 0
        while start < len(key):
            # Whole words, as many of them as there is memory for.
            last = key[min(start + _AT_ONCE, len(key)) - 1] >> (_MEMBER_BITS + _PLACE_BITS)
            stop = int(np.searchsorted(key, last + 1 << (_MEMBER_BITS + _PLACE_BITS)))
            some_words, some_counts, some_lists = _lists(key[start:stop], len(places))
            numbers += some_words.tolist()
            counts += some_counts.tolist()
            lists += some_lists
            start = stop
        return cls([words[number] for number in numbers], counts, lists)


def _lists(key: Whole, places: int) -> tuple[Whole, Whole, list[bytes]]:
    """From sorted keys: words, how many say each of them, and who does, in a list for each place."""
    pair = key >> _PLACE_BITS
    key = key[np.flatnonzero(np.diff(pair, prepend=-1))]
    word, member, place = key >> (_MEMBER_BITS + _PLACE_BITS), key >> _PLACE_BITS & _MEMBER, key & _PLACE
    is_first = np.diff(word, prepend=-1) > 0
    firsts = np.flatnonzero(is_first)
    group = (np.cumsum(is_first) - 1) * places + place
    by_group = np.sort(group << _MEMBER_BITS | member) & _MEMBER
    sizes = np.bincount(group, minlength=len(firsts) * places)
    return word[firsts], np.diff(firsts, append=len(word)), rising_lists(sizes, by_group, places)


def who_says(pieces: Pieces, places: Sequence[Sequence[Stream]]) -> list[Said]:
    """Who says which word, for each of several lists of places, the weightiest first."""
    forms = [index_words(piece) for piece in pieces]
    words = in_order(set(chain.from_iterable(forms)))
    number = {word: place for place, word in enumerate(words)}
    known = Forms.of(forms, number.__getitem__)
    return [Said.of(words, streams, known) for streams in places]
