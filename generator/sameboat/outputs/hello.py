"""Today's hello: three people a day on a page, in a feed, and for the days to come in a file that browsers read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cached_property
from xml.etree import ElementTree as ET

from markupsafe import Markup

from .. import addresses
from ..crowd import Person
from ..directory import Directory
from ..hellos import days_of_a_turn, hellos
from ..profiles import Profile
from ..rendering import Rendering
from .cards import line_of, name_of
from .feeds import ATOM_TYPE, JSON_FEED_VERSION, JSON_TYPE, NAMESPACE, add
from .output_file import OutputFile, json_file, xml_file
from .site import Site
from .starters import Starters
from .visibility import is_listed

VERSION = 1
AHEAD = 31
"""How many days a browser knows in advance. A site is built every day; where it is not, they come round again."""
BEHIND = 1
"""It may still be yesterday where the reader is."""
IN_FEED = 14
"""How many days stand in the feed."""


class Hello:
    """The greetings of a site, around the day it is built."""

    def __init__(
        self,
        directory: Directory,
        rendering: Rendering,
        site: Site,
        people: Sequence[Person],
        today: date,
    ) -> None:
        self._directory = directory
        self._rendering = rendering
        self._words = rendering.words
        self._site = site
        self._people = [person.handle for person in people]
        self._today = today
        self._starters = Starters(directory)

    @cached_property
    def _days(self) -> dict[date, list[Profile]]:
        """The days of feed and file, with those who come up on them and are still here."""
        first = self._today - timedelta(IN_FEED - 1)
        ahead = min(AHEAD, max(1, days_of_a_turn(len(self._people))))
        days = hellos(self._people, self._directory.movements, self._today, first, IN_FEED - 1 + ahead)
        here = {profile.handle: profile for profile in self._directory.profiles}
        return {
            first + timedelta(number): [here[handle] for handle in handles if handle in here]
            for number, handles in enumerate(days)
        }

    def render(self, root: str) -> Markup:
        """The page's body, for a page from which `root` leads to the site's root."""
        values = {
            "root": root,
            "day": self._today.isoformat(),
            "day_in_words": self._in_words(self._today),
            "people": [
                (
                    profile.handle,
                    name_of(profile),
                    line_of(profile),
                    self._starters.of_the_day(profile, self._today.toordinal()),
                )
                for profile in self._days[self._today]
            ],
            "days": root + addresses.HELLO_DAYS,
            "people_index": addresses.PEOPLE_INDEX,
            "index": addresses.SEARCH_INDEX,
            "language": self._words.language,
            "feeds": [(kind, root + address) for kind, address in self._forms()],
        }
        return self._rendering.render("hello", values)

    def head(self, root: str) -> Markup:
        """The tag by which a feed reader finds the feed."""
        # The theme looks for a sitemap beside whatever is an alternate and nothing else; there is none in our folder.
        tag = Markup('<link rel="alternate feed" type="{}" title="{}" href="{}">')
        return tag.format(ATOM_TYPE, self._title, root + addresses.hello_feed("xml"))

    def _forms(self) -> list[tuple[str, str]]:
        forms = [(ATOM_TYPE, addresses.hello_feed("xml"))]
        return [*forms, (JSON_TYPE, addresses.hello_feed("json"))] if self._site.url else forms

    @property
    def _title(self) -> str:
        title = self._words.gettext("%(site)s: today’s hello")  # noqa: RUF001 - the site's own quotation mark
        return title % {"site": self._site.name}

    def _in_words(self, day: date) -> str:
        from babel.dates import format_date  # noqa: PLC0415 - a tenth of a second that only a build pays

        return str(format_date(day, "full", locale=self._words.language.replace("-", "_")))

    def build(self) -> Iterator[OutputFile]:
        """The file of the days, and the feed in every form."""
        first = self._today - timedelta(BEHIND)
        days = [people for day, people in self._days.items() if day >= first]
        everybody = list({profile.handle: profile for people in days for profile in people}.values())
        numbers = {profile.handle: number for number, profile in enumerate(everybody)}
        content = {
            "version": VERSION,
            "from": first.isoformat(),
            "days": [[numbers[profile.handle] for profile in people] for people in days],
            "people": [
                {
                    "handle": profile.handle,
                    "name": name_of(profile),
                    "tagline": line_of(profile),
                    "starters": self._starters.of(profile),
                }
                for profile in everybody
            ],
        }
        yield json_file(addresses.HELLO_DAYS, content)
        entries = [self._entry(day, people) for day, people in self._days.items() if day <= self._today]
        told = [entry for entry in reversed(entries) if entry]
        yield xml_file(addresses.hello_feed("xml"), self._atom(told))
        if self._site.url:
            yield json_file(addresses.hello_feed("json"), self._json(told))

    def _entry(self, day: date, people: Sequence[Profile]) -> tuple[date, str, Sequence[Profile]] | None:
        """A day in the feed, without those who asked search engines not to list them: they take feeds for sitemaps."""
        listed = [profile for profile in people if is_listed(profile)]
        if not listed:
            return None
        names = self._words.join(name_of(profile) for profile in listed)
        return day, self._words.gettext("Say hi to %(names)s") % {"names": names}, listed

    def _html(self, day: date, people: Sequence[Profile], address: str) -> str:
        """The people of a day as HTML that stands in another format, which escapes it once more."""
        line = Markup('<p><a href="{}">{}</a></p><blockquote>{}</blockquote>')
        # As plain text: Markup escapes on its own whatever an XML library does to it.
        return "".join(
            str(
                line.format(
                    self._site.link(addresses.member(profile.handle), address),
                    name_of(profile),
                    self._starters.of_the_day(profile, day.toordinal()),
                )
            )
            for profile in people
        )

    def _atom(self, entries: Sequence[tuple[date, str, Sequence[Profile]]]) -> ET.Element:
        site, address = self._site, addresses.hello_feed("xml")
        tree = ET.Element("feed", xmlns=NAMESPACE)
        add(tree, "id", site.iri(address))
        add(tree, "title", self._title)
        add(tree, "updated", _time(entries[0][0] if entries else self._today))
        if site.url:
            ET.SubElement(tree, "link", rel="self", type=ATOM_TYPE, href=site.link(address))
        ET.SubElement(tree, "link", href=site.link(addresses.HELLO, address))
        add(ET.SubElement(tree, "author"), "name", site.name)
        for day, title, people in entries:
            entry = ET.SubElement(tree, "entry")
            add(entry, "id", site.iri(f"{addresses.HELLO}#{day}"))
            add(entry, "title", title)
            ET.SubElement(entry, "link", href=site.link(addresses.HELLO, address))
            add(entry, "updated", _time(day))
            ET.SubElement(entry, "content", type="html").text = self._html(day, people, address)
        return tree

    def _json(self, entries: Sequence[tuple[date, str, Sequence[Profile]]]) -> dict[str, object]:
        site, address = self._site, addresses.hello_feed("json")
        return {
            "version": JSON_FEED_VERSION,
            "title": self._title,
            "home_page_url": site.link(addresses.HELLO),
            "feed_url": site.link(address),
            "items": [
                {
                    "id": site.iri(f"{addresses.HELLO}#{day}"),
                    "url": site.link(addresses.HELLO),
                    "title": title,
                    "content_html": self._html(day, people, address),
                    "date_published": _time(day),
                }
                for day, title, people in entries
            ],
        }


def _time(day: date) -> str:
    """The first second of `day` as both formats write a time (RFC 3339)."""
    return f"{day.isoformat()}T00:00:00Z"
