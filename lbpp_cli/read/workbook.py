"""Workbooks as the rest of the program sees them: sheets of values, and what is odd about single cells."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lbpp_cli.read.guard import damaged, is_package, no_spreadsheet

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Place = tuple[int, int]
    PercentRows = Callable[[int], frozenset[int]]

_NO_NUMBER = "#NUM!"


def _unknown(_: int) -> frozenset[int]:
    return frozenset()


@dataclass(frozen=True, eq=False, repr=False)
class Sheet:
    """The values of a sheet from A1 on; a blank is an empty text.

    ``odd`` names, by row and column from 0, the cells whose value cannot be taken: ``"uncalculated"`` for a formula
    whose result was never stored, else the text of the error, such as ``#DIV/0!``. Each of them is within ``rows``,
    where it is blank. ``percent_rows`` gives the rows, from 0, in which a column is shown as percentages.
    """

    name: str
    rows: list[list[object]]
    odd: Mapping[Place, str]
    percent_rows: PercentRows = _unknown

    def is_percent(self, row: int, column: int) -> bool:
        """Whether the cell, counted from 0, is shown as a percentage; False where the format does not tell."""
        return row in self.percent_rows(column)


class Workbook:
    """A workbook whose sheets are read when they are asked for; sheets that hold only a chart are not listed."""

    def __init__(
        self,
        sheet_names: tuple[str, ...],
        read_sheet: Callable[[str], Sheet],
        read_formulas: Callable[[str], Mapping[Place, str]] | None = None,
    ) -> None:
        self.sheet_names = sheet_names
        self._read_sheet, self._read_formulas = read_sheet, read_formulas

    def sheet(self, name: str) -> Sheet:
        """The sheet of that name, which is one of ``sheet_names``.

        Raises:
            UnreadableFileError: the sheet is damaged, harmful, or its used range is absurd.

        """
        return self._read_sheet(name)

    def formulas(self, name: str) -> Mapping[Place, str]:
        """The text of each formula of a sheet, by row and column from 0; none where the kind of file does not tell.

        Raises:
            UnreadableFileError: the sheet is damaged or harmful.

        """
        return self._read_formulas(name) if self._read_formulas else {}


def open_workbook(data: bytes, file: str) -> Workbook:
    """Open a workbook of any kind by its content; ``file`` is only its name in messages.

    Raises:
        UnreadableFileError: the content is no workbook, or is encrypted, damaged or harmful. The code of its finding is
            one of file-empty, not-a-spreadsheet, password, file-damaged, file-harmful and range-absurd.

    """
    if not is_package(data, file):
        return _read_apart(data, "xls", file)
    from lbpp_cli.read.archive import Archive
    from lbpp_cli.read.xlsx import Xlsx, main_part

    archive = Archive(data, file)
    if "mimetype" in archive:
        return _read_apart(data, "ods", file)
    main = main_part(archive, file)
    if main not in archive:
        raise no_spreadsheet("a ZIP archive without sheets", "Name the workbook itself.", file)
    if main.endswith(".bin"):
        return _read_apart(data, "xlsb", file)
    if main.startswith(("word/", "ppt/", "visio/")):
        raise no_spreadsheet("a document of another Office program", "Name an Excel workbook.", file)
    workbook = Xlsx(archive, main, file)
    return Workbook(workbook.names, workbook.read, workbook.formulas)


def _read_apart(data: bytes, kind: str, file: str) -> Workbook:
    from lbpp_cli.read.sandbox import read_apart

    read = read_apart(data, kind, file)
    sheets = {sheet.name: sheet for sheet in read}
    if len(sheets) < len(read):
        raise damaged("two of its sheets have the same name.", file)
    return Workbook(tuple(sheets), sheets.__getitem__)


def settled(
    name: str, rows: list[list[object]], odd: dict[Place, str], percent_rows: PercentRows, *, is_finite: bool = False
) -> Sheet:
    """A sheet in which every odd cell exists and is blank, and every number is finite (``is_finite``: as is known)."""
    if not is_finite and not math.isfinite(sum(value for cells in rows for value in cells if isinstance(value, float))):
        for row, cells in enumerate(rows):
            for column, value in enumerate(cells):
                if isinstance(value, float) and not math.isfinite(value):
                    odd[row, column] = _NO_NUMBER
    if odd:
        width = max([*(column + 1 for _, column in odd), *(len(cells) for cells in rows)])
        rows += [[] for _ in range(max(row for row, _ in odd) + 1 - len(rows))]
        for cells in rows:
            cells.extend([""] * (width - len(cells)))
        for row, column in odd:
            rows[row][column] = ""
    return Sheet(name, rows, odd, percent_rows)
