"""What each code means: for somebody at a terminal, for the manual's page, for programs that show either."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import fill, indent

from .codes import Code, Example, all_codes
from .columns import named

MANUAL_PAGE = "problems.html"

_WEIGHTS: Mapping[str, str] = {
    "error": "An error: the check fails until it is mended.",
    "warning": "A warning: nothing fails, but somebody should have a look.",
}


def guide_link(manual_url: str, code: str) -> str:
    """Where the published manual at `manual_url` speaks of `code`; empty where there is none."""
    return f"{manual_url.rstrip('/')}/{MANUAL_PAGE}#{code}" if manual_url else ""


def list_codes() -> str:
    """Every code with its title, a line each."""
    codes = all_codes().values()
    width = max(len(code.id) for code in codes)
    lines = [f"{code.id:{width}}  {code.title}" for code in codes]
    return "\n".join((*lines, "", "More about one of them: sameboat explain CODE", ""))


def explain_code(code: Code) -> str:
    """Title, reason and examples as plain text."""
    parts = [f"{code.id}: {code.title}", fill(code.reason.strip(), 80), fill(_WEIGHTS[code.severity], 80)]
    for heading, example in (("Wrong", code.wrong), ("Right", code.right)):
        if example.words:
            parts.append(f"{heading}: {example.words}")
        for path, content in example.files.items():
            parts.append(f"{heading}, {path}:")
            parts.append(indent(named(content).rstrip("\n"), "    ") or "    (nothing)")
    return "\n\n".join(parts) + "\n"


def code_as_markdown(code: Code) -> str:
    """The same as Markdown, without the title."""
    return "\n\n".join(_markdown_parts(code))


def _markdown_parts(code: Code) -> Iterator[str]:
    yield code.reason.strip()
    yield _WEIGHTS[code.severity]
    for heading, example in (("Wrong", code.wrong), ("Right", code.right)):
        yield from _markdown_example(heading, example)


def _markdown_example(heading: str, example: Example) -> Iterator[str]:
    if example.words:
        yield f"{heading}: {example.words}"
        return
    yield f"{heading}:"
    for path, content in example.files.items():
        language = "json" if path.endswith(".json") else "yaml"
        yield f'```{language} title="{path}"\n{named(content).rstrip()}\n```'


_MANUAL_START = """\
<!-- Made from generator/sameboat/codes.toml by `sameboat explain --manual`. Edit that file, not this one. -->

# Problems

Whatever `sameboat check` finds has a code. This page says what each of them means, why it matters, and what it looks like when it is right. In a terminal, `sameboat explain unknown-topic` says the same about one of them."""


def manual_page() -> str:
    """The manual's page about all codes, as Markdown; each code is a heading, so that it can be linked to."""
    parts = [_MANUAL_START]
    for code in all_codes().values():
        parts += [f"## {code.id}", f"**{code.title}**", *_markdown_parts(code)]
    return "\n\n".join(parts) + "\n"
