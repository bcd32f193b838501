"""The sitemap: MkDocs writes its own pages, this adds the stamped ones and takes the sentinels out."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from xml.etree import ElementTree as ET

from .. import addresses
from ..directory import Directory
from ..shells import ADDRESS_STEM
from . import hubs
from .output_file import OutputFile
from .visibility import is_listed

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def stamped_addresses(directory: Directory) -> Iterator[str]:
    """Every stamped page that search engines may list."""
    for profile in directory.profiles:
        if is_listed(profile):
            yield addresses.member(profile.handle)
    for page in hubs.pages(directory):
        yield page.address


def build(existing: bytes, directory: Directory, site_url: str) -> Iterator[OutputFile]:
    """The sitemap of the whole site; past the protocol's limit an index and its parts.

    `existing` is the sitemap that MkDocs wrote.
    """
    own = [address for address in _locations(existing) if ADDRESS_STEM not in address]
    base = site_url.rstrip("/") + "/"
    everything = own + [base + address for address in stamped_addresses(directory)]
    limit = addresses.ADDRESSES_A_SITEMAP
    if len(everything) <= limit:
        yield from _files(addresses.SITEMAP, _document("urlset", "url", everything))
        return
    parts = [everything[start : start + limit] for start in range(0, len(everything), limit)]
    names = [addresses.sitemap_part(number) for number in range(1, len(parts) + 1)]
    for name, part in zip(names, parts, strict=True):
        yield OutputFile(name, _document("urlset", "url", part))
    yield from _files(
        addresses.SITEMAP, _document("sitemapindex", "sitemap", [base + name for name in names])
    )


def _locations(sitemap: bytes) -> Iterator[str]:
    for location in ET.fromstring(sitemap).iter(f"{{{_NAMESPACE}}}loc"):  # noqa: S314 - MkDocs has just written it
        if location.text:
            yield location.text.strip()


def _document(root: str, entry: str, locations: Iterable[str]) -> bytes:
    tree = ET.Element(root, xmlns=_NAMESPACE)
    for location in locations:
        ET.SubElement(ET.SubElement(tree, entry), "loc").text = location
    written: bytes = ET.tostring(tree, encoding="utf-8", xml_declaration=True)
    return written


def _files(address: str, content: bytes) -> Iterator[OutputFile]:
    yield OutputFile(address, content)
    yield OutputFile(f"{address}.gz", gzip.compress(content, mtime=0))
