"""`sameboat match`: one member's lists, for a person and for a program."""

import json

import pytest

pytestmark = pytest.mark.usefixtures("three")


@pytest.fixture
def three(community, profile):
    """Ada helps Bo, Bo helps Cy, Cy helps Ada; Ada and Cy value the same; Di takes a pause."""
    return community({
        "ada": profile("Ada", can_help_with=[{"topic": "maths"}], want_help_with=[{"topic": "git"}]),
        "bo": profile(
            "Bo", values=["humour"], can_help_with=[{"topic": "sourdough"}], want_help_with=[{"topic": "maths"}]
        ),
        "cy": profile("Cy", can_help_with=[{"topic": "git"}], want_help_with=[{"topic": "sourdough"}]),
        "di": profile("Di", availability="paused"),
    })  # fmt: skip


def test_a_person_reads_who_and_why(run):
    result = run("match", "ada")
    assert result.exit_code == 0
    assert result.stdout.split("\n\n") == [
        "In the same boat\n  Cy (cy): you both value Curiosity; can help you with Git without tears",
        "You could help\n  Bo (bo): you could help with Maths without fear",
        "Could help you\n  Cy (cy): can help you with Git without tears; you both value Curiosity",
        (
            "Rings, in which everybody gives and everybody gets\n  you help Bo with Maths without fear; "
            "Bo helps Cy with Sourdough that rises; Cy helps you with Git without tears\n"
        ),
    ]


def test_a_program_reads_slugs(run):
    result = run("match", "ada", "--format", "json")
    cy = {
        "handle": "cy",
        "reasons": [{"kind": "gets", "slug": "git"}, {"kind": "value", "slug": "curiosity"}],
    }
    assert json.loads(result.stdout) == {
        "handle": "ada",
        "peers": [cy],
        "helpees": [{"handle": "bo", "reasons": [{"kind": "gives", "slug": "maths"}]}],
        "helpers": [cy],
        "mutual": [],
        "rings": [{"handles": ["ada", "bo", "cy"], "topics": ["maths", "sourdough", "git"]}],
    }


def test_a_slip_in_a_handle_is_answered_with_the_right_one(run):
    result = run("match", "adda")
    assert result.exit_code == 1
    assert "Did you mean ada?" in result.stderr


def test_who_takes_a_pause_is_told_so(run):
    result = run("match", "di")
    assert result.exit_code == 1
    assert "di is taking a pause" in result.stderr


def test_who_suits_nobody_hears_what_would_help(community, profile, run):
    community({"ada": profile()})
    result = run("match", "ada")
    assert result.exit_code == 0
    assert result.stdout.startswith("Nobody yet.")


def test_a_broken_schema_is_said_and_nothing_else(community, profile, run):
    community({"ada": profile()}, schema={"member.schema.json": "{"})
    result = run("match", "ada")
    assert result.exit_code == 1
    assert "json-syntax" in result.stdout
