"""Reads a block: items down, bidders across. Where its rows and columns are is found elsewhere, or said in a map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.findings import Finding, finding
from lbpp_cli.imported import AMOUNT, DELETED, FREE, OUT, UNREADABLE, Item, Price, Question
from lbpp_cli.money import quoted
from lbpp_cli.read.importing import sums
from lbpp_cli.read.layouts import terms
from lbpp_cli.read.layouts.block_top import questions_of, ranks_of
from lbpp_cli.read.layouts.tabulated import Offer, Table, TotalRow

if TYPE_CHECKING:
    from lbpp_cli.imported import Figure
    from lbpp_cli.read.layouts.block import Block


class _Reader:
    """Goes down the rows of a block."""

    def __init__(self, block: Block) -> None:
        self.block, self.grid = block, block.grid
        self.items: list[Item] = []
        self.prices: list[list[Price]] = [[] for _ in block.groups]
        self.totals: list[TotalRow] = []
        self.findings: list[Finding] = []
        self.answers: list[Question] = []
        self.ranks: tuple[Figure | None, ...] = ()
        self.comments = [group.comment for group in block.groups]
        self.section = ""
        self.last = block.heading_row

    def report(self, code: str, message: str, hint: str, cell: str) -> None:
        self.findings.append(finding(code, message, hint, self.grid.file, cell))

    def read(self, row: int) -> None:
        """One row: an item, a total, a heading among the items, or nothing of these."""
        if not self.grid.filled(row):
            return
        prices = [self.block.price(row, group) for group in self.block.groups]
        quantity, unit = self.block.quantity(row)
        label = self.block.label(row)
        figures = [part for price in prices for part in price[:2] if part is not None]
        named = bool(self.block.shown(row, "number") and self.block.shown(row, "description"))
        bare = quantity is None and not unit and not named
        if row in self.block.total_rows or (quantity is None and not (named and unit) and terms.is_total_row(label)):
            self.total(row, label, prices)
        elif bare and figures and self.stands_beside(row, label, prices, figures):
            self.last = row
        elif quantity is not None or figures or self.is_item(row):
            self.item(row, quantity, unit, prices)
        elif label and not self.totals_follow(row):
            self.section = self.section if terms.legend(label) else label

    def stands_beside(self, row: int, label: str, prices: list[Price], figures: list[Figure]) -> bool:
        """Whether a row that names no item with a quantity is none: a total by another name, ranks, answers."""
        # A lump sum may happen to be the sum of those above: then a total stands below it.
        is_sum = (not label or terms.is_sum(label) or not self.total_follows(row)) and self.adds_up(prices)
        if is_sum or (terms.is_total_heading(label) and not self.has_unit_prices(prices)):
            self.total(row, label, prices)
        elif terms.item_role(label) == "rank":
            self.ranks = tuple(price.extension or price.unit for price in prices)
        elif any(figure.kind == OUT for figure in figures) and not any(figure.kind == AMOUNT for figure in figures):
            for number, price in enumerate(prices):
                said = next((part.words for part in price[:2] if part is not None and part.kind == OUT), "")
                self.comments[number] = self.comments[number] or said
        elif label and all(figure.kind == UNREADABLE for figure in figures):
            answers = (price.unit or price.extension for price in prices)
            texts = tuple(figure.words if figure else "" for figure in answers)
            self.answers.append(Question(label, self.grid.cell(row, self.grid.filled(row)[0]), texts))
        elif label and not terms.PART.search(label) and self.is_below_totals(row):
            self.report(
                "row-unclear",
                f"{quoted(label)} stands below the last total, without a quantity or a unit; it was not used.",
                "If it is an item, write its number, quantity and unit; or describe the table: --map FILE.toml --ask.",
                self.grid.cell(row, self.grid.filled(row)[0]),
            )
        else:
            return False
        return True

    def has_unit_prices(self, prices: list[Price]) -> bool:
        """Whether a unit price stands in a row of bidders who have totals in a column of their own."""
        pairs = zip(self.block.groups, prices, strict=True)
        return any(group.extension is not None and price.unit is not None for group, price in pairs)

    def adds_up(self, prices: list[Price]) -> bool:
        """Whether the figures of a row are the sums of all items above, or of those since the last total."""
        if self.has_unit_prices(prices):
            return False
        starts = {0, self.totals[-1].after if self.totals else 0}
        return any(self.is_sum_from(start, prices) for start in starts if len(self.items) - start > 1)

    def is_sum_from(self, start: int, prices: list[Price]) -> bool:
        items, given = self.items[start:], 0
        for of_group, price in zip(self.prices, prices, strict=True):
            amount = sums.amount(price.extension or price.unit)
            if amount:
                found = {sums.sum_extended(items, of_group[start:]), sums.sum_corrected(items, of_group[start:])}
                if sums.to_cents(amount) not in found:
                    return False
                given += 1
        return given > 0

    def is_below_totals(self, row: int) -> bool:
        """Whether a total stands above a row and none below."""
        return bool(self.totals) and not self.total_follows(row)

    def total_follows(self, row: int) -> bool:
        """Whether a row that says that it adds up stands below."""
        labels = (self.block.label(at) for at in range(row + 1, self.block.end))
        return any(terms.is_total_row(label) or terms.is_total_heading(label) for label in labels)

    def is_item(self, row: int) -> bool:
        """Whether a row without any figure is an item all the same: it has a unit, or says that it was deleted."""
        words = f"{self.block.shown(row, 'number')} {self.block.shown(row, 'description')}"
        return bool(self.block.shown(row, "unit")) or terms.is_deleted(words)

    def totals_follow(self, row: int) -> bool:
        """Whether nothing but text stands from here on: such a row is a remark, and heads no items."""
        return not any(
            self.grid.figure(later, self.block.columns.get("quantity"))
            or any(any(self.block.price(later, group)[:2]) for group in self.block.groups)
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
            self.totals.append(TotalRow(label or "Total", len(self.items), tuple(figures), self.grid.cell(row, first)))
            self.last = row

    def item(self, row: int, quantity: Figure | None, unit: str, prices: list[Price]) -> None:
        number, description = self.block.shown(row, "number"), self.block.shown(row, "description")
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
        section = self.block.part(row) or self.section
        self.items.append(Item(number, description, given, unit, section, cell, deleted))
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
        Offer(group.name, group.cell, tuple(prices), group.mark, group.left_off, comment, rank)
        for group, prices, comment, rank in zip(
            block.groups, reader.prices, reader.comments, reader.ranks or ranks_of(block), strict=True
        )
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
        (*questions_of(block), *reader.answers),
        tuple(reader.findings),
    )
