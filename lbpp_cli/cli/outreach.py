"""The commands of the Business Inclusion Program: check, template, rules, and the schedules."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from lbpp_cli import programs
from lbpp_cli.cli.shared import Force, Output

PROGRAM = programs.having("outreach")[0]

commands = typer.Typer()
bip = typer.Typer(
    name="bip",
    no_args_is_help=True,
    help="Check the outreach of proposers to subconsultants (Business Inclusion Program).",
)
commands.add_typer(bip, name="bip")


class OutreachForm(StrEnum):
    """The forms of the decisions on an outreach."""

    CONSOLE = "console"
    JSON = "json"
    XLSX = "xlsx"
    HTML = "html"


def _complete_reading(incomplete: str) -> list[str]:
    known = programs.part(PROGRAM, "outreach").readings
    return [choice for one in known for value in one.values if (choice := f"{one.id}={value}").startswith(incomplete)]


Files = Annotated[
    list[Path],
    typer.Argument(
        help="The workbook of the outreach; or CSV files that are called as its sheets are, such as notices.csv, or a "
        "folder of them.",
        metavar="OUTREACH...",
        show_default=False,
        readable=False,
    ),
]
Tables = Annotated[
    list[str] | None,
    typer.Option(
        "--table",
        help='A table in a file of any name, such as "Notices=export.csv". Repeatable.',
        metavar="TABLE=FILE",
    ),
]
Columns = Annotated[
    Path | None,
    typer.Option("--columns", help="Other headings: a TOML file.", metavar="FILE.toml", readable=False),
]
MonthFirst = Annotated[bool, typer.Option("--month-first", help="Dates such as 3/9/2026 are month, day, year.")]


@bip.command(
    "check",
    epilog="Exit status: 0 every proposer is decided · 1 errors in the input, nothing decided · 2 usage, or a file "
    "that cannot be read · 3 a person must decide, or a decision hangs on a reading.",
)
def check(
    files: Files,
    form: Annotated[
        OutreachForm | None,
        typer.Option(
            "--format",
            "-f",
            help="The form of the result; by default as the ending of --output says, else for reading.",
        ),
    ] = None,
    output: Output = None,
    table: Tables = None,
    columns: Columns = None,
    month_first: MonthFirst = False,
    reading: Annotated[
        list[str] | None,
        typer.Option(
            "--reading",
            help="How to read what the rules leave open (lbpp bip rules --readings). Repeatable.",
            metavar="ID=VALUE",
            autocompletion=_complete_reading,
        ),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Show every work area, also those that pass.")] = False,
    force: Force = False,
) -> None:
    """Decide, indicator by indicator, whether the outreach of each proposer makes it responsive.

    Examples:
      lbpp bip check outreach.xlsx

      lbpp bip check rfp.csv "work areas.csv" proposers.csv --table Notices=export.csv --columns headings.toml

      lbpp bip check outreach.xlsx -o decisions.xlsx

    """
    from lbpp_cli.commands import outreach as command

    terms = command.terms_of(PROGRAM, table or [], columns, reading or [], month_first=month_first)
    options = command.Options(form, output, force, everything)
    raise typer.Exit(command.run(files, terms, options))


@bip.command("template")
def template(
    file: Annotated[
        Path,
        typer.Argument(help="The workbook to write (.xlsx).", metavar="FILE", show_default=False, readable=False),
    ],
    empty: Annotated[bool, typer.Option("--empty", help="Leave the example out.")] = False,
    force: Force = False,
) -> None:
    """Write a workbook of an outreach ready to fill in, with an example to replace.

    Example:
      lbpp bip template outreach.xlsx

    """
    from lbpp_cli.commands import outreach_template as command

    raise typer.Exit(command.run(PROGRAM, file, example=not empty, force=force))


@bip.command("rules")
def rules(
    readings: Annotated[
        bool, typer.Option("--readings", help="What the rules leave open, and each way to read it.")
    ] = False,
    day: Annotated[
        str | None, typer.Option("--date", help="The figures in force on this day; today by default.", metavar="DATE")
    ] = None,
) -> None:
    """List the figures of the rules, each with its clause, or what they leave open.

    Examples:
      lbpp bip rules

      lbpp bip rules --readings

    """
    from lbpp_cli.commands import options
    from lbpp_cli.commands import outreach as command

    raise typer.Exit(command.rules(PROGRAM, options.day(day, "--date"), readings=readings))


ProposerName = Annotated[str, typer.Option("--proposer", help="Whose schedule it is.", metavar="NAME")]
Form = Annotated[
    Path, typer.Option("--output", "-o", help="The form: a workbook (.xlsx) or a document (.docx).", metavar="FILE")
]
_EPILOG = (
    "Exit status: 0 written · 1 errors in the input · 2 usage, or a file that cannot be read · 3 written, but a person "
    "must look at it: a listed firm is missing, added or reduced without a stated approval, or Schedule C is late."
)


@bip.command("schedule-a", epilog=_EPILOG)
def schedule_a(
    files: Files,
    proposer: ProposerName,
    output: Form,
    table: Tables = None,
    columns: Columns = None,
    month_first: MonthFirst = False,
    force: Force = False,
) -> None:
    """Write Schedule A: the listed firms, what of their dollars counts, and each group in dollars and percent.

    Only the tables RFP, Proposers and Schedule A are used.

    Example:
      lbpp bip schedule-a outreach.xlsx --proposer "Example Civil Partners, Inc." -o schedule-a.docx

    """
    from lbpp_cli.commands import outreach, schedules

    terms = outreach.terms_of(PROGRAM, table or [], columns, [], month_first=month_first)
    raise typer.Exit(schedules.run(files, terms, schedules.Wanted("A", proposer, output, force=force)))


@bip.command("schedule-b", epilog=_EPILOG)
def schedule_b(
    files: Files,
    proposer: ProposerName,
    output: Form,
    invoice: Annotated[
        str | None, typer.Option("--invoice", help="Its number; by default the last.", metavar="NUMBER")
    ] = None,
    table: Tables = None,
    columns: Columns = None,
    month_first: MonthFirst = False,
    force: Force = False,
) -> None:
    """Write Schedule B of an invoice: what each firm has by it and to date, and participation to date.

    Only the tables RFP, Proposers, Schedule A and Invoices are used, and Contracts where it is there.

    Example:
      lbpp bip schedule-b outreach.xlsx --proposer "Example Civil Partners, Inc." --invoice 3 -o schedule-b.xlsx

    """
    from lbpp_cli.commands import outreach, schedules

    terms = outreach.terms_of(PROGRAM, table or [], columns, [], month_first=month_first)
    raise typer.Exit(schedules.run(files, terms, schedules.Wanted("B", proposer, output, invoice, force)))


@bip.command("schedule-c", epilog=_EPILOG)
def schedule_c(
    files: Files,
    proposer: ProposerName,
    output: Form,
    table: Tables = None,
    columns: Columns = None,
    month_first: MonthFirst = False,
    force: Force = False,
) -> None:
    """Write Schedule C: original and actual amounts, each difference, and pledged against achieved levels.

    Only the tables RFP, Proposers, Schedule A and Final payments are used, and Contracts and Invoices where they are
    there.

    Example:
      lbpp bip schedule-c outreach.xlsx --proposer "Example Civil Partners, Inc." -o schedule-c.xlsx

    """
    from lbpp_cli.commands import outreach, schedules

    terms = outreach.terms_of(PROGRAM, table or [], columns, [], month_first=month_first)
    raise typer.Exit(schedules.run(files, terms, schedules.Wanted("C", proposer, output, force=force)))
