"""Open Graph tags: what a page looks like where somebody passes its link on (ogp.me)."""

from __future__ import annotations

import re
from typing import Literal

from markupsafe import Markup, escape

from .. import addresses
from ..rendering import attribute
from .site import Site

_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


class OpenGraph:
    """Makes the tags of pages; what all of them share is made once.

    Descriptions are left out: whoever reads these tags takes the page's own where there is no other. The address and
    the picture are required and have to be absolute, so a site that does not know its own address goes without tags.
    """

    def __init__(self, site: Site) -> None:
        self._url = site.url
        self._picture = f"<meta property=og:image content={attribute(site.link(addresses.SOCIAL_IMAGE))}>"
        self._alternative = f'<meta property=og:image:alt content="{escape(site.name)}">'

    def tags(self, address: str, title: str, kind: Literal["website", "profile"] = "website") -> Markup:
        """The tags of the page at `address`; `title` is plain text."""
        if not self._url:
            return Markup()
        # The picture says the site's name and no more. There is a page of this kind for every member.
        alternative = "" if kind == "profile" else self._alternative
        return Markup(  # noqa: S704 - every part of it is escaped
            f'<meta property=og:title content="{escape(title)}"><meta property=og:type content={kind}>'
            f"<meta property=og:url content={attribute(self._url + address)}>{self._picture}{alternative}"
        )

    def tags_of(self, html: str, address: str) -> Markup:
        """The tags of a page that is already made: its title is the one in its head."""
        found = _TITLE.search(html)
        return self.tags(address, Markup(found[1]).unescape() if found else "")  # noqa: S704 - it is unescaped at once
