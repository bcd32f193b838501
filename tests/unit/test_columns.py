"""What reaches a terminal, and a mark that stands under the right place."""

from unicodedata import category, east_asian_width

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sameboat.columns import excerpt, named, printable

HONEST = [
    "José",
    "Иван Petrov",
    "名前",
    "نور",
    "👩‍💻 Zoë",
    "O'Brien-Ńdiaye",
    "می‌خواهم",
    "क्‍ष",
    "東京　です",
    "10 € – ça va",
]


@pytest.mark.parametrize("text", HONEST)
def test_honest_text_is_shown_as_it_is(text):
    assert printable(text) == text


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("\x1b[31mred", "�[31mred"),
        ("a\u202eb", "a�b"),
        ("a\u2066b\u2069", "a�b�"),
        ("two\r\nlines", "two��lines"),
        ("two\u2028lines\x85more", "two�lines�more"),
        ("\x9b31m", "�31m"),
        ("a\u200bb\u200dc", "a�b�c"),
        ("\U000e0041", "�"),
        ("\ud800", "�"),
        ("tab\there", "tab�here"),
        ("e" + "\u0301" * 5, "e" + "\u0301" * 3 + "��"),
        ("##[add-mask]x", "##�add-mask]x"),
        ("x ##vso[task.x]y", "x ##vso�task.x]y"),
    ],
)
def test_what_could_move_a_cursor_hide_text_or_command_a_log_is_replaced(hostile, shown):
    assert printable(hostile) == shown


@given(st.text(st.characters(codec=None)))
def test_what_is_printable_has_the_same_length_and_nothing_that_acts(text):
    shown = printable(text)
    assert len(shown) == len(text)
    assert not {"Cc", "Cs", "Zl", "Zp"} & {category(character) for character in shown}
    assert not set("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069") & set(shown)
    shown.encode()


def test_an_example_names_what_cannot_be_seen():
    assert named("a\u202eb\nc\x07") == "a<U+202E>b\nc<U+0007>"


def columns(text, place=0):
    """How many columns `text` takes from `place` on, for the characters that the tests below use."""
    for character in text:
        if character == "\t":
            place += 8 - place % 8
        elif not category(character).startswith("M"):
            place += 2 if east_asian_width(character) in "WF" else 1
    return place


@pytest.mark.parametrize(
    ("line", "place", "under"),
    [
        ("  - topic: cv review", "cv review", "           ^^^^^^^^^"),
        ("name: 名前 bad", "bad", "           ^^^"),
        ("name: e\u0301e\u0301 bad", "bad", "         ^^^"),
        ("name: 👩‍💻 bad", "bad", "         ^^^"),
        ("\tname: bad", "bad", "\t      ^^^"),
        ("name: 名前", "名前", "      ^^^^"),
        ("a\u202eb bad", "bad", "    ^^^"),
    ],
)
def test_a_mark_stands_under_its_place(line, place, under):
    start = line.index(place)
    shown = excerpt(line, start, start + len(place), 80)
    assert shown.gap + shown.mark == under


def test_an_empty_place_gets_a_mark_of_one_column():
    assert excerpt("name: Ada", 6, 6, 80) == ("name: Ada", " " * 6, "^")
    assert excerpt("name: Ada", 9, 9, 80) == ("name: Ada", " " * 9, "^")
    assert excerpt("", 5, 9, 80) == ("", "", "^")


@pytest.mark.parametrize("start", [0, 10, 150, 290, 299, 300])
def test_a_long_line_is_cut_around_the_place(start):
    line = "".join(chr(ord("a") + place % 26) for place in range(300))
    shown = excerpt(line, start, start + 3, 40)
    assert len(shown.line) <= 40
    assert len(shown.gap + shown.mark) <= 40
    seen = shown.line[len(shown.gap) :].rstrip("…")[: len(shown.mark)]
    assert line[start : start + 3].startswith(seen)
    assert shown.line.startswith("…") is (start > 30)
    assert shown.line.endswith("…") is (start < 280)


@given(
    st.text("ab 名\t\u0301", max_size=200),
    st.integers(0, 210),
    st.integers(0, 210),
    st.integers(20, 120),
    st.integers(0, 12),
)
def test_no_line_is_wider_than_its_room_and_every_mark_is_in_it(line, start, length, room, before):
    shown = excerpt(line, start, start + length, room, before)
    assert columns(shown.line, before) <= before + room
    assert columns(shown.gap, before) < before + room
    assert columns(shown.gap + shown.mark, before) <= before + room
    if start < len(line) and columns(line[start], 7) > 7:
        place = next(
            place
            for place in range(len(shown.line) + 1)
            if columns(shown.line[:place], before) >= columns(shown.gap, before)
        )
        assert shown.line[place].replace("\t", " ") in {line[start].replace("\t", " "), "\u0301"}
