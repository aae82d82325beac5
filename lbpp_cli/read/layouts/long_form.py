"""Long form: one row for each item and bidder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.findings import Finding, finding
from lbpp_cli.imported import AMOUNT, DELETED, UNREADABLE, Item, Price
from lbpp_cli.money import quoted
from lbpp_cli.names import same_bidder_key
from lbpp_cli.read.layouts import terms
from lbpp_cli.read.layouts.tabulated import Layout, Listing, Offer, Table
from lbpp_cli.read.layouts.unused import columns_not_used

if TYPE_CHECKING:
    from lbpp_cli.imported import Figure
    from lbpp_cli.read.layouts.grid import Grid


def _columns(grid: Grid, row: int) -> dict[str, int]:
    """What the columns under a row of headings hold; a heading that comes twice makes it no such row."""
    columns: dict[str, int] = {}
    for column in grid.worded(row):
        value = grid.raw(row, column)
        role = terms.bidder_role(value) or terms.item_role(value)
        if role in columns and role in {"bidder", "unit_price", "extension", "quantity"}:
            return {}
        if role:
            columns.setdefault(role, column)
    has_item, has_price = {"number", "description"} & columns.keys(), {"unit_price", "extension"} & columns.keys()
    return columns if "bidder" in columns and has_item and has_price else {}


def find(grid: Grid, certifications: tuple[str, ...]) -> list[Table | Listing]:
    """The tables of a sheet that have a bidder, an item and a price in each row."""
    del certifications
    heads = [(row, columns) for row in range(grid.height) if (columns := _columns(grid, row))]
    ends = ([row for row, _ in heads] + [grid.height])[1:]
    return [_Reader(grid, row, columns).read(end) for (row, columns), end in zip(heads, ends, strict=True)]


class _Reader:
    """Goes down the rows and sorts prices by bidder and item."""

    def __init__(self, grid: Grid, heading_row: int, columns: dict[str, int]) -> None:
        self.grid, self.row, self.columns = grid, heading_row, columns
        self.items: dict[tuple[str, str, str], Item] = {}
        self.names: dict[str, tuple[str, str, str]] = {}
        self.prices: dict[tuple[str, tuple[str, str, str]], Price] = {}
        self.comments: dict[str, str] = {}
        self.findings: list[Finding] = []
        self.bidder = ("", "", "")  # that of the row above, with its mark and cell
        self.item = ("", "", "")
        self.carried: list[str] = []

    def shown(self, row: int, field: str) -> str:
        column = self.columns.get(field)
        return "" if column is None else self.grid.shown(row, column)

    def figure(self, row: int, field: str) -> Figure | None:
        return self.grid.figure(row, self.columns.get(field))

    def read(self, end: int) -> Table:
        last = self.row
        for row in range(self.row + 1, end):
            if self.grid.filled(row) and self.take(row):
                last = row
        self.say_carried()
        used = set(self.columns.values())
        self.findings += columns_not_used(self.grid, self.row, used, range(self.row + 1, last + 1))
        offers = tuple(
            Offer(name, cell, tuple(self.prices.get((key, item), Price()) for item in self.items), mark,
                  comment=self.comments.get(key, ""))
            for key, (name, cell, mark) in self.names.items()
        )  # fmt: skip
        grid = self.grid
        return Table(
            LONG_FORM.id, grid.file, grid.sheet.name, grid.sheet.name, grid.cell(self.row, min(self.columns.values())),
            range(self.row, last + 1), tuple(self.items.values()), offers, findings=tuple(self.findings),
        )  # fmt: skip

    def take(self, row: int) -> bool:
        """Whether a row is one of the table's."""
        text, mark = terms.without_marks(self.shown(row, "bidder"))
        name, _ = terms.name_lines(text)
        section = self.shown(row, "section")
        # The base and an alternate may ask for the same item.
        part = section if terms.OPTIONAL.search(section) else ""
        item = (self.shown(row, "number"), self.shown(row, "description"), part)
        price = Price(self.figure(row, "unit_price"), self.figure(row, "extension"), self.figure(row, "rank"))
        if terms.is_total_row(" ".join((name, *item[:2]))) and self.figure(row, "quantity") is None:
            return True
        first = price.unit or price.extension
        if not name and not any(item[:2]):
            if first is not None:
                self.report(
                    "row-unclear",
                    "A price stands in a row that names no bidder and no item; it was not used.",
                    "Fill in the row.",
                    first.cell,
                )
            return False
        cell = self.grid.cell(row, self.columns["bidder"])
        # Of several rows of one bidder, or of one item, the first alone may name it.
        if first is not None and not name and self.bidder[0]:
            name, mark, cell = self.bidder
            self.carried.append(first.cell)
        elif first is not None and name and not any(item[:2]) and any(self.item[:2]):
            item = self.item
            self.carried.append(first.cell)
        if not name or not any(item[:2]):
            if first is not None:
                self.report(
                    "row-unclear",
                    f"A price stands in a row that names no {'item' if name else 'bidder'}; it was not used.",
                    "Fill in the row.",
                    first.cell,
                )
            # A row with a name alone heads those below it.
            self.bidder = (name, mark, cell) if name else self.bidder
            self.item = item if any(item[:2]) else self.item
            return False
        self.bidder, self.item = (name, mark, cell), item
        self.sort(row, (name, mark, cell), item, price)
        return True

    def say_carried(self) -> None:
        if self.carried:
            rows = "1 row names" if len(self.carried) == 1 else f"{len(self.carried)} rows name"
            self.report(
                "name-carried-down",
                f"{rows} either no bidder or no item, such as the row of {self.carried[0]}: each was read with the one "
                "named above it.",
                "Check a few of them; or fill the name in in each row.",
                self.carried[0],
            )

    def sort(self, row: int, bidder: tuple[str, str, str], number: tuple[str, str, str], price: Price) -> None:
        """Keep a price under its bidder and item."""
        name, mark, of_name = bidder
        quantity = self.figure(row, "quantity")
        known = self.items.get(number)
        deleted = next((one.words for one in (quantity, *price[:2]) if one and one.kind == DELETED), "")
        given = quantity if quantity is not None and quantity.kind == AMOUNT else None
        cell = self.grid.cell(row, self.columns.get("number", self.columns.get("description", 0)))
        if known is None:
            section = self.shown(row, "section")
            self.items[number] = Item(*number[:2], given, self.shown(row, "unit"), section, cell, deleted)
        elif known.quantity and given and known.quantity.value != given.value:
            self.report(
                "quantity-differs",
                f"Item {known.name} has the quantity {known.quantity.value} in {known.quantity.cell} and {given.value} "
                f"for {name}.",
                "Every bidder prices the same quantity; correct the one that is wrong.",
                given.cell,
            )
        for figure in (quantity, *price[:2]):
            if figure is not None and figure.kind == UNREADABLE:
                self.report(
                    "figure-unreadable",
                    f"{quoted(figure.words)} stands where a figure of {name} is expected.",
                    "Write a figure; or words that say why there is none: no bid, no charge, item deleted.",
                    figure.cell,
                )
        key = same_bidder_key(name)
        self.names.setdefault(key, (name, of_name, mark))
        comment = self.shown(row, "comment")
        if terms.is_out(comment):
            self.comments.setdefault(key, comment)
        if (key, number) in self.prices:
            self.report(
                "item-twice",
                f"{name} has two prices for item {self.items[number].name}.",
                "Keep one of the rows.",
                self.grid.cell(row, self.columns["bidder"]),
            )
        else:
            self.prices[key, number] = price

    def report(self, code: str, message: str, hint: str, cell: str) -> None:
        self.findings.append(finding(code, message, hint, self.grid.file, cell))


LONG_FORM = Layout(
    "long-form",
    "long form, one row an item and bidder",
    "One row for each item and bidder: columns for the bidder, the item and its price.",
    find,
)
