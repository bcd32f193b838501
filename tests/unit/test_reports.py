"""Problems as text and as JSON; and that no format lets a stranger's text act."""

import json
import re
from pathlib import Path
from unicodedata import category

import pytest

from sameboat.annotations import job_summary, workflow_commands
from sameboat.codes import all_codes
from sameboat.problems import Problem
from sameboat.reports import json_report, lists_in_question, one_line, text_report
from sameboat.sarif import sarif_report
from sameboat.schema import read_schema


def problem(path="members/ada.yml", line=1, column=1, code="unknown-topic", **parts):
    end_column = parts.pop("end_column", column + parts.pop("length", 1))
    span = (line, column, parts.pop("end_line", line), end_column)
    pointer = parts.pop("pointer", "/name")
    return Problem(
        path, *span, pointer, code, all_codes()[code].severity, parts.pop("message", "Wrong."), **parts
    )


TOPIC = problem(
    line=7,
    column=12,
    length=9,
    pointer="/can_help_with/0/topic",
    message='"cv review" is not a topic.',
    hint="Did you mean cv-feedback (CV feedback)?",
)


def in_text(*problems, line="", **options):
    return text_report(problems, 3, lambda _: line, **options)


def test_a_problem_stands_over_its_line_with_a_mark_under_the_place():
    assert in_text(TOPIC, line="  - topic: cv review") == (
        'members/ada.yml:7:12: error unknown-topic: "cv review" is not a topic. Did you mean cv-feedback (CV feedback)?\n'
        "    7 |   - topic: cv review\n"
        "      |            ^^^^^^^^^\n"
        "\n"
        "3 profiles checked: 1 error.\n"
        "What a code means: sameboat explain unknown-topic\n"
    )


def test_files_are_parted_by_an_empty_line_and_sorted():
    report = in_text(problem("members/cy.yml"), problem("members/ada.yml", 9), problem("members/ada.yml", 2))
    places = [part.split(": ")[0] for part in report.split("\n")[:5]]
    assert places == ["members/ada.yml:2:1", "members/ada.yml:9:1", "", "members/cy.yml:1:1", ""]


def test_a_problem_of_a_whole_file_shows_no_line():
    for whole in (
        problem(pointer="", length=0, code="too-big"),
        problem(pointer="", code="missing-key", end_line=9, end_column=1),
    ):
        assert "|" not in in_text(whole, line="name: Ada")


def test_a_place_over_several_lines_is_marked_to_the_end_of_the_first():
    report = in_text(problem(column=5, end_line=3, pointer="/can_help_with/0"), line="  - note: hm")
    assert report.split("\n")[2] == "      |     ^^^^^^^^"


def test_a_line_that_is_too_long_for_the_terminal_is_cut():
    report = in_text(problem(column=300, length=3), line="x" * 500, width=60)
    assert max(map(len, report.split("\n")[1:3])) <= 60


@pytest.mark.parametrize(
    ("problems", "last"),
    [
        ([], "3 profiles checked, all well."),
        ([problem()], "3 profiles checked: 1 error."),
        ([problem(), problem(line=2)], "3 profiles checked: 2 errors."),
        ([problem(), problem(code="unknown-friend")], "3 profiles checked: 1 error and 1 warning."),
        (
            [problem(code="unknown-friend"), problem(line=2, code="unknown-friend")],
            "3 profiles checked: 2 warnings.",
        ),
    ],
)
def test_the_end_counts_errors_and_warnings(problems, last):
    assert last in in_text(*problems).split("\n")


def test_the_end_names_three_codes_at_most_and_errors_first():
    codes = ["unknown-friend", "alias", "bad-url", "too-long", "alias"]
    report = in_text(*(problem(line=line + 1, code=code) for line, code in enumerate(codes)))
    assert report.endswith("What a code means: sameboat explain alias bad-url too-long\n")


def test_the_end_says_what_can_be_mended():
    assert "1 of 2 can be mended for you: sameboat check --fix\n" in in_text(
        problem(mend="x"), problem(line=2)
    )
    assert "--fix" not in in_text(problem())


def test_the_end_says_where_a_list_can_be_read_once(repository):
    schema, _ = read_schema(repository / "schema", "schema")
    problems = [
        TOPIC,
        problem(pointer="/want_help_with/1/topic"),
        problem(pointer="/values/2", code="unknown-value"),
        problem(pointer="/same_boat/0", code="alias"),
        problem(pointer="/timezone", code="unknown-timezone"),
        problem(pointer="/tagine", code="unknown-key"),
    ]
    lists = lists_in_question(problems, schema)
    assert lists == {"topics": "schema/topics.yml", "values": "schema/values.yml"}
    assert in_text(*problems, lists=lists).count("All topics: schema/topics.yml\n") == 1
    assert lists_in_question(problems, None) == {}


def test_a_list_that_came_with_the_package_is_named_where_it_is(tmp_path):
    schema, _ = read_schema(tmp_path, "schema")
    where = Path(lists_in_question([TOPIC], schema)["topics"])
    assert "cv-feedback:" in where.read_text(encoding="utf-8")


def test_json_has_every_part_and_nothing_else():
    report = json.loads(json_report([problem("members/b.yml", mend="x"), TOPIC], 2))
    assert list(report) == ["checked", "problems"]
    assert report["checked"] == 2
    assert report["problems"][0] == {
        "path": "members/ada.yml",
        "line": 7,
        "column": 12,
        "end_line": 7,
        "end_column": 21,
        "pointer": "/can_help_with/0/topic",
        "code": "unknown-topic",
        "severity": "error",
        "message": '"cv review" is not a topic.',
        "hint": "Did you mean cv-feedback (CV feedback)?",
    }
    assert [each["path"] for each in report["problems"]] == ["members/ada.yml", "members/b.yml"]


HOSTILE = [
    "\x1b]0;owned\x07\x1b[2J",
    "\u202egnp.exe",
    "\u2066a\u2069",
    "::error file=a,line=1::fake",
    "\n::stop-commands::x",
    "\r::add-mask::e",
    "\u2028::add-mask::e",
    "##[add-matcher]evil.json",
    "%0A::error::fake",
    "[click](https://evil.example)",
    "![x](https://evil.example/x.png)",
    "<img src=x onerror=alert(1)>",
    "</code><script>alert(1)</script>",
    "https://evil.example www.evil.example a@evil.example",
    "@octocat #1 GH-1",
    "`a` ``b`` ```c",
    "`" * 200,
    "| a | b |\\|",
    "\\`*_{}[]()#+-.!",
    "{0} {{ }}",
    "\x00\x9b",
    "\udcff",
    "e" + "\u0301" * 300,
    "名前" * 100,
    " leading and trailing ",
]


def everywhere(text):
    return problem(
        f"members/{text}", line=2, message=f'"{text}" is wrong.', hint=f"Write {text}", pointer=f"/{text}"
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_does_nothing_in_a_terminal_or_in_its_log(text):
    hostile = everywhere(text)
    report = text_report([hostile], 1, lambda _: text)
    lines = [*report.split("\n"), one_line(hostile)]
    assert len(lines) <= 8
    for line in lines:
        assert not any(category(character) in {"Cc", "Cs", "Zl", "Zp"} for character in line)
        assert not re.search("[\u202a-\u202e\u2066-\u2069]", line)
        assert not line.lstrip().startswith("::")
        assert not re.search(r"##\w*\[", line)
    report.encode()


@pytest.mark.parametrize("path", ["::add-mask::e", " ::add-mask::e"])
def test_a_path_never_starts_a_line_like_a_command(path):
    assert not in_text(problem(path)).lstrip().startswith("::")
    assert not one_line(problem(path)).lstrip().startswith("::")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_through_json_unchanged_and_in_ascii(text):
    hostile = everywhere(text)
    report = json_report([hostile], 1)
    assert report.isascii()
    assert json.loads(report)["problems"][0]["message"] == hostile.message


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_gives_no_second_command_to_github(text):
    command, *others = workflow_commands([everywhere(text)], 1).split("\n")
    assert others == ["1 profile checked: 1 error.", ""]
    properties = command.removeprefix("::error ").partition("::")[0]
    assert [part.partition("=")[0] for part in properties.split(",")] == [
        "file", "line", "endLine", "col", "endColumn", "title",
    ]  # fmt: skip
    assert not any(category(character) in {"Cc", "Cs", "Zl", "Zp"} for character in command)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_makes_no_markup_in_a_summary(text):
    from markdown_it import MarkdownIt

    summary = job_summary([everywhere(text)], 1)
    summary.encode()
    tokens = MarkdownIt("commonmark").enable("table").parse(summary)
    assert {token.type for token in tokens} <= {
        "heading_open", "heading_close", "inline", "paragraph_open", "paragraph_close", "bullet_list_open",
        "bullet_list_close", "list_item_open", "list_item_close",
    }  # fmt: skip
    for token in tokens:
        for part in token.children or ():
            assert part.type in {"text", "code_inline", "strong_open", "strong_close"}
            assert part.type == "code_inline" or not re.search(r"[@#<\[`]|evil|::", part.content)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_makes_no_links_and_no_placeholders_in_sarif(text):
    report = sarif_report([everywhere(text)])
    assert report.isascii()
    message = json.loads(report)["runs"][0]["results"][0]["message"]["text"]
    assert "](" not in message
    assert not re.search(r"(?<!{){[^{]", message.replace("{{", ""))
    message.encode()
