"""Members' photos on the site."""

from io import BytesIO

import pytest
from PIL import Image

pytestmark = pytest.mark.site


def picture(**options):
    file = BytesIO()
    Image.linear_gradient("L").convert("RGB").save(file, "JPEG", **options)
    return file.getvalue()


def with_place():
    block = Image.Exif()
    block.get_ifd(0x8825).update({1: "N", 2: (54.0, 31.0, 8.0)})
    return picture(exif=block)


def turned():
    block = Image.Exif()
    block[0x0112], block[0x010F] = 6, "Pocket 3000"
    return picture(exif=block, comment=b"for my eyes only")


def add_photo(community, name, content):
    folder = community.root / "members" / "photos"
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(content)


@pytest.fixture(scope="module")
def site(once, make_community, profile):
    """Ada and Grace share a photo, and Hedy has none."""

    def make(_):
        members = {
            "ada": profile("Ada", photo="us.jpg"),
            "grace": profile("Grace", photo="us.jpg"),
            "hedy": profile("Hedy"),
        }
        community = make_community(members)
        add_photo(community, "us.jpg", turned())
        return community.build("--strict")

    built = once("photos", make)
    assert built.code == 0, built.log
    return built


@pytest.mark.parametrize("handle", ["ada", "grace"])
def test_a_photo_is_published_in_three_sizes(site, handle):
    for size in (96, 192, 384):
        with Image.open(site.path(f"photos/{handle}-{size}.webp")) as image:
            assert (image.format, image.size) == ("WEBP", (size, size))


def test_nothing_but_pixels_is_published(site):
    published = [content for address, content in site.files.items() if address.startswith("photos/")]
    assert len(published) == 6
    for content in published:
        assert content[12:16] == b"VP8 "
        with Image.open(BytesIO(content)) as image:
            assert not image.getexif()
            assert not {"exif", "xmp", "icc_profile"} & image.info.keys()
    everything = b"".join(site.files.values())
    assert b"Pocket 3000" not in everything
    assert b"for my eyes only" not in everything


def test_a_members_page_shows_the_photo(site):
    page = site.page("members/ada.html")
    assert "../photos/ada-192.webp" in page.links
    shown = page.html[page.html.index("<img ") :].partition(">")[0]
    assert "u-photo" in shown
    assert "src=../photos/ada-192.webp width=96 height=96 alt" in shown


def test_a_member_without_a_photo_has_no_picture(site):
    assert "u-photo" not in site.read("members/hedy.html")
    assert not site.has("photos/hedy-96.webp")


def test_building_again_gives_the_same_bytes(site, make_community, profile):
    community = make_community({"ada": profile("Ada", photo="us.jpg")})
    add_photo(community, "us.jpg", turned())
    again = community.built()
    for size in (96, 192, 384):
        address = f"photos/ada-{size}.webp"
        assert again.files[address] == site.files[address]


def test_a_member_whose_photo_has_a_location_is_left_out(make_community, profile):
    community = make_community({"ada": profile("Ada", photo="ada.jpg"), "hedy": profile("Hedy")})
    add_photo(community, "ada.jpg", with_place())
    built = community.build()
    assert built.code == 0
    assert [line for line in built.warnings if "photo-location" in line and "members/photos/ada.jpg" in line]
    assert built.has("members/hedy.html")
    assert not [address for address in built.files if "ada" in address]
    assert community.build("--strict").code != 0
