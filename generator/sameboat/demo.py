"""A generated community of N invented members, for benchmarks and tests.

What makes a real community hard is its unevenness: a few topics that everybody offers and many that one person does,
empty profiles beside full ones, every script, Markdown in a third of the bios. Member k is the same in a community of
any size, friends apart, so two measurements differ by their size alone.
"""

from __future__ import annotations

import re
import struct
import zlib
from bisect import bisect
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import blake2b
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import TypeVar

from sameboat.demo_words import People, Template, Words, load_words

REFERENCE = date(2026, 11, 1)
"""The day the invented members live around: the clock has no say, so the same seed gives the same bytes."""

_STEPS = (1, 2, 5, 11, 23, 47, 97, 199, 397, 797)
"""A member may know those this many places before and after; ten both ways make the limit of twenty."""
_DRAWINGS = 6
_SENTENCE, _BIO = 110, 440
"""How long a sentence and a bio get: with a bit of Markdown of 150 characters a bio stays below the limit."""
_BARE, _LAVISH = 0.03, 0.98
"""The shares of members up to whom one leaves out all that may be left out, and from whom one fills in all there is."""
_HOW = ("chat", "chat", "chat", "review", "review", "pairing", "intro", "resource", "shout-out", "group")
_OPEN_TO = ("collaboration", "introductions", "mentoring", "speaking", "referrals", "job-offers")
_T = TypeVar("_T")
_SWITCHES = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})


def generate(count: int, seed: int, vocabularies: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, bytes]]:
    """Invent `count` members: their handles and the bytes of their files, the same for the same `seed`.

    `vocabularies` gives the slugs of values, topics and situations.
    """
    words = load_words()
    slugs = {kind: _Zipf.over(options, f"{seed}:{kind}") for kind, options in vocabularies.items()}
    crowd = [_Person.meet(words, seed, number) for number in range(count)]
    for number, person in enumerate(crowd):
        yield person.handle, _Pen(words, slugs, person).write_file(_friends_of(number, crowd))


def write(members: Iterable[tuple[str, bytes]], folder: Path) -> None:
    """Write `members` into `folder`/members, with the drawings that they show as photos."""
    photos = folder / "members" / "photos"
    photos.mkdir(parents=True, exist_ok=True)
    drawings = set[int]()
    for handle, content in members:
        (photos.parent / f"{handle}.yml").write_bytes(content)
        drawings.update(int(number) for number in re.findall(rb"(?m)^photo: drawing-(\d+)\.png$", content))
    for number in drawings:
        (photos / f"drawing-{number}.png").write_bytes(_draw(number))


def _draw(number: int, size: int = 256) -> bytes:
    """Draw a pattern in two colours, as PNG."""
    rows = (bytes((x * (number + 2) // 64 + y // 32) % 2 for x in range(size)) for y in range(size))
    chunks = {
        b"IHDR": struct.pack(">IIBBBBB", size, size, 8, 3, 0, 0, 0),
        b"PLTE": blake2b(bytes([number]), digest_size=6).digest(),
        b"IDAT": zlib.compress(b"".join(b"\0" + row for row in rows)),
        b"IEND": b"",
    }
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks.items()
    )


@dataclass(frozen=True, slots=True)
class _Zipf:
    """Slugs by how many people pick them: the second half as often as the first, the third a third as often."""

    slugs: Sequence[str]
    weights: Sequence[float]

    @classmethod
    def over(cls, slugs: Sequence[str], seed: str) -> _Zipf:
        """Give `slugs` an order of popularity."""
        ranked = sorted(slugs)
        Random(seed).shuffle(ranked)  # noqa: S311 - a shuffle, no secret
        return cls(ranked, list(accumulate(1 / rank for rank in range(1, len(ranked) + 1))))

    def draw(self, number: int, random: Random) -> list[str]:
        """Pick `number` different slugs, or all of them if there are fewer."""
        picked = dict[str, None]()
        while len(picked) < min(number, len(self.slugs)):
            picked[self.slugs[bisect(self.weights, random.random() * self.weights[-1])]] = None
        return list(picked)


@dataclass(frozen=True, slots=True)
class _Person:
    """A member before they wrote anything: who they are, and the dice that decide the rest."""

    handle: str
    people: People
    first: str
    last: str
    dice: int
    """128 bits: the upper ones make the name, the lowest 30 the friends, and all together seed what they write."""

    @classmethod
    def meet(cls, words: Words, seed: int, number: int) -> _Person:
        """Invent member `number`."""
        dice = int.from_bytes(blake2b(f"{seed}:{number}".encode(), digest_size=16).digest())
        people = words.people[bisect(words.shares, (dice >> 112) / 65536)]
        first, latin = people.first[(dice >> 96) % 65536 % len(people.first)]
        last = people.last[(dice >> 80) % 65536 % len(people.last)]
        thing = words.things[(dice >> 64) % 65536 % len(words.things)]
        # Every handle ends in its member's number, after a letter or a hyphen, so no two are the same.
        forms = (f"{latin}{number}", f"{latin}-{number}", f"{thing}{number}", f"{latin}-{thing}-{number}")
        handle = forms[(dice >> 60) % 4]
        return cls(handle if len(handle) <= 39 else forms[0], people, first, last, dice)


def _friends_of(number: int, crowd: Sequence[_Person]) -> list[str]:
    """Whom a member names as friends: two in three of them name that member as well."""
    friends = list[str]()
    dice = crowd[number].dice
    for place, step in enumerate(_STEPS):
        # The earlier one of two decides about both: each names the other, one does, or neither.
        before, after = number - step, number + step
        for earlier, other, yes in ((number, after, (0, 1, 2)), (before, before, (0, 1, 3))):
            if not 0 <= other < len(crowd) or not (dice & crowd[other].dice) >> 58 & 3:
                continue
            if (crowd[earlier].dice >> 3 * place) & 7 in yes:
                friends.append(crowd[other].handle)
    return friends


class _Pen:
    """Writes one member's file, line by line."""

    def __init__(self, words: Words, slugs: Mapping[str, _Zipf], person: _Person) -> None:
        self.words = words
        self.slugs = slugs
        self.person = person
        self.dice = Random(person.dice)  # noqa: S311 - a profile, no secret
        self.roll = self.dice.random
        self.fullness = self.roll()
        """How much this member likes to write: some leave nearly everything out."""
        self.speaks_own = bool(person.people.lines) and self.roll() < 0.5
        self.lines = list[str]()

    def write_file(self, friends: Sequence[str]) -> bytes:
        """Write the whole file."""
        # Topics of offers and asks differ; nobody asks for what they offer.
        offers = self._count(1, 6)
        topics = self.slugs["topics"].draw(offers + self._count(0, 4), self.dice)
        self._introduce()
        self._list("values", self.slugs["values"].draw(self._count(1, 5), self.dice))
        self._help("can_help_with", topics[:offers], "notes")
        self._help("want_help_with", topics[offers:], "wishes")
        self._list("same_boat", self.slugs["situations"].draw(self._count(0, 3), self.dice))
        self._texts("ask_me_about", [self._say_own("about", 60) for _ in range(self._count(0, 6))])
        self._list("open_to", self.dice.sample(_OPEN_TO, self._count(0, 6)))
        self._addresses()
        self._bio()
        self._circumstances(friends)
        return ("\n".join(self.lines) + "\n").encode()

    # Each of these adds lines.

    def _introduce(self) -> None:
        people = self.person.people
        self.lines.append(f"name: {_scalar(self._name())}")
        if self._likes(0.5):
            self.lines.append(f"pronouns: {_scalar(self._pick(self.words.pronouns))}")
        if self._likes(0.85):
            self.lines.append(f"tagline: {_scalar(self._say_own('taglines', 100))}")
        if self._likes(0.8):
            self.lines.append(f"location: {_scalar(self._fill(self._pick(people.locations), 60))}")
        if self._likes(0.8):
            self.lines.append(f"timezone: {self._pick(people.zones)}")
        if self._likes(0.9):
            rolls = [self.roll() ** 2 for _ in range(self._count(1, 8))]
            self._list(
                "languages",
                dict.fromkeys(people.languages[int(roll * len(people.languages))] for roll in rolls),
            )

    def _help(self, key: str, topics: Sequence[str], notes: str) -> None:
        if topics:
            self.lines.append(f"{key}:")
        for topic in topics:
            self.lines.append(f"  - topic: {topic}")
            if self._likes(0.6):
                self.lines.append(f"    note: {_scalar(self._say_own(notes, 140))}")
            if key == "can_help_with" and self._likes(0.5):
                self.lines.append(f"    how: {self._pick(_HOW)}")
            if self.roll() < 0.08:
                self.lines.append(f"    until: {REFERENCE + timedelta(days=int(self.roll() * 600) - 150)}")

    def _addresses(self) -> None:
        handle, words = self.person.handle, self.words
        host = f"{handle}.example.org" if self.roll() < 0.5 else self._pick(words.hosts)
        for number in range(self._count(0, 4)):
            self.lines += ["read_first:"][number:]
            self.lines.append(f"  - url: https://{host}/{self._pick(words.things)}/")
            if self._likes(0.9):
                self.lines.append(f"    title: {_scalar(self._say('titles', 80))}")
            if self.roll() < 0.25:
                self.lines.append(f"    feed: https://{host}/feed.xml")
        for number in range(self._count(0, 6)):
            self.lines += ["links:"][number:]
            self.lines.append(f"  - url: https://{self._pick(words.hosts)}/@{handle}")
            self.lines.append(f"    label: {_scalar(self._say('labels', 40))}")
        if self._likes(0.6):
            self.lines += ["say_hi:", f"  url: https://{host}/hi/{handle}"]
            if self.roll() < 0.6:
                self.lines.append(f"  note: {_scalar(self._say_own('greetings', 140))}")

    def _bio(self) -> None:
        if not self._likes(0.95):
            return
        text = self._say_own("sentences", _SENTENCE)
        for _ in range(self._count(0, 7)):
            if len(text) < _BIO - _SENTENCE:
                gap = (
                    "\n\n" if self.roll() < 0.15 else " " if text[-1].isascii() else self.person.people.joiner
                )
                text += gap + self._say_own("sentences", _SENTENCE)
        if self.roll() < 0.3:
            text += "\n\n" + self._say("markdown", 150)
        if "\n" in text or self.roll() < 0.5:
            self.lines += ["bio: |", *(f"  {line}".rstrip() for line in text.split("\n"))]
        else:
            self.lines.append(f"bio: {_scalar(text)}")

    def _circumstances(self, friends: Sequence[str]) -> None:
        if self.roll() < 0.02:
            self.lines.append(f"photo: drawing-{int(self.roll() * _DRAWINGS)}.png")
        if (mood := self.roll()) < 0.25:
            availability = "paused" if mood < 0.03 else "limited" if mood < 0.15 else "open"
            self.lines.append(f"availability: {availability}")
        if self._likes(0.6):
            self.lines.append(f"confirmed: {REFERENCE - timedelta(days=int(900 * self.roll() ** 2)):%Y-%m}")
        self._list("friends", friends)
        if self.roll() < 0.08:
            self.lines += ["visibility:", f"  ai: {self._pick(('true', 'false'))}"]
            if self.roll() < 0.4:
                self.lines.append("  search_engines: false")
        self.lines.append("sample: true")

    def _list(self, key: str, items: Collection[str]) -> None:
        if items:
            self.lines.append(f"{key}: [{', '.join(items)}]")

    def _texts(self, key: str, texts: Sequence[str]) -> None:
        if texts:
            self.lines += [f"{key}:", *(f"  - {_scalar(text)}" for text in dict.fromkeys(texts))]

    # And these choose words.

    def _likes(self, chance: float) -> bool:
        if not _BARE < self.fullness < _LAVISH:
            return self.fullness >= _LAVISH
        return self.roll() < chance * min(1, 0.35 + 1.3 * self.fullness)

    def _count(self, least: int, most: int) -> int:
        if not _BARE < self.fullness < _LAVISH:
            return most if self.fullness >= _LAVISH else least
        return least + int((most - least + 1) * self.roll() ** 1.1 * min(1, 0.35 + 1.1 * self.fullness))

    def _pick(self, choices: Sequence[_T]) -> _T:
        return choices[int(self.roll() * len(choices))]

    def _name(self) -> str:
        first, last, people = self.person.first, self.person.last, self.person.people
        form = self.roll()
        if form < 0.01:
            return first
        if people.second and self.roll() < 0.5:
            first = f"{first}{people.joiner}{self._pick(people.second)}"
        if form < 0.09:
            last = f"{self._pick(people.last)}-{last}"
        elif form < 0.12:
            first = f'{first} "{self._pick(self.words.things).capitalize()}"'
        elif form < 0.16 and not people.family_first:
            first = f"{first} {self._pick(people.first)[0][0]}."
        elif form < 0.17:
            first = " ".join(self._pick(people.first)[0] for _ in range(5))
        return _cut(people.joiner.join((last, first) if people.family_first else (first, last)), 60)

    def _say(self, kind: str, limit: int) -> str:
        text = self._fill(self._pick(self.words.english[kind]), limit)
        return text[0].upper() + text[1:]

    def _say_own(self, kind: str, limit: int) -> str:
        if self.speaks_own and self.roll() < 0.7:
            return self._fill(self._pick(self.person.people.lines), limit)
        return self._say(kind, limit)

    def _fill(self, template: Template, limit: int) -> str:
        roll = self.roll
        return _cut("".join([text + words[int(roll() * len(words))] for text, words in template]), limit)


def _cut(text: str, limit: int) -> str:
    """Shorten `text` to `limit` characters, at a space."""
    return text if len(text) <= limit else text[:limit].rpartition(" ")[0].rstrip() or text[:limit]


def _scalar(text: str) -> str:
    """Write one line of text as YAML, plain where that is safe."""
    safe = text[0].isalpha() and text[-1] != ":" and ": " not in text and " #" not in text
    return text if safe and text.lower() not in _SWITCHES else "'" + text.replace("'", "''") + "'"
