"""Where the community's repository stands on the web: members' logins, editing a file, telling the organisers."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

_GITLAB_HOSTS = ("gitlab.com",)
_GITHUB_HOSTS = ("github.com",)


@dataclass(frozen=True, slots=True)
class Forge:
    """Addresses on the forge; all empty for a community that names no repository."""

    people: str = ""
    """Where logins have their pages, ending in a slash."""
    editing: str = ""
    """Where a file of the members' folder can be edited, ending in a slash."""
    telling: str = ""
    """Where the organisers are told of something; a title may follow."""

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
        if host in _GITHUB_HOSTS:
            edit, issue = "edit", "issues/new?title="
        elif host in _GITLAB_HOSTS or host.startswith("gitlab."):
            edit, issue = "-/edit", "-/issues/new?issue[title]="
        else:
            edit, issue = "_edit", "issues/new?title="
        outside = members.startswith(("/", ".."))
        editing = "" if outside else f"{base}/{edit}/{quote(branch)}/{quote(members)}/"
        return Forge(f"https://{parts.netloc}/", editing, f"{base}/{issue}")

    def edit_address(self, handle: str) -> str:
        """Where the profile of `handle` can be edited; empty where nobody knows."""
        return f"{self.editing}{handle}.yml" if self.editing else ""

    def tell_address(self, handle: str) -> str:
        """Where something about the profile of `handle` can be told; empty where nobody knows."""
        return f"{self.telling}{quote(f'About {handle}')}" if self.telling else ""
