"""Matching: what suits whom, the same by brute force as by the quick ways, and true of both whatever comes in."""

import json
import os
from collections import Counter
from dataclasses import replace
from datetime import date
from functools import cache
from random import Random
from statistics import fmean

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sameboat import demo
from sameboat.candidates import KINDS, Candidates
from sameboat.crowd import Crowd, Person, hours, weight
from sameboat.directory import Directory
from sameboat.exposure import LONGEST, MOST, draft
from sameboat.matching import Matches, Matching, Reason, meet
from sameboat.nearby import Nearby, Reach
from sameboat.profiles import Profile
from sameboat.rings import MOST_RINGS, REACH, find_rings
from sameboat.schema import packaged_schema, read_schema
from sameboat.text import stable_hash

TODAY = date(2026, 11, 22)
WHOLE = Reach(enough=10_000, least=10_000, window=10_000)
"""A search that goes on until it has seen everybody."""


@cache
def packaged_directory(count, seed=1):
    schema, _ = read_schema(packaged_schema(), "schema")
    vocabularies = {name: list(each.terms) for name, each in schema.vocabularies.items()}
    profiles = [
        Profile(handle, yaml.load(content, yaml.CBaseLoader))  # noqa: S506 - strings only
        for handle, content in demo.generate(count, seed, vocabularies)
    ]
    return Directory.of(profiles, schema)


@cache
def crowd_of(count):
    return Crowd(meet(packaged_directory(count), TODAY))


# Brute force: sets of words, everybody with everybody, every circle there is.


class Oracle:
    """Matches people as the manual says, without any of the ways that make it quick."""

    def __init__(self, people):
        self.people = {person.handle: person for person in people}
        everybody = len(self.people)
        self.weights = {
            kind: {
                slug: weight(sum(slug in getattr(other, kind) for other in people), everybody)
                for person in people
                for slug in (*getattr(person, kind), *(person.asks if kind == "offers" else ()))
            }
            for kind in ("values", "situations", "offers")
        }

    def shared(self, kind, one, other):
        return set(getattr(one, kind)) & set(getattr(other, kind))

    def met(self, helper, helped):
        return set(helper.offers) & set(helped.asks)

    def can_talk(self, one, other):
        return bool(set(one.languages) & set(other.languages)) or not (one.languages and other.languages)

    def score(self, me, other, kind):
        gives = self.met(me, other) if kind != "helpers" else set()
        gets = self.met(other, me) if kind != "helpees" else set()
        shared = sum(
            self.weights[of][slug] for of in ("values", "situations") for slug in self.shared(of, me, other)
        )
        if kind == "peers":
            total = shared
        elif (kind == "mutual" and not (gives and gets)) or not (gives or gets):
            return 0
        else:
            total = shared + 4 * sum(self.weights["offers"][topic] for met in (gives, gets) for topic in met)
        if set(me.languages) & set(other.languages):
            language = 8
        else:
            language = 3 if me.languages and other.languages else 6
        return total * language * hours(me.clock, other.clock) * (4 if other.is_limited else 8)

    def ranked(self, handle, kind, suits=lambda _: True):
        me = self.people[handle]
        found = [
            (-self.score(me, other, kind), stable_hash(handle) ^ stable_hash(other.handle), other.handle)
            for other in self.people.values()
            if other is not me and suits(other)
        ]
        return [other for score, _, other in sorted(found) if score]

    def pool(self, handle, kind):
        if kind in ("peers", "mutual"):
            return self.ranked(handle, kind)
        me = self.people[handle]
        wanted, had = (me.offers, "asks") if kind == "helpees" else (me.asks, "offers")
        topics = sorted(wanted, key=lambda topic: (-self.weights["offers"][topic], topic))
        rows = [
            self.ranked(handle, kind, lambda other, t=topic: t in getattr(other, had)) for topic in topics
        ]
        return [row[turn] for turn in range(len(self.people)) for row in rows if turn < len(row)]

    def rings(self):
        near = {
            handle: [
                other
                for other in dict.fromkeys(self.pool(handle, "helpees"))
                if self.can_talk(self.people[handle], self.people[other])
            ][:REACH]
            for handle in self.people
        }
        counts = dict.fromkeys(self.people, 0)
        found = []
        pools = {handle: len(self.pool(handle, "helpees")) for handle in self.people}
        for handle in sorted(self.people, key=lambda each: (pools[each], stable_hash(each))):
            ring = next(
                (
                    ring
                    for length in (3, 4)
                    for ring in self.circles(near, (handle,), length)
                    if not counts[handle] and all(counts[each] < 2 for each in ring)
                ),
                None,
            )
            if ring:
                found.append(ring)
                for each in ring:
                    counts[each] += 1
        return found

    def circles(self, near, path, length):
        if len(path) == length:
            last, first = self.people[path[-1]], self.people[path[0]]
            if self.met(last, first) and self.can_talk(last, first):
                yield path
            return
        for following in near[path[-1]]:
            if following not in path:
                yield from self.circles(near, (*path, following), length)


@cache
def oracle():
    return Oracle(crowd_of(300).people)


def handles(crowd, seats):
    return [crowd.people[seat].handle for seat in seats]


@pytest.mark.parametrize("kind", KINDS)
def test_brute_force_ranks_three_hundred_members_just_so(kind):
    crowd = crowd_of(300)
    candidates = Candidates(crowd)
    for seat, person in enumerate(crowd.people):
        assert handles(crowd, candidates.ranked(seat, kind)) == oracle().ranked(person.handle, kind)


@pytest.mark.parametrize("kind", KINDS)
def test_brute_force_and_both_ways_of_searching_find_the_same_pools(kind):
    crowd = crowd_of(300)
    candidates, nearby = Candidates(crowd), Nearby(crowd, WHOLE).pools(kind)
    for seat, person in enumerate(crowd.people):
        expected = oracle().pool(person.handle, kind)
        assert handles(crowd, candidates.pool(seat, kind)) == expected
        assert handles(crowd, nearby[seat]) == expected


def test_brute_force_finds_the_same_rings():
    crowd = crowd_of(300)
    candidates = Candidates(crowd)
    pools = [candidates.pool(seat, "helpees") for seat in range(len(crowd.people))]
    found = [tuple(handles(crowd, ring)) for ring in find_rings(crowd, pools)]
    assert len(found) > 50
    assert found == oracle().rings()


# Properties of any community.

SLUGS = st.sampled_from("abcdefgh")
PEOPLE = st.lists(
    st.builds(
        Person,
        handle=st.from_regex(r"[a-z]{1,6}", fullmatch=True),
        values=st.lists(SLUGS, max_size=4, unique=True).map(tuple),
        situations=st.lists(SLUGS, max_size=3, unique=True).map(tuple),
        offers=st.lists(SLUGS, max_size=4, unique=True).map(tuple),
        asks=st.lists(SLUGS, max_size=3, unique=True).map(tuple),
        languages=st.lists(st.sampled_from(["en", "ar", "pl"]), max_size=2, unique=True).map(tuple),
        clock=st.none() | st.sampled_from([-480, 0, 60, 330, 720]),
        is_limited=st.booleans(),
    ),
    max_size=40,
    unique_by=lambda person: person.handle,
)


@given(PEOPLE)
@settings(deadline=None)
def test_somebody_helps_me_exactly_when_they_could_help_me(people):
    crowd = Crowd(people)
    candidates = Candidates(crowd)
    could = {(seat, other) for seat in range(len(people)) for other in candidates.ranked(seat, "helpees")}
    can = {(other, seat) for seat in range(len(people)) for other in candidates.ranked(seat, "helpers")}
    both = {(seat, other) for seat in range(len(people)) for other in candidates.ranked(seat, "mutual")}
    assert could == can
    assert both == {(one, other) for one, other in could if (other, one) in could}


@given(PEOPLE)
@settings(deadline=None, max_examples=50)
def test_searching_near_and_far_comes_to_the_same_pools_where_it_sees_everybody(people):
    crowd = Crowd(people)
    candidates, nearby = Candidates(crowd), Nearby(crowd, WHOLE)
    for kind in KINDS:
        pools = nearby.pools(kind)
        assert [list(pool) for pool in pools] == [
            candidates.pool(seat, kind) for seat in range(len(people))
        ], kind


@given(PEOPLE)
@settings(deadline=None, max_examples=50)
def test_a_bounded_search_finds_somebody_whenever_somebody_suits_and_nobody_else(people):
    crowd = Crowd(people)
    candidates, nearby = Candidates(crowd), Nearby(crowd, Reach(enough=2, least=1, window=2))
    for kind in KINDS:
        for seat, pool in enumerate(nearby.pools(kind)):
            suitable = set(candidates.suitable(seat, kind))
            assert set(pool) <= suitable
            assert bool(len(pool)) == bool(suitable)


@given(PEOPLE, st.randoms())
@settings(deadline=None, max_examples=50)
def test_the_order_in_which_people_come_makes_no_difference(people, random):
    shuffled = list(people)
    random.shuffle(shuffled)
    one, other = Crowd(people), Crowd(shuffled)
    assert one.people == other.people
    assert one.weights == other.weights
    for kind in KINDS:
        assert drafted(one, kind) == drafted(other, kind)


def drafted(crowd, kind, pools=None):
    candidates = Candidates(crowd)
    seats = range(len(crowd.people))
    return draft(
        pools or [candidates.pool(seat, kind) for seat in seats],
        crowd.hashes,
        [person.is_limited for person in crowd.people],
        lambda seat: candidates.suitable(seat, kind),
    )


def assert_fair(lists, suitable):
    counts = Counter(other for chosen in lists for other in chosen)
    for seat, chosen in enumerate(lists):
        assert len(chosen) == len(set(chosen)) <= LONGEST
        assert set(chosen) <= suitable[seat]
        assert bool(chosen) == bool(suitable[seat])
        left_out = suitable[seat] - set(chosen)
        if any(counts[other] > MOST for other in chosen):
            assert all(counts[other] >= MOST for other in left_out)


@given(
    st.integers(1, 70).flatmap(
        lambda count: st.lists(
            st.sets(st.integers(0, min(count - 1, 5)) | st.integers(0, count - 1), max_size=8),
            min_size=count,
            max_size=count,
        )
    ),
    st.integers(1, 8),
)
@settings(deadline=None, max_examples=300)
def test_nobody_stands_in_too_many_lists_while_somebody_else_would_do(suitable, looked_at):
    suitable = [others - {seat} for seat, others in enumerate(suitable)]
    # A pool may hold fewer than suit, as in a large community.
    pools = [sorted(others)[:looked_at] for others in suitable]
    lists = draft(
        pools, range(len(pools)), [seat % 7 == 0 for seat in range(len(pools))], suitable.__getitem__
    )
    assert_fair(lists, suitable)


def test_the_only_one_who_can_help_stands_in_every_list_that_has_nobody_else():
    lists = draft([[], *[[0]] * 40], range(41), [False] * 41, lambda seat: [0] if seat else [])
    assert lists == [[], *[[0]] * 40]


@pytest.mark.parametrize("count", [300, 1_000])
@pytest.mark.parametrize("kind", KINDS)
def test_a_generated_community_comes_up_evenly(kind, count):
    crowd = crowd_of(count)
    candidates = Candidates(crowd)
    seats = range(len(crowd.people))
    pools = [candidates.pool(seat, kind) for seat in seats] if count < 600 else Nearby(crowd).pools(kind)
    lists = drafted(crowd, kind, pools)
    suitable = [set(candidates.suitable(seat, kind)) for seat in seats]
    assert_fair(lists, suitable)
    best_first = [candidates.ranked(seat, kind)[:LONGEST] for seat in seats]
    could = sorted(set().union(*suitable))
    assert gini(lists, could) <= 0.7 * gini(best_first, could)


def gini(lists, people):
    counts = Counter(other for chosen in lists for other in chosen)
    ordered = sorted(counts[other] for other in people)
    weighted = sum(place * count for place, count in enumerate(ordered, 1))
    return 2 * weighted / (len(ordered) * sum(ordered)) - (len(ordered) + 1) / len(ordered)


def test_limited_members_come_up_less_often():
    crowd = crowd_of(1_000)
    counts = Counter(
        other for chosen in drafted(crowd, "helpers", Nearby(crowd).pools("helpers")) for other in chosen
    )
    limited, others = (
        fmean(counts[seat] for seat, person in enumerate(crowd.people) if person.is_limited == is_limited)
        for is_limited in (True, False)
    )
    assert limited < others / 2


@given(PEOPLE)
@settings(deadline=None)
def test_in_a_ring_each_helps_the_next_and_nobody_is_in_more_than_two(people):
    crowd = Crowd(people)
    candidates = Candidates(crowd)
    rings = find_rings(crowd, [candidates.pool(seat, "helpees") for seat in range(len(people))])
    for ring in rings:
        assert 3 <= len(ring) == len(set(ring)) <= 4
        for one, other in zip(ring, (*ring[1:], ring[0]), strict=True):
            assert set(crowd.people[one].offers) & set(crowd.people[other].asks)
            assert crowd.can_talk(one, other)
    assert max(Counter(seat for ring in rings for seat in ring).values(), default=0) <= MOST_RINGS


# The whole of it, from profiles.


@pytest.fixture
def match(gather):
    """Matches members, given by handle, on a day."""
    return lambda members, today=TODAY: Matching.of(gather(members), today)


def entries(*topics, **more):
    return [{"topic": topic, **more} for topic in topics]


@cache
def matched():
    directory = packaged_directory(1_000)
    return directory, Matching.of(directory, TODAY)


def test_a_matching_that_nobody_needs_any_more_leaves_no_process():
    directory = packaged_directory(1_000)
    choosing = Matching.begin(meet(directory, TODAY), directory, 2)
    pids = choosing._meanwhile.pids  # noqa: SLF001 - whether they are gone is what is tested
    assert len(pids) == 2
    choosing.abandon()
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_lists_that_nobody_asked_for_are_not_made():
    directory, whole = matched()
    some = Matching.begin(meet(directory, TODAY), directory, 0, ["helpees"]).finish()
    assert list(some.lists) == ["helpees"]
    handle = next(each.handle for each in directory.profiles if whole.of_member(each.handle).mutual)
    assert some.of_member(handle) == replace(whole.of_member(handle), peers=(), helpers=(), mutual=())


def test_every_reason_is_true_of_both_profiles():
    directory, matching = matched()
    fields = {profile.handle: profile.fields for profile in directory.profiles}
    seen = Counter()

    def topics(handle, key):
        return {
            entry["topic"]
            for entry in fields[handle].get(key, ())
            if entry.get("until", TODAY.isoformat()) >= TODAY.isoformat()
        }

    def has(handle, reason):
        key = {"value": "values", "situation": "same_boat"}[reason.kind]
        return reason.slug in fields[handle].get(key, ())

    for handle in fields:
        matches = matching.of_member(handle)
        for match in (*matches.peers, *matches.helpees, *matches.helpers, *matches.mutual):
            assert match.reasons
            assert fields[match.handle].get("availability") != "paused"
            for reason in match.reasons:
                seen[reason.kind] += 1
                if reason.kind == "gives":
                    assert reason.slug in topics(handle, "can_help_with") & topics(
                        match.handle, "want_help_with"
                    )
                elif reason.kind == "gets":
                    assert reason.slug in topics(match.handle, "can_help_with") & topics(
                        handle, "want_help_with"
                    )
                else:
                    assert has(handle, reason)
                    assert has(match.handle, reason)
        for ring in matches.rings:
            assert ring.handles[0] == handle
            following = (*ring.handles[1:], ring.handles[0])
            for one, other, topic in zip(ring.handles, following, ring.topics, strict=True):
                assert topic in topics(one, "can_help_with") & topics(other, "want_help_with")
    assert min(seen[kind] for kind in ("value", "situation", "gives", "gets")) > 100


def test_lists_are_by_name_and_short():
    directory, matching = matched()
    places = {profile.handle: place for place, profile in enumerate(directory.by_name)}
    for person in matching.people:
        matches = matching.of_member(person.handle)
        for found in (matches.peers, matches.helpees, matches.helpers, matches.mutual):
            by_name = [places[each.handle] for each in found]
            assert by_name == sorted(by_name)
            assert len(found) <= LONGEST


def test_a_generated_member_has_people_to_meet():
    _, matching = matched()
    lists = [matching.of_member(person.handle) for person in matching.people]
    assert fmean(len(each.peers) for each in lists) > 2.9
    assert fmean(len(each.helpees) for each in lists) > 2.5
    assert fmean(len(each.helpers) for each in lists) > 1.5
    assert fmean(len(each.rings) for each in lists) > 0.5


def test_the_order_of_profiles_makes_no_difference():
    directory, matching = matched()
    profiles = list(directory.profiles)
    Random(3).shuffle(profiles)  # noqa: S311 - an order, no secret
    again = Matching.of(Directory.of(profiles, directory.schema), TODAY, processes=1)
    for profile in profiles:
        assert again.of_member(profile.handle) == matching.of_member(profile.handle)


def test_who_takes_a_pause_is_matched_with_nobody(match):
    matching = match({"ada": {}, "bob": {}, "cy": {"availability": "paused"}})
    assert [each.handle for each in matching.of_member("ada").peers] == ["bob"]
    assert matching.of_member("cy") == Matches()
    assert matching.of_member("nobody") == Matches()


@pytest.mark.parametrize(("until", "counts"), [("2026-11-21", False), ("2026-11-22", True)])
@pytest.mark.parametrize("key", ["can_help_with", "want_help_with"])
def test_the_last_day_of_an_entry_counts_and_the_next_does_not(match, key, until, counts):
    members = {
        "ada": {"values": ["humour"], "can_help_with": entries("maths")},
        "bob": {"want_help_with": entries("maths")},
    }
    members["ada" if key == "can_help_with" else "bob"][key] = entries("maths", until=until)
    matching = match(members)
    expected = ["bob"] if counts else []
    assert [each.handle for each in matching.of_member("ada").helpees] == expected
    assert [each.handle for each in matching.ranked("ada", "helpees")] == expected


def test_a_reason_says_what_goes_which_way(match):
    matching = match({
        "ada": {"can_help_with": entries("maths"), "want_help_with": entries("git"), "same_boat": ["learning-a-trade"]},
        "bob": {"can_help_with": entries("git"), "want_help_with": entries("maths"), "same_boat": ["learning-a-trade"]},
    })  # fmt: skip
    (found,) = matching.of_member("ada").mutual
    assert found.reasons == (
        Reason("gives", "maths"),
        Reason("gets", "git"),
        Reason("situation", "learning-a-trade"),
        Reason("value", "curiosity"),
    )


def test_a_rarer_thing_in_common_comes_before_a_common_one(match):
    matching = match(
        {
            "ada": {"values": ["humour", "curiosity"]},
            "bob": {"values": ["curiosity"]},
            "cy": {"values": ["humour"]},
            **{f"m{number}": {"values": ["curiosity", "kindness"]} for number in range(9)},
        }
    )
    assert matching.ranked("ada", "peers")[0].handle == "cy"
    assert matching.weights.values["humour"] > matching.weights.values["curiosity"] >= 1


@pytest.mark.parametrize(
    ("mine", "nearer", "farther"),
    [
        ({"languages": ["pl"]}, {"languages": ["pl", "en"]}, {"languages": ["en"]}),
        ({"languages": ["pt-BR"]}, {"languages": ["pt"]}, {}),
        ({"timezone": "Europe/Warsaw"}, {"timezone": "Africa/Lagos"}, {"timezone": "Pacific/Auckland"}),
        ({}, {}, {"availability": "limited"}),
    ],
)
def test_people_who_can_talk_with_each_other_come_first(match, mine, nearer, farther):
    for near, far in (("ada", "bob"), ("bob", "ada")):
        ranked = match({"me": mine, near: nearer, far: farther}).ranked("me", "peers")
        assert [each.handle for each in ranked] == [near, far]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (0, 0, 8),
        (0, 240, 8),
        (0, 241, 7),
        (-600, 600, 8),
        (720, -720, 8),
        (60, 481, 6),
        (None, 0, 7),
        (None, None, 7),
    ],
)
def test_hours_fit_by_how_far_apart_two_clocks_are(one, other, expected):
    assert hours(one, other) == hours(other, one) == expected


def test_clocks_are_those_of_the_day(gather):
    directory = gather({"ada": {"timezone": "Europe/Warsaw"}})
    assert [next(meet(directory, day)).clock for day in (date(2026, 7, 1), TODAY)] == [120, 60]


def test_nobody_at_all_is_no_trouble(match):
    assert match({}).rings == []
    assert Nearby(Crowd([])).pools("peers") == []


def test_a_community_without_the_fields_that_matching_knows_is_matched_by_what_there_is(make_schema):
    schema = make_schema(without=("same_boat", "timezone", "languages", "availability", "want_help_with"))
    profiles = [
        Profile(handle, {"name": handle, "values": ["curiosity"], "can_help_with": entries("maths")})
        for handle in ("ada", "bob")
    ]
    matching = Matching.of(Directory.of(profiles, schema), TODAY)
    assert [each.handle for each in matching.of_member("ada").peers] == ["bob"]


def test_a_field_of_another_shape_counts_for_nobody(make_schema):
    text = {"title": "Zone", "description": "Any words.", "examples": ["the sofa"], "type": "string"}
    schema = make_schema(values=text, timezone=text, same_boat=text)
    profiles = [
        Profile(handle, {"name": handle, "values": "kindness", "same_boat": "abc", "timezone": "the sofa"})
        for handle in ("ada", "bob")
    ]
    assert [person.values for person in meet(Directory.of(profiles, schema), TODAY)] == [(), ()]
    assert Matching.of(Directory.of(profiles, schema), TODAY).of_member("ada") == Matches()


@pytest.fixture
def make_schema(tmp_path):
    """The packaged schema without some properties, or with others in their place."""

    def make(without=(), **others):
        source = json.loads((packaged_schema() / "member.schema.json").read_text(encoding="utf-8"))
        source["properties"] = {
            name: others.get(name, node) for name, node in source["properties"].items() if name not in without
        }
        source["required"] = ["name"]
        (tmp_path / "member.schema.json").write_text(json.dumps(source), encoding="utf-8")
        schema, problems = read_schema(tmp_path, "schema")
        assert schema is not None, problems
        return schema

    return make
