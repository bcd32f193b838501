"""`make screenshots`: every kind of page at three widths, light, dark and right-to-left, for a person to look at."""

from __future__ import annotations

import argparse
import re
import runpy
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

REPOSITORY = Path(__file__).parents[1]
OUT = REPOSITORY / "tests" / "screenshots"
CHROMIUM = runpy.run_path(str(Path(__file__).with_name("find_chromium.py")))
PAGES = {
    "home": "index.html",
    "find": "find.html",
    "find-picked": "find.html?q=bread&values=humour",
    "find-nobody": "find.html?q=zzzz",
    "member": "members/wanjiru.html",
    "member-short": "members/nell.html",
    "member-right-to-left": "members/amina-k.html",
    "hub-topic": "topics/stage-fright.html",
    "hub-asks": "topics/stage-fright/asks.html",
    "hub-value": "values/curiosity.html",
    "hub-names": "names/other.html",
    "hub-situation": "situations/new-in-town.html",
    "hub-language": "languages/en.html",
    "values": "values.html",
    "topics": "topics.html",
    "situations": "situations.html",
    "languages": "languages.html",
    "names": "names.html",
    "hello": "hello.html",
    "my-people": "my-people.html",
    "my-people-of": "my-people.html?handle=wanjiru",
    "my-people-ticked": "my-people.html?values=curiosity,humour&can_help_with=cv-feedback",
    "community": "community.html",
    "join": "join.html",
    "join-edit": "join.html?edit=wanjiru",
    "join-by-hand": "join-us.html",
    "about": "about.html",
    "privacy": "privacy.html",
    "lost": "404.html",
    "manual": "manual/index.html",
}
LOOKS: Mapping[str, tuple[str, str]] = {
    "light": ("en", "light"),
    "dark": ("en", "dark"),
    "arabic": ("ar", "light"),
}
"""Name → the language of the interface and the colours."""
WIDTHS = (320, 768, 1280)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing of each request."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def build(site: Path, language: str) -> Path:
    """Build the sample community's site, in `language`, into the folder `site`, with a history of its own checkout."""
    config = (REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8")
    changed = REPOSITORY / f".mkdocs-{language}.yml"
    changed.write_text(re.sub(r"(?m)^  language: \w+$", f"  language: {language}", config), encoding="utf-8")
    try:
        command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(changed), "-d", str(site)]
        subprocess.run(command, check=True)
    finally:
        changed.unlink()
    return site


def take(browser: Browser, url: str, look: str, pages: Mapping[str, str], widths: Sequence[int]) -> None:
    for width in widths:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=LOOKS[look][1], reduced_motion="reduce"
        )
        page = context.new_page()
        for kind, address in pages.items():
            page.goto(f"{url}/{address}", wait_until="networkidle")
            page.screenshot(path=OUT / f"{kind}-{width}-{look}.png", full_page=True)
        # On paper there is one width, and no dark.
        if look == "light" and width == widths[-1]:
            for kind in ("member", "hub-topic"):
                if kind in pages:
                    page.goto(f"{url}/{pages[kind]}")
                    page.emulate_media(media="print")
                    page.set_viewport_size({"width": 720, "height": 900})
                    page.screenshot(path=OUT / f"{kind}-paper.png", full_page=True)
        context.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", help=f"some of {','.join(PAGES)}")
    parser.add_argument("--looks", help=f"some of {','.join(LOOKS)}")
    parser.add_argument("--widths", help="other widths than 320,768,1280")
    arguments = parser.parse_args()
    pages = {name: PAGES[name] for name in (arguments.pages or ",".join(PAGES)).split(",")}
    looks = (arguments.looks or ",".join(LOOKS)).split(",")
    widths = [int(width) for width in arguments.widths.split(",")] if arguments.widths else WIDTHS
    executable = CHROMIUM["search"]()
    if executable is None:
        print(CHROMIUM["NONE_FOUND"])
        return 1
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable, chromium_sandbox=False, args=CHROMIUM["FLAGS"]
        )
        for language in dict.fromkeys(LOOKS[look][0] for look in looks):
            with served(build(Path(folder) / language, language)) as url:
                for look in looks:
                    if LOOKS[look][0] == language:
                        take(browser, url, look, pages, widths)
        browser.close()
    print(f"{len(list(OUT.iterdir()))} pictures are in {OUT}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
