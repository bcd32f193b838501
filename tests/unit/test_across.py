"""What only shows when members stand beside each other."""

from __future__ import annotations

import pytest

from sameboat.across import across
from sameboat.profiles import check_member, member_files, member_paths
from sameboat.schema import packaged_schema, read_schema

SCHEMA, _ = read_schema(packaged_schema(), "schema")


@pytest.fixture
def look(make_community, profile):
    """Looks across members (handle → fields, or text): (file, code, line, column) of each problem, sorted."""

    def look(members, named=None, *, is_whole=True):
        written = {
            handle: fields if isinstance(fields, str) else profile(**{"name": handle, **fields})
            for handle, fields in members.items()
        }
        folder = make_community(written).root / "members"
        names = member_files(folder)
        checked = [check_member(member, SCHEMA) for member in member_paths(folder, "members", names, named)]
        found = list(across(checked, [name.removesuffix(".yml") for name in names], is_whole=is_whole))
        assert {problem.severity for problem in found} <= {"warning"}
        return sorted(
            (problem.path.removeprefix("members/"), problem.code, problem.line, problem.column)
            for problem in found
        )

    return look


def test_people_who_have_nothing_in_common_are_left_alone(look):
    assert (
        look({"ada": {}, "bo": {"friends": ["ada"]}, "cy": {"say_hi": {"url": "https://cy.example.org"}}})
        == []
    )


def test_a_friend_who_is_not_here_is_a_warning_on_that_friend(look):
    text = "name: Ada\nvalues: [curiosity]\ncan_help_with: [{topic: cv-feedback}]\nfriends:\n  - bo\n  - zoe\n  - xi\n"
    assert look({"ada": text, "bo": {}}) == [
        ("ada.yml", "unknown-friend", 6, 5),
        ("ada.yml", "unknown-friend", 7, 5),
    ]


def test_oneself_is_no_friend_to_list(look):
    text = "name: Ada\nvalues: [curiosity]\ncan_help_with: [{topic: cv-feedback}]\nfriends: [bo, ada]\n"
    assert look({"ada": text, "bo": {}}) == [("ada.yml", "unknown-friend", 4, 15)]


def test_a_friend_with_a_broken_profile_is_a_friend(look):
    assert look({"ada": {"friends": ["bo"]}, "bo": "name: [\n"}) == []


def test_a_broken_profile_is_not_looked_at(look):
    assert look({"ada": "name: Ada\nfriends: [zoe]\nsay_hi: {url: https://a.example.org}\n"}) == []


def test_handles_that_look_alike_are_a_warning_on_both(look):
    assert look({"ada-1": {"name": "Ada"}, "ada-l": {"name": "Bo"}, "ada-x": {"name": "Cy"}}) == [
        ("ada-1.yml", "similar-handle", 1, 1),
        ("ada-l.yml", "similar-handle", 1, 1),
    ]


def test_handles_are_compared_with_all_others_even_if_one_file_is_looked_at(look):
    members = {"ada-1": {"name": "Ada"}, "ada-l": {"name": "Bo"}}
    assert look(members, {"ada-l.yml"}, is_whole=False) == [("ada-l.yml", "similar-handle", 1, 1)]


def test_two_files_for_one_handle_are_no_handles_that_look_alike(look):
    assert look({"ada": {}, "Ada": {}}) == []


def test_names_that_look_alike_and_are_not_are_a_warning_on_the_second(look):
    assert look({"ada": {"name": "Bop"}, "bo": {"name": "Вор"}, "cy": {"name": "Bob"}}) == [
        ("bo.yml", "similar-name", 1, 7)
    ]


@pytest.mark.parametrize("name", ["Ada", "ADA", "Áda", "ada "])
def test_people_may_share_a_name(look, name):
    assert look({"ada": {"name": "Ada"}, "bo": {"name": name}}) == []


def test_an_address_where_somebody_else_is_greeted_is_a_warning_on_the_second(look):
    text = "name: Bo\nvalues: [curiosity]\ncan_help_with: [{topic: cv-feedback}]\nsay_hi:\n  note: x\n  url: {}\n"
    first = {"say_hi": {"url": "https://a.example.org/hi"}}
    for same in ("https://a.example.org/hi", "https://a.example.org/hi/", "https://A.example.org/Hi"):
        assert look({"ada": first, "bo": text.replace("url: {}", f"url: {same}")}) == [
            ("bo.yml", "same-say-hi", 6, 8)
        ]
    assert look({"ada": first, "bo": {"say_hi": {"url": "https://a.example.org/hi/bo"}}}) == []


def test_what_needs_the_content_of_others_waits_for_a_run_over_everybody(look):
    greeting = {"say_hi": {"url": "https://a.example.org/hi"}}
    assert look({"ada": {"name": "Bop", **greeting}, "bo": {"name": "Вор", **greeting}}, is_whole=False) == []


def test_fields_of_another_shape_are_nothing_to_go_by(make_community, tmp_path):
    import json

    words = {"title": "T", "description": "D.", "examples": ["x"]}
    properties = {
        "name": {**words, "type": "string"},
        "friends": {
            **words,
            "type": "array",
            "items": {"type": "object", "properties": {"who": {"type": "string"}}},
        },
        "say_hi": {**words, "type": "string"},
    }
    (tmp_path / "member.schema.json").write_text(
        json.dumps({"type": "object", "required": ["name"], "properties": properties})
    )
    schema, problems = read_schema(tmp_path, "schema")
    assert problems == ()
    text = "name: {}\nfriends: [{who: somebody}]\nsay_hi: anywhere\n"
    folder = (
        make_community({"ada": text.replace("{}", "Ada"), "bo": text.replace("{}", "Bo")}).root / "members"
    )
    checked = [
        check_member(member, schema) for member in member_paths(folder, "members", member_files(folder))
    ]
    assert all(each.profile for each in checked)
    assert list(across(checked, ["ada", "bo"], is_whole=True)) == []
