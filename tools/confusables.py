"""Make `generator/sameboat/confusables.txt` from Unicode's own list of look-alike characters.

Run when Unicode has a new version:

    curl -O https://www.unicode.org/Public/security/latest/confusables.txt
    python tools/confusables.py confusables.txt

What comes out is a tenth of the size: one line for each look, without names, and without the characters that are
folded away (capitals, precomposed letters, spaces, controls) before anything is looked up.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Mapping
from pathlib import Path

TARGET = Path(__file__).parents[1] / "generator" / "sameboat" / "confusables.txt"

HEADER = """\
What looks alike, from {name}, Unicode {version}. Made by tools/confusables.py; not to be edited.
Each line: what some characters look like, a tab, those characters. Everything is case-folded and decomposed (NFD).

UNICODE LICENSE V3

COPYRIGHT AND PERMISSION NOTICE

Copyright © 1991-2026 Unicode, Inc.

NOTICE TO USER: Carefully read the following legal agreement. BY DOWNLOADING, INSTALLING, COPYING OR OTHERWISE USING
DATA FILES, AND/OR SOFTWARE, YOU UNEQUIVOCALLY ACCEPT, AND AGREE TO BE BOUND BY, ALL OF THE TERMS AND CONDITIONS OF
THIS AGREEMENT. IF YOU DO NOT AGREE, DO NOT DOWNLOAD, INSTALL, COPY, DISTRIBUTE OR USE THE DATA FILES OR SOFTWARE.

Permission is hereby granted, free of charge, to any person obtaining a copy of data files and any associated
documentation (the "Data Files") or software and any associated documentation (the "Software") to deal in the Data
Files or Software without restriction, including without limitation the rights to use, copy, modify, merge, publish,
distribute, and/or sell copies of the Data Files or Software, and to permit persons to whom the Data Files or Software
are furnished to do so, provided that either (a) this copyright and permission notice appear with all copies of the
Data Files or Software, or (b) this copyright and permission notice appear in associated Documentation.

THE DATA FILES AND SOFTWARE ARE PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT
LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT OF THIRD PARTY
RIGHTS.

IN NO EVENT SHALL THE COPYRIGHT HOLDER OR HOLDERS INCLUDED IN THIS NOTICE BE LIABLE FOR ANY CLAIM, OR ANY SPECIAL
INDIRECT OR CONSEQUENTIAL DAMAGES, OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN
AN ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR
PERFORMANCE OF THE DATA FILES OR SOFTWARE.

Except as contained in this notice, the name of a copyright holder shall not be used in advertising or otherwise to
promote the sale, use or other dealings in these Data Files or Software without prior written authorization of the
copyright holder.

SPDX-License-Identifier: Unicode-3.0
---
"""


def read_confusables(text: str) -> Mapping[str, str]:
    """Character → what it looks like, as Unicode has it."""
    found = {}
    for line in text.removeprefix("\ufeff").splitlines():
        fields = line.partition("#")[0].split(";")
        if len(fields) == 3:
            source, look = ("".join(chr(int(point, 16)) for point in field.split()) for field in fields[:2])
            found[source] = look
    return found


def fold(text: str) -> str:
    """`text` as it stands when it is looked up."""
    return unicodedata.normalize("NFD", text.casefold())


def looks(confusables: Mapping[str, str]) -> Mapping[str, str]:
    """Folded character → folded look, followed to its end: "0" looks like "O", which is folded to "o"."""
    found = {}
    for source in sorted({*confusables, *map(fold, confusables)}):
        if (
            len(source) > 1
            or fold(source) != source
            or source.isspace()
            or unicodedata.category(source) in ("Cc", "Cf")
        ):
            continue
        look = follow(source, confusables)
        # A name may be written in capitals, and then Т is a T, though т is no t.
        capital = confusables.get(source.upper(), "")
        if capital and capital.isascii() and not look.isascii():
            look = follow(fold(capital), confusables)
        if look != source:
            found[source] = look
    return {source: follow(look, found) for source, look in found.items()}


def follow(look: str, confusables: Mapping[str, str]) -> str:
    """What `look` looks like in the end."""
    before = ""
    while look != before:
        before = look
        look = fold("".join(confusables.get(character, character) for character in look))
    return look


def main() -> None:
    """Read the file named on the command line and write ours."""
    source = Path(sys.argv[1])
    text = source.read_text(encoding="utf-8")
    version = re.search(r"# Version: ([0-9.]+)", text)
    by_look: dict[str, list[str]] = {}
    for character, look in looks(read_confusables(text)).items():
        by_look.setdefault(look, []).append(character)
    lines = [f"{look}\t{''.join(sorted(alike))}\n" for look, alike in sorted(by_look.items())]
    header = HEADER.format(name=source.name, version=version[1] if version else "?")
    TARGET.write_text(header + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
