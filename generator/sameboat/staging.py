"""A site that is built beside the one that stands, and takes its place at the very end.

    begin    make `<site>.next`, after clearing away what an interrupted build left
    finish   swap the two folders in one step of the kernel, and remove the older
    discard  after a mistake: remove what was begun

Until `finish`, nothing in the site is touched, so a kill, a full disk or an error at any moment leaves it whole. A
folder is only ever removed when it holds our marker: somebody may keep a `site.old` of their own.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import shutil
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep

MARKER = ".sameboat-building"
"""The file that says of a folder that it is ours to remove."""

_MARKED = b"Sameboat was building here and was interrupted. The next build clears this away.\n"
_PATIENCE = 10.0
"""Seconds to wait for another build to end; the children of one that was killed live on for a moment."""
_PAUSE = 0.05
_CANNOT_EXCHANGE = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP})


class CannotStageError(Exception):
    """The site has to be built where it stands; the message says why."""


class BusyError(Exception):
    """Another build is at work on the same site."""


@dataclass(frozen=True)
class Staging:
    """A site under construction."""

    site: Path
    """Where the site stands, or will; no part of it is a link."""
    _lock: int = field(repr=False)

    @property
    def folder(self) -> Path:
        """Where to build."""
        return _next(self.site)

    @staticmethod
    def begin(site_dir: Path, patience: float = _PATIENCE) -> Staging:
        """Make an empty folder beside the site, after mending what an interrupted build left.

        Raises CannotStageError where folders cannot be renamed, and BusyError when somebody else has been building
        the same site for `patience` seconds.
        """
        site = site_dir.resolve()
        folder = _next(site)
        if site.exists() and not site.is_dir():
            raise CannotStageError(f"{site} is no folder")
        if os.path.ismount(site):
            raise CannotStageError(f"{site} is a mount point, which cannot be renamed")
        if folder.is_symlink() or (folder.exists() and not _is_ours(folder)):
            raise CannotStageError(f"there is something in {folder} that no build of ours put there")
        try:
            lock = _make_locked(folder, patience)
            _mend(site)
            _empty(folder)
            (folder / MARKER).write_bytes(_MARKED)
        except OSError as error:
            raise CannotStageError(f"{folder} cannot be made ({error.strerror})") from error
        return Staging(site, lock)

    def finish(self) -> bool:
        """Put the new site in the place of the old one; False where it had to be copied there, piece by piece.

        Files and folders whose names start with a dot, such as `.git`, are not MkDocs': they are carried over. Raises
        OSError when the disk takes no more.
        """
        new, site = self.folder, self.site
        if not site.exists():
            new.rename(site)
            (site / MARKER).unlink()
            os.close(self._lock)
            return True
        _carry_over(site, new)
        shutil.copystat(site, new)
        # Whoever waits for the lock must not begin in the old site while it is being removed.
        old_lock = _wait_for_lock(site)
        # The marker stands in both, so that whichever is called what when the power goes, the right one is removed.
        (site / MARKER).write_bytes(_MARKED)
        was_swapped = True
        try:
            old = _swap(site, new)
        except OSError:
            # A bind mount, or a parent in which only its owner may rename.
            _empty(site, keep_dots=True)
            _merge(new, site, replace=True)
            was_swapped, old = False, new
        (site / MARKER).unlink(missing_ok=True)
        _remove(old)
        for descriptor in (old_lock, self._lock):
            os.close(descriptor)
        return was_swapped

    def discard(self) -> None:
        """Remove what was built; the site stays as it was."""
        with suppress(OSError):
            _remove(self.folder)
        os.close(self._lock)


def _next(site: Path) -> Path:
    return site.with_name(f"{site.name}.next")


def _old(site: Path) -> Path:
    return site.with_name(f"{site.name}.old")


def _is_ours(folder: Path) -> bool:
    """Whether `folder` may be removed: it is marked, or empty as it is in the moment before the mark."""
    return folder.is_dir() and ((folder / MARKER).is_file() or not any(folder.iterdir()))


def _mend(site: Path) -> None:
    """Bring the neighbours of `site` in order after a build that was killed while it swapped."""
    old = _old(site)
    if (old / MARKER).is_file():
        if site.exists():
            _remove(old)
        else:
            old.rename(site)
    (site / MARKER).unlink(missing_ok=True)


def _make_locked(folder: Path, patience: float) -> int:
    """Make `folder` where it is missing, and lock it; the lock ends with the last process that holds it."""
    deadline = monotonic() + patience
    while True:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            lock = _try_lock(folder)
        except BlockingIOError:
            lock = -1
        except FileNotFoundError:
            continue
        if lock >= 0:
            with suppress(FileNotFoundError):
                # Whoever held it before may have renamed it meanwhile: then it is the lock of something else.
                if os.path.samestat(os.fstat(lock), folder.stat()):
                    return lock
            os.close(lock)
        if monotonic() > deadline:
            raise BusyError(f"another build is at work in {folder}")
        sleep(_PAUSE)


def _try_lock(folder: Path) -> int:
    """A descriptor of `folder` that holds its lock. Raises BlockingIOError when somebody else does."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise
    except OSError:
        pass  # some network disks know no locks; one build at a time is then up to the people
    return descriptor


def _wait_for_lock(folder: Path) -> int:
    """The lock of a folder that somebody can only hold for a moment, while they find out that it is not theirs."""
    while True:
        try:
            return _try_lock(folder)
        except BlockingIOError:
            sleep(_PAUSE)


def _swap(site: Path, new: Path) -> Path:
    """Let `new` be called `site`; where the old one is now. Where the kernel can, there is no moment without a site."""
    if _exchange(site, new):
        return new
    old = _old(site)
    if old.exists():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(old))
    site.rename(old)
    new.rename(site)
    return old


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders' names in one step; False where this system or this disk has no such step.

    Raises OSError where they cannot be renamed at all.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    paths = os.fsencode(one), os.fsencode(other)
    try:
        if sys.platform == "darwin":
            failed = libc.renamex_np(*paths, 2)  # RENAME_SWAP
        else:
            failed = libc.renameat2(-100, paths[0], -100, paths[1], 2)  # AT_FDCWD, RENAME_EXCHANGE
    except AttributeError:
        return False
    if not failed:
        return True
    code = ctypes.get_errno()
    if code in _CANNOT_EXCHANGE:
        return False
    raise OSError(code, os.strerror(code), str(one))


def _carry_over(site: Path, new: Path) -> None:
    """Take along what MkDocs leaves alone when it empties a folder: everything whose name starts with a dot."""
    with os.scandir(site) as entries:
        for entry in entries:
            if entry.name.startswith(".") and entry.name != MARKER:
                _take(Path(entry.path), new / entry.name, replace=False)


def _merge(source: Path, target: Path, *, replace: bool) -> None:
    """Put everything of the folder `source` below the folder `target` as well; what is there stays, or is replaced."""
    with os.scandir(source) as entries:
        for entry in entries:
            _take(Path(entry.path), target / entry.name, replace=replace)


def _take(source: Path, target: Path, *, replace: bool) -> None:
    if source.is_dir() and not source.is_symlink():
        if not target.is_dir():
            target.mkdir()
            shutil.copystat(source, target)
        _merge(source, target, replace=replace)
        return
    if os.path.lexists(target):
        if not replace or (target.exists() and target.samefile(source)):
            return
        target.unlink()
    try:
        target.hardlink_to(source) if not source.is_symlink() else target.symlink_to(source.readlink())
    except OSError:
        shutil.copy2(source, target, follow_symlinks=False)


def _empty(folder: Path, *, keep_dots: bool = False) -> None:
    """Remove everything in `folder` but its marker."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name == MARKER or (keep_dots and entry.name.startswith(".")):
                continue
            if entry.is_dir(follow_symlinks=False):
                shutil.rmtree(entry.path)
            else:
                Path(entry.path).unlink()


def _remove(folder: Path) -> None:
    """Remove `folder`, its marker last: as long as anything is left, it can be seen that it is ours."""
    _empty(folder)
    (folder / MARKER).unlink(missing_ok=True)
    folder.rmdir()
