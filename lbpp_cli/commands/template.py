"""``lbpp template``: the bid workbook, ready to be filled in."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, NamedTuple

import typer

from lbpp_cli import columns, programs
from lbpp_cli.commands.output import check_writable, emit, write
from lbpp_cli.read.rulebook import read_example
from lbpp_cli.render import template, xlsx
from lbpp_cli.render.template import Table
from lbpp_cli.render.template_entries import CHOICE, Blank
from lbpp_cli.render.template_guide import Tables, guide

if TYPE_CHECKING:
    from pathlib import Path

    from lbpp_cli.columns import Column
    from lbpp_cli.programs import Program

XLSX = ".xlsx"
MOST_BIDDERS = 500
_SUBCONTRACTORS, _CERTIFICATIONS = 5, 10  # rows for each bidder


class Options(NamedTuple):
    """What the template is for: bids or proposals, for how many bidders there is room, and what it has beyond that."""

    kind: str
    bidders: int
    example: bool
    register: bool


def run(program: str, output: Path, options: Options, *, force: bool) -> int:
    """Write the workbook and say what to do next; gives the exit status.

    Raises:
        typer.BadParameter: there is no such program, or no workbook can be written under the name.

    """
    if str(output) == "-":
        raise typer.BadParameter("a workbook needs a file: give it a name, such as bids.xlsx.", param_hint="FILE")
    if output.suffix.lower() != XLSX and not output.is_dir():
        message = f"{output} does not end in {XLSX}. Name it {output.with_suffix(XLSX).name}."
        raise typer.BadParameter(message, param_hint="FILE")
    check_writable(output, force=force, option="FILE")
    try:
        loaded = programs.load(program)
    except LookupError:
        known = ", ".join(programs.names())
        raise typer.BadParameter(f"there is no program {program!r}. Known: {known}.", param_hint="--program") from None
    try:
        content = workbook(loaded, options, output.name)
    except FileNotFoundError:
        message = f"the program {program!r} has no example. Give --empty for a workbook without one."
        raise typer.BadParameter(message, param_hint="--program") from None
    write(content, output, force=force, option="FILE")
    what = "Replace the example in it" if options.example else "Fill it in"
    emit(f"{output} was written. {what}, then: lbpp evaluate {shlex.quote(str(output))}\n", error=True)
    return 0


def workbook(program: Program, options: Options, file: str) -> bytes:
    """The workbook. ``file``: what it is called."""
    tables = _tables(program, options)
    marks = {name: program.full_names.get(name, "") for name in program.certifications}
    sheets = [guide(columns.GUIDE, tables, marks, shlex.quote(file)), template.fields(tables.solicitation)]
    sheets += [template.rows(table) for table in tables.of_rows]
    return xlsx.write(sheets, "Bid workbook", "Bid workbook")


def _tables(program: Program, options: Options) -> Tables:
    example = read_example(programs.folder(program.id)) if options.example else {}
    form = program.form

    def table(name: str, declared: tuple[Column, ...], rows: int) -> Table:
        used = [column for column in declared if options.kind == "proposal" or not column.proposals]
        return Table(name, tuple(_blank(name, one, program) for one in used), rows, tuple(example.get(name, ())))

    solicitation = table(columns.SOLICITATION, form.solicitation, 1)
    fields = {**(solicitation.example[0] if solicitation.example else {}), **_fixed(options.kind, program)}
    register = table(columns.CERTIFICATIONS, columns.REGISTER_COLUMNS, options.bidders * _CERTIFICATIONS)
    return Tables(
        solicitation._replace(example=(fields,)),
        table(columns.BIDS, form.bids, options.bidders),
        table(
            columns.SUBCONTRACTORS,
            form.subcontractors,
            options.bidders * _SUBCONTRACTORS,
        ),
        register if options.register else None,
    )


def _fixed(kind: str, program: Program) -> dict[str, object]:
    """The fields that say which kind of solicitation it is, and by which program it is evaluated."""
    column = program.form.solicitation_field("kind")
    named = program.form.solicitation_field("program")
    return {
        named.heading: program.id,
        column.heading: next(text for text, value in _choices(column).items() if value == kind),
    }


def _blank(sheet: str, column: Column, program: Program) -> Blank:
    """A declared column as one to be filled in."""
    choices = tuple(_choices(column))
    if (sheet, column.field) == (columns.CERTIFICATIONS, "certification"):
        choices = program.certifications
    names_of = columns.BIDS if (sheet, column.field) == (columns.SUBCONTRACTORS, "bidder") else ""
    kind = column.kind if isinstance(column.kind, str) else CHOICE
    full = program.full_names.get(column.heading) if column.kind == columns.MARK else None
    about = f"{full}: {column.about}" if full else column.about
    return Blank(column.heading, kind, about, column.required or column.proposals, choices, names_of)


def _choices(column: Column) -> dict[str, str]:
    """The texts that a drop-down offers, each with its value: the first of those that mean the same."""
    texts = column.kind if isinstance(column.kind, dict) else {}
    first: dict[str, str] = {}
    for text, value in texts.items():
        first.setdefault(value, text)
    return {text: value for value, text in first.items()}
