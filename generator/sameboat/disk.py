"""Output files onto the disk."""

from __future__ import annotations

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
        target = Path(base + file.address)
        if not _holds(target, file.content):
            target.write_bytes(file.content)
        count += 1
        size += len(file.content)
    return Written(count, size)


def _holds(target: Path, content: bytes) -> bool:
    try:
        if target.stat().st_size != len(content):
            return False
        return target.read_bytes() == content
    except FileNotFoundError:
        return False
