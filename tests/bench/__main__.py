"""`python -m tests.bench`: builds of this repository's site with invented members, beside Hugo."""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory, gettempdir

from .checks import measure_checks
from .community import Community
from .hugo import HugoSite
from .looks import measure_looks
from .matching import measure_matching
from .report import Figures

_BIO = re.compile(rb"<h2>[^<]*</h2><div id=bio\b.*?</div>", re.DOTALL)
MEMORY_DISK = Path("/dev/shm")  # noqa: S108 - files go into a private folder below it


def main() -> int:
    """Measure, print, and fail when the comparison is not fair."""
    arguments = _arguments()
    if arguments.looks_only:
        with TemporaryDirectory(prefix="sameboat-bench-") as folder:
            looks = measure_looks(Path(folder))
        print(*looks.lines(), sep="\n")
        return 0 if looks.is_good() else 1
    memory_disk = MEMORY_DISK.is_dir() and os.access(MEMORY_DISK, os.W_OK)
    place = str(MEMORY_DISK) if memory_disk else gettempdir()
    print(f"In {place} ({'in memory' if memory_disk else 'there is no /dev/shm, so disk times count'}), "
          f"{os.cpu_count()} processors, Python {platform.python_version()}, "
          f"MkDocs {version('mkdocs')}, Material {version('mkdocs-material')}")  # fmt: skip
    results = []
    for count in arguments.members:
        with TemporaryDirectory(prefix="sameboat-bench-", dir=place) as folder:
            figures, hugo_version = measure_size(Path(folder), count, arguments.runs)
        print(f"\nHugo {hugo_version}", *figures.lines(), sep="\n", flush=True)
        results.append(figures)
    checks = None
    if not arguments.builds_only:
        with TemporaryDirectory(prefix="sameboat-bench-", dir=place) as folder:
            checks = measure_checks(Path(folder), arguments.runs)
        print("", *checks.lines(), sep="\n", flush=True)
    matching = None
    if not arguments.builds_only:
        matching = measure_matching(arguments.runs)
        print("", *matching.lines(), sep="\n", flush=True)
    looks = None
    if not arguments.builds_only:
        with TemporaryDirectory(prefix="sameboat-bench-") as folder:
            looks = measure_looks(Path(folder))
        print("", *looks.lines(), sep="\n", flush=True)
    if arguments.json:
        machine = {"place": place, "processors": os.cpu_count(), "python": platform.python_version()}
        report = {
            "machine": machine,
            "sizes": [figures.data() for figures in results],
            "checks": checks.data() if checks else None,
            "matching": matching.data() if matching else None,
            "looks": looks.data() if looks else None,
        }
        arguments.json.parent.mkdir(parents=True, exist_ok=True)
        arguments.json.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    return 0 if all(figures.is_fair() for figures in results) and (looks is None or looks.is_good()) else 1


def measure_size(folder: Path, count: int, runs: int) -> tuple[Figures, str]:
    """Measure a community of `count` members, `runs` times in turns, so that a slow minute of the machine hits all."""
    community = Community.make(folder / "community", count)
    empty = Community.make(folder / "empty", 0)
    community.build()  # warms the caches, and Hugo's layout is made from its pages
    hugo = HugoSite.make(folder / "hugo", community)
    contestants = {
        "build": community.build,
        "hugo": hugo.build,
        "start": empty.build,
        "check": community.check,
    }
    costs = {name: [] for name in contestants}
    for _ in range(runs):
        for name, contest in contestants.items():
            costs[name].append(contest())
    memory = {"build": community.watch_memory(), "hugo": hugo.watch_memory()}
    parts = community.parts()
    same_people(community, hugo)
    files = [path for path in community.site.rglob("*") if path.is_file()]
    figures = Figures(
        members=count,
        runs=costs,
        memory=memory,
        parts=parts,
        page_bytes={
            "build": mean_bytes(community.pages()),
            "build without bios": fmean(map(size_without_bio, community.pages())),
            "hugo": mean_bytes(hugo.pages()),
        },
        site_bytes=sum(path.stat().st_size for path in files),
        site_files=len(files),
    )
    return figures, hugo.version()


def same_people(community: Community, hugo: HugoSite) -> None:
    """Make sure that nobody was left out on either side."""
    expected = list(community.profiles())
    for name, pages in (("MkDocs", community.pages()), ("Hugo", hugo.pages())):
        if sorted(path.stem for path in pages) != sorted(expected):
            message = f"{name} made {len(pages)} pages for {len(expected)} members, or for others"
            raise RuntimeError(message)


def mean_bytes(pages: Sequence[Path]) -> float:
    """The mean size of `pages`."""
    return fmean(path.stat().st_size for path in pages)


def size_without_bio(page: Path) -> int:
    """The bytes of a member's page but for their bio and its heading."""
    return len(_BIO.sub(b"", page.read_bytes()))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument(
        "--members",
        type=lambda text: [int(number) for number in text.split(",")],
        default=[1_000, 10_000],
        metavar="N,N",
        help="sizes of community to measure (1000,10000)",
    )
    parser.add_argument("--runs", type=int, default=3, help="runs of each, of which the median counts (3)")
    parser.add_argument("--builds-only", action="store_true", help="leave the comparison of checks out")
    parser.add_argument(
        "--looks-only", action="store_true", help="Lighthouse and the bytes of a first visit alone"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures there as well")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
