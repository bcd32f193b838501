"""The figures as tables for the manual, put between two marks in a page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .machine import sentence
from .report import WORDS, growth

_BETWEEN = re.compile(r"(<!-- figures -->\n).*?(\n<!-- end of figures -->)", re.DOTALL)


def fill(page: str, report: Mapping[str, Any]) -> str:
    """`page` with the tables of `report` between its marks; ValueError where it has none."""
    if not _BETWEEN.search(page):
        raise ValueError("the page has no <!-- figures --> and <!-- end of figures -->")
    text = "\n".join(_text(report))
    return _BETWEEN.sub(lambda found: f"{found[1]}\n{text}{found[2]}", page)


def _text(report: Mapping[str, Any]) -> Iterator[str]:
    for place, where in (("memory", "in memory"), ("disk", "on disk")):
        sizes = [size for size in report["sizes"] if size["place"] == place]
        if sizes:
            system = ", ".join(sorted({size["file_system"] for size in sizes}))
            yield f"Seconds, with the files {where} ({system}), the median of the runs:\n"
            yield from _seconds(sizes, growth(report["sizes"], place, 10_000, 100_000))
            yield ""
    yield "Memory of all processes together, and what is written:\n"
    yield from _table(
        [
            "members",
            "memory",
            "Hugo's memory",
            "files",
            "MB without photos",
            "bytes a member",
            "a page without its bio",
        ],
        (_room(size) for size in report["sizes"] if size["place"] == report["sizes"][0]["place"]),
    )
    yield ""
    if reading := report.get("reading"):
        memory = reading["memory_mib"]
        used = f" and {memory['all_processes'] / 1024:.1f} GiB of memory" if memory else ""
        yield (
            f"Reading and checking {reading['members']:,} profiles, {reading['profile_bytes'] / 1e9:.2f} GB of them, "
            f"needed {reading['check_wall']:.0f} s on the clock, {reading['check_cpu']:.0f} s of processors"
            f"{used} ({reading['measured']}).\n"
        )
    if serving := report.get("serving"):
        yield (
            f"With {serving['members']:,} members `mkdocs serve` is up after {serving['start']:.1f} s. From then on a saved "
            f"profile is shown {serving['save_median']:.2f} s after the save, and {serving['save_worst']:.2f} s at worst of "
            f"{len(serving['saves'])} ({serving['measured']}).\n"
        )
    yield f"Measured on {report['measured']}: {sentence(report['machine'])}.{_disturbed(report['sizes'])}"


def _seconds(sizes: Sequence[Mapping[str, Any]], growths: Mapping[str, float]) -> Iterator[str]:
    heads = ["", *(f"{size['members']:,}" for size in sizes), *(["10,000 to 100,000"] if growths else [])]
    rows = []
    for name, words in WORDS.items():
        cells = [
            f"{size['wall_median'][name]:.2f}" if name in size["wall_median"] else "not run" for size in sizes
        ]
        if growths:
            cells.append(f"{growths[name]:.1f}-fold" if name in growths else "")
        rows.append([words, *cells])
    yield from _table(heads, rows)


def _room(size: Mapping[str, Any]) -> list[str]:
    memory, lean = size["memory_mib"], size["site_bytes"] - size["photo_bytes"]
    peaks = [
        f"{memory[name]['all_processes']:,.0f} MiB" if memory.get(name) else "?" for name in ("cold", "hugo")
    ]
    page = size["page_bytes"]["cold, without bios"]
    return [
        f"{size['members']:,}",
        *peaks,
        f"{size['site_files']:,}",
        f"{lean / 1e6:,.0f}",
        f"{lean / size['members']:,.0f}",
        f"{page:,.0f}",
    ]


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]] | Iterator[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|---|{'---:|' * (len(heads) - 1)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _disturbed(sizes: Sequence[Mapping[str, Any]]) -> str:
    worst = max(
        (each or 0 for size in sizes for runs in size["disturbance"].values() for each in runs), default=0
    )
    return f" Other programs had up to {worst:.0%} of the processors meanwhile." if worst > 0.1 else ""
