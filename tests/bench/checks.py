"""Checking 15,000 profiles, beside check-jsonschema on the same files; and one changed file among 10,000."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from .community import Community, environment
from .measure import Cost, run

PROFILES, NEIGHBOURS = 15_000, 10_000


@dataclass(frozen=True)
class CheckFigures:
    """What checking cost, in seconds."""

    ours: Sequence[Cost]
    theirs: Cost
    one_file: Sequence[Cost]

    def lines(self) -> list[str]:
        """The figures for a person."""
        ours, one = median(cost.wall for cost in self.ours), median(cost.wall for cost in self.one_file)
        return [
            f"Checking {PROFILES:,} profiles",
            f"  sameboat check        {ours:8.2f} s wall, {median(cost.cpu for cost in self.ours):.2f} s of processors",
            f"  check-jsonschema      {self.theirs.wall:8.2f} s wall, once",
            f"  ratio                 {self.theirs.wall / ours:8.1f} times as long",
            f"Checking one changed file in a community of {NEIGHBOURS:,}",
            f"  sameboat check PATH   {one:8.2f} s wall, from a cold start of the command",
        ]

    def data(self) -> dict[str, float]:
        """The figures for a program."""
        return {
            "profiles": PROFILES,
            "check_wall": median(cost.wall for cost in self.ours),
            "check_jsonschema_wall": self.theirs.wall,
            "one_file_wall": median(cost.wall for cost in self.one_file),
        }


def measure_checks(folder: Path, runs: int) -> CheckFigures:
    """Make both communities in `folder` and check them."""
    many = Community.make(folder / "many", PROFILES)
    some = Community.make(folder / "some", NEIGHBOURS)
    sameboat = str(Path(sys.executable).with_name("sameboat"))
    one = sorted((some.folder / "members").glob("*.yml"))[NEIGHBOURS // 2]
    ours, alone = [], []
    for _ in range(runs):
        ours.append(run([sameboat, "check", "--format", "json"], many.folder, environment()))
        alone.append(run([sameboat, "check", str(one.relative_to(some.folder))], some.folder, environment()))
    return CheckFigures(ours, _check_with_jsonschema(many), alone)


def _check_with_jsonschema(community: Community) -> Cost:
    """The same files through check-jsonschema, with the same schema; once, since it takes minutes.

    It reads dates and numbers where a profile has text, so it may find fault; what it costs is what counts.
    """
    subprocess.run(
        [Path(sys.executable).with_name("sameboat"), "schema"],
        cwd=community.folder,
        env=environment(),
        check=True,
        capture_output=True,
    )
    program = str(Path(sys.executable).with_name("check-jsonschema"))
    command = f'"{program}" --schemafile schema/generated/member.json members/*.yml || true'
    return run(["/bin/sh", "-c", command], community.folder, environment())
