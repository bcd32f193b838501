"""Every kind of problem: its weight, its reason, a wrong and a right example. The words stand in `codes.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType

from .problems import Severity


@dataclass(frozen=True, slots=True)
class Example:
    """Files that show a problem, or that show it mended; or, where files cannot show it, words."""

    files: Mapping[str, str] = field(default_factory=dict)
    """Path in the community → content. The profile that the example is about comes first."""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of problem."""

    id: str
    title: str
    severity: Severity
    reason: str
    """Why it matters, for the person whose file it is in."""
    wrong: Example
    right: Example


@cache
def all_codes() -> Mapping[str, Code]:
    """Every code by its id, in the order of the manual."""
    import tomllib  # noqa: PLC0415 - where all is well nobody needs the words

    entries = tomllib.loads(Path(__file__).with_name("codes.toml").read_text(encoding="utf-8"))
    return MappingProxyType({name: _code(name, entry) for name, entry in entries.items()})


def find_code(name: str) -> Code:
    """The code `name`. Raises KeyError where there is none, which is a mistake of ours."""
    return all_codes()[name]


def _code(name: str, entry: Mapping[str, object]) -> Code:
    severity: Severity = "warning" if entry.get("severity") == "warning" else "error"
    return Code(
        name,
        str(entry["title"]),
        severity,
        str(entry["reason"]),
        _example(entry["wrong"]),
        _example(entry["right"]),
    )


def _example(given: object) -> Example:
    if isinstance(given, Mapping):
        return Example(files={str(path): str(content) for path, content in given.items()})
    return Example(words=str(given))
