"""``lbpp participation --template``: a workbook for the payments under a plan, with its firms, to be filled in."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import typer

from lbpp_cli.columns import CERTIFICATIONS, GUIDE
from lbpp_cli.commands.output import check_target, emit, write
from lbpp_cli.commands.participation import refused
from lbpp_cli.commands.program_parts import complain
from lbpp_cli.commands.template import XLSX
from lbpp_cli.findings import UnreadableFileError
from lbpp_cli.from_files import Terms
from lbpp_cli.from_payments import NoPlanError, plan_of
from lbpp_cli.names import firm_key
from lbpp_cli.read.payments_columns import CHANGE_ORDERS, CHANGES, CONTRACT, PAYMENTS, SHEETS, WORK, declared
from lbpp_cli.render import template, xlsx
from lbpp_cli.render.sheets import Sheet
from lbpp_cli.render.template import Table
from lbpp_cli.render.template_entries import CHOICE, Blank
from lbpp_cli.status import EVALUATED, UNUSABLE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from lbpp_cli.columns import Column
    from lbpp_cli.from_outreach import Terms as OutreachTerms
    from lbpp_cli.model import Bid
    from lbpp_cli.payments.account import PaymentRules

_ROWS = {PAYMENTS: 300, WORK: 30, CHANGE_ORDERS: 20, CHANGES: 20, CERTIFICATIONS: 60}
_ABOUT = {
    CONTRACT: "A value beside each field.",
    WORK: "A row for each firm: the contractor and those of the plan are there. Fill in when each completed its work; "
    "add a firm that is new.",
    PAYMENTS: "A row for each payment: those of the agency to the contractor, and those of the contractor to others.",
    CHANGE_ORDERS: "A row for each change order that was asked for.",
    CHANGES: "A row for each change of the plan that was asked for, with its evidence, and how it was decided.",
    CERTIFICATIONS: "What the firms are certified as, with the days. Delete the sheet where the plan has its own.",
}
_FILL = "Fill in the shaded cells. Rest the pointer on a heading, or on a field, to see what it means."


def run(plan: Path, outputs: Sequence[Path], terms: Terms | OutreachTerms, bidder: str | None, *, force: bool) -> int:
    """Write the workbook and say what to do next; gives the exit status.

    Raises:
        typer.BadParameter: it cannot be told whose plan is meant, or no workbook can be written under the name.

    """
    if len(outputs) != 1:
        raise typer.BadParameter("one workbook is written: name one file.", param_hint="PAYMENTS")
    output = outputs[0]
    if output.suffix.lower() != XLSX and not output.is_dir():
        message = f"{output} does not end in {XLSX}. Name it {output.with_suffix(XLSX).name}."
        raise typer.BadParameter(message, param_hint="PAYMENTS")
    further = terms.further if isinstance(terms, Terms) else ()
    check_target(output, (plan, *further), force=force)
    try:
        planned = plan_of(plan, terms, bidder)
    except UnreadableFileError as error:
        complain([error.finding])
        return UNUSABLE
    except NoPlanError as error:
        raise typer.BadParameter(str(error), param_hint="PLAN" if bidder is None else "--bidder") from None
    if planned.plan is None or planned.part is None:
        return refused(planned)
    command = f"lbpp participation {shlex.quote(str(plan))} {shlex.quote(str(output))}"
    command += f" --program {planned.program}" if planned.outreach else ""
    write(workbook(planned.part, planned.plan.bid, command), output, force=force, option="PAYMENTS")
    emit(f"{output} was written. Fill it in, then: {command}\n", error=True)
    return EVALUATED


def workbook(part: PaymentRules, bid: Bid, command: str) -> bytes:
    """The workbook; ``command``: what is run when it is filled in."""
    tables = declared(part)
    firms = {firm_key(name): name for name in (bid.bidder, *(one.name for one in bid.subcontractors))}
    works = {firm_key(one.name): one.work for one in bid.subcontractors}
    filled: dict[str, list[Mapping[str, object]]] = {
        CONTRACT: [{"Contractor": bid.bidder, "Contract amount": bid.quoted_price}],
        WORK: [{"Firm": name, "Work": works.get(key)} for key, name in firms.items()],
    }
    planned = [
        Table(
            name,
            tuple(_blank(name, one, part) for one in tables.of(name)),
            _ROWS.get(name, 1),
            tuple(filled.get(name, ())),
        )
        for name in SHEETS
    ]
    fields, *others = planned
    sheets = [_guide(planned, command), template.fields(fields), *map(_rows, others)]
    return xlsx.write(sheets, "Payments", "Payments under a contract")


def _rows(table: Table) -> Sheet:
    """A sheet of rows. What is paid back, or deducted, is negative: any amount may be typed there."""
    sheet = template.rows(table)
    if table.name in {PAYMENTS, CHANGE_ORDERS}:
        sheet.entries = [entry for entry in sheet.entries if entry.title != "Amount"]
    return sheet


def _blank(sheet: str, column: Column, part: PaymentRules) -> Blank:
    kind = column.kind if isinstance(column.kind, str) else CHOICE
    texts = column.kind if isinstance(column.kind, dict) else {}
    choices = tuple(dict.fromkeys(next(text for text in texts if texts[text] == value) for value in texts.values()))
    if (sheet, column.field) == (CERTIFICATIONS, "certification"):
        choices = part.certifications
    names_of = WORK if (sheet, column.field) in {(PAYMENTS, "firm"), (PAYMENTS, "paid_by")} else ""
    return Blank(column.heading, kind, column.about, column.required, choices, names_of)


def _guide(tables: Sequence[Table], command: str) -> Sheet:
    sheet = Sheet(GUIDE, landscape=False)
    sheet.set_widths(19, 90)
    sheet.write(0, 0, "How to fill in this workbook", "title")
    sheet.write(1, 0, _FILL, "subtitle")
    lines = [(table.name, _ABOUT[table.name]) for table in tables]
    lines.append(
        ("What can be left", "Only Payments is needed. What is blank is not known; it is never taken as zero.")
    )
    lines.append(
        ("When it is filled in", f"Save it and run: {command}. Keep the names of the sheets and the headings.")
    )
    for row, line in enumerate(lines, start=3):
        sheet.line(row, line, ("label", "text"))
    return sheet
