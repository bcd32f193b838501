"""Safe mends, written into files: whole or not at all, and nowhere else."""

from __future__ import annotations

import os
import stat

import pytest

from sameboat.checking import Community
from sameboat.fixing import fix_community, replace_file

WRONG = "name: Bo\nvalues: [Curiosity]  # mine\ncan_help_with:\n  - topic: CV review\n"
RIGHT = "name: Bo\nvalues: [curiosity]  # mine\ncan_help_with:\n  - topic: cv-feedback\n"


@pytest.fixture
def made(make_community, profile):
    return make_community({"ada": profile("Ada"), "bo": WRONG}).root


def community_in(root):
    return Community.at(root / "members", root / "schema", root)


def everything(root):
    return {path.name: path.read_bytes() for path in (root / "members").iterdir() if path.is_file()}


def test_what_is_beyond_doubt_is_mended_and_told(made):
    before = everything(made)
    done, left = fix_community(community_in(made))
    assert [(problem.path, problem.code, problem.line) for problem in done] == [
        ("members/bo.yml", "alias", 2),
        ("members/bo.yml", "alias", 4),
    ]
    assert left.problems == ()
    assert everything(made) == {**before, "bo.yml": RIGHT.encode()}


def test_a_second_run_changes_nothing(made):
    fix_community(community_in(made))
    before = everything(made), (made / "members" / "bo.yml").stat().st_mtime_ns
    assert fix_community(community_in(made))[0] == ()
    assert (everything(made), (made / "members" / "bo.yml").stat().st_mtime_ns) == before


def test_only_named_files_are_mended(made):
    (made / "members" / "cy.yml").write_text(WRONG)
    done, left = fix_community(community_in(made), [made / "members" / "cy.yml"])
    assert {problem.path for problem in done} == {"members/cy.yml"}
    assert (left.checked, left.problems) == (1, ())
    assert everything(made)["bo.yml"] == WRONG.encode()


def test_what_is_left_is_told_with_its_place_in_the_mended_file(made):
    (made / "members" / "bo.yml").write_text(WRONG + "tagine: x\ntagline: y\n")
    done, left = fix_community(community_in(made))
    assert len(done) == 2
    assert [(problem.code, problem.line) for problem in left.problems] == [("unknown-key", 5)]


def test_a_mended_file_keeps_its_permissions(made):
    path = made / "members" / "bo.yml"
    path.chmod(0o640)
    fix_community(community_in(made))
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_mend_is_never_written_through_a_link(made, tmp_path):
    target = tmp_path / "target.yml"
    target.write_text(WRONG)
    (made / "members" / "cy.yml").symlink_to(target)
    done, left = fix_community(community_in(made))
    assert {problem.path for problem in done} == {"members/bo.yml"}
    assert target.read_text() == WRONG
    assert [problem.code for problem in left.problems] == ["unreadable"]


def test_a_link_under_a_name_that_one_could_guess_is_not_written_through(made, tmp_path):
    target = tmp_path / "target"
    target.write_text("precious")
    for name in (".bo.yml.new", ".bo.yml.tmp", "bo.yml.new", ".bo.yml.swp"):
        (made / "members" / name).symlink_to(target)
    fix_community(community_in(made))
    assert target.read_text() == "precious"
    assert (made / "members" / "bo.yml").read_text() == RIGHT


def test_what_is_no_profile_by_its_kind_or_name_is_left_alone(made):
    (made / "members" / "Cy.yaml").write_text(WRONG)
    (made / "members" / "di.yml").mkdir()
    os.mkfifo(made / "members" / "ev.yml")
    done, left = fix_community(community_in(made))
    assert {problem.path for problem in done} == {"members/bo.yml"}
    assert (made / "members" / "Cy.yaml").read_text() == WRONG
    assert {problem.code for problem in left.problems} == {"bad-file-name", "unreadable"}


def test_with_a_broken_schema_nothing_is_mended(made):
    (made / "schema").mkdir()
    (made / "schema" / "topics.yml").write_text("- a\n")
    done, left = fix_community(community_in(made))
    assert (done, left.schema) == ((), None)
    assert everything(made)["bo.yml"] == WRONG.encode()


def test_a_file_that_cannot_be_replaced_stays_whole_and_leaves_nothing_behind(tmp_path, monkeypatch):
    from pathlib import Path

    path = tmp_path / "bo.yml"
    path.write_text(WRONG)

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="No space left"):
        replace_file(path, b"new")
    assert [each.name for each in tmp_path.iterdir()] == ["bo.yml"]
    assert path.read_text() == WRONG
