"""The browser tests run in the browser one has, and say plainly when there is none."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
SCRIPT = TESTS / "find_chromium.py"


@pytest.fixture
def programs(tmp_path):
    """Makes a folder with programs of some names, to be the whole PATH."""

    def programs(*names, script="#!/bin/sh\n"):
        folder = tmp_path / "bin"
        folder.mkdir(exist_ok=True)
        for name in names:
            (folder / name).write_text(script, encoding="utf-8")
            (folder / name).chmod(0o755)
        return folder

    return programs


def run(path, *arguments, **variables):
    return subprocess.run(
        [sys.executable, *(arguments or [str(SCRIPT)])],
        env={"PATH": str(path), "NO_MKDOCS_2_WARNING": "1", **variables},
        cwd=TESTS.parent,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize(
    ("names", "first"),
    [
        (["google-chrome", "chromium"], "chromium"),
        (["google-chrome", "chromium-browser"], "chromium-browser"),
        (["google-chrome-stable", "google-chrome"], "google-chrome"),
        (["google-chrome-stable"], "google-chrome-stable"),
    ],
)
def test_the_first_browser_on_the_path_is_taken(programs, names, first):
    folder = programs(*names)
    assert run(folder).stdout == f"{folder / first}\n"


def test_the_variable_comes_before_the_path(programs):
    folder = programs("chromium", "mine")
    assert run(folder, CHROMIUM=str(folder / "mine")).stdout == f"{folder / 'mine'}\n"


def test_a_variable_that_names_no_program_is_an_error(programs):
    done = run(programs("chromium"), CHROMIUM="/nowhere/chromium")
    assert done.returncode == 1
    assert done.stdout == ""
    assert "/nowhere/chromium" in done.stderr


def test_without_a_browser_it_says_what_to_install(programs):
    done = run(programs())
    assert done.returncode == 1
    assert done.stdout == ""
    assert "apt-get install chromium" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may install")
def test_root_gets_one_installed_and_only_its_path_is_printed(programs):
    # It stands for apt-get: says what it was asked for, and leaves a browser behind.
    script = (
        '#!/bin/sh\necho "$@"\nprintf "#!/bin/sh\\n" > "${0%/*}/chromium"\n/bin/chmod +x "${0%/*}/chromium"\n'
    )
    folder = programs("apt-get", script=script)
    done = run(folder)
    assert done.stdout == f"{folder / 'chromium'}\n"
    assert "install -y --no-install-recommends chromium" in done.stderr


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may install")
def test_an_installation_that_fails_is_no_browser(programs):
    done = run(programs("apt-get", script="#!/bin/sh\nexit 100\n"))
    assert done.returncode == 1
    assert "apt-get install chromium" in done.stderr


@pytest.mark.parametrize(("ci", "outcome"), [("true", "1 error"), ("", "1 skipped")])
def test_without_a_browser_the_tests_fail_on_ci_and_are_skipped_elsewhere(programs, ci, outcome):
    test = "tests/browser/test_find.py::test_the_count_is_told_to_those_who_listen"
    done = run(programs(), "-m", "pytest", "-q", "-p", "no:xdist", test, CI=ci)
    assert outcome in done.stdout, done.stdout + done.stderr
    assert "no browser" in done.stdout.lower() or "none on the PATH" in done.stdout
