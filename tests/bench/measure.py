"""Run a process and say what it cost."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

SAMPLE_SECONDS = 0.02


@dataclass(frozen=True)
class Cost:
    """What one run took."""

    wall: float
    cpu: float
    """Of the process and all its children, user and system."""
    output: str


@dataclass(frozen=True)
class Memory:
    """The peaks of one run, in MiB."""

    largest: float
    """The resident set of the largest process, as the kernel remembers it."""
    tree: float
    """All processes together at the worst moment, each shared page shared out among those who share it."""


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Cost:
    """Run `command` in `folder` to its end; RuntimeError with its output when it fails."""
    with TemporaryFile() as output:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read().decode(errors="replace")
    if process.returncode:
        message = f"{' '.join(command)} ended with {process.returncode}\n{text[-4000:]}"
        raise RuntimeError(message)
    return Cost(wall, usage.ru_utime + usage.ru_stime, text)


def run_for_memory(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Memory | None:
    """Run `command` once more and watch its memory; None where there is no /proc. Watching costs time: don't time it."""
    if not Path("/proc/self/smaps_rollup").exists():
        return None
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    largest = tree = 0
    while process.poll() is None:
        members = _family(process.pid)
        largest = max([largest, *(_kilobytes(pid, "status", "VmHWM:") for pid in members)])
        tree = max(tree, sum(_kilobytes(pid, "smaps_rollup", "Pss:") for pid in members))
        time.sleep(SAMPLE_SECONDS)
    return Memory(largest / 1024, tree / 1024)


def _family(pid: int) -> list[int]:
    """A process and all its descendants, as far as they still live."""
    family = [pid]
    for parent in family:
        try:
            for task in Path(f"/proc/{parent}/task").iterdir():
                family += map(int, (task / "children").read_text().split())
        except OSError:
            continue
    return family


def _kilobytes(pid: int, file: str, key: str) -> int:
    try:
        lines = Path(f"/proc/{pid}/{file}").read_text().splitlines()
    except OSError:  # it ended between two looks
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(key)), 0)
