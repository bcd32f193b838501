"""What a pull request's own check says: everything that is wrong with it, and how it would read.

Two checkouts lie side by side. The program, the schema and the lists are those of the base; what was proposed is data.
Whoever proposes can change this very check, so nobody but its reader believes it; the gate decides by itself.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..annotations import job_summary, workflow_commands
from ..checking import CheckedCommunity, Community, check_community
from ..columns import printable
from ..photos import FOLDER
from ..profiles import Profile
from ..reports import one_line, summary
from ..schema import MemberSchema

_PREVIEWS = 20
_FENCE = "~~~~"
_RESERVE = 2000


@dataclass(frozen=True)
class Review:
    """What was found."""

    changed: tuple[str, ...]
    """The profiles and photos that are new or other than in the base, as paths; what is gone needs no check."""
    checked: CheckedCommunity | None
    """By the rules of the base; None where no profile and no photo changed."""
    proposed: CheckedCommunity | None
    """Everybody by the rules that were proposed; None where the schema and the lists stay as they are."""
    refusal: str = ""
    """Why nothing could be looked at."""

    @property
    def has_errors(self) -> bool:
        """Whether something is to be mended: by the proposed rules where there are any."""
        decisive = self.proposed or self.checked
        return bool(self.refusal) or (decisive is not None and decisive.has_errors)

    @property
    def log(self) -> str:
        """Annotations for GitHub, and what the proposed rules change."""
        lines = []
        if self.refusal:
            lines.append(f"::error::{self.refusal}\n")
        elif self.checked is None:
            lines.append("No profile and no photo changes here.\n")
        else:
            lines.append(workflow_commands(self.checked.problems, self.checked.checked))
        if self.proposed is not None:
            lines.append("\nWith the schema and the lists of this pull request, for everybody:\n")
            lines += [f"  {one_line(problem)}\n" for problem in self.proposed.problems]
            lines.append(f"  {summary(self.proposed.problems, self.proposed.checked)}\n")
        return "".join(lines)

    def summary(self, room: int) -> str:
        """The same as Markdown, with every problem and the profiles as text, in at most `room` bytes."""
        if self.refusal:
            return f"## Sameboat\n\n{self.refusal}\n"
        parts = []
        if self.checked is None:
            parts.append("## Sameboat\n\nNo profile and no photo changes here.\n")
        else:
            room_for_problems = room // 2 if self.proposed else room - _RESERVE
            parts.append(job_summary(self.checked.problems, self.checked.checked, room=room_for_problems))
        if self.proposed is not None:
            found = job_summary(
                self.proposed.problems, self.proposed.checked, room=room // 2 - _RESERVE
            ).removeprefix("## Sameboat\n")
            parts.append(f"\n## With the schema and the lists of this pull request, for everybody\n{found}")
        left = room - sum(len(part.encode()) for part in parts)
        for preview in self._previews():
            left -= len(preview.encode())
            if left > 0:
                parts.append(preview)
        return "".join(parts)

    def _previews(self) -> Iterator[str]:
        shown = self.proposed or self.checked
        if shown is None or shown.schema is None:
            return
        named = {Path(path).stem for path in self.changed if not path.endswith((".jpg", ".png", ".webp"))}
        profiles = [profile for profile in shown.profiles if profile.handle in named]
        for profile in profiles[:_PREVIEWS]:
            text = "\n".join(preview_lines(profile, shown.schema))
            yield f"\n### How `{profile.handle}` reads\n\n{_FENCE}text\n{text}\n{_FENCE}\n"


def review_changes(base: Path, proposed: Path, members: str = "members", schema: str = "schema") -> Review:
    """Look at what differs between the checkouts `base` and `proposed`."""
    odd = _odd_folder(proposed, members, schema)
    if odd:
        return Review((), None, None, f"{odd} is no plain folder of plain files, so nothing was looked at.")
    changed = [
        *_changed(base / members, proposed / members),
        *_changed(base / members / FOLDER, proposed / members / FOLDER),
    ]
    checked = changes = None
    if changed:
        community = Community(proposed / members, base / schema, members, schema)
        checked = check_community(community, changed)
    if _changed(base / schema, proposed / schema) or _changed(proposed / schema, base / schema):
        changes = check_community(Community(proposed / members, proposed / schema, members, schema))
    names = tuple(path.relative_to(proposed).as_posix() for path in changed)
    return Review(names, checked, changes)


def _odd_folder(proposed: Path, members: str, schema: str) -> str:
    """The name of a folder that is a link or holds links where there should be files; empty where all is plain."""
    for name in (members, f"{members}/{FOLDER}"):
        folder = proposed / name
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            return name
    if not (proposed / members).is_dir():
        return members
    # A file of the schema is read without further ado; a link could lead anywhere.
    folder = proposed / schema
    links = folder.is_symlink() or any(path.is_symlink() for path in folder.glob("*"))
    return schema if links else ""


def _changed(before: Path, after: Path) -> list[Path]:
    """The files in the folder `after` that are not the same in `before`, by name."""
    try:
        with os.scandir(after) as entries:
            names = sorted(entry.name for entry in entries if not entry.is_dir(follow_symlinks=False))
    except OSError:
        return []
    return [after / name for name in names if not _same(before / name, after / name)]


def _same(one: Path, other: Path) -> bool:
    if one.is_symlink() or other.is_symlink() or not one.is_file() or not other.is_file():
        return False
    return one.stat().st_size == other.stat().st_size and one.read_bytes() == other.read_bytes()


def preview_lines(profile: Profile, schema: MemberSchema) -> Iterator[str]:
    """A profile as plain text, in the order and with the words of its page."""
    for each in schema.properties:
        if each.name in profile.fields and not each.hidden:
            labels: dict[str, str] = {}
            for leaf in each.leaves:
                if leaf.vocabulary:
                    terms = schema.vocabularies[leaf.vocabulary].terms
                    labels |= {slug: term.label for slug, term in terms.items()}
                labels |= leaf.labels or {}
            yield printable(f"{each.title}: {'; '.join(_words(profile.fields[each.name], labels))}")


def _words(value: Any, labels: dict[str, str]) -> Sequence[str]:
    if isinstance(value, bool):
        return ["yes" if value else "no"]
    if isinstance(value, str):
        return [labels.get(value, value)]
    if isinstance(value, list):
        return [
            ", ".join(_words(item, labels)) if isinstance(item, dict) else _words(item, labels)[0]
            for item in value
        ]
    return [word for part in value.values() for word in _words(part, labels)]
