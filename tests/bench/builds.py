"""Builds of one size of community: from nothing, again, and after one edit, beside Hugo and plain MkDocs."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import fmean

from .community import Community
from .hugo import HugoSite
from .machine import Place
from .measure import Cost
from .plain import PlainSite
from .report import Figures

MOST_PLAIN = 10_000
"""Plain MkDocs with more members than this would take ten minutes a run, and show nothing new."""
_BIO = re.compile(rb"<h2>[^<]*</h2><div id=bio\b.*?</div>", re.DOTALL)


def measure_builds(folder: Path, place: Place, count: int, runs: int) -> Figures:
    """Measure `count` members, `runs` times in turns, so that a slow minute of the machine hits all alike."""
    community = Community.make(folder / "community", count)
    empty = Community.make(folder / "empty", 0)
    start = PlainSite.make(folder / "start", None)
    community.build()  # warms the disk's memory, and Hugo's layout is made from its pages
    hugo = HugoSite.make(folder / "hugo", community)
    plain = PlainSite.make(folder / "plain", community) if count <= MOST_PLAIN else None
    contestants: dict[str, Callable[[], Cost]] = {
        "cold": community.build,
        "warm": community.build_again,
        "edit": community.build_after_edit,
        "hugo": hugo.build,
        "check": community.check,
        "empty": empty.build,
        "start": start.build,
    }
    costs: dict[str, list[Cost]] = {name: [] for name in contestants}
    for _ in range(runs):
        for name, contest in contestants.items():
            if place.kind == "disk":
                os.sync()  # what the run before has left to write is not this one's work
            costs[name].append(contest())
    if plain:
        costs["plain"] = [plain.build()]
    memory = {"cold": community.watch_memory(), "hugo": hugo.watch_memory()}
    if plain:
        memory["plain"] = plain.watch_memory()
    parts = community.parts()
    _same_people(community, hugo.pages(), plain.pages() if plain else None)
    sizes = {path: path.stat().st_size for path in community.site.rglob("*") if path.is_file()}
    photos = [size for path, size in sizes.items() if path.parent == community.site / "photos"]
    return Figures(
        members=count,
        place=place.kind,
        file_system=place.file_system,
        runs=costs,
        memory=memory,
        parts=parts,
        page_bytes={
            "cold": _mean_bytes(community.pages()),
            "cold, without bios": fmean(map(_size_without_bio, community.pages())),
            "hugo": _mean_bytes(hugo.pages()),
            **({"plain": _mean_bytes(plain.pages())} if plain else {}),
        },
        site_bytes=sum(sizes.values()),
        site_files=len(sizes),
        photo_bytes=sum(photos),
        photo_files=len(photos),
    )


def _same_people(community: Community, *others: Sequence[Path] | None) -> None:
    """Make sure that nobody was left out on any side."""
    expected = list(community.profiles())
    for pages in (community.pages(), *others):
        if pages is not None and sorted(path.stem for path in pages) != sorted(expected):
            where = pages[0].parent if pages else "nowhere"
            raise RuntimeError(f"{len(pages)} pages in {where} for {len(expected)} members, or for others")


def _mean_bytes(pages: Sequence[Path]) -> float:
    return fmean(path.stat().st_size for path in pages)


def _size_without_bio(page: Path) -> int:
    """The bytes of a member's page but for their bio and its heading."""
    return len(_BIO.sub(b"", page.read_bytes()))
