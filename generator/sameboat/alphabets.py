"""Words that have letters of two alphabets: honest ones, doubtful ones, and those that hide one name behind another.

Unicode's restriction levels (UTS #39, section 5.2) are for identifiers; people write "SQLщик", "kΩ", "IFNγ" and "чăваш"
with a Latin ă in good faith. What is refused is a word that a reader takes for one in a single alphabet while some of
its letters come from another: "pаypal" with a Cyrillic а, "Ивaн" with a Latin a. A word that shows its two alphabets is
a doubt at most. Latin beside any other script (Han, kana, Hangul, Thai, Arabic …) is no fault at all.

No library gives the scripts of letters here: `regex` takes 60 ms to load and `backrefs` 90 ms, and seven scripts are all
that look alike. A test holds the letters below to the Unicode data that `backrefs` carries.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import Any, Final, Literal, NamedTuple

# The letters of each script, as the inside of a character class. Letters of phonetics and of technology (ᴧ, ᵦ, µ, Ω)
# are left out: they belong to no word.
SCRIPTS: Final = {
    "Latin": (
        "A-Za-zªºÀ-ÖØ-öø-\u02b8\u02e0-\u02e4\u1d00-\u1d25\u1d2c-\u1d5c\u1d62-\u1d65\u1d6b-\u1d77\u1d79-\u1dbe"
        "\u1e00-\u1eff\u2071\u207f\u2090-\u209c\u212a\u212b\u2132\u214e\u2160-\u2188\u2c60-\u2c7f\ua722-\ua787"
        "\ua78b-\ua7ff\uab30-\uab5a\uab5c-\uab64\uab66-\uab68\ufb00-\ufb06\uff21-\uff3a\uff41-\uff5a"
    ),
    "Cyrillic": "\u0400-\u0481\u048a-\u052f\u1c80-\u1c8a\ua640-\ua66e\ua680-\ua69d",
    "Greek": "\u0370-\u0373\u0376\u0377\u037a-\u037d\u037f\u0386\u0388-\u03e1\u03f0-\u03f5\u03f7-\u03ff\u1f00-\u1ffc",
    "Armenian": "\u0531-\u0556\u0560-\u0588\ufb13-\ufb17",
    "Cherokee": "\u13a0-\u13fd\uab70-\uabbf",
    "Coptic": "\u03e2-\u03ef\u2c80-\u2ce4\u2ceb-\u2cee\u2cf2\u2cf3",
    "Lisu": "\ua4d0-\ua4f7",
}

COMMON_MARKS: Final = (
    "\u0300-\u034e\u0350-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u2de0-\u2dff\ufe20-\ufe2f"
)
"""Marks that a letter of any script can carry, as the inside of a character class too."""

LIKE_LATIN: Final = {
    "Cyrillic": dict(zip(
        "АВЕЅІЈКМНОРСТУХҮѴҺԌԚԜӀаеѕіјкорсухүһԁԛԝӏѵ", "ABESIJKMHOPCTYXYVHGQWIaesijkopcyxyhdqwlv", strict=True
    )),
    "Greek": dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹϺͿοϲϳ", "ABEZHIKMNOPTYXCMJocj", strict=True)),
    "Armenian": dict(zip("ՕՏԼՍօոսհցզյք", "OSLUonuhgqjp", strict=True)),
}  # fmt: skip
"""The Latin letters that letters of other scripts are taken for: only where nobody can tell the two apart."""

_TWINS: Final = {script: frozenset(like.values()) for script, like in LIKE_LATIN.items()}
# Greek letters that look roughly like Latin ones (κ and χ less so, and they are needed: NFκB, ˈβaχ). One alone, at the
# start or end of a word, is science: IFNγ, hν.
_ROUGHLY_LATIN: Final = frozenset("αγηινρστυω")
# Latin letters that people put into Cyrillic words for want of a key: Chuvash, Ossetian, Tatar, Kazakh …
_GUESTS: Final = str.maketrans("", "", "ăĂĕĔçÇÿŸæÆəƏöÖüÜ")
# … and those of ASCII: the Caucasian palochka, the Ukrainian and Kazakh і, the Tatar һ, the Serbian ј.
_ASCII_GUESTS: Final = frozenset("IilhHjJ")
# How many of its letters make a word seem to be of a script; with fewer Greek ones it may be a formula (ΔT, αβX).
_ENOUGH: Final = {"Latin": 2, "Cyrillic": 2, "Armenian": 2, "Greek": 4}

Verdict = Literal["honest", "doubt", "mixed"]


class MixedWord(NamedTuple):
    """A word with letters of several scripts, and the letter that stands out."""

    start: int
    end: int
    """Where it stands in the text; the end is exclusive."""
    word: str
    scripts: tuple[str, ...]
    odd: str
    """A letter of the script that has fewest in the word."""
    odd_script: str
    is_doubt: bool
    """Whether it may be honest."""


@cache
def _letter_of(script: str) -> re.Pattern[str]:
    return re.compile(f"[{SCRIPTS[script]}]")


@cache
def _words() -> re.Pattern[str]:
    letters = "".join(SCRIPTS.values())
    return re.compile(f"[{letters}][{letters}{COMMON_MARKS}]*+")


def mixed_words(text: str) -> Iterator[MixedWord]:
    """The words of `text` that mix scripts, except those that are surely honest."""
    # Asked at most once, so that the time stays linear however many words ask.
    is_cyrillic = cache(partial(_has_cyrillic_word, text))
    for found in _words().finditer(text):
        word = found[0]
        scripts = _scripts_of(word)
        if len(scripts) < 2:
            continue
        verdict = _judge(word, scripts, is_cyrillic)
        if verdict != "honest":
            letters = {script: _letter_of(script).findall(word) for script in scripts}
            rarest = min(reversed(scripts), key=lambda script: len(letters[script]))
            yield MixedWord(*found.span(), word, scripts, letters[rarest][0], rarest, verdict == "doubt")


def _scripts_of(word: str) -> tuple[str, ...]:
    if word.isascii():
        return ("Latin",)
    return tuple(script for script in SCRIPTS if _letter_of(script).search(word))


def _judge(word: str, scripts: Sequence[str], is_cyrillic: Callable[[], bool]) -> Verdict:
    """What to think of `word`, in a text that is Cyrillic or not."""
    if not {"Latin", *LIKE_LATIN}.issuperset(scripts):
        return "mixed"
    word = unicodedata.normalize("NFC", word)
    if "Cyrillic" in scripts:
        word = word.translate(_GUESTS)
    plain = unicodedata.normalize("NFD", word)
    letters = {script: _letter_of(script).findall(plain) for script in ("Latin", *LIKE_LATIN)}
    if sum(map(bool, letters.values())) < 2:
        return "honest"
    hosts = [script for script in letters if _seems_all(script, letters)]
    if not hosts:
        return _judge_visible(word, letters)
    if hosts == ["Cyrillic"] and (_ASCII_GUESTS.issuperset(letters["Latin"]) or _is_acronym(word)):
        return "doubt"
    return "doubt" if _has_ending(word) and is_cyrillic() else "mixed"


def _seems_all(host: str, letters: Mapping[str, Sequence[str]]) -> bool:
    """Whether a reader takes the whole word for one in the script `host`."""
    if len(letters[host]) < _ENOUGH[host]:
        return False
    seen = (
        letter if script == "Latin" else LIKE_LATIN[script].get(letter)
        for script, found in letters.items()
        if script != host
        for letter in found
    )
    return all(letter and (host == "Latin" or letter in _TWINS[host]) for letter in seen)


def _judge_visible(word: str, letters: Mapping[str, Sequence[str]]) -> Verdict:
    """What to think of a word that shows its alphabets: SQLщик, kΩ, θɪŋk."""
    present = {script for script, found in letters.items() if found}
    if present == {"Latin", "Cyrillic"}:
        is_parted = re.fullmatch(
            f"[{SCRIPTS['Latin']}]{{2,}}[{SCRIPTS['Cyrillic']}{COMMON_MARKS}]{{2,}}", word
        )
        return "honest" if is_parted else "doubt"
    if present == {"Latin", "Greek"}:
        symbols = letters["Greek"]
        is_outside = len(symbols) == 1 and symbols[0] in (word[0], word[-1])
        return "honest" if is_outside or _ROUGHLY_LATIN.isdisjoint(symbols) else "doubt"
    return "doubt"


def _is_acronym(word: str) -> bool:
    """Whether `word` is a Latin acronym with a Cyrillic ending: ITшник."""
    return re.fullmatch("[A-Z]{2,}[а-џ]+", word) is not None


def _has_ending(word: str) -> bool:
    """Whether `word` is a Latin word with one Cyrillic vowel, as a case has it: "люблю Pythonа"."""
    return re.fullmatch(f"[{SCRIPTS['Latin']}]{{2,}}[аеоу]", word) is not None


def _has_cyrillic_word(text: str) -> bool:
    """Whether `text` has a word that is Cyrillic and looks it."""
    look_latin = LIKE_LATIN["Cyrillic"].keys()
    return any(
        _scripts_of(found[0]) == ("Cyrillic",) and not look_latin >= set(found[0])
        for found in _words().finditer(text)
    )


def in_javascript(pattern: str) -> str:
    """`pattern` as JavaScript reads it with the flag `u`: all but ASCII as escapes, which also keeps halves of
    surrogate pairs out of a file."""
    return "".join(letter if " " <= letter <= "~" else f"\\u{{{ord(letter):x}}}" for letter in pattern)


def browser_rules() -> dict[str, Any]:
    """The same rules for the form in the browser; `assets/join/alphabets.js` goes by them, and a test holds the two to
    the same verdicts."""
    return {
        "scripts": {script: in_javascript(letters) for script, letters in SCRIPTS.items()},
        "marks": in_javascript(COMMON_MARKS),
        "likeLatin": LIKE_LATIN,
        "roughlyLatin": "".join(sorted(_ROUGHLY_LATIN)),
        "guests": "".join(map(chr, _GUESTS)),
        "asciiGuests": "".join(sorted(_ASCII_GUESTS)),
        "enough": _ENOUGH,
    }
