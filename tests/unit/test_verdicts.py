"""The quick validator against the reference one: the same verdict on everything, for the same reasons.

`jsonschema` takes the patterns of a schema as Python's; JSON Schema, editors and the quick validator take them as
JavaScript's, so it is told what `$` and `\\S` mean there.
"""

from __future__ import annotations

import copy
import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker, ValidationError, validators

from sameboat.codes import all_codes
from sameboat.demo import generate
from sameboat.documents import SourceFile, read_document
from sameboat.formats import checks
from sameboat.schema import packaged_schema, read_schema
from sameboat.validation import compile_schema

SCHEMA, _ = read_schema(packaged_schema(), "schema")
TESTS = Path(__file__).parents[1]
SPACE = "\\t-\\r \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"


def check_pattern(_, pattern, instance, __):
    pythons = re.sub(r"\$\Z", r"\\Z", pattern).replace(r"\S", f"[^{SPACE}]")
    if isinstance(instance, str) and not re.search(pythons, instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


def format_checker():
    checker = FormatChecker(formats=())
    for name, is_valid in checks().items():
        checker.checks(name)(lambda value, is_valid=is_valid: not isinstance(value, str) or is_valid(value))
    return checker


def reference(schema):
    kind = validators.extend(Draft202012Validator, {"pattern": check_pattern})
    return kind(schema, format_checker=format_checker())


REFERENCE = reference(SCHEMA.bundled)


def faults(validator, data, path):
    return {(tuple(getattr(error, path)), error.schema_path[-1]) for error in validator.iter_errors(data)}


def assert_agreement(data, quick=SCHEMA.validator, slow=REFERENCE):
    expected = faults(slow, data, "absolute_path")
    assert faults(quick, data, "instance_path") == expected
    assert quick.is_valid(data) == (not expected)


def fixtures():
    for path in sorted(TESTS.glob("members/*/*.yml")):
        yield pytest.param(path.read_bytes(), id=path.stem)
    for code in all_codes().values():
        for kind, example in (("wrong", code.wrong), ("right", code.right)):
            for name, content in example.files.items():
                if name.startswith("members/"):
                    yield pytest.param(content.encode(), id=f"{code.id}-{kind}-{name}")


@pytest.mark.parametrize("content", [*fixtures()])
def test_both_validators_agree_on_every_fixture(content):
    document = read_document(SourceFile("a", content))
    if document.data is not None:
        assert_agreement(document.data)


@cache
def community():
    slugs = {name: list(vocabulary.terms) for name, vocabulary in SCHEMA.vocabularies.items()}
    return [read_document(SourceFile(handle, content)).data for handle, content in generate(300, 11, slugs)]


def test_both_validators_agree_that_a_generated_community_is_fine():
    for data in community():
        assert SCHEMA.validator.is_valid(data)
        assert REFERENCE.is_valid(data)


SCALARS = st.one_of(
    st.text(max_size=10),
    st.booleans(),
    st.sampled_from(
        ["", " ", "a\n", "\na", "a b ", "\x85", "\x1c", "\ufeff", "a" * 61, "a" * 141, "a" * 601, "CV review", "curiosity",
         "en", "EN", "Europe/Warsaw", "2027-02-30", "2027-02-28", "https://a.example", "http://a", "a.jpg\n", "a.jpg", "é" * 60]
    ),
)  # fmt: skip
KEYS = st.one_of(
    st.sampled_from([*SCHEMA.source["properties"], "topic", "note", "url", "label", "ai"]),
    st.text(max_size=5),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)),
    max_leaves=5,
)


def holders(data):
    """Every list and group of keys in `data`."""
    if isinstance(data, dict | list):
        yield data
        for part in data.values() if isinstance(data, dict) else data:
            yield from holders(part)


@st.composite
def broken_profiles(draw):
    data = copy.deepcopy(draw(st.sampled_from(community())))
    for _ in range(draw(st.integers(1, 4))):
        holder = draw(st.sampled_from(list(holders(data))))
        steps = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        change = draw(st.sampled_from(["replace", "remove", "add", "repeat"]))
        if change == "add" and isinstance(holder, dict):
            holder[draw(KEYS)] = draw(VALUES)
        elif change == "add":
            holder.append(draw(VALUES))
        elif steps:
            step = draw(st.sampled_from(steps))
            if change == "remove":
                del holder[step]
            elif change == "repeat" and isinstance(holder, list):
                holder.extend(copy.deepcopy(holder[step]) for _ in range(draw(st.integers(1, 7))))
            else:
                holder[step] = draw(VALUES)
    return data


@given(broken_profiles())
def test_both_validators_agree_on_profiles_that_something_happened_to(data):
    assert_agreement(data)


@given(VALUES)
def test_both_validators_agree_on_anything(data):
    assert_agreement(data)


def test_both_validators_agree_on_vocabularies():
    import json
    from importlib.resources import files

    schema = json.loads((files("sameboat") / "vocabulary.schema.json").read_text(encoding="utf-8"))
    quick, slow = compile_schema(schema), reference(schema)
    for text in (
        "a: {label: A}", "A: {label: A}", "a: {label: ''}", "a: {}", "{}", "- a", "a: {label: A, aliases: [b, b]}",
        f"{'a' * 61}: {{label: A}}", "a: {label: A, x: y}", "a: {label: ' A'}", "a: {label: A, aliases: [true]}",
    ):  # fmt: skip
        assert_agreement(read_document(SourceFile("a", text.encode())).data, quick, slow)
