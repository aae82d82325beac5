"""What a batch has done so far, in a file beside its results: whatever ends the program, this is kept and gone on from.

A record is a line of JSON with the length of the rows that follow it and a check sum over all of it. What a kill or a
full disk left half written at the end is found by that, and done again.
"""

from __future__ import annotations

import json
import os
import time
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, Self
from zlib import crc32

from lbpp_cli.batch.task import Done, Stamp
from lbpp_cli.results import BROKE_OFF, TIMED_OUT, UNREADABLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

_SAFE_EVERY = 1.0  # seconds between two times that the disk is told to keep what it has
_AT_ONCE = 2**18  # bytes that are read together


# What became of a file by accident, which is tried again when a batch is gone on with.
_ACCIDENTS = {TIMED_OUT, BROKE_OFF, UNREADABLE}


class _Entry(NamedTuple):
    """Where a record begins, what its file was when it was read, and whether an accident is what became of it."""

    offset: int
    stamp: Stamp | None
    accident: bool


class NoJournalError(Exception):
    """The file is no journal of a batch."""


class OtherSettingsError(Exception):
    """The journal is of a batch with other settings; the first argument names those that differ."""


class Journal:
    """The records of a batch by the path of their file; the last record of a path counts."""

    def __init__(self, place: Path, key: Mapping[str, object], day: str = "") -> None:
        """Begin a journal, or go on with the one that is there.

        ``key``: what must be the same for that. ``day``: the day on which the batch began, where it begins here; the
        attribute of that name says when it did.

        Raises:
            NoJournalError: the file that is there is none.
            OtherSettingsError: the journal that is there has another key.
            OSError: it cannot be written.

        """
        self._place = place
        self._entries: dict[str, _Entry] = {}
        self._kept = time.monotonic()
        self.day = day
        with place.open("r+b" if place.exists() else "w+b") as file:
            self._begin(file, key)
        self._file: BinaryIO = place.open("ab")

    def _begin(self, file: BinaryIO, key: Mapping[str, object]) -> None:
        head = file.readline()
        if head.endswith(b"\n"):
            try:
                found = json.loads(head)
                self.day, was, now = found["day"], found["key"], json.loads(json.dumps(key))
            except (ValueError, KeyError, TypeError):
                raise NoJournalError from None
            differing = sorted(name for name in was.keys() | now.keys() if was.get(name) != now.get(name))
            if differing:
                raise OtherSettingsError(", ".join(differing))
        else:
            file.seek(0)
            file.truncate()
            file.write(json.dumps({"day": self.day, "key": key}).encode() + b"\n")
        self._end = file.tell()
        while (done := _read(file)) is not None:
            self._entries[done.path] = _Entry(self._end, done.stamp, done.status in _ACCIDENTS)
            self._end = file.tell()
        file.seek(self._end)
        file.truncate()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Keep what there is."""
        self._file.close()

    def has(self, path: str, stamp: Stamp | None) -> bool:
        """Whether there is a record of a file as it is now; what came about by accident is none to go on from."""
        entry = self._entries.get(path)
        return entry is not None and entry.stamp == stamp and not entry.accident

    def append(self, done: Done) -> None:
        """Write a record; after this no end of the program loses it.

        Raises:
            OSError: it cannot be written, as on a full disk.

        """
        *head, chunks = done
        body = b"".join(chunks)
        line = json.dumps([*head, [len(chunk) for chunk in chunks]]).encode()
        record = b"%08x %b\n%b\n" % (crc32(body, crc32(line)), line, body)
        self._file.write(record)
        self._file.flush()
        if time.monotonic() - self._kept > _SAFE_EVERY:
            os.fsync(self._file.fileno())
            self._kept = time.monotonic()
        self._entries[done.path] = _Entry(self._end, done.stamp, done.status in _ACCIDENTS)
        self._end += len(record)

    def records(self, paths: Iterable[str]) -> Iterator[Done]:
        """The records of those paths, in their order.

        Raises:
            KeyError: a path has none.

        """
        with self._place.open("rb", buffering=_AT_ONCE) as file:
            for path in paths:
                file.seek(self._entries[path].offset)
                done = _read(file)
                if done is None:
                    raise KeyError(path)
                yield done

    def remove(self) -> None:
        """Delete the journal: the results are written."""
        self._file.close()
        self._place.unlink()


def _read(file: BinaryIO) -> Done | None:
    """The record that begins here; None where there is none, or a torn one."""
    line = file.readline()
    if not line.endswith(b"\n"):
        return None
    try:
        *head, lengths = json.loads(line[9:-1])
        body = file.read(sum(lengths) + 1)[:-1]
        if len(body) != sum(lengths) or crc32(body, crc32(line[9:-1])) != int(line[:8], 16):
            return None
        path, stamp, *rest = head
        chunks, at = [], 0
        for length in lengths:
            chunks.append(body[at : at + length])
            at += length
        return Done._make([path, stamp and Stamp(*stamp), *rest, tuple(chunks)])
    except (ValueError, KeyError, TypeError):
        return None
