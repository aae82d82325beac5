"""Numbers and dates that are kept as text, and merged cells inside a table."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import islice
from typing import TYPE_CHECKING

from lbpp_cli.audit.places import MOST_HITS, Hit, area_name, cell, joined, place, reported
from lbpp_cli.audit.sums import sums
from lbpp_cli.audit.working import number_in
from lbpp_cli.findings import Finding, finding
from lbpp_cli.money import is_blank, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lbpp_cli.audit.subject import Subject
    from lbpp_cli.audit.sums import Sum
    from lbpp_cli.spreadsheet import Area, SheetFacts

_LONGEST = 40
_MOST_SUMS = 50  # that are looked through for one that a text is left out of
_MOST_ROWS = 100  # that are looked through under a merged cell
# A sign that points to a footnote may follow.
_FIGURE = re.compile(r"'?[(-]?\s*\$?\s*[(-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?\s*\)?\s*[*†‡]{0,3}", re.ASCII)
_AS_MONEY = re.compile(r"\$|\d,\d{3}(?!\d)|\.\d{2}(?!\d)", re.ASCII)
_CODE = re.compile(r"'?0\d", re.ASCII)
_DATE = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{2}-\d{2}", re.ASCII)


def numbers_as_text(subject: Subject) -> Iterator[Finding]:
    """Texts that are numbers to a reader, but not to a sum."""
    hint = "Type the number anew in a cell that is formatted as a number, without signs beside it."
    for sheet in subject.sheets:
        figures = (
            (row, column)
            for row, cells in enumerate(sheet.rows)
            for column, value in enumerate(cells)
            if isinstance(value, str) and value and len(value) <= _LONGEST and _is_figure(sheet, row, column, value)
        )
        places = list(islice(figures, MOST_HITS))
        if not places:
            continue
        ranges: dict[int, list[Sum]] = {}
        for one in (one for other in subject.sheets for one in sums(subject, other) if one.target is sheet):
            ranges.setdefault(one.column, []).append(one)
        hits = []
        for row, column in places:
            over = next((one for one in ranges.get(column, [])[:_MOST_SUMS] if one.first <= row <= one.last), None)
            left_out = f", which {_named(over.sheet, over.place, sheet)} leaves out" if over else ""
            shown = quoted(sheet.rows[row][column])
            hits.append(Hit(row, column, f"{cell(row, column)} holds {shown} as text{left_out}"))
        yield from reported(
            "number-as-text", subject.file, sheet.name, hits, "Sums and comparisons pass it over.", hint
        )


def _named(sheet: SheetFacts, at: tuple[int, int], seen_from: SheetFacts) -> str:
    return cell(*at) if sheet is seen_from else f"{sheet.name}!{cell(*at)}"


def _is_figure(sheet: SheetFacts, row: int, column: int, value: str) -> bool:
    """Whether a text is an amount by its look, or a number among numbers; what begins with zeros is a code."""
    text = value.strip()
    if not any(letter.isdigit() for letter in text) or not _FIGURE.fullmatch(text) or _CODE.match(text):
        return False
    if (row, column) in sheet.formulas:
        return False
    if _AS_MONEY.search(text):
        return True
    beside = [sheet.value(row + step, column) for step in (-1, 1)]
    return any(number_in(one) is not None for one in beside) and sheet.look(row, column).decimals is not None


def dates_as_text(subject: Subject) -> Iterator[Finding]:
    """Texts that are dates to a reader, but not to a comparison."""
    hint = "Type the date anew in a cell that is formatted as a date."
    for sheet in subject.sheets:
        hits = (
            Hit(row, column, f"{cell(row, column)} holds {quoted(value)} as text")
            for row, cells in enumerate(sheet.rows)
            for column, value in enumerate(cells)
            if isinstance(value, str) and value and len(value) <= _LONGEST and _DATE.fullmatch(value.strip())
        )
        yield from reported(
            "date-as-text", subject.file, sheet.name, hits, "It sorts and compares as a text does.", hint
        )


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
            held = quoted(sheet.value(found[0].top, found[0].left))
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
