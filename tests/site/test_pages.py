"""The pages of the sample community, and what must not be on them."""

import re

import pytest

pytestmark = pytest.mark.site

TOKEN = re.compile(rb"sameboat-(?:title|description|content|head|page)", re.IGNORECASE)
PEOPLE = re.compile(r"<section id=people.*?</section>", re.DOTALL)


def test_the_sample_community_builds_strictly_and_without_a_warning(sample_site):
    assert not sample_site.warnings


def test_every_member_has_a_page(sample_site, samples):
    assert sorted(address for address in sample_site.pages if address.startswith("members/")) == [
        f"members/{handle}.html" for handle in sorted(samples)
    ]


def test_a_page_leads_with_values_and_offers(sample_site):
    html = sample_site.read("members/wanjiru.html").partition("<article")[2]
    places = [
        html.index(words)
        for words in (
            "Wanjirũ Kamau",
            "<h2 id=values>",
            "<h2 id=can-help-with>",
            "<h2 id=want-help-with>",
            "<h2 id=read-first>",
            "<section id=say-hi",
        )
    ]
    assert places == sorted(places)


def test_a_short_profile_has_no_empty_sections(sample_site):
    page = sample_site.page("members/nell.html")
    assert {"values", "can-help-with"} <= page.ids
    assert not {"want-help-with", "same-boat", "bio", "read-first", "say-hi", "zone"} & page.ids
    # Whom they might meet is a list of another kind.
    own, _, people = page.html.partition("<section id=people>")
    assert people
    assert re.findall(r"<d[ldt]|rel=me|nofollow me", own) == []


def test_who_does_not_say_where_to_be_greeted_leaves_nobody_puzzled(sample_site):
    assert "Where to say hi is not written here yet." in sample_site.page("members/nell.html").text
    assert "Where to say hi" not in sample_site.page("members/wanjiru.html").text


def test_a_sample_says_that_it_is_made_up(sample_site):
    assert "made-up person" in sample_site.page("members/nell.html").text


def test_a_member_page_has_a_title_and_a_description_of_its_own(sample_site):
    page = sample_site.page("members/nell.html")
    assert page.text_in("title") == "Nell - Sameboat"
    assert page.metas["description"] == "Can help with: Proofreading"
    assert sample_site.page("members/jolund.html").metas["description"].startswith("Measure twice")


def test_who_does_not_want_search_engines_is_not_indexed(sample_site):
    assert sample_site.page("members/amina-k.html").metas["robots"] == "noindex"
    assert "robots" not in sample_site.page("members/nell.html").metas


def test_members_appear_nowhere_in_the_navigation(make_community, profile):
    full = make_community(
        {f"member-{number}": profile(f"Somebody {number}") for number in range(30)},
        config={
            "theme": {"name": "material", "font": False, "features": ["navigation.tabs", "toc.integrate"]}
        },
    ).built()
    for address in ("index.html", "values.html", "values/curiosity.html", "members/member-3.html"):
        # A stamped page leaves the tags round its head to the browser; what a head says of its own page is no menu.
        told = r"<main.*</main>|<title>.*?</title>|<meta[^>]*>|<script type=.application/ld.*?</script>"
        around = re.sub(told, "", full.read(address), flags=re.DOTALL)
        assert "<nav" in around
        # The theme's header repeats the page's own title.
        assert "Somebody" not in re.sub(r"<header.*?</header>", "", around, flags=re.DOTALL), address
        assert "member-" not in full.page(address).text_in("nav"), address


def test_a_page_does_not_grow_with_the_community(make_community, profile):
    few, many = (
        make_community({f"m-{number}": profile(f"Somebody {number}") for number in range(count)}).built()
        for count in (10, 40)
    )
    fewer, more = few.read("members/m-0.html"), many.read("members/m-0.html")
    # Whom its owner might meet are others, but no more people.
    assert fewer.count("<li>") == more.count("<li>")
    assert PEOPLE.sub("", fewer) == PEOPLE.sub("", more)


def test_no_token_of_a_shell_is_left_anywhere(sample_site):
    for address, content in sample_site.files.items():
        assert not TOKEN.search(content), address
        assert not TOKEN.search(address.encode()), address


def test_no_token_is_left_with_everything_switched_on(make_community, profile):
    built = make_community(
        {"ada": profile()},
        config={
            "site_url": "https://boat.example.org/people/",
            "repo_url": "https://forge.example.org/boat/people",
            "edit_uri": "edit/main/docs/",
            "copyright": "Nobody",
            "plugins": ["search", "sameboat"],
            "theme": {
                "name": "material",
                "font": False,
                "features": [
                    "navigation.tabs",
                    "navigation.footer",
                    "navigation.path",
                    "navigation.top",
                    "content.action.edit",
                    "content.action.view",
                    "toc.follow",
                    "header.autohide",
                ],
            },
        },
    ).built()
    for address, content in built.files.items():
        assert not TOKEN.search(content), address
    assert "members/ada.html" in built.read("sitemap.xml")
    assert "Ada" not in built.read("search/search_index.json")


def test_tokens_in_a_bio_stand_there_as_they_were_written(make_community, profile):
    words = "SAMEBOAT-CONTENT SAMEBOAT-TITLE SAMEBOAT-DESCRIPTION SAMEBOAT-HEAD members/SAMEBOAT-PAGE.html"
    built = make_community(
        {"ada": profile("SAMEBOAT-TITLE", tagline="SAMEBOAT-CONTENT and {{ more }}", bio=words)}
    ).built()
    page = built.page("members/ada.html")
    assert words in page.text_in("article")
    assert page.text_in("h1") == "SAMEBOAT-TITLE"
    assert page.text_in("title") == "SAMEBOAT-TITLE - A test of a boat"
    assert page.metas["description"] == "SAMEBOAT-CONTENT and {{ more }}"
    assert built.page("values/curiosity.html").text.count("SAMEBOAT-TITLE") == 1


def test_the_canonical_address_of_a_stamped_page_is_its_own(make_community, profile):
    built = make_community(
        {"ada": profile()}, config={"site_url": "https://boat.example.org/people/"}
    ).built()
    for address in ("members/ada.html", "values/curiosity.html", "names/a.html"):
        assert f"<link rel=canonical href=https://boat.example.org/people/{address}>" in built.read(address)


def test_a_page_that_is_not_there_leads_on(sample_site):
    page = sample_site.page("404.html")
    assert "Nobody here" in page.text
    assert {"/find.html", "/names.html", "/topics.html", "/values.html"} <= set(page.links)


def test_what_is_lost_leads_home_under_any_path(make_community, profile):
    built = make_community(
        {"ada": profile()}, config={"site_url": "https://boat.example.org/people/"}
    ).built()
    assert "/people/find.html" in built.page("404.html").links


def test_the_theme_asks_no_forge_for_stars(make_community, profile):
    built = make_community(
        {"ada": profile()}, config={"repo_url": "https://github.com/boat/people", "site_url": ""}
    ).built()
    assert "https://github.com/boat/people" in built.page("index.html").links
    for address in ("index.html", "members/ada.html"):
        assert 'data-md-component="source"' not in built.read(address)


def test_who_gave_no_place_to_say_hi_is_found_on_the_forge(make_community, profile):
    built = make_community(
        {"ada": profile(), "bob": profile("Bob", sample=True)},
        config={"repo_url": "https://github.com/boat/people"},
    ).built()
    assert "https://github.com/ada" in built.page("members/ada.html").links
    assert "https://github.com/bob" not in built.page("members/bob.html").links


def test_who_can_be_greeted_nowhere_is_no_dead_end(make_community, profile):
    built = make_community(
        {"ada": profile(values=["craft"]), "bob": profile("Bob", say_hi={"url": "https://bob.example.org/"})}
    ).built()
    words = "Where to say hi is not written here yet."
    assert words in built.page("members/ada.html").text
    assert built.page("members/ada.html").links.count("../values/craft.html") == 2
    assert words not in built.page("members/bob.html").text
    assert "#say-hi" in built.page("members/bob.html").links
    assert "#say-hi" not in built.page("members/ada.html").links


def test_friends_stand_where_both_list_each_other(make_community, profile, read_page):
    built = make_community(
        {
            "ada": profile(friends=["bob", "cy"]),
            "bob": profile("Bob", friends=["ada"]),
            "cy": profile("Cy", friends=["bob"]),
        }
    ).built()
    assert "bob.html" in built.page("members/ada.html").links
    assert "cy.html" not in read_page(PEOPLE.sub("", built.read("members/ada.html"))).links
    assert "ada.html" in built.page("members/bob.html").links
    assert "friends" not in built.page("members/cy.html").ids


def test_a_community_of_nobody_has_a_site(make_community):
    built = make_community(docs={"index.md": "# Home\n\n<!-- sameboat:newest -->\n"}).built()
    assert built.json("api/v1/members.json")["count"] == 0
    assert "Nobody has joined yet" in built.page("values.html").text
    assert built.search.handles == []
