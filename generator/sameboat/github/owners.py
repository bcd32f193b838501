"""Who owns which profile: handle → numeric account id, in `owners.json` on a branch of its own.

A login can be given up and taken by a stranger, an id cannot. Nothing in a pull request is asked whose a profile is;
the record is, and only a job writes it that runs after a merge. It never replaces an owner: only a profile that went
away makes its name free again.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from .answers import Account, ListedFile, Pull
from .api import RefusedError, StrangeError
from .places import Places
from .repository import Repository

BRANCH = "sameboat-owners"
FILE = "owners.json"
_ABOUT = "Who owns which profile here: the number of the GitHub account that brought it. Written by a job after each merge."
_AT_ONCE = 100
"""Merged pull requests a run looks at; the next run goes on, so that an old repository does not use up the hour."""
_TRIES = 3
_PAGES = 100


@dataclass(frozen=True, slots=True)
class Owners:
    """The record."""

    ids: Mapping[str, int] = field(default_factory=dict)
    """Handle → id of the account that owns the profile."""
    through: str = ""
    """When the last merge was that is in it, as GitHub writes it."""

    def to_json(self) -> bytes:
        """The record as a file."""
        owners = {handle: self.ids[handle] for handle in sorted(self.ids)}
        return (
            json.dumps({"about": _ABOUT, "through": self.through, "owners": owners}, indent=1) + "\n"
        ).encode()


NOBODY = Owners(MappingProxyType({}))


def parse_owners(content: bytes) -> Owners:
    """The record in a file. Raises StrangeError where it is damaged: then nobody can be said to own anything."""
    damaged = StrangeError(f"The record of owners ({FILE} on the branch {BRANCH}) cannot be read.")
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):
        raise damaged from None
    ids, through = (data.get("owners"), data.get("through")) if isinstance(data, dict) else (None, None)
    if not isinstance(ids, dict) or not isinstance(through, str) or not all(map(_is_id, ids.values())):
        raise damaged
    return Owners(MappingProxyType(ids), through)


def _is_id(given: object) -> bool:
    return isinstance(given, int) and not isinstance(given, bool) and given > 0


def read_owners(repository: Repository) -> tuple[Owners, str | None]:
    """The record, and the commit it was read from; empty and None where there is none yet. Raises ApiError."""
    tip = repository.branch_tip(BRANCH)
    if tip is None:
        return NOBODY, None
    entry = repository.tree(repository.commit(tip).tree).get(FILE)
    if entry is None or entry.mode != "100644":
        raise StrangeError(f"The branch {BRANCH} has no {FILE}.")
    return parse_owners(repository.blob(entry.sha)), tip


@dataclass(frozen=True, slots=True)
class Merged:
    """A pull request that was merged, and what it changed."""

    pull: Pull
    files: tuple[ListedFile, ...]


def with_merges(owners: Owners, merges: Iterable[Merged], there: Collection[str], places: Places) -> Owners:
    """The record after `merges`, oldest first; `there` are the handles that have a profile now.

    Looking at a merge twice changes nothing.
    """
    ids, through = dict(owners.ids), owners.through
    for merged in merges:
        for handle in _gone(merged.files, places):
            ids.pop(handle, None)
        author = merged.pull.author
        if author is not None and author.kind == "User" and author.handle in _brought(merged.files, places):
            ids.setdefault(author.handle, author.id)
        through = max(through, merged.pull.merged_at)
    kept = {handle: id_ for handle, id_ in ids.items() if handle in there}
    return replace(owners, ids=MappingProxyType(kept), through=through)


def _gone(files: Iterable[ListedFile], places: Places) -> Iterator[str]:
    for file in files:
        left = file.path if file.status == "removed" else file.previous if file.status == "renamed" else ""
        if handle := places.profile_of(left):
            yield handle


def _brought(files: Iterable[ListedFile], places: Places) -> frozenset[str]:
    return frozenset(places.profile_of(file.path) for file in files if file.status != "removed") - {""}


def record_owners(repository: Repository, places: Places) -> list[str]:
    """Write down who brought what was merged since the last time; what was done, in words. Raises ApiError."""
    for attempt in range(_TRIES):
        owners, tip = read_owners(repository)
        branch = repository.default_branch()
        merges, left = _merges_since(repository, branch, owners.through)
        found = with_merges(owners, merges, _handles_now(repository, branch, places), places)
        if found == owners and tip is not None:
            return ["The record of owners is up to date."]
        try:
            repository.write_branch(BRANCH, {FILE: found.to_json()}, "Record who owns which profile", tip)
        except RefusedError as error:
            # Another run was quicker; what it wrote is read again.
            if error.status not in (409, 422) or attempt == _TRIES - 1:
                raise
            continue
        return _told(owners, found, left)
    raise AssertionError  # the last attempt returns or raises


def _merges_since(repository: Repository, branch: str, through: str) -> tuple[list[Merged], int]:
    """What was merged into `branch` since, oldest first, and how many more there are for the next run."""
    found: list[Pull] = []
    for page in range(1, _PAGES + 1):
        pulls = repository.closed_pulls(page)
        found += [
            pull for pull in pulls if pull.merged_at and pull.merged_at >= through and pull.base == branch
        ]
        # Whoever was merged later was updated later, too, so nothing of interest follows.
        if not pulls or pulls[-1].updated_at < through:
            break
    found.sort(key=lambda pull: (pull.merged_at, pull.number))
    now = found[:_AT_ONCE]
    merges = []
    for pull in now:
        files, is_all = repository.listed_files(pull.number)
        # Who changes thousands of files is an organiser at work, not a member at their own profile.
        merges.append(Merged(pull, tuple(files) if is_all else ()))
    return merges, len(found) - len(now)


def _handles_now(repository: Repository, branch: str, places: Places) -> frozenset[str]:
    tip = repository.branch_tip(branch)
    if tip is None:
        raise StrangeError(f"There is no branch {branch}.")
    tree = repository.commit(tip).tree
    for folder in places.members.split("/"):
        entry = repository.tree(tree).get(folder)
        if entry is None or not entry.is_folder:
            return frozenset()
        tree = entry.sha
    names = (places.profile_of(f"{places.members}/{name}") for name in repository.tree(tree))
    return frozenset(names) - {""}


def _told(before: Owners, after: Owners, left: int) -> list[str]:
    lines = [
        f"{handle} now belongs to account {id_}."
        for handle, id_ in after.ids.items()
        if handle not in before.ids
    ]
    lines += [f"{handle} is nobody's now." for handle in before.ids if handle not in after.ids]
    if left:
        lines.append(f"{left} merged pull requests are left for the next run.")
    return lines or ["Nobody's profile changed hands."]


def owns(owners: Owners, handle: str, account: Account) -> bool:
    """Whether the record says that a profile is this account's."""
    return owners.ids.get(handle) == account.id
