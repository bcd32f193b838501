"""Matches as lines of a member's page: a name, and in words why."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from markupsafe import Markup, escape

from ..directory import NAME, Directory
from ..matching import ASKS, OFFERS, SITUATIONS, VALUES, Match, Matches, Matching, Ring
from ..rendering import Rendering
from ..translations import Words
from .terms import labels_of

MOST_SHARED = 3
"""Shared values named in one line, the rarest first: a line is read, a list is skipped."""

_DASH = " \N{EN DASH} "

Slugs = tuple[str, ...]
Why = tuple[Slugs, Slugs, Slugs, Slugs]
"""A match without its handle: values, situations, what is given, what is got."""
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class MatchLines:
    """What stands on one page, escaped; a list that is empty is not shown."""

    peers: Sequence[Markup] = ()
    helpees: Sequence[Markup] = ()
    helpers: Sequence[Markup] = ()
    rings: Sequence[Markup] = ()

    def __bool__(self) -> bool:
        return bool(self.peers or self.helpees or self.helpers or self.rings)


class _Made(dict[Key, str]):
    """Key → HTML, each made once when it is first asked for."""

    def __init__(self, make: Callable[[Key], str]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: Key) -> str:
        made = self[key] = self._make(key)
        return made


class MatchSections:
    """Makes the lines of all members; names and reasons that come again are made once."""

    def __init__(self, directory: Directory, matching: Callable[[], Matching], rendering: Rendering) -> None:
        """`matching` is only asked for when a page is made: a site that did not change needs none."""
        self._matching = matching
        self._last: tuple[str, Matches] = ("", Matches())
        self._direction = rendering.environment.filters["direction"]
        self._names = {profile.handle: str(profile.fields[NAME]) for profile in directory.profiles}
        schema = directory.schema
        self._say = _phrases(rendering.words)
        # Names and labels are escaped here, so that lines are put together from plain strings: `Markup` would look
        # at every part again.
        self._values = _Escaped(labels_of(schema, VALUES))
        self._situations = _Escaped(labels_of(schema, SITUATIONS))
        self._topics = _Escaped({**labels_of(schema, ASKS), **labels_of(schema, OFFERS)})
        self._links = _Made(self._link)
        self._peer_whys = _Made[Why](self._peer_why)
        self._helpee_whys = _Made[Why](self._helpee_why)
        self._helper_whys = _Made[Why](self._helper_why)

    def of(self, handle: str) -> MatchLines:
        """The lines for the member `handle`."""
        matches = self._matches(handle)
        return MatchLines(
            self._lines(matches.peers, self._peer_whys),
            self._lines(matches.helpees, self._helpee_whys),
            self._lines(matches.helpers, self._helper_whys),
            [self._ring(ring) for ring in matches.rings],
        )

    def told(self, handle: str) -> list[object]:
        """All that the lines for the member `handle` are made of, as plain data."""
        matches, names = self._matches(handle), self._names
        lists = (matches.peers, matches.helpees, matches.helpers)
        return [
            [[(names[match.handle], *match) for match in matches] for matches in lists],
            [[(names[other], other) for other in ring.handles] for ring in matches.rings],
            [ring.topics for ring in matches.rings],
        ]

    def _matches(self, handle: str) -> Matches:
        """Those of the last member are kept, since a page is looked up by them before it is made of them."""
        if self._last[0] != handle:
            self._last = handle, self._matching().of_member(handle)
        return self._last[1]

    def _lines(self, matches: Sequence[Match], whys: Mapping[Why, str]) -> list[Markup]:
        links = self._links
        return [Markup(links[match.handle] + whys[match[1:]]) for match in matches]  # noqa: S704 - see above

    def _link(self, handle: str) -> str:
        name = self._names[handle]
        return f"<a href={handle}.html{self._direction(name)}>{escape(name)}</a>"

    # The parts of a sentence after a name; under "You could help" and "Could help you" it starts with the heading.

    def _peer_why(self, why: Why) -> str:
        values, situations, gives, gets = why
        parts = []
        if situations:
            parts.append(self._say["boats"] % {"boats": self._row(self._situations, situations)})
        if values and len(situations) < MOST_SHARED:
            row = self._row(self._values, values[: MOST_SHARED - len(situations)])
            parts.append(self._say["values"] % {"values": row})
        return self._because(parts + self._help(gives, gets))

    def _helpee_why(self, why: Why) -> str:
        _, _, gives, gets = why
        return self._because([self._with(gives), *self._help((), gets)])

    def _helper_why(self, why: Why) -> str:
        _, _, gives, gets = why
        return self._because([self._with(gets), *self._help(gives, ())])

    def _with(self, topics: Slugs) -> str:
        return self._say["with"] % {"topics": self._row(self._topics, topics)}

    def _help(self, gives: Slugs, gets: Slugs) -> list[str]:
        parts = []
        if gives:
            parts.append(self._say["gives"] % {"topics": self._row(self._topics, gives)})
        if gets:
            parts.append(self._say["gets"] % {"topics": self._row(self._topics, gets)})
        return parts

    def _because(self, parts: Sequence[str]) -> str:
        return _DASH + self._say["next_part"].join(parts)

    def _row(self, labels: Mapping[str, str], slugs: Slugs) -> str:
        return self._say["next_item"].join([labels[slug] for slug in slugs])

    def _ring(self, ring: Ring) -> Markup:
        say, links = self._say, self._links
        people, topics = ring.handles, [self._topics[slug] for slug in ring.topics]
        parts = [say["you_help"] % {"next": links[people[1]], "topic": topics[0]}]
        parts += [
            say["one_helps"] % {"person": links[one], "next": links[other], "topic": topic}
            for one, other, topic in zip(people[1:], people[2:], topics[1:], strict=False)
        ]
        parts.append(say["helps_you"] % {"person": links[people[-1]], "topic": topics[-1]})
        return Markup(say["next_part"].join(parts))  # noqa: S704 - see above


def _phrases(words: Words) -> dict[str, str]:
    """What is said about matches, asked for once: a large site says it a hundred thousand times."""
    _ = words.gettext
    return {
        "boats": _("you share a boat: %(boats)s"),
        "values": _("you both value %(values)s"),
        "with": _("with %(topics)s"),
        "gives": _("you could help with %(topics)s"),
        "gets": _("can help you with %(topics)s"),
        "you_help": _("you help %(next)s with %(topic)s"),
        "one_helps": _("%(person)s helps %(next)s with %(topic)s"),
        "helps_you": _("%(person)s helps you with %(topic)s"),
        "next_part": words.pgettext("between the parts of a sentence", "; "),
        "next_item": words.join(["", ""]),
    }


class _Escaped(dict[str, str]):
    """Slug → its label, escaped; a slug without a label stands for itself."""

    def __init__(self, labels: Mapping[str, str]) -> None:
        super().__init__({slug: str(escape(label)) for slug, label in labels.items()})

    def __missing__(self, slug: str) -> str:
        return str(escape(slug))
