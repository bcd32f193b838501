"""`sameboat check`: who is looked at, what comes out, and how it ends."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

WRONG_TOPIC = """\
name: Ada
values: [curiosity]
can_help_with:
  - topic: cv-feedbak
"""
WARNED = {"friends": ["nobody-here"]}
SAMEBOAT = Path(sys.executable).with_name("sameboat")


def paths_of(result):
    return sorted({problem["path"] for problem in json.loads(result.stdout)["problems"]})


def test_it_ends_well_where_all_is_well(community, run, profile):
    community({"ada": profile()})
    result = run("check")
    assert (result.exit_code, result.stdout) == (0, "1 profile checked, all well.\n")


def test_it_ends_with_1_where_there_is_an_error(community, run):
    community({"ada": WRONG_TOPIC})
    result = run("check")
    assert result.exit_code == 1
    assert result.stdout.startswith(
        'members/ada.yml:4:12: error unknown-topic: "cv-feedbak" is not a topic. Did you mean cv-feedback (CV feedback)?\n'
        "    4 |   - topic: cv-feedbak\n"
        "      |            ^^^^^^^^^^\n"
        "\n"
        "1 profile checked: 1 error.\n"
        "All topics: "
    )
    assert result.stdout.endswith("What a code means: sameboat explain unknown-topic\n")


def test_a_warning_alone_is_told_and_ends_well(community, run, profile):
    community({"ada": profile(**WARNED)})
    result = run("check")
    assert result.exit_code == 0
    assert "warning unknown-friend" in result.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["members/nobody.yml"],
        ["--format", "xml"],
        ["--members", "nowhere"],
        ["--manual-url", "javascript:alert(1)"],
        ["--manual-url", "https://a.example/> [x]"],
        ["--wrong"],
    ],
)
def test_it_ends_with_2_where_it_was_used_wrongly(community, run, profile, arguments):
    community({"ada": profile()})
    result = run("check", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Error: " in result.stderr


def test_a_named_file_is_not_reddened_by_somebody_elses(community, run, profile):
    community({"ada": WRONG_TOPIC, "grace": profile("Grace"), "eve": "name: [", "mallory": "\x00"})
    result = run("check", "members/grace.yml", "--format", "json")
    assert (result.exit_code, paths_of(result)) == (0, [])
    assert json.loads(result.stdout)["checked"] == 1
    both = run("check", "members/grace.yml", "members/ada.yml", "--format", "json")
    assert (both.exit_code, paths_of(both)) == (1, ["members/ada.yml"])


def test_a_named_file_may_have_friends_who_are_not_named(community, run, profile):
    community({"ada": profile(friends=["grace"]), "grace": "broken: ["})
    result = run("check", "members/ada.yml")
    assert (result.exit_code, result.stdout) == (0, "1 profile checked, all well.\n")


def test_a_named_file_of_the_schema_widens_the_check_to_everybody(community, run, repository):
    topics = (repository / "schema" / "topics.yml").read_text(encoding="utf-8")
    community({"ada": WRONG_TOPIC, "eve": "name: ["}, schema={"topics.yml": topics})
    result = run("check", "schema/topics.yml", "--format", "json")
    assert (result.exit_code, paths_of(result)) == (1, ["members/ada.yml", "members/eve.yml"])
    assert "All topics: schema/topics.yml\n" in run("check", "schema/topics.yml").stdout


def test_a_broken_vocabulary_is_told_even_where_only_a_member_is_named(community, run, profile):
    community({"ada": profile()}, schema={"topics.yml": "cv-feedback: [\n"})
    result = run("check", "members/ada.yml", "--format", "json")
    assert (result.exit_code, paths_of(result)) == (1, ["schema/topics.yml"])


def test_other_folders_can_be_named(community, run, profile):
    made = community()
    made.write("people/ada.yml", profile())
    made.write("people/eve.yml", WRONG_TOPIC)
    result = run("check", "--members", "people", "--schema", "rules", "--format", "json")
    assert (result.exit_code, paths_of(result)) == (1, ["people/eve.yml"])


def test_json_says_how_many_were_checked_and_every_part_of_a_problem(community, run):
    community({"ada": WRONG_TOPIC})
    report = json.loads(run("check", "--format", "json").stdout)
    assert report == {
        "checked": 1,
        "problems": [
            {
                "path": "members/ada.yml",
                "line": 4,
                "column": 12,
                "end_line": 4,
                "end_column": 22,
                "pointer": "/can_help_with/0/topic",
                "code": "unknown-topic",
                "severity": "error",
                "message": '"cv-feedbak" is not a topic.',
                "hint": "Did you mean cv-feedback (CV feedback)?",
            }
        ],
    }


def test_github_gets_commands_and_adds_to_the_summary_of_its_job(community, run, monkeypatch, tmp_path):
    community({"ada": WRONG_TOPIC})
    result = run("check", "--format", "github")
    assert result.exit_code == 1
    assert result.stdout.startswith(
        "::error file=members/ada.yml,line=4,endLine=4,col=12,endColumn=22,title=unk"
    )
    summary = tmp_path / "summary.md"
    summary.write_text("# Before\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    assert run("check", "--format", "github", "--manual-url", "https://a.example/m").stdout == result.stdout
    text = summary.read_text(encoding="utf-8")
    assert text.startswith("# Before\n## Sameboat\n")
    assert "- 4:12 **error** [unknown-topic](<https://a.example/m/problems.html#unknown-topic>): `" in text


def test_no_other_format_touches_the_summary(community, run, monkeypatch, tmp_path):
    community({"ada": WRONG_TOPIC})
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    for form in ("text", "json", "sarif"):
        run("check", "--format", form)
    assert not (tmp_path / "summary.md").exists()


def test_sarif_comes_out_whole(community, run):
    community({"ada": WRONG_TOPIC})
    result = run("check", "--format", "sarif", "--manual-url", "https://a.example/m")
    (results,) = [run["results"] for run in json.loads(result.stdout)["runs"]]
    assert (result.exit_code, [each["ruleId"] for each in results]) == (1, ["unknown-topic"])
    assert "https://a.example/m/problems.html#unknown-topic" in result.stdout


def test_a_report_never_quotes_what_a_link_leads_to(community, run, tmp_path):
    made = community()
    secret = tmp_path / "secret"
    secret.write_text("name: hunter2\n", encoding="utf-8")
    for name in ("ada.yml", "Eve.yml"):
        (made.root / "members" / name).symlink_to(secret)
    result = run("check")
    assert result.exit_code == 1
    assert "hunter2" not in result.stdout


def test_a_pipe_called_like_a_profile_does_not_stall_it(community, run):
    made = community()
    for name in ("ada.yml", "Eve.yml"):
        os.mkfifo(made.root / "members" / name)
    result = run("check", "--format", "text")
    assert (result.exit_code, result.stdout.count(" error ")) == (1, 2)


@pytest.mark.parametrize("form", ["text", "github", "json", "sarif"])
def test_a_file_name_that_is_no_text_is_told_in_every_format(community, run, form, profile):
    made = community({"ada": profile()})
    name = os.fsencode(made.root / "members") + b"/\xff\x1b[31m.yml"
    Path(os.fsdecode(name)).write_text(WRONG_TOPIC, encoding="utf-8")
    result = run("check", "--format", form)
    assert result.exit_code == 1
    assert "bad-file-name" in result.stdout
    assert "\x1b" not in result.stdout


def test_as_a_process_it_takes_little_and_tells_all(community, profile):
    community({"ada": WRONG_TOPIC, "grace": profile("Grażyna")})
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run([SAMEBOAT, "check"], capture_output=True, text=True, env=environment, check=False)
    assert (done.returncode, done.stderr) == (1, "")
    assert "2 profiles checked: 1 error." in done.stdout


@pytest.mark.parametrize(("no_color", "is_coloured"), [("", True), ("1", False)])
def test_on_a_terminal_it_is_coloured_unless_somebody_would_rather_not(community, no_color, is_coloured):
    community({"ada": WRONG_TOPIC})
    ours, theirs = pty.openpty()
    try:
        environment = {**os.environ, "NO_COLOR": no_color, "TERM": "xterm", "COLUMNS": "60"}
        done = subprocess.run([SAMEBOAT, "check"], stdout=theirs, env=environment, check=False)
        os.close(theirs)
        shown = os.read(ours, 1 << 16).decode()
    finally:
        os.close(ours)
    assert done.returncode == 1
    assert ("\x1b[31m" in shown) is is_coloured
    assert "cv-feedbak" in shown


# What a site or a photo needs; checking a file with nothing wrong in it needs none of these.
HEAVY = {"asyncio", "babel", "idna", "jinja2", "markdown", "markdown_it", "mkdocs", "nh3", "PIL", "rapidfuzz"}


@pytest.mark.parametrize("arguments", [["--help"], ["check", "members/ada.yml"]])
def test_it_starts_without_loading_what_it_does_not_need(community, profile, arguments):
    community(
        {
            "ada": profile(
                timezone="Europe/Warsaw", languages=["pl"], say_hi={"url": "https://ada.example.org/"}
            )
        }
    )
    script = f"""
import sys
from sameboat.cli import main
try:
    main({arguments!r}, standalone_mode=False)
except SystemExit as end:
    assert not end.code
print("loaded:", *sorted({{name.partition(".")[0] for name in sys.modules}}))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.partition("loaded: ")[2].split())
    assert "sameboat" in loaded
    assert not loaded & HEAVY
