"""The commands beside the award: penalty, rotation."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from lbpp_cli.cli.shared import Force, Output  # noqa: TC001  Typer reads the annotations at run time

commands = typer.Typer()

# The first program that has them.
DEFAULT_PROGRAM = "oakland-lslbe"


def _complete(part: str, incomplete: str) -> list[str]:
    from lbpp_cli import programs

    return [name for name in programs.having(part) if name.startswith(incomplete)]


class Format(StrEnum):
    """The forms of a result."""

    CONSOLE = "console"
    JSON = "json"
    CSV = "csv"


FormatOption = Annotated[
    Format | None,
    typer.Option(
        "--format", "-f", help="The form of the result; by default as the ending of --output says, else for reading."
    ),
]
ReadingOption = Annotated[
    list[str] | None,
    typer.Option("--reading", help="How to read what the rules leave open. Repeatable.", metavar="ID=VALUE"),
]


def _money(name: str, text: str) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(name, help=text, metavar="AMOUNT")
    return option


def _day(name: str, text: str) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(name, help=text, metavar="DATE")
    return option


@commands.command(
    "penalty",
    epilog="Exit status: 0 no penalty · 1 errors in the input, nothing computed · 2 usage, or a file that cannot be "
    "read · 3 a penalty may be imposed, or the figure depends on how the rules are read: a person must decide.",
)
def penalty(
    table: Annotated[
        Path | None,
        typer.Argument(
            help="A table with a contract a row: a workbook (sheet Contracts) or CSV file.",
            metavar="[TABLE]",
            show_default=False,
            readable=False,
        ),
    ] = None,
    contract: Annotated[str | None, typer.Option("--contract", help="What it is known by.", metavar="NAME")] = None,
    contract_amount: Annotated[str | None, _money("--contract-amount", "The contract in dollars.")] = None,
    required: Annotated[str | None, _money("--required", "What should have gone to certified firms.")] = None,
    required_percent: Annotated[
        str | None,
        typer.Option("--required-percent", help="The same as a percentage of the contract.", metavar="PERCENT"),
    ] = None,
    paid: Annotated[str | None, _money("--paid", "What certified firms were paid.")] = None,
    requested: Annotated[str | None, _day("--requested", "When records were asked for.")] = None,
    records_due: Annotated[str | None, _day("--records-due", "When they were due, if not as usual.")] = None,
    received: Annotated[str | None, _day("--received", "When they came; leave it away while they have not.")] = None,
    days_late: Annotated[
        str | None, typer.Option("--days-late", help="In place of the dates: how many days late.", metavar="N")
    ] = None,
    emergency: Annotated[bool, typer.Option("--emergency", help="It is emergency work.")] = False,
    local_paid: Annotated[str | None, _money("--local-paid", "Emergency: what local firms received.")] = None,
    small_paid: Annotated[str | None, _money("--small-paid", "Emergency: what small ones of them received.")] = None,
    closeout: Annotated[str | None, _day("--closeout", "The day of the project's closeout.")] = None,
    as_of: Annotated[
        str | None, _day("--as-of", "Up to this day records that did not come are late; today by default.")
    ] = None,
    form: FormatOption = None,
    output: Output = None,
    force: Force = False,
    reading: ReadingOption = None,
    program: Annotated[
        str,
        typer.Option(
            "--program", help="The program.", autocompletion=lambda incomplete: _complete("penalty", incomplete)
        ),
    ] = DEFAULT_PROGRAM,
) -> None:
    """Work out the penalties for a shortfall of dollars and for late records, and the goals of emergency work.

    Examples:
      lbpp penalty --contract-amount 800,000 --required-percent 50% --paid 310,000

      lbpp penalty --contract-amount 64,000 --requested 2026-03-02 --received 2026-03-30

      lbpp penalty contracts.xlsx --format csv

    """
    from lbpp_cli.commands import options
    from lbpp_cli.commands import penalty as command

    typed = {
        "--contract-amount": contract_amount,
        "--required": required,
        "--required-percent": required_percent,
        "--paid": paid,
        "--requested": requested,
        "--records-due": records_due,
        "--received": received,
        "--days-late": days_late,
        "--local-paid": local_paid,
        "--small-paid": small_paid,
        "--closeout": closeout,
    }
    facts = command.facts_of(typed, contract=contract, emergency=emergency)
    chosen = command.Options(program, reading or [], options.day(as_of, "--as-of"), form, output, force)
    raise typer.Exit(command.run(table, facts, chosen))
