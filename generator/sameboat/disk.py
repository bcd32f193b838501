"""Output files onto the disk."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from .outputs.output_file import OutputFile


class Written(NamedTuple):
    """What a piece of work put on the disk."""

    files: int
    bytes: int

    def __add__(self, other: object) -> Written:
        if not isinstance(other, Written):
            return NotImplemented
        return Written(self.files + other.files, self.bytes + other.bytes)


def write(site: Path, files: Iterable[OutputFile]) -> Written:
    """Write `files` below the folder `site`; a file that already holds the same bytes is left alone.

    Raises OSError when the disk does not take one.
    """
    count = size = 0
    made: set[str] = set()
    base = f"{site}/"
    for file in files:
        folder = file.address.rpartition("/")[0]
        if folder not in made:
            Path(base + folder).mkdir(parents=True, exist_ok=True)
            made.add(folder)
        _put(base + file.address, file.content)
        count += 1
        size += len(file.content)
    return Written(count, size)


def _put(target: str, content: bytes) -> None:
    # The folder is empty or nearly so, so most files are new; to write without a look first, and without the comforts
    # of pathlib, takes a third of the time.
    try:
        _create(target, content)
    except FileExistsError:
        existing = Path(target)
        if existing.stat().st_size == len(content) and existing.read_bytes() == content:
            return
        # Never into the file itself: it may be the same one, by a second name, that the last site still shows.
        existing.unlink()
        _create(target, content)


def _create(target: str, content: bytes) -> None:
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
    try:
        left = memoryview(content)
        while left:
            left = left[os.write(descriptor, left) :]
    except OSError as error:
        error.filename = target
        raise
    finally:
        os.close(descriptor)
