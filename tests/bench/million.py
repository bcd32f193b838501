"""Reading and checking a very large community, which nothing here would build in one go."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .community import Community, environment
from .machine import Place
from .measure import Memory, run, run_for_memory

MEMBERS = 1_000_000


@dataclass(frozen=True)
class Reading:
    """What reading and checking cost."""

    members: int
    file_system: str
    wall: float
    cpu: float
    """Of all processes, user and system."""
    memory: Memory | None
    profile_bytes: int
    """Of all profiles together."""

    @staticmethod
    def measure(folder: Path, place: Place, members: int = MEMBERS) -> Reading:
        """Make up `members` in `folder`, which takes minutes and is not timed, and check them once."""
        community = Community.make(folder / "community", members)
        command, start = ["sameboat", "check", "--format", "json"], time.perf_counter()
        cpu = _children_cpu()
        # To see it once a second slows it down by a hundredth, and it takes minutes.
        memory = run_for_memory(command, community.folder, environment(), every=1.0)
        if memory is None:
            run(command, community.folder, environment())
        wall, cpu = time.perf_counter() - start, _children_cpu() - cpu
        size = sum(path.stat().st_size for path in (community.folder / "members").glob("*.yml"))
        return Reading(members, place.file_system, wall, cpu, memory, size)

    def lines(self) -> Iterator[str]:
        """The figures for a person."""
        yield f"Reading and checking {self.members:,} profiles ({self.profile_bytes / 1e9:.2f} GB) on {self.file_system}"
        memory = f", {self.memory.tree:,.0f} MiB in all processes" if self.memory else ""
        yield f"  {self.wall:.0f} s, {self.cpu:.0f} s of processors{memory}"

    def data(self) -> Mapping[str, Any]:
        """The figures for a program."""
        return {
            "members": self.members,
            "file_system": self.file_system,
            "check_wall": self.wall,
            "check_cpu": self.cpu,
            "memory_mib": self.memory
            and {"largest_process": self.memory.largest, "all_processes": self.memory.tree},
            "profile_bytes": self.profile_bytes,
        }


def _children_cpu() -> float:
    times = os.times()
    return times.children_user + times.children_system
