"""What is written beside a picture: where it was taken, and which way up it goes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

_EXIF_START = b"Exif\0\0"
_ORDERS: dict[bytes, Literal["little", "big"]] = {b"II": "little", b"MM": "big"}
_ORIENTATION, _EXIF_POINTER, _GPS_POINTER = 0x0112, 0x8769, 0x8825
_GPS_WITHOUT_PLACE = frozenset({0x00, 0x07, 0x12, 0x1D})
"""The version, the time, the name of the map and the date: many cameras write these though they know no place."""
_MAX_DIRECTORIES = 8


class _Tiff:
    """An EXIF block: directories of entries of 12 bytes, some of which lead to other directories."""

    def __init__(self, exif: bytes) -> None:
        self._bytes = exif.removeprefix(_EXIF_START)
        self._order = _ORDERS.get(self._bytes[:2])

    def number(self, start: int, length: int) -> int:
        return int.from_bytes(self._bytes[start : start + length], self._order or "big")

    def entries(self, directory: int) -> Iterator[tuple[int, int]]:
        """(tag, place of its value) of the directory at `directory`."""
        for at in range(directory + 2, directory + 2 + 12 * self.number(directory, 2), 12):
            if at + 12 > len(self._bytes):
                return
            yield self.number(at, 2), at + 8

    def directories(self) -> Iterator[int]:
        """The places of the main directory, of those chained to it and of those with more of the same."""
        places = [self.number(4, 4)] if self._order else []
        seen = set[int]()
        while places and len(seen) < _MAX_DIRECTORIES:
            place = places.pop(0)
            if place in seen or not 8 <= place < len(self._bytes):
                continue
            seen.add(place)
            yield place
            places += [self.number(at, 4) for tag, at in self.entries(place) if tag == _EXIF_POINTER]
            places.append(self.number(place + 2 + 12 * self.number(place, 2), 4))


def exif_says_where(exif: bytes) -> bool:
    """Whether an EXIF block holds a place."""
    tiff = _Tiff(exif)
    blocks = {
        tiff.number(at, 4)
        for directory in tiff.directories()
        for tag, at in tiff.entries(directory)
        if tag == _GPS_POINTER
    }
    # Nobody but an attacker writes many, and reading thousands that overlap would take hours.
    return len(blocks) > _MAX_DIRECTORIES or any(
        tag not in _GPS_WITHOUT_PLACE for block in blocks for tag, _ in tiff.entries(block)
    )


def orientation(exif: bytes) -> int:
    """Which way up the picture goes, from 1 (as it is) to 8."""
    tiff = _Tiff(exif)
    main = next(tiff.directories(), None)
    turned = [tiff.number(at, 2) for tag, at in (tiff.entries(main) if main else ()) if tag == _ORIENTATION]
    return turned[0] if turned and 1 <= turned[0] <= 8 else 1


def exif_with_orientation(turned: int) -> bytes:
    """An EXIF block that says which way up the picture goes, and nothing else."""
    entry = b"\x01\x12\x00\x03" + (1).to_bytes(4, "big") + bytes((0, turned, 0, 0))
    return b"MM\x00\x2a" + (8).to_bytes(4, "big") + b"\x00\x01" + entry + bytes(4)


# The names under which programs write places, each followed by a value that is not empty. Every repetition has a
# limit, so that a hostile file cannot make the search slow.
_PLACE = re.compile(
    rb"\b(?:GPS(?:Dest)?(?:Latitude|Longitude)|GPSAreaInformation|geo:(?:lat|long)|photoshop:(?:City|State|Country)"
    rb"|Iptc4xmpCore:(?:Location|CountryCode)"
    rb"|Iptc4xmpExt:(?:Sublocation|City|ProvinceState|CountryName|CountryCode|LocationName|LocationId))"
    rb"(?:\s{0,9}=\s{0,9}[\"'](?!\s{0,9}[\"'])"
    rb"|(?:\s[^<>]{0,99})?(?<!/)>\s{0,99}(?:<rdf:[^<>]{0,99}(?<!/)>\s{0,99}){0,3}[^<\s]"
    rb"|\0)"
)


def text_says_where(text: bytes) -> bool:
    """Whether an XMP block, or any text beside a picture, names a place."""
    return _PLACE.search(text) is not None


_IPTC = 0x0404
_IPTC_PLACES = frozenset({26, 27, 90, 92, 95, 100, 101})
"""Codes and names of the places a picture is about, and its city, part of the city, state and country."""


def iptc_says_where(block: bytes) -> bool:
    """Whether what Photoshop and its kin write names a place."""
    at = 0
    while block[at : at + 4] == b"8BIM":
        kind = int.from_bytes(block[at + 4 : at + 6], "big")
        # A name with its length, then the content behind its own; each takes up an even number of bytes.
        start = at + 6 + _even(1 + int.from_bytes(block[at + 6 : at + 7], "big"))
        length = int.from_bytes(block[start : start + 4], "big")
        content = block[start + 4 : start + 4 + length]
        if kind == _IPTC and any(True for _ in _iptc_places(content)):
            return True
        at = start + 4 + _even(length)
    return False


def _even(length: int) -> int:
    return length + length % 2


def _iptc_places(records: bytes) -> Iterator[int]:
    at = 0
    while records[at : at + 1] == b"\x1c" and at + 5 <= len(records):
        record, kind, length = (
            records[at + 1],
            records[at + 2],
            int.from_bytes(records[at + 3 : at + 5], "big"),
        )
        if record == 2 and kind in _IPTC_PLACES and length:
            yield kind
        at += 5 + length
