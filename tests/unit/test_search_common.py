"""Counts for sets of common options are those of a plain count, and whatever has them has no records."""

from collections import Counter
from dataclasses import replace
from itertools import chain

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sameboat.outputs.search_index import common, postings
from sameboat.outputs.search_index.columns import Column

PEOPLE = st.lists(
    st.tuples(st.sets(st.integers(0, 5)), st.sets(st.integers(0, 3), max_size=1)), min_size=1, max_size=40
)


def columns_of(people):
    """Two facets, of six options and of four."""
    return [
        Column(
            {},
            np.array([code for each in people for code in sorted(each[facet])], np.int64),
            np.array([len(each[facet]) for each in people]),
            options,
        )
        for facet, options in enumerate((6, 4))
    ]


def numbered(person):
    """All options of somebody, counted through both facets."""
    first, second = person
    return first | {6 + code for code in second}


def varints(content):
    found, number, shift = [], 0, 0
    for byte in content:
        number |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            found.append(number)
            number = shift = 0
    return found


@given(PEOPLE)
def test_every_set_of_common_options_is_counted_as_one_would_by_hand(people):
    made = postings.postings(columns_of(people))
    rows = varints(b"".join(made.sets))
    for number in range(1 << len(made.common) if len(made.common) > 1 else 0):
        wanted = {option for bit, option in enumerate(made.common) if number >> bit & 1}
        counted = Counter(chain.from_iterable(numbered(each) for each in people if wanted <= numbered(each)))
        assert rows[10 * number : 10 * number + 10] == [counted[option] for option in range(10)]


@given(PEOPLE)
def test_records_hold_a_fifth_of_the_members_at_most(people):
    made = postings.postings(columns_of(people))
    counts = Counter(chain.from_iterable(map(numbered, people)))
    assert set(made.common) == {option for option, count in counts.items() if count * 5 > len(people)}
    for option, records in enumerate(made.records):
        having = [numbered(each) for each in people if option in numbered(each)]
        # A byte for each facet, and one for each option.
        whole = sum(2 + len(each) for each in having)
        assert len(records) == (0 if option in made.common else whole)


def test_where_there_are_many_options_the_most_picked_are_common(monkeypatch):
    people = [({0, 1}, {0}), ({0, 1, 2}, {0}), ({0, 2}, {1}), ({0, 1}, {0})]
    monkeypatch.setattr(common, "MOST_CELLS", 40)
    made = postings.postings(columns_of(people))
    assert made.common == [0, 1]
    assert len(varints(b"".join(made.sets))) == 40


def test_those_of_one_facet_stand_side_by_side():
    people = [({0, 3, 5}, {2})] * 3
    assert common.common_options(columns_of(people)) == [0, 3, 5, 6 + 2]
    turned = columns_of(people)[::-1]
    assert common.common_options(turned) == [4 + 0, 4 + 3, 4 + 5, 2]


def test_a_community_without_facets_has_nothing_in_common():
    assert postings.postings([]).sets == []
    nobody = [replace(each, options=0) for each in columns_of([(set(), set())])]
    assert postings.postings(nobody).common == []
