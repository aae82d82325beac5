"""An xls workbook as an auditor sees it, as far as its records tell without the text of its formulas."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from lbpp_cli.read.guard import damaged
from lbpp_cli.read.ole import Container
from lbpp_cli.read.xls import read_records, sheet_name
from lbpp_cli.spreadsheet import (
    HIDDEN,
    VERY_HIDDEN,
    VISIBLE,
    Area,
    Link,
    Protection,
    Remark,
    SheetFacts,
    Span,
    SpreadsheetFacts,
)

if TYPE_CHECKING:
    from lbpp_cli.read.workbook import Workbook

STATES = (VISIBLE, HIDDEN, VERY_HIDDEN)
NOT_CHECKED = (
    (
        "Formulas, and with them sums that miss rows, numbers typed over formulas and old results: "
        "their text is not read of {kind} workbooks. Save it as xlsx to have it checked."
    ),
    "How numbers are shown, and with it rounding and values without colour: the same.",
)
_BOF, _BOUNDSHEET, _ROW, _COLUMNS, _MERGED, _NOTE = 0x809, 0x85, 0x208, 0x7D, 0xE5, 0x1C
_PROTECT, _PASSWORD, _CALCULATION, _PRECISION, _BOOK, _PROJECT = 0x12, 0x13, 0x0D, 0x0E, 0x1AE, 0xD3
_BIFF8 = 0x600
_WORKSHEET, _MACROS, _MODULE = 0, 1, 6
_HIDDEN_ROW, _HIDDEN_COLUMN = 0x20, 1
_PROJECT_STREAMS = ("_vba_project_cur", "_vba_project")
_MOST = 100_000


class _Globals:
    """What the records before those of the sheets say."""

    def __init__(self, stream: bytes) -> None:
        self.sheets: list[tuple[str, str, int, int]] = []
        self.links: list[Link] = []
        self.manual = self.as_shown = self.protected = self.password = self.project = False
        wide = False
        for kind, record in read_records(stream, 0):
            if kind == _BOF:
                wide = struct.unpack_from("<H", record)[0] == _BIFF8
            elif kind == _BOUNDSHEET:
                (start,) = struct.unpack_from("<L", record)
                state = STATES[min(record[4] & 3, 2)]
                self.sheets.append((sheet_name(record[6:], wide=wide), state, record[5], start))
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
        sheets = []
        manual = False
        for name, state, kind, start in book.sheets:
            if kind == _WORKSHEET and name in workbook.sheet_names:
                facts, by_hand = _sheet(name, state, stream, start, workbook)
                sheets.append(facts)
                manual = manual or by_hand
        macros = [f"the macro sheet “{name}”" for name, _, kind, _ in book.sheets if kind == _MACROS]
        if book.project or any(name in container.names() for name in _PROJECT_STREAMS):
            macros.append("a Visual Basic project")
    except (struct.error, IndexError, ValueError):
        raise damaged("its records are cut off or garbled.", file) from None
    protections = [Protection("the structure of the workbook", book.password)] if book.protected else []
    others = {name: state for name, state, kind, _ in book.sheets if kind not in (_WORKSHEET, _MODULE)}
    return SpreadsheetFacts(
        file,
        "xls",
        tuple(sheets),
        unread=others,
        links=tuple(book.links),
        macros=tuple(macros),
        protections=tuple(protections),
        manual=manual,
        as_shown=book.as_shown,
        not_checked=tuple(sentence.format(kind="xls") for sentence in NOT_CHECKED),
    )


def _sheet(name: str, state: str, stream: bytes, start: int, workbook: Workbook) -> tuple[SheetFacts, bool]:
    """A sheet, and whether it says that the workbook is calculated by hand."""
    rows: list[Span] = []
    columns: list[Span] = []
    merged: list[Area] = []
    remarks: list[Remark] = []
    protected = password = manual = False
    for kind, record in read_records(stream, start):
        if kind == _ROW and record[12] & _HIDDEN_ROW:
            (row,) = struct.unpack_from("<H", record)
            extend(rows, row, row)
        elif kind == _COLUMNS and record[8] & _HIDDEN_COLUMN:
            extend(columns, *struct.unpack_from("<2H", record))
        elif kind == _MERGED and len(merged) < _MOST:
            count = struct.unpack_from("<H", record)[0]
            for number in range(count):
                top, bottom, left, right = struct.unpack_from("<4H", record, 2 + 8 * number)
                merged.append(Area(top, left, bottom, right))
        elif kind == _NOTE and len(remarks) < _MOST:
            remarks.append(Remark(struct.unpack_from("<2H", record), "", "…"))
        elif kind == _PROTECT:
            protected = any(record[:2])
        elif kind == _PASSWORD:
            password = any(record[:2])
        elif kind == _CALCULATION:
            manual = not any(record[:2])
    sheet = workbook.sheet(name)
    facts = SheetFacts(
        name,
        sheet.rows,
        sheet.odd,
        state,
        hidden_rows=tuple(rows),
        hidden_columns=tuple(columns),
        merged=tuple(merged),
        remarks=tuple(remarks),
        protection=Protection(f"the sheet “{name}”", password) if protected else None,
    )
    return facts, manual


def extend(spans: list[Span], first: int, last: int) -> None:
    """Add a stretch of hidden rows or columns, to the one before where the two lie side by side."""
    if spans and spans[-1].last + 1 == first:
        spans[-1] = spans[-1]._replace(last=last)
    elif len(spans) < _MOST:
        spans.append(Span(first, last))
