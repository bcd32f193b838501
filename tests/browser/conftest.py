"""A real Chromium that can reach this machine only, and an ear for everything it complains about."""

from __future__ import annotations

import os
import runpy
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    expect,
    sync_playwright,
)

FIND_CHROMIUM = runpy.run_path(str(Path(__file__).parents[1] / "find_chromium.py"))
PATIENCE = 20_000
"""Milliseconds: what works at all works within them, on a busy machine as well."""
_TELL_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
  window.tellViolation(`${event.violatedDirective} blocked ${event.blockedURI} on ${location.href} ${event.sample}`));
"""


@dataclass
class Ear:
    """Hears what goes wrong in a context: scripts that fail or run unasked, requests that leave, broken policies."""

    home: str = "http://127.0.0.1"
    said: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)
    """Words of complaints that a test provokes."""

    def listen(self, context: BrowserContext) -> None:
        context.expose_binding("tellViolation", lambda _, words: self.said.append(f"policy: {words}"))
        context.add_init_script(_TELL_VIOLATIONS)
        # Sees also what the policy blocks.
        context.on("request", self._request)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.said.append(f"script: {error.error}"))
        context.on("dialog", self._dialog)

    def _request(self, request: Request) -> None:
        if not request.url.startswith((f"{self.home}:", f"{self.home}/", "data:", "blob:", "about:")):
            self.said.append(f"request to another host: {request.url}")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.said.append(f"console: {message.text} ({message.location.get('url')})")

    def _dialog(self, dialog: Any) -> None:
        self.said.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    @property
    def complaints(self) -> list[str]:
        return [words for words in self.said if not any(known in words for known in self.expected)]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, one for all tests of a worker."""
    executable = FIND_CHROMIUM["search"]()
    if executable is None:
        if os.environ.get("CI") == "true":
            pytest.fail(
                f"No browser, and under CI=true the browser tests run.\n{FIND_CHROMIUM['NONE_FOUND']}"
            )
        pytest.skip(FIND_CHROMIUM["NONE_FOUND"].partition("\n")[0])
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable, chromium_sandbox=False, args=FIND_CHROMIUM["FLAGS"]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def listening() -> Ear:
    """One ear for the whole run."""
    return Ear()


@pytest.fixture(autouse=True)
def ear(listening: Ear) -> Iterator[Ear]:
    """What is heard while a test runs; it fails the test."""
    listening.said.clear()
    listening.expected.clear()
    yield listening
    assert not listening.complaints, "\n".join(listening.complaints)


@pytest.fixture(scope="session")
def open_context(browser: Browser, listening: Ear) -> Callable[..., BrowserContext]:
    """Opens a context (`width`, `color_scheme` …) that is listened to."""

    def open_context(width: int = 1280, **options: Any) -> BrowserContext:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, service_workers="block", **options
        )
        context.set_default_timeout(PATIENCE)
        listening.listen(context)
        return context

    return open_context


@pytest.fixture(scope="session")
def laptop(open_context: Callable[..., BrowserContext]) -> BrowserContext:
    """A context for all tests that need no other: what it has fetched once it need not fetch again."""
    return open_context()


@pytest.fixture
def page(laptop: BrowserContext, ear: Ear) -> Iterator[Page]:  # noqa: ARG001 - it listens until the page is closed
    """A page as wide as a laptop's."""
    page = laptop.new_page()
    yield page
    page.close()


@pytest.fixture(scope="module")
def lasting_page(laptop: BrowserContext) -> Iterator[Page]:
    """A page for all tests of a module that leave it as they found it."""
    page = laptop.new_page()
    yield page
    page.close()


@pytest.fixture
def new_page(open_context: Callable[..., BrowserContext], ear: Ear) -> Iterator[Callable[..., Page]]:  # noqa: ARG001
    """Opens pages in contexts of their own."""
    contexts = []

    def new_page(**options: Any) -> Page:
        contexts.append(open_context(**options))
        return contexts[-1].new_page()

    yield new_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def sample(sample_site: Any, served: Callable[[Path], str]) -> str:
    """The address of the sample community's site, served."""
    return served(sample_site.site)
