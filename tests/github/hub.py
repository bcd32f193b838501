"""A GitHub of our own on the loopback: the parts of its REST API that the gate uses, over a real git repository.

Hashes, trees, merges and renames are git's, so nothing here can agree with the gate by mistake. What GitHub does by
itself (who made a pull request, statuses, comments, dispatches) is kept in plain lists.
"""

from __future__ import annotations

import base64
import json
import os
import re
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

NAME = "boats/harbour"
HERE = 1
"""The id of the repository itself; a copy has that of its owner's account and a thousand."""
TOKEN = "a-token-of-ours"  # noqa: S105 - it opens nothing


@dataclass(frozen=True)
class Person:
    id: int
    login: str
    kind: str = "User"


BOT = Person(41898282, "github-actions[bot]", "Bot")


@dataclass
class Request:
    number: int
    author: Person | None
    head: str
    head_owner: int | None
    base: str = "main"
    is_open: bool = True
    is_draft: bool = False
    merged_at: str | None = None
    merge_commit: str | None = None
    updated_at: str = "2026-01-01T00:00:00Z"


@dataclass
class Link:
    """A symbolic link, or with `is_module` another repository."""

    target: str
    is_module: bool = False
    is_program: bool = False


Answer = tuple[int, Mapping[str, str], Any]


@dataclass
class Hub:
    git: Path
    pulls: dict[int, Request] = field(default_factory=dict)
    statuses: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    comments: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    issues: list[dict[str, Any]] = field(default_factory=list)
    dispatched: list[str] = field(default_factory=list)
    writers: dict[str, str] = field(default_factory=dict)
    """Login → permission, for everybody who has one."""
    asked: list[tuple[str, str]] = field(default_factory=list)
    bodies: list[Any] = field(default_factory=list)
    tokens: set[str] = field(default_factory=set)
    troubles: list[tuple[str, str, Callable[[], Answer | None]]] = field(default_factory=list)
    """(method, pattern, what happens): an answer in place of the usual, or something else first."""
    address: str = ""
    day: int = 1
    per_page: int = 100
    """The most files a page; GitHub has a hundred."""
    never: threading.Event = field(default_factory=threading.Event)

    # What a test does.

    def run(self, *arguments: str, text: bytes = b"", **environment: str) -> str:
        done = subprocess.run(
            ["git", "-C", str(self.git), *arguments],
            input=text,
            capture_output=True,
            check=True,
            env={**os.environ, **_PLAIN, **environment},
        )
        return done.stdout.decode().rstrip("\n")

    def commit(self, files: Mapping[str, Any], parent: str | None = None, branch: str = "") -> str:
        """A commit after `parent` with `files` put in, or taken out where None; its hash."""
        lines: list[bytes] = [
            b"commit refs/heads/work\ncommitter A <a@example.org> 1767225600 +0000\ndata 1\nx\n"
        ]
        if parent:
            lines.append(f"from {parent}\n".encode())
        for path, content in files.items():
            if content is None:
                lines.append(f"D {path}\n".encode())
            elif isinstance(content, Link) and content.is_module:
                lines.append(f"M 160000 {'1' * 40} {path}\n".encode())
            else:
                is_link = isinstance(content, Link)
                mode = "100644" if not is_link else "100755" if content.is_program else "120000"
                body = content.target.encode() if is_link else _bytes(content)
                lines.append(f"M {mode} inline {path}\ndata {len(body)}\n".encode() + body + b"\n")
        self.run("update-ref", "-d", "refs/heads/work")
        self.run("fast-import", "--quiet", "--force", text=b"".join(lines))
        sha = self.run("rev-parse", "refs/heads/work")
        self.run("update-ref", "-d", "refs/heads/work")
        if branch:
            self.run("update-ref", f"refs/heads/{branch}", sha)
        return sha

    def tip(self, branch: str = "main") -> str:
        return self.run("rev-parse", f"refs/heads/{branch}")

    def read(self, path: str, at: str = "main") -> str:
        return self.run("show", f"{at}:{path}")

    def names(self, at: str = "main") -> set[str]:
        return set(self.run("ls-tree", "-r", "--name-only", at).splitlines())

    def ask(
        self, author: Person | None, files: Mapping[str, Any], *, after: str = "", **details: Any
    ) -> Request:
        """Open a pull request with these changes, from a copy of the author's."""
        head = self.commit(files, after or self.tip())
        details.setdefault("head_owner", author.id if author else None)
        pull = Request(len(self.pulls) + 1, author, head, **details)
        self.pulls[pull.number] = pull
        self.run("update-ref", f"refs/pull/{pull.number}/head", head)
        return pull

    def push(self, pull: Request, files: Mapping[str, Any], after: str = "") -> str:
        """Push something else to a pull request's branch, as with --force."""
        pull.head = self.commit(files, after or self.tip())
        self.run("update-ref", f"refs/pull/{pull.number}/head", pull.head)
        return pull.head

    def accept(self, pull: Request) -> str:
        """Merge, as a person or the gate does."""
        tree = self.run("merge-tree", "--write-tree", self.tip(pull.base), pull.head)
        commit = self.run("commit-tree", tree, "-p", self.tip(pull.base), "-p", pull.head, "-m", "merge")
        self.run("update-ref", f"refs/heads/{pull.base}", commit)
        self.day += 1
        pull.merged_at = pull.updated_at = f"2026-01-{self.day:02}T00:00:00Z"
        pull.merge_commit, pull.is_open = commit, False
        return commit

    def own(self, **owners: int) -> None:
        """Write the record of owners."""
        record = {
            "about": "",
            "through": "",
            "owners": {name.replace("_", "-"): id_ for name, id_ in owners.items()},
        }
        self.commit({"owners.json": json.dumps(record)}, branch="sameboat-owners")

    def owners(self) -> dict[str, int]:
        return json.loads(self.read("owners.json", "sameboat-owners"))["owners"]

    def trouble(self, pattern: str, happens: Callable[[], Answer | None], method: str = "GET") -> None:
        self.troubles.append((method, pattern, happens))

    def status(self, pull: Request) -> dict[str, str]:
        """What was last said of a pull request's newest commit."""
        return self.statuses[pull.head][0]

    def said(self, pull: Request) -> str:
        """The gate's comment."""
        [comment] = [
            each for each in self.comments.get(pull.number, []) if each["user"]["login"] == BOT.login
        ]
        return comment["body"]

    # What GitHub does.

    def answer(self, method: str, target: str, body: Any) -> Answer:
        parts = urlsplit(target)
        path, query = unquote(parts.path), {name: value[0] for name, value in parse_qs(parts.query).items()}
        self.asked.append((method, path))
        if method == "PUT":
            self.bodies.append(body)
        for name, pattern, happens in self.troubles:
            if name == method and re.search(pattern, path) and (given := happens()) is not None:
                return given
        for name, pattern, handler in _ROUTES:
            found = re.fullmatch(f"/repos/{NAME}{pattern}", path)
            if name == method and found:
                return handler(self, *found.groups(), query=query, body=body)
        return 404, {}, {"message": "Not Found"}

    def paged(self, path: str, items: list[Any], query: Mapping[str, str]) -> Answer:
        size = min(int(query.get("per_page", 30)), self.per_page)
        page = int(query.get("page", 1))
        more = page * size < len(items)
        link = {"Link": f'<{self.address}{path}?page={page + 1}>; rel="next"'} if more else {}
        return 200, link, items[(page - 1) * size : page * size]


def _bytes(content: Any) -> bytes:
    return content if isinstance(content, bytes) else str(content).encode()


_PLAIN = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@example.org",
    "GIT_AUTHOR_DATE": "2026-01-01T00:00:00Z",
    "GIT_COMMITTER_DATE": "2026-01-01T00:00:00Z",
}


def _person(person: Person | None) -> Any:
    return person and {"id": person.id, "login": person.login, "type": person.kind}


def _shown(pull: Request) -> Any:
    copy = None
    if pull.head_owner is not None:
        copy = {
            "id": HERE if pull.head_owner == 0 else 1000 + pull.head_owner,
            "owner": {"id": pull.head_owner},
        }
    return {
        "number": pull.number,
        "user": _person(pull.author),
        "head": {"sha": pull.head, "ref": "patch-1", "repo": copy},
        "base": {"ref": pull.base, "repo": {"id": HERE}},
        "state": "open" if pull.is_open else "closed",
        "draft": pull.is_draft,
        "merged_at": pull.merged_at,
        "merge_commit_sha": pull.merge_commit,
        "updated_at": pull.updated_at,
    }


def _repository(*_: Any, **__: Any) -> Answer:
    return 200, {}, {"default_branch": "main"}


def _list_pulls(hub: Hub, query: Mapping[str, str], **_: Any) -> Answer:
    wanted = [pull for pull in hub.pulls.values() if pull.is_open == (query["state"] == "open")]
    if query.get("sort") == "updated":
        wanted.sort(key=lambda pull: pull.updated_at, reverse=True)
    return hub.paged(f"/repos/{NAME}/pulls", [_shown(pull) for pull in wanted], query)


def _one_pull(hub: Hub, number: str, **_: Any) -> Answer:
    return 200, {}, _shown(hub.pulls[int(number)])


_STATUSES = {"A": "added", "D": "removed", "M": "modified", "T": "changed", "R": "renamed"}


def _list_files(hub: Hub, number: str, query: Mapping[str, str], **_: Any) -> Answer:
    pull = hub.pulls[int(number)]
    tip = f"{pull.merge_commit}^1" if pull.merge_commit else hub.tip(pull.base)
    fork = hub.run("merge-base", tip, pull.head)
    parts = iter(
        hub.run("diff-tree", "-r", "-z", "-M", "--no-commit-id", "--name-status", fork, pull.head).split("\0")
    )
    files = []
    for status in parts:
        if not status:
            break
        file = {"status": _STATUSES[status[0]], "filename": next(parts)}
        if status[0] == "R":
            file |= {"previous_filename": file["filename"], "filename": next(parts)}
        files.append(file)
    return hub.paged(f"/repos/{NAME}/pulls/{number}/files", files, query)


def _ref(hub: Hub, branch: str, **_: Any) -> Answer:
    try:
        sha = hub.tip(branch)
    except subprocess.CalledProcessError:
        return 404, {}, {"message": "Not Found"}
    return 200, {}, {"ref": f"refs/heads/{branch}", "object": {"sha": sha, "type": "commit"}}


def _commit(hub: Hub, sha: str, **_: Any) -> Answer:
    tree, parents = hub.run("show", "-s", "--format=%T%x00%P", sha).split("\0")
    return (
        200,
        {},
        {"sha": sha, "tree": {"sha": tree}, "parents": [{"sha": each} for each in parents.split()]},
    )


def _tree(hub: Hub, sha: str, **_: Any) -> Answer:
    entries = []
    for line in hub.run("ls-tree", "-z", "--long", sha).split("\0"):
        if line:
            facts, _tab, path = line.partition("\t")
            mode, kind, found, size = facts.split()
            entry = {"path": path, "mode": mode, "type": kind, "sha": found}
            entries.append(entry if size == "-" else {**entry, "size": int(size)})
    return 200, {}, {"sha": sha, "tree": entries, "truncated": False}


def _blob(hub: Hub, sha: str, **_: Any) -> Answer:
    done = subprocess.run(
        ["git", "-C", str(hub.git), "cat-file", "blob", sha], capture_output=True, check=True
    )
    return 200, {}, {"sha": sha, "encoding": "base64", "content": base64.encodebytes(done.stdout).decode()}


def _compare(hub: Hub, one: str, other: str, **_: Any) -> Answer:
    try:
        return 200, {}, {"merge_base_commit": {"sha": hub.run("merge-base", one, other)}}
    except subprocess.CalledProcessError:
        return 404, {}, {"message": f"No common ancestor between {one} and {other}."}


def _permission(hub: Hub, login: str, **_: Any) -> Answer:
    return 200, {}, {"permission": hub.writers.get(login, "read")}


def _list_statuses(hub: Hub, sha: str, **_: Any) -> Answer:
    return 200, {}, hub.statuses.get(sha, [])


def _add_status(hub: Hub, sha: str, body: Any, **_: Any) -> Answer:
    assert len(body["description"]) <= 140
    assert body["state"] in ("error", "failure", "pending", "success")
    status = {"target_url": None, **body, "created_at": "2026-02-01T00:00:00Z"}
    hub.statuses.setdefault(sha, []).insert(0, status)
    return 201, {}, status


def _list_comments(hub: Hub, number: str, query: Mapping[str, str], **_: Any) -> Answer:
    return hub.paged(f"/repos/{NAME}/issues/{number}/comments", hub.comments.get(int(number), []), query)


def _add_comment(hub: Hub, number: str, body: Any, **_: Any) -> Answer:
    known = hub.comments.setdefault(int(number), [])
    known.append({"id": int(number) * 1000 + len(known), "user": _person(BOT), "body": body["body"]})
    return 201, {}, known[-1]


def _change_comment(hub: Hub, id_: str, body: Any, **_: Any) -> Answer:
    for comment in hub.comments[int(id_) // 1000]:
        if comment["id"] == int(id_):
            comment["body"] = body["body"]
    return 200, {}, {}


def _merge(hub: Hub, number: str, body: Any, **_: Any) -> Answer:
    pull = hub.pulls[int(number)]
    if body["sha"] != pull.head:
        return 409, {}, {"message": "Head branch was modified. Review and try the merge again."}
    try:
        return 200, {}, {"sha": hub.accept(pull), "merged": True}
    except subprocess.CalledProcessError:
        return 405, {}, {"message": "Pull Request is not mergeable"}


def _list_issues(hub: Hub, query: Mapping[str, str], **_: Any) -> Answer:
    found = [each for each in hub.issues if each["user"]["login"] == query["creator"]]
    return hub.paged(f"/repos/{NAME}/issues", found, query)


def _open_issue(hub: Hub, body: Any, **_: Any) -> Answer:
    hub.issues.insert(0, {"number": len(hub.issues) + 1, "user": _person(BOT), "state": "open", **body})
    return 201, {}, hub.issues[0]


def _change_issue(hub: Hub, number: str, body: Any, **_: Any) -> Answer:
    [issue] = [each for each in hub.issues if each["number"] == int(number)]
    issue |= body
    return 200, {}, issue


def _dispatch(hub: Hub, workflow: str, body: Any, **_: Any) -> Answer:
    hub.dispatched.append(f"{workflow} on {body['ref']}")
    return 204, {}, None


def _make_blob(hub: Hub, body: Any, **_: Any) -> Answer:
    sha = hub.run("hash-object", "-w", "--stdin", text=base64.b64decode(body["content"]))
    return 201, {}, {"sha": sha}


def _make_tree(hub: Hub, body: Any, **_: Any) -> Answer:
    lines = "".join(f"{each['mode']} {each['type']} {each['sha']}\t{each['path']}\n" for each in body["tree"])
    return 201, {}, {"sha": hub.run("mktree", text=lines.encode())}


def _make_commit(hub: Hub, body: Any, **_: Any) -> Answer:
    parents = [argument for parent in body["parents"] for argument in ("-p", parent)]
    return 201, {}, {"sha": hub.run("commit-tree", body["tree"], *parents, "-m", body["message"])}


def _make_ref(hub: Hub, body: Any, **_: Any) -> Answer:
    try:
        hub.run("update-ref", body["ref"], body["sha"], "0" * 40)
    except subprocess.CalledProcessError:
        return 422, {}, {"message": "Reference already exists"}
    return 201, {}, {}


def _move_ref(hub: Hub, branch: str, body: Any, **_: Any) -> Answer:
    assert body["force"] is False
    old = hub.tip(branch)
    if old not in hub.run("rev-list", body["sha"]).split():
        return 422, {}, {"message": "Update is not a fast forward"}
    hub.run("update-ref", f"refs/heads/{branch}", body["sha"], old)
    return 200, {}, {}


_SHA = r"([0-9a-f]{40})"
_ROUTES: list[tuple[str, str, Callable[..., Answer]]] = [
    ("GET", "", _repository),
    ("GET", "/pulls", _list_pulls),
    ("GET", r"/pulls/(\d+)", _one_pull),
    ("GET", r"/pulls/(\d+)/files", _list_files),
    ("PUT", r"/pulls/(\d+)/merge", _merge),
    ("GET", "/git/ref/heads/(.+)", _ref),
    ("GET", f"/git/commits/{_SHA}", _commit),
    ("GET", f"/git/trees/{_SHA}", _tree),
    ("GET", f"/git/blobs/{_SHA}", _blob),
    ("GET", rf"/compare/{_SHA}\.\.\.{_SHA}", _compare),
    ("GET", "/collaborators/([^/]+)/permission", _permission),
    ("GET", f"/commits/{_SHA}/statuses", _list_statuses),
    ("POST", f"/statuses/{_SHA}", _add_status),
    ("GET", r"/issues/(\d+)/comments", _list_comments),
    ("POST", r"/issues/(\d+)/comments", _add_comment),
    ("PATCH", r"/issues/comments/(\d+)", _change_comment),
    ("GET", "/issues", _list_issues),
    ("POST", "/issues", _open_issue),
    ("PATCH", r"/issues/(\d+)", _change_issue),
    ("POST", "/actions/workflows/([^/]+)/dispatches", _dispatch),
    ("POST", "/git/blobs", _make_blob),
    ("POST", "/git/trees", _make_tree),
    ("POST", "/git/commits", _make_commit),
    ("POST", "/git/refs", _make_ref),
    ("PATCH", "/git/refs/heads/(.+)", _move_ref),
]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    hub: Hub

    def _serve(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(length)) if length else None
        self.hub.tokens.add(self.headers.get("Authorization", ""))
        status, headers, given = self.hub.answer(self.command, self.path, body)
        if status == 0:  # nothing comes back
            self.close_connection = True
            return
        content = given if isinstance(given, bytes) else b"" if given is None else json.dumps(given).encode()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = do_PUT = do_PATCH = _serve  # noqa: N815 - http.server has it so

    def log_message(self, *_: object) -> None:
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """A client that hangs up early is what some tests are about."""


@contextmanager
def serving(hub: Hub) -> Iterator[Hub]:
    handler = type("Handler", (_Handler,), {"hub": hub})
    with _Server(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        hub.address = f"http://127.0.0.1:{server.server_address[1]}"
        try:
            yield hub
        finally:
            hub.never.set()
            server.shutdown()
            thread.join()
