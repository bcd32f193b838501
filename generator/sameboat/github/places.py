"""What a path in the repository is: somebody's profile, somebody's photo, or none of both."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from ..formats import is_handle
from ..photos import ENDINGS, FOLDER
from ..profiles import ENDING


@dataclass(frozen=True, slots=True)
class Places:
    """Where the members' and the schema's folders are, as seen from the top of the repository."""

    members: str = "members"
    schema: str = "schema"

    def profile_of(self, path: str) -> str:
        """The handle whose profile is at exactly this path; empty where none is."""
        folder, _, name = path.rpartition("/")
        handle = name.removesuffix(ENDING)
        return handle if folder == self.members and name.endswith(ENDING) and is_handle(handle) else ""

    def photo_of(self, path: str) -> str:
        """The handle after which a photo at exactly this path is named; empty where it is named otherwise."""
        folder, _, name = path.rpartition("/")
        handle, ending = PurePosixPath(name).stem, PurePosixPath(name).suffix
        is_photo = folder == f"{self.members}/{FOLDER}" and ending in ENDINGS and is_handle(handle)
        return handle if is_photo else ""

    def is_near_members(self, path: str) -> bool:
        """Whether a path is the members' folder or inside it, on any disk, also on one that knows no capitals."""
        folded = path.casefold()
        return folded == self.members.casefold() or folded.startswith(f"{self.members.casefold()}/")

    def is_of_schema(self, path: str) -> bool:
        """Whether a path is in the folder of the schema and the vocabularies."""
        return path.startswith(f"{self.schema}/")

    def claims(self, path: str) -> str:
        """The handle that a path would take on a disk that knows no capitals, or with another ending; or nothing."""
        folder, _, name = path.casefold().rpartition("/")
        handle, _, ending = name.rpartition(".")
        is_claim = folder == self.members.casefold() and ending in ("yml", "yaml")
        return handle if is_claim and is_handle(handle) else ""

    def kind_of(self, path: str) -> str:
        """What a path outside the members' folder holds, in words; the most delicate first."""
        top = path.casefold().partition("/")[0]
        if top == ".github":
            return "what runs on this repository"
        if top == self.schema.casefold():
            return "the schema or the lists"
        if top in ("generator", "tests", "tools", "makefile", "pyproject.toml", "mkdocs.yml", "package.json"):
            return "the generator"
        return "pages" if top == "docs" else "other files"
