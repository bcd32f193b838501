"""A community of invented members in a folder of its own, and what to run in it."""

from __future__ import annotations

import os
import re
import shutil
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from . import measure

REPOSITORY = Path(__file__).parents[2]
SEED = 1
_BUILD = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", "mkdocs.yml", "-d", "site"]
_TIMING = re.compile(r"(?:sameboat: )+(?P<part>.+?) (?P<seconds>\d+(?:\.\d+)?) s$", re.MULTILINE)


def environment() -> dict[str, str]:
    """The variables of all runs: this Python's programs first, no notices, no fixed date."""
    own = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    return own | {
        "NO_MKDOCS_2_WARNING": "1",
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }


@dataclass(frozen=True)
class Community:
    """This repository's own site with other members."""

    folder: Path

    @staticmethod
    def make(folder: Path, count: int) -> Community:
        """Take everything but the manual and the members from this repository, and invent `count` members."""
        folder.mkdir(parents=True)
        shutil.copy(REPOSITORY / "mkdocs.yml", folder)
        shutil.copytree(REPOSITORY / "schema", folder / "schema")
        shutil.copytree(REPOSITORY / "docs", folder / "docs", ignore=shutil.ignore_patterns("manual"))
        (folder / "members").mkdir()
        community = Community(folder)
        if count:
            measure.run(["sameboat", "demo", str(count), ".", "--seed", str(SEED)], folder, environment())
        return community

    @property
    def site(self) -> Path:
        """Where the site is built."""
        return self.folder / "site"

    def build(self) -> measure.Cost:
        """Build the whole site from nothing: no site, and nothing kept from an earlier build."""
        self.forget()
        return self.build_again()

    def build_again(self) -> measure.Cost:
        """Build over what the last build left."""
        return measure.run(_BUILD, self.folder, environment())

    def build_after_edit(self) -> measure.Cost:
        """Build after one member wrote a line they never wrote before."""
        self.edit()
        return self.build_again()

    def forget(self) -> None:
        """Remove everything that builds leave behind."""
        for left in (".cache", "site", "site.next", "site.old"):
            shutil.rmtree(self.folder / left, ignore_errors=True)

    def edit(self) -> None:
        """Change the tagline of somebody in the middle."""
        members = sorted((self.folder / "members").glob("*.yml"))
        self.write_tagline(members[len(members) // 2].stem, f"Edited {time.time_ns()} nanoseconds in.")

    def write_tagline(self, handle: str, words: str) -> None:
        """Let a member's tagline be `words`, which need no quotes."""
        path = self.folder / "members" / f"{handle}.yml"
        kept = [
            line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("tagline:")
        ]
        path.write_text("\n".join([*kept, f"tagline: {words}", ""]), encoding="utf-8")

    def check(self) -> measure.Cost:
        """Read and check all members, no more."""
        return measure.run(["sameboat", "check", "--format", "json"], self.folder, environment())

    def watch_memory(self) -> measure.Memory | None:
        """The memory of one build."""
        self.forget()
        return measure.run_for_memory(_BUILD, self.folder, environment())

    def parts(self) -> dict[str, float]:
        """How long the parts of a build took, as the plugin says when asked for details."""
        self.forget()
        command = [option if option != "-q" else "--verbose" for option in _BUILD]
        output = measure.run(command, self.folder, environment()).output
        return {found["part"]: float(found["seconds"]) for found in _TIMING.finditer(output)}

    def profiles(self) -> dict[str, bytes]:
        """Handle → file, by handle."""
        return {path.stem: path.read_bytes() for path in sorted((self.folder / "members").glob("*.yml"))}

    def page(self, handle: str) -> Path:
        """The built page of a member."""
        return self.site / "members" / f"{handle}.html"

    def pages(self) -> list[Path]:
        """The built pages of members."""
        return sorted((self.site / "members").glob("*.html"))
