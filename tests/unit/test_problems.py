"""A problem is a value with a place: sorted by it, and told by it."""

from __future__ import annotations

from random import Random

import pytest

from sameboat.problems import Problem, Span, errors, json_pointer, span_after, split_lines


def problem(path="a.yml", line=1, column=1, severity="error", **parts):
    given = {
        "end_line": line,
        "end_column": column,
        "pointer": "",
        "code": "too-long",
        "message": "",
        **parts,
    }
    return Problem(path, line, column, severity=severity, **given)


def test_problems_are_sorted_by_file_and_place():
    ordered = [
        problem("a.yml", 2, 9),
        problem("a.yml", 10, 1),
        problem("b.yml", 1, 1),
        problem("b.yml", 1, 2),
    ]
    shuffled = Random(3).sample(ordered, len(ordered))  # noqa: S311 - the same order every time
    assert sorted(shuffled) == ordered


def test_how_it_could_be_mended_makes_no_problem_another():
    assert problem(mend="x") == problem(mend="y")
    assert sorted([problem(mend=None), problem(mend="x")])


def test_a_warning_is_no_error():
    assert errors([problem(), problem(severity="warning")]) == [problem()]


@pytest.mark.parametrize(
    ("pointer", "written"),
    [((), ""), (("a", 0, "b"), "/a/0/b"), (("a/b", "c~d"), "/a~1b/c~0d"), (("",), "/"), (("~1",), "/~01")],
)
def test_a_pointer_is_written_as_rfc_6901_has_it(pointer, written):
    assert json_pointer(pointer) == written


def test_lines_end_where_editors_and_yaml_end_them_and_nowhere_else():
    assert split_lines("a\r\nb\rc\n\nd\u2028e\x0bf\x85g") == ["a", "b", "c", "", "d\u2028e\x0bf\x85g"]
    assert split_lines("") == [""]


def test_a_place_is_counted_in_characters():
    assert span_after("é\r\n🍞", 3) == Span(2, 2, 2, 5)
    assert span_after("", 0) == Span(1, 1, 1, 1)
