"""The page that the theme renders once, cut at its slots: stamping a member into it is joining strings.

MkDocs renders a sentinel page for each kind of page and depth. Its title, description, address and content are
tokens; the output is split at them once. Nothing is ever replaced inside member text, so a member who writes a token
into their bio finds it there as they wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from . import addresses

TITLE = "SAMEBOAT-TITLE"
DESCRIPTION = "SAMEBOAT-DESCRIPTION"
CONTENT = "SAMEBOAT-CONTENT"
HEAD = "SAMEBOAT-HEAD"
ADDRESS_STEM = "SAMEBOAT-PAGE"

_FOLDERS = {1: "shell/", 2: "shell/2/", 3: "shell/2/3/"}
_TOKEN = re.compile(
    rf"(?P<address>(?:members/|shell/(?:2/(?:3/)?)?){ADDRESS_STEM}\.html)|{TITLE}|{DESCRIPTION}|{CONTENT}|{HEAD}"
)
_MENU_LINK = re.compile(
    r"<a href=(?P<href>[^\s>]+)(?: data-holds=(?P<quote>\"?)(?P<holds>[^\">]*)(?P=quote))?>"
)
ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Shell:
    """A rendered page with holes: strings and the names of slots in turn."""

    parts: tuple[str, ...]

    @staticmethod
    def of(html: str) -> Shell:
        """Cut `html`, the theme's output for a sentinel page, at its tokens.

        Raises ValueError when the theme printed no content, since every page would come out empty.
        """
        parts: list[str] = []
        end = 0
        for found in _TOKEN.finditer(html):
            parts += [html[end : found.start()], ADDRESS if found["address"] else found[0]]
            end = found.end()
        parts.append(html[end:])
        if parts[1::2].count(CONTENT) != 1:
            message = "the theme's template does not print the page's content exactly once"
            raise ValueError(message)
        return Shell(tuple(parts))

    def stamp(self, address: str, title: str, description: str, content: Markup, head: Markup) -> bytes:
        """The finished page at `address`; `title` and `description` are plain text and are escaped here."""
        slots: Mapping[str, str] = {
            ADDRESS: address,
            TITLE: escape(title),
            DESCRIPTION: escape(description),
            HEAD: head,
            CONTENT: content,
        }
        parts = list(self.parts)
        parts[1::2] = [slots[name] for name in parts[1::2]]
        return "".join(parts).encode()

    def marking(self, link: str) -> Shell:
        """This shell with its link to `link`, or to the group that holds it, marked as where on the site one is."""
        marks = iter([" aria-current=true"])

        def mark(found: re.Match[str]) -> str:
            is_here = link == found["href"] or link in (found["holds"] or "").split()
            return f"<a href={found['href']}{next(marks, '') if is_here else ''}>"

        return Shell(tuple(_MENU_LINK.sub(mark, part) for part in self.parts))


@dataclass(frozen=True, slots=True)
class Shells:
    """One shell for each kind of stamped page and depth, since links to the theme's files are relative."""

    by_name: Mapping[str, Shell]

    def member(self) -> Shell:
        """The shell of member pages."""
        return self.by_name["member-1"]

    def hubs(self, kind: str) -> Mapping[int, Shell]:
        """Depth → the shell of hub pages there, with the overview of their `kind` marked in the menu."""
        return {
            depth: self.by_name[f"hub-{depth}"].marking("../" * depth + addresses.overview(kind))
            for depth in (1, 2, 3)
        }


SENTINELS: Mapping[str, str] = {
    "member-1": f"members/{ADDRESS_STEM}.html",
    "hub-1": f"{_FOLDERS[1]}{ADDRESS_STEM}.html",
    "hub-2": f"{_FOLDERS[2]}{ADDRESS_STEM}.html",
    "hub-3": f"{_FOLDERS[3]}{ADDRESS_STEM}.html",
}
"""Shell → the address of its sentinel page. No handle and no slug can equal it: those have small letters only."""
