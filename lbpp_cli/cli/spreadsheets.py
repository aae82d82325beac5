"""The commands that make a bid workbook and look at spreadsheets: template, import, check."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from lbpp_cli import programs
from lbpp_cli.cli.shared import (
    Force,
    Kind,
    Output,
    ProgramName,
)

commands = typer.Typer()


class CheckFormat(StrEnum):
    """The forms of what a check finds."""

    CONSOLE = "console"
    JSON = "json"
    JSONL = "jsonl"


class Governs(StrEnum):
    """What a bid is where its stated total is not what its prices come to."""

    UNIT_PRICE = "unit-price"
    STATED_TOTAL = "stated-total"


@commands.command("template")
def template(
    file: Annotated[
        Path,
        typer.Argument(help="The workbook to write (.xlsx).", metavar="FILE", show_default=False, readable=False),
    ],
    kind: Annotated[Kind, typer.Option("--kind", help="For bids, or for proposals with their scores.")] = Kind.BID,
    bidders: Annotated[
        int, typer.Option("--bidders", help="For how many bidders there is room.", metavar="N", min=1, max=500)
    ] = 10,
    empty: Annotated[bool, typer.Option("--empty", help="Leave the example out.")] = False,
    register: Annotated[
        bool,
        typer.Option("--register", help="Add a register of certifications, which then must prove the marks."),
    ] = False,
    force: Force = False,
    program: ProgramName = None,
) -> None:
    """Write a bid workbook ready to fill in, with an example to replace.

    Examples:
      lbpp template bids.xlsx

      lbpp template proposals.xlsx --kind proposal --bidders 40 --empty

    """
    from lbpp_cli.commands import template as command

    options = command.Options(kind, bidders, not empty, register)
    raise typer.Exit(command.run(program or programs.DEFAULT, file, options, force=force))


@commands.command(
    "import",
    epilog="Exit status: 0 imported · 1 something to decide or correct first, nothing written · 2 usage, or a "
    "file that cannot be read.",
)
def import_tabulation(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            help="The files of one tabulation (xlsx, xls, xlsb, ods, csv).",
            metavar="TABULATION...",
            show_default=False,
            readable=False,
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write the bid workbook to this file.", metavar="FILE")
    ] = None,
    force: Force = False,
    governs: Annotated[
        Governs | None,
        typer.Option("--governs", help="Which figure is the bid where a total is not what its prices come to."),
    ] = None,
    basis: Annotated[
        list[str] | None,
        typer.Option("--basis", help="A schedule that adds up to the bid, or all. Repeatable.", metavar="SCHEDULE"),
    ] = None,
    estimate_as_contract_value: Annotated[
        bool, typer.Option("--estimate-as-contract-value", help="Take the engineer's estimate as the contract value.")
    ] = False,
    map_file: Annotated[
        Path | None,
        typer.Option("--map", help="A TOML file that describes another layout.", metavar="FILE", readable=False),
    ] = None,
    ask: Annotated[bool, typer.Option("--ask", help="Write the map: ask where things are, step by step.")] = False,
    layouts: Annotated[bool, typer.Option("--layouts", help="List the layouts that are known.")] = False,
    program: ProgramName = None,
) -> None:
    """Make the bid workbook from a bid tabulation of any known layout, and say what does not add up.

    Examples:
      lbpp import tabulation.xlsx -o bids.xlsx

      lbpp import tabulation.xlsx -o bids.xlsx --basis "Schedule 1" --basis "Schedule 2" --governs unit-price

    """
    from lbpp_cli.commands import import_tabulation as command
    from lbpp_cli.imported import Choices

    if layouts:
        raise typer.Exit(command.layouts())
    if not files:
        raise typer.BadParameter("name a tabulation; or list the layouts with --layouts.", param_hint="TABULATION")
    choices = Choices(tuple(basis or ()), governs.value if governs else None, estimate_as_contract_value)
    options = command.Options(output, choices, map_file, ask, force, program or programs.DEFAULT)
    raise typer.Exit(command.run(files, options))


@commands.command(
    "check",
    epilog="Exit status: 0 nothing, or notes alone · 1 warnings or errors · 2 usage, or a file that cannot be read.",
)
def check(
    files: Annotated[
        list[Path],
        typer.Argument(
            help="Any spreadsheets (xlsx, xlsm, xls, xlsb, ods) or CSV files.",
            metavar="FILE...",
            show_default=False,
            readable=False,
        ),
    ],
    form: Annotated[
        CheckFormat | None,
        typer.Option(
            "--format",
            "-f",
            help="The form of the result; by default as the ending of --output says, else for reading.",
        ),
    ] = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """Look for what a spreadsheet hides: rows, sheets, sums that miss rows, old results, links, rounding.

    Examples:
      lbpp check bids.xlsx

      lbpp check tab1.xlsx tab2.xlsx --format jsonl -o findings.jsonl

    """
    from lbpp_cli.commands import check as command

    raise typer.Exit(command.run(files, form, output, force=force))
