"""The site as a whole: its name, and what its pages are called where people read about it elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha1
from uuid import NAMESPACE_URL

from .. import addresses
from ..forge import Forge

_URLS = NAMESPACE_URL.bytes


@dataclass(frozen=True, slots=True)
class Site:
    """What `mkdocs.yml` says of the site."""

    name: str
    description: str = ""
    url: str = ""
    """Where the site will stand, ending in a slash; empty where nobody has said."""
    forge: Forge = field(default_factory=Forge)
    """Where its repository stands."""
    contact: str = ""
    """Where its people can be written to: an address of a page, or mailto:."""
    guides: frozenset[str] = frozenset()
    """Pages of its own that ours lead to, by name: "privacy"."""

    def told(self) -> tuple[object, ...]:
        """All of it, in an order that does not change from one process to another."""
        return (self.name, self.description, self.url, self.forge, self.contact, sorted(self.guides))

    def guide(self, name: str) -> str:
        """The address of the community's own page called `name`; empty where it has none."""
        return f"{name}.html" if name in self.guides else ""

    def link(self, target: str, start: str = "") -> str:
        """A link to `target`, absolute where that is possible, else from the file at `start`."""
        return self.url + target if self.url else addresses.relative(start, target)

    def iri(self, address: str) -> str:
        """A name for what stands at `address` that stays the same from build to build: its address on the web.

        A site that does not know its own makes one of its name; that is as unique as the name is.
        """
        if self.url:
            return self.url + address
        # What `uuid5` does (RFC 9562, section 5.5), in a third of its time: a directory has a name for everybody.
        hashed = bytearray(
            sha1(_URLS + f"{self.name}/{address}".encode(), usedforsecurity=False).digest()[:16]
        )
        hashed[6] = hashed[6] & 0x0F | 0x50
        hashed[8] = hashed[8] & 0x3F | 0x80
        written = hashed.hex()
        return f"urn:uuid:{written[:8]}-{written[8:12]}-{written[12:16]}-{written[16:20]}-{written[20:]}"
