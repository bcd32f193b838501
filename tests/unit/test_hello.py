"""Today's hello: the page of a day, its feed, and the days that a browser knows in advance."""

import json
from datetime import date, timedelta

import feedparser
import pytest

from sameboat.hellos import days_of_a_turn
from sameboat.history import Movement
from sameboat.matching import meet
from sameboat.outputs.hello import AHEAD, IN_FEED, Hello
from sameboat.outputs.site import Site
from sameboat.outputs.starters import Starters
from sameboat.rendering import Rendering

TODAY = date(2026, 11, 22)
BASE = "https://boat.example.org/"
LONG_AGO = 1_700_000_000


@pytest.fixture(scope="module")
def greet(gather, read_page):
    """Makes everything about today's hello: the page, and files by address."""
    rendering = Rendering.of()

    def greet(members, url=BASE, today=TODAY, moved=()):
        directory = gather(members)
        object.__setattr__(directory, "movements", tuple(moved))
        hello = Hello(directory, rendering, Site("A boat", "", url), list(meet(directory, today)), today)
        return read_page(f"<body>{hello.render('')}</body>"), {
            file.address: file.content for file in hello.build()
        }

    return greet


def people_on(page):
    # The last card is the script's template.
    shown = page.html.partition("<template")[0]
    return [each.partition(".html")[0] for each in shown.split('href="members/')[1:]]


def many(count):
    return {f"m{number}": {} for number in range(count)}


def test_three_people_stand_on_the_page_each_with_a_line_to_borrow(greet):
    page, _ = greet(many(9))
    assert len(people_on(page)) == 3
    assert page.html.partition("<template")[0].count('data-copy="Hi! ') == 3


def test_nobody_who_takes_a_pause_is_greeted(greet):
    members = many(6) | {f"p{number}": {"availability": "paused"} for number in range(20)}
    page, files = greet(members)
    everybody = {person["handle"] for person in json.loads(files["hello/days.json"])["people"]}
    assert everybody == set(many(6))
    assert set(people_on(page)) <= everybody


def test_the_file_of_days_begins_with_yesterday_and_holds_the_day_of_the_page(greet):
    page, files = greet(many(20))
    days = json.loads(files["hello/days.json"])
    assert days["from"] == "2026-11-21"
    assert [days["people"][number]["handle"] for number in days["days"][1]] == people_on(page)
    coming = [days["people"][number]["handle"] for day in days["days"][1:] for number in day]
    assert sorted(coming) == sorted(many(20))


def test_the_file_of_days_does_not_grow_with_the_community(greet):
    _, files = greet(many(400))
    days = json.loads(files["hello/days.json"])
    assert len(days["days"]) == AHEAD + 1
    assert len(days["people"]) == (AHEAD + 1) * 3


def test_tomorrows_page_is_what_today_announces(greet):
    members = many(25)
    _, files = greet(members)
    days = json.loads(files["hello/days.json"])
    for number in range(2, days_of_a_turn(25)):
        page, _ = greet(members, today=TODAY + timedelta(number - 1))
        assert people_on(page) == [days["people"][each]["handle"] for each in days["days"][number]]


def test_an_empty_community_has_a_page_and_files_all_the_same(greet):
    page, files = greet({})
    assert people_on(page) == []
    assert "Nobody is around" in page.text
    assert json.loads(files["hello/days.json"])["people"] == []
    assert feedparser.parse(files["hello.xml"]).feed.title == "A boat: today’s hello"


def test_the_feed_has_the_last_fortnight_with_today_on_top(greet):
    _, files = greet(many(9))
    feed = feedparser.parse(files["hello.xml"])
    assert not feed.bozo
    assert len(feed.entries) == IN_FEED
    assert feed.entries[0].updated == "2026-11-22T00:00:00Z" == feed.feed.updated
    assert feed.entries[-1].updated == "2026-11-09T00:00:00Z"
    assert feed.entries[0].title.startswith("Say hi to M")
    assert f'href="{BASE}members/m' in feed.entries[0].content[0].value
    assert len({entry.id for entry in feed.entries}) == IN_FEED


def test_the_feed_says_today_what_it_will_say_tomorrow_of_today(greet):
    _, today = greet(many(30))
    _, tomorrow = greet(many(30), today=TODAY + timedelta(1))
    known = {entry.id: entry.content for entry in feedparser.parse(today["hello.xml"]).entries}
    later = {entry.id: entry.content for entry in feedparser.parse(tomorrow["hello.xml"]).entries}
    assert len(known.keys() & later.keys()) == IN_FEED - 1
    assert all(known[each] == later[each] for each in known.keys() & later.keys())


def test_json_feed_says_the_same_where_the_site_knows_its_address(greet):
    _, files = greet(many(9))
    feed = json.loads(files["hello.json"])
    assert feed["version"].endswith("1.1")
    titles = [entry.title for entry in feedparser.parse(files["hello.xml"]).entries]
    assert [item["title"] for item in feed["items"]] == titles
    _, without = greet(many(9), url="")
    assert "hello.json" not in without
    assert 'href="members/m' in feedparser.parse(without["hello.xml"]).entries[0].content[0].value


def test_who_asked_search_engines_not_to_list_them_is_greeted_on_the_page_and_not_in_the_feed(greet):
    members = {"ada": {"visibility": {"search_engines": False}}, "bo": {}}
    page, files = greet(members)
    assert set(people_on(page)) == {"ada", "bo"}
    assert b"ada" not in files["hello.xml"]
    assert b"ada" not in files["hello.json"]


def test_what_a_member_writes_is_text_in_the_feed(greet):
    _, files = greet({"ada": {"name": "<b>A</b> & co", "ask_me_about": ["<script>"]}})
    entry = feedparser.parse(files["hello.xml"], sanitize_html=False).entries[0]
    assert "&lt;b&gt;A" in entry.content[0].value
    assert "<script>" not in entry.content[0].value


def test_somebody_who_has_left_is_in_no_day_and_in_no_feed(greet):
    moved = [Movement(LONG_AGO, handle, came=True) for handle in ("ada", "bo", "gone")]
    _, files = greet({"ada": {}, "bo": {}}, moved=[*moved, Movement(LONG_AGO * 2, "gone", came=False)])
    assert all(b"gone" not in content for content in files.values())


def test_a_first_line_is_about_what_somebody_wrote(gather):
    full = {
        "ask_me_about": ["Night trains", "Tea"],
        "read_first": [{"url": "https://a.example/"}, {"url": "https://b.example/", "title": "Bench notes"}],
    }
    directory = gather({"ada": full, "bo": {"can_help_with": []}})
    starters = Starters(directory)
    ada, bo = directory.profiles
    lines = starters.of(ada)
    assert [("Night trains" in line, "Bench notes" in line) for line in lines[:2]] == [
        (True, False),
        (False, True),
    ]
    assert len(lines) == 3
    assert len({starters.of_the_day(ada, day) for day in range(3)}) == 3
    assert starters.of(bo) == ["Hi! I came by your page and wanted to say hello."]


def test_a_sign_of_per_cent_in_what_somebody_wrote_stays(gather):
    directory = gather({"ada": {"ask_me_about": ["50 %s off"]}})
    assert "50 %s off" in Starters(directory).of(directory.profiles[0])[0]
