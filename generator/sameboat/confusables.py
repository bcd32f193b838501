"""What a name looks like: two names with one skeleton can be taken for each other (UTS #39, section 4).

The table is Unicode's, made smaller by `tools/confusables.py`. No package carries it as needed here:
`confusable-homoglyphs` had its last release in 2024 and lists pairs without saying which way they point, `disarm` takes
90 ms to load, PyICU has to be compiled.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

# Unicode's default-ignorable characters: nobody sees them, so they make no difference between two names.
_IGNORED = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]+"
)


def skeleton(text: str) -> str:
    """What `text` looks like, whatever its case: equal for "ada-1" and "ada-l", and for "pаypal" in two alphabets.

    It is for comparing only: "m" becomes "rn", and what comes out for a whole name is nobody's name.
    """
    look = " ".join(text.casefold().split())
    if look.isascii() and (seen := look.translate(_looks())).isascii():
        return seen
    look = unicodedata.normalize("NFD", _IGNORED.sub("", look))
    before = ""
    while look != before:
        before = look
        # Of full-width and circled letters Unicode's list says nothing: they are compatible, not confusable.
        look = unicodedata.normalize("NFKD", look.translate(_looks())).casefold()
    return " ".join(look.split())


@cache
def _looks() -> Mapping[int, str]:
    """Folded character → what it looks like (3 ms, once)."""
    text = (files("sameboat") / "confusables.txt").read_text(encoding="utf-8")
    lines = text.partition("\n---\n")[2].removesuffix("\n").split("\n")
    rows = (line.rpartition("\t") for line in lines)
    return {ord(character): look for look, _, alike in rows for character in alike}
