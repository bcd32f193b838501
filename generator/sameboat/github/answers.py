"""GitHub's answers as frozen values; what is not shaped as expected is refused and never guessed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .api import StrangeError


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody on GitHub. A login can be given up and taken by somebody else; an id cannot."""

    id: int
    login: str
    kind: str
    """"User", "Bot", "Organization" or "Mannequin"."""

    @property
    def handle(self) -> str:
        """What their profile is called."""
        return self.login.lower()


@dataclass(frozen=True, slots=True)
class Pull:
    """A pull request, as it stood when it was asked for."""

    number: int
    author: Account | None
    """None where the account is gone."""
    head: str
    """The hash of its newest commit."""
    head_owner: int | None
    """The id of the account that has the repository it comes from; None where that is gone."""
    is_from_here: bool
    """Whether it comes from a branch of this very repository, where only its people can push."""
    base: str
    """The branch it wants to go into."""
    is_open: bool
    is_draft: bool
    merged_at: str
    """When it was merged, as GitHub writes it; empty where it was not."""
    updated_at: str
    merge_commit: str
    """Of a merged one, the commit that it became."""


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit: what it holds and what it comes from."""

    sha: str
    tree: str
    parents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One name in a tree. Modes: 100644 file, 100755 program, 120000 link, 160000 submodule, 040000 folder."""

    mode: str
    sha: str
    size: int

    @property
    def is_folder(self) -> bool:
        """Whether it is a tree itself."""
        return self.mode == "040000"


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A changed file as GitHub lists it."""

    path: str
    status: str
    """added, removed, modified, renamed, copied, changed or unchanged."""
    previous: str
    """Of a renamed one, what it was called before."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment below a pull request or an issue."""

    id: int
    login: str
    body: str


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue."""

    number: int
    body: str
    state: str
    """open or closed."""


@dataclass(frozen=True, slots=True)
class Status:
    """What was last said of a commit."""

    context: str
    state: str
    description: str
    created_at: str


def pull_of(given: Any) -> Pull:
    """A pull request."""
    head_repository = value_of(given, "head", "repo")
    base_repository = number_of(given, "base", "repo", "id")
    return Pull(
        number=number_of(given, "number"),
        author=account_of(value_of(given, "user")),
        head=text_of(given, "head", "sha"),
        head_owner=None if head_repository is None else number_of(head_repository, "owner", "id"),
        is_from_here=head_repository is not None and number_of(head_repository, "id") == base_repository,
        base=text_of(given, "base", "ref"),
        is_open=text_of(given, "state") == "open",
        is_draft=value_of(given, "draft") is not False,
        merged_at=text_or_nothing(given, "merged_at"),
        updated_at=text_of(given, "updated_at"),
        merge_commit=text_or_nothing(given, "merge_commit_sha"),
    )


def account_of(given: Any) -> Account | None:
    """Somebody; None where the account is gone."""
    return (
        None
        if given is None
        else Account(number_of(given, "id"), text_of(given, "login"), text_of(given, "type"))
    )


def value_of(given: Any, *path: str) -> Any:
    """What stands at `path` in an answer. Raises StrangeError where nothing does."""
    for name in path:
        if not isinstance(given, dict) or name not in given:
            raise StrangeError(f"GitHub's answer has no {'.'.join(path)}.")
        given = given[name]
    return given


def text_of(given: Any, *path: str) -> str:
    """The text at `path`. Raises StrangeError."""
    found = value_of(given, *path)
    if not isinstance(found, str):
        raise StrangeError(f"In GitHub's answer {'.'.join(path)} is no text.")
    return found


def text_or_nothing(given: Any, *path: str) -> str:
    """A text that GitHub may leave out; then it is empty."""
    for name in path:
        given = given.get(name) if isinstance(given, dict) else None
    return given if isinstance(given, str) else ""


def number_of(given: Any, *path: str) -> int:
    """The number at `path`. Raises StrangeError."""
    found = value_of(given, *path)
    if not isinstance(found, int) or isinstance(found, bool):
        raise StrangeError(f"In GitHub's answer {'.'.join(path)} is no number.")
    return found


def list_of(given: Any, name: str) -> Sequence[Any]:
    """The list called `name`. Raises StrangeError."""
    found = value_of(given, name)
    if not isinstance(found, list):
        raise StrangeError(f"In GitHub's answer {name} is no list.")
    return found


def size_of(item: Any) -> int:
    """The size of an entry in bytes; folders and submodules have none."""
    size = item.get("size") if isinstance(item, dict) else None
    return size if isinstance(size, int) else 0


def same_as(sha: str, given: Any) -> str:
    """`sha`, if that is what the answer is about. Raises StrangeError."""
    if text_of(given, "sha") != sha:
        raise StrangeError("GitHub gave something else than was asked for by its hash.")
    return sha
