"""Profiles that nobody has confirmed for a year, in one issue for the organisers. Nothing here removes anybody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime

from ..profiles import Profile
from .repository import Repository
from .voice import BOT

MARK = "<!-- sameboat: who may have moved on; a job rewrites this issue -->"
TITLE = "Still you? Profiles from more than a year ago"
_INTRO = (
    "These members last said more than a year ago that their profile is still right. You could write to them where "
    "they like to be greeted. Nobody is removed for it, and a profile from long ago may be as right as ever."
)
_MOST = 1000
_CONFIRMED, _SAMPLE = "confirmed", "sample"


def unconfirmed(
    profiles: Iterable[Profile], arrived: Mapping[str, int], today: date
) -> list[tuple[str, str]]:
    """(month, handle) of everybody who last said "this is still me" a year ago or longer, the longest ago first.

    `arrived` is when each came, in seconds since 1970: to join is to say so for the first time. Of whom neither is
    known nothing is said.
    """
    limit = f"{today.year - 1:04}-{today.month:02}"
    found = []
    for profile in profiles:
        said = str(profile.fields.get(_CONFIRMED, "")) or _month(arrived.get(profile.handle))
        if said and said < limit and profile.fields.get(_SAMPLE) is not True:
            found.append((said, profile.handle))
    return sorted(found)


def _month(seconds: int | None) -> str:
    return "" if seconds is None else datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m")


def issue_text(found: Sequence[tuple[str, str]]) -> str:
    """The issue's Markdown; handles stand in code, so that nobody is called by it."""
    if not found:
        return f"{MARK}\n\nEverybody has said within a year that their profile is still theirs."
    lines = [
        MARK,
        "",
        _INTRO,
        "",
        *(f"- `{handle}`, {month}" for month, handle in found[:_MOST]),
    ]
    if len(found) > _MOST:
        lines.append(f"- and {len(found) - _MOST} more")
    lines += ["", "A member confirms their profile with a line such as `confirmed: 2026-11` in their file."]
    return "\n".join(lines)


def keep_issue(repository: Repository, found: Sequence[tuple[str, str]], bot: str = BOT) -> str:
    """Bring the one issue up to date: open while there is somebody in it. What was done. Raises ApiError."""
    text, state = issue_text(found), "open" if found else "closed"
    known = next((issue for issue in repository.issues_by(bot) if issue.body.startswith(MARK)), None)
    if known is None:
        if not found:
            return "Everybody has confirmed their profile within a year."
        repository.open_issue(TITLE, text)
        return f"Opened an issue about {len(found)}."
    if (known.body, known.state) == (text, state):
        return f"Issue #{known.number} is up to date."
    repository.change_issue(known.number, text, state)
    return f"Brought issue #{known.number} up to date."
