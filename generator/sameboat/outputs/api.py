"""The directory as data: what stands in the files, in shards of a hundred."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import ceil
from typing import Any

from .. import addresses
from ..directory import Directory
from ..profiles import Profile
from ..properties import ITEMS, Leaf
from .output_file import OutputFile, json_file, packed_json_file

VERSION = 1
MOST_PLAIN = 30_000
"""So many members are told of in plain JSON. Of more, shards are gzip files: what a static host counts is what lies
there, however it is sent, and a hundred thousand profiles in plain JSON are 130 MB (GitHub Pages holds 1 GB)."""


def shard_count(directory: Directory) -> int:
    """How many shards there are; a community of nobody has none."""
    return ceil(len(directory.profiles) / addresses.MEMBERS_A_SHARD)


class Shards:
    """The shards of the API, counted from 1."""

    def __init__(self, directory: Directory) -> None:
        self._profiles = directory.profiles
        self._is_packed = _is_packed(directory)
        self._known = {profile.handle for profile in directory.profiles}
        self._lists = [
            each.name
            for each in directory.schema.properties
            for leaf in each.leaves
            if _is_list_of_handles(leaf)
        ]

    def address(self, number: int) -> str:
        """Where one of them stands."""
        return addresses.api_shard(number, is_packed=self._is_packed)

    def members(self, number: int) -> Sequence[Profile]:
        """Whom one of them tells of."""
        return _in_shard(self._profiles, number)

    def strangers(self, number: int) -> list[str]:
        """Handles in the lists of its members that are nobody's here: a file may still name a friend who has left."""
        told: Iterable[Mapping[str, Any]] = (profile.fields for profile in self.members(number))
        named = (handle for fields in told for name in self._lists for handle in fields.get(name, ()))
        return [handle for handle in named if handle not in self._known]

    def build(self, number: int) -> Iterator[OutputFile]:
        """One of them."""
        write = packed_json_file if self._is_packed else json_file
        members = [{"handle": profile.handle, **self._told(profile)} for profile in self.members(number)]
        yield write(self.address(number), {"version": VERSION, "members": members})

    def _told(self, profile: Profile) -> Mapping[str, Any]:
        """What is told of somebody: all that they said, but for strangers."""
        fields: Mapping[str, Any] = profile.fields
        with_strangers = [
            name for name in self._lists if name in fields and not self._known >= set(fields[name])
        ]
        if not with_strangers:
            return fields
        return {
            **fields,
            **{name: [each for each in fields[name] if each in self._known] for name in with_strangers},
        }


def _is_packed(directory: Directory) -> bool:
    return len(directory.profiles) > MOST_PLAIN


def _is_list_of_handles(leaf: Leaf) -> bool:
    return leaf.role == "handle" and leaf.path == (ITEMS,)


def build(directory: Directory) -> Iterator[OutputFile]:
    """The entrance to the shards, and the schema that describes a member."""
    shards = []
    for number in range(1, shard_count(directory) + 1):
        inside = _in_shard(directory.profiles, number)
        name = addresses.api_shard(number, is_packed=_is_packed(directory)).rpartition("/")[2]
        shards.append({"url": name, "first": inside[0].handle, "last": inside[-1].handle})
    yield json_file(
        addresses.API,
        {
            "version": VERSION,
            "count": len(directory.profiles),
            "schema": addresses.relative(addresses.API, addresses.MEMBER_SCHEMA),
            "shards": shards,
        },
    )
    yield OutputFile(addresses.MEMBER_SCHEMA, directory.schema.generated().encode())


def _in_shard(profiles: Sequence[Profile], number: int) -> Sequence[Profile]:
    start = (number - 1) * addresses.MEMBERS_A_SHARD
    return profiles[start : start + addresses.MEMBERS_A_SHARD]
