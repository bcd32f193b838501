"""Sites that several modules look at, and servers."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager
from time import monotonic
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

DEADLINE = 60
"""Seconds after which something that should have happened long ago is missing."""


@pytest.fixture(scope="session")
def crowd(once, make_community, profile):
    """250 members who all value curiosity, offer one topic and ask for another."""

    def make(_):
        members = {
            f"member-{number:03}": profile(
                f"Person {number:03}",
                want_help_with=[{"topic": "first-talk"}],
                visibility={"search_engines": number != 7},
                languages=["pt-BR" if number % 2 else "pt"],
            )
            for number in range(250)
        }
        return make_community(members, config={"site_url": "https://boat.example.org/"}).build("--strict")

    built = once("crowd", make)
    assert built.code == 0, built.log
    return built


class Serving:
    """A running server: its pages, and what it said in the terminal."""

    def __init__(self, community, *arguments):
        self.community = community
        self._log = ""
        self._said = threading.Condition()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            address = f"127.0.0.1:{probe.getsockname()[1]}"
        self.url = f"http://{address}/"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", address, *arguments],
            cwd=community.root,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        self._reader = threading.Thread(target=self._listen)
        self._reader.start()

    def _listen(self):
        for line in self.process.stdout:
            with self._said:
                self._log += line
                self._said.notify_all()
        with self._said:
            self._log += "\nended\n"
            self._said.notify_all()

    def heard(self, words, start=0):
        """Wait until the terminal says `words` after its first `start` characters; what it said until then."""
        with self._said:
            done = self._said.wait_for(
                lambda: words in self._log[start:] or "\nended\n" in self._log, DEADLINE
            )
            assert done, f"never said: {words}\n{self._log}"
            assert words in self._log[start:], self._log
            return self._log[start:]

    def page(self, address):
        try:
            with urlopen(self.url + address, timeout=DEADLINE) as answer:
                return answer.read().decode()
        except HTTPError as error:
            with error:
                return f"{error.code}"

    def save(self, name, content):
        """Save a file and wait until the site has been built anew; what the terminal said meanwhile."""
        epoch = self.epoch()
        start = self.said
        deadline = monotonic() + DEADLINE
        while monotonic() < deadline:
            # Once more if nobody noticed: the watcher takes its first look a moment after the server is up.
            self.community.write(name, content)
            try:
                with urlopen(f"{self.url}livereload/{epoch}/0", timeout=10) as answer:
                    if int(answer.read()) > epoch:
                        return self.heard("Reloading browsers", start)
            except (TimeoutError, URLError):
                continue
        raise AssertionError(f"{name} was saved and nothing happened\n{self._log}")

    def save_until(self, words, name, content):
        """Save a file, and wait until the terminal says `words`; all that it said meanwhile."""
        start = self.said
        # In one step: whoever looks between the emptying and the writing of a file sees an empty one.
        draft = self.community.write(f"drafts/{name}", content)
        draft.replace(self.community.root / name)
        return self.heard(words, start)

    def remove_until(self, words, name):
        """Remove a file, and wait until the terminal says `words`; all that it said meanwhile."""
        start = self.said
        (self.community.root / name).unlink()
        return self.heard(words, start)

    @property
    def said(self):
        """How much the terminal has said until now."""
        with self._said:
            return len(self._log)

    def epoch(self):
        """What a browser that has just loaded a page knows of the site's age."""
        return int(re.search(r"livereload\((\d+), \d+\)", self.page("index.html"))[1])

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(timeout=DEADLINE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._reader.join()
        self.process.stdout.close()


@pytest.fixture(scope="session")
def serve():
    """Runs `mkdocs serve` in a community, with more arguments, until its block ends."""

    @contextmanager
    def serve(community, *arguments):
        server = Serving(community, *arguments)
        try:
            server.heard("Serving on")
            yield server
        finally:
            server.stop()

    return serve
