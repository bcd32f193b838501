"""What one build found out, kept for the next one below `.cache/sameboat/`.

Everything is filed under a digest of what it was made of, the generator's own code included, so nothing here can be
out of date: what is not found is worked out again. A file that is missing, cut off, of another version or not ours at
all counts as not found, and one that cannot be written is not kept. So the folder can be deleted at any time.
"""

from __future__ import annotations

import marshal
import os
import sys
import time
import zoneinfo
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

FOLDER = ".cache/sameboat"
"""Seen from the folder of mkdocs.yml."""

SIZE = 16
"""Bytes of a digest."""
_MAGIC = b"sameboat 1\n"
_KEPT_FOR = 30 * 86_400
"""Seconds after which something that nobody asked for is removed."""
_CANONICAL = 2
"""The version of marshal's format that writes equal values as equal bytes: later ones look at who else holds them."""


def digest(*parts: bytes) -> bytes:
    """A digest of `parts`, each with its length, so that no two lists of parts can be taken for each other."""
    hashed = blake2b(digest_size=SIZE)
    for part in parts:
        hashed.update(len(part).to_bytes(8, "big"))
        hashed.update(part)
    return hashed.digest()


def digest_of(value: Any) -> bytes:
    """A digest of plain data: None, booleans, numbers, strings, bytes, lists, tuples and mappings in their order.

    Raises ValueError for anything else.
    """
    return blake2b(marshal.dumps(value, _CANONICAL), digest_size=SIZE).digest()


def digest_files(folder: Path) -> bytes:
    """A digest of the names and the contents of all files in `folder`; the same wherever it stands."""
    hashed = []
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(names):
            path = Path(root, name)
            with suppress(OSError):
                hashed += [os.fsencode(path.relative_to(folder)), path.read_bytes()]
    return digest(*hashed)


@cache
def code_digest() -> bytes:
    """A digest of all that turns profiles into pages: this package, what is installed beside it, Python itself."""
    installed = set()
    for place in map(Path, sys.path):
        with suppress(OSError):
            installed |= {name for name in os.listdir(place) if name.endswith((".dist-info", ".egg-info"))}  # noqa: PTH208 - a third of the time
    # Clocks come from the system before they come from tzdata.
    clocks = []
    for place in map(Path, zoneinfo.TZPATH):
        with suppress(OSError):
            clocks.append(str(place.stat().st_mtime_ns))
    parts = [sys.version, sys.implementation.cache_tag or "", *sorted(installed), *clocks]
    return digest(_MAGIC, digest_files(Path(__file__).parent), *map(str.encode, parts))


@dataclass(frozen=True)
class Cache:
    """A folder of things found out before; without a folder nothing is found and nothing is kept."""

    folder: Path | None = None

    @staticmethod
    def at(base: Path) -> Cache:
        """The cache of the community in `base`."""
        return Cache(base / FOLDER)

    def load(self, name: str) -> Any:
        """The plain data kept under `name`; None where there is none that can be trusted."""
        content = self._read(name)
        if content is None:
            return None
        with suppress(OSError):
            os.utime(f"{self.folder}/{name}")
        try:
            return marshal.loads(content)  # noqa: S302 - its digest shows that a build of ours wrote it
        except (EOFError, ValueError, TypeError):
            return None

    def save(self, name: str, value: Any) -> None:
        """Keep plain data under `name`, all of it or, where the disk does not take it, none."""
        self._write(name, marshal.dumps(value))

    def tidy(self) -> None:
        """Remove what no build has asked for in a month."""
        if self.folder is None:
            return
        oldest = time.time() - _KEPT_FOR
        for folder, _, names in os.walk(self.folder):
            for name in names:
                with suppress(OSError):
                    path = Path(folder, name)
                    if path.stat().st_mtime < oldest:
                        path.unlink()

    def _read(self, name: str) -> bytes | None:
        if self.folder is None:
            return None
        try:
            content = (self.folder / name).read_bytes()
        except OSError:
            return None
        start = len(_MAGIC) + SIZE
        body = content[start:]
        return body if content[:start] == _head(name, body) else None

    def _write(self, name: str, content: bytes) -> None:
        if self.folder is None:
            return
        path = self.folder / name
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            draft.write_bytes(_head(name, content) + content)
            draft.replace(path)
        except OSError:
            with suppress(OSError):
                draft.unlink()


NO_CACHE = Cache()


def _head(name: str, body: bytes) -> bytes:
    """What stands before `body`, so that one can tell that this code kept it, whole, under this name."""
    return _MAGIC + digest(code_digest(), name.encode(), body)


def digest_all(digests: Iterable[bytes]) -> bytes:
    """A digest of digests, which all have one length."""
    return blake2b(b"".join(digests), digest_size=SIZE).digest()
