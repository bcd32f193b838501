"""Who came and who left, and when, as git remembers it."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Movement:
    """A member's file was added or taken away."""

    time: int
    """When, in seconds since 1970."""
    handle: str
    came: bool
    """False where they left."""


def movements(members: Path, today: date) -> tuple[Movement, ...]:
    """Who came and who left, the oldest first; empty where git cannot tell. Nothing is later than `today`.

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
    oldest_first = list(_not_yet_to_come(_read_log(log), today))[::-1]
    return tuple(sorted(oldest_first, key=lambda each: each.time))


def _not_yet_to_come(newest_first: Iterable[Movement], today: date) -> Iterator[Movement]:
    """The same with no time after `today`: somebody whose clock was wrong would be the newest for a very long time.

    What is dated later happened before whatever was committed next, or else today.
    """
    midnight = datetime.combine(today + timedelta(days=1), time(), UTC)
    last = latest = int(midnight.timestamp()) - 1
    for each in newest_first:
        if each.time > last:
            yield replace(each, time=latest)
        else:
            latest = each.time
            yield each


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
