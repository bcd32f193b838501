"""`make screenshots`: every kind of page at three widths, light, dark and right-to-left, for a person to look at."""

from __future__ import annotations

import functools
import re
import runpy
import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

REPOSITORY = Path(__file__).parents[1]
OUT = REPOSITORY / "tests" / "screenshots"
PAGES = {
    "home": "index.html",
    "find": "find.html",
    "find-nobody": "find.html?q=zzzz",
    "member": "members/wanjiru.html",
    "member-short": "members/nell.html",
    "member-right-to-left": "members/amina-k.html",
    "hub-topic": "topics/sourdough.html",
    "hub-value": "values/curiosity.html",
    "overview": "topics.html",
    "names": "names.html",
    "join": "join-us.html",
    "about": "about.html",
    "lost": "404.html",
    "manual": "manual/index.html",
}
WIDTHS = (320, 768, 1280)
FLAGS = [
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing of each request."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def build(folder: Path, language: str) -> Path:
    from mkdocs.commands.build import build as build_site
    from mkdocs.config import load_config

    config = (REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8")
    config = re.sub(r"(?m)^  language: \w+$", f"  language: {language}", config)
    changed = REPOSITORY / f".mkdocs-{language}.yml"
    changed.write_text(config, encoding="utf-8")
    try:
        # A folder for the site that is in no checkout; 404.html names its files from the site's root.
        loaded = load_config(str(changed), site_dir=str(folder / language))
        loaded.plugins.on_startup(command="build", dirty=False)
        build_site(loaded)
    finally:
        changed.unlink()
    return folder / language


def take(browser: Browser, url: str, name: str, scheme: str) -> None:
    for width in WIDTHS:
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        page = context.new_page()
        for kind, address in PAGES.items():
            page.goto(f"{url}/{address}", wait_until="networkidle")
            page.screenshot(path=OUT / f"{kind}-{width}-{name}.png", full_page=True)
        context.close()


def main() -> int:
    executable = runpy.run_path(str(Path(__file__).with_name("find_chromium.py")))["search"]()
    if executable is None:
        print("There is no Chromium. `make test` says how to get one.")
        return 1
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, chromium_sandbox=False, args=FLAGS)
        with served(build(Path(folder), "en")) as url:
            take(browser, url, "light", "light")
            take(browser, url, "dark", "dark")
        with served(build(Path(folder), "ar")) as url:
            take(browser, url, "arabic", "light")
        browser.close()
    print(f"{len(list(OUT.iterdir()))} pictures are in {OUT}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
