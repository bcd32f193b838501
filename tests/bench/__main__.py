"""`python -m tests.bench`: this repository's site with invented members, measured beside Hugo and plain MkDocs.

Parts: builds; serving, which is an edit shown by a server; checks, beside check-jsonschema; matching alone; looks, which is Lighthouse on a page of each kind; and
reading, which checks a million profiles and needs 6 GB of room and 7 GB of memory, so it is only run if you name it.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from . import machine
from .builds import MOST_PLAIN, measure_builds
from .chart import draw
from .checks import measure_checks
from .community import REPOSITORY
from .looks import measure_looks
from .machine import Place
from .matching import measure_matching
from .million import MEMBERS, Reading
from .report import WORDS, growth
from .serving import MEMBERS as SERVED
from .serving import measure_serving
from .tables import fill

USUAL = ("builds", "serving", "checks", "matching", "looks")
MANUAL = REPOSITORY / "docs" / "manual"


def main() -> int:
    """Measure, print, and fail when a comparison is not fair or a page not good."""
    arguments = _arguments()
    report: dict[str, Any] = {"measured": f"{datetime.now(UTC):%Y-%m-%d}", "machine": machine.describe()}
    print(machine.sentence(report["machine"]), flush=True)
    parts: Mapping[str, Callable[[argparse.Namespace, dict[str, Any]], bool]] = {
        "builds": _builds,
        "serving": _serving,
        "checks": _checks,
        "matching": _matching,
        "looks": _looks,
        "reading": _reading,
    }
    is_good = True
    for name in arguments.only:
        is_good &= parts[name](arguments, report)
    for path in (arguments.json, MANUAL / "bench.json" if arguments.publish else None):
        if path:
            _write(path, report, is_added_to=path.parent == MANUAL)
    if arguments.publish:
        publish(MANUAL)
    return 0 if is_good else 1


def publish(manual: Path) -> None:
    """Draw the picture and fill the tables of the manual in the folder `manual` from its bench.json."""
    report = json.loads((manual / "bench.json").read_text(encoding="utf-8"))
    (manual / "bench.svg").write_text(draw(report, report["sizes"][0]["place"]), encoding="utf-8")
    page = manual / "scale.md"
    page.write_text(fill(page.read_text(encoding="utf-8"), report), encoding="utf-8")


def _write(path: Path, report: Mapping[str, Any], *, is_added_to: bool) -> None:
    """Write `report`; what it has nothing of is kept from the last one where it `is_added_to` that."""
    kept = json.loads(path.read_text(encoding="utf-8")) if is_added_to and path.exists() else {}
    if kept and "sizes" not in report:
        # The date and the machine are those of the builds; the other parts have a date of their own.
        report = {name: part for name, part in report.items() if name not in {"measured", "machine"}}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({**kept, **report}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _builds(arguments: argparse.Namespace, report: dict[str, Any]) -> bool:
    places = [machine.memory(), *([machine.disk(arguments.disk_folder)] if arguments.disk else [])]
    sizes = report["sizes"] = []
    is_fair = True
    for place in places:
        for count in arguments.members:
            with _folder(place) as folder:
                figures = measure_builds(folder, place, count, _runs(count, arguments.runs))
            print("", *figures.lines(), sep="\n", flush=True)
            sizes.append(figures.data())
            is_fair &= figures.is_fair()
        counts = sorted(arguments.members)
        for fewer, more in pairwise(counts):
            grown = growth(sizes, place.kind, fewer, more)
            print(f"\nFrom {fewer:,} to {more:,} members, {place.kind}")
            for name, factor in grown.items():
                print(f"  {WORDS[name]:28}{factor:7.2f}-fold", flush=True)
    return is_fair


def _runs(count: int, wanted: int) -> int:
    """A run of a very large community takes minutes, and a swing of a second counts for little in it."""
    return wanted if count <= MOST_PLAIN else min(wanted, 2)


def _serving(arguments: argparse.Namespace, report: dict[str, Any]) -> bool:
    with _folder(machine.memory()) as folder:
        serving = measure_serving(folder, arguments.serving_members)
    print("", *serving.lines(), sep="\n", flush=True)
    report["serving"] = {"measured": report["measured"], **serving.data()}
    return serving.is_quick


def _checks(arguments: argparse.Namespace, report: dict[str, Any]) -> bool:
    with _folder(machine.memory()) as folder:
        checks = measure_checks(folder, arguments.runs)
    print("", *checks.lines(), sep="\n", flush=True)
    report["checks"] = {"measured": report["measured"], **checks.data()}
    return True


def _matching(arguments: argparse.Namespace, report: dict[str, Any]) -> bool:
    matching = measure_matching(arguments.runs)
    print("", *matching.lines(), sep="\n", flush=True)
    report["matching"] = {"measured": report["measured"], **matching.data()}
    return True


def _looks(_: argparse.Namespace, report: dict[str, Any]) -> bool:
    with TemporaryDirectory(prefix="sameboat-bench-") as folder:
        looks = measure_looks(Path(folder))
    print("", *looks.lines(), sep="\n", flush=True)
    report["looks"] = {"measured": report["measured"], "pages": looks.data()}
    return looks.is_good()


def _reading(arguments: argparse.Namespace, report: dict[str, Any]) -> bool:
    place = machine.memory()
    with _folder(place) as folder:
        reading = Reading.measure(folder, place, arguments.reading_members)
    print("", *reading.lines(), sep="\n", flush=True)
    report["reading"] = {"measured": report["measured"], **reading.data()}
    return True


@contextmanager
def _folder(place: Place) -> Iterator[Path]:
    with TemporaryDirectory(prefix="sameboat-bench-", dir=place.folder) as folder:
        yield Path(folder)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--only",
        type=lambda text: text.split(","),
        default=list(USUAL),
        metavar="PART,PART",
        help=f"parts to run: builds, serving, checks, matching, looks, reading ({','.join(USUAL)})",
    )
    parser.add_argument(
        "--members",
        type=lambda text: [int(number) for number in text.split(",")],
        default=[1_000, 10_000],
        metavar="N,N",
        help="sizes of community to build (1000,10000)",
    )
    parser.add_argument(
        "--runs", type=int, default=3, help="runs of each, of which the median counts (3; 2 above 10,000)"
    )
    parser.add_argument("--disk", action="store_true", help="build on disk as well, not in memory alone")
    parser.add_argument("--disk-folder", type=Path, metavar="DIR", help="on which disk (that of /var/tmp)")
    parser.add_argument(
        "--reading-members", type=int, default=MEMBERS, metavar="N", help="how many to read (1000000)"
    )
    parser.add_argument(
        "--serving-members", type=int, default=SERVED, metavar="N", help="how many to serve (10000)"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures there as well")
    parser.add_argument(
        "--publish",
        action="store_true",
        help="write docs/manual/bench.json and bench.svg and the tables in scale.md; parts not run stay as they are",
    )
    arguments = parser.parse_args()
    if unknown := set(arguments.only) - {*USUAL, "reading"}:
        parser.error(f"there is no part {', '.join(sorted(unknown))}")
    return arguments


if __name__ == "__main__":
    sys.exit(main())
