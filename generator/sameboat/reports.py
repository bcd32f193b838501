"""Problems for a person to read in a terminal, or for a program as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from itertools import groupby

from .problems import Problem, errors

Style = Callable[[str, str], str]
"""(text, kind) → the text, dressed for a terminal; kinds: path, error, warning, hint, caret."""


def unstyled(text: str, kind: str) -> str:  # noqa: ARG001 - a style has both
    """No dress at all, for pipes and files."""
    return text


def text_report(
    problems: Iterable[Problem],
    checked: int,
    source_line: Callable[[Problem], str | None],
    style: Style = unstyled,
) -> str:
    """Problems grouped by file, each with its line and a caret, and a closing summary.

    `source_line` gives the line a problem stands on, None where there is none to show.
    """
    parts: list[str] = []
    ordered = sorted(problems)
    for _, of_file in groupby(ordered, key=lambda problem: problem.path):
        parts += [_problem_text(problem, source_line(problem), style) for problem in of_file]
        parts.append("")
    parts.append(summary(ordered, checked))
    return "\n".join(parts) + "\n"


def _problem_text(problem: Problem, line: str | None, style: Style) -> str:
    where = style(f"{problem.path}:{problem.line}:{problem.column}:", "path")
    said = f"{where} {style(problem.severity, problem.severity)} {problem.code}: {problem.message}"
    if problem.hint:
        said += f" {style(problem.hint, 'hint')}"
    if line is None or not line.strip():
        return said
    width = (
        problem.end_column - problem.column
        if problem.end_line == problem.line
        else len(line) - problem.column + 1
    )
    gap = "".join("\t" if character == "\t" else " " for character in line[: problem.column - 1])
    carets = style("^" * max(1, min(width, 80)), "caret")
    return f"{said}\n    {line}\n    {gap}{carets}"


def summary(problems: Sequence[Problem], checked: int) -> str:
    """One line that says how it went."""
    looked = f"{checked} {'profile' if checked == 1 else 'profiles'} checked"
    if not problems:
        return f"{looked}, all well."
    wrong = len(errors(problems))
    counts = []
    if wrong:
        counts.append(f"{wrong} {'error' if wrong == 1 else 'errors'}")
    if len(problems) > wrong:
        doubts = len(problems) - wrong
        counts.append(f"{doubts} {'warning' if doubts == 1 else 'warnings'}")
    return f"{looked}: {' and '.join(counts)}."


def json_report(problems: Iterable[Problem], checked: int) -> str:
    """The same for programs: 1-based places, sorted."""
    return (
        json.dumps({"checked": checked, "problems": [asdict(each) for each in sorted(problems)]}, indent=2)
        + "\n"
    )


def one_line(problem: Problem) -> str:
    """A problem in a log."""
    hint = f" {problem.hint}" if problem.hint else ""
    return f"{problem.path}:{problem.line}:{problem.column}: {problem.code}: {problem.message}{hint}"
