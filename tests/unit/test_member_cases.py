"""One file a case in `tests/members/`, with the problems it has beside it.

A file `<name>.expected` has a line `line:column code` for each problem, in order; without one there is no problem.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from sameboat.codes import all_codes
from sameboat.documents import SourceFile, read_document
from sameboat.mends import mend_profile
from sameboat.profiles import check_document
from sameboat.schema import packaged_schema, read_schema
from sameboat.writing import write_profile

CASES = Path(__file__).parents[1] / "members"
SCHEMA, _ = read_schema(packaged_schema(), "schema")
VALID, INVALID = (sorted((CASES / folder).glob("*.yml")) for folder in ("valid", "invalid"))
BETWEEN_FILES = {
    "ambiguous-name", "bad-file-name", "bad-schema", "bad-slug", "json-syntax", "missing-vocabulary", "name-clash",
    "same-say-hi", "similar-handle", "similar-name", "unknown-friend", "unknown-slug", "unreadable",
}  # fmt: skip

valid = pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
invalid = pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)


def read(path):
    return read_document(SourceFile(path.name, path.read_bytes()))


def check(path):
    return check_document(read(path), SCHEMA)


def expected(path) -> list[str]:
    beside = path.with_suffix(".expected")
    return beside.read_text(encoding="utf-8").splitlines() if beside.exists() else []


def lines(problems) -> list[str]:
    return [f"{problem.line}:{problem.column} {problem.code}" for problem in problems]


@valid
def test_a_valid_file_is_a_profile(path):
    data, problems = check(path)
    assert lines(problems) == expected(path)
    assert data is not None


@valid
def test_a_valid_profile_survives_writing_and_reading_unchanged(path):
    data, problems = check(path)
    again = check_document(read_document(SourceFile("a", write_profile(data))), SCHEMA)
    assert (again[0], [problem.code for problem in again[1]]) == (
        data,
        [problem.code for problem in problems],
    )


@pytest.mark.parametrize("path", [path for path in VALID if not expected(path)], ids=lambda path: path.stem)
def test_a_file_without_problems_is_not_mended(path):
    content = path.read_bytes()
    assert mend_profile(SourceFile(path.name, content), SCHEMA).content == content


@invalid
def test_an_invalid_file_has_its_problems_in_their_places(path, is_inside):
    data, problems = check(path)
    assert lines(problems) == expected(path)
    assert data is None
    assert all(is_inside(problem, path.read_bytes()) for problem in problems)


@invalid
def test_one_mistake_is_one_problem(path):
    count = len(expected(path))
    assert count > 3 if path.stem.startswith("many-mistakes") else count == 1


@invalid
def test_mending_an_invalid_file_leaves_only_problems_that_it_had(path):
    _, before = check(path)
    mended = mend_profile(SourceFile(path.name, path.read_bytes()), SCHEMA)
    _, after = check_document(read_document(SourceFile(path.name, mended.content)), SCHEMA)
    assert {problem.code for problem in after} <= {problem.code for problem in before}
    assert len(after) <= len(before)
    assert mend_profile(SourceFile(path.name, mended.content), SCHEMA).done == ()


def test_every_key_has_a_case_in_which_it_is_fine():
    def keys(value):
        if isinstance(value, dict):
            for key, part in value.items():
                yield key
                yield from keys(part)
        for part in value if isinstance(value, list) else ():
            yield from keys(part)

    def known(node):
        for key, part in node.get("properties", {}).items():
            yield key
            yield from known(part)
        yield from known(node["items"]) if "items" in node else ()

    assert {key for path in VALID for key in keys(read(path).data)} == set(known(SCHEMA.source))


def test_every_code_that_one_profile_can_have_has_a_case():
    found = {line.split()[1] for path in (*VALID, *INVALID) for line in expected(path)}
    alone = {code for code in all_codes() if code not in BETWEEN_FILES and not code.startswith("photo-")}
    assert found == alone


def test_every_list_of_expected_problems_stands_beside_a_file():
    assert {path.with_suffix(".yml") for path in CASES.rglob("*.expected")} <= {*VALID, *INVALID}
