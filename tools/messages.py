"""Gather what the generator says into `locales/sameboat.pot`, and bring every catalog up to date with it.

    python tools/messages.py            write them
    python tools/messages.py --check    say whether the template is what the code says, and write nothing
    python tools/messages.py fr         write them, and start a catalog for French

No dates and no line numbers are written, so that a catalog changes when words do and at no other time.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

HOUSE = Path(__file__).parents[1] / "generator" / "sameboat"
LOCALES = HOUSE / "locales"
TEMPLATE = LOCALES / "sameboat.pot"
METHODS = [("templates/**.html", "jinja2"), ("**.py", "python")]
OPTIONS = {"templates/**.html": {"silent": "false", "trimmed": "true"}}
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
HINTS = ["Translators:"]
"""How a comment starts that goes into the catalogs."""
UNTOLD = (
    "POT-Creation-Date",
    "PO-Revision-Date",
    "Last-Translator",
    "Language-Team",
    "Generated-By",
    "Report-Msgid-Bugs-To",
    "Project-Id-Version",
)


def extract() -> Catalog:
    """Everything the generator says on a site."""
    catalog = Catalog(project="Sameboat", copyright_holder="the people of Sameboat", charset="utf-8")
    catalog.header_comment = "# What Sameboat says on a site. Made by `make messages`."
    for file, _, message, comments, context in extract_from_dir(HOUSE, METHODS, OPTIONS, KEYWORDS, HINTS):
        catalog.add(message, locations=[(file, 0)], auto_comments=comments, context=context)
    return catalog


def as_text(catalog: Catalog) -> bytes:
    """`catalog` as it stands in a file."""
    written = BytesIO()
    write_po(written, catalog, width=110, sort_by_file=True, include_lineno=False)
    lines = written.getvalue().splitlines(keepends=True)
    return b"".join(
        line for line in lines if not line.startswith(tuple(f'"{each}:'.encode() for each in UNTOLD))
    )


def catalogs() -> Iterable[Path]:
    """The catalogs that are there."""
    return sorted(LOCALES.glob("*/LC_MESSAGES/sameboat.po"))


def update(path: Path, template: Catalog) -> None:
    """Bring the catalog at `path` up to date with `template`; a language that has none gets one to fill in."""
    language = path.parts[-3].replace("-", "_")
    catalog = read_po(BytesIO(path.read_bytes() if path.exists() else b""), locale=language)
    catalog.update(template, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    catalog.header_comment = "# What Sameboat says on a site. Words of code stay as they are: {n}, %(day)s."
    catalog.fuzzy = False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(as_text(catalog))


def main(arguments: list[str]) -> int:
    """Do what the first lines of this file say."""
    template = extract()
    if arguments == ["--check"]:
        if TEMPLATE.read_bytes() == as_text(template):
            return 0
        sys.stderr.write("The code says something that locales/sameboat.pot does not. Run: make messages\n")
        return 1
    LOCALES.mkdir(exist_ok=True)
    TEMPLATE.write_bytes(as_text(template))
    asked = [language.replace("_", "-") for language in arguments]
    new = {LOCALES / language / "LC_MESSAGES" / "sameboat.po" for language in asked}
    for path in {*catalogs(), *new}:
        update(path, template)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
