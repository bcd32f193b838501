"""The same files give the same site, byte for byte."""

import pytest

from sameboat.demo import generate, write
from sameboat.schema import packaged_schema, read_schema

pytestmark = pytest.mark.site


@pytest.fixture(scope="module")
def crowd_of_a_thousand():
    """Enough members that reading and stamping are both shared out."""
    schema, _ = read_schema(packaged_schema(), "schema")
    return list(generate(1_000, 1, {name: list(each.terms) for name, each in schema.vocabularies.items()}))


def with_members(make_community, members, **options):
    community = make_community(options=options, config={"site_url": "https://boat.example.org/"})
    write(members, community.root)
    return community


def test_one_process_and_two_give_the_same_site(make_community, crowd_of_a_thousand):
    one, two = (
        with_members(make_community, crowd_of_a_thousand, processes=number).built() for number in (1, 2)
    )
    assert one.files.keys() == two.files.keys()
    assert [address for address in one.files if one.files[address] != two.files[address]] == []


def test_the_order_in_which_files_were_made_does_not_show(make_community, crowd_of_a_thousand):
    some = crowd_of_a_thousand[:60]
    forth, back = (with_members(make_community, members).built() for members in (some, some[::-1]))
    assert forth.files == back.files


def test_building_again_changes_nothing(make_community, crowd_of_a_thousand):
    community = with_members(make_community, crowd_of_a_thousand[:20])
    first = dict(community.built().files)
    assert community.built().files == first
