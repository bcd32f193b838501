"""Whom one member might meet, for a terminal or a program."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from .columns import printable
from .directory import NAME, Directory
from .matching import ASKS, OFFERS, SITUATIONS, VALUES, Match, Matches, Matching, ReasonKind, Ring

_HEADINGS: tuple[tuple[str, str, tuple[ReasonKind, ...]], ...] = (
    ("peers", "In the same boat", ("situation", "value", "gives", "gets")),
    ("helpees", "You could help", ("gives", "gets", "situation", "value")),
    ("helpers", "Could help you", ("gets", "gives", "situation", "value")),
    ("mutual", "Each could help the other", ("gives", "gets", "situation", "value")),
)
"""Each list with what is said over it, and its reasons in the order in which they answer to that."""
_PROPERTIES: Mapping[ReasonKind, tuple[str, ...]] = {
    "value": (VALUES,),
    "situation": (SITUATIONS,),
    "gives": (OFFERS, ASKS),
    "gets": (OFFERS, ASKS),
}
_SENTENCES: Mapping[ReasonKind, str] = {
    "gives": "you could help with {}",
    "gets": "can help you with {}",
    "situation": "you share a boat: {}",
    "value": "you both value {}",
}


def json_introductions(matching: Matching, handle: str) -> str:
    """The lists of `handle` as JSON, with slugs as reasons."""
    matches = matching.of_member(handle)
    answer = {
        "handle": handle,
        **{name: [_plain(match) for match in _list(matches, name)] for name, *_ in _HEADINGS},
        "rings": [{"handles": list(ring.handles), "topics": list(ring.topics)} for ring in matches.rings],
    }
    return json.dumps(answer, ensure_ascii=False, indent=2) + "\n"


def text_introductions(matching: Matching, directory: Directory, handle: str) -> str:
    """The lists of `handle` as text, with reasons in words; what is empty is left out."""
    names = {profile.handle: printable(str(profile.fields[NAME])) for profile in directory.profiles}
    labels = _labels(directory)
    matches = matching.of_member(handle)
    parts = [
        "\n".join(
            [
                heading,
                *(f"  {names[each.handle]} ({each.handle}): {_why(each, order, labels)}" for each in found),
            ]
        )
        for name, heading, order in _HEADINGS
        if (found := _list(matches, name))
    ]
    if matches.rings:
        rings = (f"  {_around(ring, names, labels)}" for ring in matches.rings)
        parts.append("\n".join(["Rings, in which everybody gives and everybody gets", *rings]))
    if not parts:
        return "Nobody yet. A value, a boat or an ask more makes it likelier.\n"
    return "\n\n".join(parts) + "\n"


def _list(matches: Matches, name: str) -> Sequence[Match]:
    found: Sequence[Match] = getattr(matches, name)
    return found


def _plain(match: Match) -> dict[str, object]:
    reasons = [{"kind": reason.kind, "slug": reason.slug} for reason in match.reasons]
    return {"handle": match.handle, "reasons": reasons}


def _labels(directory: Directory) -> Mapping[ReasonKind, Mapping[str, str]]:
    schema = directory.schema
    leaves = {each.name: each.main_leaf for each in schema.properties}

    def labels(names: Sequence[str]) -> Iterator[tuple[str, str]]:
        for name in names:
            if name in leaves and leaves[name].vocabulary:
                for slug, term in schema.vocabularies[leaves[name].vocabulary].terms.items():
                    yield slug, term.label

    return {kind: dict(labels(names)) for kind, names in _PROPERTIES.items()}


def _why(match: Match, order: Sequence[ReasonKind], labels: Mapping[ReasonKind, Mapping[str, str]]) -> str:
    words: dict[ReasonKind, list[str]] = {kind: [] for kind in order}
    for reason in match.reasons:
        words[reason.kind].append(labels[reason.kind].get(reason.slug, reason.slug))
    return "; ".join(_SENTENCES[kind].format(", ".join(each)) for kind, each in words.items() if each)


def _around(ring: Ring, names: Mapping[str, str], labels: Mapping[ReasonKind, Mapping[str, str]]) -> str:
    people = ["you", *(names[handle] for handle in ring.handles[1:]), "you"]
    topics = [labels["gives"].get(slug, slug) for slug in ring.topics]
    return "; ".join(
        f"{one} {'help' if one == 'you' else 'helps'} {other} with {topic}"
        for one, other, topic in zip(people, people[1:], topics, strict=False)
    )
