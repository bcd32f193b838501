"""The schema a community writes: read with its lists, refused in words, and the only list of fields."""

from __future__ import annotations

import json

import pytest

from sameboat.properties import Leaf
from sameboat.schema import packaged_schema, read_schema

WORDS = {"title": "A title", "description": "A description.", "examples": ["example"]}
NAME = {**WORDS, "type": "string", "maxLength": 60}


def schema(**properties):
    return {"type": "object", "required": ["name"], "properties": {"name": NAME, **properties}}


@pytest.fixture
def read(tmp_path):
    """Reads a schema from a folder that holds these files and nothing else."""

    def read(source=None, **files):
        if source is not None:
            text = source if isinstance(source, str | bytes) else json.dumps(source)
            (tmp_path / "member.schema.json").write_bytes(text.encode() if isinstance(text, str) else text)
        for name, content in files.items():
            (tmp_path / f"{name}.yml").write_text(content, encoding="utf-8")
        return read_schema(tmp_path, "schema")

    return read


@pytest.fixture(scope="module")
def packaged():
    found, problems = read_schema(packaged_schema(), "schema")
    assert problems == ()
    return found


def leaves(found, name):
    return next(each for each in found.properties if each.name == name).leaves


# --- Which files are read


def test_a_community_without_a_schema_has_the_packaged_one(read, packaged):
    found, problems = read()
    assert problems == ()
    assert found.bundled == packaged.bundled


def test_a_list_of_ones_own_takes_the_place_of_the_packaged_one_and_no_other(read, packaged):
    found, problems = read(values="bread:\n  label: Bread\n")
    assert problems == ()
    assert list(found.vocabularies["values"].terms) == ["bread"]
    assert found.vocabularies["topics"].terms == packaged.vocabularies["topics"].terms
    assert found.source == packaged.source


def test_a_schema_of_ones_own_stands_beside_packaged_lists(read, packaged):
    chapter = {**WORDS, "type": "array", "items": {"type": "string", "x-vocabulary": "topics"}}
    found, problems = read(schema(chapter=chapter))
    assert problems == ()
    assert [each.name for each in found.properties] == ["name", "chapter"]
    assert found.vocabularies["topics"].terms == packaged.vocabularies["topics"].terms


def test_a_list_that_only_this_community_has_is_read_from_its_folder(read):
    found, problems = read(schema(crew={**WORDS, "x-vocabulary": "crews"}), crews="tue:\n  label: Tuesdays\n")
    assert problems == ()
    assert found.bundled["properties"]["crew"]["enum"] == ["tue"]
    assert found.bundled["properties"]["crew"]["x-labels"] == {"tue": "Tuesdays"}


def test_a_list_that_is_nowhere_is_missed(read):
    found, (problem,) = read(schema(crew={**WORDS, "x-vocabulary": "crews"}))
    assert found is None
    assert problem.code == "missing-vocabulary"
    assert problem.path == "schema/member.schema.json"
    assert "schema/crews.yml" in problem.message


def test_all_broken_lists_are_told_at_once_and_there_is_no_schema(read):
    found, problems = read(values="- a\n", topics="a: [\n")
    assert found is None
    assert {problem.path for problem in problems} == {"schema/values.yml", "schema/topics.yml"}


# --- What is refused


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("", "json-syntax", (1, 1)),
        ('{\n  "properties": {,}\n}', "json-syntax", (2, 18)),
        (b"\xff{}", "not-utf8", (1, 1)),
        ("[" * 100_000, "too-deep", (1, 1)),
        ("[]", "bad-schema", (1, 1)),
        ("{}", "bad-schema", (1, 1)),
        ('{"properties": []}', "bad-schema", (1, 1)),
        ('"properties"', "bad-schema", (1, 1)),
    ],
)
def test_what_is_no_schema_at_all_is_refused_in_its_place(read, text, code, place):
    found, (problem,) = read(text)
    assert found is None
    assert (problem.code, problem.line, problem.column) == (code, *place)


@pytest.mark.parametrize(
    ("part", "pointer", "words"),
    [
        ({**WORDS, "type": "integer"}, "", "has the type integer"),
        ({**WORDS, "type": "number"}, "", "has the type number"),
        ({**WORDS, "type": "null"}, "", "has the type null"),
        ({**WORDS, "type": ["string", "null"]}, "", "has the type"),
        ({**WORDS, "type": "array", "items": {"type": "integer"}}, "/items", "has the type integer"),
        (
            {**WORDS, "type": "object", "properties": {"x": {"type": "integer"}}},
            "/properties/x",
            "has the type integer",
        ),
        (
            {**WORDS, "type": "object", "additionalProperties": {"type": "integer"}},
            "/additionalProperties",
            "has the type integer",
        ),
        ({**WORDS, "anyOf": [{"type": "string"}, {"type": "integer"}]}, "/anyOf/1", "has the type integer"),
        ({**WORDS, "enum": ["one", 2]}, "", "offers 2"),
        ({**WORDS, "enum": ["one", None]}, "", "offers None"),
        ({**WORDS, "type": "strin"}, "/type", "not a JSON Schema"),
        ({**WORDS, "maxLength": "60"}, "/maxLength", "not a JSON Schema"),
        ({**WORDS, "title": 3}, "/title", "not a JSON Schema"),
        ({**WORDS, "examples": "one"}, "/examples", "not a JSON Schema"),
        (True, "", 'is not of type "object"'),
        ({**WORDS, "type": "array", "items": True}, "/items", 'is not of type "object"'),
        ({**WORDS, "x-facet": True}, "/x-facet", 'is not of type "object"'),
        ({**WORDS, "x-facet": {"order": "1"}}, "/x-facet/order", 'is not of type "integer"'),
        ({**WORDS, "x-facet": {"ordr": 1}}, "/x-facet", "ordr"),
        ({**WORDS, "x-hub": {"title": "Crews"}}, "/x-hub", "kind"),
        ({**WORDS, "x-hub": {"kind": "../crews"}}, "/x-hub/kind", "does not match"),
        ({**WORDS, "x-hub": {"kind": "crews", "by": "size"}}, "/x-hub/by", "size"),
        ({**WORDS, "x-search": 4}, "/x-search", "4"),
        ({**WORDS, "x-search": "2"}, "/x-search", "2"),
        ({**WORDS, "x-hidden": "yes"}, "/x-hidden", "boolean"),
        ({**WORDS, "x-labels": ["a"]}, "/x-labels", "object"),
        ({**WORDS, "x-vocabulary": "../topics"}, "/x-vocabulary", "does not match"),
        ({**WORDS, "x-vocabulary": ["topics"]}, "/x-vocabulary", "string"),
        ({**WORDS, "$ref": "#/$defs/name"}, "/$ref", "a reference"),
        ({**WORDS, "$ref": "https://schema.example.org/a.json"}, "/$ref", "a reference"),
    ],
)
def test_a_property_that_profiles_cannot_follow_is_refused_where_it_is(read, part, pointer, words):
    found, (problem,) = read(schema(part=part))
    assert found is None
    assert (problem.code, problem.pointer) == ("bad-schema", f"/properties/part{pointer}")
    assert words in problem.message


@pytest.mark.parametrize("missing", WORDS)
@pytest.mark.parametrize("instead", [None, ""])
def test_a_property_without_words_for_people_is_refused(read, missing, instead):
    part = {key: value for key, value in NAME.items() if key != missing}
    if instead is not None:
        part[missing] = [] if missing == "examples" else instead
    found, (problem,) = read(schema(part=part))
    assert found is None
    assert problem.code == "bad-schema"
    assert problem.message == f"The property part has no {missing}."


@pytest.mark.parametrize("source", [{"properties": {"nick": NAME}}, {"properties": {"name": NAME}}])
def test_a_schema_under_which_somebody_could_have_no_name_is_refused(read, source):
    found, (problem,) = read(source)
    assert found is None
    assert "needs a name" in problem.message


def test_a_pattern_that_is_none_is_refused(read):
    found, (problem,) = read(schema(part={**WORDS, "type": "string", "pattern": "("}))
    assert found is None
    assert problem.code == "bad-schema"
    assert "(" in problem.message


def test_all_that_is_wrong_with_a_schema_is_told_at_once(read):
    integer = {**WORDS, "type": "integer"}
    _, problems = read(schema(one=integer, two=integer))
    assert [problem.pointer for problem in problems] == ["/properties/one", "/properties/two"]


# --- What is known of the properties


def test_each_kind_of_place_has_its_role(read):
    kinds = {
        "text": {"type": "string"},
        "markdown": {"type": "string", "x-markdown": True},
        "term": {"type": "string", "x-vocabulary": "topics"},
        "choice": {"type": "string", "enum": ["a"]},
        "flag": {"type": "boolean"},
        "timezone": {"type": "string", "format": "timezone"},
        "language": {"type": "string", "format": "language"},
        "date": {"type": "string", "format": "year-month"},
        "url": {"type": "string", "format": "https-url"},
        "handle": {"type": "string", "format": "handle"},
        "other": {"type": "string", "pattern": "^a$"},
    }
    found, problems = read(schema(**{f"a_{role}": {**WORDS, **kind} for role, kind in kinds.items()}))
    assert problems == ()
    assert {each.name: each.main_leaf.role for each in found.properties if each.name != "name"} == {
        f"a_{role}": role for role in kinds
    }


def test_a_group_has_a_leaf_for_each_place_inside_it(packaged):
    assert [leaf.path for leaf in leaves(packaged, "can_help_with")] == [
        ("*", "topic"), ("*", "note"), ("*", "how"), ("*", "until"),
    ]  # fmt: skip
    assert [leaf.path for leaf in leaves(packaged, "values")] == [("*",)]
    assert [leaf.path for leaf in leaves(packaged, "name")] == [()]


def test_a_leaf_finds_its_values_wherever_they_are():
    leaf = Leaf(("*", "topic"), "term", "Topic")
    assert list(leaf.values([{"topic": "a"}, {"note": "b"}, {"topic": "c"}])) == ["a", "c"]
    assert list(Leaf((), "text", "").values("a")) == ["a"]
    assert list(Leaf(("url",), "url", "").values({})) == []


def test_what_can_be_read_inherits_the_weight_of_what_it_stands_in(read):
    inner = {
        "note": {"type": "string"},
        "quiet": {"type": "string", "x-search": 0},
        "loud": {"type": "string", "x-search": 3},
        "until": {"type": "string", "format": "date"},
        "how": {"type": "string", "enum": ["a"], "x-search": 1},
    }
    part = {**WORDS, "type": "array", "x-search": 2, "items": {"type": "object", "properties": inner}}
    found, _ = read(schema(part=part))
    assert {leaf.path[-1]: leaf.search for leaf in leaves(found, "part")} == {
        "note": 2, "quiet": 0, "loud": 3, "until": 0, "how": 1,
    }  # fmt: skip


def test_the_main_leaf_is_the_one_that_has_a_list_to_choose_from(packaged):
    by_name = {each.name: each for each in packaged.properties}
    assert by_name["can_help_with"].main_leaf.path == ("*", "topic")
    assert by_name["read_first"].main_leaf.path == ("*", "url")


def test_facets_come_in_the_order_of_their_annotation_and_hubs_in_that_of_the_schema(packaged):
    assert [each.name for each, _ in packaged.facets] == [
        "values", "can_help_with", "want_help_with", "same_boat", "languages", "open_to", "availability",
    ]  # fmt: skip
    assert [(each.name, hub.kind, hub.aspect) for each, hub in packaged.hubs] == [
        ("name", "names", ""),
        ("languages", "languages", ""),
        ("values", "values", ""),
        ("can_help_with", "topics", ""),
        ("want_help_with", "topics", "asks"),
        ("same_boat", "situations", ""),
    ]


def test_a_hub_says_by_itself_what_the_property_does_not(read):
    found, _ = read(schema(crew={**WORDS, "type": "string", "enum": ["owls"], "x-hub": {"kind": "crews"}}))
    ((_, hub),) = found.hubs
    assert (hub.kind, hub.aspect, hub.by, hub.title, hub.heading, hub.section, hub.intro) == (
        "crews", "", "", "A title", "{label}", "A title", "",
    )  # fmt: skip


def test_only_what_is_required_is_required_and_only_what_is_hidden_is_hidden(packaged):
    assert {each.name for each in packaged.properties if each.required} == {"name", "values", "can_help_with"}
    assert {each.name for each in packaged.properties if each.hidden} == {"visibility"}


def test_every_address_of_a_profile_is_found_with_its_place(packaged):
    fields = {
        "name": "Ada",
        "read_first": [
            {"url": "https://a.example"},
            {"url": "https://b.example", "feed": "https://c.example"},
        ],
        "links": [{"url": "https://d.example", "label": "D"}],
        "say_hi": {"url": "https://e.example"},
        "bio": "https://f.example",
    }
    assert {pointer: url[8] for pointer, url in packaged.urls(fields)} == {
        ("read_first", 0, "url"): "a",
        ("read_first", 1, "url"): "b",
        ("read_first", 1, "feed"): "c",
        ("links", 0, "url"): "d",
        ("say_hi", "url"): "e",
    }


# --- The bundle


def test_the_bundle_has_the_lists_in_it_and_the_source_does_not(packaged):
    values = packaged.vocabularies["values"]
    assert "enum" not in packaged.source["properties"]["values"]["items"]
    items = packaged.bundled["properties"]["values"]["items"]
    assert items["enum"] == list(values.terms)
    assert items["x-labels"]["curiosity"] == values.terms["curiosity"].label


def test_free_text_is_held_to_one_line_unless_it_is_markdown_or_has_a_form_of_its_own(packaged):
    parts = packaged.bundled["properties"]
    one_line = parts["name"]["pattern"]
    assert parts["links"]["items"]["properties"]["label"]["pattern"] == one_line
    assert "pattern" not in parts["bio"]
    assert parts["photo"]["pattern"] == packaged.source["properties"]["photo"]["pattern"]
    for name in ("timezone", "availability", "sample"):
        assert "pattern" not in parts[name]


def test_the_generated_file_is_the_bundle(packaged, repository):
    text = (repository / "schema" / "generated" / "member.json").read_text(encoding="utf-8")
    assert json.loads(packaged.generated()) == packaged.bundled
    assert text == packaged.generated(), "run: sameboat schema"


@pytest.mark.parametrize(
    ("pointer", "name"),
    [
        ("/values/0", "values"),
        ("/can_help_with/2/topic", "topics"),
        ("/same_boat/0", "situations"),
        ("/can_help_with/2/note", ""),
        ("/name", ""),
        ("/nothing/here/at/all", ""),
        ("", ""),
    ],
)
def test_the_list_behind_a_place_is_known(packaged, pointer, name):
    assert packaged.vocabulary_at(pointer) == name


@pytest.mark.parametrize(
    ("name", "node"),
    [
        ("handle", {}),
        ("town", {"x-hub": {"kind": "towns"}}),
        ("town", {"x-hub": {"kind": "members"}, "enum": ["leeds"]}),
        ("town", {"x-hub": {"kind": "../x"}, "enum": ["leeds"]}),
        ("town", {"x-hub": {"kind": "towns"}, "enum": ["Leeds am See"]}),
    ],
)
def test_what_cannot_become_an_address_is_refused(tmp_path, name, node):
    source = json.loads((packaged_schema() / "member.schema.json").read_text(encoding="utf-8"))
    source["properties"][name] = {
        "title": "Town", "description": "Where.", "examples": ["leeds"], "type": "string", **node
    }  # fmt: skip
    (tmp_path / "member.schema.json").write_text(json.dumps(source), encoding="utf-8")
    schema, problems = read_schema(tmp_path, "schema")
    assert schema is None
    assert [problem.code for problem in problems] == ["bad-schema"]
