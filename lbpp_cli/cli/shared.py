"""The options that several commands have."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lbpp_cli import programs

if TYPE_CHECKING:
    from lbpp_cli.from_files import Terms


def _complete_program(incomplete: str) -> list[str]:
    return [name for name in programs.names() if name.startswith(incomplete)]


def _complete_reading(incomplete: str) -> list[str]:
    known = programs.load(programs.DEFAULT).readings
    return [choice for one in known for value in one.values if (choice := f"{one.id}={value}").startswith(incomplete)]


def _complete_mode(incomplete: str) -> list[str]:
    known = {mode for name in programs.names() for mode in programs.load(name).modes}
    return sorted(mode for mode in known if mode.startswith(incomplete))


class Kind(StrEnum):
    """The kinds of a solicitation."""

    BID = "bid"
    PROPOSAL = "proposal"


INPUT = "Bid workbook (xlsx, xls, xlsb, ods) or CSV file of bids."
File = Annotated[Path, typer.Argument(help=INPUT, metavar="FILE", show_default=False, readable=False)]
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
Outreach = Annotated[
    list[str] | None,
    typer.Option(
        "--outreach",
        help="The outreach (lbpp bip): who fails it is not ranked. A workbook, a CSV file called as its table is, a "
        'folder of those, or a table in a file of any name, such as "Notices=export.csv". Repeatable.',
        metavar="FILE|DIR|TABLE=FILE",
    ),
]
OutreachColumns = Annotated[
    Path | None,
    typer.Option(
        "--outreach-columns", help="Other headings of the outreach: a TOML file.", metavar="FILE.toml", readable=False
    ),
]
OutreachMonthFirst = Annotated[
    bool, typer.Option("--outreach-month-first", help="Dates of the outreach such as 3/9/2026 are month, day, year.")
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
    str | None,
    typer.Option(
        "--program",
        help=f"The preference program; by default what the sheet names as Program, else {programs.DEFAULT}.",
        autocompletion=_complete_program,
    ),
]
Mode = Annotated[
    str | None,
    typer.Option(
        "--mode",
        help="A mode of the program, for contracts that its rules treat apart: it fills in fields of the Solicitation "
        "sheet, as --field does.",
        metavar="NAME",
        autocompletion=_complete_mode,
    ),
]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="Write the result to this file.", metavar="FILE")]
Force = Annotated[bool, typer.Option("--force", help="Replace the output file if it exists.")]
Strict = Annotated[bool, typer.Option("--strict", help="Exit with 3 also where the award rests on an assumption.")]


def terms_of(
    program: str | None,
    field: list[str] | None,
    reading: list[str] | None,
    subcontractors: Path | None,
    certifications: Path | None,
    mode: str | None = None,
    outreach: tuple[list[str] | None, Path | None, bool] = (None, None, False),
    **named: str | None,
) -> Terms:
    """What the options of an evaluation mean; ``named`` are fields of the solicitation.

    ``outreach``: its files, the file of its headings, and whether its dates are month first.
    """
    from lbpp_cli.commands import options

    files, headings, month_first = outreach
    records, readings = options.outreach_of(files or [], reading or [], headings, month_first=month_first)
    if program is None:
        terms = options.terms_of_any(named, field or [], readings)
    else:
        terms = options.terms_of(program, named, field or [], readings)
    terms = options.in_mode(terms, mode, program_given=program is not None)
    return terms._replace(
        subcontractors=subcontractors,
        certifications=certifications,
        program_given=program is not None,
        outreach=records,
    )
