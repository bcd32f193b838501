"""Whom to say hi to today: everybody once, and then from the start."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from sameboat.hellos import EPOCH, days_of_a_turn, hellos
from sameboat.history import Movement

TODAY = date(2026, 11, 22)
LATEST = 253_402_300_799


def at(day, *, hour=12):
    """A day as a time in seconds."""
    return ((day - date(1970, 1, 1)).days * 24 + hour) * 3600


def greeted(present, movements=(), today=TODAY, first=None, days=1):
    return hellos(present, movements, today, first or today, days)


handles = st.sets(st.from_regex("[a-z][a-z0-9]{0,8}", fullmatch=True), min_size=1, max_size=60)
some_days = st.dates(date(2026, 1, 1), date(2031, 1, 1))


@given(handles, some_days)
def test_on_the_days_of_a_turn_everybody_comes_up_exactly_once_whenever_one_starts_to_look(present, day):
    turn = greeted(present, today=day, days=days_of_a_turn(len(present)))
    assert Counter(handle for people in turn for handle in people) == Counter(present)


@given(handles, some_days)
def test_a_day_has_three_people_or_two_where_that_is_fairer_to_the_last_day(present, day):
    sizes = {len(people) for people in greeted(present, today=day, days=days_of_a_turn(len(present)))}
    assert sizes <= ({2, 3} if len(present) > 2 else {len(present)})


def test_a_dozen_has_three_every_day():
    assert [len(people) for people in greeted([*map(str, range(12))], days=40)] == [3] * 40


def test_four_share_two_days_evenly():
    assert [len(people) for people in greeted("abcd", days=6)] == [2] * 6


def test_nobody_is_greeted_where_nobody_is():
    assert greeted((), days=3) == [(), (), ()]


@given(handles, some_days)
def test_tomorrow_is_the_same_seen_from_today_and_from_tomorrow(present, day):
    _, seen_today = greeted(present, today=day, days=2)
    assert greeted(present, today=day + timedelta(1)) == [seen_today]


@given(handles, st.randoms(use_true_random=False))
def test_the_order_of_the_files_does_not_matter(present, random):
    shuffled = sorted(present)
    random.shuffle(shuffled)
    assert greeted(shuffled, days=5) == greeted(sorted(present), days=5)


def live_through(days, seed, *, start=date(2026, 1, 1), people=40, moves=1.0):
    """A community in which people join and leave: on each day, who was there in the morning, who was greeted, and
    whom the evening before had announced."""
    random = Random(seed)  # noqa: S311 - a made-up community, no secret
    here, moved, number = set(), [], 0
    for _ in range(people):
        number += 1
        here.add(f"m{number}")
        moved.append(Movement(at(start, hour=1), f"m{number}", came=True))
    announced = None
    for offset in range(days):
        day = start + timedelta(offset)
        morning = frozenset(here)
        today = greeted(here, moved, day)[0]
        for _ in range(random.choices([0, 1, 4], [1, moves, moves / 4])[0]):
            if random.random() < 0.55 or len(here) < 5:
                number += 1
                handle = f"m{number}"
                here.add(handle)
            else:
                handle = random.choice(sorted(here))
                here.remove(handle)
            moved.append(Movement(at(day), handle, came=handle in here))
        later = greeted(here, moved, day)[0]
        yield day, morning, today, later, announced, frozenset(here)
        announced = greeted(here, moved, day, day + timedelta(1))[0]


A_YEAR = 365


def test_through_a_year_of_comings_and_goings_nobody_is_skipped_and_nobody_comes_up_twice_in_a_turn():
    for seed in range(3):
        days = list(live_through(A_YEAR, seed))
        order = [(offset, handle) for offset, (_, _, today, *_) in enumerate(days) for handle in today]
        places = {}
        for place, (_, handle) in enumerate(order):
            places.setdefault(handle, []).append(place)
        assert max(map(len, places.values())) > 10
        for handle, seen in places.items():
            for one, other in pairwise(seen):
                between = Counter(each for _, each in order[one + 1 : other])
                first, last = order[one][0], order[other][0]
                stayed = frozenset.intersection(*(days[day][1] for day in range(first, last + 1)))
                assert {each: between[each] for each in stayed - {handle}} == dict.fromkeys(
                    stayed - {handle}, 1
                )


def test_through_a_year_nobody_waits_longer_than_a_turn_of_all_who_were_there():
    for seed in range(3):
        days = list(live_through(A_YEAR, seed))
        waiting = {}
        for offset, (_, morning, today, *_) in enumerate(days):
            for handle in list(waiting):
                if handle not in morning:
                    del waiting[handle]
            for handle in morning:
                waiting.setdefault(handle, offset)
            for handle in today:
                first = waiting[handle]
                # Whoever came or left while the hand went round made its way longer by as much.
                met = frozenset.union(*(days[day][1] for day in range(first, offset + 1)))
                assert offset - first <= days_of_a_turn(len(met)) + 1
                waiting[handle] = offset
        assert all(A_YEAR - since <= days_of_a_turn(len(days[-1][1])) * 1.5 for since in waiting.values())


def test_the_people_of_a_day_stay_while_it_lasts_whoever_comes():
    for seed in range(3):
        for day, _, today, later, _, here in list(live_through(120, seed))[1:]:
            assert [each for each in later if each in here] == [each for each in today if each in here], day


def test_what_the_evening_announces_is_what_the_morning_brings():
    for seed in range(3):
        for day, _, today, _, announced, _ in list(live_through(120, seed))[1:]:
            assert today == announced, day


def test_past_days_can_be_told_again_as_they_were():
    days = list(live_through(80, 3))
    moved, here = [], set()
    for offset, (day, morning, *_, evening) in enumerate(days):
        if not offset:
            moved += [Movement(at(day, hour=1), handle, came=True) for handle in morning]
        moved += [Movement(at(day), handle, came=True) for handle in sorted(evening - morning)]
        moved += [Movement(at(day), handle, came=False) for handle in sorted(morning - evening)]
        here = set(evening)
    today = days[-1][0]
    assert hellos(here, moved, today, today - timedelta(13), 14) == [each[2] for each in days[-14:]]


def test_a_newcomer_counts_from_the_day_after():
    moved = [Movement(at(EPOCH), "ada", came=True), Movement(at(TODAY), "bo", came=True)]
    today, tomorrow = greeted({"ada", "bo"}, moved, days=2)
    assert today == ("ada",)
    assert "bo" in tomorrow


def test_on_its_first_day_a_community_greets_those_who_came_on_it():
    moved = [Movement(at(TODAY), handle, came=True) for handle in "abc"]
    assert set(greeted("abc", moved)[0]) == set("abc")
    assert greeted("abc", moved, first=TODAY - timedelta(2), days=2) == [(), ()]


def test_whoever_takes_a_pause_does_not_come_up_and_the_others_still_come_three_a_day():
    moved = [Movement(at(EPOCH), str(number), came=True) for number in range(30)]
    present = {str(number) for number in range(0, 30, 2)}
    found = greeted(present, moved, days=5)
    assert [len(people) for people in found] == [3] * 5
    assert {handle for people in found for handle in people} == present


def test_who_is_not_committed_yet_can_be_greeted():
    moved = [Movement(at(EPOCH), "ada", came=True), Movement(at(EPOCH), "bo", came=False)]
    assert set(greeted({"ada", "bo", "cy"}, moved)[0]) == {"ada", "bo", "cy"}


def test_a_commit_from_the_future_hides_nobody():
    moved = [Movement(at(EPOCH), "ada", came=True), Movement(LATEST * 10, "bo", came=True)]
    assert set(greeted({"ada", "bo"}, moved)[0]) == {"ada", "bo"}


@given(
    handles,
    st.lists(st.tuples(st.integers(0, 2_000_000_000), st.text("abc", min_size=1, max_size=2), st.booleans())),
)
def test_whatever_history_says_a_day_names_nobody_twice_and_no_more_than_three(present, told):
    moved = [Movement(*each) for each in sorted(told)]
    for people in greeted(present, moved, days=30):
        assert len(people) == len(set(people)) <= 3
        assert people
