"""Tabulations under New York's program as the sheets of a bid workbook."""

from decimal import Decimal

from openpyxl import Workbook

from lbpp_cli import programs
from lbpp_cli.columns import MARK, PERCENT

PROGRAM = programs.load("nyc-mwbe")


def book_of(tabulation):
    """The workbook that a tabulation would be read from."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Solicitation"
    sheet.append(["Field", "Value"])
    for column in PROGRAM.form.solicitation:
        value = _cell(tabulation.solicitation, column)
        if value is not None:
            sheet.append([column.heading, value])
            _as_percent(sheet.cell(sheet.max_row, 2), column)
    sheet.append(["Program", PROGRAM.id])
    bids, subs = PROGRAM.form.bids, PROGRAM.form.subcontractors
    _table(book, "Bids", bids, [(bid, bid.bidder) for bid in tabulation.bids])
    of = [(one, bid.bidder) for bid in tabulation.bids for one in bid.subcontractors]
    _table(book, "Subcontractors", subs, of)
    return book


def _table(book, name, known, records):
    sheet = book.create_sheet(name)
    sheet.append([column.heading for column in known])
    for record, bidder in records:
        sheet.append([bidder if column.field == "bidder" else _cell(record, column) for column in known])
        for place, column in enumerate(known, start=1):
            _as_percent(sheet.cell(sheet.max_row, place), column)


def _as_percent(cell, column):
    if column.kind == PERCENT:
        cell.number_format = "0.00%"


def changes(before, after):
    """What stands in another way in the second of two workbooks, by sheet and cell."""
    return {
        f"{sheet.title}!{cell.coordinate}": cell.value
        for sheet in after
        for row in sheet.iter_rows()
        for cell in row
        if before[sheet.title][cell.coordinate].value != cell.value
    }


def _cell(record, column):
    """What stands in the cell of a field: a mark, a choice in its own word, a number."""
    if column.kind == MARK:
        return "x" if column.field in record.certifications else None
    value = record.stated.get(column.field, getattr(record, column.field, None))
    if value is None:
        return None
    if isinstance(column.kind, dict):
        return next((name for name, meant in column.kind.items() if meant == value), value)
    if column.kind == PERCENT:
        return float(value / 100)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return float(value) if isinstance(value, Decimal) else value
