"""Sameboat in MkDocs: each hook hands over to a function that knows nothing of MkDocs.

MkDocs renders the community's own pages. Members never pass through the theme one by one: the theme renders one
sentinel page for each kind of stamped page, and the members are stamped into what came out (`shells.py`).
"""

from __future__ import annotations

import gc
import logging
import os
import sys
from collections.abc import Iterable
from fnmatch import fnmatch
from pathlib import Path
from threading import Lock
from time import monotonic, perf_counter
from typing import TYPE_CHECKING, Any, Literal

from jinja2 import Environment, TemplateError
from mkdocs.config import config_options as options
from mkdocs.config.base import Config, ConfigErrors, ConfigWarnings, ValidationError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import CountHandler

from . import addresses, shells
from .cache import NO_CACHE, Cache, digest, digest_files
from .checking import Community, check_community
from .compact import compact
from .disk import NO_SITE, LastSite
from .forge import Forge
from .outputs.inserts import UnknownMarkerError
from .outputs.site import Site
from .pipeline import Begun, Loaded, Stamper, load
from .policy import with_policy
from .problems import Problem
from .profiles import ENDING
from .rendering import ASSETS, TEMPLATES, THEME_TEMPLATES, Rendering, translate
from .reports import one_line
from .shells import SENTINELS, Shell, Shells
from .staging import BusyError, CannotStageError, Staging
from .terminal import ProgressLine
from .watching import Watch

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

log = get_plugin_logger("sameboat")

_STYLE = "sameboat.css"
QUICK_FROM = 300
"""So many members make a full build so long that a server shows a saved profile before it."""


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


class SameboatPlugin(BasePlugin[SameboatConfig]):  # type: ignore[no-untyped-call] # likewise
    """Publishes the community's members beside its own pages."""

    def __init__(self) -> None:
        self._is_serving = False
        self._is_dirty = False
        self._staging: Staging | None = None
        """The site while it is built beside the one that stands."""
        self._config: MkDocsConfig | None = None
        self._lock = Lock()
        """Held while a site is built or a page of it is made anew: only one of them at a time."""
        self._watch: Watch | None = None
        self._community: Community | None = None
        self._cache = NO_CACHE
        self._made: tuple[bytes, ...] = ()
        """What the cache keeps of the site that is being built."""
        self._stamper: Stamper | None = None
        self._shells: dict[str, Shell] = {}
        self._begun: Begun | None = None
        """What other processes make while MkDocs renders the community's own pages."""
        self._own: frozenset[str] = frozenset()
        """What the community publishes itself; ours steps back from it."""

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether a server is running; with this hook, one plugin lives through all its rebuilds."""
        self._is_serving = command == "serve"
        self._is_dirty = dirty

    @event_priority(100)
    def _build_beside(self, config: MkDocsConfig) -> MkDocsConfig:
        """Let everything be written beside the site, before any other plugin remembers where the site is.

        A server shows a folder of its own, and waits; a dirty build is one into the site as it stands.
        """
        self._staging = None
        if not (self._is_serving or self._is_dirty):
            try:
                self._staging = Staging.begin(Path(config.site_dir))
            except CannotStageError as reason:
                log.info("%s; so the site is built where it stands.", reason)
            except BusyError as error:
                raise PluginError(f"sameboat: {error}. Try again when it is done.") from error
            else:
                self._config, self._site_dir = config, config.site_dir
                config.site_dir = str(self._staging.folder)
        return config

    def _read_everything(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and check everything here, since MkDocs empties the site's folder soon after."""
        self._shells = {}
        _refuse_what_cannot_work(config)
        config.use_directory_urls = False
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(THEME_TEMPLATES))
        config.extra_css.append(addresses.ASSETS + _STYLE)
        self._prepare(config)
        return config

    on_config = CombinedEvent(_build_beside, _read_everything)

    def _prepare(self, config: MkDocsConfig) -> None:
        base = Path(config.config_file_path).parent
        self._cache = Cache.at(base)
        community = Community.at(_folder(base, self.config.members), _folder(base, self.config.schema), base)
        self._community = community
        if not community.members.is_dir():
            message = (
                f"there is no folder {community.members_name}. Make it and put a profile in it, or name yours in "
                "mkdocs.yml:\nplugins:\n  - sameboat:\n      members: path/to/members"
            )
            raise PluginError(f"sameboat: {message}")
        if not community.schema.is_dir() and self.config.schema != "schema":
            raise PluginError(
                f"sameboat: there is no folder {community.schema_name}, which mkdocs.yml names as schema."
            )
        with ProgressLine(sys.stderr) as progress:
            language = str(config.theme["language"])
            loaded = load(community, language, self.config.processes, progress, self._cache)
        _log_seconds(loaded.seconds)
        self._tell(loaded.problems)
        if self._keeps_last_site(loaded):
            return
        self._refuse(loaded, strict=config.strict)
        assert loaded.directory is not None  # noqa: S101 - refused just above
        try:
            overrides = Path(config.theme.custom_dir) if config.theme.custom_dir else None
            rendering = Rendering.of(overrides, loaded.directory.language)
        except TemplateError as error:
            if self._is_serving and self._stamper:
                log.error("%s. The pages stay as they were.", error)  # noqa: TRY400 - the place is in the message
                return
            raise PluginError(f"sameboat: a template cannot be compiled: {error}") from error
        forge = Forge.of(config.repo_url or "", self.config.branch, community.members_name)
        guides = frozenset(path.stem for path in Path(config.docs_dir).glob("*.md"))
        site = Site(
            config.site_name,
            config.site_description or "",
            config.site_url or "",
            forge,
            self.config.contact,
            guides,
        )
        self._stamper = Stamper.of(
            loaded.directory,
            rendering,
            community.photos,
            site,
            self.config.processes,
            looks=digest_files(overrides) if overrides else b"",
            last=self._last_site(),
            cache=self._cache,
        )

    @staticmethod
    def _tell(problems: Iterable[Problem]) -> None:
        for problem in problems:
            # A warning of ours is a question to an organiser; only errors are what `--strict` has to fail on.
            log.log(logging.WARNING if problem.severity == "error" else logging.INFO, "%s", one_line(problem))

    def _last_site(self) -> LastSite:
        """The site that stands, if a build of ours may take from it what did not change."""
        if self._staging is None:
            return NO_SITE
        return LastSite.of(self._staging.site, self._cache.load(_site_name(self._staging.site)))

    def _keeps_last_site(self, loaded: Loaded) -> bool:
        """While serving, whether to go on with the last directory that was whole."""
        if not (self._is_serving and self._stamper and loaded.has_errors):
            return False
        # A strict server would end this build after its last hook, and leave every request hanging.
        for counter in _warning_counters():
            logging.getLogger("mkdocs").removeHandler(counter)
        log.error("The members stay as they were until this is mended.")
        return True

    def _refuse(self, loaded: Loaded, *, strict: bool) -> None:
        if loaded.directory is None:
            raise PluginError("sameboat: the schema or a vocabulary is broken; nothing was built.")
        if loaded.has_errors and strict:
            raise PluginError(
                "sameboat: some profiles have mistakes, and this build is strict; nothing was built."
            )

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add the overviews and find, unless the community wrote its own; the sentinels; our scripts and styles."""
        # A community that lists its pages in `nav` decides which of ours stand there.
        inclusion = InclusionLevel.NOT_IN_NAV if config.nav else InclusionLevel.UNDEFINED
        self._own = frozenset(file.dest_uri for file in files)
        for name, title, marker in self._own_pages():
            if files.get_file_from_path(f"{name}.md") is None:
                content = f"---\nhide: [navigation, toc]\nsearch: {{exclude: true}}\n---\n# {title}\n\n<!-- sameboat:{marker} -->\n"
                files.append(File.generated(config, f"{name}.md", content=content, inclusion=inclusion))
        for address in SENTINELS.values():
            files.append(_sentinel(config, address))
        # One file of style for every page: a phone asks once and keeps it.
        style = "\n".join(part.read_text(encoding="utf-8") for part in sorted(ASSETS.glob("css/*.css")))
        files.append(File.generated(config, addresses.ASSETS + _STYLE, content=style))
        for asset in sorted(ASSETS.rglob("*")):
            if asset.is_file() and asset.suffix != ".css":
                name = addresses.ASSETS + asset.relative_to(ASSETS).as_posix()
                files.append(File.generated(config, name, abs_src_path=str(asset)))
        # MkDocs has emptied the folder by now, and goes on with one page after the other in this process.
        assert self._stamper is not None  # noqa: S101 - on_config set it or refused
        self._begun = self._stamper.begin(Path(config.site_dir), self._own, self.config.processes)
        return files

    def _own_pages(self) -> list[tuple[str, str, str]]:
        assert self._stamper is not None  # noqa: S101 - on_config set it or refused
        kinds, words = self._stamper.directory.kinds, self._stamper.rendering.words
        return [
            ("find", words.gettext("Find someone"), "find"),
            ("join", words.gettext("Join"), "join"),
            ("my-people", words.gettext("My people"), "my-people"),
            ("hello", words.gettext("Today’s hello"), "hello"),  # noqa: RUF001 - the site's own quotation mark
            ("community", words.gettext("The community"), "community"),
            *((kind, kinds[kind].title, f"overview {kind}") for kind in kinds),
        ]

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:  # noqa: ARG002
        """Give our templates among the theme's their words, and the place of the theme's style.

        The file name of the style changes with every release. The words come in the old style of gettext, as MkDocs
        has it, so that templates of the community's own read as before.
        """
        assert self._stamper is not None  # noqa: S101 - on_config set it or refused
        translate(env, self._stamper.rendering.words, newstyle=False)
        style = next(
            (name for name in files.src_uris if fnmatch(name, "assets/stylesheets/main.*.min.css")), ""
        )
        if not style:
            raise PluginError("sameboat: this version of the theme has no assets/stylesheets/main.*.min.css.")
        env.globals["sameboat_theme_style"] = style
        return env

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Give stamped pages a skip link to their content: the theme makes one of the first heading."""
        if "sameboat" in page.meta:
            page.toc = TableOfContents([AnchorLink(shells.TITLE, "content", 1)])
        return html

    @event_priority(-100)
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG002
        """Keep a sentinel's page as a shell and write none; fill in the markers of the others."""
        shell = page.meta.get("sameboat")
        try:
            if shell is not None:
                self._shells[shell] = Shell.of(self._with_policy(compact(output.strip())))
                return ""
            assert self._stamper is not None  # noqa: S101 - on_config set it or refused
            return self._with_policy(self._stamper.inserts.fill(output, page.url))
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
        assert self._stamper is not None  # noqa: S101 - on_config set it or refused
        site = Path(config.site_dir)
        try:
            with ProgressLine(sys.stderr) as progress:
                assert self._begun is not None  # noqa: S101 - on_files began it
                stamped = self._stamper.stamp(
                    Shells(self._shells), site, self._begun, self.config.processes, progress
                )
                self._begun = None
            self._stamper.finish_sitemap(site, config.site_url or "")
        except OSError as error:
            raise PluginError(_cannot_write(error)) from error
        self._made = stamped.made
        _log_seconds(stamped.seconds)
        files, linked = stamped.written.files, stamped.written.linked
        log.info("%d members, %d files (%d as before)", len(self._stamper.directory.profiles), files, linked)
        if not self._is_serving:
            # The process ends soon, and would take half a second to tidy up a million objects.
            gc.freeze()

    @event_priority(-1000)
    def _put_in_place(self, *, config: MkDocsConfig) -> None:
        """Put the new site in the place of the old one, after every other plugin; not if MkDocs is about to refuse it."""
        if self._staging is None or (config.strict and _any_warnings()):
            return
        staging, self._staging = self._staging, None
        config.site_dir = self._site_dir
        try:
            was_swapped = staging.finish()
            self._cache.save(_site_name(staging.site), list(self._made))
            self._cache.tidy()
        except OSError as error:
            raise PluginError(_cannot_write(error)) from error
        if not was_swapped:
            log.info("%s cannot be renamed; the new site was copied there.", self._site_dir)

    on_post_build = CombinedEvent(_stamp, _put_in_place)

    def on_build_error(self, **_: Any) -> None:
        """Remove what was begun; the site that stands was never touched."""
        if self._begun is not None:
            self._begun.abandon()
            self._begun = None
        if self._staging is None:
            return
        staging, self._staging = self._staging, None
        assert self._config is not None  # noqa: S101 - it is kept together with the staging
        self._config.site_dir = self._site_dir
        staging.discard()
        if staging.site.exists():
            log.info("The site in %s stays as it was.", self._site_dir)

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:  # noqa: ARG002
        """Watch what the site is made of."""
        assert self._stamper is not None  # noqa: S101 - the first build has been
        assert self._community is not None  # noqa: S101 - likewise
        watched = [self._community.schema, TEMPLATES, ASSETS]
        if len(self._stamper.directory.profiles) < QUICK_FROM:
            watched.append(self._community.members)
        else:
            watched.append(self._community.photos)
            self._show_members_quickly(server, Path(config.site_dir))
        for folder in watched:
            if folder.is_dir():
                server.watch(str(folder))
        return server

    def _show_members_quickly(self, server: LiveReloadServer, site: Path) -> None:
        """Where a build takes long, let a saved profile show at once on its own page."""
        build_everything = server.builder

        def build() -> None:
            with self._lock:
                build_everything()

        def show(changed: set[str], gone: set[str]) -> None:
            with self._lock:
                if not gone and self._shells and self._shows(changed, site):
                    reload_browsers(server)
                    return
            if gone:
                want_build(server)

        server.builder = build
        assert self._community is not None  # noqa: S101 - `on_serve` made sure
        self._watch = Watch(self._community.members, ENDING, show)
        self._watch.start()

    def _shows(self, changed: set[str], site: Path) -> bool:
        """Whether the pages of the members in the files `changed` were made anew; what is wrong is told."""
        assert self._community is not None  # noqa: S101 - there is a site
        assert self._stamper is not None  # noqa: S101 - likewise
        started = perf_counter()
        named = [self._community.members / name for name in sorted(changed)]
        checked = check_community(self._community, named, processes=1)
        self._tell(checked.problems)
        if checked.has_errors:
            log.error("The members stay as they were until this is mended.")
            return False
        try:
            self._stamper = self._stamper.show(checked.profiles, Shells(self._shells), site)
        except (OSError, TemplateError) as error:
            log.error("%s. The pages stay as they were.", error)  # noqa: TRY400 - the place is in the message
            return False
        _log_seconds({"showing": perf_counter() - started})
        names = ", ".join(profile.handle for profile in checked.profiles)
        log.info(
            "%s: the page is new. Lists, search and the matches of others follow with the next full build: "
            "save a file of docs/, schema/ or mkdocs.yml for one.",
            names,
        )
        return True

    def on_shutdown(self) -> None:
        """Look at no file any more."""
        if self._watch is not None:
            self._watch.stop()


def want_build(server: LiveReloadServer) -> None:
    """Let the server build everything, as if one of the files had changed that it watches itself."""
    with server._rebuild_cond:  # noqa: SLF001 - there is no other way in
        server._want_rebuild = True  # noqa: SLF001
        server._rebuild_cond.notify_all()  # noqa: SLF001


def reload_browsers(server: LiveReloadServer) -> None:
    """Tell the browsers that wait for it that there is something new, as the server does after a build."""
    with server._epoch_cond:  # noqa: SLF001 - there is no other way in
        epoch = max(round(monotonic() * 1000), server._visible_epoch + 1)  # noqa: SLF001
        server._wanted_epoch = server._visible_epoch = epoch  # noqa: SLF001
        server._epoch_cond.notify_all()  # noqa: SLF001


def _folder(base: Path, name: str) -> Path:
    return (base / name).resolve()


def _refuse_what_cannot_work(config: MkDocsConfig) -> None:
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


def _sentinel(config: MkDocsConfig, address: str) -> File:
    """The page whose rendering becomes a shell: its title, description and content are tokens."""
    name = next(shell for shell, sentinel in SENTINELS.items() if sentinel == address)
    front_matter = (
        f"---\nsameboat: {name}\ntemplate: sameboat-shell.html\ntitle: {shells.TITLE}\n"
        f"description: {shells.DESCRIPTION}\nhide: [navigation, toc]\nsearch:\n  exclude: true\n---\n"
    )
    source = address.removesuffix(".html") + ".md"
    return File.generated(config, source, content=front_matter, inclusion=InclusionLevel.NOT_IN_NAV)


def _log_seconds(seconds: dict[str, float]) -> None:
    for part, each in seconds.items():
        log.debug("sameboat: %s %.3f s", part, each)


def _cannot_write(error: OSError) -> str:
    return f"sameboat: {error.filename or 'the site'} cannot be written: {error.strerror}."


def _any_warnings() -> bool:
    """Whether MkDocs has counted a warning, which ends a strict build after its last hook."""
    return any(counter.get_counts() for counter in _warning_counters())


def _warning_counters() -> list[CountHandler]:
    return [each for each in logging.getLogger("mkdocs").handlers if isinstance(each, CountHandler)]


def _site_name(site: Path) -> str:
    """What the cache calls the site in this folder: there may be several."""
    return f"sites/{digest(os.fsencode(site)).hex()}"


def _is_about_a_sentinel(record: logging.LogRecord) -> bool:
    return shells.ADDRESS_STEM not in record.getMessage()


# MkDocs says of each sentinel that its page came out empty: true, intended, and no news for anybody.
logging.getLogger("mkdocs.commands.build").addFilter(_is_about_a_sentinel)
