"""A member in a list: their name, which leads to their page, and a line of theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from markupsafe import Markup

from ..profiles import Profile
from ..rendering import Rendering

# Stands for the way to the root until a page is known; no member text can hold it, since it is a control character.
_ROOT = "\x01"


class Cards:
    """The cards of all members; one with their own line is rendered once and fitted to each page it stands on."""

    def __init__(self, rendering: Rendering) -> None:
        self._template = rendering.template("card")
        self._made: dict[str, str] = {}

    def prepare(self, members: Iterable[Profile]) -> None:
        """Make the cards of `members` with their own lines, so that processes to come need not each make them."""
        for member in members:
            self._made[member.handle] = self._card(member, line_of(member))

    def on_page(
        self, members: Iterable[Profile], root: str, said: Callable[[Profile], str] | None = None
    ) -> Markup:
        """The cards of `members` for a page from which `root` leads to the site's root.

        What somebody `said` about what the page is about stands in the place of their own line.
        """
        made = self._made
        cards = []
        for member in members:
            line = said(member) if said else ""
            card = self._card(member, line) if line else made.get(member.handle)
            if card is None:
                card = made[member.handle] = self._card(member, line_of(member))
            cards.append(card)
        return Markup("".join(cards).replace(_ROOT, root))  # noqa: S704 - autoescape made them

    def _card(self, member: Profile, line: str) -> str:
        return self._template.render(handle=member.handle, name=name_of(member), line=line, root=_ROOT)


def name_of(member: Profile) -> str:
    """What stands on the card as their name."""
    return str(member.fields["name"])


def line_of(member: Profile) -> str:
    """Their own line below it; "" where they wrote none."""
    return str(member.fields.get("tagline", ""))
