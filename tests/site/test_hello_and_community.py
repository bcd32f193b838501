"""Today's hello and the community page, as parts of a whole site."""

import re

import pytest

pytestmark = pytest.mark.site


def greeted(html):
    return re.findall(r'href="(?:\.\./)*members/([a-z0-9-]+)\.html"', html.partition("<template")[0])


@pytest.fixture(scope="module")
def with_comings_and_goings(make_community, profile, git):
    """Ten who came in January, one of whom left in March, and two who came in June."""
    community = make_community()
    git(community.root, "init", "--quiet", "--initial-branch=main")

    def commit(day):
        git(community.root, "add", "--all", "members")
        git(community.root, "commit", "--quiet", "--message", "Change", day=day)

    for number in range(10):
        community.write(f"members/m-{number}.yml", profile(f"M {number}"))
    commit("2026-01-10")
    (community.root / "members/m-3.yml").unlink()
    commit("2026-03-10")
    for number in (10, 11):
        community.write(f"members/m-{number}.yml", profile(f"M {number}"))
    commit("2026-06-10")
    return community


def test_a_day_greets_three_who_are_here_and_the_next_day_three_others(with_comings_and_goings):
    one = greeted(with_comings_and_goings.built(day="2026-09-01").read("hello.html"))
    other = greeted(with_comings_and_goings.built(day="2026-09-02").read("hello.html"))
    assert len(one) == len(other) == 3
    assert not set(one) & set(other)
    assert "m-3" not in one + other


def test_what_a_build_announces_is_what_the_next_days_bring(with_comings_and_goings):
    days = with_comings_and_goings.built(day="2026-09-01").json("hello/days.json")
    assert days["from"] == "2026-08-31"
    announced = [[days["people"][number]["handle"] for number in day] for day in days["days"]]
    # Eleven people take four days.
    assert sorted(handle for day in announced[1:] for handle in day) == sorted(
        f"m-{number}" for number in range(12) if number != 3
    )
    for number in (1, 2, 3):
        built = with_comings_and_goings.built(day=f"2026-09-0{number}")
        assert greeted(built.read("hello.html")) == announced[number]


def test_the_page_of_a_day_is_the_same_whenever_it_is_built(with_comings_and_goings):
    first = dict(with_comings_and_goings.built(day="2026-09-01").files)
    assert with_comings_and_goings.built(day="2026-09-01").files == first


def test_both_pages_lead_to_their_scripts_feeds_and_members(sample_site):
    page = sample_site.page("hello.html")
    assert "hello.xml" in page.links
    assert "assets/sameboat/hello/main.js" in page.links
    assert 'type="application/atom+xml" title="Sameboat: today’s hello" href="hello.xml"' in page.html
    assert "assets/sameboat/copy.js" in sample_site.page("community.html").links
    for address in (
        "assets/sameboat/hello/main.js",
        "assets/sameboat/copy.js",
        "hello/days.json",
        "hello.xml",
    ):
        assert sample_site.has(address)


def test_arrivals_come_from_the_history(with_comings_and_goings):
    html = with_comings_and_goings.built(day="2026-09-01").read("community.html")
    table = html.partition('id="arrivals"')[2].partition("</section>")[0]
    counted = dict(re.findall(r'<th scope="row">([^<]+)</th><td>(\d+)</td>', table))
    assert {month: number for month, number in counted.items() if number != "0"} == {
        "Jan 2026": "9",
        "Jun 2026": "2",
    }


def test_a_community_can_write_both_pages_itself(make_community, profile):
    built = make_community(
        {"ada": profile()},
        docs={
            "hello.md": "# Ours\n\n<!-- sameboat:hello -->\n",
            "more/numbers.md": "# In numbers\n\n<!-- sameboat:community -->\n",
        },
    ).built()
    assert "Ours" in built.page("hello.html").text_in("h1")
    assert greeted(built.read("hello.html")) == ["ada"]
    assert "../topics/cv-feedback.html" in built.page("more/numbers.html").links


def test_no_member_is_named_on_the_community_page(sample_site, samples):
    page = sample_site.page("community.html")
    assert not [link for link in page.links if "members/" in link]
    assert not [name for fields in samples.values() if (name := fields["name"]) in page.text]
