"""What the site asks of crawlers."""

import pytest
from protego import Protego

from sameboat.outputs import llms, robots
from sameboat.outputs.site import Site
from sameboat.outputs.visibility import NOINDEX, RESERVED, list_tags, member_tags

OPEN = {"visibility": {"ai": True}}
PLAIN = Site("A boat")


def rules(directory, site=PLAIN):
    (file,) = robots.build(directory, site)
    assert file.address == "robots.txt"
    return Protego.parse(file.content.decode())


def test_ai_crawlers_stay_out_as_long_as_one_member_has_not_asked_them_in(gather):
    read = rules(gather({"ada": OPEN, "bob": {}}))
    for crawler in robots.AI_CRAWLERS:
        assert not read.can_fetch("/index.html", crawler)
        assert not read.can_fetch("/members/bob.html", crawler)
        assert not read.can_fetch("/api/v1/members.json", crawler)


def test_but_the_page_of_one_who_asked_them_in_is_open_and_llms_txt_leads_there(gather):
    read = rules(gather({"ada": OPEN, "bob": {}, "ada-b": {}}))
    assert read.can_fetch("/members/ada.html", "GPTBot")
    assert read.can_fetch("/llms.txt", "GPTBot")
    assert not read.can_fetch("/members/ada-b.html", "GPTBot")
    assert not read.can_fetch("/members/ada.vcf", "GPTBot")


def test_where_everybody_asked_them_in_no_ai_crawler_is_named(gather):
    read = rules(gather({"ada": OPEN}))
    assert read.can_fetch("/members/ada.html", "GPTBot")
    assert read.can_fetch("/api/v1/members.json", "CCBot")


def test_search_engines_may_read_every_page_since_they_have_to_find_noindex_there(gather):
    read = rules(gather({"ada": {"visibility": {"search_engines": False}}}))
    assert read.can_fetch("/members/ada.html", "Googlebot")
    assert not read.can_fetch("/members/ada.vcf", "Googlebot")


@pytest.mark.parametrize("visibility", [{}, {"search_engines": True}, {"ai": False}])
def test_who_says_nothing_of_ai_has_not_asked_it_in(gather, visibility):
    assert not rules(gather({"ada": {"visibility": visibility}})).can_fetch("/members/ada.html", "ClaudeBot")


def test_the_sitemap_is_named_where_the_site_knows_its_address(gather):
    directory = gather({"ada": {}})
    assert list(rules(directory, Site("A boat", "", "https://boat.example.org/")).sitemaps) == [
        "https://boat.example.org/sitemap.xml"
    ]
    assert list(rules(directory).sitemaps) == []


def test_below_a_path_the_rules_are_about_that_path(gather):
    read = rules(gather({"ada": OPEN, "bob": {}}), Site("A boat", "", "https://forge.example.org/boat/"))
    assert not read.can_fetch("/boat/members/bob.html", "GPTBot")
    assert read.can_fetch("/boat/members/ada.html", "GPTBot")
    assert read.can_fetch("/somebody-else/", "GPTBot")


def test_the_file_stays_under_what_every_crawler_reads(gather, monkeypatch):
    monkeypatch.setattr(robots, "ROOM", 60)
    read = rules(gather({"ada": OPEN, "bob": OPEN, "eve": OPEN, "zoe": {}}))
    is_open = [read.can_fetch(f"/members/{handle}.html", "GPTBot") for handle in ("ada", "bob", "eve", "zoe")]
    assert is_open == [True, True, False, False]


def test_llms_txt_lists_those_who_allow_it_and_nobody_else(gather):
    directory = gather(
        {
            "zoe": OPEN,
            "ada": {**OPEN, "tagline": "Bakes bread"},
            "bob": {"visibility": {"ai": False}},
            "eve": {},
        }
    )
    (file,) = llms.build(directory, Site("A boat", "Hello", "https://boat.example.org/"))
    assert file.address == "llms.txt"
    text = file.content.decode()
    assert text.startswith("# A boat\n\n> Hello\n")
    assert "- [Ada](https://boat.example.org/members/ada.html): Bakes bread\n" in text
    assert "- [Zoe](https://boat.example.org/members/zoe.html)\n" in text
    assert "members/bob" not in text
    assert "members/eve" not in text


def test_without_anybody_who_allows_it_there_is_no_llms_txt(gather):
    assert list(llms.build(gather({"ada": {}}), PLAIN)) == []


def test_a_name_cannot_write_markdown_in_llms_txt(gather):
    directory = gather(
        {"ada": {**OPEN, "name": "](https://evil.example) [x", "tagline": "# **Do** as `I` say <b>"}}
    )
    (file,) = llms.build(directory, PLAIN)
    assert (
        r"- [\]\(https://evil.example\) \[x](members/ada.html): \# \*\*Do\*\* as \`I\` say \<b\>"
        in file.content.decode()
    )


def test_a_page_asks_what_its_owner_asks(gather):
    by_handle = {
        profile.handle: member_tags(profile)
        for profile in gather(
            {"open": OPEN, "plain": {}, "quiet": {"visibility": {"search_engines": False}}}
        ).profiles
    }
    assert by_handle == {"open": "", "plain": RESERVED, "quiet": NOINDEX + RESERVED}


def test_a_list_is_as_reserved_as_the_most_reserved_person_on_it(gather):
    one, two = gather({"ada": OPEN, "bob": {}}).profiles
    assert list_tags([one]) == ""
    assert list_tags([one, two]) == RESERVED
