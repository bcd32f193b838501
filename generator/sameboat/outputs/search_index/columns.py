"""What members picked, facet by facet, as numbers of options."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np

from ...directory import Directory
from ...properties import ITEMS, Facet, Property
from ...text import fold
from ...vocabulary import Term
from ..members import leaf_words
from .arrays import Whole, spans, two_bytes
from .said import Pieces

ONE_BYTE = 256
"""More options than this need two bytes each."""


@dataclass(frozen=True, slots=True)
class Column:
    """One facet."""

    said: Mapping[str, Any]
    """What the manifest says of it: its name, its title and its options."""
    codes: Whole
    """The numbers of their options, member by member, rising."""
    lengths: Whole
    """By member, how many options they have."""
    options: int
    """How many there are."""

    def packed(self) -> bytes:
        """How many options each member has, one byte each, then all of them, one or two bytes each."""
        return self._pack(self.codes, self.lengths)

    def packed_for(self, members: Whole) -> tuple[bytes, Whole]:
        """The same for some `members` in their order, and how many of them have each option."""
        lengths = self.lengths[members]
        codes = self.codes[spans((np.cumsum(self.lengths) - self.lengths)[members], lengths)]
        return self._pack(codes, lengths), np.bincount(codes, minlength=self.options)

    def people(self) -> tuple[Whole, Whole]:
        """How many members each option has, and they themselves, option by option."""
        members = np.repeat(np.arange(len(self.lengths)), self.lengths)
        return np.bincount(self.codes, minlength=self.options), members[np.argsort(self.codes, kind="stable")]

    def _pack(self, codes: Whole, lengths: Whole) -> bytes:
        body = codes.astype(np.uint8).tobytes() if self.options <= ONE_BYTE else two_bytes(codes)
        return lengths.astype(np.uint8).tobytes() + body


def columns(directory: Directory) -> list[Column]:
    """All facets of `directory`, in their order; members by name."""
    return [_column(directory, each, facet) for each, facet in directory.schema.facets]


def _column(directory: Directory, each: Property, facet: Facet) -> Column:
    leaf, name = each.main_leaf, each.name
    default = _default(directory, each)
    values = leaf.values
    fields = [profile.fields for profile in directory.by_name]
    picked: list[Any] = (
        [each.get(name, default) for each in fields]
        if leaf.path == (ITEMS,)
        else [values(each[name]) if name in each else default for each in fields]
    )
    if leaf.role == "flag" or len(leaf.path) > 2:
        picked = [_slugs(each) for each in picked]
    slugs = Pieces()
    lengths = np.fromiter(map(len, picked), np.int64, len(picked))
    written = np.fromiter(map(slugs.__getitem__, chain.from_iterable(picked)), np.int64, int(lengths.sum()))
    terms = [_term(directory, each, slug) for slug in slugs]
    groups = _groups(directory, leaf.vocabulary)
    terms.sort(key=lambda term: (groups.get(term.group, 0), fold(term.label), term.slug))
    number = {term.slug: place for place, term in enumerate(terms)}
    places = np.fromiter(map(number.__getitem__, slugs), np.int64, len(slugs))
    # Two offers may be about one topic, which counts once.
    size = max(1, len(terms))
    pairs = np.sort(np.repeat(np.arange(len(picked)), lengths) * size + places[written])
    members, codes = np.divmod(pairs[np.flatnonzero(np.diff(pairs, prepend=-1))], size)
    counts = np.bincount(codes, minlength=size).tolist()
    said = {
        "name": name,
        "title": each.title,
        "searchable": facet.searchable,
        "weight": leaf.search,
        "many": leaf.path[:1] == ("*",),
        "options": [_option(term, counts[place]) for place, term in enumerate(terms)],
    }
    return Column(said, codes, np.bincount(members, minlength=len(picked)), len(terms))


def _default(directory: Directory, each: Property) -> set[str]:
    """What counts where somebody wrote nothing: whoever does not speak of a pause is open to hellos."""
    default = directory.schema.source["properties"][each.name].get("default")
    return _slugs((default,)) if isinstance(default, str | bool) and not each.main_leaf.path else set()


def _slugs(values: Any) -> set[str]:
    return {str(value).lower() if isinstance(value, bool) else value for value in values}


def _groups(directory: Directory, vocabulary: str) -> Mapping[str, int]:
    """The groups of a vocabulary and the order in which it names them."""
    if not vocabulary:
        return {}
    terms = directory.schema.vocabularies[vocabulary].terms.values()
    return {group: place for place, group in enumerate(dict.fromkeys(term.group for term in terms))}


def _term(directory: Directory, each: Property, slug: str) -> Term:
    leaf = each.main_leaf
    if leaf.vocabulary:
        return directory.schema.vocabularies[leaf.vocabulary].terms[slug]
    return Term(slug, leaf_words(directory, leaf, slug))


def _option(term: Term, count: int) -> dict[str, Any]:
    option: dict[str, Any] = {"slug": term.slug, "label": term.label, "count": count}
    if term.aliases:
        option["also"] = list(term.aliases)
    if term.group:
        option["group"] = term.group
    return option
