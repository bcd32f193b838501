"""Prints the path of a browser for the tests; as root on Debian it installs one if there is none.

How it is started stands here as well, for the tests, the screenshots and the benchmark.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # Names are not looked up, so that nothing can leave even if a page tried.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
NONE_FOUND = """\
The browser tests need Chromium or Chrome, and there is none on the PATH.
    Debian, Ubuntu: sudo apt-get install chromium
    Fedora:         sudo dnf install chromium
    macOS:          brew install --cask chromium
If you have one in another place, say where: CHROMIUM=/path/to/chromium make test"""


class NoBrowserError(Exception):
    """There is no browser; the message says what to do about it."""


def search() -> str | None:
    """The browser that $CHROMIUM names, else the first on the PATH.

    Raises NoBrowserError when $CHROMIUM names something that cannot be run.
    """
    named = os.environ.get("CHROMIUM")
    if not named:
        return next(filter(None, map(shutil.which, NAMES)), None)
    found = shutil.which(named)
    if found is None:
        raise NoBrowserError(f"CHROMIUM says {named}, and that is not a program that can be run.")
    return found


def install() -> str | None:
    """Install Debian's Chromium where that needs no password."""
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        return None
    print("No browser found; installing chromium …", file=sys.stderr)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
        # What this program prints is one path, so what apt-get prints goes with the complaints.
        if subprocess.run([apt, *arguments], stdout=sys.stderr, env=quiet, check=False).returncode:
            return None
    return search()


def main() -> None:
    """Print the path, or what to install."""
    try:
        found = search() or install()
    except NoBrowserError as error:
        sys.exit(str(error))
    if found is None:
        sys.exit(NONE_FOUND)
    print(Path(found))


if __name__ == "__main__":
    main()
