"""llms.txt (llmstxt.org): the pages of those who let AI read them, and of nobody else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .. import addresses
from ..directory import Directory
from ..profiles import Profile
from .output_file import OutputFile
from .site import Site
from .visibility import allows_ai

_MARKUP = re.compile(r"([\\`*_\[\](){}<>#!|~])")


def build(directory: Directory, site: Site) -> Iterator[OutputFile]:
    """The file; there is none as long as nobody allows it."""
    willing = [profile for profile in directory.by_name if allows_ai(profile)]
    if not willing:
        return
    lines = [f"# {as_markdown(site.name)}", ""]
    if site.description:
        lines += [f"> {as_markdown(site.description)}", ""]
    words = directory.words
    plea = words.gettext(
        "Everybody listed here allows AI to read their own page. The others on this site have not said so, and their "
        "pages are to be left alone."
    )
    people = words.gettext("People")
    lines += [plea, "", f"## {people}", "", *(_line(profile, site) for profile in willing)]
    yield OutputFile(addresses.LLMS, "".join(f"{line}\n" for line in lines).encode())


def _line(profile: Profile, site: Site) -> str:
    fields = profile.fields
    link = f"- [{as_markdown(str(fields['name']))}]({site.link(addresses.member(profile.handle))})"
    return f"{link}: {as_markdown(str(fields['tagline']))}" if "tagline" in fields else link


def as_markdown(text: str) -> str:
    """Plain `text` so that Markdown shows it as it is, on one line."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))
