"""What a page looks like where its link is passed on."""

from sameboat.outputs.open_graph import OpenGraph
from sameboat.outputs.site import Site

KNOWN, UNKNOWN = OpenGraph(Site("A <boat>", "", "https://boat.example.org/")), OpenGraph(Site("A boat"))


def test_a_member_can_close_no_attribute():
    tags = KNOWN.tags("members/ada.html", '"><script>alert(1)</script>', "profile")
    assert "<script" not in tags
    assert tags.count('"') == 2


def test_a_site_that_knows_its_address_gives_page_and_picture():
    tags = KNOWN.tags("members/ada.html", "Ada", "profile")
    assert "property=og:url content=https://boat.example.org/members/ada.html>" in tags
    assert "property=og:image content=https://boat.example.org/social.png>" in tags
    assert 'property=og:image:alt content="A &lt;boat&gt;"' in KNOWN.tags("index.html", "Home")


def test_a_site_that_does_not_know_its_address_goes_without():
    assert UNKNOWN.tags("members/ada.html", "Ada") == ""


def test_a_page_that_is_made_already_keeps_its_title():
    tags = KNOWN.tags_of('<head><title>Tea &amp; "biscuits"</title></head>', "values.html")
    assert 'content="Tea &amp; &#34;biscuits&#34;"' in tags
