"""A whole community, or the files that somebody changed: read, checked one by one, then against each other."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from .across import across
from .cache import NO_CACHE, Cache
from .photos import FOLDER
from .portraits import check_photos, photos_among, unused_photos
from .problems import Problem, errors
from .profiles import (
    NOTHING_KNOWN,
    Checked,
    Known,
    MemberPath,
    Profile,
    check_member,
    handle_of,
    member_files,
    member_paths,
)
from .schema import MemberSchema, read_schema
from .workers import Meanwhile, map_forked, usable_processes

_CHUNK = 200
"""Members a piece of work: small enough to share evenly, large enough that sharing costs nothing."""

_KEPT = "profiles"
"""What the cache calls the profiles in which nothing was wrong."""

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""


def no_progress(what: str, done: int, total: int) -> None:
    """Say nothing."""


@dataclass(frozen=True, slots=True)
class Community:
    """Where a community's files are, and what the reports call those places."""

    members: Path
    schema: Path
    members_name: str
    schema_name: str

    @staticmethod
    def at(members: Path, schema: Path, base: Path) -> Community:
        """The community of these two folders, named as seen from `base`."""
        return Community(members, schema, shown_path(members, base), shown_path(schema, base))

    @property
    def photos(self) -> Path:
        """Where its members' photos are."""
        return self.members / FOLDER


def shown_path(path: Path, base: Path) -> str:
    """`path` as a person standing in `base` would write it."""
    try:
        return path.absolute().relative_to(base.absolute()).as_posix()
    except ValueError:
        return path.as_posix()


@dataclass(frozen=True)
class CheckedCommunity:
    """What checking gave."""

    schema: MemberSchema | None
    """None where the schema or a vocabulary is broken: then nothing can be said of members."""
    profiles: tuple[Profile, ...]
    """Those without errors, by handle."""
    problems: tuple[Problem, ...]
    """Sorted."""
    checked: int
    """How many profiles were looked at."""

    @property
    def has_errors(self) -> bool:
        """Whether anything kept a member, or everybody, out."""
        return bool(errors(self.problems))


@dataclass(frozen=True)
class Checking:
    """A community of which every file has been read, and whose members are just being held against each other."""

    schema: MemberSchema | None
    """None where the schema or a vocabulary is broken."""
    profiles: tuple[Profile, ...]
    """Those without errors, by handle: what members are beside each other keeps nobody out."""
    _checked: int
    _problems: Sequence[Problem]
    _beside: Meanwhile[Callable[[], list[Problem]], list[Problem]]

    def finish(self) -> CheckedCommunity:
        """Wait for all of it."""
        problems = [*self._problems, *chain.from_iterable(self._beside.results())]
        return CheckedCommunity(self.schema, self.profiles, tuple(sorted(problems)), self._checked)


def check_community(
    community: Community,
    named: Sequence[Path] = (),
    processes: int = 0,
    progress: Progress = no_progress,
    cache: Cache = NO_CACHE,
) -> CheckedCommunity:
    """Check the files `named`, or everybody; what `cache` knows to be fine is not looked at again.

    Of members that are not named only the file names are looked at, so that nobody's mistake reddens another's pull
    request. A file of the schema among those named widens the check to everybody, since taking a topic out breaks
    profiles.
    """
    return begin_check(community, named, processes, progress, cache).finish()


def begin_check(
    community: Community,
    named: Sequence[Path] = (),
    processes: int = 0,
    progress: Progress = no_progress,
    cache: Cache = NO_CACHE,
) -> Checking:
    """Do what `check_community` does, but for what is wrong between members of a large community: that is under way."""
    schema, problems = read_schema(community.schema, community.schema_name)
    if schema is None:
        return Checking(None, (), 0, problems, Meanwhile(_call, (), 0))
    to_check = members_to_check(community, named)
    paths = to_check.paths
    known = _known(cache, schema)
    checked = sorted(
        check_members(paths, schema, processes, progress, known), key=lambda each: each.member.file_name
    )

    def beside() -> list[Problem]:
        return list(across(checked, to_check.handles, is_whole=to_check.is_whole))

    def keep() -> list[Problem]:
        if to_check.is_whole:
            _keep(cache, schema, checked, known)
        return []

    spare = usable_processes(processes) - 1 if len(paths) > _CHUNK else 0
    under_way = Meanwhile(_call, [beside, keep], min(spare, 1))
    found = [*problems, *(problem for each in checked for problem in each.problems)]
    photos = check_photos(
        checked, photos_among(named, community.members, community.members_name), processes, cache
    )
    found += photos.problems
    if to_check.is_whole:
        found += unused_photos(checked, community.members, community.members_name)
    profiles = tuple(
        each.profile for each in checked if each.profile and each.profile.handle not in photos.broken
    )
    return Checking(schema, profiles, len(paths), found, under_way)


def _call(work: Callable[[], list[Problem]]) -> list[Problem]:
    return work()


def _known(cache: Cache, schema: MemberSchema) -> Known:
    """The profiles that this very code found fine by this very schema."""
    kept = cache.load(_KEPT)
    return kept[1] if kept and kept[0] == schema.digest else NOTHING_KNOWN


def _keep(cache: Cache, schema: MemberSchema, checked: Sequence[Checked], known: Known) -> None:
    fine = {each.content: each.profile.fields for each in checked if each.profile and not each.problems}
    if fine.keys() != known.keys():
        cache.save(_KEPT, (schema.digest, fine))


class ToCheck(NamedTuple):
    """Whom a check is about."""

    paths: Sequence[MemberPath]
    handles: Sequence[str]
    """Of everybody in the community."""
    is_whole: bool


def members_to_check(community: Community, named: Sequence[Path]) -> ToCheck:
    """The members among the paths `named`, or everybody; a path elsewhere counts if it is called like a profile."""
    folder, shown = community.members, community.members_name
    file_names = member_files(folder)
    handles = [handle_of(name) for name in file_names]
    if not named or any(_is_inside(path, community.schema) for path in named):
        return ToCheck(list(member_paths(folder, shown, file_names)), handles, is_whole=True)
    home = folder.resolve()
    here = {path for path in named if path.absolute().parent.resolve() == home}
    wanted = {path.name for path in here}.intersection(file_names)
    known = {member.file_name: member for member in member_paths(folder, shown, file_names, wanted)}
    found = []
    for path in named:
        member = known.get(path.name) if path in here else None
        if member is None and path.suffix.lower() in (".yml", ".yaml"):
            member = MemberPath(str(path), shown_path(path, Path()))
        if member is not None:
            found.append(member)
    return ToCheck(list(dict.fromkeys(found)), handles, is_whole=False)


def _is_inside(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())


def check_members(
    paths: Sequence[MemberPath],
    schema: MemberSchema,
    processes: int = 0,
    progress: Progress = no_progress,
    known: Known = NOTHING_KNOWN,
) -> Iterator[Checked]:
    """Check the members of `paths`, in no promised order; of files that are `known` to be fine the bytes are enough."""
    schema.validator  # noqa: B018 - compiled here, once, so that no child has to
    chunks = [paths[start : start + _CHUNK] for start in range(0, len(paths), _CHUNK)]

    def check_chunk(number: int) -> tuple[int, bytes, list[Checked]]:
        checked = [check_member(path, schema, known) for path in chunks[number]]
        # Plain data travels between processes in a quarter of the time that objects take, and what the other side
        # knows need not travel.
        fields = [
            (each.content, None if each.content in known else each.profile.fields)
            if each.profile and not each.problems
            else None
            for each in checked
        ]
        return number, marshal.dumps(fields), [each for each in checked if each.problems]

    # Forking costs about what 200 profiles cost to check.
    usable = usable_processes(processes) if len(chunks) > 1 else 1
    done = 0
    for number, packed, with_problems in map_forked(check_chunk, range(len(chunks)), usable):
        done += len(chunks[number])
        progress("Reading profiles", done, len(paths))
        yield from with_problems
        for member, found in zip(chunks[number], marshal.loads(packed), strict=True):  # noqa: S302 - packed just above
            if found is not None:
                content, fields = found
                yield Checked(member, Profile(member.handle, fields or known[content], content), (), content)
