"""What a tabulation says of its solicitation under a label that is known: a number, a title, a date."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lbpp_cli.columns import SOLICITATION_FIELDS, TEXT, Column
from lbpp_cli.imported import Fact
from lbpp_cli.read.layouts import terms
from lbpp_cli.read.values import CellError, read_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lbpp_cli.read.layouts.grid import Grid
    from lbpp_cli.read.layouts.tabulated import Listing, Table

# What tabulations call these fields, beside the names that the Solicitation sheet accepts.
_ALSO = {
    "number": ("Solicitation", "Bid no", "RFB no", "RFQ no", "RFP no", "Contract id", "Contract no", "IFB no"),
    "title": ("Project name", "Job description", "Solicitation title", "Bid title"),
    "department": ("Agency",),
    "due": ("Bid opening", "Bid opening date", "Opening date", "Bid date", "Bids due", "Letting date", "Closing date"),
}  # fmt: skip
_IN_ONE_CELL = re.compile(r"\s*([^\W\d][\w .#]*?)\s*(?::|#|(?<=\bNo\.)|(?<=\bNo)(?![.\w]))\s*(\S.*?)\s*", re.IGNORECASE)


def _fields() -> dict[str, Column]:
    names = {}
    for column in SOLICITATION_FIELDS:
        if column.field in _ALSO:
            for name in (*column.also, *_ALSO[column.field], column.heading):
                if name != "Description":  # in a tabulation that is what an item is
                    names[terms.heading_key(name)] = column
    return names


def facts_in(grid: Grid, tables: Sequence[Table | Listing]) -> list[Fact]:
    """The facts that stand above and between the tables of a sheet. A value that cannot be read is left out."""
    taken = {row for one in tables for row in one.rows}
    found: dict[str, Fact] = {}
    for row in range(grid.height):
        if row not in taken:
            for fact in _in_row(grid, row, taken):
                found.setdefault(fact.field, fact)
    return list(found.values())


def _in_row(grid: Grid, row: int, taken: set[int]) -> Iterator[Fact]:
    names = _fields()
    filled = grid.filled(row)
    labels = [column for column in filled if terms.heading_key(grid.raw(row, column)) in names]
    for column in filled:
        label = names.get(terms.heading_key(grid.raw(row, column)))
        if label is not None:
            # A row of labels is the head of a table: its values stand below. Elsewhere they stand to the right.
            place = (row + 1, column) if len(labels) > 1 else (row, _next(filled, column))
            if place[0] not in taken and not grid.is_blank(*place):
                yield from _fact(grid, label, grid.raw(*place), place)
        elif match := _IN_ONE_CELL.fullmatch(grid.text(row, column)):
            label = names.get(terms.heading_key(match[1]))
            if label is not None:
                yield from _fact(grid, label, match[2], (row, column))


def _next(filled: list[int], column: int) -> int:
    return next((other for other in filled if other > column), column + 1)


def _fact(grid: Grid, column: Column, value: object, place: tuple[int, int]) -> Iterator[Fact]:
    try:
        read = read_value(value, column.kind if column.kind != TEXT else TEXT)
    except CellError:
        return
    if read is not None:
        yield Fact(column.field, read, grid.file, grid.cell(*place))
