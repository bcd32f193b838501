"""Output files onto the disk, and what did not change from the last site into the new one."""

from __future__ import annotations

import marshal
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from .outputs.output_file import OutputFile


class Written(NamedTuple):
    """What a piece of work put on the disk."""

    files: int
    bytes: int
    linked: int = 0
    """Of the files, how many are those of the last site."""

    def __add__(self, other: object) -> Written:
        if not isinstance(other, Written):
            return NotImplemented
        return Written(self.files + other.files, self.bytes + other.bytes, self.linked + other.linked)


Stamp = tuple[str, int, int]
"""A file as it was written: its address, its size, and when that was, in nanoseconds."""
Made = tuple[bytes, tuple[Stamp, ...]]
"""The finer key of a unit, and its files."""


def _no_finer_key() -> bytes:
    return b""


class Unit(NamedTuple):
    """Files that are made together, filed under a digest of everything that they are made of."""

    key: bytes
    make: Callable[[], Iterable[OutputFile]]
    finer: Callable[[], bytes] = _no_finer_key
    """A digest that changes less often than the key, and takes longer to work out."""


@dataclass(frozen=True)
class LastSite:
    """The site as the last build left it, and what is in it."""

    folder: Path | None = None
    made: Mapping[bytes, Made] = field(default_factory=dict)
    """By the key of a unit."""

    @staticmethod
    def of(folder: Path, made: Any) -> LastSite:
        """The site in `folder`, of which `put` told in parts; None where nobody knows."""
        known: dict[bytes, Made] = {}
        for part in made or ():
            known |= marshal.loads(part)  # noqa: S302 - `put` wrote it, and the cache has seen to it
        return LastSite(folder, known)

    def knows(self, unit: Unit) -> bool:
        """Whether the files of `unit` can be found by its key alone."""
        return unit.key in self.made

    @cached_property
    def _made_finer(self) -> Mapping[bytes, tuple[Stamp, ...]]:
        return {finer: stamps for finer, stamps in self.made.values() if finer}

    def take(self, unit: Unit, site: Path) -> tuple[Made | None, bytes]:
        """Let the files of `unit` be below `site` as well; None where there are none, or not as we wrote them.

        Also the unit's finer key, if it had to be worked out.
        """
        made = self.made.get(unit.key)
        if made is not None and self._link(made[1], site):
            return made, made[0]
        finer = unit.finer()
        stamps = self._made_finer.get(finer)
        if stamps is not None and self._link(stamps, site):
            return (finer, stamps), finer
        return None, finer

    def _link(self, stamps: Iterable[Stamp], site: Path) -> bool:
        """Give files of this site a second name below `site`; whether all are as they were written."""
        try:
            for address, size, written in stamps:
                status = os.stat(f"{self.folder}/{address}", follow_symlinks=False)  # noqa: PTH116 - a third of the time
                if status.st_size != size or status.st_mtime_ns != written:
                    return False
            for address, *_ in stamps:
                _link(f"{self.folder}/{address}", f"{site}/{address}")
        except OSError:
            return False
        return True


NO_SITE = LastSite()


def put(site: Path, units: Iterable[Unit], last: LastSite) -> tuple[Written, bytes]:
    """Let the files of `units` be below the folder `site`: those of the last site where it has them, else made anew.

    What also comes out is for `LastSite.of` in the next build. Raises OSError when the disk does not take one.
    """
    total = Written(0, 0)
    all_made: dict[bytes, Made] = {}
    folders: set[str] = set()
    for unit in units:
        made, finer = last.take(unit, site)
        if made is None:
            made = finer, tuple([_put(site, file, folders) for file in unit.make()])
            total += Written(len(made[1]), sum(size for _, size, _ in made[1]))
        else:
            total += Written(len(made[1]), 0, len(made[1]))
        all_made[unit.key] = made
    # Packed, since nobody in this build looks into it.
    return total, marshal.dumps(all_made)


def pack(key: bytes) -> bytes:
    """What `put` would tell of a unit without files."""
    return marshal.dumps({key: (b"", ())})


def write(site: Path, files: Iterable[OutputFile]) -> Written:
    """Write `files` below the folder `site`; a file that already holds the same bytes is left alone.

    Raises OSError when the disk does not take one.
    """
    folders: set[str] = set()
    stamps = [_put(site, file, folders) for file in files]
    return Written(len(stamps), sum(size for _, size, _ in stamps))


def _put(site: Path, file: OutputFile, folders: set[str]) -> Stamp:
    """Write one file; `folders` are those that are known to be there."""
    address, content = file.address, file.content
    folder = address.rpartition("/")[0]
    if folder not in folders:
        (site / folder).mkdir(parents=True, exist_ok=True)
        folders.add(folder)
    target = f"{site}/{address}"
    # The folder is empty or nearly so, so most files are new; to write without a look first, and without the comforts
    # of pathlib, takes a third of the time.
    try:
        return address, *_create(target, content)
    except FileExistsError:
        existing = Path(target)
        status = existing.stat()
        if status.st_size == len(content) and existing.read_bytes() == content:
            return address, status.st_size, status.st_mtime_ns
        # Never into the file itself: it may be the same one, by a second name, that the last site still shows.
        existing.unlink()
        return address, *_create(target, content)


def _create(target: str, content: bytes) -> tuple[int, int]:
    """Write a new file: its size, and when it was written."""
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
    try:
        left = memoryview(content)
        while left:
            left = left[os.write(descriptor, left) :]
        status = os.fstat(descriptor)
    except OSError as error:
        error.filename = target
        raise
    finally:
        os.close(descriptor)
    return status.st_size, status.st_mtime_ns


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target, follow_symlinks=False)
    except FileNotFoundError:
        Path(target).parent.mkdir(parents=True, exist_ok=True)
        os.link(source, target, follow_symlinks=False)
    except FileExistsError:
        # MkDocs wrote a page of the same address; what is stamped goes before.
        Path(target).unlink()
        os.link(source, target, follow_symlinks=False)
