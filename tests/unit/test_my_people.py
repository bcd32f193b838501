"""What "my people" reads, and that its JavaScript matches as Python does."""

import gzip
import json
from datetime import date
from pathlib import Path
from random import Random

import pytest

from sameboat.crowd import Person
from sameboat.demo import generate
from sameboat.directory import Directory
from sameboat.matching import KINDS, Matching, meet
from sameboat.outputs import my_people
from sameboat.outputs.my_people import RULES
from sameboat.text import stable_hash

TODAY = date(2026, 11, 22)
VECTORS = Path(__file__).parents[1] / "vectors/matching.json"
HASHED_TO_NOTHING = ("c5offi9", "akhnp9x", "b0ccrhg", "ppkttia", "vv0nwlh", "mx6mwmi", "um910x1", "cfp44o9")
"""Handles whose hash is 0, like that of somebody who has not joined: equals stand in the same order for both."""


class Reader:
    """Reads the bytes of a posting."""

    def __init__(self, content):
        self.bytes = iter(gzip.decompress(content))

    def varint(self):
        number = shift = 0
        for byte in self.bytes:
            number |= (byte & 0x7F) << shift
            if byte < 0x80:
                return number
            shift += 7
        raise AssertionError

    def posting(self):
        seats, last = [], 0
        for _ in range(self.varint()):
            last += self.varint()
            seats.append(last)
        columns = [[self.varint() for _ in seats] for _ in range(3)]
        assert next(self.bytes, None) is None
        return dict(zip(("seats", "numbers", "tongues", "clocks"), (seats, *columns), strict=True))


def read(files):
    """The manifest, and by part and slug the people."""
    by_address = {file.address: file.content for file in files}
    said = json.loads(by_address["people/index.json"])
    postings = {
        each["part"]: {
            option["slug"]: Reader(by_address[f"people/{each['folder']}{number}.bin"]).posting()
            for number, option in enumerate(each["options"])
        }
        for each in said["lists"]
    }
    return said, postings


@pytest.fixture(scope="module")
def crowd(gather, packaged):
    """Sixty people of whom eight hash to nothing, some without languages or clocks, some short on time or paused."""
    random = Random(7)  # noqa: S311 - a made-up community, no secret
    pick = {name: sorted(each.terms)[:14] for name, each in packaged.vocabularies.items()}

    def some(name, least, most):
        return random.sample(pick[name], random.randint(least, most))

    def fields():
        made = {
            "values": some("values", 1, 5),
            "same_boat": some("situations", 0, 3),
            "can_help_with": [{"topic": slug} for slug in some("topics", 1, 5)],
            "want_help_with": [{"topic": slug} for slug in some("topics", 0, 4)],
        }
        if random.random() < 0.8:
            made["languages"] = random.sample(["en", "pt-BR", "pt", "ar", "pl"], random.randint(1, 3))
        if random.random() < 0.8:
            zones = ["Europe/Warsaw", "America/Bogota", "Asia/Tokyo", "Asia/Kolkata", "Pacific/Kiritimati"]
            made["timezone"] = random.choice(zones)
        made["availability"] = random.choice(["open", "open", "limited", "paused"])
        return made

    handles = [*HASHED_TO_NOTHING, *(f"m{number}" for number in range(52))]
    members = {handle: fields() for handle in handles}
    for handle in HASHED_TO_NOTHING:
        members[handle]["availability"] = "open"
    return gather(members)


def ticks_of(person: Person):
    lists = (
        ("values", person.values),
        ("offers", person.offers),
        ("asks", person.asks),
        ("situations", person.situations),
    )
    return [[part, slug] for part, slugs in lists for slug in slugs]


def vectors_of(directory):
    """What both languages compute with, and what Python makes of it."""
    matched = list(meet(directory, TODAY))
    said, postings = read(my_people.build(directory, matched))
    matching = Matching.of(directory, TODAY)
    numbers = {profile.handle: number for number, profile in enumerate(directory.by_name)}
    tags = [option["slug"] for option in said["languages"]["options"]]
    known = {person.handle: person for person in matched}
    visitors = []
    for handle in HASHED_TO_NOTHING:
        person, ticks = known[handle], ticks_of(known[handle])
        expected = {
            kind: [
                [numbers[match.handle], [tick for tick in ticks if is_reason(tick, match)]]
                for match in matching.ranked(handle, kind)
            ]
            for kind in KINDS
        }
        visitors.append(
            {
                "number": numbers[handle],
                "languages": [tags.index(tag) for tag in person.languages],
                "clock": person.clock,
                "ticks": ticks,
                "expected": expected,
            }
        )
    weights = {
        each["part"]: {option["slug"]: option["weight"] for option in each["options"]}
        for each in said["lists"]
    }
    return {
        "rules": said["rules"],
        "tongues": said["tongues"],
        "clocks": said["clocks"],
        "weights": weights,
        "postings": postings,
        "visitors": visitors,
    }


def is_reason(tick, match):
    part, slug = tick
    found = {
        "values": match.values,
        "situations": match.situations,
        "offers": match.gives,
        "asks": match.gets,
    }
    return slug in found[part]


def test_the_vectors_that_the_javascript_is_held_to_are_what_python_computes(crowd):
    assert json.loads(VECTORS.read_text(encoding="utf-8")) == vectors_of(crowd)


def test_the_handles_of_the_vectors_do_hash_to_nothing():
    assert {stable_hash(handle) for handle in HASHED_TO_NOTHING} == {0}


def test_the_weights_are_those_of_the_matching(crowd):
    said, _ = read(my_people.build(crowd, list(meet(crowd, TODAY))))
    weights = Matching.of(crowd, TODAY).weights
    published = {
        each["part"]: {option["slug"]: option["weight"] for option in each["options"]}
        for each in said["lists"]
    }
    assert published["values"] == weights.values
    assert published["situations"] == weights.situations
    assert published["offers"] == published["asks"] == weights.topics


def test_an_offer_leads_to_those_who_ask_and_an_ask_to_those_who_offer(gather):
    directory = gather(
        {
            "asks": {"want_help_with": [{"topic": "first-talk"}], "can_help_with": [{"topic": "sourdough"}]},
            "offers": {"can_help_with": [{"topic": "first-talk"}]},
        }
    )
    _, postings = read(my_people.build(directory, list(meet(directory, TODAY))))
    numbers = {profile.handle: number for number, profile in enumerate(directory.by_name)}
    assert postings["offers"]["first-talk"]["numbers"] == [numbers["asks"]]
    assert postings["asks"]["first-talk"]["numbers"] == [numbers["offers"]]
    assert postings["offers"]["sourdough"]["numbers"] == []


def test_nobody_who_takes_a_pause_and_nothing_that_has_lapsed_is_in_it(gather):
    directory = gather(
        {
            "paused": {"values": ["humour"], "availability": "paused"},
            "lapsed": {"can_help_with": [{"topic": "first-talk", "until": "2026-11-21"}]},
        }
    )
    said, postings = read(my_people.build(directory, list(meet(directory, TODAY))))
    assert "humour" not in postings["values"]
    assert "first-talk" not in postings["asks"]
    assert {option["label"] for option in said["lists"][0]["options"]} == {"Curiosity"}


def test_a_community_of_nobody_has_lists_of_nothing(gather):
    directory = gather({})
    said, postings = read(my_people.build(directory, []))
    assert [each["options"] for each in said["lists"]] == [[], [], [], []]
    assert said["rules"] == RULES
    assert postings == {"values": {}, "offers": {}, "asks": {}, "situations": {}}


def test_what_changes_has_another_name_and_what_does_not_keeps_its_own(gather):
    def folders(members):
        directory = gather(members)
        said, _ = read(my_people.build(directory, list(meet(directory, TODAY))))
        return {each["part"]: each["folder"] for each in said["lists"]}

    before = folders({"ada": {}, "bo": {}})
    after = folders({"ada": {}, "bo": {"same_boat": ["back-after-a-break"]}})
    assert before["values"] == after["values"]
    assert before["situations"] != after["situations"]


@pytest.fixture(scope="module")
def ten_thousand(packaged):
    """A generated community, read without the checks that a build makes."""
    import yaml

    from sameboat.profiles import Profile

    slugs = {name: list(each.terms) for name, each in packaged.vocabularies.items()}
    profiles = [
        Profile(handle, yaml.load(content, yaml.CBaseLoader))  # noqa: S506 - strings only
        for handle, content in generate(10_000, 1, slugs)
    ]
    return Directory.of(profiles, packaged)


def test_of_ten_thousand_all_that_may_be_ticked_at_once_stays_small(ten_thousand):
    matched = list(meet(ten_thousand, TODAY))
    files = {file.address: file.content for file in my_people.build(ten_thousand, matched)}
    said = json.loads(files["people/index.json"])
    manifest = len(gzip.compress(files["people/index.json"]))
    largest = sum(
        sum(
            sorted(
                len(files[f"people/{each['folder']}{number}.bin"]) for number in range(len(each["options"]))
            )[-each["most"] :]
        )
        for each in said["lists"]
    )
    # The page may load 300 kB in all, with its scripts, its style and the cards it shows.
    assert manifest < 15_000
    assert manifest + largest < 200_000


def test_whoever_offers_what_they_ask_for_is_no_match_of_their_own(gather):
    both = {"can_help_with": [{"topic": "sourdough"}], "want_help_with": [{"topic": "sourdough"}]}
    matching = Matching.of(gather({"ada": both, "bo": both}), TODAY)
    for kind in KINDS:
        assert {match.handle for match in matching.ranked("ada", kind)} <= {"bo"}
        assert {match.handle for match in getattr(matching.of_member("ada"), kind)} <= {"bo"}
