"""What goes through without a person: one's own profile and photo, and nothing beside them."""

import pytest

from sameboat.github.settings import Settings

from .conftest import ADA, BEN, MALLORY, profile
from .hub import Person


def test_an_edit_of_ones_own_profile_is_merged(hub, is_merged):
    pull = hub.ask(ADA, {"members/ada-k.yml": profile("Ada K.")})

    assert is_merged(pull, self_merge="edits")
    assert hub.read("members/ada-k.yml") == profile("Ada K.").rstrip("\n")
    assert "It is in" in hub.said(pull)


def test_a_new_profile_named_after_its_account_is_merged_where_all_may_be(hub, is_merged):
    pull = hub.ask(MALLORY, {"members/mallory.yml": profile("Mallory")})

    assert is_merged(pull, self_merge="all")


def test_a_new_profile_waits_for_a_person_where_only_edits_may_be_merged(hub, is_merged):
    pull = hub.ask(MALLORY, {"members/mallory.yml": profile("Mallory")})

    assert not is_merged(pull, self_merge="edits")
    assert "A person here will merge it" in hub.said(pull)


def test_nothing_is_merged_unless_an_organiser_has_switched_it_on(hub, is_merged):
    pull = hub.ask(ADA, {"members/ada-k.yml": profile("Ada K.")})

    assert not is_merged(pull, settings=Settings())
    assert hub.status(pull)["state"] == "success"


def test_leaving_is_merged(hub, is_merged):
    pull = hub.ask(ADA, {"members/ada-k.yml": None})

    assert is_merged(pull, self_merge="edits")
    assert "members/ada-k.yml" not in hub.names()
    assert "Fair winds" in hub.said(pull)


def test_a_profile_follows_its_owner_to_a_new_login(hub, is_merged):
    renamed = Person(ADA.id, "ada-lovelace")
    pull = hub.ask(renamed, {"members/ada-k.yml": None, "members/ada-lovelace.yml": profile()})

    assert is_merged(pull, self_merge="edits")


def test_an_owner_with_a_new_login_may_still_edit_under_the_old_name(hub, is_merged):
    pull = hub.ask(Person(ADA.id, "somebody-else"), {"members/ada-k.yml": profile("Ada K.")})

    assert is_merged(pull)


def test_a_photo_of_ones_own_comes_with_the_profile(hub, is_merged, picture):
    pull = hub.ask(
        ADA, {"members/ada-k.yml": profile(more="photo: ada-k.png\n"), "members/photos/ada-k.png": picture()}
    )

    assert is_merged(pull)


def test_a_profile_may_name_the_photo_that_is_there_already(hub, is_merged, picture):
    hub.commit({"members/photos/ada-k.png": picture()}, hub.tip(), branch="main")
    pull = hub.ask(ADA, {"members/ada-k.yml": profile(more="photo: ada-k.png\n")})

    assert is_merged(pull)


def test_a_profile_with_mistakes_is_refused_with_each_of_them(hub, is_refused):
    pull = hub.ask(ADA, {"members/ada-k.yml": profile(more="colour: blue\ntimezone: Moon/Base\n")})

    assert is_refused(pull, "line 5", "colour", "line 6", "timezone")


def test_a_photo_with_mistakes_is_refused(hub, is_refused):
    pull = hub.ask(ADA, {"members/photos/ada-k.png": b"<svg onload=alert(1)>"})

    assert is_refused(pull, "members/photos/ada-k.png")


def test_a_file_too_large_for_a_profile_is_refused_and_not_even_fetched(hub, is_refused):
    pull = hub.ask(ADA, {"members/ada-k.yml": profile(more=f"# {'x' * 20_000}\n")})

    assert is_refused(pull, "It is too large")
    assert not any(
        "blobs" in path and hub.run("cat-file", "-s", path[-40:]) > "9999" for _, path in hub.asked
    )


@pytest.mark.parametrize(
    "line",
    [
        "read_first: [{url: https://shop.example.com/x}]\n",
        "say_hi: {url: https://shop.example.com/x}\n",
        "bio: see [this](https://shop.example.com/x)\n",
        "bio: mail me <x@shop.example.com>\n",
    ],
)
def test_a_link_to_an_unknown_place_needs_a_reviewer(hub, needs_reviewer, line):
    pull = hub.ask(ADA, {"members/ada-k.yml": profile(more=line)})

    assert needs_reviewer(pull, "`shop.example.com`")


def test_a_link_to_a_known_place_does_not(hub, is_merged):
    more = "read_first: [{url: https://www.github.com/ada-k}]\nsay_hi: {url: https://blog.ada.example.org/}\n"
    pull = hub.ask(ADA, {"members/ada-k.yml": profile(more=more)})

    assert is_merged(pull, settings=Settings("edits", (*Settings().known_hosts, "*.example.org")))


def test_a_place_that_is_in_the_merged_profile_stays_known_for_its_owner_only(hub, is_merged, needs_reviewer):
    link = "say_hi: {url: https://ada.example.net/}\n"
    hub.commit({"members/ada-k.yml": profile(more=link)}, hub.tip(), branch="main")

    assert is_merged(hub.ask(ADA, {"members/ada-k.yml": profile("Ada K.", more=link)}))
    assert needs_reviewer(hub.ask(BEN, {"members/ben.yml": profile("Ben", more=link)}), "`ada.example.net`")


def test_a_place_that_only_ends_like_a_known_one_is_not_known(hub, needs_reviewer):
    pull = hub.ask(ADA, {"members/ada-k.yml": profile(more="say_hi: {url: https://notgithub.com/}\n")})

    assert needs_reviewer(pull, "`notgithub.com`")


def test_a_handle_that_looks_like_a_members_needs_a_reviewer(hub, needs_reviewer):
    hub.commit({"members/paul-l.yml": profile("Paul Klee")}, hub.tip(), branch="main")
    pull = hub.ask(Person(70, "pau1-l"), {"members/pau1-l.yml": profile("Somebody")})

    assert needs_reviewer(pull, "looks very much like the member paul-l")


def test_a_name_that_looks_like_a_members_needs_a_reviewer(hub, needs_reviewer):
    hub.commit({"members/ola.yml": profile("Ola Olsen")}, hub.tip(), branch="main")
    pull = hub.ask(MALLORY, {"members/mallory.yml": profile("Ola 0lsen")})

    assert needs_reviewer(pull, "ola has a name that looks like this one")


def test_a_photo_that_is_named_after_somebody_else_needs_a_reviewer(hub, needs_reviewer, picture):
    hub.commit({"members/photos/ben.png": picture()}, hub.tip(), branch="main")
    pull = hub.ask(ADA, {"members/ada-k.yml": profile(more="photo: ben.png\n")})

    assert needs_reviewer(pull, "not named after its owner")


def test_a_merge_starts_what_its_token_does_not_start_by_itself(hub, is_merged):
    assert is_merged(hub.ask(ADA, {"members/ada-k.yml": profile("Ada K.")}))

    assert hub.dispatched == ["deploy.yml on main", "owners.yml on main"]


def test_no_words_of_a_stranger_come_into_the_history(hub, is_merged):
    assert is_merged(hub.ask(ADA, {"members/ada-k.yml": profile("Ada K. [skip ci]")}))

    [(_, path)] = [each for each in hub.asked if each[0] == "PUT"]
    assert path.endswith("/merge")
    assert hub.bodies[-1]["commit_title"] == "Merge #1: the profile of Ada-K"


def test_one_comment_is_kept_up_to_date_and_the_same_status_is_not_said_twice(hub, look):
    pull = hub.ask(ADA, {"members/ada-k.yml": profile(more="colour: blue\n")})
    look()
    look()
    first, statuses = hub.said(pull), len(hub.statuses[pull.head])
    hub.push(pull, {"members/ada-k.yml": profile("Ada K.")})
    look(self_merge="off")

    assert statuses == 1
    assert "colour" in first
    assert "colour" not in hub.said(pull)


def test_a_comment_with_our_mark_by_somebody_else_is_left_alone(hub, look):
    pull = hub.ask(ADA, {"members/ada-k.yml": profile(more="colour: blue\n")})
    look()
    mark = hub.said(pull).splitlines()[0]
    hub.comments[pull.number].insert(
        0,
        {"id": 999, "user": {"id": 66, "login": "mallory", "type": "User"}, "body": f"{mark}\nAll is well."},
    )
    hub.push(pull, {"members/ada-k.yml": profile()})
    look(self_merge="off")

    assert hub.comments[pull.number][0]["body"].endswith("All is well.")


def test_what_a_stranger_wrote_is_only_ever_code_in_a_comment(hub, look):
    more = '"](https://shop.example.com) @everybody <img src=x> `b` ![x](y)": 1\n'
    pull = hub.ask(ADA, {"members/ada-k.yml": profile(more=more)})
    look()

    outside = hub.said(pull).split("`")[::2]
    assert not any(sign in part for part in outside for sign in ("@", "<img", "](", "shop.example"))


PHOTO = "photo: ada-k.png\n"


def test_a_photo_that_a_profile_still_names_cannot_be_taken_away(hub, is_refused, picture):
    hub.commit(
        {"members/ada-k.yml": profile(more=PHOTO), "members/photos/ada-k.png": picture()},
        hub.tip(),
        branch="main",
    )
    gone = {"members/photos/ada-k.png": None}

    assert is_refused(hub.ask(ADA, gone), "There is no file members/photos/ada-k.png")
    assert is_refused(hub.ask(ADA, {**gone, "members/ada-k.yml": profile("A", PHOTO)}), "There is no file")


def test_a_photo_goes_with_the_line_that_names_it(hub, is_merged, picture):
    hub.commit(
        {"members/ada-k.yml": profile(more=PHOTO), "members/photos/ada-k.png": picture()},
        hub.tip(),
        branch="main",
    )

    assert is_merged(hub.ask(ADA, {"members/photos/ada-k.png": None, "members/ada-k.yml": profile()}))


def test_a_photo_that_somebody_else_shows_as_well_is_not_taken_away_without_a_person(
    hub, needs_reviewer, picture
):
    hub.commit(
        {"members/ben.yml": profile("Ben", PHOTO), "members/photos/ada-k.png": picture()},
        hub.tip(),
        branch="main",
    )

    assert needs_reviewer(
        hub.ask(ADA, {"members/photos/ada-k.png": None}), "Another profile shows", "`members/ben.yml`"
    )


def test_what_a_person_has_let_through_once_is_not_asked_about_again(hub, is_merged):
    hub.own(ada_k=5, pau1_l=70)
    hub.commit(
        {"members/paul-l.yml": profile("Ola Olsen"), "members/pau1-l.yml": profile("Ola 0lsen")},
        hub.tip(),
        branch="main",
    )

    assert is_merged(
        hub.ask(Person(70, "pau1-l"), {"members/pau1-l.yml": profile("Ola 0lsen", "tagline: Hi\n")})
    )


def test_a_place_with_www_in_the_merged_profile_stays_known(hub, is_merged):
    link = "say_hi: {url: https://www.ada.example.net/}\n"
    hub.commit({"members/ada-k.yml": profile(more=link)}, hub.tip(), branch="main")

    assert is_merged(hub.ask(ADA, {"members/ada-k.yml": profile("Ada K.", more=link)}))
