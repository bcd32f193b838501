"""Lists as numbers side by side say what the lists said, and why as both people's profiles say it."""

from __future__ import annotations

import pickle

from hypothesis import given
from hypothesis import strategies as st

from sameboat.chosen import Chosen
from sameboat.crowd import Crowd, Person

SLUGS = st.lists(st.sampled_from([f"s{number}" for number in range(20)]), max_size=5, unique=True).map(tuple)


@st.composite
def crowds_and_lists(draw):
    """A crowd, and for each seat some others."""
    count = draw(st.integers(0, 6))
    people = [
        Person(f"p{number}", draw(SLUGS), draw(SLUGS), draw(SLUGS), draw(SLUGS)) for number in range(count)
    ]
    lists = [
        draw(st.lists(st.sampled_from([one for one in range(count) if one != seat]), max_size=3, unique=True))
        if count > 1
        else []
        for seat in range(count)
    ]
    return Crowd(people), lists


@given(crowds_and_lists())
def test_everybody_finds_their_own_list_again(crowd_and_lists):
    crowd, lists = crowd_and_lists
    chosen = pickle.loads(pickle.dumps(Chosen.of(crowd, lists, "peers")))  # noqa: S301 - written just there
    assert [list(chosen[seat]) for seat in range(len(lists))] == lists


@given(crowds_and_lists(), st.sampled_from(["peers", "helpees", "helpers"]))
def test_a_reason_is_what_both_share_and_what_each_can_give_the_other(crowd_and_lists, kind):
    crowd, lists = crowd_and_lists
    chosen = Chosen.of(crowd, lists, kind)
    for seat, others in enumerate(lists):
        whys = [chosen.why(number) for number in chosen.whys[chosen.span(seat)]]
        assert whys == [
            (
                crowd.shared[seat] & crowd.shared[other] if kind == "peers" else 0,
                crowd.offers[seat] & crowd.asks[other],
                crowd.asks[seat] & crowd.offers[other],
            )
            for other in others
        ]


def test_the_same_reason_is_kept_once():
    people = [Person(f"p{number}", ("care",)) for number in range(3)]
    chosen = Chosen.of(Crowd(people), [[1, 2], [0, 2], [0, 1]], "peers")
    assert set(chosen.whys) == {0}
