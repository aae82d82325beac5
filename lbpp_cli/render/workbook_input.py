"""The Input sheet: every cell of the input with its address, which the formulas follow and a reader may change."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from lbpp_cli.formula import Formula
from lbpp_cli.money import plain
from lbpp_cli.render.sheets import Sheet
from lbpp_cli.report_layout import CHANGED, FOLLOWED, INPUT, INPUT_HEADINGS, INPUT_TOP, RAW, VALUE

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from lbpp_cli.model import InputCell, Source

_FOLLOWED = "follow it"
_CHANGED = "changed"
_MARK, _YES_NO = {True: "x", False: "no"}, {True: "yes", False: "no"}
_EPOCH = date(1899, 12, 30)  # the day that a spreadsheet counts from


class InputSheet:
    """Builds the Input sheet; remembers which cells formulas refer to."""

    def __init__(self, cells: Sequence[InputCell]) -> None:
        self._cells = cells
        self._row = {
            (cell.file, f"{cell.sheet}!{cell.cell}" if cell.sheet else cell.cell): row for row, cell in enumerate(cells)
        }
        self._followed: set[int] = set()

    def reference(self, source: Source, field: str, spelt: Collection[str] | None = None) -> Formula | None:
        """The value of a field of a record; None where the input has no cell for it, or one with another text."""
        row = self._row.get((source.file, source.cells.get(field, "")))
        if row is None:
            return None
        shown = _shown(self._cells[row])
        if spelt is not None and str(shown).casefold() not in spelt:
            return None
        self._followed.add(row)
        number = isinstance(shown, (int, Decimal)) and not isinstance(shown, bool)
        value = Decimal(str(shown)) if number else shown if isinstance(shown, (str, bool)) else ""
        return Formula(f"{INPUT}!$G${INPUT_TOP + row + 1}", value)

    def changes(self) -> tuple[Formula, Formula]:
        """How many cells were changed that the formulas follow, and how many that they do not."""
        rows = f"{INPUT_TOP + 1}:${{}}${INPUT_TOP + max(len(self._cells), 1)}"
        changed = f"{INPUT}!$J${rows.format('J')}"
        followed = f"{INPUT}!$I${rows.format('I')}"
        test = f'({changed}="{_CHANGED}")*({followed}{{}}"{_FOLLOWED}")'
        return tuple(Formula(f"SUMPRODUCT({test.format(sign)})", Decimal(0)) for sign in ("=", "<>"))  # type: ignore[return-value]

    def finished(self, *, live: bool) -> Sheet:
        """The sheet. ``live``: whether there are formulas at all."""
        sheet = Sheet(INPUT)
        sheet.set_widths(20, 14, 14, 8, 30, 22, 30, 30, 10, 10)
        sheet.write(0, 0, "Input: each cell as it was read", "title")
        sheet.write(
            1, 0,
            "Change a shaded value and the whole workbook follows, to the award. What formulas do not follow (dates, "
            "evidence, answers) decides more than figures: change it in the bids and evaluate again.",
            "plain",
        )  # fmt: skip
        sheet.line(INPUT_TOP - 1, INPUT_HEADINGS, "head")
        for number, cell in enumerate(self._cells):
            followed = live and number in self._followed
            _line(sheet, INPUT_TOP + number, cell, followed=followed)
        sheet.freeze, sheet.repeat = (INPUT_TOP, 0), (INPUT_TOP - 1, INPUT_TOP - 1)
        return sheet


def _line(sheet: Sheet, row: int, cell: InputCell, *, followed: bool) -> None:
    places = (cell.file, cell.table, cell.sheet, cell.cell, cell.of, cell.heading)
    sheet.line(row, places)
    shown, style = _shown(cell), _style(cell)
    sheet.write(row, VALUE, shown, f"{style} live" if followed else style)
    sheet.write(row, RAW, _storable(cell.raw), _raw_style(cell))
    sheet.write(row, FOLLOWED, _FOLLOWED if followed else "")
    sheet.write(row, CHANGED, Formula(f'IF({_same(cell, shown, row + 1)},"","{_CHANGED}")', ""), "label")


def _shown(cell: InputCell) -> object:
    """The value as it is shown and as formulas take it: amounts as numbers, percentages as fractions, marks as x."""
    value = cell.value
    if isinstance(value, bool) and cell.kind in {"mark", "yes-no"}:
        return (_MARK if cell.kind == "mark" else _YES_NO)[value]
    if isinstance(value, Decimal):
        return value / 100 if cell.kind == "percent" else value
    return _storable(value)


def _storable(value: object) -> object:
    """A value as a cell can hold it."""
    return str(value) if isinstance(value, (time, timedelta)) else value


def _style(cell: InputCell) -> str:
    if isinstance(cell.value, Decimal):
        return {"percent": "fraction", "money": "money"}.get(cell.kind, "value")
    if isinstance(cell.value, datetime):
        return "datetime"
    return "date" if isinstance(cell.value, date) else "value"


def _raw_style(cell: InputCell) -> str:
    if isinstance(cell.raw, datetime):
        return "date" if cell.raw.time() == time() else "datetime"
    if isinstance(cell.raw, date):
        return "date"
    return "fraction" if cell.percent and not isinstance(cell.raw, str) else "value"


def _same(cell: InputCell, shown: object, row: int) -> str:
    """The test that the value is still the one that was read. No text of the input stands in a formula."""
    value = f"$G${row}"
    if isinstance(shown, str):
        if shown == cell.raw:
            return f"EXACT({value},$H${row})"
        if cell.kind in {"mark", "yes-no"}:
            return f'EXACT({value},"{shown}")'
        # Only what a spreadsheet can read in the same way, a number as a name or blanks too many, is told apart.
        trimmed = " ".join(filter(None, str(cell.raw).split(" ")))
        raw = f"TRIM($H${row})" if trimmed == shown or not isinstance(cell.raw, str) else value
        return f"EXACT({value},{raw})"
    if isinstance(shown, datetime):
        seconds = round((shown - datetime.combine(_EPOCH, time())).total_seconds())
        return f"ROUND({value}*86400,0)={seconds}"
    number = (shown - _EPOCH).days if isinstance(shown, date) else shown
    written = (
        str(number).upper() if isinstance(number, bool) else plain(number) if isinstance(number, Decimal) else number
    )
    return f'{value}=""' if number is None else f"{value}={written}"
