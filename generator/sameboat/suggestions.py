"""What was probably meant: for a person to read, and where it is beyond doubt, to write in its place.

`rapidfuzz` and the names of languages are loaded when a file has a mistake, and only then.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from .formats import is_handle, is_https_url, is_language, timezones
from .text import as_slug


class Suggestion(NamedTuple):
    """What to do about a value."""

    hint: str
    mend: str | None = None


def closest(written: str, known: Sequence[str], cutoff: int = 72) -> str | None:
    """The one of `known` that `written` was most likely meant to be, if any is near enough (0 to 100)."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - see above

    found = process.extractOne(
        written[:60].casefold(), known, scorer=fuzz.ratio, processor=str.casefold, score_cutoff=cutoff
    )
    return found[0] if found else None


def near_certain(key: str, meant: str | None, siblings: Mapping[str, Any]) -> str | None:
    """`meant`, where `key` can hardly be anything else and nothing of that name stands there yet."""
    if meant is None or meant in siblings:
        return None
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - see above

    # One slip of the finger (a letter more, less, other, or two swapped), or the same words otherwise joined.
    slips = OSA.distance(as_slug(key), as_slug(meant))
    return meant if slips == 0 or (slips == 1 and len(meant) >= 5) else None


def suggest_for_format(name: str, written: str) -> Suggestion:
    """What to write instead of `written` where the format `name` is needed; an empty hint where nothing is near."""
    if name == "https-url":
        return _suggest_url(written)
    if name == "timezone":
        return _suggest_timezone(written)
    if name == "language":
        return _suggest_language(written)
    if name == "handle":
        handle = written.lstrip("@").casefold()
        return Suggestion(
            "A handle is the file name of a member, without .yml.",
            handle if is_handle(handle) and handle != written else None,
        )
    return Suggestion("")


def _suggest_url(written: str) -> Suggestion:
    if written.lower().startswith("http://"):
        secure = f"https://{written[len('http://') :]}"
        return Suggestion(f"Write {secure}", secure if is_https_url(secure) else None)
    if re.match(r"[\w-]+(\.[\w-]+)+(/|$)", written):
        return Suggestion(f"Write https://{written}")
    return Suggestion("An address looks like https://ada.example.org/notes")


def _suggest_timezone(written: str) -> Suggestion:
    zones = sorted(timezones())
    same = [zone for zone in zones if zone.casefold() == written.casefold().replace(" ", "_")]
    if len(same) == 1:
        return Suggestion(f"Write {same[0]}.", same[0])
    by_place = {zone.rpartition("/")[2]: zone for zone in zones}
    meant = closest(written, [*zones, *by_place])
    if meant is None:
        return Suggestion("Zones are named after cities: Europe/Warsaw, Asia/Tokyo.")
    return Suggestion(f"Did you mean {by_place.get(meant, meant)}?")


def _suggest_language(written: str) -> Suggestion:
    usual = _usual_case(written)
    if is_language(usual):
        return Suggestion(f"Write {usual}.", usual)
    names = _language_names()
    meant = closest(written, list(names), 80)
    if meant is not None:
        return Suggestion(f"Did you mean {names[meant]} ({meant})?")
    return Suggestion("Tags are short: en, pl, pt-BR, zh-Hant.")


def _usual_case(tag: str) -> str:
    """`tag` with hyphens and in the case that RFC 5646 (2.1.1) recommends: pt-BR, zh-Hant."""
    primary, *rest = tag.replace("_", "-").split("-")
    cased = [
        part.title() if len(part) == 4 else part.upper() if len(part) == 2 else part.lower() for part in rest
    ]
    return "-".join((primary.lower(), *cased))


@cache
def _language_names() -> Mapping[str, str]:
    """What languages are called, in English and in themselves → their tags."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - see above

    names = {name: tag.replace("_", "-") for tag, name in Locale("en").languages.items() if is_language(tag)}
    for tag in [tag for tag in names.values() if len(tag) == 2]:
        try:
            own = Locale(tag).languages.get(tag)
        except (UnknownLocaleError, ValueError):
            continue
        if own:
            names.setdefault(own, tag)
    return names
