"""A first line to borrow: made of what somebody wrote, so that it is about them and not about the weather."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..directory import Directory
from ..profiles import Profile
from .terms import labels_of

SUBJECTS, WORKS, OFFERS = "ask_me_about", "read_first", "can_help_with"
TITLE, TOPIC = "title", "topic"


class Starters:
    """Makes first lines in the site's language."""

    def __init__(self, directory: Directory) -> None:
        self._words = directory.words
        self._topics = labels_of(directory.schema, OFFERS)

    def of(self, profile: Profile) -> list[str]:
        """One to three lines for `profile`: about what they like to be asked, what they make, what they offer.

        None has a name in it: what stands on a page is a whole name, and nobody is greeted by that.
        """
        fields: Mapping[str, Any] = profile.fields
        _ = self._words.gettext
        lines = [
            _("Hi! May I ask you about “%(thing)s”?") % {"thing": thing}
            for thing in fields.get(SUBJECTS, ())[:1]
        ]
        title = next((work[TITLE] for work in fields.get(WORKS, ()) if TITLE in work), "")
        if title:
            lines.append(_("Hi! I have been reading “%(title)s”.") % {"title": title})
        topic = next((self._topics.get(offer[TOPIC], "") for offer in fields.get(OFFERS, ())), "")
        if topic:
            lines.append(_("Hi! You help with “%(topic)s”. May I ask you something?") % {"topic": topic})
        return lines or [_("Hi! I came by your page and wanted to say hello.")]

    def of_the_day(self, profile: Profile, day: int) -> str:
        """One of them; on the next `day`, counted from any, another."""
        lines = self.of(profile)
        return lines[day % len(lines)]
