"""The JavaScript has tests of its own, run by Node; this makes them part of the one run."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest


def test_the_javascript_passes_its_own_tests(repository):
    node = shutil.which("node")
    if node is None and not os.environ.get("CI"):
        pytest.skip("there is no node on the PATH; make test installs one")
    assert node, "there is no node on the PATH"
    files = sorted(map(str, (repository / "tests" / "js").glob("*.test.js")))
    done = subprocess.run([node, "--test", *files], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
