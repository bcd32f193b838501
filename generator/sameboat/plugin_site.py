"""Where MkDocs writes: into a folder beside the site, until the new one is whole and takes its place."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger

from .cache import Cache, digest
from .disk import LastSite
from .staging import BusyError, CannotStageError, Staging

log = get_plugin_logger("sameboat")


@dataclass(frozen=True)
class Beside:
    """A site under construction, of which MkDocs believes that it is the site."""

    _staging: Staging
    _config: MkDocsConfig
    _site_dir: str
    """What the configuration said, and will say again."""

    @staticmethod
    def begin(config: MkDocsConfig) -> Beside | None:
        """Lead MkDocs to a folder beside the site; None, and a word why, where that cannot be.

        Raises PluginError while another build is at work.
        """
        try:
            staging = Staging.begin(Path(config.site_dir))
        except CannotStageError as reason:
            log.info("%s; so the site is built where it stands.", reason)
            return None
        except BusyError as error:
            raise PluginError(f"sameboat: {error}. Try again when it is done.") from error
        begun = Beside(staging, config, config.site_dir)
        config.site_dir = str(staging.folder)
        return begun

    def last(self, cache: Cache) -> LastSite:
        """The site that stands, and what `cache` knows to be in it."""
        return LastSite.of(self._staging.site, cache.load(_site_name(self._staging.site)))

    def finish(self, cache: Cache, made: Sequence[bytes]) -> None:
        """Put the new site in its place, and keep what was `made` of it. Raises PluginError for a disk that fails."""
        self._config.site_dir = self._site_dir
        try:
            was_swapped = self._staging.finish()
            cache.save(_site_name(self._staging.site), list(made))
            cache.tidy()
        except OSError as error:
            raise cannot_write(error) from error
        if not was_swapped:
            log.info("%s cannot be renamed; the new site was copied there.", self._site_dir)

    def discard(self) -> None:
        """Remove what was begun; the site that stands was never touched."""
        self._config.site_dir = self._site_dir
        self._staging.discard()
        if self._staging.site.exists():
            log.info("The site in %s stays as it was.", self._site_dir)


def cannot_write(error: OSError) -> PluginError:
    """`error` as a sentence."""
    return PluginError(f"sameboat: {error.filename or 'the site'} cannot be written: {error.strerror}.")


def _site_name(site: Path) -> str:
    """What the cache calls the site in this folder: there may be several."""
    return f"sites/{digest(os.fsencode(site)).hex()}"
