"""Somebody joins: answers become a file, checked as any other, and written where nobody's file is yet."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .documents import SourceFile, Value, problem_at, read_document
from .formats import is_handle
from .problems import Problem, errors
from .profiles import ENDING, check_document, member_files
from .schema import MemberSchema
from .writing import write_profile


@dataclass(frozen=True)
class Newcomer:
    """A file that could become somebody's profile."""

    handle: str
    content: bytes
    problems: tuple[Problem, ...]

    @property
    def is_welcome(self) -> bool:
        """Whether the check has nothing against it."""
        return not errors(self.problems)


def make_newcomer(
    handle: str, fields: Mapping[str, Value], schema: MemberSchema, members_name: str
) -> Newcomer:
    """The file of `handle` with `fields`, and what the check says of it."""
    content = write_profile(fields, tuple(each.name for each in schema.properties))
    return check_newcomer(handle, content, schema, members_name)


def check_newcomer(handle: str, content: bytes, schema: MemberSchema, members_name: str) -> Newcomer:
    """The file of `handle` with `content`, and what the check says of it."""
    path = f"{members_name}/{handle}{ENDING}"
    _, problems = check_document(read_document(SourceFile(path, content)), schema)
    if not is_handle(handle):
        message = f'"{handle}" cannot be a handle: small letters, digits and single hyphens inside, up to 39.'
        hint = "Name the file after your GitHub username, in small letters."
        problems = (problem_at(path, "bad-file-name", message, hint), *problems)
    return Newcomer(handle, content, problems)


def rival_of(handle: str, folder: Path) -> str:
    """The file in `folder` that has the handle already, however it is written; empty where there is none."""
    return next((name for name in member_files(folder) if name.rpartition(".")[0].casefold() == handle), "")


def write_newcomer(newcomer: Newcomer, folder: Path) -> Path:
    """Write the file of somebody new into `folder`. Raises FileExistsError where there is one."""
    path = folder / f"{newcomer.handle}{ENDING}"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o644)
    with open(descriptor, "wb") as file:  # noqa: PTH123 - it is a descriptor, not a path
        file.write(newcomer.content)
    return path
