"""A problem: anything wrong with a file, with its place and what to do about it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Severity = Literal["error", "warning"]
Pointer = tuple[str | int, ...]


class Span(NamedTuple):
    """Where something stands in a file: 1-based lines and columns in characters; the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


FILE_START = Span(1, 1, 1, 1)
_LINE_END = re.compile("\r\n|\n|\r")


def split_lines(text: str) -> list[str]:
    """The lines of `text` without their ends, as editors and YAML count them."""
    return _LINE_END.split(text)


def span_after(before: str, length: int) -> Span:
    """Where `length` characters stand that follow the text `before` in a file, all on one line."""
    lines = split_lines(before)
    line, column = len(lines), len(lines[-1]) + 1
    return Span(line, column, line, column + length)


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake, as a value: collected, sorted, shown together, never raised."""

    path: str
    """The file, as the person who reads the report would name it."""
    line: int
    column: int
    end_line: int
    end_column: int
    pointer: str
    """A JSON Pointer (RFC 6901) to the key or value inside the file; empty for the file itself."""
    code: str
    """An id from `codes.py`."""
    severity: Severity
    message: str
    """What is wrong, in plain words."""
    hint: str = ""
    """What to do next; may be empty where the message says it."""
    mend: str | None = field(default=None, compare=False)
    """What may safely be written in place of what stands there, where that is beyond doubt."""


def json_pointer(pointer: Pointer) -> str:
    """Write `pointer` as RFC 6901 has it."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in pointer)


def errors(problems: Iterable[Problem]) -> Sequence[Problem]:
    """Those of `problems` that keep a profile out of the directory."""
    return [problem for problem in problems if problem.severity == "error"]
