"""Matching: what suits whom, the same by brute force as by the quick ways, and true of both whatever comes in."""

from datetime import date
from functools import cache

import pytest
import yaml

from sameboat import demo
from sameboat.candidates import KINDS, Candidates
from sameboat.crowd import Crowd, hours, weight
from sameboat.directory import Directory
from sameboat.matching import meet
from sameboat.nearby import Nearby, Reach
from sameboat.profiles import Profile
from sameboat.rings import REACH, find_rings
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
