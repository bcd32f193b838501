"""My people and today's hello, in a real browser: what is ticked, what is shown, and that nothing leaves."""

import json
import re
from datetime import UTC, date, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from sameboat.checking import Community as Checkout
from sameboat.loading import load
from sameboat.matching import Matching

pytestmark = pytest.mark.browser

ZERO = "c5offi9"
"""A handle whose hash is 0, like that of somebody who has not joined."""
VISITOR = {
    "values": ["humour", "courage"],
    "same_boat": ["back-after-a-break"],
    "can_help_with": [{"topic": "first-talk"}, {"topic": "sourdough"}],
    "want_help_with": [{"topic": "cv-feedback"}, {"topic": "proofreading"}],
    "languages": ["en"],
}
TICKS = "values=humour,courage&can_help_with=first-talk,sourdough&want_help_with=cv-feedback,proofreading&same_boat=back-after-a-break&languages=en"


@pytest.fixture(scope="module")
def joined(once, make_community, samples, profile, served):
    """The samples and one person more, whose lists somebody who ticks the same has to get; by address and folder."""

    def make(_):
        # Copies: other tests read the same samples.
        members = {handle: dict(fields) for handle, fields in samples.items()}
        members[ZERO] = profile("Visitor", **VISITOR)
        for fields in members.values():
            fields.pop("photo", None)
            for name in ("sample", "visibility"):
                fields.pop(name, None)
        return make_community(members).build("--strict", day="2026-11-22")

    built = once("joined", make)
    assert built.code == 0, built.log
    return served(built.site), built.site.parent


@pytest.fixture(scope="module")
def ranked(joined):
    """What Python makes of that person, before caps: by kind, handles in order."""
    _, root = joined
    loaded = load(Checkout.at(root / "members", root / "schema", root))
    matching = Matching.of(loaded.directory, date(2026, 11, 22))
    return {
        kind: [match.handle for match in matching.ranked(ZERO, kind)]
        for kind in ("helpees", "helpers", "mutual", "peers")
    }


def ready(page):
    expect(page.locator("#sb-mine")).to_have_attribute("data-state", "ready")


def shown(page, kind):
    links = page.locator(f'#sb-mine-answer [data-kind="{kind}"] .sb-card > a')
    return [re.search(r"members/(.+)\.html", link.get_attribute("href"))[1] for link in links.all()]


def tick(page, title, label):
    group = page.locator(".sb-mine-list").filter(has=page.get_by_text(title, exact=True)).first
    if not group.evaluate("element => element.open"):
        group.locator("summary").click()
    group.get_by_label(label, exact=True).check()


def test_somebody_who_has_not_joined_ticks_and_meets_people_for_reasons(page, sample):
    page.goto(f"{sample}my-people.html")
    ready(page)
    expect(page.locator("#sb-mine-hint")).to_be_visible()
    tick(page, "Values", "Humour")
    peers = page.locator('[data-kind="peers"]')
    expect(peers.locator("h2")).to_have_text("In the same boat as you")
    expect(peers.locator(".sb-card").first).to_contain_text("You share Humour")
    tick(page, "Would like help with", "CV feedback")
    helpers = page.locator('[data-kind="helpers"]')
    expect(helpers.locator(".sb-card").first).to_contain_text("Can help you with CV feedback")
    # Helping stands before being helped, and both before sharing.
    kinds = page.locator("#sb-mine-answer section").evaluate_all(
        "all => all.map((each) => each.dataset.kind)"
    )
    assert kinds == [kind for kind in ("helpees", "helpers", "mutual", "peers") if kind in kinds]


def test_the_browser_finds_whom_python_finds_in_the_same_order(page, joined, ranked):
    address, _ = joined
    page.goto(f"{address}my-people.html?{TICKS}")
    expect(page.locator("#sb-mine-answer section").first).to_be_visible()
    for kind, handles in ranked.items():
        more = page.locator(f'[data-kind="{kind}"] button')
        while more.count() and more.is_visible():
            before = len(shown(page, kind))
            more.click()
            page.wait_for_function(
                "([kind, n]) => document.querySelectorAll(`[data-kind=${kind}] .sb-card`).length > n",
                arg=[kind, before],
            )
        assert [each for each in shown(page, kind) if each != ZERO] == handles, kind
    assert sum(map(len, ranked.values())) > 10


def test_what_is_ticked_stands_in_the_address_and_the_address_ticks_it(new_page, sample):
    page = new_page()
    page.goto(f"{sample}my-people.html")
    ready(page)
    tick(page, "Values", "Humour")
    tick(page, "Can help with", "Sourdough that rises")
    expect(page.locator('[data-kind="peers"]')).to_be_visible()
    assert parse_qs(urlsplit(page.url).query) == {"values": ["humour"], "can_help_with": ["sourdough"]}
    other = new_page()
    other.goto(page.url)
    expect(other.locator('[data-kind="peers"]')).to_be_visible()
    assert shown(other, "peers") == shown(page, "peers")
    expect(other.get_by_label("Humour", exact=True)).to_be_checked()


def test_back_leads_to_what_was_ticked_before(page, sample):
    page.goto(f"{sample}my-people.html")
    ready(page)
    tick(page, "Values", "Humour")
    expect(page.locator('[data-kind="peers"]')).to_be_visible()
    page.go_back()
    expect(page.locator("#sb-mine-hint")).to_be_visible()
    expect(page.locator('[data-kind="peers"]')).to_have_count(0)
    expect(page.get_by_label("Humour", exact=True)).not_to_be_checked()


def test_the_way_from_a_members_page_leads_to_their_people(page, joined):
    address, _ = joined
    page.goto(f"{address}members/{ZERO}.html")
    people = page.locator("#people dd a").all_inner_texts()
    page.get_by_role("link", name="More on “My people”").click()
    answer = page.locator("#sb-mine-answer")
    expect(answer.locator("h2")).to_have_text("If this is you, meet")
    assert answer.locator("dd a").all_inner_texts() == people
    # As if the handle had been typed in, so that the address can be passed on.
    assert page.url.endswith(f"my-people.html?handle={ZERO}")
    page.reload()
    expect(answer.locator("h2")).to_have_text("If this is you, meet")


def test_a_handle_gives_what_the_page_of_its_owner_says(page, joined):
    address, _ = joined
    published = page.request.get(f"{address}members/{ZERO}.html").text()
    page.goto(f"{address}my-people.html")
    ready(page)
    page.get_by_label("Or, if you have a page here, your handle:").fill(f"@{ZERO.upper()}")
    page.get_by_role("button", name="Show my people").click()
    answer = page.locator("#sb-mine-answer")
    expect(answer.locator("h2")).to_have_text("If this is you, meet")
    assert page.url.endswith(f"my-people.html?handle={ZERO}")
    linked = answer.locator("section a").evaluate_all(
        "all => all.map((each) => each.pathname.split('/').pop())"
    )
    section = published.partition("id=people")[2].partition("</section>")[0]
    assert linked == [
        each.rpartition("/")[2].partition("#")[0] for each in re.findall(r'href="?([^" >]+)', section)
    ]
    assert len(linked) > 3
    for link in answer.locator("section a").all():
        assert page.request.get(link.evaluate("element => element.href")).ok


def test_from_a_handle_one_can_go_on_to_tick(page, joined):
    address, _ = joined
    page.goto(f"{address}my-people.html?handle={ZERO}")
    page.get_by_role("button", name="Tick what stands on that page").click()
    expect(page.locator('[data-kind="peers"]')).to_be_visible()
    query = parse_qs(urlsplit(page.url).query)
    assert {name: set(slugs[0].split(",")) for name, slugs in query.items()} == {
        "values": {"humour", "courage"},
        "same_boat": {"back-after-a-break"},
        "can_help_with": {"first-talk", "sourdough"},
        "want_help_with": {"cv-feedback", "proofreading"},
    }


def test_rings_come_with_a_handle(page, make_community, profile, served):
    ring = {
        name: profile(name.title(), can_help_with=[{"topic": gives}], want_help_with=[{"topic": gets}])
        for name, gives, gets in (
            ("ada", "cv-feedback", "sourdough"),
            ("bo", "first-talk", "cv-feedback"),
            ("cy", "sourdough", "first-talk"),
        )
    }
    address = served(make_community(ring).built().site)
    page.goto(f"{address}my-people.html?handle=ada")
    expect(page.locator("#sb-mine-answer")).to_contain_text("Rings")


def test_a_handle_that_nobody_has_is_answered_kindly(page, sample, ear):
    ear.expected.append("404")
    page.goto(f"{sample}my-people.html?handle=nobody-of-that-name")
    expect(page.locator("#sb-mine-unknown")).to_be_visible()
    page.get_by_label("Or, if you have a page here, your handle:").fill("../index")
    page.get_by_role("button", name="Show my people").click()
    expect(page.locator("#sb-mine-unknown")).to_be_visible()


def test_no_more_can_be_ticked_than_a_profile_may_hold(page, sample):
    page.goto(f"{sample}my-people.html?values=humour,courage,care,craft,curiosity,kindness")
    ready(page)
    group = page.locator(".sb-mine-list").first
    expect(group.locator("input:checked")).to_have_count(5)
    assert group.locator('input[type="checkbox"]:not(:checked):not(:disabled)').count() == 0


def test_the_keyboard_alone_is_enough(page, sample):
    page.goto(f"{sample}my-people.html")
    ready(page)
    page.locator(".sb-mine-list summary").first.focus()
    page.keyboard.press("Tab")
    page.keyboard.type("hum")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.get_by_label("Humour", exact=True)).to_be_checked()
    expect(page.locator('[data-kind="peers"]')).to_be_visible()
    expect(page.locator("#sb-mine-status")).to_contain_text("In the same boat as you")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.sb-card') !== null"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/members/*.html")


def test_what_a_member_wrote_is_text_on_a_card(page, make_community, profile, served):
    hostile = profile("<img src=x onerror=alert(1)>", tagline="<script>alert(2)</script>")
    address = served(make_community({"ada": hostile, "bo": profile("Bo")}).built().site)
    page.goto(f"{address}my-people.html?values=curiosity")
    expect(page.locator('[data-kind="peers"]')).to_contain_text("<img src=x onerror=alert(1)>")
    assert page.locator("#sb-mine-answer img").count() == 0


def handles(page):
    links = page.locator("#sb-hello-cards > li > a")
    return [re.search(r"members/(.+)\.html", link.get_attribute("href"))[1] for link in links.all()]


def open_hello(page, address, day):
    page.clock.set_fixed_time(datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=UTC))
    page.goto(f"{address}hello.html")
    expect(page.locator("#sb-hello")).to_have_attribute("data-state", "ready")


def test_todays_hello_is_that_of_the_readers_day(new_page, joined):
    address, root = joined
    days = json.loads((root / "site/hello/days.json").read_text(encoding="utf-8"))
    for day, place in (("2026-11-22", 1), ("2026-11-23", 2), ("2026-11-25", 4)):
        page = new_page(timezone_id="UTC")
        open_hello(page, address, day)
        assert handles(page) == [days["people"][number]["handle"] for number in days["days"][place]]
        assert page.locator("#sb-hello-date").get_attribute("datetime") == day
        assert len(handles(page)) == 3


def test_a_line_to_borrow_can_be_copied(new_page, joined):
    address, _ = joined
    page = new_page(timezone_id="UTC", permissions=["clipboard-read", "clipboard-write"])
    open_hello(page, address, "2026-11-23")
    card = page.locator("#sb-hello-cards > li").first
    card.get_by_role("button").click()
    expect(card.get_by_role("status")).to_have_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()") == card.locator(".sb-starter").inner_text()


def test_hello_can_draw_from_ones_own_people_who_are_kept_in_this_browser_alone(new_page, joined, ranked):
    address, _ = joined
    page = new_page(timezone_id="UTC")
    page.goto(f"{address}my-people.html?{TICKS}")
    page.get_by_role("button", name="Use this for today’s hello").click()
    suited = {handle for found in ranked.values() for handle in found} | {ZERO}
    met = []
    for number in range(-(-len(suited) // 3)):
        open_hello(page, address, date.fromordinal(date(2026, 11, 22).toordinal() + number).isoformat())
        expect(page.locator("#sb-hello-own")).to_be_visible()
        assert page.locator(".sb-starter").first.inner_text().startswith("Hi ")
        met += handles(page)
    assert sorted(met) == sorted(suited)
    assert page.context.cookies() == []
    before = handles(page)
    page.get_by_role("button", name="Forget it").click()
    expect(page.locator("#sb-hello-own")).to_be_hidden()
    assert handles(page) != before
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.includes('mine'))") == []


def test_hello_can_draw_from_the_people_of_a_handle(new_page, joined):
    address, _ = joined
    page = new_page(timezone_id="UTC")
    page.goto(f"{address}my-people.html?handle={ZERO}")
    expect(page.locator("#sb-mine-answer section")).to_be_visible()
    named = page.locator("#sb-mine-answer section dd a").evaluate_all(
        "all => all.map((each) => each.pathname.split('/').pop().replace('.html', ''))"
    )
    page.get_by_role("button", name="Use this for today’s hello").click()
    open_hello(page, address, "2026-11-22")
    expect(page.locator("#sb-hello-own")).to_be_visible()
    assert 0 < len(handles(page)) <= 3
    assert set(handles(page)) <= set(named)


def test_without_javascript_hello_and_community_are_read_and_my_people_leads_on(new_page, joined):
    address, _ = joined
    page = new_page(java_script_enabled=False)
    page.goto(f"{address}hello.html")
    assert len(handles(page)) == 3
    page.goto(f"{address}my-people.html")
    assert "Matching needs JavaScript" in page.locator("noscript").inner_text()
    page.goto(f"{address}community.html")
    expect(page.locator("#awake")).to_be_visible()


def test_the_uncovered_asks_can_be_copied_as_a_list(new_page, sample):
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"{sample}community.html")
    page.get_by_role("button", name="Copy as a list").click()
    expect(page.get_by_text("Copied.")).to_be_visible()
    asks = page.locator("section").filter(has=page.locator("#uncovered")).locator("li").all_inner_texts()
    assert page.evaluate("navigator.clipboard.readText()").splitlines() == [f"- {ask}" for ask in asks]


def test_what_one_can_press_below_the_ticks_does_not_touch(new_page, sample):
    page = new_page(width=320)
    page.goto(f"{sample}my-people.html?values=humour")
    ready(page)
    keep, clear = (page.locator(f"#sb-mine-{name}").bounding_box() for name in ("keep", "clear"))
    is_beside = clear["x"] >= keep["x"] + keep["width"] + 4
    assert is_beside or clear["y"] >= keep["y"] + keep["height"] + 4
