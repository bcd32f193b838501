"""All profiles together: in order, and by what they share."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sameboat.directory import Directory, hub_slug, language_name
from sameboat.profiles import Profile
from sameboat.schema import packaged_schema, read_schema
from sameboat.text import fold

SCHEMA, _ = read_schema(packaged_schema(), "schema")


def member(handle, name="Ada", **fields):
    return Profile(
        handle, {"name": name, "values": ["curiosity"], "can_help_with": [{"topic": "cv-feedback"}], **fields}
    )


def directory(*profiles, **options):
    return Directory.of(profiles, SCHEMA, **options)


def shelves(made, kind, aspect=""):
    """Slug → handles of the people on it."""
    return {
        shelf.slug: [profile.handle for profile in shelf.people.get(aspect, ())]
        for shelf in made.kinds[kind].shelves
    }


def handles(profiles):
    return [profile.handle for profile in profiles]


def test_people_stand_by_handle_and_by_name_as_one_looks_for_a_name():
    made = directory(
        member("c", "Żaneta"),
        member("b", "ada"),
        member("a", "Zoë"),
        member("e", "Édith"),
        member("d", "Ada"),
    )
    assert handles(made.profiles) == ["a", "b", "c", "d", "e"]
    assert handles(made.by_name) == ["b", "d", "e", "c", "a"]


@given(st.permutations([("a", "Ada"), ("b", "ADA"), ("c", "Иван"), ("d", "🍞"), ("e", "名前"), ("f", "Zoë")]))
def test_the_order_in_which_people_are_read_does_not_matter(people):
    made = directory(*(member(handle, name) for handle, name in people))
    assert handles(made.by_name) == ["d", "a", "b", "f", "c", "e"]


def test_a_generated_community_is_the_same_in_any_order():
    topics = list(SCHEMA.vocabularies["topics"].terms)
    random = Random(1)  # noqa: S311 - the same people every time
    people = [
        member(
            f"m{number}",
            random.choice(["Ada", "Bo", "Łucja", "Иван"]),
            can_help_with=[{"topic": topic} for topic in random.sample(topics, 3)],
            languages=random.sample(["en", "en-GB", "pl", "zh-Hant"], 2),
        )
        for number in range(60)
    ]
    expected = directory(*people)
    random.shuffle(people)
    assert directory(*people) == expected


def test_there_is_a_shelf_for_each_value_that_somebody_has_and_people_stand_on_it_by_name():
    made = directory(
        member("a", "Zoë", values=["kindness", "curiosity"]),
        member("b", "Bo", values=["kindness"]),
        member("c", "Cy"),
    )
    assert shelves(made, "values") == {"curiosity": ["c", "a"], "kindness": ["b", "a"]}
    assert "patience" not in shelves(made, "values")


def test_shelves_of_a_list_stand_by_group_in_its_order_and_then_by_label():
    terms = SCHEMA.vocabularies["topics"].terms
    made = directory(
        *(member(f"m{number}", can_help_with=[{"topic": slug}]) for number, slug in enumerate(terms))
    )
    found = made.kinds["topics"].shelves
    groups = list(dict.fromkeys(term.group for term in terms.values()))
    assert [shelf.slug for shelf in found] == sorted(
        terms, key=lambda slug: (groups.index(terms[slug].group), fold(terms[slug].label), slug)
    )
    for shelf in found:
        term = terms[shelf.slug]
        assert (shelf.label, shelf.description, shelf.group) == (term.label, term.description, term.group)


def test_offers_and_asks_of_a_topic_share_a_shelf():
    made = directory(
        member("a", "Ann", want_help_with=[{"topic": "cv-feedback"}, {"topic": "first-talk"}]),
        member("b", "Bo"),
    )
    assert shelves(made, "topics") == {"cv-feedback": ["a", "b"], "first-talk": []}
    assert shelves(made, "topics", "asks") == {"cv-feedback": ["a"], "first-talk": ["a"]}
    kind = made.kinds["topics"]
    assert [hub.aspect for _, hub in kind.hubs] == ["", "asks"]
    assert (kind.title, bool(kind.intro)) == ("Topics", True)


def test_who_offers_one_topic_twice_stands_there_once():
    made = directory(
        member("a", can_help_with=[{"topic": "cv-feedback"}, {"topic": "cv-feedback", "note": "x"}])
    )
    assert shelves(made, "topics") == {"cv-feedback": ["a"]}


def test_languages_stand_under_their_primary_subtag_and_by_their_name():
    made = directory(
        member("a", "A", languages=["pt-BR", "pt", "zh-Hant"]),
        member("b", "B", languages=["pt-PT", "haw", "en"]),
    )
    found = made.kinds["languages"].shelves
    assert [(shelf.slug, shelf.label) for shelf in found] == [
        ("zh", "Chinese"), ("en", "English"), ("haw", "Hawaiian"), ("pt", "Portuguese"),
    ]  # fmt: skip
    assert shelves(made, "languages")["pt"] == ["a", "b"]


def test_languages_are_named_in_the_language_of_the_site():
    made = directory(member("a", languages=["pl", "de"]), language="de")
    assert [shelf.label for shelf in made.kinds["languages"].shelves] == ["Deutsch", "Polnisch"]
    assert made.language == "de"


def test_names_stand_under_their_first_letter_and_all_others_at_the_end():
    names = ["Zoë", "Łukasz", "lena", "Иван", "名前", "Åsa", "7 of 9", "🍞"]
    made = directory(*(member(f"m{number}", name) for number, name in enumerate(names)))
    assert [(shelf.slug, shelf.label) for shelf in made.kinds["names"].shelves] == [
        ("a", "A"), ("l", "L"), ("z", "Z"), ("other", "other letters"),
    ]  # fmt: skip
    assert shelves(made, "names") == {
        "a": ["m5"],
        "l": ["m2", "m1"],
        "z": ["m0"],
        "other": ["m7", "m6", "m3", "m4"],
    }


def test_the_newest_come_first_and_nobody_is_new_where_nobody_knows():
    people = [member("a"), member("b"), member("c"), member("d")]
    assert handles(directory(*people, arrivals={"a": 1, "b": 3, "c": 3, "gone": 9}).newest) == ["b", "c", "a"]
    assert directory(*people).newest == ()


def test_a_directory_may_be_empty():
    made = directory()
    assert (made.profiles, made.by_name, made.newest) == ((), (), ())
    assert {kind: hub.shelves for kind, hub in made.kinds.items()} == dict.fromkeys(
        ("names", "languages", "values", "topics", "situations"), ()
    )


@pytest.mark.parametrize(
    ("by", "value", "slug"),
    [
        ("", "cv-feedback", "cv-feedback"),
        ("primary-subtag", "zh-Hant-TW", "zh"),
        ("primary-subtag", "en", "en"),
        ("first-letter", "Łucja", "l"),
    ],
)
def test_a_value_becomes_a_slug_as_its_hub_says(by, value, slug):
    assert hub_slug(by, value) == slug


@pytest.mark.parametrize(
    ("tag", "language", "name"),
    [
        ("pl", "en", "Polish"),
        ("pl", "pl", "polski"),
        ("pt-BR", "en", "Brazilian Portuguese"),
        ("pt-AO", "en", "Portuguese (Angola)"),
        ("sr-Latn-RS", "en", "Serbian (Latin, Serbia)"),
        ("haw", "en", "Hawaiian"),
        ("qqq", "en", "the language “qqq”"),
        ("pl", "pt-BR", "polonês"),
        ("pl", "no such language", "Polish"),
        ("de-CH-1901", "en", "German (Switzerland, 1901)"),
    ],
)
def test_a_language_is_called_what_the_site_calls_it(tag, language, name):
    assert language_name(tag, language) == name


def test_a_property_of_ones_own_with_a_hub_has_shelves_with_the_labels_of_its_choices(tmp_path):
    import json

    words = {"title": "Crew", "description": "A crew.", "examples": ["tue"], "type": "string"}
    source = {
        "type": "object",
        "required": ["name"],
        "properties": {
            "name": {**words, "title": "Name"},
            "crew": {
                **words, "enum": ["tue", "thu"], "x-labels": {"tue": "Tuesdays", "thu": "Thursdays"},
                "x-hub": {"kind": "crews"},
            },
        },
    }  # fmt: skip
    (tmp_path / "member.schema.json").write_text(json.dumps(source))
    schema, problems = read_schema(tmp_path, "schema")
    assert problems == ()
    people = [
        Profile("a", {"name": "A", "crew": "tue"}),
        Profile("b", {"name": "B", "crew": "thu"}),
        Profile("c", {"name": "C"}),
    ]
    made = Directory.of(people, schema)
    assert [(shelf.slug, shelf.label, handles(shelf.people[""])) for shelf in made.kinds["crews"].shelves] == [
        ("thu", "Thursdays", ["b"]), ("tue", "Tuesdays", ["a"]),
    ]  # fmt: skip
