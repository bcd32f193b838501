"""The join page, filled in as people fill it in, and what comes out of it."""

import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import expect

from sameboat.documents import SourceFile, read_document
from sameboat.profiles import check_document
from sameboat.schema import packaged_schema, read_schema

pytestmark = pytest.mark.browser

SCHEMA, _ = read_schema(packaged_schema(), "schema")


@pytest.fixture(scope="module")
def make_site(make_community, samples, repository, once):
    """Builds the sample community with a repository somewhere."""

    def make(name, repo_url, **parts):
        def make_it(_):
            members = {
                handle: (repository / f"members/{handle}.yml").read_text("utf-8") for handle in samples
            }
            config = {"repo_url": repo_url, **parts}
            docs = {"privacy.md": "# Privacy\n", "join-us.md": "# By hand\n"}
            return make_community(members, docs=docs, config=config).build("--strict")

        built = once(name, make_it)
        assert built.code == 0, built.log
        return built.site

    return make


@pytest.fixture(scope="module")
def site(make_site, served):
    return served(make_site("join-github", "https://github.com/you/boat"))


@pytest.fixture
def join(new_page, site):
    """Opens the join page, with something after its address, in a browser that remembers nothing."""

    def open_join(after="", **options):
        page = new_page(**options)
        page.goto(f"{site}join.html{after}")
        return ready(page)

    return open_join


def ready(page):
    expect(page.locator("#sb-join")).to_have_attribute("data-state", "ready")
    return page


def at(page, *path):
    return page.locator(f"#sb-join-at-{'-'.join(map(str, path))}")


def choose(page, text, *path):
    at(page, *path).fill(text)
    at(page, *path).press("ArrowDown")
    at(page, *path).press("Enter")


def fill_least(page, handle="ada-k", name="Ada Kowalska"):
    page.locator("#sb-join-handle").fill(handle)
    at(page, "name").fill(name)
    choose(page, "curio", "values")
    choose(page, "cv", "can_help_with", 0, "topic")
    return page


def text_of(page):
    """The file as it is downloaded."""
    with page.expect_download() as download:
        page.locator("#sb-join-download").click()
    return download.value.suggested_filename, download.value.path().read_text("utf-8")


def checked(text):
    """What stands in a file; the check has nothing against it."""
    document = read_document(SourceFile("members/ada-k.yml", text.encode()))
    data, problems = check_document(document, SCHEMA)
    assert [problem for problem in problems if problem.severity == "error"] == []
    return data


def published(fields):
    """A member's fields as the form is to give them back."""
    return json.loads(json.dumps(fields), object_hook=lambda group: {
        key: {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value
        for key, value in group.items()
    })  # fmt: skip


def test_three_fields_and_a_login_lead_to_the_prefilled_address(join):
    page = fill_least(join())
    address = page.get_by_role("link", name="Open a pull request").get_attribute("href")
    parts = urlsplit(address)
    assert f"{parts.scheme}://{parts.netloc}{parts.path}" == "https://github.com/you/boat/new/main"
    query = parse_qs(parts.query)
    assert query["filename"] == ["members/ada-k.yml"]
    assert checked(query["value"][0]) == {
        "name": "Ada Kowalska",
        "values": ["curiosity"],
        "can_help_with": [{"topic": "cv-feedback"}],
    }


def test_home_leads_to_the_form(page, sample):
    page.goto(sample)
    page.locator("ol.sb-steps").get_by_role("link", name="form").click()
    expect(ready(page)).to_have_url(f"{sample}join.html")


ALL = {
    "name": "Zoë “Zo” O'Neill: the 2nd",
    "pronouns": "no",
    "tagline": "- it's #1: yes/no? {really} [sure] & *that*, `so` 👩🏽‍💻",
    "location": "מול הים",
    "bio": 'First line: *fine*\n\n- a list\n- 007\n\n    code # here\n> quoted "text" \\ back\nمرحبا',
    "ask_me_about": ["true", "2024-01-01"],
    "links": [{"url": "https://example.org/a?b=c#d", "label": "null"}],
}


def fill_all(page):
    fill_least(page, name=ALL["name"])
    for name in ("pronouns", "tagline", "location", "bio"):
        at(page, name).fill(ALL[name])
    page.locator("summary", has_text="Ask me about").click()
    page.get_by_role("button", name="Add one more: Ask me about").click()
    at(page, "ask_me_about", 0).fill(ALL["ask_me_about"][0])
    page.get_by_role("button", name="Add one more: Ask me about").click()
    at(page, "ask_me_about", 1).fill(ALL["ask_me_about"][1])
    page.locator("summary", has_text="Elsewhere").click()
    page.get_by_role("button", name="Add one more: Elsewhere").click()
    at(page, "links", 0, "label").fill(ALL["links"][0]["label"])
    at(page, "links", 0, "url").fill(ALL["links"][0]["url"])
    choose(page, "warsaw", "timezone")
    page.locator("summary", has_text="Languages").click()
    choose(page, "polish", "languages")
    at(page, "languages").fill("pt-BR")
    at(page, "languages").press("Enter")
    page.locator("summary", has_text="Open to").click()
    page.get_by_label("Mentoring").check()
    at(page, "availability").select_option("paused")
    at(page, "can_help_with", 0, "until").fill("2027-06-30")
    at(page, "confirmed").fill("2026-11")
    page.locator("summary", has_text="Visibility").click()
    page.get_by_label("AI crawlers").check()
    page.locator("summary", has_text="Friends here").click()
    at(page, "friends").fill("wanjiru")
    at(page, "friends").press("Enter")


def test_awkward_text_in_every_field_passes_the_check(join):
    page = join()
    fill_all(page)
    name, text = text_of(page)
    assert name == "ada-k.yml"
    assert checked(text) == {
        **ALL,
        "timezone": "Europe/Warsaw",
        "languages": ["pl", "pt-BR"],
        "values": ["curiosity"],
        "can_help_with": [{"topic": "cv-feedback", "until": "2027-06-30"}],
        "open_to": ["mentoring"],
        "availability": "paused",
        "confirmed": "2026-11",
        "friends": ["wanjiru"],
        "visibility": {"ai": True},
    }


REFUSED = [
    (
        "name",
        "Ada\u202eadA",
        "This (U+202E, right-to-left override) turns the order of the text around it, unseen.",
    ),
    ("name", "pаypal", "“pаypal” mixes Latin & Cyrillic letters: its а is Cyrillic (U+0430)."),
    ("name", "x" * 61, "Name has 61 characters; there is room for 60."),
    ("tagline", "a\u200bb", "Here is a character (U+200B, zero width space) that nobody can see."),
    ("bio", "a\x00b", None),
    ("bio", "x" * 601, "A few lines more has 601 characters; there is room for 600."),
    ("timezone", "Warsaw-ish", "“Warsaw-ish” is not the name of a time zone."),
    ("photo", "../ada.gif", "“../ada.gif” is not a file name that ends in .jpg, .png or .webp."),
]


@pytest.mark.parametrize(("field", "text", "words"), REFUSED)
def test_what_the_check_would_refuse_is_said_beside_the_field_and_not_handed_out(join, field, text, words):
    page = fill_least(join())
    at(page, field).fill(text)
    at(page, field).press("Tab")
    error = page.locator(f"#sb-join-at-{field}-error")
    if words:
        expect(error).to_have_text(words)
    else:
        expect(error).to_contain_text("control character")
    expect(at(page, field)).to_have_attribute("aria-invalid", "true")
    assert at(page, field).get_attribute("aria-describedby").split()[-1] == f"sb-join-at-{field}-error"
    page.locator("#sb-join-download").click()
    expect(page.locator("#sb-join-problems")).to_be_focused()
    expect(page.locator("#sb-join-problems li")).to_have_count(1)
    assert page.locator("#sb-join-open").get_attribute("href") == "#sb-join-problems"
    page.locator("#sb-join-problems li button").click()
    expect(at(page, field)).to_be_focused()


def test_an_empty_form_says_nothing_until_somebody_wants_to_send_it(join):
    page = join()
    expect(page.locator(".sb-join-error:visible")).to_have_count(0)
    page.locator("#sb-join-copy").click()
    expect(page.locator("#sb-join-problems li")).to_have_text(
        [
            "A profile needs the handle of its owner.",
            "A profile needs Name.",
            "A profile needs Values.",
            "A profile needs Can help with.",
        ]
    )


def test_a_part_that_is_missing_is_said_where_it_is_missing(join):
    page = fill_least(join())
    page.locator("summary", has_text="Say hi").click()
    at(page, "say_hi", "note").fill("Wave.")
    page.locator("#sb-join-copy").click()
    expect(page.locator("#sb-join-at-say_hi-url-error")).to_have_text("Say hi needs Address.")


def test_the_preview_follows(join):
    page = fill_least(join())
    expect(page.locator("#sb-join-card")).to_contain_text("Ada Kowalska")
    at(page, "tagline").fill("<b>Bold</b> & brave")
    expect(page.locator("#sb-join-card .sb-tagline")).to_have_text("<b>Bold</b> & brave")
    expect(page.locator("#sb-join-page")).to_contain_text("Curiosity")
    expect(page.locator("#sb-join-page")).to_contain_text("CV feedback")
    page.locator(".sb-join-file summary").click()
    expect(page.locator("#sb-join-yaml")).to_contain_text("values: [curiosity]")


def test_a_text_too_long_for_an_address_is_to_be_pasted_and_is_copied(join):
    page = fill_least(join(permissions=["clipboard-read", "clipboard-write"]))
    at(page, "bio").fill("語" * 600)
    page.locator("summary", has_text="Ask me about").click()
    for n in range(6):
        page.get_by_role("button", name="Add one more: Ask me about").click()
        at(page, "ask_me_about", n).fill(str(n) + "語" * 59)
    expect(page.locator("#sb-join-how")).to_contain_text("paste it there")
    link = page.get_by_role("link", name="Open a pull request")
    assert link.get_attribute("href") == "https://github.com/you/boat/new/main?filename=members/ada-k.yml"
    page.route("https://github.com/**", lambda route: route.fulfill(body="GitHub"))
    page.locator("#sb-join-copy").click()
    expect(page.locator("#sb-join-how")).to_have_text("Copied.")
    assert checked(page.evaluate("navigator.clipboard.readText()"))["bio"] == "語" * 600


def test_an_address_is_never_longer_than_six_thousand_bytes(join):
    page = fill_least(join())
    link = page.locator("#sb-join-open")
    lengths = []
    for count in (100, 300, 500, 550, 600):
        at(page, "bio").fill("é" * count)
        lengths.append(len(link.get_attribute("href")))
    assert max(lengths) <= 6000
    assert lengths[0] > 600


def test_a_draft_survives_a_reload_and_can_be_dropped(join):
    page = join()
    fill_all(page)
    _, before = text_of(page)
    page.reload()
    ready(page)
    expect(page.locator("#sb-join-note")).to_contain_text("Your draft from last time is still here")
    _, after = text_of(page)
    assert after == before
    page.get_by_role("button", name="Start over").click()
    expect(at(page, "name")).to_have_value("")
    page.reload()
    expect(at(ready(page), "name")).to_have_value("")
    expect(page.locator("#sb-join-note")).to_be_hidden()


def test_an_edit_that_changes_nothing_gives_the_same_data(new_page, site, samples):
    page = new_page()
    for handle, fields in samples.items():
        page.goto(f"{site}join.html?edit={handle}")
        ready(page)
        name, text = text_of(page)
        assert name == f"{handle}.yml"
        assert checked(text) == published(fields)


def test_an_edit_changes_what_was_changed_and_leads_to_the_file(join, samples):
    page = join("?edit=wanjiru")
    expect(page.locator("#sb-join-handle")).not_to_be_editable()
    at(page, "tagline").fill("Something new")
    _, text = text_of(page)
    assert checked(text) == {**published(samples["wanjiru"]), "tagline": "Something new"}
    address = page.get_by_role("link", name="Open a pull request").get_attribute("href")
    assert address == "https://github.com/you/boat/edit/main/members/wanjiru.yml"
    expect(page.get_by_role("link", name="By pull request")).to_have_attribute(
        "href", "https://github.com/you/boat/delete/main/members/wanjiru.yml"
    )
    expect(page.get_by_role("link", name="By issue")).to_have_attribute(
        "href",
        re.compile(r"^https://github\.com/you/boat/issues/new\?title=Please%20take%20me%20out%3A%20wanjiru$"),
    )


def test_the_way_from_a_members_page_leads_to_a_form_with_what_stands_there(new_page, site):
    page = new_page()
    page.goto(f"{site}members/wanjiru.html")
    page.get_by_role("link", name="Change or leave").click()
    expect(at(ready(page), "name")).to_have_value("Wanjirũ Kamau")
    assert page.url.endswith("join.html#@wanjiru")


def test_a_login_that_is_here_already_is_offered_to_be_changed(join):
    page = fill_least(join(), handle="Wanjiru")
    page.locator("#sb-join-handle").blur()
    expect(page.locator("#sb-join-handle-error")).to_have_text("wanjiru is here already.")
    page.get_by_role("link", name="Is that you?").click()
    expect(at(ready(page), "name")).to_have_value("Wanjirũ Kamau")


def test_somebody_who_is_not_here_can_start(join):
    page = join("?edit=nobody-yet")
    expect(page.locator("#sb-join-note")).to_contain_text("There is no member called nobody-yet here")
    expect(page.locator("#sb-join-handle")).to_have_value("nobody-yet")


def test_a_photo_loses_everything_but_its_pixels(join, tmp_path):
    picture = tmp_path / "holiday.jpg"
    exif = Image.Exif()
    exif[0x010E] = "by the harbour"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (54.0, 31.0, 0.0)
    Image.new("RGB", (3000, 2000), "teal").save(picture, exif=exif)
    page = fill_least(join())
    page.locator(".sb-join-photo input[type=file]").set_input_files(picture)
    expect(at(page, "photo")).to_have_value("ada-k.jpg")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download ada-k.jpg").click()
    photo = download.value.path()
    with Image.open(photo) as opened:
        assert opened.size == (1024, 683)
        assert not opened.getexif()
    assert b"Exif" not in photo.read_bytes()
    expect(page.get_by_role("link", name="upload page")).to_have_attribute(
        "href", "https://github.com/you/boat/upload/main/members/photos"
    )


def test_it_can_be_filled_in_with_the_keyboard_alone(join):
    page = join()
    page.locator("#sb-join-handle").focus()
    keys = page.keyboard
    keys.type("ada-k")
    keys.press("Tab")
    keys.type("Ada")
    keys.press("Tab")
    keys.type("curi")
    keys.press("ArrowDown")
    expect(page.locator(":focus")).to_have_attribute("aria-activedescendant", "sb-join-at-values-list-0")
    keys.press("Enter")
    keys.type("kindn")
    keys.press("Enter")
    expect(page.locator(".sb-join-chip")).to_have_count(1)
    keys.press("ArrowDown")
    keys.press("Enter")
    expect(page.locator(".sb-join-chip")).to_have_count(2)
    keys.press("Escape")
    keys.press("Tab")
    keys.type("cv f")
    keys.press("ArrowUp")
    keys.press("Enter")
    keys.press("Tab")
    keys.type("Twice.")
    for _ in range(60):
        keys.press("Tab")
        if page.evaluate("document.activeElement.id") == "sb-join-open":
            break
    expect(page.locator("#sb-join-open")).to_be_focused()
    text = parse_qs(urlsplit(page.locator("#sb-join-open").get_attribute("href")).query)["value"][0]
    assert checked(text) == {
        "name": "Ada",
        "values": ["curiosity", "kindness"],
        "can_help_with": [{"topic": "cv-feedback", "note": "Twice."}],
    }


def test_taking_out_a_row_keeps_the_others(join):
    page = fill_least(join())
    page.get_by_role("button", name="Add one more: Can help with").click()
    choose(page, "python", "can_help_with", 1, "topic")
    page.get_by_role("button", name="Take out Can help with 1").click()
    expect(at(page, "can_help_with", 0, "topic")).to_have_value("Python for everyday jobs")
    expect(page.get_by_role("button", name="Add one more: Can help with")).to_be_focused()
    _, text = text_of(page)
    assert checked(text)["can_help_with"] == [{"topic": "python"}]


def test_a_chip_can_be_dropped(join):
    page = fill_least(join())
    choose(page, "kindn", "values")
    page.get_by_role("button", name="Take out Curiosity").click()
    expect(at(page, "values")).to_be_focused()
    assert checked(text_of(page)[1])["values"] == ["kindness"]


def test_what_is_in_no_list_is_not_taken_for_chosen(join):
    page = fill_least(join())
    at(page, "values").fill("world peace")
    at(page, "values").press("Tab")
    expect(page.get_by_text("Nothing like that in this list.").first).to_be_visible()
    assert checked(text_of(page)[1])["values"] == ["curiosity"]


def test_another_name_of_a_topic_finds_it(join):
    page = join()
    at(page, "can_help_with", 0, "topic").fill("resume")
    expect(page.locator("[role=option]").first).to_contain_text("CV feedback")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_no_fault_in_the_form(join, scheme, width):
    page = join("?edit=wanjiru", width=width, color_scheme=scheme, reduced_motion="reduce")
    page.locator("#sb-join details").evaluate_all("all => all.forEach((each) => { each.open = true; })")
    at(page, "name").fill("")
    page.locator("#sb-join-copy").click()
    at(page, "timezone").fill("a")
    expect(page.locator("[role=listbox]:visible")).to_have_count(1)
    faults = Axe().run(page, context={"exclude": [[".md-code__nav"]]}).response["violations"]
    assert [(fault["id"], node["html"]) for fault in faults for node in fault["nodes"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_without_javascript_it_says_how_to_join_by_hand(new_page, site):
    page = new_page(java_script_enabled=False)
    page.goto(f"{site}join.html")
    expect(page.locator("noscript p").filter(has_text="you can write it by hand")).to_be_visible()
    expect(page.get_by_role("link", name="how to join by hand")).to_have_attribute("href", "join-us.html")
    expect(page.locator("#sb-join-form")).to_be_hidden()
    expect(page.get_by_role("heading", name="Leaving")).to_be_visible()


def test_when_the_form_does_not_come_the_page_says_so(new_page, site, ear):
    ear.expected += ["Failed to load resource", "form.json answered 404"]
    page = new_page()
    page.route("**/join/form.json", lambda route: route.fulfill(status=404))
    page.goto(f"{site}join.html")
    expect(page.locator("#sb-join-lost")).to_be_visible()


FORGES = [
    (
        "https://codeberg.org/you/boat",
        "https://codeberg.org/you/boat/_new/main/members/?filename=ada-k.yml&value=name",
    ),
    ("https://gitlab.com/you/boat", "https://gitlab.com/you/boat/-/new/main?file_name=members/ada-k.yml"),
]


@pytest.mark.parametrize(("repo_url", "start"), FORGES)
def test_every_forge_gets_its_own_address(new_page, make_site, served, repo_url, start):
    page = new_page()
    page.goto(f"{served(make_site('join-' + urlsplit(repo_url).hostname, repo_url))}join.html")
    fill_least(ready(page))
    assert page.locator("#sb-join-open").get_attribute("href").startswith(start)


def test_without_a_repository_the_file_is_copied_or_kept(page, sample):
    page.goto(f"{sample}join.html")
    fill_least(ready(page))
    expect(page.get_by_role("link", name="Open a pull request")).to_have_count(0)
    expect(page.locator("#sb-join-how")).to_contain_text("Copy or download your file")
    assert checked(text_of(page)[1])["name"] == "Ada Kowalska"


def test_a_property_that_a_community_adds_has_a_field_that_fits(
    new_page, make_community, profile, repository, served
):
    schema = json.loads((repository / "schema/member.schema.json").read_text("utf-8"))
    schema["properties"] |= {
        "chapter": {"title": "Chapter", "description": "Where you turn up.", "examples": ["leeds"], "type": "string", "enum": ["leeds", "lisbon"], "x-labels": {"leeds": "Leeds"}},
        "pets": {"title": "Pets", "description": "Who lives with you.", "examples": [["A cat"]], "type": "array", "maxItems": 2, "items": {"type": "string", "maxLength": 20, "pattern": "^[A-Z]"}},
        "remote": {"title": "Remote", "description": "Only from afar.", "examples": [True], "type": "boolean"},
        "shelf": {"title": "Shelf", "description": "A book of yours.", "examples": [{"book": "Emma"}], "type": "object", "required": ["book"], "additionalProperties": False, "properties": {"book": {"title": "Book", "type": "string", "maxLength": 40}, "by": {"title": "By", "type": "string", "format": "date"}}},
    }  # fmt: skip
    built = make_community({"ada": profile()}, schema={"member.schema.json": schema}).built()
    page = new_page()
    page.goto(f"{served(built.site)}join.html")
    fill_least(ready(page), handle="grace")
    at(page, "chapter").select_option("Leeds")
    page.locator("summary", has_text="Pets").click()
    page.get_by_role("button", name="Add one more: Pets").click()
    at(page, "pets", 0).fill("a cat")
    at(page, "pets", 0).press("Tab")
    expect(page.locator("#sb-join-at-pets-0-error")).to_be_visible()
    at(page, "pets", 0).fill("A cat")
    page.get_by_label("Remote", exact=True).check()
    page.locator("summary", has_text="Shelf").click()
    at(page, "shelf", "book").fill("Emma")
    data = yaml.load(text_of(page)[1], yaml.CBaseLoader)  # noqa: S506 - strings only
    assert data["chapter"] == "leeds"
    assert data["pets"] == ["A cat"]
    assert data["remote"] == "true"
    assert data["shelf"] == {"book": "Emma"}
