"""What tests share: temporary communities, built sites, and a server for them."""

from __future__ import annotations

import fcntl
import json
import os
import re
import runpy
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml

REPOSITORY = Path(__file__).parents[1]
SEARCH_INDEX = runpy.run_path(str(Path(__file__).with_name("read_search.py")))["SearchIndex"]
# Before the first of any others a page's body starts, also where its tag was left out.
OF_THE_HEAD = {
    "html",
    "head",
    "body",
    "meta",
    "link",
    "title",
    "script",
    "style",
    "base",
    "noscript",
    "template",
}
VOID = {"meta", "link", "input", "img", "br", "hr", "source", "path", "base", "col", "area", "wbr", "track"}


class Page(HTMLParser):
    """An HTML page as a test looks at it: its words, its links, its ids."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.links: list[str] = []
        """What every href, src and action leads to, as written."""
        self.ids: set[str] = set()
        self.metas: dict[str, str] = {}
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self._texts: list[tuple[tuple[str, ...], str]] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()

    @property
    def text(self) -> str:
        """What somebody reads, the title in the tab left out, with single spaces."""
        return self.text_in("body")

    def text_in(self, *tags: str) -> str:
        """The words inside elements `tags`, each inside the one before."""
        words = (
            text
            for path, text in self._texts
            if not {"script", "style"} & set(path) and set(tags) <= set(path)
        )
        return " ".join(" ".join(words).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag not in OF_THE_HEAD and not {"head", "body"} & self.tags:
            self._open.append("body")
            self.tags.add("body")
        self.tags.add(tag)
        self.attributes |= given.keys()
        self.links += [given[name] for name in ("href", "src", "action") if name in given]
        if "id" in given:
            self.ids.add(given["id"])
        if tag == "meta" and "name" in given:
            self.metas[given["name"]] = given.get("content", "")
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        self._texts.append((tuple(self._open), data))


@dataclass(frozen=True)
class Built:
    """What a build left behind."""

    site: Path
    code: int
    log: str

    def path(self, address: str) -> Path:
        return self.site / address

    def has(self, address: str) -> bool:
        return self.path(address).is_file()

    def read(self, address: str) -> str:
        return self.path(address).read_text(encoding="utf-8")

    def json(self, address: str) -> Any:
        return json.loads(self.read(address))

    def page(self, address: str) -> Page:
        return Page(self.read(address))

    @cached_property
    def search(self) -> Any:
        """What the find page searches, as `read_search.py` reads it."""
        return SEARCH_INDEX(lambda name: self.path(f"find/{name}").read_bytes())

    @cached_property
    def files(self) -> Mapping[str, bytes]:
        """Address → content of everything on the site."""
        return {
            path.relative_to(self.site).as_posix(): path.read_bytes()
            for path in sorted(self.site.rglob("*"))
            if path.is_file()
        }

    @cached_property
    def pages(self) -> Mapping[str, Page]:
        """Address → page, for all of them."""
        return {address: self.page(address) for address in self.files if address.endswith(".html")}

    @property
    def warnings(self) -> list[str]:
        return [line for line in self.log.splitlines() if line.startswith("WARNING")]

    @property
    def members(self) -> list[dict[str, Any]]:
        """Everybody in the API, from all its shards."""
        api = self.json("api/v1/members.json")
        return [
            member for shard in api["shards"] for member in self.json(f"api/v1/{shard['url']}")["members"]
        ]


def environment(day: str = "") -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    if day:
        own["SOURCE_DATE_EPOCH"] = str(int(datetime.fromisoformat(f"{day}T06:00:00+00:00").timestamp()))
    return {**own, "NO_MKDOCS_2_WARNING": "1"}


def build_site(folder: Path, *arguments: str, day: str = "") -> Built:
    """Run `mkdocs build` in `folder`, as a person would, or as one would have on another day."""
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", *arguments],
        cwd=folder,
        env=environment(day),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return Built(folder / "site", done.returncode, done.stdout + done.stderr)


class _Yaml(yaml.SafeDumper):
    """YAML as people write it, without anchors: profiles may not have them."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True


def _text(content: Any, name: str) -> str:
    if isinstance(content, str):
        return content
    if name.endswith(".json"):
        return json.dumps(content, ensure_ascii=False, indent=2)
    return yaml.dump(content, Dumper=_Yaml, allow_unicode=True, sort_keys=False, width=10_000)


def invent(name: str = "Ada Kowalska", **fields: Any) -> dict[str, Any]:
    """A profile with what it must have, and `fields`."""
    return {"name": name, "values": ["curiosity"], "can_help_with": [{"topic": "cv-feedback"}], **fields}


@dataclass(frozen=True)
class Community:
    """A community in a temporary folder."""

    root: Path

    def write(self, name: str, content: Any) -> Path:
        """Write a file: text as it is, plain data as YAML or JSON."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_text(content, name), encoding="utf-8")
        return path

    def build(self, *arguments: str, day: str = "") -> Built:
        """Build the site, today or on a `day`; a failure is for the test to look at."""
        return build_site(self.root, *arguments, day=day)

    def built(self, *arguments: str, day: str = "") -> Built:
        """Build the site strictly; a failure fails the test."""
        built = self.build("--strict", *arguments, day=day)
        assert built.code == 0, built.log
        return built


MakeCommunity = Callable[..., Community]


def _make(
    root: Path,
    members: Mapping[str, Any] | None = None,
    *,
    schema: Mapping[str, Any] | None = None,
    docs: Mapping[str, str] | None = None,
    options: Mapping[str, Any] | None = None,
    config: Mapping[str, Any] | None = None,
) -> Community:
    community = Community(root)
    (root / "members").mkdir(parents=True)
    for handle, profile in (members or {}).items():
        community.write(f"members/{handle}.yml", profile)
    for name, content in (schema or {}).items():
        community.write(f"schema/{name}", content)
    for name, content in {"index.md": "# Home\n", **(docs or {})}.items():
        community.write(f"docs/{name}", content)
    settings = {
        "site_name": "A test of a boat",
        "theme": {"name": "material", "font": False},
        "plugins": [{"sameboat": dict(options or {})}],
    }
    community.write("mkdocs.yml", {**settings, **(config or {})})
    return community


@pytest.fixture(scope="session")
def repository() -> Path:
    """This repository: it is a community of sample members, too."""
    return REPOSITORY


@pytest.fixture(scope="session")
def samples(repository: Path) -> Mapping[str, dict[str, Any]]:
    """Handle → what stands in the file, for the sample members; every scalar is a string."""
    return {
        path.stem: yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader)  # noqa: S506 - strings only
        for path in sorted((repository / "members").glob("*.yml"))
    }


@pytest.fixture(scope="session")
def make_community(tmp_path_factory: pytest.TempPathFactory) -> MakeCommunity:
    """Makes a community: members by handle (text or plain data), schema files, pages, options, mkdocs.yml.

    Without schema files it has the packaged schema.
    """
    return lambda *members, **parts: _make(tmp_path_factory.mktemp("community") / "c", *members, **parts)


@pytest.fixture(scope="session")
def build() -> Callable[..., Built]:
    """Runs `mkdocs build` in a folder."""
    return build_site


@pytest.fixture(scope="session")
def profile() -> Callable[..., dict[str, Any]]:
    """Makes a profile with what it must have, and what a test adds."""
    return invent


@pytest.fixture(scope="session")
def git() -> Callable[..., None]:
    """Runs git in a folder as somebody without settings, on a given day."""

    def git(folder: Path, *arguments: str, day: str = "2026-01-01") -> None:
        subprocess.run(
            [
                "git",
                "-C",
                str(folder),
                "-c",
                "user.name=Test",
                "-c",
                "user.email=test@example.org",
                *arguments,
            ],
            check=True,
            capture_output=True,
            env={
                **os.environ,
                "GIT_CONFIG_GLOBAL": os.devnull,
                "GIT_CONFIG_SYSTEM": os.devnull,
                "GIT_AUTHOR_DATE": f"{day}T12:00:00Z",
                "GIT_COMMITTER_DATE": f"{day}T12:00:00Z",
            },
        )

    return git


@pytest.fixture(scope="session")
def is_inside() -> Callable[[Any, bytes], bool]:
    """Tells whether a problem's place is one inside the file with this content."""

    def is_inside(problem: Any, content: bytes) -> bool:
        lines = re.split("\r\n|\n|\r", content.decode("utf-8", "replace"))
        start, end = (problem.line, problem.column), (problem.end_line, problem.end_column)
        return start <= end and all(
            1 <= line <= len(lines) and 1 <= column <= len(lines[line - 1]) + 1
            for line, column in (start, end)
        )

    return is_inside


@pytest.fixture(scope="session")
def read_page() -> Callable[[str], Page]:
    """Reads HTML."""
    return Page


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Callable[[Path], Built]], Built]:
    """Builds a site the first time any worker asks for it by its name; all others get the same."""
    root = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        root = root.parent

    def once(name: str, make: Callable[[Path], Built]) -> Built:
        note = root / f"{name}.json"
        with (root / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if note.exists():
                site, code, log = json.loads(note.read_text(encoding="utf-8"))
                return Built(Path(site), code, log)
            folder = root / name
            shutil.rmtree(folder, ignore_errors=True)
            built = make(folder)
            note.write_text(json.dumps([str(built.site), built.code, built.log]), encoding="utf-8")
        return built

    return once


@pytest.fixture(scope="session")
def sample_site(once: Callable[[str, Callable[[Path], Built]], Built], repository: Path) -> Built:
    """The site of this repository's sample community, built strictly."""

    def make(folder: Path) -> Built:
        built = build_site(repository, "--strict", "--site-dir", str(folder))
        return Built(folder, built.code, built.log)

    built = once("sample-site", make)
    assert built.code == 0, built.log
    return built


class _Handler(SimpleHTTPRequestHandler):
    """Serves files as a static host does: a page that is not there is answered with 404.html."""

    protocol_version = "HTTP/1.1"
    # Headers and content are two writes, and the second would wait 40 ms for the browser to confirm the first.
    disable_nagle_algorithm = True

    def log_message(self, *_: object) -> None:
        pass

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        lost = Path(self.directory) / "404.html"
        if code != 404 or not lost.is_file():
            super().send_error(code, message, explain)
            return
        content = lost.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """A browser that closes a connection early is no news."""


@contextmanager
def _serving(folder: Path) -> Iterator[str]:
    with _Server(("127.0.0.1", 0), partial(_Handler, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/"
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(scope="session")
def served() -> Iterator[Callable[[Path], str]]:
    """Serves a folder on the loopback, and says under which address."""
    with ExitStack() as stack:
        known: dict[Path, str] = {}

        def serve(folder: Path) -> str:
            if folder not in known:
                known[folder] = stack.enter_context(_serving(folder))
            return known[folder]

        yield serve
