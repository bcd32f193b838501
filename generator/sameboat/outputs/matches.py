"""Matches as lines of a member's page: a name, and in words why."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from markupsafe import Markup

from ..directory import NAME, Directory
from ..matching import ASKS, OFFERS, SITUATIONS, VALUES, Match, Matches, Matching, Ring
from ..rendering import Rendering
from .terms import labels_of

MOST_SHARED = 3
"""Shared values named in one line, the rarest first: a line is read, a list is skipped."""

_DASH = Markup(" \N{EN DASH} ")

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


class _Made(dict[Key, Markup]):
    """Key → HTML, each made once when it is first asked for."""

    def __init__(self, make: Callable[[Key], Markup]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: Key) -> Markup:
        made = self[key] = self._make(key)
        return made


class MatchSections:
    """Makes the lines of all members; names and reasons that come again are made once."""

    def __init__(self, directory: Directory, matching: Callable[[], Matching], rendering: Rendering) -> None:
        """`matching` is only asked for when a page is made: a site that did not change needs none."""
        self._matching = matching
        self._last: tuple[str, Matches] = ("", Matches())
        self._words = rendering.words
        self._direction = rendering.environment.filters["direction"]
        self._names = {profile.handle: str(profile.fields[NAME]) for profile in directory.profiles}
        schema = directory.schema
        self._values, self._situations = labels_of(schema, VALUES), labels_of(schema, SITUATIONS)
        self._topics = {**labels_of(schema, ASKS), **labels_of(schema, OFFERS)}
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

    def _lines(self, matches: Sequence[Match], whys: Mapping[Why, Markup]) -> list[Markup]:
        links = self._links
        return [links[match.handle] + whys[match[1:]] for match in matches]

    def _link(self, handle: str) -> Markup:
        name = self._names[handle]
        form = Markup("<a href={}.html{}>{}</a>")
        return form.format(handle, self._direction(name), name)

    # The parts of a sentence after a name; under "You could help" and "Could help you" it starts with the heading.

    def _peer_why(self, why: Why) -> Markup:
        _ = self._words.gettext
        values, situations, gives, gets = why
        parts = []
        if situations:
            boats = self._row(self._situations, situations)
            parts.append(_fill(_("you share a boat: %(boats)s"), boats=boats))
        if values and len(situations) < MOST_SHARED:
            row = self._row(self._values, values[: MOST_SHARED - len(situations)])
            parts.append(_fill(_("you both value %(values)s"), values=row))
        return self._because(parts + self._help(gives, gets))

    def _helpee_why(self, why: Why) -> Markup:
        _, _, gives, gets = why
        return self._because([self._with(gives), *self._help((), gets)])

    def _helper_why(self, why: Why) -> Markup:
        _, _, gives, gets = why
        return self._because([self._with(gets), *self._help(gives, ())])

    def _with(self, topics: Slugs) -> Markup:
        return _fill(self._words.gettext("with %(topics)s"), topics=self._row(self._topics, topics))

    def _help(self, gives: Slugs, gets: Slugs) -> list[Markup]:
        _ = self._words.gettext
        parts = []
        if gives:
            topics = self._row(self._topics, gives)
            parts.append(_fill(_("you could help with %(topics)s"), topics=topics))
        if gets:
            topics = self._row(self._topics, gets)
            parts.append(_fill(_("can help you with %(topics)s"), topics=topics))
        return parts

    def _because(self, parts: Sequence[Markup]) -> Markup:
        return _DASH + self._in_row(parts)

    def _in_row(self, parts: Sequence[Markup]) -> Markup:
        return Markup(self._words.pgettext("between the parts of a sentence", "; ")).join(parts)  # noqa: S704 - ours

    def _row(self, labels: Mapping[str, str], slugs: Slugs) -> str:
        return self._words.join([labels.get(slug, slug) for slug in slugs])

    def _ring(self, ring: Ring) -> Markup:
        _, links = self._words.gettext, self._links
        people, topics = ring.handles, [self._topics.get(slug, slug) for slug in ring.topics]
        parts = [_fill(_("you help %(next)s with %(topic)s"), next=links[people[1]], topic=topics[0])]
        parts += [
            _fill(
                _("%(person)s helps %(next)s with %(topic)s"),
                person=links[one],
                next=links[other],
                topic=topic,
            )
            for one, other, topic in zip(people[1:], people[2:], topics[1:], strict=False)
        ]
        parts.append(
            _fill(_("%(person)s helps you with %(topic)s"), person=links[people[-1]], topic=topics[-1])
        )
        return self._in_row(parts)


def _fill(message: str, **filled: str) -> Markup:
    return Markup(message) % filled  # noqa: S704 - the message is ours, and what is filled in is escaped
