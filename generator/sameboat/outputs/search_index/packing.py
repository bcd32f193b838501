"""Numbers and words as few bytes, and files whose name changes with what is in them."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import pairwise

from ..output_file import OutputFile

_GZIP = 16 + zlib.MAX_WBITS
_LEVEL = 4
"""5 would make files smaller by a hundredth, and take a quarter longer."""


def varint(number: int) -> bytes:
    """`number` in groups of seven bits, the lowest first; every byte but the last has its highest bit set."""
    if number < 0x80:
        return bytes((number,))
    found = bytearray()
    while number > 0x7F:
        found.append(number & 0x7F | 0x80)
        number >>= 7
    found.append(number)
    return bytes(found)


_SMALL = [varint(number) for number in range(0x4000)]


def varints(numbers: Sequence[int]) -> bytes:
    """`numbers`, one behind the other."""
    if not numbers:
        return b""
    most = max(numbers)
    if most < 0x80:
        return bytes(numbers)
    if most < 0x4000:
        return b"".join([_SMALL[number] for number in numbers])
    return b"".join([varint(number) for number in numbers])


def rising(numbers: Sequence[int]) -> bytes:
    """How many `numbers` there are, the first of them, and each further one as its distance from the one before."""
    if not numbers:
        return b"\0"
    return (
        varint(len(numbers))
        + varint(numbers[0])
        + varints([after - before for before, after in pairwise(numbers)])
    )


def dictionary(words: Sequence[str], values: Sequence[bytes]) -> bytes:
    """`words` in their order with a value each: first all words, each as what it shares with the one before and what
    it adds; then the lengths of the values; then the values."""
    found = [varint(len(words))]
    before = b""
    for word in words:
        now = word.encode()
        shared = _shared(before, now)
        found.append(varint(shared) + varint(len(now) - shared) + now[shared:])
        before = now
    found.append(varints([len(value) for value in values]))
    found += values
    return b"".join(found)


def _shared(one: bytes, other: bytes) -> int:
    """How many bytes both begin with."""
    length = min(len(one), len(other))
    while one[:length] != other[:length]:
        length -= 1
    return length


def bits(flags: Iterable[bool]) -> bytes:
    """One bit a flag, the lowest bit of a byte first."""
    text = "".join("1" if flag else "0" for flag in flags)
    return b"".join(int(text[start : start + 8][::-1], 2).to_bytes() for start in range(0, len(text), 8))


@dataclass(frozen=True, slots=True)
class Packed:
    """Files of the index, and what the manifest says of them."""

    said: Mapping[str, object]
    files: tuple[OutputFile, ...]


def one_file(folder: str, name: str, content: bytes) -> tuple[str, OutputFile]:
    """What the manifest calls the file that holds `content`, and the file itself."""
    address = f"{name}-{_mark([content])}.bin"
    return address, OutputFile(folder + address, squeeze(content))


def many_files(folder: str, name: str, contents: Sequence[bytes]) -> tuple[str, tuple[OutputFile, ...]]:
    """What the manifest calls the folder that holds `contents`, numbered from 0, and the files themselves.

    Where there is nothing to hold there is no file.
    """
    address = f"{name}-{_mark(contents)}/"
    files = (
        OutputFile(f"{folder}{address}{number}.bin", squeeze(content))
        for number, content in enumerate(contents)
        if content
    )
    return address, tuple(files)


def squeeze(content: bytes) -> bytes:
    """`content` as a gzip file without a date: no static host has to be told to compress it."""
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP)
    return packer.compress(content) + packer.flush()


def _mark(contents: Sequence[bytes]) -> str:
    """A mark of `contents` before they are squeezed, which differs between versions of zlib."""
    mark = blake2b(digest_size=6)
    for content in contents:
        mark.update(varint(len(content)))
        mark.update(content)
    return mark.hexdigest()
