"""From the tables of a workbook or of CSV files to a tabulation, with all that is wrong or odd on the way."""

from __future__ import annotations

from functools import lru_cache
from itertools import compress
from typing import TYPE_CHECKING, Any, NamedTuple

from lbpp_cli import columns
from lbpp_cli.findings import Finding, finding
from lbpp_cli.model import Bid, InputFile, Subcontractor, Tabulation
from lbpp_cli.money import quoted
from lbpp_cli.names import same_bidder_key
from lbpp_cli.read.field_sheets import say_unused
from lbpp_cli.read.headings import address, nearest
from lbpp_cli.read.solicitation import read_solicitation, stated_of
from lbpp_cli.read.table import Record, TableReader

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lbpp_cli.columns import Column, Form
    from lbpp_cli.read.workbook import Sheet


class Tables(NamedTuple):
    """The tables of an input: each with the file that it came from, or None where there is none.

    ``origins``: where they were made from a raw tabulation, the file and cell that each of their cells came from.
    """

    files: tuple[InputFile, ...]
    bids: tuple[str, Sheet] | None
    subcontractors: tuple[str, Sheet] | None = None
    solicitation: tuple[str, Sheet] | None = None
    register: tuple[str, Sheet] | None = None
    findings: tuple[Finding, ...] = ()
    origins: Mapping[str, tuple[str, str]] | None = None


def read_tabulation(tables: Tables, form: Form, options: Mapping[str, object]) -> tuple[Tabulation, list[Finding]]:
    """Read the model from the tables of an input.

    ``form``: what the program's workbook holds. ``options``: fields of the solicitation by their name in the model,
    already parsed, that take the place of what the sheet says. What could not be read is None in the model, and an
    error is among the findings.
    """
    findings = list(tables.findings)
    file = tables.files[0].file
    solicitation = read_solicitation(tables.solicitation, file, form, options, findings)
    bid_records, _ = _read(tables.bids, columns.BIDS, form.bids, form, findings)
    sub_records, sub_fields = _read(tables.subcontractors, columns.SUBCONTRACTORS, form.subcontractors, form, findings)
    listed: dict[str, list[Subcontractor]] = {
        same_bidder_key(str(record.values["bidder"])): [] for record in bid_records if record.values["bidder"]
    }
    for record in sub_records:
        subcontractor = _subcontractor(record, form, findings)
        bidder = record.values["bidder"]
        if bidder is None:
            _row_without_bidder(record, findings)
        elif (theirs := listed.get(same_bidder_key(str(bidder)))) is None:
            _unknown_bidder(record, [str(other.values["bidder"]) for other in bid_records], findings)
        elif subcontractor is not None:
            theirs.append(subcontractor)
    bids = []
    for record in bid_records:
        bidder = record.values["bidder"]
        if bidder is None:
            _row_without_bidder(record, findings)
        else:
            bids.append(_bid(record, form, tuple(listed[same_bidder_key(str(bidder))]), findings))
    register = None
    if tables.register is not None:
        from lbpp_cli.read.register import read_register

        register, found = read_register(*tables.register, bids, form.certifications)
        findings += found
    work_recorded = "work" in sub_fields or not sub_records
    return Tabulation(tables.files, solicitation, tuple(bids), work_recorded, register), findings


def _read(
    table: tuple[str, Sheet] | None,
    name: str,
    wanted: tuple[Column, ...],
    form: Form,
    findings: list[Finding],
) -> tuple[list[Record], frozenset[str]]:
    if table is None:
        return [], frozenset()
    file, sheet = table
    reader = TableReader(file)
    unused = form.unused[name]
    records, fields = reader.read(sheet, (*wanted, *unused))
    for column in unused:
        if column.field in fields:
            records = _without(records, column, reader)
    findings += reader.findings
    absent = [mark for mark in form.certifications if mark not in fields]
    misspelt = any(found.code in {"column-misspelt", "marks-not-read"} for found in reader.findings)
    if records and absent and not misspelt:
        findings.append(
            finding(
                "certification-not-recorded",
                f"There is no column for {', '.join(absent)}: nobody listed here is counted as holding it.",
                f"Add a column {' and a column '.join(absent)} if any firm is certified.",
                file,
                address(sheet.name, 0, 0),
            )
        )
    return records, fields


def _without(records: list[Record], column: Column, reader: TableReader) -> list[Record]:
    """The records without a column that has no meaning under the program; said where it is filled in."""
    filled = next((record for record in records if record.values[column.field] is not None), None)
    if filled is not None:
        say_unused(column, reader, filled.source.cell(column.field))
    return [
        record._replace(values={field: value for field, value in record.values.items() if field != column.field})
        for record in records
    ]


def _bid(record: Record, form: Form, subcontractors: tuple[Subcontractor, ...], findings: list[Finding]) -> Bid:
    values: dict[str, Any] = dict(record.values)
    responsive, reason, source = values.pop("responsive", None), values.pop("reason", None), record.source
    price_cell = (source.file, source.cell("quoted_price"))
    if responsive is not False and values["quoted_price"] is None and "quoted_price" not in record.unreadable:
        findings.append(
            finding(
                "amount-missing",
                f"{values['bidder']} has no bid amount. A blank is never taken as zero.",
                "Fill it in; or write no under Responsive, with the reason, if there is no bid to rank.",
                *price_cell,
            )
        )
    if responsive is None and reason is not None and "responsive" not in record.unreadable:
        findings.append(
            finding(
                "reason-without-answer",
                f"{values['bidder']} has a reason, {quoted(reason)}, but nothing under Responsive.",
                "Write yes or no under Responsive.",
                source.file,
                source.cell("reason"),
            )
        )
    held = frozenset([name for name in form.certifications if values.pop(name, None)])
    return Bid(
        source=source, certifications=held, subcontractors=subcontractors, reason=reason,
        responsive=responsive is not False, stated=stated_of(values, form), **values,
    )  # fmt: skip


def _subcontractor(record: Record, form: Form, findings: list[Finding]) -> Subcontractor | None:
    values: Mapping[str, Any] = record.values
    source, name, cost = record.source, values["name"], values["cost"]
    if name is not None and cost is not None:
        held = _marked(form.certifications, tuple(map(values.get, form.certifications)))
        stated = stated_of(dict(values), form) if form.own else {}
        return Subcontractor(source, name, cost, values.get("work"), held, values.get("account"), stated)
    if name is None and "name" not in record.unreadable:
        findings.append(
            finding(
                "subcontractor-missing",
                "The row names no subcontractor.",
                "Write its name, or clear the row.",
                source.file,
                source.cell("name"),
            )
        )
    if cost is None and "cost" not in record.unreadable:
        findings.append(
            finding(
                "amount-missing",
                f"{name or 'The subcontractor'} has no amount. A blank is never taken as zero.",
                "Write the cost of its work, or clear the row.",
                source.file,
                source.cell("cost"),
            )
        )
    return None


@lru_cache(maxsize=256)
def _marked(certifications: tuple[str, ...], marks: tuple[bool | None, ...]) -> frozenset[str]:
    """The certifications that are marked."""
    return frozenset(compress(certifications, marks))


def _row_without_bidder(record: Record, findings: list[Finding]) -> None:
    if "bidder" not in record.unreadable:
        findings.append(
            finding(
                "bidder-missing",
                "The row has values but names no bidder.",
                "Write the bidder's name, or clear the row.",
                record.source.file,
                record.source.cell("bidder"),
            )
        )


def _unknown_bidder(record: Record, bidders: list[str], findings: list[Finding]) -> None:
    bidder = str(record.values["bidder"])
    near = nearest(bidder, bidders, cutoff=0.6)
    findings.append(
        finding(
            "bidder-unknown",
            f"{quoted(bidder)} has no bid on the Bids sheet, so its subcontractor belongs to nobody.",
            f"Did you mean “{near}”? Write the name as it stands there."
            if near
            else "Correct the name or add the bid.",
            record.source.file,
            record.source.cell("bidder"),
        )
    )
