"""The one field that allows Markdown becomes HTML that is safe to put on a page.

What a bio may hold is CommonMark without pictures, headings, rules and raw HTML. markdown-it-py can leave those out, so
that they stand on the page as they were typed. CommonMark in Rust (pyromark) cannot, and takes a thirtieth of the time:
it gets every text in which none of them can be meant, which is nearly all. nh3 cleans what either of them makes.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

import nh3
import pyromark
from markupsafe import Markup

from .formats import shown_url

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


@cache
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - few bios need it, and it takes a while to load

    return MarkdownIt("commonmark", {"html": False}).disable(
        ["image", "heading", "lheading", "hr", "html_block", "html_inline", "reference"]
    )


_HOST = re.compile(r"^https://[^/?#]*%[^/?#]*", re.IGNORECASE)
_GAP = re.compile(r"\n{2,}")
_ALLOWED_TAGS = {"p", "br", "em", "strong", "a", "ul", "ol", "li", "code", "pre", "blockquote"}
# Without one of these signs, and without one of these starts of a line, a text is paragraphs and nothing else.
_SIGN = re.compile(r"[*_`\[\]<&\\\x00\t\r]")
_START = re.compile(r"\n(?: |[-+=~#>]|\d+[.)])")
# What the two read differently, or may: pictures, references, tags, escapes, addresses with letters of other scripts,
# and lines that could be a heading, a rule or a block of code.
_DOUBTFUL = re.compile(r"[<&\\\x00]|[^\S\n ]|!\[|\]:|\]\([^)\s]*+[^!-~\s)]|~~~|```")
_DOUBTFUL_LINE = re.compile(r"\n(?!\n)[-*+>\d.) _=]*+[#\n]")


def bio_html(text: str) -> Markup:
    """The Markdown of a bio as HTML that is safe to put on a page."""
    if not text.strip():
        return Markup()
    lines = f"\n{text}\n"
    has_odd_space = "  " in text or " \n" in lines
    if not has_odd_space and not _SIGN.search(text) and not _START.search(lines):
        paragraphs = _GAP.split(text.strip("\n").replace(">", "&gt;"))
        return Markup("\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs))  # noqa: S704 - no other sign is in it
    if has_odd_space or _DOUBTFUL.search(text) or _DOUBTFUL_LINE.search(lines):
        made = _markdown().render(text)
    else:
        made = pyromark.html(text)
    return Markup(_CLEANER.clean(made).strip())  # noqa: S704 - nh3 has just cleaned it


def _keep_absolute(_: str, attribute: str, value: str) -> str | None:
    """No link into this site: "//host" leads elsewhere without saying so, and "../api" may lead nowhere tomorrow.

    A host in letters that can look like others is spelled out, as everywhere.
    """
    if attribute != "href":
        return value
    if not value.lower().startswith(("https://", "mailto:")):
        return None
    try:
        return _HOST.sub(lambda host: shown_url(unquote(host[0], errors="strict")), value)
    except UnicodeError:
        return None


_CLEANER = nh3.Cleaner(
    tags=_ALLOWED_TAGS,
    attributes={"a": {"href"}, "ol": {"start"}},
    attribute_filter=_keep_absolute,
    url_schemes={"https", "mailto"},
    link_rel="nofollow ugc noopener",
    strip_comments=False,
)
