"""Work spread over processes: children are forked, inherit everything and send back only their results."""

from __future__ import annotations

import gc
import os
import pickle
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import islice
from selectors import EVENT_READ, DefaultSelector
from signal import SIGKILL
from tempfile import TemporaryFile
from typing import Any, BinaryIO, Generic, NamedTuple, TypeVar

In = TypeVar("In")
Out = TypeVar("Out")

_LENGTH, _TICKET = 8, 4


def usable_processes(wanted: int) -> int:
    """How many processes to use when `wanted` are asked for; 0 asks for one a core.

    Forking while other threads run can leave a child with a lock that nobody will ever release (as the threads of
    `mkdocs serve` would), so with threads, or without `fork`, the answer is 1.
    """
    if not hasattr(os, "fork") or threading.active_count() > 1:
        return 1
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return wanted if wanted > 0 else cores


@contextmanager
def one_grown_heap() -> Iterator[None]:
    """While much is made that will stay: do not look through it for garbage again and again, nor ever after.

    Ten thousand members are some million objects, and the collector would visit them all each time their number has
    grown by a quarter.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    # In a server that builds again, what the last build left behind may be garbage by now.
    gc.unfreeze()
    try:
        yield
    finally:
        gc.freeze()
        if was_enabled:
            gc.enable()


def map_forked(
    work: Callable[[In], Out], items: Sequence[In], processes: int, lifetime: int = 0
) -> Iterator[Out]:
    """Yield `work(item)` for every item, in no promised order, worked on by `processes` forked children.

    Children inherit `work` and `items` by forking; only results are pickled. Each takes the next item when it is done
    with one, so put the heaviest first. An exception in a child is raised here, with the child's traceback as its
    text.

    A child shares its memory with this process until it touches it, be it to look. Where it touches much, give it a
    `lifetime` in items: then another takes its place, which shares everything again.
    """
    processes = min(processes, len(items))
    if processes <= 1:
        yield from map(work, items)
        return
    with closing(_Crew(work, items, lifetime)) as crew:
        for _ in range(processes):
            crew.fork()
        yield from crew.results()


class _Crew(Generic[In, Out]):
    """Children that share the work."""

    def __init__(self, work: Callable[[In], Out], items: Sequence[In], lifetime: int) -> None:
        self._work, self._items, self._lifetime = work, items, lifetime
        self._tickets = _tickets(len(items))
        self._children: dict[int, _Child] = {}
        """By the end of the pipe that it speaks into."""
        self._selector = DefaultSelector()

    def fork(self) -> None:
        """Let one more work."""
        # What is there now outlives the children: they need not look through it for garbage, nor copy it to do so.
        gc.freeze()
        receiver, sender = os.pipe()
        pid = os.fork()
        if pid == 0:
            # The others' as well: a pipe is broken when nobody has its end.
            for each in (receiver, *self._children):
                os.close(each)
            numbers = islice(_taken(self._tickets), self._lifetime or None)
            _work_in_child(self._work, self._items, numbers, sender)
        os.close(sender)
        self._children[receiver] = _Child(pid, bytearray())
        self._selector.register(receiver, EVENT_READ)

    def results(self) -> Iterator[Out]:
        """What all of them send, until no work is left."""
        while self._children:
            for key, _ in self._selector.select():
                child = self._children[key.fd]
                chunk = os.read(key.fd, 1 << 20)
                child.received.extend(chunk)
                yield from _take_results(child.received)
                if not chunk:
                    self._selector.unregister(key.fd)
                    os.close(key.fd)
                    del self._children[key.fd]
                    child.end()
                    if _are_left(self._tickets):
                        self.fork()

    def close(self) -> None:
        """Let nobody work any longer."""
        # All pipes first: a child that nobody reads from stops at its next result.
        for receiver in self._children:
            os.close(receiver)
        for child in self._children.values():
            os.waitpid(child.pid, 0)
        self._selector.close()
        self._tickets.close()


class _Child(NamedTuple):
    pid: int
    received: bytearray
    """What has come from it and is not a whole result yet."""

    def end(self) -> None:
        """Wait for its end, when nothing more comes from it; RuntimeError where that is too early."""
        _, code = os.waitpid(self.pid, 0)
        if self.received:
            message = "a worker process stopped in the middle of its work"
            raise RuntimeError(message)
        if code:
            message = f"a worker process ended early (wait status {code})"
            raise RuntimeError(message)


class Meanwhile(Generic[In, Out]):
    """Work that forked children do while this process goes on with its own.

    With no `processes` to spare, it is done here when the results are asked for. They wait in files that no folder
    knows, so that no child has to stop until somebody listens.
    """

    def __init__(self, work: Callable[[In], Out], items: Sequence[In], processes: int) -> None:
        processes = min(processes, len(items))
        self._work = work
        self._left = items if processes <= 0 else ()
        self._children: list[tuple[int, BinaryIO]] = []
        if self._left or not items:
            return
        tickets = _tickets(len(items))
        gc.freeze()
        for _ in range(processes):
            kept = TemporaryFile(buffering=0)  # noqa: SIM115 - it is read when the child has ended
            pid = os.fork()
            if pid == 0:
                _work_in_child(work, items, _taken(tickets), os.dup(kept.fileno()))
            self._children.append((pid, kept))
        tickets.close()

    @property
    def pids(self) -> list[int]:
        """The processes at work."""
        return [pid for pid, _ in self._children]

    def results(self) -> Iterator[Out]:
        """Wait for all of it; `work(item)` for every item, in no promised order.

        Raises RuntimeError where a child ended early or with an exception.
        """
        left, self._left = self._left, ()
        yield from map(self._work, left)
        while self._children:
            pid, kept = self._children.pop(0)
            code = os.waitpid(pid, 0)[1]
            with kept:
                kept.seek(0)
                received = bytearray(kept.read())
            yield from _take_results(received)
            if code or received:
                message = f"a worker process ended early (wait status {code})"
                raise RuntimeError(message)

    def abandon(self) -> None:
        """End the children where they are; nobody needs their results any more."""
        while self._children:
            pid, kept = self._children.pop()
            kept.close()
            os.kill(pid, SIGKILL)
            os.waitpid(pid, 0)


def _tickets(count: int) -> BinaryIO:
    """A file with the number of each item, from which all processes read on from where the last one stopped.

    They share one open file and so one position in it; the kernel hands each stretch of it to one reader only.
    """
    tickets = TemporaryFile(buffering=0)  # noqa: SIM115 - the caller closes it when the children have it
    tickets.write(b"".join(number.to_bytes(_TICKET, "big") for number in range(count)))
    tickets.seek(0)
    return tickets


def _are_left(tickets: BinaryIO) -> bool:
    return os.lseek(tickets.fileno(), 0, os.SEEK_CUR) < os.fstat(tickets.fileno()).st_size


def _taken(tickets: BinaryIO) -> Iterator[int]:
    while ticket := os.read(tickets.fileno(), _TICKET):
        yield int.from_bytes(ticket, "big")


def _work_in_child(
    work: Callable[[In], Out], items: Sequence[In], numbers: Iterable[int], sender: int
) -> None:
    """Do `items` and leave the process without running anything that the parent had planned for its own end."""
    status = 0
    try:
        with open(sender, "wb", buffering=0) as pipe:
            try:
                # A child lives too short to be worth tidying.
                gc.disable()
                for number in numbers:
                    _send(pipe, (True, work(items[number])))
            except BaseException:  # noqa: BLE001 - whatever it was, the parent has to hear of it
                _send(pipe, (False, traceback.format_exc()))
    except BrokenPipeError:
        status = 1
    finally:
        os._exit(status)


def _send(pipe: Any, result: tuple[bool, Any]) -> None:
    payload = pickle.dumps(result, protocol=pickle.HIGHEST_PROTOCOL)
    view = memoryview(len(payload).to_bytes(_LENGTH, "big") + payload)
    while view:
        view = view[pipe.write(view) :]


def _take_results(received: bytearray) -> Iterator[Any]:
    """Take whole results off the front of `received`."""
    while len(received) >= _LENGTH:
        end = _LENGTH + int.from_bytes(received[:_LENGTH], "big")
        if len(received) < end:
            return
        fine, result = pickle.loads(bytes(received[_LENGTH:end]))  # noqa: S301 - written by our own child
        del received[:end]
        if not fine:
            message = f"in a worker process:\n{result}"
            raise RuntimeError(message)
        yield result
