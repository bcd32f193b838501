"""All profiles together: in order, by handle, and by what they share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from .history import Movement
from .profiles import Profile
from .properties import Hub, Property
from .schema import MemberSchema
from .text import first_letter, fold
from .translations import Words, words_in
from .vocabulary import Term

NAME = "name"


@dataclass(frozen=True, slots=True)
class Shelf:
    """One hub: the people who share a value, a topic, a language …"""

    kind: str
    slug: str
    label: str
    description: str
    group: str
    people: Mapping[str, tuple[Profile, ...]]
    """Aspect → members by name; "" is the hub's own list."""


@dataclass(frozen=True, slots=True)
class HubKind:
    """All hubs of a kind, and the properties they come from."""

    kind: str
    hubs: tuple[tuple[Property, Hub], ...]
    """The first gives the kind its title and intro."""
    shelves: tuple[Shelf, ...]
    """By group in the vocabulary's order, then by label."""

    @property
    def title(self) -> str:
        """What the kind is called."""
        return self.hubs[0][1].title

    @property
    def intro(self) -> str:
        """A sentence about it for its overview."""
        return self.hubs[0][1].intro


@dataclass(frozen=True)
class Directory:
    """The community's members, frozen: every output is a function of this."""

    schema: MemberSchema
    profiles: tuple[Profile, ...]
    """By handle."""
    by_name: tuple[Profile, ...]
    """As people look for people: by name without case and accents."""
    kinds: Mapping[str, HubKind]
    newest: tuple[Profile, ...]
    """The latest arrivals first; empty where nobody knows."""
    arrivals: Mapping[str, int]
    """Handle → when they came, in seconds since 1970, for those in `newest`."""
    language: str
    """The site's language."""
    movements: tuple[Movement, ...] = ()
    """Who came and who left since the beginning, the oldest first; empty where nobody knows."""

    @property
    def words(self) -> Words:
        """What the generator says, in the site's language or else in English."""
        return words_in(self.language)

    @staticmethod
    def of(
        profiles: Iterable[Profile],
        schema: MemberSchema,
        arrivals: Mapping[str, int] | None = None,
        language: str = "en",
        movements: Iterable[Movement] = (),
    ) -> Directory:
        """Put `profiles` in order; the outcome does not depend on theirs."""
        ordered = tuple(sorted(profiles, key=lambda profile: profile.handle))
        by_name = tuple(
            sorted(ordered, key=lambda profile: (fold(str(profile.fields[NAME])), profile.handle))
        )
        known = arrivals or {}
        newest = sorted(
            (profile for profile in ordered if profile.handle in known),
            key=lambda profile: (-known[profile.handle], profile.handle),
        )
        kinds: dict[str, list[tuple[Property, Hub]]] = {}
        for each, hub in schema.hubs:
            kinds.setdefault(hub.kind, []).append((each, hub))
        people = _people(by_name, kinds)
        return Directory(
            schema,
            ordered,
            by_name,
            {kind: _hub_kind(kind, hubs, people[kind], schema, language) for kind, hubs in kinds.items()},
            tuple(newest),
            {profile.handle: known[profile.handle] for profile in newest},
            language,
            tuple(movements),
        )


People = Mapping[str, Mapping[str, Sequence[Profile]]]
"""Slug → aspect → those who stand there."""


def _people(
    by_name: Sequence[Profile], kinds: Mapping[str, list[tuple[Property, Hub]]]
) -> Mapping[str, People]:
    """Kind → who stands on its hubs.

    Everybody is looked at once, for all hubs: names lead to profiles all over the memory.
    """
    plans: list[tuple[str, Hub, Callable[[Any], Iterable[Any]], dict[str, list[Profile]]]] = [
        (each.name, hub, each.main_leaf.values, defaultdict(list))
        for hubs in kinds.values()
        for each, hub in hubs
    ]
    for profile in by_name:
        fields = profile.fields
        for name, hub, values_of, found in plans:
            value = fields.get(name)
            if value is None:
                continue
            by, values = hub.by, values_of(value)
            # Nobody stands on a hub twice.
            for slug in {hub_slug(by, str(one)) for one in values} if by else set(values):
                found[slug].append(profile)
    people: dict[str, dict[str, dict[str, list[Profile]]]] = {kind: defaultdict(dict) for kind in kinds}
    for _, hub, _, found in plans:
        for slug, those in found.items():
            people[hub.kind][str(slug)].setdefault(hub.aspect, []).extend(those)
    return people


def _hub_kind(
    kind: str, hubs: list[tuple[Property, Hub]], people: People, schema: MemberSchema, language: str
) -> HubKind:
    terms = _terms(hubs, people.keys(), schema, language)
    shelves = tuple(
        Shelf(
            kind,
            term.slug,
            term.label,
            term.description,
            term.group,
            {aspect: tuple(found) for aspect, found in people[term.slug].items()},
        )
        for term in terms
    )
    return HubKind(kind, tuple(hubs), shelves)


def _terms(
    hubs: list[tuple[Property, Hub]], slugs: Iterable[str], schema: MemberSchema, language: str
) -> list[Term]:
    """The terms of `slugs` in the order in which an overview shows them."""
    each, hub = hubs[0]
    leaf = each.main_leaf
    if leaf.vocabulary:
        terms = schema.vocabularies[leaf.vocabulary].terms
        groups = list(dict.fromkeys(term.group for term in terms.values()))
        used = [terms[slug] for slug in slugs]
        return sorted(used, key=lambda term: (groups.index(term.group), fold(term.label), term.slug))
    if hub.by == "first-letter":
        others = words_in(language).gettext("other letters")
        labels = {slug: slug.upper() if len(slug) == 1 else others for slug in slugs}
        return [Term(slug, labels[slug]) for slug in sorted(slugs, key=lambda slug: (len(slug), slug))]
    if leaf.role == "language":
        labels = {slug: (leaf.labels or {}).get(slug) or language_name(slug, language) for slug in slugs}
    else:
        labels = {slug: (leaf.labels or {}).get(slug, slug) for slug in slugs}
    return sorted(
        (Term(slug, label) for slug, label in labels.items()), key=lambda term: (fold(term.label), term.slug)
    )


def hub_slug(by: str, value: str) -> str:
    """The hub on which `value` stands."""
    if by == "first-letter":
        return first_letter(value)
    if by == "primary-subtag":
        return value.split("-", 1)[0]
    return value


@cache
def language_name(tag: str, language: str) -> str:
    """What the language `tag` is called in the site's `language`, or that it is one where nobody has named it."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - a tenth of a second that only a build pays

    try:
        ours = Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        ours = Locale("en")
    primary, *rest = tag.split("-")
    name = ours.languages.get(tag.replace("-", "_")) or ours.languages.get(primary)
    if name is None:
        return words_in(language).gettext("the language “%(tag)s”") % {"tag": tag}
    if not rest or tag.replace("-", "_") in ours.languages:
        return str(name)
    parts = [ours.scripts.get(part) or ours.territories.get(part) or part for part in rest]
    return f"{name} ({', '.join(map(str, parts))})"


@cache
def script_name(code: str, language: str) -> str:
    """What the script `code` (ISO 15924) is called in the site's `language`; "other signs" for what is none."""
    from babel import Locale  # noqa: PLC0415 - as above

    words = words_in(language)
    scripts = Locale.parse(words.language, sep="-").scripts
    name = scripts.get(code)
    return str(name)[:1].upper() + str(name)[1:] if name else words.gettext("other signs")
