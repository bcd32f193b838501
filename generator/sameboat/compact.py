"""HTML without what only its writer needs: indentation, quotes round plain values, end tags that may be left out.

Thousands of pages share a frame and a template, so what goes there is gone from all of them, and no page costs a
moment more for it. What members write never passes through here.
"""

from __future__ import annotations

import re

_KEPT = re.compile(r"(<(script|style|pre|textarea)\b.*?</\2>)", re.DOTALL | re.IGNORECASE)
_INDENTATION = re.compile(r"\s*\n\s*")

_BLOCK = r"</?(?:html|head|body|meta|link|title|header|footer|main|nav|article|section|div|form|h[1-6]|p|ul|ol|li|dl|dt|dd)\b"
# Nobody sees whether a line ends beside one of these: they stand apart from their neighbours as it is.
_LINE_END = re.compile(rf"({_BLOCK}[^<>]*>)\n|\n(?={_BLOCK})")

# A piece of a template may start or stop inside a tag.
_TAG = re.compile(r"^[^<>]*>|<[a-zA-Z][^<>]*(?:>|$)")
# An attribute whose value needs no quotes (HTML, section 13.1.2.3). What fills a slot of a frame may well need them.
_ATTRIBUTE = re.compile(r'(\s[a-zA-Z][\w-]*)="(?!SAMEBOAT-)([\w#.:+-][\w#./:+-]*)?"(?=[\s>]|$)')
# End tags that may be left out wherever their element may stand (HTML, section 13.1.2.4).
_END_TAG = re.compile(r"</(?:li|dt|dd)>")


def compact(html: str) -> str:
    """`html`, a page or a piece of a template, as small as it can be and read the same."""
    # A split at two groups gives the text between matches, each match, and the name of its element, in turn.
    parts = _KEPT.split(html)
    parts[::3] = [_compact_part(part) for part in parts[::3]]
    del parts[2::3]
    return "".join(parts)


def _compact_part(part: str) -> str:
    # The first pass may leave the end of a line that has a block on either side.
    outdented = _INDENTATION.sub("\n", part)
    joined = _LINE_END.sub(r"\1", _LINE_END.sub(r"\1", outdented))
    return _TAG.sub(_unquote, _END_TAG.sub("", joined))


def _unquote(tag: re.Match[str]) -> str:
    return _ATTRIBUTE.sub(lambda found: f"{found[1]}={found[2]}" if found[2] else found[1], tag[0])
