"""A fault in a text is placed on the character itself, whatever the text says and wherever it stands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sameboat.documents import SourceFile, read_document
from sameboat.hidden import DOUBT, find_fault
from sameboat.plain_text import text_problems
from sameboat.profiles import check_document
from sameboat.schema import read_schema
from sameboat.vocabulary import read_vocabulary

REPOSITORY = Path(__file__).parents[2]
CORPORA = REPOSITORY.parent / "shared" / "corpora"
needs_corpora = pytest.mark.skipif(
    not CORPORA.is_dir(), reason="the corpora lie beside the repository, not in it"
)


def problems_in(text):
    return list(text_problems(read_document(SourceFile("ada.yml", text.encode()))))


def places_in(text):
    return [(each.code, each.pointer, each.line, each.column, each.end_column) for each in problems_in(text)]


@pytest.mark.parametrize(
    "text",
    [
        "name: Ada",
        "name: José",
        "name: 名前 # 名前",
        "name: نور\n# \u200fنور",
        'name: "\\u00e9\\n"',
        'bio: "a\\nпривет"',
    ],
)
def test_an_honest_file_has_no_problem(text):
    assert problems_in(text) == []


PLACED = {
    "plain": ("tagline: x\nname: Ada\u202eadA # c", [("hidden-character", "/name", 2, 10, 11)]),
    "single quotes": ("name: 'it''s a\u200bb'", [("hidden-character", "/name", 1, 15, 16)]),
    "double quotes": ('name: "a\u200bb"', [("hidden-character", "/name", 1, 9, 10)]),
    "block": ("bio: |\n  one\n  two \u200b.\nname: x", [("hidden-character", "/bio", 3, 7, 8)]),
    "folded": ("bio: >-\n  one\n  two pаypal", [("mixed-scripts", "/bio", 3, 7, 13)]),
    "plain on two lines": ("bio: one\n  two\u2060 three\nname: x", [("hidden-character", "/bio", 2, 6, 7)]),
    "flow": ("a: [x, y\u200b, z]", [("hidden-character", "/a/1", 1, 9, 10)]),
    "an item": ("a:\n  - x\n  - b: Z\u0300\u0301\u0302\u0303", [("stacked-marks", "/a/1/b", 3, 8, 13)]),
    "a key": ("na\u200bme: Ada", [("hidden-character", "/na\u200bme", 1, 3, 4)]),
    "a key in two alphabets": ("nаme: Ada", [("mixed-scripts", "/nаme", 1, 1, 5)]),
    "the second of its kind": ("a: 1\u200d️⃣ 👩\u200d💻 x\u200d", [("hidden-character", "/a", 1, 5, 6)]),
    "after an honest one": ("a: 👩\u200d💻 x\u200d", [("hidden-character", "/a", 1, 9, 10)]),
    "one problem a text": ("a: x\u200b\u200b pаypal\nb: y\u200b", [("hidden-character", "/a", 1, 5, 6), ("hidden-character", "/b", 2, 5, 6)]),
    "an escape": ('a: x\nname: "Ad\\u200ba"', [("hidden-character", "/name", 2, 7, 18)]),
    "an escaped control character": ('name: "Ada\\u0007"', [("control-character", "/name", 1, 7, 18)]),
    "an escape of a terminal": ('name: "\\e[31mAda"', [("control-character", "/name", 1, 7, 18)]),
    "a line break of YAML 1.1": ('name: "a\\Lb"', [("control-character", "/name", 1, 7, 13)]),
    "letters spelt as escapes": ('name: "p\\u0430ypal"', [("mixed-scripts", "/name", 1, 7, 20)]),
    "only a doubt": ("name: Ada \uf8ff", [(DOUBT, "/name", 1, 11, 12)]),
    "a comment": ("# hi \u202e\nname: Ada", [("hidden-character", "", 1, 6, 7)]),
    "a comment after a value": ("name: é # \u2066x", [("hidden-character", "", 1, 11, 12)]),
    "a comment after a block": ("bio: |\n  x\n# \u200b\nname: x", [("hidden-character", "", 3, 3, 4)]),
    "a comment at the end": ("name: x\n\n  # pаypal", [("mixed-scripts", "", 3, 5, 11)]),
    "a comment in a file with escapes": ('a: "\\t"\n# \u200b', [("hidden-character", "", 2, 3, 4)]),
    "two comments": ("# \u200b\na: x\n# \u200b\u200b", [("hidden-character", "", 1, 3, 4), ("hidden-character", "", 3, 3, 4)]),
    "a mark excused by a comment only": ("name: Ada\u200f # שלום", [("hidden-character", "/name", 1, 10, 11)]),
    "a duplicate": ("a: x\na: y\u200b", [("hidden-character", "/a", 2, 5, 6)]),
    "windows line ends": ("a: é\r\nb: x\u200b\r\n", [("hidden-character", "/b", 2, 5, 6)]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PLACED.values(), ids=PLACED.keys())
def test_a_fault_is_placed_on_the_character_itself(text, expected):
    assert places_in(text) == expected


def test_a_file_that_could_not_be_read_has_its_own_problem_and_no_other():
    assert problems_in('name: "\u200b') == []


@given(st.text(alphabet=st.one_of(st.sampled_from("aяן 👩💻\u200b\u200d\u200f\ufe0f\u0301\u202e\\\"'#\n\x07"), st.characters(codec="utf-8")), max_size=30))  # fmt: skip
def test_a_text_has_a_problem_exactly_when_it_has_a_fault(text):
    document = read_document(SourceFile("ada.yml", f"a: {json.dumps(text, ensure_ascii=False)}".encode()))
    if isinstance(document.data, dict):
        fault = find_fault(document.data["a"])
        assert [problem.code for problem in text_problems(document)] == ([fault.code] if fault else [])


@pytest.fixture(scope="session")
def schema():
    found, problems = read_schema(REPOSITORY / "schema", "schema")
    assert not problems
    assert found is not None
    return found


def test_a_profile_with_a_hidden_character_is_refused(schema):
    text = "name: A\u200bda\nvalues: [curiosity]\ncan_help_with:\n  - topic: cv-feedback\n"
    data, problems = check_document(read_document(SourceFile("ada.yml", text.encode())), schema)
    assert data is None
    assert [(each.code, each.line, each.column) for each in problems] == [("hidden-character", 1, 8)]


def test_a_profile_with_a_doubt_is_published(schema):
    text = "name: Ada \uf8ff\nvalues: [curiosity]\ncan_help_with:\n  - topic: cv-feedback\n"
    data, problems = check_document(read_document(SourceFile("ada.yml", text.encode())), schema)
    assert data is not None
    assert [(each.code, each.severity) for each in problems] == [(DOUBT, "warning")]


@pytest.mark.parametrize(
    "entry",
    [
        "label: Care\u200b",
        "label: Care\n  description: It mаtters.",
        "label: Care\n  aliases: [x, y\u202e]",
        "label: Care # \u2067",
    ],
)
def test_labels_descriptions_and_aliases_of_a_vocabulary_are_looked_at_too(entry):
    _, problems = read_vocabulary("values", SourceFile("schema/values.yml", f"care:\n  {entry}\n".encode()))
    assert [each.code for each in problems] in (["hidden-character"], ["mixed-scripts"])


@needs_corpora
def test_real_peoples_profiles_have_no_fault():
    found = []
    paths = sorted((CORPORA / "biodrop-community").glob("*/*.yml"))
    assert len(paths) > 300
    for path in paths:
        document = read_document(SourceFile(path.name, path.read_bytes()), 1024 * 1024)
        found += text_problems(document)
    assert found == []


def hostile_strings():
    if not CORPORA.is_dir():
        return []
    naughty = json.loads((CORPORA / "hostile-text" / "blns.json").read_text(encoding="utf-8"))
    payloads = (CORPORA / "hostile-text" / "xss-payload-list.txt").read_text(
        encoding="utf-8", errors="replace"
    )
    return [*naughty, *payloads.splitlines()]


@needs_corpora
def test_hostile_text_raises_nothing_wherever_it_stands(schema):
    for text in hostile_strings():
        quoted = json.dumps(text, ensure_ascii=False)
        whole = f"name: {quoted}\ntagline: {quoted}\nbio: {quoted}\nvalues: [curiosity]\ncan_help_with: []\n# {text}\n"
        for content in (whole, text):
            document = read_document(SourceFile("ada.yml", content.encode("utf-8", "replace")))
            _, problems = check_document(document, schema)
            lines = content.splitlines() or [""]
            assert all(1 <= problem.line <= len(lines) + 1 for problem in problems)


@needs_corpora
def test_hostile_text_that_deceives_the_eye_is_refused():
    codes = {fault.code for text in hostile_strings() if (fault := find_fault(text))}
    assert codes >= {"hidden-character", "control-character", "stacked-marks"}
