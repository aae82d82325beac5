"""The parts of a ZIP package, each read within limits, and new packages made of parts that were read.

The parser is never given the original ZIP. It gets a package built here from the very bytes that were examined, so it
cannot find another part, another size or another content in it than was checked. Nothing is written to a disk.
"""

from __future__ import annotations

import struct
import zlib
from functools import lru_cache
from typing import TYPE_CHECKING

from lbpp_cli.read.guard import (
    MAX_DECLARED,
    MAX_ENTRIES,
    MAX_PART,
    MAX_RATIO,
    SMALL_PART,
    damaged,
    harmful,
    protected,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    # The name as it is written, the method, the checksum, the packed and the unpacked size, and the place.
    Entry = tuple[bytes, int, int, int, int, int]
    # The name, the method, the checksum, the unpacked size, and the packed bytes.
    Member = tuple[str, int, int, int, bytes | memoryview]

_STORED, _DEFLATED = 0, 8
_FULL16, _FULL32 = 0xFFFF, 0xFFFFFFFF
_END = struct.Struct("<4s4H2LH")
_END64 = struct.Struct("<24x4Q")
_LOCATOR = struct.Struct("<8xQ4x")
# Of a new part: what its two entries have in common, and where it is.
_COMMON, _PLACE = struct.Struct("<5H3L2H"), struct.Struct("<10xL")
# Of an entry that is read, without what is not looked at.
_LISTED = struct.Struct("<4s4x2H4x3L3H8xL")
_HEADER = struct.Struct("<4s22x2H")
_SMALL = 8192  # bytes
WORTH_PACKING = 4 * 1024**2


class Archive:
    """The parts of a package by name; letter case does not matter, as in Office itself.

    Raises:
        UnreadableFileError: the directory is damaged, encrypted, or declares more than a workbook can hold.

    """

    def __init__(self, data: bytes, file: str) -> None:
        self._data = data
        self._file = file
        try:
            self._entries = self._directory()
        except struct.error:
            raise damaged("the list of its parts is cut off.", file) from None

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._entries

    def names(self) -> tuple[str, ...]:
        """The names of all parts, in lower case."""
        return tuple(self._entries)

    def size(self, name: str) -> int:
        """The size that a part declares, which ``read`` holds it to."""
        return self._entries[name.lower()][4]

    def read(self, name: str, most: int = MAX_PART) -> bytes:
        """The content of a part; its size and checksum are those that the package declares.

        Raises:
            UnreadableFileError: there is no such part, or it is damaged or too large.

        """
        _, method, crc, size, packed = self.member(name)
        if size > most:
            sizes = f"{size / 1024**2:,.0f} MB; at most {most / 1024**2:,.0f}"
            raise harmful(f"its part {name} unpacks to {sizes} are read.", self._file)
        if size > max(len(packed) * MAX_RATIO, SMALL_PART):
            raise harmful(f"its part {name} unpacks to {size // max(len(packed), 1):,} times its size.", self._file)
        try:
            if method == _STORED:
                content = bytes(packed)
                is_whole, checksum = True, zlib.crc32(content)
            elif size <= _SMALL and len(packed) <= _SMALL:
                content, is_whole, checksum = _unpacked_small(bytes(packed), size + 1)
            else:
                content, is_whole, checksum = _unpacked(packed, size + 1)
        except zlib.error:
            raise damaged(f"its part {name} cannot be unpacked.", self._file) from None
        if len(content) <= size and not is_whole:
            raise damaged(f"its part {name} is cut off.", self._file)
        if len(content) > size:
            raise harmful(f"its part {name} holds more data than it declares.", self._file)
        if len(content) < size or checksum != crc:
            raise damaged(f"its part {name} does not match its checksum.", self._file)
        return content

    def member(self, name: str, as_name: str | None = None) -> Member:
        """A part as it is packed, to go into another package once ``read`` has passed it."""
        try:
            stored_name, method, crc, packed, size, offset = self._entries[name.lower()]
        except KeyError:
            raise damaged(f"its part {name} is missing.", self._file) from None
        if offset + _HEADER.size > len(self._data):
            raise damaged(f"its part {name} is cut off.", self._file)
        magic, name_size, extra_size = _HEADER.unpack_from(self._data, offset)
        after_name = offset + _HEADER.size + name_size
        start = after_name + extra_size
        content = memoryview(self._data)[start : start + packed]
        if (
            magic != b"PK\x03\x04"
            or self._data[offset + _HEADER.size : after_name] != stored_name
            or len(content) < packed
        ):
            raise damaged(f"its part {name} is not where the package says.", self._file)
        return (as_name or name, method, crc, size, content)

    def _directory(self) -> dict[str, Entry]:
        data, file = self._data, self._file
        count, at, end = self._end()
        if count > MAX_ENTRIES:
            raise harmful(f"it has {count:,} parts; at most {MAX_ENTRIES:,} are read.", file)
        entries: dict[str, Entry] = {}
        for _ in range(count):
            name, entry, at = self._entry(at)
            if at > end:
                raise damaged("the list of its parts is garbled.", file)
            if name in entries:
                raise harmful(f"it has two parts named {name}, and programs differ in which one they show.", file)
            entries[name] = entry
        if sum([entry[4] for entry in entries.values()]) > MAX_DECLARED:
            raise harmful(f"its parts unpack to more than {MAX_DECLARED // 1024**2:,} MB.", file)
        if sum([entry[3] for entry in entries.values()]) > len(data):
            raise harmful("its parts lie one upon the other.", file)
        return entries

    def _end(self) -> tuple[int, int, int]:
        """How many parts there are, and where the list of them begins and ends."""
        data = self._data
        end = data.rfind(b"PK\x05\x06", max(0, len(data) - _END.size - _FULL16))
        if end < 0:
            raise damaged("its end is missing, as after a transfer that broke off.", self._file)
        *_, count, size, at, comment = _END.unpack_from(data, end)
        if end + _END.size + comment != len(data):
            raise damaged("its end is not where it says.", self._file)
        before = max(0, end - _LOCATOR.size)
        if data[before : before + 4] == b"PK\x06\x07":
            # The format for large archives, which some programs always write, has another end before this one.
            (end,) = _LOCATOR.unpack_from(data, before)
            if data[end : end + 4] != b"PK\x06\x06":
                raise damaged("the list of its parts is not where it says.", self._file)
            _, count, size, at = _END64.unpack_from(data, end)
        if at + size != end:
            raise damaged("the list of its parts is not where it says.", self._file)
        return count, at, end

    def _entry(self, at: int) -> tuple[str, Entry, int]:
        """The name of a part and what the list says of it, and where the next begins."""
        magic, flags, method, crc, packed, size, name_size, extra_size, note, offset = _LISTED.unpack_from(
            self._data, at
        )
        if magic != b"PK\x01\x02":
            raise damaged("the list of its parts is garbled.", self._file)
        if flags & 1:
            raise protected(self._file)
        after_name = at + _LISTED.size + name_size
        written = self._data[at + _LISTED.size : after_name]
        name = _part_name(written)
        if method not in (_STORED, _DEFLATED):
            raise damaged(f"its part {name} is packed in a way that spreadsheet programs do not use.", self._file)
        if _FULL32 in (packed, size, offset):
            size, packed, offset = _sizes64(self._data[after_name : after_name + extra_size], size, packed, offset)
        return name, (written, method, crc, packed, size, offset), after_name + extra_size + note


@lru_cache(maxsize=64)
def _part_name(written: bytes) -> str:
    """The name of a part without letter case; few are kept, so that even absurdly long ones fill no memory."""
    name = written.decode("utf-8", "replace").replace("\\", "/").lower()
    if not name.isprintable():
        # The name goes into messages, and must not move the cursor there.
        name = "".join(character if character.isprintable() else "?" for character in name)
    return name


def _unpacked(packed: bytes | memoryview, most: int) -> tuple[bytes, bool, int]:
    """The first bytes of a part, whether it ends with them, and their checksum."""
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    content = inflate.decompress(packed, most)
    return content, inflate.eof, zlib.crc32(content)


# A program writes the same styles, relations and list of sheets into all its workbooks.
_unpacked_small = lru_cache(maxsize=64)(_unpacked)


def _sizes64(extra: bytes, size: int, packed: int, offset: int) -> tuple[int, int, int]:
    """The sizes and the offset of an entry; where the entry has no room for one, the extra field holds it."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, at)
        if kind == 1:
            longer = iter(struct.unpack_from(f"<{length // 8}Q", extra, at + 4))
            size, packed, offset = (
                next(longer, value) if value == _FULL32 else value for value in (size, packed, offset)
            )
        at += 4 + length
    return size, packed, offset


def member(name: str, *pieces: bytes | bytearray | memoryview) -> Member:
    """A new part; a large one is packed quickly, so that it is not held in memory several times over."""
    content = b"".join(pieces)
    size, crc = len(content), zlib.crc32(content)
    if size < WORTH_PACKING:
        return (name, _STORED, crc, size, content)
    deflate = zlib.compressobj(1, zlib.DEFLATED, -zlib.MAX_WBITS)
    return (name, _DEFLATED, crc, size, deflate.compress(content) + deflate.flush())


def package(members: Iterable[Member]) -> bytes:
    """A ZIP of the parts, in their order."""
    pieces: list[bytes | memoryview] = []
    directory: list[bytes] = []
    offset = 0
    for name, method, crc, size, content in members:
        written = name.encode()
        common = _COMMON.pack(20, 0x800, method, 0, 0x21, crc, len(content), size, len(written), 0)
        header = b"PK\x03\x04%b%b" % (common, written)
        directory.append(b"PK\x01\x02\x14\0%b%b%b" % (common, _PLACE.pack(offset), written))
        pieces += (header, content)
        offset += len(header) + len(content)
    listed = b"".join(directory)
    count = len(directory)
    return b"".join((*pieces, listed, _END.pack(b"PK\x05\x06", 0, 0, count, count, len(listed), offset, 0)))


def is_word_document(data: bytes, file: str) -> bool:
    """Whether a file is a package that holds a text of Word (docx), and no workbook.

    Raises:
        UnreadableFileError: it is a package whose directory cannot be read.

    """
    return data.startswith(b"PK") and "word/document.xml" in Archive(data, file)
