"""A sheet as layouts see it: cells with addresses, and the figures in them, exactly as they stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lbpp_cli.imported import AMOUNT, DELETED, FREE, NO_PRICE, OUT, UNREADABLE, Figure
from lbpp_cli.money import ZERO, AmountError, is_blank, parse_exact
from lbpp_cli.read.headings import address
from lbpp_cli.read.layouts import terms

if TYPE_CHECKING:
    from lbpp_cli.read.workbook import Sheet


@dataclass(frozen=True, eq=False)
class Grid:
    """A sheet of a file."""

    file: str
    sheet: Sheet
    _filled: dict[int, list[int]] = field(default_factory=dict, repr=False)
    _worded: dict[int, list[int]] = field(default_factory=dict, repr=False)

    @property
    def height(self) -> int:
        """How many rows there are."""
        return len(self.sheet.rows)

    def width(self, row: int) -> int:
        """How many cells a row has."""
        return len(self.sheet.rows[row]) if 0 <= row < self.height else 0

    def raw(self, row: int, column: int) -> object:
        """What a cell holds; a blank is an empty text."""
        rows = self.sheet.rows
        if not 0 <= row < len(rows) or column < 0:
            return ""
        cells = rows[row]
        return cells[column] if column < len(cells) else ""

    def is_blank(self, row: int, column: int) -> bool:
        """Whether a cell holds nothing at all, not even an error."""
        return is_blank(self.raw(row, column)) and (row, column) not in self.sheet.odd

    def text(self, row: int, column: int) -> str:
        """The text of a cell on one line; of a number or a date nothing."""
        value = self.raw(row, column)
        return " ".join(value.split()) if isinstance(value, str) else ""

    def shown(self, row: int, column: int) -> str:
        """What a cell shows, on one line: a whole number without its decimals."""
        value = self.raw(row, column)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return " ".join(str(value).split())

    def cell(self, row: int, column: int) -> str:
        """The address of a cell."""
        return address(self.sheet.name, row, column)

    def filled(self, row: int) -> list[int]:
        """The columns of a row that hold something."""
        known = self._filled.get(row)
        if known is None:
            cells = self.sheet.rows[row] if 0 <= row < self.height else ()
            odd = self.sheet.odd
            known = [at for at, value in enumerate(cells) if not is_blank(value) or (row, at) in odd]
            self._filled[row] = known
        return known

    def worded(self, row: int) -> list[int]:
        """The columns of a row that hold a text short enough for a heading. Every layout looks at every row."""
        known = self._worded.get(row)
        if known is None:
            cells = self.sheet.rows[row] if 0 <= row < self.height else ()
            known = [at for at, value in enumerate(cells) if isinstance(value, str) and terms.may_be_heading(value)]
            self._worded[row] = known
        return known

    def figure(self, row: int, column: int | None) -> Figure | None:
        """The figure in a cell; None where the cell is blank or holds the empty line of a form."""
        if column is None:
            return None
        odd = self.sheet.odd.get((row, column))
        cell = self.cell(row, column)
        if odd is not None:
            words = "a formula that was never calculated" if odd == "uncalculated" else odd
            return Figure(UNREADABLE, None, self.file, cell, words)
        value = self.raw(row, column)
        if is_blank(value):
            return None
        if not isinstance(value, str):
            return _parsed(value, str(value), self.file, cell, "")
        text, mark = terms.without_marks(" ".join(value.split()))
        if terms.is_empty_form(text):
            return None
        return _worded(text, self.file, cell, mark) or _parsed(text, text, self.file, cell, mark)


def _worded(text: str, file: str, cell: str, mark: str) -> Figure | None:
    if terms.is_free(text):
        return Figure(FREE, ZERO, file, cell, text, mark)
    for says, kind in ((terms.is_no_price, NO_PRICE), (terms.is_out, OUT), (terms.is_deleted, DELETED)):
        if says(text):
            return Figure(kind, None, file, cell, text, mark)
    return None


def _parsed(value: object, text: str, file: str, cell: str, mark: str) -> Figure:
    try:
        return Figure(AMOUNT, parse_exact(value), file, cell, mark=mark)
    except AmountError:
        return Figure(UNREADABLE, None, file, cell, text, mark)
