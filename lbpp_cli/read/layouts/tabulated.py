"""What layouts read: tables of items with the prices of each bidder, and lists of bidders with totals."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from lbpp_cli.findings import Finding
    from lbpp_cli.imported import Figure, Item, Price, Question, Subcontract
    from lbpp_cli.read.layouts.grid import Grid


class Offer(NamedTuple):
    """What a bidder asks in a table: a price for each of its items, in their order."""

    name: str
    cell: str
    prices: tuple[Price, ...]
    mark: str = ""
    left_off: str = ""
    comment: str = ""
    rank: Figure | None = None


class TotalRow(NamedTuple):
    """A row that adds up: how many items stand above it, and its figure for each offer of the table."""

    label: str
    after: int
    figures: tuple[Figure | None, ...]
    cell: str


class Table(NamedTuple):
    """Items with the prices of bidders. ``label``: what a person calls it; ``rows``: what of the sheet it takes."""

    layout: str
    file: str
    sheet: str
    label: str
    cell: str
    rows: range
    items: tuple[Item, ...]
    offers: tuple[Offer, ...]
    totals: tuple[TotalRow, ...] = ()
    questions: tuple[Question, ...] = ()
    findings: tuple[Finding, ...] = ()


class Entry(NamedTuple):
    """A bidder in a list: its total, or a figure for each part of its bid; the rank that the list gives it.

    ``row``: the row that holds it, where one does.
    """

    name: str
    cell: str
    figures: tuple[Figure | None, ...]
    number: str = ""
    rank: Figure | None = None
    mark: str = ""
    comment: str = ""
    held: frozenset[str] = frozenset()
    subcontracts: tuple[Subcontract, ...] = ()
    row: int = -1


class Listing(NamedTuple):
    """A list of bidders. ``parts`` names what each figure of an entry is: the total alone, or parts of the bid.

    ``total``: which of the parts is the total of the others, if one is. ``marked``: whether it has certifications.
    """

    layout: str
    file: str
    sheet: str
    cell: str
    rows: range
    parts: tuple[str, ...]
    entries: tuple[Entry, ...]
    total: int | None = 0
    marked: bool = False
    findings: tuple[Finding, ...] = ()


class Layout(NamedTuple):
    """A known layout: a stable id, what it is, and what finds its tables in a sheet.

    ``find`` gets a sheet and the program's certifications. A layout that is made of tables of other layouts has none.
    """

    id: str
    title: str
    description: str
    find: Callable[[Grid, tuple[str, ...]], list[Table | Listing]] | None = None
