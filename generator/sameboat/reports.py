"""Problems for a person to read in a terminal, or for a program as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from .columns import excerpt, printable
from .problems import FILE_START, Problem, Span, errors
from .schema import MemberSchema

Style = Callable[[str, str], str]
"""(text, kind) → the text, dressed for a terminal; kinds: path, error, warning, gutter, mark."""
SourceLine = Callable[[Problem], str | None]
"""The line of the file on which a problem stands, as it is in the file; None where there is none to show."""

_CODES_NAMED = 3
_UNKNOWN = "unknown-"


def unstyled(text: str, kind: str) -> str:  # noqa: ARG001 - a style has both
    """No dress at all, for pipes and files."""
    return text


def text_report(  # noqa: PLR0913 - what is to be said, and how
    problems: Iterable[Problem],
    checked: int,
    source_line: SourceLine,
    style: Style = unstyled,
    *,
    width: int = 100,
    lists: Mapping[str, str] | None = None,
) -> str:
    """Problems grouped by file, each with its line and a mark under the place, and what to do next.

    `width` is how many columns the terminal has, `lists` what `lists_in_question` gave.
    """
    parts: list[str] = []
    ordered = sorted(problems)
    for _, of_file in groupby(ordered, key=lambda problem: problem.path):
        for problem in of_file:
            parts += _problem_lines(problem, source_line, style, width)
        parts.append("")
    parts.append(summary(ordered, checked))
    parts += _next_steps(ordered, lists or {})
    return "\n".join(parts) + "\n"


def _problem_lines(problem: Problem, source_line: SourceLine, style: Style, width: int) -> Iterator[str]:
    where = style(f"{shown_path(problem)}:{problem.line}:{problem.column}:", "path")
    yield f"{where} {style(problem.severity, problem.severity)} {problem.code}: {said(problem)}"
    line = None if _is_of_whole_file(problem) else source_line(problem)
    if line is None or not line.strip():
        return
    # A bar before the line, also because GitHub's log obeys lines that start with "::".
    number, blank = f"{problem.line:>5} | ", f"{'':>5} | "
    end = problem.end_column - 1 if problem.end_line == problem.line else len(line)
    shown = excerpt(line, problem.column - 1, end, max(width - len(number), 20), len(number))
    yield f"{style(number, 'gutter')}{shown.line}"
    yield f"{style(blank, 'gutter')}{shown.gap}{style(shown.mark, 'mark')}"


def _is_of_whole_file(problem: Problem) -> bool:
    """Whether no line shows the problem better than any other does."""
    span = Span(problem.line, problem.column, problem.end_line, problem.end_column)
    return span == FILE_START or (not problem.pointer and span.line != span.end_line)


def shown_path(problem: Problem) -> str:
    """The path, as a terminal may have it; never with a colon in front, where GitHub's log would look for commands."""
    path = printable(problem.path)
    return f"./{path}" if path.lstrip().startswith(":") else path


def said(problem: Problem) -> str:
    """Message and hint, as a terminal may have them."""
    return printable(f"{problem.message} {problem.hint}".rstrip())


def summary(problems: Sequence[Problem], checked: int) -> str:
    """One line that says how it went."""
    looked = f"{checked} {'profile' if checked == 1 else 'profiles'} checked"
    return f"{looked}: {count(problems)}." if problems else f"{looked}, all well."


def count(problems: Sequence[Problem]) -> str:
    """How many errors and how many warnings there are among `problems`."""
    wrong = len(errors(problems))
    doubts = len(problems) - wrong
    counts = [f"{wrong} {'error' if wrong == 1 else 'errors'}"] if wrong else []
    if doubts:
        counts.append(f"{doubts} {'warning' if doubts == 1 else 'warnings'}")
    return " and ".join(counts)


def _next_steps(problems: Sequence[Problem], lists: Mapping[str, str]) -> Iterator[str]:
    for name, where in lists.items():
        yield f"All {name}: {printable(where)}"
    mendable = sum(problem.mend is not None for problem in problems)
    if mendable:
        yield f"{mendable} of {len(problems)} can be mended for you: sameboat check --fix"
    # Errors first: they are what one has to understand.
    codes = dict.fromkeys(problem.code for problem in (*errors(problems), *problems))
    if codes:
        yield f"What a code means: sameboat explain {' '.join(list(codes)[:_CODES_NAMED])}"


def lists_in_question(problems: Iterable[Problem], schema: MemberSchema | None) -> dict[str, str]:
    """Name → path of every vocabulary that somebody chose from and missed."""
    if schema is None:
        return {}
    missed = [problem.pointer for problem in problems if problem.code.startswith(_UNKNOWN)]
    names = sorted({name for pointer in set(missed) if (name := schema.vocabulary_at(pointer))})
    return {name: schema.vocabularies[name].path for name in names}


def json_report(problems: Iterable[Problem], checked: int) -> str:
    """The same for programs: 1-based places, sorted; nothing but ASCII, so that any channel carries it."""
    return (
        json.dumps({"checked": checked, "problems": [_plain(each) for each in sorted(problems)]}, indent=2)
        + "\n"
    )


def _plain(problem: Problem) -> dict[str, str | int]:
    return {
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "end_line": problem.end_line,
        "end_column": problem.end_column,
        "pointer": problem.pointer,
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.message,
        "hint": problem.hint,
    }


def one_line(problem: Problem) -> str:
    """A problem in a log."""
    return f"{shown_path(problem)}:{problem.line}:{problem.column}: {problem.code}: {said(problem)}"


def mended_report(mended: Sequence[Problem]) -> str:
    """What `--fix` did, a line each; empty where it did nothing."""
    lines = []
    for problem in mended:
        wrote = f" Wrote {printable(problem.mend)}." if problem.mend is not None else " It is out now."
        lines.append(
            f"mended {printable(problem.path)}:{problem.line}: {printable(problem.message)}{wrote}\n"
        )
    return "".join(lines)
