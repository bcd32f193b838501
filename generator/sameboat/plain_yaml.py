"""The YAML that people write in a profile, read at a glance: a third of the time that libyaml's events take.

It reads what means one thing only to anybody who looks: keys, words without quotes or in simple ones, lists, entries
of lists, and text under a `|`. Whatever else comes up, or is unusual in any way, makes it answer None, and then
`documents.py` asks libyaml, which alone says what is wrong with a file. Tests hold the two to the same answer.
"""

from __future__ import annotations

import re
from sys import intern

Plain = str | bool | list["Plain"] | dict[str, "Plain"]

_ASCII = bytes(range(0x20, 0x7F)) + b"\n"
# What is no ASCII may be a line break in the eyes of YAML 1.1, a mark of byte order, or refused by libyaml.
_UNUSUAL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
# One line, or a key with the text under its `|`. No part can be read in two ways, so time grows with length alone: a
# group that is repeated is not told to keep what it took (`*+`), which does not work up to Python 3.11.4
# (https://github.com/python/cpython/issues/106052).
_LINES = re.compile(
    r"""
    ^(?:
      (\ *(?:-\ )?)                                     # space and a dash
      (?:([^\W\d][\w-]*+):(?:\ |$))?                    # a key
      (?:
        ([^\s?:,\[\]{}\#&*!|>'"%@`-][^:\#\n]*+(?:(?::(?![\ \n])|(?<!\ )\#)[^:\#\n]*+)*(?<!\ ))$  # bare words
      | ([\['"][^\n]*+)$                                # in brackets or quotes
      | \|\n((?:\ \ [^\n]*+\n|\n)+)                    # a text
      | $
      )
    | (.+)                                              # anything else
    )
    """,
    re.VERBOSE | re.MULTILINE,
)
_LIST = re.compile(r"\[([^\W_][^,:#\[\]{}]*+(?<! )(?:, [^\W_][^,:#\[\]{}]*+(?<! ))*)\]")
_QUOTED = re.compile(r"'((?:[^']|'')*)'|\"([^\"\\]*+)\"")
_FLAGS = {"true": True, "false": False}


class _Unsure(Exception):  # noqa: N818 - it never leaves this module; it is how a loop deep inside gives up
    pass


def read_plain(content: bytes) -> dict[str, Plain] | None:
    """The mapping that a file of these bytes holds, as `documents.py` would read it; None where libyaml has to."""
    is_ascii = not content.translate(None, _ASCII)
    # The last line of a text file ends like all others.
    if content[-1:] != b"\n":
        return None
    try:
        text = content.decode("ascii" if is_ascii else "utf-8")
        return None if not is_ascii and _UNUSUAL.search(text) else _mapping(text)
    except (UnicodeDecodeError, _Unsure):
        return None


def _mapping(text: str) -> dict[str, Plain] | None:  # noqa: C901, PLR0911, PLR0912 - one branch a kind of line, called never
    data: dict[str, Plain] = {}
    opened = ""
    """The key of the last line at the left edge, while nothing is known of its value."""
    items: list[Plain] = []
    item_start = entry_start = None
    """What lines of the list and of the entry start with, while one is open."""
    entry: dict[str, Plain] = {}
    value: Plain | None
    for start, typed, bare, special, literal, other in _LINES.findall(text):
        # Everybody writes the same keys and slugs: kept once, they take a third of the memory.
        key = intern(typed)
        if bare:
            value = _FLAGS[bare] if bare in _FLAGS else bare if " " in bare else intern(bare)
        elif special:
            value = _special(special)
        elif literal:
            value = _text(literal, start)
        elif other:
            if other[0] == "#":
                continue
            return None
        elif key:
            value = None
        elif start:
            return None
        else:
            continue
        if not start:
            if opened or not key or key in data:
                return None
            item_start = entry_start = None
            if value is None:
                opened = key
            else:
                data[key] = value
        elif value is None:
            return None
        elif start in ("  - ", "- "):
            if opened:
                data[opened] = items = []
                opened, item_start = "", start
            elif start != item_start:
                return None
            if key:
                entry = {key: value}
                items.append(entry)
                entry_start = "  " if start == "- " else "    "
            else:
                items.append(value)
                entry_start = None
        elif not key:
            return None
        elif opened and start == "  ":
            data[opened] = entry = {key: value}
            opened, entry_start = "", start
        elif start == entry_start and not opened and key not in entry:
            entry[key] = value
        else:
            return None
    return None if opened or not data else data


def _special(text: str) -> Plain:
    """What stands in brackets or quotes."""
    if text[0] == "[":
        listed = _LIST.fullmatch(text)
        if listed is None:
            raise _Unsure
        items = listed[1].split(", ")
        return [_FLAGS[item] if item in _FLAGS else intern(item) for item in items]
    quoted = _QUOTED.fullmatch(text)
    if quoted is None:
        raise _Unsure
    return quoted[1].replace("''", "'") if quoted[2] is None else quoted[2]


def _text(literal: str, start: str) -> str:
    """What stands under a `|`; all of it two spaces in, which is how editors and we ourselves write it."""
    if start or literal[0] == "\n" or literal[2] in " \n" or " \n" in literal:
        raise _Unsure
    return literal.replace("\n  ", "\n")[2:].rstrip("\n") + "\n"
