"""Friends as a page shows them: those who list each other. Nobody else learns whom somebody would like to know."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from ..directory import NAME, Directory
from ..profiles import Profile
from ..rendering import marked

FRIENDS = "friends"


class Friends(dict[str, Sequence[Markup]]):
    """Handle → links to that member's friends, in the member's own order; made when they are first asked for."""

    def __init__(self, directory: Directory, link: Callable[[str, str], str]) -> None:
        """`link` makes the HTML of a link from the page of one member to that of another, of a handle and a name."""
        super().__init__()
        self._profiles = {profile.handle: profile for profile in directory.profiles}
        self._link = link

    def named_by(self, profile: Profile) -> list[str]:
        """The handles of those whom `profile` names and who are here: it takes both to make friends."""
        return [handle for handle in _named(profile) if handle in self._profiles]

    def prepare(self) -> None:
        """Make all of them.

        Friends sit anywhere, so a process that makes pages would come to have most of the memory in which profiles
        are for itself, by looking at who is named there.
        """
        for profile in self._profiles.values():
            if FRIENDS in profile.fields:
                _ = self[profile.handle]

    def __missing__(self, handle: str) -> Sequence[Markup]:
        profile = self._profiles[handle]
        made: list[Markup] = []
        for named in self.named_by(profile):
            friend = self._profiles[named]
            if handle in _named(friend):
                made.append(marked(self._link(named, str(friend.fields[NAME]))))  # a link is escaped
        self[handle] = made
        return made


def _named(profile: Profile) -> Sequence[str]:
    fields: Mapping[str, Any] = profile.fields
    named: Sequence[str] = fields.get(FRIENDS, ())
    return named
