"""What `--fix` writes, and what it leaves alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sameboat.demo import generate
from sameboat.documents import SourceFile, read_document
from sameboat.mends import mend_profile
from sameboat.schema import packaged_schema, read_schema
from sameboat.writing import write_profile, write_scalar

SCHEMA, _ = read_schema(packaged_schema(), "schema")
assert SCHEMA is not None

REST = "values: [curiosity]\ncan_help_with:\n  - topic: cv-feedback\n"


def mended(text: str) -> str:
    return mend_profile(SourceFile("members/ada.yml", text.encode()), SCHEMA).content.decode()


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("name: Ada\nvalues: [Curiosity]", "name: Ada\nvalues: [curiosity]"),
        ("name: Ada\nvalues:\n  - 'Curiosity' # mine", "name: Ada\nvalues:\n  - curiosity # mine"),
        ('name: "Ada "', "name: Ada"),
        ('name: "Ada: B "', 'name: "Ada: B"'),
        ("tagine: Bread", "tagline: Bread"),
        ("Tagline: Bread", "tagline: Bread"),
        ("same-boat: []", "same_boat: []"),
        ("availability: Limited", "availability: limited"),
        ("timezone: europe/warsaw", "timezone: Europe/Warsaw"),
        ("languages: [EN, pt_br]", "languages: [en, pt-BR]"),
        ("say_hi: {url: http://a.example.org/}", "say_hi: {url: https://a.example.org/}"),
        ("friends: ['@Grace']", "friends: [grace]"),
    ],
)
def test_a_safe_mend_is_written_in_place(wrong, right):
    assert mended(wrong + "\n") == right + "\n"


def test_an_alias_becomes_its_slug():
    assert mended("can_help_with:\n  - topic: CV review\n    note: x\n") == (
        "can_help_with:\n  - topic: cv-feedback\n    note: x\n"
    )


def test_comments_order_and_all_other_lines_stay_as_they_are():
    text = (
        "# me\nvalues:   [ Curiosity ,  kindness]  # two\n\nname:    'Ada'\r\nbio: |\n  A\n\n  B\n"
        + REST[20:]
    )
    lines, after = text.split("\n"), mended(text).split("\n")
    assert [line for line, other in zip(lines, after, strict=True) if line != other] == [lines[1]]


@pytest.mark.parametrize(
    "text", ["tagine: a\ntagline: b\n", "nmae_of_cat: Tom\n", "values: [curiousness]\n", "bo: x\n"]
)
def test_what_is_in_doubt_is_left_alone(text):
    assert mended(text) == text


def test_a_byte_order_mark_is_taken_away():
    assert mended("\ufeffname: Ada\n") == "name: Ada\n"


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=30)
LINES = st.one_of(
    WORDS,
    st.sampled_from(
        [
            "Curiosity",
            "CV review",
            "http://a.example.org",
            "EN",
            "true",
            "no",
            "x: y",
            "# a",
            "- b",
            "[c",
            " d ",
        ]
    ),
)
FILES = st.dictionaries(
    st.one_of(st.sampled_from([*SCHEMA.source["properties"], "Name", "tagine", "vlaues", "a b"]), WORDS),
    st.one_of(LINES, st.lists(LINES, max_size=3), st.booleans(), st.fixed_dictionaries({"url": LINES})),
    max_size=6,
)


@given(FILES)
def test_mending_twice_changes_nothing_more(fields):
    once = mended(write_profile(fields).decode())
    assert mended(once) == once


@given(st.integers(0, 10_000))
def test_a_valid_file_is_left_as_it_is(seed):
    slugs = {name: list(vocabulary.terms) for name, vocabulary in SCHEMA.vocabularies.items()}
    (_, content), *_ = generate(1, seed, slugs)
    assert mend_profile(SourceFile("a", content), SCHEMA).content == content


@given(FILES)
def test_what_was_done_is_said(fields):
    content = write_profile(fields)
    after = mend_profile(SourceFile("a", content), SCHEMA)
    assert bool(after.done) == (after.content != content)


@given(FILES)
def test_what_is_written_reads_back_unchanged(fields):
    assert read_document(SourceFile("a", write_profile(fields))).data == (fields or {})


@given(WORDS)
def test_a_scalar_reads_back_unchanged_in_every_place(text):
    for frame in ("a: %s\n", "a: [%s, b]\n", "a:\n  - %s\n", "{a: %s}\n"):
        document = read_document(SourceFile("a", (frame % write_scalar(text)).encode()))
        value = document.data["a"]
        assert (value[0] if isinstance(value, list) else value) == text
