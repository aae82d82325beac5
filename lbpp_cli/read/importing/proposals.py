"""Proposals for a map, read off a sheet: what a person is asked to confirm, never what is taken unasked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.read.layouts import terms

if TYPE_CHECKING:
    from lbpp_cli.read.layouts.grid import Grid


def heading_row(grid: Grid) -> int | None:
    """The row with the most texts among those that a row with a figure follows."""
    best, most = None, 1
    for row in range(grid.height - 1):
        texts = sum(bool(grid.text(row, column)) for column in grid.filled(row))
        figures = any(_is_figure(grid, row + 1, column) for column in grid.filled(row + 1))
        if texts > most and figures:
            best, most = row, texts
    return best


def _is_figure(grid: Grid, row: int, column: int) -> bool:
    figure = grid.figure(row, column)
    return figure is not None and figure.value is not None


def column_of(grid: Grid, row: int, field: str) -> int | None:
    """The column whose heading says what it is."""
    return next((column for column in grid.filled(row) if terms.item_role(grid.raw(row, column)) == field), None)


def total_row(grid: Grid, first: int) -> int | None:
    """The first row below that says that it adds up."""
    rows = range(first, grid.height)
    return next((row for row in rows if any(terms.is_total_row(grid.text(row, at)) for at in grid.filled(row))), None)


def last_item_row(grid: Grid, first: int, total: int | None) -> int:
    """The last row with a figure, above the total."""
    rows = range(first, total if total is not None else grid.height)
    with_figures = [row for row in rows if any(_is_figure(grid, row, column) for column in grid.filled(row))]
    return with_figures[-1] if with_figures else first


def first_price(grid: Grid, row: int, after: int) -> int | None:
    """The first column with a figure to the right of the items."""
    return next((column for column in grid.filled(row) if column > after and _is_figure(grid, row, column)), None)


def starts(grid: Grid, row: int, first: int) -> tuple[int, ...]:
    """The columns in which bidders begin, by the heading of the first that comes again."""
    heading = grid.text(row, first)
    again = [column for column in grid.filled(row) if column > first and heading and grid.text(row, column) == heading]
    return (first, *again)


def name_row(grid: Grid, heading: int, column: int) -> int | None:
    """The topmost row above the headings with a text over the first bidder's column."""
    return next((row for row in range(heading + 1) if grid.text(row, column)), None)
