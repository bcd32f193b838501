"""The API: what stands in the files, in shards of a hundred."""

import json

import pytest

pytestmark = pytest.mark.site


def test_the_entrance_counts_the_members_and_names_the_shards(crowd):
    assert crowd.json("api/v1/members.json") == {
        "version": 1,
        "count": 250,
        "schema": "../../schema/member.schema.json",
        "shards": [
            {"url": "members-1.json", "first": "member-000", "last": "member-099"},
            {"url": "members-2.json", "first": "member-100", "last": "member-199"},
            {"url": "members-3.json", "first": "member-200", "last": "member-249"},
        ],
    }


def test_the_shards_hold_everybody_once_by_handle(crowd):
    assert [member["handle"] for member in crowd.members] == [f"member-{number:03}" for number in range(250)]
    assert not crowd.has("api/v1/members-4.json")


def test_a_shard_begins_and_ends_as_the_entrance_says(crowd):
    for shard in crowd.json("api/v1/members.json")["shards"]:
        members = crowd.json(f"api/v1/{shard['url']}")["members"]
        assert (members[0]["handle"], members[-1]["handle"]) == (shard["first"], shard["last"])


def test_every_field_of_every_file_is_in_the_api(sample_site, samples):
    assert {member.pop("handle"): as_strings(member) for member in sample_site.members} == samples


def as_strings(data):
    """`data` with its switches as they are written in YAML."""
    if isinstance(data, dict):
        return {key: as_strings(value) for key, value in data.items()}
    if isinstance(data, list):
        return [as_strings(item) for item in data]
    return str(data).lower() if isinstance(data, bool) else data


def test_what_is_hidden_from_the_page_is_in_the_api(sample_site):
    members = {member["handle"]: member for member in sample_site.members}
    assert members["amina-k"]["visibility"] == {"search_engines": False, "ai": False}


def test_the_schema_of_a_member_is_published_with_its_vocabularies(sample_site, repository):
    published = sample_site.json("schema/member.schema.json")
    assert published == json.loads((repository / "schema/generated/member.json").read_text(encoding="utf-8"))
    assert "curiosity" in published["properties"]["values"]["items"]["enum"]


def test_text_stands_in_the_api_as_it_was_written(make_community, profile):
    name, bio = '<b>"Ada" & co</b>', "a\n\nb | {{ c }} \\ d"
    (member,) = make_community({"ada": profile(name, bio=bio)}).built().members
    assert (member["name"], member["bio"]) == (name, bio)
