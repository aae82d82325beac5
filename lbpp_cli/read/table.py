"""A table of a sheet or text file: gives its rows as records with addresses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.columns import PERCENT
from lbpp_cli.findings import Finding, finding
from lbpp_cli.model import Source
from lbpp_cli.money import is_blank
from lbpp_cli.read.guard import column_letters
from lbpp_cli.read.headings import Headings, address, find_headings
from lbpp_cli.read.values import CellError, read_value, reader_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lbpp_cli.columns import Column
    from lbpp_cli.read.workbook import Sheet


class Record(NamedTuple):
    """A row of a table: the value of each field (None where blank or unreadable), and where it stands."""

    values: Mapping[str, object]
    source: Source
    unreadable: frozenset[str]


class _Cells(Mapping[str, str]):
    """The cell of each field of a row, named when it is asked for: most never are."""

    __slots__ = ("_above", "_row")

    def __init__(self, above: Mapping[str, str], row: int) -> None:
        self._above, self._row = above, row

    def __getitem__(self, field: str) -> str:
        return f"{self._above[field]}{self._row}"

    def __iter__(self) -> Iterator[str]:
        return iter(self._above)

    def __len__(self) -> int:
        return len(self._above)


class Fields:
    """The columns of a table, looked up once for all its rows.

    ``places``: each field with the address of its column. ``readers``: for each column from the first on, its field and
    what reads its values (None where the format of the cell matters too); None for a column that is not used.
    ``unbroken``: how many columns from the first on have headings that are known.
    """

    def __init__(self, sheet: Sheet, found: Mapping[int, Column]) -> None:
        before = f"{sheet.name}!" if sheet.name else ""
        self.places = {column.field: before + column_letters(index + 1) for index, column in found.items()}
        columns = [found.get(index) for index in range(max(found, default=-1) + 1)]
        self.readers = [
            column and (index, column.field, reader_of(column.kind), column) for index, column in enumerate(columns)
        ]
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
        values, odd = fields.blank.copy(), sheet.odd
        unreadable = []
        for reader, value in zip(fields.readers, sheet.rows[row], strict=False):
            if reader is None or (value == "" and not odd):
                continue  # most cells are blank
            index, field, read, column = reader
            try:
                values[field] = read(value) if read and not odd else self.cell(sheet, row, index, column)
            except CellError as error:
                unreadable.append(field)
                place = f"{fields.places[field]}{row + 1}"
                self.report(error.code, f"{column.heading}: {error}", error.hint, place)
        return Record(values, Source(self.file, _Cells(fields.places, row + 1)), frozenset(unreadable))

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
