"""What each stamped file is made of, as a digest: as long as it stays the same, the file of the last build will do.

Of everybody whose words a page shows, the whole profile counts, whichever part of it is shown; a test holds that no
page reads a profile that is missing here. What is the same for all pages (templates, shells, the schema, the site, the
day) is in the digest that everything starts from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from operator import attrgetter
from typing import Any

from .. import addresses
from ..cache import digest, digest_all, digest_of
from ..crowd import Person
from ..directory import NAME, Directory
from ..profiles import Profile
from ..shells import Shells
from .feeds import Feeds
from .hubs import ASIDE_CARDS, HubPage

_told_of: Callable[[Person], Any] = attrgetter(*(each.name for each in fields(Person)))


@dataclass(frozen=True)
class Ingredients:
    """The digests of one directory."""

    base: bytes
    """Of what is the same for all."""
    profiles: Mapping[str, bytes]
    """Handle → digest of the profile."""
    everything: bytes
    """Of all of it: for files that tell of everybody."""
    shelves: Mapping[str, bytes]
    """Kind → digest of what its hubs are called."""
    crowd: bytes
    """Of what matching knows of everybody, and of all names."""
    feeds: Feeds

    @staticmethod
    def of(directory: Directory, base: bytes, feeds: Feeds, people: Iterable[Person]) -> Ingredients:
        """Take the digest of every profile once; `people` can be matched."""
        profiles = {each.handle: _digest_of_profile(each) for each in directory.profiles}
        names = [(each.handle, each.fields[NAME]) for each in directory.by_name]
        crowd = digest_of([names, *map(_told_of, people)])
        shelves = {
            name: digest_of([(each.slug, each.label, each.group) for each in kind.shelves])
            for name, kind in directory.kinds.items()
        }
        moved = [(each.time, each.handle, each.came) for each in directory.movements]
        history = digest_of([moved, list(directory.arrivals.items())])
        everything = digest_all((base, history, *profiles.values()))
        return Ingredients(base, profiles, everything, shelves, crowd, feeds)

    def on(self, shells: Shells) -> Ingredients:
        """The same for pages, of which these shells are a part."""
        parts = [(name, *shell.parts) for name, shell in sorted(shells.by_name.items())]
        return replace(self, base=digest(self.base, digest_of(parts)))

    def everybody(self, name: str) -> bytes:
        """Of a file that tells of everybody."""
        return digest(name.encode(), self.everything)

    def nobody(self, name: str) -> bytes:
        """Of a file that tells of nobody."""
        return digest(name.encode(), self.base)

    def member(self, profile: Profile, others: Iterable[str], photo: bytes) -> bytes:
        """Of a member's files, which show something of `others`, by handle, and of whom matching finds for them."""
        return digest(b"member", self.base, self.crowd, photo, *self._known((profile.handle, *others)))

    def member_matched(self, profile: Profile, others: Iterable[str], photo: bytes, matched: str) -> bytes:
        """The same when matching is done: `matched` is all that the page says of it."""
        return digest(b"matched", self.base, matched.encode(), photo, *self._known((profile.handle, *others)))

    def hub(self, page: HubPage, search: str) -> bytes:
        """Of a page of a hub, from which `search` leads on."""
        shelf, hub = page.shelf, page.hub
        start = (page.number - 1) * addresses.CARDS_A_PAGE
        people = shelf.people.get(hub.aspect, ())
        shown = people[start : start + addresses.CARDS_A_PAGE]
        aside = [aside[:ASIDE_CARDS] for aside in shelf.people.values()] if page.number == 1 else []
        told = (
            page.address, shelf.label, shelf.description, shelf.group, page.number,
            [(aspect, len(each)) for aspect, each in shelf.people.items()],
            search, self.shelves[shelf.kind], self.feeds.of(shelf.kind, shelf.slug) is not None,
            [len(each) for each in aside],
        )  # fmt: skip
        asides = (profile for each in aside for profile in each)
        return digest(b"hub", self.base, digest_of(told), *self._of(shown), *self._of(asides))

    def shard(self, address: str, members: Iterable[Profile], strangers: Sequence[str]) -> bytes:
        """Of a shard of the API, which leaves out what its `members` say of `strangers`."""
        return digest(b"shard", self.base, digest_of([address, strangers]), *self._of(members))

    @property
    def matched(self) -> bytes:
        """Of a whole matching: with it in the last build, no page has to wait for one."""
        return digest(b"matching", self.base, self.crowd)

    def _of(self, profiles: Iterable[Profile]) -> list[bytes]:
        return self._known(each.handle for each in profiles)

    def _known(self, handles: Iterable[str]) -> list[bytes]:
        return [self.profiles[handle] for handle in handles]


def _digest_of_profile(profile: Profile) -> bytes:
    # The file has been looked at byte by byte already.
    content = profile.content or digest_of(profile.fields)
    return digest(profile.handle.encode(), content)
