"""The command line: its commands, options and help. A command's module is imported when the command is called."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lbpp_cli import __version__

if TYPE_CHECKING:
    from lbpp_cli.commands.evaluate import Terms

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


class CheckFormat(StrEnum):
    """The forms of what a check finds."""

    CONSOLE = "console"
    JSON = "json"
    JSONL = "jsonl"


class Kind(StrEnum):
    """The kinds of a solicitation."""

    BID = "bid"
    PROPOSAL = "proposal"


class Governs(StrEnum):
    """What a bid is where its stated total is not what its prices come to."""

    UNIT_PRICE = "unit-price"
    STATED_TOTAL = "stated-total"


DEFAULT_PROGRAM = "la-lbpp"


def _complete_program(incomplete: str) -> list[str]:
    from lbpp_cli import programs

    return [name for name in programs.names() if name.startswith(incomplete)]


def _complete_reading(incomplete: str) -> list[str]:
    from lbpp_cli import programs

    known = programs.load(DEFAULT_PROGRAM).readings
    return [choice for one in known for value in one.values if (choice := f"{one.id}={value}").startswith(incomplete)]


# What several commands take.
_INPUT = "Bid workbook (xlsx, xls, xlsb, ods) or CSV file of bids."
File = Annotated[Path, typer.Argument(help=_INPUT, metavar="FILE", show_default=False, readable=False)]
Subcontractors = Annotated[
    Path | None,
    typer.Option("--subcontractors", help="The subcontractors of a CSV file of bids.", metavar="FILE", readable=False),
]
Certifications = Annotated[
    Path | None,
    typer.Option(
        "--certifications",
        help="The register of certifications: a workbook or CSV file.",
        metavar="FILE",
        readable=False,
    ),
]
ContractValue = Annotated[
    str | None, typer.Option("--contract-value", help="The contract value, in place of the sheet's.", metavar="AMOUNT")
]
KindOption = Annotated[
    Kind | None, typer.Option("--kind", help="The kind of the solicitation, in place of the sheet's.")
]
Due = Annotated[
    str | None,
    typer.Option("--due", help="The bid due date, such as 2025-06-01, in place of the sheet's.", metavar="DATE"),
]
Field = Annotated[
    list[str] | None,
    typer.Option(
        "--field",
        help='Any other field of the Solicitation sheet, such as "Total possible points=100". Repeatable.',
        metavar="NAME=VALUE",
    ),
]
Reading = Annotated[
    list[str] | None,
    typer.Option(
        "--reading",
        help="How to read what the rules leave open (lbpp rules --readings). Repeatable.",
        metavar="ID=VALUE",
        autocompletion=_complete_reading,
    ),
]
ProgramName = Annotated[
    str, typer.Option("--program", help="The preference program.", autocompletion=_complete_program)
]
Force = Annotated[bool, typer.Option("--force", help="Replace the output file if it exists.")]
Strict = Annotated[bool, typer.Option("--strict", help="Exit with 3 also where the award rests on an assumption.")]


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


def _terms(
    program: str,
    field: list[str] | None,
    reading: list[str] | None,
    subcontractors: Path | None,
    certifications: Path | None,
    **named: str | None,
) -> Terms:
    """What the options of an evaluation mean; ``named`` are fields of the solicitation."""
    from lbpp_cli.commands import options

    terms = options.terms_of(program, named, field or [], reading or [])
    return terms._replace(subcontractors=subcontractors, certifications=certifications)


@app.command()
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
    program: ProgramName = DEFAULT_PROGRAM,
) -> None:
    """Write a bid workbook ready to fill in, with an example to replace.

    Examples:
      lbpp template bids.xlsx

      lbpp template proposals.xlsx --kind proposal --bidders 40 --empty

    """
    from lbpp_cli.commands import template as command

    options = command.Options(kind, bidders, not empty, register)
    raise typer.Exit(command.run(program, file, options, force=force))


@app.command(
    epilog="Exit status: 0 evaluated, one award · 1 errors in the input, nothing evaluated · 2 usage, or a file that "
    "cannot be read · 3 evaluated, but a person must decide."
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
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write the result to this file.", metavar="FILE")
    ] = None,
    force: Force = False,
    subcontractors: Subcontractors = None,
    certifications: Certifications = None,
    contract_value: ContractValue = None,
    kind: KindOption = None,
    due: Due = None,
    field: Field = None,
    reading: Reading = None,
    strict: Strict = False,
    program: ProgramName = DEFAULT_PROGRAM,
) -> None:
    """Rank bids before and after the preference, and say who is to be awarded the contract.

    Examples:
      lbpp evaluate bids.xlsx

      lbpp evaluate bids.csv --subcontractors subs.csv --contract-value 1,000,000

      lbpp evaluate a.xlsx b.xlsx --format jsonl -o results.jsonl

    """
    from lbpp_cli.commands import evaluate as command
    from lbpp_cli.commands import options

    terms = _terms(
        program, field, reading, subcontractors, certifications, contract_value=contract_value, kind=kind, due=due
    )
    options.check(files, subcontractors)
    raise typer.Exit(command.run(files, terms, form, output, force=force, strict=strict))


@app.command(
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
    program: ProgramName = DEFAULT_PROGRAM,
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
    options = command.Options(output, choices, map_file, ask, force, program)
    raise typer.Exit(command.run(files, options))


@app.command(
    epilog="Exit status: as of evaluate. A report is written also where a person must decide (3), not where the input "
    "has errors (1)."
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
    contract_value: ContractValue = None,
    kind: KindOption = None,
    due: Due = None,
    field: Field = None,
    reading: Reading = None,
    strict: Strict = False,
    program: ProgramName = DEFAULT_PROGRAM,
) -> None:
    """Write the evaluation as one document for the file or a mail, with its receipt.

    Examples:
      lbpp report bids.xlsx -o report.xlsx

      lbpp report bids.xlsx -o report.html

    """
    from lbpp_cli.commands import report as command

    terms = _terms(
        program, field, reading, subcontractors, certifications, contract_value=contract_value, kind=kind, due=due
    )
    raise typer.Exit(command.run(file, terms, output, force=force, strict=strict))


@app.command(
    epilog="Exit status: 0 all agrees · 1 something differs · 2 usage, or a file that cannot be read.",
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


@app.command(
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
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write the result to this file.", metavar="FILE")
    ] = None,
    force: Force = False,
) -> None:
    """Look for what a spreadsheet hides: rows, sheets, sums that miss rows, old results, links, rounding.

    Examples:
      lbpp check bids.xlsx

      lbpp check tab1.xlsx tab2.xlsx --format jsonl -o findings.jsonl

    """
    from lbpp_cli.commands import check as command

    raise typer.Exit(command.run(files, form, output, force=force))


@app.command()
def explain(
    file: File,
    bidder: Annotated[str | None, typer.Option("--bidder", help="Explain this bid alone.", metavar="NAME")] = None,
    subcontractors: Subcontractors = None,
    certifications: Certifications = None,
    contract_value: ContractValue = None,
    kind: KindOption = None,
    due: Due = None,
    field: Field = None,
    reading: Reading = None,
    program: ProgramName = DEFAULT_PROGRAM,
) -> None:
    """Write out the whole derivation: each clause and what it says, each cell, the arithmetic.

    Example:
      lbpp explain bids.xlsx --bidder "Bidder C"

    """
    from lbpp_cli.commands import explain as command

    terms = _terms(
        program, field, reading, subcontractors, certifications, contract_value=contract_value, kind=kind, due=due
    )
    raise typer.Exit(command.run(file, terms, bidder))


@app.command()
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
    contract_value: ContractValue = None,
    kind: KindOption = None,
    due: Due = None,
    field: Field = None,
    reading: Reading = None,
    program: ProgramName = DEFAULT_PROGRAM,
) -> None:
    """Say what would have won for each bidder that did not, exact to the cent; or, with --set, what a change does.

    Examples:
      lbpp whatif bids.xlsx

      lbpp whatif bids.xlsx --set "Bidder C.LBE=no" --set "Bidder A.Sub 1.Amount=200000"

    """
    from lbpp_cli.commands import whatif as command

    terms = _terms(
        program, field, reading, subcontractors, certifications, contract_value=contract_value, kind=kind, due=due
    )
    raise typer.Exit(command.run(file, terms, changes or []))


@app.command()
def rules(
    day: Annotated[
        str | None, typer.Option("--date", help="The figures in force on this day; today by default.", metavar="DATE")
    ] = None,
    readings: Annotated[
        bool, typer.Option("--readings", help="What the rules leave open, and each way to read it.")
    ] = False,
    findings: Annotated[bool, typer.Option("--findings", help="Every code of a finding, and what it means.")] = False,
    program: ProgramName = DEFAULT_PROGRAM,
) -> None:
    """List the figures of the rules in force, each with its clause and date.

    Examples:
      lbpp rules --date 2025-06-01

      lbpp rules --readings

    """
    from lbpp_cli.commands import options
    from lbpp_cli.commands import rules as command

    terms = _terms(program, None, None, None, None)
    raise typer.Exit(command.run(terms, options.day(day, "--date"), readings=readings, findings=findings))


@app.command()
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
    program: ProgramName = DEFAULT_PROGRAM,
) -> None:
    """Work out what is recovered from a contractor that lost the reason for its preference.

    Example:
      lbpp recover bids.xlsx --bidder "Bidder C" --paid 1,020,000

    """
    from lbpp_cli.commands import options
    from lbpp_cli.commands import recover as command

    terms = _terms(program, field, reading, subcontractors, certifications, contract_value=contract_value, due=due)
    raise typer.Exit(command.run(file, terms, bidder, options.amount(paid, "--paid")))


@app.command(
    epilog="Exit status: as of lbpp evaluate; with 3 the memo recommends no award: a person must decide first."
)
def memo(
    file: Annotated[
        Path | None, typer.Argument(help=_INPUT, metavar="FILE", show_default=False, readable=False)
    ] = None,
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
    contract_value: ContractValue = None,
    kind: KindOption = None,
    due: Due = None,
    field: Field = None,
    reading: Reading = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Recommend no award that rests on an assumption; exit with 3.")
    ] = False,
    program: ProgramName = DEFAULT_PROGRAM,
) -> None:
    """Write the award memo, and letters to the bidders that are not recommended for award.

    Examples:
      lbpp memo bids.xlsx -o memo.docx --set "to=The Board" --letters letters

      lbpp memo bids.xlsx -o memo.docx --template dept.docx --details memo.toml

    """
    from lbpp_cli.commands import memo as command

    terms = _terms(
        program, field, reading, subcontractors, certifications, contract_value=contract_value, kind=kind, due=due
    )
    options = command.Options(output, template, letters, details, assignments or [], force, strict)
    if fields:
        raise typer.Exit(command.fields(file, terms, options))
    if file is None:
        raise typer.BadParameter("name a file of bids; or list the fields with --fields.", param_hint="FILE")
    raise typer.Exit(command.run(file, terms, options))
