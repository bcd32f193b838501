"""What somebody reads who has JavaScript switched off."""

import pytest

pytestmark = pytest.mark.browser

PAGES = [
    "index.html",
    "members/wanjiru.html",
    "members/nell.html",
    "topics.html",
    "topics/sourdough.html",
    "about.html",
]


@pytest.fixture(scope="module")
def silent(open_context):
    """A context in which no script runs."""
    context = open_context(java_script_enabled=False)
    yield context
    context.close()


def words(page):
    """What can be seen in the main part, apart from the time of day and the buttons that copy, which need a script."""
    return page.locator("main").inner_text().split()


@pytest.mark.parametrize("address", PAGES)
def test_no_page_loses_content(address, silent, page, sample):
    page.goto(f"{sample}/{address}")
    page.wait_for_load_state("load")
    page.evaluate("document.querySelectorAll('#zone time, #say-hi button').forEach((each) => each.remove())")
    without = silent.new_page()
    without.goto(f"{sample}/{address}")
    assert words(without) == words(page)
    without.close()


def test_find_says_so_and_names_the_other_ways_in(silent, sample):
    page = silent.new_page()
    page.goto(f"{sample}/find.html")
    assert "JavaScript" in page.locator("noscript").inner_text()
    for address in ("values.html", "topics.html", "situations.html", "languages.html", "names.html"):
        assert page.locator(f'noscript a[href="{address}"]').is_visible()
    page.close()
