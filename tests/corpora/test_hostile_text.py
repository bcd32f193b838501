"""Text that was collected to break things, in every place of a profile and as whole files."""

from __future__ import annotations

import json

import pytest

from sameboat.documents import SourceFile, read_document
from sameboat.mends import mend_profile
from sameboat.profiles import check_document
from sameboat.schema import packaged_schema, read_schema
from sameboat.writing import write_profile

SCHEMA, _ = read_schema(packaged_schema(), "schema")


@pytest.fixture(scope="module", params=["blns.json", "xss-payload-list.txt"])
def strings(request, repository):
    path = repository.parent / "shared" / "corpora" / "hostile-text" / request.param
    if not path.is_file():
        pytest.skip(f"there is no {path}; these texts are not part of the repository")
    if path.suffix == ".json":
        return json.loads(path.read_text(encoding="utf-8"))
    return path.read_text(encoding="utf-8").split("\n")


@pytest.fixture
def check(is_inside):
    """Checks a file; whatever is wrong with it is a problem with words and a place inside it."""

    def check(content: bytes):
        document = read_document(SourceFile("members/ada.yml", content))
        data, problems = check_document(document, SCHEMA)
        assert (data is None) == any(problem.severity == "error" for problem in problems)
        for problem in problems:
            assert is_inside(problem, content), (problem, content)
            assert problem.message
            assert "This is not YAML that can be read" not in problem.message, (problem, content)
        return document, problems

    return check


def everywhere(text):
    return {
        "name": text,
        "tagline": text,
        "values": ["curiosity"],
        "can_help_with": [{"topic": "cv-feedback", "note": text}],
        "bio": text,
        "links": [{"url": text, "label": text}],
        "say_hi": {"url": f"https://example.org/{text}", "note": text},
    }


PLACES = {
    "/name", "/tagline", "/can_help_with/0/note", "/bio", "/links/0/url", "/links/0/label", "/say_hi/url",
    "/say_hi/note", "",
}  # fmt: skip


def test_each_text_in_each_place_is_taken_as_it_is_or_refused_in_its_place(strings, check):
    for text in strings:
        document, problems = check(write_profile(everywhere(text)))
        if document.data is not None:
            assert document.data == everywhere(text)
        assert {problem.pointer for problem in problems} <= PLACES, (text, problems)


def test_each_text_typed_without_quotes_has_problems_inside_the_file_at_most(strings, check):
    for text in strings:
        check(
            f"name: {text}\ntagline: x {text}\nvalues: [{text}]\ncan_help_with:\n  - {text}\nbio: |\n  {text}\n".encode()
        )
        check(f"{text}: {text}\n".encode())


def test_each_text_as_a_whole_file_has_problems_inside_the_file(strings, check):
    for text in strings:
        _, problems = check(text.encode())
        assert problems


def test_each_text_as_a_whole_file_in_another_encoding_has_problems_inside_the_file(strings, check):
    for text in strings:
        for encoding in ("latin-1", "utf-16", "utf-8-sig"):
            check(text.encode(encoding, "replace"))


def test_mending_a_profile_of_hostile_text_changes_nothing_but_what_it_says(strings):
    # Every seventh of the payloads: they differ in little that a mend could meet.
    for text in strings if len(strings) < 1_000 else strings[::7]:
        content = write_profile(everywhere(text))
        mended = mend_profile(SourceFile("members/ada.yml", content), SCHEMA)
        assert (mended.content == content) == (not mended.done), text
        assert mend_profile(SourceFile("members/ada.yml", mended.content), SCHEMA).done == ()
