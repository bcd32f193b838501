"""What the find page searches: columns of all members, in one file.

Text columns are folded here, once, so that a phone need not; names and taglines come a second time as written, for
the cards.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from .. import addresses
from ..directory import Directory
from ..schema import Facet, MemberSchema, Property
from ..text import fold
from ..vocabulary import Term
from .members import leaf_words
from .output_file import OutputFile, json_file

VERSION = 1
WEIGHTS = (3, 2, 1)


def build(directory: Directory) -> OutputFile:
    """The index of all members."""
    columns: dict[str, Any] = {
        "handle": [profile.handle for profile in directory.profiles],
        "name": [profile.fields["name"] for profile in directory.profiles],
        "tagline": [profile.fields.get("tagline", "") for profile in directory.profiles],
        "paused": [int(profile.fields.get("availability") == "paused") for profile in directory.profiles],
    }
    facets = []
    codes: dict[str, list[list[int]]] = {}
    for each, facet in directory.schema.facets:
        described, codes[each.name] = _facet(directory, each, facet)
        facets.append(described)
    columns["facets"] = codes
    columns["text"] = {str(weight): _text_column(directory, weight) for weight in WEIGHTS}
    index = {"version": VERSION, "count": len(directory.profiles), "facets": facets, "members": columns}
    return json_file(addresses.SEARCH_INDEX, index)


def _facet(directory: Directory, each: Property, facet: Facet) -> tuple[dict[str, Any], list[list[int]]]:
    """What the page shows of a facet, and each member's options in it as numbers."""
    leaf = each.main_leaf
    picked = [
        sorted({_slug(value) for value in leaf.values(profile.fields[each.name])})
        if each.name in profile.fields
        else []
        for profile in directory.profiles
    ]
    counts = Counter(slug for slugs in picked for slug in slugs)
    terms = {slug: _term(directory, each, slug) for slug in counts}
    ordered = sorted(terms, key=lambda slug: (fold(terms[slug].label), slug))
    options = []
    for slug in ordered:
        term = terms[slug]
        option: dict[str, Any] = {"slug": slug, "label": term.label, "count": counts[slug]}
        if term.aliases:
            option["also"] = list(term.aliases)
        if term.group:
            option["group"] = term.group
        options.append(option)
    numbers = {slug: number for number, slug in enumerate(ordered)}
    described = {
        "name": each.name,
        "title": each.title,
        "searchable": facet.searchable,
        "weight": leaf.search,
        "options": options,
    }
    return described, [[numbers[slug] for slug in slugs] for slugs in picked]


def _slug(value: str | bool) -> str:  # noqa: FBT001 - the value of a field
    return str(value).lower() if isinstance(value, bool) else value


def _term(directory: Directory, each: Property, slug: str) -> Term:
    leaf = each.main_leaf
    if leaf.vocabulary:
        return directory.schema.vocabularies[leaf.vocabulary].terms[slug]
    return Term(slug, leaf_words(directory, leaf, slug))


def _text_column(directory: Directory, weight: int) -> list[str]:
    """Each member's free text of one weight; terms are found through their facet or, without one, here."""
    sources = [
        (each, leaf)
        for each in directory.schema.properties
        for leaf in each.leaves
        if leaf.search == weight and not (each.facet and leaf == each.main_leaf)
    ]
    return [
        fold(
            "\n".join(
                text
                for each, leaf in sources
                if each.name in profile.fields
                for text in _words(directory.schema, leaf.vocabulary, leaf.values(profile.fields[each.name]))
            )
        )
        for profile in directory.profiles
    ]


def _words(schema: MemberSchema, vocabulary: str, values: Any) -> Any:
    if not vocabulary:
        return values
    terms = schema.vocabularies[vocabulary].terms
    return [word for value in values for word in (terms[value].label, *terms[value].aliases)]
