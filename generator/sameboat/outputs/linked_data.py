"""A member in the words of schema.org, for programs that read pages: JSON-LD in the head.

It says again what stands on the page, and nothing that does not: so it is kept short, and notes stay on the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from json.encoder import encode_basestring as as_json
from typing import Any

from markupsafe import Markup

from .. import addresses
from ..directory import Directory
from ..profiles import Profile
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
        self._site = site
        self._invented = as_json(directory.words.gettext("made up"))
        offered, asked = labels_of(directory.schema, OFFERS), labels_of(directory.schema, ASKS)
        self._offers = {slug: f'{{"@type":"Offer","name":{as_json(label)}' for slug, label in offered.items()}
        self._asks = {slug: f'{{"@type":"Demand","name":{as_json(label)}' for slug, label in asked.items()}

    def of(self, profile: Profile, picture: str = "", forge_profile: str = "") -> Markup:
        """The script element for the page of `profile`; `picture` is the address of their photo."""
        person = ",".join(filter(None, self._parts(profile, picture, forge_profile)))
        # A name may hold "</script>"; these three stand in strings only, where JSON lets them be written as numbers.
        person = person.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
        return Markup(f"{_START}{person}{_END}")  # noqa: S704 - see above

    def _parts(self, profile: Profile, picture: str, forge_profile: str) -> tuple[str, ...]:
        """The properties of a schema.org Person; an empty text where there is nothing to say."""
        fields: Mapping[str, Any] = profile.fields
        site, page = self._site, addresses.member(profile.handle)
        offers, links = fields.get(OFFERS, ()), fields.get("links", ())
        elsewhere = [as_json(each["url"]) for each in links]
        if forge_profile:
            elsewhere.append(as_json(forge_profile))
        return (
            f'"@type":"Person","name":{as_json(fields["name"])}',
            f'"url":{as_json(site.link(page))}' if site.url else "",
            f'"image":{as_json(site.link(picture, page))}' if picture else "",
            f'"description":{self._invented}' if fields.get("sample") else "",
            # What they offer to help with they know about as well, which is not said twice.
            _list("knowsAbout", map(as_json, fields.get("ask_me_about", ()))),
            _list("knowsLanguage", map(as_json, fields.get("languages", ()))),
            _list("makesOffer", [_entry(self._offers[each["topic"]], each) for each in offers]),
            _list("seeks", [_entry(self._asks[each["topic"]], each) for each in fields.get(ASKS, ())]),
            _list("sameAs", elsewhere),
        )


def _entry(start: str, entry: Mapping[str, str]) -> str:
    return f'{start},"availabilityEnds":{as_json(entry["until"])}}}' if "until" in entry else f"{start}}}"


def _list(name: str, items: Iterable[str]) -> str:
    """A property that holds `items`, each once."""
    written = ",".join(dict.fromkeys(items))
    return f'"{name}":[{written}]' if written else ""
