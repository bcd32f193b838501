"""What is refused, or left to a person: everything that is not the author's own."""

import pytest

from .conftest import ADA, BEN, MALLORY, profile
from .hub import Link, Person

OTHERS = "belongs to another account"


def test_another_ones_profile_cannot_be_edited(hub, is_refused):
    assert is_refused(
        hub.ask(MALLORY, {"members/ada-k.yml": profile("Mallory")}), OTHERS, "`members/ada-k.yml`"
    )


def test_another_ones_profile_cannot_be_deleted(hub, is_refused):
    assert is_refused(hub.ask(MALLORY, {"members/ada-k.yml": None}), OTHERS)


def test_another_ones_profile_cannot_be_renamed_away(hub, is_refused):
    pull = hub.ask(MALLORY, {"members/ada-k.yml": None, "members/mallory.yml": profile()})

    assert is_refused(pull, OTHERS, "`members/ada-k.yml`")


def test_ones_own_profile_cannot_be_renamed_onto_another_ones(hub, is_refused):
    pull = hub.ask(BEN, {"members/ben.yml": None, "members/ada-k.yml": profile("Ben")})

    assert is_refused(pull, OTHERS, "`members/ada-k.yml`")


def test_a_field_inside_the_file_says_nothing_about_its_owner(hub, is_refused):
    for line in ("owner: mallory\n", "github: mallory\n", "id: 66\n"):
        assert is_refused(hub.ask(MALLORY, {"members/ada-k.yml": profile(more=line)}), OTHERS)


def test_a_record_of_owners_in_the_pull_request_says_nothing(hub, is_refused):
    pull = hub.ask(
        MALLORY,
        {"members/ada-k.yml": profile("M"), "owners.json": '{"through": "", "owners": {"ada-k": 66}}'},
    )

    assert is_refused(pull, OTHERS)


def test_a_pull_request_into_the_record_of_owners_is_refused(hub, is_refused):
    pull = hub.ask(MALLORY, {"owners.json": "{}"}, after=hub.tip("sameboat-owners"), base="sameboat-owners")

    assert is_refused(pull, "the record of owners")


def test_another_ones_photo_cannot_be_changed(hub, is_refused, picture):
    assert is_refused(hub.ask(MALLORY, {"members/photos/ada-k.png": picture()}), OTHERS)
    assert is_refused(
        hub.ask(MALLORY, {"members/photos/ada-k.webp": None, "members/photos/ada-k.jpg": b"x"}), OTHERS
    )


def test_a_name_in_other_letters_case_is_the_same_name(hub, is_refused):
    for path in ("members/Ada-K.yml", "members/ADA-K.YML", "Members/ada-k.yml", "members/ada-k.yaml"):
        assert is_refused(
            hub.ask(MALLORY, {path: profile("M")}), f"`{path}`", "same file as members/ada-k.yml"
        )


def test_a_file_name_in_capitals_is_refused_for_oneself_as_well(hub, is_refused):
    assert is_refused(hub.ask(MALLORY, {"members/Mallory.yml": profile("M")}), "in small letters")


def test_the_bad_one_among_350_changes_is_found_though_it_comes_last(hub, is_refused):
    files = {f"docs/a-page-{number:03}.md": "# A page\n" for number in range(349)}
    pull = hub.ask(MALLORY, {**files, "members/ada-k.yml": profile("Mallory")})

    assert is_refused(pull, OTHERS)
    assert len([path for _, path in hub.asked if path.endswith("/files")]) == 4


def test_the_bad_one_among_350_profiles_is_found_though_it_comes_last(hub, is_refused):
    files = {f"members/a{number:03}.yml": profile() for number in range(349)}
    pull = hub.ask(MALLORY, {**files, "members/ben.yml": profile("Mallory")})

    assert is_refused(pull, OTHERS, "`members/ben.yml`")


@pytest.mark.parametrize("path", ["members/mallory.yml", "members/photos/mallory.png", "members"])
def test_a_link_is_refused(hub, is_refused, path):
    before = (
        {"members/ada-k.yml": None, "members/ben.yml": None, "members/carol.yml": None}
        if path == "members"
        else {}
    )

    assert is_refused(
        hub.ask(MALLORY, {**before, path: Link("../docs/index.md")}), "link" if before == {} else OTHERS
    )


def test_a_submodule_is_refused(hub, is_refused):
    for path in ("members/mallory.yml", "members/mallory"):
        assert is_refused(hub.ask(MALLORY, {path: Link("", is_module=True)}), "another repository")


def test_ones_own_profile_cannot_become_a_link(hub, is_refused):
    assert is_refused(hub.ask(ADA, {"members/ada-k.yml": Link("ben.yml")}), "link")


def test_a_profile_marked_as_a_program_needs_a_reviewer(hub, needs_reviewer):
    assert needs_reviewer(hub.ask(ADA, {"members/ada-k.yml": Link(profile("A"), is_program=True)}), "program")


def test_a_freed_login_gives_nobody_a_profile(hub, is_refused):
    newcomer = Person(900, "ada-k")

    assert is_refused(hub.ask(newcomer, {"members/ada-k.yml": profile("Me now")}), OTHERS)
    assert is_refused(hub.ask(newcomer, {"members/ada-k.yml": None}), OTHERS)


def test_a_freed_login_needs_a_reviewer_while_its_profile_has_only_just_gone(hub, needs_reviewer):
    hub.commit({"members/ada-k.yml": None}, hub.tip(), branch="main")
    pull = hub.ask(Person(900, "ada-k"), {"members/ada-k.yml": profile("Me now")})

    assert needs_reviewer(pull, "until lately")


def test_a_profile_without_a_recorded_owner_needs_a_reviewer(hub, needs_reviewer):
    assert needs_reviewer(
        hub.ask(Person(7, "carol"), {"members/carol.yml": profile("C")}), "Nobody is on record"
    )
    assert needs_reviewer(hub.ask(MALLORY, {"members/carol.yml": profile("C")}), "no number is written down")


def test_a_new_profile_for_somebody_else_needs_a_reviewer(hub, needs_reviewer):
    assert needs_reviewer(
        hub.ask(BEN, {"members/grandma.yml": profile("Grandma")}), "not named after the account"
    )


def test_an_organiser_may_ask_for_a_change_to_anybodys_profile_and_another_person_decides(
    hub, needs_reviewer
):
    hub.writers["mallory"] = "write"

    assert needs_reviewer(hub.ask(MALLORY, {"members/ada-k.yml": profile("A")}), OTHERS)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        (".github/workflows/check.yml", "what runs on this repository"),
        (".GitHub/workflows/new.yml", "what runs on this repository"),
        ("schema/member.schema.json", "the schema or the lists"),
        ("schema/values.yml", "the schema or the lists"),
        ("generator/sameboat/checking.py", "the generator"),
        (".github/sameboat.yml", "what runs on this repository"),
        ("docs/index.md", "pages"),
        ("members/README.md", "neither a profile nor a photo"),
        ("members/photos/our_party.png", "neither a profile nor a photo"),
        ("members/photos/deeper/mallory.png", "neither a profile nor a photo"),
        ("sitecustomize.py", "other files"),
    ],
)
def test_anything_beside_ones_own_profile_needs_a_reviewer(hub, needs_reviewer, path, said):
    assert needs_reviewer(hub.ask(ADA, {"members/ada-k.yml": profile("A"), path: "x\n"}), said, f"`{path}`")


def test_a_pull_request_that_edits_the_checker_is_still_refused_for_another_ones_profile(hub, is_refused):
    pull = hub.ask(
        MALLORY,
        {
            "members/ada-k.yml": profile("M"),
            "generator/sameboat/github/judging.py": "def judge(*_): return []\n",
            ".github/workflows/check.yml": "on: pull_request\njobs: {}\n",
            ".github/sameboat.yml": "self_merge: all\n",
        },
    )

    assert is_refused(pull, OTHERS)


def test_a_profile_that_only_a_changed_schema_would_let_through_needs_a_reviewer(hub, needs_reviewer):
    pull = hub.ask(
        ADA,
        {
            "members/ada-k.yml": profile(more="colour: blue\n"),
            "schema/member.schema.json": '{"properties": {}}',
            "schema/values.yml": "fame: {label: Fame}\n",
        },
    )

    assert needs_reviewer(pull, "colour", "the schema or the lists")


def test_a_program_as_author_needs_a_reviewer(hub, needs_reviewer):
    hub.own(ada_k=5, robot=80)
    hub.commit({"members/robot.yml": profile("Robot")}, hub.tip(), branch="main")

    assert needs_reviewer(
        hub.ask(Person(80, "robot", "Bot"), {"members/robot.yml": profile("R")}), "a program"
    )


def test_an_account_that_is_gone_needs_a_reviewer(hub, needs_reviewer):
    assert needs_reviewer(hub.ask(None, {"members/ada-k.yml": profile("A")}), "is gone")


def test_a_branch_in_somebody_elses_copy_needs_a_reviewer(hub, needs_reviewer):
    pull = hub.ask(ADA, {"members/ada-k.yml": profile("A")}, head_owner=MALLORY.id)

    assert needs_reviewer(pull, "belongs to another account than the author's")


def test_a_copy_that_is_gone_needs_a_reviewer(hub, needs_reviewer):
    assert needs_reviewer(hub.ask(ADA, {"members/ada-k.yml": profile("A")}, head_owner=None))


def test_a_draft_is_not_merged(hub, needs_reviewer):
    assert needs_reviewer(hub.ask(ADA, {"members/ada-k.yml": profile("A")}, is_draft=True), "draft")


def test_another_branch_than_the_sites_needs_a_reviewer(hub, needs_reviewer):
    hub.commit({"x": "y"}, hub.tip(), branch="next")

    assert needs_reviewer(hub.ask(ADA, {"members/ada-k.yml": profile("A")}, base="next"), "`next`")


def test_an_unrelated_history_needs_a_reviewer(hub, look):
    pull = hub.ask(ADA, {"members/ada-k.yml": profile("A")}, after=hub.commit({"other": "roots"}))
    look()

    assert pull.merged_at is None
    assert "no history in common" in hub.said(pull)


def test_a_change_of_nothing_needs_a_reviewer(hub, needs_reviewer):
    assert needs_reviewer(
        hub.ask(ADA, {"members/ada-k.yml": hub.read("members/ada-k.yml") + "\n"}), "nothing"
    )


def test_a_folder_with_more_files_than_github_lists_needs_a_reviewer(hub, needs_reviewer):
    pull = hub.ask(ADA, {"members/ada-k.yml": profile("A")})
    full = hub.run("rev-parse", "main:members")
    hub.trouble(f"/git/trees/{full}", lambda: (200, {}, {"sha": full, "tree": [], "truncated": True}))

    assert needs_reviewer(pull, "more than the gate can look at")


def test_a_pull_request_of_many_folders_does_not_use_up_the_hour(hub, needs_reviewer):
    pull = hub.ask(ADA, {f"a/{number}/b/c": "x" for number in range(200)})
    hub.asked.clear()

    assert needs_reviewer(pull, "more than the gate can look at")
    assert len(hub.asked) < 100


def test_an_older_branch_cannot_reach_a_file_that_has_changed_since(hub, needs_reviewer):
    pull = hub.ask(ADA, {"members/ada-k.yml": profile("A", "tagline: Bakes\n")})
    hub.commit({"members/ada-k.yml": profile("An organiser mended this")}, hub.tip(), branch="main")

    assert needs_reviewer(pull, "has changed on the main branch since")


def test_git_does_not_carry_an_edit_into_another_ones_file(hub, needs_reviewer):
    # Git takes a file that is gone and a file that is new and alike for one that moved, and merges edits into it.
    hub.commit({"members/mallory.yml": profile("M", "bio: " + "x " * 200 + "\n")}, hub.tip(), branch="main")
    hub.own(ada_k=5, ben=6, mallory=66)
    fork = hub.tip()
    moved = {"members/mallory.yml": None, "members/victim.yml": profile("M", "bio: " + "x " * 200 + "\n")}
    hub.commit(moved, fork, branch="main")
    edit = {"members/mallory.yml": profile("Mallory", "bio: " + "x " * 200 + "\n")}

    assert needs_reviewer(hub.ask(MALLORY, edit, after=fork), "has changed on the main branch since")
