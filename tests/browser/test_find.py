"""The find page of the sample community, in a browser."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

QUERIES = """
wanjiru                 → wanjiru           an accent left out
Wanjirũ Kamau           → wanjiru           a whole name
YILDIZ                  → emreyildiz        capitals, and a letter that Unicode does not decompose
tadeusz wrobel          → tadeusz-wrobel    two accents left out
benoît                  → benoit-kouassi    an accent written
walsh                   → daithi            a family name
Дорошенко               → oksana-d          Cyrillic
امينه                   → amina-k           Arabic, without the hamza and the dots
はるか                   → harukamori        a given name inside a word without spaces
森                       → harukamori        one letter is a word
शांति                     → shanti-negi       Devanagari
sourdough               → benoit-kouassi    who offers it comes before who asks
stage fright            → daithi            a topic of two words
driving licence         → oksana-d          a topic in English, a profile in Ukrainian
layoff                  → daithi            another name of a topic
bioinf                  → wanjiru           the beginning of a topic
vcf                     → wanjiru           a word of a note
rooster                 → itzel-rm          a word of an ask's note
deirdre                 → daithi            a word of a bio
spirit level            → jolund            two words of a bio
tesis viento            → itzel-rm          two words of a tagline, not side by side
締切                     → harukamori        what one may be asked about
humour dementia         → shanti-negi       a value and a topic
curiosity statistics    → wanjiru           a value and an offer before a value and an ask
galway                  → daithi            a place
σταυρος                 → mavrikis          Greek, without the accent and with another sigma
dang van tam            → tam-dv            a name of many accents
sigridur                → sigga             Icelandic, as one types it elsewhere
"""
CASES = [re.split(r"\s+→\s+|\s{2,}", line) for line in QUERIES.strip().splitlines()]


@pytest.fixture
def find(page, sample):
    """Opens the find page with a search in its address, and waits until it answers."""

    def open_find(search=""):
        page.goto(f"{sample}find.html{search}")
        return ready(page)

    return open_find


@pytest.fixture(scope="module")
def everybody(lasting_page, sample):
    """The find page, for searches that leave nothing behind but their words in its box."""
    lasting_page.goto(f"{sample}find.html")
    return ready(lasting_page)


def ready(page):
    expect(page.locator("#sb-find")).to_have_attribute("data-state", "ready")
    return page


def cards(page):
    """The handles of the cards, in their order, once the answer is there."""
    return (
        ready(page)
        .locator("#sb-find-cards a")
        .evaluate_all("links => links.map((link) => link.href.replace(/.*members\\/(.*)\\.html/, '$1'))")
    )


def shows(page, *handles):
    """Wait until exactly these cards are shown, in any order."""
    expect(page.locator("#sb-find-cards > li")).to_have_count(len(handles))
    assert sorted(cards(page)) == sorted(handles)


def facet(page, name, value):
    return page.locator(f"#sb-find-facets input[name='{name}'][value='{value}']")


def test_everybody_is_there_at_first_and_a_few_at_a_time(find, samples):
    page = find()
    expect(page.locator("#sb-find-count")).to_have_text(f"{len(samples)} people")
    more = page.get_by_role("button", name="Show more people")
    assert len(cards(page)) == min(20, len(samples))
    if len(samples) > 20:
        more.click()
    shows(page, *samples)
    expect(more).to_be_hidden()


@pytest.mark.parametrize(("query", "handle", "why"), CASES, ids=[case[0] for case in CASES])
def test_a_search_finds_the_right_person_first(everybody, query, handle, why):
    everybody.locator("#sb-find-q").fill(query)
    assert cards(everybody)[0] == handle, why


@pytest.mark.parametrize(
    "query", ["%20", "?q=%00%22%3Cscript%3E", "?values=nonsense&q=%E0%A4", "?q=" + "a" * 5_000]
)
def test_an_odd_address_breaks_nothing(find, query):
    find(query if query.startswith("?") else "?q=" + query)


def test_a_search_is_in_the_address_and_a_reload_restores_it(find):
    page = find()
    page.locator("#sb-find-q").fill("rooster")
    expect(page).to_have_url(re.compile(r"find\.html\?q=rooster$"))
    page.reload()
    shows(ready(page), "itzel-rm")
    expect(page.locator("#sb-find-q")).to_have_value("rooster")


def test_back_restores_what_was_searched_before(find):
    page = find()
    page.locator("#sb-find-q").fill("rooster")
    page.locator("#sb-find-q").press("Enter")
    page.locator("#sb-find-q").fill("deirdre")
    shows(page, "daithi")
    page.go_back()
    expect(page.locator("#sb-find-q")).to_have_value("rooster")
    shows(page, "itzel-rm")
    page.go_forward()
    shows(page, "daithi")


def test_back_from_a_member_restores_the_search(find):
    page = find()
    page.locator("#sb-find-q").fill("deirdre")
    shows(page, "daithi")
    page.locator("#sb-find-cards a").click()
    expect(page.locator("h1")).to_have_text("Daithí Walsh")
    page.go_back()
    expect(page.locator("#sb-find-q")).to_have_value("deirdre")
    shows(ready(page), "daithi")


@pytest.fixture
def who(samples):
    """Handles of those who picked one of some slugs in a property."""

    def who(name, *slugs):
        return {handle for handle, profile in samples.items() if set(slugs) & set(profile.get(name, ()))}

    return who


def test_a_facet_picked_narrows_and_shows_in_the_address(find, who):
    page = find()
    page.locator("details[data-facet=values] .sb-find-look-up").fill("humo")
    page.get_by_role("option", name="Humour").click()
    expect(page).to_have_url(re.compile(r"\?values=humour$"))
    shows(page, *who("values", "humour"))
    expect(page.locator("#sb-find-chips button")).to_have_text("Humour")
    page.reload()
    shows(ready(page), *who("values", "humour"))
    expect(facet(page, "values", "humour")).to_be_checked()


def test_two_values_widen_and_another_facet_narrows(find, who):
    page = find("?values=craft,quiet")
    either = who("values", "craft", "quiet")
    assert who("values", "craft") < either
    shows(page, *either)
    page.locator("details[data-facet=same_boat] > summary").click()
    facet(page, "same_boat", "freelancing-alone").check()
    shows(page, *either & who("same_boat", "freelancing-alone"))
    page.go_back()
    shows(page, *either)


def test_a_pick_can_be_dropped_at_its_chip(find, who):
    page = find("?values=craft&same_boat=freelancing-alone")
    shows(page, *who("values", "craft") & who("same_boat", "freelancing-alone"))
    page.locator("#sb-find-chips button", has_text="Craft").click()
    shows(page, *who("same_boat", "freelancing-alone"))
    expect(page.locator("#sb-find-chips button")).to_have_count(1)


def test_a_search_and_a_pick_narrow_together(find):
    page = find("?q=rooster")
    shows(page, "itzel-rm")
    assert facet(page, "values", "humour").is_disabled()
    facet(page, "values", "listening").check()
    shows(page, "itzel-rm")


def test_where_nobody_fits_there_is_a_way_out(find, samples):
    page = find("?q=zzzz")
    expect(page.locator("#sb-find-empty")).to_be_visible()
    page.locator("#sb-find-empty button").click()
    expect(page.locator("#sb-find-count")).to_have_text(f"{len(samples)} people")
    expect(page.locator("#sb-find-q")).to_be_focused()


def test_the_count_is_told_to_those_who_listen(find):
    page = find()
    page.locator("#sb-find-q").fill("rooster")
    expect(page.locator("#sb-find-status")).to_have_text("1 person")


def test_the_order_of_equals_changes_with_the_day_and_not_within_it(new_page, sample):
    page = new_page()

    def order_at(time):
        page.clock.set_fixed_time(time)
        page.goto(f"{sample}find.html")
        return cards(ready(page))

    morning, evening, tomorrow = map(
        order_at, ("2026-11-22T06:00:00Z", "2026-11-22T16:00:00Z", "2026-11-23T06:00:00Z")
    )
    assert morning == evening
    assert morning != tomorrow


@pytest.mark.parametrize("start", ["index.html", "members/nell.html", "topics/python.html", "404.html"])
def test_the_search_box_of_every_page_leads_to_find(page, sample, start):
    page.goto(sample + start)
    box = page.locator("header input[name=q]")
    box.fill("rooster")
    box.press("Enter")
    expect(page).to_have_url(f"{sample}find.html?q=rooster")
    shows(ready(page), "itzel-rm")


def test_it_works_below_a_path_of_the_host(page, sample_site, served):
    site = sample_site.site
    page.goto(f"{served(site.parent)}{site.name}/find.html?q=rooster")
    shows(ready(page), "itzel-rm")
    page.locator("#sb-find-cards a").click()
    expect(page.locator("h1")).to_have_text("Itzel Ruiz Matus")


def test_when_the_index_does_not_come_there_are_other_ways(page, sample, ear):
    ear.expected += ["Failed to load resource", "find/index.json answered 404"]
    page.route("**/find/index.json", lambda route: route.fulfill(status=404))
    page.goto(f"{sample}find.html")
    expect(page.locator("#sb-find-lost")).to_be_visible()
    expect(page.locator("#sb-find-lost a[href='names.html']")).to_be_visible()


def test_without_javascript_there_are_other_ways(new_page, sample):
    page = new_page(java_script_enabled=False)
    page.goto(f"{sample}find.html")
    expect(page.locator("#sb-find noscript a[href='names.html']")).to_be_visible()
    expect(page.locator("#sb-find-q")).to_be_hidden()


def test_it_can_be_used_with_the_keyboard_alone(find):
    page = find()
    page.locator("#sb-find-q").focus()
    page.keyboard.type("deirdre")
    shows(page, "daithi")
    for _ in range(100):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('#sb-find-cards') !== null"):
            break
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Daithí Walsh")
