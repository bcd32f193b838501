"""The same people with nothing but MkDocs and Material: a generated Markdown page each.

This is what one would do without a generator. It gets its advantages, too: no plugin, so no search index either; no
member in the menu, which would make every page grow with every member; nothing checked, nobody matched, no lists.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from . import measure
from .community import REPOSITORY, Community, environment

_SETTINGS = """\
site_name: Sameboat
use_directory_urls: false
plugins: []
theme:
  name: material
  font: false
nav:
  - Home: index.md
not_in_nav: |
  /members/
"""


@dataclass(frozen=True)
class PlainSite:
    """A folder for MkDocs."""

    folder: Path

    @staticmethod
    def make(folder: Path, community: Community | None) -> PlainSite:
        """Write a page for everybody in `community`; without one, a site of a single page."""
        members = folder / "docs" / "members"
        members.mkdir(parents=True)
        (folder / "mkdocs.yml").write_text(_SETTINGS, encoding="utf-8")
        (folder / "docs" / "index.md").write_text("# Sameboat\n", encoding="utf-8")
        schema = json.loads((REPOSITORY / "schema" / "member.schema.json").read_text(encoding="utf-8"))
        titles = {name: each["title"] for name, each in schema["properties"].items()}
        for handle, content in (community.profiles() if community else {}).items():
            profile = yaml.load(content, yaml.CBaseLoader)  # noqa: S506 - it makes nothing but strings
            (members / f"{handle}.md").write_text("\n".join(_lines(profile, titles)), encoding="utf-8")
        return PlainSite(folder)

    @property
    def site(self) -> Path:
        """Where the site is built."""
        return self.folder / "site"

    def build(self) -> measure.Cost:
        """Build the whole site from nothing."""
        return measure.run(self._command(), self.folder, environment())

    def watch_memory(self) -> measure.Memory | None:
        """The memory of one build."""
        return measure.run_for_memory(self._command(), self.folder, environment())

    def pages(self) -> list[Path]:
        """The built pages of members."""
        return sorted((self.site / "members").glob("*.html"))

    def _command(self) -> list[str]:
        shutil.rmtree(self.site, ignore_errors=True)
        return [sys.executable, "-m", "mkdocs", "build", "-q"]


def _lines(profile: Mapping[str, Any], titles: Mapping[str, str]) -> Iterator[str]:
    """A profile as Markdown: a title, and a section for each field."""
    yield f"# {profile['name']}\n"
    for key, value in profile.items():
        if key in ("name", "visibility", "photo", "sample"):
            continue
        yield f"\n## {titles[key]}\n"
        if isinstance(value, list):
            yield from (f"- {_entry(item)}" for item in value)
        else:
            yield _entry(value)


def _entry(value: Any) -> str:
    if isinstance(value, dict):
        return " – ".join(f"<{text}>" if text.startswith("https:") else text for text in value.values())
    return str(value)
