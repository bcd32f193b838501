"""What a document says, against what a reader of it sees: the faults of `hidden`, each on its own character.

Whatever the schema says of a text, and in comments too: a reviewer reads those.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from .documents import Document, Value, problem_at
from .hidden import Fault, find_fault, is_beyond_doubt
from .problems import Pointer, Problem, Span


class _Scalar(NamedTuple):
    """A text in a document."""

    pointer: Pointer
    text: str
    is_key: bool


def text_problems(document: Document) -> Iterator[Problem]:
    """Characters that nobody sees, towers of marks and words in two alphabets: one problem a text."""
    content = document.file.content
    if document.data is None or (content.isascii() and b"\\" not in content):
        return
    # Without a backslash nothing stands in a text that does not stand in the file, so one look at the file will do.
    is_honest = is_beyond_doubt(content.decode("utf-8"))
    if is_honest and b"\\" not in content:
        return
    scalars = list(_scalars(document.data, ()))
    for scalar in scalars:
        fault = find_fault(scalar.text)
        if fault is not None:
            yield _problem(document, fault, _place(document, scalar, fault), scalar.pointer)
    if not is_honest:
        yield from _outside(document, sorted(_span(document, scalar) for scalar in scalars))


def _scalars(value: Value, pointer: Pointer) -> Iterator[_Scalar]:
    if isinstance(value, str):
        yield _Scalar(pointer, value, is_key=False)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield _Scalar((*pointer, key), key, is_key=True)
            yield from _scalars(inner, (*pointer, key))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _scalars(inner, (*pointer, place))


def _span(document: Document, scalar: _Scalar) -> Span:
    return document.key_span(scalar.pointer) if scalar.is_key else document.value_span(scalar.pointer)


def _place(document: Document, scalar: _Scalar, fault: Fault) -> Span:
    """Where `fault` itself stands in the file; where it is written as an escape, the text that holds it."""
    span = _span(document, scalar)
    wanted = scalar.text[fault.start : fault.end]
    before = scalar.text.count(wanted, 0, fault.start)
    for line in range(span.line, span.end_line + 1):
        text = document.lines[line - 1]
        start = span.column - 1 if line == span.line else 0
        end = span.end_column - 1 if line == span.end_line else len(text)
        here = text.count(wanted, start, end)
        if before < here:
            for _ in range(before):
                start = text.index(wanted, start) + len(wanted)
            column = text.index(wanted, start) + 1
            return Span(line, column, line, column + len(wanted))
        before -= here
    return span


def _outside(document: Document, spans: Iterable[Span]) -> Iterator[Problem]:
    """Faults in comments, and in whatever else stands between the texts at `spans`: one problem a line."""
    for line, column, piece in _pieces(document.lines, spans):
        fault = None if piece.isascii() else find_fault(piece)
        if fault is not None:
            span = Span(line, column + fault.start, line, column + fault.end)
            yield _problem(document, fault, span, ())


def _pieces(lines: Sequence[str], spans: Iterable[Span]) -> Iterator[tuple[int, int, str]]:
    """What stands between `spans`, line by line, each piece with its line and column."""
    end_of_file = Span(len(lines), len(lines[-1]) + 1, len(lines), len(lines[-1]) + 1)
    line, column = 1, 1
    for span in (*spans, end_of_file):
        while line < span.line:
            yield line, column, lines[line - 1][column - 1 :]
            line, column = line + 1, 1
        yield line, column, lines[line - 1][column - 1 : span.column - 1]
        line, column = max((line, column), (span.end_line, span.end_column))


def _problem(document: Document, fault: Fault, span: Span, pointer: Pointer) -> Problem:
    return problem_at(document.file.path, fault.code, fault.message, fault.hint, span, pointer)
