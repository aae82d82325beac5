"""An xlsb workbook as an auditor sees it, as far as its records tell without the text of its formulas."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from lbpp_cli.read.audit.relations import relations
from lbpp_cli.read.audit.xls import NOT_CHECKED, STATES, extend
from lbpp_cli.read.guard import damaged
from lbpp_cli.read.xlsb import read_records, text_in
from lbpp_cli.read.xlsx import main_part
from lbpp_cli.spreadsheet import Area, Link, Protection, SheetFacts, Span, SpreadsheetFacts

if TYPE_CHECKING:
    from lbpp_cli.read.archive import Archive
    from lbpp_cli.read.workbook import Workbook

_SHEET, _ROW, _COLUMNS, _MERGED = 156, 0, 60, 176
_SHEET_PROTECTION, _BOOK_PROTECTION, _CALCULATION = 535, 534, 157
_HIDDEN_ROW, _HIDDEN_COLUMN, _BY_HAND = 0x10, 1, 0
_MOST = 100_000
_NOTES = "Notes on cells: they are not read of xlsb workbooks."


def read_xlsb(archive: Archive, workbook: Workbook, file: str) -> SpreadsheetFacts:
    """The facts about a workbook whose values ``workbook`` has read apart.

    Raises:
        UnreadableFileError: the workbook is damaged or harmful.

    """
    main = main_part(archive, file)
    related = relations(archive, main, file)
    sheets = []
    others: dict[str, str] = {}
    protections: list[Protection] = []
    manual = False
    try:
        for kind, record in read_records(archive.read(main)):
            if kind == _SHEET:
                state = STATES[min(struct.unpack_from("<L", record)[0] & 3, 2)]
                relation, at = text_in(record, 8)
                name = text_in(record, at)[0]
                if name in workbook.sheet_names and relation in related:
                    sheets.append(_sheet(name, state, archive.read(related[relation].target), workbook))
                else:
                    others[name] = state
            elif kind == _BOOK_PROTECTION:
                protections.append(Protection("the structure of the workbook", any(record[:2])))
            elif kind == _CALCULATION:
                manual = struct.unpack_from("<L", record, 4)[0] == _BY_HAND
    except (struct.error, IndexError):
        raise damaged("its records are cut off or garbled.", file) from None
    macros = ["a Visual Basic project"] if any("vbaproject" in name for name in archive.names()) else []
    macros += [f"the macro sheet “{name}”" for name in others if "macrosheets/" in " ".join(archive.names())]
    links = [
        Link("", "workbook", relation.target)
        for name in archive.names()
        if name.startswith("xl/externallinks/") and name.endswith(".bin")
        for relation in relations(archive, name, file).values()
        if relation.external
    ]
    return SpreadsheetFacts(
        file,
        "xlsb",
        tuple(sheets),
        unread=others,
        links=tuple(links),
        connections=("not read",) if "xl/connections.bin" in archive else (),
        macros=tuple(macros),
        protections=tuple(protections),
        manual=manual,
        not_checked=(*(sentence.format(kind="xlsb") for sentence in NOT_CHECKED), _NOTES),
    )


def _sheet(name: str, state: str, content: bytes, workbook: Workbook) -> SheetFacts:
    rows: list[Span] = []
    columns: list[Span] = []
    merged: list[Area] = []
    protection = None
    for kind, record in read_records(content):
        if kind == _ROW and record[11] & _HIDDEN_ROW:
            (row,) = struct.unpack_from("<L", record)
            extend(rows, row, row)
        elif kind == _COLUMNS and record[16] & _HIDDEN_COLUMN:
            extend(columns, *struct.unpack_from("<2L", record))
        elif kind == _MERGED and len(merged) < _MOST:
            top, bottom, left, right = struct.unpack_from("<4L", record)
            merged.append(Area(top, left, bottom, right))
        elif kind == _SHEET_PROTECTION:
            protection = Protection(f"the sheet “{name}”", any(record[:2]))
    sheet = workbook.sheet(name)
    return SheetFacts(
        name,
        sheet.rows,
        sheet.odd,
        state,
        hidden_rows=tuple(rows),
        hidden_columns=tuple(columns),
        merged=tuple(merged),
        protection=protection,
    )
