"""Everybody can read and use the pages: axe has nothing to say, and nothing runs off a small screen."""

import re
from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

PAGES = {
    "home": "index.html",
    "find": "find.html?q=a",
    "a full profile": "members/wanjiru.html",
    "a short profile": "members/nell.html",
    "a profile from right to left": "members/amina-k.html",
    "a topic": "topics/sourdough.html",
    "who asks": "topics/stage-fright/asks.html",
    "a value": "values/humour.html",
    "topics": "topics.html",
    "names": "names.html",
    "how to join": "join-us.html",
    "my people": "my-people.html?values=humour,courage&want_help_with=cv-feedback",
    "the people of a handle": "my-people.html?handle=wanjiru",
    "hello": "hello.html",
    "the community": "community.html",
    "lost": "404.html",
}


def opened(page, address):
    page.goto(address)
    if "find.html" in address:
        expect(page.locator("#sb-find")).to_have_attribute("data-state", "ready")
    if "my-people.html" in address:
        expect(page.locator("#sb-mine-answer > *").first).to_be_visible()


@pytest.fixture(scope="module")
def faults():
    """What axe finds on a page, a line a fault."""
    axe = Axe()

    def faults(page):
        # The theme puts every code block's copy button into a landmark of its own, and names none of them.
        found = axe.run(page, context={"exclude": [[".md-code__nav"]]}).response["violations"]
        return [
            f"{fault['id']}: {node['target']} {node['html'][:160]} {node['failureSummary']}"
            for fault in found
            for node in fault["nodes"]
        ]

    return faults


@pytest.fixture(scope="module", params=["light", "dark"])
def light_or_dark(request, open_context):
    """A page for somebody who likes it light, or dark; the theme remembers which, so each has a context."""
    context = open_context(color_scheme=request.param, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize(
    "name",
    [
        "home",
        "find",
        "a full profile",
        "a profile from right to left",
        "a topic",
        "topics",
        "my people",
        "hello",
        "the community",
    ],
)
def test_axe_finds_no_fault_in_light_and_dark(light_or_dark, sample, faults, name, width):
    light_or_dark.set_viewport_size({"width": width, "height": 900})
    opened(light_or_dark, sample + PAGES[name])
    assert faults(light_or_dark) == []


def test_the_dark_pages_are_dark(new_page, sample):
    page = new_page(color_scheme="dark")
    for name in ("home", "a full profile"):
        opened(page, sample + PAGES[name])
        assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"


@pytest.mark.parametrize("name", ["a short profile", "who asks", "a value", "names", "how to join", "lost"])
def test_axe_finds_no_fault_on_the_other_pages(page, sample, faults, name, ear):
    if name == "lost":
        ear.expected.append("404")
    opened(page, sample + PAGES[name])
    assert faults(page) == []


def test_axe_finds_no_fault_in_an_open_list_of_facets(page, sample, faults):
    page.set_viewport_size({"width": 320, "height": 900})
    page.emulate_media(reduced_motion="reduce")
    opened(page, f"{sample}find.html?values=humour")
    page.locator("#sb-find-narrow > summary").click()
    page.locator(".sb-find-facet").evaluate_all("all => all.forEach((each) => { each.open = true; })")
    assert faults(page) == []


TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll("body *")].filter((each) => each.getBoundingClientRect().right > width + 1)
    .map((each) => each.outerHTML.slice(0, 120));
}"""


@pytest.mark.parametrize("name", PAGES)
def test_nothing_runs_off_the_side(page, sample, name, ear):
    ear.expected += ["404"] if name == "lost" else []
    page.set_viewport_size({"width": 320, "height": 900})
    opened(page, sample + PAGES[name])
    assert page.evaluate(TOO_WIDE) == []
    page.set_viewport_size({"width": 768, "height": 900})
    assert page.evaluate(TOO_WIDE) == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_one_heading_of_the_first_rank_and_skips_none(sample_site, name):
    html = sample_site.read(PAGES[name].partition("?")[0])
    ranks = [int(rank) for rank in re.findall(r"<h([1-6])\b", html)]
    assert ranks.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(ranks))


@pytest.mark.parametrize("name", ["a full profile", "a topic", "home"])
def test_the_first_stop_of_the_keyboard_leads_to_the_content(page, sample, name):
    opened(page, sample + PAGES[name])
    page.keyboard.press("Tab")
    target = page.evaluate("document.activeElement.getAttribute('href')")
    assert target.startswith("#")
    assert page.locator(f"[id='{target[1:]}']").count() == 1


def test_text_from_right_to_left_stands_from_right_to_left(page, sample):
    page.goto(f"{sample}members/amina-k.html")
    direction = "element => getComputedStyle(element).direction"
    assert page.locator("h1").evaluate(direction) == "rtl"
    assert page.locator("#bio p").first.evaluate(direction) == "rtl"
    assert page.locator("h2:has(+ #bio)").evaluate(direction) == "ltr"
    assert page.locator("#can-help-with").evaluate(direction) == "ltr"
