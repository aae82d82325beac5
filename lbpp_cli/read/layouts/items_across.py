"""One row a bidder and one column an item: the prices of a list, where they are what its totals add up."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from lbpp_cli.imported import AMOUNT, UNREADABLE, Item, Price
from lbpp_cli.read.importing import sums
from lbpp_cli.read.layouts import plain_list
from lbpp_cli.read.layouts.tabulated import Layout, Listing, Offer, Table, TotalRow
from lbpp_cli.read.layouts.unused import columns_not_used

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from lbpp_cli.read.layouts.grid import Grid

_MOST = 10  # columns of which every set is tried
_FEWEST = 2
_LOOKED_AT = 20  # bidders whose totals show what they add up


def find(grid: Grid, certifications: tuple[str, ...]) -> list[Table | Listing]:
    """The lists of a sheet whose totals are the sums of other columns: the items with their prices, and the list."""
    found: list[Table | Listing] = []
    for head, columns in plain_list.read_lists(grid, certifications):
        if len(columns.totals) != 1:
            continue
        other = _priced(grid, head, columns.used)
        items = _items(grid, head, columns.totals[0], sorted((*other, *columns.parts)))
        if columns.parts:
            # Of parts such as an alternate a person says which add up.
            columns.parts[:] = sorted({*columns.parts, *items})
            found.append(plain_list.read_list(grid, head.rows.start, columns, head.rows.stop))
            continue
        if items:
            used = {*columns.used, *items}
            rest = columns_not_used(grid, head.rows.start, used, range(head.rows.start + 1, head.rows.stop))
            said = [one for one in head.findings if one.code != "columns-not-used"]
            listing = head._replace(layout=ITEMS_ACROSS.id, findings=(*said, *rest))
            # The table holds the totals; the list, what else stands beside the names.
            found += [_table(grid, listing, items), listing._replace(total=None)]
    return found


def find_parts(grid: Grid, certifications: tuple[str, ...]) -> list[Table | Listing]:
    """The lists of a sheet that state no total, with amounts under headings of which nothing says what they are.

    They may be parts of the bid; which of them add up to it is a person's to say.
    """
    found: list[Table | Listing] = []
    for row, columns, end in plain_list.heads(grid, certifications, whole=False):
        listing = plain_list.read_list(grid, row, columns, end)
        parts = _priced(grid, listing, columns.used)
        # Numbered names are those of items: then the bidders stand across.
        if len(parts) >= _FEWEST and not any(_is_numbered(entry.name) for entry in listing.entries):
            columns.parts.extend(parts)
            found.append(plain_list.read_list(grid, row, columns, end)._replace(layout=ITEMS_ACROSS.id))
    return found


def _rows(listing: Listing) -> range:
    return range(listing.rows.start + 1, listing.rows.stop)


def _priced(grid: Grid, listing: Listing, used: set[int]) -> list[int]:
    """The other columns with a heading over amounts alone."""
    found = []
    for column in grid.filled(listing.rows.start):
        figures = [figure for row in _rows(listing) if (figure := grid.figure(row, column)) is not None]
        if column not in used and _are_prices({figure.kind for figure in figures}):
            found.append(column)
    return found


def _are_prices(kinds: set[str]) -> bool:
    return AMOUNT in kinds and UNREADABLE not in kinds


def _items(grid: Grid, listing: Listing, total: int, columns: list[int]) -> tuple[int, ...]:
    """The columns that the totals add up: all, or those that do for more bidders than any others."""
    known = [
        (stated, {column: sums.amount(grid.figure(row, column)) for column in columns})
        for row in _rows(listing)
        if (stated := sums.amount(grid.figure(row, total)))
    ][:_LOOKED_AT]
    sets: list[tuple[int, ...]] = [tuple(columns)] if len(columns) >= _FEWEST else []
    if len(columns) <= _MOST and not (sets and all(_adds_up(*one, sets[0]) for one in known)):
        sets = [each for size in range(len(columns), 1, -1) for each in combinations(columns, size)]
    fits = [sum(_adds_up(*one, each) for one in known) for each in sets]
    best = max(fits, default=0)
    if best:
        return sets[fits.index(best)]
    # Headings that number what they name are those of items, though no total is their sum.
    numbered = tuple(column for column in columns if _is_numbered(grid.text(listing.rows.start, column)))
    return numbered if len(numbered) >= _FEWEST else ()


def _is_numbered(heading: str) -> bool:
    words = heading.casefold().removeprefix("item").lstrip(" #.-no")
    return words[:1].isdigit()


def _adds_up(stated: Decimal, prices: Mapping[int, Decimal | None], columns: tuple[int, ...]) -> bool:
    added = sums.total(prices[column] for column in columns)
    return added is not None and sums.to_cents(added) == sums.to_cents(stated)


def _table(grid: Grid, listing: Listing, columns: tuple[int, ...]) -> Table:
    row = listing.rows.start
    items = tuple(Item("", grid.shown(row, column), None, "", "", grid.cell(row, column)) for column in columns)
    offers = tuple(
        Offer(
            entry.name,
            entry.cell,
            tuple(Price(extension=grid.figure(entry.row, column)) for column in columns),
            comment=entry.comment,
        )
        for entry in listing.entries
    )
    totals = TotalRow(listing.parts[0], len(items), tuple(entry.figures[0] for entry in listing.entries), listing.cell)
    label = grid.sheet.name or grid.file
    return Table(
        ITEMS_ACROSS.id, grid.file, grid.sheet.name, label, listing.cell, listing.rows, items, offers, (totals,)
    )


ITEMS_ACROSS = Layout(
    "items-across",
    "bidders down, items across",
    "One row a bidder, one column an item, and the total; or amounts without a total, of which you say what adds up.",
    find,
)
