"""Which files a batch evaluates: those named, those in folders, those that a pattern or a list gives."""

from __future__ import annotations

import glob
import os
import stat
from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.results import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

ENDINGS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv")
# What spreadsheet programs keep beside a file that is open.
# How the tables of results begin.
_RESULTS = [",".join(column.name for column in columns[:3]).encode() for columns in TABLES.values()]
_LOCKS = ("~$", ".~lock.")


class Found(NamedTuple):
    """The files of a batch, in order, each once.

    ``passed_over``: how many files of folders have another ending, or hold results. ``again``: how often a file was
    named once more. ``nothing``: the patterns and folders that gave no file. ``closed``: folders that cannot be read.
    ``outputs``: files that were named although the batch is to write them.
    """

    files: tuple[str, ...]
    passed_over: int
    again: int
    nothing: tuple[str, ...]
    closed: tuple[str, ...]
    outputs: tuple[str, ...]


def find(given: Iterable[str], listed: Callable[[], Iterable[str]], leave_out: Iterable[Path] = ()) -> Found:
    """The files that paths, folders, patterns and ``-`` (the names that ``listed`` gives) stand for.

    A folder gives its spreadsheets and those of its subfolders, in the order of their names; hidden ones, and those
    that an open spreadsheet program leaves, are passed over. ``leave_out``: what the batch is to write, which may lie
    among them.
    """
    ours = {_identity(os.fspath(path)) for path in leave_out}
    files: dict[str, str] = {}
    passed_over = again = 0
    nothing = []
    closed: list[str] = []
    outputs = []
    for name in given:
        count = 0
        for path, is_taken, is_named in _expanded(name, listed, closed):
            identity = _identity(path)
            if identity in ours:
                if is_named and not _is_result(path):
                    outputs.append(path)
                continue
            if not is_taken:
                passed_over += 1
                continue
            count += 1
            again += identity in files
            files.setdefault(identity, path)
        if not count:
            nothing.append(name)
    return Found(tuple(files.values()), passed_over, again, tuple(nothing), tuple(closed), tuple(outputs))


def names_in(content: bytes) -> Iterator[str]:
    """The names in a list: one a line, or ended by zero bytes as ``find -print0`` writes them."""
    text = os.fsdecode(content.removeprefix(b"\xef\xbb\xbf"))
    return (name for line in text.split("\0" if "\0" in text else "\n") if (name := line.strip("\r\n")))


def _expanded(name: str, listed: Callable[[], Iterable[str]], closed: list[str]) -> Iterator[tuple[str, bool, bool]]:
    """Each path, whether it is one to evaluate, and whether it was named itself."""
    if name == "-":
        for one in listed():
            yield from _in_folder(one, closed) if _is_folder(one) else [(one, True, True)]
    elif _is_folder(name):
        yield from _in_folder(name, closed)
    elif glob.has_magic(name) and not os.path.lexists(name):
        for one in sorted(glob.iglob(name, recursive=True)):  # noqa: PTH207  a name stays as it was typed
            if _is_folder(one):
                yield from _in_folder(one, closed)
            elif not os.path.basename(one).startswith(_LOCKS):  # noqa: PTH119
                yield one, True, False
    else:
        yield name, True, True


def _is_folder(name: str) -> bool:
    try:
        return stat.S_ISDIR(os.stat(name).st_mode)  # noqa: PTH116
    except (OSError, ValueError):
        return False


def _in_folder(folder: str, closed: list[str]) -> Iterator[tuple[str, bool, bool]]:
    been: set[str] = set()
    for here, folders, names in os.walk(folder, followlinks=True, onerror=lambda error: closed.append(error.filename)):
        identity = _identity(here)
        if identity in been:  # a link that leads back
            folders.clear()
            continue
        been.add(identity)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith((".", *_LOCKS)):
                path = os.path.join(here, name)  # noqa: PTH118
                yield path, name.lower().endswith(ENDINGS) and not _is_result(path), False


def _is_result(path: str) -> bool:
    """Whether a CSV file holds results of this program, which lie in the folder of what they were made from."""
    try:
        if not path.lower().endswith(".csv") or not stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116
            return False
        with open(path, "rb") as file:  # noqa: PTH123
            head = file.read(100).split(b"\n")[0]
    except (OSError, ValueError):
        return False
    return any(head.startswith(start) for start in _RESULTS)


def _identity(path: str) -> str:
    """What two names of the same file have in common."""
    try:
        return os.path.realpath(path)
    except (OSError, ValueError):
        return path
