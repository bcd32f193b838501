"""Who may do what: a pull request's changes, held against the record of owners. Pure; nothing here asks anybody."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from .answers import Account, Entry, Pull
from .owners import BRANCH, Owners
from .places import Places
from .trees import Change

Weight = Literal["look", "another", "wrong"]
"""look: a person decides. another: refused, except from somebody who may push here anyway. wrong: refused."""
Verdict = Literal["own", "reviewer", "refused"]
"""own: only the author's own profile and photo, and all is well with them."""

FILE, _PROGRAM, _LINK, _SUBMODULE = "100644", "100755", "120000", "160000"
_MANY = 20
"""So many reasons of one kind are told one by one."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a pull request is not merged by itself."""

    weight: Weight
    text: str
    """A sentence of ours, without a stop."""
    about: str = ""
    """What it is about, in a stranger's letters: a path, a host. To be shown as code only."""


@dataclass(frozen=True, slots=True)
class Case:
    """A pull request and all that its judgement goes by."""

    pull: Pull
    branch: str
    """The default branch."""
    changes: tuple[Change, ...]
    now: Mapping[str, Entry | None]
    """What stands at the changed paths on the default branch at this moment."""
    profiles: Collection[str]
    """The handles that have a profile on the default branch."""


def verdict_of(reasons: Collection[Reason], *, is_organiser: bool = False) -> Verdict:
    """What follows from `reasons`."""
    weights = {reason.weight for reason in reasons}
    if "wrong" in weights or ("another" in weights and not is_organiser):
        return "refused"
    return "reviewer" if weights else "own"


def judge(case: Case, owners: Owners, places: Places) -> list[Reason]:
    """Every reason that the pull request itself, its author or a changed path gives; what stands in files is not
    looked at."""
    reasons = [*judge_pull(case.pull, case.branch), *_of_paths(case, owners, places)]
    if not case.changes:
        reasons.append(Reason("look", "It changes nothing"))
    return _shortened(reasons)


def brings_new(case: Case, owners: Owners, places: Places) -> bool:
    """Whether a profile comes in that was not there, other than under a new name of its owner's."""
    gone = {places.profile_of(change.path) for change in case.changes if change.after is None}
    moved = any(handle and _is_own(handle, case.pull.author, owners) for handle in gone)
    return not moved and any(
        (handle := places.profile_of(change.path))
        and change.after is not None
        and handle not in case.profiles
        for change in case.changes
    )


def _is_own(handle: str, author: Account | None, owners: Owners) -> bool:
    return author is not None and owners.ids.get(handle) == author.id


def judge_pull(pull: Pull, branch: str) -> Iterator[Reason]:
    """Every reason that lies in the pull request itself: where it goes, whose it is, where it comes from."""
    author = pull.author
    if pull.base == BRANCH:
        yield Reason("wrong", "It wants to change the record of owners, which only a job writes")
    elif pull.base != branch:
        yield Reason("look", "It goes into another branch than the one the site is made from", pull.base)
    if pull.is_draft:
        yield Reason("look", "It is still a draft")
    if author is None:
        yield Reason("look", "The account that it comes from is gone")
        return
    if author.kind != "User":
        yield Reason("look", "It comes from a program and not from a person", author.login)
    if not pull.is_from_here and pull.head_owner != author.id:
        yield Reason("look", "It comes from a copy that belongs to another account than the author's")


def _of_paths(case: Case, owners: Owners, places: Places) -> Iterator[Reason]:
    added = {places.profile_of(change.path) for change in case.changes if change.after is not None}
    removed = {places.profile_of(change.path) for change in case.changes if change.after is None}
    there = (set(case.profiles) | added) - removed
    elsewhere: dict[str, str] = {}
    for change in case.changes:
        path = change.path
        handle = places.profile_of(path) or places.photo_of(path)
        if not places.is_near_members(path):
            elsewhere.setdefault(places.kind_of(path), path)
            yield from _odd_mode(change, "look")
            continue
        yield from _odd_mode(change, "wrong")
        if handle:
            is_profile = bool(places.profile_of(path))
            is_there = handle in case.profiles or (is_profile and change.before is not None)
            yield from _of_owner(handle, path, case.pull.author, owners, is_there=is_there)
            if not is_profile and change.after is not None and handle not in there:
                yield Reason("look", "It is a photo of nobody here", path)
        else:
            yield _of_other(path, case, owners, places)
        if not _same(case.now.get(path), change.before):
            yield Reason(
                "look", "This file has changed on the main branch since; bring your branch up to date", path
            )
    for kind, path in elsewhere.items():
        yield Reason("look", f"It changes {kind}, too", path)


def _of_owner(
    handle: str, path: str, author: Account | None, owners: Owners, *, is_there: bool
) -> Iterator[Reason]:
    if author is None:
        return
    owner = owners.ids.get(handle)
    if owner is not None and owner != author.id:
        if is_there:
            yield Reason(
                "another", "This belongs to another account; if that one is yours as well, say so here", path
            )
        else:
            yield Reason("look", "This name was another account's until lately", path)
    elif owner is None and is_there:
        known = (
            "this account's number is written down"
            if handle == author.handle
            else "no number is written down"
        )
        text = f"Nobody is on record as its owner yet; if a person merges this, {known}"
        yield Reason("look", text, path)
    elif owner is None and handle != author.handle:
        yield Reason("look", "A new profile that is not named after the account it comes from", path)


def _of_other(path: str, case: Case, owners: Owners, places: Places) -> Reason:
    """A path in the members' folder, or nearly in it, that is no profile's and no photo's."""
    if path.casefold() == places.members.casefold():
        return Reason("wrong", "The folder of the profiles is to stay a folder", path)
    claimed = places.claims(path)
    if claimed in case.profiles and not _is_own(claimed, case.pull.author, owners):
        return Reason(
            "another", f"On many computers this is the same file as {places.members}/{claimed}.yml", path
        )
    if claimed or path.casefold().endswith((".yml", ".yaml")):
        return Reason(
            "wrong", "A profile is called after its account, in small letters, with .yml at the end", path
        )
    return Reason("look", "It is neither a profile nor a photo that is named after one", path)


def _odd_mode(change: Change, weight: Weight) -> Iterator[Reason]:
    mode = change.after.mode if change.after else FILE
    if mode == _LINK:
        yield Reason(weight, "It is a link and not a file", change.path)
    elif mode == _SUBMODULE:
        yield Reason(weight, "It is another repository and not a file", change.path)
    elif mode == _PROGRAM:
        # In other folders that is what scripts are.
        if weight == "wrong":
            yield Reason("look", "It is marked as a program", change.path)
    elif mode != FILE:
        yield Reason(weight, "It is no plain file", change.path)


def _same(one: Entry | None, other: Entry | None) -> bool:
    return (one and (one.mode, one.sha)) == (other and (other.mode, other.sha))


def _shortened(reasons: list[Reason]) -> list[Reason]:
    """`reasons`, the grave ones first, and of many alike only some, with a word on the rest."""
    order: Mapping[Weight, int] = {"wrong": 0, "another": 1, "look": 2}
    kept: list[Reason] = []
    told: dict[tuple[Weight, str], int] = {}
    for reason in sorted(reasons, key=lambda reason: order[reason.weight]):
        kind = (reason.weight, reason.text)
        told[kind] = told.get(kind, 0) + 1
        if told[kind] <= _MANY:
            kept.append(reason)
    kept += [
        Reason(weight, f"{text} ({count - _MANY} more)")
        for (weight, text), count in told.items()
        if count > _MANY
    ]
    return kept
