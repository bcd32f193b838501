"""Safe mends: what is beyond doubt is written in place, and nothing else in the file is touched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from .documents import Document, SourceFile, Value, read_document
from .problems import Pointer, Problem
from .profiles import check_document
from .schema import MemberSchema
from .writing import write_scalar

BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Mended:
    """A file after its mends."""

    content: bytes
    done: tuple[Problem, ...]
    """The problems that are gone."""


_ROUNDS = 5
"""A mended key lets what stands under it be checked, which may need a mend too; deeper than that nothing goes."""


def mend_profile(file: SourceFile, schema: MemberSchema) -> Mended:
    """Apply every safe mend to the profile in `file`, until there is none left."""
    done: list[Problem] = []
    content = file.content
    for _ in range(_ROUNDS):
        document = read_document(SourceFile(file.path, content))
        mended = _mend_once(document, check_document(document, schema)[1])
        if not mended.done:
            break
        content = mended.content
        done += mended.done
    return Mended(content, tuple(done))


def _mend_once(document: Document, problems: Iterable[Problem]) -> Mended:
    """Apply the mends of `problems` to the text of `document`; comments, order and every other line stay as they are.

    A set of mends that would do anything but put the meant words in their places is not applied at all.
    """
    content = document.file.content
    if content.startswith(BYTE_ORDER_MARK):
        marks = tuple(problem for problem in problems if problem.code == "not-utf8")
        return Mended(content.removeprefix(BYTE_ORDER_MARK), marks)
    wanted = [problem for problem in problems if problem.mend is not None]
    if not wanted or document.data is None:
        return Mended(content, ())
    text = content.decode("utf-8")
    starts = _line_starts(text)
    # From the end to the front, so that no mend moves the place of another.
    for problem in sorted(wanted, reverse=True):
        start = starts[problem.line - 1] + problem.column - 1
        end = starts[problem.end_line - 1] + problem.end_column - 1
        text = text[:start] + write_scalar(str(problem.mend)) + text[end:]
    mended = text.encode("utf-8")
    expected = _with_mends(document.data, wanted)
    if read_document(SourceFile(document.file.path, mended)).data != expected:
        return Mended(content, ())
    return Mended(mended, tuple(wanted))


def _line_starts(text: str) -> Sequence[int]:
    """Where each line starts, lines counted as libyaml counts them: after every CR LF, LF or CR."""
    starts = [0]
    for place, character in enumerate(text):
        if character == "\n" or (character == "\r" and text[place + 1 : place + 2] != "\n"):
            starts.append(place + 1)
    return starts


def _with_mends(data: Value, mends: Sequence[Problem]) -> Value:
    """`data` as it should read afterwards."""
    values = {_pointer(problem): str(problem.mend) for problem in mends if problem.code != "unknown-key"}
    keys = {_pointer(problem): str(problem.mend) for problem in mends if problem.code == "unknown-key"}

    def mend(value: Any, place: Pointer) -> Any:
        if isinstance(value, dict):
            return {keys.get((*place, key), key): mend(item, (*place, key)) for key, item in value.items()}
        if isinstance(value, list):
            return [mend(item, (*place, str(number))) for number, item in enumerate(value)]
        return values.get(place, value)

    mended: Value = mend(data, ())
    return mended


def _pointer(problem: Problem) -> Pointer:
    """The steps of a problem's JSON Pointer, list places as text."""
    return tuple(part.replace("~1", "/").replace("~0", "~") for part in problem.pointer.split("/")[1:])
