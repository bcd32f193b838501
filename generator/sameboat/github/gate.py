"""The order of things at the gate.

    consider   read a pull request's two ends by their hashes, judge its paths, look into its files
    say        one status a commit, one comment a pull request
    merge      what is nobody's but its author's, if the community lets it; pinned to the hash that was judged

Nothing that the pull request brought is run, and neither its own check nor anything it left behind is asked. Whatever
GitHub does not answer makes a pull request undecided, and what is undecided is not merged.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..checking import check_members
from ..photos import FOLDER
from ..problems import Problem
from ..profiles import Checked, member_files, member_paths
from ..schema import MemberSchema
from . import words
from .answers import Entry, Pull
from .api import ApiError, RefusedError
from .inspecting import Base, inspect
from .judging import Case, Reason, Verdict, brings_new, judge, judge_pull, verdict_of
from .owners import Owners, read_owners
from .places import Places
from .repository import Repository, TooLargeError
from .settings import Settings
from .trees import Change, TooManyError, Walk

BOT = "github-actions[bot]"
"""Who writes with a workflow's token; only this account's comment is rewritten."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What everything is judged by; all of it from the base branch."""

    settings: Settings
    places: Places
    schema: MemberSchema
    members: Path
    """The members' folder, checked out."""


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


@dataclass(frozen=True, slots=True)
class Said:
    """What a run did, for its log."""

    lines: tuple[str, ...]
    heads: tuple[str, ...] = ()
    """The heads of what may be merged by itself, and was not yet."""
    has_failed: bool = False


@dataclass
class Gate:
    """A run: everything is read from one tip of the default branch."""

    repository: Repository
    rules: Rules
    run_address: str = ""
    """Where the run's log can be read."""
    bot: str = BOT
    is_silent: bool = False
    """Only decide; say nothing on GitHub and merge nothing."""
    repeats: bool = False
    """Say a status again that was said before, so that it counts as looked at lately."""
    _lines: list[str] = field(default_factory=list)
    _has_failed: bool = False
    _checked: Sequence[Checked] | None = None

    def run(self, pulls: Sequence[Pull], *, merges: bool) -> Said:
        """Decide on `pulls`, say so, and merge what may be if this run `merges`."""
        decisions: list[Decision] = []
        undecided: list[Pull] = []
        try:
            surroundings = self._surroundings() if pulls else None
        except ApiError as error:
            self._fail(str(error))
            surroundings, undecided = None, list(pulls)
        for pull in pulls if surroundings else ():
            assert surroundings is not None  # noqa: S101 - the line above
            try:
                decisions.append(self._consider(pull, *surroundings))
            except ApiError as error:
                self._fail(f"#{pull.number}: undecided. {error}")
                undecided.append(pull)
        self._say_statuses(decisions, undecided)
        self._say_comments(decisions)
        merging = [each for each in decisions if each.is_merging]
        if merges and not self.is_silent and surroundings:
            self._merge_all(merging, surroundings[0])
            merging = []
        return Said(tuple(self._lines), tuple(each.pull.head for each in merging), self._has_failed)

    def _fail(self, line: str) -> None:
        self._lines.append(line)
        self._has_failed = True

    def _surroundings(self) -> tuple[str, str, Owners]:
        """The default branch, its tip, and the record of owners."""
        branch = self.repository.default_branch()
        tip = self.repository.branch_tip(branch)
        if tip is None:
            raise ApiError(f"There is no branch {branch}.")
        return branch, tip, read_owners(self.repository)[0]

    def _consider(self, pull: Pull, branch: str, tip: str, owners: Owners) -> Decision:
        repository, places = self.repository, self.rules.places
        try:
            changes = self._changes(pull, tip)
            if changes is None:
                unrelated = Reason("look", "It has no history in common with the main branch")
                reasons = (*judge_pull(pull, branch), unrelated)
                return self._decided(Decision(pull, verdict_of(reasons), reasons))
            walk = Walk(repository.tree)
            root = repository.commit(tip).tree
            now = {change.path: walk.entry(root, change.path) for change in changes}
            names = _folder_of(walk, root, places.members, repository)
            photos = _folder_of(walk, root, f"{places.members}/{FOLDER}", repository)
        except (TooManyError, TooLargeError):
            reasons = (*judge_pull(pull, branch), Reason("look", "It changes more than the gate can look at"))
            return self._decided(Decision(pull, verdict_of(reasons), reasons))
        profiles = frozenset(places.profile_of(f"{places.members}/{name}") for name in names) - {""}
        case = Case(pull, branch, tuple(changes), now, profiles)
        reasons_found = judge(case, owners, places)
        base = Base(self.rules.schema, self._everybody, names.keys(), photos)
        inspected = inspect(changes, base, repository.blob, self.rules.settings, places)
        reasons_found += [*inspected.reasons, *self._of_list(pull, changes)]
        reasons_found.sort(key=lambda reason: ("wrong", "another", "look").index(reason.weight))
        is_organiser = any(reason.weight == "another" for reason in reasons_found) and (
            pull.author is not None and repository.may_write(pull.author.login)
        )
        verdict = verdict_of(reasons_found, is_organiser=is_organiser)
        lets = {"off": False, "edits": not brings_new(case, owners, places), "all": True}
        return self._decided(
            Decision(
                pull,
                verdict,
                tuple(reasons_found),
                inspected.problems,
                tuple(changes),
                is_merging=verdict == "own" and lets[self.rules.settings.self_merge],
                touches_members=any(places.is_near_members(change.path) for change in changes),
            )
        )

    def _everybody(self) -> Sequence[Checked]:
        """All profiles as they are checked out, read once a run."""
        if self._checked is None:
            folder = self.rules.members
            paths = list(member_paths(folder, self.rules.places.members, member_files(folder)))
            self._checked = list(check_members(paths, self.rules.schema))
        return self._checked

    def _decided(self, decision: Decision) -> Decision:
        self._lines.append(words.one_line(decision.pull.number, decision.verdict, decision.reasons))
        return decision

    def _changes(self, pull: Pull, tip: str) -> list[Change] | None:
        """What merging would bring, by hashes that cannot change meanwhile; None without a common history."""
        repository = self.repository
        fork = repository.merge_base(tip, pull.head)
        if fork is None:
            return None
        return Walk(repository.tree).changes(repository.commit(fork).tree, repository.commit(pull.head).tree)

    def _of_list(self, pull: Pull, changes: Sequence[Change]) -> Iterator[Reason]:
        """What people see on GitHub is to be what the hashes say; they differ while somebody pushes to and fro."""
        listed, is_all = self.repository.listed_files(pull.number)
        paths = {file.path for file in listed} | {
            file.previous for file in listed if file.status == "renamed"
        }
        if not is_all:
            yield Reason("look", "It changes more files than GitHub lists")
        elif paths != {change.path for change in changes}:
            yield Reason("look", "The files that GitHub lists are not those that the commits hold")

    def _say_statuses(self, decisions: Sequence[Decision], undecided: Sequence[Pull]) -> None:
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
            self._fail(f"The status of {head[:12]} could not be set. {error}")

    def _say_comments(self, decisions: Sequence[Decision]) -> None:
        for each in decisions:
            text = words.comment(
                each.verdict, each.reasons, each.problems, head=each.pull.head, is_merging=each.is_merging
            )
            self._say_comment(each.pull.number, text, is_needed=each.touches_members)

    def _say_comment(self, number: int, text: str, *, is_needed: bool = True) -> None:
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
            self._fail(f"#{number}: the comment could not be written. {error}")

    def _merge_all(self, decisions: Sequence[Decision], branch: str) -> None:
        merged = [decision for decision in decisions if self._merge(decision)]
        for workflow in self.rules.settings.after_merge if merged else ():
            try:
                self.repository.dispatch(workflow, branch)
                self._lines.append(f"Started {workflow}.")
            except ApiError as error:
                self._fail(f"{workflow} could not be started; please start it by hand. {error}")

    def _merge(self, decision: Decision) -> bool:
        """Merge what was decided; whether it is in."""
        number = decision.pull.number
        try:
            fresh = self.repository.pull(number)
            if _essence(fresh) != _essence(decision.pull):
                self._lines.append(
                    f"#{number}: it has moved on meanwhile, so it is decided again at its next check."
                )
                return False
            commit = self._merge_pinned(decision)
        except RefusedError as error:
            if error.status not in (405, 409):
                self._fail(f"#{number}: not merged. {error}")
                return False
            self._lines.append(f"#{number}: not merged. {error}")
            self._say_comment(number, self._told(decision, trouble=str(error)))
            return False
        except ApiError as error:
            self._fail(f"#{number}: not merged. {error}")
            return False
        self._lines.append(f"#{number}: merged as {commit[:12]}.")
        self._say_comment(
            number, self._told(decision, merged=commit, trouble=self._look_back(decision, commit))
        )
        return True

    def _told(self, decision: Decision, *, merged: str = "", trouble: str = "") -> str:
        head = decision.pull.head
        return words.comment(
            "own", (), decision.problems, head=head, is_merging=True, merged=merged, trouble=trouble
        )

    def _merge_pinned(self, decision: Decision) -> str:
        pull = decision.pull
        login = pull.author.login if pull.author else ""
        try:
            return self.repository.merge(
                pull.number, pull.head, f"Merge #{pull.number}: the profile of {login}"
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
            self._fail(f"#{decision.pull.number}: the merged commit could not be looked at. {error}")
            return ""
        self._fail(
            f"#{decision.pull.number}: {commit} holds something else than was decided. Look at it at once."
        )
        return "What was merged is not what was decided, so a person will look at it."


def _essence(pull: Pull) -> tuple[object, ...]:
    """What may not change between the decision and the merge."""
    return pull.head, pull.base, pull.author, pull.is_open, pull.is_draft


def _folder_of(walk: Walk, root: str, path: str, repository: Repository) -> Mapping[str, Entry]:
    entry = walk.entry(root, path)
    return repository.tree(entry.sha) if entry is not None and entry.is_folder else {}
