"""What the find page reads: a manifest, and files that are fetched when a search needs them.

`docs/manual/search.md` describes every byte. There are two encodings of the same index: with `columns`, a browser
fetches what everybody picked once and answers any pick from it; with `postings`, beyond `MOST_IN_COLUMNS` members, it
fetches the people of an option when somebody picks it. Members are numbered by name, from 0.
"""

from __future__ import annotations

from ...directory import Directory
from ..output_file import OutputFile
from .encodings import MOST_IN_COLUMNS, Encoding

__all__ = ["MOST_IN_COLUMNS", "Encoding", "build"]


def build(directory: Directory, encoding: Encoding | None = None) -> list[OutputFile]:
    """The index of all members; `encoding` is chosen by their number where nobody asks for one."""
    from .files import index_files  # noqa: PLC0415 - NumPy takes a tenth of a second, in one process

    return index_files(directory, encoding)
