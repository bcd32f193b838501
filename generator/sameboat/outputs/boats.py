"""A boat for everybody without a photo, drawn from the handle: the same one on every page and every day.

Sails, hulls and skies are drawings in the style sheet; a page only says which of them are whose. The hue goes by the
last sign of the handle: a card has none of its own, since the style sheet sees that sign at the end of its link.
"""

from __future__ import annotations

from functools import cache

from markupsafe import Markup

from ..text import handle_hash

HUES = 8
SAILS = 6
HULLS = 3
SKIES = 3


def hue_of(handle: str) -> int:
    """The number of the hue of whatever belongs to `handle`."""
    return int(handle[-1], 36) % HUES


def draw_boat(handle: str) -> Markup:
    """The boat of `handle`: an element whose classes name its hue, its sail, its hull and its sky."""
    return _drawn(hue_of(handle), handle_hash(handle) % (SAILS * HULLS * SKIES))


@cache
def _drawn(hue: int, bits: int) -> Markup:
    bits, sail = divmod(bits, SAILS)
    sky, hull = divmod(bits, HULLS)
    # Numbers and nothing else.
    return Markup(f'<i class="b{hue} s{sail} u{hull} k{sky}"></i>')  # noqa: S704
