"""Feeds, cards and markup for other programs, read by parsers that nobody here wrote. None of them asks the network."""

import json
import posixpath
from html.parser import HTMLParser
from urllib.parse import urlsplit

import feedparser
import feedparser_rs
import listparser
import mf2py
import pytest
import vobject
from markdown_it import MarkdownIt
from protego import Protego
from pyld import jsonld

pytestmark = pytest.mark.site

BASE = "https://forge.example.org/boat/"
SDO = "https://schema.org/"
NAMES = {
    "script": "<script>alert(1)</script>",
    "attribute": '"><img src=x onerror=alert(1)>',
    "cdata": "]]>",
    "comment": "--> <!-- & &lt;",
    "template": "{{ 7 * 7 }} {% raw %} SAMEBOAT-HEAD",
    "card": "O'Brien; Zoë, \\ नेगी",
    "end": "END:VCARD\\nBEGIN:VCARD",
    "bracket": "](https://evil.example.org) [x `y` *z*",
    "hebrew": "יעל בן־דוד (she)",
    "long": "Wolfeschlegelsteinhausenbergerdorff and a few more letters",
}
WILLING = {"hebrew", "bracket"}
UNLISTED = "cdata"


class Head(HTMLParser):
    """What stands in the head of a page: link elements, properties, and JSON-LD."""

    def __init__(self, html):
        super().__init__()
        self.links, self.properties, self.names, self.linked_data = [], {}, {}, []
        self._is_linked_data = False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "link":
            self.links.append(given)
        if tag == "meta" and "property" in given:
            self.properties[given["property"]] = given["content"]
        if tag == "meta" and "name" in given:
            self.names[given["name"]] = given["content"]
        self._is_linked_data = tag == "script" and given.get("type") == "application/ld+json"

    def handle_data(self, data):
        if self._is_linked_data:
            self.linked_data.append(data)
        self._is_linked_data = False


def load_context(url, _):
    """The context of schema.org as far as we use it; it is never fetched."""
    assert url.rstrip("/") == SDO.rstrip("/")
    links = {name: {"@type": "@id"} for name in ("url", "image")}
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": url,
        "document": {"@context": {"@vocab": SDO, **links}},
    }


def person_on(built, handle, base):
    """The Person on a member's page, with absolute IRIs; None where the page has no JSON-LD."""
    written = Head(built.read(f"members/{handle}.html")).linked_data
    if not written:
        return None
    (text,) = written
    options = {"documentLoader": load_context, "base": f"{base}members/{handle}.html"}
    (page,) = jsonld.expand(json.loads(text), options)
    assert page["@type"] == [f"{SDO}ProfilePage"]
    (person,) = page[f"{SDO}mainEntity"]
    assert person["@type"] == [f"{SDO}Person"]
    return person


def said(person, name):
    """The values of a property: literals, IRIs, and things by their names."""
    values = person.get(f"{SDO}{name}", [])
    return [each.get("@value") or each.get("@id") or each[f"{SDO}name"][0]["@value"] for each in values]


def h_card_on(built, handle, base):
    (card,) = mf2py.parse(doc=built.read(f"members/{handle}.html"), url=f"{base}members/{handle}.html")[
        "items"
    ]
    assert card["type"] == ["h-card"]
    return card["properties"]


def v_card_of(built, handle):
    (card,) = vobject.readComponents(built.path(f"members/{handle}.vcf").read_bytes().decode())
    return {name: [each.value for each in lines] for name, lines in card.contents.items()}


@pytest.fixture(scope="module")
def hostile(once, make_community, profile, git):
    """People with hostile names, who joined one a month, on a site that stands below a path."""

    def make(_):
        config = {"site_name": "Boat & <co>", "site_description": "All > none", "site_url": BASE}
        community = make_community(
            docs={"index.md": "# Home\n\n<!-- sameboat:newest -->\n\n<!-- sameboat:feeds -->\n"},
            config=config,
        )
        git(community.root, "init", "--quiet", "--initial-branch=main")
        for month, (handle, name) in enumerate(NAMES.items(), start=1):
            member = profile(
                name,
                tagline=f"I am {name}",
                ask_me_about=[name],
                want_help_with=[{"topic": "first-talk"}],
                links=[{"url": f"https://{handle}.example.org/?a=1&b=2;c", "label": name[:40].strip()}],
                read_first=[
                    {
                        "url": "https://blog.example.org/",
                        "title": name,
                        "feed": f"https://{handle}.example.org/f?a&b",
                    }
                ],
                visibility={"ai": handle in WILLING, "search_engines": handle != UNLISTED},
            )
            community.write(f"members/{handle}.yml", member)
            git(community.root, "add", "members")
            git(
                community.root, "commit", "--quiet", "--message", f"{handle} joins", day=f"2026-{month:02}-01"
            )
        return community.build("--strict")

    built = once("hostile-markup", make)
    assert built.code == 0, built.log
    return built


each_member = pytest.mark.parametrize("handle", NAMES)


@each_member
def test_json_ld_says_who_it_is_about_whatever_they_are_called(hostile, handle):
    person = person_on(hostile, handle, BASE)
    if handle == UNLISTED:
        assert person is None
        return
    assert said(person, "name") == [NAMES[handle]]
    assert said(person, "url") == [f"{BASE}members/{handle}.html"]
    assert said(person, "knowsAbout") == [NAMES[handle]]
    assert said(person, "makesOffer") == ["CV feedback"]
    assert said(person, "seeks") == ["First conference talk"]


@each_member
def test_the_h_card_says_the_same(hostile, handle):
    card = h_card_on(hostile, handle, BASE)
    assert card["name"] == [NAMES[handle]]
    assert card["note"] == [f"I am {NAMES[handle]}"]
    assert "Curiosity" in card["category"]
    assert f"https://{handle}.example.org/?a=1&b=2;c" in card["url"]


@each_member
def test_the_vcard_says_the_same(hostile, handle):
    card = v_card_of(hostile, handle)
    assert card["version"] == ["4.0"]
    assert card["fn"] == [NAMES[handle]]
    assert card["note"] == [f"I am {NAMES[handle]}"]
    assert card["url"] == [f"{BASE}members/{handle}.html", f"https://{handle}.example.org/?a=1&b=2;c"]
    lines = hostile.path(f"members/{handle}.vcf").read_bytes().split(b"\r\n")
    assert max(map(len, lines)) <= 75


@each_member
def test_open_graph_says_the_same(hostile, handle):
    given = Head(hostile.read(f"members/{handle}.html")).properties
    assert given["og:title"] == NAMES[handle]
    assert given["og:type"] == "profile"
    assert given["og:url"] == f"{BASE}members/{handle}.html"
    assert given["og:image"] == f"{BASE}social.png"
    assert hostile.has("social.png")


@each_member
def test_links_that_are_somebodys_own_say_so(hostile, handle):
    address = f"members/{handle}.html"
    read = mf2py.parse(doc=hostile.read(address), url=BASE + address)
    assert read["rels"]["me"] == [f"https://{handle}.example.org/?a=1&b=2;c"]


def test_every_page_of_the_site_has_a_title_and_a_picture_where_it_is_passed_on(hostile):
    for address in (
        "index.html",
        "values.html",
        "find.html",
        "values/curiosity.html",
        "topics/first-talk/asks.html",
    ):
        given = Head(hostile.read(address)).properties
        assert given["og:title"], address
        assert given["og:url"] == BASE + address
        assert given["og:image"] == f"{BASE}social.png"
    assert "Boat & <co>" in Head(hostile.read("index.html")).properties["og:image:alt"]


def feeds_of(built):
    """The feeds of new members; that of whom to say hello to has other entries, and tests of its own."""
    return sorted(
        address
        for address in built.files
        if address.endswith("feed.xml") and not address.startswith("hello/")
    )


def test_atom_is_read_without_a_complaint_by_two_readers(hostile):
    assert {
        "feed.xml",
        "values/curiosity/feed.xml",
        "topics/cv-feedback/feed.xml",
        "topics/first-talk/feed.xml",
    } == set(feeds_of(hostile))
    expected = [name for handle, name in reversed(NAMES.items()) if handle != UNLISTED]
    for address in feeds_of(hostile):
        content = hostile.files[address]
        strict, quick = feedparser.parse(content, sanitize_html=False), feedparser_rs.parse(content)
        for read in (strict, quick):
            assert not read.bozo, address
            assert read.version == "atom10"
            assert [entry.author for entry in read.entries] == expected
        assert strict.feed.links[0].rel == "self"
        assert strict.feed.links[0].href == BASE + address
        assert strict.feed.updated == strict.entries[0].updated
        assert strict.entries[0].published[:7] == f"2026-{len(NAMES):02}"
        assert len({entry.id for entry in strict.entries}) == len(strict.entries)
        for entry in strict.entries:
            assert hostile.has(entry.link.removeprefix(BASE))


def test_a_member_has_one_name_in_all_feeds(hostile):
    ids = [
        tuple(entry.id for entry in feedparser.parse(hostile.files[address]).entries)
        for address in feeds_of(hostile)
    ]
    assert len(set(ids)) == 1


def test_json_feed_is_read_without_a_complaint_and_says_the_same(hostile):
    for address in feeds_of(hostile):
        read = feedparser_rs.parse(hostile.files[address.replace(".xml", ".json")])
        atom = feedparser.parse(hostile.files[address], sanitize_html=False)
        assert not read.bozo
        assert read.version == "json11"
        assert [(each.id, each.link) for each in read.entries] == [
            (each.id, each.link) for each in atom.entries
        ]
        raw = hostile.json(address.replace(".xml", ".json"))
        assert raw["feed_url"] == BASE + address.replace(".xml", ".json")
        assert [item["title"] for item in raw["items"]] == [entry.author for entry in atom.entries]
        assert [item["content_text"] for item in raw["items"]] == [entry.summary for entry in atom.entries]


@pytest.mark.parametrize("address", ["index.html", "values/curiosity.html", "topics/first-talk.html"])
def test_a_feed_reader_finds_the_feed_of_a_page_and_so_does_a_person(hostile, address):
    page = hostile.page(address)
    (link,) = [each for each in Head(page.html).links if each.get("rel") == "alternate"]
    assert link["type"] == "application/atom+xml"
    target = posixpath.normpath(posixpath.join(posixpath.dirname(address), link["href"]))
    assert hostile.has(target)
    assert page.links.count(link["href"]) == 2


def test_the_reading_list_is_read_without_a_complaint(hostile):
    read = listparser.parse(hostile.files["reading.opml"])
    assert not read.bozo
    assert read.meta.title == "Boat & <co>: what people here write and make"
    assert {(feed.title, feed.url) for feed in read.feeds} == {
        (f"{name}: {name}", f"https://{handle}.example.org/f?a&b") for handle, name in NAMES.items()
    }
    assert "reading.opml" in hostile.page("index.html").links


def test_a_member_page_links_the_card_of_its_owner(hostile):
    assert "card.vcf" in hostile.page("members/card.html").links


def test_robots_txt_keeps_ai_crawlers_from_those_who_have_not_asked_them_in(hostile):
    rules = Protego.parse(hostile.read("robots.txt"))
    assert list(rules.sitemaps) == [f"{BASE}sitemap.xml"]
    for handle in NAMES:
        page = f"/boat/members/{handle}.html"
        assert rules.can_fetch(page, "GPTBot") == (handle in WILLING)
        assert rules.can_fetch(page, "Googlebot")


def test_llms_txt_lists_those_who_asked_them_in_and_nobody_else(hostile):
    tokens = [
        inside for block in MarkdownIt().parse(hostile.read("llms.txt")) for inside in block.children or []
    ]
    links = {token.attrs["href"] for token in tokens if token.type == "link_open"}
    assert links == {f"{BASE}members/{handle}.html" for handle in WILLING}
    shown = "".join(token.content for token in tokens if token.type == "text")
    assert all(NAMES[handle] in shown for handle in WILLING)


@each_member
def test_a_page_asks_of_crawlers_what_its_owner_asks(hostile, handle):
    asked = Head(hostile.read(f"members/{handle}.html")).names
    assert (asked.get("tdm-reservation") == "1") == (handle not in WILLING)
    assert (asked.get("robots") == "noindex") == (handle == UNLISTED)


def test_a_list_is_reserved_as_long_as_somebody_on_it_has_not_asked_ai_in(hostile):
    assert Head(hostile.read("values/curiosity.html")).names["tdm-reservation"] == "1"


def test_who_does_not_want_search_engines_is_in_no_feed(hostile):
    for address in feeds_of(hostile):
        assert f"members/{UNLISTED}.html".encode() not in hostile.files[address]
    assert f"members/{UNLISTED}.html" not in hostile.read("sitemap.xml")


def test_no_name_gets_out_of_its_place(hostile):
    for address, page in hostile.pages.items():
        assert "onerror" not in page.attributes, address
        assert "<script>alert" not in page.html, address


def test_building_again_gives_the_same_bytes(hostile, build):
    before = dict(hostile.files)
    again = build(hostile.site.parent, "--strict")
    assert again.code == 0, again.log
    assert again.files == before


def test_the_sample_members_say_the_same_everywhere(sample_site):
    base = "https://sample.example.org/"
    for member in sample_site.members:
        handle, name = member["handle"], member["name"]
        card, visiting_card = h_card_on(sample_site, handle, base), v_card_of(sample_site, handle)
        assert card["name"] == visiting_card["fn"] == [name]
        assert visiting_card.get("lang", []) == member.get("languages", [])
        assert visiting_card.get("tz", []) == ([member["timezone"]] if "timezone" in member else [])
        assert any("made-up" in note for note in visiting_card["note"])
        person = person_on(sample_site, handle, base)
        assert (person is None) == (member.get("visibility", {}).get("search_engines") is False)
        if person:
            assert said(person, "name") == [name]
            assert said(person, "knowsLanguage") == member.get("languages", [])
            assert len(said(person, "makesOffer")) == len({each["topic"] for each in member["can_help_with"]})
            assert "made up" in said(person, "description")[0]


def test_a_site_that_does_not_know_its_address_gives_none_that_is_wrong(sample_site):
    assert not sample_site.has("feed.json")
    assert not sample_site.has("social.png")
    assert "Sitemap" not in sample_site.read("robots.txt")
    assert not Head(sample_site.read("members/nell.html")).properties


def test_without_a_history_there_are_no_feeds_and_no_links_to_any(make_community, profile):
    built = make_community(
        {"ada": profile()},
        docs={"index.md": "# Home\n\n<!-- sameboat:newest -->\n\n<!-- sameboat:feeds -->\n"},
    ).built()
    assert feeds_of(built) == []
    for page in built.pages.values():
        assert not [
            link
            for link in page.links
            if urlsplit(link).path.endswith(("feed.xml", "feed.json", ".opml"))
            if "hello/" not in link
        ]


def test_what_the_community_publishes_itself_stays(make_community, profile):
    community = make_community({"ada": profile()}, config={"site_url": BASE})
    community.write("docs/robots.txt", "User-agent: *\nDisallow: /\n")
    (community.root / "docs/social.png").write_bytes(b"a picture of ours")
    built = community.built()
    assert built.read("robots.txt") == "User-agent: *\nDisallow: /\n"
    assert built.files["social.png"] == b"a picture of ours"


def test_a_photo_is_in_all_of_them(make_community, profile):
    from PIL import Image

    community = make_community({"ada": profile(photo="ada.png")}, config={"site_url": BASE})
    (community.root / "members/photos").mkdir()
    Image.new("RGB", (500, 500), "teal").save(community.root / "members/photos/ada.png")
    built = community.built()
    (picture,) = v_card_of(built, "ada")["photo"]
    assert built.has(picture.removeprefix(BASE))
    assert said(person_on(built, "ada", BASE), "image") == [picture]
    assert built.has(h_card_on(built, "ada", BASE)["photo"][0]["value"].removeprefix(BASE))
