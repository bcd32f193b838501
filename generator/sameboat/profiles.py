"""A document becomes a profile, or the problems that keep it from being one."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .cache import digest
from .documents import MAX_BYTES, Document, SourceFile, Value, problem_at, read_document
from .formats import is_handle, shown_url
from .plain_text import text_problems
from .problems import Problem, errors
from .schema import MemberSchema
from .validation import explain

ENDING = ".yml"
_UNUSUAL_HOST = re.compile(rb"//[!-.0-~]*[\x80-\xff]")


@dataclass(frozen=True, slots=True)
class Profile:
    """A member, as they describe themselves. Valid: whoever holds one need not look again."""

    handle: str
    fields: Mapping[str, Value]
    content: bytes = field(default=b"", compare=False, repr=False)
    """A digest of the file that says so; empty where there was none."""


@dataclass(frozen=True, slots=True)
class MemberPath:
    """A file that claims to be a member, not yet opened."""

    file: str
    """Where it is."""
    name: str
    """The path as people are to read it."""
    rival: str = ""
    """Another file that claims the same handle, written in another case or with another ending."""

    @property
    def path(self) -> Path:
        """Where it is, for more than opening it: ten thousand paths take as long to make as their files to list."""
        return Path(self.file)

    @property
    def handle(self) -> str:
        """The file's name without its ending."""
        return handle_of(self.file_name)

    @property
    def file_name(self) -> str:
        """The file's name."""
        return self.name.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Checked:
    """What checking a file gave."""

    member: MemberPath
    profile: Profile | None
    problems: tuple[Problem, ...]
    content: bytes = b""
    """A digest of the file; empty where it could not be read."""


def member_files(folder: Path) -> list[str]:
    """The name of every file in `folder` that claims to be a member, sorted."""
    with os.scandir(folder) as entries:
        return sorted(
            entry.name
            for entry in entries
            if entry.name.lower().endswith((ENDING, ".yaml")) and not entry.name.startswith(".")
        )


def handle_of(file_name: str) -> str:
    """The handle that a member's file is named after."""
    return file_name.removesuffix(ENDING)


def member_paths(
    folder: Path, name: str, file_names: Sequence[str], wanted: Collection[str] | None = None
) -> Iterator[MemberPath]:
    """The members in the files `file_names` of `folder` (shown to people as `name`), or only those `wanted`."""
    claims: dict[str, list[str]] = {}
    for each in file_names:
        claims.setdefault(_claimed_handle(each), []).append(each)
    start = os.fspath(folder)
    for each in file_names if wanted is None else sorted(wanted):
        rivals = [f"{name}/{rival}" for rival in claims.get(_claimed_handle(each), ()) if rival != each]
        yield MemberPath(f"{start}/{each}", f"{name}/{each}", rivals[0] if rivals else "")


def _claimed_handle(file_name: str) -> str:
    return file_name.rpartition(".")[0].casefold()


Known = Mapping[bytes, Mapping[str, Value]]
"""The digest of a file → its fields, for files in which the same code and the same schema found nothing wrong."""
NOTHING_KNOWN: Known = {}


def check_member(member: MemberPath, schema: MemberSchema, known: Known = NOTHING_KNOWN) -> Checked:
    """Read and check one member's file; what is wrong is in `problems`, never raised."""
    problem = _name_problem(member)
    if problem:
        return Checked(member, None, (problem,))
    try:
        content = _read_content(member)
    except OSError as error:
        return Checked(member, None, (_unreadable(member, error),))
    key = digest(content)
    if (fields := known.get(key)) is not None:
        return Checked(member, Profile(member.handle, fields, key), (), key)
    data, problems = check_document(read_document(SourceFile(member.name, content)), schema)
    return Checked(member, None if data is None else Profile(member.handle, data, key), problems, key)


def read_member(member: MemberPath) -> Document:
    """The document in a member's file.

    Raises OSError where there is no plain file to read; links are not followed.
    """
    return read_document(SourceFile(member.name, _read_content(member)))


def _read_content(member: MemberPath) -> bytes:
    descriptor = os.open(member.file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        content = os.read(descriptor, MAX_BYTES + 1)
        # Half a profile can be a valid one, so what a slow disk holds back must not pass for all of it.
        if len(content) < min(status.st_size, MAX_BYTES + 1):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
    finally:
        os.close(descriptor)
    return content


def _name_problem(member: MemberPath) -> Problem | None:
    is_handle_like = is_handle(member.handle)
    if member.rival and not (member.file_name.endswith(ENDING) and is_handle_like):
        message = f"{member.rival} claims the same handle."
        return problem_at(member.name, "name-clash", message, "Keep one of the two.")
    if not member.file_name.endswith(ENDING):
        message = "A profile's file name ends in .yml, in small letters."
        return problem_at(member.name, "bad-file-name", message, f"Name it {member.path.stem.lower()}.yml.")
    if not is_handle_like:
        message = f'"{member.handle}" cannot be a handle: small letters, digits and single hyphens inside, up to 39.'
        return problem_at(
            member.name,
            "bad-file-name",
            message,
            "Name the file after your GitHub username, in small letters.",
        )
    return None


def _unreadable(member: MemberPath, error: OSError) -> Problem:
    if member.path.is_symlink() or not member.path.is_file():
        message = "This is not a plain file."
        return problem_at(
            member.name, "unreadable", message, "Put a plain file in its place; links are not followed."
        )
    message = f"This file cannot be read ({error.strerror})."
    return problem_at(member.name, "unreadable", message, "A profile is a plain file.")


def check_document(
    document: Document, schema: MemberSchema
) -> tuple[Mapping[str, Value] | None, tuple[Problem, ...]]:
    """The fields in `document`, None where an error keeps them out, and all problems, sorted."""
    data = document.data
    if data is None:
        return None, document.problems
    problems = document.problems
    if problems or not schema.validator.is_valid(data):
        problems = (*problems, *explain(document, schema.validator, schema.bundled, schema.choices))
    elif isinstance(data, dict):
        problems = tuple(_unusual_hosts(document, data, schema))
    found = tuple(text_problems(document))
    if not problems and not found and isinstance(data, dict):
        return data, ()
    problems = tuple(sorted((*problems, *found)))
    if errors(problems) or not isinstance(data, dict):
        return None, problems
    return data, problems


def _unusual_hosts(document: Document, data: Mapping[str, Value], schema: MemberSchema) -> Iterator[Problem]:
    """Addresses whose host has letters beyond a to z: right as they are, but to be looked at."""
    # Without an escape sequence, a letter that stands in a host stands in the file.
    content = document.file.content
    if b"\\" not in content and (content.isascii() or not _UNUSUAL_HOST.search(content)):
        return
    for pointer, url in schema.urls(data):
        shown = url if url.isascii() else shown_url(url)
        if shown != url:
            message = f"This address is shown as {shown}, since its letters can look like others."
            yield document.problem(
                "unusual-host", message, pointer, hint="Make sure that it is the one you mean."
            )
