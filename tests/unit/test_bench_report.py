"""The figures of a benchmark as a picture and as tables: made of invented figures, for nothing is measured here."""

from __future__ import annotations

import json
import sys
from itertools import pairwise
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest

REPOSITORY = Path(__file__).parents[2]
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def bench():
    """The modules of the benchmark that make no measurement."""
    sys.path.insert(0, str(REPOSITORY))
    try:
        from tests.bench import chart, machine, tables
        from tests.bench import report as reports
        from tests.bench.measure import Cost, Memory
    finally:
        sys.path.remove(str(REPOSITORY))

    class Bench:
        draw = staticmethod(chart.draw)
        fill = staticmethod(tables.fill)
        growth = staticmethod(reports.growth)
        describe = staticmethod(machine.describe)
        sentence = staticmethod(machine.sentence)
        names = tuple(line.name for line in chart.LINES)

        @staticmethod
        def figures(members, place="memory", hugo_bytes=5_900, others=0.0):
            seconds = {"cold": 2, "warm": 1, "edit": 1.5, "hugo": 3, "check": 0.5, "empty": 0.4, "start": 0.3}
            if members <= 10_000:
                seconds["plain"] = 40
            scale = members / 10_000
            return reports.Figures(
                members=members,
                place=place,
                file_system="tmpfs",
                runs={
                    name: [Cost(each * scale * swing, each, others, "") for swing in (0.9, 1, 1.3)]
                    for name, each in seconds.items()
                },
                memory={"cold": Memory(300, 400), "hugo": Memory(500, 500)},
                parts={"reading": 0.7},
                page_bytes={"cold": 6_000, "cold, without bios": 4_900, "hugo": hugo_bytes},
                site_bytes=members * 7_100,
                site_files=members * 2,
                photo_bytes=members * 100,
                photo_files=members // 10,
            )

        def report(self, *sizes):
            return {
                "measured": "2026-11-22",
                "machine": {
                    "cores": 2,
                    "processor": "Slow & Steady <i7>",
                    "memory_gib": None,
                    "system": "Linux 6",
                    "programs": {"Hugo": "0.168.0"},
                },
                "sizes": [size.data() for size in sizes],
                "serving": {
                    "measured": "2026-11-20",
                    "members": 10_000,
                    "start": 9.25,
                    "save_median": 0.381,
                    "save_worst": 0.604,
                    "saves": [0.604, 0.381, 0.2],
                },
                "reading": {
                    "measured": "2026-11-21",
                    "members": 1_000_000,
                    "check_wall": 150.2,
                    "check_cpu": 280.0,
                    "profile_bytes": 1_300_500_000,
                    "memory_mib": {"all_processes": 6_144.0},
                },
            }

    return Bench()


@pytest.fixture
def report(bench):
    return bench.report(bench.figures(1_000), bench.figures(10_000), bench.figures(100_000))


def parse(svg):
    return fromstring(svg)  # noqa: S314 - we have just drawn it


def test_the_picture_is_plain_svg_with_a_title_and_all_figures_in_words(bench, report):
    root = parse(bench.draw(report))
    title, words = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert root.get("aria-labelledby").split() == [title.get("id"), words.get("id")]
    assert (
        "Sameboat, whole build: 0.2 s for 1,000 members, 2.0 s for 10,000 members, 20 s for 100,000"
        in words.text
    )
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        *("svg", "title", "desc", "style", "rect", "text", "path", "g", "circle", "polygon")
    }


def test_the_picture_has_a_line_for_each_and_a_point_for_each_size_that_was_run(bench, report):
    root = parse(bench.draw(report))
    groups = {group.get("class"): group for group in root.iter(f"{SVG}g")}
    points = {name: len(group) - 1 for name, group in groups.items()}
    assert points == dict.fromkeys(bench.names, 3) | {"plain": 2}
    styles = {name: group[0].get("stroke-dasharray") for name, group in groups.items()}
    assert len(set(styles.values())) == len(bench.names), "two lines can only be told apart by their hue"


def test_names_of_lines_never_touch_and_stay_inside_the_picture(bench):
    root = parse(bench.draw(bench.report(bench.figures(1_000), bench.figures(10_000))))
    names = [text for text in root.iter(f"{SVG}text") if "name" in text.get("class").split()]
    heights = sorted(float(name.get("y")) for name in names)
    assert len(heights) == len(bench.names)
    assert min(lower - upper for upper, lower in pairwise(heights)) >= 18
    assert heights[-1] < float(root.get("viewBox").split()[3])


def test_a_larger_time_stands_higher_and_a_larger_community_further_right(bench, report):
    root = parse(bench.draw(report))
    circles = [(float(point.get("cx")), float(point.get("cy"))) for point in root.iter(f"{SVG}circle")]
    assert circles == sorted(circles)
    assert [y for _, y in circles] == sorted((y for _, y in circles), reverse=True)


def test_one_size_alone_can_be_drawn(bench):
    assert parse(bench.draw(bench.report(bench.figures(1_000))))


def test_a_report_without_builds_in_that_place_is_refused(bench, report):
    with pytest.raises(ValueError, match="no builds in disk"):
        bench.draw(report, "disk")


def test_tables_take_the_place_of_the_last_ones_and_nothing_else(bench, report):
    page = "# Scale\n\n<!-- figures -->\n\nstale\n<!-- end of figures -->\n\nThe rest.\n"
    filled = bench.fill(page, report)
    assert filled.startswith("# Scale\n")
    assert filled.endswith("\nThe rest.\n")
    assert "stale" not in filled
    assert "| whole build | 0.20 | 2.00 | 20.00 | 10.0-fold |" in filled
    assert "| plain MkDocs and Material | 4.00 | 40.00 | not run |  |" in filled
    assert "| 10,000 | 400 MiB | 500 MiB | 20,000 | 70 | 7,000 | 4,900 |" in filled
    assert (
        "1,000,000 profiles, 1.30 GB of them, needed 150 s on the clock, 280 s of processors and 6.0 GiB of memory (2026-11-21)"
        in filled
    )
    assert (
        "With 10,000 members `mkdocs serve` is up after 9.2 s. From then on a saved profile is shown 0.38 s after the save, "
        "and 0.60 s at worst of 3 (2026-11-20)." in filled
    )
    assert "Measured on 2026-11-22: 2 cores" in filled
    assert bench.fill(filled, report) == filled


def test_a_page_without_marks_is_refused(bench, report):
    with pytest.raises(ValueError, match="figures"):
        bench.fill("# Scale\n", report)


def test_a_disturbed_run_says_so_beside_its_figures(bench):
    marks = "<!-- figures -->\n\n<!-- end of figures -->"
    calm, busy = bench.figures(1_000, others=0.05), bench.figures(1_000, others=0.6)
    assert "Other programs" not in bench.fill(marks, bench.report(calm))
    assert "Other programs had up to 60% of the processors" in bench.fill(marks, bench.report(busy))
    assert any(line.strip().startswith("Disturbed") for line in busy.lines())


def test_hugo_with_less_on_its_pages_is_no_comparison(bench):
    assert bench.figures(1_000).is_fair()
    lean = bench.figures(1_000, hugo_bytes=5_000)
    assert not lean.is_fair()
    assert any("NOT FAIR" in line for line in lean.lines())


def test_growth_compares_two_sizes_in_one_place(bench):
    sizes = [
        bench.figures(10_000).data(),
        bench.figures(100_000).data(),
        bench.figures(100_000, "disk").data(),
    ]
    assert bench.growth(sizes, "memory", 10_000, 100_000)["cold"] == pytest.approx(10)
    assert "plain" not in bench.growth(sizes, "memory", 10_000, 100_000)
    assert bench.growth(sizes, "disk", 10_000, 100_000) == {}


def test_the_machine_is_described_wherever_this_runs(bench):
    machine = bench.describe()
    assert machine["cores"] >= 1
    assert machine["programs"]["MkDocs"]
    assert bench.sentence(json.loads(json.dumps(machine))).startswith(f"{machine['cores']} cores (")


def test_what_the_manual_shows_is_what_its_figures_say(bench):
    manual = REPOSITORY / "docs" / "manual"
    report = json.loads((manual / "bench.json").read_text(encoding="utf-8"))
    page = (manual / "scale.md").read_text(encoding="utf-8")
    assert bench.draw(report, report["sizes"][0]["place"]) == (manual / "bench.svg").read_text(
        encoding="utf-8"
    )
    assert bench.fill(page, report) == page
