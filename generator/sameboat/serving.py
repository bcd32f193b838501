"""A server that shows a saved profile on its own page before the whole site is built anew.

MkDocs' server knows one answer to a change, which is to build everything. Where that takes long, the folder of
profiles is watched here instead, and the pages of whom somebody edited are made into the site that is served. Who
comes, who goes and everything that others show waits for a whole build; a mistake waits for its mend.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from threading import Condition, Lock
from time import perf_counter
from typing import Protocol, cast

from jinja2 import TemplateError

from .checking import Community, check_community
from .problems import Problem
from .profiles import ENDING, Profile, handle_of
from .watching import Watch

QUICK_FROM = 300
"""So many members make a whole build so long that a saved profile is shown before it."""
UNTIL_MENDED = "The members stay as they were until this is mended."


class Server(Protocol):
    """What has to be known of MkDocs' server from inside: it offers no other way."""

    builder: Callable[[], None]
    _rebuild_cond: Condition
    _want_rebuild: bool
    """Whether to build everything at the next opportunity; held by `_rebuild_cond`."""
    _epoch_cond: Condition
    _wanted_epoch: int
    """The site that is being built. No page is served while it is not the visible one."""
    _visible_epoch: int
    """The site that is served, in milliseconds of the clock; browsers ask for a later one. Held by `_epoch_cond`."""


def as_known(server: object) -> Server | None:
    """`server`, if it is made as we know it; None of another, which then builds everything as it always does."""
    return cast("Server", server) if all(hasattr(server, name) for name in Server.__annotations__) else None


class ShownSite(Protocol):
    """The site that is served, as its maker offers it."""

    def knows(self, handle: str) -> bool:
        """Whether it has a page of this member."""

    def show(self, profiles: Sequence[Profile]) -> None:
        """Make the pages of these members anew. Raises OSError and TemplateError."""


class QuickServing:
    """Watches the profiles of a `community`, and shows what is saved."""

    def __init__(
        self,
        server: Server,
        community: Community,
        site: ShownSite,
        tell: Callable[[Iterable[Problem]], None],
        log: logging.Logger | logging.LoggerAdapter[logging.Logger],
    ) -> None:
        self._server, self._community, self._site, self._tell, self._log = server, community, site, tell, log
        self._lock = Lock()
        """Held while the site is built or a page of it is made anew: only one of them at a time."""
        self._build_everything = server.builder
        server.builder = self._build
        self.watch = Watch(community.members, ENDING, self._look)

    def _build(self) -> None:
        with self._lock:
            self._build_everything()

    def _look(self, changed: set[str], gone: set[str]) -> None:
        """Show what is in the files `changed`, or let everything be built, for those that are `gone` too."""
        try:
            with self._lock:
                is_enough = not gone and self._show(changed)
        except Exception:  # noqa: BLE001 - whatever it is, the next save is shown
            # The watch would end with its thread, and no profile would be shown ever after.
            self._log.exception("A profile could not be shown by itself; everything is built anew.")
            is_enough = False
        if not is_enough:
            want_build(self._server)

    def _show(self, changed: set[str]) -> bool:
        """Whether nothing more is to be done for the files `changed`: they are shown, or their mistakes are told."""
        started = perf_counter()
        named = [self._community.members / name for name in sorted(changed)]
        checked = check_community(self._community, named, processes=1)
        self._tell(checked.problems)
        if checked.has_errors:
            self._log.error(UNTIL_MENDED)
            return True
        handles = [handle_of(name) for name in sorted(changed)]
        if not all(self._site.knows(handle) for handle in handles) or len(checked.profiles) != len(handles):
            return False
        try:
            with holding_requests(self._server):
                self._site.show(checked.profiles)
        except (OSError, TemplateError) as error:
            self._log.error("%s. The pages stay as they were.", error)
            return True
        self._log.debug("sameboat: showing %.3f s", perf_counter() - started)
        self._log.info(
            "%s: the page is new. Lists, search and the matches of others follow with the next full build: "
            "save a file of docs/, schema/ or mkdocs.yml for one.",
            ", ".join(handles),
        )
        return True


def want_build(server: Server) -> None:
    """Let the server build everything, as if one of the files had changed that it watches itself."""
    with server._rebuild_cond:  # noqa: SLF001 - there is no other way in
        server._want_rebuild = True  # noqa: SLF001
        server._rebuild_cond.notify_all()  # noqa: SLF001


@contextmanager
def holding_requests(server: Server) -> Iterator[None]:
    """Let nobody get a page while some are written, and have browsers load again what they show.

    Where a whole build is about to begin, requests wait already, and go on waiting until it is done.
    """
    with server._epoch_cond:  # noqa: SLF001 - there is no other way in
        is_building = server._wanted_epoch != server._visible_epoch  # noqa: SLF001
        # One later than the last is enough for browsers, and no build has it, for those go by the clock.
        epoch = server._visible_epoch + 1  # noqa: SLF001
        if not is_building:
            server._wanted_epoch = epoch  # noqa: SLF001
    try:
        yield
    finally:
        with server._epoch_cond:  # noqa: SLF001
            # A build that began meanwhile waits for us, and has set an epoch of its own.
            if not is_building and server._wanted_epoch == epoch:  # noqa: SLF001
                server._visible_epoch = epoch  # noqa: SLF001
                server._epoch_cond.notify_all()  # noqa: SLF001
