"""Merged cells, inside a table and in titles."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from lbpp_cli.audit.exact import number_in
from lbpp_cli.audit.places import area_name, joined, place, shown
from lbpp_cli.findings import Finding, finding
from lbpp_cli.money import is_blank

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lbpp_cli.audit.subject import Subject
    from lbpp_cli.spreadsheet import Area, SheetFacts

_MOST_ROWS = 100  # that are looked through under a merged cell


def merged_cells(subject: Subject) -> Iterator[Finding]:
    """Merged cells inside a table: they hide which row or column a figure belongs to."""
    hint = "Unmerge the cells and write the value into each row or column that it holds for."
    for sheet in subject.sheets:
        for what in ("rows", "columns"):
            found = [area for area in _in_tables(sheet) if (area.bottom > area.top) == (what == "rows")]
            if not found:
                continue
            names = joined(list(map(area_name, found)))
            several = "are each one merged cell" if len(found) > 1 else "is one merged cell"
            held = shown(sheet.value(found[0].top, found[0].left))
            message = (
                f"{names} {several} over {what} of figures; the first holds {held}. "
                f"To sorting, filters and sums it belongs to the first of its {what} alone."
            )
            yield finding("cells-merged", message, hint, subject.file, place(sheet.name, area_name(found[0])))


def merged_titles(subject: Subject) -> Iterator[Finding]:
    """Merged cells in titles and headings, which are a habit."""
    sheets = []
    for sheet in subject.sheets:
        others = len(sheet.merged) - len(_in_tables(sheet))
        sheets += [f"“{sheet.name}” ({others})"] if others else []
    if sheets:
        message = f"Cells are merged in titles and headings, or outside of tables, of {joined(sheets)}."
        hint = "Nothing need be done; programs that read tables may miss the heading of all but the first column."
        yield finding("titles-merged", message, hint, subject.file)


def _in_tables(sheet: SheetFacts) -> list[Area]:
    """The merged cells that lie over several rows or columns with figures."""
    if not sheet.merged:
        return []
    figures = []
    for row, cells in enumerate(sheet.rows):
        columns = [column for column, value in enumerate(cells) if number_in(value) is not None]
        if columns:
            figures.append((row, columns[0], columns[-1]))
    return sorted(area for area in sheet.merged if _in_table(sheet, area, figures))


def _in_table(sheet: SheetFacts, area: Area, figures: list[tuple[int, int, int]]) -> bool:
    """Whether a merged cell does; ``figures``: the rows that have any, with their first and last column."""
    start = bisect_left(figures, (area.top, 0, 0))
    rows = [
        row
        for row, first, last in figures[start : start + _MOST_ROWS]
        if row <= area.bottom and (first < area.left or last > area.right)
    ]
    if area.bottom > area.top:
        return len(rows) > 1
    # A wide cell in a row of figures, over columns that have figures right above or below.
    if not rows or is_blank(sheet.value(area.top, area.left)):
        return False
    columns = [
        column
        for column in range(area.left, min(area.right, area.left + _MOST_ROWS) + 1)
        if any(number_in(sheet.value(area.top + step, column)) is not None for step in (-1, 1))
    ]
    return len(columns) > 1
