"""Whom the owner of a page might meet, lines to borrow and the hour, in a real browser."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

MEMBER = "members/wanjiru.html"
HOME = "Africa/Nairobi"
"""Where that member lives, three hours ahead of UTC all year."""

LISTS = """() => {
  const lists = {};
  let heading = "";
  for (const part of document.querySelectorAll("#people dl > *")) {
    if (part.matches("dt")) lists[(heading = part.innerText)] = [];
    else lists[heading].push([part.querySelector("a").innerText, part.innerText]);
  }
  return lists;
}"""
"""The heading of each list → the name and the words of each line below it."""


@pytest.fixture
def member(page, sample):
    page.goto(f"{sample}/{MEMBER}")
    return page


def test_each_list_has_a_few_people_with_a_reason_in_words(member):
    lists = member.evaluate(LISTS)
    assert len(lists) >= 3
    for lines in lists.values():
        assert 1 <= len(lines) <= 5
        for name, line in lines:
            assert len(line) > len(name) + 3


def test_giving_stands_before_getting(member):
    headings = member.locator("#people dt").all_inner_texts()
    assert headings.index("You could help") < headings.index("Could help you")


def test_a_name_in_a_list_leads_to_its_page(member):
    link = member.locator("#people a").first
    name = link.inner_text()
    link.focus()
    member.keyboard.press("Enter")
    expect(member.locator("h1")).to_have_text(name)


def test_the_reasons_are_true_of_the_page_they_lead_to(member):
    line = member.locator("#people dt:text-is('You could help') + dd")
    topic = re.sub(r";.*", "", line.inner_text().partition("with ")[2])
    line.locator("a").first.click()
    expect(member.locator("#want-help-with + ul")).to_contain_text(topic)


def test_a_line_to_borrow_is_copied_with_the_keyboard_alone(open_context, sample):
    context = open_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{sample}/{MEMBER}")
    line = page.locator("#say-hi > ul > li").first
    words = line.evaluate("line => line.firstChild.textContent")
    assert words.startswith("Hi! ")
    assert len(words) > len("Hi!") + 20
    line.locator("button").focus()
    page.keyboard.press("Enter")
    expect(line.locator("[role=status]")).to_have_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()") == words
    context.close()


def test_where_nothing_may_be_copied_the_line_is_marked(member):
    member.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error()); }")
    line = member.locator("#say-hi > ul > li").first
    opening = line.evaluate("line => line.firstChild.textContent")
    line.locator("button").click()
    member.wait_for_function("words => getSelection().toString() === words", arg=opening)
    assert line.locator("[role=status]").inner_text() == ""


def test_lines_to_borrow_name_what_is_there(member):
    lines = " ".join(member.locator("#say-hi > ul > li").all_inner_texts())
    assert member.locator("dt:text-is('Ask me about') + dd").inner_text() in lines
    assert member.locator("#read-first + ul a").first.inner_text() in lines
    assert member.locator("#can-help-with + ul a").first.inner_text() in lines


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ("2026-11-22T04:59:30Z", "an hour to be asleep"),
        ("2026-11-22T05:00:30Z", "a decent hour for a hello"),
        ("2026-11-22T18:59:30Z", "a decent hour for a hello"),
        ("2026-11-22T19:00:30Z", "an hour to be asleep"),
    ],
)
def test_it_says_whether_it_is_a_decent_hour_there(page, sample, now, words):
    page.clock.set_fixed_time(now)
    page.goto(f"{sample}/{MEMBER}")
    assert HOME in page.locator("#zone").inner_text()
    expect(page.locator("#zone time")).to_contain_text(words)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_has_nothing_to_say(open_context, sample, scheme, width):
    context = open_context(width, color_scheme=scheme)
    page = context.new_page()
    page.goto(f"{sample}/{MEMBER}")
    expect(page.locator("#say-hi button").first).to_be_visible()
    assert page.locator("#say-hi button").first.bounding_box()["height"] >= 24
    assert not Axe().run(page).response["violations"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
