"""What was probably meant, and whether it is beyond doubt."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sameboat.formats import checks
from sameboat.suggestions import closest, near_certain, suggest_for_format

KEYS = ["name", "pronouns", "tagline", "location", "can_help_with", "want_help_with", "bio", "links"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("tagine", "tagline"),
        ("Tagline", "tagline"),
        ("can-help-with", "can_help_with"),
        ("nmae", "name"),
        ("biography", None),
        ("employer", None),
        ("", None),
        ("🍞", None),
        ("link" + "s" * 100, None),
    ],
)
def test_what_is_near_enough_is_suggested(written, meant):
    assert closest(written, KEYS) == meant


def test_nothing_is_near_where_nothing_is_known():
    assert closest("name", []) is None


@pytest.mark.parametrize(
    ("key", "meant", "certain"),
    [
        ("tagine", "tagline", True),
        ("tagliine", "tagline", True),
        ("tahline", "tagline", True),
        ("taglien", "tagline", True),
        ("Tagline", "tagline", True),
        ("can help with", "can_help_with", True),
        ("Can-Help-With", "can_help_with", True),
        ("taglines!", "tagline", True),
        ("tglne", "tagline", False),
        ("bo", "bio", False),
        ("nam", "name", False),
        ("Bio", "bio", True),
        ("links", None, False),
    ],
)
def test_one_slip_of_the_finger_is_beyond_doubt_in_a_word_of_five_letters(key, meant, certain):
    assert near_certain(key, meant, {key: "x"}) == (meant if certain else None)


def test_nothing_is_certain_where_the_meant_key_stands_already():
    assert near_certain("tagine", "tagline", {"tagine": "a", "tagline": "b"}) is None


@pytest.mark.parametrize(
    ("name", "written", "words", "mend"),
    [
        ("https-url", "http://a.example.org/é", "Write https://a.example.org/é", "https://a.example.org/é"),
        ("https-url", "HTTP://a.example.org", "Write https://a.example.org", "https://a.example.org"),
        ("https-url", "http://localhost:8000", "Write https://localhost:8000", None),
        ("https-url", "http://ada:pw@a.example.org", "Write https://ada:pw@a.example.org", None),
        ("https-url", "a.example.org/notes", "Write https://a.example.org/notes", None),
        ("https-url", "my notes", "An address looks like", None),
        ("timezone", "europe/warsaw", "Write Europe/Warsaw.", "Europe/Warsaw"),
        ("timezone", "America/New York", "Write America/New_York.", "America/New_York"),
        ("timezone", "Warsaw", "Did you mean Europe/Warsaw?", None),
        ("timezone", "Europe/Warszaw", "Did you mean Europe/Warsaw?", None),
        ("timezone", "my own time", "Zones are named after cities", None),
        ("language", "EN", "Write en.", "en"),
        ("language", "pt_br", "Write pt-BR.", "pt-BR"),
        ("language", "ZH-hANT-tw", "Write zh-Hant-TW.", "zh-Hant-TW"),
        ("language", "english", "Did you mean en (English)?", None),
        ("language", "Polish", "Did you mean pl (Polish)?", None),
        ("language", "polski", "Did you mean pl (polski)?", None),
        ("language", "français", "Did you mean fr (français)?", None),
        ("language", "日本語", "Did you mean ja (日本語)?", None),
        ("language", "whatever you like", "Tags are short", None),
        ("handle", "@Grace", "the file name of a member", "grace"),
        ("handle", "Grace", "the file name of a member", "grace"),
        ("handle", "grace hopper", "the file name of a member", None),
        ("handle", "@Index", "the file name of a member", None),
        ("handle", "A" * 40, "the file name of a member", None),
        ("handle", "-a-", "the file name of a member", None),
        ("date", "30.6.2027", "", None),
    ],
)
def test_a_value_of_the_wrong_form_gets_a_word_of_advice(name, written, words, mend):
    suggestion = suggest_for_format(name, written)
    assert words in suggestion.hint
    assert suggestion.mend == mend


@given(st.sampled_from(sorted(checks())), st.text(max_size=40))
def test_what_may_be_written_in_place_is_well_formed_and_something_else(name, written):
    assume(not checks()[name](written))
    suggestion = suggest_for_format(name, written)
    if suggestion.mend is not None:
        assert checks()[name](suggestion.mend)
        assert suggestion.mend != written
