"""The commands that evaluate: evaluate, explain, whatif, rules, recover."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from lbpp_cli.cli.shared import (
    Certifications,
    ContractValue,
    Due,
    Field,
    File,
    Force,
    KindOption,
    Mode,
    Output,
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


class Format(StrEnum):
    """The forms of an evaluation."""

    CONSOLE = "console"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    MARKDOWN = "markdown"


@commands.command(
    "evaluate",
    epilog="Exit status: 0 evaluated, one award · 1 errors in the input, nothing evaluated · 2 usage, or a file that "
    "cannot be read · 3 evaluated, but a person must decide.",
)
def evaluate(
    files: Annotated[
        list[Path],
        typer.Argument(
            help="Bid workbooks (xlsx, xls, xlsb, ods) or CSV files of bids.",
            metavar="FILE...",
            show_default=False,
            readable=False,
        ),
    ],
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
    """Rank bids before and after the preference, and say who is to be awarded the contract.

    Examples:
      lbpp evaluate bids.xlsx

      lbpp evaluate bids.csv --subcontractors subs.csv --contract-value 1,000,000

      lbpp evaluate a.xlsx b.xlsx --format jsonl -o results.jsonl

    """
    from lbpp_cli.commands import evaluate as command
    from lbpp_cli.commands import options

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
    options.check(files, subcontractors, outreach)
    raise typer.Exit(command.run(files, terms, form, output, force=force, strict=strict))


@commands.command("explain")
def explain(
    file: File,
    bidder: Annotated[str | None, typer.Option("--bidder", help="Explain this bid alone.", metavar="NAME")] = None,
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
    program: ProgramName = None,
    mode: Mode = None,
) -> None:
    """Write out the whole derivation: each clause and what it says, each cell, the arithmetic.

    Example:
      lbpp explain bids.xlsx --bidder "Bidder C"

    """
    from lbpp_cli.commands import explain as command

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
    raise typer.Exit(command.run(file, terms, bidder))


@commands.command("whatif")
def whatif(
    file: File,
    changes: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            help='A change, such as "Bidder C.LBE=no" or "Bidder A.Sub 1.Amount=200000". Repeatable.',
            metavar="BIDDER.FIELD=VALUE",
        ),
    ] = None,
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
    program: ProgramName = None,
    mode: Mode = None,
) -> None:
    """Say what would have won for each bidder that did not, exact to the cent; or, with --set, what a change does.

    Examples:
      lbpp whatif bids.xlsx

      lbpp whatif bids.xlsx --set "Bidder C.LBE=no" --set "Bidder A.Sub 1.Amount=200000"

    """
    from lbpp_cli.commands import whatif as command

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
    raise typer.Exit(command.run(file, terms, changes or []))


@commands.command("rules")
def rules(
    day: Annotated[
        str | None, typer.Option("--date", help="The figures in force on this day; today by default.", metavar="DATE")
    ] = None,
    readings: Annotated[
        bool, typer.Option("--readings", help="What the rules leave open, and each way to read it.")
    ] = False,
    findings: Annotated[bool, typer.Option("--findings", help="Every code of a finding, and what it means.")] = False,
    program: ProgramName = None,
) -> None:
    """List the figures of the rules in force, each with its clause and date.

    Examples:
      lbpp rules --date 2025-06-01

      lbpp rules --readings

    """
    from lbpp_cli.commands import options
    from lbpp_cli.commands import rules as command

    terms = terms_of(program, None, None, None, None)
    raise typer.Exit(command.run(terms, options.day(day, "--date"), readings=readings, findings=findings))


@commands.command("recover")
def recover(
    file: File,
    bidder: Annotated[str, typer.Option("--bidder", help="The contractor.", metavar="NAME")],
    paid: Annotated[str, typer.Option("--paid", help="What it was paid in all.", metavar="AMOUNT")],
    subcontractors: Subcontractors = None,
    certifications: Certifications = None,
    contract_value: ContractValue = None,
    due: Due = None,
    field: Field = None,
    reading: Reading = None,
    program: ProgramName = None,
) -> None:
    """Work out what is recovered from a contractor that lost the reason for its preference.

    Example:
      lbpp recover bids.xlsx --bidder "Bidder C" --paid 1,020,000

    """
    from lbpp_cli.commands import options
    from lbpp_cli.commands import recover as command

    terms = terms_of(program, field, reading, subcontractors, certifications, contract_value=contract_value, due=due)
    raise typer.Exit(command.run(file, terms, bidder, options.amount(paid, "--paid")))
