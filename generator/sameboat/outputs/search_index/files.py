"""The files of the index, and the manifest that names them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import orjson

from ... import addresses
from ...directory import Directory
from ..output_file import OutputFile, json_file
from . import texts
from .arrays import two_bytes
from .columns import columns
from .common import SETS_A_FILE
from .encodings import MOST_IN_COLUMNS, Encoding
from .packing import bits, many_files, one_file, varints
from .postings import postings

VERSION = 2
CARDS_A_FILE = 32
QUOTES_A_FILE = 16
PAUSED = "paused"


def index_files(directory: Directory, encoding: Encoding | None = None) -> list[OutputFile]:
    """The index of all members; `encoding` is chosen by their number where nobody asks for one."""
    count = len(directory.by_name)
    encoding = encoding or ("columns" if count <= MOST_IN_COLUMNS else "postings")
    folder = addresses.SEARCH_INDEX.rpartition("/")[0] + "/"
    files: list[OutputFile] = []
    said: dict[str, Any] = {"version": VERSION, "encoding": encoding, "count": count}

    def put(name: str, content: bytes) -> None:
        said[name], file = one_file(folder, name, content)
        files.append(file)

    def put_many(name: str, contents: Sequence[bytes], **more: Any) -> None:
        address, made = many_files(folder, name, contents)
        said[name] = {"folder": address, **more}
        files.extend(made)

    facets = columns(directory)
    said["facets"] = [column.said for column in facets]
    zones, zone_codes = _zones(directory)
    said["zones"] = zones
    index = texts.read_texts(directory)
    paused = (profile.fields.get("availability") == PAUSED for profile in directory.by_name)
    put("base", bits(paused) + index.name_words)
    put("core", b"".join([column.packed() for column in facets]))
    if len(zones) > 1:
        put("clock", bytes(zone_codes) if len(zones) <= 256 else two_bytes(np.array(zone_codes)))
    if directory.newest:
        put("newest", varints(_newest(directory)))
    put("guesses", texts.guesses(index))
    starts, shards = texts.shards(index.names)
    put_many("names", shards, starts=starts)
    starts, shards = texts.shards(index.texts)
    put_many("texts", shards, starts=starts)
    put_many("cards", _lists(texts.cards(directory), CARDS_A_FILE), size=CARDS_A_FILE)
    put_many("quotes", _lists(index.quotes, QUOTES_A_FILE), size=QUOTES_A_FILE, titles=index.titles)
    if encoding == "postings":
        picked = postings(facets)
        put_many("options", picked.options)
        put_many("records", picked.records)
        put_many("common", picked.sets, size=SETS_A_FILE, options=picked.common)
    return [json_file(addresses.SEARCH_INDEX, said), *files]


def _zones(directory: Directory) -> tuple[list[str], list[int]]:
    """The time zones there are, the unknown one first, and each member's by its number."""
    name = next((each.name for each in directory.schema.properties if each.leaves[0].role == "timezone"), "")
    zones = [str(profile.fields.get(name, "")) for profile in directory.by_name]
    known = ["", *sorted(set(zones) - {""})]
    number = {zone: place for place, zone in enumerate(known)}
    return known, [number[zone] for zone in zones]


def _newest(directory: Directory) -> list[int]:
    """The numbers of members, the latest arrival first."""
    number = {profile.handle: place for place, profile in enumerate(directory.by_name)}
    return [number[profile.handle] for profile in directory.newest]


def _lists(items: Sequence[Any], size: int) -> list[bytes]:
    """`items` as JSON lists of `size`."""
    return [orjson.dumps(items[start : start + size]) for start in range(0, len(items), size)]
