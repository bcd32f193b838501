"""Members in the words of schema.org."""

import json

import pytest

from sameboat.outputs.linked_data import LinkedData
from sameboat.outputs.site import Site

BASE = "https://boat.example.org/"
START, END = '<script type="application/ld+json">', "</script>"


@pytest.fixture
def describe(gather):
    """Ada with `fields`, as data."""

    def describe(url="", picture="", **fields):
        directory = gather({"ada": fields})
        written = LinkedData(directory, Site("A boat", "", url)).of(directory.profiles[0], picture)
        assert written.startswith(START)
        assert written.endswith(END)
        inside = written[len(START) : -len(END)]
        assert not set("<>&") & set(inside)
        return json.loads(inside)

    return describe


def test_a_page_is_about_a_person(describe):
    page = describe()
    assert page["@context"] == "https://schema.org"
    assert page["@type"] == "ProfilePage"
    assert page["mainEntity"] == {
        "@type": "Person",
        "name": "Ada",
        "makesOffer": ["CV feedback"],
    }


def test_everything_a_profile_can_say_has_its_property(describe):
    person = describe(
        BASE,
        picture="photos/ada-384.webp",
        tagline="Bakes bread",
        can_help_with=[{"topic": "cv-feedback", "note": "Twice.", "until": "2027-06-30"}],
        want_help_with=[{"topic": "first-talk"}],
        ask_me_about=["Night trains"],
        languages=["pl", "pt-BR"],
        links=[{"url": "https://social.example.org/@ada", "label": "Elsewhere"}],
    )["mainEntity"]
    assert person == {
        "@type": "Person",
        "name": "Ada",
        "url": "ada.html",
        "image": "../photos/ada-384.webp",
        "knowsAbout": ["Night trains"],
        "knowsLanguage": ["pl", "pt-BR"],
        "makesOffer": [{"@type": "Offer", "name": "CV feedback", "availabilityEnds": "2027-06-30"}],
        "seeks": ["First conference talk"],
    }


@pytest.mark.parametrize(
    "name",
    [
        "</script><script>alert(1)</script>",
        '"}}',
        "\\",
        "<!--",
        "]]>",
        "&amp;",
        "a\u2028b",
        "\u2067יעל\u2069",
        "O'Brien",
    ],
)
def test_a_name_comes_back_as_it_was_written(describe, name):
    person = describe(name=name, ask_me_about=[name])["mainEntity"]
    assert (person["name"], person["knowsAbout"]) == (name, [name])


def test_empty_lists_leave_no_property(describe):
    person = describe(want_help_with=[], ask_me_about=[], links=[], sample=False)["mainEntity"]
    assert not {"knowsAbout", "seeks", "description"} & person.keys()


def test_what_is_said_twice_stands_once(describe):
    twice = [{"topic": "cv-feedback"}, {"topic": "cv-feedback", "note": "Again."}]
    assert describe(can_help_with=twice)["mainEntity"]["makesOffer"] == ["CV feedback"]


def test_where_else_somebody_is_the_links_say_themselves(describe):
    links = [{"url": "https://ada.example.org/", "label": "Me"}]
    assert "https://ada.example.org/" not in json.dumps(describe(links=links))


def test_without_an_address_of_its_own_the_site_links_the_photo_from_the_page(describe):
    person = describe(picture="photos/ada-384.webp")["mainEntity"]
    assert person["image"] == "../photos/ada-384.webp"
    assert "url" not in person


def test_an_invented_member_says_so(describe):
    assert "made up" in describe(sample=True)["mainEntity"]["description"]
