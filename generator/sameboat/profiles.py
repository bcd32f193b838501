"""A document becomes a profile, or the problems that keep it from being one."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from .documents import MAX_BYTES, SourceFile, Value, read_document
from .formats import is_handle
from .problems import FILE_START, Problem, errors
from .schema import MemberSchema
from .validation import explain

ENDING = ".yml"


@dataclass(frozen=True, slots=True)
class Profile:
    """A member, as they describe themselves. Valid: whoever holds one need not look again."""

    handle: str
    fields: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Checked:
    """What checking a file gave."""

    profile: Profile | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class MemberPath:
    """A file that claims to be a member, not yet opened."""

    path: Path
    name: str
    """The path as people are to read it."""

    @property
    def handle(self) -> str:
        """The file's name without its ending."""
        return self.path.name.removesuffix(ENDING)


def member_paths(folder: Path, name: str) -> Iterator[MemberPath]:
    """Every file in `folder` (shown to people as `name`) that claims to be a member, by name."""
    with os.scandir(folder) as entries:
        names = sorted(entry.name for entry in entries if entry.name.lower().endswith((ENDING, ".yaml")))
    for each in names:
        if not each.startswith("."):
            yield MemberPath(folder / each, f"{name}/{each}")


def check_member(member: MemberPath, schema: MemberSchema) -> Checked:
    """Read and check one member's file; what is wrong is in `problems`, never raised."""
    problem = _name_problem(member)
    if problem:
        return Checked(None, (problem,))
    try:
        descriptor = os.open(member.path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with open(descriptor, "rb") as opened:  # noqa: PTH123 - it is a descriptor, not a path
            content = opened.read(MAX_BYTES + 1)
    except OSError as error:
        message = f"This file cannot be read ({error.strerror})."
        return Checked(None, (_file_problem(member, "unreadable", message, "A profile is a plain file."),))
    return check(SourceFile(member.name, content), member.handle, schema)


def _name_problem(member: MemberPath) -> Problem | None:
    if not member.path.name.endswith(ENDING):
        message = "A profile's file name ends in .yml, in small letters."
        return _file_problem(member, "bad-file-name", message, f"Name it {member.path.stem.lower()}.yml.")
    if not is_handle(member.handle):
        message = f'"{member.handle}" cannot be a handle: small letters, digits and single hyphens inside, up to 39.'
        return _file_problem(
            member, "bad-file-name", message, "Name the file after your login, in small letters."
        )
    if member.path.is_symlink() or not member.path.is_file():
        message = "This is not a plain file."
        return _file_problem(
            member, "unreadable", message, "Put a plain file in its place; links are not followed."
        )
    return None


def _file_problem(member: MemberPath, code: str, message: str, hint: str) -> Problem:
    return Problem(member.name, *FILE_START, "", code, "error", message, hint)


def check(file: SourceFile, handle: str, schema: MemberSchema) -> Checked:
    """Check the profile of `handle` that stands in `file`."""
    document = read_document(file)
    if document.data is None:
        return Checked(None, document.problems)
    if not document.problems and schema.validator.is_valid(document.data):
        assert isinstance(document.data, dict)  # noqa: S101 - the schema said so
        return Checked(Profile(handle, document.data), ())
    problems = (*document.problems, *explain(document, schema.validator, schema.bundled, schema.choices))
    problems = tuple(sorted(problems))
    if errors(problems):
        return Checked(None, problems)
    assert isinstance(document.data, dict)  # noqa: S101 - no errors, so the schema accepts it
    return Checked(Profile(handle, document.data), problems)
