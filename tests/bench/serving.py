"""`mkdocs serve` with many members: how long from the save of a profile until its page shows it."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, Queue
from statistics import median
from threading import Thread
from typing import Any
from urllib.request import urlopen

from .community import Community, environment
from .measure import PREFIX

MEMBERS = 10_000
EDITS = 12
LIMIT = 1.0
"""Seconds from a save to the page that an organiser who looks at it is promised."""
_SHOWN = re.compile(r"showing (?P<seconds>\d+\.\d+) s")
_EPOCH = re.compile(r"livereload\((\d+), \d+\)")
_DEADLINE = 600
"""Seconds after which a server that says nothing has stopped."""


@dataclass(frozen=True)
class Serving:
    """What an organiser waits for."""

    members: int
    start: float
    """Seconds from the command to the first page."""
    saves: Sequence[float]
    """Seconds from each save to the page that shows it."""
    work: Sequence[float]
    """Of these, seconds of work as the plugin says; the rest is the pause between two looks."""

    @property
    def is_quick(self) -> bool:
        """Whether nobody had to wait longer than was promised."""
        return max(self.saves) < LIMIT

    def lines(self) -> Iterator[str]:
        """Everything, to read."""
        yield f"mkdocs serve with {self.members:,} members"
        yield f"  {'start':28}{self.start:7.2f} s"
        yield f"  {'a save, until it is shown':28}{median(self.saves):7.2f} s in the middle, {max(self.saves):.2f} s at worst"
        yield f"  {'of which work':28}{median(self.work):7.2f} s in the middle, {max(self.work):.2f} s at worst"
        if not self.is_quick:
            yield f"  TOO SLOW: more than {LIMIT} s"

    def data(self) -> dict[str, Any]:
        """The same as plain data."""
        return {
            "members": self.members,
            "start": round(self.start, 3),
            "save_median": round(median(self.saves), 3),
            "save_worst": round(max(self.saves), 3),
            "work_median": round(median(self.work), 3),
            "saves": [round(each, 3) for each in self.saves],
        }


def measure_serving(folder: Path, count: int = MEMBERS, edits: int = EDITS) -> Serving:
    """Serve `count` members, and edit one after the other, each at another moment between two looks."""
    community = Community.make(folder / "community", count)
    handles = list(community.profiles())
    chosen = [handles[place * len(handles) // edits] for place in range(edits)]
    started = time.perf_counter()
    with _served(community) as (url, said):
        start = time.perf_counter() - started
        saves, work = [], []
        for place, handle in enumerate(chosen):
            time.sleep(0.5 + place / edits)
            words = f"Edited as number {place} of {time.time_ns()}."
            page = f"{url}members/{handle}.html"
            epoch = _EPOCH.search(_read(page))
            if epoch is None:
                raise RuntimeError("the server tells no browser when to load a page again")
            community.write_tagline(handle, words)
            saved = time.perf_counter()
            # As the browser does that shows the page: it hears when to load it again.
            _read(f"http://{_host(url)}/livereload/{epoch[1]}/0")
            if words not in _read(page):
                raise RuntimeError(f"the page of {handle} is loaded again, and shows nothing new")
            saves.append(time.perf_counter() - saved)
            work.append(float(_wait(said, _SHOWN)["seconds"]))
    return Serving(count, start, saves, work)


@contextmanager
def _served(community: Community) -> Iterator[tuple[str, Queue[str]]]:
    """A running server's address, and the lines it says."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    process = subprocess.Popen(
        [*PREFIX, sys.executable, "-m", "mkdocs", "serve", "--verbose", "--dev-addr", address],
        cwd=community.folder,
        env=environment() | {"PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    said: Queue[str] = Queue()
    listener = Thread(target=_listen, args=(process, said))
    listener.start()
    try:
        url = _wait(said, re.compile(r"Serving on (?P<url>\S+)"))["url"]
        yield f"http://{address}/" + url.partition(address)[2].lstrip("/"), said
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(_DEADLINE)
        listener.join()
        if process.stdout:
            process.stdout.close()


def _listen(process: subprocess.Popen[str], said: Queue[str]) -> None:
    for line in process.stdout or ():
        said.put(line)
    said.put("")


def _wait(said: Queue[str], pattern: re.Pattern[str]) -> re.Match[str]:
    heard = []
    while True:
        try:
            line = said.get(timeout=_DEADLINE)
        except Empty:
            raise RuntimeError(f"the server never said {pattern.pattern}") from None
        heard.append(line)
        if not line:
            raise RuntimeError("the server ended:\n" + "".join(heard[-40:]))
        if found := pattern.search(line):
            return found


def _host(url: str) -> str:
    return url.split("/")[2]


def _read(address: str) -> str:
    with urlopen(address, timeout=_DEADLINE) as answer:
        return str(answer.read().decode())
