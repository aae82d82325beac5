"""An xls workbook as an auditor sees it, as far as its records tell without the text of its formulas."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from lbpp_cli.read.audit.number_formats import look_of
from lbpp_cli.read.audit.records import STATES, Beside, looks_of, not_checked
from lbpp_cli.read.guard import damaged
from lbpp_cli.read.ole import Container
from lbpp_cli.read.xls import FORMULAS, MULTIPLE, VALUES, WORKSHEET, listed_sheets, read_records, text_in
from lbpp_cli.spreadsheet import Link, Look, Protection, SpreadsheetFacts

if TYPE_CHECKING:
    from lbpp_cli.read.workbook import Workbook

_BOF, _ROW, _COLUMNS, _MERGED, _NOTE = 0x809, 0x208, 0x7D, 0xE5, 0x1C
_FORMAT, _STYLE, _FROM_1904, _ROUNDS = 0x41E, 0xE0, 0x22, 0x11
_PROTECT, _PASSWORD, _CALCULATION, _PRECISION, _BOOK, _PROJECT = 0x12, 0x13, 0x0D, 0x0E, 0x1AE, 0xD3
_BIFF8 = 0x600
_MACROS, _MODULE = 1, 6
_HIDDEN_ROW, _HIDDEN_COLUMN = 0x20, 1
_PROJECT_STREAMS = ("_vba_project_cur", "_vba_project")


class _Globals:
    """What the records before those of the sheets say."""

    def __init__(self, stream: bytes) -> None:
        self.links: list[Link] = []
        self.as_shown = self.protected = self.password = self.project = self.from_1904 = False
        self.formats: dict[int, Look] = {}
        self.styles: list[int] = []
        wide = False
        for kind, record in read_records(stream, 0):
            if kind == _BOF:
                wide = struct.unpack_from("<H", record)[0] == _BIFF8
            elif kind in (_FORMAT, _STYLE):
                self._format(kind, record, wide=wide)
            elif kind == _FROM_1904:
                self.from_1904 = any(record[:2])
            elif kind == _PRECISION:
                self.as_shown = not any(record[:2])
            elif kind == _PROTECT:
                self.protected = any(record[:2])
            elif kind == _PASSWORD:
                self.password = any(record[:2])
            elif kind == _PROJECT:
                self.project = True
            elif kind == _BOOK and len(record) > 4 and record[3] not in (1, 4):  # noqa: PLR2004  itself, or add-ins
                self.links.append(Link("", "workbook", _book(record)))

    def _format(self, kind: int, record: bytes, *, wide: bool) -> None:
        """A number format, which has a number of its own, or a style, which names one."""
        if kind == _STYLE:
            self.styles.append(struct.unpack_from("<H", record, 2)[0])
        elif wide:
            number, size = struct.unpack_from("<2H", record)
            self.formats[number] = look_of(text_in(bytes([min(size, 255)]) + record[4:], wide=True))


def _book(record: bytes) -> str:
    """The name of another workbook; the signs for folders in it are those of its own format."""
    size, wide = struct.unpack_from("<HB", record, 2)
    raw = record[5 : 5 + size * (2 if wide & 1 else 1)]
    text = raw.decode("utf-16-le" if wide & 1 else "latin-1", "replace")
    return "".join(one if one.isprintable() else "/" for one in text).strip("/") or "another file"


def read_xls(data: bytes, workbook: Workbook, file: str) -> SpreadsheetFacts:
    """The facts about a workbook whose values ``workbook`` has read apart.

    Raises:
        UnreadableFileError: the workbook is damaged.

    """
    try:
        container = Container(data)
        stream = container.stream("workbook", "book")
        book = _Globals(stream)
        listed = listed_sheets(stream, file)
        looks = looks_of(book.styles, book.formats)
        read = [
            (sheet, _Sheet(stream, sheet.start))
            for sheet in listed
            if sheet.kind == WORKSHEET and sheet.name in workbook.sheet_names
        ]
        macros = [f"the macro sheet “{sheet.name}”" for sheet in listed if sheet.kind == _MACROS]
        if book.project or any(name in container.names() for name in _PROJECT_STREAMS):
            macros.append("a Visual Basic project")
    except (struct.error, IndexError, ValueError):
        raise damaged("its records are cut off or garbled.", file) from None
    protections = [Protection("the structure of the workbook", book.password)] if book.protected else []
    others = {one.name: STATES[one.hidden] for one in listed if one.kind not in (WORKSHEET, _MODULE)}
    return SpreadsheetFacts(
        file,
        "xls",
        tuple(beside.facts(sheet.name, sheet.hidden, workbook, looks) for sheet, beside in read),
        unread=others,
        links=tuple(book.links),
        macros=tuple(macros),
        protections=tuple(protections),
        manual=any(beside.manual for _, beside in read),
        as_shown=book.as_shown,
        iterative=any(beside.iterative for _, beside in read),
        from_1904=book.from_1904,
        not_checked=not_checked("xls", sum(beside.formulas for _, beside in read)),
    )


class _Sheet(Beside):
    """What the records of a sheet say, and whether it says that the workbook is calculated by hand or in rounds."""

    def __init__(self, stream: bytes, start: int) -> None:
        super().__init__()
        self.manual = self.iterative = False
        for kind, record in read_records(stream, start):
            if kind in VALUES:
                self.style(*struct.unpack_from("<3H", record))
                self.formulas += kind in FORMULAS
            elif kind == MULTIPLE:
                row, column = struct.unpack_from("<2H", record)
                for at in range(4, len(record) - 2, 6):
                    self.style(row, column + at // 6, struct.unpack_from("<H", record, at)[0])
            else:
                self._other(kind, record)

    def _other(self, kind: int, record: bytes) -> None:
        if kind == _ROW and record[12] & _HIDDEN_ROW:
            self.hide_row(struct.unpack_from("<H", record)[0])
        elif kind == _COLUMNS and record[8] & _HIDDEN_COLUMN:
            self.hide_columns(*struct.unpack_from("<2H", record))
        elif kind == _MERGED:
            for number in range(struct.unpack_from("<H", record)[0]):
                self.merge(*struct.unpack_from("<4H", record, 2 + 8 * number))
        elif kind == _NOTE:
            self.note(*struct.unpack_from("<2H", record))
        elif kind == _PROTECT:
            self.protected = any(record[:2])
        elif kind == _PASSWORD:
            self.password = any(record[:2])
        elif kind == _CALCULATION:
            self.manual = not any(record[:2])
        elif kind == _ROUNDS:
            self.iterative = any(record[:2])
