"""Walks the records of an xlsb workbook, to find what the parser does not tell: errors, and how far sheets reach."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from lbpp_cli.read.archive import Archive, package
from lbpp_cli.read.facts import ERROR_NAMES, Facts
from lbpp_cli.read.guard import MAX_PART, MAX_SHEETS, damaged, harmful
from lbpp_cli.read.markup import is_plain
from lbpp_cli.read.worksheet import UNKNOWN_ERROR
from lbpp_cli.read.xlsx import main_part, related_parts

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROW, _SHEET, _END_OF_ROWS = 0, 156, 146
_BLANK, _ERROR, _FORMULA_ERROR = 1, 3, 11
CELLS = range(2, 12)
FORMULAS = range(8, 12)


def read_xlsb(data: bytes, file: str) -> tuple[bytes, list[Facts]]:
    """The package for the parser, and the facts about each worksheet; whether a cell is a percentage is not known.

    Raises:
        UnreadableFileError: the workbook is damaged or harmful.

    """
    archive = Archive(data, file)
    main = main_part(archive, file)
    related = related_parts(archive, main, file)
    needed = [name for name in archive.names() if name.endswith((".rels", ".bin")) and "vba" not in name]
    if sum(map(archive.size, needed)) > 2 * MAX_PART:
        raise harmful(f"its parts unpack to more than {2 * MAX_PART // 1024**2} MB.", file)
    for name in needed:
        content = archive.read(name)
        if name.endswith(".rels") and not is_plain(content):
            raise harmful(f"its part {name} is not written as spreadsheet programs do.", file)
    try:
        sheets = []
        for name, _, relation in listed_sheets(archive.read(main)):
            part = related.get(relation, ("", ""))
            if part[0] == "worksheet":
                sheets.append(_facts(name, archive.read(part[1])))
    except (struct.error, IndexError):
        raise damaged("its records are cut off or garbled.", file) from None
    if len(sheets) > MAX_SHEETS:
        raise harmful(f"it has {len(sheets):,} sheets; at most {MAX_SHEETS} are read.", file)
    return package(archive.member(name) for name in needed), sheets


def listed_sheets(content: bytes) -> Iterator[tuple[str, int, str]]:
    """The name of each sheet, how far it is hidden (0 to 2), and the name of the relation to its part."""
    for kind, record in read_records(content):
        if kind == _SHEET:
            relation, at = text_in(record, 8)
            yield text_in(record, at)[0], min(struct.unpack_from("<L", record)[0] & 3, 2), relation


def _facts(name: str, content: bytes) -> Facts:
    facts = Facts(name)
    row = 0
    for kind, record in read_records(content):
        if kind == _ROW:
            row = struct.unpack_from("<L", record)[0]
        elif kind in CELLS:
            column = struct.unpack_from("<L", record)[0]
            facts.use(row, column)
            if kind in (_ERROR, _FORMULA_ERROR):
                facts.odd[row, column] = ERROR_NAMES.get(record[8], UNKNOWN_ERROR)
        elif kind == _END_OF_ROWS:
            break
    return facts


def read_records(content: bytes) -> Iterator[tuple[int, bytes]]:
    """The kind and the content of each record of a part."""
    at = 0
    while at < len(content):
        kind, at = _variable(content, at, 2)
        size, at = _variable(content, at, 4)
        yield kind, content[at : at + size]
        at += size


def _variable(content: bytes, at: int, most: int) -> tuple[int, int]:
    """A number in as many bytes as it needs, each with seven of its bits, the lowest first."""
    number = 0
    for position in range(most):
        byte = content[at + position]
        number |= (byte & 0x7F) << 7 * position
        if byte < 0x80:  # noqa: PLR2004
            return number, at + position + 1
    return number, at + most


def text_in(record: bytes, at: int) -> tuple[str, int]:
    """A text in a record, and where the record goes on after it."""
    size = struct.unpack_from("<L", record, at)[0] * 2
    return record[at + 4 : at + 4 + size].decode("utf-16-le", "replace"), at + 4 + size
