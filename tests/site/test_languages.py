"""A site speaks one language: what is ours is said in it, what is the community's stays as it was written."""

import json
import re
from xml.etree import ElementTree as ET

import pytest

from sameboat.translations import words_in

pytestmark = pytest.mark.site

HOME = (
    "# Our boat\n\n<!-- sameboat:newest -->\n\n<!-- sameboat:common-values -->\n\n<!-- sameboat:feeds -->\n"
)
PAGES = {
    "index.html": [
        "For your feed reader:",
        "who joins",
        "who joins, as JSON Feed",
        "what people here write, as OPML",
    ],
    "find.html": [
        "Find someone",
        "Who are you looking for?",
        "A name, a topic, something people love: the first letters are enough.",
        "Narrow it down",
        "Fetching everybody …",
        "Show more people",
        "Searching needs JavaScript, and yours is off. That is fine: everybody stands in these lists, too.",
        "Nothing like that in this list.",
    ],
    "members/ada.html": [
        "A made-up person, here to show what a profile can look like.",
        "Last said “this is still me” in",
        "feed",
        "Add to contacts",
        "Yours?",
        "Change or leave",
        "Something wrong?",
    ],
    "topics/cv-feedback.html": ["Nobody just now.", "Follow who joins here in a feed reader"],
    "topics/first-talk.html": ["Nobody yet. Could it be you?"],
    "names.html": ["Other letters"],
    "404.html": [
        "Nobody here",
        "This page is gone, or it never was. Perhaps the person moved, or left; both are fine.",
        "Who or what are you looking for?",
        "Everybody by name",
        "What people help with",
    ],
}
"""Page → what it says in English."""
HEARD = {
    "index.html": ["Ways in", "Find someone"],
    "find.html": [
        "People",
        "What you picked",
        "Look one up",
        "Nobody",
        "Show all {n}",
        "Drop {label} ({facet})",
    ],
    "members/ada.html": ["Find someone"],
}
"""Page → what stands in its attributes."""


@pytest.fixture(scope="module", params=["es", "ar"])
def language(request):
    return request.param


@pytest.fixture(scope="module")
def built(language, once, make_community, profile, git):
    def make(_):
        members = {
            "ada": profile(
                want_help_with=[{"topic": "first-talk", "until": "2027-03-01"}],
                timezone="Europe/Warsaw",
                languages=["pl", "en"],
                confirmed="2026-11",
                sample=True,
                read_first=[{"url": "https://ada.example.org/", "feed": "https://ada.example.org/feed.xml"}],
                visibility={"ai": True},
                likes_soup=True,
            ),
            "haruka": profile("森はるか"),
            **{f"m-{number:03}": profile(f"M {number}") for number in range(100)},
        }
        config = {
            "theme": {"name": "material", "font": False, "language": language},
            "site_url": "https://boat.example.org/",
            "repo_url": "https://github.com/boat/boat",
        }
        community = make_community(members, docs={"index.md": HOME}, config=config, schema=with_soup())
        git(community.root, "init", "--quiet", "--initial-branch=main")
        git(community.root, "add", "members")
        git(community.root, "commit", "--quiet", "--message", "First")
        return community.build("--strict")

    built = once(f"language-{language}", make)
    assert built.code == 0, built.log
    return built


def with_soup():
    """The packaged schema with one property more, whose values are yes and no."""
    from sameboat.schema import packaged_schema

    schema = json.loads((packaged_schema() / "member.schema.json").read_text(encoding="utf-8"))
    schema["properties"]["likes_soup"] = {
        "title": "Likes soup",
        "description": "Whether you do.",
        "examples": [True],
        "type": "boolean",
    }
    return {"member.schema.json": schema}


@pytest.fixture(scope="module")
def words(language):
    return words_in(language)


@pytest.mark.parametrize("address", PAGES)
def test_what_a_page_says_is_translated(built, words, address):
    text = built.page(address).text
    for english in PAGES[address]:
        assert words.gettext(english) in text, english
        if words.gettext(english) != english:
            assert not re.search(rf"(?<!\w){re.escape(english)}(?!\w)", text), english


@pytest.mark.parametrize("address", HEARD)
def test_what_is_heard_and_hinted_at_is_translated(built, words, address):
    html = built.read(address)
    for english in HEARD[address]:
        assert f'="{words.gettext(english)}"' in html, english
        assert f'="{english}"' not in html, english


@pytest.mark.parametrize("address", [*PAGES, "members/m-001.html", "values/curiosity/2.html"])
def test_a_page_names_its_language_and_the_way_it_is_read(built, language, address):
    html = built.read(address)
    direction = {"es": "ltr", "ar": "rtl"}[language]
    assert re.search(rf'<html lang="?{language}\b', html)
    said = re.search(r'<(?:html|body)[^>]* dir="?(\w+)', html)
    # Who says nothing is read from left to right (HTML, section 3.2.6.4).
    assert (said[1] if said else "ltr") == direction


def test_what_the_script_of_members_pages_says_is_translated(built, words):
    script = built.read("sb.js")
    for english in (
        "it is {time} there, a decent hour for a hello",
        "it is {time} there, an hour to be asleep",
        "Copy this line",
        "Copied.",
    ):
        assert f'"{words.gettext(english)}"' in script, english
        assert f'"{english}"' not in script, english
    assert built.page("members/ada.html").links.count("../sb.js") == 1


def test_labels_belong_to_the_community(built, words):
    page = built.page("members/ada.html")
    for label in ("Values", "Curiosity", "Can help with", "Would like help with", "Time zone", "Likes soup"):
        assert label in page.text
    assert f"Likes soup {words.gettext('yes')}" in page.text
    assert "Values" in built.page("find.html").text


def test_languages_have_the_names_they_have_in_the_language_of_the_site(built, language):
    named = {"es": "polaco, inglés", "ar": "البولندية، الإنجليزية"}[language]
    # As it is read: the text between tags, without the spaces that the test would put there.
    assert named in re.sub("<[^>]*>", "", built.read("members/ada.html"))


def test_a_date_stands_in_its_sentence_as_the_language_writes_dates(built, words):
    day = {"es": "1 de marzo de 2027", "ar": "1 مارس 2027"}[words.language]
    said = words.gettext("until %(day)s") % {"day": f"<time datetime=2027-03-01>{day}</time>"}
    assert said in built.read("members/ada.html")


def test_the_second_page_of_a_hub_says_so_in_its_title(built, words):
    title = words.gettext("%(heading)s, page %(number)d") % {
        "heading": "People who value Curiosity",
        "number": 2,
    }
    assert built.page("values/curiosity/2.html").text_in("title").startswith(title)
    assert words.gettext("Pages of this list") in built.read("values/curiosity/2.html")


def test_counted_words_come_in_every_plural_form_of_the_language(built, words):
    html = built.read("find.html")
    assert f'id="sb-find-words" lang="{words.language}"' in html
    for form, count in words.plural_counts.items():
        said = words.catalog.ngettext("{n} person", "{n} people", count)
        assert f'data-people-{form}="{said}"' in html
    assert len(words.plural_counts) == {"es": 3, "ar": 6}[words.language]


def test_feeds_and_lists_for_programs_are_titled_in_the_language(built, words):
    new = words.gettext("%(site)s: new people") % {"site": "A test of a boat"}
    assert ET.fromstring(built.read("feed.xml")).findtext("{*}title") == new  # noqa: S314 - we made it
    assert built.json("feed.json")["title"] == new
    assert f'title="{new}"' in built.read("index.html")
    reading = words.gettext("%(site)s: what people here write and make") % {"site": "A test of a boat"}
    assert ET.fromstring(built.read("reading.opml")).findtext("head/title") == reading  # noqa: S314 - likewise
    made_up = words.gettext("A made-up person.")
    assert made_up in re.sub("\r\n ", "", built.read("members/ada.vcf")).replace("\\,", ",").replace(
        "\n ", ""
    )
    assert f"## {words.gettext('People')}" in built.read("llms.txt")


def test_a_language_that_nobody_has_translated_is_answered_in_english(make_community, profile):
    built = make_community(
        {"ada": profile()}, config={"theme": {"name": "material", "font": False, "language": "is"}}
    ).built()
    page = built.page("find.html")
    assert "Who are you looking for?" in page.text
    assert '<html lang="is"' in page.html
    assert 'id="sb-find-words" lang="en"' in page.html


def test_a_template_of_the_communitys_own_is_translated_too(make_community, profile):
    theme = {"name": "material", "font": False, "language": "es", "custom_dir": "overrides"}
    community = make_community({"ada": profile()}, config={"theme": theme})
    community.write(
        "overrides/sameboat/member.html", "<h1>{{ name }}</h1>{{ _('Rings of help') }} {{ _('Ours') }}"
    )
    community.write("overrides/partials/copyright.html", "100 % {{ gettext('Find') }} {{ gettext('90 %') }}")
    page = community.built().page("members/ada.html")
    assert "Ruedas de ayuda Ours" in page.text
    assert "100 % Buscar 90 %" in page.text
