"""Sameboat in MkDocs: each hook hands over to a function that knows nothing of MkDocs.

MkDocs renders the community's own pages. Members never pass through the theme one by one: the theme renders one
sentinel page for each kind of stamped page, and the members are stamped into what came out (`shells.py`).
"""

from __future__ import annotations

import gc
import logging
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from jinja2 import Environment, TemplateError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler

from . import addresses, serving
from .cache import NO_CACHE, Cache, digest_files
from .checking import Community
from .compact import compact
from .disk import NO_SITE
from .loading import Loaded, load
from .outputs.inserts import UnknownMarkerError
from .pipeline import Begun, Stamper
from .plugin_options import (
    SameboatConfig,
    base_of,
    find_community,
    overrides_of,
    refuse_what_cannot_work,
    site_of,
)
from .plugin_pages import add_files, lead_to_content, shell_of
from .plugin_site import Beside, cannot_write
from .policy import with_policy
from .problems import Problem
from .profiles import Profile
from .rendering import ASSETS, TEMPLATES, THEME_TEMPLATES, Rendering, translate
from .reports import one_line
from .shells import Shell, Shells
from .terminal import ProgressLine

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

log = get_plugin_logger("sameboat")


class SameboatPlugin(BasePlugin[SameboatConfig]):  # type: ignore[no-untyped-call] # MkDocs types most of itself
    """Publishes the community's members beside its own pages."""

    def __init__(self) -> None:
        self._is_serving = False
        self._is_dirty = False
        self._beside: Beside | None = None
        """The site while it is built beside the one that stands."""
        self._community: Community | None = None
        self._cache = NO_CACHE
        self._made: tuple[bytes, ...] = ()
        """What the cache keeps of the site that is being built."""
        self._stamper: Stamper | None = None
        self._shells: dict[str, Shell] = {}
        self._begun: Begun | None = None
        """What other processes make while MkDocs renders the community's own pages."""
        self._served = Path()
        """The site that a server shows."""
        self._serving: serving.QuickServing | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether a server is running; with this hook, one plugin lives through all its rebuilds."""
        self._is_serving = command == "serve"
        self._is_dirty = dirty

    @event_priority(100)
    def _build_beside(self, config: MkDocsConfig) -> MkDocsConfig:
        """Let everything be written beside the site, before any other plugin remembers where the site is.

        A server shows a folder of its own, and waits; a dirty build is one into the site as it stands.
        """
        self._beside = None if self._is_serving or self._is_dirty else Beside.begin(config)
        return config

    def _read_everything(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and check everything here, since MkDocs empties the site's folder soon after."""
        self._shells = {}
        refuse_what_cannot_work(config)
        config.use_directory_urls = False
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(THEME_TEMPLATES))
        config.extra_css.append(addresses.STYLE)
        self._prepare(config)
        return config

    on_config = CombinedEvent(_build_beside, _read_everything)

    def _prepare(self, config: MkDocsConfig) -> None:
        self._cache = Cache.at(base_of(config))
        community = self._community = find_community(config, self.config)
        with ProgressLine(sys.stderr) as progress:
            language = str(config.theme["language"])
            loaded = load(community, language, self.config.processes, progress, self._cache)
        _log_seconds(loaded.seconds)
        if self._is_serving and self._stamper and loaded.has_errors:
            _let_no_warning_count()
            self._tell(loaded.problems)
            log.error(serving.UNTIL_MENDED)
            return
        self._tell(loaded.problems)
        _refuse(loaded, strict=config.strict)
        assert loaded.directory is not None  # noqa: S101 - refused just above
        overrides = overrides_of(config)
        directory = loaded.directory
        try:
            self._stamper = Stamper.of(
                directory,
                lambda: Rendering.of(overrides, directory.language),
                community.photos,
                site_of(config, self.config, community),
                self.config.processes,
                looks=digest_files(overrides) if overrides else b"",
                last=self._beside.last(self._cache) if self._beside else NO_SITE,
                cache=self._cache,
            )
        except TemplateError as error:
            if self._is_serving and self._stamper:
                _let_no_warning_count()
                log.error("%s. The pages stay as they were.", error)  # noqa: TRY400 - the place is in the message
                return
            raise PluginError(f"sameboat: a template cannot be compiled: {error}") from error

    @staticmethod
    def _tell(problems: Iterable[Problem]) -> None:
        for problem in problems:
            # A warning of ours is a question to an organiser; only errors are what `--strict` has to fail on.
            log.log(logging.WARNING if problem.severity == "error" else logging.INFO, "%s", one_line(problem))

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add our files, and begin with what stands on no page."""
        stamper = self._ready
        # What the community publishes itself; ours steps back from it.
        own = frozenset(file.dest_uri for file in files)
        add_files(files, config, stamper)
        # MkDocs has emptied the folder by now, and goes on with one page after the other in this process.
        self._begun = stamper.begin(Path(config.site_dir), own, self.config.processes)
        return files

    @property
    def _ready(self) -> Stamper:
        """The stamper, which `on_config` made, kept or else refused to go on without."""
        assert self._stamper is not None  # noqa: S101 - as it says
        return self._stamper

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:  # noqa: ARG002
        """Give our templates among the theme's their words.

        They come in the old style of gettext, as MkDocs has it, so that templates of the community's own read as before.
        """
        translate(env, self._ready.rendering.words, newstyle=False)
        return env

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Give stamped pages a skip link to their content."""
        if shell_of(page):
            lead_to_content(page)
        return html

    @event_priority(-100)
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG002
        """Keep a sentinel's page as a shell and write none; fill in the markers of the others."""
        shell = shell_of(page)
        try:
            if shell is not None:
                self._shells[shell] = Shell.of(self._with_policy(compact(output.strip())))
                return ""
            return self._with_policy(self._ready.inserts.fill(output, page.url))
        except UnknownMarkerError as error:
            log.warning("%s: %s", page.file.src_uri, error)
            return self._with_policy(output)
        except ValueError as error:
            raise PluginError(f"sameboat: {error}") from error

    @event_priority(-100)
    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:  # noqa: ARG002
        """Give 404.html the policy of every other page."""
        return self._with_policy(output_content) if template_name.endswith(".html") else output_content

    def _with_policy(self, html: str) -> str:
        return with_policy(html, is_served=self._is_serving)

    @event_priority(-100)
    def _stamp(self, *, config: MkDocsConfig) -> None:
        """Stamp every member and hub, and complete the sitemap."""
        stamper, site = self._ready, Path(config.site_dir)
        assert self._begun is not None  # noqa: S101 - on_files began it
        try:
            with ProgressLine(sys.stderr) as progress:
                stamped = stamper.stamp(
                    Shells(self._shells), site, self._begun, self.config.processes, progress
                )
                self._begun = None
            stamper.finish_sitemap(site, config.site_url or "")
        except OSError as error:
            raise cannot_write(error) from error
        self._made = stamped.made
        _log_seconds(stamped.seconds)
        files, linked = stamped.written.files, stamped.written.linked
        log.info("%d members, %d files (%d as before)", len(stamper.directory.profiles), files, linked)
        if not self._is_serving:
            # The process ends soon, and would take half a second to tidy up a million objects.
            gc.freeze()

    @event_priority(-1000)
    def _put_in_place(self, *, config: MkDocsConfig) -> None:
        """Put the new site in the place of the old one, after every other plugin; not if MkDocs is about to refuse it."""
        if self._beside is None or (config.strict and _any_warnings()):
            return
        beside, self._beside = self._beside, None
        beside.finish(self._cache, self._made)

    on_post_build = CombinedEvent(_stamp, _put_in_place)

    def on_build_error(self, **_: Any) -> None:
        """Remove what was begun; the site that stands was never touched."""
        if self._stamper is not None and self._stamper.choosing is not None:
            self._stamper.choosing.abandon()
        if self._begun is not None:
            self._begun.abandon()
            self._begun = None
        if self._beside is not None:
            beside, self._beside = self._beside, None
            beside.discard()

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:  # noqa: ARG002
        """Watch what the site is made of."""
        assert self._community is not None  # noqa: S101 - the first build has been
        watched = [self._community.schema, TEMPLATES, ASSETS]
        known = serving.as_known(server)
        if known is None or len(self._ready.directory.profiles) < serving.QUICK_FROM:
            watched.append(self._community.members)
        else:
            watched.append(self._community.photos)
            self._served = Path(config.site_dir)
            self._serving = serving.QuickServing(known, self._community, self, self._tell, log)
            self._serving.watch.start()
        for folder in watched:
            if folder.is_dir():
                server.watch(str(folder))
        return server

    def knows(self, handle: str) -> bool:
        """Whether the site that is served has a page of this member."""
        return bool(self._shells) and self._ready.knows(handle)

    def show(self, profiles: Sequence[Profile]) -> None:
        """Make the pages of these members anew in the site that is served."""
        self._stamper = self._ready.show(profiles, Shells(self._shells), self._served)

    def on_shutdown(self) -> None:
        """Look at no file any more."""
        if self._serving is not None:
            self._serving.watch.stop()


def _refuse(loaded: Loaded, *, strict: bool) -> None:
    if loaded.directory is None:
        raise PluginError("sameboat: the schema or a vocabulary is broken; nothing was built.")
    if loaded.has_errors and strict:
        raise PluginError(
            "sameboat: some profiles have mistakes, and this build is strict; nothing was built."
        )


def _log_seconds(seconds: dict[str, float]) -> None:
    for part, each in seconds.items():
        log.debug("sameboat: %s %.3f s", part, each)


def _any_warnings() -> bool:
    """Whether MkDocs has counted a warning, which ends a strict build after its last hook."""
    return any(counter.get_counts() for counter in _warning_counters())


def _let_no_warning_count() -> None:
    """Let MkDocs count none in this build of a strict server: ended like that, it would leave every request hanging."""
    for counter in _warning_counters():
        logging.getLogger("mkdocs").removeHandler(counter)


def _warning_counters() -> list[CountHandler]:
    return [each for each in logging.getLogger("mkdocs").handlers if isinstance(each, CountHandler)]
