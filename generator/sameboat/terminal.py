"""One line that tells someone at a terminal how far a long piece of work has come."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from types import TracebackType
from typing import Self, TextIO

_PATIENCE = 1.0
"""Seconds before the line appears: shorter work needs no telling."""
_PAUSE = 0.1
"""Seconds between two versions of the line."""


class ProgressLine:
    """Call it with what is being done, how much is done, and how much there is; silent when nobody watches."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = monotonic) -> None:
        self._stream = stream
        self._clock = clock
        self._watched = stream.isatty()
        self._next = clock() + _PATIENCE
        self._shown = False

    def __call__(self, what: str, done: int, total: int) -> None:
        """Show the line, if it is time."""
        now = self._clock()
        if self._watched and now >= self._next:
            self._next = now + _PAUSE
            self._shown = True
            self._stream.write(f"\r{what}: {done:,} of {total:,}\x1b[K")
            self._stream.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
