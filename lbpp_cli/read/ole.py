"""Finds the stream of an xls workbook in its OLE container, which is laid out like a small disk."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_END_OF_CHAIN = 0xFFFFFFFA  # this and above name no sector
_STREAM, _ROOT = 2, 5
_ENTRY_SIZE = 128
_SECTOR_SHIFTS, _MINI_SECTOR = (9, 12), 64


class Container:
    """The sectors and the directory of a container.

    Raises:
        IndexError, struct.error: the container is damaged.

    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        (shift,) = struct.unpack_from("<H", data, 30)
        if shift not in _SECTOR_SHIFTS:
            raise IndexError
        self._size = 1 << shift
        directory, self._cutoff, mini, more, blocks = struct.unpack_from("<L4x2L4x2L", data, 48)
        self._table = self._allocation_table(more, blocks)
        self._mini_table = _numbers(self._chained(mini))
        listed = self._chained(directory)
        self._entries = [listed[at : at + _ENTRY_SIZE] for at in range(0, len(listed), _ENTRY_SIZE)]

    def names(self) -> tuple[str, ...]:
        """The names of all entries, in lower case."""
        return tuple(_entry_name(entry) for entry in self._entries)

    def stream(self, *names: str) -> bytes:
        """The stream with one of the names, in lower case.

        Raises:
            IndexError, struct.error: there is none, or it is damaged.

        """
        first, size = self._found(_STREAM, names)
        if size >= self._cutoff:
            return self._chained(first)[:size]
        root = self._chained(self._found(_ROOT, ())[0])
        sectors = (root[at * _MINI_SECTOR : (at + 1) * _MINI_SECTOR] for at in _chain(first, self._mini_table))
        return b"".join(sectors)[:size]

    def _sector(self, number: int) -> bytes:
        return self._data[(number + 1) * self._size : (number + 2) * self._size]

    def _chained(self, first: int) -> bytes:
        return b"".join(map(self._sector, _chain(first, self._table)))

    def _allocation_table(self, more: int, blocks: int) -> tuple[int, ...]:
        """Which sector follows which; the list of the sectors that say so may itself go on elsewhere."""
        sectors = [number for number in struct.unpack_from("<109L", self._data, 76) if number < _END_OF_CHAIN]
        most = len(self._data) // self._size
        for _ in range(min(blocks, most)):
            *numbers, more = _numbers(self._sector(more))
            sectors += [number for number in numbers if number < _END_OF_CHAIN]
            if len(sectors) > most:
                raise IndexError
        return _numbers(b"".join(map(self._sector, sectors)))

    def _found(self, kind: int, names: tuple[str, ...]) -> tuple[int, int]:
        """Where the first entry of a kind begins, and its size; of any name if none is given."""
        for entry in self._entries:
            if entry[66] == kind and (not names or _entry_name(entry) in names):
                first, length = struct.unpack_from("<2L", entry, 116)
                return first, length
        raise IndexError


def _entry_name(entry: bytes) -> str:
    (size,) = struct.unpack_from("<H", entry, 64)
    return entry[: max(size - 2, 0)].decode("utf-16-le", "replace").lower()


def workbook_stream(data: bytes) -> bytes:
    """The stream that holds the records of a workbook.

    Raises:
        IndexError, struct.error: there is none, or the container is damaged.

    """
    return Container(data).stream("workbook", "book")


def _numbers(content: bytes) -> tuple[int, ...]:
    count = len(content) // 4
    return struct.unpack(f"<{count}L", content[: count * 4])


def _chain(first: int, table: tuple[int, ...]) -> Iterator[int]:
    """The sectors of a chain; one that runs in a circle is damaged."""
    for _ in range(len(table) + 1):
        if first >= _END_OF_CHAIN:
            return
        yield first
        first = table[first]
    raise IndexError
