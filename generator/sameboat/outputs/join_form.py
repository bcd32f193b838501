"""The join page, and what its form is made of: the schema with its vocabularies, every rule that a text must keep.

The form knows no field. It asks this file, and the file says what the schema says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote, urlsplit

from markupsafe import Markup

from .. import addresses, alphabets, formats, hidden
from ..directory import Directory, language_name
from ..documents import MAX_BYTES
from ..forge import MOST_IN_ADDRESS
from ..photos import MAX_BYTES as MOST_PHOTO_BYTES
from ..rendering import Rendering
from ..translations import Words
from ..vocabulary import Term
from .output_file import OutputFile, json_file
from .site import Site

# Words for editors; the form has the vocabularies themselves.
_LEFT_OUT = frozenset(
    {"enumDescriptions", "markdownEnumDescriptions", "$schema", "x-facet", "x-hub", "x-search"}
)


def build(directory: Directory, site: Site) -> Iterator[OutputFile]:
    """The one file that the join page fetches."""
    schema = directory.schema
    rules = formats.browser_rules()
    forge = site.forge
    yield json_file(
        addresses.JOIN_FORM,
        {
            "schema": _without_editors(schema.bundled),
            "terms": {
                name: [_option(term) for term in vocabulary.terms.values()]
                for name, vocabulary in schema.vocabularies.items()
            },
            "languages": {tag: language_name(tag, directory.language) for tag in rules["twoLetters"]},
            "rules": {
                "formats": rules,
                "hidden": hidden.browser_rules(),
                "alphabets": alphabets.browser_rules(),
            },
            "forge": {
                "adding": forge.adding,
                "filling": forge.filling,
                "editing": forge.editing,
                "removing": forge.removing,
                "uploading": forge.uploading,
                "telling": forge.telling,
            },
            "limits": {"address": MOST_IN_ADDRESS, "file": MAX_BYTES, "photo": MOST_PHOTO_BYTES},
        },
    )


def page(rendering: Rendering, site: Site, root: str) -> Markup:
    """The body of the join page, from which `root` leads to the site's root."""
    words, forge = rendering.words, site.forge
    too_long = words.gettext("This address is longer than {limit} characters.")
    values = {
        "root": root,
        "form": addresses.JOIN_FORM,
        "api": addresses.API,
        "assets": addresses.ASSETS,
        "forge": forge,
        "contact": site.contact,
        "by_hand": site.guide("join-us"),
        "privacy": site.guide("privacy"),
        "leave_issue": forge.telling + quote(words.gettext("Please take me out")),
        "handle_help": _handle_help(words, urlsplit(forge.people).hostname or ""),
        "url_long": too_long.format(limit=formats.MAX_URL),
        "language": words.language,
        "plural_counts": words.plural_counts,
    }
    return rendering.render("join", values)


def _handle_help(words: Words, forge: str) -> str:
    if forge:
        text = words.gettext("Your username on {forge}. Your file is named after it.")
        return text.format(forge=forge)
    return words.gettext("Your username where this directory keeps its files. Your file is named after it.")


def _without_editors(node: Any) -> Any:
    if isinstance(node, Mapping):
        return {key: _without_editors(part) for key, part in node.items() if key not in _LEFT_OUT}
    return [_without_editors(part) for part in node] if isinstance(node, list) else node


def _option(term: Term) -> dict[str, Any]:
    option: dict[str, Any] = {"slug": term.slug, "label": term.label}
    if term.description:
        option["description"] = term.description
    if term.aliases:
        option["also"] = term.aliases
    if term.group:
        option["group"] = term.group
    return option
