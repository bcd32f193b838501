"""The picture that stands beside a link to the site elsewhere: some people in one boat.

It holds no letters, so it needs no font, and it is as good in Amharic as in English. Colours are the site's own, and
who sits where follows from the site's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from .. import addresses
from ..rendering import ASSETS
from ..text import stable_hash
from .output_file import OutputFile
from .site import Site

if TYPE_CHECKING:
    from PIL import Image, ImageDraw

WIDTH, HEIGHT = 1200, 630
"""Pixels; what most places that show such a picture ask for."""
_FINER = 2
"""Drawn so much larger, then made small: Pillow draws hard edges."""
_TOKENS = ASSETS / "css" / "1-tokens.css"
_TOKEN = re.compile(r"--sb-([a-z0-9-]+):\s*(#[0-9a-f]{6})\b")
_CREW = 5
_HUES = 8


def build(site: Site) -> Iterator[OutputFile]:
    """The picture; none where the site does not know its own address, since nothing could point to it."""
    if not site.url:
        return
    written = BytesIO()
    draw(site.name, read_colours(_TOKENS.read_text(encoding="utf-8"))).save(written, "PNG", optimize=True)
    yield OutputFile(addresses.SOCIAL_IMAGE, written.getvalue())


def read_colours(css: str) -> Mapping[str, str]:
    """Token → colour in the light scheme, which comes first."""
    colours: dict[str, str] = {}
    for name, colour in _TOKEN.findall(css):
        colours.setdefault(name, colour)
    return colours


def draw(name: str, colours: Mapping[str, str]) -> Image.Image:
    """The picture for a site of that name, in few colours so that it stays small."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 - one piece of work needs it, in one process

    large = Image.new("RGB", (WIDTH * _FINER, HEIGHT * _FINER), colours["sea-wash"])
    pen = _Pen(ImageDraw.Draw(large))
    pen.oval(980, 150, 78, 78, colours["sun"])
    pen.waves(430, 150, colours["hue-3"])
    first = stable_hash(name) % _HUES
    seats = range(360, 360 + _CREW * 120, 120)
    for seat, x in enumerate(seats):
        colour = colours[f"hue-{(first + seat * 3) % _HUES}"]
        lift = 14 if seat % 2 else 0
        pen.oval(x, 372 - lift, 58, 82, colour)
        pen.oval(x, 256 - lift, 37, 37, colour)
    pen.shape([(270, 410), (930, 410), (850, 540), (350, 540)], colours["warm"])
    pen.shape([(252, 388), (948, 388), (936, 418), (264, 418)], colours["sun"])
    for x in seats:
        pen.shape([(x + 20, 380), (x + 32, 376), (x + 96, 560), (x + 84, 564)], colours["paper"])
    pen.waves(490, 110, colours["sea"])
    small = large.resize((WIDTH, HEIGHT), Image.Resampling.BOX)
    return small.quantize(64, dither=Image.Dither.NONE)


class _Pen:
    """Draws in the picture's own measure, whatever size it is drawn at."""

    def __init__(self, drawing: ImageDraw.ImageDraw) -> None:
        self._drawing = drawing

    def oval(self, x: float, y: float, across: float, along: float, colour: str) -> None:
        """An ellipse around (`x`, `y`)."""
        corners = (x - across, y - along, x + across, y + along)
        self._drawing.ellipse([corner * _FINER for corner in corners], fill=colour)

    def shape(self, corners: Sequence[tuple[float, float]], colour: str) -> None:
        self._drawing.polygon([(x * _FINER, y * _FINER) for x, y in corners], fill=colour)

    def waves(self, top: float, width: float, colour: str) -> None:
        """Water from `top` down, with crests `width` apart."""
        self.shape([(0, top + 30), (WIDTH, top + 30), (WIDTH, HEIGHT), (0, HEIGHT)], colour)
        for number in range(int(WIDTH / width) + 2):
            self.oval(number * width, top + 30, width / 2, 30, colour)
