"""The community's lists: what is in them, and what keeps them from being used."""

from __future__ import annotations

import pytest

from sameboat.documents import SourceFile
from sameboat.vocabulary import Term, read_vocabulary


def read(text: str):
    return read_vocabulary("topics", SourceFile("schema/topics.yml", text.encode()))


def places(text: str):
    vocabulary, problems = read(text)
    assert bool(vocabulary.terms) == (
        not problems or {problem.code for problem in problems} == {"ambiguous-name"}
    )
    return [(problem.code, problem.line, problem.column) for problem in problems]


def test_a_list_keeps_its_order_and_all_that_is_said_of_each_entry():
    vocabulary, problems = read(
        "cv-feedback:\n  label: CV feedback\n  description: Somebody reads it.\n  aliases: [CV review, résumé]\n"
        "  group: Careers\nbread:\n  label: Bread\n"
    )
    assert problems == ()
    assert list(vocabulary.terms.values()) == [
        Term("cv-feedback", "CV feedback", "Somebody reads it.", ("CV review", "résumé"), "Careers"),
        Term("bread", "Bread"),
    ]
    assert (vocabulary.name, vocabulary.singular, vocabulary.path) == ("topics", "topic", "schema/topics.yml")


def test_an_entry_is_found_by_its_slug_its_label_and_every_alias_however_they_are_typed():
    vocabulary, _ = read(
        "c-plus-plus:\n  label: The C++ language\n  aliases: [cpp, Си++]\nbread:\n  label: Brot\n"
    )
    assert vocabulary.choices().aliases == {
        "c-plus-plus": "c-plus-plus",
        "the-c-plus-plus-language": "c-plus-plus",
        "cpp": "c-plus-plus",
        "си-plus-plus": "c-plus-plus",
        "bread": "bread",
        "brot": "bread",
    }


def test_emoji_are_fine_as_aliases_and_mean_nothing_that_one_could_type():
    vocabulary, problems = read("bread:\n  label: 🍞\nmusic:\n  label: Music\n  aliases: [🎸]\n")
    assert problems == ()
    assert vocabulary.choices().aliases == {"bread": "bread", "music": "music"}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Bread:\n  label: Bread\n", ("bad-slug", 1, 1)),
        ("a--b:\n  label: Bread\n", ("bad-slug", 1, 1)),
        ("a: {label: A}\n-a: {label: B}\n", ("bad-slug", 2, 1)),
        (f"{'a' * 61}: {{label: A}}\n", ("bad-slug", 1, 1)),
        ("é:\n  label: A\n", ("bad-slug", 1, 1)),
        ("a: Bread\n", ("wrong-type", 1, 4)),
        ("a:\n  labl: Bread\n  label: Bread\n", ("unknown-key", 2, 3)),
        ("a:\n  description: Bread\n", ("missing-key", 2, 3)),
        ("a:\n  label:\n", ("empty-value", 2, 3)),
        (f"a:\n  label: {'b' * 41}\n", ("too-long", 2, 10)),
        (f"a:\n  label: A\n  description: {'b' * 201}\n", ("too-long", 3, 16)),
        ("a:\n  label: |\n    b\n    c\n", ("line-break", 2, 10)),
        ("a:\n  label: A\n  aliases: b\n", ("wrong-type", 3, 12)),
        ("a:\n  label: A\n  aliases: [b, b]\n", ("repeated-item", 3, 16)),
        ("a:\n  label: A\na:\n  label: B\n", ("duplicate-key", 3, 1)),
        ("- a\n", ("wrong-type", 1, 1)),
        ("", ("empty-file", 1, 1)),
        ("a: [b\n", ("yaml-syntax", 1, 4)),
        ("a: &b {label: A}\n", ("yaml-feature", 1, 4)),
        ("a: {label: true}\n", ("wrong-type", 1, 12)),
        ("a:\n  label: b\u202ec\n", ("hidden-character", 2, 11)),
        ("a:\n  label: Cоde\n", ("mixed-scripts", 2, 10)),
    ],
)
def test_a_mistake_in_a_list_is_placed_and_the_list_is_not_used(text, problem):
    assert places(text) == [problem]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: {label: One}\nb: {label: One}\n", (2, 12)),
        ("a: {label: One}\nb: {label: ONE!}\n", (2, 12)),
        ("a: {label: One}\none: {label: Two}\n", (1, 12)),
        ("a: {label: One, aliases: [b]}\nb: {label: Two}\n", (1, 27)),
        ("a: {label: One, aliases: [x]}\nb: {label: Two, aliases: [y, X]}\n", (2, 30)),
        ("a: {label: 🍞}\nb: {label: 🍞}\n", (2, 12)),
    ],
)
def test_a_name_that_means_two_entries_is_placed_on_the_second(text, place):
    assert places(text) == [("ambiguous-name", *place)]


def test_an_entry_may_say_its_own_name_again():
    assert places("bread: {label: Bread, aliases: [bread, BREAD]}\n") == []


def test_space_around_a_label_is_a_warning_and_the_list_is_used():
    vocabulary, (problem,) = read("a:\n  label: ' b'\n")
    assert (problem.code, problem.severity, problem.line, problem.column) == ("outer-space", "warning", 2, 10)
    assert list(vocabulary.terms) == ["a"]


def test_a_list_may_be_much_longer_than_a_profile():
    text = "".join(f"topic-{number}:\n  label: Topic {number}\n" for number in range(2_000))
    vocabulary, problems = read(text)
    assert problems == ()
    assert len(vocabulary.terms) == 2_000
    assert places(text + "# " + "x" * 1024 * 1024) == [("too-big", 1, 1)]
