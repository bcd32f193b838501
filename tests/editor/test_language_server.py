"""What an editor offers and says while somebody writes a profile, by the language server that most of them use."""

import json

import pytest

from sameboat.schema import read_schema
from sameboat.writing import MODELINE

pytestmark = pytest.mark.xdist_group("language-server")

PROFILE = """\
name: Ada
values: [curiosity]
can_help_with:
  - topic: cv-feedback
    how: chat
availability: open
"""


@pytest.fixture(scope="module")
def code(editor, repository):
    """An editor with the settings that this repository brings."""
    return editor(json.loads((repository / ".vscode" / "settings.json").read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def plain(editor):
    """An editor that knows nothing of this repository but what stands in a file."""
    return editor({})


def offered(editor, text, place):
    """Slug → documentation of what is offered where `place` starts in `text`."""
    before = text[: text.index(place)]
    items = editor.complete(editor.open(text), before.count("\n"), len(before) - before.rfind("\n") - 1)
    return {item["label"]: item["documentation"]["value"] for item in items}


def places(opened):
    """Line and character, both counted from 0, of what is marked in an open file."""
    starts = [problem["range"]["start"] for problem in opened.problems]
    return [(start["line"], start["character"]) for start in starts]


@pytest.mark.parametrize(("place", "kind"), [("cv-feedback", "topics"), ("curiosity", "values")])
def test_every_term_is_offered_with_its_label_and_description(code, place, kind, repository):
    schema, _ = read_schema(repository / "schema", "schema")
    terms = schema.vocabularies[kind].terms
    documentation = offered(code, PROFILE, place)
    assert list(documentation) == list(terms)
    for slug, term in terms.items():
        assert documentation[slug].replace("\\", "") == f"**{term.label}**\n\n{term.description}"


def test_a_choice_of_the_schema_is_offered_with_its_label(code):
    assert offered(code, PROFILE, "chat")["shout-out"] == "**by passing the word on**"


def test_a_wrong_slug_is_marked_where_it_stands(code):
    opened = code.open(PROFILE.replace("cv-feedback", "cv-feedbak"))
    assert places(opened) == [(3, 11)]
    assert "Value is not accepted" in opened.problems[0]["message"]


def test_an_unknown_key_is_marked_where_it_stands(code):
    assert places(code.open(PROFILE + "tagine: Bakes bread\n")) == [(6, 0)]


def test_the_members_of_this_repository_have_nothing_marked(code, repository):
    for path in (repository / "members").glob("*.yml"):
        assert code.open(path.read_text(encoding="utf-8")).problems == []


def test_files_that_are_no_profiles_are_left_alone(code):
    assert code.open("anything: goes\n", "docs").problems == []


def test_the_first_line_that_we_write_is_enough_for_any_editor(plain):
    wrong = PROFILE.replace("cv-feedback", "cv-feedbak")
    assert places(plain.open(wrong)) == []
    assert places(plain.open(MODELINE + wrong)) == [(4, 11)]
    assert "code-review" in offered(plain, MODELINE + PROFILE, "cv-feedback")
