"""The complaints of the YAML parser, in words for a person, and on the character that is to be mended."""

from __future__ import annotations

from typing import Any, NamedTuple

import yaml

from .problems import Span, span_after


class SyntaxFault(NamedTuple):
    """Why a text is not YAML."""

    message: str
    hint: str
    span: Span


# libyaml speaks of tokens and contexts; these are its complaints in words for a person.
_TAB = ("Here is a tab.", "Use spaces to indent.")
_COLON = (
    "Here is a colon inside text that has no quotes around it.",
    'Put the whole text in quotes: "like: this".',
)
_BACKSLASH = (
    "A backslash inside double quotes means something special.",
    "Use single quotes around the text, or write two backslashes.",
)
_MISFIT = (
    "This line does not fit the ones above it.",
    "Check how far it is indented, and whether text with quotes in it needs quotes around it.",
)
_NEEDS_QUOTES = (
    "Text cannot start with this character unless it stands in quotes.",
    "Put the whole text in quotes.",
)
_NO_COMMA = "did not find expected ',' or"
_WORDS = (
    ("found a tab character", *_TAB),
    ("that cannot start any token", *_NEEDS_QUOTES),
    ("mapping values are not allowed", *_COLON),
    ("found unexpected ':'", *_COLON),
    ("mapping keys are not allowed", *_NEEDS_QUOTES),
    ("did not find expected key", *_MISFIT),
    ("did not find expected <document start>", *_MISFIT),
    ("did not find expected '-' indicator", "This line does not fit the list above it.",
     "Start it with a dash and a space, indented like the others, or less far if it is a new key."),
    (_NO_COMMA, "Here should stand a comma or a closing bracket.", "Put it in, or put the text in quotes."),
    ("while parsing a flow node", "Here should stand a text or a closing bracket.",
     "Put text with brackets or commas in quotes."),
    ("did not find expected node content", "Here is a bracket or a comma where text should start.",
     "Put the text in quotes."),
    ("block sequence entries are not allowed", "A list cannot start here.",
     "Put it on the next line, or put the text in quotes."),
    ("while parsing a quoted scalar", *_BACKSLASH),
    ("while scanning a block scalar", "After | or > the text starts on the next line, indented with spaces.",
     "Move it there, or put it in quotes."),
    ("while scanning an anchor", *_NEEDS_QUOTES),
    ("while scanning an alias", *_NEEDS_QUOTES),
    ("a tag", *_NEEDS_QUOTES),
    ("undefined tag handle", *_NEEDS_QUOTES),
    ("directive", "A line cannot start with a percent sign.", "Put the text in quotes."),
)  # fmt: skip
# These are noticed only at the next key or at the end of the file; what is to be mended is where they start.
_WORDS_AT_START = (
    ("while scanning a quoted scalar", "A quotation mark that is opened here is never closed.",
     "Close it, or put the text in the other kind of quotes."),
    (_NO_COMMA, "A bracket that is opened here is never closed.", "Close it, or put the text in quotes."),
    ("could not find expected ':'", "A key needs a colon and a space after it.", "Write it as key: value."),
)  # fmt: skip


def find_syntax_fault(text: str, error: yaml.MarkedYAMLError) -> SyntaxFault:
    """What `error` says of `text`."""
    said = f"{error.context} {error.problem}"
    mark: Any = error.problem_mark
    span = _span_at(text, mark)
    start = _span_at(text, error.context_mark or mark)
    for words, message, hint in _WORDS_AT_START:
        # Between brackets of one line it may as well be a comma that is missing.
        if words in said and (words != _NO_COMMA or start.line < span.line or mark.index >= len(text)):
            return SyntaxFault(message, hint, start)
    if text[mark.index : mark.index + 1] == "\t":
        return SyntaxFault(*_TAB, span)
    for words, message, hint in _WORDS:
        if words in said:
            return SyntaxFault(message, hint, span)
    message = f"This is not YAML that can be read ({error.problem})."
    return SyntaxFault(message, "Compare it with the lines around it.", span)


def _span_at(text: str, mark: Any) -> Span:
    """The character at libyaml's `mark`, which may lie behind the end of a line or of `text`."""
    return span_after(text[: mark.index], int(text[mark.index : mark.index + 1] not in ("", "\r", "\n")))
