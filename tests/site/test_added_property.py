"""A community changes its schema, and nothing else: a new property is checked, shown, found, a facet and a hub."""

import json

import pytest

pytestmark = pytest.mark.site

ADDED = {
    "chapter": {
        "title": "Chapter",
        "description": "The local group where you usually turn up.",
        "examples": ["Leeds"],
        "type": "string",
        "maxLength": 20,
        "x-facet": {"order": 8, "searchable": True},
        "x-search": 2,
    },
    "meets": {
        "title": "Meets on",
        "description": "The evening you are free.",
        "examples": ["tue"],
        "type": "string",
        "enum": ["tue", "thu"],
        "x-labels": {"tue": "Tuesdays", "thu": "Thursdays"},
        "x-facet": {"order": 9, "searchable": False},
    },
    "made": {
        "title": "Things made",
        "description": "What you made with others here.",
        "examples": [
            [{"title": "A boat", "url": "https://boat.example.org/", "since": "2026-01", "afloat": True}]
        ],
        "type": "array",
        "maxItems": 3,
        "items": {
            "type": "object",
            "required": ["title"],
            "additionalProperties": False,
            "properties": {
                "title": {"title": "What", "type": "string", "maxLength": 40, "x-search": 1},
                "url": {"title": "Where", "type": "string", "format": "https-url"},
                "since": {"title": "Since", "type": "string", "format": "year-month"},
                "afloat": {"title": "Still afloat", "type": "boolean"},
            },
        },
    },
    "brings_cake": {
        "title": "Brings cake",
        "description": "Whether you bring cake.",
        "examples": [True],
        "type": "boolean",
        "x-facet": {"order": 10, "searchable": False},
    },
    "crews": {
        "title": "Crews",
        "description": "The crews you row with, from the community's list.",
        "examples": [["night-owls"]],
        "type": "array",
        "uniqueItems": True,
        "x-facet": {"order": 11, "searchable": True},
        "x-search": 3,
        "x-hub": {
            "kind": "crews",
            "title": "Crews",
            "intro": "Who rows when.",
            "heading": "The crew of the {label}",
        },
        "items": {"type": "string", "x-vocabulary": "crews"},
    },
    "locker": {
        "title": "Locker",
        "description": "The number of your locker.",
        "examples": ["007"],
        "type": "string",
        "pattern": "^[0-9]{3}$",
        "x-hidden": True,
    },
}
PLAIN = {"description": "Any words.", "examples": ["words"], "type": "string", "maxLength": 40}
CREWS = {
    "night-owls": {"label": "Night owls", "description": "They row by moonlight.", "aliases": ["owls"]},
    "early-birds": {"label": "Early birds"},
}
FIELDS = {
    "chapter": "Łódź, by the canal",
    "meets": "tue",
    "made": ADDED["made"]["examples"][0],
    "brings_cake": True,
    "crews": ["night-owls"],
    "locker": "007",
}


@pytest.fixture(scope="module")
def schema(repository):
    found = json.loads((repository / "schema/member.schema.json").read_text(encoding="utf-8"))
    found["properties"] |= ADDED
    return {"member.schema.json": found, "crews.yml": CREWS}


@pytest.fixture(scope="module")
def built(once, make_community, profile, schema):
    def make(_):
        members = {"ada": profile(**FIELDS), "bob": profile("Bob", crews=["early-birds"], brings_cake=False)}
        config = {
            "site_url": "https://boat.example.org/",
            "nav": [{"Home": "index.md"}, {"Crews": "crews.md"}],
        }
        return make_community(members, schema=schema, config=config).build("--strict")

    found = once("added-property", make)
    assert found.code == 0, found.log
    return found


@pytest.fixture(scope="module")
def page(built):
    return built.page("members/ada.html")


@pytest.mark.parametrize(
    ("fields", "place", "words"),
    [
        ({"chapter": "x" * 21}, "members/ada.yml:6:10", "20"),
        ({"meets": "tues"}, "members/ada.yml:6:8", "tue"),
        ({"made": [{"url": "https://boat.example.org/"}]}, "members/ada.yml:7:3", "title"),
        ({"made": [{"title": "A", "since": "May"}]}, "members/ada.yml:8:10", "YYYY-MM"),
        ({"brings_cake": "maybe"}, "members/ada.yml:6:14", "true"),
        ({"crews": ["owls"]}, "members/ada.yml:7:3", "night-owls"),
    ],
)
def test_it_is_validated_with_a_place_and_a_hint(make_community, profile, schema, *, fields, place, words):
    built = make_community({"ada": profile(**fields)}, schema=schema).build()
    (warning,) = built.warnings
    assert place in warning
    assert words in warning


def test_it_is_on_the_page_under_its_title(page):
    for words in ("Chapter", "Łódź, by the canal", "Meets on", "Tuesdays", "Brings cake", "yes", "Crews"):
        assert words in page.text_in("article")
    assert {"chapter", "meets", "made", "brings-cake", "crews"} <= page.ids


def test_a_list_of_objects_is_on_the_page_with_the_titles_of_its_parts(page):
    text = page.text_in("article")
    for words in ("Things made", "What", "A boat", "Where", "Since", "2026-01", "Still afloat"):
        assert words in text
    assert "https://boat.example.org/" in page.links


def test_a_hidden_one_is_in_the_api_only(built, page):
    assert "Locker" not in page.text
    assert "007" not in page.html
    assert built.members[0]["locker"] == "007"


def test_it_is_in_the_api_as_it_was_written(built):
    assert built.members[0].items() >= FIELDS.items()


def test_it_is_searchable_with_its_weight(built):
    assert "boat" in built.search.words_of("ada", 1)


def test_the_text_of_a_facet_is_searched_by_its_options(built):
    assert built.search.facet("chapter")["weight"] == 2
    assert built.search.facet("crews")["weight"] == 3
    assert built.search.facet("crews")["options"][1]["also"] == ["owls"]


@pytest.mark.parametrize(
    ("name", "labels", "ada"),
    [
        ("chapter", ["Łódź, by the canal"], [0]),
        ("meets", ["Tuesdays"], [0]),
        ("brings_cake", ["no", "yes"], [1]),
        ("crews", ["Early birds", "Night owls"], [1]),
    ],
)
def test_it_is_a_facet(built, name, labels, ada):
    assert [option["label"] for option in built.search.facet(name)["options"]] == labels
    assert built.search.picked[name][0] == ada


def test_new_facets_stand_after_the_others_in_their_order(built):
    names = [facet["name"] for facet in built.search.facets]
    assert names[-4:] == ["chapter", "meets", "brings_cake", "crews"]


def test_it_has_hubs_and_an_overview(built, page):
    hub = built.page("crews/night-owls.html")
    assert hub.text_in("h1") == "The crew of the Night owls"
    assert "They row by moonlight." in hub.text
    assert "../members/ada.html" in hub.links
    assert "../crews/night-owls.html" in page.links
    overview = built.page("crews.html")
    assert "Who rows when." in overview.text
    assert {"crews/early-birds.html", "crews/night-owls.html"} <= set(overview.links)
    assert "crews.html" in built.page("index.html").links
    assert "https://boat.example.org/crews/night-owls.html" in built.read("sitemap.xml")


def test_its_overview_need_not_be_in_the_navigation(make_community, profile, schema):
    built = make_community(
        {"ada": profile(crews=["night-owls"])},
        schema=schema,
        config={"nav": [{"Home": "index.md"}], "validation": {"nav": {"omitted_files": "warn"}}},
    ).built()
    assert built.has("crews.html")
    assert "crews.html" not in built.page("index.html").links


def test_without_a_navigation_of_its_own_a_site_leads_to_every_overview(make_community, profile, schema):
    built = make_community({"ada": profile(crews=["night-owls"])}, schema=schema).built()
    assert {"crews.html", "values.html", "find.html"} <= set(built.page("index.html").links)


def test_it_may_have_any_name(make_community, profile, schema):
    names = ["root", "labels", "titles", "rest", "edit", "self", "loop", "items", "has-a-hyphen"]
    properties = {name: {"title": f"Title of {name}", **PLAIN} for name in names}
    changed = {
        **schema["member.schema.json"],
        "properties": schema["member.schema.json"]["properties"] | properties,
    }
    built = make_community(
        {"ada": profile(**{name: f"text of {name}" for name in names})},
        schema={**schema, "member.schema.json": changed},
    ).built()
    text = built.page("members/ada.html").text_in("article")
    for name in names:
        assert f"Title of {name} text of {name}" in text


def test_it_is_in_the_published_schema(built):
    published = built.json("schema/member.schema.json")["properties"]
    assert published["crews"]["items"]["enum"] == ["night-owls", "early-birds"]
    assert published["chapter"]["title"] == "Chapter"


@pytest.mark.parametrize(
    "name", ["tagline", "availability", "languages", "visibility", "friends", "want_help_with"]
)
def test_a_property_taken_out_of_the_schema_is_missed_by_nobody(make_community, profile, repository, name):
    schema = json.loads((repository / "schema/member.schema.json").read_text(encoding="utf-8"))
    title = schema["properties"].pop(name)["title"]
    built = make_community({"ada": profile(bio="Hello")}, schema={"member.schema.json": schema}).built()
    assert title not in built.page("members/ada.html").text_in("article")


@pytest.mark.parametrize("name", ["values", "can_help_with"])
def test_a_community_may_do_without_values_or_offers(make_community, profile, repository, name):
    schema = json.loads((repository / "schema/member.schema.json").read_text(encoding="utf-8"))
    title = schema["properties"].pop(name)["title"]
    schema["required"].remove(name)
    ada = profile()
    del ada[name]
    built = make_community({"ada": ada}, schema={"member.schema.json": schema}).built()
    assert title not in built.page("members/ada.html").text_in("article")
