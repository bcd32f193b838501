"""Text that is not what it looks like: hidden characters, towers of marks, one word in two alphabets.

The rules come from Unicode's security mechanisms (UTS #39) and emoji (UTS #51), but where those say what an identifier
may be, these only say what nobody writes in good faith: a community has names in every script, and none of them may be
refused. What could be either is a doubt, for a person to look at.

There is no table of scripts here and no library for one: `regex` takes 60 ms to load and `backrefs` 90 ms, and six
scripts are all that look alike. Tests hold the letters below to the Unicode data that `backrefs` carries.

Nothing is compiled before the first text that is not ASCII (2 ms), and most of it only for one that has more than
Latin letters, CJK, symbols and emoji (15 ms). All patterns are possessive or look at a few characters around a place,
so each takes linear time.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final, NamedTuple

DOUBT: Final = "unusual-text"
"""The code of a fault that may be meant; all others are errors."""

MOST_MARKS: Final = 3
"""On one letter: Vietnamese needs two; Thai, Lao and the transcription of Sanskrit three."""
MOST_OWN_MARKS: Final = 8
"""Of scripts that write vowels, tones and joined letters as marks: pointed Hebrew needs five, a Tibetan stack eight."""


class Fault(NamedTuple):
    """Something in a text that a reader cannot see as it is."""

    code: str
    """hidden-character, control-character, stacked-marks, mixed-scripts or unusual-text."""
    start: int
    end: int
    """Where it stands in the text; the end is exclusive."""
    message: str
    hint: str


# Marks that any letter can carry, and those of Thai and Lao, which never stack high.
    "\u0300-\u034e\u0350-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u2de0-\u2dff\ufe20-\ufe2f"
)
_LOW_MARKS: Final = f"{COMMON_MARKS}\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece"

_CONTROL: Final = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff"
_TURNING: Final = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_DIRECTION_MARKS: Final = "\u061c\u200e\u200f"
_BRAILLE_BLANK: Final = "\u2800"
_EMOJI_SELECTORS: Final = "\ufe0e\ufe0f"
# What Unicode calls default-ignorable, what it deprecated, and a few that are blank.
_BMP_HIDDEN: Final = (
    f"{_TURNING}{_DIRECTION_MARKS}{_BRAILLE_BLANK}\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d"
    "\u2060-\u2065\u206a-\u206f\u3164\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc"
)
_HIDDEN: Final = f"{_BMP_HIDDEN}\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
_BMP_DOUBTFUL: Final = "\ue000-\uf8ff\ufffd"
_DOUBTFUL: Final = f"{_BMP_DOUBTFUL}\U000f0000-\U0010ffff"

_RIGHT_TO_LEFT: Final = "\u05d0-\u05ea\u05ef-\u05f2\u0620-\u064a\u066e-\u06d3\u06fa-\u08c7\ufb1d-\ufdc7\ufdf0-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_HEBREW_MARKS: Final = "\u0591-\u05c7"
_HAN: Final = "\u2e80-\u2fdf\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_EMOJI: Final = (
    "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u23ff\u24c2\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff\u3030\u303d"
    "\u3297\u3299\U0001f000-\U0001faff"
)
# Scripts whose letters join, so that a joiner or non-joiner beside one changes what is seen.
_JOINING: Final = (
    "\u0600-\u0604\u0606-\u061b\u061d-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u17b3\u17b6-\u180a\u1810-\u19ff"
    "\u1a20-\u1aaf\u1b00-\u1c7f\u2d30-\u2d7f\ua800-\ua82f\ua840-\ua95f\ua980-\ua9ff\uaa00-\uaaff\uabc0-\uabff"
    "\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc\U00010a00-\U00010fff\U00011000-\U00011fff\U0001e900-\U0001e95f"
)
# Scripts without spaces between words, which mark with U+200B where a line may break.
_UNSPACED: Final = "\u0e01-\u0eff\u1000-\u109f\u1780-\u17b3\u17b6-\u17ff\u1950-\u19ff\u1a20-\u1aaf\u1b00-\u1b7f\ua980-\ua9ff\uaa60-\uaadf"
_PERMITTED: Final = "|".join(
    (
        f"[\ufe0e\ufe0f](?<=[0-9#*{_EMOJI}].)",
        f"\u200d(?<=[{_EMOJI}\ufe0f\u20e3\U000e007f].)(?=[{_EMOJI}])",
        f"[\u200c\u200d](?:(?<=[{_JOINING}].)|(?=[{_JOINING}]))",
        f"\u200b(?:(?<=[{_UNSPACED}].)|(?=[{_UNSPACED}]))",
        "(?<=\U0001f3f4)[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}+\U000e007f",
        f"[\ufe00-\ufe0d](?<=[0\u1000-\u109f\u2200-\u22ff\u2a00-\u2aff\u3001\u3002\ua840-\ua877\uaa60-\uaa7f\uff01-\uff1f{_HAN}].)",
        f"[\U000e0100-\U000e01ef](?<=[{_HAN}].)",
        "[\u180b-\u180f](?<=[\u1820-\u18aa].)",
        "[\u17b4\u17b5](?<=[\u1780-\u17b3].)",
        f"\u034f(?<=[{_HEBREW_MARKS}].)(?=[{_HEBREW_MARKS}])",
    )
)


@cache
def _unusual() -> re.Pattern[str]:
    """Anything that has to be looked at in its surroundings; Latin, CJK, symbols and most emoji are not."""
    return re.compile(
        "[^\t\n\r -~\u00a1-\u00ac\u00ae-\u02ff\u10d0-\u10ff\u1e00-\u1eff\u2010-\u2027\u202f-\u205e\u2070-\u20cf"
        "\u2100-\u27ff\u2900-\u2bff\u3000-\u3029\u3030-\u3098\u309b-\u312f\u3131-\u3163\u3190-\u9fff\uac00-\ud7a3"
        "\uf900-\ufaff\uff01-\uff9f\U0001f000-\U0001faff\U00020000-\U0003ffff]"
    )


@cache
def _honest() -> re.Pattern[str]:
    """As much of a text as is beyond doubt, in steps as long as possible: mostly all of it.

    A step takes letters of one script and everything without a script; where it ends inside a word, the next character
    must not belong to another script. Beyond U+FFFF only what is common is known here, since the engine looks at every
    range up there one after the other.
    """
    never = f"{COMMON_MARKS}{_BMP_HIDDEN}{_BMP_DOUBTFUL}{_CONTROL}\U00010000-\U0001d3ff\U0001d800-\U0001efff\U000e0000-\U0010ffff"
    steps = []
    for name in ("Latin", "Cyrillic", "Greek"):
        foreign = "".join(letters for script, letters in SCRIPTS.items() if script != name)
        steps.append(f"[^{foreign}{never}]++(?:(?<![{SCRIPTS[name]}])|(?![{foreign}]))")
    not_latin = "".join(letters for script, letters in SCRIPTS.items() if script != "Latin")
    steps.append(f"(?<![{not_latin}])[{COMMON_MARKS}]++(?![{not_latin}])")
    return re.compile(f"(?:{'|'.join((*steps, _PERMITTED))})*+")


@cache
def _piles() -> re.Pattern[str]:
    """More characters in a row that may be marks than a letter carries: none is a letter, a digit, a space, a symbol."""
    mark = (
        "[^\\w\\s\x00-\u02ff\u0370-\u0482\u048a-\u058f\u05d0-\u05ea\u0620-\u064a\u0904-\u0939\u2000-\u20cf\u2100-\u2cee"
        "\u2e00-\u3029\u3030-\u3098\u309b-\ua66e\ue000-\uf8ff\ufe00-\ufe1f\ufe30-\uffff\U0001f000-\U0010ffff]"
    )
    return re.compile(f"{mark}{mark}{{{MOST_MARKS},}}+")


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """The patterns that only a text in doubt needs, compiled when they are."""
    letters = "".join(SCRIPTS.values())
    return re.compile(
        {
            "invisible": f"(?:{_PERMITTED})|([{_CONTROL}{_HIDDEN}{_DOUBTFUL}])",
            "right-to-left": f"[{_RIGHT_TO_LEFT}]",
            "braille": "[\u2801-\u28ff]",
            "low-mark": f"[{_LOW_MARKS}]",
            "word": f"[{letters}][{letters}{COMMON_MARKS}]*+",
            **{script: f"[{inside}]" for script, inside in SCRIPTS.items()},
        }[name]
    )


def find_fault(text: str) -> Fault | None:
    """The first thing in `text` that is an error; where there is none, the first that is in doubt."""
    if is_beyond_doubt(text):
        return None
    faults = (*_invisible(text), *_stacked(text), *_mixed(text))
    return min(faults, key=lambda fault: (fault.code == DOUBT, fault.start, fault.end), default=None)


def is_beyond_doubt(text: str) -> bool:
    """Whether `text` has no fault, told quickly; where this is False, there may be one."""
    if text.isascii():
        return text.isprintable() or _unusual().search(text) is None
    return _unusual().search(text) is None or (
        _honest().fullmatch(text) is not None and _piles().search(text) is None
    )


def _invisible(text: str) -> Iterator[Fault]:
    """The first character that nobody sees, and before it the first that most people see as a box."""
    accompanied = _BRAILLE_BLANK if _pattern("braille").search(text) else ""
    if _pattern("right-to-left").search(text):
        accompanied += _DIRECTION_MARKS
    has_doubt = False
    for found in _pattern("invisible").finditer(text):
        character = found[1]
        if not character or character in accompanied:
            continue
        code, words, hint = _invisible_words(character, text[found.end() : found.end() + 1])
        if code != DOUBT or not has_doubt:
            yield Fault(code, *found.span(), words.format(_named(character)), hint)
        if code != DOUBT:
            return
        has_doubt = True


def _invisible_words(character: str, following: str) -> tuple[str, str, str]:
    """Code, message and hint for a character that must not stand where it does."""
    hidden, delete = "hidden-character", "Delete it."
    if re.match(f"[{_CONTROL}]", character):
        return "control-character", "Here is a control character ({}) that nobody can see.", delete
    if character in _TURNING:
        return hidden, "Here is a character ({}) that turns the order of the text around it.", delete
    if character in _DIRECTION_MARKS:
        return (
            hidden,
            "Here is a mark ({}) that only text from right to left needs; nobody can see it.",
            delete,
        )
    if character == "\ufffd":
        return DOUBT, "Here is the sign ({}) of a letter that was lost.", "Type that letter again."
    if character in _EMOJI_SELECTORS and following not in (*_EMOJI_SELECTORS,):
        return DOUBT, "Here is what is left of an emoji ({}); nobody can see it.", delete
    if re.match(f"[{_DOUBTFUL}]", character):
        return DOUBT, "Most people see an empty box here ({}).", "Say it in words, or leave it out."
    return hidden, "Here is a character ({}) that nobody can see.", delete


def _named(character: str) -> str:
    name = unicodedata.name(character, "").lower()
    return f"U+{ord(character):04X}, {name}" if name else f"U+{ord(character):04X}"


def _stacked(text: str) -> Iterator[Fault]:
    """Towers of marks on one letter."""
    for found in _piles().finditer(text):
        pile = found[0]
        start = 0
        for place, character in enumerate((*pile, " ")):
            if unicodedata.category(character)[0] == "M":
                continue
            count = place - start
            low = sum(map(bool, map(_pattern("low-mark").match, pile[start:place])))
            if low > MOST_MARKS or count > MOST_OWN_MARKS:
                limit = MOST_MARKS if low > MOST_MARKS else MOST_OWN_MARKS
                message = f"Here are {count} marks on one letter; there is room for {limit}."
                base = max(0, found.start() + start - 1)
                hint = "Keep those that the word needs."
                yield Fault("stacked-marks", base, found.start() + place, message, hint)
                return
            start = place + 1
