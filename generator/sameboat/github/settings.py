"""What a community lets the gate do: `.github/sameboat.yml`, read from the base branch and from nowhere else."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from ..documents import SourceFile, read_document
from ..problems import Problem, errors
from ..validation import compile_schema, explain

SETTINGS_FILE = ".github/sameboat.yml"

SelfMerge = Literal["off", "edits", "all"]

KNOWN_HOSTS = (
    "bsky.app",
    "codeberg.org",
    "dev.to",
    "github.com",
    "gitlab.com",
    "linkedin.com",
    "mastodon.social",
    "orcid.org",
    "pypi.org",
    "stackoverflow.com",
    "wikipedia.org",
    "*.wikipedia.org",
    "youtube.com",
)
"""Places where an address says whose it is, or that take down what is malicious. Shorteners and hosts where anybody
gets a name of their own are left out: nobody has looked at those."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How much goes through without a person."""

    self_merge: SelfMerge = "off"
    known_hosts: tuple[str, ...] = KNOWN_HOSTS
    after_merge: tuple[str, ...] = ("deploy.yml", "owners.yml")
    merge_method: Literal["merge", "squash"] = "merge"

    def knows(self, host: str) -> bool:
        """Whether a link to `host` needs no look."""
        return is_among(host, self.known_hosts)


def is_among(host: str, known: Iterable[str]) -> bool:
    """Whether `host` is one of `known`, with or without www., or below one that starts with `*.`."""
    bare = host.removeprefix("www.")
    return any(bare == each or (each.startswith("*.") and bare.endswith(each[1:])) for each in known)


def read_settings(path: Path) -> tuple[Settings | None, tuple[Problem, ...]]:
    """The settings in the file at `path`, or the ones that hold without a file; None where it has mistakes."""
    if not path.is_file():
        return Settings(), ()
    document = read_document(SourceFile(SETTINGS_FILE, path.read_bytes()))
    if document.data is None:
        return None, document.problems
    schema = json.loads((files("sameboat.github") / "settings.schema.json").read_text(encoding="utf-8"))
    problems = (*document.problems, *explain(document, compile_schema(schema), schema, {}))
    if errors(problems) or not isinstance(document.data, dict):
        return None, problems
    data: Mapping[str, Any] = document.data
    defaults = Settings()
    own = data.get("known_hosts", [])
    settings = Settings(
        data.get("self_merge", defaults.self_merge),
        (*defaults.known_hosts, *own),
        tuple(data.get("after_merge", defaults.after_merge)),
        data.get("merge_method", defaults.merge_method),
    )
    return settings, problems
