"""Whatever a pull request changes: beside one's own profile and photo nothing goes through without a person."""

from hypothesis import given
from hypothesis import strategies as st

from sameboat.github.answers import Account, Entry, Pull
from sameboat.github.judging import Case, brings_new, judge, verdict_of
from sameboat.github.owners import Owners
from sameboat.github.places import Places
from sameboat.github.trees import Change, Walk

ADA = Account(5, "Ada", "User")
OWNERS = Owners({"ada": 5, "ben": 6})
PROFILES = ("ada", "ben", "carol")
OWN = {"members/ada.yml", "members/photos/ada.jpg", "members/photos/ada.png", "members/photos/ada.webp"}


def pull(author=ADA, **details):
    given = {
        "base": "main",
        "is_draft": False,
        "head_owner": author and author.id,
        "is_from_here": False,
        **details,
    }
    return Pull(1, author, "a" * 40, is_open=True, merged_at="", updated_at="", merge_commit="", **given)


def case(changes, author=ADA, **details):
    return Case(
        pull(author, **details),
        "main",
        tuple(changes),
        {each.path: each.before for each in changes},
        PROFILES,
    )


WORDS = st.sampled_from(
    [
        "members",
        "Members",
        "MEMBERS",
        "photos",
        "ada",
        "ADA",
        "ben",
        "carol",
        "mallory",
        "schema",
        ".github",
        "..",
        ".",
        "docs",
        "ada.yml",
        "Ada.yml",
        "ada.yaml",
        "ben.yml",
        "carol.yml",
        "new.yml",
        "ada.jpg",
        "ada.JPG",
        "ben.png",
        "ada.yml.",
        "аda.yml",
        "ada.yml/",
        "index.yml",
        "",
        " ",
        "ada .yml",
        "ada.yml\u200b",
        "ada\n.yml",
    ]
)
PATHS = st.one_of(
    st.sampled_from(sorted(OWN)),
    st.lists(WORDS, min_size=1, max_size=4).map("/".join),
    st.text(min_size=1, max_size=30),
)
ENTRIES = st.one_of(
    st.none(),
    st.builds(
        Entry,
        st.sampled_from(["100644", "100755", "120000", "160000"]),
        st.sampled_from(["1", "2"]),
        st.just(9),
    ),
)
CHANGES = st.builds(Change, PATHS, ENTRIES, ENTRIES).filter(lambda each: each.before != each.after)


@given(st.lists(CHANGES, min_size=1, max_size=6, unique_by=lambda each: each.path))
def test_anything_beside_ones_own_profile_and_photo_is_never_merged_without_a_person(changes):
    verdict = verdict_of(judge(case(changes), OWNERS, Places()))

    if verdict == "own":
        assert {each.path for each in changes} <= OWN
        assert all(each.after is None or each.after.mode == "100644" for each in changes)


@given(st.lists(CHANGES, max_size=5, unique_by=lambda each: each.path), st.booleans())
def test_one_bad_path_among_others_decides(changes, last):
    bad = Change("members/ben.yml", Entry("100644", "1", 9), None)
    others = [each for each in changes if each.path != bad.path]
    together = [*others, bad] if last else [bad, *others]

    assert verdict_of(judge(case(together), OWNERS, Places())) == "refused"


@given(
    st.lists(CHANGES, max_size=5, unique_by=lambda each: each.path),
    st.one_of(
        st.none(),
        st.builds(
            Account,
            st.sampled_from([6, 7]),
            st.sampled_from(["Ada", "ben"]),
            st.sampled_from(["User", "Bot"]),
        ),
    ),
)
def test_nobody_with_another_number_gets_at_a_recorded_profile(changes, stranger):
    together = [*(each for each in changes if each.path != "members/ada.yml")]
    together.append(Change("members/ada.yml", Entry("100644", "1", 9), Entry("100644", "2", 9)))
    case_ = case(together, stranger)

    assert verdict_of(judge(case_, OWNERS, Places())) != "own"


@given(st.lists(CHANGES, min_size=1, max_size=60, unique_by=lambda each: each.path))
def test_reasons_are_told_in_a_bearable_number_and_the_grave_ones_first(changes):
    reasons = judge(case(changes), OWNERS, Places())
    weights = [("wrong", "another", "look").index(each.weight) for each in reasons]

    kinds = {(each.weight, each.text.partition(" (")[0]) for each in reasons}
    assert len(reasons) <= 21 * len(kinds)
    # What counts the others stands at the end.
    assert weights[: len([r for r in reasons if not r.text.endswith("more)")])] == sorted(
        w for w, r in zip(weights, reasons, strict=True) if not r.text.endswith("more)")
    )


def test_an_edit_of_ones_own_is_ones_own():
    edit = [Change("members/ada.yml", Entry("100644", "1", 9), Entry("100644", "2", 9))]

    assert verdict_of(judge(case(edit), OWNERS, Places())) == "own"


def test_an_organiser_makes_another_ones_profile_a_matter_for_a_person_but_mends_nothing():
    other = [Change("members/ben.yml", Entry("100644", "1", 9), None)]
    link = [Change("members/ada.yml", None, Entry("120000", "1", 9))]

    assert verdict_of(judge(case(other), OWNERS, Places()), is_organiser=True) == "reviewer"
    assert verdict_of(judge(case(link), OWNERS, Places()), is_organiser=True) == "refused"


def test_a_move_to_a_new_login_is_not_a_new_profile():
    old = Change("members/ada.yml", Entry("100644", "1", 9), None)
    new = Change("members/ada-l.yml", None, Entry("100644", "1", 9))

    assert not brings_new(case([old, new], Account(5, "ada-l", "User")), OWNERS, Places())
    assert brings_new(case([new], Account(5, "ada-l", "User")), OWNERS, Places())


# What the walk over hashes finds, held against two trees laid out flat.

NAMES = st.sampled_from(["a", "b", "c"])
TREES = st.dictionaries(
    st.lists(NAMES, min_size=1, max_size=4).map(tuple), st.sampled_from(["1", "2"]), max_size=8
)


def plant(flat):
    """Nested folders from paths, dropping what would stand on a file; a store of trees, and the root's hash."""
    kept = {}
    for path in sorted(flat):
        if not any(path[:end] in kept for end in range(1, len(path))):
            kept[path] = flat[path]
    store = {}

    def put(prefix):
        entries = {}
        for path, content in kept.items():
            if path[: len(prefix)] == prefix and len(path) > len(prefix):
                name = path[len(prefix)]
                inner = (*prefix, name)
                entries[name] = (
                    Entry("100644", content, 1) if inner in kept else Entry("040000", put(inner), 0)
                )
        sha = repr(sorted((name, entry.mode, entry.sha) for name, entry in entries.items()))
        store[sha] = entries
        return sha

    return {"/".join(path): content for path, content in kept.items()}, store, put(())


@given(TREES, TREES)
def test_the_walk_finds_every_path_that_differs_and_no_other(one, other):
    before, store, old = plant(one)
    after, more, new = plant(other)
    walk = Walk({**store, **more}.__getitem__, most=1000)

    found = {
        each.path: (each.before and each.before.sha, each.after and each.after.sha)
        for each in walk.changes(old, new)
    }

    assert found == {
        path: (before.get(path), after.get(path))
        for path in before.keys() | after.keys()
        if before.get(path) != after.get(path)
    }
    for path, content in before.items():
        assert walk.entry(old, path).sha == content
