"""A member as an entry of an address book: vCard 4.0 (RFC 6350), with PRONOUNS (RFC 9554).

It says who somebody is and where to find them. Values and topics stay on the page: address books make a group of every
category, and show no expertise (RFC 6715).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .. import addresses
from ..directory import Directory
from ..profiles import Profile
from .output_file import OutputFile
from .photos import PhotoFiles
from .site import Site

LONGEST_LINE = 75
"""Octets of a line without its end (RFC 6350, section 3.2)."""
_ESCAPES = (("\\", "\\\\"), (",", "\\,"), ("\n", "\\n"))


class VCards:
    """Makes the cards of members; what they share is looked up once."""

    def __init__(self, directory: Directory, site: Site, photos: PhotoFiles) -> None:
        self._site = site
        self._photos = photos
        self._invented = escape_text(directory.words.gettext("A made-up person."))

    def build(self, profiles: Sequence[Profile]) -> Iterator[OutputFile]:
        """The cards of `profiles`."""
        for profile in profiles:
            lines = "\r\n".join(map(fold_line, self.lines(profile)))
            yield OutputFile(addresses.vcard(profile.handle), f"{lines}\r\n".encode())

    def lines(self, profile: Profile) -> Iterator[str]:
        """The lines of a card, not yet folded."""
        fields: Mapping[str, Any] = profile.fields
        page = addresses.member(profile.handle)
        yield "BEGIN:VCARD"
        yield "VERSION:4.0"
        yield f"UID:{self._site.iri(page)}"
        yield f"FN:{escape_text(fields['name'])}"
        if "pronouns" in fields:
            yield f"PRONOUNS:{escape_text(fields['pronouns'])}"
        if "tagline" in fields:
            yield f"NOTE:{escape_text(fields['tagline'])}"
        if fields.get("sample"):
            yield f"NOTE:{self._invented}"
        languages = fields.get("languages", ())
        for place, tag in enumerate(languages, start=1):
            # Which one comes first is said where there are several.
            yield f"LANG;PREF={place}:{tag}" if len(languages) > 1 else f"LANG:{tag}"
        if "timezone" in fields:
            yield f"TZ:{fields['timezone']}"
        yield from self._addresses(profile, page)
        yield "END:VCARD"

    def _addresses(self, profile: Profile, page: str) -> Iterator[str]:
        """Where the member can be found; of the site's own addresses only such as can be followed from anywhere."""
        fields: Mapping[str, Any] = profile.fields
        urls = [each["url"] for each in fields.get("links", ())]
        if "say_hi" in fields:
            urls.insert(0, fields["say_hi"]["url"])
        if self._site.url:
            urls.insert(0, self._site.link(page))
            photos = self._photos.addresses_of(profile)
            if photos:
                yield f"PHOTO:{self._site.link(photos[max(photos)])}"
            yield f"SOURCE:{self._site.link(addresses.vcard(profile.handle))}"
        for url in dict.fromkeys(urls):
            yield f"URL:{url}"


def escape_text(text: str) -> str:
    """`text` as a value of type TEXT (RFC 6350, section 3.4).

    A semicolon may stand as it is where a value has no parts; ical.js, which Thunderbird reads cards with, shows the
    backslash before one.
    """
    # A few calls on a short text take a tenth of the time of one translation.
    for sign, escaped in _ESCAPES:
        text = text.replace(sign, escaped)
    return text


def fold_line(line: str) -> str:
    """`line` as it stands in a file: past 75 octets it goes on in lines that start with a space, no letter cut apart."""
    if len(line) <= LONGEST_LINE and (line.isascii() or len(line.encode()) <= LONGEST_LINE):
        return line
    folded = []
    length = 0
    start = 0
    for place, letter in enumerate(line):
        octets = len(letter.encode())
        if length + octets > LONGEST_LINE:
            folded.append(line[start:place])
            start, length = place, 1
        length += octets
    folded.append(line[start:])
    return "\r\n ".join(folded)
