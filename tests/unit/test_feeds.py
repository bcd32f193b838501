"""New members as feeds."""

import json

import feedparser
import pytest

from sameboat.outputs.feeds import ENTRIES, ENTRIES_OF_A_HUB, Feeds, written_time
from sameboat.outputs.site import Site

BASE = "https://boat.example.org/"
MONDAY, TUESDAY = 1_700_000_000, 1_700_086_400


def feeds_of(directory, url=BASE):
    return {file.address: file.content for file in Feeds(directory, Site("A boat", "Hello", url)).build()}


def titles(content):
    return [entry.title for entry in feedparser.parse(content).entries]


@pytest.fixture
def two(gather):
    """Ada came first, and asks for what Bob offers."""
    return gather(
        {
            "ada": {"want_help_with": [{"topic": "first-talk"}], "tagline": "Bakes bread"},
            "bob": {"values": ["humour"], "can_help_with": [{"topic": "first-talk"}]},
        },
        {"ada": MONDAY, "bob": TUESDAY},
    )


def test_the_newest_member_comes_first(two):
    assert titles(feeds_of(two)["feed.xml"]) == ["Bob", "Ada"]


def test_a_feed_was_changed_when_the_last_of_its_members_came_and_not_when_it_was_made(two):
    feed = feedparser.parse(feeds_of(two)["feed.xml"]).feed
    assert feed.updated == written_time(TUESDAY) == "2023-11-15T22:13:20Z"
    assert feeds_of(two) == feeds_of(two)


def test_every_value_topic_and_situation_has_a_feed_and_languages_and_names_have_none(two):
    assert {address for address in feeds_of(two) if address.endswith(".xml")} == {
        "feed.xml",
        "values/curiosity/feed.xml",
        "values/humour/feed.xml",
        "topics/cv-feedback/feed.xml",
        "topics/first-talk/feed.xml",
    }


def test_the_feed_of_a_topic_has_who_offers_and_who_asks(two):
    assert titles(feeds_of(two)["topics/first-talk/feed.xml"]) == ["Bob", "Ada"]


def test_json_feed_says_the_same(two):
    made = feeds_of(two)
    for address, content in made.items():
        if address.endswith(".xml"):
            read = json.loads(made[address.replace(".xml", ".json")])
            assert [item["title"] for item in read["items"]] == titles(content)


def test_without_history_there_are_no_feeds(gather):
    assert feeds_of(gather({"ada": {}})) == {}


def test_without_an_address_there_is_atom_with_relative_links_and_no_json_feed(two):
    made = feeds_of(two, url="")
    assert not [address for address in made if address.endswith(".json")]
    entry = feedparser.parse(made["topics/first-talk/feed.xml"]).entries[0]
    assert entry.link == "../../members/bob.html"
    assert entry.id.startswith("urn:uuid:")
    assert feedparser.parse(made["feed.xml"]).entries[0].id == entry.id


def test_who_does_not_want_search_engines_is_in_no_feed(gather):
    made = feeds_of(
        gather({"ada": {"visibility": {"search_engines": False}}, "bob": {}}, {"ada": TUESDAY, "bob": MONDAY})
    )
    assert titles(made["feed.xml"]) == ["Bob"]
    assert b"Ada" not in b"".join(made.values())
    assert feedparser.parse(made["feed.xml"]).feed.updated == written_time(MONDAY)


def test_a_feed_ends_with_the_newest_few(gather):
    handles = [f"m{number:03}" for number in range(80)]
    directory = gather(
        {handle: {} for handle in handles}, {handle: MONDAY + place for place, handle in enumerate(handles)}
    )
    made = feeds_of(directory)
    assert titles(made["feed.xml"]) == [handle.title() for handle in reversed(handles)][:ENTRIES]
    assert len(titles(made["values/curiosity/feed.xml"])) == ENTRIES_OF_A_HUB
    assert titles(made["values/curiosity/feed.xml"])[0] == "M079"


def test_an_entry_says_in_words_what_somebody_offers(two):
    entry = feedparser.parse(feeds_of(two)["feed.xml"]).entries[1]
    for words in (
        "Bakes bread",
        "Values: Curiosity",
        "Can help with: CV feedback",
        "Would like help with: First conference talk",
    ):
        assert words in entry.summary
    assert {tag.label for tag in entry.tags} == {"Curiosity", "CV feedback", "First conference talk"}


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", "]]>", "a & b", '"', "\u2067יעל\u2069", "&lt;"]
)
def test_a_name_comes_back_as_it_was_written(gather, name):
    made = feeds_of(gather({"ada": {"name": name}}, {"ada": MONDAY}))
    entry = feedparser.parse(made["feed.xml"], sanitize_html=False).entries[0]
    assert entry.author == name
    assert json.loads(made["feed.json"])["items"][0]["title"] == name


def test_a_commit_that_claims_to_come_from_the_far_future_breaks_nothing(gather):
    made = feeds_of(gather({"ada": {}}, {"ada": 10**15}))
    assert b"<updated>9999-12-31T23:59:59Z</updated>" in made["feed.xml"]
