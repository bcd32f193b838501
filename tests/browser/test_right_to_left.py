"""The sample community with an Arabic interface: read from right to left, and counted as Arabic counts."""

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from sameboat.translations import words_in

pytestmark = pytest.mark.browser

ARABIC = words_in("ar")
PAGES = {
    "home": "index.html",
    "find": "find.html?q=a",
    "a full profile": "members/wanjiru.html",
    "a profile from right to left": "members/amina-k.html",
    "a topic": "topics/sourdough.html",
    "topics": "topics.html",
    "my people": "my-people.html?values=humour,courage&want_help_with=cv-feedback",
    "hello": "hello.html",
    "the community": "community.html",
    "lost": "404.html",
}


@pytest.fixture(scope="module")
def arabic(once, make_community, repository, served):
    """The address of the sample community's site in Arabic."""

    def make(_):
        config = yaml.safe_load((repository / "mkdocs.yml").read_text(encoding="utf-8"))
        config["theme"]["language"] = "ar"
        config["docs_dir"] = str(repository / "docs")
        folders = {"members": str(repository / "members"), "schema": str(repository / "schema")}
        config["plugins"] = ["search", {"sameboat": folders}]
        return make_community(config=config).build("--strict")

    built = once("arabic", make)
    assert built.code == 0, built.log
    return served(built.site)


@pytest.fixture(scope="module", params=[320, 1280])
def wide_or_narrow(request, open_context):
    context = open_context(width=request.param, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def opened(page, address):
    page.goto(address)
    if "find.html" in address:
        expect(page.locator("#sb-find")).to_have_attribute("data-state", "ready")
    if "my-people.html" in address:
        expect(page.locator("#sb-mine-answer > *").first).to_be_visible()


# From right to left, what is too wide runs off the left side.
OFF_THE_SIDE = """() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  return [root.scrollWidth, ...[...document.querySelectorAll("body *")]
    .filter((each) => each.getBoundingClientRect().left < -1).map((each) => each.outerHTML.slice(0, 120))];
}"""


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_fault_and_nothing_runs_off_the_side(wide_or_narrow, arabic, name, ear):
    ear.expected += ["404"] if name == "lost" else []
    opened(wide_or_narrow, arabic + PAGES[name])
    assert wide_or_narrow.evaluate(OFF_THE_SIDE) == []
    found = Axe().run(wide_or_narrow, context={"exclude": [[".md-code__nav"]]}).response["violations"]
    assert [f"{fault['id']}: {node['html'][:160]}" for fault in found for node in fault["nodes"]] == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_read_from_right_to_left(page, arabic, name, ear):
    ear.expected += ["404"] if name == "lost" else []
    opened(page, arabic + PAGES[name])
    assert page.locator("body").evaluate("body => getComputedStyle(body).direction") == "rtl"
    assert page.locator("html").get_attribute("lang") == "ar"
    logo = page.locator("header a").first.bounding_box()
    assert logo["x"] + logo["width"] > 1000, "the way home stands at the right"


COUNT = """
async (counts) => {
  const { Words } = await import("./assets/sameboat/find/words.js");
  const holder = document.getElementById("sb-find-words");
  const words = new Words(holder, holder.lang);
  return counts.map((n) => words.sayCount("people", n));
}
"""


def test_people_are_counted_as_arabic_counts(page, arabic):
    opened(page, f"{arabic}find.html")
    counts = [0, 1, 2, 3, 10, 11, 99, 100, 102, 103]
    digits = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")
    said = dict(zip(counts, (words.translate(digits) for words in page.evaluate(COUNT, counts)), strict=True))
    assert said == {
        0: "لا أحد",
        1: "شخص واحد",
        2: "شخصان",
        3: "3 أشخاص",
        10: "10 أشخاص",
        11: "11 شخصًا",
        99: "99 شخصًا",
        100: "100 شخص",
        102: "102 شخص",
        103: "103 أشخاص",
    }


def test_the_count_of_a_search_is_said_in_arabic(page, arabic):
    opened(page, f"{arabic}find.html?q=wanjiru")
    expect(page.locator("#sb-find-count")).to_have_text("شخص واحد")
    page.locator("#sb-find-q").fill("nobody is called this")
    expect(page.locator("#sb-find-count")).to_have_text(ARABIC.gettext("Nobody"))
    expect(page.get_by_text(ARABIC.gettext("One wish less would help:"))).to_be_visible()


def test_the_time_where_a_member_lives_is_said_in_arabic(page, arabic):
    page.goto(f"{arabic}members/wanjiru.html")
    time = page.locator("#zone time")
    expect(time).to_be_visible()
    words = ("it is {time} there, a decent hour for a hello", "it is {time} there, an hour to be asleep")
    said = [ARABIC.gettext(each).split("{time}") for each in words]
    assert any(
        time.inner_text().startswith(before) and time.inner_text().endswith(after) for before, after in said
    )
    assert "{" not in time.inner_text()


def test_a_web_address_is_read_from_left_to_right(page, arabic):
    page.goto(f"{arabic}members/wanjiru.html")
    for link in page.locator("#say-hi .u-url, #read-first + ul li > a:first-child").all():
        assert link.evaluate("link => getComputedStyle(link).direction") == "ltr", link.inner_text()
