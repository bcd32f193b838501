"""Who shows which photo, and what is wrong between the profiles and the folder of photos."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from .cache import NO_CACHE, Cache
from .documents import problem_at
from .photos import ENDINGS, FOLDER, photo_digest, read_photo
from .problems import Problem, errors
from .profiles import Checked, MemberPath, Profile, read_member
from .suggestions import closest
from .workers import map_forked, usable_processes

PHOTO = "photo"
_KEPT = "photos"
"""What the cache calls the photos in which nothing was wrong."""
_FEW = 16
"""So many photos are read in the time it takes to fork."""


@dataclass(frozen=True, slots=True)
class CheckedPhotos:
    """What checking photos gave."""

    problems: tuple[Problem, ...]
    broken: frozenset[str]
    """The handles of those whose photo cannot be shown."""


class PhotoPath(NamedTuple):
    """A file that claims to be a photo, not yet opened."""

    path: Path
    name: str
    """The path as people are to read it."""


def photo_name(profile: Profile) -> str | None:
    """The name of the photo's file that `profile` gives, if it gives one."""
    name = profile.fields.get(PHOTO)
    return name if isinstance(name, str) else None


def _photo_in_draft(member: MemberPath) -> str | None:
    """The photo that a file with mistakes names, so that all there is to mend is told at once."""
    try:
        data = read_member(member).data
    except OSError:
        return None
    name = data.get(PHOTO) if isinstance(data, dict) else None
    return name if isinstance(name, str) and PurePosixPath(name).suffix in ENDINGS else None


def photos_among(named: Sequence[Path], members: Path, members_name: str) -> list[PhotoPath]:
    """Those of the paths `named` that are in the folder of photos beside the profiles in `members`."""
    folder = (members / FOLDER).resolve()
    return [
        PhotoPath(path, f"{members_name}/{FOLDER}/{path.name}")
        for path in named
        if path.absolute().parent.resolve() == folder
    ]


def check_photos(
    checked: Sequence[Checked],
    others: Sequence[PhotoPath] = (),
    processes: int = 0,
    cache: Cache = NO_CACHE,
) -> CheckedPhotos:
    """Check the photos that the members `checked` name, each file once, and `others`.

    Those that `cache` knows to be fine are not opened again: to look at every pixel takes its time.
    """
    owners: dict[PhotoPath, list[Checked]] = {photo: [] for photo in others}
    problems: list[Problem] = []
    broken: set[str] = set()
    for each in checked:
        name = photo_name(each.profile) if each.profile else _photo_in_draft(each.member)
        if name is None:
            continue
        photo = _beside(each.member, name)
        # A community's own schema may let names through that lead out of the folder.
        if "/" not in name and os.path.lexists(photo.path):
            owners.setdefault(photo, []).append(each)
        else:
            problems.append(_missing(each.member, name))
            broken.add(each.member.handle)
    known = frozenset(cache.load(_KEPT) or ())
    fine: set[bytes] = set()
    for photo, found, key in _read_all(list(owners), processes, known):
        if key and not found:
            fine.add(key)
        problems += found
        if errors(found):
            broken.update(each.member.handle for each in owners[photo])
    if fine != known:
        cache.save(_KEPT, sorted(fine))
    return CheckedPhotos(tuple(sorted(problems)), frozenset(broken))


def _beside(member: MemberPath, name: str) -> PhotoPath:
    """The photo called `name` in the folder beside the file of `member`."""
    folder = member.name.rpartition("/")[0]
    shown = f"{folder}/{FOLDER}/{name}" if folder else f"{FOLDER}/{name}"
    return PhotoPath(member.path.parent / FOLDER / name, shown)


def _missing(member: MemberPath, name: str) -> Problem:
    there = [path.name for path in _pictures(member.path.parent / FOLDER)]
    # Nearer than for other words: the wrong photo is somebody else's face.
    meant = closest(name, there, 85)
    hint = f"Did you mean {meant}?" if meant else "Put it there, or take this line out."
    message = f"There is no file {_beside(member, name).name}."
    return read_member(member).problem("photo-missing", message, (PHOTO,), hint=hint)


def _read_all(
    photos: Sequence[PhotoPath], processes: int, known: Collection[bytes]
) -> Iterator[tuple[PhotoPath, tuple[Problem, ...], bytes]]:
    """What is wrong with each of `photos`, in no promised order, and its digest; nothing with those in `known`."""

    def read(photo: PhotoPath) -> tuple[PhotoPath, tuple[Problem, ...], bytes]:
        key = photo_digest(photo.path)
        return photo, () if key in known else read_photo(photo.path, photo.name)[1], key

    yield from map_forked(read, photos, usable_processes(processes) if len(photos) > _FEW else 1)


def unused_photos(checked: Sequence[Checked], members: Path, members_name: str) -> Iterator[Problem]:
    """A problem for each photo in the folder that nobody among all members, `checked`, names.

    Silent when a profile could not be read, since that may be the one that names it.
    """
    if any(each.profile is None for each in checked):
        return
    used = {photo_name(each.profile) for each in checked if each.profile}
    for path in _pictures(members / FOLDER):
        if path.name in used:
            continue
        name = f"{members_name}/{FOLDER}/{path.name}"
        # It is in the repository all the same, so anybody could read where it was taken.
        found = [problem for problem in read_photo(path, name)[1] if problem.code == "photo-location"]
        hint = "Delete it, or name it in a profile."
        yield from found or [problem_at(name, "photo-unused", "No profile names this photo.", hint)]


def _pictures(folder: Path) -> list[Path]:
    """The files in `folder` that are called like a photo, by name."""
    try:
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in entries)
    except OSError:
        return []
    endings = (*ENDINGS, ".jpeg")
    return [folder / name for name in names if name.lower().endswith(endings) and not name.startswith(".")]
