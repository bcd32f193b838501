"""What the community looks like from above, for those who look after it: gaps, what is common, when people are about.

Everything here is about words, hours and months, and nothing about a person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from markupsafe import Markup

from .. import addresses
from ..crowd import DAY, Person
from ..directory import Directory, HubKind
from ..matching import ASKS, OFFERS
from ..rendering import Rendering
from ..text import fold
from .terms import by_facet, labels_of

AWAKE_FROM, AWAKE_TO = 8 * 60, 22 * 60
"""Minutes of the day between which somebody is taken to be up: from eight in the morning to ten at night."""
ROWS = 12
"""How many rows of a long table stand open; the others are folded."""
FEWEST, COLUMNS = 12, 36
"""How many columns a picture of months has; where there would be more, they are quarters, then years."""
_MONTHS_A_COLUMN = (1, 3, 12)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table, and its bar."""

    label: str
    href: str
    """Where it leads; empty where there is no page."""
    number: int
    share: int
    """How long its bar is, in per cent of the longest."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose rows are bars."""

    id: str
    title: str
    of: str
    """What a row is about: "Topic"."""
    rows: tuple[Row, ...]


def rows(counted: Iterable[tuple[str, str, int]]) -> tuple[Row, ...]:
    """(label, address, number) as rows, the highest number first and by label where it is the same."""
    ordered = sorted(counted, key=lambda each: (-each[2], each[0].casefold(), each[1]))
    most = max((number for *_, number in ordered), default=1)
    return tuple(Row(label, href, number, round(100 * number / most)) for label, href, number in ordered)


def in_order(counted: Sequence[tuple[str, int]]) -> tuple[Row, ...]:
    """(label, number) as the columns of a picture, in the order given."""
    most = max((number for _, number in counted), default=0)
    return tuple(Row(label, "", number, round(100 * number / max(most, 1))) for label, number in counted)


def awake(people: Iterable[Person]) -> list[int]:
    """How many of `people` are up at each full hour of UTC; those who gave no time zone are not counted."""
    clocks = Counter(person.clock for person in people if person.clock is not None)
    return [
        sum(number for clock, number in clocks.items() if AWAKE_FROM <= (hour * 60 + clock) % DAY < AWAKE_TO)
        for hour in range(24)
    ]


def arrivals_by_month(times: Iterable[int], today: date) -> list[tuple[date, int, int]]:
    """(the first of its months, how many months, how many came then) for each stretch up to `today`; `times` are in
    seconds since 1970. A commit may claim to come from the future, and counts today."""
    # Whole months since the year 0 are numbers that one can divide.
    now = today.year * 12 + today.month - 1
    months = Counter(min(_month(time, today), now) for time in times)
    if not months:
        return []
    first = min(months)
    length = next((each for each in _MONTHS_A_COLUMN if now // each - first // each < COLUMNS), 12)
    columns: Counter[int] = Counter()
    for month, number in months.items():
        columns[month // length] += number
    return [
        (date(column * length // 12, column * length % 12 + 1, 1), length, columns[column])
        for column in range(min(first // length, now // length - FEWEST + 1), now // length + 1)
    ]


def _month(time: int, today: date) -> int:
    try:
        day = datetime.fromtimestamp(time, UTC).date()
    except (ValueError, OverflowError, OSError):
        day = today
    return day.year * 12 + day.month - 1


class CommunityPage:
    """Makes what stands in for `<!-- sameboat:community -->`."""

    def __init__(
        self, directory: Directory, rendering: Rendering, people: Sequence[Person], today: date
    ) -> None:
        self._directory = directory
        self._people = people
        self._rendering = rendering
        self._words = rendering.words
        self._today = today

    def render(self, root: str) -> Markup:
        """The page's body, for a page from which `root` leads to the site's root."""
        people = self._people
        hours = awake(people)
        arrived = arrivals_by_month(self._directory.arrivals.values(), self._today)
        values = {
            "root": root,
            "size": len(self._directory.profiles),
            "rows": ROWS,
            "uncovered": self._unmet(people, root, ASKS, OFFERS),
            "unasked": self._unmet(people, root, OFFERS, ASKS),
            "commons": [self._common(kind, root) for kind in self._kinds()],
            "hours": in_order([(f"{hour:02}:00", number) for hour, number in enumerate(hours)])
            if any(hours)
            else (),
            "with_clock": sum(person.clock is not None for person in people),
            "arrivals": in_order(
                [(self._months(first, length), number) for first, length, number in arrived]
            ),
        }
        return self._rendering.render("community", values)

    def _unmet(self, people: Sequence[Person], root: str, wanted: str, met: str) -> tuple[Row, ...]:
        """The topics that somebody has in the property `wanted` and nobody in the property `met`, by their labels."""
        entries = {
            OFFERS: Counter(slug for person in people for slug in person.offers),
            ASKS: Counter(slug for person in people for slug in person.asks),
        }
        labels, kind = labels_of(self._directory.schema, OFFERS), self._topics
        found = rows(
            (labels.get(slug, slug), root + addresses.hub(kind, slug) if kind else "", number)
            for slug, number in entries[wanted].items()
            if slug not in entries[met]
        )
        return tuple(sorted(found, key=lambda row: fold(row.label)))

    @property
    def _topics(self) -> str:
        """The kind of hub that offers have; "" where they have none."""
        hubs = (hub.kind for each, hub in self._directory.schema.hubs if each.name == OFFERS)
        return next(hubs, "")

    def _kinds(self) -> list[HubKind]:
        """The kinds of which it says something how many stand together, in the order of the find page.

        Letters of names say nothing, and topics are looked at from both sides.
        """
        kinds = [
            kind
            for kind in self._directory.kinds.values()
            if len(kind.hubs) == 1 and kind.hubs[0][1].by != "first-letter" and not kind.hubs[0][0].hidden
        ]
        return sorted(kinds, key=by_facet)

    def _common(self, kind: HubKind, root: str) -> Table:
        counted = (
            (shelf.label, root + addresses.hub(kind.kind, shelf.slug), len(shelf.people.get("", ())))
            for shelf in kind.shelves
        )
        return Table(kind.kind, kind.title, kind.hubs[0][0].title, rows(counted))

    def _months(self, first: date, length: int) -> str:
        """What a column of arrivals is called: a month, the months of a quarter, a year."""
        from babel.dates import format_skeleton  # noqa: PLC0415 - a tenth of a second that only a build pays

        locale = self._words.language.replace("-", "_")
        return str(format_skeleton({1: "yMMM", 3: "yQQQ"}.get(length, "y"), first, locale=locale))
