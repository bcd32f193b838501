"""Problems for GitHub: marks beside the lines of a pull request, and a summary of the job.

GitHub shows ten errors and ten warnings of a step as annotations and drops all others without a word, so the summary
holds every one of them. Whatever a stranger wrote stands in code there, where GitHub makes no links, mentions, images
or HTML of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice

from .columns import printable
from .guide import guide_link
from .problems import Problem
from .reports import count, said, summary

SHOWN_OF_EACH = 10
SUMMARY_BYTES = 1024 * 1024
"""What GitHub takes as the summary of a step; it refuses a larger one as a whole."""
_CLOSING_BYTES = 1024


def workflow_commands(problems: Iterable[Problem], checked: int) -> str:
    """A command for each problem that GitHub will show, and a count of the others."""
    ordered = sorted(problems)
    shown = [
        problem
        for severity in ("error", "warning")
        for problem in islice((each for each in ordered if each.severity == severity), SHOWN_OF_EACH)
    ]
    lines = [_command(problem) for problem in shown]
    told = set(map(id, shown))
    others = [problem for problem in ordered if id(problem) not in told]
    if others:
        lines.append(f"GitHub shows ten of each; for {count(others)} more, see the summary of this job.")
    lines.append(summary(ordered, checked))
    return "\n".join(lines) + "\n"


def _command(problem: Problem) -> str:
    place: dict[str, str | int] = {
        "file": printable(problem.path),
        "line": problem.line,
        "endLine": problem.end_line,
    }
    # GitHub takes columns only where both are of one line.
    if problem.line == problem.end_line:
        place |= {"col": problem.column, "endColumn": problem.end_column}
    place["title"] = problem.code
    written = ",".join(f"{name}={escape_property(str(value))}" for name, value in place.items())
    return f"::{problem.severity} {written}::{escape_data(said(problem))}"


def escape_data(text: str) -> str:
    """`text` as what a command says."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def escape_property(text: str) -> str:
    """`text` as the value of a property of a command."""
    return escape_data(text).replace(":", "%3A").replace(",", "%2C")


def job_summary(
    problems: Iterable[Problem], checked: int, manual_url: str = "", room: int = SUMMARY_BYTES
) -> str:
    """Every problem as Markdown, as many as fit into `room` bytes of UTF-8."""
    ordered = sorted(problems)
    links = {problem.code: _linked(problem.code, manual_url) for problem in ordered}
    text = f"## Sameboat\n\n{summary(ordered, checked)}\n"
    room -= len(text) + _CLOSING_BYTES
    told = 0
    for written, amount in _summary_lines(ordered, links):
        room -= len(written.encode())
        if room < 0:
            text += f"\nThere is no room for {count(ordered[told:])} more. `sameboat check` shows them.\n"
            break
        text += written
        told += amount
    return text


def _summary_lines(ordered: Sequence[Problem], links: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    """Headings and items, each with how many problems it tells of."""
    for path, of_file in groupby(ordered, key=lambda problem: problem.path):
        yield f"\n### {_as_code(path)}\n\n", 0
        for problem in of_file:
            place = f"{problem.line}:{problem.column}"
            text = _as_code(said(problem))
            yield f"- {place} **{problem.severity}** {links[problem.code]}: {text}\n", 1


def _linked(code: str, manual_url: str) -> str:
    link = guide_link(manual_url, code)
    return f"[{code}](<{link}>)" if link else code


def _as_code(text: str) -> str:
    """`text` as a code span that nothing in it can end."""
    return "`" + printable(text).replace("`", "'") + "`"
