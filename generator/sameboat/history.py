"""Who joined when, as git remembers it."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path


def arrivals(members: Path) -> Mapping[str, int]:
    """Handle → when its file was last added, in seconds since 1970; empty where git cannot tell.

    One call to git for all members. A shallow copy says that everybody came with its oldest commit, so it counts as
    no history at all; file times are never asked, since a checkout sets them anew.
    """
    if _git(members, "rev-parse", "--is-shallow-repository").strip() != "false":
        return {}
    log = _git(
        members,
        "log",
        "--diff-filter=A",
        "--no-renames",
        "--name-only",
        "--relative",
        "--format=%x00%ct",
        "-z",
        "--",
        "*.yml",
    )
    return _read_log(log)


def _read_log(log: str) -> Mapping[str, int]:
    """Handle → time, from the newest commit to the oldest; the newest arrival of a handle counts."""
    arrived: dict[str, int] = {}
    time = 0
    is_time = False
    for part in log.split("\0"):
        # An empty part starts a commit; a line break stands before its first name, and may stand inside any.
        name = part.removeprefix("\n")
        if is_time:
            time = int(part)
        elif name.endswith(".yml") and "/" not in name:
            arrived.setdefault(name.removesuffix(".yml"), time)
        is_time = not part
    return arrived


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
