"""What GitHub gets: commands that it understands, as many as it shows, and a summary that fits."""

import pytest

from sameboat.annotations import SUMMARY_BYTES, escape_data, escape_property, job_summary, workflow_commands
from sameboat.codes import all_codes
from sameboat.problems import Problem


def problem(path="members/ada.yml", line=7, code="unknown-topic", end_line=None, message="Wrong."):
    span = (line, 5, end_line or line, 9)
    return Problem(path, *span, "/name", code, all_codes()[code].severity, message, "Mend it.")


def test_a_command_has_the_place_the_code_and_the_words():
    assert workflow_commands([problem()], 1).split("\n")[0] == (
        "::error file=members/ada.yml,line=7,endLine=7,col=5,endColumn=9,title=unknown-topic::Wrong. Mend it."
    )


def test_a_warning_is_a_warning():
    assert workflow_commands([problem(code="unknown-friend")], 1).startswith("::warning file=")


def test_a_place_over_several_lines_has_no_columns_since_github_takes_none():
    assert "line=7,endLine=9,title=" in workflow_commands([problem(end_line=9)], 1)


# The expected texts are those of `escapeData` and `escapeProperty` in GitHub's own toolkit.
@pytest.mark.parametrize(
    ("text", "data", "written"),
    [
        ("100 %", "100 %25", "100 %25"),
        ("a\r\nb", "a%0D%0Ab", "a%0D%0Ab"),
        ("a: b, c", "a: b, c", "a%3A b%2C c"),
        ("%0A", "%250A", "%250A"),
    ],
)
def test_data_and_properties_are_escaped_as_githubs_toolkit_does(text, data, written):
    assert escape_data(text) == data
    assert escape_property(text) == written


def test_ten_errors_and_ten_warnings_are_shown_and_the_rest_is_counted():
    problems = [problem(line=line) for line in range(1, 14)]
    problems += [problem(line=line, code="unknown-friend") for line in range(1, 12)]
    lines = workflow_commands(problems, 5).splitlines()
    assert [line.split(" ")[0] for line in lines[:20]] == ["::error"] * 10 + ["::warning"] * 10
    assert lines[20:] == [
        "GitHub shows ten of each; for 3 errors and 1 warning more, see the summary of this job.",
        "5 profiles checked: 13 errors and 11 warnings.",
    ]


def test_a_summary_lists_every_problem_by_file():
    assert job_summary([problem("b.yml"), problem("a.yml"), problem("a.yml", line=2)], 2) == (
        "## Sameboat\n\n2 profiles checked: 3 errors.\n"
        "\n### `a.yml`\n\n"
        "- 2:5 **error** unknown-topic: `Wrong. Mend it.`\n"
        "- 7:5 **error** unknown-topic: `Wrong. Mend it.`\n"
        "\n### `b.yml`\n\n"
        "- 7:5 **error** unknown-topic: `Wrong. Mend it.`\n"
    )


def test_a_summary_says_so_when_all_is_well():
    assert job_summary([], 2) == "## Sameboat\n\n2 profiles checked, all well.\n"


def test_a_code_leads_to_the_manual_where_its_address_is_known():
    for address in ("https://boat.example.org/manual", "https://boat.example.org/manual/"):
        link = "[unknown-topic](<https://boat.example.org/manual/problems.html#unknown-topic>)"
        assert link in job_summary([problem()], 1, address)


@pytest.mark.parametrize("room", [SUMMARY_BYTES, 5_000, 2_000])
def test_a_summary_fits_and_says_what_it_left_out(room):
    problems = [problem(f"members/ż{number:05}.yml", message="ż" * 60) for number in range(6_000)]
    summary = job_summary(problems, 6_000, room=room)
    assert len(summary.encode()) <= room
    told = summary.count("**error**")
    assert f"There is no room for {6_000 - told} errors more. `sameboat check` shows them.\n" in summary
    assert len(summary.encode()) > room - 1_500
