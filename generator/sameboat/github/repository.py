"""A repository on GitHub as frozen values: what the gate reads, and the few things it says and does.

Whatever decides is read by its hash, which cannot change under one's hands: a commit's tree, a tree's entries, a
blob's bytes. A list of changed files is of whatever stands at the head of a branch at that second, so it is only held
against what the hashes say (`trees.py`).
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from .answers import (
    Commit,
    Entry,
    Issue,
    ListedFile,
    Pull,
    Remark,
    Status,
    list_of,
    number_of,
    pull_of,
    same_as,
    size_of,
    text_of,
    text_or_nothing,
    value_of,
)
from .api import PER_PAGE, Api, ApiError, RefusedError, StrangeError

LISTED_FILES = 3000
"""More changed files are not listed: https://docs.github.com/en/rest/pulls/pulls#list-pull-requests-files"""
_MANY_PAGES = 100


class TooLargeError(ApiError):
    """A tree with more entries than GitHub gives at once."""


class Repository:
    """One repository. What is read by hash is asked for once."""

    def __init__(self, api: Api, name: str) -> None:
        self._api = api
        self._home = f"/repos/{quote(name)}"
        self._commits: dict[str, Commit] = {}
        self._trees: dict[str, Mapping[str, Entry]] = {}

    def default_branch(self) -> str:
        """The branch that everything is decided from."""
        return text_of(self._api.get(self._home), "default_branch")

    def open_pulls(self) -> list[Pull]:
        """All open pull requests. Raises ApiError where there are more than anybody can look at."""
        items, is_all = self._api.pages(f"{self._home}/pulls", _MANY_PAGES, state="open")
        if not is_all:
            raise StrangeError("There are more open pull requests than can be listed.")
        return [pull_of(item) for item in items]

    def closed_pulls(self, page: int) -> list[Pull]:
        """A page of closed pull requests, those that something happened to last first."""
        query = {"state": "closed", "sort": "updated", "direction": "desc"}
        items = self._api.get(f"{self._home}/pulls", **query, per_page=PER_PAGE, page=page)
        if not isinstance(items, list):
            raise StrangeError("GitHub gave something else than a list of pull requests.")
        return [pull_of(item) for item in items]

    def pull(self, number: int) -> Pull:
        """One pull request."""
        return pull_of(self._api.get(f"{self._home}/pulls/{number}"))

    def listed_files(self, number: int) -> tuple[list[ListedFile], bool]:
        """The files that a pull request changes, and whether those are all of them."""
        path = f"{self._home}/pulls/{number}/files"
        items, is_all = self._api.pages(path, LISTED_FILES // PER_PAGE)
        files = [
            ListedFile(
                text_of(item, "filename"), text_of(item, "status"), text_or_nothing(item, "previous_filename")
            )
            for item in items
        ]
        return files, is_all and len(files) < LISTED_FILES

    def branch_tip(self, branch: str) -> str | None:
        """The hash of a branch's newest commit; None where there is no such branch."""
        try:
            ref = self._api.get(f"{self._home}/git/ref/heads/{quote(branch)}")
        except RefusedError as error:
            if error.status == 404:
                return None
            raise
        if text_of(ref, "ref") != f"refs/heads/{branch}":
            raise StrangeError("GitHub gave another branch than was asked for.")
        return text_of(ref, "object", "sha")

    def commit(self, sha: str) -> Commit:
        """The commit with this hash."""
        if sha not in self._commits:
            given = self._api.get(f"{self._home}/git/commits/{sha}")
            parents = tuple(text_of(parent, "sha") for parent in list_of(given, "parents"))
            self._commits[sha] = Commit(same_as(sha, given), text_of(given, "tree", "sha"), parents)
        return self._commits[sha]

    def tree(self, sha: str) -> Mapping[str, Entry]:
        """Name → entry of one folder.

        Raises TooLargeError past 100,000 entries: https://docs.github.com/en/rest/git/trees#get-a-tree
        """
        if sha not in self._trees:
            given = self._api.get(f"{self._home}/git/trees/{sha}")
            if value_of(given, "truncated") is not False:
                raise TooLargeError("A folder has more files than GitHub lists.")
            entries = {
                text_of(item, "path"): Entry(text_of(item, "mode"), text_of(item, "sha"), size_of(item))
                for item in list_of(given, "tree")
            }
            same_as(sha, given)
            self._trees[sha] = entries
        return self._trees[sha]

    def blob(self, sha: str) -> bytes:
        """The bytes with this hash, counted again here. Raises ApiError where they are others."""
        given = self._api.get(f"{self._home}/git/blobs/{sha}")
        if text_of(given, "encoding") != "base64":
            raise StrangeError("GitHub gave a file in a way that cannot be read.")
        try:
            content = base64.b64decode(text_of(given, "content").replace("\n", ""), validate=True)
        except ValueError:
            raise StrangeError("GitHub gave a file that cannot be read.") from None
        # How git names a file: https://git-scm.com/book/en/v2/Git-Internals-Git-Objects
        named = hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()
        if named != sha:
            raise StrangeError("GitHub gave other bytes than those that were asked for.")
        return content

    def merge_base(self, one: str, other: str) -> str | None:
        """The hash of the commit where the histories of two commits part; None where they have nothing in common."""
        try:
            given = self._api.get(f"{self._home}/compare/{one}...{other}", per_page=1)
        except RefusedError as error:
            if error.status == 404:
                return None
            raise
        return text_of(given, "merge_base_commit", "sha")

    def may_write(self, login: str) -> bool:
        """Whether somebody may push here, and so could do without a pull request."""
        try:
            given = self._api.get(f"{self._home}/collaborators/{quote(login)}/permission")
        except RefusedError as error:
            if error.status in (403, 404):
                return False
            raise
        return text_of(given, "permission") in ("admin", "write")

    def statuses(self, sha: str) -> list[Status]:
        """What was said of a commit, the newest first."""
        given = self._api.get(f"{self._home}/commits/{sha}/statuses", per_page=PER_PAGE)
        return [
            Status(
                text_of(item, "context"),
                text_of(item, "state"),
                text_or_nothing(item, "description"),
                text_of(item, "created_at"),
            )
            for item in (given if isinstance(given, list) else [])
        ]

    def set_status(self, sha: str, status: Mapping[str, str]) -> None:
        """Say something of a commit: https://docs.github.com/en/rest/commits/statuses"""
        self._api.send("POST", f"{self._home}/statuses/{sha}", status)

    def remarks(self, number: int) -> list[Remark]:
        """All comments below a pull request or an issue."""
        items, _ = self._api.pages(f"{self._home}/issues/{number}/comments", _MANY_PAGES)
        return [
            Remark(
                number_of(item, "id"), text_or_nothing(item, "user", "login"), text_or_nothing(item, "body")
            )
            for item in items
        ]

    def add_remark(self, number: int, body: str) -> None:
        """Write below a pull request."""
        self._api.send("POST", f"{self._home}/issues/{number}/comments", {"body": body})

    def change_remark(self, remark: int, body: str) -> None:
        """Write something else in a comment's place."""
        self._api.send("PATCH", f"{self._home}/issues/comments/{remark}", {"body": body})

    def issues_by(self, login: str) -> list[Issue]:
        """Every issue that somebody opened here, pull requests left out, the newest first."""
        items, _ = self._api.pages(f"{self._home}/issues", _MANY_PAGES, state="all", creator=login)
        return [
            Issue(number_of(item, "number"), text_or_nothing(item, "body"), text_of(item, "state"))
            for item in items
            if "pull_request" not in item
        ]

    def open_issue(self, title: str, body: str) -> None:
        """Open an issue."""
        self._api.send("POST", f"{self._home}/issues", {"title": title, "body": body})

    def change_issue(self, number: int, body: str, state: str) -> None:
        """Write something else in an issue's place, and open or close it."""
        self._api.send("PATCH", f"{self._home}/issues/{number}", {"body": body, "state": state})

    def merge(self, number: int, sha: str, title: str, method: str) -> str:
        """Merge a pull request if its newest commit is still `sha`; the hash of the commit that it became.

        Raises RefusedError, 409 where the branch has moved and 405 where it cannot be merged:
        https://docs.github.com/en/rest/pulls/pulls#merge-a-pull-request
        """
        # Without a message of our own, the words of a stranger would stand in the history, "[skip ci]" among them.
        body = {
            "sha": sha,
            "commit_title": title,
            "commit_message": "Merged by the gate.",
            "merge_method": method,
        }
        return text_of(self._api.send("PUT", f"{self._home}/pulls/{number}/merge", body), "sha")

    def dispatch(self, workflow: str, branch: str) -> None:
        """Start a workflow: https://docs.github.com/en/rest/actions/workflows#create-a-workflow-dispatch-event"""
        self._api.send("POST", f"{self._home}/actions/workflows/{workflow}/dispatches", {"ref": branch})

    def write_branch(self, branch: str, files: Mapping[str, bytes], message: str, parent: str | None) -> None:
        """Put `files`, and nothing else, into a new commit on `branch`, which must still stand at `parent`.

        Raises RefusedError, 422 or 409, where somebody else was quicker.
        """
        made = [
            {"path": path, "mode": "100644", "type": "blob", "sha": self._make("blobs", _blob(content))}
            for path, content in files.items()
        ]
        tree = self._make("trees", {"tree": made})
        parents = [parent] if parent else []
        commit = self._make("commits", {"message": message, "tree": tree, "parents": parents})
        if parent:
            path = f"{self._home}/git/refs/heads/{quote(branch)}"
            self._api.send("PATCH", path, {"sha": commit, "force": False})
        else:
            self._api.send("POST", f"{self._home}/git/refs", {"ref": f"refs/heads/{branch}", "sha": commit})

    def _make(self, kind: str, body: Mapping[str, Any]) -> str:
        return text_of(self._api.send("POST", f"{self._home}/git/{kind}", body), "sha")


def _blob(content: bytes) -> Mapping[str, str]:
    return {"content": base64.b64encode(content).decode("ascii"), "encoding": "base64"}
