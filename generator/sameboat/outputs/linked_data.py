"""A member in the words of schema.org, for programs that read pages: JSON-LD in the head.

It says again what stands on the page, and nothing that does not: so it is kept short, and notes stay on the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from json import JSONEncoder
from typing import Any

from markupsafe import Markup

from .. import addresses
from ..directory import Directory
from ..profiles import Profile
from .site import Site
from .terms import labels_of

OFFERS, ASKS = "can_help_with", "want_help_with"
INVENTED = "A made-up person, here to show what a profile can look like."

# A name may hold "</script>"; inside a string of JSON all three can be written as their numbers.
_SAFE = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})
_encode = JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class LinkedData:
    """Describes members; what they share is looked up once."""

    def __init__(self, directory: Directory, site: Site) -> None:
        self._site = site
        self._offered = labels_of(directory.schema, OFFERS)
        self._asked = labels_of(directory.schema, ASKS)

    def of(self, profile: Profile, picture: str = "", forge_profile: str = "") -> Markup:
        """The script element for the page of `profile`; `picture` is the address of their photo."""
        start = addresses.member(profile.handle)
        person = self.person(profile, start, picture, forge_profile)
        written = _encode({"@context": "https://schema.org", "@type": "ProfilePage", "mainEntity": person})
        return Markup(f'<script type="application/ld+json">{written.translate(_SAFE)}</script>')  # noqa: S704 - see _SAFE

    def person(self, profile: Profile, start: str, picture: str, forge_profile: str) -> dict[str, Any]:
        """The member as a schema.org Person, without empty properties; links go from the file at `start`."""
        fields: Mapping[str, Any] = profile.fields
        offers = [_entry("Offer", each, self._offered) for each in fields.get(OFFERS, ())]
        knows = [each["name"] for each in offers] + fields.get("ask_me_about", [])
        elsewhere = [each["url"] for each in fields.get("links", ())]
        person = {
            "@type": "Person",
            "name": fields["name"],
            "url": self._site.url and self._site.link(start),
            "image": picture and self._site.link(picture, start),
            "description": fields.get("tagline"),
            "disambiguatingDescription": INVENTED if fields.get("sample") else "",
            "knowsAbout": _once(knows),
            "knowsLanguage": fields.get("languages"),
            "makesOffer": offers,
            "seeks": [_entry("Demand", each, self._asked) for each in fields.get(ASKS, ())],
            "sameAs": _once([*elsewhere, forge_profile] if forge_profile else elsewhere),
        }
        return {key: value for key, value in person.items() if value}


def _entry(kind: str, entry: Mapping[str, str], labels: Mapping[str, str]) -> dict[str, str]:
    thing = {"@type": kind, "name": labels[entry["topic"]]}
    if "until" in entry:
        thing["availabilityEnds"] = entry["until"]
    return thing


def _once(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))
