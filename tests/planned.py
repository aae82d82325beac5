"""Helps to look at the planned sheets of a report, and to plan one for a tabulation that was made in memory."""

from dataclasses import replace
from decimal import Decimal

from lbpp_cli.model import InputCell, Source

MARKS = ("LBE", "CBE", "LSB", "LTE")
FILE = "made.xlsx"


def placed(tabulation):
    """The same tabulation with an address for every field, as if it had been read from a workbook."""
    bids = []
    number = 1
    for row, bid in enumerate(tabulation.bids, start=2):
        subs = []
        for sub in bid.subcontractors:
            number += 1
            subs.append(sub._replace(source=_source("Subcontractors", number, ("bidder", "name", "work", "cost"))))
        fields = ("bidder", "quoted_price", "score", "cash_discount", "combined_discount")
        bids.append(bid._replace(source=_source("Bids", row, fields), subcontractors=tuple(subs)))
    solicitation = tabulation.solicitation
    named = ("contract_value", "total_points")
    source = Source(FILE, {"": "Solicitation"} | {name: f"Solicitation!B{at}" for at, name in enumerate(named, 2)})
    return replace(tabulation, bids=tuple(bids), solicitation=replace(solicitation, source=source))


def _source(sheet, row, fields):
    return Source(FILE, {name: f"{sheet}!{chr(65 + at)}{row}" for at, name in enumerate((*fields, *MARKS))})


def cells_of(tabulation):
    """The cells of a placed tabulation, as they would be read."""
    found = list(_cells(tabulation.solicitation, "Solicitation", "Solicitation"))
    for bid in tabulation.bids:
        found += _cells(bid, "Bids", bid.bidder)
        for sub in bid.subcontractors:
            found += _cells(sub, "Subcontractors", f"{bid.bidder}: {sub.name}")
    return tuple(found)


def _cells(record, table, whose):
    for field, place in record.source.cells.items():
        mark = field in MARKS
        value = (field in record.certifications or None) if mark else getattr(record, field, None)
        if field and (mark or value is not None):
            kind = "mark" if mark else "percent" if "discount" in field else "money"
            sheet, _, cell = place.partition("!")
            raw = "x" if value is True else value
            yield InputCell(FILE, table, sheet, cell, whose, field, field, kind, raw, value, percent=kind == "percent")


def sheet_named(sheets, name):
    return next(sheet for sheet in sheets if sheet.name == name)


def formulas(sheet):
    """The text of every formula of a sheet."""
    return {place: cell.formula for place, cell in sheet.cells.items() if cell.formula is not None}


def table(sheet, top=5):
    """The rows of a table of formulas, each value under its heading."""
    headings = {column: cell.value for (row, column), cell in sheet.cells.items() if row == top - 2}
    rows = []
    while (top, 0) in sheet.cells and sheet.cells[top, 0].style != "plain":
        cells = {heading: sheet.cells.get((top, column)) for column, heading in headings.items()}
        rows.append({heading: "" if cell is None else cell.value for heading, cell in cells.items()})
        top += 1
    return rows


def credited(sheets):
    """The name, tenths and percent of every subcontractor."""
    rows = table(sheet_named(sheets, "Subcontractors"))
    return [(row["Subcontractor"], int(row["Whole tenths"]), Decimal(row["Earns"])) for row in rows]
