"""What a figure was measured on: without it, no figure means anything."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import gettempdir
from typing import Any

from .measure import PREFIX

_MEMORY = Path("/dev/shm")  # noqa: S108 - files go into a private folder below it


@dataclass(frozen=True)
class Place:
    """Where the files of a measurement lie."""

    kind: str
    """memory or disk"""
    folder: Path

    @property
    def file_system(self) -> str:
        """What the kernel calls the file system there: tmpfs, ext4, apfs."""
        mounts = [line.split() for line in _lines("/proc/mounts")]
        found = [(mount[1], mount[2]) for mount in mounts if self.folder.is_relative_to(mount[1])]
        return max(found, key=lambda mount: len(mount[0]), default=("", "unknown"))[1]


def memory() -> Place:
    """A file system in memory; where there is none, wherever temporary files go."""
    if _MEMORY.is_dir() and os.access(_MEMORY, os.W_OK):
        return Place("memory", _MEMORY)
    return Place("disk", Path(gettempdir()))


def disk(folder: Path | None = None) -> Place:
    """A disk: `folder`, or where temporary files go that outlive a restart."""
    lasting = Path("/var/tmp")  # noqa: S108 - as above
    return Place("disk", folder or (lasting if lasting.is_dir() else Path(gettempdir())))


def describe() -> dict[str, Any]:
    """The machine and the programs, as far as they say."""
    models = {
        line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")
    }
    sizes = [int(line.split()[1]) for line in _lines("/proc/meminfo") if line.startswith("MemTotal:")]
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return {
        "cores": cores,
        "processor": ", ".join(sorted(models)) or platform.processor() or platform.machine(),
        "memory_gib": round(sizes[0] / 2**20) if sizes else None,
        "system": f"{platform.system()} {platform.release().split('-')[0]}",
        "before_each_command": " ".join(PREFIX),
        "programs": {"Python": platform.python_version(), **dict(_versions())},
    }


def sentence(machine: dict[str, Any]) -> str:
    """The same in one sentence."""
    memory_size = f", {machine['memory_gib']} GiB of memory" if machine["memory_gib"] else ""
    programs = ", ".join(f"{name} {number}" for name, number in machine["programs"].items())
    before = machine.get("before_each_command")
    priority = f", each command behind `{before}`" if before else ""
    return f"{machine['cores']} cores ({machine['processor']}){memory_size}, {machine['system']}, {programs}{priority}"


def _versions() -> Iterator[tuple[str, str]]:
    for name, package in (("MkDocs", "mkdocs"), ("Material", "mkdocs-material"), ("Hugo", "hugo")):
        with suppress(PackageNotFoundError):
            yield name, version(package)


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
