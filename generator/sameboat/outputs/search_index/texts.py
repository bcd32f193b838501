"""What people wrote: the words to be found in it, and the lines to quote."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...directory import Directory
from ...schema import Leaf, Property
from ..members import leaf_words
from .packing import dictionary, rising, varint
from .words import IndexWords, is_unspaced

NAME, TAGLINE = "name", "tagline"
WEIGHTS = (3, 2, 1)
SHARD = 24_000
"""Bytes of postings after which a shard of words ends; a fetch is worth about as much."""
_SHORTEST_GUESS = 3

Postings = defaultdict[str, list[int]]


@dataclass(frozen=True, slots=True)
class Source:
    """A place in profiles whose text is searched."""

    name: str
    title: str
    weight: int
    texts: Callable[[Any], Sequence[str]]
    """The value of the property → what to search of it."""


def sources(directory: Directory) -> list[Source]:
    """Every place whose text is searched, the weightiest first; options of a facet are found by their labels."""
    found = [
        Source(each.name, each.title, leaf.search, _texts(directory, leaf))
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
    if leaf.role in ("choice", "language", "flag"):
        return lambda value: [leaf_words(directory, leaf, str(each).lower()) for each in leaf.values(value)]
    return leaf.values if leaf.path != () else _alone  # type: ignore[return-value]


def _alone(value: str) -> Sequence[str]:
    return (value,)


@dataclass(frozen=True, slots=True)
class Texts:
    """Words and who says them, and what they said; members by name, from 0."""

    names: Postings
    texts: Mapping[int, Postings]
    """By weight; who says a word in a weightier place is not listed for a lighter one."""
    name_words: bytes
    """By member, how many words a query for the whole name has."""
    titles: Sequence[str]
    """What the places are called that can be quoted."""
    quotes: Sequence[Sequence[list[Any]]]
    """By member and place, the number of its title and then lines. Name and tagline stand on the card anyway."""


def read_texts(directory: Directory) -> Texts:
    """Find every word of every text, in one pass over everybody."""
    places = sources(directory)
    titles = list(dict.fromkeys(place.title for place in places if place.name not in (NAME, TAGLINE)))
    words = IndexWords()
    names: Postings = defaultdict(list)
    texts: dict[int, Postings] = {weight: defaultdict(list) for weight in WEIGHTS}
    by_weight = [(texts[weight], shapes) for weight in WEIGHTS if (shapes := _shapes(places, titles, weight))]
    name_words = bytearray()
    quotes = []
    for member, profile in enumerate(directory.by_name):
        fields = profile.fields
        name = str(fields[NAME])
        name_words.append(min(255, words.in_query(name)))
        for word in words.of([name]):
            names[word].append(member)
        quoted: list[list[Any]] = []
        said: set[str] = set()
        for postings, shapes in by_weight:
            lines: list[str] = []
            for key, texts_of, title in shapes:
                if key in fields and (written := texts_of(fields[key])):
                    lines += written
                    if title >= 0:
                        quoted.append([title, *written])
            if lines:
                new = words.of(lines)
                new -= said
                said |= new
                for word in new:
                    postings[word].append(member)
        quotes.append(quoted)
    return Texts(names, texts, bytes(name_words), titles, quotes)


def _shapes(
    places: Sequence[Source], titles: Sequence[str], weight: int
) -> list[tuple[str, Callable[[Any], Sequence[str]], int]]:
    """Of each place of one weight: its property, how to get its texts, and the number of its title, or -1."""
    return [
        (place.name, place.texts, titles.index(place.title) if place.title in titles else -1)
        for place in places
        if place.weight == weight and place.name != NAME
    ]


def name_shards(index: Texts) -> tuple[list[str], list[bytes]]:
    """The first word of each shard, and the shards: words with who is called so."""
    return _shards((word, rising(index.names[word])) for word in in_order(index.names))


def text_shards(index: Texts) -> tuple[list[str], list[bytes]]:
    """The first word of each shard, and the shards: words with who says so, one list a weight."""
    lists = [index.texts[weight] for weight in WEIGHTS]
    words = in_order({word for postings in lists for word in postings})
    empty: list[int] = []
    return _shards(
        (word, b"".join([rising(postings.get(word, empty)) for postings in lists])) for word in words
    )


def in_order(words: Iterable[str]) -> list[str]:
    """`words` as JavaScript sorts them: by UTF-16 units."""
    found = sorted(words)
    # Only letters beyond the first plane, which JavaScript has as two units, may stand elsewhere there.
    return sorted(found, key=_units) if max(map(max, found), default="") >= "\U00010000" else found


def _units(word: str) -> bytes:
    return word.encode("utf-16-be")


def _shards(entries: Iterator[tuple[str, bytes]]) -> tuple[list[str], list[bytes]]:
    starts: list[str] = []
    shards: list[bytes] = []
    words: list[str] = []
    values: list[bytes] = []
    size = 0
    for word, value in entries:
        if size > SHARD:
            starts.append(words[0])
            shards.append(dictionary(words, values))
            words, values, size = [], [], 0
        words.append(word)
        values.append(value)
        size += len(value) + 4
    if words:
        starts.append(words[0])
        shards.append(dictionary(words, values))
    return starts, shards


def guesses(index: Texts) -> bytes:
    """All words that somebody could mistype, with how many people say them."""
    counts: dict[str, int] = {}
    for postings in (index.names, *index.texts.values()):
        for word, members in postings.items():
            counts[word] = counts.get(word, 0) + len(members)
    words = [word for word in in_order(counts) if len(word) >= _SHORTEST_GUESS and not is_unspaced(word)]
    return dictionary(words, [varint(counts[word]) for word in words])


def cards(directory: Directory) -> list[list[str]]:
    """What a card shows of each member: handle, name, tagline."""
    return [
        [profile.handle, str(profile.fields[NAME]), str(profile.fields.get(TAGLINE, ""))]
        for profile in directory.by_name
    ]
