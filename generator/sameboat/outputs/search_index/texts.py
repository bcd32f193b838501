"""What people wrote: the words to be found in it, and the lines to quote."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from ...directory import Directory
from ...properties import Leaf, Property
from ..members import leaf_words
from .packing import dictionary, varint
from .said import Pieces, Said, Stream, who_says
from .words import NameWords, in_order, is_unspaced

NAME, TAGLINE = "name", "tagline"
WEIGHTS = (3, 2, 1)
SHARD = 24_000
"""Bytes of postings after which a shard of words ends; a fetch is worth about as much."""
_SHORTEST_GUESS = 3
_CHOSEN = ("term", "choice", "language", "flag")
_AT_ONCE = 4096
"""Members whose words are in memory as text at the same time."""


@dataclass(frozen=True, slots=True)
class Source:
    """A place in profiles whose text is searched."""

    name: str
    title: str
    weight: int
    texts: Callable[[Any], Sequence[str]]
    """The value of the property → what to search of it."""
    is_chosen: bool
    """Whether the texts come from a list, so that many members have the very same ones."""


def sources(directory: Directory) -> list[Source]:
    """Every place whose text is searched, the weightiest first; options of a facet are found by their labels."""
    found = [
        Source(each.name, each.title, leaf.search, _texts(directory, leaf), leaf.role in _CHOSEN)
        for each in directory.schema.properties
        for leaf in each.leaves
        if leaf.search and not _is_facet(each, leaf)
    ]
    return sorted(found, key=lambda source: -source.weight)


def _is_facet(each: Property, leaf: Leaf) -> bool:
    return each.facet is not None and leaf == each.main_leaf


def _texts(directory: Directory, leaf: Leaf) -> Callable[[Any], Sequence[str]]:
    if leaf.role == "term":
        terms = directory.schema.vocabularies[leaf.vocabulary].terms
        return lambda value: [
            word for slug in leaf.values(value) for word in (terms[slug].label, *terms[slug].aliases)
        ]
    if leaf.role in _CHOSEN:
        return lambda value: [leaf_words(directory, leaf, str(each).lower()) for each in leaf.values(value)]
    if len(leaf.path) > 2:
        return lambda value: list(leaf.values(value))
    return leaf.values  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class Texts:
    """Words and who says them, and what they said; members by name, from 0."""

    names: Said
    """Who is called so."""
    texts: Said
    """Who says so in a text of each weight; who does in a weightier place is not listed for a lighter one."""
    name_words: bytes
    """By member, how many words a query for the whole name has."""
    titles: Sequence[str]
    """What the places are called that can be quoted."""
    quotes: Sequence[Sequence[list[Any]]]
    """By member and place, the number of its title and then lines. Name and tagline stand on the card anyway."""


def read_texts(directory: Directory) -> Texts:
    """Find every word of every text, in one pass over everybody."""
    pieces = Pieces()
    names = Stream(pieces)
    texts = {weight: Stream(pieces) for weight in WEIGHTS}
    places = [place for place in sources(directory) if place.name != NAME]
    titles = list(dict.fromkeys(place.title for place in places if place.name != TAGLINE))
    words_in = NameWords()
    name_words = bytearray()
    quotes: list[list[list[Any]]] = [[] for _ in directory.by_name]
    for first in range(0, len(quotes), _AT_ONCE):
        fields = [profile.fields for profile in directory.by_name[first : first + _AT_ONCE]]
        called = [str(each[NAME]) for each in fields]
        names.write(first, [(name,) for name in called])
        name_words += bytes([min(255, words_in(name)) for name in called])
        for place in places:
            name, texts_of = place.name, place.texts
            written = [texts_of(each[name]) if name in each else () for each in fields]
            stream = texts[place.weight]
            if place.is_chosen:
                stream.write_pieces(first, written)
            else:
                stream.write(first, written)
            if place.name != TAGLINE:
                title = titles.index(place.title)
                for quoted, lines in zip(quotes[first : first + _AT_ONCE], written, strict=True):
                    if lines:
                        quoted.append([title, *lines])
    said_names, said_texts = who_says(pieces, [[names], list(texts.values())])
    return Texts(said_names, said_texts, bytes(name_words), titles, quotes)


def shards(said: Said) -> tuple[list[str], list[bytes]]:
    """The first word of each shard, and the shards: words with who says so."""
    starts: list[str] = []
    found: list[bytes] = []
    first = size = 0
    for number, value in enumerate(said.lists):
        if size > SHARD:
            starts.append(said.words[first])
            found.append(dictionary(said.words[first:number], said.lists[first:number]))
            first, size = number, 0
        size += len(value) + 4
    if said.words:
        starts.append(said.words[first])
        found.append(dictionary(said.words[first:], said.lists[first:]))
    return starts, found


def guesses(index: Texts) -> bytes:
    """All words that somebody could mistype, with how many people say them."""
    counts = dict(zip(index.texts.words, index.texts.counts, strict=True))
    for word, count in zip(index.names.words, index.names.counts, strict=True):
        counts[word] = counts.get(word, 0) + count
    words = [
        word
        for word in in_order(counts)
        if len(word) >= _SHORTEST_GUESS and (word.isascii() or not is_unspaced(word))
    ]
    return dictionary(words, [varint(counts[word]) for word in words])


def cards(directory: Directory) -> list[list[str]]:
    """What a card shows of each member: handle, name, tagline."""
    return [
        [profile.handle, str(profile.fields[NAME]), str(profile.fields.get(TAGLINE, ""))]
        for profile in directory.by_name
    ]
