"""A slip in the syntax of YAML is said in words, on the character that is to be mended."""

from __future__ import annotations

import pytest

from sameboat.documents import SourceFile, read_document


def only_problem(text: str):
    file = SourceFile("members/ada.yml", text.encode())
    document = read_document(file)
    (problem,) = document.problems
    assert (document.file, problem.code, problem.path) == (file, "yaml-syntax", "members/ada.yml")
    return problem


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("a: b: c", (1, 5), "a colon inside text"),
        ("a: é\n  b: c", (2, 4), "a colon inside text"),
        ("a: b\n...\nc: d", (3, 1), "does not fit the ones above"),
        ("a: [b: c: d]", (1, 9), "a comma or a closing bracket"),
        ("a: ['b' c]", (1, 9), "a comma or a closing bracket"),
        ("a: [b:]", (1, 6), "a colon inside text"),
        ("a: {b: c", (1, 4), "A bracket that is opened here"),
        ("a: b\n" + "c" * 2000, (2, 1), "A key needs a colon"),
        ("a\nb: c", (2, 2), "a colon inside text"),
        ("a: b\nc\nd: e", (2, 1), "A key needs a colon"),
        ("a: b\nc", (2, 1), "A key needs a colon"),
        ("a:\n\tb: c", (2, 1), "a tab"),
        ("\ta: b", (1, 1), "a tab"),
        ("- a\n\t- b", (2, 1), "a tab"),
        ("a: |\n\tb", (2, 1), "a tab"),
        ("a: @b", (1, 4), "cannot start with this character"),
        ("a: `b`", (1, 4), "cannot start with this character"),
        ("a: %b", (1, 4), "cannot start with this character"),
        ("a: *", (1, 5), "cannot start with this character"),
        ("a: & b", (1, 5), "cannot start with this character"),
        ("a: !<b", (1, 7), "cannot start with this character"),
        ("a: !b!c d", (1, 4), "cannot start with this character"),
        ("a: ? b", (1, 4), "cannot start with this character"),
        ("%a\nb: c", (1, 3), "cannot start with a percent sign"),
        ("a: b\n%c", (2, 3), "cannot start with a percent sign"),
        ("a: 'b", (1, 4), "A quotation mark that is opened here"),
        ('a: "b\nc: d\n', (1, 4), "A quotation mark that is opened here"),
        ("a: 'b\n---\nc'", (1, 4), "A quotation mark that is opened here"),
        ("a: [b, c\nd: e\n", (1, 4), "A bracket that is opened here"),
        ("a: [", (1, 5), "a closing bracket"),
        ("a: [,]", (1, 5), "a closing bracket"),
        ("a: ]", (1, 4), "a bracket or a comma"),
        ("a: , b", (1, 4), "a bracket or a comma"),
        ('a: "\\d"', (1, 5), "A backslash"),
        ('a: "\\xg"', (1, 7), "A backslash"),
        ('a: "\\ud83d\\ude00"', (1, 7), "A backslash"),
        ("a:\n  b: c\n d: e", (3, 2), "does not fit the ones above"),
        ("a: 'b' c", (1, 8), "does not fit the ones above"),
        ("'a' b", (1, 5), "does not fit the ones above"),
        ("a: b\n- c", (2, 1), "does not fit the ones above"),
        ("- a\nb: c", (2, 1), "does not fit the list above"),
        ("a: - b", (1, 4), "A list cannot start here"),
        ("a: > b", (1, 6), "After | or >"),
        ("a: |0\n b", (1, 5), "After | or >"),
        ("? [a]\n: b", (1, 3), "used as a key"),
        ("a: {{ 7*7 }}", (1, 5), "used as a key"),
        ("a: b\n{c: d}: e", (2, 1), "used as a key"),
        ("[a: b, [c]: d]", (1, 8), "used as a key"),
    ],
)  # fmt: skip
def test_a_slip_in_the_syntax_is_said_in_words_where_it_is(text, place, words):
    problem = only_problem(text)
    assert (problem.code, problem.line, problem.column) == ("yaml-syntax", *place)
    assert words in problem.message
    assert problem.hint


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("a: @b", 4, 5),
        ("a: *", 5, 5),
        ("%\n", 2, 2),
        ("%\r\n", 2, 2),
        ("%\r", 2, 2),
        ("% ", 2, 3),
        ("a: 'b", 4, 5),
    ],
)
def test_a_slip_is_one_character_wide_unless_its_line_ends_there(text, start, end):
    problem = only_problem(text)
    assert (problem.line, problem.column, problem.end_line, problem.end_column) == (1, start, 1, end)


def test_what_nobody_has_found_words_for_is_said_in_those_of_the_parser(monkeypatch):
    from sameboat import syntax

    monkeypatch.setattr(syntax, "_WORDS", ())
    problem = only_problem("é: b\na: @b")
    assert (problem.code, problem.line, problem.column) == ("yaml-syntax", 2, 4)
    assert (
        problem.message == "This is not YAML that can be read (found character that cannot start any token)."
    )
    assert problem.hint == "Compare it with the lines around it."
