"""Text as people write it: folding for search and sorting, and what cannot be seen."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Final

# Letters that Unicode does not decompose, as people type them without the right keyboard, and the Persian and Urdu
# forms of Arabic letters.
_ALIKE: Final = {
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h",
    "ŋ": "n", "ŧ": "t", "ĸ": "k", "ə": "e", "ɛ": "e", "ɔ": "o", "ɓ": "b", "ɗ": "d", "ɖ": "d", "ƙ": "k",
    "ƴ": "y", "ƒ": "f", "ς": "σ", "ґ": "г", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ہ": "ه",
}  # fmt: skip
# Marks that people leave off when they type: accents of Latin, Greek and Cyrillic, points of Hebrew and Arabic, the
# nukta of Devanagari, variation selectors. Not all of category M: the vowels of Devanagari, the tones of Thai and the
# voicing of kana are marks as well, and words collapse into each other without them.
_DROPPED: Final = (
    (0x0300, 0x036F), (0x0483, 0x0489), (0x0591, 0x05BD), (0x05BF, 0x05BF), (0x05C1, 0x05C2), (0x05C4, 0x05C5),
    (0x05C7, 0x05C7), (0x0610, 0x061A), (0x0640, 0x0640), (0x064B, 0x065F), (0x0670, 0x0670), (0x06D6, 0x06DC),
    (0x06DF, 0x06E4), (0x06E7, 0x06E8), (0x06EA, 0x06ED), (0x093C, 0x093C), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF),
    (0x20D0, 0x20FF), (0xFE00, 0xFE0F), (0xFE20, 0xFE2F), (0xE0100, 0xE01EF),
)  # fmt: skip


class Folding(dict[int, str]):
    """What each code point of a decomposed text becomes, worked out when it is first met."""

    def __missing__(self, point: int) -> str:
        self[point] = folded = "".join(_fold_letter(letter) for letter in chr(point).lower())
        return folded


def _fold_letter(letter: str) -> str:
    point, category = ord(letter), unicodedata.category(letter)
    if any(first <= point <= last for first, last in _DROPPED) or (category == "Cf" and point != 0x200B):
        return ""
    # The modifier apostrophes part words as the typewriter's does: Hawaiʻi and Hawai'i are one.
    if category[0] not in "LMN" or 0x02B9 <= point <= 0x02FF:
        return " "
    return _ALIKE.get(letter, letter)


_FOLDING: Final = Folding()


OTHER_LETTERS = "other"
"""Where names stand that start with no letter from a to z."""

# The first word of a letter's name in Unicode → ISO 15924; the scripts that people write their names in today.
_SCRIPTS = {
    "LATIN": "Latn", "GREEK": "Grek", "CYRILLIC": "Cyrl", "ARMENIAN": "Armn", "GEORGIAN": "Geor",
    "HEBREW": "Hebr", "ARABIC": "Arab", "SYRIAC": "Syrc", "THAANA": "Thaa", "NKO": "Nkoo",
    "ETHIOPIC": "Ethi", "TIFINAGH": "Tfng", "ADLAM": "Adlm", "DEVANAGARI": "Deva", "BENGALI": "Beng",
    "GURMUKHI": "Guru", "GUJARATI": "Gujr", "ORIYA": "Orya", "TAMIL": "Taml", "TELUGU": "Telu",
    "KANNADA": "Knda", "MALAYALAM": "Mlym", "SINHALA": "Sinh", "MEETEI": "Mtei", "OL": "Olck",
    "THAI": "Thai", "LAO": "Laoo", "TIBETAN": "Tibt", "MYANMAR": "Mymr", "KHMER": "Khmr",
    "MONGOLIAN": "Mong", "CHEROKEE": "Cher", "CANADIAN": "Cans", "HANGUL": "Hang", "HIRAGANA": "Hira",
    "KATAKANA": "Kana", "BOPOMOFO": "Bopo", "CJK": "Hani", "YI": "Yiii", "JAVANESE": "Java",
    "BALINESE": "Bali",
}  # fmt: skip


def fold(text: str) -> str:
    """`text` as search and sorting compare it: no case, accents or punctuation, words parted by one space.

    The JavaScript of the find page folds in the same way (`tests/vectors/fold.json` holds both to it).
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
    return " ".join(text.translate(_FOLDING).split())


_SIGNS = str.maketrans({"+": " plus ", "#": " sharp ", "&": " and "})


def as_slug(text: str) -> str:
    """`text` as a slug of it would be written: "CV review", "cv_review" and "Cv-Review" are all "cv-review"."""
    return fold(text.translate(_SIGNS)).replace(" ", "-")


@cache
def first_letter(text: str) -> str:
    """The letter under which `text` stands in an index from a to z; "other" for all other scripts and signs."""
    folded = fold(text)
    return folded[0] if folded and "a" <= folded[0] <= "z" else OTHER_LETTERS


def script_of(text: str) -> str:
    """The script of the first letter of `text`, as ISO 15924 codes it ("Cyrl"); "" of what is no letter or none we know."""
    letter = next(filter(str.isalpha, text), "")
    return _SCRIPTS.get(unicodedata.name(letter, "").partition(" ")[0], "") if letter else ""


def stable_hash(text: str) -> int:
    """32 bits of `text` that are the same on every machine and in JavaScript: FNV-1a over its UTF-8 bytes.

    Source of the constants: RFC 9923, "The FNV Non-Cryptographic Hash Algorithm".
    """
    key = 0x811C9DC5
    for byte in text.encode():
        key = (key ^ byte) * 0x01000193 & 0xFFFFFFFF
    return key


@cache
def handle_hash(handle: str) -> int:
    """The `stable_hash` of a handle, which a build asks for half a dozen times."""
    return stable_hash(handle)


def shuffle_key(day: str, handle: str) -> int:
    """The place of `handle` in the shuffle of `day` (YYYY-MM-DD)."""
    return stable_hash(f"{day}:{handle}")


def shuffle_key_of_number(day: str, number: int) -> int:
    """The place of member `number` in the shuffle of `day`, where a browser knows no handles.

    The last steps of MurmurHash3 scatter the numbers, which the hash of a text this short would not.
    """
    mixed = stable_hash(day) ^ (number + 1) * 0x9E3779B1 & 0xFFFFFFFF
    mixed = (mixed ^ mixed >> 16) * 0x85EBCA6B & 0xFFFFFFFF
    mixed = (mixed ^ mixed >> 13) * 0xC2B2AE35 & 0xFFFFFFFF
    return mixed ^ mixed >> 16
