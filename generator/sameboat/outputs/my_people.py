"""What "my people" reads: who has a value, is in a situation, offers or asks for a topic; a small file for each.

A browser fetches the files of what somebody ticked and matches by itself, with the weights and the rules that stand
in the manifest. Everything is about those who can be matched today. `docs/manual/people.md` describes every byte.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from .. import addresses, crowd
from ..crowd import Person, weight
from ..directory import Directory, language_name
from ..matching import ASKS, LANGUAGES, OFFERS, SITUATIONS, VALUES
from ..schema import MemberSchema
from ..text import fold, handle_hash
from .output_file import OutputFile, json_file
from .search_index.packing import many_files, rising, varints
from .terms import labels_of

VERSION = 1
RULES: Mapping[str, Any] = {
    "language": {
        "shared": crowd.SHARED_LANGUAGE,
        "unknown": crowd.UNKNOWN_LANGUAGE,
        "none": crowd.NO_LANGUAGE,
    },
    "hours": {
        "close": [crowd.CLOSE, crowd.CLOSE_HOURS],
        "near": [crowd.NEAR, crowd.NEAR_HOURS],
        "far": crowd.FAR_HOURS,
        "unknown": crowd.UNKNOWN_HOURS,
    },
    "openness": {"open": crowd.OPEN, "limited": crowd.LIMITED},
    "topic": crowd.TOPIC_SHARE,
}
"""The numbers by which `crowd.py` and `matching.py` go, for `assets/people/match.js`."""

_Slugs = Callable[[Person], Sequence[str]]
_LISTS: tuple[tuple[str, str, _Slugs, _Slugs], ...] = (
    ("values", VALUES, lambda person: person.values, lambda person: person.values),
    ("offers", OFFERS, lambda person: person.asks, lambda person: person.offers),
    ("asks", ASKS, lambda person: person.offers, lambda person: person.offers),
    ("situations", SITUATIONS, lambda person: person.situations, lambda person: person.situations),
)
"""What can be ticked: its part in a match, the property it is, who is met through it (whom an offer meets is who
asks for it), and who makes it common, so that it weighs less."""


def build(directory: Directory, people: Sequence[Person]) -> list[OutputFile]:
    """The manifest, and for everything that can be ticked the people it leads to."""
    folder = addresses.PEOPLE_INDEX.rpartition("/")[0] + "/"
    seats = _Seats(directory, people)
    files: list[OutputFile] = []
    lists = []
    for part, name, meets, weighs in _LISTS:
        each = next((each for each in directory.schema.properties if each.name == name), None)
        if each is None:
            continue
        options = _options(directory.schema, name, people, weighs, meets)
        place = {option["slug"]: number for number, option in enumerate(options)}
        members: list[list[int]] = [[] for _ in options]
        for seat, person in enumerate(seats.people):
            for slug in meets(person):
                members[place[slug]].append(seat)
        address, made = many_files(folder, part, [seats.packed(found) for found in members])
        files += made
        lists.append(
            {
                "part": part,
                "name": name,
                "title": each.title,
                "most": directory.schema.source["properties"][name].get("maxItems", 6),
                "hub": each.hub.kind if each.hub else "",
                "folder": address,
                "options": options,
            }
        )
    said = {
        "version": VERSION,
        "rules": RULES,
        "lists": lists,
        "languages": {"name": LANGUAGES, "title": _title(directory, LANGUAGES), "options": seats.languages},
        "tongues": seats.tongues,
        "clocks": seats.clocks,
    }
    return [json_file(addresses.PEOPLE_INDEX, said), *files]


def _options(
    schema: MemberSchema, name: str, people: Sequence[Person], weighs: _Slugs, meets: _Slugs
) -> list[dict[str, Any]]:
    counts = Counter(slug for person in people for slug in weighs(person))
    slugs = {*counts, *(slug for person in people for slug in meets(person))}
    labels = labels_of(schema, name)
    found = [
        {"slug": slug, "label": labels.get(slug, slug), "weight": weight(counts[slug], len(people))}
        for slug in slugs
    ]
    return sorted(found, key=lambda option: (fold(str(option["label"])), option["slug"]))


def _title(directory: Directory, name: str) -> str:
    return next((each.title for each in directory.schema.properties if each.name == name), "")


class _Seats:
    """People in the order of a draw between equals, and what decides how easily one gets to talk with each."""

    def __init__(self, directory: Directory, people: Sequence[Person]) -> None:
        self.people = sorted(people, key=lambda person: (handle_hash(person.handle), person.handle))
        numbers = {profile.handle: number for number, profile in enumerate(directory.by_name)}
        self._numbers = [numbers[person.handle] for person in self.people]
        tags = sorted({tag for person in people for tag in person.languages})
        options = [{"slug": tag, "label": language_name(tag, directory.language)} for tag in tags]
        self.languages = sorted(options, key=lambda option: (fold(option["label"]), option["slug"]))
        place = {option["slug"]: number for number, option in enumerate(self.languages)}
        spoken = [tuple(sorted(place[tag] for tag in person.languages)) for person in self.people]
        # Those that many speak together get the small numbers, which need fewer bytes.
        common = sorted(Counter(spoken).items(), key=lambda pair: (-pair[1], pair[0]))
        self.tongues = [list(each) for each, _ in common]
        tongue = {each: number for number, (each, _) in enumerate(common)}
        self._tongues = [tongue[each] for each in spoken]
        self.clocks: list[int | None] = [
            None,
            *sorted({each.clock for each in people if each.clock is not None}),
        ]
        clock = {each: number for number, each in enumerate(self.clocks)}
        self._clocks = [2 * clock[person.clock] + person.is_limited for person in self.people]

    def packed(self, seats: Sequence[int]) -> bytes:
        """People on `seats`, column by column: their seats, their numbers by name, their languages, their clocks."""
        columns = (self._numbers, self._tongues, self._clocks)
        return rising(seats) + b"".join(varints([column[seat] for seat in seats]) for column in columns)
