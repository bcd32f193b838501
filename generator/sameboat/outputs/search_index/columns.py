"""What members picked, facet by facet, as numbers of options."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter
from typing import Any

from ...directory import Directory
from ...schema import Facet, Property
from ...text import fold
from ...vocabulary import Term
from ..members import leaf_words

ONE_BYTE = 256
"""More options than this need two bytes each."""


@dataclass(frozen=True, slots=True)
class Column:
    """One facet."""

    said: Mapping[str, Any]
    """What the manifest says of it: its name, its title and its options."""
    codes: Sequence[Sequence[int]]
    """By member, the numbers of their options, rising; bytes where these are enough."""
    lengths: bytes
    """By member, how many options they have."""
    options: int
    """How many there are."""

    def packed(self) -> bytes:
        """How many options each member has, one byte each, then all of them, one or two bytes each."""
        return self.lengths + self._body(self.codes)

    def packed_for(self, members: Sequence[int]) -> tuple[bytes, list[int]]:
        """The same for some `members` in their order, and how many of them have each option."""
        pick = itemgetter(*members, members[0])  # of one member alone, itemgetter makes no tuple
        body = self._body(pick(self.codes)[:-1])
        return bytes(pick(self.lengths)[:-1]) + body, self._counts(body)

    def _body(self, codes: Sequence[Any]) -> bytes:
        return b"".join(codes) if self.options <= ONE_BYTE else two_bytes(list(chain.from_iterable(codes)))

    def _counts(self, body: bytes) -> list[int]:
        if self.options <= ONE_BYTE:
            return [body.count(option) for option in range(self.options)]
        half = len(body) // 2
        counts = Counter(low | high << 8 for low, high in zip(body[:half], body[half:], strict=True))
        return [counts[option] for option in range(self.options)]


def two_bytes(numbers: Sequence[int]) -> bytes:
    """`numbers` below 65,536: all their lower bytes, then all their upper ones, which squeezes better."""
    return bytes([number & 0xFF for number in numbers]) + bytes([number >> 8 for number in numbers])


def columns(directory: Directory) -> list[Column]:
    """All facets of `directory`, in their order; members by name."""
    return [_column(directory, each, facet) for each, facet in directory.schema.facets]


def _column(directory: Directory, each: Property, facet: Facet) -> Column:
    leaf, name = each.main_leaf, each.name
    default = _default(directory, each)
    fields = [profile.fields for profile in directory.by_name]
    values = leaf.values
    picked = [values(each[name]) if name in each else default for each in fields]
    if leaf.role == "flag":
        picked = [_slugs(each) for each in picked]
    terms = [_term(directory, each, slug) for slug in set(chain.from_iterable(picked))]
    groups = _groups(directory, leaf.vocabulary)
    terms.sort(key=lambda term: (groups.get(term.group, 0), fold(term.label), term.slug))
    number = {term.slug: place for place, term in enumerate(terms)}
    # Two offers may be about one topic.
    pack: Any = bytes if len(terms) <= ONE_BYTE else tuple
    codes = [pack(sorted({number[slug] for slug in slugs})) for slugs in picked]
    counts = Counter(chain.from_iterable(codes))
    said = {
        "name": name,
        "title": each.title,
        "searchable": facet.searchable,
        "weight": leaf.search,
        "many": leaf.path[:1] == ("*",),
        "options": [_option(term, counts[place]) for place, term in enumerate(terms)],
    }
    return Column(said, codes, bytes(map(len, codes)), len(terms))


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
