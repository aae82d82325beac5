"""The command that holds the payments under a contract against its plan: participation."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from lbpp_cli.cli.shared import Certifications, Force, Output, ProgramName, Reading, Subcontractors, terms_of

commands = typer.Typer()


class Format(StrEnum):
    """The forms of an account."""

    CONSOLE = "console"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"
    HTML = "html"
    XLSX = "xlsx"


@commands.command(
    "participation",
    epilog="Exit status: 0 nothing is for a person to decide · 1 errors in the plan or the records · 2 usage, or a "
    "file that cannot be read · 3 a person must decide, or the figures depend on how the rules are read.",
)
def participation(
    plan: Annotated[
        Path,
        typer.Argument(
            help="The bid workbook that the contract was awarded on; or the workbook of an outreach.",
            metavar="PLAN",
            show_default=False,
            readable=False,
        ),
    ],
    payments: Annotated[
        list[Path],
        typer.Argument(
            help="The workbook of payments; or CSV files: payments, and others called as its sheets are.",
            metavar="PAYMENTS...",
            show_default=False,
            readable=False,
        ),
    ],
    day: Annotated[
        str | None, typer.Option("--date", help="What had happened until this day; today by default.", metavar="DATE")
    ] = None,
    bidder: Annotated[
        str | None,
        typer.Option("--bidder", help="The contractor; by default as recorded, else who is awarded.", metavar="NAME"),
    ] = None,
    template: Annotated[
        bool, typer.Option("--template", help="Write a workbook for the payments under the plan to PAYMENTS (.xlsx).")
    ] = False,
    form: Annotated[
        Format | None,
        typer.Option(
            "--format",
            "-f",
            help="The form of the result; by default as the ending of --output says, else for reading.",
        ),
    ] = None,
    output: Output = None,
    force: Force = False,
    subcontractors: Subcontractors = None,
    certifications: Certifications = None,
    reading: Reading = None,
    program: ProgramName = None,
) -> None:
    """Hold what was paid against the plan: each goal paid, credited and still due, and what the rules attach to it.

    Examples:
      lbpp participation bids.xlsx payments.xlsx --template

      lbpp participation bids.xlsx payments.xlsx --date 2027-03-31

      lbpp participation bids.xlsx payments.xlsx -o participation.xlsx

    """
    from lbpp_cli.commands import options
    from lbpp_cli.commands import participation as command

    plans, own = command.readings_of(reading or [])
    terms = command.outreach_terms(program, plans) or terms_of(program, None, plans, subcontractors, certifications)
    if template:
        from lbpp_cli.commands import participation_template

        raise typer.Exit(participation_template.run(plan, payments, terms, bidder, force=force))
    chosen = command.Options(bidder, options.day(day, "--date"), own, form, output, force)
    raise typer.Exit(command.run(plan, payments, terms, chosen))
