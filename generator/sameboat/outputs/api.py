"""The directory as data: what stands in the files, in shards of a hundred."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from math import ceil
from typing import Any

from .. import addresses
from ..directory import Directory
from ..profiles import Profile
from ..schema import ITEMS, Leaf
from .output_file import OutputFile, json_file

VERSION = 1


def shard_count(directory: Directory) -> int:
    """How many shards there are; a community of nobody has none."""
    return ceil(len(directory.profiles) / addresses.MEMBERS_A_SHARD)


class Shards:
    """The shards of the API, counted from 1."""

    def __init__(self, directory: Directory) -> None:
        self._profiles = directory.profiles
        self._known = {profile.handle for profile in directory.profiles}
        self._lists = [
            each.name
            for each in directory.schema.properties
            for leaf in each.leaves
            if _is_list_of_handles(leaf)
        ]

    def members(self, number: int) -> list[dict[str, Any]]:
        """What one of them tells."""
        return [
            {"handle": profile.handle, **_without_leavers(profile.fields, self._lists, self._known)}
            for profile in _in_shard(self._profiles, number)
        ]

    def build(self, number: int) -> Iterator[OutputFile]:
        """One of them."""
        yield json_file(addresses.api_shard(number), {"version": VERSION, "members": self.members(number)})


def _is_list_of_handles(leaf: Leaf) -> bool:
    return leaf.role == "handle" and leaf.path == (ITEMS,)


def _without_leavers(
    fields: Mapping[str, Any], lists: Sequence[str], known: AbstractSet[str]
) -> Mapping[str, Any]:
    """`fields` without handles that are nobody's here: a friend's file may still name somebody who has left."""
    if not any(name in fields for name in lists):
        return fields
    strangers = [name for name in lists if name in fields and not known >= set(fields[name])]
    return {**fields, **{name: [each for each in fields[name] if each in known] for name in strangers}}


def build(directory: Directory) -> Iterator[OutputFile]:
    """The entrance to the shards, and the schema that describes a member."""
    shards = []
    for number in range(1, shard_count(directory) + 1):
        inside = _in_shard(directory.profiles, number)
        name = addresses.api_shard(number).rpartition("/")[2]
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
