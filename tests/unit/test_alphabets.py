"""A word in two alphabets is refused where it deceives, doubted where it may, and left alone where it is honest."""

from __future__ import annotations

import re
import sys
import unicodedata

import pytest

from sameboat.alphabets import LIKE_LATIN, SCRIPTS, mixed_words
from sameboat.confusables import skeleton

DECEPTIVE = {
    "pаypal": "а",
    "Сommunity": "С",
    "googlе": "е",
    "раypal": "р",
    "Ивaн": "a",
    "Oльга": "O",
    "Cергей": "C",
    "gοοgle": "ο",
    "Αlice": "Α",
    "Kαλημέρα": "K",
    "Ꭺlice": "Ꭺ",
    "ꓮlex": "ꓮ",
    "ⲟne": "ⲟ",
    "օne": "օ",
    "Տam": "Տ",
    "sсоping": "с",
    "Μоскoва": "Μ",
}
DOUBTFUL = [
    "ITшник",
    "Iван",
    "гIалгIай",
    "Украiна",
    "pαypal",
    "Zоё",
    "яndex",
    "ПрeвLет",
    "SMMагет",
    "pyթon",
    "λямбда",
    "Яρкий",
]
HONEST = [
    "SQLщик", "Webинар", "PRщиком", "DevOpsов", "kΩ", "μm", "ΔT", "πr", "θɪŋk", "IFNγ", "αX", "NFκB", "чăваш", "Ирæттæ",
    "Əлия", "Çăкăр", "Iɴᴅɪᴀ", "ΣX", "Ωmega", "AI研究", "Δtmax", "x̄", "µs",
]  # fmt: skip


@pytest.mark.parametrize(("word", "odd"), DECEPTIVE.items())
def test_a_word_that_deceives_is_found_with_the_letter_that_does(word, odd):
    (found,) = mixed_words(f"oh {word}!")
    assert not found.is_doubt
    assert (found.start, found.end, found.word, found.odd) == (3, 3 + len(word), word, odd)


@pytest.mark.parametrize("word", DOUBTFUL)
def test_a_word_that_shows_its_alphabets_is_doubted_at_most(word):
    assert all(found.is_doubt for found in mixed_words(word))


@pytest.mark.parametrize("word", HONEST)
def test_an_honest_mix_is_left_alone(word):
    assert list(mixed_words(word)) == []


@pytest.mark.parametrize(
    "text", ["PhD-студент", "Python'ом", "Иван Petrov", "C++/Си", "v2а", "C_си", "Go·код"]
)
def test_anything_but_a_letter_parts_two_words(text):
    assert list(mixed_words(text)) == []


def test_a_case_ending_is_a_doubt_where_the_text_is_cyrillic_and_an_error_where_it_is_not():
    (found,) = mixed_words("люблю Pythonа")
    assert found.is_doubt
    (found,) = mixed_words("I love Pythonа")
    assert not found.is_doubt


def test_marks_between_letters_do_not_part_a_word():
    (found,) = mixed_words("p\u0301а\u0301ypal")
    assert not found.is_doubt


@pytest.mark.parametrize("script", LIKE_LATIN)
def test_letters_that_nobody_can_tell_apart_look_alike_to_unicode_as_well(script):
    for letter, latin in LIKE_LATIN[script].items():
        # Unicode takes յ and ք for other letters, and goes by the small letter of these capitals.
        if letter not in "յքӀΒΝΥԼ":
            assert skeleton(letter) == skeleton(latin), letter


PHONETIC = re.compile("[\u1d26-\u1d2b\u2126\uab65]")


@pytest.mark.parametrize("script", SCRIPTS)
def test_the_letters_of_a_script_are_those_of_unicode(script):
    bre = pytest.importorskip(
        "backrefs.bre", reason="comes with mkdocs-material; it carries Unicode's scripts"
    )
    theirs = bre.compile(rf"\p{{Script: {script}}}")
    ours = re.compile(f"[{SCRIPTS[script]}]")
    for point in range(sys.maxunicode + 1):
        letter = chr(point)
        if (
            unicodedata.category(letter) in ("Lu", "Ll", "Lt", "Lo")
            and point < 0x10000
            and not PHONETIC.match(letter)
        ):
            assert bool(ours.match(letter)) == bool(theirs.match(letter)), f"U+{point:04X}"
