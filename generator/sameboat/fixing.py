"""Safe mends carried out: files are rewritten, and what was done is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from stat import S_IMODE
from tempfile import mkstemp

from .checking import CheckedCommunity, Community, check_community, members_to_check
from .documents import SourceFile
from .mends import mend_profile
from .photo_files import DamagedError
from .photos import without_metadata
from .problems import Problem
from .profiles import ENDING, MemberPath, read_member
from .schema import MemberSchema, read_schema

_LOCATION = "photo-location"


def fix_community(
    community: Community, named: Sequence[Path] = ()
) -> tuple[tuple[Problem, ...], CheckedCommunity]:
    """Mend what is beyond doubt in the files `named`, or in everybody's; then check again.

    Returns the problems that were mended, and what is left. Each file is replaced whole or not at all.
    """
    schema, _ = read_schema(community.schema, community.schema_name)
    done: list[Problem] = []
    if schema is not None:
        for member in members_to_check(community, named).paths:
            done += _fix_member(member, schema)
    left = check_community(community, named)
    stripped = [
        problem for problem in left.problems if problem.code == _LOCATION and _strip(problem, community)
    ]
    return (*done, *stripped), check_community(community, named) if stripped else left


def _strip(problem: Problem, community: Community) -> bool:
    """Take the location out of the photo that `problem` is about; whether that could be done."""
    path = community.photos / PurePosixPath(problem.path).name
    try:
        content = path.read_bytes()
        without = without_metadata(content)
    except (OSError, DamagedError):
        return False
    if without == content:
        return False
    replace_file(path, without)
    return True


def _fix_member(member: MemberPath, schema: MemberSchema) -> Iterator[Problem]:
    if not member.path.name.endswith(ENDING) or member.path.is_symlink() or not member.path.is_file():
        return
    try:
        file = read_member(member).file
    except OSError:
        return
    mended = mend_profile(SourceFile(file.path, file.content), schema)
    if mended.done:
        replace_file(member.path, mended.content)
        yield from mended.done


def replace_file(path: Path, content: bytes) -> None:
    """Put `content` in the place of the file at `path`, so that at no time half of it stands there."""
    # A file of a new name, made here and now: under a name that one could guess, a link may already be waiting.
    descriptor, name = mkstemp(prefix=f".{path.name}.", dir=path.parent)
    beside = Path(name)
    try:
        with open(descriptor, "wb") as opened:  # noqa: PTH123 - it is a descriptor, not a path
            opened.write(content)
        beside.chmod(S_IMODE(path.stat().st_mode))
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
