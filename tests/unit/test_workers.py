"""Work spread over processes: all of it is done, and whatever goes wrong is heard of."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path

import pytest

from sameboat.workers import Meanwhile, map_forked, usable_processes

# Under xdist a thread of its own talks to the main process; children never take its locks.
pytestmark = pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")


def open_files() -> set[str]:
    return {path.name for path in Path("/proc/self/fd").iterdir()}


@pytest.mark.parametrize("processes", [1, 2, 3, 8])
@pytest.mark.parametrize("count", [0, 1, 2, 7])
def test_every_item_gives_its_result_once(processes, count):
    assert sorted(map_forked(lambda item: item * item, range(count), processes)) == [
        item**2 for item in range(count)
    ]


def test_results_larger_than_a_pipe_arrive_whole():
    results = dict(map_forked(lambda item: (item, bytes([item]) * 3_000_000), range(6), 2))
    assert {item: (len(result), set(result)) for item, result in results.items()} == {
        item: (3_000_000, {item}) for item in range(6)
    }


def test_the_work_is_shared_between_processes_and_none_of_it_done_here():
    both = multiprocessing.get_context("fork").Barrier(2)

    def work(item):
        # The first two items wait for each other, so that no quick child can do both.
        if item < 2:
            both.wait(timeout=30)
        return os.getpid()

    pids = list(map_forked(work, range(6), 2))
    assert len(set(pids)) == 2
    assert os.getpid() not in pids


@pytest.mark.parametrize("lifetime", [1, 3, 100])
def test_a_child_makes_room_for_another_when_its_time_is_up(lifetime):
    pids = Counter(map_forked(lambda _: os.getpid(), range(20), 2, lifetime))
    assert sum(pids.values()) == 20
    assert max(pids.values()) <= lifetime
    assert len(pids) <= 20 // lifetime + 2


def test_the_last_child_is_heard_of_like_the_first():
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        list(map_forked(lambda item: 1 // (19 - item), range(20), 2, 3))


def test_one_process_works_here():
    assert set(map_forked(lambda _: os.getpid(), range(3), 1)) == {os.getpid()}
    assert list(map_forked(lambda _: os.getpid(), ["only one item"], 8)) == [os.getpid()]


def test_items_and_work_need_not_be_pickled():
    lambdas = [lambda value=value: value for value in range(4)]
    assert sorted(map_forked(lambda item: item(), lambdas, 2)) == [0, 1, 2, 3]


def test_an_exception_in_a_child_is_raised_here_with_its_text():
    def work(item):
        if item == 3:
            raise KeyError("the boat leaks")
        return item

    with pytest.raises(RuntimeError, match=r"(?s)in a worker process:.*in work.*KeyError: 'the boat leaks'"):
        list(map_forked(work, range(8), 2))


def test_an_exit_in_a_child_is_an_exception_as_well():
    with pytest.raises(RuntimeError, match="SystemExit"):
        list(map_forked(lambda _: sys.exit(), range(4), 2))


def test_a_result_that_cannot_be_sent_is_heard_of():
    with pytest.raises(RuntimeError, match="in a worker process"):
        list(map_forked(lambda _: lambda: None, range(4), 2))


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_a_child_that_is_killed_in_its_work_is_heard_of(how):
    def work(item):
        if item == 2:
            os.kill(os.getpid(), how)
        return item

    with pytest.raises(RuntimeError, match=f"a worker process ended early .*{int(how)}"):
        list(map_forked(work, range(6), 2))


def test_a_child_that_is_killed_in_the_middle_of_a_result_is_heard_of(monkeypatch):
    from sameboat import workers

    def send_half(pipe, _):
        pipe.write((100).to_bytes(8, "big") + b"half")
        os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr(workers, "_send", send_half)
    with pytest.raises(RuntimeError, match="stopped in the middle of its work"):
        list(map_forked(lambda item: item, range(4), 2))


def test_a_child_that_ends_without_a_word_is_heard_of():
    with pytest.raises(RuntimeError, match="ended early"):
        list(map_forked(lambda _: os._exit(3), range(4), 2))


def test_results_that_nobody_waits_for_stop_the_work():
    results = map_forked(lambda _: b"x" * 1_000_000, range(200), 2)
    next(results)
    results.close()


@pytest.mark.parametrize("fails", [False, True])
def test_no_pipe_stays_open_and_no_child_is_left(fails, monkeypatch):
    before = open_files()
    children = []
    fork = os.fork

    def remembered_fork():
        # Other tests of this worker may have children of their own, a browser for one.
        children.append(fork())
        return children[-1]

    monkeypatch.setattr(os, "fork", remembered_fork)

    def work(item):
        if fails and item == 1:
            raise ValueError
        return item

    try:
        list(map_forked(work, range(9), 3))
    except RuntimeError:
        assert fails
    assert open_files() == before
    assert len(children) == 3
    for pid in children:
        with pytest.raises(ChildProcessError):
            os.waitpid(pid, os.WNOHANG)


def test_a_child_does_nothing_that_its_parent_had_planned_for_the_end(tmp_path):
    script = """
import atexit, sys
from sameboat.workers import map_forked
atexit.register(print, "the end")
print("the start")
try:
    print(sum(map_forked(lambda item: item, range(10), 2)))
finally:
    print("at last")
"""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
    )
    assert done.stdout.split("\n") == ["the start", "45", "at last", "the end", ""]
    assert done.stderr == ""


def test_without_a_wish_there_is_a_process_for_every_core_and_else_as_many_as_wished(monkeypatch):
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    assert usable_processes(0) == len(os.sched_getaffinity(0))
    assert usable_processes(5) == 5


def test_with_other_threads_there_is_one_process(monkeypatch):
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    assert usable_processes(0) == usable_processes(8) == 1


def test_where_nothing_can_be_forked_there_is_one_process(monkeypatch):
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    monkeypatch.delattr(os, "fork")
    assert usable_processes(8) == 1


# --- Meanwhile


@pytest.mark.parametrize("processes", [-1, 0, 1, 3])
@pytest.mark.parametrize("count", [0, 1, 7])
def test_what_is_done_meanwhile_gives_every_result_once(processes, count):
    meanwhile = Meanwhile(lambda item: item * item, range(count), processes)
    assert sorted(meanwhile.results()) == [item**2 for item in range(count)]
    assert list(meanwhile.results()) == []


def test_what_is_done_meanwhile_waits_for_nobody_to_listen(tmp_path):
    """Far more than a pipe would hold, and the child ends before anybody asks."""

    def work(item):
        (tmp_path / str(item)).touch()
        return bytes(3_000_000)

    meanwhile = Meanwhile(work, range(3), 1)
    (pid,) = meanwhile.pids
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["0", "1", "2"]
    assert [len(result) for result in meanwhile.results()] == [3_000_000] * 3


def test_it_is_done_elsewhere_where_a_process_is_to_spare_and_here_where_none_is():
    assert os.getpid() not in Meanwhile(lambda _: os.getpid(), range(2), 1).results()
    assert set(Meanwhile(lambda _: os.getpid(), range(2), 0).results()) == {os.getpid()}


def test_an_exception_meanwhile_is_raised_when_results_are_asked_for():
    meanwhile = Meanwhile(lambda item: 1 // item, range(2), 1)
    with pytest.raises(RuntimeError, match=r"(?s)in a worker process:.*ZeroDivisionError"):
        list(meanwhile.results())


def test_a_child_that_is_killed_meanwhile_is_heard_of():
    meanwhile = Meanwhile(lambda _: os.kill(os.getpid(), signal.SIGKILL), range(1), 1)
    with pytest.raises(RuntimeError, match="ended early"):
        list(meanwhile.results())


def test_what_nobody_needs_any_more_is_ended_and_leaves_nothing_open():
    before = open_files()
    meanwhile = Meanwhile(lambda _: threading.Event().wait(), range(1), 1)
    (pid,) = meanwhile.pids
    meanwhile.abandon()
    assert open_files() == before
    with pytest.raises(ChildProcessError):
        os.waitpid(pid, 0)
