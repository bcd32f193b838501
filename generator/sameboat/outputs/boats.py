"""A boat for everybody without a photo, drawn from the handle: the same one on every page and every day.

Sails, hulls and skies are drawings in the style sheet; a page only says which of them are whose.
"""

from __future__ import annotations

from functools import cache

from markupsafe import Markup

from ..text import handle_hash

HUES = 8
SAILS = 6
HULLS = 3
SKIES = 3


def hue_class(handle: str) -> str:
    """The class that colours whatever belongs to `handle`."""
    return f"b{handle_hash(handle) % HUES}"


def draw_boat(handle: str) -> Markup:
    """The boat of `handle`: an element whose classes name its hue, its sail, its hull and its sky."""
    return _drawn(handle_hash(handle) % (HUES * SAILS * HULLS * SKIES))


@cache
def _drawn(bits: int) -> Markup:
    bits, hue = divmod(bits, HUES)
    bits, sail = divmod(bits, SAILS)
    sky, hull = divmod(bits, HULLS)
    # Numbers and nothing else.
    return Markup(f'<i class="b{hue} s{sail} u{hull} k{sky}"></i>')  # noqa: S704
