"""What the benchmark hands to Hugo, held to the pages as they are: or else it would compare less with more."""

from __future__ import annotations

import json
import re
import sys

import pytest

pytestmark = pytest.mark.site
IDS = re.compile(r'\sid="?([\w-]+)')


@pytest.fixture(scope="module")
def made(sample_site, repository, tmp_path_factory):
    """A folder for Hugo, made of the sample community."""
    sys.path.insert(0, str(repository))
    try:
        from tests.bench.community import Community
        from tests.bench.hugo import HugoSite
    finally:
        sys.path.remove(str(repository))
    folder = tmp_path_factory.mktemp("bench")
    (folder / "site").symlink_to(sample_site.site)
    (folder / "members").symlink_to(repository / "members")
    return HugoSite.make(folder / "hugo", Community(folder)).folder


def test_hugo_gets_every_part_of_every_page(made, sample_site):
    layout = (made / "layouts" / "page.html").read_text(encoding="utf-8")
    contents = sorted((made / "content" / "members").glob("*.md"))
    assert contents
    for content in contents:
        page = (sample_site.site / "members" / f"{content.stem}.html").read_text(encoding="utf-8")
        given = set(IDS.findall(layout.replace("{{ end }}", " "))) | set(
            IDS.findall(json.dumps(_front(content)))
        )
        assert set(IDS.findall(page)) <= given, content.stem


def test_what_our_page_has_ready_is_handed_over(made):
    for content in (made / "content" / "members").glob("*.md"):
        params = _front(content)["params"]
        assert "ld+json" in params["head"] or "noindex" in params["head"]
        assert params["portrait"].startswith(("<img", "<i ", "<svg"))
        assert ("starters" in params) == ("say_hi" in params)


def test_the_layout_names_nobody(made):
    layout = (made / "layouts" / "page.html").read_text(encoding="utf-8")
    assert layout.count("<article") == 1
    for content in (made / "content" / "members").glob("*.md"):
        assert _front(content)["title"] not in layout
        assert f"{content.stem}." not in layout


def test_hugo_can_read_the_layout(made):
    layout = (made / "layouts" / "page.html").read_text(encoding="utf-8")
    # Hugo has to know in which place of a tag it writes; after a value without quotes it cannot tell.
    assert re.findall(r"=[^\s\"'>{}]+\{\{ (?:with|if) [^}]*\}\} ", layout) == []


def _front(content):
    return json.JSONDecoder().raw_decode(content.read_text(encoding="utf-8"))[0]
