"""A line that tells someone who waits, and only them, how far the work has come."""

from __future__ import annotations

from io import StringIO

import pytest

from sameboat.terminal import ProgressLine


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    """Stands still until a test moves it."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


def test_where_nobody_watches_nothing_is_written(clock):
    stream = StringIO()
    with ProgressLine(stream, clock) as line:
        clock.now += 10
        line("Reading", 1, 2)
    assert stream.getvalue() == ""


def test_work_of_less_than_a_second_needs_no_telling(clock):
    terminal = Terminal()
    with ProgressLine(terminal, clock) as line:
        line("Reading", 1, 3)
        clock.now += 0.99
        line("Reading", 2, 3)
    assert terminal.getvalue() == ""


def test_after_a_second_the_line_is_there_and_goes_when_the_work_is_done(clock):
    terminal = Terminal()
    with ProgressLine(terminal, clock) as line:
        clock.now += 1
        line("Reading profiles", 1200, 10_000)
        assert terminal.getvalue() == "\rReading profiles: 1,200 of 10,000\x1b[K"
    assert terminal.getvalue().endswith("\r\x1b[K")


def test_the_line_changes_ten_times_a_second_at_most(clock):
    terminal = Terminal()
    with ProgressLine(terminal, clock) as line:
        clock.now += 1
        for done in range(8):
            line("Reading", done, 8)
            clock.now += 0.03
        shown = terminal.getvalue()
    assert [done for done in range(8) if f"{done} of 8" in shown] == [0, 4]


def test_the_line_goes_when_the_work_fails(clock):
    terminal = Terminal()

    def work():
        with ProgressLine(terminal, clock) as line:
            clock.now += 1
            line("Reading", 1, 2)
            raise KeyError

    with pytest.raises(KeyError):
        work()
    assert terminal.getvalue().endswith("\r\x1b[K")


def test_without_a_clock_of_its_own_a_test_need_not_bring_one():
    terminal = Terminal()
    with ProgressLine(terminal) as line:
        line("Reading", 1, 2)
    assert terminal.getvalue() == ""
