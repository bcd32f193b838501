"""What matching costs by itself, in communities of several sizes: no site is built, so 100,000 take a minute or two.

`python -m tests.bench.matching N` matches N invented members in a process of its own and prints what that took.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from os import times
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from statistics import median
from time import perf_counter

from . import measure
from .community import REPOSITORY, SEED, environment

SIZES = (1_000, 10_000, 100_000)
DAY = date(2026, 11, 1)


@dataclass(frozen=True)
class MatchingFigures:
    """Size → seconds of each run, and MiB of all processes together."""

    seconds: dict[int, list[float]]
    memory: dict[int, measure.Memory | None]

    def lines(self) -> list[str]:
        """The figures for a person."""
        lines = ["Matching alone, imports included"]
        first = min(self.seconds)
        for size, runs in self.seconds.items():
            seconds, memory = median(runs), self.memory[size]
            growth = seconds / median(self.seconds[first])
            peak = f", {memory.tree:,.0f} MiB all together, with everybody's profile" if memory else ""
            lines.append(
                f"  {size:>7,} members {seconds:7.2f} s, {growth:5.1f} times {first:,} for {size / first:.0f} times as many{peak}"
            )
        return lines

    def data(self) -> dict[str, object]:
        """The figures for a program."""
        return {
            "seconds": {str(size): runs for size, runs in self.seconds.items()},
            "memory_mib": {str(size): memory and memory.tree for size, memory in self.memory.items()},
        }


def measure_matching(runs: int, sizes: Sequence[int] = SIZES) -> MatchingFigures:
    """Match communities of `sizes`, the largest once for time and once more for memory."""
    seconds: dict[int, list[float]] = {}
    memory: dict[int, measure.Memory | None] = {}
    for size in sizes:
        command = [sys.executable, "-m", "tests.bench.matching", str(size)]
        times = runs if size < max(sizes) else 1
        outputs = [measure.run(command, REPOSITORY, environment()).output for _ in range(times)]
        seconds[size] = [json.loads(output.splitlines()[-1])["seconds"] for output in outputs]
        memory[size] = measure.run_for_memory(command, REPOSITORY, environment())
    return MatchingFigures(seconds, memory)


def main(count: int) -> None:
    """Invent `count` members, match them, and print the seconds that matching took from its import on."""
    from yaml import CBaseLoader, load

    from sameboat.checking import Community, check_community
    from sameboat.demo import generate
    from sameboat.directory import Directory
    from sameboat.profiles import Profile
    from sameboat.workers import one_grown_heap

    with one_grown_heap():
        schema = check_community(Community.at(Path("members"), Path("schema"), Path()), ()).schema
        assert schema is not None
        vocabularies = {name: list(vocabulary.terms) for name, vocabulary in schema.vocabularies.items()}
        directory = Directory.of(
            (
                Profile(handle, load(content, CBaseLoader))  # noqa: S506 - strings only
                for handle, content in generate(count, SEED, vocabularies)
            ),
            schema,
        )
    started, worked = perf_counter(), _processor_seconds()
    from sameboat.matching import Matching

    matching = Matching.of(directory, DAY)
    figures = {
        "members": len(matching.people),
        "rings": len(matching.rings),
        "seconds": perf_counter() - started,
        "processor": _processor_seconds() - worked,
        "largest_mib": max(getrusage(who).ru_maxrss for who in (RUSAGE_SELF, RUSAGE_CHILDREN)) / 1024,
    }
    print(json.dumps(figures))


def _processor_seconds() -> float:
    """What this process and its children that have ended took of the processors."""
    return sum(times()[:4])


if __name__ == "__main__":
    main(int(sys.argv[1]))
