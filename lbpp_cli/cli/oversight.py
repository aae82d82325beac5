"""The commands beside the award: penalty, rotation."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from lbpp_cli import programs
from lbpp_cli.cli.shared import Force, Output

commands = typer.Typer()


def _complete(part: str, incomplete: str) -> list[str]:
    return [name for name in programs.having(part) if name.startswith(incomplete)]


def _program(part: str) -> Any:
    return typer.Option("--program", help="The program.", autocompletion=lambda incomplete: _complete(part, incomplete))


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
    contract: Annotated[
        str | None, typer.Option("--contract-name", help="What the contract is known by.", metavar="NAME")
    ] = None,
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
    program: Annotated[str, _program("penalty")] = programs.having("penalty")[0],
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


@commands.command(
    "rotation",
    epilog="Exit status: 0 as many firms as are needed, or recorded · 1 errors in the list or its history, or what was "
    "to be recorded contradicts them · 2 usage, or a file that cannot be read or written · 3 a person must decide.",
)
def rotation(
    file: Annotated[
        Path,
        typer.Argument(
            help="The prequalified list: a workbook (sheet List) or CSV file.",
            metavar="LIST",
            show_default=False,
            readable=False,
        ),
    ],
    job: Annotated[str | None, _money("--job", "The engineer's estimate of a job: who is invited?")] = None,
    trade: Annotated[str | None, typer.Option("--trade", help="The trade of the job.", metavar="TRADE")] = None,
    number: Annotated[str | None, typer.Option("--number", help="What the job is known by.", metavar="NUMBER")] = None,
    as_of: Annotated[str | None, _day("--as-of", "The list as it stood on this day; today by default.")] = None,
    history: Annotated[bool, typer.Option("--history", help="Show what was recorded.")] = False,
    record: Annotated[
        str | None,
        typer.Option(
            "--record",
            help="Record what happened: invitation, award, refusal, no-response, non-performance, unqualified, "
            "outgrown, certification-renewed, certification-lapsed, licence-renewed, licence-lapsed, qualified, "
            "reinstated, withdrawal, list.",
            metavar="KIND",
        ),
    ] = None,
    firm: Annotated[str | None, typer.Option("--firm", help="Record: the firm.", metavar="NAME")] = None,
    on: Annotated[str | None, _day("--on", "Record: the day on which it happened; today by default.")] = None,
    amount: Annotated[str | None, _money("--amount", "Record: for how much it was awarded.")] = None,
    certification: Annotated[
        str | None, typer.Option("--certification", help="Record: the firm's certification.", metavar="NAME")
    ] = None,
    expires: Annotated[str | None, _day("--expires", "Record: the last day of a certification or licence.")] = None,
    licence_expires: Annotated[
        str | None, _day("--licence-expires", "Record: the last day of the licence of a further firm.")
    ] = None,
    entry: Annotated[
        int | None, typer.Option("--entry", help="Record: the entry that is withdrawn.", metavar="N", min=1)
    ] = None,
    reason: Annotated[str | None, typer.Option("--reason", help="Record: why.", metavar="TEXT")] = None,
    by: Annotated[
        str | None, typer.Option("--by", help="Record: who records it; by default who is logged in.", metavar="NAME")
    ] = None,
    wait: Annotated[
        float, typer.Option("--wait", help="How long to wait for another who records.", metavar="SECONDS", min=0)
    ] = 10,
    history_file: Annotated[
        Path | None,
        typer.Option(
            "--history-file", help="The history; by default LIST.history.jsonl beside the list.", metavar="FILE"
        ),
    ] = None,
    template: Annotated[bool, typer.Option("--template", help="Write an example of a list to LIST (.xlsx).")] = False,
    form: FormatOption = None,
    output: Output = None,
    force: Force = False,
    reading: ReadingOption = None,
    program: Annotated[str, _program("rotation")] = programs.having("rotation")[0],
) -> None:
    """Say who of a prequalified list is invited to bid next, and why; record what happens into its history.

    Examples:
      lbpp rotation list.xlsx --job 42,000 --trade Concrete

      lbpp rotation list.xlsx --record award --firm "Alameda Concrete" --number J-12 --amount 41,200

      lbpp rotation list.xlsx --as-of 2026-03-31 --history

    """
    from lbpp_cli.commands import options
    from lbpp_cli.commands import rotation as command

    typed = {
        "--firm": firm, "--on": on, "--amount": amount, "--certification": certification, "--expires": expires,
        "--licence-expires": licence_expires, "--entry": entry, "--reason": reason, "--by": by,
    }  # fmt: skip
    if template:
        from lbpp_cli.commands import rotation_template

        raise typer.Exit(rotation_template.run(program, file, force=force))
    if record is None:
        useless = [name for name, value in typed.items() if value is not None]
        if useless:
            raise typer.BadParameter(f"{', '.join(useless)}: only with --record KIND.", param_hint=useless[0])
        estimate = None if job is None else options.amount(job, "--job")
        chosen = command.Options(
            program, reading or [], options.day(as_of, "--as-of"), history_file, form, output, force
        )
        raise typer.Exit(command.run(file, command.Wanted(trade, estimate, number, history), chosen))
    if as_of is not None or history or output is not None:
        raise typer.BadParameter("goes with neither --as-of, --history nor --output.", param_hint="--record")
    if job is not None and amount is not None:
        raise typer.BadParameter("an invitation has an estimate (--job), an award an --amount.", param_hint="--job")
    from lbpp_cli.commands import rotation_record

    fields: dict[str, object] = {
        "firm": firm, "trade": trade, "job": number, "certification": certification, "reason": reason,
        "withdraws": entry,
        "amount": options.amount(job, "--job") if job is not None else amount and options.amount(amount, "--amount"),
        "expires": expires and options.day(expires, "--expires"),
        "licence_expires": licence_expires and options.day(licence_expires, "--licence-expires"),
    }  # fmt: skip
    day = options.day(on, "--on") if on is not None else None
    recording = rotation_record.Recording(record, fields, day, by, wait)
    chosen = command.Options(program, reading or [], options.day(None, ""), history_file, form, None, force)
    raise typer.Exit(rotation_record.run(file, recording, chosen))
