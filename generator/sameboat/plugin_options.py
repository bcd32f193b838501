"""What a community may say of itself in mkdocs.yml, and what it has to mend there."""

from __future__ import annotations

import os
from pathlib import Path

from mkdocs.config import config_options as options
from mkdocs.config.base import Config, ConfigErrors, ConfigWarnings, ValidationError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from .checking import Community
from .forge import Forge
from .outputs.site import Site


class SameboatConfig(Config):  # type: ignore[no-untyped-call] # MkDocs types most of itself, not this
    """The plugin's options in `mkdocs.yml`."""

    members = options.Type(str, default="members")
    """The folder of the profiles, seen from mkdocs.yml."""
    schema = options.Type(str, default="schema")
    """The folder of the member schema and the vocabularies; what it lacks comes with the generator."""
    branch = options.Type(str, default="main")
    """The branch of the repository that links for editing lead to."""
    contact = options.Type(str, default="")
    """Where people can write to the organisers in private: an address of a page, or mailto: and an address."""
    processes = options.Type(int, default=0)
    """How many processes work at once; 0 takes one a core."""

    def validate(self) -> tuple[ConfigErrors, ConfigWarnings]:
        """Say of each option what is wrong with it and what to write."""
        failed, warnings = super().validate()
        # An option of the wrong type still holds what was written, so it cannot be compared.
        if not failed and self.processes < 0:
            failed.append(("processes", ValidationError("Write 0 (one a core) or a number above it.")))
        if not failed and self.contact and not self.contact.startswith(("https://", "mailto:")):
            failed.append(
                ("contact", ValidationError("Write https:// and a page, or mailto: and an address."))
            )
        for name in ("members", "schema"):
            if not str(self[name] or "").strip():
                failed.append((name, ValidationError(f"Name the folder, for example {name}: {name}")))
        return failed, warnings


def refuse_what_cannot_work(config: MkDocsConfig) -> None:
    """Raise PluginError for another theme, and for what the theme cannot do with pages it does not know."""
    if config.theme.name != "material":
        raise PluginError(
            "sameboat: needs the theme material. Write in mkdocs.yml:\ntheme:\n  name: material"
        )
    instant = [
        feature for feature in config.theme.get("features") or [] if feature.startswith("navigation.instant")
    ]
    if instant:
        raise PluginError(
            f"sameboat: theme feature {instant[0]} cannot work with members' pages, which the theme does not know. "
            "Take it out of mkdocs.yml."
        )


def find_community(config: MkDocsConfig, own: SameboatConfig) -> Community:
    """The community whose folders mkdocs.yml names. Raises PluginError where one is missing."""
    base = base_of(config)
    community = Community.at(_plain(base / own.members), _plain(base / own.schema), base)
    if not community.members.is_dir():
        message = (
            f"there is no folder {community.members_name}. Make it and put a profile in it, or name yours in "
            "mkdocs.yml:\nplugins:\n  - sameboat:\n      members: path/to/members"
        )
        raise PluginError(f"sameboat: {message}")
    if not community.schema.is_dir() and own.schema != "schema":
        raise PluginError(
            f"sameboat: there is no folder {community.schema_name}, which mkdocs.yml names as schema."
        )
    return community


def site_of(config: MkDocsConfig, own: SameboatConfig, community: Community) -> Site:
    """What mkdocs.yml says of the site."""
    return Site(
        config.site_name,
        config.site_description or "",
        config.site_url or "",
        Forge.of(config.repo_url or "", own.branch, community.members_name),
        own.contact,
        frozenset(path.stem for path in Path(config.docs_dir).glob("*.md")),
    )


def base_of(config: MkDocsConfig) -> Path:
    """The folder of mkdocs.yml."""
    return _plain(Path(config.config_file_path)).parent


def overrides_of(config: MkDocsConfig) -> Path | None:
    """The folder of the templates that stand in for those of the theme and ours."""
    return Path(config.theme.custom_dir) if config.theme.custom_dir else None


def _plain(path: Path) -> Path:
    """`path` from the root on and without dots, so that one can be seen from another; links stay what they are."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - `resolve` would follow links, and lead out of the community
