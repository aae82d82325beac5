"""What the records of the binary workbooks, xls and xlsb, tell of a sheet beside its values."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from lbpp_cli.read.audit.number_formats import built_in
from lbpp_cli.spreadsheet import HIDDEN, VERY_HIDDEN, VISIBLE, Area, Look, Protection, Remark, SheetFacts, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lbpp_cli.read.workbook import Workbook

STATES = (VISIBLE, HIDDEN, VERY_HIDDEN)
_MOST = 100_000
_LAST_STYLE = 0xFFFF


class Beside:
    """Collects what stands beside the values of a sheet."""

    def __init__(self) -> None:
        self.rows: list[Span] = []
        self.columns: list[Span] = []
        self.merged: list[Area] = []
        self.remarks: list[Remark] = []
        self.styles: dict[int, array[int]] = {}
        self.formulas = 0
        self.protected = self.password = False

    def hide_row(self, row: int) -> None:
        """Note a hidden row."""
        _extend(self.rows, row, row)

    def hide_columns(self, first: int, last: int) -> None:
        """Note hidden columns side by side."""
        _extend(self.columns, first, last)

    def merge(self, top: int, bottom: int, left: int, right: int) -> None:
        """Note a merged cell."""
        if len(self.merged) < _MOST:
            self.merged.append(Area(top, left, bottom, right))

    def note(self, row: int, column: int) -> None:
        """Note a comment, of which the text is not known."""
        if len(self.remarks) < _MOST:
            self.remarks.append(Remark((row, column), "", "…"))

    def style(self, row: int, column: int, style: int) -> None:
        """Note the style of a cell with a value."""
        if style:
            styles = self.styles.setdefault(row, array("H"))
            if column >= len(styles):
                styles.extend([0] * (column + 1 - len(styles)))
            styles[column] = min(style, _LAST_STYLE)

    def facts(self, name: str, state: int, workbook: Workbook, looks: tuple[Look, ...]) -> SheetFacts:
        """The facts about the sheet, whose values the workbook holds."""
        sheet = workbook.sheet(name)
        return SheetFacts(
            name,
            sheet.rows,
            sheet.odd,
            STATES[state],
            hidden_rows=tuple(self.rows),
            hidden_columns=tuple(self.columns),
            merged=tuple(self.merged),
            styles=self.styles,
            looks=looks,
            remarks=tuple(self.remarks),
            protection=Protection(f"the sheet “{name}”", self.password) if self.protected else None,
        )


def looks_of(styles: Iterable[int], formats: Mapping[int, Look]) -> tuple[Look, ...]:
    """How each style shows numbers, from the numbers of their formats."""
    return tuple(formats.get(number) or built_in(number) for number in styles)


def not_checked(kind: str, formulas: int) -> tuple[str, ...]:
    """What could not be looked at in a workbook of this kind, and with so many formulas."""
    texts = (
        f"{formulas:,} formula{'s' if formulas > 1 else ''}, and with them sums that miss rows, numbers typed over "
        f"formulas and old results: their text is not read of {kind} workbooks. Save it as xlsx to have it checked."
    )
    colours = f"Letters in the colour of their cell, and conditional formats: they are not read of {kind} workbooks."
    return (texts, colours) if formulas else (colours,)


def _extend(spans: list[Span], first: int, last: int) -> None:
    """Add a stretch of hidden rows or columns, to the one before where the two lie side by side."""
    if spans and spans[-1].last + 1 == first:
        spans[-1] = spans[-1]._replace(last=last)
    elif len(spans) < _MOST:
        spans.append(Span(first, last))
