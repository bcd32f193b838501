"""The find page of the sample community, in a browser."""

import re
import shutil
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from sameboat.checking import Community
from sameboat.disk import write
from sameboat.loading import load
from sameboat.outputs.search_index import build as build_search_index
from sameboat.text import fold

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
    page = find("?q=zzzz&values=humour")
    expect(page.locator("#sb-find-empty")).to_be_visible()
    # One way back, and neither an order of nobody nor a search to keep.
    expect(page.get_by_role("button", name=re.compile("Start over"))).to_have_count(1)
    expect(page.get_by_label("Order")).to_be_hidden()
    expect(page.get_by_role("button", name="Keep this search")).to_be_hidden()
    page.get_by_role("button", name="Start over with everybody").click()
    expect(page.get_by_label("Order")).to_be_visible()
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


def test_a_type_ahead_offers_options_and_arrows_and_enter_pick_one(find, who):
    page = find()
    box = page.locator("details[data-facet=values]").get_by_role("combobox")
    box.fill("qui")
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    active = page.locator(f"[id='{box.get_attribute('aria-activedescendant')}']")
    expect(active).to_have_role("option")
    expect(active).to_contain_text("Quiet")
    box.press("Enter")
    shows(page, *who("values", "quiet"))
    expect(box).to_be_focused()
    expect(box).to_have_value("")
    expect(box).to_have_attribute("aria-expanded", "false")


def test_a_type_ahead_knows_other_words_for_an_option_and_escape_clears_it(find):
    page = find()
    topics = page.locator("details[data-facet=can_help_with]")
    box = topics.get_by_role("combobox")
    box.fill("redund")
    expect(topics.get_by_role("option")).to_contain_text("Getting through a layoff")
    box.press("Escape")
    expect(box).to_have_value("")
    expect(topics.get_by_role("option")).to_have_count(0)
    box.fill("zzzz")
    expect(page.locator("details[data-facet=can_help_with] .sb-find-none")).to_be_visible()


def test_all_of_several_values_can_be_wanted(find, who):
    page = find("?values=craft,quiet")
    shows(page, *who("values", "craft", "quiet"))
    page.get_by_role("radio", name="all of these").check()
    expect(page).to_have_url(re.compile(r"\?values=craft,quiet&all=values$"))
    both = who("values", "craft") & who("values", "quiet")
    expect(page.locator("#sb-find-cards > li")).to_have_count(len(both))
    page.reload()
    expect(ready(page).get_by_role("radio", name="all of these")).to_be_checked()
    page.go_back()
    shows(page, *who("values", "craft", "quiet"))


def test_an_option_that_would_leave_nobody_is_there_and_cannot_be_picked(find):
    page = find("?values=humour")
    page.locator("details[data-facet=values] .sb-find-all").click()
    for value in page.locator("details[data-facet=can_help_with] input[type=checkbox]").all():
        assert value.is_disabled() == (
            value.locator("xpath=..").locator(".sb-find-option-count").text_content() == "0"
        )
    # Any other value would widen the search.
    assert facet(page, "values", "craft").is_enabled()
    assert page.locator("details[data-facet=values] input:disabled").count() == 0


def test_a_long_list_is_grouped_when_all_of_it_is_shown(find):
    page = find()
    values = page.locator("details[data-facet=values]")
    expect(values.get_by_text("With each other")).to_be_hidden()
    values.locator(".sb-find-all").click()
    expect(values.get_by_text("With each other")).to_be_visible()
    expect(values.get_by_role("list", name="With each other").get_by_label("Kindness")).to_be_visible()


def test_who_is_awake_follows_the_clock_of_each_member(new_page, sample, samples):
    page = new_page()
    page.clock.set_fixed_time("2026-01-15T03:00:00Z")
    noon = {
        handle
        for handle, profile in samples.items()
        if "timezone" in profile
        and 8 <= datetime(2026, 1, 15, 3, tzinfo=UTC).astimezone(ZoneInfo(profile["timezone"])).hour < 22
    }
    assert "harukamori" in noon
    assert "wanjiru" not in noon
    page.goto(f"{sample}find.html")
    ready(page).get_by_label("Awake now").check()
    expect(page).to_have_url(re.compile(r"\?awake=now$"))
    shows(page, *noon)
    page.get_by_role("button", name="Drop “Awake now”").click()
    expect(page.locator("#sb-find-count")).to_have_text(f"{len(samples)} people")


def test_one_may_sort_by_name_and_the_address_remembers_it(find, samples):
    page = find("?same_boat=freelancing-alone")
    page.get_by_label("Order").select_option("name")
    expect(page).to_have_url(re.compile(r"&sort=name$"))
    assert len(cards(page)) > 2

    def place(handle):
        return samples[handle].get("availability") == "paused", fold(samples[handle]["name"])

    assert cards(page) == sorted(cards(page), key=place)
    page.go_back()
    expect(page.get_by_label("Order")).to_have_value("")


def test_a_card_says_why_it_is_there_and_marks_what_was_typed(find):
    page = find("?q=rooster&values=listening")
    card = page.locator("#sb-find-cards > li")
    expect(card).to_have_count(1)
    expect(card.locator(".sb-find-reasons > li")).to_contain_text(["Values: Listening", "rooster"])
    expect(card.locator("q mark")).to_have_text("rooster")


def test_a_typo_is_forgiven_and_the_page_says_so(find):
    page = find("?q=tadeusz%20wrobwl")
    shows(page, "tadeusz-wrobel")
    expect(page.locator("#sb-find-close")).to_contain_text("wrobel")
    expect(page.locator("#sb-find-cards mark")).to_have_text(["Tadeusz", "Wróbel"])


def test_a_word_that_nobody_says_is_told_apart_and_another_one_offered(find):
    page = find("?q=rosotre")
    empty = page.locator("#sb-find-empty")
    expect(empty).to_contain_text("Nobody here says “rosotre”.")
    empty.get_by_role("button", name="rooster (1 person)").click()
    shows(page, "itzel-rm")
    expect(page.locator("#sb-find-q")).to_have_value("rooster")
    expect(page.locator("#sb-find-count")).to_be_focused()


def test_where_wishes_exclude_each_other_the_page_says_which_to_drop_and_what_that_gives(find, who):
    page = find("?values=humour&q=rooster")
    empty = page.locator("#sb-find-empty")
    expect(empty).to_contain_text("Nobody fits all of that at once")
    expect(empty).not_to_contain_text("Nobody here says")
    expect(empty.get_by_role("button", name="Without “Humour”: 1 person")).to_be_visible()
    empty.get_by_role("button", name=f"Without “rooster”: {len(who('values', 'humour'))} people").click()
    shows(page, *who("values", "humour"))


def test_a_search_can_be_kept_in_this_browser_and_forgotten(new_page, sample, who):
    page = new_page()
    page.goto(f"{sample}find.html?values=craft")
    shows(ready(page), *who("values", "craft"))
    page.get_by_role("button", name="Keep this search").click()
    page.goto(f"{sample}find.html")
    page.get_by_text("Searches you kept").click()
    page.get_by_role("link", name="Craft").click()
    expect(page).to_have_url(re.compile(r"\?values=craft$"))
    shows(page, *who("values", "craft"))
    page.get_by_role("button", name="Forget “Craft”").click()
    expect(page.locator("#sb-find-kept")).to_be_hidden()
    expect(page.get_by_role("button", name="Keep this search")).to_be_visible()


def test_the_count_is_told_once_however_many_letters_are_typed(new_page, sample):
    page = new_page()
    page.clock.install()
    page.goto(f"{sample}find.html")
    status = ready(page).locator("#sb-find-status")
    page.clock.run_for(1_000)
    expect(status).to_have_text(re.compile("people"))
    status.evaluate("""(status) => {
      window.told = [];
      new MutationObserver(() => window.told.push(status.textContent)).observe(status, { childList: true });
    }""")
    page.locator("#sb-find-q").press_sequentially("rooster")
    shows(ready(page), "itzel-rm")
    assert page.evaluate("window.told") == []
    page.clock.run_for(1_000)
    expect(status).to_have_text("1 person")
    assert page.evaluate("window.told") == ["1 person"]


TOO_SMALL = """() => [...document.querySelectorAll("#sb-find :is(a, button, input, select, summary, label, [role=option])")]
  .filter((each) => each.checkVisibility() && !each.closest(".sb-offscreen"))
  .map((each) => each.matches("label input") ? each.closest("label") : each)
  .map((each) => [each.outerHTML.slice(0, 90), each.getBoundingClientRect()])
  .filter(([, { width, height }]) => Math.min(width, height) < 24 && Math.min(width, height) > 0)
  .map(([html, { width, height }]) => `${Math.round(width)} × ${Math.round(height)} ${html}`)"""


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_one_can_press_is_under_24_pixels(new_page, sample, width):
    page = new_page(width=width)
    page.goto(f"{sample}find.html?values=craft,quiet&awake=now&q=a")
    ready(page).locator("#sb-find-narrow").evaluate("each => { each.open = true; }")
    page.locator(".sb-find-facet").evaluate_all("all => all.forEach((each) => { each.open = true; })")
    page.get_by_role("combobox", name="Look one up in “Values”").fill("c")
    assert page.evaluate(TOO_SMALL) == []


@pytest.mark.parametrize("search", ["?q=rosotre", "?values=humour&q=rooster", "?values=craft,quiet&q=a"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_no_fault_in_any_state(new_page, sample, search, width):
    page = new_page(width=width, reduced_motion="reduce")
    page.goto(f"{sample}find.html{search}")
    ready(page).locator("#sb-find-narrow").evaluate("each => { each.open = true; }")
    keep = page.get_by_role("button", name="Keep this search")
    if keep.is_visible():  # nobody keeps a search for nobody
        keep.click()
        page.get_by_text("Searches you kept").click()
    page.get_by_role("combobox", name="Look one up in “Values”").fill("c")
    expect(page.get_by_role("option").first).to_be_visible()
    found = Axe().run(page).response["violations"]
    assert [fault["id"] for fault in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_work_is_done_beside_the_page_and_where_that_cannot_be_in_it(new_page, sample):
    page = new_page()
    page.goto(f"{sample}find.html?q=rooster")
    shows(ready(page), "itzel-rm")
    assert [worker.url for worker in page.workers] == [f"{sample}assets/sameboat/find/worker.js"]
    old = new_page()
    old.add_init_script("delete window.Worker")
    old.goto(f"{sample}find.html?q=rooster")
    shows(ready(old), "itzel-rm")
    assert old.workers == []


def test_a_hub_leads_to_the_search_for_the_same_people(page, sample):
    page.goto(f"{sample}values/craft.html")
    people = page.locator(".sb-cards a").count()
    page.get_by_role("link", name="Search among these people").click()
    expect(page).to_have_url(f"{sample}find.html?values=craft")
    expect(ready(page).locator("#sb-find-cards > li")).to_have_count(people)


def test_the_other_encoding_gives_the_same_page(page, sample_site, served, repository, tmp_path):
    site = tmp_path / "site"
    shutil.copytree(sample_site.site, site)
    shutil.rmtree(site / "find")
    directory = load(
        Community.at(repository / "members", repository / "schema", repository), processes=1
    ).directory
    write(site, build_search_index(directory, "postings"))
    for search in (
        "?values=craft",
        "?values=craft,quiet&same_boat=freelancing-alone",
        "?q=sourdough&sort=name",
    ):
        seen = []
        for address in (served(sample_site.site), served(site)):
            page.goto(f"{address}find.html{search}")
            seen.append((cards(page), page.locator(".sb-find-facet").all_inner_texts()))
        assert seen[0] == seen[1]
