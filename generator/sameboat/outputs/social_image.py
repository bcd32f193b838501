"""The picture that stands beside a link to the site elsewhere: some people in one boat.

It holds no letters, so it needs no font, and it is as good in Amharic as in English. Colours are the site's own, and
who sits where follows from the site's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from io import BytesIO

from PIL import Image, ImageDraw

from .. import addresses
from ..rendering import ASSETS
from ..text import stable_hash
from .output_file import OutputFile
from .site import Site

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
    large = Image.new("RGB", (WIDTH * _FINER, HEIGHT * _FINER), colours["sea-wash"])
    pen = _Pen(ImageDraw.Draw(large))
    pen.circle(980, 150, 78, colours["sun"])
    pen.waves(430, 150, colours["hue-3"])
    _draw_crew(pen, name, colours)
    pen.shape([(270, 400), (930, 400), (850, 520), (350, 520)], colours["warm"])
    pen.shape([(255, 385), (945, 385), (935, 415), (265, 415)], colours["ink"])
    pen.waves(490, 110, colours["sea"])
    small = large.resize((WIDTH, HEIGHT), Image.Resampling.BOX)
    return small.quantize(64, dither=Image.Dither.NONE)


def _draw_crew(pen: _Pen, name: str, colours: Mapping[str, str]) -> None:
    first = stable_hash(name) % _HUES
    for seat in range(_CREW):
        colour = colours[f"hue-{(first + seat * 3) % _HUES}"]
        x = 360 + seat * 120
        lift = 12 if seat % 2 else 0
        pen.circle(x, 330 - lift, 46, colour)
        pen.circle(x, 252 - lift, 34, colour)
    # Everybody rows: an oar a person, behind the rim of the boat.
    for seat in range(_CREW):
        x = 390 + seat * 120
        pen.shape([(x, 350), (x + 12, 346), (x + 82, 560), (x + 70, 564)], colours["paper"])


class _Pen:
    """Draws in the picture's own measure, whatever size it is drawn at."""

    def __init__(self, drawing: ImageDraw.ImageDraw) -> None:
        self._drawing = drawing

    def circle(self, x: float, y: float, radius: float, colour: str) -> None:
        self._drawing.circle((x * _FINER, y * _FINER), radius * _FINER, fill=colour)

    def shape(self, corners: list[tuple[float, float]], colour: str) -> None:
        self._drawing.polygon([(x * _FINER, y * _FINER) for x, y in corners], fill=colour)

    def waves(self, top: float, width: float, colour: str) -> None:
        """Water from `top` down, with crests `width` apart."""
        self.shape([(0, top + 30), (WIDTH, top + 30), (WIDTH, HEIGHT), (0, HEIGHT)], colour)
        for number in range(int(WIDTH / width) + 2):
            self._drawing.ellipse(
                [
                    (number * width - width / 2) * _FINER,
                    top * _FINER,
                    (number * width + width / 2) * _FINER,
                    (top + 60) * _FINER,
                ],
                fill=colour,
            )
