"""What a page is said to be made of is all that it reads: nobody's edit goes unnoticed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace

import pytest

from sameboat.cache import digest
from sameboat.demo import generate
from sameboat.directory import Directory
from sameboat.disk import NO_SITE
from sameboat.documents import SourceFile, read_document
from sameboat.outputs.ingredients import Ingredients
from sameboat.outputs.site import Site
from sameboat.pipeline import Stamper
from sameboat.profiles import Profile
from sameboat.rendering import Rendering
from sameboat.schema import packaged_schema, read_schema
from sameboat.shells import Shell, Shells

PEOPLE = 300


class Watched(Mapping):
    """The fields of a profile, which tell when somebody reads them."""

    def __init__(self, handle, fields, read):
        self._handle, self._fields, self._read = handle, fields, read

    def __getitem__(self, name):
        self._read.add(self._handle)
        return self._fields[name]

    def __iter__(self):
        self._read.add(self._handle)
        return iter(self._fields)

    def __len__(self):
        self._read.add(self._handle)
        return len(self._fields)


class Told(dict):
    """Digests of profiles, which tell whose were asked for."""

    def __init__(self, digests, asked):
        super().__init__(digests)
        self._asked = asked

    def __getitem__(self, handle):
        self._asked.add(handle)
        return super().__getitem__(handle)


@pytest.fixture(scope="module")
def watched(tmp_path_factory):
    """A stamper, the set of members whose profiles were read, and key → those who are in it."""
    schema, _ = read_schema(packaged_schema(), "schema")
    read, asked = set(), set()
    made_up = list(
        generate(PEOPLE, 1, {name: list(each.terms) for name, each in schema.vocabularies.items()})
    )
    profiles = [
        Profile(handle, Watched(handle, read_document(SourceFile(handle, content)).data, read), b"of a file")
        for handle, content in made_up
    ]
    arrivals = {profile.handle: 1_767_268_800 + place for place, profile in enumerate(profiles)}
    directory = Directory.of(profiles, schema, arrivals)
    site = Site("A boat", url="https://boat.example.org/")
    stamper = Stamper.of(directory, Rendering.of, tmp_path_factory.mktemp("photos"), site)
    digests = {profile.handle: digest(profile.handle.encode()) for profile in profiles}
    made_of = Ingredients(
        b"base",
        Told(digests, asked),
        b"everything",
        dict.fromkeys(directory.kinds, b""),
        b"crowd",
        stamper.feeds,
    )
    stamper.__dict__["ingredients"] = made_of
    known = {}

    def watch(name):
        take = getattr(Ingredients, name)

        def taken(self, *arguments):
            asked.clear()
            key = take(self, *arguments)
            known[key] = set(asked)
            return key

        return taken

    with pytest.MonkeyPatch.context() as patch:
        for name in ("member", "hub"):
            patch.setattr(Ingredients, name, watch(name))
        yield stamper, read, known


def shells():
    html = "<head>SAMEBOAT-TITLE SAMEBOAT-DESCRIPTION SAMEBOAT-HEAD</head>SAMEBOAT-CONTENT"
    return Shells({name: Shell.of(html) for name in ("member-1", "hub-1", "hub-2", "hub-3")})


def test_no_page_reads_a_profile_that_its_key_does_not_know(watched):
    stamper, read, known = watched
    assert stamper.last is NO_SITE
    # Matching reads everybody; what it reads, and all names, are in all keys of members, by another name.
    stamper.matching  # noqa: B018
    member_pages = stamper.member_pages(shells())
    member_pages._matches.prepare()  # noqa: SLF001 - friends and cards are to be made where one can see it
    beyond = {}
    addresses = 0
    for piece in stamper._pages(shells(), member_pages):  # noqa: SLF001 - the pieces are what is tested
        for unit in piece.units:
            read.clear()
            made = list(unit.make())
            addresses += len(made)
            if read - known[unit.key]:
                beyond[made[0].address] = read - known[unit.key]
    assert beyond == {}
    assert addresses > PEOPLE


def test_a_finer_key_changes_with_what_matching_finds_and_with_nothing_else(watched):
    stamper, _, _ = watched
    member_pages = stamper.member_pages(shells())

    def units():
        pieces = stamper._pages(shells(), member_pages)  # noqa: SLF001 - the pieces are what is tested
        return [unit for piece in pieces for unit in piece.units if piece.members]

    pages = units()
    finer = [unit.finer() for unit in pages]
    stamper.__dict__["ingredients"] = replace(stamper.ingredients, crowd=b"somebody else came")
    again = units()
    assert {unit.key for unit in pages}.isdisjoint(unit.key for unit in again)
    assert [unit.finer() for unit in again] == finer
    assert len(set(finer)) == PEOPLE


def test_everything_that_mkdocs_says_of_the_site_is_told():
    assert len(Site("A boat").told()) == len(fields(Site))
    assert Site("A boat", guides=frozenset("cab")).told()[-1] == ["a", "b", "c"]
