"""What failed, in plain words, on the key or value that is wrong: one explainer for each kind of schema error."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from .documents import Document
from .formats import FORMATS, url_fault
from .problems import Pointer, Problem
from .suggestions import closest, near_certain, suggest_for_format
from .text import as_slug


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


class Mistake(NamedTuple):
    """One error of the validator, with all that explaining it needs."""

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
        """What stands there."""
        return self.error.instance


def _explain_unknown_keys(mistake: Mistake) -> Iterator[Problem]:
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
            mend=near_certain(key, meant, mistake.value),
        )


def _explain_missing_key(mistake: Mistake) -> Iterator[Problem]:
    key = mistake.error.kind.property
    known = list(mistake.node.get("properties", {}))
    strangers = [each for each in mistake.value if each not in known]
    if mistake.node.get("additionalProperties") is False and key in (
        closest(each, known) for each in strangers
    ):
        # It is there, misspelt, and that key has a problem of its own.
        return
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


def _explain_type(mistake: Mistake) -> Iterator[Problem]:
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


def _nothing_there(mistake: Mistake) -> Problem:
    return mistake.document.problem(
        "empty-value",
        f"{mistake.name} has nothing after it.",
        mistake.pointer,
        hint="Fill it in, or delete the line.",
        at_key=True,
    )


def _explain_too_short(mistake: Mistake) -> Iterator[Problem]:
    yield _nothing_there(mistake)


def _explain_too_long(mistake: Mistake) -> Iterator[Problem]:
    limit, length = mistake.node["maxLength"], len(mistake.value)
    message = f"{mistake.name} has {length} characters; there is room for {limit}."
    over = length - limit
    yield mistake.document.problem(
        "too-long",
        message,
        mistake.pointer,
        hint=f"Take {over} {'character' if over == 1 else 'characters'} out.",
    )


def _explain_too_many(mistake: Mistake) -> Iterator[Problem]:
    limit = mistake.node["maxItems"]
    message = f"{mistake.name} has {len(mistake.value)} items; there is room for {limit}."
    yield mistake.document.problem(
        "too-many", message, (*mistake.pointer, limit), hint="Keep the ones that matter most to you."
    )


def _explain_too_few(mistake: Mistake) -> Iterator[Problem]:
    least = mistake.node["minItems"]
    message = f"{mistake.name} needs at least {'one item' if least == 1 else f'{least} items'}."
    yield mistake.document.problem(
        "too-few", message, mistake.pointer, hint=str(mistake.node.get("description", ""))
    )


def _explain_repeated_item(mistake: Mistake) -> Iterator[Problem]:
    items = mistake.value
    for place, item in enumerate(items):
        if item in items[:place]:
            yield mistake.document.problem(
                "repeated-item",
                f"{_quoted(item)} stands in {mistake.name} twice.",
                (*mistake.pointer, place),
                hint="Keep one.",
            )


def _explain_choice(mistake: Mistake) -> Iterator[Problem]:
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
        same = [option for option in options if as_slug(option) == as_slug(mistake.value)]
        yield mistake.document.problem(
            "unknown-choice",
            message,
            mistake.pointer,
            hint=f"{hint}It can be: {', '.join(options)}.",
            mend=same[0] if len(same) == 1 else None,
        )
        return
    yield _unknown_slug(mistake, choices)


_SLUG_CODES = {"value": "unknown-value", "topic": "unknown-topic", "situation": "unknown-situation"}


def _unknown_slug(mistake: Mistake, choices: Choices) -> Problem:
    written = _quoted(mistake.value)
    labels = {entry.slug: entry.label for entry in choices.entries}
    slug = choices.aliases.get(as_slug(mistake.value))
    if slug is not None:
        message = f"{written} is another name of the {choices.singular} {slug} ({labels[slug]})."
        return mistake.document.problem("alias", message, mistake.pointer, hint=f"Write {slug}.", mend=slug)
    code = _SLUG_CODES.get(choices.singular, "unknown-slug")
    message = f"{written} is not a {choices.singular}."
    meant = closest(as_slug(mistake.value), [*labels, *choices.aliases])
    meant = choices.aliases.get(meant, meant) if meant else None
    hint = f"Did you mean {meant} ({labels[meant]})?" if meant else f"All of them: {choices.where}"
    return mistake.document.problem(code, message, mistake.pointer, hint=hint)


def _explain_format(mistake: Mistake) -> Iterator[Problem]:
    if mistake.value == "":
        yield _nothing_there(mistake)
        return
    name = str(mistake.node.get("format"))
    form = FORMATS.get(name)
    if form is None:
        yield from explain_other(mistake)
        return
    fault = f"This address {url_fault(mistake.value)}." if name == "https-url" else ""
    message = fault or f"{_quoted(mistake.value)} is not {form.words}."
    suggestion = suggest_for_format(name, mistake.value)
    hint = suggestion.hint or str(mistake.node.get("description", ""))
    yield mistake.document.problem(form.code, message, mistake.pointer, hint=hint, mend=suggestion.mend)


def _explain_pattern(mistake: Mistake) -> Iterator[Problem]:
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
        yield mistake.document.problem(
            "outer-space", message, mistake.pointer, hint="Take it out.", mend=text.strip()
        )
    else:
        message = f"{_quoted(text)} does not have the form that {mistake.name} needs."
        yield mistake.document.problem(
            "wrong-form", message, mistake.pointer, hint=str(mistake.node.get("description", ""))
        )


def _explain_key_form(mistake: Mistake) -> Iterator[Problem]:
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


def explain_other(mistake: Mistake) -> Iterator[Problem]:
    """Say of an error without words of its own what the validator says."""
    message = f"{mistake.name}: {mistake.error.message}."
    yield mistake.document.problem("wrong-form", message, mistake.pointer)


EXPLAINERS: Mapping[str, Callable[[Mistake], Iterator[Problem]]] = {
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


def _quoted(value: Any) -> str:
    """`value` as it was written, shortened for a sentence."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f'"{text}"' if len(text) <= 60 else f'"{text[:57]}…"'
