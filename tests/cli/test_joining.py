"""Joining in the terminal, and by what somebody wrote into the form on GitHub."""

import os
import pty
import subprocess
import sys

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from sameboat.cli import main
from sameboat.cli_joining import completer
from sameboat.documents import SourceFile, read_document
from sameboat.forge import Forge
from sameboat.github.issue_form import issue_form, read_issue, reply
from sameboat.joining import make_newcomer
from sameboat.problems import errors
from sameboat.profiles import check_document
from sameboat.questions import entry_line, questions
from sameboat.schema import packaged_schema, read_schema

SCHEMA, _ = read_schema(packaged_schema(), "schema")
GITHUB = Forge.of("https://github.com/you/boat", "main", "members")


def data_in(path):
    data, problems = check_document(read_document(SourceFile(str(path), path.read_bytes())), SCHEMA)
    assert not errors(problems)
    return data


@pytest.fixture
def ask(community):
    """Runs `sameboat new`, with lines typed one after the other."""
    made = community({"wanjiru": "name: W\n"})

    def ask(*lines, arguments=("new",)):
        done = CliRunner().invoke(main, list(arguments), input="\n".join(lines) + "\n")
        return done, made.root / "members"

    return ask


LEAST = ("Ada-K", "Ada Kowalska", "curiosity", "", "CV feedback", "Twice.", "", "", "")


def test_the_least_is_asked_and_written(ask):
    done, members = ask(*LEAST, "", "y")
    assert done.exit_code == 0, done.output
    assert data_in(members / "ada-k.yml") == {
        "name": "Ada Kowalska",
        "values": ["curiosity"],
        "can_help_with": [{"topic": "cv-feedback", "note": "Twice."}],
    }


def test_more_can_be_said_and_what_is_wrong_is_asked_again(ask):
    done, members = ask(*LEAST, "nonsense", "time zone", "Warsaw-ish", "europe/warsaw", "Say hi: Address", "ada.example.org", "https://ada.example.org/", "", "y")  # fmt: skip
    assert done.exit_code == 0, done.output
    assert "That is none of them" in done.output
    assert '"Warsaw-ish" is not the name of a time zone' in done.output
    data = data_in(members / "ada-k.yml")
    assert data["timezone"] == "Europe/Warsaw"
    assert data["say_hi"] == {"url": "https://ada.example.org/"}


def test_an_answer_that_is_needed_is_asked_for_until_it_comes(ask):
    done, members = ask("ada", "", "x" * 61, "Ada", "no such value", "", "humour", "", "", "cv-feedback", "", "", "", "", "", "y")  # fmt: skip
    assert done.exit_code == 0, done.output
    assert "A profile needs name." in done.output
    assert "name has 61 characters; there is room for 60." in done.output
    assert '"no such value" is not a value.' in done.output
    assert data_in(members / "ada.yml")["values"] == ["humour"]


@pytest.mark.parametrize("handle", ["wanjiru", "WANJIRU", "@Wanjiru"])
def test_nobodys_file_is_overwritten(ask, handle):
    done, members = ask(handle)
    assert done.exit_code == 1
    assert "is there already" in done.output
    assert (members / "wanjiru.yml").read_text() == "name: W\n"


def test_a_name_that_cannot_be_a_handle_is_refused_at_once(ask):
    done, _ = ask("../ada")
    assert done.exit_code == 1
    assert "cannot be a handle" in done.output


def test_nothing_is_written_without_a_yes(ask):
    done, members = ask(*LEAST, "", "n")
    assert done.exit_code == 1
    assert not (members / "ada-k.yml").exists()


GOOD = "name: Ada\nvalues: [curiosity]\ncan_help_with:\n- topic: cv-feedback\n"
JSON = '{"name": "Ada", "values": ["curiosity"], "can_help_with": [{"topic": "cv-feedback"}]}'


@pytest.mark.parametrize("text", [GOOD, JSON])
def test_a_file_can_answer_everything(ask, tmp_path, text):
    source = tmp_path / "mine"
    source.write_text(text)
    done, members = ask(arguments=("new", "ada", "--from", str(source)))
    assert done.exit_code == 0, done.output
    assert data_in(members / "ada.yml")["name"] == "Ada"
    again, _ = ask(arguments=("new", "ada", "--from", str(source)))
    assert again.exit_code == 1


def test_a_file_with_a_mistake_is_not_taken(ask, tmp_path):
    source = tmp_path / "mine"
    source.write_text(GOOD.replace("curiosity", "curiousity"))
    done, members = ask(arguments=("new", "ada", "--from", str(source)))
    assert done.exit_code == 1
    assert "unknown-value" in done.output
    assert not (members / "ada.yml").exists()


def test_the_tab_key_finds_a_word_by_any_of_its_names():
    complete = completer([("cv-feedback", ("CV feedback", "resume")), ("cycling", ())])
    assert [complete("c", n) for n in range(3)] == ["cv-feedback", "cycling", None]
    assert complete("Resu", 0) == "cv-feedback"
    assert complete("x", 0) is None


def test_the_tab_key_completes_in_a_real_terminal(community):
    pytest.importorskip("readline")
    made = community({"wanjiru": "name: W\n"})
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "sameboat", "new", "ada"]
    environment = {**os.environ, "TERM": "dumb"}
    with subprocess.Popen(
        command, cwd=made.root, stdin=slave, stdout=slave, stderr=slave, env=environment
    ) as done:
        os.close(slave)
        seen = b""

        def wait_for(words):
            nonlocal seen
            while words not in seen:
                seen += os.read(master, 1024)
            seen = b""

        for prompt, typed in (
            (b"Name:", "Ada\n"), (b"Values 1", "curi\t\n"), (b"Values 2", "\n"), (b"Topic 1", "cv-f\t\n"),
            (b"Note", "\n"), (b"How", "\n"), (b"Until", "\n"), (b"Topic 2", "\n"), (b"Which one", "\n"), (b"[Y/n]", "y\n"),
        ):  # fmt: skip
            wait_for(prompt)
            os.write(master, typed.encode())
        wait_for(b"Wrote")
        assert done.wait(timeout=30) == 0
    os.close(master)
    assert data_in(made.root / "members/ada.yml")["values"] == ["curiosity"]


def written(**answers):
    """An issue as GitHub writes it from the form."""
    form = yaml.safe_load(issue_form(SCHEMA))
    fields = [field for field in form["body"] if field["type"] != "markdown"]
    return "\n\n".join(
        f"### {field['attributes']['label']}\n\n{answers.get(field['id'].replace('-', '_'), '_No response_')}"
        for field in fields
    )


ISSUE = {
    "name": "Ada Kowalska",
    "values": "Curiosity, Changing your mind",
    "can_help_with": "- CV review: I read it twice: once as a friend.\r\n* python",
    "timezone": "europe/warsaw",
    "languages": "pl, pt-br",
    "ask_me_about": "Sourdough\nNight trains",
    "open_to": "Mentoring, Speaking somewhere",
    "links": "https://social.example.org/@ada Ada on the small web",
    "say_hi_url": "https://ada.example.org/hi/",
    "bio": "I learned *everything*.\n\n### Name\n\nis not my name",
    "availability": "Short on time just now",
    "friends": "@wanjiru",
    "visibility_ai": "no",
    "visibility_search_engines": "no",
}
MEANT = {
    "name": "Ada Kowalska",
    "values": ["curiosity", "changing-your-mind"],
    "can_help_with": [
        {"topic": "cv-feedback", "note": "I read it twice: once as a friend."},
        {"topic": "python"},
    ],
    "timezone": "Europe/Warsaw",
    "languages": ["pl", "pt-BR"],
    "ask_me_about": ["Sourdough", "Night trains"],
    "open_to": ["mentoring", "speaking"],
    "links": [{"url": "https://social.example.org/@ada", "label": "Ada on the small web"}],
    "say_hi": {"url": "https://ada.example.org/hi/"},
    "bio": "I learned *everything*.\n\n### Name\n\nis not my name",
    "availability": "limited",
    "friends": ["wanjiru"],
    "visibility": {"search_engines": False},
}


def test_an_issue_written_with_the_form_becomes_a_profile(community, run, tmp_path):
    made = community({"wanjiru": GOOD})
    issue = tmp_path / "issue.md"
    issue.write_text(written(**ISSUE), newline="")
    done = run("from-issue", issue, "--handle", "Ada-K")
    assert done.exit_code == 0, done.output
    assert data_in(made.root / "members/ada-k.yml") == MEANT
    again = run("from-issue", issue, "--handle", "ada-k")
    assert again.exit_code == 1
    assert "is there already" in again.output


def test_an_issue_with_mistakes_becomes_none_and_says_why(community, run, tmp_path):
    made = community({"wanjiru": GOOD})
    issue = tmp_path / "issue.md"
    issue.write_text(written(name="Ada", values="Curiosity", can_help_with="lion taming: bring a chair"))
    done = run("from-issue", issue, "--handle", "ada")
    assert done.exit_code == 1
    assert '"lion taming" is not a topic.' in done.output
    assert not (made.root / "members/ada.yml").exists()


def answered(run, tmp_path, text, handle="ada"):
    issue, answer = tmp_path / "issue.md", tmp_path / "answer.md"
    issue.write_text(text)
    done = run(
        "from-issue",
        issue,
        "--handle",
        handle,
        "--reply",
        answer,
        "--repo-url",
        "https://github.com/you/boat",
    )
    assert done.exit_code == 0, done.output
    return answer.read_text()


def test_the_answer_to_a_good_issue_opens_the_file(community, run, tmp_path):
    made = community({"wanjiru": GOOD})
    answer = answered(run, tmp_path, written(**ISSUE))
    assert "(https://github.com/you/boat/new/main?filename=members/ada.yml&value=" in answer
    assert "```yaml\n" in answer
    assert not (made.root / "members/ada.yml").exists()


def test_the_answer_to_a_bad_issue_names_what_to_mend(community, run, tmp_path):
    community({"wanjiru": GOOD})
    answer = answered(run, tmp_path, written(name="Ada", values="Curiosity", can_help_with="lion taming"))
    assert '- `"lion taming" is not a topic.' in answer
    assert "new/main" not in answer


def test_an_issue_about_something_else_gets_no_answer(community, run, tmp_path):
    community({"wanjiru": GOOD})
    assert answered(run, tmp_path, "I found a bug.\n\n### Steps\n\n1. …") == ""


def test_who_is_here_already_is_led_to_their_file(community, run, tmp_path):
    community({"wanjiru": GOOD})
    answer = answered(run, tmp_path, written(**ISSUE), "Wanjiru")
    assert "https://github.com/you/boat/edit/main/members/wanjiru.yml" in answer


HOSTILE = st.one_of(
    st.text(),
    st.lists(st.sampled_from(["### Name", "### Bio", "```", "````", "@everyone", "<img src=x>", "![x](y)", "a", "", "| x |", "`"])).map("\n".join),
)  # fmt: skip


@given(name=HOSTILE, note=HOSTILE, bio=HOSTILE, values=HOSTILE)
def test_an_answer_is_never_more_than_words_and_code(name, note, bio, values):
    text = written(name=name, values=values, can_help_with=f"cv-feedback: {note}", bio=bio)
    fields = read_issue(text, SCHEMA)
    newcomer = make_newcomer("ada", fields, SCHEMA, "members")
    said = reply(newcomer, GITHUB)
    plain = _without_code(said)
    assert "@everyone" not in plain
    assert "<img" not in plain
    assert "![" not in plain
    if newcomer.is_welcome:
        assert not errors(
            check_document(read_document(SourceFile("members/ada.yml", newcomer.content)), SCHEMA)[1]
        )


def _without_code(markdown):
    """What GitHub would read as Markdown: no blocks and no spans of code."""
    lines, fence = [], ""
    for line in markdown.split("\n"):
        if fence:
            fence = "" if line == fence else fence
        elif line.startswith("```"):
            fence = line.removesuffix("yaml")
        else:
            # A link's address is encoded; a span has no mark of its own inside.
            lines.append("".join(line.split("`")[::2]))
    assert not fence
    return "\n".join(lines)


def test_the_form_has_a_field_for_every_question():
    form = yaml.safe_load(issue_form(SCHEMA))
    fields = [field for field in form["body"] if field["type"] != "markdown"]
    asked = questions(SCHEMA)
    assert sorted(field["attributes"]["label"] for field in fields) == sorted(each.title for each in asked)
    assert len({field["id"] for field in fields}) == len(fields)
    assert [field["id"] for field in fields if "validations" in field] == ["name", "values", "can-help-with"]


def test_what_an_example_of_the_form_shows_is_understood():
    answers = {
        "-".join(each.path).replace("_", "-"): "\n".join(entry_line(each, item) for item in each.example)
        for each in questions(SCHEMA)
        if each.kind == "entries"
    }
    fields = read_issue(written(**{key.replace("-", "_"): value for key, value in answers.items()}), SCHEMA)
    assert fields["can_help_with"][0]["topic"] == "cv-feedback"
    assert fields["read_first"] == [
        {"url": "https://ada.example.org/notes/", "title": "Notes from the bench"}
    ]


def test_the_form_of_this_repository_is_fresh(repository):
    path = repository / ".github/ISSUE_TEMPLATE/join.yml"
    schema, _ = read_schema(repository / "schema", "schema")
    assert path.read_text(encoding="utf-8") == issue_form(schema), "run sameboat issue-form"


def test_a_stale_form_is_told(community, run, tmp_path):
    community({"wanjiru": GOOD})
    target = tmp_path / "join.yml"
    assert run("issue-form", target).exit_code == 0
    assert run("issue-form", target, "--check").exit_code == 0
    target.write_text("name: Join\n")
    assert run("issue-form", target, "--check").exit_code == 1
    assert target.read_text() == "name: Join\n"
