"""A bid workbook to fill in, as a plan: its sheets with their headings, blank cells, and an example if one is given."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.render.sheets import Sheet
from lbpp_cli.render.template_entries import LOOKS, NEEDED_TEXT, PAGE, PERCENT, Blank, entry

if TYPE_CHECKING:
    from collections.abc import Mapping

FIELD_HEADINGS = ("Field", "Value")
_FIELD_WIDTHS = (36, 60)


class Table(NamedTuple):
    """A sheet to fill in: its columns (of the Solicitation sheet its fields), its rows, and those of the example."""

    name: str
    blanks: tuple[Blank, ...]
    rows: int
    example: tuple[Mapping[str, object], ...] = ()

    @property
    def depth(self) -> int:
        """How many rows are ready to be filled in."""
        return max(self.rows, len(self.example))


def fields(table: Table) -> Sheet:
    """A sheet of fields: each in a row, its value beside it."""
    sheet = Sheet(table.name)
    sheet.set_widths(*_FIELD_WIDTHS)
    sheet.line(0, FIELD_HEADINGS, "head")
    values = table.example[0] if table.example else {}
    for row, blank in enumerate(table.blanks, start=1):
        sheet.write(row, 0, blank.heading, "label" if blank.needed else "text")
        sheet.comments[row, 0] = blank.about
        sheet.write(row, 1, _value(values.get(blank.heading), blank), f"{LOOKS[blank.kind].beside} live")
        _allow(sheet, blank, (row, 1, row, 1))
    sheet.freeze, sheet.repeat = (1, 0), (0, 0)
    return sheet


def rows(table: Table) -> Sheet:
    """A sheet of rows below headings; those after the example are blank."""
    sheet = Sheet(table.name)
    widths = _widths(table)
    sheet.set_widths(*widths)
    sheet.column_break = _column_break(widths)
    for column, blank in enumerate(table.blanks):
        look = LOOKS[blank.kind]
        sheet.write(0, column, blank.heading, ("head" if blank.needed else "light head") + look.heading)
        sheet.comments[0, column] = blank.about
        for row in range(table.depth):
            values = table.example[row] if row < len(table.example) else {}
            sheet.write(row + 1, column, _value(values.get(blank.heading), blank), f"{look.style} live")
        _allow(sheet, blank, (1, column, table.depth, column))
    sheet.freeze, sheet.repeat = (1, 1), (0, 0)
    return sheet


def _widths(table: Table) -> list[float]:
    texts = [blank.kind == "text" for blank in table.blanks]
    widths = [
        NEEDED_TEXT if text and blank.needed else LOOKS[blank.kind].width
        for text, blank in zip(texts, table.blanks, strict=True)
    ]
    spare = max(0.0, PAGE - sum(widths)) // max(1, sum(texts))
    return [width + spare * text for width, text in zip(widths, texts, strict=True)]


def _column_break(widths: list[float]) -> int | None:
    """The column with which a second page begins where one across has no room: letters so small are not legible."""
    if sum(widths) <= PAGE:
        return None
    return min(range(1, len(widths)), key=lambda at: max(sum(widths[:at]), widths[0] + sum(widths[at:])))


def _value(value: object, blank: Blank) -> object:
    """What a cell holds: a percentage as the fraction that is shown as one."""
    if blank.kind == PERCENT and value is not None:
        return Decimal(str(value)) / 100
    return value


def _allow(sheet: Sheet, blank: Blank, area: tuple[int, int, int, int]) -> None:
    allowed = entry(blank, area)
    if allowed:
        sheet.entries.append(allowed)
