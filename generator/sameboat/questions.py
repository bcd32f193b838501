"""The member schema as questions with answers in plain text: what the terminal asks and what the issue form asks.

An answer is taken as kindly as possible: a label or another name stands for its slug, lists may come with bullets. What
is still wrong after that is for the check to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from .documents import Value
from .formats import FORMATS
from .schema import MemberSchema
from .suggestions import suggest_for_format
from .text import as_slug

Kind = Literal["line", "text", "choice", "flag", "choices", "lines", "entries"]
NOT_ASKED = ("none", "photo")
"""What `x-form` says of properties that have no place among questions in plain text."""


class Option(NamedTuple):
    """Something to choose."""

    value: str
    label: str
    also: tuple[str, ...] = ()
    """Other ways of writing it."""


@dataclass(frozen=True)
class Question:
    """One thing to ask."""

    path: tuple[str, ...]
    """Where the answer goes: ("name",) or ("say_hi", "note")."""
    title: str
    description: str
    node: Mapping[str, Any]
    """The part of the schema that says what may be answered."""
    kind: Kind
    is_required: bool
    example: Value | None
    options: tuple[Option, ...]
    """All there is to choose from; empty where anything can be written."""
    parts: tuple[Question, ...] = ()
    """Of an entry: what each of its keys asks. What it cannot do without comes first."""


def questions(schema: MemberSchema) -> tuple[Question, ...]:
    """Everything that a profile may say, in the order of the schema; a group asks for each of its parts."""
    return tuple(_questions(schema, schema.bundled, (), {}))


def _questions(
    schema: MemberSchema, group: Mapping[str, Any], path: tuple[str, ...], example: Any
) -> Iterator[Question]:
    for name, node in group["properties"].items():
        if node.get("x-form") in NOT_ASKED:
            continue
        inner = (*path, name)
        shown = example.get(name) if isinstance(example, Mapping) else None
        shown = next(iter(node.get("examples", ())), shown)
        if node.get("type") == "object" and "properties" in node:
            yield from _questions(schema, {**node, "title": node.get("title", name)}, inner, shown)
            continue
        title = str(node.get("title", name))
        if path:
            title = f"{group['title']}: {title}" if "title" in group else title
        # A part that a group needs is not needed where nobody asks for the group.
        is_required = not path and name in group.get("required", ())
        question = _question(schema, node, inner, title, is_required=is_required, example=shown)
        if question:
            yield question


def _question(  # noqa: PLR0913 - a question has that many parts
    schema: MemberSchema,
    node: Mapping[str, Any],
    path: tuple[str, ...],
    title: str,
    *,
    is_required: bool,
    example: Any,
) -> Question | None:
    kind = _kind(node)
    if kind is None:
        return None
    items = node.get("items", {}) if node.get("type") == "array" else node
    parts: tuple[Question, ...] = ()
    if kind == "entries":
        first = example[0] if isinstance(example, list) and example else {}
        found = _questions(schema, {"properties": items["properties"]}, (), first)
        parts = tuple(sorted(found, key=lambda part: part.path[0] not in items.get("required", ())))
    return Question(
        path, title, str(node.get("description", "")), node, kind, is_required, example, _options(schema, items), parts
    )  # fmt: skip


def _kind(node: Mapping[str, Any]) -> Kind | None:  # noqa: PLR0911 - one return a kind
    if node.get("type") == "boolean":
        return "flag"
    if node.get("type") == "array":
        items = node.get("items", {})
        if "properties" in items:
            return "entries"
        if items.get("type", "string") != "string":
            return None
        return "choices" if "enum" in items or items.get("format") in ("language", "handle") else "lines"
    if node.get("type", "string") != "string":
        return None
    if "enum" in node:
        return "choice"
    return "text" if node.get("x-markdown") else "line"


def _options(schema: MemberSchema, node: Mapping[str, Any]) -> tuple[Option, ...]:
    vocabulary = schema.vocabularies.get(str(node.get("x-vocabulary", "")))
    if vocabulary:
        return tuple(Option(term.slug, term.label, term.aliases) for term in vocabulary.terms.values())
    labels = node.get("x-labels", {})
    return tuple(Option(str(value), str(labels.get(value, value))) for value in node.get("enum", ()))


def answer(question: Question, text: str) -> Value | None:  # noqa: PLR0911 - one return a kind
    """What `text` answers; None where it says nothing."""
    text = text.strip()
    if not text:
        return None
    if question.kind == "flag":
        value = as_slug(text) in ("yes", "true", "y")
        return None if value == question.node.get("default") else value
    if question.kind == "entries":
        return [entry for line in _lines(text) if (entry := read_entry(question, line))]
    if question.kind == "lines":
        return [*_lines(text)]
    items = question.node.get("items", question.node)
    if question.kind == "choices":
        return list(dict.fromkeys(_choice(question, items, each) for each in _chosen(question, text)))
    if question.kind == "choice":
        return _choice(question, items, text)
    return text if question.kind == "text" else _mended(items, " ".join(text.split()))


def read_entry(question: Question, line: str) -> dict[str, Value]:
    """One entry of a list in one line: what it needs first, and after a colon (a space, for an address) its text."""
    lead, *others = question.parts
    is_address = lead.node.get("format") == "https-url"
    written, _, rest = line.partition(" " if is_address else ":")
    entry: dict[str, Value] = {}
    for part, text in ((lead, written), (_text_part(others), rest)):
        value = answer(part, text) if part else None
        if part and value is not None:
            entry[part.path[-1]] = value
    return entry


def _text_part(parts: Sequence[Question]) -> Question | None:
    """The part that holds words of one's own."""
    return next((part for part in parts if part.kind == "line" and "format" not in part.node), None)


def entry_line(question: Question, entry: Mapping[str, Any]) -> str:
    """`entry` as `read_entry` reads it."""
    lead, *others = question.parts
    text = _text_part(others)
    parting = " " if lead.node.get("format") == "https-url" else ": "
    words = [str(entry.get(part.path[-1], "")) for part in (lead, text) if part]
    return parting.join(filter(None, words))


def _lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if written := re.sub(r"^\s*(?:[-*•]|\d+[.)])\s+", "", line).strip():
            yield written


def _chosen(question: Question, text: str) -> Iterator[str]:
    """The words of a list that commas or lines part. A label may have a comma in it, so the longest that is one counts."""
    names = _names(question.options)
    for line in _lines(text):
        words = line.split(",")
        while words:
            taken = next(
                (length for length in range(len(words), 1, -1) if as_slug(",".join(words[:length])) in names),
                1,
            )
            if written := ",".join(words[:taken]).strip():
                yield written
            words = words[taken:]


def _names(options: Iterable[Option]) -> Mapping[str, str]:
    """Every way of writing an option → its value."""
    names: dict[str, str] = {}
    for option in options:
        for written in (option.value, option.label, *option.also):
            names.setdefault(as_slug(written), option.value)
    return names


def _choice(question: Question, node: Mapping[str, Any], text: str) -> str:
    text = text.strip()
    if question.options:
        return _names(question.options).get(as_slug(text), text)
    return _mended(node, text)


def _mended(node: Mapping[str, Any], text: str) -> str:
    """`text` as the format of `node` has it, where what is meant is beyond doubt."""
    form = FORMATS.get(str(node.get("format", "")))
    if form is None or form.is_valid(text):
        return text
    return suggest_for_format(str(node["format"]), text).mend or text


def put(fields: dict[str, Value], path: Sequence[str], value: Value) -> None:
    """Put `value` into `fields` at `path`, making the groups on the way."""
    holder: Any = fields
    for step in path[:-1]:
        holder = holder.setdefault(step, {})
    holder[path[-1]] = value
