"""Plain data becomes YAML again: a whole profile, or one scalar to put in the place of another."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import yaml

from .documents import Value

MODELINE = "# yaml-language-server: $schema=../schema/generated/member.json\n"
"""The first line of a profile that we write: editors offer completion and show mistakes while one types."""

# Stands without quotes in any place of a YAML file, also between the brackets of a list.
_PLAIN = re.compile(r"(?!(?:true|false)\Z)[A-Za-z0-9](?:[\w./@-]|(?::(?=[\w/]))|(?: (?=[\w/])))*\Z", re.ASCII)


def write_scalar(text: str) -> str:
    """`text` as one YAML scalar that reads back the same wherever it is put."""
    return text if _PLAIN.match(text) else json.dumps(text, ensure_ascii=False)


class _Dumper(yaml.CSafeDumper):
    """Writes what `documents.py` reads: strings as they are, texts of several lines as blocks."""


def _write_text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _write_text)


def write_profile(fields: Mapping[str, Value], order: tuple[str, ...] = ()) -> bytes:
    """A profile's file: keys in `order`, then all others as they come."""
    names = [name for name in order if name in fields]
    names += [name for name in fields if name not in order]
    data: dict[str, Any] = {name: fields[name] for name in names}
    text = yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1000)
    return (MODELINE + str(text)).encode()
