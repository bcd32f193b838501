"""Who asked not to be listed by search engines, or not to be read by AI: asked of crawlers, and enforced by nobody."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from ..profiles import Profile

NOINDEX = Markup("<meta name=robots content=noindex>")
RESERVED = Markup("<meta name=tdm-reservation content=1>")
"""Text and data mining is reserved: TDMRep, the TDM Reservation Protocol of a W3C Community Group."""
_TAGS = {
    (True, True): Markup(),
    (True, False): RESERVED,
    (False, True): NOINDEX,
    (False, False): NOINDEX + RESERVED,
}
"""By whether somebody is listed and whether they allow AI; a sum of two Markups takes as long as all else here."""
_NOTHING: dict[str, bool] = {}


def is_listed(profile: Profile) -> bool:
    """Whether the member lets search engines list their page."""
    visibility: Any = profile.fields.get("visibility", _NOTHING)
    return visibility.get("search_engines", True) is True


def allows_ai(profile: Profile) -> bool:
    """Whether the member lets AI crawlers read their page; who says nothing does not."""
    visibility: Any = profile.fields.get("visibility", _NOTHING)
    return visibility.get("ai", False) is True


def member_tags(profile: Profile) -> Markup:
    """What the head of the member's page asks of crawlers."""
    return _TAGS[is_listed(profile), allows_ai(profile)]


def list_tags(people: Iterable[Profile]) -> Markup:
    """What the head of a page asks that shows a line about each of `people`."""
    return Markup() if all(map(allows_ai, people)) else RESERVED
