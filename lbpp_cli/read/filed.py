"""Reads a report back: a workbook that the program wrote, with its input, its receipt and every cell as it is now."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli import columns
from lbpp_cli import report_layout as layout
from lbpp_cli.findings import CATALOGUE, Finding, UnreadableFileError, finding
from lbpp_cli.model import BIDS, CERTIFICATIONS, SUBCONTRACTORS
from lbpp_cli.money import is_blank, quoted
from lbpp_cli.read.guard import check_extent
from lbpp_cli.read.headings import address, place_of
from lbpp_cli.read.tabulation import Tables
from lbpp_cli.read.workbook import Sheet, open_workbook
from lbpp_cli.report_layout import FiledCell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lbpp_cli.model import InputFile

    Place = tuple[int, int]
    _Row = tuple[tuple[object, ...], int]  # a row of the Input sheet, and its number

# Findings about files and sheets, which the cells of an input cannot give again.
_OF_FILES = {"sheet-not-read", "encoding-assumed"}


class FiledReport(NamedTuple):
    """A report's workbook as it is now: its sheets, the names and values of its receipt, and what it says it read."""

    file: str
    sheets: Mapping[str, Mapping[Place, FiledCell]]
    receipt: Mapping[str, str]
    rows: tuple[tuple[object, ...], ...]
    percent_rows: frozenset[int]
    findings: tuple[Finding, ...]

    @property
    def names(self) -> dict[str, str]:
        """What the Input sheet calls the file of each role."""
        roles = {columns.BIDS: BIDS, columns.SUBCONTRACTORS: SUBCONTRACTORS, columns.CERTIFICATIONS: CERTIFICATIONS}
        found = {role: self._cells(table) for table, role in roles.items()}
        return {role: _usual(cells, layout.FILE) for role, cells in found.items() if cells}

    def _cells(self, table: str) -> list[_Row]:
        return [(row, number) for number, row in enumerate(self.rows) if row[layout.TABLE] == table]

    def tables(self, files: tuple[InputFile, ...]) -> Tables:
        """The tables of the input, from what the Input sheet says stands in the file.

        Raises:
            UnreadableFileError: the Input sheet was changed so that it names no cells, or some far from all others.

        """
        found: dict[str, tuple[str, Sheet]] = {}
        for table in (columns.SOLICITATION, columns.BIDS, columns.SUBCONTRACTORS, columns.CERTIFICATIONS):
            cells = self._cells(table)
            if cells:
                found[table] = (_usual(cells, layout.FILE), self._sheet(_usual(cells, layout.SHEET), cells))
        return Tables(
            files,
            found.get(columns.BIDS),
            found.get(columns.SUBCONTRACTORS),
            found.get(columns.SOLICITATION),
            found.get(columns.CERTIFICATIONS),
            self.findings,
        )

    def _sheet(self, name: str, cells: Iterable[_Row]) -> Sheet:
        placed = {self._place(row, number): (row[layout.RAW], number) for row, number in cells}
        reach: dict[int, int] = {}
        for row, column in placed:
            reach[row + 1] = max(reach.get(row + 1, 0), column + 1)
        check_extent(reach, name, self.file)
        height, width = (max(place[axis] for place in placed) + 1 for axis in (0, 1))
        rows: list[list[object]] = [[""] * width for _ in range(height)]
        for (row, column), (raw, _) in placed.items():
            rows[row][column] = raw
        percent = {place for place, (_, number) in placed.items() if number in self.percent_rows}

        def percent_rows(column: int) -> frozenset[int]:
            return frozenset(row for row, at in percent if at == column)

        return Sheet(name, rows, {}, percent_rows)

    def _place(self, row: tuple[object, ...], number: int) -> Place:
        try:
            return place_of(str(row[layout.CELL]))
        except ValueError:
            message = f"Where the address of a cell belongs stands {quoted(row[layout.CELL])}."
            at = f"{layout.INPUT}!{address('', layout.INPUT_TOP + number, layout.CELL)}"
            hint = "Correct it, or name the input that the report was made from."
            raise UnreadableFileError(finding("not-a-report", message, hint, self.file, at)) from None


def _usual(cells: Iterable[_Row], column: int) -> str:
    """What most cells of a table have in a column, so that one that was typed over stands out."""
    return Counter(str(row[column] or "") for row, _ in cells).most_common(1)[0][0]


def read_filed(content: bytes, file: str) -> FiledReport:
    """Read a report's workbook.

    Raises:
        UnreadableFileError: it is no workbook, or none that is a report.

    """
    workbook = open_workbook(content, file)
    missing = [name for name in (layout.SUMMARY, layout.INPUT, layout.RECEIPT) if name not in workbook.sheet_names]
    if missing:
        message = f"The workbook has no sheet {' and no sheet '.join(missing)}: it is no report."
        raise UnreadableFileError(finding("not-a-report", message, "Name a file that lbpp report wrote.", file))
    read = {name: workbook.sheet(name) for name in workbook.sheet_names}
    sheets = {name: dict(_cells(sheet, workbook.formulas(name))) for name, sheet in read.items()}
    source = read[layout.INPUT]
    rows = tuple((*row, *[""] * len(layout.INPUT_HEADINGS)) for row in source.rows[layout.INPUT_TOP :])
    percent = source.percent_rows(layout.RAW)
    return FiledReport(
        file,
        sheets,
        {str(row[0]): str(row[1]) for row in read[layout.RECEIPT].rows[layout.RECEIPT_TOP :] if len(row) > 1},
        rows,
        frozenset(row - layout.INPUT_TOP for row in percent),
        tuple(_findings(read[layout.FINDINGS].rows if layout.FINDINGS in read else [])),
    )


def _cells(sheet: Sheet, formulas: Mapping[Place, str]) -> Iterator[tuple[Place, FiledCell]]:
    """Every cell that holds something."""
    for row, values in enumerate(sheet.rows):
        for column, value in enumerate(values):
            place, odd = (row, column), sheet.odd.get((row, column))
            if not is_blank(value) or odd or place in formulas:
                error = odd if odd != "uncalculated" else None
                yield place, FiledCell(error or value, formulas.get(place), odd != "uncalculated")


def _findings(rows: Iterable[list[object]]) -> Iterator[Finding]:
    """The findings about files and sheets that a report lists."""
    for row in rows:
        texts = [str(value) for value in row][: len(layout.FINDING_HEADINGS)]
        if len(texts) == len(layout.FINDING_HEADINGS):
            severity, code, file, cell, message, hint = texts
            replaced = code == "option-overrides" and "!" not in cell
            if code in CATALOGUE and (code in _OF_FILES or replaced):
                yield Finding(code, severity, message, hint, file, cell)
