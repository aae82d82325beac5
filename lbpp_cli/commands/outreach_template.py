"""``lbpp bip template``: the workbook of an outreach, ready to be filled in."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import typer

from lbpp_cli import programs
from lbpp_cli.columns import GUIDE
from lbpp_cli.commands.output import check_writable, emit, write
from lbpp_cli.read import outreach_columns as sheets
from lbpp_cli.read.moments import Clock
from lbpp_cli.read.rulebook import read_example
from lbpp_cli.render import template, xlsx
from lbpp_cli.render.sheets import Sheet
from lbpp_cli.render.template import Table
from lbpp_cli.render.template_entries import CHOICE, Blank

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from lbpp_cli.columns import Column
    from lbpp_cli.outreach.decisions import Program

XLSX, EXAMPLE = ".xlsx", "outreach_example.toml"
# Rows that are ready; more are copied downwards. The first column of the others offers the names of the proposers.
_ROWS = {
    sheets.AREAS: 30,
    sheets.PROPOSERS: 15,
    sheets.NOTICES: 500,
    sheets.RESPONSES: 100,
    sheets.MEETING: 30,
    sheets.SCHEDULE_A: 60,
    sheets.CONTRACTS: 15,
    sheets.INVOICES: 200,
    sheets.PAYMENTS: 60,
}
_KINDS = {
    "moment": "date-time",
    "arrival": "date-time",
    "day": "date",
    "read_event": "date",
    "above_zero": "money",
    "not_below_zero": "money",
}
_ABOUT = {
    sheets.RFP: "A value beside each field. Due must be filled in.",
    sheets.AREAS: "A row for each work area that the City selected, with how many firms are registered in it, in all "
    "and of each group. A blank is not zero.",
    sheets.PROPOSERS: "A row for each proposer, with what it submitted. A blank is not a no: it needs a person.",
    sheets.NOTICES: "A row for each notice that a proposer sent through the network, as the network lists them.",
    sheets.RESPONSES: "A row for each bid or offer on a proposer's summary sheet. Reason accepted is for you to fill "
    "in: whether a reason for rejecting a lower bid is good enough.",
    sheets.MEETING: "A row for each person on the roster of the pre-proposal meeting.",
    sheets.SCHEDULE_A: "A row for each subconsultant that a proposer's Schedule A lists.",
    sheets.CONTRACTS: "After the award: a row for each consultant, for lbpp bip schedule-b and schedule-c.",
    sheets.INVOICES: "During the contract: a row for each firm of an invoice, for lbpp bip schedule-b.",
    sheets.PAYMENTS: "After the contract: a row for each firm that was paid, for lbpp bip schedule-c.",
}
_LEFT_AWAY = (
    "Meeting, Responses and Schedule A may be deleted (what they would show then needs a person), and so may "
    "Contracts, Invoices and Final payments, which only Schedules B and C need."
)
_LINES = [
    (
        "Days and times",
        "Such as 2026-03-09 or 2026-03-09 16:30; in UTC or with an offset, such as 2026-03-09T23:30:00Z, too.",
    ),
    ("Left away", _LEFT_AWAY),
]
_EXAMPLE = (
    "All that is filled in is invented; type over it, or select the rows and press Delete. lbpp bip template FILE "
    "--empty makes a workbook without it."
)


def run(program: str, output: Path, *, example: bool, force: bool) -> int:
    """Write the workbook and say what to do next; gives the exit status.

    Raises:
        typer.BadParameter: no workbook can be written under the name.

    """
    if str(output) == "-":
        raise typer.BadParameter("a workbook needs a file: give it a name, such as outreach.xlsx.", param_hint="FILE")
    if output.suffix.lower() != XLSX and not output.is_dir():
        message = f"{output} does not end in {XLSX}. Name it {output.with_suffix(XLSX).name}."
        raise typer.BadParameter(message, param_hint="FILE")
    check_writable(output, force=force, option="FILE")
    write(
        workbook(programs.part(program, "outreach"), output.name, example=example), output, force=force, option="FILE"
    )
    what = "Replace the example in it" if example else "Fill it in"
    emit(f"{output} was written. {what}, then: lbpp bip check {shlex.quote(str(output))}\n", error=True)
    return 0


def workbook(program: Program, file: str, *, example: bool) -> bytes:
    """The workbook. ``file``: what it is called."""
    declared = sheets.declared(program.groups, program.levels, Clock(program.zone))
    rows = read_example(programs.folder(program.id), EXAMPLE) if example else {}
    tables = [_table(name, declared.of(name), rows.get(name, ())) for name in sheets.SHEETS]
    fields, *others = tables
    planned = [_guide(tables, shlex.quote(file), example=example), template.fields(fields)]
    return xlsx.write([*planned, *map(template.rows, others)], "Outreach workbook", "Outreach workbook")


def _table(name: str, columns: Sequence[Column], example: Sequence[Mapping[str, object]]) -> Table:
    return Table(name, tuple(_blank(one) for one in columns), _ROWS.get(name, 1), tuple(example))


def _blank(column: Column) -> Blank:
    """A declared column as one to be filled in."""
    kind = column.kind
    names_of = sheets.PROPOSERS if column.field == "proposer" else ""
    if isinstance(kind, dict):
        choices = tuple(dict.fromkeys(next(text for text in kind if kind[text] == value) for value in kind.values()))
        return Blank(column.heading, CHOICE, column.about, column.required, choices)
    called = getattr(getattr(kind, "func", kind), "__name__", "")
    shown = kind if isinstance(kind, str) else _KINDS.get(called, "text")
    return Blank(column.heading, shown, column.about, column.required, (), names_of)


def _guide(tables: Sequence[Table], file: str, *, example: bool) -> Sheet:
    sheet = Sheet(GUIDE)
    sheet.set_widths(19, 90)
    sheet.landscape = False
    sheet.write(0, 0, "How to fill in this workbook", "title")
    said = "Fill in the shaded cells. Rest the pointer on a heading, or on a field, to see what it means."
    sheet.write(1, 0, said, "subtitle")
    lines = [(table.name, _ABOUT[table.name]) for table in tables]
    lines += [*_LINES, ("The example", _EXAMPLE)] if example else _LINES
    run = (
        f"Save it and run: lbpp bip check {file}. What is missing or odd is said with its cell, all at once. Keep the "
    )
    lines.append(("When it is filled in", f"{run}names of the sheets and the headings; this sheet may be deleted."))
    for row, line in enumerate(lines, start=3):
        sheet.line(row, line, ("label", "text"))
    return sheet
