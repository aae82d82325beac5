"""What is audited: the facts about a workbook, its formulas worked out, and whose bid stands where."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from lbpp_cli.audit.figures import Figures
from lbpp_cli.audit.places import joined, shown
from lbpp_cli.money import is_blank, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from lbpp_cli.spreadsheet import BidTable, SheetFacts, SpreadsheetFacts

_MOST_CELLS_QUOTED = 3


class Subject:
    """A workbook being audited."""

    def __init__(self, facts: SpreadsheetFacts) -> None:
        self.facts = facts
        self.file = facts.file
        self.sheets = facts.sheets
        self.kept: dict[str, dict[tuple[int, int], tuple[Decimal, Decimal]]] = {}  # of the checks of rounding
        self._tables = {table.sheet: table for table in facts.tables}

    @cached_property
    def figures(self) -> Figures:
        """The formulas, worked out where they are simple."""
        return Figures(self.facts)

    def table(self, sheet: SheetFacts) -> BidTable | None:
        """The table of bids or subcontracts on a sheet."""
        return self._tables.get(sheet.name)

    def bids(self, sheet: SheetFacts, rows: Iterable[int] | None = None) -> str:
        """Whose bids or subcontracts stand in the rows, or on the whole sheet, as the subject of a sentence."""
        table = self.table(sheet)
        if table is None:
            return ""
        wanted = table.bidders if rows is None else [row for row in rows if row in table.bidders]
        names = list(dict.fromkeys(table.bidders[row] for row in wanted))
        if not names:
            return ""
        what = f"the {table.what}" + ("s" if len(names) > 1 else "")
        return f"{what} of {joined([quoted(name) for name in names])}"


def filled_rows(sheet: SheetFacts, first: int, last: int) -> list[int]:
    """The rows of a stretch that hold anything."""
    return [
        row
        for row in range(first, min(last + 1, len(sheet.rows)))
        if any(not is_blank(value) for value in sheet.rows[row]) or _odd_in_row(sheet, row)
    ]


def _odd_in_row(sheet: SheetFacts, row: int) -> bool:
    return bool(sheet.odd) and any((row, column) in sheet.odd for column in range(len(sheet.rows[row])))


def filled_columns(sheet: SheetFacts) -> dict[int, tuple[tuple[int, int], int]]:
    """The columns that hold anything: the first cell of each that does, and how many do."""
    found: dict[int, tuple[tuple[int, int], int]] = {}
    for row, cells in enumerate(sheet.rows):
        for column, value in enumerate(cells):
            if not is_blank(value) or (row, column) in sheet.odd:
                first, count = found.get(column, ((row, column), 0))
                found[column] = first, count + 1
    return dict(sorted(found.items()))


def quoted_row(sheet: SheetFacts, row: int) -> str:
    """What stands in a row, in short."""
    held = [shown(value) for value in sheet.rows[row] if not is_blank(value)]
    return joined(held[:_MOST_CELLS_QUOTED])
