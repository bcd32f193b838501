"""Matches as lines of a member's page: a name, and in words why."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from markupsafe import Markup, escape

from ..candidates import Kind
from ..chosen import Chosen, Why
from ..crowd import Crowd
from ..directory import NAME, Directory
from ..matching import ASKS, OFFERS, SITUATIONS, VALUES, Matching
from ..rendering import Rendering, marked
from ..translations import Words
from .terms import labels_of

MOST_SHARED = 3
"""Shared values named in one line, the rarest first: a line is read, a list is skipped."""
MOST_RINGS = 1
"""Rings on one page: each is four names and a long sentence, and one is enough to begin with."""

Slugs = tuple[str, ...]
SHOWN: tuple[Kind, ...] = ("peers", "helpees", "helpers")
"""The lists that stand on a page."""


@dataclass(frozen=True, slots=True)
class MatchLines:
    """What stands on one page, escaped; a list that is empty is not shown."""

    peers: Sequence[Markup] = ()
    helpees: Sequence[Markup] = ()
    helpers: Sequence[Markup] = ()
    rings: Sequence[Markup] = ()

    def told(self) -> str:
        """All of it, as one text."""
        return "\n".join((*self.peers, "", *self.helpees, "", *self.helpers, "", *self.rings))

    def __bool__(self) -> bool:
        return bool(self.peers or self.helpees or self.helpers or self.rings)


class _Whys(dict[int, str]):
    """The number of a reason → its words, made when they are first asked for."""

    def __init__(self, chosen: Chosen, make: Callable[[Why], str]) -> None:
        super().__init__()
        self._chosen, self._make = chosen, make

    def __missing__(self, number: int) -> str:
        made = self[number] = self._make(self._chosen.why(number))
        return made


class MatchSections:
    """Makes the lines of all members; names and reasons that come again are made once."""

    def __init__(self, directory: Directory, matching: Callable[[], Matching], rendering: Rendering) -> None:
        """`matching` is only asked for when a page is made: a site that did not change needs none."""
        self._ask = matching
        self._last: tuple[str, MatchLines] = ("", MatchLines())
        self._direction = rendering.environment.filters["direction"]
        self._profiles = directory.profiles
        schema = directory.schema
        self._say = _phrases(rendering.words)
        # Names and labels are escaped here, so that lines are put together from plain strings: `Markup` would look
        # at every part again.
        self._values = _Escaped(labels_of(schema, VALUES))
        self._situations = _Escaped(labels_of(schema, SITUATIONS))
        self._topics = _Escaped({**labels_of(schema, ASKS), **labels_of(schema, OFFERS)})

    def prepare(self) -> None:
        """Make what all pages share, so that processes to come need not make it each for itself."""
        _ = self._links, self._whys

    def of(self, handle: str) -> MatchLines:
        """The lines for the member `handle`."""
        # Those of the last member are kept, since a page is looked up by them before it is made of them.
        if self._last[0] != handle:
            self._last = handle, self._lines(handle)
        return self._last[1]

    @cached_property
    def _matching(self) -> Matching:
        return self._ask()

    @cached_property
    def _crowd(self) -> Crowd:
        return self._matching.crowd

    @cached_property
    def _links(self) -> list[str]:
        """By seat, a link to that person."""
        names = {profile.handle: str(profile.fields[NAME]) for profile in self._profiles}
        # A page names people from anywhere, and these copies lie side by side: otherwise a process that makes pages
        # would come to have most of the memory in which profiles are for itself.
        return [self.link(person.handle, names[person.handle]) for person in self._crowd.people]

    def link(self, handle: str, name: str) -> str:
        """A link from the page of one member to that of another."""
        return f"<a href={handle}.html{self._direction(name)}>{escape(name)}</a>"

    @cached_property
    def _whys(self) -> Mapping[Kind, _Whys]:
        makers: Mapping[Kind, Callable[[Why], str]] = {
            "peers": self._peer_why,
            "helpees": self._helpee_why,
            "helpers": self._helper_why,
        }
        return {kind: _Whys(self._matching.lists[kind], makers[kind]) for kind in SHOWN}

    def _lines(self, handle: str) -> MatchLines:
        seat = self._crowd.seats.get(handle)
        if seat is None:
            return MatchLines()
        # All of it was escaped where it was made.
        peers, helpees, helpers = (list(map(marked, self._list(kind, seat))) for kind in SHOWN)
        rings = islice(self._matching.rings_at(seat), MOST_RINGS)
        return MatchLines(peers, helpees, helpers, [marked(self._ring(ring)) for ring in rings])

    def _list(self, kind: Kind, seat: int) -> list[str]:
        links, whys, chosen = self._links, self._whys[kind], self._matching.lists[kind]
        span = chosen.span(seat)
        return [
            links[one] + whys[why] for one, why in zip(chosen.seats[span], chosen.whys[span], strict=True)
        ]

    # The parts of a sentence after a name; under "You could help" and "Could help you" it starts with the heading.

    def _peer_why(self, why: Why) -> str:
        shared, gives, gets = why
        values, situations = self._crowd.shared_words(shared)
        parts = []
        if situations:
            # The heading says that these are boats which both sit in.
            parts.append(self._row(self._situations, situations))
        if values and len(situations) < MOST_SHARED:
            row = self._row(self._values, values[: MOST_SHARED - len(situations)])
            parts.append(self._say["values"] % {"values": row})
        return ": " + self._because(parts + self._help("gives", gives) + self._help("gets", gets))

    def _helpee_why(self, why: Why) -> str:
        _, gives, gets = why
        return " " + self._because(self._help("with", gives) + self._help("gets", gets))

    def _helper_why(self, why: Why) -> str:
        _, gives, gets = why
        return " " + self._because(self._help("with", gets) + self._help("gives", gives))

    def _help(self, say: str, topics: int) -> list[str]:
        """A part of a sentence about `topics`, where there are any."""
        words = self._crowd.topic_words[topics]
        return [self._say[say] % {"topics": self._row(self._topics, words)}] if words else []

    def _because(self, parts: Sequence[str]) -> str:
        return self._say["next_part"].join(parts)

    def _row(self, labels: Mapping[str, str], slugs: Slugs) -> str:
        return self._say["next_item"].join([labels[slug] for slug in slugs])

    def _ring(self, ring: Sequence[int]) -> str:
        say, links = self._say, self._links
        topics = [
            self._first_topic(one, other) for one, other in zip(ring, (*ring[1:], ring[0]), strict=True)
        ]
        parts = [say["you_help"] % {"next": links[ring[1]], "topic": topics[0]}]
        parts += [
            say["who_helps"] % {"next": links[person], "topic": topic}
            for person, topic in zip(ring[2:], topics[1:], strict=False)
        ]
        parts.append(say["who_helps_you"] % {"topic": topics[-1]})
        return "".join(parts)

    def _first_topic(self, seat: int, other: int) -> str:
        crowd = self._crowd
        return self._topics[crowd.topic_words[crowd.offers[seat] & crowd.asks[other]][0]]


def _phrases(words: Words) -> dict[str, str]:
    """What is said about matches, asked for once: a large site says it a hundred thousand times."""
    _ = words.gettext
    return {
        "values": _("you both value %(values)s"),
        "with": _("with %(topics)s"),
        "gives": _("you could help with %(topics)s"),
        "gets": _("can help you with %(topics)s"),
        "you_help": _("you help %(next)s with %(topic)s"),
        "who_helps": _(", who helps %(next)s with %(topic)s"),
        "who_helps_you": _(", who helps you with %(topic)s"),
        "next_part": words.pgettext("between the parts of a sentence", "; "),
        "next_item": words.join(["", ""]),
    }


class _Escaped(dict[str, str]):
    """Slug → its label, escaped; a slug without a label stands for itself."""

    def __init__(self, labels: Mapping[str, str]) -> None:
        super().__init__({slug: str(escape(label)) for slug, label in labels.items()})

    def __missing__(self, slug: str) -> str:
        return str(escape(slug))
