"""The files that we add to those of the community before MkDocs renders them all."""

from __future__ import annotations

import logging
from collections.abc import Iterator

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from . import addresses, shells
from .outputs import page_script
from .pipeline import Stamper
from .rendering import ASSETS
from .shells import SENTINELS

_KIND = "sameboat"
"""What front matter calls the shell that a page is to become."""


def add_files(files: Files, config: MkDocsConfig, stamper: Stamper) -> None:
    """Add the overviews and find, unless the community wrote its own; the sentinels; our scripts and styles."""
    # A community that lists its pages in `nav` decides which of ours stand there.
    inclusion = InclusionLevel.NOT_IN_NAV if config.nav else InclusionLevel.UNDEFINED
    for name, title, marker in _own_pages(stamper):
        if files.get_file_from_path(f"{name}.md") is None:
            content = f"---\nhide: [navigation, toc]\nsearch: {{exclude: true}}\n---\n# {title}\n\n<!-- sameboat:{marker} -->\n"
            files.append(File.generated(config, f"{name}.md", content=content, inclusion=inclusion))
    for name, address in SENTINELS.items():
        files.append(_sentinel(config, name, address))
    # One file of style for every page: a phone asks once and keeps it.
    style = "\n".join(part.read_text(encoding="utf-8") for part in sorted(ASSETS.glob("css/*.css")))
    files.append(File.generated(config, addresses.STYLE, content=style))
    script = page_script.written(stamper.rendering.words, config.theme.get("palette"))
    files.append(File.generated(config, addresses.SCRIPT, content=script))
    for asset in sorted(ASSETS.rglob("*")):
        if asset.is_file() and asset.suffix != ".css" and asset.name != page_script.SOURCE:
            name = addresses.ASSETS + asset.relative_to(ASSETS).as_posix()
            files.append(File.generated(config, name, abs_src_path=str(asset)))


def _own_pages(stamper: Stamper) -> Iterator[tuple[str, str, str]]:
    """Name, title and marker of each page that a community has without writing it."""
    kinds, words = stamper.directory.kinds, stamper.rendering.words
    yield "find", words.gettext("Find someone"), "find"
    yield "join", words.gettext("Join"), "join"
    yield "my-people", words.gettext("My people"), "my-people"
    yield "hello", words.gettext("Today’s hello"), "hello"  # noqa: RUF001 - the site's own quotation mark
    yield "community", words.gettext("The community"), "community"
    for kind in kinds:
        yield kind, kinds[kind].title, f"overview {kind}"


def _sentinel(config: MkDocsConfig, name: str, address: str) -> File:
    """The page whose rendering becomes the shell `name`: its title, description and content are tokens."""
    front_matter = (
        f"---\n{_KIND}: {name}\ntemplate: sameboat-shell.html\ntitle: {shells.TITLE}\n"
        f"description: {shells.DESCRIPTION}\nhide: [navigation, toc]\nsearch:\n  exclude: true\n---\n"
    )
    source = address.removesuffix(".html") + ".md"
    return File.generated(config, source, content=front_matter, inclusion=InclusionLevel.NOT_IN_NAV)


def shell_of(page: Page) -> str | None:
    """The shell that `page` is rendered for; None for any page that is one."""
    name = page.meta.get(_KIND)
    return None if name is None else str(name)


def lead_to_content(page: Page) -> None:
    """Give a stamped page a skip link to its content: the theme makes one of the first heading."""
    page.toc = TableOfContents([AnchorLink(shells.TITLE, "content", 1)])


def _is_about_a_sentinel(record: logging.LogRecord) -> bool:
    return shells.ADDRESS_STEM not in record.getMessage()


# MkDocs says of each sentinel that its page came out empty: true, intended, and no news for anybody.
logging.getLogger("mkdocs.commands.build").addFilter(_is_about_a_sentinel)
