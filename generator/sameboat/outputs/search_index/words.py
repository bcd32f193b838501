"""Text as the search index has it: the words to be found in it, and the words of a query.

The JavaScript of the find page cuts in the same way (`assets/find/tokens.js`; `tests/vectors/tokens.json` holds both
to it). `fold` of `text.py` is not enough here: "C++" is no "C", whoever types "obrien" means O'Brien, and Japanese
and Thai part no words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import chain, pairwise
from typing import Final

from ...text import Folding

_APOSTROPHES: Final = "'’‘ʼʻʹʾʿ`＇׳"
_HYPHENS: Final = "-‐‑－"
_SIGNS: Final = "+#"
_FOLDING: Final = Folding(
    {
        **{ord(character): "'" for character in _APOSTROPHES},
        **{ord(character): "-" for character in _HYPHENS},
        **{ord(character): character for character in _SIGNS},
    }
)
_STOPS: Final = '.,;:!?()…"'
"""Signs that part words wherever they stand."""
# Scripts that part no words: Thai, Lao, Myanmar, Khmer, kana, Han.
_UNSPACED: Final = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3021-\u3029\u3038-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN: Final = re.compile(f"[{_UNSPACED}]+")
_SIGNED: Final = re.compile(r"(?<=[^-'+#])([+#]+)(?=[-']|$)")
_SIGN: Final = re.compile(r"[+#]+")


def index_words(text: str) -> tuple[str, ...]:
    """Every word under which `text` is found, each once."""
    if plain := _plain(text):
        return (plain,)
    return tuple(dict.fromkeys(word for piece in _pieces(text) for word in _index_forms(piece)))


def _plain(text: str) -> str:
    """`text` as its only word, where that is plain to see; most are."""
    core = text.strip(_STOPS)
    return core.lower() if core.isascii() and core.isalnum() else ""


class NameWords(dict[str, tuple[str, ...]]):
    """How many words a query for a name has; the words of each of its parts are worked out when it is first met."""

    def __missing__(self, part: str) -> tuple[str, ...]:
        self[part] = found = tuple(query_words(part))
        return found

    def __call__(self, name: str) -> int:
        """How many words a query for `name` has."""
        return len(set(chain.from_iterable(map(self.__getitem__, name.split()))))


def query_words(text: str) -> list[str]:
    """The words of a query, each once, in their order: all of them have to be found."""
    if plain := _plain(text):
        return [plain]
    return list(dict.fromkeys(word for piece in _pieces(text) for word in _query_forms(piece)))


def joined_words(text: str) -> dict[str, list[str]]:
    """Words of a query that stand between hyphens → what they are together, by which they are found as well: whoever
    types "e-mail" finds "email"."""
    found: dict[str, list[str]] = {}
    for piece in _pieces(text):
        words = _query_forms(piece)
        if len(words) < 2 or any(map(is_unspaced, words)):
            continue
        joined = "".join(words)
        for word in words:
            if joined not in found.setdefault(word, []):
                found[word].append(joined)
    return found


def is_unspaced(word: str) -> bool:
    """Whether `word` is of a script that parts no words: such a word is one or two letters of a longer run."""
    return _RUN.match(word) is not None


def in_order(words: Iterable[str]) -> list[str]:
    """`words` as JavaScript sorts them: by UTF-16 units."""
    found = sorted(words)
    # Only letters beyond the first plane, which JavaScript has as two units, may stand elsewhere there.
    return sorted(found, key=_units) if max(map(max, found), default="") >= "\U00010000" else found


def _units(word: str) -> bytes:
    return word.encode("utf-16-be")


def _pieces(text: str) -> Iterable[str]:
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
    return text.translate(_FOLDING).split()


def _index_forms(piece: str) -> tuple[str, ...]:
    if piece.isascii() and piece.isalnum():
        return (piece,)
    found: list[str] = []
    whole = _with_signs(piece).strip("-'")
    if "-" in whole:
        found.append(re.sub("[-']", "", whole))
    for part in whole.split("-"):
        names = part.strip("'").split("'")
        found.append("".join(names))
        # The end of "it's" is no word, that of "O'Brien" is one.
        found += names[:-1]
        found += [name for name in names[-1:] if len(name) > 1]
    return tuple(dict.fromkeys(word for form in found for word in _runs(form, last=True)))


def _query_forms(piece: str) -> tuple[str, ...]:
    if piece.isascii() and piece.isalnum():
        return (piece,)
    parts = _with_signs(piece).split("-")
    return tuple(word for part in parts for word in _runs(part.replace("'", ""), last=False))


def _with_signs(piece: str) -> str:
    """Write "c++" as "cplusplus" and "f#" as "fsharp"; signs elsewhere part words."""
    named = _SIGNED.sub(lambda signs: signs[0].replace("+", "plus").replace("#", "sharp"), piece)
    return _SIGN.sub("-", named)


def _runs(word: str, *, last: bool) -> Iterable[str]:
    """`word`, or what of it is in a script without spaces as pairs of letters.

    With `last` also the last letter of a run alone, so that each letter begins one of the words.
    """
    if word.isascii() or not _RUN.search(word):
        if word:
            yield word
        return
    place = 0
    for run in _RUN.finditer(word):
        if place < run.start():
            yield word[place : run.start()]
        letters = _letters(run[0])
        yield from (one + other for one, other in pairwise(letters))
        if last or len(letters) == 1:
            yield letters[-1]
        place = run.end()
    if place < len(word):
        yield word[place:]


def _letters(run: str) -> list[str]:
    """The letters of `run`, each with the marks that stand on it."""
    letters: list[str] = []
    for character in run:
        if letters and unicodedata.category(character)[0] == "M":
            letters[-1] += character
        else:
            letters.append(character)
    return letters
