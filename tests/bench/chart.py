"""The figures as one picture: how long each build takes, by the number of members, both on scales of powers of ten.

`python -m tests.bench.chart docs/manual/bench.json docs/manual/bench.svg` draws it again.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

WIDTH, HEIGHT = 760, 440
LEFT, RIGHT, TOP, BOTTOM = 70, 256, 76, 370
"""The edges of the plot; to its right stand the names of the lines."""
_LINE_OF_TEXT = 18


@dataclass(frozen=True)
class Line:
    """What a line shows and how it looks: by hue, by dashes and by the shape of its points, so no one has to do."""

    name: str
    label: str
    dashes: str
    shape: str


LINES = (
    Line("cold", "Sameboat, whole build", "", "circle"),
    Line("hugo", "Hugo, members’ pages only", "7 4", "square"),
    Line("plain", "MkDocs, a page each", "2 4", "diamond"),
    Line("edit", "Sameboat, one edit", "10 3 2 3", "up"),
    Line("warm", "Sameboat, no change", "1 3", "down"),
)

_STYLE = """\
.panel{fill:#fcf9f4}text{fill:#26221c;font:14px system-ui,sans-serif}.soft{fill:#5f574c}
.title{font-size:17px;font-weight:600}path{fill:none;stroke-width:2.5}.grid{stroke:#e4dbcd;stroke-width:1}
.cold{color:#0b5f6b}.hugo{color:#9a3b1b}.plain{color:#6b5a00}.edit{color:#6a3d9a}.warm{color:#1f6b2d}
.line{stroke:currentColor}.point{fill:currentColor}.name{fill:currentColor}
@media (prefers-color-scheme:dark){.panel{fill:#14181b}.grid{stroke:#333b40}text{fill:#f1ebe0}.soft{fill:#b9b0a2}
.cold{color:#86d3cd}.hugo{color:#ffb08c}.plain{color:#e3cf6f}.edit{color:#cdb3f0}.warm{color:#9bd7a4}.name{fill:currentColor}}
"""


def draw(report: Mapping[str, Any], place: str = "memory") -> str:
    """The picture of a report, as SVG; ValueError where it has no builds in `place`."""
    sizes = sorted(
        (size for size in report["sizes"] if size["place"] == place), key=lambda size: int(size["members"])
    )
    if not sizes:
        raise ValueError(f"the report has no builds in {place}")
    shown = [(line, points) for line in LINES if (points := _points(sizes, line.name))]
    scale = _Scale.over(
        [size["members"] for size in sizes], [seconds for _, points in shown for _, seconds in points]
    )
    title = "How long a build takes"
    where = f"{report['machine']['cores']} cores, files in {place}, {report['measured']}"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="title words">',
        f'<title id="title">{escape(title)}</title>',
        f'<desc id="words">{escape(_in_words(shown))}</desc>',
        f"<style>{_STYLE}</style>",
        f'<rect class="panel" width="{WIDTH}" height="{HEIGHT}" rx="10"/>',
        f'<text class="title" x="24" y="32">{escape(title)}</text>',
        f'<text class="soft" x="24" y="54">{escape(where)}</text>',
        *_grid(scale),
        *_lines(shown, scale),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


@dataclass(frozen=True)
class _Scale:
    """Members and seconds to places in the picture."""

    members: tuple[int, ...]
    least: int
    most: int
    """The lowest and the highest power of ten of seconds."""

    @staticmethod
    def over(members: Sequence[int], seconds: Sequence[float]) -> _Scale:
        least = math.floor(math.log10(min(seconds)))
        return _Scale(tuple(members), least, max(least + 1, math.ceil(math.log10(max(seconds)))))

    def x(self, members: float) -> float:
        first, last = math.log10(self.members[0]), math.log10(self.members[-1])
        share = (math.log10(members) - first) / (last - first) if last > first else 0.5
        return round(LEFT + 20 + share * (WIDTH - RIGHT - LEFT - 40), 1)

    def y(self, seconds: float) -> float:
        share = (math.log10(seconds) - self.least) / (self.most - self.least)
        return round(BOTTOM - share * (BOTTOM - TOP), 1)


Points = Sequence[tuple[int, float]]


def _points(sizes: Sequence[Mapping[str, Any]], name: str) -> Points:
    return [(size["members"], size["wall_median"][name]) for size in sizes if name in size["wall_median"]]


def _grid(scale: _Scale) -> Iterator[str]:
    for power in range(scale.least, scale.most + 1):
        y = scale.y(10.0**power)
        yield f'<path class="grid" d="M{LEFT} {y}H{WIDTH - RIGHT}"/>'
        yield f'<text class="soft" x="{LEFT - 8}" y="{y + 5}" text-anchor="end">{10.0**power:,g} s</text>'
    for members in scale.members:
        x = scale.x(members)
        yield f'<path class="grid" d="M{x} {TOP}V{BOTTOM}"/>'
        yield f'<text class="soft" x="{x}" y="{BOTTOM + 24}" text-anchor="middle">{members:,}</text>'
    middle = (LEFT + WIDTH - RIGHT) / 2
    yield f'<text class="soft" x="{middle}" y="{BOTTOM + 46}" text-anchor="middle">members</text>'


def _lines(shown: Sequence[tuple[Line, Points]], scale: _Scale) -> Iterator[str]:
    for line, points in shown:
        places = [(scale.x(members), scale.y(seconds)) for members, seconds in points]
        dashes = f' stroke-dasharray="{line.dashes}"' if line.dashes else ""
        way = "L".join(f"{x} {y}" for x, y in places)
        yield f'<g class="{line.name}"><path class="line"{dashes} d="M{way}"/>'
        yield from (_point(line.shape, x, y) for x, y in places)
        yield "</g>"
    # The names stand beside the ends of their lines, moved apart where two would touch.
    ends = sorted((scale.y(points[-1][1]), line, points[-1]) for line, points in shown)
    lowest = TOP
    for y, line, (members, seconds) in ends:
        lowest = max(lowest + _LINE_OF_TEXT, y)
        last = "" if members == scale.members[-1] else f", {members:,}"
        words = f"{line.label}{last}: {_seconds(seconds)}"
        yield f'<text class="name {line.name}" x="{WIDTH - RIGHT + 6}" y="{lowest + 5:g}">{escape(words)}</text>'


def _point(shape: str, x: float, y: float) -> str:
    if shape == "circle":
        return f'<circle class="point" cx="{x}" cy="{y}" r="5"/>'
    steps = {
        "square": ((-4.5, -4.5), (4.5, -4.5), (4.5, 4.5), (-4.5, 4.5)),
        "diamond": ((0, -6), (6, 0), (0, 6), (-6, 0)),
        "up": ((0, -6), (6, 5), (-6, 5)),
        "down": ((0, 6), (6, -5), (-6, -5)),
    }[shape]
    return f'<polygon class="point" points="{" ".join(f"{x + dx:g},{y + dy:g}" for dx, dy in steps)}"/>'


def _in_words(shown: Sequence[tuple[Line, Points]]) -> str:
    """All figures, for who cannot see the picture."""
    return " ".join(
        f"{line.label}: {', '.join(f'{_seconds(seconds)} for {members:,} members' for members, seconds in points)}."
        for line, points in shown
    )


def _seconds(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds >= 20 else f"{seconds:.1f} s"


if __name__ == "__main__":
    source, target = map(Path, sys.argv[1:])
    target.write_text(draw(json.loads(source.read_text(encoding="utf-8"))), encoding="utf-8")
