"""What is read at a glance is what libyaml reads; whatever is unusual is left to libyaml."""

from __future__ import annotations

import json

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sameboat.documents import MAX_BYTES, _build, _decode
from sameboat.places import Refusal
from sameboat.plain_yaml import read_plain

PROFILE = """\
# yaml-language-server: $schema=../schema/generated/member.json
name: Zoë O'Hara
tagline: "It's a boat: mostly"
location: 'the ''wet'' bit'
values: [kindness, saying-no-kindly]
can_help_with:
  - topic: c-plus-plus
    note: C#, a:b and http://a.example/#x
    until: 2027-01-31

  - topic: baking
ask_me_about:
- Ferry timetables
- 'Yes: really'
say_hi:
  url: https://a.example/
  note: no
bio: |
  First.

    - indented
  Last.
visibility:
  ai: true
sample: true
"""


def as_libyaml_reads(content: bytes):
    """The data in `content` if nothing at all is wrong with it, else None."""
    try:
        data, repeats = _build(_decode(content, MAX_BYTES))
    except (Refusal, yaml.YAMLError):
        return None
    return None if repeats else data


def test_a_profile_as_people_write_it_is_read_at_a_glance():
    assert read_plain(PROFILE.encode()) == as_libyaml_reads(PROFILE.encode())
    assert read_plain(PROFILE.encode())["bio"] == "First.\n\n  - indented\nLast.\n"


def test_every_sample_member_without_curiosities_is_read_at_a_glance(repository):
    files = [path.read_bytes() for path in (repository / "members").glob("*.yml")]
    read = [read_plain(content) for content in files]
    assert [data for data in read if data] == [
        as_libyaml_reads(content) for content, data in zip(files, read, strict=True) if data
    ]
    assert sum(data is not None for data in read) > 0.8 * len(files)


@pytest.mark.parametrize(
    "text",
    [
        "", "\n", "# only words\n", "name: Ada", "name: Ada\r\n", "name:\tAda\n", "\ufeffname: Ada\n", "- Ada\n", "Ada\n",
        "name:\n", "name: \n", "name: Ada\n  and Bea\n", "name: Ada # or Bea\n", "name: Ada: Bea\n", "name: Ada:\n",
        "name: Ada \n", "name: 'Ada\n", 'name: "A\\u0064a"\n', "name: &a Ada\n", "name: *a\n", "name: !!str Ada\n",
        "name: {a: b}\n", "name: [a, [b]]\n", "name: [a,b]\n", "name: [a, b: c]\n", "name: [a, ]\n", "name: |-\n  Ada\n",
        "name: >\n  Ada\n", "name: |\n\n  Ada\n", "name: |\n   Ada\n  Bea\n", "name: |\n  Ada\n   \n", "name: |\nAda\n",
        "name: Ada\nname: Bea\n", "a:\n  b: c\n  b: d\n", "a:\n  - b: c\n    b: d\n", "a:\n  - b\n c: d\n", "? a\n: b\n",
        "a:\n  - b\n- c\n", "a:\n  - b: c\n      d: e\n", "a:\n  b:\n    c: d\n", "a:\n  - - b\n", "a:\n  -\n    b: c\n",
        "a: b\n  c: d\n", "a:\n    b: c\n", "---\na: b\n", "a: b\n---\nc: d\n", "a: b\n...\n", "%YAML 1.1\na: b\n", "a:b\n",
        "a: b\u2028c: d\n", "a: b\x85c: d\n", "a: \x00\n", "a: - b\n", "a: ? b\n", "a: @b\n", "a: `b\n", "a: %b\n", "a: -b\n",
        "a: ''b\n", 'a: ""b\n', "[a]: b\n", "'a': b\n", "1a: b\n", "a b: c\n", "a:\n# words\n  b\n", "a: |\n  b\n# words\n  c\n",
    ],
)  # fmt: skip
def test_what_is_unusual_is_left_to_libyaml(text):
    assert read_plain(text.encode()) is None


def test_bytes_that_are_no_text_are_left_to_libyaml():
    assert read_plain(b"name: \xff\n") is None


PIECES = st.sampled_from(
    [
        "", " ", "  ", "    ", "- ", "-", "a", "b", "name", "values", "é", "名", "\u00a0", "\u0301", "true", "false", ":", ": ",
        " #", "#", "|", "|\n", ">", "[", "]", ", ", ",", "{", "}", "'", "''", '"', "\\", "&", "*", "!", "?", "? ", "%", "@", "`",
        "~", "\n", "\n", "\n  ", "\n    ", "\n- ", "\n  - ", "\t", "\r", "\u2028", "---", "...", "=", "<<", "word: ", "note: ",
        "k: v", "\nk: v", "\nl: |\n  text\n", "[a, b]", "'it''s'", '"so"',
    ]
)  # fmt: skip
EDITS = st.lists(st.tuples(st.integers(0, len(PROFILE)), st.integers(0, 3), PIECES), max_size=4)


@settings(max_examples=600)
@given(st.lists(PIECES, max_size=24).map("".join))
@example("a: |\n  b\n\n\nc: d\n")
@example("a:\n  - b: c\n\n    d: e\n")
@example("a: 'b' \n")
@example("true: true\n")
@example("a: [true, b]\n")
def test_any_text_is_read_as_libyaml_reads_it_or_left_to_it(text):
    content = f"{text}\n".encode()
    read = read_plain(content)
    assert read is None or read == as_libyaml_reads(content)


@settings(max_examples=600)
@given(EDITS)
def test_a_profile_with_a_few_slips_is_read_as_libyaml_reads_it_or_left_to_it(edits):
    text = PROFILE
    for place, gone, piece in edits:
        text = text[:place] + piece + text[place + gone :]
    read = read_plain(text.encode())
    # Types count: true is a flag and "true" is a word, and Python holds neither equal to the other.
    assert read is None or json.dumps(read) == json.dumps(as_libyaml_reads(text.encode()))


@given(st.text(), st.text())
def test_any_two_texts_are_read_as_libyaml_reads_them_or_left_to_it(key, value):
    content = f"{key}: {value}\n".encode(errors="replace")
    read = read_plain(content)
    assert read is None or read == as_libyaml_reads(content)


@pytest.mark.parametrize(
    "start", ["a: " + "b" * 16_000, "a: " + "#a:" * 5_000, "a: |\n" + "  b\n" * 4_000, "a: [" + "b, " * 5_000]
)
def test_no_text_takes_longer_than_its_length_lets_it(start):
    """The pattern gives nothing back, so this ends at once or, if that were lost, not within a day."""
    read_plain((start + "\x00\n").encode())
    read_plain((start + " \n").encode())
