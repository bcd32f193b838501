"""A community from its files: read, checked, and everybody in order.

What is wrong is never raised: those are problems, collected and returned.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, date, datetime
from time import perf_counter

from .cache import NO_CACHE, Cache
from .checking import Community, Progress, begin_check, no_progress
from .directory import Directory
from .history import arrivals, movements
from .problems import Problem, errors
from .workers import one_grown_heap


@dataclass(frozen=True)
class Loaded:
    """A community, read and checked."""

    directory: Directory | None
    """None where the schema or a vocabulary is broken: then nothing can be said of members."""
    problems: tuple[Problem, ...]
    seconds: dict[str, float]

    @property
    def has_errors(self) -> bool:
        """Whether anything kept a member, or everybody, out."""
        return bool(errors(self.problems))


def today() -> date:
    """The day of this build, in UTC: SOURCE_DATE_EPOCH says which, else the clock does."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch.isdigit() else datetime.now(UTC).date()


def load(
    community: Community,
    language: str = "en",
    processes: int = 0,
    progress: Progress = no_progress,
    cache: Cache = NO_CACHE,
) -> Loaded:
    """Read and check everything; members with errors are left out of the directory."""
    with one_grown_heap():
        return _load(community, language, processes, progress, cache)


def _load(community: Community, language: str, processes: int, progress: Progress, cache: Cache) -> Loaded:
    started = perf_counter()
    checking = begin_check(community, (), processes, progress, cache)
    read = perf_counter()
    if checking.schema is None:
        return Loaded(None, checking.finish().problems, {"reading": read - started})
    moved = movements(community.members, today())
    directory = Directory.of(checking.profiles, checking.schema, arrivals(moved), language, moved)
    problems = checking.finish().problems
    seconds = {"reading": read - started, "directory": perf_counter() - read}
    return Loaded(directory, problems, seconds)
