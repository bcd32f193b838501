"""Members' photos, small and without anything but their pixels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from .. import addresses
from ..photos import publish, read_photo
from ..portraits import photo_name
from ..profiles import Profile
from .output_file import OutputFile

_KEPT = 256
"""Published photos that stay in memory: a chunk of members and then some, for those who share one."""


class PhotoFiles:
    """The photos of a folder, each read once in a while however many members show it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._published = lru_cache(maxsize=_KEPT)(self._publish)

    def build(self, profiles: Sequence[Profile]) -> Iterator[OutputFile]:
        """The photos of those of `profiles` who have one that can be shown."""
        for profile in profiles:
            for pixels, content in self._of(profile).items():
                yield OutputFile(addresses.photo(profile.handle, pixels), content)

    def addresses_of(self, profile: Profile) -> Mapping[int, str]:
        """Width and height in pixels → the address of the member's photo; empty where there is none to show."""
        return {pixels: addresses.photo(profile.handle, pixels) for pixels in self._of(profile)}

    def _of(self, profile: Profile) -> Mapping[int, bytes]:
        name = photo_name(profile)
        return self._published(name) if name else {}

    def _publish(self, name: str) -> Mapping[int, bytes]:
        # All is well with it as far as checking knows; but while somebody edits, it may be gone by now.
        photo, _ = read_photo(self._folder / name, name)
        return publish(photo) if photo else {}
