"""A block: items down, bidders across. Where its rows and columns are, and what stands in one of its rows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.imported import AMOUNT, UNREADABLE, Price
from lbpp_cli.money import AmountError, parse_exact
from lbpp_cli.read.layouts import terms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lbpp_cli.imported import Figure
    from lbpp_cli.read.layouts.grid import Grid


# A quantity with its unit in one cell: “1,250 CY”.
_WITH_UNIT = re.compile(r"([\d.,]+)\s*([^\W\d_][\w./]{0,7})\.?")


_NO = {"no", "n", "0", "false", "-"}


class Group(NamedTuple):
    """The columns of one bidder, and its name with the cell it stands in."""

    name: str
    cell: str
    unit: int | None
    extension: int | None
    rank: int | None = None
    mark: str = ""
    left_off: str = ""
    comment: str = ""


class Block(NamedTuple):
    """Where a block is: its items from ``first`` to before ``end``; ``columns`` by what they say of an item.

    ``left``: the first column that is a bidder's. ``questions``: the rows above it that ask something of bidders.
    ``total_rows``: rows that add up whatever they are called. ``above``: the rows from which its title may begin.
    """

    grid: Grid
    heading_row: int
    columns: Mapping[str, int]
    groups: tuple[Group, ...]
    first: int
    end: int
    left: int
    questions: tuple[int, ...] = ()
    total_rows: tuple[int, ...] = ()
    above: tuple[int, ...] = ()

    def shown(self, row: int, field: str) -> str:
        """What the column of a field shows in a row."""
        column = self.columns.get(field)
        return "" if column is None else self.grid.shown(row, column)

    def label(self, row: int) -> str:
        """The first text of a row that is no bidder's; or that of a bidder's column, if it says “total”."""
        texts = [(column, self.grid.text(row, column)) for column in range(self.grid.width(row))]
        own = next((text for column, text in texts if text and column < self.left), "")
        return own or next((text for _, text in texts if text and terms.is_total_row(text)), "")

    def price(self, row: int, group: Group) -> Price:
        """What a bidder asks in a row."""
        rank = self.grid.figure(row, group.rank)
        return Price(self.grid.figure(row, group.unit), self.grid.figure(row, group.extension), rank)

    def quantity(self, row: int) -> tuple[Figure | None, str]:
        """The quantity of an item, and its unit: in a column of its own, or behind the quantity."""
        figure, unit = self.grid.figure(row, self.columns.get("quantity")), self.shown(row, "unit")
        match = _WITH_UNIT.fullmatch(figure.words) if figure is not None and figure.kind == UNREADABLE else None
        if figure is None or match is None or (unit and unit.casefold() != match[2].casefold()):
            return figure, unit
        try:
            return figure._replace(kind=AMOUNT, value=parse_exact(match[1]), words=""), match[2]
        except AmountError:
            return figure, unit

    def part(self, row: int) -> str:
        """The section of an item; where its column is headed “Alternate”, a mark in it says that it is one."""
        said = self.shown(row, "section")
        column = self.columns.get("section")
        heading = "" if column is None else self.grid.text(self.heading_row, column)
        if not said or terms.PART.search(said) or not terms.OPTIONAL.search(heading):
            return said
        return "" if said.casefold() in _NO else f"{heading.strip(' ?:')} {said}"
