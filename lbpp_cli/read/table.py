"""A table of a sheet or text file: gives its rows as records with addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.columns import PERCENT
from lbpp_cli.findings import Finding, finding
from lbpp_cli.model import Source
from lbpp_cli.money import is_blank
from lbpp_cli.read.guard import column_letters
from lbpp_cli.read.headings import Headings, address, find_headings
from lbpp_cli.read.values import CellError, read_value, reader_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lbpp_cli.columns import Column
    from lbpp_cli.read.workbook import Sheet


class Record(NamedTuple):
    """A row of a table: the value of each field (None where blank or unreadable), and where it stands."""

    values: Mapping[str, object]
    source: Source
    unreadable: frozenset[str]


class Fields:
    """The columns of a table, looked up once for all its rows.

    ``places``: each field with the address of its column. ``readers``: what reads the values of each column; None where
    the format of the cell matters too. ``unbroken``: how many columns from the first on have headings that are known.
    """

    def __init__(self, sheet: Sheet, found: Mapping[int, Column]) -> None:
        before = f"{sheet.name}!" if sheet.name else ""
        self.places = [(column.field, before + column_letters(index + 1)) for index, column in found.items()]
        self.readers = [(index, column.field, reader_of(column.kind), column) for index, column in found.items()]
        self.unbroken = next(index for index in range(len(found) + 1) if index not in found)
        self.blank: dict[str, object] = dict.fromkeys(column.field for column in found.values())


def _filled(sheet: Sheet, row: int) -> set[int]:
    """The columns in which a row holds anything."""
    odd = sheet.odd
    filled = {index for index, cell in enumerate(sheet.rows[row]) if cell != "" and not is_blank(cell)}
    return filled.union(index for index in range(len(sheet.rows[row])) if (row, index) in odd) if odd else filled


class TableReader:
    """Reads the tables of one file and collects what is wrong with them."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.findings: list[Finding] = []

    def report(self, code: str, message: str, hint: str, cell: str = "") -> None:
        """Add a finding about this file."""
        self.findings.append(finding(code, message, hint, self.file, cell))

    def read(self, sheet: Sheet, columns: tuple[Column, ...]) -> tuple[list[Record], frozenset[str]]:
        """The records of a table, and the fields that it has a column for. Blank rows are passed over."""
        headings = self.headings(sheet, columns)
        if not headings.complete:
            return [], frozenset()
        fields, records = Fields(sheet, headings.found), []
        outside: dict[int, int] = {}
        known = frozenset(headings.found).union(headings.unknown)
        for row in range(headings.row + 1, len(sheet.rows)):
            cells = sheet.rows[row]
            if len(cells) <= fields.unbroken and not sheet.odd:
                if not all(map(is_blank, cells)):
                    records.append(self.record(sheet, row, fields))
                continue
            filled = _filled(sheet, row)
            if not filled <= known:
                for index in filled - known:
                    outside.setdefault(index, row)
            if not filled.isdisjoint(headings.found):
                records.append(self.record(sheet, row, fields))
            elif not filled.isdisjoint(headings.unknown):
                self.report(
                    "row-not-read",
                    "The row has values only in columns that are not used; it was passed over.",
                    "If it is a remark, move it below or beside the table; if it is a record, fill in its columns.",
                    address(sheet.name, row, min(filled)),
                )
        for index, row in outside.items():
            self.report(
                "value-without-heading",
                "A value stands where no heading says what it is.",
                "Give the column a heading in the row of the other headings, or clear the cells below it.",
                address(sheet.name, row, index),
            )
        return records, frozenset(column.field for column in headings.found.values())

    def headings(self, sheet: Sheet, columns: tuple[Column, ...]) -> Headings:
        """The headings of a table; what is wrong with them is among the findings."""
        headings, findings = find_headings(sheet, columns, self.file)
        self.findings += findings
        return headings

    def record(self, sheet: Sheet, row: int, fields: Fields) -> Record:
        """One row; a cell that cannot be read is None, with a finding."""
        below = str(row + 1)
        cells = {field: above + below for field, above in fields.places}
        values, unreadable = fields.blank.copy(), set()
        filled, width, odd = sheet.rows[row], len(sheet.rows[row]), sheet.odd
        for index, field, read, column in fields.readers:
            value = filled[index] if index < width else ""
            if value == "" and not odd:
                continue  # most cells are blank
            try:
                values[field] = read(value) if read and not odd else self.cell(sheet, row, index, column)
            except CellError as error:
                unreadable.add(field)
                self.report(error.code, f"{column.heading}: {error}", error.hint, cells[field])
        return Record(values, Source(self.file, cells), frozenset(unreadable))

    @staticmethod
    def cell(sheet: Sheet, row: int, index: int, column: Column) -> object:
        """The value of one cell.

        Raises:
            CellError: it does not hold what its column asks for.

        """
        odd = sheet.odd.get((row, index)) if sheet.odd else None
        if odd == "uncalculated":
            raise CellError(
                "formula-uncalculated",
                "the formula was never calculated, so the cell has no value.",
                "Open the workbook in a spreadsheet program, let it calculate, and save it.",
            )
        if odd is not None:
            raise CellError("cell-error", f"the cell holds the error {odd}.", "Correct the formula or type the value.")
        cells = sheet.rows[row]
        value = cells[index] if index < len(cells) else ""
        percent = column.kind == PERCENT and sheet.is_percent(row, index)
        return read_value(value, column.kind, formatted_as_percent=percent)
