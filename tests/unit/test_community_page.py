"""What the community looks like from above."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sameboat.crowd import Person
from sameboat.matching import meet
from sameboat.outputs.community import FEWEST, ROWS, CommunityPage, arrivals_by_month, awake, rows
from sameboat.rendering import Rendering

TODAY = date(2026, 11, 22)


def seconds(year, month, day=1):
    return (date(year, month, day) - date(1970, 1, 1)).days * 86_400


@pytest.fixture(scope="module")
def page_of(read_page):
    rendering = Rendering.of()

    def page_of(directory):
        html = CommunityPage(directory, rendering, list(meet(directory, TODAY)), TODAY).render("")
        return read_page(f"<body>{html}</body>")

    return page_of


def part(page, start, end="</section>"):
    return page.html.partition(f'id="{start}"')[2].partition(end)[0]


def test_an_ask_that_nobody_covers_stands_there_and_one_that_somebody_covers_does_not(gather, page_of):
    asks = {"want_help_with": [{"topic": "first-talk"}, {"topic": "sourdough"}]}
    page = page_of(gather({"ada": asks, "bo": {"can_help_with": [{"topic": "sourdough"}]}}))
    assert "topics/first-talk.html" in part(page, "uncovered")
    assert "topics/sourdough.html" not in part(page, "uncovered")
    assert 'data-copy="- First conference talk"' in page.html


def test_an_offer_covers_nothing_once_it_has_lapsed_or_while_somebody_takes_a_pause(gather, page_of):
    lapsed = {"can_help_with": [{"topic": "first-talk", "until": "2026-11-21"}]}
    paused = {"can_help_with": [{"topic": "first-talk"}], "availability": "paused"}
    lasting = {"can_help_with": [{"topic": "first-talk", "until": "2026-11-22"}]}
    ask = {"want_help_with": [{"topic": "first-talk"}]}
    for other, is_uncovered in ((lapsed, True), (paused, True), (lasting, False)):
        page = page_of(gather({"ada": ask, "bo": other}))
        assert ("topics/first-talk.html" in part(page, "uncovered")) is is_uncovered


def test_an_offer_that_nobody_asked_for_stands_there(gather, page_of):
    page = page_of(gather({"ada": {"can_help_with": [{"topic": "sourdough"}]}}))
    assert "topics/sourdough.html" in part(page, "unasked")
    assert "uncovered" in page.ids
    assert "topics/sourdough.html" not in part(page, "uncovered")


def test_values_situations_and_languages_stand_by_how_common_they_are_as_a_table(gather, page_of):
    page = page_of(
        gather(
            {
                "a": {"values": ["humour", "craft"], "languages": ["pt-BR"]},
                "b": {"values": ["humour"], "languages": ["pt", "en"]},
                "c": {"same_boat": ["back-after-a-break"], "languages": ["en"]},
                "d": {"languages": ["en"]},
            }
        )
    )
    table = part(page, "values")
    assert table.index("Humour") < table.index("Craft")
    assert "<th" in table
    assert "<td>2</td>" in table
    languages = part(page, "languages")
    assert languages.index("English") < languages.index("Portuguese")
    assert "<td>3</td>" in languages
    assert "situations" in page.ids
    assert "names" not in page.ids


def test_a_long_table_folds_all_but_its_first_rows(gather, page_of, packaged):
    slugs = list(packaged.vocabularies["values"].terms)[: ROWS + 5]
    page = page_of(gather({f"m{number}": {"values": [slug]} for number, slug in enumerate(slugs)}))
    table = part(page, "values")
    opened, _, folded = table.partition("<details")
    assert opened.count("<tr>") == ROWS + 1
    assert "5 more" in folded
    assert folded.count('scope="row"') == 5


def test_nobody_is_named(gather, page_of):
    page = page_of(gather({"zoe": {"name": "Zoe Unmistakable", "tagline": "Never to be seen here"}}))
    assert "Unmistakable" not in page.html
    assert "members/" not in page.html


def test_an_empty_community_has_a_page_all_the_same(gather, page_of):
    text = page_of(gather({})).text
    assert "somebody for everything" in text
    assert "this copy has none" in text


def test_the_commonest_comes_first_and_ties_go_by_label():
    assert [row.label for row in rows([("b", "", 1), ("C", "", 2), ("a", "", 1)])] == ["C", "a", "b"]
    assert [row.share for row in rows([("a", "", 3), ("b", "", 1)])] == [100, 33]


def person(clock):
    return Person("x", clock=clock)


def test_somebody_is_up_from_eight_to_ten_at_night_by_their_own_clock():
    assert awake([person(0)]) == [0] * 8 + [1] * 14 + [0] * 2
    assert awake([person(120)]) == [0] * 6 + [1] * 14 + [0] * 4
    assert awake([person(-600)])[0] == 1
    assert awake([person(None)]) == [0] * 24


@given(st.lists(st.integers(-12 * 60, 14 * 60)))
def test_everybody_is_up_fourteen_hours_a_day(clocks):
    assert sum(awake(map(person, clocks))) == 14 * len(clocks)


def test_arrivals_are_counted_by_month():
    counted = arrivals_by_month([seconds(2026, 9), seconds(2026, 9, 30), seconds(2026, 11, 22)], TODAY)
    assert len(counted) == FEWEST
    assert counted[-3:] == [(date(2026, 9, 1), 1, 2), (date(2026, 10, 1), 1, 0), (date(2026, 11, 1), 1, 1)]


def test_after_three_years_they_are_counted_by_quarter_and_after_nine_by_year():
    quarters = arrivals_by_month([seconds(2022, 2)], TODAY)
    assert quarters[0] == (date(2022, 1, 1), 3, 1)
    assert quarters[-1][0] == date(2026, 10, 1)
    years = arrivals_by_month([seconds(2010, 2)], TODAY)
    assert years[0] == (date(2010, 1, 1), 12, 1)
    assert years[-1][0] == date(2026, 1, 1)


@given(st.lists(st.integers(0, 10**12), min_size=1))
def test_nobody_is_lost_whatever_their_commit_claims(times):
    counted = arrivals_by_month(times, TODAY)
    assert sum(number for *_, number in counted) == len(times)
    assert counted == sorted(counted)
    assert len(counted) <= 60


def test_the_months_of_a_picture_are_in_its_table_too(gather, page_of):
    directory = gather({"ada": {}, "bo": {}}, {"ada": seconds(2026, 10), "bo": seconds(2026, 11)})
    table = part(page_of(directory), "arrivals")
    assert 'role="img"' in table
    assert table.count('scope="row"') == FEWEST
    assert "Oct 2026" in table
