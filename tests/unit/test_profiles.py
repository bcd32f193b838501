"""A file in the members' folder becomes a profile, or the problems that keep it from being one."""

from __future__ import annotations

import os
import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sameboat.documents import MAX_BYTES, SourceFile, read_document
from sameboat.profiles import (
    MemberPath,
    check_document,
    check_member,
    member_files,
    member_paths,
    read_member,
)
from sameboat.schema import packaged_schema, read_schema

SCHEMA, _ = read_schema(packaged_schema(), "schema")
ADA = "name: Ada\nvalues: [curiosity]\ncan_help_with:\n  - topic: cv-feedback\n"


@pytest.fixture
def members(tmp_path):
    folder = tmp_path / "members"
    folder.mkdir()
    return folder


@pytest.fixture
def check(members):
    """Checks everybody in the folder: name of the file → profile or the codes of its problems."""

    def check():
        found = {}
        for member in member_paths(members, "members", member_files(members)):
            done = check_member(member, SCHEMA)
            assert done.member is member
            assert (done.profile is None) == any(problem.severity == "error" for problem in done.problems)
            assert {problem.path for problem in done.problems} <= {f"members/{member.path.name}"}
            found[member.path.name] = done.profile or [problem.code for problem in done.problems]
        return found

    return check


def check_text(text: str):
    return check_document(read_document(SourceFile("members/ada.yml", text.encode())), SCHEMA)


def test_a_fine_file_is_a_profile_under_its_name(members, check):
    (members / "ada-l.yml").write_text(ADA)
    profile = check()["ada-l.yml"]
    assert profile.handle == "ada-l"
    assert profile.fields == {
        "name": "Ada",
        "values": ["curiosity"],
        "can_help_with": [{"topic": "cv-feedback"}],
    }


def test_all_problems_of_a_file_come_at_once_and_in_its_order():
    text = (
        "tagine: Bread\nname: ''\nvalues: [curiousness, kindness]\ncan_help_with:\n  - topic: CV review\n"
        "    until: 30.6.2027\n  - note: x\navailability: sometimes\nsay_hi: {url: http://a.example.org}\n"
    )
    data, problems = check_text(text)
    assert data is None
    assert [(problem.code, problem.line, problem.column, problem.pointer) for problem in problems] == [
        ("unknown-key", 1, 1, "/tagine"),
        ("empty-value", 2, 1, "/name"),
        ("unknown-value", 3, 10, "/values/0"),
        ("alias", 5, 12, "/can_help_with/0/topic"),
        ("bad-date", 6, 12, "/can_help_with/0/until"),
        ("missing-key", 7, 5, "/can_help_with/1"),
        ("unknown-choice", 8, 15, "/availability"),
        ("bad-url", 9, 15, "/say_hi/url"),
    ]


def test_a_key_twice_does_not_hide_what_else_is_wrong():
    _, problems = check_text(ADA + "name: Bo\ntagine: x\n")
    assert [problem.code for problem in problems] == ["duplicate-key", "unknown-key"]


@pytest.mark.parametrize("text", ["- a\n", "a\n", "true\n"])
def test_a_profile_is_a_group_of_keys(text):
    data, (problem,) = check_text(text)
    assert data is None
    assert (problem.code, problem.line, problem.column) == ("wrong-type", 1, 1)


def test_a_warning_keeps_nobody_out():
    data, (problem,) = check_text(ADA + "say_hi: {url: https://bücher.example/}\n")
    assert data is not None
    assert (problem.code, problem.severity) == ("unusual-host", "warning")
    assert (problem.line, problem.column) == (5, 15)
    assert "https://xn--bcher-kva.example/" in problem.message
    assert problem.hint == "Make sure that it is the one you mean."


@pytest.mark.parametrize(
    ("url", "is_unusual"),
    [
        ("https://buecher.example/", False),
        ("https://buecher.example/straße", False),
        ("https://BÜCHER.example/", True),
        ('"https://b\\u00fccher.example/"', True),
        ('"https://buecher.example/stra\\u00dfe"', False),
    ],
)
def test_a_host_of_other_letters_is_shown_however_it_is_written(url, is_unusual):
    for name in ("Ada", "Zoë"):
        _, problems = check_text(ADA.replace("Ada", name) + f"links:\n  - label: Books\n    url: {url}\n")
        assert [(problem.code, problem.pointer) for problem in problems] == (
            [("unusual-host", "/links/0/url")] if is_unusual else []
        )


# --- Names of files


@pytest.mark.parametrize(
    "name",
    [
        "Ada.yml", "ada_l.yml", "-ada.yml", "ada-.yml", "ada--l.yml", "ada l.yml", "zoë.yml", "index.yml", "a.b.yml",
        f"{'a' * 40}.yml", "ada.yaml", "ada.YML", "ada.Yaml", "aдa.yml", "ada\n.yml", "ada\x1b[2J.yml", "~.yml",
    ],
)  # fmt: skip
def test_a_name_that_cannot_be_a_handle_is_refused_unread(members, check, name):
    (members / name).mkdir()
    assert check() == {name: ["bad-file-name"]}


def test_a_name_that_is_no_text_at_all_is_refused(members, check):
    with open(os.fsencode(members) + b"/\xff.yml", "wb"):  # noqa: PTH123 - a Path cannot say it
        pass
    assert list(check().values()) == [["bad-file-name"]]


@pytest.mark.parametrize("name", ["a.yml", "0.yml", f"{'a' * 39}.yml", "a-b-c.yml", "indexes.yml"])
def test_every_handle_can_be_the_name_of_a_file(members, check, name):
    (members / name).write_text(ADA)
    assert check()[name].handle == name.removesuffix(".yml")


def test_what_is_called_otherwise_claims_to_be_nobody(members, check):
    for name in ("README.md", "ada.yml.bak", "ada.json", "yml", ".yml", ".ada.yml", ".ada.yaml", "ada.yml~"):
        (members / name).write_text(ADA)
    (members / "photos").mkdir()
    assert check() == {}


@pytest.mark.parametrize("rival", ["Ada.yml", "ADA.yml", "ada.yaml", "Ada.yaml", "ada.YML"])
def test_of_two_files_for_one_handle_only_the_well_named_one_is_taken(members, check, rival):
    for name in ("ada.yml", rival):
        (members / name).write_text(ADA)
    found = check()
    assert found[rival] == ["name-clash"]
    assert found["ada.yml"].handle == "ada"


def test_a_clash_says_which_file_it_is_with(members):
    for name in ("ada.yml", "Ada.yml", "bo.yml"):
        (members / name).write_text(ADA)
    names = member_files(members)
    rivals = {member.name: member.rival for member in member_paths(members, "members", names)}
    assert rivals == {
        "members/Ada.yml": "members/ada.yml",
        "members/ada.yml": "members/Ada.yml",
        "members/bo.yml": "",
    }
    assert [member.name for member in member_paths(members, "members", names, {"ada.yml"})] == [
        "members/ada.yml"
    ]
    (wanted,) = member_paths(members, "members", names, {"ada.yml"})
    assert wanted.rival == "members/Ada.yml"
    (gone,) = member_paths(members, "members", names, {"gone.yml"})
    assert gone.rival == ""


def test_two_names_that_start_alike_are_no_clash(members, check):
    for name in ("a.yml", "a.b.yml"):
        (members / name).write_text(ADA)
    assert check()["a.b.yml"] == ["bad-file-name"]


@pytest.mark.parametrize(
    ("name", "rival", "message", "hint"),
    [
        ("Ada.yml", "ada.yml", "members/ada.yml claims the same handle.", "Keep one of the two."),
        ("Ada.yaml", None, "A profile's file name ends in .yml, in small letters.", "Name it ada.yml."),
        (
            "Ada.yml",
            None,
            '"Ada" cannot be a handle: small letters, digits and single hyphens inside, up to 39.',
            "Name the file after your GitHub username, in small letters.",
        ),
        (
            "ada.yml",
            None,
            "This is not a plain file.",
            "Put a plain file in its place; links are not followed.",
        ),
    ],
)
def test_a_file_of_a_wrong_name_or_kind_is_told_what_to_do(members, name, rival, message, hint):
    (members / name).mkdir()
    (member,) = member_paths(members, "members", [*filter(None, (name, rival))], {name})
    (problem,) = check_member(member, SCHEMA).problems
    assert (problem.path, problem.message, problem.hint) == (f"members/{name}", message, hint)


def test_two_badly_named_files_for_one_handle_clash_with_each_other(members, check):
    for name in ("ADA.yml", "Ada.yml"):
        (members / name).write_text(ADA)
    assert check() == {"ADA.yml": ["name-clash"], "Ada.yml": ["name-clash"]}


def test_members_come_by_name_whatever_the_order_on_the_disk(members):
    for name in ("c.yml", "a.yml", "b-2.yml", "b.yml"):
        (members / name).write_text(ADA)
    assert member_files(members) == ["a.yml", "b-2.yml", "b.yml", "c.yml"]


# --- What is no plain file


def fifo(path):
    os.mkfifo(path)


def bound_socket(path):
    with socket.socket(socket.AF_UNIX) as made:
        os.chdir(path.parent)  # the name of a socket has room for 100 bytes
        made.bind(path.name)


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda path: path.symlink_to(path.with_name("there.txt")), id="link"),
        pytest.param(lambda path: path.symlink_to("/dev/zero"), id="link-to-device"),
        pytest.param(lambda path: path.symlink_to(path), id="link-to-itself"),
        pytest.param(lambda path: path.symlink_to(path.with_name("nowhere")), id="link-to-nowhere"),
        pytest.param(lambda path: path.mkdir(), id="folder"),
        pytest.param(fifo, id="pipe"),
        pytest.param(bound_socket, id="socket"),
    ],
)
def test_what_is_no_plain_file_is_refused_unopened(members, check, make, monkeypatch):
    monkeypatch.chdir(members)
    members.joinpath("there.txt").write_text(ADA)
    make(members / "ada.yml")
    assert check() == {"ada.yml": ["unreadable"]}


def test_a_link_that_takes_the_place_of_a_file_meanwhile_is_not_followed(members):
    members.joinpath("there.txt").write_text(ADA)
    path = members / "ada.yml"
    path.symlink_to(members / "there.txt")
    with pytest.raises(OSError, match="symbolic links"):
        read_member(MemberPath(str(path), "members/ada.yml"))


def test_a_pipe_that_takes_the_place_of_a_file_meanwhile_stalls_nothing(members):
    path = members / "ada.yml"
    os.mkfifo(path)
    with pytest.raises(OSError, match="Invalid argument"):
        read_member(MemberPath(str(path), "members/ada.yml"))


def test_half_a_profile_does_not_pass_for_all_of_it(members, monkeypatch):
    path = members / "ada.yml"
    path.write_text(ADA)
    half = ADA[: ADA.index("can_help_with")].encode()
    monkeypatch.setattr(os, "read", lambda *_: half)
    with pytest.raises(OSError, match="Input/output error"):
        read_member(MemberPath(str(path), "members/ada.yml"))


def test_a_file_that_may_not_be_read_is_told(members, monkeypatch):
    (members / "ada.yml").write_text(ADA)

    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    (done,) = (check_member(member, SCHEMA) for member in member_paths(members, "members", ["ada.yml"]))
    assert done.profile is None
    assert [(problem.code, problem.line, problem.column) for problem in done.problems] == [
        ("unreadable", 1, 1)
    ]
    assert done.member.path == members / "ada.yml"
    assert done.problems[0].path == "members/ada.yml"
    assert done.problems[0].message == "This file cannot be read (Permission denied)."
    assert done.problems[0].hint == "A profile is a plain file."


def test_a_file_that_has_gone_meanwhile_is_told(members):
    (member,) = member_paths(members, "members", ["ada.yml"])
    assert [problem.code for problem in check_member(member, SCHEMA).problems] == ["unreadable"]


def test_of_a_file_that_is_too_big_no_more_is_read_than_shows_it(members, check):
    with (members / "ada.yml").open("wb") as file:
        file.truncate(1 << 33)
    assert check() == {"ada.yml": ["too-big"]}
    (member,) = member_paths(members, "members", ["ada.yml"])
    assert len(read_member(member).file.content) == MAX_BYTES + 1


# --- Anything at all

LINES = st.lists(
    st.one_of(
        st.sampled_from([*SCHEMA.source["properties"], "x", ""]).flatmap(
            lambda key: st.one_of(st.text(max_size=20), st.sampled_from(["[a, b]", "{url: x}", "true", "\n  - topic: x"])).map(
                lambda value: f"{key}: {value}"
            )
        ),
        st.text(max_size=20),
    ),
    max_size=8,
).map("\n".join)  # fmt: skip


@given(st.one_of(st.binary(max_size=300), LINES.map(str.encode)))
def test_any_bytes_are_a_profile_or_have_problems_inside_the_file(is_inside, content):
    data, problems = check_document(read_document(SourceFile("members/ada.yml", content)), SCHEMA)
    assert (data is None) == any(problem.severity == "error" for problem in problems)
    for problem in problems:
        assert is_inside(problem, content), problem
    assert list(problems) == sorted(problems)
    assert len(problems) == len(
        {(*problem_place(problem), problem.code, problem.message) for problem in problems}
    )


def problem_place(problem):
    return problem.line, problem.column, problem.pointer
