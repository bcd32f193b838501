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

    def describe(url="", picture="", forge_profile="", **fields):
        directory = gather({"ada": fields})
        written = LinkedData(directory, Site("A boat", "", url)).of(
            directory.profiles[0], picture, forge_profile
        )
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
        "makesOffer": [{"@type": "Offer", "name": "CV feedback"}],
    }


def test_everything_a_profile_can_say_has_its_property(describe):
    person = describe(
        BASE,
        picture="photos/ada-384.webp",
        forge_profile="https://forge.example.org/ada",
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
        "url": f"{BASE}members/ada.html",
        "image": f"{BASE}photos/ada-384.webp",
        "knowsAbout": ["Night trains"],
        "knowsLanguage": ["pl", "pt-BR"],
        "makesOffer": [{"@type": "Offer", "name": "CV feedback", "availabilityEnds": "2027-06-30"}],
        "seeks": [{"@type": "Demand", "name": "First conference talk"}],
        "sameAs": ["https://social.example.org/@ada", "https://forge.example.org/ada"],
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
    assert not {"knowsAbout", "seeks", "sameAs", "description"} & person.keys()


def test_an_address_that_is_given_twice_stands_once(describe):
    here = {"url": "https://ada.example.org/", "label": "Me"}
    assert describe(links=[here, here])["mainEntity"]["sameAs"] == ["https://ada.example.org/"]


def test_without_an_address_of_its_own_the_site_links_the_photo_from_the_page(describe):
    person = describe(picture="photos/ada-384.webp")["mainEntity"]
    assert person["image"] == "../photos/ada-384.webp"
    assert "url" not in person


def test_an_invented_member_says_so(describe):
    assert "made up" in describe(sample=True)["mainEntity"]["description"]
