"""A member in a list: their name, which leads to their page, and their own line."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from ..profiles import Profile
from ..rendering import Rendering

# Stands for the way to the root until a page is known; no member text can hold it, since it is a control character.
_ROOT = "\x01"


class Cards:
    """The cards of all members, each rendered once and then fitted to the depth of the page it stands on."""

    def __init__(self, rendering: Rendering) -> None:
        self._template = rendering.template("card")
        self._made: dict[str, str] = {}

    def on_page(self, members: Iterable[Profile], root: str) -> Markup:
        """The cards of `members` for a page from which `root` leads to the site's root."""
        made = self._made
        cards = []
        for member in members:
            card = made.get(member.handle)
            if card is None:
                card = self._template.render(
                    handle=member.handle,
                    name=name_of(member),
                    tagline=line_of(member),
                    root=_ROOT,
                )
                made[member.handle] = card
            cards.append(card)
        return Markup("".join(cards).replace(_ROOT, root))  # noqa: S704 - autoescape made them


def name_of(member: Profile) -> str:
    """What stands on the card as their name."""
    return str(member.fields["name"])


def line_of(member: Profile) -> str:
    """Their own line below it; "" where they wrote none."""
    return str(member.fields.get("tagline", ""))
