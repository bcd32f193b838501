"""What every output is made of."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class OutputFile:
    """A file of the site, not yet written."""

    address: str
    content: bytes


def json_file(address: str, content: Any) -> OutputFile:
    """`content` as compact JSON, in UTF-8 and the order given."""
    return OutputFile(address, json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode())
