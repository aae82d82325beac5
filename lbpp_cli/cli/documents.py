"""The commands that write and verify documents: report, memo, verify."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lbpp_cli.cli.shared import (
    INPUT,
    Certifications,
    ContractValue,
    Due,
    Field,
    File,
    Force,
    KindOption,
    Mode,
    Outreach,
    OutreachColumns,
    OutreachMonthFirst,
    ProgramName,
    Reading,
    Strict,
    Subcontractors,
    terms_of,
)

commands = typer.Typer()


@commands.command(
    "report",
    epilog="Exit status: as of evaluate. A report is written also where a person must decide (3), not where the input "
    "has errors (1).",
)
def report(
    file: File,
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            help="The report: a workbook to recompute (.xlsx) or a page to read (.html).",
            metavar="FILE",
        ),
    ],
    force: Force = False,
    subcontractors: Subcontractors = None,
    certifications: Certifications = None,
    outreach: Outreach = None,
    outreach_columns: OutreachColumns = None,
    outreach_month_first: OutreachMonthFirst = False,
    contract_value: ContractValue = None,
    kind: KindOption = None,
    due: Due = None,
    field: Field = None,
    reading: Reading = None,
    strict: Strict = False,
    program: ProgramName = None,
    mode: Mode = None,
) -> None:
    """Write the evaluation as one document for the file or a mail, with its receipt.

    Examples:
      lbpp report bids.xlsx -o report.xlsx

      lbpp report bids.xlsx -o report.html

    """
    from lbpp_cli.commands import report as command

    terms = terms_of(
        program,
        field,
        reading,
        subcontractors,
        certifications,
        mode,
        (outreach, outreach_columns, outreach_month_first),
        contract_value=contract_value,
        kind=kind,
        due=due,
    )
    raise typer.Exit(command.run(file, terms, output, force=force, strict=strict))


@commands.command(
    "memo", epilog="Exit status: as of lbpp evaluate; with 3 the memo recommends no award: a person must decide first."
)
def memo(
    file: Annotated[Path | None, typer.Argument(help=INPUT, metavar="FILE", show_default=False, readable=False)] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Write the memo to this file: .docx or .md.", metavar="FILE"),
    ] = None,
    template: Annotated[
        Path | None,
        typer.Option("--template", help="A Word document of your own with fields in it.", metavar="FILE"),
    ] = None,
    letters: Annotated[
        Path | None,
        typer.Option("--letters", help="Write a letter to each other bidder into this folder.", metavar="DIR"),
    ] = None,
    details: Annotated[
        Path | None,
        typer.Option("--details", help='A TOML file that fills in fields: fund = "100".', metavar="FILE"),
    ] = None,
    assignments: Annotated[
        list[str] | None,
        typer.Option("--set", help='Fill in a field, such as "fund=100". Repeatable.', metavar="NAME=VALUE"),
    ] = None,
    fields: Annotated[
        bool, typer.Option("--fields", help="List the fields, with their values where FILE is given.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace files that exist.")] = False,
    subcontractors: Subcontractors = None,
    certifications: Certifications = None,
    outreach: Outreach = None,
    outreach_columns: OutreachColumns = None,
    outreach_month_first: OutreachMonthFirst = False,
    contract_value: ContractValue = None,
    kind: KindOption = None,
    due: Due = None,
    field: Field = None,
    reading: Reading = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Recommend no award that rests on an assumption; exit with 3.")
    ] = False,
    program: ProgramName = None,
    mode: Mode = None,
) -> None:
    """Write the award memo, and letters to the bidders that are not recommended for award.

    Examples:
      lbpp memo bids.xlsx -o memo.docx --set "to=The Board" --letters letters

      lbpp memo bids.xlsx -o memo.docx --template dept.docx --details memo.toml

    """
    from lbpp_cli.commands import memo as command

    terms = terms_of(
        program,
        field,
        reading,
        subcontractors,
        certifications,
        mode,
        (outreach, outreach_columns, outreach_month_first),
        contract_value=contract_value,
        kind=kind,
        due=due,
    )
    options = command.Options(output, template, letters, details, assignments or [], force, strict)
    if fields:
        raise typer.Exit(command.fields(file, terms, options))
    if file is None:
        raise typer.BadParameter("name a file of bids; or list the fields with --fields.", param_hint="FILE")
    raise typer.Exit(command.run(file, terms, options))


@commands.command(
    "verify",
    epilog="Exit status: 0 all agrees · 1 something differs · 2 usage, or what cannot be read or has no receipt.",
)
def verify(
    report: Annotated[
        Path,
        typer.Argument(
            help="A report (xlsx, html) or a result as JSON.", metavar="REPORT", show_default=False, readable=False
        ),
    ],
    inputs: Annotated[
        list[Path] | None,
        typer.Argument(
            help="What it was made from; by default a workbook's own Input sheet, else the files that it names.",
            metavar="[INPUT]...",
            show_default=False,
            readable=False,
        ),
    ] = None,
) -> None:
    """Evaluate again what a report was made from, and name each figure in it that differs.

    Examples:
      lbpp verify report.xlsx

      lbpp verify report.html bids.xlsx

    """
    from lbpp_cli.commands import verify as command

    raise typer.Exit(command.run(report, inputs or []))
