"""What finding somebody costs: bytes and milliseconds in Chromium, beside MiniSearch, lunr and Pagefind.

The find page of this repository's site gets the index of a generated community; the others get the same members as
plain text. All in one run, so that a slow minute of the machine hits all.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import runpy
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote
from urllib.request import urlopen

from sameboat.directory import Directory
from sameboat.outputs import search_index
from sameboat.workers import one_grown_heap

from .community import REPOSITORY, environment

CROWD = runpy.run_path(str(REPOSITORY / "tests/search/crowd.py"))
FIND_CHROMIUM = runpy.run_path(str(REPOSITORY / "tests/find_chromium.py"))
TYPED = ("bread", "wanjiru", "night train", "lukasz", "stage fright", "sourdoguh", "kraków")
PICKS = ("?values=curiosity", "?values=curiosity&can_help_with=python")
MEMORY_OF_OTHERS = 3000
"""Megabytes."""
# From the letter to the answer with its cards and counts, and to the moment when it is painted; the page's own clock.
KEYSTROKES = """async (typed) => {
  const page = document.getElementById("sb-find");
  const field = document.getElementById("sb-find-q");
  const painted = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  const times = [];
  const type = async (text) => {
    field.value = text;
    const start = performance.now();
    field.dispatchEvent(new Event("input", { bubbles: true }));
    const blocked = performance.now() - start;
    while (page.dataset.state !== "ready") await new Promise((resolve) => {
      new MutationObserver((_, observer) => { observer.disconnect(); resolve(); })
        .observe(page, { attributes: true, attributeFilter: ["data-state"] });
    });
    const answered = performance.now() - start;
    await painted();
    return [answered, performance.now() - start, blocked];
  };
  field.focus();
  await painted();
  for (const word of typed) {
    for (let length = 1; length <= word.length; length++) times.push(await type(word.slice(0, length)));
    await type("");
  }
  return times;
}"""


def measure(count: int, site: Path, folder: Path) -> Iterator[str]:
    """Everything about a community of `count`, a line a figure."""
    known = CROWD["schema"]()
    people = CROWD["crowd"](count, known)
    community: Directory = CROWD["directory"](people, known)
    before = _peak()
    start, processor = time.perf_counter(), time.process_time()
    # As in a build, where everything that is made stays until its end.
    with one_grown_heap():
        files = search_index.build(community)
    wall, processor = time.perf_counter() - start, time.process_time() - processor
    size = sum(len(file.content) for file in files)
    encoding = "columns" if count <= search_index.MOST_IN_COLUMNS else "postings"
    yield f"{count:,} members, in {encoding}"
    yield (
        f"  making the index        {wall:7.2f} s ({processor:.2f} s of processor), {len(files):,} files, "
        f"{size / 1e6:.1f} MB, {size / count:.0f} bytes a member; peak {before:.0f} → {_peak():.0f} MiB"
    )
    if records := [len(file.content) for file in files if "/records-" in file.address]:
        yield f"  dearest further pick    {max(records) / 1e3:7.1f} kB of records"
    place = folder / f"site-{count}"
    shutil.copytree(site, place)
    shutil.rmtree(place / "find")
    for file in files:
        path = place / file.address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
    yield from _in_chromium(place)
    searches = [f"?q={quote(typed)}" for typed, _ in CROWD["queries"]()]
    wrong = CROWD["wrong_answers"](
        CROWD["queries"](),
        CROWD["ask"](place / "find", searches),
        {each.handle: each for each in people},
        known,
    )
    yield f"  relevance               {len(searches) - len(wrong)} of {len(searches)} queries right"
    yield from _beside(community, folder)
    shutil.rmtree(place)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@contextmanager
def _serving(folder: Path) -> Iterator[str]:
    """Serve `folder` on the loopback; the address."""
    command = ["node", str(Path(__file__).with_name("serve.mjs")), str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        try:
            yield f"http://127.0.0.1:{int(server.stdout.readline())}/"
        finally:
            server.kill()


def _in_chromium(site: Path) -> Iterator[str]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright, _serving(site) as address:

        def fetched() -> list[Path]:
            with urlopen(f"{address}asked") as answer:
                return [site / path for path in json.load(answer)]

        browser = playwright.chromium.launch(
            executable_path=FIND_CHROMIUM["search"](), chromium_sandbox=False, args=["--disable-gpu"]
        )
        for slowdown, picked in ((1, "?"), (1, PICKS[1]), (4, "?"), (4, PICKS[1])):
            page = browser.new_context().new_page()
            session = page.context.new_cdp_session(page)
            session.send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
            fetched()
            page.goto(f"{address}find.html{PICKS[0]}")
            page.wait_for_selector("#sb-find[data-state=ready]", timeout=120_000)
            first = fetched()
            page.evaluate(
                "(search) => { history.pushState(null, '', search); dispatchEvent(new PopStateEvent('popstate')); }",
                picked,
            )
            page.wait_for_selector("#sb-find[data-state=ready]", timeout=120_000)
            again = fetched()
            times = page.evaluate(KEYSTROKES, list(TYPED))
            typed = fetched()
            if picked != "?" and slowdown == 1:
                data, code = _split(first)
                yield f"  before the first answer {data / 1e3:7.1f} kB of index and {code / 1e3:.1f} kB of code, gzipped"
                yield f"  one more pick           {_on_the_wire(again) / 1e3:7.1f} kB in {len(again)} files"
                yield f"  memory                  {_memory(page, session)}"
            answered, painted, blocked = map(sorted, zip(*times, strict=True))
            yield f"  {len(times)} keystrokes {'among two picks' if picked != '?' else 'alone'}, processor {slowdown} × slower"
            yield f"    answered              {_spread(answered)}; the page itself is held up for {median(blocked):.1f} ms"
            yield f"    painted               {_spread(painted)}"
            yield f"    fetched               {_on_the_wire(typed) / 1e3:7.1f} kB in {len(typed)} files"
            known = page.evaluate(KEYSTROKES, list(TYPED))
            yield f"    once more, from memory {_spread(sorted(each for each, _, _ in known))}"
            page.context.close()
        browser.close()


def _spread(times: Sequence[float]) -> str:
    return f"{median(times):.0f} ms, 95th percentile {times[int(len(times) * 0.95)]:.0f} ms"


def _memory(page: Any, session: Any) -> str:
    """Of the page and of its worker, after the keystrokes: objects, and the bytes of arrays beside them."""
    attached: list[str] = []
    answers: list[Any] = []

    def hear(event: Any) -> None:
        message = json.loads(event["message"])
        if "id" in message:
            answers.append(message["result"])

    session.on("Target.attachedToTarget", lambda event: attached.append(event["sessionId"]))
    session.on("Target.receivedMessageFromTarget", hear)
    # A worker is asked by letters through its page.
    session.send(
        "Target.setAutoAttach", {"autoAttach": True, "waitForDebuggerOnStart": False, "flatten": False}
    )
    for name in attached:
        message = json.dumps({"id": 1, "method": "Runtime.getHeapUsage"})
        session.send("Target.sendMessageToTarget", {"sessionId": name, "message": message})
    for _ in range(100):
        if len(answers) < len(attached):
            page.wait_for_timeout(20)
    used = [session.send("Runtime.getHeapUsage"), *answers]
    page_size, *workers = [(each["usedSize"] + each["backingStorageSize"]) / 1e6 for each in used]
    return f"{page_size:7.1f} MB in the page" + "".join(f", {size:.1f} MB in its worker" for size in workers)


def _split(paths: Sequence[Path]) -> tuple[int, int]:
    data = [path for path in paths if path.suffix != ".js"]
    return _on_the_wire(data), _on_the_wire([path for path in paths if path.suffix == ".js"])


def _on_the_wire(paths: Sequence[Path]) -> int:
    """Bytes as a host sends them that compresses what is not compressed."""
    found = {path for path in paths if path.is_file() and ("/find/" in path.as_posix())}
    return sum(
        len(content) if content[:2] == b"\x1f\x8b" else len(gzip.compress(content, 6))
        for content in (path.read_bytes() for path in found)
    )


def _beside(community: Directory, folder: Path) -> Iterator[str]:
    """MiniSearch, lunr and Pagefind over the same members, where npm has them at hand."""
    modules = folder / "node_modules"
    if not (modules / "minisearch").is_dir():
        yield "  (MiniSearch, lunr and Pagefind could not be installed)"
        return
    documents = [
        {
            "id": number,
            "name": profile.fields["name"],
            "text": " ".join(_words(profile.fields)),
            "values": list(profile.fields["values"]),  # type: ignore[arg-type]
        }
        for number, profile in enumerate(community.by_name)
    ]
    (folder / "documents.json").write_text(json.dumps(documents), encoding="utf-8")
    script = Path(__file__).with_name("search_others.mjs")
    shutil.copy(script, folder / script.name)
    done = subprocess.run(
        ["node", f"--max-old-space-size={MEMORY_OF_OTHERS}", script.name, json.dumps(TYPED)],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    yield from (f"  {line}" for line in done.stdout.splitlines())
    if "heap out of memory" in done.stderr:
        yield f"  lunr         ran out of {MEMORY_OF_OTHERS // 1000} GB of memory"
    elif done.returncode:
        yield f"  (the others gave up: {done.stderr.strip()[-200:] or 'no word'})"


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from _words(each)
    elif isinstance(value, dict):
        for each in value.values():
            yield from _words(each)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.search", description=__doc__)
    parser.add_argument("--members", default="1000,10000,100000", metavar="N,N", help="sizes of community")
    arguments = parser.parse_args()
    with TemporaryDirectory(prefix="sameboat-bench-") as name:
        folder = Path(name)
        site = folder / "site"
        subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "-q", "-d", str(site)],
            cwd=REPOSITORY,
            env=environment(),
            check=True,
        )
        install = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", name]
        subprocess.run([*install, "pagefind@1", "minisearch@7", "lunr@2"], check=False, timeout=300)
        for size in map(int, arguments.members.split(",")):
            for line in measure(size, site, folder):
                print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
