"""Several tables, one below the other in one text file: facts of the solicitation, items with prices, bidders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.read.layouts.tabulated import Layout, Listing, Table

if TYPE_CHECKING:
    from collections.abc import Iterable

STACKED_TABLES = Layout(
    "stacked-tables",
    "several tables in one text file",
    "Tables one below the other in a CSV file: items with prices under bidder numbers, and a table of their names.",
)


def is_stacked(tables: Iterable[Table | Listing]) -> bool:
    """Whether the tables of one text file are a table of items and a list of its bidders."""
    found = list(tables)
    return all(not one.sheet for one in found) and len({type(one) for one in found}) > 1


def names_by_number(listings: Iterable[Listing]) -> dict[str, tuple[str, str]]:
    """The names that lists give to the numbers of bidders, each with its cell."""
    return {entry.number: (entry.name, entry.cell) for one in listings for entry in one.entries if entry.number}
