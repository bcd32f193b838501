"""What keeps a file from being a schema of profiles."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import jsonschema_rs

from .documents import SourceFile, problem_at
from .problems import Pointer, Problem, json_pointer
from .validation import compile_schema

_PLAIN_TYPES = ("string", "boolean", "array", "object")
_PARTS = (
    "items", "additionalProperties", "contains", "propertyNames", "not", "if", "then", "else",
    "unevaluatedItems", "unevaluatedProperties",
)  # fmt: skip
_LISTS_OF_PARTS = ("anyOf", "oneOf", "allOf", "prefixItems")
_GROUPS_OF_PARTS = ("properties", "patternProperties", "dependentSchemas", "$defs")

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
TAKEN = frozenset(
    {"api", "assets", "feed", "find", "hello", "index", "join", "members", "photos", "schema", "search"}
)
"""What no kind of hub can be called, since pages or folders of that name are there already."""


def schema_problems(file: SourceFile, source: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Why `source`, read from `file`, is no schema of profiles; empty where it is one."""
    # Each of these takes for granted that those before it found nothing.
    for rule in (
        _json_schema_faults,
        _annotation_faults,
        _number_faults,
        _missing_words,
        _missing_name,
        _address_faults,
        _compile_faults,
    ):
        if found := tuple(rule(file, source)):
            return found
    return ()


def _json_schema_faults(file: SourceFile, source: Mapping[str, Any]) -> Iterator[Problem]:
    try:
        jsonschema_rs.meta.validate(dict(source))
    except jsonschema_rs.ValidationError as error:
        message = f"This is not a JSON Schema: {error.message}."
        yield problem_at(file.path, "bad-schema", message, pointer=tuple(error.instance_path))


@cache
def _annotations() -> jsonschema_rs.Validator:
    return compile_schema(
        json.loads((files("sameboat") / "property.schema.json").read_text(encoding="utf-8"))
    )


def _annotation_faults(file: SourceFile, source: Mapping[str, Any]) -> Iterator[Problem]:
    for error in _annotations().iter_errors(dict(source)):
        pointer = tuple(error.instance_path)
        is_reference = pointer[-1:] in (("$ref",), ("$dynamicRef",))
        yield problem_at(
            file.path,
            "bad-schema",
            f"{json_pointer(pointer)}: {'a reference' if is_reference else error.message}.",
            "Write out what it leads to." if is_reference else "",
            pointer=pointer,
        )


def _number_faults(file: SourceFile, source: Mapping[str, Any]) -> Iterator[Problem]:
    for pointer, node in _parts(source, ()):
        kind = node.get("type")
        if kind is not None and kind not in _PLAIN_TYPES:
            yield problem_at(
                file.path,
                "bad-schema",
                f"{json_pointer(pointer)} has the type {kind}; in a profile every value is a text, true or false.",
                "Use string, boolean, array or object, and a pattern for numbers.",
                pointer=pointer,
            )
        for option in node.get("enum", ()):
            if not isinstance(option, str | bool):
                yield problem_at(
                    file.path,
                    "bad-schema",
                    f"{json_pointer(pointer)} offers {option}; in a profile every value is a text, true or false.",
                    "Put it in quotes.",
                    pointer=pointer,
                )


def _parts(schema: Any, pointer: Pointer) -> Iterator[tuple[Pointer, Mapping[str, Any]]]:
    """`schema` and every schema inside it."""
    if not isinstance(schema, dict):
        return
    yield pointer, schema
    for keyword in _PARTS:
        yield from _parts(schema.get(keyword), (*pointer, keyword))
    for keyword in _LISTS_OF_PARTS:
        for place, part in enumerate(schema.get(keyword, ())):
            yield from _parts(part, (*pointer, keyword, place))
    for keyword in _GROUPS_OF_PARTS:
        for name, part in schema.get(keyword, {}).items():
            yield from _parts(part, (*pointer, keyword, name))


def _missing_words(file: SourceFile, source: Mapping[str, Any]) -> Iterator[Problem]:
    for name, node in source["properties"].items():
        for needed in ("title", "description", "examples"):
            if not node.get(needed):
                yield problem_at(
                    file.path,
                    "bad-schema",
                    f"The property {name} has no {needed}.",
                    "Title, description and examples are what forms, pages and problem reports show.",
                    pointer=("properties", name),
                )


def _missing_name(file: SourceFile, source: Mapping[str, Any]) -> Iterator[Problem]:
    """Everything else is the community's to choose; without names there is nothing to put in order."""
    if "name" not in source["properties"] or "name" not in source.get("required", ()):
        message = "A profile needs a name: the schema has to have the property name, and to require it."
        yield problem_at(file.path, "bad-schema", message, pointer=("properties",))


def _address_faults(file: SourceFile, source: Mapping[str, Any]) -> Iterator[Problem]:
    """Hubs become folders and pages: what may be written into an address has to be known beforehand."""
    for name, node in source["properties"].items():
        pointer: Pointer = ("properties", name)
        if name == "handle":
            message = "A property cannot be called handle: that is what everybody's file name is called."
            yield problem_at(file.path, "bad-schema", message, "Give it another name.", pointer=pointer)
        hub = node.get("x-hub")
        if not isinstance(hub, Mapping):
            continue
        kind, aspect = str(hub.get("kind", "")), str(hub.get("aspect", "x"))
        if kind in TAKEN or not _SLUG.match(kind) or not _SLUG.match(aspect):
            message = f'The hub of {name} cannot be called "{kind}".'
            hint = f"Use small letters, digits and single hyphens, and none of: {', '.join(sorted(TAKEN))}."
            yield problem_at(file.path, "bad-schema", message, hint, pointer=(*pointer, "x-hub"))
        if hub.get("by") != "first-letter" and not any(
            _has_known_words(part) for _, part in _parts(node, ())
        ):
            message = f"{name} has a hub, and anything may be written in it."
            hint = "A hub goes by a vocabulary, by an enum of slugs, by languages or by the first letter."
            yield problem_at(file.path, "bad-schema", message, hint, pointer=(*pointer, "x-hub"))


def _has_known_words(node: Mapping[str, Any]) -> bool:
    options = node.get("enum")
    if isinstance(options, list):
        return all(isinstance(option, str) and _SLUG.match(option) for option in options)
    return "x-vocabulary" in node or node.get("format") == "language"


def _compile_faults(file: SourceFile, source: Mapping[str, Any]) -> Iterator[Problem]:
    """What only shows when the schema is put to use, such as a pattern that is none."""
    try:
        compile_schema(source)
    except (jsonschema_rs.ValidationError, ValueError) as error:
        said = error.message if isinstance(error, jsonschema_rs.ValidationError) else error
        yield problem_at(file.path, "bad-schema", f"This schema cannot be used: {said}.")
