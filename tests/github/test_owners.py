"""The record of owners: written after merges, from what GitHub knows and nothing that a pull request says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sameboat.github.answers import Account, ListedFile, Pull
from sameboat.github.api import ApiError, StrangeError
from sameboat.github.owners import NOBODY, Merged, Owners, parse_owners, with_merges
from sameboat.github.places import Places

from .conftest import ADA, BEN, MALLORY, profile
from .hub import Person


@pytest.fixture
def empty(hub):
    """The harbour before anybody was written down."""
    hub.run("update-ref", "-d", "refs/heads/sameboat-owners")
    return hub


def test_whoever_brings_a_profile_named_after_them_owns_it(empty, record):
    empty.accept(empty.ask(MALLORY, {"members/mallory.yml": profile("M")}))
    record()

    assert empty.owners() == {"mallory": MALLORY.id}
    assert empty.names("sameboat-owners") == {"owners.json"}


def test_a_profile_brought_for_somebody_else_is_nobodys(empty, record):
    empty.accept(empty.ask(BEN, {"members/grandma.yml": profile("G")}))
    record()

    assert empty.owners() == {}


def test_a_persons_merge_of_an_edit_puts_an_unrecorded_owner_down(empty, record):
    empty.accept(empty.ask(Person(7, "Carol"), {"members/carol.yml": profile("C")}))
    record()

    assert empty.owners() == {"carol": 7}


def test_an_owner_is_never_replaced(hub, record):
    hub.accept(hub.ask(Person(900, "ada-k"), {"members/ada-k.yml": profile("Me now")}))
    record()

    assert hub.owners()["ada-k"] == ADA.id


def test_a_program_owns_nothing(empty, record):
    empty.accept(empty.ask(Person(80, "robot", "Bot"), {"members/robot.yml": profile("R")}))
    record()

    assert empty.owners() == {}


def test_who_has_left_is_forgotten_and_the_name_is_free_again(hub, record):
    hub.accept(hub.ask(ADA, {"members/ada-k.yml": None}))
    record()
    assert hub.owners() == {"ben": BEN.id}

    hub.accept(hub.ask(Person(900, "ada-k"), {"members/ada-k.yml": profile("Another Ada")}))
    record()
    assert hub.owners() == {"ben": BEN.id, "ada-k": 900}


def test_leaving_and_coming_between_two_runs_counts_in_its_order(hub, record):
    hub.accept(hub.ask(ADA, {"members/ada-k.yml": None}))
    hub.accept(hub.ask(Person(900, "ada-k"), {"members/ada-k.yml": profile("Another Ada")}))
    record()

    assert hub.owners()["ada-k"] == 900


def test_a_profile_that_an_organiser_took_out_by_hand_is_forgotten(hub, record):
    hub.commit({"members/ada-k.yml": None}, hub.tip(), branch="main")
    record()

    assert hub.owners() == {"ben": BEN.id}


def test_a_rename_takes_the_owner_along(hub, record):
    renamed = Person(ADA.id, "ada-lovelace")
    hub.accept(hub.ask(renamed, {"members/ada-k.yml": None, "members/ada-lovelace.yml": profile()}))
    record()

    assert hub.owners() == {"ben": BEN.id, "ada-lovelace": ADA.id}


def test_what_is_merged_elsewhere_or_not_at_all_makes_nobody_an_owner(empty, record):
    empty.commit({"x": "y"}, empty.tip(), branch="next")
    empty.accept(empty.ask(MALLORY, {"members/mallory.yml": profile("M")}, base="next"))
    empty.ask(BEN, {"members/ben.yml": profile("B")}).is_open = False
    record()

    assert empty.owners() == {}


def test_a_second_run_changes_nothing(empty, record):
    empty.accept(empty.ask(MALLORY, {"members/mallory.yml": profile("M")}))
    record()
    tip = empty.tip("sameboat-owners")

    assert record() == ["The record of owners is up to date."]
    assert empty.tip("sameboat-owners") == tip


def test_two_runs_at_once_do_not_lose_what_the_other_wrote(hub, record):
    hub.accept(hub.ask(MALLORY, {"members/mallory.yml": profile("M")}))
    left = [
        lambda: hub.commit(
            {"owners.json": _record(hub, carol=7)}, hub.tip("sameboat-owners"), "sameboat-owners"
        )
    ]
    hub.trouble("/git/commits$", lambda: left.pop()() and None if left else None, "POST")
    record()

    assert hub.owners() == {"ada-k": 5, "ben": 6, "carol": 7, "mallory": 66}


def _record(hub, **more):
    import json

    return json.dumps({"about": "", "through": "", "owners": {**hub.owners(), **more}})


def test_the_record_stays_as_it_was_when_github_does_not_answer(hub, record):
    hub.accept(hub.ask(MALLORY, {"members/mallory.yml": profile("M")}))
    hub.trouble("/files$", lambda: (500, {}, {}))

    with pytest.raises(ApiError):
        record()
    assert hub.owners() == {"ada-k": 5, "ben": 6}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{}",
        b'{"through": "", "owners": []}',
        b'{"through": 1, "owners": {}}',
        b'{"through": "", "owners": {"ada": "5"}}',
        b'{"through": "", "owners": {"ada": true}}',
        b'{"through": "", "owners": {"ada": 5.0}}',
        b"\xff",
        b"[" * 100_000,
    ],
)
def test_a_damaged_record_is_no_record(content):
    with pytest.raises(StrangeError):
        parse_owners(content)


def test_a_record_is_read_as_it_was_written():
    owners = Owners({"ada": 5, "ben": 6}, "2026-01-01T00:00:00Z")

    assert parse_owners(owners.to_json()) == owners


HANDLES = st.sampled_from(["ada", "ben", "carol"])
FILES = st.builds(
    lambda handle, status, other: ListedFile(
        f"members/{handle}.yml", status, f"members/{other}.yml" if status == "renamed" else ""
    ),
    HANDLES,
    st.sampled_from(["added", "modified", "removed", "renamed"]),
    HANDLES,
)


@st.composite
def histories(draw):
    found = []
    for number in range(draw(st.integers(0, 8))):
        kind = draw(st.sampled_from(["User", "User", "Bot"]))
        author = Account(draw(st.integers(1, 4)), draw(HANDLES), kind)
        when = f"2026-01-{number + 1:02}T00:00:00Z"
        pull = Pull(
            number=number,
            author=author,
            head="",
            head_owner=author.id,
            is_from_here=False,
            base="main",
            is_open=False,
            is_draft=False,
            merged_at=when,
            updated_at=when,
            merge_commit="",
        )
        found.append(Merged(pull, tuple(draw(st.lists(FILES, max_size=3)))))
    return found


@given(histories(), st.integers(0, 8), st.sets(HANDLES))
def test_looking_at_a_merge_twice_changes_nothing(history, again, there):
    once = with_merges(NOBODY, history, there, Places())
    before = with_merges(NOBODY, history, {"ada", "ben", "carol"}, Places())

    assert with_merges(before, history[again:], there, Places()) == once


@given(histories(), st.sets(HANDLES))
def test_nobody_becomes_an_owner_but_a_person_whose_login_the_handle_is(history, there):
    owners = with_merges(NOBODY, history, there, Places())

    people = [each.pull.author for each in history if each.pull.author.kind == "User"]
    assert set(owners.ids.items()) <= {(person.handle, person.id) for person in people}
    assert set(owners.ids) <= there
