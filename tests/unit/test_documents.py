"""Bytes become plain data with a place for every part of it, or a problem that says where and why not."""

from __future__ import annotations

import threading

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from sameboat.documents import MAX_BYTES, SourceFile, problem_at, read_document, source_lines
from sameboat.places import locate

MEBIBYTE = 1 << 20


def read(content: str | bytes, max_bytes=MAX_BYTES):
    content = content.encode() if isinstance(content, str) else content
    return read_document(SourceFile("members/ada.yml", content), max_bytes)


def only_problem(content: str | bytes, max_bytes=MAX_BYTES):
    document = read(content, max_bytes)
    (problem,) = document.problems
    assert (document.data, document.file.path, problem.path) == (None, "members/ada.yml", "members/ada.yml")
    return problem


def code_and_place(content: str | bytes, max_bytes=MAX_BYTES):
    problem = only_problem(content, max_bytes)
    return problem.code, problem.line, problem.column


def pointers(value, pointer=()):
    """The pointer of every value in `value`, and of those that have a key."""
    yield pointer
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, part in steps:
        yield from pointers(part, (*pointer, step))


# --- Values


TYPED = (
    "no", "yes", "on", "off", "y", "n", "null", "Null", "~", "007", "7", "0x1F", "0o17", "1e3", "1_000", "+1", "-0",
    ".5", "3.14", ".inf", ".nan", "12:30", "1:30:00", "2024-01-01", "2024-01-01T12:00:00Z", "True", "FALSE", "TRUE",
    "False", "tRue", "=", "<<", "a:b", "a#b", "C#", "-a", "?a", ":a", "http://a.b", "a-b", "$x", "50%", "é", "名前", "🍞",
)  # fmt: skip


@pytest.mark.parametrize("typed", TYPED)
def test_a_plain_scalar_is_what_was_typed(typed):
    assert read(f"a: {typed}\n").data == {"a": typed}
    assert read(f"- {typed}\n").data == [typed]


def test_only_a_plain_true_or_false_is_a_flag():
    assert read("[true, false]").data == [True, False]
    assert read("""["true", 'false', "\\x74rue"]""").data == ["true", "false", "true"]
    assert read("a: |-\n  true\nb: >-\n  false\n").data == {"a": "true", "b": "false"}


def test_a_key_that_looks_like_a_flag_is_a_word():
    assert read("true: a\nfalse: b\nNo: c\n").data == {"true": "a", "false": "b", "No": "c"}
    assert read("{false: a}").data == {"false": "a"}


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("'it''s'", "it's"),
        ("' a '", " a "),
        (r"'\n'", r"\n"),
        (r'"a\tb\\ \"c\" \x41\u00e9\U0001f35e"', 'a\tb\\ "c" Aé🍞'),
        ("|\n  one\n   two\n\n  three\n", "one\n two\n\nthree\n"),
        ("|-\n  one\n", "one"),
        ("|+\n  one\n", "one\n\n"),
        (">\n  one\n  two\n\n  three\n", "one two\nthree\n"),
        (">-\n  one\n  two\n", "one two"),
        ("|2-\n   one\n", " one"),
        ("one\n  two", "one two"),
        ('"one\n  two"', "one two"),
        ("", ""),
        ("# a comment", ""),
        ("a # a comment", "a"),
        ("'# no comment'", "# no comment"),
    ],
)
def test_quotes_and_blocks_mean_what_yaml_says(typed, value):
    assert read(f"a: {typed}\nb: c\n").data == {"a": value, "b": "c"}


def test_lists_and_groups_may_be_written_in_either_style():
    block = "a:\n  - b: c\n    d: [e]\n  -\n    - f\n"
    assert (
        read(block).data == read("{a: [{b: c, d: [e]}, [f]]}").data == {"a": [{"b": "c", "d": ["e"]}, ["f"]]}
    )


def test_one_document_may_have_a_start_and_an_end():
    assert read("---\na: b\n...\n").data == {"a": "b"}


def test_a_document_need_not_be_a_group_of_keys():
    assert read("- a\n").data == ["a"]
    assert read("a\n").data == "a"
    assert read("true").data is True


def test_line_ends_of_windows_and_old_macs_are_line_ends():
    assert (
        read("a: b\r\nc: |\r\n  d\r\n  e\r\n").data
        == read("a: b\rc: |\r  d\r  e\r").data
        == {"a": "b", "c": "d\ne\n"}
    )


@pytest.mark.parametrize(
    "content", ["", "\n", "  \n", "# nothing\n", "---\n", "---\n...\n", "''", "---\n# a\n"]
)
def test_a_file_that_says_nothing_is_empty(content):
    problem = only_problem(content)
    assert (problem.code, problem.line, problem.column) == ("empty-file", 1, 1)


def test_the_letters_of_every_script_are_read():
    text = "Zoë Иван نور 名前 नमस्ते ภาษา 👩\u200d💻 Å"
    assert read(f"a: {text}\n").data == {"a": text}


# --- Places: (text, pointer, place of the value, place of the key)


@pytest.mark.parametrize(
    ("text", "pointer", "value", "key"),
    [
        ("a: b\n", ("a",), (1, 4, 1, 5), (1, 1, 1, 2)),
        ("a:   b   # c\n", ("a",), (1, 6, 1, 7), (1, 1, 1, 2)),
        ("# c\n\n'a' : \"b c\"\n", ("a",), (3, 7, 3, 12), (3, 1, 3, 4)),
        ("a:\nb: c\n", ("a",), (1, 3, 1, 3), (1, 1, 1, 2)),
        ("a:\n  b:\n    - c\n    - de\n", ("a", "b", 1), (4, 7, 4, 9), None),
        ("a:\n  b:\n    - c\n    - de\n", ("a", "b"), (3, 5, 4, 9), (2, 3, 2, 4)),
        ("a:\n  b:\n    - c\n    - de\n", ("a",), (2, 3, 4, 9), (1, 1, 1, 2)),
        ("a:\n- b\n\n# c\nd: e\n", ("a",), (2, 1, 2, 4), (1, 1, 1, 2)),
        ("a:\n  - b: c\n    d: e\n  - f\n", ("a", 0), (2, 5, 3, 9), None),
        ("a:\n  - b: c\n    d: e\n  - f\n", ("a", 0, "d"), (3, 8, 3, 9), (3, 5, 3, 6)),
        ("a: [b, 'c d']\n", ("a",), (1, 4, 1, 14), (1, 1, 1, 2)),
        ("a: [b, 'c d']\n", ("a", 1), (1, 8, 1, 13), None),
        ("a: [\n  b,\n]\n", ("a",), (1, 4, 3, 2), (1, 1, 1, 2)),
        ("a: []\n", ("a",), (1, 4, 1, 6), (1, 1, 1, 2)),
        ("[a, b] # c", (0,), (1, 2, 1, 3), None),
        ("a: {b: c, d: {e: f}}\n", ("a", "d"), (1, 14, 1, 20), (1, 11, 1, 12)),
        ("a: {b: c, d: {e: f}}\n", ("a", "d", "e"), (1, 18, 1, 19), (1, 15, 1, 16)),
        ("a: {b}\n", ("a", "b"), (1, 6, 1, 6), (1, 5, 1, 6)),
        ("?", (), (1, 1, 1, 2), None),
        ("? a", ("a",), (1, 4, 1, 4), (1, 3, 1, 4)),
        ("? a\n: b\n", ("a",), (2, 3, 2, 4), (1, 3, 1, 4)),
        ("Zoë 名: 🍞 # ü\n", ("Zoë 名",), (1, 8, 1, 9), (1, 1, 1, 6)),
        ("[é, 👩\u200d💻, x]\n", (2,), (1, 10, 1, 11), None),
        ("a: b\r\nc:\r\n  - d\r\n", ("c", 0), (3, 5, 3, 6), None),
        ("a: b\rc: d\r", ("c",), (2, 4, 2, 5), (2, 1, 2, 2)),
        ("a: |\n  b\n  c\n\nd: e\n", ("a",), (1, 4, 3, 4), (1, 1, 1, 2)),
        ("a: |\n  b\n  c\n\nd: e\n", ("d",), (5, 4, 5, 5), (5, 1, 5, 2)),
        ("a: >-\n  b", ("a",), (1, 4, 2, 4), (1, 1, 1, 2)),
        ("a: |\n\n\n", ("a",), (1, 4, 1, 5), (1, 1, 1, 2)),
        ("a: |+\n  b\n\n\n", ("a",), (1, 4, 2, 4), (1, 1, 1, 2)),
        ("- |\n  a\n- b\n", (0,), (1, 3, 2, 4), None),
        ("- |\n  a\n- b\n", (), (1, 1, 3, 4), None),
        ('a: "b\n  c"\n', ("a",), (1, 4, 2, 5), (1, 1, 1, 2)),
        ("a: b\n  c\n", ("a",), (1, 4, 2, 4), (1, 1, 1, 2)),
        ("true: a\n", ("true",), (1, 7, 1, 8), (1, 1, 1, 5)),
        ("", ("a",), (1, 1, 1, 1), None),
    ],
)
def test_every_value_and_key_has_its_place_to_the_column(text, pointer, value, key):
    document = read(text)
    assert document.value_span(pointer) == value
    assert document.key_span(pointer) == (key or value)


def test_what_is_not_there_stands_where_its_nearest_holder_stands():
    document = read("a:\n  - b: c\n")
    assert document.value_span(("a", 0, "x", "y")) == document.value_span(("a", 0)) == (2, 5, 2, 9)
    assert document.key_span(("a", 7)) == document.value_span(("a",))
    assert document.value_span(("x",)) == (1, 1, 2, 9)


def test_a_problem_stands_on_the_value_or_on_the_key():
    document = read("a: b\n")
    on_value = document.problem("too-long", "Long.", ("a",), hint="Cut.", mend="c")
    assert (on_value.column, on_value.end_column, on_value.pointer) == (4, 5, "/a")
    assert (on_value.severity, on_value.message, on_value.hint, on_value.mend) == (
        "error",
        "Long.",
        "Cut.",
        "c",
    )
    on_key = document.problem("similar-name", "Hm.", ("a",), at_key=True)
    assert (on_key.column, on_key.end_column, on_key.severity, on_key.mend) == (1, 2, "warning", None)


def test_a_pointer_is_written_as_rfc_6901_has_it():
    assert read("a/b~c: [d]\n").problem("too-long", "", ("a/b~c", 0)).pointer == "/a~1b~0c/0"


# --- Keys twice


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("a: 1\nb: 2\na: 3\n", [("/a", 3, 1)]),
        ("a: 1\na: 2\na: 3\n", [("/a", 2, 1), ("/a", 3, 1)]),
        ("{a: 1, b: 2, a: 3}", [("/a", 1, 14)]),
        ("a: [{b: 1, c: 2, b: 3}]", [("/a/0/b", 1, 18)]),
        ("a:\n  b: 1\n  'b': 2\n", [("/a/b", 3, 3)]),
        ("true: 1\ntrue: 2\n", [("/true", 2, 1)]),
        ('true: 1\n"true": 2\nfalse: 3\n', [("/true", 2, 1)]),
        ("a: {x: 1}\na: {x: 1}\n", [("/a", 2, 1)]),
        ("a: {x: 1}\na: {x: 1, x: 2}\n", [("/a", 2, 1), ("/a/x", 2, 11)]),
        ("- a: 1\n- a: 1\n", []),
    ],
)
def test_a_key_that_stands_twice_is_placed_on_the_second(text, places):
    problems = read(text).problems
    assert [(problem.pointer, problem.line, problem.column) for problem in problems] == places
    assert {problem.code for problem in problems} <= {"duplicate-key"}


def test_of_a_key_that_stands_twice_the_last_value_counts_and_has_the_place():
    document = read("a: 1\na: [2, 3]\n")
    assert document.data == {"a": ["2", "3"]}
    assert document.value_span(("a",)) == (2, 4, 2, 10)
    assert document.key_span(("a",)) == (2, 1, 2, 2)
    assert read("{true: 1, 'true': 2, true: 3}").data == {"true": "3"}


# --- Refusals before a tree is built

DEEP = {
    "brackets": ("[" * 32_000, (1, 11)),
    "closed brackets": ("[" * 32_000 + "]" * 32_000, (1, 11)),
    "braces": ("{" * 32_000, (1, 11)),
    "dashes": ("- " * 32_000 + "a", (1, 21)),
    "question marks": ("? " * 32_000 + "a", (1, 21)),
    "keys in brackets": ("[{a: " * 16_000, (1, 26)),
    "indentation": ("\n".join(" " * depth + "a:" for depth in range(300)), (11, 11)),
}
deep = pytest.mark.parametrize(("text", "place"), DEEP.values(), ids=DEEP.keys())


@deep
def test_what_is_nested_too_deep_is_refused_where_it_gets_too_deep(text, place):
    assert code_and_place(text, MEBIBYTE) == ("too-deep", *place)


@deep
def test_what_is_nested_too_deep_does_no_harm_to_a_thread_with_a_small_stack(text, place):
    read("a: [b\n")  # what is loaded once is loaded
    found = []
    before = threading.stack_size(64 * 1024)
    try:
        thread = threading.Thread(target=lambda: found.append(code_and_place(text, MEBIBYTE)))
        thread.start()
        thread.join()
    finally:
        threading.stack_size(before)
    assert found == [("too-deep", *place)]


def test_a_hostile_file_of_any_length_is_a_big_file_first():
    assert code_and_place("[" * 32_000) == ("too-big", 1, 1)


def test_ten_levels_are_enough_and_eleven_too_many():
    assert read("[" * 10 + "a" + "]" * 10).problems == ()
    assert code_and_place("[" * 11 + "a" + "]" * 11) == ("too-deep", 1, 11)
    assert read("{a: " * 10 + "b" + "}" * 10).problems == ()
    assert code_and_place("{a: " * 11 + "b" + "}" * 11) == ("too-deep", 1, 41)
    assert read("[[], " * 9 + "a" + "]" * 9).problems == ()


LAUGHS = "a: &a [x, x]\n" + "".join(
    f"{after}: &{after} [*{before}, *{before}]\n"
    for before, after in zip("abcdefghi", "bcdefghij", strict=True)
)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: &b c", (1, 4)),
        ("a: &b [c]", (1, 4)),
        ("a: &b\n  c: d", (1, 4)),
        ("&a b: c", (1, 1)),
        ("- a\n- *b", (2, 3)),
        ("*a : b", (1, 1)),
        ("<<: *a", (1, 5)),
        (LAUGHS, (1, 4)),
        ("&a [*a]", (1, 1)),
        ("a: !b c", (1, 4)),
        ("a: !!str c", (1, 4)),
        ("a: !!python/object/apply:os.system [id]", (1, 4)),
        ("a: !<tag:b> {c: d}", (1, 4)),
        ("a: ! b", (1, 4)),
        ("!a\nb: c", (1, 1)),
        ("- !a\n  - b", (1, 3)),
        ("a: ! 'b'", (1, 4)),
        ("%YAML 1.2\n---\na: b", (1, 1)),
        ("# c\n%TAG ! tag:a,2024:\n---\na: b", (2, 1)),
        ("a: b\n---\nc: d", (2, 1)),
        ("---\n---\n", (2, 1)),
    ],
)
def test_what_makes_yaml_mean_more_than_it_shows_is_refused_in_its_place(text, place):
    problem = only_problem(text)
    assert (problem.code, problem.line, problem.column) == ("yaml-feature", *place)
    assert problem.hint


def test_a_merge_key_without_an_alias_is_a_key_like_others():
    assert read("<<: {a: b}").data == {"<<": {"a": "b"}}


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"\xef\xbb\xbfa: b", (1, 1)),
        ("a: b".encode("utf-16"), (1, 1)),
        ("a: b".encode("utf-32"), (1, 1)),
        (b"\xfe\xff\x00a", (1, 1)),
        (b"\xff\xfea\x00", (1, 1)),
        (b"\x00\x00\xfe\xff", (1, 3)),
        ("a: é\n".encode("latin-1"), (1, 4)),
        ("# ü\na: é\nb: \xe9".encode() + b"\xe9t\xe9\n", (3, 5)),
        (b"a: \xc0\xaf", (1, 4)),
        (b"a: \xe0\x80\xaf", (1, 4)),
        (b"a: \xed\xa0\x80\xed\xb0\x80", (1, 4)),
        (b"a: \xf4\x90\x80\x80", (1, 4)),
        (b"a: \xf8\x88\x80\x80\x80", (1, 4)),
        (b"a: \xe2\x82", (1, 4)),
        (b"a: b\r\nc: \x80", (2, 4)),
    ],
)
def test_what_is_not_utf8_is_refused_at_the_byte(content, place):
    assert code_and_place(content) == ("not-utf8", *place)


@pytest.mark.parametrize(
    "number", [0, 7, 8, 0xB, 0xC, 0x1B, 0x1F, 0x7F, 0x80, 0x85, 0x9F, 0x2028, 0x2029, 0xFFFE, 0xFFFF]
)
def test_a_control_character_is_refused_and_named_by_its_number(number):
    problem = only_problem(f"é: b\nc: d{chr(number)}")
    assert (problem.code, problem.line, problem.column) == ("control-character", 2, 5)
    assert (problem.end_line, problem.end_column) == (2, 6)
    assert f"U+{number:04X}" in problem.message


@pytest.mark.parametrize("number", [9, 0x20, 0x7E, 0xA0, 0x2027, 0x202A, 0xFEFF, 0xFFFD, 0xE000, 0x10FFFF])
def test_other_characters_are_for_the_profile_to_judge(number):
    assert read(f"a: 'b{chr(number)}c'").data == {"a": f"b{chr(number)}c"}


def test_sixteen_kibibytes_are_enough_and_a_byte_more_is_too_much():
    assert MAX_BYTES == 16 * 1024
    assert read("a: " + "b" * (MAX_BYTES - 3)).problems == ()
    problem = only_problem("a: " + "b" * (MAX_BYTES - 2))
    assert (problem.code, problem.line, problem.column) == ("too-big", 1, 1)
    assert "16 KiB" in problem.message


def test_what_is_too_big_is_not_even_decoded():
    assert code_and_place(b"\xff" * (MAX_BYTES + 1)) == ("too-big", 1, 1)


# --- Words


@pytest.mark.parametrize(
    ("content", "message", "hint"),
    [
        ("", "This file is empty.", "A profile starts with your name."),
        (
            "x" * (MAX_BYTES + 1),
            "This file has more than 16 KiB.",
            "Shorten it; a profile fits on a page or two.",
        ),
        ("\ufeffa: b", "This file starts with a byte order mark.", "Save it as UTF-8 without BOM."),
        (b"\xff\xfea\0", "This file starts with a byte order mark.", "Save it as UTF-8 without BOM."),
        (b"\xfe\xff\0a", "This file starts with a byte order mark.", "Save it as UTF-8 without BOM."),
        (b"a: \xe9", "Here is a byte that is not UTF-8.", "Save the file as UTF-8 in your editor."),
        ("a: \x07", "Here is a control character (U+0007) that nobody can see.", "Delete it."),
        ("[" * 11, "Lists and keys stand inside each other too deep here.", "A profile needs three levels."),
        ("a: &b c", "&b is a YAML anchor.", "Delete it, or put the text in quotes."),
        ("a: *b", "*b is a YAML alias.", "Write the value out, or put the text in quotes."),
        ("a: !b c", "!b is a YAML tag.", "Delete it, or put the text in quotes."),
        (
            "%YAML 1.2\n---\na: b",
            "This file starts with a YAML directive (a line that begins with %).",
            "Delete that line.",
        ),
        (
            "a: b\n---\n",
            "A second document starts here, after a line of three dashes.",
            "Keep one document in a file.",
        ),
        (
            "{a: b}: c",
            "A list or a group of keys is used as a key here.",
            "A key is one word. Text with brackets needs quotes.",
        ),
    ],
)
def test_a_refusal_says_what_is_wrong_and_what_to_do(content, message, hint):
    problem = only_problem(content)
    assert (problem.message, problem.hint) == (message, hint)


def test_a_key_that_stands_twice_is_called_by_its_name():
    (problem,) = read("a: 1\na: 2\n").problems
    assert (problem.message, problem.hint) == ("a stands here a second time.", "Keep one of them.")


def test_a_problem_without_advice_has_an_empty_hint():
    assert read("a: b\n").problem("too-long", "Long.", ("a",)).hint == ""
    assert problem_at("members/ada.yml", "too-long", "Long.").hint == ""


# --- Anything at all

YAML_PARTS = st.sampled_from(
    [*"abé🍞:-?[]{},#&*!|>'\"%@`~\\/.=0 \t\n\r\x85\u2028\ufeff", ": ", "- ", "? ", "\n", "\n ", "\n  ", "---\n", "...\n",
     "%YAML 1.2\n", "%TAG ! x\n", "!!str ", "!<a>", "&a ", "*a ", "|\n", ">-\n", "|2\n", "true", '"\\u', '"\\x4', "''"]
)  # fmt: skip
YAML_TEXTS = st.lists(YAML_PARTS, max_size=30).map("".join)


@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode), YAML_TEXTS.map(str.encode)))
@example(b"a: [b")
@example(b"a: |\n b")
@example(b"%YAML")
@example(b"\xff")
@example(b"%\n")
def test_any_bytes_are_a_document_or_have_problems_inside_the_file(is_inside, content):
    document = read(content)
    assert (document.data is None) == (
        bool(document.problems) and document.problems[0].code != "duplicate-key"
    )
    for problem in document.problems:
        assert is_inside(problem, content), problem
        assert problem.message
        assert not problem.message.startswith("This is not YAML that can be read"), problem.message


SCALARS = st.one_of(
    st.text("ab é🍞:-'\"#,[]{}\n", max_size=8), st.sampled_from(["true", "no", "7", "~", "", " a", "a\n"])
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(SCALARS, inner, max_size=3)),
    max_leaves=12,
)


def written(value, flow, style, width) -> str:
    return yaml.dump(
        value, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False,
        default_flow_style=flow, default_style=style, width=width,
    )  # fmt: skip


@given(
    VALUES,
    st.sampled_from([None, True, False]),
    st.sampled_from([None, "'", '"', "|", ">"]),
    st.sampled_from([5, 1000]),
)
def test_every_pointer_of_what_is_read_has_a_place_of_its_own_inside_the_file(
    is_inside, value, flow, style, width
):
    text = written([value], flow, style, width)
    document = read(text)
    assert document.data == [value]
    places = locate(text)
    expected = list(pointers(document.data))
    assert sorted(places.values, key=str) == sorted(expected, key=str)
    assert sorted(places.keys, key=str) == sorted(
        (pointer for pointer in expected if pointer and isinstance(pointer[-1], str)), key=str
    )
    for pointer in expected:
        span, holder = document.value_span(pointer), document.value_span(pointer[:-1])
        assert holder[:2] <= span[:2] <= span[2:] <= holder[2:]
        assert is_inside(document.problem("too-long", "", pointer), text.encode())


@given(YAML_TEXTS)
def test_both_readers_agree_on_any_text(text):
    document = read(text)
    if document.data is not None and not document.problems:
        places = locate(text)
        assert sorted(places.values, key=str) == sorted(pointers(document.data), key=str)
        assert places.repeated == ()


@given(
    st.text("ab \u00e9\U0001f35e", min_size=1, max_size=5),
    st.integers(0, 3),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_the_text_at_a_place_is_the_text_of_the_value(text, lines, end):
    content = f"# é{end}" * lines + f"k: [🍞, '{text}', x]{end}"
    span = read(content).value_span(("k", 1))
    assert source_line(content, span.line)[span.column - 1 : span.end_column - 1] == f"'{text}'"


def source_line(content: str, line: int) -> str:
    return content.replace("\r\n", "\n").replace("\r", "\n").split("\n")[line - 1]


# --- Lines to quote


def test_the_lines_of_a_file_are_counted_as_its_places_are(tmp_path):
    path = tmp_path / "ada.yml"
    path.write_bytes(b"a: \xc3\xa9\r\nb:\rc\n\n\xff\x85")
    assert source_lines(path) == ["a: é", "b:", "c", "", "\ufffd\ufffd"]
    assert source_lines(path, 3) == ["a: "]


def test_nothing_is_quoted_from_what_is_no_plain_file(tmp_path):
    import os

    (tmp_path / "there.yml").write_text("secret")
    (tmp_path / "link.yml").symlink_to(tmp_path / "there.yml")
    (tmp_path / "folder.yml").mkdir()
    os.mkfifo(tmp_path / "pipe.yml")
    for name in ("link", "folder", "pipe", "missing"):
        assert source_lines(tmp_path / f"{name}.yml") == []
