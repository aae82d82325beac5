"""The command line: its commands, options and help. A command's module is imported when the command is called."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from lbpp_cli import __version__

app = typer.Typer(
    name="lbpp",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Format(StrEnum):
    """The forms of an evaluation."""

    CONSOLE = "console"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    MARKDOWN = "markdown"


class Kind(StrEnum):
    """The kinds of a solicitation."""

    BID = "bid"
    PROPOSAL = "proposal"


def _version(wanted: bool) -> None:  # noqa: FBT001  Typer calls it so
    if wanted:
        typer.echo(f"lbpp {__version__}")
        raise typer.Exit


@app.callback()
def lbpp(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """Evaluate bids under local business preference rules: exact to the cent, each step with its clause."""


@app.command(
    epilog="Exit status: 0 evaluated, one award · 1 errors in the input, nothing evaluated · 2 usage, or a file that "
    "cannot be read · 3 evaluated, but a person must decide."
)
def evaluate(
    files: Annotated[
        list[Path], typer.Argument(help="Bid workbooks (xlsx, xls, xlsb, ods) or CSV files of bids.", metavar="FILE...")
    ],
    form: Annotated[
        Format | None,
        typer.Option(
            "--format",
            "-f",
            help="The form of the result; by default as the ending of --output says, else for reading.",
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write the result to this file.", metavar="FILE")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the output file if it exists.")] = False,
    subcontractors: Annotated[
        Path | None, typer.Option(help="The subcontractors of a CSV file of bids.", metavar="FILE")
    ] = None,
    contract_value: Annotated[
        str | None, typer.Option(help="The contract value, in place of the sheet's.", metavar="AMOUNT")
    ] = None,
    kind: Annotated[Kind | None, typer.Option(help="The kind of the solicitation, in place of the sheet's.")] = None,
    due: Annotated[
        str | None, typer.Option(help="The bid due date, such as 2025-06-01, in place of the sheet's.", metavar="DATE")
    ] = None,
    field: Annotated[
        list[str] | None,
        typer.Option(
            "--field",
            help='Any other field of the Solicitation sheet, such as "Total possible points=100". Repeatable.',
            metavar="NAME=VALUE",
        ),
    ] = None,
    reading: Annotated[
        list[str] | None, typer.Option(help="How to read what the rules leave open. Repeatable.", metavar="ID=VALUE")
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 3 also where the award rests on an assumption.")
    ] = False,
    program: Annotated[str, typer.Option(help="The preference program.")] = "la-lbpp",
) -> None:
    """Rank bids before and after the preference, and say who is to be awarded the contract.

    Examples:
      lbpp evaluate bids.xlsx

      lbpp evaluate bids.csv --subcontractors subs.csv --contract-value 1,000,000

      lbpp evaluate a.xlsx b.xlsx --format jsonl -o results.jsonl

    """
    from lbpp_cli.commands import evaluate as command
    from lbpp_cli.commands import options

    named = {"contract_value": contract_value, "kind": kind.value if kind else None, "due": due}
    terms = options.terms(program, named, field or [], reading or [])
    options.check(files, subcontractors, form.value if form else None)
    raise typer.Exit(
        command.run(files, subcontractors, terms, form.value if form else None, output, force=force, strict=strict)
    )
