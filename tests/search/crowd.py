"""Generated communities with planted people in them, their index in both encodings, and answers from it under node."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from sameboat.demo import generate
from sameboat.directory import Directory, language_name
from sameboat.documents import SourceFile, read_document
from sameboat.outputs import search_index
from sameboat.profiles import Profile
from sameboat.schema import MemberSchema, read_schema

HERE = Path(__file__).parent
SCHEMA = HERE.parents[1] / "schema"
SEED = 1


def schema() -> MemberSchema:
    """The packaged schema."""
    found, problems = read_schema(SCHEMA, "schema")
    assert found is not None, problems
    return found


def planted() -> dict[str, Profile]:
    """Handle → profile of those whom `queries.txt` looks for."""
    written = yaml.load((HERE / "people.yml").read_text(encoding="utf-8"), yaml.CBaseLoader)  # noqa: S506 - strings only
    return {handle: Profile(handle, fields) for handle, fields in written.items()}


def crowd(count: int, known: MemberSchema) -> list[Profile]:
    """`count` people, the planted ones among them."""
    vocabularies = {name: list(vocabulary.terms) for name, vocabulary in known.vocabularies.items()}
    some = list(planted().values())
    made = generate(count - len(some), SEED, vocabularies)
    return some + [
        Profile(handle, read_document(SourceFile(f"members/{handle}.yml", content)).data)  # type: ignore[arg-type]
        for handle, content in made
    ]


def directory(profiles: Sequence[Profile], known: MemberSchema) -> Directory:
    """`profiles` in order; two in three came at a time that is known."""
    handles = sorted(profile.handle for profile in profiles)
    came = {
        handle: 1_700_000_000 + place * 7_919 % 86_400 for place, handle in enumerate(handles) if place % 3
    }
    return Directory.of(profiles, known, came)


def write_index(community: Directory, folder: Path, encoding: search_index.Encoding) -> Path:
    """Write the index of `community` below `folder`; where it stands."""
    for file in search_index.build(community, encoding):
        path = folder / file.address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
    return folder / "find"


def ask(
    index: Path, searches: Sequence[str], now: str = "2026-01-01T12:00:00Z", shown: int = 20
) -> list[Mapping[str, Any]]:
    """What the find page's own modules answer to each of `searches` (`?q=…&values=…`), from the index in a folder."""
    node = shutil.which("node")
    assert node, "there is no node on the PATH; make test installs one"
    question = json.dumps({"now": now, "shown": shown, "searches": searches})
    done = subprocess.run(
        [node, str(HERE / "ask.mjs"), str(index)], input=question, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    answers: list[Mapping[str, Any]] = json.loads(done.stdout)
    return answers


def label_of(leaf: Any, value: str) -> str:
    """What people read for a choice or a language."""
    return language_name(value, "en") if leaf.role == "language" else str(leaf.labels[value])


def queries() -> list[tuple[str, str]]:
    """What is typed in `queries.txt`, and who has to come first."""
    lines = (HERE / "queries.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("→") for line in lines if line.strip() and not line.startswith("# ")]
    return [(typed.strip(), expected.strip()) for typed, expected in pairs]


def wrong_answers(
    asked: Sequence[tuple[str, str]],
    answers: Sequence[Mapping[str, Any]],
    people: Mapping[str, Profile],
    known: MemberSchema,
) -> list[str]:
    """A line for each query of which somebody else came first."""
    wrong = []
    for (typed, expected), answer in zip(asked, answers, strict=True):
        first = answer["handles"][0] if answer["handles"] else "none"
        if not any(_is_right(each.strip(), first, people, known) for each in expected.split("|")):
            wrong.append(f"{typed}: {first}, not {expected}")
    return wrong


def _is_right(expected: str, first: str, people: Mapping[str, Profile], known: MemberSchema) -> bool:
    name, _, slug = expected.partition("=")
    if not slug:
        return first == expected
    if first not in people:
        return False
    each = next(each for each in known.properties if each.name == name)
    return slug in each.main_leaf.values(people[first].fields[name])
