"""Member text becomes HTML by templates that escape."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any

import markupsafe
from jinja2 import BaseLoader, ChoiceLoader, Environment, FileSystemLoader, StrictUndefined, Template
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from markupsafe import Markup, escape

from .bios import bio_html
from .compact import compact
from .compiling import QuickEnvironment
from .formats import shown_url
from .translations import Words, is_read_from_left, words_in

TEMPLATES = Path(__file__).parent / "templates"
THEME_TEMPLATES = TEMPLATES / "theme"
ASSETS = Path(__file__).parent / "assets"

_STAMPED = frozenset(("member", "hub", "card", "any"))
"""The templates of which there are pages in thousands, so that their bytes and their code count."""
_PAGES = (
    "member",
    "hub",
    "overview",
    "newest",
    "feeds",
    "common",
    "find",
    "join",
    "card",
    "any",
    "community",
    "hello",
    "my-people",
)


_escape_text: Callable[[str], str] = getattr(markupsafe, "_escape_inner", escape)
"""`escape` for plain strings, without a new object where there is nothing to escape; should it go, the other will do."""


def _escape(value: Any) -> Any:
    """What `markupsafe.escape` gives, as a plain string or Markup."""
    kind = type(value)
    if kind is str:
        return _escape_text(value)
    return value if kind is Markup else escape(value)


marked: Callable[[str], Markup] = partial(str.__new__, Markup)
"""What `Markup` does with HTML, without asking first whether it is one: in a third of the time."""


class Labels(dict[str, Markup]):
    """Value → HTML, each made once when it is first asked for."""

    def __init__(self, make: Callable[[str], Markup]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, value: str) -> Markup:
        made = self[value] = self._make(value)
        return made


@dataclass(frozen=True)
class Rendering:
    """The compiled templates: made once, before anything is written, so that a mistake in one refuses the build."""

    environment: Environment
    words: Words

    @staticmethod
    def of(overrides: Path | None = None, language: str = "en") -> Rendering:
        """Compile the templates in `language`; a file of the same name under `overrides` stands in for ours.

        Raises jinja2.TemplateSyntaxError where one cannot be compiled.
        """
        loaders: list[BaseLoader] = [FileSystemLoader(TEMPLATES)]
        if overrides is not None:
            loaders.insert(0, FileSystemLoader(overrides))
        environment = QuickEnvironment(
            loader=ChoiceLoader(loaders),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        environment.is_worth_it = lambda filename: Path(filename).stem in _STAMPED
        words = words_in(language)
        # Filters, since a community may call a property of its own "day".
        environment.filters |= {
            "attribute": attribute,
            "markdown": bio_html,
            "shown_url": shown_url,
            # People share few days and months, and each takes as long as ten names.
            "month": cache(words.month),
            "until": cache(lambda date: _until(words, date)),
            "number": words.number,
            "direction": _spare_direction if is_read_from_left(language) else _own_direction,
        }
        translate(environment, words, newstyle=True)
        environment.extend(words=words)
        environment.add_extension(_SettledWords)
        environment.add_extension(_Compact)
        rendering = Rendering(environment, words)
        for name in _PAGES:
            # Compiled code takes this name from its module. A page has sixty texts, and hardly any needs escaping.
            rendering.template(name).root_render_func.__globals__["escape"] = _escape
        return rendering

    def template(self, name: str) -> Template:
        """The compiled template of a page or a part of one."""
        return self.environment.get_template(f"sameboat/{name}.html")

    def render(self, name: str, values: Mapping[str, Any]) -> Markup:
        """Render a template; what comes out is escaped."""
        return marked(self.template(name).render(values))  # autoescape is on

    @cached_property
    def placed(self) -> frozenset[str]:
        """The properties that the member page has a place for; it loops over the rest."""
        module: Any = self.environment.get_template("sameboat/placed.html").module
        return frozenset(module.placed)


def translate(environment: Environment, words: Words, *, newstyle: bool) -> None:
    """Give the templates of `environment` its `words`; the new style escapes what is filled in, as they autoescape."""
    environment.add_extension("jinja2.ext.i18n")
    environment.install_gettext_translations(words.catalog, newstyle=newstyle)  # type: ignore[attr-defined]


class _SettledWords(Extension):
    """Puts the words themselves where a template asks for words with nothing to fill in, as in `_("Find")`.

    A member's page asks ten times, and a site has one language: so it is done once, while a template is compiled.
    """

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """The tokens of a template with `_("…")` turned into a string; what is not exactly that stays as it is."""
        tokens = list(stream)
        place = 0
        while place < len(tokens):
            text = self._settle(tokens[place : place + 6])
            if text is None:
                yield tokens[place]
                place += 1
            else:
                yield Token(tokens[place].lineno, "string", text)
                while tokens[place].type != "rparen":
                    place += 1
                place += 1

    def _settle(self, call: list[Token]) -> str | None:
        """The words that a call asks for which starts here; None where none does, or one with something to fill in."""
        words: Words = self.environment.words  # type: ignore[attr-defined]
        signs = " ".join(token.type for token in call)
        if signs.startswith("name lparen string rparen") and call[0].value in ("_", "gettext"):
            text = words.gettext(call[2].value)
        elif signs == "name lparen string comma string rparen" and call[0].value == "pgettext":
            text = words.pgettext(call[2].value, call[4].value)
        else:
            return None
        # The new style has a sign of per cent written twice.
        return text % {}


def _time(written: str, shown: str) -> Markup:
    """A date for people and for programs."""
    return Markup("<time datetime={}>{}</time>").format(written, shown)


def _until(words: Words, date: str) -> Markup:
    """The last day of something."""
    return escape(words.gettext("until %(day)s")) % {"day": _time(date, words.day(date))}


class _Compact(Extension):
    """Leaves out of a template what only its writer needs, while it is compiled."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """The tokens of a template, those that stand on the page as they are without what nobody sees."""
        is_stamped = Path(stream.name or "").stem in _STAMPED
        for token in stream:
            is_text = is_stamped and token.type == "data"
            yield Token(token.lineno, "data", compact(token.value)) if is_text else token


# A slash at the end would be one of the tag to many a program.
_PLAIN = re.compile(r"[\w.:@~/-]*\w", re.ASCII)
_OWN_DIRECTION, _NO_DIRECTION = Markup(" dir=auto"), Markup("")
# Letters that are read from right to left (Unicode, bidirectional classes R and AL).
_FROM_RIGHT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


def _own_direction(_: str) -> Markup:
    """The attribute by which an element that holds a member's text goes by the direction of that text."""
    return _OWN_DIRECTION


def _spare_direction(text: str) -> Markup:
    """The same on a page that is read from left to right: most text is, too, and needs no attribute."""
    return _NO_DIRECTION if text.isascii() or not _FROM_RIGHT.search(text) else _OWN_DIRECTION


def link(href: str, label: str, css_class: str = "") -> Markup:
    """A link to an address of this site."""
    if css_class:
        return Markup('<a class="{}" href="{}">{}</a>').format(css_class, href, label)
    return Markup("<a href={}>{}</a>").format(attribute(href), label)


def attribute(value: str) -> str:
    """`value` as the value of an attribute, in quotes where it needs some: addresses of this site hardly ever do.

    A plain string has nothing in it that would have to be escaped.
    """
    return value if _PLAIN.fullmatch(value) else marked(f'"{escape(value)}"')


def plain(text: str) -> Markup:
    """`text`, escaped."""
    return escape(text)
