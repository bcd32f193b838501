"""The commands as the workflows run them, against GitHub on the loopback."""

from datetime import date

import pytest
from click.testing import CliRunner

from sameboat.cli import main
from sameboat.github.stale import MARK, keep_issue, unconfirmed
from sameboat.profiles import Profile

from .conftest import ADA, MALLORY, WHOLE, profile
from .hub import NAME, TOKEN


@pytest.fixture
def checkout(tmp_path, monkeypatch, hub):
    """A checkout of main, as a workflow has it."""
    folder = tmp_path / "main"
    for path, content in WHOLE.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, encoding="utf-8")
    monkeypatch.chdir(folder)
    for name, value in {
        "GITHUB_API_URL": hub.address,
        "GITHUB_REPOSITORY": NAME,
        "GITHUB_TOKEN": TOKEN,
        "GITHUB_SERVER_URL": "https://github.com",
        "GITHUB_RUN_ID": "12",
        "GITHUB_OUTPUT": str(tmp_path / "output"),
        "SAMEBOAT_HEADS": "",
        "SAMEBOAT_QUEUED": "false",
    }.items():
        monkeypatch.setenv(name, value)
    (tmp_path / "output").touch()
    return folder


@pytest.fixture
def run(checkout):  # noqa: ARG001 - it stands in the checkout
    return lambda *arguments, **variables: CliRunner().invoke(main, arguments, env=variables)


def allow(checkout, text):
    (checkout / ".github/sameboat.yml").write_text(text, encoding="utf-8")


def test_a_first_job_decides_and_a_second_one_merges(checkout, hub, run, tmp_path):
    allow(checkout, "self_merge: edits\n")
    pull = hub.ask(ADA, {"members/ada-k.yml": profile("A")})

    first = run("gate", SAMEBOAT_HEADS=pull.head)
    assert (first.exit_code, pull.merged_at) == (0, None)
    assert (tmp_path / "output").read_text(encoding="utf-8") == f"heads={pull.head}\n"
    assert hub.status(pull)["target_url"] == f"https://github.com/{NAME}/actions/runs/12"

    second = run("gate", "--merge", SAMEBOAT_HEADS=pull.head)
    assert second.exit_code == 0, second.output
    assert pull.merged_at


def test_without_settings_no_second_job_is_asked_for(hub, run, tmp_path):
    hub.ask(ADA, {"members/ada-k.yml": profile("A")})
    done = run("gate")

    assert done.exit_code == 0
    assert (tmp_path / "output").read_text(encoding="utf-8") == "heads=\n"


def test_settings_with_mistakes_stop_the_gate(checkout, hub, run):
    allow(checkout, "self_merge: always\nknown_host: [x]\n")
    pull = hub.ask(ADA, {"members/ada-k.yml": profile("A")})
    done = run("gate", "--merge")

    assert done.exit_code == 1
    assert ".github/sameboat.yml:1" in done.output
    assert "known_host" in done.output
    assert pull.merged_at is None


def test_off_is_a_word_and_not_a_no(checkout, hub, run):
    allow(checkout, "self_merge: off\n")
    pull = hub.ask(ADA, {"members/ada-k.yml": profile("A")})

    assert run("gate", "--merge").exit_code == 0
    assert pull.merged_at is None


@pytest.mark.parametrize("head", ["main", "abc", "--merge", "x" * 40, "../../x"])
def test_a_head_is_a_hash(run, head):
    assert run("gate", SAMEBOAT_HEADS=head).exit_code == 2


def test_a_commit_in_the_queue_was_decided_on_before(hub, run):
    head = hub.tip()
    done = run("gate", SAMEBOAT_HEADS=head, SAMEBOAT_QUEUED="true")

    assert done.exit_code == 0
    assert hub.statuses[head][0]["state"] == "success"


def test_no_token_travels_in_the_open(run):
    done = run("gate", GITHUB_API_URL="http://api.example.org")

    assert done.exit_code == 1
    assert "no https address" in done.output


def test_a_run_that_github_does_not_answer_fails(hub, run):
    hub.trouble(r"/pulls$", lambda: (403, {"x-ratelimit-remaining": "0"}, {"message": "limit"}))
    done = run("gate")

    assert done.exit_code == 1
    assert "asks for a pause" in done.output


def test_owners_are_recorded_by_a_command(hub, run):
    hub.accept(hub.ask(MALLORY, {"members/mallory.yml": profile("M")}))
    done = run("owners")

    assert done.exit_code == 0, done.output
    assert hub.owners()["mallory"] == MALLORY.id
    assert "mallory now belongs to account 66." in done.output


def test_owners_stay_as_they_were_when_github_does_not_answer(hub, run):
    hub.trouble("/git/ref/heads/sameboat-owners", lambda: (401, {}, {"message": "Bad credentials"}))
    done = run("owners")

    assert done.exit_code == 1
    assert "stays as it was" in done.output


# Who has not confirmed their profile for a year.

TODAY = date(2026, 11, 22)
LONG_AGO, LATELY = 1_600_000_000, 1_790_000_000


def test_a_year_counts_from_the_month_somebody_confirmed_or_else_from_the_day_they_came():
    people = [
        Profile("a", {"confirmed": "2025-10"}),
        Profile("b", {"confirmed": "2025-11"}),
        Profile("c", {}),
        Profile("d", {}),
        Profile("e", {}),
        Profile("f", {"confirmed": "2019-01", "sample": True}),
        Profile("g", {"confirmed": "2026-11"}),
    ]

    found = unconfirmed(people, {"c": LONG_AGO, "d": LATELY, "g": LONG_AGO}, TODAY)

    assert found == [("2020-09", "c"), ("2025-10", "a")]


def test_there_is_one_issue_which_closes_when_everybody_has_confirmed(hub, repository):
    keep_issue(repository, [("2020-09", "c")])
    keep_issue(repository, [("2020-09", "c")])
    keep_issue(repository, [("2020-09", "c"), ("2021-01", "d")])
    [issue] = hub.issues
    assert (issue["state"], issue["body"].count("- `")) == ("open", 2)

    keep_issue(repository, [])
    assert (len(hub.issues), issue["state"]) == (1, "closed")


def test_nobody_is_asked_when_there_is_nobody_to_ask(hub, repository):
    assert "within a year" in keep_issue(repository, [])
    assert hub.issues == []


def test_a_thousand_names_are_told_and_the_rest_counted(hub, repository):
    keep_issue(repository, [("2020-01", f"m{number}") for number in range(1500)])

    assert "and 500 more" in hub.issues[0]["body"]
    assert len(hub.issues[0]["body"]) < 65_536


def test_an_issue_of_somebody_elses_with_our_mark_is_left_alone(hub, repository):
    hub.issues.append({"number": 9, "user": {"login": "mallory"}, "state": "open", "body": MARK})
    keep_issue(repository, [("2020-09", "c")])

    assert hub.issues[-1]["body"] == MARK


def test_the_yearly_question_is_asked_by_a_command(checkout, hub, run):
    old = WHOLE["members/ada-k.yml"] + "confirmed: 2020-01\n"
    (checkout / "members/ada-k.yml").write_text(old, encoding="utf-8")
    done = run("stale")

    assert done.exit_code == 0, done.output
    assert "`ada-k`, 2020-01" in hub.issues[0]["body"]
