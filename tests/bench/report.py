"""The figures of one size of community, as lines to read and as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from .measure import Cost, Memory

QUIET = 0.1
"""Others may have this share of the machine before a figure deserves a warning."""
LEAST_SHARE = 0.9
"""Hugo's pages must have this much of our pages' bytes, or the two do not do the same work."""

MOST_BYTES = 5_000
"""What a member's page may weigh without its bio, on average: 100,000 of them have to fit on a host."""

_WORDS = {
    "build": "whole build",
    "start": "MkDocs alone (no members)",
    "check": "reading and checking alone",
    "hugo": "Hugo",
}


@dataclass(frozen=True)
class Figures:
    """What was measured with one number of members."""

    members: int
    runs: Mapping[str, Sequence[Cost]]
    """By what was run; run n of each stood beside run n of the others."""
    memory: Mapping[str, Memory | None]
    parts: Mapping[str, float]
    """The plugin's own timings, of one build with --verbose."""
    page_bytes: Mapping[str, float]
    """The mean over the pages of members."""
    site_bytes: int
    site_files: int

    def wall(self, name: str) -> float:
        """The median of the seconds that `name` took."""
        return median(cost.wall for cost in self.runs[name])

    def cpu(self, name: str) -> float:
        """The median of the processor seconds that `name` took."""
        return median(cost.cpu for cost in self.runs[name])

    def best(self, name: str) -> float:
        """The fewest seconds that `name` took: what it takes on a quiet machine, if any run was undisturbed."""
        return min(cost.wall for cost in self.runs[name])

    def disturbance(self) -> float:
        """The share of the machine that others had in the worst of the runs."""
        return max(cost.disturbance or 0 for costs in self.runs.values() for cost in costs)

    def byte_share(self) -> float:
        """Hugo's bytes a page, by ours."""
        return self.page_bytes["hugo"] / self.page_bytes["build"]

    def is_fair(self) -> bool:
        """Whether Hugo's pages are as large as ours."""
        return self.byte_share() >= LEAST_SHARE

    def ratios(self) -> dict[str, float]:
        """Ours by Hugo's; the second leaves out what MkDocs takes without any member."""
        return {
            "build / hugo": self.wall("build") / self.wall("hugo"),
            "(build - start) / hugo": (self.wall("build") - self.wall("start")) / self.wall("hugo"),
            "build / hugo, best": self.best("build") / self.best("hugo"),
            "build / hugo, processor": self.cpu("build") / self.cpu("hugo"),
        }

    def data(self) -> dict[str, Any]:
        """Everything, for a file."""
        return {
            "members": self.members,
            "wall": {name: [cost.wall for cost in costs] for name, costs in self.runs.items()},
            "cpu": {name: [cost.cpu for cost in costs] for name, costs in self.runs.items()},
            "disturbance": {name: [cost.disturbance for cost in costs] for name, costs in self.runs.items()},
            "wall_best": {name: self.best(name) for name in self.runs},
            "wall_median": {name: self.wall(name) for name in self.runs},
            "cpu_median": {name: self.cpu(name) for name in self.runs},
            "ratios": self.ratios(),
            "memory_mib": {
                name: memory and {"largest_process": memory.largest, "process_tree": memory.tree}
                for name, memory in self.memory.items()
            },
            "plugin_parts": dict(self.parts),
            "page_bytes": dict(self.page_bytes),
            "site_bytes": self.site_bytes,
            "site_files": self.site_files,
            "byte_share": self.byte_share(),
            "fair": self.is_fair(),
        }

    def lines(self) -> Iterator[str]:
        """Everything, to read."""
        yield f"{self.members:,} members"
        yield f"  {'':28}{'median':>9}{'best':>9}{'cpu':>9}   every run"
        for name, costs in self.runs.items():
            walls = "  ".join(f"{cost.wall:.2f}" for cost in costs)
            yield f"  {_WORDS[name]:28}{self.wall(name):7.2f} s{self.best(name):7.2f} s{self.cpu(name):7.2f} s   {walls}"
        rest = self.wall("build") - self.wall("start") - self.wall("check")
        yield f"  {'the rest, by difference':28}{rest:7.2f} s            (the check's own start counts as ours)"
        for name, ratio in self.ratios().items():
            yield f"  {name:28}{ratio:7.2f}"
        for part, seconds in self.parts.items():
            yield f"  · {part:26}{seconds:7.2f} s"
        for name, memory in self.memory.items():
            if memory:
                yield f"  memory, {_WORDS[name]:20}{memory.largest:7.0f} MiB largest process, {memory.tree:.0f} MiB all together"
        yield f"  site: {self.site_files:,} files, {self.site_bytes / 1e6:.1f} MB, {self.site_bytes / self.members:,.0f} bytes a member"
        yield f"  bytes a member's page without the bio: {self.page_bytes['build without bios']:,.0f} (at most {MOST_BYTES:,})"
        yield (
            f"  bytes a member's page: ours {self.page_bytes['build']:,.0f}, Hugo's {self.page_bytes['hugo']:,.0f}"
            f" ({self.byte_share():.1%}; at least {LEAST_SHARE:.0%} is fair)"
        )
        if self.disturbance() > QUIET:
            yield f"  Disturbed: other programs had up to {self.disturbance():.0%} of the processors. Trust best and cpu, or measure again."
        if not self.is_fair():
            yield "  NOT FAIR: Hugo's pages are too small, so its time says nothing. Mend tests/bench/hugo/member.html."
