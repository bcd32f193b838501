"""What members write, as a list of feeds."""

import listparser

from sameboat.outputs import opml
from sameboat.outputs.site import Site

SITE = Site("A boat")


def test_every_feed_of_a_member_is_in_the_list_with_its_page_and_its_owner(gather):
    directory = gather(
        {
            "bob": {
                "read_first": [{"url": "https://bob.example.org/", "feed": "https://bob.example.org/rss"}]
            },
            "ada": {
                "read_first": [
                    {
                        "url": "https://ada.example.org/",
                        "title": "Notes & <crumbs>",
                        "feed": "https://ada.example.org/a?b=1&c",
                    },
                    {"url": "https://ada.example.org/book", "title": "A book"},
                ]
            },
        }
    )
    (file,) = opml.build(directory, SITE)
    assert file.address == "reading.opml"
    read = listparser.parse(file.content)
    assert not read.bozo
    assert read.meta.title == "A boat: what people here write and make"
    assert [(feed.title, feed.url) for feed in read.feeds] == [
        ("Ada: Notes & <crumbs>", "https://ada.example.org/a?b=1&c"),
        ("Bob", "https://bob.example.org/rss"),
    ]
    assert b'htmlUrl="https://ada.example.org/"' in file.content


def test_without_a_feed_there_is_no_list(gather):
    directory = gather({"ada": {"read_first": [{"url": "https://ada.example.org/"}]}})
    assert list(opml.build(directory, SITE)) == []
    assert not opml.has_any(directory)
