"""The community's lists: values, topics, situations and whatever else a schema lets profiles choose from."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import jsonschema_rs

from .documents import Document, SourceFile, read_document
from .explanations import Choices, Entry
from .plain_text import text_problems
from .problems import Pointer, Problem, errors
from .text import as_slug
from .validation import compile_schema, explain

MAX_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of a vocabulary."""

    slug: str
    label: str
    description: str = ""
    aliases: tuple[str, ...] = ()
    group: str = ""


@dataclass(frozen=True)
class Vocabulary:
    """One list, by slug, in the order of its file."""

    name: str
    """The file's name without `.yml`: "topics"."""
    path: str
    terms: Mapping[str, Term]

    @property
    def singular(self) -> str:
        """What one entry is called."""
        return self.name.removesuffix("s")

    def choices(self) -> Choices:
        """What an explanation needs: entries, and every other way of writing one."""
        aliases: dict[str, str] = {}
        for term in self.terms.values():
            for written in (term.slug, term.label, *term.aliases):
                if slug := as_slug(written):
                    aliases.setdefault(slug, term.slug)
        entries = [Entry(term.slug, term.label) for term in self.terms.values()]
        return Choices(self.singular, entries, aliases, self.path)


def read_vocabulary(name: str, file: SourceFile) -> tuple[Vocabulary, tuple[Problem, ...]]:
    """Read a vocabulary file; with an error among the problems, the vocabulary may lack entries."""
    document = read_document(file, MAX_BYTES)
    if document.data is None:
        return Vocabulary(name, file.path, {}), document.problems
    schema, validator = _schema()
    problems = (*document.problems, *explain(document, validator, schema, {}), *text_problems(document))
    if errors(problems):
        return Vocabulary(name, file.path, {}), problems
    assert isinstance(document.data, dict)  # noqa: S101 - the schema said so
    terms = {slug: _term(slug, entry) for slug, entry in document.data.items()}
    vocabulary = Vocabulary(name, file.path, terms)
    return vocabulary, (*problems, *_clashes(document, vocabulary))


@cache
def _schema() -> tuple[Mapping[str, Any], jsonschema_rs.Validator]:
    schema = json.loads((files("sameboat") / "vocabulary.schema.json").read_text(encoding="utf-8"))
    return schema, compile_schema(schema)


def _term(slug: str, entry: Any) -> Term:
    return Term(
        slug,
        entry["label"],
        entry.get("description", ""),
        tuple(entry.get("aliases", ())),
        entry.get("group", ""),
    )


def _clashes(document: Document, vocabulary: Vocabulary) -> Iterator[Problem]:
    """Names that mean two entries: a profile that uses one could mean either."""
    owners: dict[str, str] = {as_slug(slug): slug for slug in vocabulary.terms}
    for slug, term in vocabulary.terms.items():
        written: list[tuple[str, Pointer]] = [(term.label, (slug, "label"))]
        written += [(alias, (slug, "aliases", place)) for place, alias in enumerate(term.aliases)]
        for text, pointer in written:
            # What has neither letters nor digits, such as an emoji, means nothing that one could type.
            owner = owners.setdefault(as_slug(text) or text, slug)
            if owner != slug:
                message = f'"{text}" already means {owner}.'
                yield document.problem("ambiguous-name", message, pointer, hint="Keep it in one of the two.")
