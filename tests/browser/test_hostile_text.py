"""What a stranger writes stands on the page as they wrote it, and does nothing."""

import json
import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

SCRIPT = "<script>alert(1)</script>"
IMAGE = "<img src=x onerror=alert(1)>"
ATTRIBUTE = "\"><img src=//evil.example.org/x onerror=alert(1)> ' onmouseover='alert(1)"
JINJA = "{{ 7*7 }} {% include 'mkdocs.yml' %}"
INCLUDE = '--8<-- "mkdocs.yml"'
ATTRIBUTES = "{: onclick=alert(1) }"
MARKER = "<!-- sameboat:find -->"
CLOSING = "</title></script></template></style>--><svg onload=alert(1)>"
BIO = f"{JINJA}\n\n{INCLUDE}\n\n{ATTRIBUTES}\n\n{IMAGE}\n\n{SCRIPT}\n\n{MARKER}"
SHORT = (SCRIPT, IMAGE, JINJA[:9], INCLUDE, ATTRIBUTES, MARKER)

# What an attack would have become: our pages and the theme's have nothing of the kind.
ATTACKS = """function attacksIn(page) {
  const isAttack = (element) =>
    (element.matches("script:not([type='application/ld+json'])") && /alert/.test(element.textContent)) ||
    (/^(iframe|object|embed|img|base)$/.test(element.localName) && !element.closest(".u-photo")) ||
    [...element.attributes].some(({ name, value }) =>
      name.startsWith("on") || (/^(href|src|action)$/.test(name) && /^\\s*(javascript|vbscript|data:text)|^\\/\\//i.test(value)));
  return [...page.querySelectorAll("*")].filter(isAttack).map((element) => element.outerHTML);
}"""


@pytest.fixture(scope="module")
def site(once, make_community, profile, git):
    """Members whose every text is an attack, one of them new."""

    def make(_):
        evil = profile(
            SCRIPT,
            pronouns=IMAGE,
            tagline=CLOSING,
            location=ATTRIBUTE[:60],
            can_help_with=[{"topic": "cv-feedback", "note": ATTRIBUTE}, {"topic": "python", "note": JINJA}],
            want_help_with=[{"topic": "first-talk", "note": INCLUDE}],
            ask_me_about=list(SHORT),
            read_first=[{"url": "https://evil.example.org/?a=<b>&\"c'", "title": IMAGE}],
            links=[{"url": "https://evil.example.org/", "label": SCRIPT}],
            say_hi={"url": "https://evil.example.org/hi", "note": ATTRIBUTES},
            bio=BIO,
        )
        worse = profile(
            ATTRIBUTE[:60],
            tagline=JINJA,
            bio=(
                "[one](javascript:alert(1)) [two](data:text/html,<script>alert(1)</script>) "
                "![three](https://evil.example.org/three.png) <https://evil.example.org/four> "
                "[five](//evil.example.org) [six](../index.html) <iframe src=https://evil.example.org></iframe>\n\n"
                "[seven]: https://evil.example.org/seven\n\n    <script>alert(7)</script>\n\n`<img src=x onerror=alert(8)>`"
            ),
        )
        names = {f"member-{number}": profile(text, tagline=text) for number, text in enumerate(SHORT)}
        home = "# Home\n\n<!-- sameboat:newest -->\n\n<!-- sameboat:common-values -->\n"
        community = make_community(
            {"evil": evil, "worse": worse, **names},
            docs={"index.md": home},
            config={
                "markdown_extensions": [
                    "attr_list",
                    "md_in_html",
                    "pymdownx.snippets",
                    "pymdownx.superfences",
                ],
                "site_url": "https://boat.example.org/",
            },
        )
        git(community.root, "init", "--quiet", "--initial-branch=main")
        git(community.root, "add", "members")
        git(community.root, "commit", "--quiet", "--message", "Somebody joins")
        return community.build("--strict")

    built = once("hostile", make)
    assert built.code == 0, built.log
    return built


@pytest.fixture(scope="module")
def address(site, served):
    return served(site.site)


def is_harmless(page):
    """That no attack became an element, an attribute or an address."""
    assert page.evaluate(f"() => {{ {ATTACKS}\n return attacksIn(document); }}") == []


def test_hostile_text_stands_on_the_member_page_as_it_was_written(page, address):
    page.goto(f"{address}members/evil.html")
    expect(page.locator("article h1")).to_have_text(SCRIPT)
    text = page.locator("article").inner_text()
    for written in (IMAGE, CLOSING, ATTRIBUTE, ATTRIBUTE[:60], JINJA, INCLUDE, ATTRIBUTES, SCRIPT, MARKER):
        assert written in text
    for paragraph in BIO.split("\n\n"):
        assert paragraph in page.locator("#bio").inner_text()
    assert "site_name" not in text
    assert "49" not in text
    is_harmless(page)


def test_hostile_text_stands_in_titles_and_meta_tags_as_it_was_written(page, address):
    page.goto(f"{address}members/evil.html")
    assert page.title() == f"{SCRIPT} - A test of a boat"
    assert page.locator("meta[name=description]").get_attribute("content") == CLOSING
    page.goto(f"{address}members/worse.html")
    assert page.title() == f"{ATTRIBUTE[:60]} - A test of a boat"
    assert page.locator("meta[name=description]").get_attribute("content") == JINJA
    is_harmless(page)


def test_links_of_a_bio_lead_to_the_web_only(page, address):
    page.goto(f"{address}members/worse.html")
    links = page.locator("#bio a[href]").evaluate_all("links => links.map((link) => [link.href, link.rel])")
    assert {link for link, _ in links} == {
        "https://evil.example.org/three.png",
        "https://evil.example.org/four",
    }
    assert "five" in page.locator("#bio").inner_text()
    assert {rel for _, rel in links} <= {"nofollow ugc noopener"}
    assert page.locator("#bio :is(img, iframe, script)").count() == 0
    assert "<script>alert(7)</script>" in page.locator("#bio").inner_text()


@pytest.mark.parametrize(
    "where",
    [
        "index.html",
        "values/curiosity.html",
        "topics/cv-feedback.html",
        "topics/first-talk/asks.html",
        "names/s.html",
        "names/other.html",
        "names.html",
        "values.html",
    ],
)
def test_hostile_text_does_nothing_on_lists(page, address, where):
    page.goto(address + where)
    is_harmless(page)


@pytest.mark.parametrize("where", ["values/curiosity.html", "topics/cv-feedback.html"])
def test_hostile_names_stand_on_cards_as_they_were_written(page, address, where):
    page.goto(address + where)
    names = page.locator(".sb-cards a").all_inner_texts()
    assert {SCRIPT, IMAGE, INCLUDE, MARKER} <= {name.strip() for name in names}


def test_hostile_names_of_the_newest_stand_on_the_home_page(page, address):
    page.goto(f"{address}index.html")
    expect(page.locator(".sb-cards a", has_text=SCRIPT).first).to_be_visible()


def test_what_a_page_tells_machines_can_be_read_by_them(site):
    for where, page in site.pages.items():
        for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.html, re.DOTALL):
            assert json.loads(text), where


def test_hostile_text_is_found_and_shown_as_it_was_written(page, address):
    page.goto(f"{address}find.html?q=alert")
    expect(page.locator("#sb-find")).to_have_attribute("data-state", "ready")
    card = page.locator("#sb-find-cards > li", has=page.locator("a[href$='members/evil.html']"))
    expect(card.locator("a")).to_have_text(SCRIPT)
    expect(card).to_contain_text(CLOSING)
    is_harmless(page)
    assert page.locator("#sb-find-cards :is(script, img, svg)").count() == 0


@pytest.mark.parametrize("query", [SCRIPT, IMAGE, ATTRIBUTE, CLOSING])
def test_a_hostile_search_does_nothing(page, address, query):
    page.goto(f"{address}find.html")
    expect(page.locator("#sb-find")).to_have_attribute("data-state", "ready")
    page.locator("#sb-find-q").fill(query)
    page.locator("#sb-find-q").press("Enter")
    page.reload()
    expect(page.locator("#sb-find-q")).to_have_value(query)
    is_harmless(page)


def test_the_api_and_the_index_hold_hostile_text_as_it_was_written(site):
    evil = next(member for member in site.members if member["handle"] == "evil")
    assert (evil["name"], evil["bio"], evil["tagline"]) == (SCRIPT, BIO, CLOSING)
    assert ["evil", SCRIPT, CLOSING] in site.search.cards


def test_nowhere_in_the_source_of_a_page_does_hostile_text_stand_raw(site):
    for where, page in site.pages.items():
        for raw in ("<script>alert", "<img src=x", "<img src=//evil", "<svg onload", "<iframe"):
            assert raw not in page.html, where
        assert not {name for name in page.attributes if name.startswith("on")}, where


def test_hostile_labels_of_a_vocabulary_do_nothing(make_community, profile, served, page):
    label = "<img src=x onerror=alert(1)>"
    community = make_community(
        {"ada": profile(values=["tea"])},
        schema={"values.yml": {"tea": {"label": label, "description": SCRIPT, "group": ATTRIBUTE[:40]}}},
    )
    built = community.build()
    if built.code:
        # To refuse it is as good.
        assert "schema/values.yml:" in built.log
        return
    base = served(built.site)
    for where in ("members/ada.html", "values/tea.html", "values.html", "find.html"):
        page.goto(base + where)
        is_harmless(page)


def corpus(folder):
    lists = json.loads((folder / "blns.json").read_text(encoding="utf-8"))
    lines = (folder / "xss-payload-list.txt").read_text(encoding="utf-8").splitlines()
    return [
        text
        for text in dict.fromkeys(lists + lines)
        if text.isascii() and text.isprintable() and text.strip() == text
    ]


def test_a_corpus_of_attacks_does_nothing(make_community, profile, repository, served, page):
    folder = repository.parent / "shared/corpora/hostile-text"
    if not folder.is_dir():
        pytest.skip(f"there is no {folder}, a corpus that stands beside this repository on some machines")
    texts = corpus(folder)[::5]
    short = [text for text in texts if len(text) <= 60]
    members = {}
    for number in range(0, len(texts), 24):
        some = texts[number : number + 24]
        members[f"m-{number:05}"] = profile(
            short[number % len(short)],
            tagline=some[0][:100],
            ask_me_about=list(dict.fromkeys(text[:60] for text in some[:6])),
            read_first=[{"url": "https://evil.example.org/", "title": text[:80]} for text in some[6:10]],
            links=[{"url": "https://evil.example.org/", "label": text[:40]} for text in some[10:16]],
            bio="\n\n".join(text[:70] for text in some[16:]) or "-",
        )
    built = make_community(members).build()
    assert built.code == 0, built.log
    handles = [member["handle"] for member in built.members]
    assert len(handles) > len(members) / 2
    page.goto(served(built.site) + "find.html")
    found = page.evaluate(
        f"""async (addresses) => {{
          {ATTACKS}
          const bad = [];
          for (const address of addresses) {{
            const html = await (await fetch(address)).text();
            const attacks = attacksIn(new DOMParser().parseFromString(html, "text/html"));
            if (attacks.length > 0) bad.push([address, attacks]);
          }}
          return bad;
        }}""",
        [*(f"members/{handle}.html" for handle in handles), "values/curiosity.html", "names/other.html"],
    )
    assert found == []
