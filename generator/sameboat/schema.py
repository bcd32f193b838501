"""The member schema with its vocabularies and annotations: the only list of fields there is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import jsonschema_rs

from .cache import digest
from .documents import SourceFile, Value, problem_at
from .explanations import Vocabularies
from .problems import Pointer, Problem, Span, errors
from .properties import Facet, Hub, Property, follow_places, read_properties
from .schema_rules import schema_problems
from .validation import ONE_LINE, compile_schema
from .vocabulary import Vocabulary, read_vocabulary

SCHEMA_FILE = "member.schema.json"
GENERATED_FILE = "generated/member.json"


@dataclass(frozen=True)
class MemberSchema:
    """What a profile may hold, and how each part of it is shown, found and grouped."""

    source: Mapping[str, Any]
    """The file as the community wrote it."""
    bundled: Mapping[str, Any]
    """The same with the vocabularies in it: what validates, and what editors and the site get."""
    properties: tuple[Property, ...]
    vocabularies: Mapping[str, Vocabulary]

    @cached_property
    def validator(self) -> jsonschema_rs.Validator:
        """The compiled form of `bundled`."""
        return compile_schema(self.bundled)

    @cached_property
    def digest(self) -> bytes:
        """Changes with every change to the schema or a vocabulary."""
        return digest(json.dumps([self.source, self.bundled]).encode(), repr(self.vocabularies).encode())

    @cached_property
    def choices(self) -> Vocabularies:
        """The vocabularies as explanations need them."""
        return {name: vocabulary.choices() for name, vocabulary in self.vocabularies.items()}

    @cached_property
    def facets(self) -> tuple[tuple[Property, Facet], ...]:
        """The properties that are facets, in the order of their annotations."""
        found = [(each, each.facet) for each in self.properties if each.facet]
        return tuple(sorted(found, key=lambda pair: pair[1].order))

    @cached_property
    def hubs(self) -> tuple[tuple[Property, Hub], ...]:
        """The properties that have hubs, in the order of the schema."""
        return tuple((each, each.hub) for each in self.properties if each.hub)

    def urls(self, fields: Mapping[str, Value]) -> Iterator[tuple[Pointer, str]]:
        """Every address in a profile's `fields`, with its place."""
        for each in self.properties:
            for leaf in each.leaves:
                if leaf.role == "url" and each.name in fields:
                    yield from follow_places(fields[each.name], leaf.path, (each.name,))

    def vocabulary_at(self, pointer: str) -> str:
        """The name of the vocabulary from which the value at a JSON `pointer` is chosen; empty where there is none."""
        node: Any = self.source
        for part in pointer.split("/")[1:]:
            if not isinstance(node, dict):
                return ""
            name = part.replace("~1", "/").replace("~0", "~")
            node = node.get("properties", {}).get(name) or node.get("items")
        return str(node.get("x-vocabulary", "")) if isinstance(node, dict) else ""

    def generated(self) -> str:
        """The bundled schema as the text of `schema/generated/member.json`."""
        return json.dumps(self.bundled, ensure_ascii=False, indent=2) + "\n"


def packaged_schema() -> Path:
    """The folder of the schema that a community without one of its own gets: the wheel's copy, or this repository's."""
    here = Path(__file__).resolve().parent
    packaged = here / "schema"
    return packaged if packaged.is_dir() else here.parent.parent / "schema"


def read_schema(folder: Path, name: str) -> tuple[MemberSchema | None, tuple[Problem, ...]]:
    """Read the schema and the vocabularies of the community in `folder`, shown to people as `name`.

    Where the folder lacks a file, the packaged one serves. With an error among the problems there is no schema.
    """
    problems: list[Problem] = []
    file = _source(folder, name, SCHEMA_FILE)
    source, wrong = _read_json(file)
    problems += wrong
    if source is None:
        return None, tuple(problems)
    problems += schema_problems(file, source)
    if problems:
        return None, tuple(problems)
    vocabularies: dict[str, Vocabulary] = {}
    for used in sorted(set(_vocabulary_names(source))):
        vocabulary_file = _source(folder, name, f"{used}.yml")
        if not vocabulary_file.content:
            problems.append(_missing(file, vocabulary_file.path))
            continue
        vocabularies[used], wrong_terms = read_vocabulary(used, vocabulary_file)
        problems += wrong_terms
    if errors(problems):
        return None, tuple(problems)
    bundled = _bundle(source, vocabularies)
    return MemberSchema(source, bundled, tuple(read_properties(source)), vocabularies), tuple(problems)


def _source(folder: Path, name: str, file: str) -> SourceFile:
    own = folder / file
    if own.is_file():
        return SourceFile(f"{name}/{file}", own.read_bytes())
    packaged = packaged_schema() / file
    if packaged.is_file():
        return SourceFile(packaged.as_posix(), packaged.read_bytes())
    return SourceFile(f"{name}/{file}", b"")


def _missing(schema: SourceFile, path: str) -> Problem:
    message = f"The schema names a vocabulary, but there is no {path}."
    return problem_at(schema.path, "missing-vocabulary", message, f"Write {path}, or take x-vocabulary out.")


def _read_json(file: SourceFile) -> tuple[Mapping[str, Any] | None, list[Problem]]:
    try:
        source = json.loads(file.content)
    except UnicodeDecodeError:
        return None, [problem_at(file.path, "not-utf8", "This file is not UTF-8.", "Save it as UTF-8.")]
    except RecursionError:
        return None, [problem_at(file.path, "too-deep", "This file is nested too deep.")]
    except json.JSONDecodeError as error:
        place = Span(error.lineno, error.colno, error.lineno, error.colno)
        message = f"This is not JSON that can be read ({error.msg})."
        return None, [problem_at(file.path, "json-syntax", message, "A comma too many or too few?", place)]
    if not isinstance(source, dict) or not isinstance(source.get("properties"), dict):
        message = "A member schema is a JSON object with properties."
        return None, [problem_at(file.path, "bad-schema", message)]
    return source, []


def _vocabulary_names(node: Mapping[str, Any]) -> Iterator[str]:
    if "x-vocabulary" in node:
        yield node["x-vocabulary"]
    for part in node.get("properties", {}).values():
        yield from _vocabulary_names(part)
    if "items" in node:
        yield from _vocabulary_names(node["items"])


def _bundle(node: Any, vocabularies: Mapping[str, Vocabulary]) -> Any:
    """`node` with each vocabulary's slugs and labels in the places that choose from it, and one-line texts held to
    one line."""
    if not isinstance(node, dict):
        return node
    bundled = {key: value for key, value in node.items() if key not in ("properties", "items")}
    if "properties" in node:
        bundled["properties"] = {
            name: _bundle(part, vocabularies) for name, part in node["properties"].items()
        }
    if "items" in node:
        bundled["items"] = _bundle(node["items"], vocabularies)
    if "x-vocabulary" in node:
        terms = vocabularies[node["x-vocabulary"]].terms
        bundled["enum"] = list(terms)
        bundled["x-labels"] = {slug: term.label for slug, term in terms.items()}
        bundled |= _words_for_editors([(term.label, term.description) for term in terms.values()])
    elif "enum" in node and isinstance(labels := node.get("x-labels"), dict):
        bundled |= _words_for_editors([(labels.get(str(choice), ""), "") for choice in node["enum"]])
    elif _is_free_text(node) and not node.get("x-markdown"):
        bundled["pattern"] = ONE_LINE
    return bundled


def _words_for_editors(choices: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    """The annotations by which editors explain an `enum`, one (label, description) a choice; they are VS Code's, and
    the YAML language server, which other editors use as well, follows."""
    return {
        "enumDescriptions": [": ".join(filter(None, choice)) for choice in choices],
        "markdownEnumDescriptions": [
            "\n\n".join(filter(None, (label and f"**{_as_markdown(label)}**", _as_markdown(description))))
            for label, description in choices
        ],
    }


def _as_markdown(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>&~|#])", r"\\\1", text)


def _is_free_text(node: Mapping[str, Any]) -> bool:
    return (
        node.get("type") == "string"
        and not {"enum", "const", "format", "pattern", "x-vocabulary"} & node.keys()
    )
