"""Getting about: with the keyboard, at twice the size, in light and dark, in the documentation, and on paper."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

PAGES = {
    "home": "index.html",
    "find": "find.html?q=a",
    "a full profile": "members/wanjiru.html",
    "a short profile": "members/nell.html",
    "a profile from right to left": "members/amina-k.html",
    "a topic": "topics/stage-fright.html",
    "who asks": "topics/stage-fright/asks.html",
    "a value": "values/curiosity.html",
    "other letters": "names/other.html",
    "topics": "topics.html",
    "names": "names.html",
    "today's hello": "hello.html",
    "my people": "my-people.html",
    "the community": "community.html",
    "the form": "join.html",
    "how to join": "join-us.html",
    "the manual": "manual/fields.html",
    "lost": "404.html",
}
each_page = pytest.mark.parametrize("name", PAGES)


def opened(page, sample, name, ear):
    ear.expected += ["404"] if name == "lost" else []
    page.goto(sample + PAGES[name])
    if name == "find":
        expect(page.locator("#sb-find")).to_have_attribute("data-state", "ready")


# Where the focus is: what it is, whether it can be seen, whether the ring does, and what lies on top of its middle.
FOCUS = """() => {
  const focused = document.activeElement;
  if (!focused || focused === document.body) return null;
  // The theme's switch for the light is hidden; its label is what one sees.
  const shown = focused.matches(".md-option") ? focused.nextElementSibling : focused;
  const box = shown.getBoundingClientRect();
  const style = getComputedStyle(shown);
  const x = Math.min(Math.max(box.x + box.width / 2, 0), innerWidth - 1);
  const header = document.querySelector("body > header");
  const isUnder = (y) => {
    const top = document.elementFromPoint(x, Math.min(Math.max(y, 0), innerHeight - 1));
    return Boolean(top) && header.contains(top) && !header.contains(focused);
  };
  return {
    what: focused.outerHTML.slice(0, 140),
    key: focused.dataset.walked ??= String(++window.walked || (window.walked = 1)),
    isSeen: box.width > 1 && box.height > 1 && style.visibility === "visible" && Number(style.opacity) > 0,
    hasRing: (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0)
      || style.boxShadow !== "none",
    isInside: box.top >= -1 && box.top <= innerHeight && box.left >= -1 && box.right <= innerWidth + 1,
    isCovered: isUnder(box.y + 2) || isUnder(box.y + box.height / 2),
  };
}"""


@pytest.mark.parametrize("width", [320, 1280])
@each_page
def test_the_keyboard_shows_where_it_is_at_every_step(new_page, sample, name, width, ear):
    page = new_page(width=width, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 600})
    opened(page, sample, name, ear)
    steps = []
    # Down to the end, and back up, which is where a header that stays on top covers things.
    for key in ["Tab"] * 60 + ["Shift+Tab"] * 40:
        page.keyboard.press(key)
        place = page.evaluate(FOCUS)
        if place is None:
            continue
        steps.append(place)
        faults = [
            fault
            for fault, is_wrong in {
                "cannot be seen": not place["isSeen"],
                "shows no ring": not place["hasRing"],
                "is off the screen": not place["isInside"],
                "is covered": place["isCovered"],
            }.items()
            if is_wrong
        ]
        assert not faults, f"{place['what']} {' and '.join(faults)} ({key})"
    assert len({place["key"] for place in steps}) >= 8, "the keyboard gets somewhere"


@pytest.mark.parametrize("name", ["home", "a full profile", "a topic", "how to join"])
def test_the_skip_link_leads_past_the_header(page, sample, name, ear):
    opened(page, sample, name, ear)
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    expect(skip).to_have_text("Skip to content")
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("Boolean(document.activeElement.closest('main'))"), (
        "the next stop is in the page itself"
    )


# The tallest of its links is 24 pixels of text and of room to press each.
ONE_ROW = 60


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize("name", ["home", "a full profile", "who asks", "topics", "the manual"])
def test_on_a_phone_the_menu_is_one_row_that_hides_nothing(new_page, sample, name, width, ear):
    page = new_page(width=width)
    opened(page, sample, name, ear)
    menu = page.locator(".sb-nav, body > nav")
    assert menu.bounding_box()["height"] < ONE_ROW
    links = menu.get_by_role("link").all()
    assert len(links) == 4
    for link in links:
        box = link.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["height"] >= 24


@each_page
def test_at_twice_the_size_nothing_runs_off_the_side(new_page, sample, name, ear):
    # Twice the size on a screen of 1280 pixels is a page of 640 with two dots a pixel.
    page = new_page(width=640, device_scale_factor=2)
    opened(page, sample, name, ear)
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


@each_page
def test_with_letters_twice_as_large_nothing_runs_off_the_side(new_page, sample, name, ear):
    page = new_page(width=640)
    opened(page, sample, name, ear)
    page.evaluate("document.documentElement.style.fontSize = '250%'")
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


SCHEME = "document.body.getAttribute('data-md-color-scheme') ?? 'default'"


class TestLight:
    """The light is turned up and down on the theme's pages and on ours, and each remembers what the other was told."""

    @pytest.fixture
    def page(self, new_page):
        return new_page(color_scheme="light")

    def test_on_the_pages_of_the_theme(self, page, sample):
        page.goto(f"{sample}index.html")
        assert page.evaluate(SCHEME) == "default"
        page.get_by_title("Turn the light down").click()
        assert page.evaluate(SCHEME) == "slate"
        page.goto(f"{sample}members/nell.html")
        assert page.evaluate(SCHEME) == "slate"
        expect(page.get_by_role("button", name="Turn the light down")).to_have_attribute(
            "aria-pressed", "true"
        )
        page.goto(f"{sample}topics.html")
        assert page.evaluate(SCHEME) == "slate"

    def test_on_the_pages_that_are_stamped(self, page, sample):
        page.goto(f"{sample}topics/stage-fright/asks.html")
        button = page.get_by_role("button", name="Turn the light down")
        expect(button).to_have_attribute("aria-pressed", "false")
        button.press("Enter")
        assert page.evaluate(SCHEME) == "slate"
        page.reload()
        assert page.evaluate(SCHEME) == "slate"
        page.goto(f"{sample}index.html")
        assert page.evaluate(SCHEME) == "slate"
        page.get_by_title("Turn the light up").click()
        assert page.evaluate(SCHEME) == "default"
        page.goto(f"{sample}members/nell.html")
        assert page.evaluate(SCHEME) == "default"

    def test_stands_in_the_same_place(self, page, sample):
        page.goto(f"{sample}index.html")
        theirs = page.get_by_title("Turn the light down").bounding_box()
        page.goto(f"{sample}members/nell.html")
        assert page.get_by_role("button", name="Turn the light down").bounding_box() == theirs


def test_whoever_likes_it_dark_gets_it_dark_from_the_first_moment(new_page, sample):
    page = new_page(color_scheme="dark")
    page.goto(f"{sample}members/nell.html", wait_until="commit")
    page.wait_for_selector("h1")
    assert page.evaluate(SCHEME) == "slate"


def test_the_documentation_is_searched_where_it_is_read(new_page, sample):
    page = new_page()
    page.goto(f"{sample}manual/index.html")
    box = page.get_by_role("textbox", name="Search")
    box.click()
    # It listens to keys.
    box.press_sequentially("address")
    results = page.locator(".md-search-result__item a")
    expect(results.first).to_be_visible()
    results.first.click()
    expect(page.locator("article h1")).to_be_visible()
    assert "manual/" in page.url or page.url.startswith(sample)


@pytest.mark.parametrize("address", ["members/wanjiru.html", "topics/stage-fright.html", "join-us.html"])
def test_on_paper_stands_what_is_of_use_on_paper(new_page, sample, address):
    page = new_page(color_scheme="dark")
    page.goto(sample + address)
    # As wide as a sheet.
    page.set_viewport_size({"width": 720, "height": 900})
    page.emulate_media(media="print")
    expect(page.locator("h1")).to_be_visible()
    for part in (
        "body > header",
        ".sb-nav, body > nav",
        "[role=search]",
        ".sb-foot",
        "[href='#say-hi']",
        "footer",
    ):
        for each in page.locator(part).all():
            expect(each).to_be_hidden()
    paper, ink = page.evaluate(
        "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector('h1')).color]"
    )
    brightness = [sum(map(int, re.findall(r"\d+", colour)[:3])) for colour in (paper, ink)]
    assert brightness[0] > 600, "light paper, whatever the screen has"
    assert brightness[1] < 200, "and dark ink"
    if address.startswith("members/"):
        boat = page.locator("article > header > i")
        assert boat.evaluate("boat => getComputedStyle(boat).printColorAdjust") == "exact"
        assert page.pdf().startswith(b"%PDF")
