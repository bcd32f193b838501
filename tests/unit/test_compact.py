"""Pages without what only their writer needs are read the same by a browser."""

from __future__ import annotations

import re

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sameboat.compact import compact


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ('<a class="u-url" href="../x.html">x</a>', "<a class=u-url href=../x.html>x</a>"),
        ('<p class="two words">x</p>', '<p class="two words">x</p>'),
        ('<meta content="a=b">', '<meta content="a=b">'),
        ('<img alt="" src="a.png">', "<img alt src=a.png>"),
        ('<input value="">', "<input value>"),
        ("<ul>\n  <li>one</li>\n  <li>two</li>\n</ul>", "<ul><li>one<li>two</ul>"),
        ("<dl><dt>a</dt><dd>b</dd></dl>", "<dl><dt>a<dd>b</dl>"),
        ("<p>one</p>\n\n  <p>two</p>", "<p>one</p><p>two</p>"),
        ("<p>one\n  two</p>", "<p>one\ntwo</p>"),
        ("<a>one</a>\n  <a>two</a>", "<a>one</a>\n<a>two</a>"),
        ('<path d="M1"/>', '<path d="M1"/>'),
    ],
)
def test_what_only_its_writer_needs_is_gone(written, left):
    assert compact(written) == left


@pytest.mark.parametrize("kept", ["script", "style", "pre", "textarea"])
def test_what_stands_in_some_elements_stays_as_it_is(kept):
    written = f'<{kept}>\n  a = "b"\n\n  <li class="c"> </li></{kept}>'
    assert compact(written) == written


def test_a_slot_of_a_frame_keeps_its_quotes():
    written = '<meta name="description" content="SAMEBOAT-DESCRIPTION">'
    assert compact(written) == '<meta name=description content="SAMEBOAT-DESCRIPTION">'


@pytest.mark.parametrize(
    ("pieces", "left"),
    [
        (('<a class="u-url" href="', '" rel="me">x</a>'), '<a class=u-url href="|" rel=me>x</a>'),
        (("<p", ' class="a">'), "<p| class=a>"),
        (('say class="a" and', " so on"), 'say class="a" and| so on'),
    ],
)
def test_a_piece_of_a_template_may_start_and_stop_inside_a_tag(pieces, left):
    assert "|".join(map(compact, pieces)) == left


NAMES = st.sampled_from(["div", "p", "ul", "section", "span", "b", "header", "h2", "article"])
VALUES = st.text(st.sampled_from("abz09 ._-/=<>'`&;é"), max_size=8)
ATTRIBUTES = st.dictionaries(st.sampled_from(["class", "href", "title", "id"]), VALUES, max_size=3)
WORDS = st.text(st.sampled_from('ab ="\n'), max_size=12)


@st.composite
def pages(draw, depth=3):
    """Pages of nested elements; a list holds items, which hold what everything holds."""
    written = []
    for _ in range(draw(st.integers(0, 3))):
        name = draw(NAMES)
        given = "".join(f' {key}="{value}"' for key, value in draw(ATTRIBUTES).items())
        inside = draw(pages(depth=depth - 1)) if depth else draw(WORDS)
        if name == "ul":
            inside = f"\n<li{given}>{inside}</li>\n<li>{draw(WORDS)}</li>\n"
        # A paragraph ends where a block starts, so it holds words alone.
        if name == "p":
            inside = draw(WORDS)
        written.append(f"<{name}{given}>{inside}</{name}>")
    return "\n".join(written)


def meaning(html):
    """The elements, attributes and words that a browser finds, with the space between them that shows made one."""
    document = html5lib.parse(html, treebuilder="etree", namespaceHTMLElements=False)
    found = []
    for element in document.iter():
        words = [text for text in element.itertext() if text.strip()]
        found.append((element.tag, sorted(element.attrib.items()), re.sub(r"\s+", "", "".join(words))))
    return found


@given(pages())
def test_a_browser_reads_the_same(page):
    assert meaning(compact(page)) == meaning(page)
