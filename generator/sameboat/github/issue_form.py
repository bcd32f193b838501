"""The issue door: a form on GitHub that is made from the schema, and what is written into it as a profile.

What comes back is the text of a stranger. It is never part of a command, and in a reply it stands in code, where GitHub
makes no links, mentions, pictures or HTML of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import yaml

from ..documents import Value
from ..forge import Forge
from ..joining import Newcomer
from ..problems import Problem
from ..questions import Question, answer, entry_line, put, questions
from ..reports import said
from ..schema import MemberSchema
from .words import as_code

NOTHING = frozenset({"", "_No response_", "None"})
"""What GitHub writes where nobody answered."""
MOST_CHARACTERS = 65_536
"""GitHub takes no longer issue."""
HEAD = "# Made from the schema by `sameboat issue-form`; change the schema, not this file.\n"
_INTRO = (
    "A few lines about you become a page in the directory. Only what is marked as required is needed; you can add the "
    "rest whenever you like.\n\n"
    "**This is public, and a public repository remembers:** what you take out later can still be found in its history. "
    "A reply will tell you what is missing, or give you a link that opens your file, ready to be proposed."
)
_LONG_LINE = 100


def issue_form(schema: MemberSchema) -> str:
    """The text of `.github/ISSUE_TEMPLATE/join.yml`."""
    asked = questions(schema)
    form = {
        "name": "Join",
        "description": "Add yourself to the directory, without any git.",
        "title": "Join",
        "body": [
            {"type": "markdown", "attributes": {"value": _INTRO}},
            *(_field(question, schema) for question in sorted(asked, key=lambda each: not each.is_required)),
        ],
    }
    return HEAD + yaml.safe_dump(form, sort_keys=False, allow_unicode=True, width=1000)


def _field(question: Question, schema: MemberSchema) -> dict[str, Any]:
    attributes: dict[str, Any] = {"label": question.title, "description": _description(question, schema)}
    kind = "input"
    if question.kind == "flag":
        kind = "dropdown"
        attributes["options"] = ["yes", "no"]
        attributes["default"] = 0 if question.node.get("default") is True else 1
    elif question.options:
        kind = "dropdown"
        attributes["multiple"] = question.kind == "choices"
        attributes["options"] = [option.label for option in question.options]
    else:
        if question.kind != "line" or question.node.get("maxLength", 0) > _LONG_LINE:
            kind = "textarea"
        if placeholder := _placeholder(question):
            attributes["placeholder"] = placeholder
    field: dict[str, Any] = {
        "type": kind,
        "id": "-".join(question.path).replace("_", "-"),
        "attributes": attributes,
    }
    if question.is_required:
        field["validations"] = {"required": True}
    return field


def _description(question: Question, schema: MemberSchema) -> str:
    text = question.description
    if question.kind == "lines":
        text += " One a line."
    if question.kind == "entries":
        lead = question.parts[0]
        shape = entry_line(question, {part.path[-1]: part.title.lower() for part in question.parts})
        text += f" One a line, as in “{shape}”."
        vocabulary = schema.vocabularies.get(str(lead.node.get("x-vocabulary", "")))
        if vocabulary:
            text += f" The {vocabulary.name} there are stand in `{vocabulary.path}`."
    return text.strip()


def _placeholder(question: Question) -> str:
    example = question.example
    if isinstance(example, list):
        items = [entry_line(question, each) if isinstance(each, dict) else str(each) for each in example]
        return (", " if question.kind == "choices" else "\n").join(items)
    return example if isinstance(example, str) else ""


def read_issue(text: str, schema: MemberSchema) -> dict[str, Value] | None:
    """The fields that an issue's `text` gives; None where it was not written with the form."""
    asked = questions(schema)
    ordered = sorted(asked, key=lambda each: not each.is_required)
    sections = dict(_sections(text[:MOST_CHARACTERS], [question.title for question in ordered]))
    if not sections:
        return None
    fields: dict[str, Value] = {}
    for question in asked:
        written = sections.get(question.title, "").strip()
        value = None if written in NOTHING else answer(question, written)
        if value is not None and value != []:
            put(fields, question.path, value)
    return fields


def _sections(text: str, titles: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each title with what stands below it. Titles come in their order, so that a heading in somebody's text that is
    called like an earlier field is text."""
    current, last = "", -1
    lines: list[str] = []
    for line in re.split(r"\r\n|\n|\r", text):
        title = line.removeprefix("### ").strip() if line.startswith("### ") else ""
        place = titles.index(title) if title in titles else -1
        if place > last:
            if current:
                yield current, "\n".join(lines)
            current, last, lines = title, place, []
        else:
            lines.append(line)
    if current:
        yield current, "\n".join(lines)


def reply(newcomer: Newcomer, forge: Forge, rival: str = "") -> str:
    """What to answer, as Markdown: the problems, or the way to propose the file."""
    name = f"{newcomer.handle}.yml"
    if rival:
        address = forge.edit_address(rival.rpartition(".")[0])
        way = f"[Change your file]({address}) instead." if address else "Change that file instead."
        return f"{as_code(newcomer.handle)} is here already, in {as_code(rival)}. {way}\n"
    if not newcomer.is_welcome:
        listed = "".join(f"- {as_code(said(problem))}\n" for problem in _told(newcomer.problems))
        return (
            f"Thank you for coming! Something is not right yet:\n\n{listed}\n"
            "Edit your text above, and this answer will follow.\n"
        )
    text = newcomer.content.decode()
    address = forge.new_address(newcomer.handle, text)
    opened = f"[Open your file, {name}]({address})" if address else f"Make the file {as_code(name)}"
    is_filled = bool(forge.filling) and forge.filling in address
    paste = "" if is_filled else ", paste the text below"
    return (
        f"Thank you for coming! Your profile passes the check.\n\n{opened}{paste}, choose **Commit changes**, then "
        "**Propose changes**, then **Create pull request**. A person will read it and say yes.\n\n"
        f"<details><summary>Your file</summary>\n\n{_fenced(text)}\n\n</details>\n"
    )


def _told(problems: Sequence[Problem]) -> Iterator[Problem]:
    return (problem for problem in problems if problem.severity == "error")


def _fenced(text: str) -> str:
    """`text` in a block of code that nothing in it can end."""
    longest = max(map(len, re.findall("`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}yaml\n{text.rstrip()}\n{fence}"
