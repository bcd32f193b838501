"""A folder of profiles watched by one's own eyes: what changed since the last look, a fifth of a second ago.

MkDocs looks twice a second and then builds everything. With thousands of members the first takes too long to be
pleasant and the second much longer.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Event, Thread
from time import perf_counter

_PAUSE = 0.2
"""Seconds between two looks."""
_SHARE = 10
"""At least so many times as long as a look takes is the pause after it."""

Signature = tuple[int, int, int]
"""Of a file: when it was changed, how long it is, and which file it is."""


def look(folder: Path, ending: str) -> Mapping[str, Signature]:
    """File name → signature, of everything in `folder` with that ending."""
    found: dict[str, Signature] = {}
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(ending) and not entry.name.startswith("."):
                try:
                    status = entry.stat(follow_symlinks=False)
                except OSError:
                    continue
                found[entry.name] = (status.st_mtime_ns, status.st_size, status.st_ino)
    return found


class Watch:
    """Calls `tell` with the names of files that are new or changed, and of those that are gone."""

    def __init__(self, folder: Path, ending: str, tell: Callable[[set[str], set[str]], None]) -> None:
        self._folder, self._ending, self._tell = folder, ending, tell
        self._seen = look(folder, ending)
        self._ended = Event()
        self._thread = Thread(target=self._go_on, name="sameboat-watch", daemon=True)

    def start(self) -> None:
        """Look from now on."""
        self._thread.start()

    def stop(self) -> None:
        """Look no more."""
        self._ended.set()
        self._thread.join()

    def check(self) -> None:
        """Take one look."""
        try:
            now = look(self._folder, self._ending)
        except OSError:
            return
        before, self._seen = self._seen, now
        changed = {name for name in now if now[name] != before.get(name)}
        gone = before.keys() - now.keys()
        if changed or gone:
            self._tell(changed, set(gone))

    def _go_on(self) -> None:
        pause = _PAUSE
        while not self._ended.wait(pause):
            started = perf_counter()
            self.check()
            pause = max(_PAUSE, _SHARE * (perf_counter() - started)) if not self._ended.is_set() else 0
