"""A folder of profiles watched by one's own eyes: what changed since the last look, a fifth of a second ago.

MkDocs looks twice a second and then builds everything. With thousands of members the first takes too long to be
pleasant and the second much longer.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Event, Thread
from time import thread_time

_PAUSE = 0.2
"""Seconds between two looks."""
_SHARE = 10
"""At least so many times as long as a look keeps a processor busy is the pause after it."""

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


def pause_after(work: float) -> float:
    """Seconds to wait after a look that kept a processor busy for `work` seconds."""
    return max(_PAUSE, _SHARE * work)


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
        now = self._look()
        if now is not None:
            self._compare(now)

    def _look(self) -> Mapping[str, Signature] | None:
        try:
            return look(self._folder, self._ending)
        except OSError:
            return None

    def _compare(self, now: Mapping[str, Signature]) -> None:
        before, self._seen = self._seen, now
        changed = {name for name in now if now[name] != before.get(name)}
        gone = before.keys() - now.keys()
        if changed or gone:
            self._tell(changed, set(gone))

    def _go_on(self) -> None:
        pause = _PAUSE
        while not self._ended.wait(pause):
            # Not by the clock: where other programs keep the processors busy, a look takes long and costs the same.
            started = thread_time()
            now = self._look()
            pause = pause_after(thread_time() - started)
            if now is not None:
                self._compare(now)
