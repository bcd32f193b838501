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

WORDS = {
    "cold": "whole build",
    "warm": "again, nothing changed",
    "edit": "again, one member's edit",
    "hugo": "Hugo, members' pages only",
    "plain": "plain MkDocs and Material",
    "check": "reading and checking alone",
    "empty": "this site without members",
    "start": "MkDocs' own start",
}
"""What was run. MkDocs' own start is MkDocs with Material and a single page, and counts in every build of ours."""


@dataclass(frozen=True)
class Figures:
    """What was measured with one number of members in one place."""

    members: int
    place: str
    """memory or disk"""
    file_system: str
    runs: Mapping[str, Sequence[Cost]]
    """By what was run; run n of each stood beside run n of the others."""
    memory: Mapping[str, Memory | None]
    parts: Mapping[str, float]
    """The plugin's own timings, of one whole build with --verbose."""
    page_bytes: Mapping[str, float]
    """The mean over the pages of members."""
    site_bytes: int
    """Of all files, photos included."""
    site_files: int
    photo_bytes: int
    photo_files: int

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
        return self.page_bytes["hugo"] / self.page_bytes["cold"]

    def is_fair(self) -> bool:
        """Whether Hugo's pages are as large as ours."""
        return self.byte_share() >= LEAST_SHARE

    def ratios(self) -> dict[str, float]:
        """Ours by Hugo's; the second leaves out what MkDocs takes for a single page."""
        return {
            "whole build / Hugo": self.wall("cold") / self.wall("hugo"),
            "without MkDocs' start / Hugo": (self.wall("cold") - self.wall("start")) / self.wall("hugo"),
            "whole build / Hugo, best": self.best("cold") / self.best("hugo"),
            "whole build / Hugo, processor": self.cpu("cold") / self.cpu("hugo"),
        }

    def data(self) -> dict[str, Any]:
        """Everything, for a file."""
        return {
            "members": self.members,
            "place": self.place,
            "file_system": self.file_system,
            "wall_median": {name: self.wall(name) for name in self.runs},
            "wall_best": {name: self.best(name) for name in self.runs},
            "cpu_median": {name: self.cpu(name) for name in self.runs},
            "wall": {name: [cost.wall for cost in costs] for name, costs in self.runs.items()},
            "cpu": {name: [cost.cpu for cost in costs] for name, costs in self.runs.items()},
            "disturbance": {name: [cost.disturbance for cost in costs] for name, costs in self.runs.items()},
            "ratios": self.ratios(),
            "memory_mib": {
                name: memory and {"largest_process": memory.largest, "all_processes": memory.tree}
                for name, memory in self.memory.items()
            },
            "parts": dict(self.parts),
            "page_bytes": dict(self.page_bytes),
            "site_bytes": self.site_bytes,
            "site_files": self.site_files,
            "photo_bytes": self.photo_bytes,
            "photo_files": self.photo_files,
            "byte_share": self.byte_share(),
            "fair": self.is_fair(),
        }

    def lines(self) -> Iterator[str]:
        """Everything, to read."""
        yield f"{self.members:,} members, {'in memory' if self.place == 'memory' else 'on disk'} ({self.file_system})"
        yield f"  {'':28}{'median':>9}{'best':>9}{'cpu':>9}   every run"
        for name, costs in self.runs.items():
            walls = "  ".join(f"{cost.wall:.2f}" for cost in costs)
            yield f"  {WORDS[name]:28}{self.wall(name):7.2f} s{self.best(name):7.2f} s{self.cpu(name):7.2f} s   {walls}"
        if "plain" not in self.runs:
            yield f"  {WORDS['plain']:28}      not run: with so many members it would take ten minutes or more"
        for name, ratio in self.ratios().items():
            yield f"  {name:30}{ratio:5.2f}"
        yield "  parts of a whole build, as the plugin logs them; the rest is MkDocs with the community's own pages"
        for part, seconds in self.parts.items():
            yield f"  · {part:26}{seconds:7.2f} s"
        for name, memory in self.memory.items():
            if memory:
                yield f"  memory, {WORDS[name]:26}{memory.tree:6.0f} MiB in all processes, {memory.largest:.0f} MiB in the largest"
        lean = self.site_bytes - self.photo_bytes
        yield f"  site: {self.site_files:,} files, {self.site_bytes / 1e6:.1f} MB"
        yield (
            f"  without {self.photo_files:,} photos: {self.site_files - self.photo_files:,} files, {lean / 1e6:.1f} MB,"
            f" {lean / self.members:,.0f} bytes a member"
        )
        yield (
            f"  bytes a member's page: ours {self.page_bytes['cold']:,.0f} ({self.page_bytes['cold, without bios']:,.0f}"
            f" without the bio, at most {MOST_BYTES:,}), Hugo's {self.page_bytes['hugo']:,.0f}"
            f" ({self.byte_share():.1%}; at least {LEAST_SHARE:.0%} is fair)"
        )
        if self.disturbance() > QUIET:
            yield f"  Disturbed: other programs had up to {self.disturbance():.0%} of the processors. Trust best and cpu, or measure again."
        if not self.is_fair():
            yield "  NOT FAIR: Hugo's pages are too small, so its time says nothing. Mend tests/bench/hugo/member.html."


def growth(sizes: Sequence[Mapping[str, Any]], place: str, fewer: int, more: int) -> dict[str, float]:
    """How many times as long everything took with `more` members as with `fewer`; `sizes` as `Figures.data` gives them."""
    found = {size["members"]: size["wall_median"] for size in sizes if size["place"] == place}
    if fewer not in found or more not in found:
        return {}
    return {name: found[more][name] / each for name, each in found[fewer].items() if name in found[more]}
