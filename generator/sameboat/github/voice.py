"""What the gate says, and to whom: a status a commit, a comment a pull request, and lines in its log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..problems import Problem
from . import words
from .answers import Pull
from .api import ApiError
from .judging import Reason, Verdict
from .repository import Repository
from .trees import Change

BOT = "github-actions[bot]"
"""Who writes with a workflow's token; only this account's comment is rewritten."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to happen with a pull request at one head."""

    pull: Pull
    verdict: Verdict
    reasons: tuple[Reason, ...] = ()
    problems: tuple[Problem, ...] = ()
    changes: tuple[Change, ...] = ()
    is_merging: bool = False
    """Whether the community lets it be merged by itself."""
    touches_members: bool = True


@dataclass
class Voice:
    """Says what was decided; whatever cannot be said is a failure of the run, and never one of the decision."""

    repository: Repository
    run_address: str = ""
    """Where the run's log can be read."""
    bot: str = BOT
    is_silent: bool = False
    """Say it in the log only."""
    repeats: bool = False
    """Say a status again that was said before, so that it counts as looked at lately."""
    lines: list[str] = field(default_factory=list)
    has_failed: bool = False

    def fail(self, line: str) -> None:
        """Note what went wrong."""
        self.lines.append(line)
        self.has_failed = True

    def say_statuses(self, decisions: Sequence[Decision], undecided: Sequence[Pull]) -> None:
        """One status a commit: where two pull requests have the same one, the worst that is to be said of it."""
        order: Mapping[Verdict, int] = {"own": 0, "reviewer": 1, "refused": 2}
        worst: dict[str, Decision] = {}
        for decision in sorted(decisions, key=lambda each: order[each.verdict]):
            worst[decision.pull.head] = decision
        said = {
            head: words.status_of(each.verdict, each.reasons, self.run_address)
            for head, each in worst.items()
        }
        said |= {pull.head: words.UNDECIDED for pull in undecided}
        for head, status in said.items():
            self._set_status(head, status)

    def _set_status(self, head: str, status: Mapping[str, str]) -> None:
        if self.is_silent:
            return
        try:
            last = next((s for s in self.repository.statuses(head) if s.context == words.CONTEXT), None)
            # GitHub keeps a thousand of them a commit, and says each to whoever follows.
            said = (status["state"], status["description"])
            if last and not self.repeats and (last.state, last.description) == said:
                return
            self.repository.set_status(head, status)
        except ApiError as error:
            self.fail(f"The status of {head[:12]} could not be set. {error}")

    def say_comments(self, decisions: Sequence[Decision]) -> None:
        """A comment on each pull request that has to do with members."""
        for each in decisions:
            text = words.comment(
                each.verdict, each.reasons, each.problems, head=each.pull.head, is_merging=each.is_merging
            )
            self.say_comment(each.pull.number, text, is_needed=each.touches_members)

    def say_comment(self, number: int, text: str, *, is_needed: bool = True) -> None:
        """Write the comment on a pull request, or write over the one that is there."""
        if self.is_silent:
            return
        try:
            # Anybody can write the mark into a comment, but not under this name.
            known = [
                remark
                for remark in self.repository.remarks(number)
                if remark.login == self.bot and remark.body.startswith(words.MARK)
            ]
            if not known:
                if is_needed:
                    self.repository.add_remark(number, text)
            elif known[0].body != text:
                self.repository.change_remark(known[0].id, text)
        except ApiError as error:
            self.fail(f"#{number}: the comment could not be written. {error}")
