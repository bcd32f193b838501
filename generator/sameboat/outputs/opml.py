"""What members write and make, as one list of feeds that a feed reader can subscribe to: OPML 2.0."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

from .. import addresses
from ..directory import Directory
from ..profiles import Profile
from ..properties import ITEMS, Property
from .output_file import OutputFile, xml_file
from .site import Site

FEED, PAGE, TITLE = "feed", "url", "title"
"""In a list of things with addresses, the keys of a thing's feed, of its page and of what it is called."""


class Subscription(NamedTuple):
    """One feed of a member."""

    profile: Profile
    title: str
    """Empty where the member gave it none."""
    feed: str
    page: str


def has_any(directory: Directory) -> bool:
    """Whether anybody has a feed to read."""
    return next(subscriptions(directory), None) is not None


def subscriptions(directory: Directory) -> Iterator[Subscription]:
    """Every feed in the profiles, by the names of their owners."""
    lists = [each for each in directory.schema.properties if _may_have_feeds(each)]
    for profile in directory.by_name:
        fields: Any = profile.fields
        for each in lists:
            for thing in fields.get(each.name, ()):
                if FEED in thing:
                    yield Subscription(profile, thing.get(TITLE, ""), thing[FEED], thing.get(PAGE, ""))


def _may_have_feeds(each: Property) -> bool:
    return any(leaf.role == "url" and leaf.path == (ITEMS, FEED) for leaf in each.leaves)


def build(directory: Directory, site: Site) -> Iterator[OutputFile]:
    """The reading list; none where nobody has a feed."""
    if not has_any(directory):
        return
    tree = ET.Element("opml", version="2.0")
    words = directory.words
    heading = words.gettext("%(site)s: what people here write and make") % {"site": site.name}
    ET.SubElement(ET.SubElement(tree, "head"), "title").text = heading
    body = ET.SubElement(tree, "body")
    for profile, title, feed, page in subscriptions(directory):
        name = str(profile.fields["name"])
        named = words.titled(name, title) if title else name
        # "rss" stands for every kind of feed, and a title is only for one that differs from the text (OPML 2.0,
        # "Subscription lists").
        outline = ET.SubElement(body, "outline", type="rss", text=named, xmlUrl=feed)
        if page:
            outline.set("htmlUrl", page)
    yield xml_file(addresses.READING_LIST, tree)
