"""Every code's examples do what the manual says of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from sameboat.checking import Community, check_community
from sameboat.codes import Example, all_codes

WITH_FILES = [code for code in all_codes().values() if code.wrong.files]


def codes_of(example: Example, folder: Path) -> list[str]:
    for path, content in example.files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content.encode())
    (folder / "members").mkdir(exist_ok=True)
    community = Community.at(folder / "members", folder / "schema", folder)
    first = next(iter(example.files))
    return [problem.code for problem in check_community(community).problems if problem.path == first]


@pytest.mark.parametrize("code", WITH_FILES, ids=lambda code: code.id)
def test_a_wrong_example_gives_exactly_its_code(code, tmp_path):
    assert codes_of(code.wrong, tmp_path) == [code.id]


@pytest.mark.parametrize("code", [code for code in WITH_FILES if code.right.files], ids=lambda code: code.id)
def test_a_right_example_gives_no_problem(code, tmp_path):
    assert codes_of(code.right, tmp_path) == []


def test_every_code_has_a_reason_and_two_examples():
    for code in all_codes().values():
        assert code.title
        assert code.reason.strip()
        assert code.wrong.files or code.wrong.words
        assert code.right.files or code.right.words
