"""Data against a JSON Schema: one quick validator, and its errors as problems in plain words.

`jsonschema-rs` both decides and explains: its errors carry their kind, their parts and their path, and explaining a
broken profile takes under a tenth of a millisecond, where `jsonschema` takes a hundred times as long. Tests hold the
two to the same verdicts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import jsonschema_rs

from .documents import Document
from .formats import FORMATS, checks, url_fault
from .problems import Pointer, Problem
from .text import as_slug

ONE_LINE = r"^\S(?:[^\r\n]*\S)?$"
"""The pattern of a text that is one line without space around it."""


class Entry(NamedTuple):
    """What explaining needs to know of a vocabulary's entry."""

    slug: str
    label: str


class Choices(NamedTuple):
    """The words that may stand in one place, for a "did you mean"."""

    singular: str
    """What one of them is called: "topic"."""
    entries: Sequence[Entry]
    aliases: Mapping[str, str]
    """Folded alias or label → slug."""
    where: str
    """Where the list can be read."""


Vocabularies = Mapping[str, Choices]


def compile_schema(schema: Mapping[str, Any]) -> jsonschema_rs.Validator:
    """A validator for `schema` that also checks our formats."""
    return jsonschema_rs.validator_for(dict(schema), formats=checks(), validate_formats=True)


def explain(
    document: Document,
    validator: jsonschema_rs.Validator,
    schema: Mapping[str, Any],
    vocabularies: Vocabularies,
) -> tuple[Problem, ...]:
    """Everything that `schema` has against `document`, each on the key or value that is wrong."""
    found: list[Problem] = []
    for error in validator.iter_errors(document.data):
        pointer = tuple(error.instance_path)
        node = _node(schema, tuple(error.schema_path))
        explainer = _EXPLAINERS.get(error.kind.name, _explain_other)
        found.extend(explainer(_Mistake(document, pointer, node, error, vocabularies)))
    return tuple(_without_echoes(found))


def _without_echoes(problems: Iterable[Problem]) -> Iterator[Problem]:
    """One problem a place: a text that is both empty and no such topic has one mend, not two."""
    seen = set()
    for problem in problems:
        place = (problem.line, problem.column, problem.pointer)
        if problem.code in ("unknown-key", "missing-key") or place not in seen:
            yield problem
        seen.add(place)


def _node(schema: Any, path: Sequence[str | int]) -> Mapping[str, Any]:
    """The schema object that holds the keyword at the end of `path`."""
    for part in path[:-1]:
        schema = schema[part]
    return schema if isinstance(schema, Mapping) else {}


class _Mistake(NamedTuple):
    document: Document
    pointer: Pointer
    node: Mapping[str, Any]
    error: Any
    vocabularies: Vocabularies

    @property
    def name(self) -> str:
        """What the place is called, for a sentence."""
        names = [part for part in self.pointer if isinstance(part, str)]
        return names[-1] if names else "the profile"

    @property
    def value(self) -> Any:
        return self.error.instance


def _explain_unknown_keys(mistake: _Mistake) -> Iterator[Problem]:
    known = list(mistake.node.get("properties", {}))
    where = f"in {mistake.name}" if mistake.pointer else "in a profile"
    for key in mistake.error.kind.unexpected:
        meant = closest(key, known)
        hint = f"Did you mean {meant}?" if meant else f"Known here: {', '.join(known)}."
        yield mistake.document.problem(
            "unknown-key",
            f"{_quoted(key)} is not a key {where}.",
            (*mistake.pointer, key),
            hint=hint,
            at_key=True,
        )


def _explain_missing_key(mistake: _Mistake) -> Iterator[Problem]:
    key = mistake.error.kind.property
    described = mistake.node.get("properties", {}).get(key, {})
    where = f"{mistake.name} needs" if mistake.pointer else "A profile needs"
    yield mistake.document.problem(
        "missing-key", f"{where} {key}.", mistake.pointer, hint=str(described.get("description", ""))
    )


_SHAPES = {
    "string": "a text",
    "array": "a list: each item on a line of its own, after a dash",
    "object": "a group of keys, each on a line of its own, indented",
    "boolean": "true or false",
}


def _explain_type(mistake: _Mistake) -> Iterator[Problem]:
    wanted = mistake.node.get("type", "string")
    if mistake.value == "":
        yield _nothing_there(mistake)
        return
    message = f"{mistake.name} must be {_SHAPES.get(str(wanted), str(wanted))}."
    hint = ""
    if wanted == "string" and isinstance(mistake.value, bool):
        hint = f'Put it in quotes: "{str(mistake.value).lower()}".'
    elif wanted == "object" and isinstance(mistake.value, str):
        required = mistake.node.get("required", [])
        hint = f"Write {required[0]}: {_quoted(mistake.value)}." if required else ""
    elif wanted == "array" and isinstance(mistake.value, str):
        hint = f"Write it as a list of one: [{mistake.value}]."
    elif wanted == "boolean":
        hint = "Write true or false, without quotes."
    yield mistake.document.problem("wrong-type", message, mistake.pointer, hint=hint)


def _nothing_there(mistake: _Mistake) -> Problem:
    return mistake.document.problem(
        "empty-value",
        f"{mistake.name} has nothing after it.",
        mistake.pointer,
        hint="Fill it in, or delete the line.",
        at_key=True,
    )


def _explain_too_short(mistake: _Mistake) -> Iterator[Problem]:
    yield _nothing_there(mistake)


def _explain_too_long(mistake: _Mistake) -> Iterator[Problem]:
    limit, length = mistake.node["maxLength"], len(mistake.value)
    message = f"{mistake.name} has {length} characters; there is room for {limit}."
    over = length - limit
    yield mistake.document.problem(
        "too-long",
        message,
        mistake.pointer,
        hint=f"Take {over} {'character' if over == 1 else 'characters'} out.",
    )


def _explain_too_many(mistake: _Mistake) -> Iterator[Problem]:
    limit = mistake.node["maxItems"]
    message = f"{mistake.name} has {len(mistake.value)} items; there is room for {limit}."
    yield mistake.document.problem(
        "too-many", message, (*mistake.pointer, limit), hint="Keep the ones that matter most to you."
    )


def _explain_too_few(mistake: _Mistake) -> Iterator[Problem]:
    least = mistake.node["minItems"]
    message = f"{mistake.name} needs at least {'one item' if least == 1 else f'{least} items'}."
    yield mistake.document.problem(
        "too-few", message, mistake.pointer, hint=str(mistake.node.get("description", ""))
    )


def _explain_repeated_item(mistake: _Mistake) -> Iterator[Problem]:
    items = mistake.value
    for place, item in enumerate(items):
        if item in items[:place]:
            yield mistake.document.problem(
                "repeated-item",
                f"{_quoted(item)} stands in {mistake.name} twice.",
                (*mistake.pointer, place),
                hint="Keep one.",
            )


def _explain_choice(mistake: _Mistake) -> Iterator[Problem]:
    if mistake.value == "":
        yield _nothing_there(mistake)
        return
    if not isinstance(mistake.value, str):
        yield from _explain_type(mistake)
        return
    choices = mistake.vocabularies.get(str(mistake.node.get("x-vocabulary", "")))
    if choices is None:
        options = [str(option) for option in mistake.node.get("enum", [])]
        meant = closest(mistake.value, options)
        message = f"{_quoted(mistake.value)} is not something {mistake.name} can be."
        hint = f"Did you mean {meant}? " if meant else ""
        yield mistake.document.problem(
            "unknown-choice", message, mistake.pointer, hint=f"{hint}It can be: {', '.join(options)}."
        )
        return
    yield _unknown_slug(mistake, choices)


_SLUG_CODES = {"value": "unknown-value", "topic": "unknown-topic", "situation": "unknown-situation"}


def _unknown_slug(mistake: _Mistake, choices: Choices) -> Problem:
    written = _quoted(mistake.value)
    labels = {entry.slug: entry.label for entry in choices.entries}
    slug = choices.aliases.get(as_slug(mistake.value))
    if slug is not None:
        message = f"{written} is another name of the {choices.singular} {slug} ({labels[slug]})."
        return mistake.document.problem("alias", message, mistake.pointer, hint=f"Write {slug}.")
    code = _SLUG_CODES.get(choices.singular, "unknown-slug")
    message = f"{written} is not a {choices.singular}."
    meant = closest(as_slug(mistake.value), [*labels, *choices.aliases])
    meant = choices.aliases.get(meant, meant) if meant else None
    hint = f"Did you mean {meant} ({labels[meant]})?" if meant else f"All of them: {choices.where}"
    return mistake.document.problem(code, message, mistake.pointer, hint=hint)


def _explain_format(mistake: _Mistake) -> Iterator[Problem]:
    if mistake.value == "":
        yield _nothing_there(mistake)
        return
    name = str(mistake.node.get("format"))
    form = FORMATS.get(name)
    if form is None:
        yield from _explain_other(mistake)
        return
    written = _quoted(mistake.value)
    if name == "https-url":
        message, hint = f"This address {url_fault(mistake.value)}.", _url_hint(mistake.value)
    else:
        message, hint = f"{written} is not {form.words}.", _format_hint(name, mistake)
    yield mistake.document.problem(form.code, message, mistake.pointer, hint=hint)


def _url_hint(url: str) -> str:
    if url.startswith("http://"):
        return f"Write https://{url.removeprefix('http://')}"
    if re.match(r"[\w-]+(\.[\w-]+)+(/|$)", url):
        return f"Write https://{url}"
    return "An address looks like https://ada.example.org/notes"


def _format_hint(name: str, mistake: _Mistake) -> str:
    if name == "timezone":
        from .formats import timezones  # noqa: PLC0415 - reading 600 names is for this mistake only

        by_place = {zone.rpartition("/")[2]: zone for zone in sorted(timezones())}
        meant = closest(mistake.value, [*sorted(timezones()), *by_place])
        meant = by_place.get(meant, meant) if meant else None
        return (
            f"Did you mean {meant}?" if meant else "Zones are named after cities: Europe/Warsaw, Asia/Tokyo."
        )
    if name == "language":
        return "Tags are short: en, pl, pt-BR, zh-Hant."
    if name == "handle":
        return "A handle is the file name of a member, without .yml."
    return str(mistake.node.get("description", ""))


def _explain_pattern(mistake: _Mistake) -> Iterator[Problem]:
    text = mistake.value
    if text == "":
        yield _nothing_there(mistake)
    elif "x-pattern-words" in mistake.node:
        message = f"{_quoted(text)} is not {mistake.node['x-pattern-words']}."
        yield mistake.document.problem("wrong-form", message, mistake.pointer)
    elif not text.strip():
        message = f"{mistake.name} holds nothing but space."
        yield mistake.document.problem(
            "empty-value", message, mistake.pointer, hint="Fill it in, or delete the line."
        )
    elif "\n" in text or "\r" in text:
        message = f"{mistake.name} is one line; here it is broken into several."
        yield mistake.document.problem("line-break", message, mistake.pointer, hint="Write it on one line.")
    elif text != text.strip():
        message = f"There is space around {mistake.name}, inside the quotes."
        yield mistake.document.problem("outer-space", message, mistake.pointer, hint="Take it out.")
    else:
        message = f"{_quoted(text)} does not have the form that {mistake.name} needs."
        yield mistake.document.problem(
            "wrong-form", message, mistake.pointer, hint=str(mistake.node.get("description", ""))
        )


def _explain_key_form(mistake: _Mistake) -> Iterator[Problem]:
    """A key of a mapping whose keys have a form; only vocabularies have one."""
    key = mistake.error.kind.error.instance
    slug = as_slug(str(key))
    yield mistake.document.problem(
        "bad-slug",
        f"{_quoted(key)} cannot be a slug: small letters, digits and single hyphens inside, up to 60.",
        (*mistake.pointer, key),
        hint=f"Write {slug}." if slug else "",
        at_key=True,
    )


def _explain_other(mistake: _Mistake) -> Iterator[Problem]:
    message = f"{mistake.name}: {mistake.error.message}."
    yield mistake.document.problem("wrong-form", message, mistake.pointer)


_EXPLAINERS: Mapping[str, Callable[[_Mistake], Iterator[Problem]]] = {
    "additionalProperties": _explain_unknown_keys,
    "required": _explain_missing_key,
    "type": _explain_type,
    "minLength": _explain_too_short,
    "maxLength": _explain_too_long,
    "maxItems": _explain_too_many,
    "minItems": _explain_too_few,
    "uniqueItems": _explain_repeated_item,
    "enum": _explain_choice,
    "format": _explain_format,
    "pattern": _explain_pattern,
    "propertyNames": _explain_key_form,
}


def closest(written: str, known: Sequence[str]) -> str | None:
    """The one of `known` that `written` was most likely meant to be, if any is near enough."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only a file with a mistake pays for it

    found = process.extractOne(
        written[:60].casefold(), known, scorer=fuzz.ratio, processor=str.casefold, score_cutoff=72
    )
    return found[0] if found else None


def _quoted(value: Any) -> str:
    """`value` as it was written, shortened for a sentence."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f'"{text}"' if len(text) <= 60 else f'"{text[:57]}…"'
