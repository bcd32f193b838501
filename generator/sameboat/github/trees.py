"""What differs between two commits, told by hashes alone.

Folders are walked side by side and only where their hashes differ, so that a profile among ten thousand costs a
handful of requests. There is no notion of a rename: a file that moved is one that is gone and one that is new, and both
count. A link, a submodule and a file that became a folder show as what they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from .answers import Entry

MOST_FOLDERS = 60
"""Past so many folders a change is nobody's own profile, and the walk would use up what GitHub allows in an hour."""

ReadTree = Callable[[str], Mapping[str, Entry]]
"""A tree's hash → its entries by name."""


class TooManyError(Exception):
    """More folders differ than are looked at."""


@dataclass(frozen=True, slots=True)
class Change:
    """One path at which two commits differ."""

    path: str
    before: Entry | None
    after: Entry | None


class Walk:
    """Trees, read at most so many times."""

    def __init__(self, read: ReadTree, most: int = MOST_FOLDERS) -> None:
        self._read = read
        self._left = most

    def changes(self, before: str, after: str) -> list[Change]:
        """Every file that differs between two trees, by path. Raises TooManyError."""
        return sorted(self._folder("", before, after), key=lambda change: change.path)

    def entry(self, tree: str, path: str) -> Entry | None:
        """What stands at `path`; None where nothing does."""
        *folders, name = path.split("/")
        for folder in folders:
            found = self._read(tree).get(folder)
            if found is None or not found.is_folder:
                return None
            tree = found.sha
        return self._read(tree).get(name)

    def _folder(self, path: str, before: str | None, after: str | None) -> Iterator[Change]:
        if before == after:
            return
        old, new = self._entries(before), self._entries(after)
        for name in sorted(old.keys() | new.keys()):
            was, now = old.get(name), new.get(name)
            if was and now and (was.mode, was.sha) == (now.mode, now.sha):
                continue
            inside = f"{path}{name}"
            folders = [entry.sha if entry and entry.is_folder else None for entry in (was, now)]
            if any(folders):
                yield from self._folder(f"{inside}/", *folders)
            files = [entry if entry and not entry.is_folder else None for entry in (was, now)]
            if any(files):
                yield Change(inside, *files)

    def _entries(self, tree: str | None) -> Mapping[str, Entry]:
        if tree is None:
            return {}
        self._left -= 1
        if self._left < 0:
            raise TooManyError
        return self._read(tree)
