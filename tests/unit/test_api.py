"""The shards of the API, plain and packed."""

import gzip
import json

import pytest

from sameboat.outputs import api


@pytest.fixture
def published(gather, monkeypatch):
    """Address → content of the API of three people, of whom so many may be told of in plain JSON."""

    def published(most_plain):
        monkeypatch.setattr(api, "MOST_PLAIN", most_plain)
        directory = gather({"ada": {"bio": "a\\nb"}, "bo": {}, "cy": {"name": "Çiy"}})
        files = [*api.build(directory), *api.Shards(directory).build(1)]
        return {file.address: file.content for file in files}

    return published


def test_a_community_of_thirty_thousand_is_told_of_in_plain_json(published):
    files = published(3)
    assert json.loads(files["api/v1/members.json"])["shards"][0]["url"] == "members-1.json"
    assert len(json.loads(files["api/v1/members-1.json"])["members"]) == 3
    assert api.MOST_PLAIN == 3
    assert not [address for address in files if address.endswith(".gz")]


def test_the_shards_of_a_larger_one_are_gzip_files_with_the_same_in_them(published):
    plain, packed = published(3), published(2)
    entrance = json.loads(packed["api/v1/members.json"])
    assert entrance["shards"] == [{"url": "members-1.json.gz", "first": "ada", "last": "cy"}]
    assert gzip.decompress(packed["api/v1/members-1.json.gz"]) == plain["api/v1/members-1.json"]


def test_a_packed_shard_has_no_date(published):
    assert published(2)["api/v1/members-1.json.gz"][4:8] == bytes(4)


def test_a_shard_that_comes_to_be_packed_is_made_anew(gather, monkeypatch):
    directory = gather({"ada": {}})
    plain = api.Shards(directory).address(1)
    monkeypatch.setattr(api, "MOST_PLAIN", 0)
    assert api.Shards(directory).address(1) != plain
