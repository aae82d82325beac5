"""An xlsb workbook as an auditor sees it, as far as its records tell without the text of its formulas."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from lbpp_cli.read.audit.number_formats import look_of
from lbpp_cli.read.audit.records import STATES, Beside, looks_of, not_checked
from lbpp_cli.read.audit.relations import relations
from lbpp_cli.read.guard import damaged
from lbpp_cli.read.xlsb import CELLS, FORMULAS, listed_sheets, read_records, text_in
from lbpp_cli.read.xlsx import main_part
from lbpp_cli.spreadsheet import Link, Look, Protection, SpreadsheetFacts

if TYPE_CHECKING:
    from lbpp_cli.read.archive import Archive
    from lbpp_cli.read.workbook import Workbook

_ROW, _COLUMNS, _MERGED = 0, 60, 176
_FORMAT, _STYLE, _STYLES, _END_OF_STYLES = 44, 47, 617, 618
_SHEET_PROTECTION, _BOOK_PROTECTION, _CALCULATION = 535, 534, 157
_HIDDEN_ROW, _HIDDEN_COLUMN, _BY_HAND = 0x10, 1, 0
_NOTES = "Notes on cells: they are not read of xlsb workbooks."


def read_xlsb(archive: Archive, workbook: Workbook, file: str) -> SpreadsheetFacts:
    """The facts about a workbook whose values ``workbook`` has read apart.

    Raises:
        UnreadableFileError: the workbook is damaged or harmful.

    """
    main = main_part(archive, file)
    related = relations(archive, main, file)
    read: list[tuple[str, int, _Sheet]] = []
    others: dict[str, str] = {}
    protections: list[Protection] = []
    manual = False
    try:
        content = archive.read(main)
        for name, hidden, relation in listed_sheets(content):
            if name in workbook.sheet_names and relation in related:
                read.append((name, hidden, _Sheet(archive.read(related[relation].target))))
            else:
                others[name] = STATES[hidden]
        for kind, record in read_records(content):
            if kind == _BOOK_PROTECTION:
                protections.append(Protection("the structure of the workbook", any(record[:2])))
            elif kind == _CALCULATION:
                manual = struct.unpack_from("<L", record, 4)[0] == _BY_HAND
        styles = next((one.target for one in related.values() if one.kind == "styles"), "")
        looks = _looks(archive.read(styles)) if styles in archive else ()
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
        tuple(beside.facts(name, hidden, workbook, looks) for name, hidden, beside in read),
        unread=others,
        links=tuple(links),
        connections=("not read",) if "xl/connections.bin" in archive else (),
        macros=tuple(macros),
        protections=tuple(protections),
        manual=manual,
        not_checked=(*not_checked("xlsb", sum(beside.formulas for *_, beside in read)), _NOTES),
    )


class _Sheet(Beside):
    """What the records of a sheet say."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        row = 0
        for kind, record in read_records(content):
            if kind == _ROW:
                (row,) = struct.unpack_from("<L", record)
                if record[11] & _HIDDEN_ROW:
                    self.hide_row(row)
            elif kind in CELLS:
                column, style = struct.unpack_from("<2L", record)
                self.style(row, column, style & 0xFFFFFF)
                self.formulas += kind in FORMULAS
            elif kind == _COLUMNS and record[16] & _HIDDEN_COLUMN:
                self.hide_columns(*struct.unpack_from("<2L", record))
            elif kind == _MERGED:
                self.merge(*struct.unpack_from("<4L", record))
            elif kind == _SHEET_PROTECTION:
                self.protected, self.password = True, any(record[:2])


def _looks(content: bytes) -> tuple[Look, ...]:
    """How the styles of cells show numbers."""
    formats: dict[int, Look] = {}
    styles: list[int] = []
    of_cells = False
    for kind, record in read_records(content):
        if kind == _FORMAT:
            formats[struct.unpack_from("<H", record)[0]] = look_of(text_in(record, 2)[0])
        elif kind in (_STYLES, _END_OF_STYLES):
            of_cells = kind == _STYLES
        elif kind == _STYLE and of_cells:
            styles.append(struct.unpack_from("<H", record, 2)[0])
    return looks_of(styles, formats)
