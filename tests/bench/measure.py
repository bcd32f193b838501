"""Run a process and say what it cost."""

from __future__ import annotations

import os
import shlex
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

SAMPLE_SECONDS = 0.02
PREFIX = shlex.split(os.environ.get("BENCH_PREFIX", ""))
"""What stands before each command: `chrt -r 10` lets root measure on a machine where others are at work."""


@dataclass(frozen=True)
class Cost:
    """What one run took."""

    wall: float
    cpu: float
    """Of the process and all its children, user and system."""
    disturbance: float | None
    """The share of all processors that others had meanwhile, from 0 to 1; None where the system does not say."""
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
        busy, start = _busy_seconds(), time.perf_counter()
        process = subprocess.Popen(
            [*PREFIX, *command],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        cpu = usage.ru_utime + usage.ru_stime
        others = None if busy is None else (_busy_seconds() or 0) - busy - cpu
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read().decode(errors="replace")
    if process.returncode:
        message = f"{' '.join(command)} ended with {process.returncode}\n{text[-4000:]}"
        raise RuntimeError(message)
    disturbance = None if others is None else max(0, others) / wall / (os.cpu_count() or 1)
    return Cost(wall, cpu, disturbance, text)


def _busy_seconds() -> float | None:
    """How long all processors together have worked, for anybody, other virtual machines included."""
    try:
        first = Path("/proc/stat").read_text(encoding="ascii").splitlines()[0]
    except OSError:
        return None
    user, nice, system, _idle, _wait, interrupts, soft_interrupts, stolen = map(int, first.split()[1:9])
    ticks = user + nice + system + interrupts + soft_interrupts + stolen
    return ticks / os.sysconf("SC_CLK_TCK")


def run_for_memory(
    command: Sequence[str], folder: Path, environment: Mapping[str, str], every: float = SAMPLE_SECONDS
) -> Memory | None:
    """Run `command` once more and watch its memory; None where there is no /proc.

    Watching costs time: don't time it, unless there is a look only `every` second or so.
    """
    if not Path("/proc/self/smaps_rollup").exists():
        return None
    process = subprocess.Popen(
        [*PREFIX, *command],
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
        time.sleep(every)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}")
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
