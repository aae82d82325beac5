"""The commands for many files: batch, summary, simulate."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from lbpp_cli import programs
from lbpp_cli.cli.shared import Certifications, Force, Output, ProgramName, Reading, Strict, terms_of

commands = typer.Typer()


@commands.command(
    "batch",
    epilog="Exit status: the highest of the files': 0 evaluated, one award · 1 errors in the input · 2 not readable, "
    "timed out, broke off · 3 a person must decide. 130 interrupted; what was done is kept for --resume.",
)
def batch(
    paths: Annotated[
        list[str],
        typer.Argument(
            help="Files, folders (with their subfolders), patterns, or - for a list of names on standard input.",
            metavar="PATH...",
            show_default=False,
        ),
    ],
    output: Annotated[
        Path,
        typer.Option(
            "--output", "-o", help="The results: .csv, .jsonl, .parquet or .xlsx.", metavar="FILE", show_default=False
        ),
    ],
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", "-j", help="How many files at once; by default one a core.", metavar="N", min=1),
    ] = None,
    timeout: Annotated[
        float, typer.Option("--timeout", help="How long one file may take.", metavar="SECONDS", min=1, max=86_400)
    ] = 60,
    resume: Annotated[bool, typer.Option("--resume", help="Go on where an unfinished run ended.")] = False,
    scheduler: Annotated[
        str | None,
        typer.Option("--scheduler", help="Evaluate on a dask cluster, such as tcp://host:8786.", metavar="ADDRESS"),
    ] = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Say nothing: the exit status and the table of files tell.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace results that exist; begin anew.")] = False,
    certifications: Certifications = None,
    reading: Reading = None,
    strict: Strict = False,
    program: ProgramName = None,
    outreach: Annotated[list[str] | None, typer.Option("--outreach", hidden=True)] = None,
) -> None:
    """Evaluate many files into one table of results, with one row a bid and a table of the files beside it.

    Examples:
      lbpp batch awards -o results.csv

      find awards -name "*.xlsx" -newer results.csv | lbpp batch - -o new.jsonl --quiet

    """
    from lbpp_cli.batch.task import Settings
    from lbpp_cli.commands import batch as command
    from lbpp_cli.commands import options

    if outreach:
        message = "an outreach is that of one request. Evaluate each with its own, and keep the lines as results: "
        message += "lbpp evaluate BIDS --outreach OUTREACH --format jsonl."
        raise typer.BadParameter(message, param_hint="--outreach")
    terms = terms_of(program, None, reading, None, certifications)
    settings = Settings(
        program or programs.DEFAULT,
        program is not None,
        tuple(terms.readings.items()),
        str(certifications) if certifications else None,
        strict,
        command.form_of(output),
        command.here(),
        str(options.day(None, "")),
    )
    how = command.Options(output, jobs, timeout, scheduler, resume, quiet, force)
    raise typer.Exit(command.run(paths, settings, how))


Results = Annotated[
    list[Path],
    typer.Argument(
        help="Results that lbpp batch wrote: .csv, .jsonl, .parquet or .xlsx; the tables beside them are found.",
        metavar="RESULTS...",
        show_default=False,
        readable=False,
    ),
]


class Report(StrEnum):
    """The forms of a compliance report."""

    CONSOLE = "console"
    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"
    HTML = "html"


class Breakdown(StrEnum):
    """What a compliance report breaks its figures down by."""

    DEPARTMENT = "department"
    CATEGORY = "category"
    PROCEDURE = "procedure"
    SIZE = "size"


@commands.command(
    "summary",
    epilog="Exit status: 0 summed up · 1 errors in the file of goals · 2 usage, or files that cannot be read or "
    "summed up.",
)
def summary(
    results: Results,
    form: Annotated[
        Report | None,
        typer.Option(
            "--format",
            "-f",
            help="The form of the report; by default as the ending of --output says, else for reading.",
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write the report to this file.", metavar="FILE")
    ] = None,
    by: Annotated[
        list[Breakdown] | None, typer.Option("--by", help="Break down by this alone. Repeatable; by default by all.")
    ] = None,
    goals: Annotated[
        Path | None,
        typer.Option(
            "--goals",
            help="The goals that agencies set for their year: a workbook or CSV file with a goal a row.",
            metavar="FILE",
            readable=False,
        ),
    ] = None,
    force: Force = False,
) -> None:
    """Sum results up: awards, cost of the preference, dollars by certification, refusals.

    Examples:
      lbpp batch awards -o results.csv && lbpp summary results.csv

      lbpp summary 2024.parquet 2025.parquet -o report.xlsx

    """
    from lbpp_cli.commands import summary as command

    raise typer.Exit(command.run(results, form, output, by, goals, force=force))


class SimulationForm(StrEnum):
    """The forms of a simulation."""

    CONSOLE = "console"
    JSON = "json"
    CSV = "csv"


@commands.command(
    "simulate",
    epilog="Exit status: 0 simulated · 1 a recorded award is not what its bids give, or nothing could be simulated · "
    "2 usage, or results that cannot be read.",
)
def simulate(
    results: Results,
    changes: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            help='A figure of the rules by its name, such as "local-business=8" (lbpp rules lists them). Repeatable.',
            metavar="NAME=VALUE",
        ),
    ] = None,
    reading: Reading = None,
    form: Annotated[
        SimulationForm | None,
        typer.Option(
            "--format",
            "-f",
            help="The form of the result; by default as the ending of --output says, else for reading.",
        ),
    ] = None,
    output: Output = None,
    everything: Annotated[bool, typer.Option("--all", help="Show every row of long tables.")] = False,
    force: Force = False,
    program: ProgramName = None,
) -> None:
    """Say what another rate, cap or reading would have meant over past solicitations: awards changed, and cost.

    Examples:
      lbpp simulate results.parquet --set local-business=8

      lbpp simulate 2024.csv 2025.csv --reading tenths=pooled --format json

    """
    from lbpp_cli.commands import simulate as command

    terms = terms_of(program, None, reading, None, None)
    options = command.Options(form, output, force, everything)
    raise typer.Exit(command.run(results, terms, changes or [], options))
