"""What the gate says on GitHub: one status, and one comment that it keeps up to date.

Whatever a stranger wrote stands in code spans, where GitHub makes no links, mentions, pictures or HTML of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..columns import printable
from ..problems import Problem
from .judging import Reason, Verdict

CONTEXT = "sameboat"
"""What the status is called; the name to require in the branch's rules."""
MARK = "<!-- sameboat: what the gate says; it rewrites this comment -->"
_DESCRIPTION = 140
"""GitHub takes no more: https://docs.github.com/en/rest/commits/statuses#create-a-commit-status"""
_ABOUT = 300
_BODY = 60_000
"""GitHub takes 65,536 characters as a comment."""

UNDECIDED = {
    "context": CONTEXT,
    "state": "error",
    "description": "GitHub could not be asked, so nothing was decided or merged. It is tried again by itself.",
}
QUEUED = {
    "context": CONTEXT,
    "state": "success",
    "description": "Decided on each pull request before it joined the queue.",
}
NOT_AS_DECIDED = {
    "context": CONTEXT,
    "state": "failure",
    "description": "What was merged here is not what was decided. Please look at it at once.",
}


def as_code(text: str) -> str:
    """`text` as a code span that nothing in it can end."""
    shown = printable(text)
    shown = shown if len(shown) <= _ABOUT else f"{shown[:_ABOUT]}…"
    return "`" + (shown.replace("`", "'").strip() or " ") + "`"


def status_of(verdict: Verdict, reasons: Sequence[Reason], target: str = "") -> Mapping[str, str]:
    """The commit status; it is green unless somebody has to change something, since only people can merge then."""
    if verdict == "own":
        said = "Only the author's own profile, and all is well with it."
    elif verdict == "reviewer":
        said = f"A person decides: {_first(reasons)}."
    else:
        said = f"This cannot go in: {_first(reasons)}."
    if len(said) > _DESCRIPTION:
        said = f"{said[: _DESCRIPTION - 1]}…"
    status = {
        "context": CONTEXT,
        "state": "failure" if verdict == "refused" else "success",
        "description": said,
    }
    return {**status, "target_url": target} if target else status


def _first(reasons: Sequence[Reason]) -> str:
    first = reasons[0].text
    return first[0].lower() + first[1:]


def comment(  # noqa: PLR0913 - all that there is to say
    verdict: Verdict,
    reasons: Sequence[Reason],
    problems: Sequence[Problem],
    *,
    head: str,
    is_merging: bool,
    merged: str = "",
    is_leaving: bool = False,
    trouble: str = "",
) -> str:
    """The comment's Markdown; `merged` is the commit that it became, `trouble` why it did not, or what came of it."""
    if merged:
        lines = [MARK, "", *_in(merged, trouble, is_leaving=is_leaving)]
    elif trouble:
        lines = [
            MARK,
            "",
            f"All is well with this. A person here will merge it, since GitHub said: {as_code(trouble)}",
        ]
    else:
        lines = [MARK, "", *_opening(verdict, is_merging=is_merging)]
    if reasons:
        lines += ["", *(_item(reason) for reason in reasons)]
    told = {reason.about for reason in reasons}
    hints = [hint for problem in problems if (hint := _hint(problem)) not in told]
    if hints and verdict != "refused":
        lines += ["", "Not in the way, but good to know:", "", *(f"- {as_code(hint)}" for hint in hints)]
    lines += [
        "",
        f"<sub>A machine read commit {as_code(head[:12])} as it stood then. It reads again when you change something.</sub>",
    ]
    text = "\n".join(lines)
    return text if len(text) <= _BODY else f"{text[:_BODY]}`\n\n…"


def _in(merged: str, trouble: str, *, is_leaving: bool) -> Iterator[str]:
    yield f"It is in, as {as_code(merged[:12])}."
    if is_leaving:
        yield "Your page will be gone in a few minutes. Fair winds, and come aboard again whenever you like."
    else:
        yield "Your page follows in a few minutes. Thank you!"
    if trouble:
        yield f"\n{trouble}"


def _opening(verdict: Verdict, *, is_merging: bool) -> Iterator[str]:
    if verdict == "own":
        yield "Thank you! This changes your own profile and nothing else, and all is well with it."
        yield (
            "It is being merged now."
            if is_merging
            else "A person here will merge it, which may take a day or two."
        )
    elif verdict == "reviewer":
        yield "Thank you! A person here will look at this, which may take a day or two. You need not do anything."
        yield "This is what they will look at:"
    else:
        yield "Thank you for this. It cannot go in as it is; here is why, and what helps:"


def _item(reason: Reason) -> str:
    return f"- {reason.text}: {as_code(reason.about)}" if reason.about else f"- {reason.text}."


def _hint(problem: Problem) -> str:
    return f"{problem.path}, line {problem.line}: {problem.message} {problem.hint}".rstrip()


def one_line(number: int, verdict: Verdict, reasons: Sequence[Reason]) -> str:
    """A decision in a log, where lines that start with "::" would be commands."""
    said = {"own": "only the author's own profile", "reviewer": "a person decides", "refused": "refused"}[
        verdict
    ]
    parts = [f"#{number}: {said}"]
    parts += [
        f"  - {reason.text}{f': {printable(reason.about)}' if reason.about else ''}" for reason in reasons
    ]
    return "\n".join(parts)
