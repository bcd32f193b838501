"""Text that is not what it looks like: hidden characters, towers of marks, one word in two alphabets.

The rules come from Unicode's security mechanisms (UTS #39) and its emoji (UTS #51), but where those say what an
identifier may be, these only say what nobody writes in good faith: names come in every script, and none of them may be
refused. What could be either is a doubt, for a person to look at.

Nothing is compiled before the first text that is not ASCII, and most of it only for a text that has more than Latin
letters, CJK, symbols and plain emoji. Patterns are possessive or look at a fixed number of characters around a place, so
that all of it takes linear time.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any, Final, NamedTuple

from .alphabets import COMMON_MARKS, SCRIPTS, MixedWord, in_javascript, mixed_words

DOUBT: Final = "unusual-text"
"""The code of a fault that may be meant; all others are errors."""

MOST_MARKS: Final = 3
"""On one letter: Vietnamese needs two; Thai, Lao and the transcription of Sanskrit three."""
MOST_OWN_MARKS: Final = 8
"""For scripts that write vowels, tones and joined letters as marks: pointed Hebrew needs five, a Tibetan stack eight."""


class Fault(NamedTuple):
    """Something in a text that a reader cannot see as it is."""

    code: str
    """hidden-character, control-character, stacked-marks, mixed-scripts or unusual-text."""
    start: int
    end: int
    """Where it stands in the text; the end is exclusive."""
    message: str
    hint: str


# All these are insides of character classes.
_LOW_MARKS: Final = f"{COMMON_MARKS}\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece"
"""Those that any letter can carry, and those of Thai and Lao: they never stack high."""
CONTROL: Final = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff"
"""What YAML 1.2 calls non-printable, and the line breaks of YAML 1.1 that no editor shows as such."""

_TURNING: Final = "\u202a-\u202e\u2066-\u2069"
_DIRECTION_MARKS: Final = "\u061c\u200e\u200f"
_BRAILLE_BLANK: Final = "\u2800"
# What Unicode calls default-ignorable, what it deprecated, and a few that are blank.
_BMP_HIDDEN: Final = (
    f"{_TURNING}{_DIRECTION_MARKS}{_BRAILLE_BLANK}\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d"
    "\u2060-\u2065\u206a-\u206f\u3164\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc"
)
_HIDDEN: Final = f"{_BMP_HIDDEN}\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
_BMP_DOUBTFUL: Final = "\ue000-\uf8ff\ufffd"
_DOUBTFUL: Final = f"{_BMP_DOUBTFUL}\U000f0000-\U0010ffff"

_RIGHT_TO_LEFT: Final = "\u05d0-\u05ea\u05ef-\u05f2\u0620-\u064a\u066e-\u06d3\u06d5\u06e5\u06e6\u06ee-\u08c9\ufb1d-\ufdc7\ufdf0-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_HEBREW_MARKS: Final = "\u0591-\u05c7"
_HAN: Final = "\u2e80-\u2fdf\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_EMOJI: Final = (
    "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u23ff\u24c2\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff\u3030\u303d"
    "\u3297\u3299\U0001f000-\U0001fffd"
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
        "\uf900-\ufaff\uff01-\uff9f\U0001f000-\U0001fffd\U00020000-\U0003ffff]"
    )


@cache
def _honest() -> re.Pattern[str]:
    """A step through what is beyond doubt in a text, as long as possible: mostly all of it.

    It takes letters of one script and everything without a script; where it ends inside a word, the next character
    must not belong to another script. Beyond U+FFFF only what is common is known here, since the engine looks at every
    range up there one after the other.
    """
    never = f"{COMMON_MARKS}{_BMP_HIDDEN}{_BMP_DOUBTFUL}{CONTROL}\U00010000-\U0001d3ff\U0001d800-\U0001efff\U000e0000-\U0010ffff"
    steps = []
    for name in ("Latin", "Cyrillic", "Greek", "Armenian"):
        foreign = "".join(letters for script, letters in SCRIPTS.items() if script != name)
        steps.append(f"[^{foreign}{never}]++(?:(?<![{SCRIPTS[name]}])|(?![{foreign}]))")
    not_latin = "".join(letters for script, letters in SCRIPTS.items() if script != "Latin")
    steps.append(f"(?<![{not_latin}])[{COMMON_MARKS}]++(?![{not_latin}])")
    return re.compile("|".join((*steps, _PERMITTED)))


@cache
def _piles() -> re.Pattern[str]:
    """More characters in a row that may be marks than a letter carries: none is a letter, a digit, a space, a symbol."""
    mark = (
        "[^\\w\\s\x00-\u02ff\u0370-\u0482\u048a-\u058f\u05d0-\u05ea\u0620-\u064a\u0904-\u0939\u2000-\u20cf\u2100-\u2cee"
        "\u2e00-\u3029\u3030-\u3098\u309b-\ua66e\ue000-\uf8ff\ufe00-\ufe1f\ufe30-\uffff\U0001f000-\U0010ffff]"
    )
    return re.compile(f"{mark}{mark}{{{MOST_MARKS},}}+")


@cache
def _invisible() -> re.Pattern[str]:
    """A character that is hidden or doubtful (group 1), or one that would be and is in its place."""
    return re.compile(f"(?:{_PERMITTED})|([{CONTROL}{_HIDDEN}{_DOUBTFUL}])")


@cache
def _any_of(inside: str) -> re.Pattern[str]:
    return re.compile(f"[{inside}]")


def is_beyond_doubt(text: str) -> bool:
    """Whether `text` has no fault, told in microseconds; where this is False, `find_fault` has to look."""
    if text.isascii() and text.isprintable():
        return True
    if _unusual().search(text) is None:
        return True
    # Step by step, none of which is ever taken back. A pattern could say so (`*+`), but up to Python 3.11.4 it does not
    # match what it should then (https://github.com/python/cpython/issues/106052).
    step, place = _honest(), 0
    while place < len(text):
        taken = step.match(text, place)
        if taken is None or taken.end() == place:
            return False
        place = taken.end()
    return _piles().search(text) is None


def find_fault(text: str) -> Fault | None:
    """The first thing in `text` that is an error; where there is none, the first that is in doubt."""
    if is_beyond_doubt(text):
        return None
    errors: list[Fault] = []
    doubts: list[Fault] = []
    for faults in (_invisible_faults(text), _stacked_faults(text), map(_mixed_fault, mixed_words(text))):
        for fault in faults:
            if fault.code != DOUBT:
                errors.append(fault)
                break
            if not doubts or fault.start < doubts[-1].start:
                doubts.append(fault)
    return min(errors or doubts, key=lambda fault: fault.start, default=None)


def _invisible_faults(text: str) -> Iterator[Fault]:
    # A mark of direction has its use wherever there is text from right to left, a blank in a picture made of Braille.
    in_place = _DIRECTION_MARKS if _any_of(_RIGHT_TO_LEFT).search(text) else ""
    in_place += _BRAILLE_BLANK if _any_of("\u2801-\u28ff").search(text) else ""
    for found in _invisible().finditer(text):
        character = found[1]
        if character and character not in in_place:
            code, words, hint = _words_for(text, found.start())
            yield Fault(code, *found.span(), words.format(_named(character)), hint)


_DELETE: Final = "Delete it."
# What is said of the first kind that a character is of.
_INVISIBLE_WORDS: Final = (
    (f"[{CONTROL}]", "control-character", "Here is a control character ({}) that nobody can see.", _DELETE),
    (
        f"[{_TURNING}]",
        "hidden-character",
        "This ({}) turns the order of the text around it, unseen.",
        _DELETE,
    ),
    (f"[{_DIRECTION_MARKS}]", "hidden-character", "This ({}) is only for text from right to left.", _DELETE),
    ("\ufffd", DOUBT, "Here stands a sign ({}) for a letter that was lost.", "Type that letter again."),
    (
        "[\ufe0e\ufe0f](?![\ufe00-\ufe0f])",
        DOUBT,
        "This ({}) is left over from an emoji; nobody can see it.",
        _DELETE,
    ),
    (f"[{_DOUBTFUL}]", DOUBT, "Most people see an empty box here ({}).", "Say it in words, or leave it out."),
    ("", "hidden-character", "Here is a character ({}) that nobody can see.", _DELETE),
)


def _words_for(text: str, place: int) -> tuple[str, str, str]:
    """Code, message and hint for the character at `place`, which must not stand there."""
    code, words, hint = next(said for kind, *said in _INVISIBLE_WORDS if re.compile(kind).match(text, place))
    return code, words, hint


def _named(character: str) -> str:
    name = unicodedata.name(character, "").lower()
    return f"U+{ord(character):04X}, {name}" if name else f"U+{ord(character):04X}"


def _stacked_faults(text: str) -> Iterator[Fault]:
    for found in _piles().finditer(text):
        kinds = "".join(unicodedata.category(character)[0] for character in found[0])
        for marks in re.finditer("M+", kinds):
            start, end = found.start() + marks.start(), found.start() + marks.end()
            count = end - start
            low = len(_any_of(_LOW_MARKS).findall(text, start, end))
            if low > MOST_MARKS or count > MOST_OWN_MARKS:
                message = f"Here are {count} marks on one letter."
                hint = f"Keep those that the word needs: up to {MOST_MARKS if low > MOST_MARKS else MOST_OWN_MARKS}."
                yield Fault("stacked-marks", max(0, start - 1), end, message, hint)


def _mixed_fault(mixed: MixedWord) -> Fault:
    word = mixed.word if len(mixed.word) <= 40 else f"{mixed.word[:37]}…"
    message = (
        f'"{word}" mixes {" and ".join(mixed.scripts)} letters: its {mixed.odd} is {mixed.odd_script} '
        f"(U+{ord(mixed.odd):04X})."
    )
    if mixed.is_doubt:
        return Fault(DOUBT, mixed.start, mixed.end, message, "If that is meant, all is well.")
    return Fault(
        "mixed-scripts", mixed.start, mixed.end, message, "Type the whole word again on one keyboard."
    )


def browser_rules() -> dict[str, Any]:
    """The same rules for the form in the browser, with patterns as JavaScript writes them; `assets/join/hidden.js`
    goes by them, and a test holds the two to the same verdicts."""
    patterns = {
        "invisible": f"(?:{_PERMITTED})|([{CONTROL}{_HIDDEN}{_DOUBTFUL}])".replace("}+", "}"),
        "rightToLeft": f"[{_RIGHT_TO_LEFT}]",
        "directionMarks": f"[{_DIRECTION_MARKS}]",
        "brailleBlank": f"[{_BRAILLE_BLANK}]",
        "lowMarks": f"[{_LOW_MARKS}]",
    }
    kinds = [f"^(?:{kind})" for kind, *_ in _INVISIBLE_WORDS]
    characters = (chr(point) for point in range(0x20, 0x10000))
    hidden = [
        character
        for character in characters
        if _any_of(f"{CONTROL}{_BMP_HIDDEN}{_BMP_DOUBTFUL}").match(character)
    ]
    return {
        **{name: in_javascript(pattern) for name, pattern in patterns.items()},
        "kinds": [in_javascript(kind) for kind in kinds],
        "mostMarks": MOST_MARKS,
        "mostOwnMarks": MOST_OWN_MARKS,
        "names": {
            f"{ord(each):04X}": name for each in hidden if (name := unicodedata.name(each, "").lower())
        },
    }
