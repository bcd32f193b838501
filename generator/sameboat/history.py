"""Who came and who left, and when, as git remembers it."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Movement:
    """A member's file was added or taken away."""

    time: int
    """When, in seconds since 1970."""
    handle: str
    came: bool
    """False where they left."""


def movements(members: Path) -> tuple[Movement, ...]:
    """Who came and who left, the oldest first; empty where git cannot tell.

    One call to git for all members. A shallow copy says that everybody came with its oldest commit, so it counts as
    no history at all; file times are never asked, since a checkout sets them anew.
    """
    if _git(members, "rev-parse", "--is-shallow-repository").strip() != "false":
        return ()
    log = _git(
        members,
        "log",
        # A merge is dated by the forge; the commits that it brings, by whoever wrote them.
        "--first-parent",
        "-m",
        "--diff-filter=AD",
        "--no-renames",
        "--name-status",
        "--relative",
        "--format=%x00%ct",
        "-z",
        "--",
        "*.yml",
    )
    oldest_first = list(_read_log(log))[::-1]
    return tuple(sorted(oldest_first, key=lambda each: each.time))


def arrivals(moved: Iterable[Movement]) -> Mapping[str, int]:
    """Handle → when its file was last added, in seconds since 1970; `moved` are in order."""
    return {each.handle: each.time for each in moved if each.came}


def _read_log(log: str) -> Iterator[Movement]:
    """Movements from the newest commit to the oldest."""
    parts = iter(log.split("\0"))
    time = 0
    for part in parts:
        # An empty part starts a commit; a line break stands before its first status.
        if not part:
            time = int(next(parts, "0") or 0)
            continue
        name = next(parts, "")
        if name.endswith(".yml") and "/" not in name:
            yield Movement(time, name.removesuffix(".yml"), part.removeprefix("\n") == "A")


def _git(folder: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *arguments],
            capture_output=True,
            check=True,
            encoding="utf-8",
            errors="replace",
        )
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout
