"""Items down, bidders side by side, and one column for each: its name over its prices, and no word what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.findings import Finding, finding
from lbpp_cli.imported import AMOUNT
from lbpp_cli.money import quoted, show_money
from lbpp_cli.read.importing import sums
from lbpp_cli.read.layouts import price_words, terms
from lbpp_cli.read.layouts.block import Block, Group
from lbpp_cli.read.layouts.blocks import read_block
from lbpp_cli.read.layouts.price_headings import ITEM, alternates_column
from lbpp_cli.read.layouts.tabulated import Layout, Listing, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lbpp_cli.read.layouts.grid import Grid
    from lbpp_cli.read.layouts.tabulated import Offer


def find(grid: Grid, certifications: tuple[str, ...]) -> list[Table | Listing]:
    """The tables of a sheet whose headings are those of items, and then names over figures."""
    del certifications
    found = [(row, *one) for row in range(grid.height - 1) if (one := _columns(grid, row)) is not None]
    ends = ([row for row, _, _ in found] + [grid.height])[1:]
    tables: list[Table | Listing] = []
    for (row, columns, names), end in zip(found, ends, strict=True):
        groups = tuple(_group(grid, row, column) for column in names)
        block = Block(grid, row, columns, groups, row + 1, end, min(names))
        table = read_single(block, ONE_COLUMN.id)
        if not table.findings:
            table = table._replace(findings=tuple(_doubts(table)))
        tables.append(table)
    return tables


def _doubts(table: Table) -> Iterator[Finding]:
    """Why the headings may be no names of bidders: there is no total, they say otherwise, one has no total."""
    if not _votes(table):
        names = ", ".join(quoted(offer.name) for offer in table.offers[:3])
        told = "but no heading says that they are prices, and no stated total is their sum"
        yield _doubt(table, f"Figures stand under {names}, {told}.", 0)
        return
    for number, offer in enumerate(table.offers):
        under = f"Figures stand under {quoted(offer.name)}"
        if price_words.is_no_name(offer.name) and not price_words.says_price(offer.name, heading=True):
            yield _doubt(table, f"{under}, which is no name of a bidder; nothing says what they are.", number)
        elif not any(row.figures[number] for row in table.totals) and _asks(offer):
            yield _doubt(table, f"{under} without a total, though others have one; they may be no prices.", number)


def _asks(offer: Offer) -> bool:
    return any(sums.amount(figure) for price in offer.prices for figure in price[:2])


def _doubt(table: Table, message: str, number: int) -> Finding:
    return finding(
        "layout-ambiguous",
        message,
        "If those are bidders, write Unit price, or Total price, in a row between the names and the prices; or use a "
        "map: lbpp import --map FILE.toml --ask.",
        table.file,
        table.offers[number].cell,
    )


def _columns(grid: Grid, row: int) -> tuple[dict[str, int], list[int]] | None:
    """What the columns of items are, and which have a name over figures; None where a row is no such heading."""
    columns: dict[str, int] = {}
    others: list[int] = []
    for column in grid.filled(row):
        text = grid.text(row, column)
        role = terms.item_role(text)
        if not text or role in {"unit_price", "extension"} or terms.bidder_role(text):
            return None
        if role in ITEM:
            columns.setdefault(role, column)
        elif role is None and any(map(str.isalpha, text)):
            others.append(column)
    if not {"number", "description"} & columns.keys():
        return None
    known = [columns["section"]] if "section" in columns else []
    parts = alternates_column(grid, row, [*known, *(column for column in others if column < max(columns.values()))])
    if parts is not None:
        columns["section"] = parts
    names = [column for column in others if column > max(columns.values()) and _is_priced(grid, row, column)]
    return (columns, names) if len(names) > 1 else None


def _is_priced(grid: Grid, row: int, column: int) -> bool:
    """Whether most of what stands under a heading is an amount."""
    figures = [figure for at in range(row + 1, grid.height) if (figure := grid.figure(at, column)) is not None]
    return bool(figures) and sum(figure.kind == AMOUNT for figure in figures) * 2 > len(figures)


def _group(grid: Grid, row: int, column: int) -> Group:
    name, mark = terms.without_marks(str(grid.raw(row, column)))
    name, left_off = terms.name_lines(name)
    return Group(name, grid.cell(row, column), None, column, None, mark, left_off)


def read_single(block: Block, layout: str) -> Table:
    """The table of a block with one column a bidder, where no word says whether that is of unit prices or of totals.

    The stated totals tell: the figures add up to them, or their products with the quantities do. Where no total is
    stated and a quantity is not 1, it is a person's to say.
    """
    of_totals = block._replace(groups=tuple(_as(group, unit=False) for group in block.groups))
    of_units = block._replace(groups=tuple(_as(group, unit=True) for group in block.groups))
    totals, units = read_block(of_totals, layout), read_block(of_units, layout)
    if all(item.quantity is None or item.quantity.value == 1 for item in totals.items):
        return totals
    # A total over items of which each is bought once fits either reading, and tells nothing.
    as_totals, as_units = _votes(totals), _votes(units)
    if as_totals - as_units and not as_units - as_totals:
        return totals
    if as_units - as_totals and not as_totals - as_units:
        return units
    offer, other = totals.offers[0], units.offers[0]
    one = sums.sum_extended(totals.items, offer.prices)
    two = sums.sum_corrected(units.items, other.prices)
    told = finding(
        "layout-ambiguous",
        f"Nothing says whether the figures under the names are unit prices or totals, and no stated total tells. "
        f"{offer.name} would bid {'nothing' if two is None else show_money(two)} with unit prices, "
        f"{'nothing' if one is None else show_money(one)} with totals.",
        "Write Unit price, or Total price, in a row between the names and the prices; or use a map with unit_price or "
        "total: lbpp import --map FILE.toml --ask.",
        block.grid.file,
        offer.cell,
    )
    return totals._replace(findings=(*totals.findings, told))


def _as(group: Group, *, unit: bool) -> Group:
    column = group.unit if group.extension is None else group.extension
    return group._replace(unit=column if unit else None, extension=None if unit else column)


def _votes(table: Table) -> set[str]:
    """The cells of the rows that add up all items above them, or those since the last such row, for most bidders."""
    found, last = set(), 0
    for row in table.totals:
        for start in {0, last}:
            prices = [offer.prices[start : row.after] for offer in table.offers]
            if row.after > start and sums.are_sums(row.figures, table.items[start : row.after], prices):
                found.add(row.cell)
        last = row.after
    return found


ONE_COLUMN = Layout(
    "one-column",
    "bidders side by side, one column each",
    "Items down, bidders across: each bidder's name as the heading of one column of prices; its total below tells what "
    "they are.",
)
