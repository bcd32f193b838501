"""Whom to say hi to today: three people a day, until everybody has come up once, and then from the start.

Everybody stands on a ring, each in a place of their own that never changes (a hash of the handle). A hand goes round
it, past three people a day. Nothing keeps where it points: it starts when the community does and is led through its
history, who came and who left, every time anew. So it points the same way in every build, a newcomer moves nobody,
and whoever was there all along is neither skipped nor greeted twice in one turn.

History knows nothing of pauses: somebody who takes one now is taken to have been away all the time, and coming back
can move the hand by a few people. Without a history, everybody has always been there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta

from .history import Movement
from .text import handle_hash

A_DAY = 3
"""How many people come up on one day, at most."""
EPOCH = date(2026, 1, 1)
"""When the hand starts where there is no history; any day does, as long as it stays the same."""


def days_of_a_turn(people: int) -> int:
    """How many days it takes until everybody has come up."""
    return -(-people // A_DAY)


def hellos(
    present: Collection[str], movements: Sequence[Movement], today: date, first: date, days: int
) -> list[tuple[str, ...]]:
    """Who comes up on each of `days` days from `first` on, as known on the day `today`.

    `present` are the handles of those who can be greeted now; `movements` say who came and left, the oldest first.
    Whoever comes counts from the next day on, so that the people of a day stay while it lasts. Days before the
    beginning have nobody; on past days there can be somebody who has left since.
    """
    changes = _changes(present, movements, today)
    start = min((day for day, _, _ in changes), default=min(EPOCH, first))
    ring = sorted(
        {*present, *(handle for _, handle, _ in changes)}, key=lambda each: (handle_hash(each), each)
    )
    hand = _Hand(ring)
    moved = {handle for _, handle, _ in changes}
    for handle in present:
        if handle not in moved:
            hand.let(handle, is_here=True)
    waiting = iter([*changes, (date.max, "", False)])
    day, handle, is_here = next(waiting)
    found: list[tuple[str, ...]] = []
    for offset in range((first - start).days + days):
        now = start + timedelta(offset)
        # The first day has nobody from the day before, so it takes those who come on it.
        while day < now or day == now == start:
            hand.let(handle, is_here=is_here)
            day, handle, is_here = next(waiting)
        greeted = hand.move()
        if now >= first:
            found.append(greeted)
    return [()] * (days - len(found)) + found


def _changes(
    present: Collection[str], movements: Iterable[Movement], today: date
) -> list[tuple[date, str, bool]]:
    """(day, handle, whether they came) of everybody whom the history knows and who can be greeted or has left."""
    here = frozenset(present)
    known: list[tuple[date, str, bool]] = []
    last: dict[str, bool] = {}
    for each in movements:
        day = day_of(each.time)
        # Some commits claim to come from the future.
        if day <= today:
            known.append((day, each.handle, each.came))
            last[each.handle] = each.came
    # Somebody whom history has here though there is nobody to greet takes a pause; somebody who is here though history
    # says that they left, or says nothing, has not been committed yet, and counts as if they had always been here.
    agreeing = {handle for handle, came in last.items() if came == (handle in here)}
    return sorted((each for each in known if each[1] in agreeing), key=lambda each: each[0])


def day_of(time: int) -> date:
    """The day in UTC of a time in seconds since 1970; the last day there is for times beyond it."""
    try:
        return datetime.fromtimestamp(time, UTC).date()
    except (ValueError, OverflowError, OSError):
        return date.max


class _Hand:
    """Points at a place between two people of a ring."""

    def __init__(self, ring: Sequence[str]) -> None:
        self._ring = ring
        self._places = {handle: place for place, handle in enumerate(ring)}
        self._here = [False] * len(ring)
        self._next = 0
        """The first place that has not been passed in this turn."""
        self._ahead = 0
        """How many are here from there on."""
        self._all = 0

    def let(self, handle: str, *, is_here: bool) -> None:
        """Let somebody come or go."""
        place = self._places[handle]
        if self._here[place] == is_here:
            return
        self._here[place] = is_here
        change = 1 if is_here else -1
        self._all += change
        if place >= self._next:
            self._ahead += change

    def move(self) -> tuple[str, ...]:
        """Pass those of a day: three, or two where that shares the rest of the turn more evenly."""
        if not self._ahead:
            self._next, self._ahead = 0, self._all
        count = -(-self._ahead // max(1, days_of_a_turn(self._ahead)))
        passed: list[str] = []
        while len(passed) < count:
            if self._here[self._next]:
                passed.append(self._ring[self._next])
            self._next += 1
        self._ahead -= count
        return tuple(passed)
