"""Photos: opened with care, published small and without anything but their pixels.

A photo comes from a stranger, and so does what is hidden in it. The file is taken apart before anything decodes it;
what decodes it sees only the parts that a picture needs, after its size in pixels is known to be bearable.
"""

from __future__ import annotations

import os
import re
import stat
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from . import photo_metadata as metadata
from .cache import digest
from .documents import problem_at
from .photo_files import NEEDED, DamagedError, Format, Part, PhotoFile, format_of, put_together, take_apart
from .problems import Problem

if TYPE_CHECKING:
    from PIL.Image import Image

FOLDER = "photos"
"""Where photos are, beside the profiles."""
ENDINGS: Mapping[str, Format] = MappingProxyType({".jpg": "JPEG", ".png": "PNG", ".webp": "WEBP"})
SIZES = (96, 192, 384)
"""How wide and high a photo is published, in pixels; the last is the largest."""

MAX_BYTES = 1024 * 1024
MAX_PIXELS = 25_000_000
"""A little over 24 megapixels, which cameras round up."""
MAX_SIDE = 12_000
MIN_SIDE = 96

_MEND = "Run sameboat check --fix, or save it again "


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo that can be published."""

    content: bytes
    """The file without metadata: what was beside the pixels cannot be published even by mistake."""
    format: Format
    width: int
    height: int


class _Refusal(Exception):  # noqa: N818 - it never leaves this module; it is how a step says stop
    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(code, message, hint)
        self.code, self.message, self.hint = code, message, hint


def read_photo(path: Path, name: str) -> tuple[Photo | None, tuple[Problem, ...]]:
    """Read the photo at `path`, called `name` in reports; with an error among the problems there is no photo."""
    try:
        content = _read_file(path)
        file = _open_file(content, path.suffix)
        if faults := tuple(_faults(file)):
            return None, tuple(problem_at(name, fault.code, fault.message, fault.hint) for fault in faults)
        photo = Photo(without_metadata(content), file.format, file.width, file.height)
        _try_pixels(photo)
    except _Refusal as refusal:
        return None, (problem_at(name, refusal.code, refusal.message, refusal.hint),)
    if min(photo.width, photo.height) >= MIN_SIDE:
        return photo, ()
    message = f"This photo has {photo.width} by {photo.height} pixels, so it will look blurred."
    return photo, (
        problem_at(name, "photo-small", message, f"One of {SIZES[-1]} by {SIZES[-1]} looks sharp."),
    )


def photo_digest(path: Path) -> bytes:
    """A digest of the file and of the ending of its name; empty where there is no plain file of a bearable size."""
    try:
        return digest(path.suffix.encode(), _read_file(path))
    except _Refusal:
        return b""


def _read_file(path: Path) -> bytes:
    try:
        if path.parent.is_symlink() or not stat.S_ISREG(path.lstat().st_mode):
            message = "This is not a plain file in a plain folder."
            raise _Refusal("photo-unreadable", message, "Put the photo itself there; links are not followed.")
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with open(descriptor, "rb") as opened:  # noqa: PTH123 - it is a descriptor, not a path
            size = os.fstat(descriptor).st_size
            content = opened.read(MAX_BYTES + 1) if size <= MAX_BYTES else b""
    except OSError as error:
        message = f"This file cannot be read ({error.strerror})."
        raise _Refusal("photo-unreadable", message, "A photo is a plain file.") from None
    if size > MAX_BYTES or len(content) > MAX_BYTES:
        message = f"This photo is larger than {MAX_BYTES // 1024 // 1024} MiB."
        raise _Refusal("photo-too-big", message, "Save it smaller; 800 by 800 pixels are plenty.")
    return content


def _open_file(content: bytes, ending: str) -> PhotoFile:
    """The parts of a file that is what its name says, holds still and has a bearable number of pixels."""
    expected = ENDINGS.get(ending)
    if expected is None:
        message = f"The name of a photo ends in {', '.join(ENDINGS)}, in small letters."
        raise _Refusal("photo-type", message, "Save it as one of these.")
    found = format_of(content)
    if found is None:
        message = f"This is {_looks_like(content)} and not a {_SPOKEN[expected]} picture."
        raise _Refusal("photo-type", message, "Save it as JPEG, PNG or WebP in a program that shows photos.")
    if found != expected:
        message = f"This is a {_SPOKEN[found]} picture, but its name ends in {ending}."
        right = next(known for known, form in ENDINGS.items() if form == found)
        raise _Refusal("photo-type", message, f"Let its name end in {right}, here and in the profile.")
    try:
        file = take_apart(content)
    except DamagedError as error:
        message = f"This photo cannot be opened: it {error}."
        raise _Refusal("photo-unreadable", message, _SAVE_AGAIN) from None
    if any(part.role == "animation" for part in file.parts):
        raise _Refusal("photo-type", "This picture moves.", "Save one moment of it as a photo.")
    if file.width * file.height > MAX_PIXELS or max(file.width, file.height) > MAX_SIDE:
        message = f"This photo has {file.width:,} by {file.height:,} pixels."
        raise _Refusal("photo-too-large", message, "Save it smaller; 800 by 800 pixels are plenty.")
    return file


_SPOKEN: Mapping[Format, str] = MappingProxyType({"JPEG": "JPEG", "PNG": "PNG", "WEBP": "WebP"})
_SAVE_AGAIN = "Open it in a program that shows photos and save it again."
_OTHERS = (
    (rb"\s*+<\?xml|\s*+<svg|\xef\xbb\xbf\s*+<", "an SVG drawing"),
    (rb"\s*+<", "a web page"),
    (rb"GIF8", "a GIF"),
    (rb"....ftypavi", "an AVIF picture"),
    (rb"....ftyp", "a HEIC picture or a film"),
    (rb"%PDF", "a PDF"),
    (rb"PK\x03\x04", "a ZIP archive"),
    (rb"BM", "a BMP picture"),
    (rb"II\*\0|MM\0\*", "a TIFF picture"),
    (rb"version https://git-lfs", "only a pointer to a file that Git LFS keeps elsewhere"),
    (rb"\Z", "an empty file"),
)


def _looks_like(content: bytes) -> str:
    return next(
        (words for pattern, words in _OTHERS if re.match(pattern, content, re.DOTALL)), "something else"
    )


# What a browser, an interpreter or an unpacker would take for a file of its own kind, wherever it stands.
_STOWAWAY = re.compile(
    rb"<(?:script|svg|html|!doctype|\?php|iframe)|PK\x03\x04|PK\x05\x06|%PDF-", re.IGNORECASE
)


def _faults(file: PhotoFile) -> Iterator[_Refusal]:
    """What is wrong beside the pixels; each of these can be mended without touching them."""
    if any(_says_where(part) for part in file.parts):
        message = "This photo says where it was taken, and everybody can read that."
        yield _Refusal("photo-location", message, f"{_MEND}without its location.")
    # Zeros hold nothing, and some cameras fill a file up with them.
    if file.tail.strip(b"\0"):
        message = f"The file goes on for {len(file.tail):,} bytes after the picture has ended."
        yield _Refusal("photo-extra-bytes", message, f"{_MEND}as nothing but a picture.")
    elif any(_holds_stowaway(part) for part in file.parts):
        message = "Something that is no picture is hidden in this file: a page, a program or an archive."
        yield _Refusal("photo-extra-bytes", message, f"{_MEND}as nothing but a picture.")


def _says_where(part: Part) -> bool:
    if part.role == "exif":
        return metadata.exif_says_where(part.body)
    if part.role == "iptc":
        return metadata.iptc_says_where(part.body)
    return part.role in ("xmp", "other") and metadata.text_says_where(part.body)


def _holds_stowaway(part: Part) -> bool:
    return part.role != "pixels" and bool(_STOWAWAY.search(part.raw) or _STOWAWAY.search(part.body))


def without_metadata(content: bytes) -> bytes:
    """`content` without anything that its picture does not need: the compressed pixels stay as they are.

    Colour profiles stay, and so does which way up the picture goes. Doing it twice changes nothing more. Raises
    DamagedError where `content` is no whole JPEG, PNG or WebP.
    """
    file = take_apart(content)
    needed = [part for part in file.parts if part.role in NEEDED]
    kept = [part for part in needed if part.role != "colours" or not _holds_stowaway(part)]
    turned = metadata.orientation(next((part.body for part in file.parts if part.role == "exif"), b""))
    return put_together(file.format, kept, metadata.exif_with_orientation(turned) if turned != 1 else b"")


def _try_pixels(photo: Photo) -> None:
    """Decode all of it once, since a file can be well built around pixels that are not."""
    try:
        _pixels(photo)
    except Exception as error:
        message = "This photo cannot be opened: its pixels are damaged or cut off."
        raise _Refusal("photo-unreadable", message, _SAVE_AGAIN) from error


def _pixels(photo: Photo) -> tuple[Image, bytes | None]:
    """The picture the right way up, in a mode that can be resized, and its colour profile."""
    # Pillow takes 30 ms to import, which every command would pay. The plugin named here is one that Pillow would
    # find only after importing all of its others.
    from PIL import Image, ImageOps, WebPImagePlugin  # noqa: F401, PLC0415

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(BytesIO(photo.content), formats=(photo.format,)) as opened:
            if opened.size != (photo.width, photo.height):
                raise DamagedError("says two things about its size")
            # A JPEG can be decoded at an eighth, a quarter or half of its size, which takes a fraction of the time.
            opened.draft(None, (2 * SIZES[-1], 2 * SIZES[-1]))
            opened.load()
            image = ImageOps.exif_transpose(opened)
            profile = opened.info.get("icc_profile")
    if image.mode.startswith("I"):
        image = image.point(lambda grey: grey * (1 / 256)).convert("L")
    elif image.has_transparency_data:
        image = image.convert("RGBA")
    elif image.mode not in ("L", "RGB", "CMYK"):
        image = image.convert("RGB")
    return image, profile


def publish(photo: Photo) -> Mapping[int, bytes]:
    """Width and height in pixels → a WebP of that size with nothing in it but pixels; the same for the same photo."""
    from PIL import Image, ImageOps  # noqa: PLC0415 - see above

    image, profile = _pixels(photo)
    largest = ImageOps.fit(image, (SIZES[-1], SIZES[-1]), Image.Resampling.LANCZOS)
    square = _in_srgb(_on_white(largest), profile)
    return {size: _as_webp(square.resize((size, size), Image.Resampling.LANCZOS)) for size in SIZES}


def _on_white(image: Image) -> Image:
    """`image` without transparency: a black drawing on nothing would vanish from a dark page."""
    from PIL import Image  # noqa: PLC0415 - see above

    if image.mode != "RGBA":
        return image
    return Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("RGB")


def _in_srgb(image: Image, profile: bytes | None) -> Image:
    """`image` in the colours that browsers take for granted; a profile that cannot be used counts as none."""
    from PIL import ImageCms  # noqa: PLC0415 - see above

    if not profile:
        return image.convert("RGB")
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(image, source, target, outputMode="RGB") or image
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image.convert("RGB")


_QUALITIES = (80, 65, 50, 35, 20)
_SMALL_ENOUGH = 24 * 1024


def _as_webp(image: Image) -> bytes:
    """`image` in the best quality that makes a small file; noise takes more room than faces."""
    content = b""
    for quality in _QUALITIES:
        file = BytesIO()
        image.save(file, "WEBP", quality=quality, method=4, icc_profile=b"", exif=b"", xmp=b"")
        content = file.getvalue()
        if len(content) <= _SMALL_ENOUGH:
            break
    return content
