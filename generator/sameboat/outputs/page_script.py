"""The script of stamped pages, with the words of the site's language in it, so that no page has to say them again."""

from __future__ import annotations

import json
import re
from typing import Any

from ..rendering import ASSETS
from ..translations import Words

SOURCE = "stamped.js"
_WORDS = re.compile(r"\{\s*light:.*(?=;)")


def written(words: Words, palette: Any) -> str:
    """The script; `palette` is what `mkdocs.yml` says of the theme's, a list of them where readers can choose."""
    source = (ASSETS / SOURCE).read_text(encoding="utf-8")
    said = json.dumps(_words(words, palette), ensure_ascii=False)
    return _WORDS.sub(lambda _: said, source, count=1)


def _words(words: Words, palette: Any) -> dict[str, str]:
    _ = words.gettext
    return {
        "light": _light(palette),
        "decent": _("it is {time} there, a decent hour for a hello"),
        "asleep": _("it is {time} there, an hour to be asleep"),
        "copy": _("Copy this line"),
        "copied": _("Copied."),
    }


def _light(palette: Any) -> str:
    """What the theme calls the turning down of the light; empty where there is nothing to choose."""
    if not isinstance(palette, list) or not any(each.get("scheme") == "slate" for each in palette):
        return ""
    return str(palette[0].get("toggle", {}).get("name", ""))
