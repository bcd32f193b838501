"""A second reader of the search index, written after docs/manual/search.md: what tests see of it in Python."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any


class Bytes:
    """Bytes, and a place in them that moves on."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.place = 0

    def varint(self) -> int:
        number = shift = 0
        while True:
            byte = self.content[self.place]
            self.place += 1
            number |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return number

    def varints(self, count: int) -> list[int]:
        return [self.varint() for _ in range(count)]

    def rising(self) -> list[int]:
        found, last = [], 0
        for _ in range(self.varint()):
            last += self.varint()
            found.append(last)
        return found

    def take(self, length: int) -> bytes:
        self.place += length
        return self.content[self.place - length : self.place]

    def dictionary(self) -> Iterator[tuple[str, Bytes]]:
        words, before = [], b""
        for _ in range(self.varint()):
            before = before[: self.varint()] + self.take(self.varint())
            words.append(before.decode())
        lengths = self.varints(len(words))
        return iter([(word, Bytes(self.take(length))) for word, length in zip(words, lengths, strict=True)])


@dataclass(frozen=True)
class SearchIndex:
    """The index of a site; `file` gives the bytes of one of its files, seen from the manifest."""

    file: Callable[[str], bytes]
    manifest: Mapping[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "manifest", json.loads(self.file("index.json")))
        assert self.manifest["version"] == 2

    def read(self, path: str) -> Bytes:
        return Bytes(gzip.decompress(self.file(path)))

    def lists(self, kind: str) -> list[Any]:
        shape = self.manifest[kind]
        files = range(-(-self.manifest["count"] // shape["size"]))
        return [
            item
            for number in files
            for item in json.loads(self.read(f"{shape['folder']}{number}.bin").content)
        ]

    @cached_property
    def cards(self) -> list[list[str]]:
        return self.lists("cards")

    @cached_property
    def handles(self) -> list[str]:
        return [handle for handle, _, _ in self.cards]

    @property
    def facets(self) -> list[dict[str, Any]]:
        return self.manifest["facets"]

    def facet(self, name: str) -> dict[str, Any]:
        return next(facet for facet in self.facets if facet["name"] == name)

    def columns(self, content: Bytes, count: int) -> dict[str, list[list[int]]]:
        found = {}
        for facet in self.facets:
            lengths = content.take(count)
            total = sum(lengths)
            codes = list(content.take(total))
            if len(facet["options"]) > 256:
                codes = [low | high << 8 for low, high in zip(codes, content.take(total), strict=True)]
            flat = iter(codes)
            found[facet["name"]] = [[next(flat) for _ in range(length)] for length in lengths]
        return found

    @cached_property
    def picked(self) -> dict[str, list[list[int]]]:
        """By facet and member, the numbers of their options."""
        return self.columns(self.read(self.manifest["core"]), self.manifest["count"])

    def options_of(self, handle: str, facet: str) -> list[dict[str, Any]]:
        options = self.facet(facet)["options"]
        return [options[number] for number in self.picked[facet][self.handles.index(handle)]]

    def words(self, kind: str, lists: int) -> dict[str, list[list[int]]]:
        shape = self.manifest[kind]
        found = {}
        for number, start in enumerate(shape["starts"]):
            shard = list(self.read(f"{shape['folder']}{number}.bin").dictionary())
            assert shard[0][0] == start
            found |= {word: [value.rising() for _ in range(lists)] for word, value in shard}
        return found

    @cached_property
    def names(self) -> dict[str, list[list[int]]]:
        return self.words("names", 1)

    @cached_property
    def texts(self) -> dict[str, list[list[int]]]:
        """By word, who says it in a text of weight 3, 2 and 1."""
        return self.words("texts", 3)

    def words_of(self, handle: str, weight: int | None = None) -> set[str]:
        """What a member is found by: in texts of one weight, or all of them and the name."""
        member = self.handles.index(handle)
        if weight is None:
            every = [self.words_of(handle, each) for each in (3, 2, 1)]
            return set().union(*every, {word for word, [people] in self.names.items() if member in people})
        return {word for word, lists in self.texts.items() if member in lists[3 - weight]}
