"""Where the community's repository stands on the web: members' logins, editing a file, telling the organisers."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

_GITLAB_HOSTS = ("gitlab.com",)
_GITHUB_HOSTS = ("github.com",)
MOST_IN_ADDRESS = 6_000
"""Bytes of an address that every server on the way takes; GitHub refuses longer ones at about 8 kB."""


@dataclass(frozen=True, slots=True)
class Forge:
    """Addresses on the forge; all empty for a community that names no repository."""

    people: str = ""
    """Where logins have their pages, ending in a slash."""
    editing: str = ""
    """Where a file of the members' folder can be edited, ending in a slash."""
    telling: str = ""
    """Where the organisers are told of something; a title may follow."""
    adding: str = ""
    """Where a new file of the members' folder is written; its name is to follow."""
    filling: str = ""
    """What stands between the name and the text of a new file; empty where the forge takes no text in an address."""
    uploading: str = ""
    """Where a photo is put into the folder of photos."""
    removing: str = ""
    """Where a file of the members' folder is deleted, ending in a slash; empty where the forge has no such page."""

    @staticmethod
    def of(repo_url: str, branch: str, members: str) -> Forge:
        """The forge of the repository at `repo_url`; `members` is the path of the members' folder in it.

        GitHub, GitLab and Forgejo (Gitea, Codeberg) each have their own way of writing an address.
        """
        parts = urlsplit(repo_url.rstrip("/"))
        if parts.scheme != "https" or parts.path.count("/") < 2:
            return Forge()
        host = parts.hostname or ""
        base = repo_url.rstrip("/").removesuffix(".git")
        outside = members.startswith(("/", ".."))
        branch, folder = quote(branch), quote(members)
        if host in _GITHUB_HOSTS:
            edit, issue = "edit", "issues/new?title="
            # GitHub takes a whole path for the name; in a folder's own address it has lost the name now and then.
            add, fill = f"new/{branch}?filename={folder}/", "&value="
            upload, remove = f"upload/{branch}/{folder}/photos", "delete"
        elif host in _GITLAB_HOSTS or host.startswith("gitlab."):
            edit, issue = "-/edit", "-/issues/new?issue[title]="
            add, fill = f"-/new/{branch}?file_name={folder}/", ""
            upload, remove = f"-/tree/{branch}/{folder}/photos", ""
        else:
            edit, issue = "_edit", "issues/new?title="
            add, fill = f"_new/{branch}/{folder}/?filename=", "&value="
            upload, remove = f"_upload/{branch}/{folder}/photos", "_delete"
        people, telling = f"https://{parts.netloc}/", f"{base}/{issue}"
        if outside:
            return Forge(people, "", telling)
        return Forge(
            people=people,
            editing=f"{base}/{edit}/{branch}/{folder}/",
            telling=telling,
            adding=f"{base}/{add}",
            filling=fill,
            uploading=f"{base}/{upload}",
            removing=f"{base}/{remove}/{branch}/{folder}/" if remove else "",
        )

    def edit_address(self, handle: str) -> str:
        """Where the profile of `handle` can be edited; empty where nobody knows."""
        return f"{self.editing}{handle}.yml" if self.editing else ""

    def new_address(self, handle: str, text: str) -> str:
        """Where the profile of `handle` can be written, with `text` in it where the forge takes one and it is short
        enough; empty where nobody knows."""
        address = f"{self.adding}{quote(handle)}.yml" if self.adding else ""
        filled = f"{address}{self.filling}{quote(text, safe='')}"
        return filled if address and self.filling and len(filled) <= MOST_IN_ADDRESS else address

    def tell_address(self, handle: str) -> str:
        """Where something about the profile of `handle` can be told; empty where nobody knows."""
        return f"{self.telling}{quote(f'About {handle}')}" if self.telling else ""
