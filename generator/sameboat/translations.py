"""The words of the interface in the site's language.

English stands in the code and in the templates. Every other language is a catalog of gettext in `locales/`, read from
its text as it is: nothing has to be compiled before a build. Labels of fields and vocabularies are none of this; they
are the community's, in its own files.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property
from io import BytesIO
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations

LOCALES = Path(__file__).parent / "locales"
DOMAIN = "sameboat"
ENGLISH = "en"

# Up to 200 every category of every language has come up, but for those that start at a million.
_COUNTS = (*range(201), 1_000_000)


@dataclass(frozen=True)
class Words:
    """What the generator says, in one language."""

    language: str
    """The language they are in: English where nobody has translated them into the site's."""
    catalog: NullTranslations
    """As Jinja takes it."""

    def gettext(self, message: str) -> str:
        """`message` in this language."""
        return str(self.catalog.gettext(message))

    def pgettext(self, context: str, message: str) -> str:
        """`message` in this language, in the meaning that `context` gives it."""
        return str(self.catalog.pgettext(context, message))

    def join(self, items: Iterable[str]) -> str:
        """`items` in a row, as this language parts them."""
        return self.pgettext("between the items of a list", ", ").join(items)

    def titled(self, title: str, text: str) -> str:
        """`text` under its `title`, on one line."""
        return self.gettext("%(title)s: %(text)s") % {"title": title, "text": text}

    def day(self, date: str) -> str:
        """A day (`2027-06-30`) as this language writes it: "June 30, 2027"."""
        return _written(date, self.language)

    def month(self, month: str) -> str:
        """A month (`2027-06`) as this language writes it: "June 2027"."""
        return _written(month, self.language)

    def number(self, number: int) -> str:
        """`number` as this language writes it."""
        return str(format_decimal(number, locale=self.language.replace("-", "_")))

    @cached_property
    def plural_counts(self) -> Mapping[str, int]:
        """The plural categories of this language as browsers name them (CLDR) → a number of each."""
        category = Locale.parse(self.language, sep="-").plural_form
        found: dict[str, int] = {}
        for count in _COUNTS:
            found.setdefault(category(count), count)
        return found


@cache
def _written(date: str, language: str) -> str:
    from babel.dates import format_date, format_skeleton  # noqa: PLC0415 - many a community has no date at all

    locale = Locale.parse(language, sep="-")
    if len(date) == len("2027-06"):
        return str(format_skeleton("yMMMM", datetime.fromisoformat(f"{date}-01"), locale=locale))
    return str(format_date(datetime.fromisoformat(date), "long", locale=locale))


def is_read_from_left(language: str) -> bool:
    """Whether `language` is read from left to right; of one that nobody knows that is not said."""
    try:
        return Locale.parse(language.replace("_", "-"), sep="-").character_order == "left-to-right"
    except (UnknownLocaleError, ValueError):
        return False


@cache
def words_in(language: str) -> Words:
    """The words for a site in `language` ("ar", "pt-BR"): its own, those of the language without the region, English."""
    shipped = {folder.name: folder for folder in LOCALES.glob("*/")}
    subtags = language.replace("_", "-").split("-")
    for length in range(len(subtags), 0, -1):
        tag = "-".join(subtags[:length])
        if tag in shipped:
            return Words(tag, _read(shipped[tag] / "LC_MESSAGES" / f"{DOMAIN}.po", tag))
    return Words(ENGLISH, NullTranslations())


def _read(path: Path, language: str) -> Translations:
    """The catalog at `path`, compiled in memory."""
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(
            compiled, read_po(file, locale=language.replace("-", "_"), domain=DOMAIN, abort_invalid=True)
        )
    compiled.seek(0)
    return Translations(compiled, domain=DOMAIN)
