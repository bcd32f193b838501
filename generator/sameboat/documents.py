"""Bytes become a document: plain data, and on demand the place of every key and value.

What is written plainly is read at a glance (`plain_yaml.py`). Everything else is read from libyaml's stream of events,
never from its loader. The loader recurses once for each open bracket and dies of a stack overflow on a hostile file;
events come from a loop. What a profile must not hold (anchors, aliases, tags, directives, a second document, great
depth) is refused at the first event that shows it, before a tree is built. It is also the faster way: 0.57 s for 5,000
profiles where `compose` and a constructor take 0.66 s; at a glance it is 0.2 s.
"""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined] # the stubs forget that it is there
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from .codes import find_code
from .hidden import CONTROL
from .places import NO_PLACES, Places, Refusal, event_span, locate
from .plain_yaml import Plain, read_plain
from .problems import FILE_START, Pointer, Problem, Span, json_pointer, span_after, split_lines
from .syntax import find_syntax_fault

MAX_BYTES = 16 * 1024
MAX_DEPTH = 10
"""A profile needs three levels; a vocabulary two."""

Value = Plain

_FLAGS = {"true": True, "false": False}
_CONTROL = re.compile(f"[{CONTROL}]")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file as it came: nothing is known of it yet but its name and its bytes."""

    path: str
    """As the person who reads a report would name it."""
    content: bytes


@dataclass(frozen=True)
class Document:
    """What stands in a file. `data` is None where a problem of the file as a whole kept it from being read."""

    file: SourceFile
    data: Value | None
    problems: tuple[Problem, ...]

    @cached_property
    def lines(self) -> list[str]:
        """The file's lines without their ends, as an editor counts them."""
        return split_lines(self.file.content.decode("utf-8", "replace"))

    @cached_property
    def _places(self) -> Places:
        if self.data is None:
            return NO_PLACES
        return locate(self.file.content.decode("utf-8"))

    def value_span(self, pointer: Pointer) -> Span:
        """Where the value at `pointer` stands; for a value that is not there, its nearest holder."""
        values = self._places.values
        while pointer and pointer not in values:
            pointer = pointer[:-1]
        return values.get(pointer, FILE_START)

    def key_span(self, pointer: Pointer) -> Span:
        """Where the key at `pointer` stands; where there is no such key (a list item), its value."""
        return self._places.keys.get(pointer) or self.value_span(pointer)

    def problem(  # noqa: PLR0913 - a problem has that many parts
        self,
        code: str,
        message: str,
        pointer: Pointer = (),
        *,
        hint: str = "",
        at_key: bool = False,
        mend: str | None = None,
    ) -> Problem:
        """Make a problem placed on the value at `pointer`, or on its key."""
        span = self.key_span(pointer) if at_key else self.value_span(pointer)
        problem = problem_at(self.file.path, code, message, hint, span, pointer)
        return problem if mend is None else replace(problem, mend=mend)


def source_lines(path: Path, max_bytes: int = MAX_BYTES * 64) -> list[str]:
    """The lines of the file at `path` as an editor counts them, for a report to quote. Empty where there is no plain
    file: a link could lead to what nobody should see in a report."""
    try:
        with open(path, "rb", opener=_open_unlinked) as file:
            is_plain = stat.S_ISREG(os.fstat(file.fileno()).st_mode)
            return split_lines(file.read(max_bytes).decode("utf-8", "replace")) if is_plain else []
    except OSError:
        return []


def _open_unlinked(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK)


def read_document(file: SourceFile, max_bytes: int = MAX_BYTES) -> Document:
    """Read `file`; what is wrong with it is in `problems`, never raised."""
    if len(file.content) <= max_bytes and (plain := read_plain(file.content)) is not None:
        return Document(file, plain, ())
    try:
        text = _decode(file.content, max_bytes)
        data, repeats = _build(text)
    except Refusal as refusal:
        problem = problem_at(file.path, refusal.code, refusal.message, refusal.hint, refusal.span)
        return Document(file, None, (problem,))
    except yaml.MarkedYAMLError as error:
        fault = find_syntax_fault(file.content.decode("utf-8"), error)
        problem = problem_at(file.path, "yaml-syntax", fault.message, fault.hint, fault.span)
        return Document(file, None, (problem,))
    if not repeats:
        return Document(file, data, ())
    repeated = tuple(
        problem_at(
            file.path,
            "duplicate-key",
            f"{pointer[-1]} stands here a second time.",
            "Keep one of them.",
            span,
            pointer,
        )
        for pointer, span in locate(text).repeated
    )
    return Document(file, data, repeated)


def problem_at(  # noqa: PLR0913, PLR0917 - a problem has that many parts
    path: str, code: str, message: str, hint: str = "", span: Span = FILE_START, pointer: Pointer = ()
) -> Problem:
    """Make a problem; how much it weighs is written in `codes.toml`. Without a span it is one of the whole file."""
    return Problem(path, *span, json_pointer(pointer), code, find_code(code).severity, message, hint)


def _decode(content: bytes, max_bytes: int) -> str:
    if len(content) > max_bytes:
        message = f"This file has more than {max_bytes // 1024} KiB."
        raise Refusal("too-big", message, FILE_START, "Shorten it; a profile fits on a page or two.")
    if content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        message = "This file starts with a byte order mark."
        raise Refusal("not-utf8", message, FILE_START, "Save it as UTF-8 without BOM.")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8")
        span = span_after(before, 1)
        message = "Here is a byte that is not UTF-8."
        raise Refusal("not-utf8", message, span, "Save the file as UTF-8 in your editor.") from None
    if found := _CONTROL.search(text):
        name = f"U+{ord(found[0]):04X}"
        message = f"Here is a control character ({name}) that nobody can see."
        raise Refusal("control-character", message, span_after(text[: found.start()], 1), "Delete it.")
    return text


def _admit_other(event: Any, documents: int) -> bool:
    """Refuse `event` unless it opens the first document plainly or says nothing; whether it opens one."""
    kind = type(event)
    if kind is AliasEvent:
        _refuse_feature(event)
    if kind is not DocumentStartEvent:
        return False
    if documents:
        message = "A second document starts here, after a line of three dashes."
        raise Refusal("yaml-feature", message, event_span(event), "Keep one document in a file.")
    if event.version or event.tags:
        message = "This file starts with a YAML directive (a line that begins with %)."
        raise Refusal("yaml-feature", message, event_span(event), "Delete that line.")
    return True


def _refuse_depth(event: Any) -> None:
    message = "Lists and keys stand inside each other too deep here."
    raise Refusal("too-deep", message, event_span(event), "A profile needs three levels.")


def _refuse_feature(event: Any) -> None:
    span = event_span(event)
    if type(event) is AliasEvent:
        message, hint = f"*{event.anchor} is a YAML alias.", "Write the value out, or put the text in quotes."
    elif event.anchor is not None:
        message = f"&{event.anchor} is a YAML anchor."
        hint = "Delete it, or put the text in quotes."
    else:
        message = f"{event.tag} is a YAML tag."
        hint = "Delete it, or put the text in quotes."
    raise Refusal("yaml-feature", message, span, hint)


def _build(text: str) -> tuple[Value, bool]:  # noqa: C901, PLR0912 - one branch a kind of event, called never
    """Plain data, every scalar a string as typed except a plain `true` or `false`; and whether any key repeats."""
    root: list[Any] = []
    stack = [root]
    top = root
    repeats = False
    documents = 0
    parser: Any = CParser(text)
    get_event = parser.get_event
    # Half of the time that a check takes is spent in this loop: what happens most comes first, and nothing is called.
    try:
        while True:
            event = get_event()
            kind = type(event)
            if kind is ScalarEvent:
                if event.anchor is not None or event.tag is not None:
                    _refuse_feature(event)
                value = event.value
                if value in _FLAGS and not event.style:
                    value = _FLAGS[value]
                top.append(value)
            elif kind is MappingEndEvent:
                done = stack.pop()
                top = stack[-1]
                mapping = _mapping(done, text)
                repeats = repeats or 2 * len(mapping) != len(done)
                top.append(mapping)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                if event.anchor is not None or event.tag is not None:
                    _refuse_feature(event)
                top = []
                stack.append(top)
                if len(stack) > MAX_DEPTH + 1:
                    _refuse_depth(event)
            elif kind is SequenceEndEvent:
                done = stack.pop()
                top = stack[-1]
                top.append(done)
            elif kind is StreamEndEvent:
                break
            else:
                documents += _admit_other(event, documents)
    finally:
        parser.dispose()
    if not root or root == [""]:
        message = "This file is empty."
        raise Refusal("empty-file", message, FILE_START, "A profile starts with your name.")
    return root[0], repeats


def _mapping(done: list[Any], text: str) -> dict[str, Value]:
    """Keys and values in turn, as a mapping; a key that looks like a flag is the word that was typed."""
    try:
        mapping = dict(zip(done[::2], done[1::2], strict=True))
    except TypeError:
        # One of the keys is a list or a mapping itself; where it starts, nobody has kept.
        locate(text)
        raise
    if True in mapping or False in mapping:
        return {_typed(key): value for key, value in zip(done[::2], done[1::2], strict=True)}
    return mapping


def _typed(key: str | bool) -> str:  # noqa: FBT001 - it is data
    return key if isinstance(key, str) else str(key).lower()
