"""The invented community: repeatable, valid, and as uneven as a real one."""

import json
import re
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import jsonschema_rs
import pytest
import yaml

from sameboat import demo, formats

SCHEMA = Path(__file__).parents[2] / "schema"
COUNT = 2_000


@cache
def vocabularies():
    return {
        kind: list(yaml.safe_load((SCHEMA / f"{kind}.yml").read_text(encoding="utf-8")))
        for kind in ("values", "topics", "situations")
    }


@cache
def community(count=COUNT, seed=1):
    return dict(demo.generate(count, seed, vocabularies()))


def read(content):
    return yaml.load(content, yaml.CBaseLoader)  # noqa: S506 - this loader makes nothing but strings


@cache
def profiles():
    """The profiles, with every plain scalar a string and the two switches as they are meant."""
    return {handle: switched(read(content)) for handle, content in community().items()}


def switched(node):
    if isinstance(node, dict):
        return {key: switched(value) for key, value in node.items()}
    if isinstance(node, list):
        return [switched(item) for item in node]
    return {"true": True, "false": False}.get(node, node)


def member_schema():
    schema = json.loads((SCHEMA / "member.schema.json").read_text(encoding="utf-8"))

    def fill_in(node):
        if isinstance(node, dict):
            if "x-vocabulary" in node:
                node["enum"] = vocabularies()[node["x-vocabulary"]]
            node = list(node.values())
        if isinstance(node, list):
            for child in node:
                fill_in(child)

    fill_in(schema)
    return schema


def strings(node):
    if isinstance(node, str):
        yield node
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from strings(child)


def test_the_same_seed_gives_the_same_bytes():
    assert list(demo.generate(50, 7, vocabularies())) == list(demo.generate(50, 7, vocabularies()))


def test_another_seed_gives_other_people():
    assert not set(community(50, 7).values()) & set(community(50, 8).values())


def test_a_member_is_the_same_in_a_larger_community_but_for_friends():
    def without_friends(content):
        return re.sub(rb"(?m)^friends: .*\n", b"", content)

    small, large = list(community(300).items()), list(community().items())[:300]
    assert [handle for handle, _ in small] == [handle for handle, _ in large]
    assert [without_friends(content) for _, content in small] == [
        without_friends(content) for _, content in large
    ]


def test_handles_are_unique_and_well_formed():
    handles = [handle for handle, _ in demo.generate(20_000, 1, vocabularies())]
    assert len(set(handles)) == len(handles)
    assert all(formats.is_handle(handle) for handle in handles)


def test_every_profile_is_valid_under_the_member_schema():
    validator = jsonschema_rs.Draft202012Validator(
        member_schema(), validate_formats=True, formats=formats.checks()
    )
    faults = [
        (handle, error.message)
        for handle, profile in profiles().items()
        for error in validator.iter_errors(profile)
    ]
    assert faults == []


@pytest.mark.parametrize("few", [1, 3])
def test_a_community_with_few_slugs_gets_along_with_them(few):
    short = {kind: slugs[:few] for kind, slugs in vocabularies().items()}
    for _, content in demo.generate(200, 1, short):
        profile = read(content)
        assert set(profile["values"]) <= set(short["values"])
        assert {offer["topic"] for offer in profile["can_help_with"]} <= set(short["topics"])


def test_every_key_of_the_schema_appears_somewhere():
    assert {key for profile in profiles().values() for key in profile} == set(member_schema()["properties"])


def test_a_profile_is_as_small_and_as_large_as_people_make_them():
    sizes = sorted(map(len, community().values()))
    assert 1_200 <= sum(sizes) / COUNT <= 1_400
    assert sizes[0] < 150
    assert 3_000 < sizes[-1] < 16 * 1024


def test_texts_are_single_lines_without_what_nobody_sees():
    for profile in profiles().values():
        for text in strings({key: value for key, value in profile.items() if key != "bio"}):
            assert text == text.strip()
            assert text.isprintable()
        assert profile.get("bio", "").replace("\n", "").isprintable()


def test_some_topics_and_values_are_much_more_popular_than_others():
    topics = Counter(offer["topic"] for profile in profiles().values() for offer in profile["can_help_with"])
    values = Counter(value for profile in profiles().values() for value in profile["values"])
    for counts, options in ((topics, "topics"), (values, "values")):
        ranked = [count for _, count in counts.most_common()]
        assert ranked[0] > 8 * ranked[len(vocabularies()[options]) // 2]
        assert len(ranked) > 0.9 * len(vocabularies()[options])


def test_names_are_written_in_many_scripts():
    names = "".join(profile["name"] for profile in profiles().values())
    for script in ("a-z", "à-ž", "А-я", "Α-ω", "ء-ي", "א-ת", "ऀ-ॿ", "ก-๛", "一-鿿", "ぁ-ん", "가-힣"):
        assert re.search(f"[{script}]", names), script


def test_about_a_third_of_the_bios_use_markdown():
    bios = [profile["bio"] for profile in profiles().values() if "bio" in profile]
    marked = sum(bool(re.search(r"[*_`>\[~]|^(-|1\.) ", bio, re.MULTILINE)) for bio in bios)
    assert 0.2 < marked / len(bios) < 0.4


def test_texts_have_thousands_of_different_words():
    words = {word for profile in profiles().values() for text in strings(profile) for word in text.split()}
    assert len(words) > 5_000


def test_friends_are_members_and_many_are_mutual():
    friends = {handle: set(profile.get("friends", ())) for handle, profile in profiles().items()}
    named = [(handle, friend) for handle, names in friends.items() for friend in names]
    assert all(friend in friends and friend != handle for handle, friend in named)
    assert 0.5 < sum(handle in friends[friend] for handle, friend in named) / len(named) < 0.8


def test_a_few_are_paused_and_everyone_is_a_sample():
    paused = sum(profile.get("availability") == "paused" for profile in profiles().values())
    assert 0.02 < paused / COUNT < 0.04
    assert all(profile["sample"] is True for profile in profiles().values())


def test_offers_end_before_and_after_the_reference_day():
    ends = [
        date.fromisoformat(entry["until"])
        for profile in profiles().values()
        for entry in (*profile["can_help_with"], *profile.get("want_help_with", ()))
        if "until" in entry
    ]
    assert min(ends) < demo.REFERENCE < max(ends)


def test_nobody_asks_for_what_they_offer():
    for profile in profiles().values():
        offers = [offer["topic"] for offer in profile["can_help_with"]]
        asks = [ask["topic"] for ask in profile.get("want_help_with", ())]
        assert len({*offers, *asks}) == len(offers) + len(asks)


def test_written_members_have_the_photos_they_name(tmp_path):
    demo.write(community().items(), tmp_path)
    assert {path.stem: path.read_bytes() for path in tmp_path.glob("members/*.yml")} == community()
    named = {profile["photo"] for profile in profiles().values() if "photo" in profile}
    assert {path.name for path in tmp_path.glob("members/photos/*")} == named


def test_the_drawings_are_pictures(tmp_path):
    from PIL import Image

    demo.write(community().items(), tmp_path)
    for path in tmp_path.glob("members/photos/*"):
        with Image.open(path) as picture:
            picture.load()
            assert picture.size == (256, 256)
