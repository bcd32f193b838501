"""Photos: what is refused and why, what can be taken out of them, and what is published."""

import os
import struct
import subprocess
import sys
import zlib
from io import BytesIO

import pytest
from PIL import Image, ImageChops, ImageCms, ImageOps

from sameboat.photo_files import DamagedError, take_apart
from sameboat.photos import MAX_BYTES, SIZES, publish, read_photo, without_metadata

FORMATS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}
ENDINGS = tuple(FORMATS)
GPS, ORIENTATION, MODEL = 0x8825, 0x0112, 0x0110
LATITUDE = {1: "N", 2: (54.0, 31.0, 8.0), 3: "E", 4: (18.0, 32.0, 2.0)}
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
ZIP = b"PK\x05\x06" + bytes(18)
every_format = pytest.mark.parametrize("ending", ENDINGS)


def picture(size=(400, 300), mode="RGB"):
    """Colours that run from corner to corner, so that turning and cutting show."""
    across, down = Image.linear_gradient("L").rotate(90).resize(size), Image.linear_gradient("L").resize(size)
    return Image.merge("RGB", (across, down, ImageChops.invert(across))).convert(mode)


def saved(ending, image=None, **options):
    file = BytesIO()
    (image or picture()).save(file, FORMATS[ending], **options)
    return file.getvalue()


def exif(gps=None, orientation=None):
    block = Image.Exif()
    block[MODEL] = "Pocket 3000"
    if orientation:
        block[ORIENTATION] = orientation
    if gps:
        block.get_ifd(GPS).update(gps)
    return block


def xmp(inside):
    return f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF>{inside}</rdf:RDF></x:xmpmeta>'.encode()


def chunk(name, body):
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png_with(*chunks):
    """A PNG with more chunks behind its header."""
    whole = saved("png")
    return whole[:33] + b"".join(chunks) + whole[33:]


def segment(marker, body):
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body


def jpeg_with(*segments):
    """A JPEG with more segments behind its first."""
    whole = saved("jpg")
    return whole[:20] + b"".join(segments) + whole[20:]


def webp_with(*chunks):
    """A WebP with more chunks behind its pixels."""
    body = saved("webp", exif=b"Exif\0\0MM\0*\0\0\0\x08" + bytes(6))[8:] + b"".join(
        name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)
        for name, content in chunks
    )
    return b"RIFF" + struct.pack("<I", len(body)) + body


def with_xmp(ending, block):
    if ending == "png":
        return png_with(chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + block))
    return saved(ending, xmp=block)


def opened(content):
    image = Image.open(BytesIO(content))
    image.load()
    return image


def is_same_picture(one, other):
    return one.size == other.size and one.convert("RGBA").tobytes() == other.convert("RGBA").tobytes()


@pytest.fixture
def read(tmp_path):
    """Reads a photo with these bytes."""

    def read(content, name="ada.jpg"):
        path = tmp_path / name
        path.write_bytes(content)
        return read_photo(path, f"members/photos/{name}")

    return read


@pytest.fixture
def good(read):
    """The photo in bytes that have nothing wrong with them."""

    def good(content, name="ada.jpg"):
        photo, problems = read(content, name)
        assert problems == ()
        return photo

    return good


# What is fine


@every_format
def test_a_plain_photo_has_no_problems(good, ending):
    photo = good(saved(ending), f"ada.{ending}")
    assert (photo.format, photo.width, photo.height) == (FORMATS[ending], 400, 300)


@pytest.mark.parametrize(
    ("ending", "mode", "options"),
    [
        ("jpg", "RGB", {"progressive": True}),
        ("jpg", "L", {}),
        ("jpg", "CMYK", {}),
        ("png", "1", {}),
        ("png", "L", {}),
        ("png", "LA", {}),
        ("png", "P", {}),
        ("png", "P", {"transparency": 3}),
        ("png", "RGBA", {}),
        ("png", "RGB", {"transparency": (0, 0, 255)}),
        ("webp", "RGBA", {}),
        ("webp", "RGB", {"lossless": True}),
    ],
)
def test_every_kind_of_pixels_is_published(good, ending, mode, options):
    published = publish(good(saved(ending, picture(mode=mode), **options), f"ada.{ending}"))
    assert [opened(content).size for content in published.values()] == [(size, size) for size in SIZES]


@every_format
def test_zeros_after_the_end_are_no_problem(good, ending):
    good(saved(ending) + bytes(512), f"ada.{ending}")


def test_filling_bytes_before_a_marker_are_no_problem(good):
    whole = saved("jpg")
    good(whole[:20] + b"\xff" * 9 + whole[20:-2] + b"\xff" * 9 + whole[-2:])


@every_format
def test_a_camera_that_knows_the_time_but_no_place_is_no_problem(good, ending):
    block = exif({0: b"\x02\x03\x00\x00", 7: (10.0, 9.0, 8.0), 0x1D: "2026:11:01"})
    good(saved(ending, exif=block), f"ada.{ending}")


@every_format
def test_xmp_without_a_place_is_no_problem(good, ending):
    block = xmp('<rdf:Description photoshop:City="" xmp:Rating="5"><photoshop:Country/></rdf:Description>')
    good(with_xmp(ending, block), f"ada.{ending}")


def test_a_photo_smaller_than_its_smallest_size_is_a_warning(read):
    photo, problems = read(saved("jpg", picture((95, 200))))
    assert photo is not None
    assert [(problem.code, problem.severity) for problem in problems] == [("photo-small", "warning")]


# What is refused: each kind gives one problem


def animated(ending):
    return saved(ending, save_all=True, append_images=[picture(mode="L").convert("RGB")])


def bomb(width, height):
    """A PNG of a few bytes that says it is this large."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b""))
        + chunk(b"IEND", b"")
    )


def layered():
    """A JPEG that repeats its last layer, each of which costs a pass over the whole picture."""
    whole = saved("jpg", progressive=True)
    last = whole[whole.rindex(b"\xff\xda") : -2]
    return whole[:-2] + last * 60 + whole[-2:]


def webp_bomb():
    header = b"VP8X" + struct.pack("<I", 10) + bytes(4) + (16_383).to_bytes(3, "little") * 2
    body = b"WEBP" + header + saved("webp")[12:]
    return b"RIFF" + struct.pack("<I", len(body)) + body


def two_sizes():
    """A WebP whose frame says 800 by 600 and whose pixels are fewer."""
    whole = bytearray(saved("webp"))
    whole[26:30] = struct.pack("<HH", 800, 600)
    return bytes(whole)


def damaged_pixels():
    whole = saved("png")
    packed = whole.index(b"IDAT") + 40
    return whole[:packed] + bytes(8) + whole[packed + 8 :]


def text_bomb():
    return chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(600 * 1024)))


REFUSED = {
    "an empty file": ("ada.jpg", b"", "photo-type"),
    "an SVG": ("ada.png", SVG, "photo-type"),
    "an SVG with an XML declaration": ("ada.png", b'<?xml version="1.0"?>' + SVG, "photo-type"),
    "a web page": ("ada.webp", b"<!doctype html><script>alert(1)</script>", "photo-type"),
    "a GIF": ("ada.jpg", b"GIF89a" + bytes(40), "photo-type"),
    "a HEIC from a phone": ("ada.jpg", b"\0\0\0\x24ftypheic" + bytes(40), "photo-type"),
    "a pointer of Git LFS": ("ada.jpg", b"version https://git-lfs.github.com/spec/v1\n", "photo-type"),
    "a PNG called .jpg": ("ada.jpg", saved("png"), "photo-type"),
    "a JPEG called .webp": ("ada.webp", saved("jpg"), "photo-type"),
    "an ending nobody expects": ("ada.gif", saved("jpg"), "photo-type"),
    "an ending in capitals": ("ada.JPG", saved("jpg"), "photo-type"),
    "a PNG that moves": ("ada.png", animated("png"), "photo-type"),
    "a WebP that moves": ("ada.webp", animated("webp"), "photo-type"),
    "more than a MiB": ("ada.jpg", saved("jpg") + bytes(MAX_BYTES), "photo-too-big"),
    "half a JPEG": ("ada.jpg", saved("jpg")[:2000], "photo-unreadable"),
    "a JPEG without its end": ("ada.jpg", saved("jpg")[:-2], "photo-unreadable"),
    "half a JPEG with an end": ("ada.jpg", saved("jpg")[:300] + b"\xff\xd9", "photo-unreadable"),
    "half a PNG": ("ada.png", saved("png")[:1000], "photo-unreadable"),
    "half a WebP": ("ada.webp", saved("webp")[:1000], "photo-unreadable"),
    "the first bytes of a JPEG": ("ada.jpg", b"\xff\xd8\xff", "photo-unreadable"),
    "the first bytes of a PNG": ("ada.png", b"\x89PNG\r\n\x1a\n", "photo-unreadable"),
    "the first bytes of a WebP": ("ada.webp", b"RIFF\x04\0\0\0WEBP", "photo-unreadable"),
    "pixels that are damaged": ("ada.png", damaged_pixels(), "photo-unreadable"),
    "rubbish between segments": ("ada.jpg", jpeg_with(b"rubbish"), "photo-unreadable"),
    "a WebP of two sizes": ("ada.webp", two_sizes(), "photo-unreadable"),
    "a PNG of no size": ("ada.png", bomb(0, 500), "photo-unreadable"),
    "a JPEG of sixty layers": ("ada.jpg", layered(), "photo-unreadable"),
    "packed texts that unfold": ("ada.png", png_with(text_bomb(), text_bomb()), "photo-unreadable"),
    "a PNG bomb": ("ada.png", bomb(30_000, 30_000), "photo-too-large"),
    "a PNG bomb of 32 bits": ("ada.png", bomb(2**31 - 1, 2**31 - 1), "photo-too-large"),
    "a WebP bomb": ("ada.webp", webp_bomb(), "photo-too-large"),
    "a very long photo": ("ada.png", bomb(20_000, 100), "photo-too-large"),
    "a ZIP behind a JPEG": ("ada.jpg", saved("jpg") + ZIP, "photo-extra-bytes"),
    "a page behind a PNG": ("ada.png", saved("png") + SVG, "photo-extra-bytes"),
    "a film behind a WebP": ("ada.webp", saved("webp") + b"\0\0\0\x18ftypmp42", "photo-extra-bytes"),
    "a second JPEG behind the first": ("ada.jpg", saved("jpg") * 2, "photo-extra-bytes"),
    "a script in a JPEG's comment": ("ada.jpg", saved("jpg", comment=SVG), "photo-extra-bytes"),
    "a ZIP in a chunk of its own": ("ada.png", png_with(chunk(b"zzZz", ZIP)), "photo-extra-bytes"),
    "a page in a packed text": (
        "ada.png",
        png_with(chunk(b"zTXt", b"Comment\0\0" + zlib.compress(SVG))),
        "photo-extra-bytes",
    ),
    "a ZIP in a colour profile": ("ada.jpg", saved("jpg", icc_profile=bytes(128) + ZIP), "photo-extra-bytes"),
    "a page in a WebP": ("ada.webp", webp_with((b"PAGE", SVG)), "photo-extra-bytes"),
}


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("kind", REFUSED)
def test_each_bad_kind_gives_one_problem(read, kind):
    name, content, code = REFUSED[kind]
    photo, problems = read(content, name)
    assert photo is None
    assert [problem.code for problem in problems] == [code]
    [problem] = problems
    assert (problem.path, problem.line, problem.severity) == (f"members/photos/{name}", 1, "error")
    assert problem.message.endswith(".")
    assert problem.hint.endswith(".")


def test_a_link_is_not_followed(tmp_path):
    (tmp_path / "elsewhere.jpg").write_bytes(saved("jpg"))
    (tmp_path / "ada.jpg").symlink_to("elsewhere.jpg")
    assert codes(read_photo(tmp_path / "ada.jpg", "ada.jpg")) == ["photo-unreadable"]


def test_a_linked_folder_is_not_followed(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "ada.jpg").write_bytes(saved("jpg"))
    (tmp_path / "photos").symlink_to("elsewhere")
    assert codes(read_photo(tmp_path / "photos" / "ada.jpg", "ada.jpg")) == ["photo-unreadable"]


@pytest.mark.parametrize("make", [os.mkdir, os.mkfifo])
def test_what_is_no_file_is_not_opened(tmp_path, make):
    make(tmp_path / "ada.jpg")
    assert codes(read_photo(tmp_path / "ada.jpg", "ada.jpg")) == ["photo-unreadable"]


def codes(result):
    photo, problems = result
    assert photo is None
    return [problem.code for problem in problems]


# Where it was taken


def raw_profile(name, block):
    """A block as ImageMagick writes it into a PNG."""
    digits = f"\n{name}\n{len(block):8}\n{block.hex()}\n".encode()
    return chunk(b"zTXt", f"Raw profile type {name}".encode() + b"\0\0" + zlib.compress(digits))


def iptc(kind, text):
    records = b"\x1c\x02" + bytes((kind,)) + struct.pack(">H", len(text)) + text
    return b"8BIM\x04\x04\0\0" + struct.pack(">I", len(records)) + records + b"\0" * (len(records) % 2)


def extended_xmp(block):
    return b"http://ns.adobe.com/xmp/extension/\0" + b"0" * 32 + struct.pack(">II", len(block), 0) + block


GPS_EXIF = exif(LATITUDE).tobytes()
PLACES = {
    "EXIF in a JPEG": ("ada.jpg", saved("jpg", exif=exif(LATITUDE))),
    "EXIF in a PNG": ("ada.png", saved("png", exif=exif(LATITUDE))),
    "EXIF in a WebP": ("ada.webp", saved("webp", exif=exif(LATITUDE))),
    "EXIF in a second segment": (
        "ada.jpg",
        jpeg_with(segment(0xE1, exif().tobytes()), segment(0xE1, GPS_EXIF)),
    ),
    "EXIF in a text of a PNG": ("ada.png", png_with(raw_profile("exif", GPS_EXIF))),
    "EXIF between the layers": ("ada.jpg", saved("jpg")[:-2] + segment(0xE1, GPS_EXIF) + b"\xff\xd9"),
    "XMP in an extension": (
        "ada.jpg",
        jpeg_with(segment(0xE1, extended_xmp(xmp('<a exif:GPSLongitude="18,32E"/>')))),
    ),
    "XMP in a packed text of a PNG": (
        "ada.png",
        png_with(
            chunk(
                b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + zlib.compress(xmp('<a exif:GPSLatitude="54,31N"/>'))
            )
        ),
    ),
    "a text of a PNG": ("ada.png", png_with(chunk(b"tEXt", b"exif:GPSLatitude\x0054/1, 31/1, 8/1"))),
    "IPTC's city": ("ada.jpg", jpeg_with(segment(0xED, b"Photoshop 3.0\0" + iptc(90, b"Gdynia")))),
    "IPTC behind something else": (
        "ada.jpg",
        jpeg_with(
            segment(0xED, b"Photoshop 3.0\0" + b"8BIM\x04\x0a\x03abc\0\0\0\x01\0\0" + iptc(92, b"Harbour"))
        ),
    ),
    **{
        f"XMP {inside} in {ending}": (f"ada.{ending}", with_xmp(ending, xmp(inside)))
        for ending in ENDINGS
        for inside in (
            '<rdf:Description exif:GPSLatitude="54,31.1N"/>',
            "<exif:GPSLatitude>54,31.1N</exif:GPSLatitude>",
            "<rdf:Description photoshop:City = 'Gdynia'/>",
            '<Iptc4xmpExt:LocationName><rdf:Alt><rdf:li xml:lang="pl">Port</rdf:li></rdf:Alt></Iptc4xmpExt:LocationName>',
            "<Iptc4xmpExt:LocationShown><rdf:Bag><rdf:li Iptc4xmpExt:Sublocation='Port'/></rdf:Bag></Iptc4xmpExt:LocationShown>",
        )
    },
}


@pytest.mark.parametrize("kind", PLACES)
def test_a_photo_with_a_location_gives_one_problem(read, kind):
    name, content = PLACES[kind]
    photo, problems = read(content, name)
    assert photo is None
    assert [problem.code for problem in problems] == ["photo-location"]
    assert "check --fix" in problems[0].hint


@pytest.mark.parametrize("kind", PLACES)
def test_taking_out_metadata_takes_out_the_location_and_no_pixel(good, kind):
    name, content = PLACES[kind]
    stripped = without_metadata(content)
    good(stripped, name)
    assert is_same_picture(opened(stripped), opened(content))
    for trace in (b"GPS", b"Gdynia", b"Pocket", b"Port<"):
        assert trace not in stripped


def test_a_location_and_something_behind_the_end_are_two_problems(read):
    assert codes(read(saved("jpg", exif=exif(LATITUDE)) + ZIP)) == ["photo-location", "photo-extra-bytes"]


# Taking out metadata


@every_format
def test_a_plain_photo_stays_as_it_is_byte_for_byte(ending):
    assert without_metadata(saved(ending)) == saved(ending)


@every_format
@pytest.mark.parametrize("turned", range(1, 9))
def test_which_way_up_a_photo_goes_is_all_that_stays_of_its_exif(ending, turned):
    content = saved(ending, exif=exif(LATITUDE, orientation=turned))
    stripped = opened(without_metadata(content))
    assert dict(stripped.getexif()) == ({ORIENTATION: turned} if turned != 1 else {})
    upright = [ImageOps.exif_transpose(image) for image in (stripped, opened(content))]
    assert is_same_picture(*upright)


@every_format
def test_the_colour_profile_stays(ending):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    content = saved(ending, icc_profile=profile, exif=exif(LATITUDE))
    assert opened(without_metadata(content)).info["icc_profile"] == profile


def test_comments_and_texts_and_unknown_parts_go():
    assert without_metadata(saved("jpg", comment=b"for my eyes only")) == saved("jpg")
    assert without_metadata(png_with(chunk(b"tEXt", b"Author\0Ada"), chunk(b"tIME", bytes(7)))) == saved(
        "png"
    )
    assert without_metadata(jpeg_with(segment(0xE9, b"what a camera maker writes"))) == saved("jpg")


def test_the_small_picture_in_a_jpegs_header_goes():
    whole = saved("jpg")
    thumbnail = b"\x02\x02" + bytes(12)
    content = whole[:2] + segment(0xE0, whole[6:18] + thumbnail) + whole[20:]
    assert is_same_picture(opened(content), opened(whole))
    assert without_metadata(content) == whole


@every_format
def test_what_follows_the_end_goes(ending):
    assert without_metadata(saved(ending) + ZIP) == saved(ending)


def test_a_photo_with_something_hidden_in_it_is_mended(good):
    for kind, (name, content, code) in REFUSED.items():
        if code == "photo-extra-bytes":
            assert good(without_metadata(content), name), kind


@pytest.mark.parametrize("kind", PLACES)
def test_doing_it_twice_changes_nothing_more(kind):
    once = without_metadata(PLACES[kind][1])
    assert without_metadata(once) == once


def test_what_is_no_whole_photo_is_left_to_its_owner():
    for content in (b"", SVG, saved("jpg")[:500], saved("png")[:500], saved("webp")[:500]):
        with pytest.raises(DamagedError):
            without_metadata(content)


# What is published


@every_format
def test_published_photos_are_small_square_webps_with_nothing_but_pixels(good, ending):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    content = saved(ending, icc_profile=profile, exif=exif(orientation=6))
    published = publish(good(content, f"ada.{ending}"))
    assert tuple(published) == SIZES == (96, 192, 384)
    for size, file in published.items():
        image = opened(file)
        assert (image.format, image.mode, image.size) == ("WEBP", "RGB", (size, size))
        assert not {"exif", "xmp", "icc_profile"} & image.info.keys()
        assert {part.raw[:4] for part in take_apart(file).parts} == {b"VP8 "}
        assert len(file) <= 25_000


def test_the_same_photo_gives_the_same_bytes(good):
    assert publish(good(saved("png"), "ada.png")) == publish(good(saved("png"), "ada.png"))


def test_even_noise_is_published_small(good):
    noise = Image.frombytes("RGB", (500, 500), bytes(hash((n, 7)) % 256 for n in range(750_000)))
    sizes = [len(content) for content in publish(good(saved("jpg", noise, quality=60))).values()]
    assert sizes == sorted(sizes)
    assert sizes[-1] < 60_000


def test_a_photo_is_published_the_right_way_up(good):
    """A red left half that has to be turned to the right comes out on top."""
    image = Image.new("RGB", (400, 400), "blue")
    image.paste("red", (0, 0, 200, 400))
    largest = opened(publish(good(saved("jpg", image, exif=exif(orientation=6))))[384])
    assert colour(largest, 190, 40) == "red"
    assert colour(largest, 190, 340) == "blue"


def test_the_middle_is_cut_out(good):
    image = Image.new("RGB", (900, 300), "blue")
    image.paste("red", (300, 0, 600, 300))
    smallest = opened(publish(good(saved("png", image), "ada.png"))[96])
    assert {colour(smallest, x, y) for x in (5, 48, 90) for y in (5, 48, 90)} == {"red"}


def test_what_is_transparent_is_published_white(good):
    image = Image.new("RGBA", (200, 200), (0, 0, 0, 0))
    image.paste("red", (50, 50, 150, 150))
    smallest = opened(publish(good(saved("png", image), "ada.png"))[96])
    assert colour(smallest, 5, 5) == "white"
    assert colour(smallest, 48, 48) == "red"


def test_sixteen_bits_of_grey_are_published_as_grey(good):
    image = Image.new("I;16", (200, 200), 0x8000)
    red, green, blue = opened(publish(good(saved("png", image), "ada.png"))[96]).getpixel((48, 48))
    assert all(120 < part < 136 for part in (red, green, blue))


def test_colours_of_another_profile_are_converted(good):
    """In a profile with red and green swapped, what is written as red is green."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, green = profile.index(b"rXYZ"), profile.index(b"gXYZ")
    profile[red : red + 4], profile[green : green + 4] = b"gXYZ", b"rXYZ"
    content = saved("png", Image.new("RGB", (200, 200), "red"), icc_profile=bytes(profile))
    assert colour(opened(publish(good(content, "ada.png"))[96]), 48, 48) == "lime"


def test_a_profile_that_cannot_be_used_counts_as_none(good):
    content = saved("png", Image.new("RGB", (200, 200), "red"), icc_profile=b"no profile at all" * 20)
    assert colour(opened(publish(good(content, "ada.png"))[96]), 48, 48) == "red"


def colour(image, x, y):
    """The plain colour that a pixel comes nearest to."""
    plain = {
        "red": (255, 0, 0),
        "lime": (0, 255, 0),
        "blue": (0, 0, 255),
        "white": (255, 255, 255),
        "black": (0, 0, 0),
    }
    found = image.getpixel((x, y))
    return min(plain, key=lambda name: sum(abs(a - b) for a, b in zip(plain[name], found, strict=True)))


def test_importing_the_module_does_not_import_pillow():
    code = "import sys, sameboat.photos, sameboat.portraits, sameboat.outputs.photos; sys.exit('PIL' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
