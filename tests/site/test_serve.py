"""`mkdocs serve`, started for real: what is saved is shown, and a mistake takes nothing down."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
from time import monotonic
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

pytestmark = [pytest.mark.site, pytest.mark.xdist_group("serve")]

DEADLINE = 60
"""Seconds after which something that should have happened long ago is missing."""


class Serving:
    """A running server: its pages, and what it said in the terminal."""

    def __init__(self, community):
        self.community = community
        self._log = ""
        self._said = threading.Condition()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            address = f"127.0.0.1:{probe.getsockname()[1]}"
        self.url = f"http://{address}/"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", address],
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
        epoch = re.search(r"livereload\((\d+), \d+\)", self.page("index.html"))[1]
        start = len(self._log)
        deadline = monotonic() + DEADLINE
        while monotonic() < deadline:
            # Once more if nobody noticed: the watcher takes its first look a moment after the server is up.
            self.community.write(name, content)
            try:
                with urlopen(f"{self.url}livereload/{epoch}/0", timeout=10) as answer:
                    if int(answer.read()) > int(epoch):
                        return self.heard("Reloading browsers", start)
            except (TimeoutError, URLError):
                continue
        raise AssertionError(f"{name} was saved and nothing happened\n{self._log}")

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(timeout=DEADLINE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._reader.join()
        self.process.stdout.close()


@pytest.fixture(scope="module")
def serving(make_community, profile, repository):
    community = make_community(
        {"ada": profile(tagline="A line"), "bob": profile("Bob")},
        schema={"values.yml": (repository / "schema/values.yml").read_text(encoding="utf-8")},
    )
    server = Serving(community)
    try:
        server.heard("Serving on")
        yield server
    finally:
        server.stop()


def test_the_server_shows_stamped_pages(serving):
    assert "Ada Kowalska" in serving.page("members/ada.html")
    assert "../members/ada.html" in serving.page("values/curiosity.html")
    assert '"slug":"curiosity"' in serving.page("find/index.json")


def test_an_edited_profile_is_shown(serving, profile):
    serving.save("members/ada.yml", profile(tagline="The second line"))
    assert "The second line" in serving.page("members/ada.html")
    assert "The second line" in serving.page("values/curiosity.html")


def test_a_new_profile_is_shown_and_a_removed_one_is_not(serving, profile):
    serving.save("members/cy.yml", profile("Cy"))
    assert "<h1" in serving.page("members/cy.html")
    (serving.community.root / "members/cy.yml").unlink()
    serving.save("members/bob.yml", profile("Bob", tagline="Still here"))
    assert serving.page("members/cy.html") == "404"


def test_a_label_changed_in_a_vocabulary_is_shown(serving):
    path = serving.community.root / "schema/values.yml"
    changed = path.read_text(encoding="utf-8").replace("label: Curiosity", "label: Asking why")
    serving.save("schema/values.yml", changed)
    assert "Asking why" in serving.page("members/ada.html")
    assert "People who value Asking why" in serving.page("values/curiosity.html")


def test_a_broken_profile_is_told_with_its_place_and_the_last_good_page_stays_up(serving, profile):
    serving.save("members/ada.yml", profile(tagline="A good line"))
    said = serving.save(
        "members/ada.yml", "name: Ada\nvalues: [curiousity]\ncan_help_with:\n  - topic: cv-feedback\n"
    )
    assert "members/ada.yml:2:10" in said
    assert "stay as they were until this is mended" in said
    assert "A good line" in serving.page("members/ada.html")
    assert "Traceback" not in said
    serving.save("members/ada.yml", profile(tagline="Mended"))
    assert "Mended" in serving.page("members/ada.html")


def test_a_broken_vocabulary_is_told_and_the_last_good_site_stays_up(serving):
    path = serving.community.root / "schema/values.yml"
    good = path.read_text(encoding="utf-8")
    said = serving.save("schema/values.yml", good + "\nbroken: [\n")
    assert "schema/values.yml:" in said
    assert "<h1" in serving.page("members/ada.html")
    serving.save("schema/values.yml", good.replace("label: Kindness", "label: Being kind"))
    assert "Being kind" in serving.page("schema/member.schema.json")


def test_a_page_of_the_community_is_shown_when_it_changes(serving):
    serving.save("docs/index.md", "# Home\n\nWelcome, all of you.\n\n<!-- sameboat:common-values -->\n")
    page = serving.page("index.html")
    assert "Welcome, all of you." in page
    assert "values/curiosity.html" in page
