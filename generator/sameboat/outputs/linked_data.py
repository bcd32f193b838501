"""A member in the words of schema.org, for programs that read pages: JSON-LD in the head.

It says again what stands on the page, and nothing that does not: so it is kept short, and notes stay on the page. Where
else somebody is to be found each link there says itself, by rel="me".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from json.encoder import encode_basestring as as_json
from typing import Any

from markupsafe import Markup

from .. import addresses
from ..directory import Directory
from ..profiles import Profile
from ..rendering import marked
from .site import Site
from .terms import labels_of

OFFERS, ASKS = "can_help_with", "want_help_with"

_START = (
    '<script type="application/ld+json">{"@context":"https://schema.org","@type":"ProfilePage","mainEntity":{'
)
_END = "}}</script>"


class LinkedData:
    """Describes members; what they share is looked up and written once.

    The JSON is put together from parts that are JSON already, which takes a third of the time of building it as data
    first. A test reads it back.
    """

    def __init__(self, directory: Directory, site: Site) -> None:
        self._has_address = bool(site.url)
        self._invented = as_json(directory.words.gettext("made up"))
        offered, asked = labels_of(directory.schema, OFFERS), labels_of(directory.schema, ASKS)
        self._offers = {slug: as_json(label) for slug, label in offered.items()}
        self._asks = {slug: as_json(label) for slug, label in asked.items()}

    def of(self, profile: Profile, picture: str = "") -> Markup:
        """The script element for the page of `profile`; `picture` is the address of their photo."""
        person = ",".join(filter(None, self._parts(profile, picture)))
        # A name may hold "</script>"; these three stand in strings only, where JSON lets them be written as numbers.
        person = person.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
        return marked(f"{_START}{person}{_END}")  # see above

    def _parts(self, profile: Profile, picture: str) -> tuple[str, ...]:
        """The properties of a schema.org Person; an empty text where there is nothing to say."""
        fields: Mapping[str, Any] = profile.fields
        page = addresses.member(profile.handle)
        return (
            f'"@type":"Person","name":{as_json(fields["name"])}',
            # Seen from the page that this stands on, as all its links are.
            f'"url":"{profile.handle}.html"' if self._has_address else "",
            f'"image":{as_json(addresses.relative(page, picture))}' if picture else "",
            f'"description":{self._invented}' if fields.get("sample") else "",
            # What they offer to help with they know about as well, which is not said twice.
            _list("knowsAbout", map(as_json, fields.get("ask_me_about", ()))),
            _list("knowsLanguage", map(as_json, fields.get("languages", ()))),
            _list("makesOffer", [_entry("Offer", self._offers, each) for each in fields.get(OFFERS, ())]),
            _list("seeks", [_entry("Demand", self._asks, each) for each in fields.get(ASKS, ())]),
        )


def _entry(kind: str, names: Mapping[str, str], entry: Mapping[str, str]) -> str:
    """An offer or a demand: its name, and more where there is more to say of it.

    A name in the place of a thing that has nothing but one is as good (schema.org, "Conformance"), and a third as long.
    """
    name = names[entry["topic"]]
    if "until" not in entry:
        return name
    return f'{{"@type":"{kind}","name":{name},"availabilityEnds":{as_json(entry["until"])}}}'


def _list(name: str, items: Iterable[str]) -> str:
    """A property that holds `items`, each once."""
    written = ",".join(dict.fromkeys(items))
    return f'"{name}":[{written}]' if written else ""
