"""Who asked not to be listed by search engines, or not to be read by AI: asked of crawlers, and enforced by nobody."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from ..profiles import Profile

NOINDEX = Markup('<meta name="robots" content="noindex">')
RESERVED = Markup('<meta name="tdm-reservation" content="1">')
"""Text and data mining is reserved (W3C Community Group report "TDM Reservation Protocol", section 6.2)."""
NOTHING: dict[str, bool] = {}


def is_listed(profile: Profile) -> bool:
    """Whether the member lets search engines list their page."""
    visibility: Any = profile.fields.get("visibility", NOTHING)
    return visibility.get("search_engines", True) is True


def allows_ai(profile: Profile) -> bool:
    """Whether the member lets AI crawlers read their page; who says nothing does not."""
    visibility: Any = profile.fields.get("visibility", NOTHING)
    return visibility.get("ai", False) is True


def member_tags(profile: Profile) -> Markup:
    """What the head of the member's page asks of crawlers."""
    return (Markup() if is_listed(profile) else NOINDEX) + (Markup() if allows_ai(profile) else RESERVED)


def list_tags(people: Iterable[Profile]) -> Markup:
    """What the head of a page asks that shows a line about each of `people`."""
    return Markup() if all(map(allows_ai, people)) else RESERVED
