"""Real people's profiles: nobody's honest text is refused."""

from __future__ import annotations

import pytest

from sameboat.checking import Community, check_community


@pytest.fixture(scope="module")
def checked(repository):
    root = repository.parent / "shared" / "corpora" / "biodrop-community"
    if not root.is_dir():
        pytest.skip(f"there is no {root}; these people's profiles are not part of the repository")
    return check_community(Community.at(root / "members", root / "schema", root))


def test_every_real_person_is_a_member(checked):
    refused = [
        f"{problem.path}:{problem.line}:{problem.column} {problem.code}: {problem.message}"
        for problem in checked.problems
        if problem.severity == "error"
    ]
    assert refused == []
    assert len(checked.profiles) == checked.checked > 300


def test_hardly_anybody_is_asked_to_look_again(checked):
    assert {problem.code for problem in checked.problems} <= {"outer-space"}
    assert len(checked.problems) <= checked.checked / 30
