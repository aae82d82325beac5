"""The sheets of a bid workbook that an import fills in, with where each of their figures came from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli import columns
from lbpp_cli.imported import Filled, Imported, ImportedBid
from lbpp_cli.money import show_exact, show_money
from lbpp_cli.read.headings import address
from lbpp_cli.read.importing.sums import amount, to_cents
from lbpp_cli.read.tabulation import Tables
from lbpp_cli.read.workbook import Sheet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lbpp_cli.findings import Finding

_FIELDS = ("number", "title", "department", "kind", "category", "contract_value", "due")
_YES, _NO = "x", "no"


def _heading(known: tuple[columns.Column, ...], field: str) -> str:
    return next(column.heading for column in known if column.field == field)


def filled(imported: Imported, certifications: tuple[str, ...]) -> tuple[Filled, Filled, Filled]:
    """The sheets Solicitation, Bids and Subcontractors. What the tabulation does not say is blank."""
    return (
        _solicitation(imported),
        _bids(imported, certifications),
        _subcontractors(imported, certifications),
    )


def _solicitation(imported: Imported) -> Filled:
    rows: list[list[object]] = [["Field", "Value"]]
    origins: dict[tuple[int, int], tuple[str, str, str]] = {}
    stated = {fact.field: fact for fact in imported.facts}
    for field in _FIELDS:
        fact = stated.get(field)
        value: object = fact.value if fact else None
        if fact:
            origins[len(rows), 1] = (fact.file, fact.cell, "")
        if field == "contract_value" and imported.contract_value is not None and imported.estimate is not None:
            value = imported.contract_value
            origins[len(rows), 1] = (imported.estimate.file, imported.estimate.cell, imported.estimate.bidder)
        rows.append([_heading(columns.SOLICITATION_FIELDS, field), value])
    return Filled(columns.SOLICITATION, rows, origins)


def _bids(imported: Imported, certifications: tuple[str, ...]) -> Filled:
    known = columns.BID_COLUMNS
    names = [_heading(known, field) for field in ("bidder", "quoted_price")]
    last = [_heading(known, field) for field in ("responsive", "reason")]
    rows: list[list[object]] = [[*names, *certifications, *last]]
    origins: dict[tuple[int, int], tuple[str, str, str]] = {}
    for bid in imported.bids:
        marks = [_YES if name in bid.held else None for name in certifications]
        origins[len(rows), 0] = (bid.file, bid.name_cell, "")
        origins[len(rows), 1] = (bid.file, bid.cell, how(bid, imported.governs))
        rows.append([bid.bidder, bid.amount, *marks, None if bid.responsive else _NO, bid.reason or None])
    return Filled(columns.BIDS, rows, origins)


def how(bid: ImportedBid, governs: str | None) -> str:
    """How the amount of a bid came about, and the marks that stand beside it."""
    parts = []
    if bid.stated is not None and bid.corrected is not None:
        same = bid.stated == bid.corrected
        parts.append(
            f"As read {show_exact(bid.stated)}"
            + (", which is what its prices come to" if same else f"; corrected {show_money(bid.corrected)}")
        )
        if not same and governs:
            parts.append(f"--governs {governs}")
    parts += [f"“{mark}” in {cell}" for mark, cell in bid.marks]
    return ". ".join(parts) + ("." if parts else "")


def _subcontractors(imported: Imported, certifications: tuple[str, ...]) -> Filled:
    known = columns.SUBCONTRACTOR_COLUMNS
    listed = [(bid, one) for bid in imported.bids for one in bid.subcontracts]
    # A chart that lists subcontractors without their work does not record it; a blank would withhold their credit.
    has_work = not listed or any(one.work for _, one in listed)
    fields = ("bidder", "name", *(("work",) if has_work else ()), "cost")
    rows: list[list[object]] = [[*(_heading(known, field) for field in fields), *certifications]]
    origins: dict[tuple[int, int], tuple[str, str, str]] = {}
    for bid, one in listed:
        value = amount(one.amount)
        cost = to_cents(value) if value is not None else None
        origins[len(rows), 1] = (bid.file, one.cell, "")
        if one.amount is not None:
            origins[len(rows), len(fields) - 1] = (bid.file, one.amount.cell, "")
        work = [one.work or None] if has_work else []
        rows.append(
            [bid.bidder, one.name, *work, cost, *(_YES if name in one.held else None for name in certifications)]
        )
    return Filled(columns.SUBCONTRACTORS, rows, origins)


def as_tables(imported: Imported, certifications: tuple[str, ...], notes: tuple[Finding, ...]) -> Tables:
    """The tables of an evaluation, as if the bid workbook of the import had been read."""
    solicitation, bids, subcontractors = filled(imported, certifications)
    file = imported.files[0].file
    # What a tabulation does not record has no column: then a note says that nobody is counted as certified.
    held = certifications if imported.marked else ()
    bids = _without(bids, [name for name in certifications if name not in held])
    return Tables(
        imported.files,
        (file, _sheet(bids)),
        (file, _sheet(subcontractors)) if len(subcontractors.rows) > 1 else None,
        (file, _sheet(solicitation)),
        findings=notes,
    )


def _without(sheet: Filled, headings: list[str]) -> Filled:
    kept = [column for column, heading in enumerate(sheet.rows[0]) if heading not in headings]
    rows = [[row[column] for column in kept] for row in sheet.rows]
    origins = {(row, kept.index(column)): origin for (row, column), origin in sheet.origins.items() if column in kept}
    return Filled(sheet.name, rows, origins)


def _sheet(sheet: Filled) -> Sheet:
    rows = [[_plain(value) for value in row] for row in sheet.rows]
    return Sheet(sheet.name, rows, {})


def _plain(value: object) -> object:
    """A value as a cell holds it: an amount as text, which is exact."""
    from decimal import Decimal

    return "" if value is None else str(value) if isinstance(value, Decimal) else value


def origins_of(imported: Imported, certifications: tuple[str, ...]) -> Mapping[str, tuple[str, str]]:
    """The file and cell that each cell of the filled-in sheets came from."""
    solicitation, bids, subcontractors = filled(imported, certifications)
    held = certifications if imported.marked else ()
    bids = _without(bids, [name for name in certifications if name not in held])
    return {
        address(sheet.name, row, column): (file, cell)
        for sheet in (solicitation, bids, subcontractors)
        for (row, column), (file, cell, _) in sheet.origins.items()
    }
