"""Merging what was decided, pinned to the hash that it was decided for, and looking at what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from . import words
from .answers import Pull
from .api import ApiError, RefusedError
from .repository import Repository
from .settings import Settings
from .trees import TooManyError, Walk
from .voice import Decision, Voice


@dataclass(frozen=True)
class Merger:
    """Merges, in the way that the settings name, and starts what they name."""

    repository: Repository
    voice: Voice
    settings: Settings

    def merge_all(self, decisions: Sequence[Decision], branch: str) -> None:
        """Merge each of `decisions`, and start the workflows that follow a merge into `branch`."""
        merged: set[str] = set()
        for decision in decisions:
            paths = {change.path for change in decision.changes}
            # It was judged beside what stood there before.
            if merged.isdisjoint(paths) and self._merge(decision):
                merged |= paths
        for workflow in self.settings.after_merge if merged else ():
            try:
                self.repository.dispatch(workflow, branch)
                self.voice.lines.append(f"Started {workflow}.")
            except ApiError as error:
                self.voice.fail(f"{workflow} could not be started; please start it by hand. {error}")

    def _merge(self, decision: Decision) -> bool:
        """Merge what was decided; whether it is in."""
        number = decision.pull.number
        try:
            fresh = self.repository.pull(number)
            if _essence(fresh) != _essence(decision.pull):
                self.voice.lines.append(
                    f"#{number}: it has moved on meanwhile, so it is decided again at its next check."
                )
                return False
            commit = self._merge_pinned(decision)
        except RefusedError as error:
            if error.status not in (405, 409):
                self.voice.fail(f"#{number}: not merged. {error}")
                return False
            self.voice.lines.append(f"#{number}: not merged. {error}")
            self.voice.say_comment(number, self._told(decision, trouble=str(error)))
            return False
        except ApiError as error:
            self.voice.fail(f"#{number}: not merged. {error}")
            return False
        self.voice.lines.append(f"#{number}: merged as {commit[:12]}.")
        self.voice.say_comment(
            number, self._told(decision, merged=commit, trouble=self._look_back(decision, commit))
        )
        return True

    def _told(self, decision: Decision, *, merged: str = "", trouble: str = "") -> str:
        head = decision.pull.head
        return words.comment(
            "own",
            (),
            decision.problems,
            head=head,
            is_merging=True,
            merged=merged,
            is_leaving=all(change.after is None for change in decision.changes),
            trouble=trouble,
        )

    def _merge_pinned(self, decision: Decision) -> str:
        pull = decision.pull
        login = pull.author.login if pull.author else ""
        try:
            return self.repository.merge(
                pull.number,
                pull.head,
                f"Merge #{pull.number}: the profile of {login}",
                self.settings.merge_method,
            )
        except RefusedError:
            raise
        except ApiError:
            # No answer: only the pull request itself can say whether it was merged.
            fresh = self.repository.pull(pull.number)
            if fresh.merged_at and fresh.head == pull.head:
                return fresh.merge_commit
            raise

    def _look_back(self, decision: Decision, commit: str) -> str:
        """What is wrong with the merged commit, in words: it is to hold what was decided and nothing else."""
        expected = {(change.path, change.after) for change in decision.changes}
        try:
            merged = self.repository.commit(commit)
            before = self.repository.commit(merged.parents[0]).tree if merged.parents else ""
            found = Walk(self.repository.tree).changes(before, merged.tree)
            if {(change.path, change.after) for change in found} == expected:
                return ""
            self.repository.set_status(commit, words.NOT_AS_DECIDED)
        except (ApiError, TooManyError) as error:
            self.voice.fail(f"#{decision.pull.number}: the merged commit could not be looked at. {error}")
            return ""
        self.voice.fail(
            f"#{decision.pull.number}: {commit} holds something else than was decided. Look at it at once."
        )
        return "What was merged is not what was decided, so a person will look at it."


def _essence(pull: Pull) -> tuple[object, ...]:
    """What may not change between the decision and the merge."""
    return pull.head, pull.base, pull.author, pull.is_open, pull.is_draft
