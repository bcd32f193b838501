"""What invented members are made of: names, places and lines of talk, read from `demo_words.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import accumulate
from typing import Any

from sameboat.text import fold

_SLOT = re.compile(r"\{(a:)?(\w+)\}")

Template = tuple[tuple[str, Sequence[str]], ...]
"""A line with slots: each text is followed by one of its choices."""


@dataclass(frozen=True, slots=True)
class People:
    """Where somebody comes from: their names, tongues, places and ways of saying things."""

    first: Sequence[tuple[str, str]]
    """First names, each with its Latin letters for a handle."""
    second: Sequence[str]
    """More given names, of which many have one besides; none where nobody has two."""
    last: Sequence[str]
    languages: Sequence[str]
    """What they may speak, the likeliest first."""
    zones: Sequence[str]
    locations: Sequence[Template]
    lines: Sequence[Template]
    """Lines in their own words; none where those are English."""
    joiner: str
    """What stands between two names or sentences."""
    family_first: bool
    """Whether the family name comes first."""


@dataclass(frozen=True, slots=True)
class Words:
    """All that members are made of."""

    people: Sequence[People]
    shares: Sequence[float]
    """How large each of the peoples is, cumulative; the last one is 1."""
    english: Mapping[str, Sequence[Template]]
    """Lines for each kind of field."""
    things: Sequence[str]
    pronouns: Sequence[str]
    hosts: Sequence[str]


def load_words() -> Words:
    """Read the packaged words."""
    tables = tomllib.loads((files("sameboat") / "demo_words.toml").read_text(encoding="utf-8"))
    towns = _towns(**tables["towns"])
    hosts = [f"{town.lower()}.example.{top}" for town in towns for top in ("org", "net", "com")]
    slots = {name: _choices(text) for name, text in tables["slots"].items()} | {"town": towns, "host": hosts}
    english = {kind: [_parse(line, slots) for line in lines] for kind, lines in tables["english"].items()}
    weights = list(accumulate(table["weight"] for table in tables["people"]))
    return Words(
        people=[_people(table, english["locations"]) for table in tables["people"]],
        shares=[weight / weights[-1] for weight in weights],
        english=english,
        things=slots["thing"],
        pronouns=slots["pronouns"],
        hosts=hosts,
    )


def _people(table: Mapping[str, Any], locations: Sequence[Template]) -> People:
    names = (name.partition(":") for name in table["first"].split())
    first = [(name, latin or re.sub("[^a-z]", "", fold(name))) for name, _, latin in names]
    things = {"thing": _choices(table.get("things", ""))}
    endings = table.get("endings", "").split() or [""]
    made = [stem + ending for stem in table.get("stems", "").split() for ending in endings]
    return People(
        first=first,
        second=table["second"].split() if "second" in table else [name for name, _ in first],
        last=[name.replace("_", " ") for name in (*table["last"].split(), *made)],
        languages=table["languages"].split(),
        zones=table["zones"].split(),
        locations=[((place, ("",)),) for place in _choices(table.get("places", ""))] or locations,
        lines=[_parse(line, things) for line in table.get("lines", ())],
        joiner=table.get("joiner", " "),
        family_first=table.get("family_first", False),
    )


def _towns(start: str, middle: str, end: str) -> list[str]:
    # Every start meets every end, with a middle by turns: 2,000 names, so that texts share few words.
    middles = middle.split()
    pairs = [(head, tail) for head in start.split() for tail in end.split()]
    return [head + middles[place % len(middles)] + tail for place, (head, tail) in enumerate(pairs)]


def _choices(text: str) -> list[str]:
    """Split a list of words, at bars where it has some."""
    if "|" not in text:
        return text.split()
    return [" ".join(words.split()) for words in text.split("|") if words.strip()]


def _parse(line: str, slots: Mapping[str, Sequence[str]]) -> Template:
    parts = list[tuple[str, Sequence[str]]]()
    done = 0
    for slot in _SLOT.finditer(line):
        words = slots[slot[2]]
        if slot[1]:
            words = [f"an {word}" if word[0] in "aeiou" else f"a {word}" for word in words]
        parts.append((line[done : slot.start()], words))
        done = slot.end()
    return (*parts, (line[done:], ("",)))
