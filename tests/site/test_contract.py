"""The schema's promise: each property's example is on the page, in the API, and where its annotations say."""

import json
import re
from pathlib import Path

import pytest
from PIL import Image

from sameboat.text import fold
from sameboat.translations import words_in

pytestmark = pytest.mark.site

SCHEMA = json.loads((Path(__file__).parents[2] / "schema/generated/member.json").read_text(encoding="utf-8"))
PROPERTIES = SCHEMA["properties"]
LANGUAGES = {"pl": "Polish", "en": "English"}
WORDS = {
    # What stands on the page in place of the value itself.
    "sample": ["made-up person"],
    "friends": ["Grace"],
    "confirmed": ["November 2026"],
    # A photo is published under an address of its own, and the name of its file is nobody's business.
    "photo": [],
}


def leaves(node, value, weight=0):
    """(schema, search weight, value) of every single value inside `value`."""
    weight = node.get("x-search", weight)
    if isinstance(value, dict):
        for key, part in value.items():
            yield from leaves(node["properties"][key], part, weight)
    elif isinstance(value, list):
        for item in value:
            yield from leaves(node["items"], item, weight)
    else:
        yield node, weight, value


def label(node, value):
    """What people read for `value`."""
    if node.get("format") == "language":
        return LANGUAGES[value]
    if node.get("format") == "date":
        return words_in("en").day(value)
    if node.get("x-markdown"):
        return re.sub(r"[*_`]", "", value)
    return node.get("x-labels", {}).get(value, value)


def example(name):
    return PROPERTIES[name]["examples"][0]


@pytest.fixture(scope="module")
def site(once, make_community, profile):
    """A member whose every field is its example, and the friend they name."""

    def make(_):
        members = {
            "ada": {name: example(name) for name in PROPERTIES},
            "grace": profile("Grace", friends=["ada"]),
        }
        community = make_community(members)
        photo = community.root / "members/photos" / example("photo")
        photo.parent.mkdir()
        Image.new("RGB", (640, 480), "teal").save(photo)
        return community.build("--strict")

    built = once("contract", make)
    assert built.code == 0, built.log
    return built


names = pytest.mark.parametrize("name", PROPERTIES)


@names
def test_the_example_of_a_property_is_on_the_page_unless_it_is_hidden(site, name):
    page = site.page("members/ada.html")
    article = page.text_in("article")
    expected = WORDS.get(name)
    for node, _, value in leaves(PROPERTIES[name], example(name)):
        if PROPERTIES[name].get("x-hidden"):
            continue
        if node.get("format") == "https-url":
            assert value in page.links
        else:
            for words in expected if expected is not None else [label(node, value)]:
                assert words in article
    if PROPERTIES[name].get("x-hidden"):
        assert PROPERTIES[name]["title"] not in article


def test_a_photo_is_on_the_page_under_an_address_of_its_own(site):
    page = site.page("members/ada.html")
    photos = [link.removeprefix("../") for link in page.links if "photos/" in link]
    assert photos
    for address in photos:
        assert re.fullmatch(r"photos/ada-[0-9]+\.webp", address)
        assert site.has(address)
    assert not [address for address in site.files if address.startswith("photos/grace")]


@names
def test_the_example_of_a_property_is_in_the_api(site, name):
    ada = next(member for member in site.members if member["handle"] == "ada")
    assert ada[name] == example(name)


@pytest.mark.parametrize("name", [name for name, node in PROPERTIES.items() if "x-facet" in node])
def test_a_facet_has_the_example_among_its_options(site, name):
    facet = site.search.facet(name)
    picked = site.search.options_of("ada", name)
    expected = {
        value: label(node, value)
        for node, _, value in leaves(PROPERTIES[name], example(name))
        if "x-vocabulary" in node
        or not any("x-vocabulary" in each for each, _, _ in leaves(PROPERTIES[name], example(name)))
    }
    assert {option["slug"]: option["label"] for option in picked} == expected
    assert facet["title"] == PROPERTIES[name]["title"]
    assert facet["searchable"] == PROPERTIES[name]["x-facet"]["searchable"]


def test_facets_stand_in_the_order_of_their_annotations(site):
    orders = [PROPERTIES[facet["name"]]["x-facet"]["order"] for facet in site.search.facets]
    assert orders == sorted(orders)


SEARCHED = [
    (name, weight, label(node, value))
    for name in PROPERTIES
    for node, weight, value in leaves(PROPERTIES[name], example(name))
    if weight and "format" not in node and ("x-vocabulary" in node or "enum" not in node)
]


@pytest.mark.parametrize(("name", "weight", "words"), SEARCHED)
def test_what_is_searched_is_in_the_index_with_its_weight(site, name, weight, words):
    search = site.search
    labels = [
        option["label"]
        for facet in search.facets
        if facet["name"] == name and facet["weight"] == weight
        for option in search.options_of("ada", name)
    ]
    found = search.words_of("ada", weight) if name != "name" else search.words_of("ada")
    # Who says a word in a weightier place is not listed for a lighter one.
    found = found.union(*(search.words_of("ada", more) for more in range(weight + 1, 4)))
    assert words in labels or set(fold(words).split()) <= found


def test_what_is_not_searched_is_not_in_the_index(site):
    text = " ".join(site.search.words_of("ada"))
    for name in ("pronouns", "say_hi", "links"):
        for node, weight, value in leaves(PROPERTIES[name], example(name)):
            assert not weight
            assert fold(label(node, value)) not in text


@pytest.mark.parametrize("name", [name for name, node in PROPERTIES.items() if "x-hub" in node])
def test_a_property_with_a_hub_stands_on_it(site, name):
    hub = PROPERTIES[name]["x-hub"]
    pages = [
        page
        for address, page in site.pages.items()
        if address.startswith(f"{hub['kind']}/")
        and address.endswith("/asks.html" if hub.get("aspect") else ".html")
    ]
    assert any("members/ada.html" in link for page in pages for link in page.links)


def test_every_property_has_been_looked_at():
    assert {"name", "values", "can_help_with", "visibility", "sample"} <= set(PROPERTIES)
    assert SEARCHED
