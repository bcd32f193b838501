"""Lighthouse on a page of each kind, and what a first visit loads: the sample community's site, served with gzip."""

from __future__ import annotations

import gzip
import json
import os
import runpy
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from .community import REPOSITORY, environment
from .measure import run

PAGES = {
    "home": "index.html",
    "find": "find.html",
    "a profile": "members/wanjiru.html",
    "a hub": "topics/stage-fright.html",
}
LEAST = {"performance": 90, "accessibility": 95, "best-practices": 95, "seo": 95}
MOST_SHIFT = 0.01
MOST_BYTES = 120_000
"""Gzipped, of all that a first visit to a page loads, the theme included."""
LIGHTHOUSE = Path(__file__).parent / "lighthouse" / "node_modules" / ".bin" / "lighthouse"
CHROMIUM = runpy.run_path(str(REPOSITORY / "tests" / "find_chromium.py"))
_TEXT = (".html", ".css", ".js", ".json", ".xml", ".svg", ".txt")


@dataclass(frozen=True)
class Look:
    """What Lighthouse found on one page."""

    page: str
    scores: Mapping[str, int]
    """Category → points of a hundred."""
    shift: float
    """How far things jumped while the page was loading (CLS)."""
    loaded: Mapping[str, int]
    """Address → bytes as they went over the wire."""
    faults: tuple[str, ...]
    """The audits that cost points, by name."""

    @property
    def size(self) -> int:
        """Everything that was loaded, in bytes."""
        return sum(self.loaded.values())

    @property
    def ours(self) -> int:
        """The same without what the theme brings."""
        theme = ("assets/stylesheets/", "assets/javascripts/", "assets/images/")
        return sum(size for address, size in self.loaded.items() if not address.startswith(theme))

    def is_good(self) -> bool:
        """Whether the page does all that it has to; performance swings on a busy machine, and is judged by a person."""
        judged = {name: least for name, least in LEAST.items() if name != "performance"}
        return (
            all(self.scores[name] >= least for name, least in judged.items())
            and self.shift < MOST_SHIFT
            and self.size <= MOST_BYTES
        )


@dataclass(frozen=True)
class Looks:
    """One look at each kind of page."""

    pages: tuple[Look, ...]

    def lines(self) -> Iterator[str]:
        """The figures for a person."""
        yield "Lighthouse, as on a phone, and the bytes of a first visit with gzip"
        yield f"  {'':12}" + "".join(f"{name:>15}" for name in LEAST) + f"{'shift':>9}{'all':>10}{'ours':>10}"
        for look in self.pages:
            scores = "".join(f"{look.scores[name]:>15}" for name in LEAST)
            yield f"  {look.page:12}{scores}{look.shift:>9.4f}{look.size:>10,}{look.ours:>10,}"
            if look.faults:
                yield f"  {'':12}  points lost for: {', '.join(look.faults)}"
        least = ", ".join(f"{name} {points}" for name, points in LEAST.items())
        yield f"  at least {least}; shift below {MOST_SHIFT}; at most {MOST_BYTES:,} bytes"

    def data(self) -> list[dict[str, object]]:
        """The figures for a program."""
        return [
            {
                "page": look.page,
                "scores": dict(look.scores),
                "shift": look.shift,
                "bytes": look.size,
                "bytes_of_ours": look.ours,
                "faults": list(look.faults),
            }
            for look in self.pages
        ]

    def is_good(self) -> bool:
        """Whether every page does all that it has to."""
        return all(look.is_good() for look in self.pages)


def measure_looks(folder: Path) -> Looks:
    """Build the sample community's site in `folder` and look at it."""
    site = folder / "site"
    # The folders it leaves in the temporary one go with ours.
    settings = environment() | {"CHROME_PATH": _browser(), "TMPDIR": str(folder)}
    run([sys.executable, "-m", "mkdocs", "build", "-q", "-d", str(site)], REPOSITORY, settings)
    with _served(site) as url:
        return Looks(tuple(_look(name, url, address, folder, settings) for name, address in PAGES.items()))


def _browser() -> str:
    found = CHROMIUM["search"]()
    if found is None:
        raise RuntimeError(CHROMIUM["NONE_FOUND"])
    return str(found)


def _look(name: str, url: str, address: str, folder: Path, settings: Mapping[str, str]) -> Look:
    report = folder / "report.json"
    # Lighthouse starts the browser itself, which as root needs to be told to do without its sandbox.
    flags = ["--headless=new", *CHROMIUM["FLAGS"], *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    command = [
        str(LIGHTHOUSE),
        url + address,
        "--quiet",
        "--output=json",
        f"--output-path={report}",
        "--no-enable-error-reporting",
        # One flag holds spaces.
        "--chrome-flags=" + " ".join(f'"{flag}"' if " " in flag else flag for flag in flags),
    ]
    run(command, folder, settings)
    found = json.loads(report.read_text(encoding="utf-8"))
    audits = found["audits"]
    loaded: dict[str, int] = {}
    for each in audits["network-requests"]["details"]["items"]:
        if each["url"].startswith(url):
            loaded[each["url"].removeprefix(url)] = each["transferSize"]
    faults = {
        reference["id"]
        for category in found["categories"].values()
        for reference in category["auditRefs"]
        if reference["weight"] and (audits[reference["id"]]["score"] or 0) < 0.9
        if audits[reference["id"]]["scoreDisplayMode"] in ("binary", "numeric", "metricSavings")
    }
    return Look(
        name,
        {name: round(100 * found["categories"][name]["score"]) for name in LEAST},
        audits["cumulative-layout-shift"]["numericValue"],
        loaded,
        tuple(sorted(faults)),
    )


class _Gzipping(SimpleHTTPRequestHandler):
    """Serves files as static hosts do: text packed, and everything kept for ten minutes."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        content = path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        if path.suffix in _TEXT:
            content = gzip.compress(content, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing of each request."""


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Gzipping, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
