"""Reads a block: items down, bidders across. Where its rows and columns are is found elsewhere, or said in a map."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.findings import Finding, finding
from lbpp_cli.imported import AMOUNT, DELETED, FREE, UNREADABLE, Item, Price, Question
from lbpp_cli.money import quoted
from lbpp_cli.read.layouts import terms
from lbpp_cli.read.layouts.tabulated import Offer, Table, TotalRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lbpp_cli.imported import Figure
    from lbpp_cli.read.layouts.grid import Grid


class Group(NamedTuple):
    """The columns of one bidder, and its name with the cell it stands in."""

    name: str
    cell: str
    unit: int | None
    extension: int | None
    rank: int | None = None
    mark: str = ""
    left_off: str = ""


class Block(NamedTuple):
    """Where a block is: its items from ``first`` to before ``end``; ``columns`` by what they say of an item.

    ``left``: the first column that is a bidder's. ``questions``: the rows above it that ask something of bidders.
    ``total_rows``: rows that add up whatever they are called.
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


class _Reader:
    """Goes down the rows of a block."""

    def __init__(self, block: Block) -> None:
        self.block, self.grid = block, block.grid
        self.items: list[Item] = []
        self.prices: list[list[Price]] = [[] for _ in block.groups]
        self.totals: list[TotalRow] = []
        self.findings: list[Finding] = []
        self.section = ""
        self.last = block.heading_row

    def report(self, code: str, message: str, hint: str, cell: str) -> None:
        self.findings.append(finding(code, message, hint, self.grid.file, cell))

    def shown(self, row: int, field: str) -> str:
        column = self.block.columns.get(field)
        return "" if column is None else self.grid.shown(row, column)

    def label(self, row: int) -> str:
        """The first text of a row that is no bidder's; or that of a bidder's column, if it says “total”."""
        texts = [(column, self.grid.text(row, column)) for column in range(self.grid.width(row))]
        own = next((text for column, text in texts if text and column < self.block.left), "")
        return own or next((text for _, text in texts if text and terms.is_total_row(text)), "")

    def price(self, row: int, group: Group) -> Price:
        rank = self.grid.figure(row, group.rank)
        return Price(self.grid.figure(row, group.unit), self.grid.figure(row, group.extension), rank)

    def read(self, row: int) -> None:
        """One row: an item, a total, a heading among the items, or nothing of these."""
        grid = self.grid
        if not grid.filled(row):
            return
        prices = [self.price(row, group) for group in self.block.groups]
        quantity = grid.figure(row, self.block.columns.get("quantity"))
        label = self.label(row)
        has_price = any(part is not None for price in prices for part in price[:2])
        if row in self.block.total_rows or (terms.is_total_row(label) and quantity is None):
            self.total(row, label, prices)
        elif quantity is not None or has_price or self.is_item(row):
            self.item(row, quantity, prices)
        elif label and not self.totals_follow(row):
            self.section = self.section if terms.legend(label) else label

    def is_item(self, row: int) -> bool:
        """Whether a row without any figure is an item all the same: it has a unit, or says that it was deleted."""
        words = f"{self.shown(row, 'number')} {self.shown(row, 'description')}"
        return bool(self.shown(row, "unit")) or terms.is_deleted(words)

    def totals_follow(self, row: int) -> bool:
        """Whether nothing but text stands from here on: such a row is a remark, and heads no items."""
        return not any(
            self.grid.figure(later, self.block.columns.get("quantity"))
            or any(any(self.price(later, group)[:2]) for group in self.block.groups)
            for later in range(row + 1, self.block.end)
        )

    def total(self, row: int, label: str, prices: list[Price]) -> None:
        figures = []
        for price in prices:
            found = [part for part in (price.extension, price.unit) if part is not None]
            amounts = [part for part in found if part.kind in {AMOUNT, FREE}] or found
            figures.append(amounts[0] if amounts else None)
        if any(figures):
            first = next(column for column in self.grid.filled(row))
            self.totals.append(TotalRow(label, len(self.items), tuple(figures), self.grid.cell(row, first)))
            self.last = row

    def item(self, row: int, quantity: Figure | None, prices: list[Price]) -> None:
        number, description = self.shown(row, "number"), self.shown(row, "description")
        columns = [self.block.columns[name] for name in ("number", "description") if name in self.block.columns]
        cell = self.grid.cell(row, min(columns, default=self.grid.filled(row)[0]))
        figures = [figure for price in prices for figure in price[:2] if figure is not None]
        if not number and not description:
            if any(figure.value for figure in figures):
                first = figures[0]
                self.report(
                    "row-unclear",
                    f"Prices stand in a row that names no item and no total, such as {first.shown}; it was not used.",
                    "Name the item, or say that it is a total; or take the row away.",
                    first.cell,
                )
            return
        deleted = next((figure.words for figure in [quantity, *figures] if figure and figure.kind == DELETED), "")
        if not deleted and terms.is_deleted(f"{number} {description}"):
            deleted = description or number
        if quantity is not None and quantity.kind == UNREADABLE and not deleted:
            self.unreadable(quantity, f"the quantity of item {number or description}")
        for group, price in zip(self.block.groups, prices, strict=True):
            for figure in price[:2]:
                if figure is not None and figure.kind == UNREADABLE:
                    self.unreadable(figure, f"a price of {group.name} for item {number or description}")
        given = quantity if quantity is not None and quantity.kind == AMOUNT else None
        section = self.shown(row, "section") or self.section
        self.items.append(Item(number, description, given, self.shown(row, "unit"), section, cell, deleted))
        for of_group, price in zip(self.prices, prices, strict=True):
            of_group.append(price)
        self.last = row

    def unreadable(self, figure: Figure, what: str) -> None:
        self.report(
            "figure-unreadable",
            f"{quoted(figure.words)} stands where {what} is expected.",
            "Write a figure; or words that say why there is none: no bid, no charge, item deleted.",
            figure.cell,
        )


def read_block(block: Block, layout: str, label: str = "") -> Table:
    """The table of a block."""
    reader = _Reader(block)
    for row in range(block.first, block.end):
        reader.read(row)
    offers = tuple(
        Offer(group.name, group.cell, tuple(prices), group.mark, group.left_off)
        for group, prices in zip(block.groups, reader.prices, strict=True)
    )
    return Table(
        layout,
        block.grid.file,
        block.grid.sheet.name,
        label or block.grid.sheet.name or block.grid.file,
        block.grid.cell(block.heading_row, min(block.columns.values(), default=0)),
        range(block.heading_row, reader.last + 1),
        tuple(reader.items),
        offers,
        tuple(reader.totals),
        tuple(_questions(block)),
        tuple(reader.findings),
    )


def _questions(block: Block) -> Iterator[Question]:
    """What is asked of bidders above their prices; the answer stands in the first column of each that is filled."""
    grid = block.grid
    starts = [_first_column(block, number) for number in range(len(block.groups))]
    for row in block.questions:
        text = next((grid.text(row, column) for column in grid.filled(row) if column < block.left), "")
        if not text:
            continue
        ends = [*starts[1:], grid.width(row)]
        answers = []
        for start, end in zip(starts, ends, strict=True):
            found = next(
                (grid.shown(row, column) for column in range(start, end) if not grid.is_blank(row, column)), ""
            )
            answers.append(found)
        # A line of the title has no answers beside it.
        if not any(answers):
            continue
        yield Question(text, grid.cell(row, min(grid.filled(row))), tuple(answers))


def _first_column(block: Block, number: int) -> int:
    if number == 0:
        return block.left
    before = block.groups[number - 1]
    known = [column for column in (before.unit, before.extension) if column is not None]
    return max(known, default=block.left) + 1
