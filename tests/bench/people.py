"""What "my people" costs somebody who ticks what most people ticked: bytes, and milliseconds after the last tick.

`python -m tests.bench.people --members 10000,100000`: in Chromium, the page of this repository's site with the index of
a generated community. It is worse than in life: of every list the commonest entries are ticked, as many as may be.
"""

from __future__ import annotations

import argparse
import gzip
import json
import runpy
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from sameboat import addresses
from sameboat.matching import meet
from sameboat.outputs import my_people, search_index

from .community import REPOSITORY, environment

CROWD = runpy.run_path(str(REPOSITORY / "tests/search/crowd.py"))
FIND_CHROMIUM = runpy.run_path(str(REPOSITORY / "tests/find_chromium.py"))
SERVING = runpy.run_path(str(REPOSITORY / "tests/conftest.py"))["_serving"]
DAY = date(2026, 11, 1)
RUNS = 5
# Everything but the last tick stands in the address; then the last one is ticked, by the clock of the page itself.
TICK = """async ([without, whole]) => {
  const page = document.getElementById("sb-mine");
  const go = async (search) => {
    const start = performance.now();
    page.dataset.state = "waiting";
    history.pushState(null, "", search);
    dispatchEvent(new PopStateEvent("popstate"));
    while (page.dataset.state !== "ready") await new Promise((resolve) => {
      new MutationObserver((_, observer) => { observer.disconnect(); resolve(); })
        .observe(page, { attributes: true, attributeFilter: ["data-state"] });
    });
    return performance.now() - start;
  };
  await go(without);
  return go(whole);
}"""


def measure(count: int, site: Path, folder: Path) -> Iterator[str]:
    """Everything about a community of `count`, a line a figure."""
    known = CROWD["schema"]()
    directory = CROWD["directory"](CROWD["crowd"](count, known), known)
    start = perf_counter()
    people = my_people.build(directory, list(meet(directory, DAY)))
    making = perf_counter() - start
    place = folder / f"site-{count}"
    shutil.copytree(site, place)
    for name in ("find", "people"):
        shutil.rmtree(place / name)
    for file in [*people, *search_index.build(directory)]:
        path = place / file.address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
    size = sum(len(file.content) for file in people)
    yield f"{count:,} members: {len(people):,} files of {size / 1e3:,.0f} kB made in {making:.2f} s"
    yield from _in_chromium(place)
    shutil.rmtree(place)


def _in_chromium(site: Path) -> Iterator[str]:
    from playwright.sync_api import sync_playwright

    manifest = json.loads((site / addresses.PEOPLE_INDEX).read_bytes())
    parts = [_commonest(each) for each in manifest["lists"]]
    whole = "?" + "&".join(f"{name}={','.join(slugs)}" for name, slugs in parts)
    name = parts[-1][0]
    without = "?" + "&".join(
        f"{each}={','.join(picked[:-1] if each == name else picked)}"
        for each, picked in parts
        if picked[:-1] or each != name
    )
    with sync_playwright() as playwright, SERVING(site) as address:
        browser = playwright.chromium.launch(
            executable_path=FIND_CHROMIUM["search"](), chromium_sandbox=False, args=["--disable-gpu"]
        )
        for slowdown in (1, 4):
            times = []
            for _ in range(RUNS):
                page = browser.new_context().new_page()
                fetched: set[str] = set()
                page.on("request", lambda request, fetched=fetched: fetched.add(request.url))  # type: ignore[misc]
                page.goto(f"{address}my-people.html")
                page.wait_for_selector("#sb-mine[data-state=ready]", timeout=60_000)
                before = _on_the_wire(site, fetched, address)
                page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
                times.append(page.evaluate(TICK, [without, whole]))
                after = _on_the_wire(site, fetched, address)
                page.context.close()
            if slowdown == 1:
                ticks = sum(len(slugs) for _, slugs in parts)
                yield f"  loaded, gzipped         {before / 1e3:7.1f} kB with the page, {after / 1e3:.1f} kB after {ticks} ticks of the commonest"
            yield f"  the last tick, {slowdown} × slower {median(times):6.0f} ms; every run {', '.join(f'{each:.0f}' for each in times)}"
        browser.close()


def _commonest(each: dict[str, Any]) -> tuple[str, list[str]]:
    options = sorted(each["options"], key=lambda option: option["weight"])
    return each["name"], [option["slug"] for option in options[: each["most"]]]


def _on_the_wire(site: Path, urls: set[str], address: str) -> int:
    """Bytes as a host sends them that compresses what is not compressed."""
    found = {site / url.removeprefix(address).partition("?")[0] for url in urls if url.startswith(address)}
    return sum(
        len(content) if content[:2] in (b"\x1f\x8b", b"RI") else len(gzip.compress(content, 6))
        for content in (path.read_bytes() for path in found if path.is_file())
    )


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.people", description=__doc__)
    parser.add_argument("--members", default="1000,10000,100000", metavar="N,N", help="sizes of community")
    arguments = parser.parse_args()
    with TemporaryDirectory(prefix="sameboat-bench-") as name:
        folder = Path(name)
        site = folder / "site"
        command = [sys.executable, "-m", "mkdocs", "build", "-q", "-d", str(site)]
        subprocess.run(command, cwd=REPOSITORY, env=environment(), check=True)
        for size in map(int, arguments.members.split(",")):
            for line in measure(size, site, folder):
                print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
