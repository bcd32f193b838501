"""Members as entries of an address book."""

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from sameboat.outputs.photos import PhotoFiles
from sameboat.outputs.site import Site
from sameboat.outputs.vcards import LONGEST_LINE, VCards, escape_text, fold_line

BASE = "https://boat.example.org/"
# What a profile's line of text can hold: no line breaks and no control characters.
LINES = (
    st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1)
    .map(str.strip)
    .filter(bool)
)


@pytest.fixture
def write(gather, tmp_path):
    """The card of Ada with `fields`, as text."""

    def write(url="", **fields):
        directory = gather({"ada": fields})
        (file,) = VCards(directory, Site("A boat", "", url), PhotoFiles(tmp_path)).build(directory.profiles)
        assert file.address == "members/ada.vcf"
        return file.content.decode()

    return write


@pytest.fixture
def read(write):
    """The same as vobject reads it: property → values."""

    def read(url="", **fields):
        card = vobject.readOne(write(url, **fields))
        return {name: [each.value for each in lines] for name, lines in card.contents.items()}

    return read


def test_a_card_has_what_every_card_of_version_4_must_have(write):
    lines = write().split("\r\n")
    assert lines[:2] == ["BEGIN:VCARD", "VERSION:4.0"]
    assert lines[-2:] == ["END:VCARD", ""]
    assert "FN:Ada" in lines


@pytest.mark.parametrize(
    "name",
    [
        "O'Brien; Zoë, \\ नेगी",
        "\\n is not a line break",
        "BEGIN:VCARD",
        "Ada\\",
        "; ,;,",
        "<script>alert(1)</script>",
        "יעל בן־דוד (she, her)",
        "क्ष" * 40,
        "👩🏽‍🚀" * 12,
    ],
)
def test_a_name_comes_back_as_it_was_written(read, name):
    assert read(name=name)["fn"] == [name]


@given(name=LINES)
def test_no_name_can_make_a_line_of_its_own(name):
    folded = fold_line(f"FN:{escape_text(name)}")
    assert all(line.startswith(" ") for line in folded.split("\r\n")[1:])
    card = f"BEGIN:VCARD\r\nVERSION:4.0\r\n{folded}\r\nEND:VCARD\r\n"
    assert vobject.readOne(card).fn.value == name


@given(line=LINES)
def test_a_line_is_folded_at_75_octets_and_comes_back_whole(line):
    folded = fold_line(line)
    # Split as octets: a letter that had been cut apart could not be decoded.
    parts = folded.encode().split(b"\r\n")
    assert all(len(part.decode().encode()) <= LONGEST_LINE for part in parts)
    assert folded.replace("\r\n ", "") == line


@pytest.mark.parametrize("length", [74, 75, 76, 149, 150, 223])
def test_a_line_is_folded_no_sooner_than_it_has_to_be(length):
    parts = fold_line("x" * length).split("\r\n")
    assert len(parts) == 1 + max(0, -(-(length - 75) // 74))


def test_text_breaks_become_the_letter_n():
    assert escape_text("one\ntwo") == "one\\ntwo"


def test_a_card_says_who_it_is_and_where_they_are(read):
    card = read(
        pronouns="she/her",
        tagline="Bakes bread, breaks builds",
        timezone="Europe/Warsaw",
        languages=["pl", "en"],
        values=["curiosity", "kindness"],
        say_hi={"url": "https://ada.example.org/hi/"},
        links=[{"url": "https://social.example.org/@ada", "label": "Elsewhere"}],
    )
    assert card["pronouns"] == ["she/her"]
    assert card["note"] == ["Bakes bread, breaks builds"]
    assert card["tz"] == ["Europe/Warsaw"]
    assert card["lang"] == ["pl", "en"]
    # An address book would make a group of every value.
    assert not {"categories", "expertise"} & card.keys()
    assert card["url"] == ["https://ada.example.org/hi/", "https://social.example.org/@ada"]


def test_what_a_member_left_out_is_not_there(read):
    assert not {"note", "tz", "lang", "url", "pronouns", "photo", "source"} & read().keys()


def test_a_site_that_knows_its_address_is_named_in_the_card(read):
    card = read(BASE)
    assert card["url"] == [f"{BASE}members/ada.html"]
    assert card["source"] == [f"{BASE}members/ada.vcf"]
    assert card["uid"] == [f"{BASE}members/ada.html"]


def test_without_an_address_the_name_of_a_card_is_a_urn_that_stays_the_same(read):
    first, second = read()["uid"], read(tagline="Another line")["uid"]
    assert first == second
    assert first[0].startswith("urn:uuid:")


def test_an_address_that_is_given_twice_stands_once(read):
    here = "https://ada.example.org/"
    assert read(say_hi={"url": here}, links=[{"url": here, "label": "Me"}])["url"] == [here]


def test_an_invented_member_says_so(read):
    assert any("made-up" in note for note in read(sample=True, tagline="Hello")["note"])
