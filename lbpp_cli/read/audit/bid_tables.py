"""The tables of a bid workbook: which row is whose bid, and in which columns its amounts stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli import columns
from lbpp_cli.money import is_blank
from lbpp_cli.read.headings import find_headings
from lbpp_cli.read.source import known_sheets
from lbpp_cli.read.workbook import Sheet
from lbpp_cli.spreadsheet import BidTable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lbpp_cli.spreadsheet import SheetFacts

_TABLES = (
    (columns.BIDS, columns.BID_COLUMNS, "bid"),
    (columns.SUBCONTRACTORS, columns.SUBCONTRACTOR_COLUMNS, "subcontract"),
)


def bid_tables(sheets: Iterable[SheetFacts], file: str) -> tuple[BidTable, ...]:
    """The tables of bids and of subcontractors, where the sheets are those that an evaluation reads."""
    by_name = {sheet.name: sheet for sheet in sheets}
    known, _ = known_sheets(tuple(by_name), file)
    tables = []
    for meant, wanted, what in _TABLES:
        sheet = by_name.get(known.get(meant, ""))
        if sheet is None:
            continue
        headings, _ = find_headings(Sheet(sheet.name, sheet.rows, sheet.odd), wanted, file)
        fields = {column.field: index for index, column in headings.found.items()}
        if not headings.complete:
            continue
        bidder = fields["bidder"]
        bidders = {
            row: str(cells[bidder]).strip()
            for row, cells in enumerate(sheet.rows)
            if row > headings.row and bidder < len(cells) and not is_blank(cells[bidder])
        }
        amounts = tuple(fields[field] for field in ("quoted_price", "cost", "score") if field in fields)
        tables.append(BidTable(sheet.name, bidders, amounts, what))
    return tuple(tables)
