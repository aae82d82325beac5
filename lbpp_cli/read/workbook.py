"""Workbooks as the rest of the program sees them: sheets of values, and what is odd about single cells."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from lbpp_cli.read.guard import is_package, no_spreadsheet

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Place = tuple[int, int]
    Percent = Callable[[], frozenset[Place]]

_NO_NUMBER = "#NUM!"


def _unknown() -> frozenset[Place]:
    return frozenset()


@dataclass(frozen=True, eq=False, repr=False)
class Sheet:
    """The values of a sheet from A1 on; a blank is an empty text.

    ``odd`` names, by row and column from 0, the cells whose value cannot be taken: ``"uncalculated"`` for a formula
    whose result was never stored, else the text of the error, such as ``#DIV/0!``. Each of them is within ``rows``,
    where it is blank.
    """

    name: str
    rows: list[list[object]]
    odd: Mapping[Place, str]
    find_percent: Percent = _unknown

    @cached_property
    def _percent(self) -> frozenset[Place]:
        return self.find_percent()

    def is_percent(self, row: int, column: int) -> bool:
        """Whether the cell, counted from 0, is shown as a percentage; False where the format does not tell."""
        return (row, column) in self._percent


class Workbook:
    """A workbook whose sheets are read when they are asked for; sheets that hold only a chart are not listed."""

    def __init__(self, sheet_names: tuple[str, ...], read_sheet: Callable[[str], Sheet]) -> None:
        self.sheet_names = sheet_names
        self._read_sheet = read_sheet

    def sheet(self, name: str) -> Sheet:
        """The sheet of that name, which is one of ``sheet_names``.

        Raises:
            UnreadableFileError: the sheet is damaged, harmful, or its used range is absurd.

        """
        return self._read_sheet(name)


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
    if not main.startswith("xl/"):
        raise no_spreadsheet("a document of another Office program", "Name an Excel workbook.", file)
    workbook = Xlsx(archive, main, file)
    return Workbook(workbook.names, workbook.read)


def _read_apart(data: bytes, kind: str, file: str) -> Workbook:
    from lbpp_cli.read.sandbox import read_apart

    sheets = {sheet.name: sheet for sheet in read_apart(data, kind, file)}
    return Workbook(tuple(sheets), sheets.__getitem__)


def settled(name: str, rows: list[list[object]], odd: dict[Place, str], find_percent: Percent) -> Sheet:
    """A sheet in which every odd cell exists and is blank, and no number is infinite or none at all."""
    # One sum tells of all numbers at once that they are finite.
    if not math.isfinite(sum(value for cells in rows for value in cells if isinstance(value, float))):
        for row, cells in enumerate(rows):
            for column, value in enumerate(cells):
                if isinstance(value, float) and not math.isfinite(value):
                    odd[row, column] = _NO_NUMBER
    if odd:
        width = max(*(column + 1 for _, column in odd), *(len(cells) for cells in rows))
        rows += [[] for _ in range(max(row for row, _ in odd) + 1 - len(rows))]
        for cells in rows:
            cells.extend([""] * (width - len(cells)))
        for row, column in odd:
            rows[row][column] = ""
    return Sheet(name, rows, odd, find_percent)
