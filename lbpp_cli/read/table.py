"""A table of a sheet or text file: gives its rows as records with addresses."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from itertools import compress, repeat, zip_longest
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from lbpp_cli.columns import PERCENT
from lbpp_cli.findings import Finding, finding
from lbpp_cli.model import Source
from lbpp_cli.money import is_blank
from lbpp_cli.read.guard import column_letters
from lbpp_cli.read.headings import Headings, address, find_headings
from lbpp_cli.read.values import CellError, read_column, read_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lbpp_cli.columns import Column
    from lbpp_cli.read.workbook import Sheet


_READABLE: frozenset[str] = frozenset()
_Tuple = TypeVar("_Tuple", bound=tuple[Any, ...])


class Record(NamedTuple):
    """A row of a table: the value of each field (None where blank or unreadable), and where it stands."""

    values: Mapping[str, object]
    source: Source
    unreadable: frozenset[str]


class Fields:
    """The columns of a table, looked up once for all its rows.

    ``columns``: those that are used, by their index. ``places``: each field with the address of its column.
    ``unbroken``: how many columns from the first on have headings that are known.
    """

    def __init__(self, sheet: Sheet, found: Mapping[int, Column]) -> None:
        before = f"{sheet.name}!" if sheet.name else ""
        self.places = {column.field: before + column_letters(index + 1) for index, column in found.items()}
        self.columns = found
        self.blank: dict[str, object] = dict.fromkeys(self.places)
        self.unbroken = next(index for index in range(len(found) + 1) if index not in found)


class Wrong(NamedTuple):
    """What is wrong with a row or, if it is a field that cannot be read, with a cell of it; both counted from 0."""

    row: int
    column: int
    finding: Finding
    field: str = ""


def _made(kind: type[_Tuple], *columns: Iterable[Any]) -> Iterator[_Tuple]:
    """Named tuples of many rows at once, from each of their fields a column; in a third of the time of one by one."""
    return map(partial(tuple.__new__, kind), zip(*columns, strict=False))


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
        fields = Fields(sheet, headings.found)
        rows: Sequence[int] = range(headings.row + 1, len(sheet.rows))
        others: list[Wrong] = []
        outside: dict[int, int] = {}
        if sheet.odd or max(map(len, sheet.rows)) > fields.unbroken:
            rows, others, outside = self._used(sheet, rows, headings)
        records = self.records(sheet, rows, fields, others)
        for index, row in outside.items():
            self.report(
                "value-without-heading",
                "A value stands where no heading says what it is.",
                "Give the column a heading in the row of the other headings, or clear the cells below it.",
                address(sheet.name, row, index),
            )
        return records, frozenset(fields.places)

    def _used(
        self, sheet: Sheet, rows: Sequence[int], headings: Headings
    ) -> tuple[list[int], list[Wrong], dict[int, int]]:
        """The rows that are records, those that are not, and the first row with a value in columns without heading."""
        used: list[int] = []
        others: list[Wrong] = []
        outside: dict[int, int] = {}
        known = frozenset(headings.found).union(headings.unknown)
        for row in rows:
            filled = _filled(sheet, row)
            if not filled <= known:
                for index in filled - known:
                    outside.setdefault(index, row)
            if not filled.isdisjoint(headings.found):
                used.append(row)
            elif not filled.isdisjoint(headings.unknown):
                first = min(filled)
                message = "The row has values only in columns that are not used; it was passed over."
                hint = "If it is a remark, move it below or beside the table; if it is a record, fill in its columns."
                odd = finding("row-not-read", message, hint, self.file, address(sheet.name, row, first))
                others.append(Wrong(row, first, odd))
        return used, others, outside

    def headings(self, sheet: Sheet, columns: tuple[Column, ...]) -> Headings:
        """The headings of a table; what is wrong with them is among the findings."""
        headings, findings = find_headings(sheet, columns, self.file)
        self.findings += findings
        return headings

    def records(self, sheet: Sheet, rows: Sequence[int], fields: Fields, others: Iterable[Wrong] = ()) -> list[Record]:
        """Rows as records; a cell that cannot be read is None, with a finding. Blank rows are passed over.

        ``others``: what else is to be said of rows. All is said in the order of the rows.
        """
        cells = [*zip_longest(*map(sheet.rows.__getitem__, rows), fillvalue="")]
        table = [fields.blank.copy() for _ in rows]
        wrong = [*others]
        for index, column in fields.columns.items():
            field = column.field
            for record, value in zip(table, self._values(sheet, rows, index, column, cells, wrong), strict=False):
                record[field] = value
        unreadable: dict[int, set[str]] = {}
        for row, _, odd, field in sorted(wrong, key=itemgetter(0, 1)):
            self.findings.append(odd)
            if field:
                unreadable.setdefault(row, set()).add(field)
        if fields.blank in table:
            filled = [
                values != fields.blank or row in unreadable or not all(map(is_blank, sheet.rows[row]))
                for row, values in zip(rows, table, strict=True)
            ]
            rows, table = [*compress(rows, filled)], [*compress(table, filled)]
        sources = _made(Source, repeat(self.file), repeat(fields.places), [row + 1 for row in rows])
        wanting = [frozenset(unreadable.get(row, ())) for row in rows] if unreadable else repeat(_READABLE)
        return [*_made(Record, table, sources, wanting)]

    def _values(
        self,
        sheet: Sheet,
        rows: Sequence[int],
        index: int,
        column: Column,
        cells: list[tuple[object, ...]],
        wrong: list[Wrong],
    ) -> Sequence[object]:
        """The values of a column in some rows, none if all are blank; what is wrong with them is added to ``wrong``."""
        if not sheet.odd:
            if index >= len(cells) or cells[index].count("") == len(rows):
                return ()
            if column.kind != PERCENT:
                with suppress(CellError):
                    return read_column(cells[index], column.kind)
        values: list[object] = []
        for row in rows:
            try:
                values.append(self.cell(sheet, row, index, column))
            except CellError as error:
                values.append(None)
                message, place = f"{column.heading}: {error}", address(sheet.name, row, index)
                odd = finding(error.code, message, error.hint, self.file, place)
                wrong.append(Wrong(row, index, odd, column.field))
        return values

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
