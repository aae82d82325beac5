"""The chart in the appendix of the Rules and Procedures: a block a bidder, with amount, subcontractors and marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lbpp_cli.findings import Finding, finding
from lbpp_cli.imported import UNREADABLE, Figure, Subcontract
from lbpp_cli.money import quoted
from lbpp_cli.read.layouts import terms
from lbpp_cli.read.layouts.tabulated import Entry, Layout, Listing, Table
from lbpp_cli.read.values import NO, YES

if TYPE_CHECKING:
    from lbpp_cli.read.layouts.grid import Grid

_AFTER = re.compile(r"\bafter\b|\d+ ?% of\b|\btotal\b", re.IGNORECASE)
_MARGIN = 4  # how far right of its label an amount may stand


def find(grid: Grid, certifications: tuple[str, ...]) -> list[Table | Listing]:
    """The chart of a sheet: “Bid amt” in one column, below the name of each bidder, and a column for each mark."""
    marks = _mark_columns(grid, certifications)
    if not marks:
        return []
    amounts = [
        (row, column)
        for row in range(grid.height)
        for column in grid.worded(row)
        if terms.is_total_heading(grid.raw(row, column))
        and (amount := _amount(grid, row, column, marks)) is not None
        and amount.kind != UNREADABLE
    ]
    column = amounts[0][1] if amounts else -1
    rows = [row for row, at in amounts if at == column]
    starts = [start for row in rows if (start := _name_row(grid, row, column)) is not None]
    if not rows or len(starts) < len(rows):
        return []
    findings: list[Finding] = []
    ends = [*starts[1:], _end(grid, rows[-1], column)]
    entries = tuple(
        _entry(grid, (start, row, end), column, marks, findings)
        for start, row, end in zip(starts, rows, ends, strict=True)
    )
    return [
        Listing(
            REFERENCE_CHART.id, grid.file, grid.sheet.name, grid.cell(rows[0], column), range(starts[0], ends[-1]),
            (grid.shown(rows[0], column),), entries, 0, marked=True, findings=tuple(findings),
        )
    ]  # fmt: skip


def _mark_columns(grid: Grid, certifications: tuple[str, ...]) -> dict[str, int]:
    """The columns of marks, from the first row that names them."""
    for row in range(grid.height):
        found = {
            name: column
            for column in grid.worded(row)
            for name in certifications
            if terms.heading_key(grid.raw(row, column)) == terms.heading_key(name)
        }
        if len(found) > 1:
            return found
    return {}


def _amount(grid: Grid, row: int, column: int, marks: dict[str, int]) -> Figure | None:
    """The amount beside a label, left of the marks."""
    right = [at for at in grid.filled(row) if column < at <= column + _MARGIN and at not in marks.values()]
    return grid.figure(row, right[0]) if right else None


def _name_row(grid: Grid, row: int, column: int) -> int | None:
    return next((above for above in range(row - 1, -1, -1) if grid.text(above, column)), None)


def _end(grid: Grid, row: int, column: int) -> int:
    """Where the last block ends: after the row that says what comes after the preference, else at a blank row."""
    for below in range(row + 1, grid.height):
        if re.search(r"\bafter\b", grid.text(below, column), re.IGNORECASE):
            return below + 1
        if not grid.filled(below) and not grid.filled(below + 1):
            return below
    return grid.height


def _entry(
    grid: Grid, rows: tuple[int, int, int], column: int, marks: dict[str, int], findings: list[Finding]
) -> Entry:
    start, amount_row, end = rows
    name, mark = terms.without_marks(grid.text(start, column))
    subcontracts = []
    for row in range(amount_row + 1, end):
        label = grid.text(row, column)
        amount = _amount(grid, row, column, marks)
        held = _held(grid, row, marks, findings)
        if label and _AFTER.search(label):
            continue
        if label and (amount is not None or held):
            subcontracts.append(Subcontract(label, grid.cell(row, column), amount, held))
        elif amount is not None:
            message = f"{amount.shown} stands beside no name; it was not used."
            findings.append(finding("row-unclear", message, "Name the subcontractor.", grid.file, amount.cell))
    amount = _amount(grid, amount_row, column, marks)
    for figure in (amount, *(one.amount for one in subcontracts)):
        if figure is not None and figure.kind == UNREADABLE:
            message = f"{quoted(figure.words)} stands where an amount is expected."
            findings.append(finding("figure-unreadable", message, "Write a figure.", grid.file, figure.cell))
    rank = next((found for at in range(column) if (found := grid.figure(start, at)) and found.value), None)
    return Entry(
        name, grid.cell(start, column), (amount,), rank=rank, mark=mark, held=_held(grid, start, marks, findings),
        subcontracts=tuple(subcontracts),
    )  # fmt: skip


def _held(grid: Grid, row: int, marks: dict[str, int], findings: list[Finding]) -> frozenset[str]:
    held = set()
    for name, column in marks.items():
        value = str(grid.raw(row, column)).strip().casefold()
        if value in YES:
            held.add(name)
        elif value and value not in NO:
            message = f"{quoted(grid.raw(row, column))} stands where a mark for {name} is expected."
            hint = "Write x, or leave the cell blank."
            findings.append(finding("mark-unreadable", message, hint, grid.file, grid.cell(row, column)))
    return frozenset(held)


REFERENCE_CHART = Layout(
    "reference-chart",
    "the reference chart of the Rules and Procedures",
    "A block for each bidder: its name, “Bid Amt”, its subcontractors with amounts, and x under each certification.",
    find,
)
