"""Change the code in a thousand small ways, and see which changes no test notices.

    .venv/bin/pip install 'mutmut>=3.8'
    .venv/bin/python tools/mutate.py            all of it: about ten minutes
    .venv/bin/python tools/mutate.py 'sameboat.text.*'

What is changed, and which tests have to notice, stands in pyproject.toml under [tool.mutmut]. mutmut finds a package only
in a folder called `src`, so it works in a copy of the repository where `generator/` has that name.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

REPOSITORY = Path(__file__).resolve().parents[1]


def mutate(copy: Path, names: list[str]) -> None:
    """Run mutmut in `copy`, and show every change that survived."""
    for name in ("pyproject.toml", "schema", "tests"):
        source = REPOSITORY / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, copy / name)
    shutil.copytree(REPOSITORY / "generator", copy / "src")
    # The same examples for every change: a survivor is then one that no test sees, not one that had luck.
    environment = {**os.environ, "CI": "true"}
    mutmut = [sys.executable, "-m", "mutmut"]
    subprocess.run([*mutmut, "run", *names], cwd=copy, env=environment, check=True)
    results = subprocess.run(
        [*mutmut, "results"], cwd=copy, capture_output=True, text=True, check=True
    ).stdout
    verdicts = [line.strip().partition(": ") for line in results.splitlines()]
    survivors = [name for name, _, verdict in verdicts if verdict == "survived"]
    for name in survivors:
        subprocess.run([*mutmut, "show", name], cwd=copy, check=True)
    sys.stdout.write(f"{len(survivors)} changes that no test noticed.\n")


if __name__ == "__main__":
    with TemporaryDirectory(prefix="sameboat-mutants-") as folder:
        mutate(Path(folder), sys.argv[1:])
