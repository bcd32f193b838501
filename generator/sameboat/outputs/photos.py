"""Members' photos, small and without anything but their pixels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from .. import addresses
from ..cache import NO_CACHE, Cache, digest
from ..photos import publish, read_photo
from ..portraits import photo_name
from ..profiles import Profile
from .output_file import OutputFile

_KEPT = 256
"""Published photos that stay in memory: a chunk of members and then some, for those who share one."""


class PhotoFiles:
    """The photos of a folder, each read once in a while however many members show it."""

    def __init__(self, folder: Path, cache: Cache = NO_CACHE) -> None:
        self._folder = folder
        self._cache = cache
        self._published = lru_cache(maxsize=_KEPT)(self._publish)

    def build(self, profiles: Sequence[Profile]) -> Iterator[OutputFile]:
        """The photos of those of `profiles` who have one that can be shown."""
        for profile in profiles:
            for pixels, content in self._of(profile).items():
                yield OutputFile(addresses.photo(profile.handle, pixels), content)

    def addresses_of(self, profile: Profile) -> Mapping[int, str]:
        """Width and height in pixels → the address of the member's photo; empty where there is none to show."""
        return {pixels: addresses.photo(profile.handle, pixels) for pixels in self._of(profile)}

    def digest_of(self, profile: Profile) -> bytes:
        """Changes with the photo of `profile`; empty without one."""
        name = photo_name(profile)
        return self._digest(name) if name else b""

    def _of(self, profile: Profile) -> Mapping[int, bytes]:
        name = photo_name(profile)
        return self._published(name) if name else {}

    def _digest(self, name: str) -> bytes:
        try:
            return digest(name.encode(), (self._folder / name).read_bytes())
        except OSError:
            return b"-"

    def _publish(self, name: str) -> Mapping[int, bytes]:
        key = self._digest(name)
        kept = self._cache.load(cache_name := f"published/{key.hex()}")
        if isinstance(kept, dict):
            return kept
        # All is well with it as far as checking knows; but while somebody edits, it may be gone by now.
        photo, _ = read_photo(self._folder / name, name)
        published = publish(photo) if photo else {}
        if self._digest(name) == key:
            self._cache.save(cache_name, dict(published))
        return published
