"""A whole community, or the files that somebody changed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sameboat.checking import Community, check_community, members_to_check, shown_path

BROKEN = "name: Bo\nvalues: curiosity\n"


@pytest.fixture
def made(make_community, profile):
    """A community with Ada, who is fine, and Bo, who is not."""
    return make_community({"ada": profile("Ada"), "bo": BROKEN}).root


def community_in(root):
    return Community.at(root / "members", root / "schema", root)


def codes(checked):
    """File → codes of its problems."""
    found = {}
    for problem in checked.problems:
        found.setdefault(problem.path, []).append(problem.code)
    return found


def test_without_a_path_everybody_is_checked(made):
    checked = check_community(community_in(made))
    assert checked.checked == 2
    assert [profile.handle for profile in checked.profiles] == ["ada"]
    assert codes(checked) == {"members/bo.yml": ["missing-key", "wrong-type"]}
    assert checked.has_errors


def test_a_community_in_which_all_is_well_has_no_problems(make_community, profile):
    root = make_community({"ada": profile("Ada"), "bo": profile("Bo", friends=["ada"])}).root
    checked = check_community(community_in(root))
    assert (checked.checked, checked.problems, checked.has_errors) == (2, (), False)
    assert checked.schema is not None


def test_a_community_may_be_empty(make_community):
    checked = check_community(community_in(make_community({}).root))
    assert (checked.checked, checked.profiles, checked.problems) == (0, (), ())


def test_one_bad_file_never_reddens_anothers(made):
    checked = check_community(community_in(made), [made / "members" / "ada.yml"])
    assert (checked.checked, checked.problems) == (1, ())
    assert [profile.handle for profile in checked.profiles] == ["ada"]


def test_a_named_file_has_all_its_problems(made):
    checked = check_community(community_in(made), [made / "members" / "bo.yml"])
    assert codes(checked) == {"members/bo.yml": ["missing-key", "wrong-type"]}


def test_of_others_only_their_names_are_needed(make_community, profile, monkeypatch):
    root = make_community({"ada": profile("Ada", friends=["bo", "cy", "di", "xi"])}).root
    (root / "members" / "bo.yml").mkdir()
    os.mkfifo(root / "members" / "cy.yml")
    (root / "members" / "di.yml").symlink_to("/nowhere")
    opened = []
    real = os.open

    def open_and_note(path, *arguments, **options):
        opened.append(Path(path).name)
        return real(path, *arguments, **options)

    monkeypatch.setattr(os, "open", open_and_note)
    checked = check_community(community_in(root), [root / "members" / "ada.yml"])
    assert [(problem.code, problem.message) for problem in checked.problems] == [
        ("unknown-friend", "xi is not a member here.")
    ]
    assert set(opened) == {"ada.yml"}


def test_a_clash_with_the_name_of_another_file_is_told_though_only_one_is_named(made):
    (made / "members" / "Ada.yml").write_text("name: Ada\n")
    assert codes(check_community(community_in(made), [made / "members" / "Ada.yml"])) == {
        "members/Ada.yml": ["name-clash"]
    }


@pytest.mark.parametrize(
    "name", ["schema/topics.yml", "schema/member.schema.json", "schema/gone.yml", "schema"]
)
def test_a_path_in_the_schema_widens_the_check_to_everybody(made, repository, name):
    (made / "schema").mkdir()
    (made / "schema" / "topics.yml").write_bytes((repository / "schema" / "topics.yml").read_bytes())
    checked = check_community(community_in(made), [made / name, made / "members" / "ada.yml"])
    assert checked.checked == 2
    assert set(codes(checked)) == {"members/bo.yml"}


def test_taking_a_topic_out_breaks_those_who_have_it(make_community, profile):
    root = make_community(
        {"ada": profile("Ada"), "bo": profile("Bo", can_help_with=[{"topic": "bread"}])},
        schema={"topics.yml": "bread:\n  label: Bread\n"},
    ).root
    assert codes(check_community(community_in(root), [root / "schema" / "topics.yml"])) == {
        "members/ada.yml": ["unknown-topic"]
    }


def test_with_a_broken_schema_nothing_is_said_of_members(made):
    (made / "schema").mkdir()
    (made / "schema" / "topics.yml").write_text("- a\n")
    for named in ([], [made / "members" / "bo.yml"]):
        checked = check_community(community_in(made), named)
        assert (checked.schema, checked.profiles, checked.checked) == (None, (), 0)
        assert codes(checked) == {"schema/topics.yml": ["wrong-type"]}
        assert checked.has_errors


def test_a_file_named_twice_is_checked_once(made, monkeypatch):
    monkeypatch.chdir(made / "members")
    named = [made / "members" / "bo.yml", Path("bo.yml"), Path("../members/bo.yml")]
    checked = check_community(community_in(made), named)
    assert checked.checked == 1
    assert codes(checked) == {"members/bo.yml": ["missing-key", "wrong-type"]}


def test_a_file_elsewhere_counts_if_it_is_called_like_a_profile(made, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "draft.yml").write_text(BROKEN)
    (tmp_path / "notes.txt").write_text(BROKEN)
    checked = check_community(community_in(made), [Path("draft.yml"), Path("notes.txt"), made / "mkdocs.md"])
    assert codes(checked) == {"draft.yml": ["missing-key", "wrong-type"]}
    assert checked.checked == 1


@pytest.mark.parametrize("name", ["Bo.yml", "bo.yaml", ".bo.yml", "b o.yml"])
def test_a_named_file_of_a_wrong_name_is_told(made, name):
    (made / "members" / name).write_text(BROKEN)
    to_check = members_to_check(community_in(made), [made / "members" / name])
    assert [path.path.name for path in to_check.paths] == [name]
    checked = check_community(community_in(made), [made / "members" / name])
    assert {code for found in codes(checked).values() for code in found} <= {"name-clash", "bad-file-name"}
    assert checked.has_errors


def test_everybodys_handle_is_known_though_few_are_checked(made):
    to_check = members_to_check(community_in(made), [made / "members" / "ada.yml"])
    assert (list(to_check.handles), to_check.is_whole) == (["ada", "bo"], False)
    assert members_to_check(community_in(made), []).is_whole


def test_a_members_folder_behind_a_link_is_the_same_folder(made):
    (made / "people").symlink_to(made / "members")
    checked = check_community(community_in(made), [made / "people" / "bo.yml"])
    assert set(codes(checked)) == {"members/bo.yml"}


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
@pytest.mark.parametrize("processes", [1, 2])
def test_many_are_checked_the_same_by_one_process_and_by_two_and_progress_is_told(
    make_community, profile, monkeypatch, processes
):
    import threading

    monkeypatch.setattr(threading, "active_count", lambda: 1)
    members = {f"m{number:03}": profile(f"Member {number}") for number in range(401)}
    members |= {"m100": BROKEN, "m300": "name: [\n"}
    told = []
    checked = check_community(
        community_in(make_community(members).root), (), processes, lambda *progress: told.append(progress)
    )
    assert codes(checked) == {
        "members/m100.yml": ["missing-key", "wrong-type"],
        "members/m300.yml": ["yaml-syntax"],
    }
    assert [profile.handle for profile in checked.profiles] == sorted(set(members) - {"m100", "m300"})
    assert [total for _, _, total in told] == [401] * len(told)
    assert [done for _, done, _ in told][-1] == 401


def test_a_path_is_shown_as_one_would_write_it_from_where_one_stands(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert shown_path(tmp_path / "members" / "ada.yml", tmp_path) == "members/ada.yml"
    assert shown_path(Path("members"), Path()) == "members"
    assert shown_path(Path("/elsewhere/ada.yml"), tmp_path) == "/elsewhere/ada.yml"
