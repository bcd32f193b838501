"""The parts of a JPEG, PNG or WebP file, found without decoding a pixel.

Nothing here trusts a file: every length is held against what is there, and whatever is not built as its format wants
is refused. What a picture needs can then be told from what was only put beside it, and from what comes after its end.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

Format = Literal["JPEG", "PNG", "WEBP"]
Role = Literal["pixels", "colours", "animation", "exif", "xmp", "iptc", "other"]
NEEDED: frozenset[Role] = frozenset({"pixels", "colours", "animation"})
"""What a picture loses when it is taken out."""

_PNG_START = b"\x89PNG\r\n\x1a\n"
_MAX_SCANS = 50
"""Cameras and programs write up to a dozen; each may cost a pass over the whole picture, for a few bytes of file."""
_MAX_TEXT = 1024 * 1024
"""What all packed texts of a PNG may unfold to, together."""


class DamagedError(ValueError):
    """The file is not built as its format wants; the message is the end of a sentence that begins with "it"."""


class Part(NamedTuple):
    """One segment or chunk."""

    role: Role
    raw: bytes
    """As it stands in the file, marker and length included."""
    body: bytes
    """What it holds; of a packed text, the text."""


@dataclass(frozen=True, slots=True)
class PhotoFile:
    """A picture, taken apart."""

    format: Format
    width: int
    height: int
    parts: tuple[Part, ...]
    """All of them in the order of the file, its opening bytes left out."""
    tail: bytes
    """What stands in the file after the picture's end."""


def format_of(content: bytes) -> Format | None:
    """What `content` begins like."""
    if content.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if content.startswith(_PNG_START):
        return "PNG"
    return "WEBP" if content[:4] == b"RIFF" and content[8:12] == b"WEBP" else None


def take_apart(content: bytes) -> PhotoFile:
    """The parts of `content`. Raises DamagedError where it is not whole, or none of the three formats."""
    form = format_of(content)
    if form is None:
        raise DamagedError("is no JPEG, PNG or WebP")
    walk, read_size = {"JPEG": (_jpeg, _jpeg_size), "PNG": (_png, _png_size), "WEBP": (_webp, _webp_size)}[
        form
    ]
    parts = tuple(walk(content))
    sizes = [size for part in parts if (size := read_size(part))]
    if not sizes or 0 in sizes[0]:
        raise DamagedError("does not say how wide and high it is")
    start = {"JPEG": 2, "PNG": len(_PNG_START), "WEBP": 12}[form]
    end = start + sum(len(part.raw) for part in parts)
    return PhotoFile(form, *sizes[0], parts, content[end:])


def put_together(form: Format, parts: Iterable[Part], exif: bytes = b"") -> bytes:
    """A file of `parts` and, if it is given, an EXIF block."""
    if form == "JPEG":
        return b"\xff\xd8" + b"".join(_with_jpeg_exif(parts, exif))
    if form == "PNG":
        return _PNG_START + b"".join(_with_png_exif(parts, exif))
    body = b"".join(_with_webp_exif(parts, exif))
    return b"RIFF" + (len(body) + 4).to_bytes(4, "little") + b"WEBP" + body


# JPEG: segments that begin with a marker; after a "start of scan" come pixels, in which a marker is always escaped.

_MARKER = re.compile(rb"\xff++([\x01-\xfe])", re.DOTALL)
_MARKER_IN_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)
_END, _SCAN, _COMMENT = 0xD9, 0xDA, 0xFE
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})
_EXTENSION = b"http://ns.adobe.com/xmp/extension/\0"
_EXTENSION_HEADER = 40
"""An identifier, the length of the whole and the place of this piece in it."""
_JPEG_ROLES: tuple[tuple[int, bytes, Role], ...] = (
    (0xE0, b"JFIF\0", "colours"),
    (0xE1, b"Exif\0\0", "exif"),
    (0xE1, b"http://ns.adobe.com/xap/1.0/\0", "xmp"),
    (0xE1, _EXTENSION, "xmp"),
    (0xE2, b"ICC_PROFILE\0", "colours"),
    (0xED, b"Photoshop 3.0\0", "iptc"),
    (0xEE, b"Adobe", "colours"),
)


def _jpeg(content: bytes) -> Iterator[Part]:
    at, scans = 2, 0
    while True:
        found = _MARKER.match(content, at)
        if found is None:
            raise DamagedError("ends too early" if at >= len(content) - 1 else "is damaged in the middle")
        marker, start = found[1][0], found.end()
        if marker == _END:
            # Filling bytes before the marker belong to it, so that lengths add up.
            yield Part("pixels", found[0], b"")
            return
        length = int.from_bytes(content[start : start + 2], "big")
        at = start + length
        if marker in _ALONE or length < 2 or at > len(content):
            raise DamagedError("ends too early" if at > len(content) else "is damaged in the middle")
        body = content[start + 2 : at]
        if marker == _SCAN:
            scans += 1
            if scans > _MAX_SCANS:
                raise DamagedError("is made of far more layers than a photo has")
            after = _MARKER_IN_SCAN.search(content, at)
            if after is None:
                raise DamagedError("ends too early")
            at = after.start()
        yield _jpeg_part(marker, content[found.start() : at], body)


def _jpeg_part(marker: int, raw: bytes, body: bytes) -> Part:
    for known, head, role in _JPEG_ROLES:
        if marker == known and body.startswith(head):
            skip = len(head) + _EXTENSION_HEADER * (head == _EXTENSION)
            return Part(role, raw, body[skip:])
    is_beside = 0xE0 <= marker <= 0xEF or marker == _COMMENT
    return Part("other" if is_beside else "pixels", raw, body)


def _jpeg_size(part: Part) -> tuple[int, int] | None:
    if part.role != "pixels" or part.raw.lstrip(b"\xff")[0] not in _FRAMES or len(part.body) < 6:
        return None
    return int.from_bytes(part.body[3:5], "big"), int.from_bytes(part.body[1:3], "big")


def _with_jpeg_exif(parts: Iterable[Part], exif: bytes) -> Iterator[bytes]:
    """The segments, EXIF in front of them unless JFIF is."""
    segment = b"\xff\xe1" + (len(exif) + 8).to_bytes(2, "big") + b"Exif\0\0" + exif if exif else b""
    for place, part in enumerate(parts):
        # Before a marker there may be any number of filling bytes.
        raw = b"\xff" + part.raw.lstrip(b"\xff")
        is_jfif = raw.startswith(b"\xff\xe0") and len(part.body) >= 7
        # JFIF may end in a small picture of the picture; what comes before it is 16 bytes long.
        raw = b"\xff\xe0\0\x10JFIF\0" + part.body[:7] + b"\0\0" if is_jfif else raw
        if place:
            yield raw
        else:
            yield raw + segment if is_jfif else segment + raw


# PNG: chunks of a length, a name, a body and a checksum.

_PNG_PIXELS = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"})
_PNG_COLOURS = frozenset(
    {b"iCCP", b"sRGB", b"gAMA", b"cHRM", b"cICP", b"mDCV", b"cLLI", b"sBIT", b"bKGD", b"pHYs"}
)
_PNG_ANIMATION = frozenset({b"acTL", b"fcTL", b"fdAT"})
_PNG_TEXTS = frozenset({b"tEXt", b"zTXt", b"iTXt"})


def _png(content: bytes) -> Iterator[Part]:
    at, room, name = len(_PNG_START), _MAX_TEXT, b""
    while name != b"IEND":
        is_first = not name
        length, name = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8]
        end = at + 12 + length
        if end > len(content):
            raise DamagedError("ends too early")
        if not name.isalpha() or is_first != (name == b"IHDR"):
            raise DamagedError("is damaged in the middle")
        raw, body = content[at:end], content[at + 8 : end - 4]
        at = end
        if name in _PNG_TEXTS:
            part = _png_text(name, raw, body, room)
            room -= len(part.body)
            if room <= 0:
                raise DamagedError("holds more text than a photo needs")
            yield part
        else:
            yield Part(_png_role(name), raw, body)


def _png_role(name: bytes) -> Role:
    if name in _PNG_PIXELS:
        return "pixels"
    if name in _PNG_COLOURS:
        return "colours"
    if name in _PNG_ANIMATION:
        return "animation"
    return "exif" if name == b"eXIf" else "other"


def _png_text(name: bytes, raw: bytes, body: bytes, room: int) -> Part:
    """A text with what it means: some programs write whole EXIF blocks into texts, as hexadecimal digits."""
    keyword, _, text = body.partition(b"\0")
    if name == b"zTXt":
        text = _unpack(text[1:], room)
    elif name == b"iTXt":
        is_packed = text[:1] == b"\1"
        # A language and the keyword in that language stand before the text itself.
        text = b"".join(text[2:].split(b"\0", 2)[2:])
        text = _unpack(text, room) if is_packed else text
    if keyword == b"XML:com.adobe.xmp":
        return Part("xmp", raw, text)
    if keyword.startswith(b"Raw profile type "):
        kind = keyword.rpartition(b" ")[2].lower()
        roles: dict[bytes, Role] = {b"exif": "exif", b"app1": "exif", b"xmp": "xmp", b"iptc": "iptc"}
        return Part(roles.get(kind, "other"), raw, _from_digits(text))
    return Part("other", raw, keyword + b"\0" + text)


def _unpack(packed: bytes, room: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, room)
    except zlib.error:
        return b""


def _from_digits(text: bytes) -> bytes:
    """A profile as ImageMagick writes it: a name, a length, then digits in lines."""
    try:
        return bytes.fromhex(b"".join(text.split()[2:]).decode("ascii"))
    except ValueError:
        return b""


def _png_size(part: Part) -> tuple[int, int] | None:
    if part.raw[4:8] != b"IHDR":
        return None
    return int.from_bytes(part.body[:4], "big"), int.from_bytes(part.body[4:8], "big")


def _with_png_exif(parts: Iterable[Part], exif: bytes) -> Iterator[bytes]:
    for place, part in enumerate(parts):
        yield part.raw
        if place == 0 and exif:
            checksum = zlib.crc32(b"eXIf" + exif)
            yield len(exif).to_bytes(4, "big") + b"eXIf" + exif + checksum.to_bytes(4, "big")


# WebP: chunks of a name, a length and a body of even length, inside one chunk around all of them.

_WEBP_ROLES: dict[bytes, Role] = {
    b"VP8X": "pixels",
    b"VP8 ": "pixels",
    b"VP8L": "pixels",
    b"ALPH": "pixels",
    b"ICCP": "colours",
    b"ANIM": "animation",
    b"ANMF": "animation",
    b"EXIF": "exif",
    b"XMP ": "xmp",
}


def _webp(content: bytes) -> Iterator[Part]:
    whole = 8 + int.from_bytes(content[4:8], "little")
    if whole > len(content):
        raise DamagedError("ends too early")
    at = 12
    while at < whole:
        name, length = content[at : at + 4], int.from_bytes(content[at + 4 : at + 8], "little")
        end = at + 8 + length + length % 2
        if end > whole:
            raise DamagedError("is damaged in the middle")
        yield Part(_WEBP_ROLES.get(name, "other"), content[at:end], content[at + 8 : at + 8 + length])
        at = end


def _webp_size(part: Part) -> tuple[int, int] | None:
    name, body = part.raw[:4], part.body
    if name == b"VP8X" and len(body) >= 10:
        return 1 + int.from_bytes(body[4:7], "little"), 1 + int.from_bytes(body[7:10], "little")
    if name == b"VP8 " and body[3:6] == b"\x9d\x01\x2a" and len(body) >= 10:
        width, height = int.from_bytes(body[6:8], "little"), int.from_bytes(body[8:10], "little")
        return width & 0x3FFF, height & 0x3FFF
    if name == b"VP8L" and body[:1] == b"\x2f" and len(body) >= 5:
        bits = int.from_bytes(body[1:5], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    return None


_WEBP_HAS_EXIF, _WEBP_HAS_XMP = 0x08, 0x04


def _with_webp_exif(parts: Iterable[Part], exif: bytes) -> Iterator[bytes]:
    """The chunks; EXIF can only stand in a file whose first chunk says what the others are."""
    is_extended = False
    for part in parts:
        if part.raw[:4] == b"VP8X":
            is_extended = True
            flags = part.body[0] & ~(_WEBP_HAS_EXIF | _WEBP_HAS_XMP) | _WEBP_HAS_EXIF * bool(exif)
            yield part.raw[:8] + bytes((flags,)) + part.raw[9:]
        else:
            yield part.raw
    if exif and is_extended:
        yield b"EXIF" + len(exif).to_bytes(4, "little") + exif + b"\0" * (len(exif) % 2)
