"""The words of the search index, which Python and JavaScript have to cut in the same way."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sameboat.outputs.search_index.words import index_words, is_unspaced, joined_words, query_words
from sameboat.text import fold

FOLDER = Path(__file__).parents[1] / "vectors"
VECTORS = json.loads((FOLDER / "tokens.json").read_text(encoding="utf-8"))
JOINED = json.loads((FOLDER / "joined.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("text", "queried", "indexed"), VECTORS)
def test_text_is_cut_as_the_vectors_say(text, queried, indexed):
    assert query_words(text) == queried
    assert set(index_words(text)) == set(indexed)


@pytest.mark.parametrize(("text", "joined"), JOINED)
def test_words_between_hyphens_are_joined_as_the_vectors_say(text, joined):
    assert joined_words(text) == joined


@given(st.text(max_size=30))
def test_what_a_query_joins_is_found_without_its_hyphen(text):
    found = index_words(text)
    assert all(each in found for joined in joined_words(text).values() for each in joined)


@given(st.text(max_size=30))
def test_whoever_types_a_text_finds_it(text):
    found = set(index_words(text))
    assert all(any(word.startswith(typed) for word in found) for typed in query_words(text))


@given(st.text(max_size=30))
def test_a_word_is_never_empty_and_holds_no_space_or_sign(text):
    for word in (*query_words(text), *index_words(text)):
        assert word
        assert not set(word) & set(" '-+#")


@given(
    st.text(
        alphabet=st.characters(categories=("Lu", "Ll"), max_codepoint=0x24F, exclude_characters="ŉ"),
        min_size=1,
        max_size=12,
    )
)
def test_a_word_of_letters_is_its_folded_self(word):
    assert query_words(word) == fold(word).split()


def test_a_script_that_parts_no_words_is_known():
    assert [is_unspaced(word) for word in ("森", "はる", "ไท", "bread", "хлеб", "김")] == [True] * 3 + [
        False
    ] * 3
