"""Pages of people who share something, and the overviews of them."""

import re
from html import unescape

import pytest

from sameboat.text import fold

pytestmark = pytest.mark.site


def members_on(page):
    """The handles of the cards on a page, in their order."""
    return [link.rpartition("/")[2].removesuffix(".html") for link in page.links if "members/" in link]


@pytest.mark.parametrize(
    ("address", "belongs"),
    [
        ("values/craft.html", lambda ada: "craft" in ada["values"]),
        ("topics/stage-fright/asks.html", lambda ada: "stage-fright" in topics(ada, "want_help_with")),
        ("situations/freelancing-alone.html", lambda ada: "freelancing-alone" in ada.get("same_boat", ())),
        ("languages/ar.html", lambda ada: "ar" in ada.get("languages", ())),
        ("languages/es.html", lambda ada: {"es", "es-MX"} & set(ada.get("languages", ()))),
        ("names/j.html", lambda ada: ada["name"].startswith("J")),
        ("names/other.html", lambda ada: fold(ada["name"])[0] > "z"),
    ],
)
def test_people_who_share_something_stand_together_by_name(sample_site, samples, address, belongs):
    handles = [handle for handle, ada in samples.items() if belongs(ada)]
    assert handles
    assert members_on(sample_site.page(address)) == sorted(
        handles, key=lambda each: fold(samples[each]["name"])
    )


def topics(profile, name):
    return [entry["topic"] for entry in profile.get(name, ())]


def test_a_hub_says_what_it_is_about(sample_site):
    page = sample_site.page("values/craft.html")
    assert page.text_in("h1") == "People who value Craft"
    assert page.text_in("title") == "People who value Craft - Sameboat"
    assert "../values.html" in page.links


def test_a_topic_shows_who_offers_before_who_asks(sample_site):
    text = sample_site.page("topics/stage-fright.html").text_in("main")
    places = [
        text.index(words)
        for words in ("Can help with this", "Daithí Walsh", "Would like a hand with this", "Wanjirũ Kamau")
    ]
    assert places == sorted(places)


def test_a_topic_shows_what_people_say_about_it_and_else_their_own_line(sample_site, samples):
    said, silent = 0, 0
    for topic, (handle, ada) in (
        (topic, each) for each in samples.items() for topic in topics(each[1], "can_help_with")
    ):
        card = sample_site.page(f"topics/{topic}.html").html.partition(f"members/{handle}.html")[2]
        text = unescape(re.split("<li|</ul", card)[0].partition("<p")[2].partition(">")[2].partition("<")[0])
        entry = next(entry for entry in ada["can_help_with"] if entry["topic"] == topic)
        assert text == entry.get("note", ada.get("tagline", "")), (topic, handle)
        said += "note" in entry
        silent += "note" not in entry
    assert said
    assert silent


def test_a_topic_leads_to_everybody_who_asks_and_back(sample_site):
    assert "invoices/asks.html" in "".join(sample_site.page("topics/invoices.html").links)
    assert "../../topics/invoices.html" in sample_site.page("topics/invoices/asks.html").links


def test_a_topic_that_is_only_asked_for_has_a_page(crowd):
    page = crowd.page("topics/first-talk.html")
    assert "Nobody yet. Could it be you?" in page.text_in("main")
    assert "member-000" in members_on(page)


def test_a_language_stands_on_the_page_of_its_primary_subtag(crowd):
    assert members_on(crowd.page("languages/pt.html"))[:2] == ["member-000", "member-001"]
    assert not crowd.has("languages/pt-BR.html")
    assert "Portuguese" in crowd.page("languages.html").text


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("values", ["What people here care about.", "Giving credit", "Working in the open"]),
        ("topics", ["Things people here help each other with", "Bioinformatics"]),
        ("situations", ["Boats people are in", "Just retired"]),
        ("languages", ["in a language you share", "Arabic", "Kikuyu"]),
        ("names", ["by the first letter", "W", "Other letters", "Cyrillic"]),
    ],
)
def test_an_overview_leads_to_every_hub_of_its_kind(sample_site, kind, words):
    page = sample_site.page(f"{kind}.html")
    hubs = {
        address for address in sample_site.files if address.startswith(f"{kind}/") and address.count("/") == 1
    }
    assert hubs
    assert hubs <= {link.partition("#")[0] for link in page.links}
    for each in words:
        assert each in page.text


def test_an_overview_shows_the_groups_of_its_vocabulary(sample_site):
    assert "Careers" in sample_site.page("topics.html").text_in("h2")


def test_no_page_counts_people(sample_site):
    for kind in ("values", "topics", "situations", "languages", "names"):
        main = sample_site.page(f"{kind}.html").text_in("main")
        assert not any(character.isdigit() for character in main), kind


class TestALongList:
    """250 people who value the same."""

    def test_it_is_cut_into_pages_of_a_hundred_cards(self, crowd):
        pages = [
            members_on(crowd.page(f"values/{name}.html"))
            for name in ("curiosity", "curiosity/2", "curiosity/3")
        ]
        assert [len(page) for page in pages] == [100, 100, 50]
        assert [handle for page in pages for handle in page] == [
            f"member-{number:03}" for number in range(250)
        ]
        assert not crowd.has("values/curiosity/4.html")
        assert not crowd.has("values/curiosity/1.html")

    def test_its_pages_lead_to_each_other(self, crowd):
        assert {"../values/curiosity/2.html", "../values/curiosity/3.html"} <= set(
            crowd.page("values/curiosity.html").links
        )
        assert {"../../values/curiosity.html", "../../values/curiosity/3.html"} <= set(
            crowd.page("values/curiosity/2.html").links
        )

    def test_a_page_says_which_one_it_is(self, crowd):
        assert "aria-current=page>2</a>" in crowd.read("values/curiosity/2.html")
        assert (
            crowd.page("values/curiosity/2.html")
            .text_in("title")
            .startswith("People who value Curiosity, page 2")
        )

    def test_the_asks_of_a_topic_have_pages_of_their_own(self, crowd):
        assert len(members_on(crowd.page("topics/first-talk/asks.html"))) == 100
        assert len(members_on(crowd.page("topics/first-talk/asks/3.html"))) == 50

    def test_beside_the_offers_stand_a_few_asks_and_the_way_to_all(self, crowd):
        page = crowd.page("topics/first-talk.html")
        assert len(members_on(page)) == 12
        assert "Who would like help with First conference talk" in page.text

    def test_a_list_of_a_hundred_has_one_page(self, make_community, profile):
        built = make_community({f"m-{number}": profile(f"M {number:03}") for number in range(100)}).built()
        assert len(members_on(built.page("values/curiosity.html"))) == 100
        assert not built.has("values/curiosity/2.html")
        assert "Pages of this list" not in built.read("values/curiosity.html")


class TestTheWaysOn:
    """What a hub leads to besides its people."""

    def test_a_topic_leads_to_the_others_of_its_group_and_to_no_others(self, sample_site):
        page = sample_site.page("topics/stage-fright.html")
        assert "../topics/rehearsal.html" in page.links
        assert "../topics/sourdough.html" not in page.links
        assert "../topics/stage-fright.html" not in page.links
        assert "Speaking and teaching" in page.text

    @pytest.mark.parametrize(
        ("address", "search"),
        [
            ("topics/stage-fright.html", "../find.html?can_help_with=stage-fright"),
            ("topics/stage-fright/asks.html", "../../find.html?want_help_with=stage-fright"),
            ("values/curiosity.html", "../find.html?values=curiosity"),
            ("situations/new-in-town.html", "../find.html?same_boat=new-in-town"),
            ("languages/ki.html", "../find.html?languages=ki"),
        ],
    )
    def test_a_hub_leads_to_the_search_with_its_people_picked(self, sample_site, address, search):
        assert search in sample_site.page(address).links

    def test_a_language_is_picked_in_all_its_kinds(self, crowd):
        assert "../find.html?languages=pt,pt-BR" in crowd.page("languages/pt.html").links

    def test_a_letter_cannot_be_picked_in_the_search(self, sample_site):
        assert not [link for link in sample_site.page("names/w.html").links if "find.html?" in link]

    def test_a_letter_leads_to_all_others(self, sample_site):
        assert {"../names/b.html", "../names/other.html"} <= set(sample_site.page("names/w.html").links)

    @pytest.mark.parametrize(
        ("address", "overview"),
        [
            ("values/curiosity.html", "../values.html"),
            ("topics/stage-fright.html", "../values.html"),
            ("topics/stage-fright/asks.html", "../../values.html"),
            ("names/other.html", "../values.html"),
        ],
    )
    def test_the_menu_says_in_which_part_of_the_site_one_is(self, sample_site, address, overview):
        html = sample_site.read(address)
        # The menu has one link for all overviews, to the first of them.
        assert f"<a href={overview} aria-current=true>" in html
        assert html.count("aria-current") == 1
        assert "data-holds" not in html

    def test_an_overview_leads_to_all_others_and_says_which_it_is(self, sample_site):
        kinds = ["values", "topics", "situations", "languages", "names"]
        for kind in kinds:
            page = sample_site.page(f"{kind}.html")
            assert {f"{other}.html" for other in kinds} <= set(page.links)
            (row,) = re.findall(r'<nav class="sb-kinds".*?</nav>', page.html, re.DOTALL)
            assert re.findall(r'href="(\S+)" aria-current="page"', row) == [f"{kind}.html"]

    def test_nobody_stands_in_a_part_of_the_menu(self, sample_site):
        assert "aria-current" not in sample_site.read("members/nell.html")


def test_names_of_other_scripts_stand_under_the_name_of_their_script(sample_site, samples):
    html = sample_site.read("names/other.html")
    parts = dict(re.findall(r"<h2 id=\W?(\w+)\W?>[^<]+</h2>(<ul class=sb-cards>.*?</ul>)", html, re.DOTALL))
    assert {"cyrl", "arab", "hebr", "deva"} <= parts.keys()
    assert "../members/amina-k.html" in parts["arab"]
    assert sum(part.count("<li") for part in parts.values()) == sum(
        fold(each["name"])[0] > "z" for each in samples.values()
    )


def test_the_overview_of_names_leads_to_each_script(sample_site):
    page = sample_site.page("names.html")
    assert {"names/other.html#cyrl", "names/other.html#arab"} <= set(page.links)
    ids = sample_site.page("names/other.html").ids
    for link in page.links:
        if link.startswith("names/other.html"):
            assert link.partition("#")[2] in ids


def test_a_script_that_starts_on_a_later_page_is_linked_there(make_community, profile):
    members = {f"m-{number:03}": profile(f"Ж {number:03}") for number in range(100)}
    page = make_community({**members, "last": profile("あき")}).built().page("names.html")
    assert {"names/other.html#cyrl", "names/other/2.html#hira"} <= set(page.links)


def test_a_language_nobody_has_named_is_called_a_language(make_community, profile):
    built = make_community({"ada": profile(languages=["qya", "isr"])}).built()
    text = built.page("languages.html").text
    assert "the language “qya”" in text
    assert "Israeli Sign Language" in text
    assert "Israeli Sign Language" in built.page("members/ada.html").text
