"""The picture of the site."""

from io import BytesIO

from PIL import Image

from sameboat.outputs import social_image
from sameboat.outputs.site import Site

SITE = Site("A boat", "", "https://boat.example.org/")


def test_it_is_a_small_png_of_the_size_that_others_ask_for():
    (file,) = social_image.build(SITE)
    assert file.address == "social.png"
    with Image.open(BytesIO(file.content)) as picture:
        assert picture.format == "PNG"
        assert picture.size == (1200, 630)
    assert len(file.content) < 30_000


def test_it_is_the_same_every_time_and_another_for_another_site():
    (first,), (again,) = social_image.build(SITE), social_image.build(SITE)
    (other,) = social_image.build(Site("B boat", "", SITE.url))
    assert first == again
    assert first != other


def test_a_site_that_does_not_know_its_address_has_none():
    assert list(social_image.build(Site("A boat"))) == []


def test_its_colours_are_those_of_the_light_scheme():
    colours = social_image.read_colours(
        ":root { --sb-sea: #0b5f6b; }\n[dark] { --sb-sea: #ffffff; --sb-new: #123456 }"
    )
    assert colours == {"sea": "#0b5f6b", "new": "#123456"}
