"""Text as people write it: the same folding, slugs and shuffles on the page as here."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sameboat.text import (
    Folding,
    as_slug,
    first_letter,
    fold,
    shuffle_key,
    shuffle_key_of_number,
    stable_hash,
)

VECTORS = Path(__file__).parents[1] / "vectors"
FOLDED = json.loads((VECTORS / "fold.json").read_text(encoding="utf-8"))
SHUFFLE = json.loads((VECTORS / "shuffle.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("text", "folded"), FOLDED)
def test_text_is_folded_as_the_vectors_say(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(("text", "folded"), FOLDED)
def test_folding_what_is_folded_changes_nothing(text, folded):
    assert fold(fold(text)) == folded


@pytest.mark.parametrize(("text", "folded"), FOLDED)
def test_what_was_folded_before_makes_no_difference(text, folded):
    letters = unicodedata.normalize("NFKD", text).translate(Folding())
    assert letters.split() == folded.split()


@given(st.text())
def test_any_text_folds_to_words_parted_by_one_space(text):
    folded = fold(text)
    assert folded == " ".join(folded.split())
    assert folded == folded.lower()


@given(st.text(st.characters(codec="ascii")))
def test_case_and_space_never_matter_in_ascii(text):
    assert fold(text) == fold(text.upper()) == fold(f"  {text}\n") == fold(text.replace(" ", "-"))


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("CV review", "cv-review"),
        ("cv_review", "cv-review"),
        ("Cv-Review", "cv-review"),
        ("  CV -- review! ", "cv-review"),
        ("C++", "c-plus-plus"),
        ("C#", "c-sharp"),
        ("R&D", "r-and-d"),
        ("café", "cafe"),
        ("CI/CD", "ci-cd"),
        ("don't", "don-t"),
        ("русский язык", "русскии-язык"),
        ("日本語", "日本語"),
        ("2nd job", "2nd-job"),
        ("🍞", ""),
        ("???", ""),
        ("", ""),
    ],
)
def test_a_slug_is_what_its_writer_would_have_written(text, slug):
    assert as_slug(text) == slug


@given(st.from_regex(r"\A[a-z0-9]+(-[a-z0-9]+)*\Z"))
def test_a_slug_is_its_own_slug(slug):
    assert as_slug(slug) == slug


@pytest.mark.parametrize(
    ("text", "letter"),
    [
        ("Ada", "a"),
        ("zoë", "z"),
        ("Łukasz", "l"),
        ("Ångström", "a"),
        ("Øystein", "o"),
        ("Þórður", "t"),
        ("ⓘ", "i"),
        ("'Ada'", "a"),
        ("  ada", "a"),
        ("Ｚ", "z"),
        ("Иван", "other"),
        ("名前", "other"),
        ("نور", "other"),
        ("Αλέξης", "other"),
        ("7 of 9", "other"),
        ("🍞", "other"),
        ("", "other"),
        ("👩\u200d💻 Zoë", "z"),
    ],
)
def test_an_index_has_the_letters_from_a_to_z_and_one_place_for_all_others(text, letter):
    assert first_letter(text) == letter


@pytest.mark.parametrize(("text", "number"), SHUFFLE["hashes"])
def test_the_hash_is_that_of_the_vectors(text, number):
    assert stable_hash(text) == number


@pytest.mark.parametrize("order", SHUFFLE["orders"], ids=lambda order: order["day"])
def test_the_shuffle_of_a_day_is_that_of_the_vectors(order):
    shuffled = sorted(order["handles"], key=lambda handle: (shuffle_key(order["day"], handle), handle))
    assert shuffled == order["shuffled"]


@pytest.mark.parametrize("order", SHUFFLE["numbers"], ids=lambda order: order["day"])
def test_the_shuffle_of_numbers_is_that_of_the_vectors(order):
    numbers = range(order["count"])
    shuffled = sorted(numbers, key=lambda number: shuffle_key_of_number(order["day"], number))
    assert shuffled == order["shuffled"]


@given(st.text(max_size=20))
def test_a_hash_has_32_bits(text):
    assert 0 <= stable_hash(text) < 1 << 32
