"""Markdown of strangers becomes HTML that is safe; three ways of making it, one result."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sameboat.bios import _CLEANER, _markdown, bio_html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        ("\n \n", ""),
        ("I bake.", "<p>I bake.</p>"),
        ("I bake.\n\nYou eat > 3.\n", "<p>I bake.</p>\n<p>You eat &gt; 3.</p>"),
        ("One\nparagraph", "<p>One\nparagraph</p>"),
        ("*a* **b** `c`", "<p><em>a</em> <strong>b</strong> <code>c</code></p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
        ("> quoted", "<blockquote>\n<p>quoted</p>\n</blockquote>"),
        ("a  \nb", "<p>a<br>\nb</p>"),
        (
            "[so](https://a.example/)",
            '<p><a href="https://a.example/" rel="nofollow ugc noopener">so</a></p>',
        ),
    ],
)
def test_what_a_bio_may_hold_is_shown(text, html):
    assert bio_html(text) == html


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("# Big", "# Big"),
        ("Big\n---", "---"),
        ("a\n\n***\n\nb", "***"),
        ("<b>bold</b>", "&lt;b&gt;bold&lt;/b&gt;"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("![cat](https://a.example/cat.png)", "!"),
        ("[a]: https://a.example/", "[a]: https://a.example/"),
    ],
)
def test_what_it_may_not_hold_stands_there_as_it_was_typed(text, shown):
    html = bio_html(text)
    assert shown in html
    assert not re.search(r"<(?:h\d|hr|b|script|img)\b", html)


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//a.example",
        "../api",
        "http://a.example",
        "#x",
        "JaVaScRiPt:x",
    ],
)
def test_a_link_leads_to_another_site_or_nowhere(href):
    assert "href" not in bio_html(f"[so]({href})")


def test_a_host_in_other_letters_is_spelled_out():
    assert 'href="https://xn--pple-43d.example/"' in bio_html("[so](https://\u0430pple.example/)")


WORDS = st.sampled_from(
    [
        "a", "b", "word ", "é", "名", "*", "**", "_", "__", "`", "``", "```", "[", "]", "(", ")", "](https://a.example/)",
        "[so](https://a.example/x?y=1)", "[x]", "(https://b.example)", "https://c.example", "\n", "\n\n", "\n- ", "\n* ",
        "\n1. ", "\n2) ", "\n> ", " ", "  ", "    ", "\n  ", "!", "#", "~", "~~~", "|", "+", "-", "=", "---", "'", '"', "“", ".",
        ":", ";", "mailto:a@b.c", "//x", "%20", '"t"', "{", "}", "@", "$", "^", "1", "\n+ ", "  \n", "\n\n\n", "<b>", "&amp;", "\\",
    ]
)  # fmt: skip
TEXTS = st.lists(WORDS, max_size=20).map("".join)


@settings(max_examples=1500)
@given(TEXTS)
@example("\n> ")
@example("\n-     a")
@example("a\n=")
def test_the_quick_ways_lead_where_the_long_one_does(text):
    assert str(bio_html(text)) == _CLEANER.clean(_markdown().render(text)).strip()


class Tags(HTMLParser):
    """Collects every tag with its attributes."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


@given(st.one_of(TEXTS, st.text(), st.from_regex(r"\A<[a-z]+ on[a-z]+=.{0,9}>\Z")))
def test_nothing_but_the_allowed_tags_comes_out(text):
    tags = Tags()
    tags.feed(bio_html(text))
    assert {tag for tag, _ in tags.found} <= {
        "p",
        "br",
        "em",
        "strong",
        "a",
        "ul",
        "ol",
        "li",
        "code",
        "pre",
        "blockquote",
    }
    for _, attributes in tags.found:
        assert set(attributes) <= {"href", "rel", "start"}
        assert attributes.get("href", "https://").startswith(("https://", "mailto:"))
