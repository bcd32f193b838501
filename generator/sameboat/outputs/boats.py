"""A boat for everybody without a photo, drawn from the handle: the same one on every page and every day."""

from __future__ import annotations

from functools import cache

from markupsafe import Markup

from ..text import stable_hash

HUES = 8
_SAILS = (
    '<path d="M23 7v21H10z"/><path d="M26 12v16h11z" opacity=".6"/>',
    '<path d="M25 6v22h14z"/><path d="M22 11v17H11z" opacity=".6"/>',
    '<path d="M23 28V7q16 3 15 21z"/><path d="M21 13v15H11z" opacity=".6"/>',
    '<path d="M13 12h20v16H13z"/><path d="M22 6h2v24h-2z"/>',
    '<path d="M22 9v19h4V9z"/><path d="M27 8l8 3-8 3z" opacity=".6"/>',
    '<path d="M14 14v14H6zM25 8v20H16zM36 16v12H27z"/>',
)
_HULLS = (
    '<path d="M7 31h34l-6 8H14z"/>',
    '<path d="M7 31q17 4 34 0-3 9-11 9H18Q10 40 7 31z"/>',
    '<path d="M9 31h30v5q0 3-4 3H13q-4 0-4-3z"/>',
)
_SKIES = ('<circle cx="38" cy="10" r="2.5"/>', '<circle cx="10" cy="11" r="2.5"/>', "")


def hue_class(handle: str) -> str:
    """The class that colours whatever belongs to `handle`."""
    return f"sb-h{stable_hash(handle) % HUES}"


def draw_boat(handle: str) -> Markup:
    """The boat of `handle`, as SVG that names no colour: the page's style does."""
    return _drawn(stable_hash(handle) % (HUES * len(_SAILS) * len(_HULLS) * len(_SKIES)))


@cache
def _drawn(bits: int) -> Markup:
    bits, hue = divmod(bits, HUES)
    bits, sail = divmod(bits, len(_SAILS))
    sky, hull = divmod(bits, len(_HULLS))
    drawing = f'<circle cx="24" cy="24" r="24" opacity=".16"/>{_SKIES[sky]}{_SAILS[sail]}{_HULLS[hull]}'
    # Made of the constants above.
    return Markup(f'<svg class="sb-boat sb-h{hue}" viewBox="0 0 48 48" aria-hidden="true">{drawing}</svg>')  # noqa: S704
