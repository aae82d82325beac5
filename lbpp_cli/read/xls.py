"""Walks the records of an xls workbook, to find what the parser does not tell: errors, and how far sheets reach."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.read.facts import ERROR_NAMES, Facts
from lbpp_cli.read.guard import damaged, protected
from lbpp_cli.read.ole import workbook_stream
from lbpp_cli.read.worksheet import UNCALCULATED, UNKNOWN_ERROR

if TYPE_CHECKING:
    from collections.abc import Iterator

_BOF, _EOF, _FILEPASS, _BOUNDSHEET = 0x809, 0x0A, 0x2F, 0x85
WORKSHEET, _BIFF8 = 0, 0x600
FORMULAS, _BOOL_OR_ERROR, MULTIPLE = (0x06, 0x206, 0x406), 0x205, 0xBD
VALUES = {0x203, 0x204, 0x27E, 0xFD, 0xD6, _BOOL_OR_ERROR, *FORMULAS}
_HEADER = _PLACE = struct.Struct("<2H").unpack_from
_NOT_A_NUMBER, _ERROR = b"\xff\xff", 2


def read_xls(data: bytes, file: str) -> list[Facts]:
    """The facts about each worksheet, in their order; whether a cell is a percentage is not known.

    Raises:
        UnreadableFileError: the workbook is damaged or encrypted.

    """
    try:
        stream = workbook_stream(data)
        listed = listed_sheets(stream, file)
        return [_facts(sheet.name, stream, sheet.start) for sheet in listed if sheet.kind == WORKSHEET]
    except (struct.error, IndexError, ValueError):
        raise damaged("its records are cut off or garbled.", file) from None


class ListedSheet(NamedTuple):
    """A sheet as the list of sheets names it: how far it is hidden (0 to 2), its kind, and where its records start."""

    name: str
    hidden: int
    kind: int
    start: int


def listed_sheets(stream: bytes, file: str) -> list[ListedSheet]:
    """The sheets of a workbook, in their order.

    Raises:
        UnreadableFileError: the workbook is encrypted.

    """
    sheets = []
    wide = False
    for kind, record in read_records(stream, 0):
        if kind == _FILEPASS:
            raise protected(file)
        if kind == _BOF:
            wide = struct.unpack_from("<H", record)[0] == _BIFF8
        elif kind == _BOUNDSHEET:
            (start,) = struct.unpack_from("<L", record)
            sheets.append(ListedSheet(text_in(record[6:], wide=wide), min(record[4] & 3, 2), record[5], start))
    return sheets


def text_in(text: bytes, *, wide: bool) -> str:
    """A short text, such as a name; from Excel 97 on, a flag says whether its characters have two bytes."""
    if wide and text[1] & 1:
        return text[2 : 2 + 2 * text[0]].decode("utf-16-le", "replace")
    start = 2 if wide else 1
    return text[start : start + text[0]].decode("latin-1")


def _facts(name: str, stream: bytes, start: int) -> Facts:
    facts = Facts(name)
    for kind, record in read_records(stream, start):
        if kind in VALUES:
            row, column = _PLACE(record)
            facts.use(row, column)
            if kind == _BOOL_OR_ERROR and record[7]:
                facts.odd[row, column] = ERROR_NAMES.get(record[6], UNKNOWN_ERROR)
            elif kind in FORMULAS:
                result, (flags,) = record[6:14], struct.unpack_from("<H", record, 14)
                if result[6:] == _NOT_A_NUMBER and result[0] == _ERROR:
                    facts.odd[row, column] = ERROR_NAMES.get(result[2], UNKNOWN_ERROR)
                elif not any(result) and flags & 2:
                    # A zero to be calculated when the workbook is opened: what programs other than Excel leave.
                    facts.odd[row, column] = UNCALCULATED
        elif kind == MULTIPLE:
            facts.use(_PLACE(record)[0], struct.unpack_from("<H", record, len(record) - 2)[0])
    return facts


def read_records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records from one beginning (BOF) to its end, without what is embedded in between, such as a chart."""
    depth = 0
    while True:
        kind, size = _HEADER(stream, at)
        record = stream[at + 4 : at + 4 + size]
        at += 4 + size
        if kind == _BOF:
            depth += 1
        elif kind == _EOF:
            depth -= 1
        if depth < 0 or (depth == 0 and kind != _EOF):
            raise IndexError
        if depth == 0:
            return
        if depth == 1:
            yield kind, record
