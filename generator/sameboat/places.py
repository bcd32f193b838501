"""The place of every key and value in a file, from libyaml's events: only a file with a problem pays for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from yaml.cyaml import CParser  # type: ignore[attr-defined] # the stubs forget that it is there
from yaml.events import (
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from .problems import Pointer, Span, split_lines

_NODE_EVENTS = (ScalarEvent, MappingStartEvent, MappingEndEvent, SequenceStartEvent, SequenceEndEvent)
_BLOCK_STYLES = ("|", ">")


class Refusal(Exception):  # noqa: N818 - no bug and no user sees it; it is how a loop deep inside says stop
    """What a file must not hold; `documents.py` makes a problem of it."""

    def __init__(self, code: str, message: str, span: Span, hint: str) -> None:
        super().__init__(message)
        self.code, self.message, self.span, self.hint = code, message, span, hint


@dataclass(frozen=True, slots=True)
class Places:
    """Where everything stands, by the way to it."""

    values: Mapping[Pointer, Span]
    keys: Mapping[Pointer, Span]
    repeated: tuple[tuple[Pointer, Span], ...]
    """Keys that stand there once more, in the order of the file."""


NO_PLACES = Places({}, {}, ())


def locate(text: str) -> Places:
    """The place of every value and key in `text`, which is YAML: a second reading.

    Where a key repeats, the last one counts, as it does in the data. Raises Refusal for a key that is no word.
    """
    lines = split_lines(text)
    values: dict[Pointer, Span] = {}
    keys: dict[Pointer, Span] = {}
    repeated: list[tuple[Pointer, Span]] = []
    opened: list[_Open] = []
    for event in _events(text):
        kind = type(event)
        span = _within(event_span(event), lines)
        holder = opened[-1] if opened else None
        if kind is MappingStartEvent or kind is SequenceStartEvent:
            if holder and holder.takes_key():
                message = "A list or a group of keys is used as a key here."
                raise Refusal(
                    "yaml-syntax", message, span, "A key is one word. Text with brackets needs quotes."
                )
            pointer = holder.next_pointer() if holder else ()
            opened.append(_Open(pointer, span, kind is MappingStartEvent, event.flow_style))
        elif kind is ScalarEvent:
            if holder and holder.takes_key():
                pointer = (*holder.pointer, event.value)
                if event.value in holder.keys:
                    repeated.append((pointer, span))
                holder.keys.add(event.value)
                holder.key = event.value
                keys[pointer] = span
                continue
            if event.style in _BLOCK_STYLES:
                span = _without_blank_end(span, lines)
            values[holder.next_pointer() if holder else ()] = span
            if holder:
                holder.filled(span)
        else:
            closed = opened.pop()
            span = closed.span(span)
            values[closed.pointer] = span
            if opened:
                opened[-1].filled(span)
    return Places(values, keys, tuple(repeated))


def _events(text: str) -> Iterator[Any]:
    """The events of all nodes in `text`, as far as `documents.py` has read it before: nothing in them is to be refused."""
    parser: Any = CParser(text)
    try:
        while (event := parser.get_event()) is not None:
            if type(event) in _NODE_EVENTS:
                yield event
    finally:
        parser.dispose()


@dataclass(slots=True)
class _Open:
    """A collection whose end has not come yet."""

    pointer: Pointer
    start: Span
    is_mapping: bool
    is_flow: bool
    keys: set[str] = field(default_factory=set)
    """All keys so far."""
    key: str | None = None
    """The key whose value comes next."""
    count: int = 0
    end: Span | None = None
    """Where its last part ended."""

    def takes_key(self) -> bool:
        return self.is_mapping and self.key is None

    def next_pointer(self) -> Pointer:
        return (*self.pointer, self.count if self.key is None else self.key)

    def span(self, end: Span) -> Span:
        """Where it stands, when libyaml has said where it ends: of a block, only where the next one starts."""
        last = end if self.is_flow or self.end is None else self.end
        return Span(self.start.line, self.start.column, last.end_line, last.end_column)

    def filled(self, span: Span) -> None:
        self.key = None
        self.count += 1
        self.end = span


def event_span(event: Any) -> Span:
    """Where libyaml says that `event` stands."""
    start, end = event.start_mark, event.end_mark
    return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def _within(span: Span, lines: list[str]) -> Span:
    """`span`, or as much of it as lies inside the file: libyaml adds a line break to a last line that has none."""
    if span.end_line <= len(lines):
        return span
    end = (len(lines), len(lines[-1]) + 1)
    return Span(*min((span.line, span.column), end), *end)


def _without_blank_end(span: Span, lines: list[str]) -> Span:
    """A block scalar's place without the lines after it that hold nothing; libyaml ends it where the next line starts,
    even past the end of the file."""
    last = min(span.end_line - (span.end_column == 1), len(lines))
    while last > span.line and not lines[last - 1].strip():
        last -= 1
    return Span(span.line, span.column, last, len(lines[last - 1]) + 1)
