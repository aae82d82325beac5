"""A table of a sheet or text file: finds its columns by their headings and gives its rows as records with addresses."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.findings import Finding, finding
from lbpp_cli.model import Source
from lbpp_cli.money import is_blank, quoted
from lbpp_cli.read.columns import Column, by_name, squeezed
from lbpp_cli.read.values import CellError, read_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lbpp_cli.read.workbook import Sheet

HEADING_ROWS = 20  # how far down a heading row is looked for


class Record(NamedTuple):
    """A row of a table: the value of each field (None where blank or unreadable), and where it stands."""

    values: Mapping[str, object]
    source: Source
    unreadable: frozenset[str]


def column_letters(index: int) -> str:
    """The letters of a column: 0 is A, 27 is AB."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def address(sheet: str, row: int, column: int) -> str:
    """A cell as a spreadsheet names it, from indexes that start at 0: ``Bids!C4``, or ``C4`` in a text file."""
    cell = f"{column_letters(column)}{row + 1}"
    return f"{sheet}!{cell}" if sheet else cell


def nearest(name: object, known: Iterable[str], *, cutoff: float = 0.75) -> str | None:
    """The known name nearest to a name, if one is near at all: ``cutoff`` is how near, 1 being the same."""
    spelt = {squeezed(candidate): candidate for candidate in known}
    close = get_close_matches(squeezed(name), spelt, n=1, cutoff=cutoff)
    return spelt[close[0]] if close else None


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
        top, found = self._headings(sheet, columns)
        if found is None:
            return [], frozenset()
        records = []
        for row in range(top + 1, len(sheet.rows)):
            cells = sheet.rows[row]
            if any(
                column < len(cells) and not (is_blank(cells[column]) and (row, column) not in sheet.odd)
                for column in found
            ):
                records.append(self._record(sheet, row, found))
        return records, frozenset(column.field for column in found.values())

    def _headings(self, sheet: Sheet, columns: tuple[Column, ...]) -> tuple[int, dict[int, Column] | None]:
        """The row of the headings and the column that each stands for; the second is None where one is missing."""
        names = by_name(columns)
        needed = {column.field for column in columns if column.required}
        filled = [row for row, cells in enumerate(sheet.rows[:HEADING_ROWS]) if not all(map(is_blank, cells))]

        def known(row: int) -> set[str]:
            return {names[squeezed(cell)].field for cell in sheet.rows[row] if squeezed(cell) in names}

        if not filled:
            wanted = ", ".join(column.heading for column in columns if column.required)
            self.report(
                "column-missing", f"{sheet.name or 'The file'} is empty.", f"Give it the columns {wanted}.", sheet.name
            )
            return 0, None
        top = next((row for row in filled if needed <= known(row)), max(filled, key=lambda row: len(known(row))))
        found: dict[int, Column] = {}
        unknown: dict[int, object] = {}
        for index, cell in enumerate(sheet.rows[top]):
            column = names.get(squeezed(cell))
            if is_blank(cell):
                continue
            if column is None:
                unknown[index] = cell
            elif column.field in {other.field for other in found.values()}:
                self.report(
                    "column-twice",
                    f"{quoted(cell)} means {column.heading}, and so does another column.",
                    "Keep one of them, or rename the other.",
                    address(sheet.name, top, index),
                )
            else:
                found[index] = column
        fields = {column.field for column in found.values()}
        missing = tuple(column for column in columns if column.field not in fields)
        self._report_headings(sheet, top, missing, unknown, [column.heading for column in columns])
        return top, found if needed <= fields else None

    def _report_headings(
        self, sheet: Sheet, top: int, missing: tuple[Column, ...], unknown: dict[int, object], headings: list[str]
    ) -> None:
        names = by_name(missing)
        spellings = [name for column in missing for name in (column.heading, *column.also)]
        meant: set[str] = set()
        for index, cell in unknown.items():
            place = address(sheet.name, top, index)
            near = nearest(cell, spellings)
            if near:
                column = names[squeezed(near)]
                meant.add(column.field)
                self.report(
                    "column-misspelt",
                    f"The heading {quoted(cell)} is not known. The nearest known one is “{near}”.",
                    f"If it is meant, write “{column.heading}”; if not, take the column away.",
                    place,
                )
            else:
                self.report(
                    "column-not-read",
                    f"The heading {quoted(cell)} is not known; the column was not used.",
                    f"Known headings: {', '.join(headings)}.",
                    place,
                )
        for column in missing:
            if column.required and column.field not in meant:
                self.report(
                    "column-missing",
                    f"There is no column “{column.heading}”.",
                    f"Add it, or name it so. Other accepted names: {', '.join(column.also) or 'none'}.",
                    address(sheet.name, top, 0),
                )

    def _record(self, sheet: Sheet, row: int, found: Mapping[int, Column]) -> Record:
        values: dict[str, object] = {}
        cells: dict[str, str] = {}
        unreadable = set()
        for index, column in found.items():
            cells[column.field] = address(sheet.name, row, index)
            try:
                values[column.field] = self.cell(sheet, row, index, column)
            except CellError as error:
                values[column.field] = None
                unreadable.add(column.field)
                self.report(error.code, f"{column.heading}: {error}", error.hint, cells[column.field])
        return Record(values, Source(self.file, cells), frozenset(unreadable))

    @staticmethod
    def cell(sheet: Sheet, row: int, index: int, column: Column) -> object:
        """The value of one cell.

        Raises:
            CellError: it does not hold what its column asks for.

        """
        odd = sheet.odd.get((row, index))
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
        percent = column.kind == "percent" and sheet.is_percent(row, index)
        return read_value(value, column.kind, formatted_as_percent=percent)
