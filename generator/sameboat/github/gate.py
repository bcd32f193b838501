"""The order of things at the gate.

    consider   read a pull request's two ends by their hashes, judge its paths, look into its files
    say        one status a commit, one comment a pull request
    merge      what is nobody's but its author's, if the community lets it; pinned to the hash that was judged

Nothing that the pull request brought is run, and neither its own check nor anything it left behind is asked. Whatever
GitHub does not answer makes a pull request undecided, and what is undecided is not merged.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ..checking import check_members
from ..photos import FOLDER
from ..profiles import Checked, member_files, member_paths
from ..schema import MemberSchema
from . import words
from .answers import Entry, Pull
from .api import ApiError
from .inspecting import Base, Inspected, inspect
from .judging import Case, Reason, brings_new, judge, judge_pull, verdict_of
from .merging import Merger
from .owners import Owners, read_owners
from .places import Places
from .repository import Repository, TooLargeError
from .settings import Settings
from .trees import Change, TooManyError, Walk
from .voice import Decision, Voice


@dataclass(frozen=True, slots=True)
class Rules:
    """What everything is judged by; all of it from the base branch."""

    settings: Settings
    places: Places
    schema: MemberSchema
    members: Path
    """The members' folder, checked out."""


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
    voice: Voice
    _checked: Sequence[Checked] | None = None

    def run(self, pulls: Sequence[Pull], *, merges: bool) -> Said:
        """Decide on `pulls`, say so, and merge what may be if this run `merges`."""
        decisions: list[Decision] = []
        undecided: list[Pull] = []
        try:
            surroundings = self._surroundings() if pulls else None
        except ApiError as error:
            self.voice.fail(str(error))
            surroundings, undecided = None, list(pulls)
        for pull in pulls if surroundings else ():
            assert surroundings is not None  # noqa: S101 - the line above
            try:
                decisions.append(self._consider(pull, *surroundings))
            except ApiError as error:
                self.voice.fail(f"#{pull.number}: undecided. {error}")
                undecided.append(pull)
        self.voice.say_statuses(decisions, undecided)
        self.voice.say_comments(decisions)
        merging = [each for each in decisions if each.is_merging]
        if merges and not self.voice.is_silent and surroundings:
            Merger(self.repository, self.voice, self.rules.settings).merge_all(merging, surroundings[0])
            merging = []
        return Said(tuple(self.voice.lines), tuple(each.pull.head for each in merging), self.voice.has_failed)

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
        base = Base(self.rules.schema, self._everybody, names, photos)
        inspected = inspect(changes, base, repository.blob, self.rules.settings, places)
        reasons_found += [*self._of_files(inspected, changes), *self._of_list(pull, changes)]
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
        self.voice.lines.append(words.one_line(decision.pull.number, decision.verdict, decision.reasons))
        return decision

    def _changes(self, pull: Pull, tip: str) -> list[Change] | None:
        """What merging would bring, by hashes that cannot change meanwhile; None without a common history."""
        repository = self.repository
        fork = repository.merge_base(tip, pull.head)
        if fork is None:
            return None
        return Walk(repository.tree).changes(repository.commit(fork).tree, repository.commit(pull.head).tree)

    def _of_files(self, inspected: Inspected, changes: Sequence[Change]) -> Iterator[Reason]:
        """What was found in the files. Where the lists are to change as well, a person has to say whether it fits."""
        changes_lists = any(self.rules.places.is_of_schema(change.path) for change in changes)
        for reason in inspected.reasons:
            yield replace(reason, weight="look") if changes_lists else reason

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


def _folder_of(walk: Walk, root: str, path: str, repository: Repository) -> Mapping[str, Entry]:
    entry = walk.entry(root, path)
    return repository.tree(entry.sha) if entry is not None and entry.is_folder else {}
