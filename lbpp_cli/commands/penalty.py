"""``lbpp penalty``: what follows from a shortfall, from late records, and of emergency work."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, NamedTuple

import typer

from lbpp_cli.columns import COUNT, DATE, MONEY, PERCENT
from lbpp_cli.commands.output import check_target, chosen_form, page_settings, write
from lbpp_cli.commands.program_parts import chosen, complain
from lbpp_cli.findings import ERROR, UnreadableFileError, finding
from lbpp_cli.penalties import Facts
from lbpp_cli.read.penalties import Contracts, read_contracts
from lbpp_cli.read.values import CellError, read_value
from lbpp_cli.render.layout import Page
from lbpp_cli.render.penalty import Account, as_csv, as_json, on_console
from lbpp_cli.status import EVALUATED, INPUT_ERRORS, NEEDS_A_PERSON, UNUSABLE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from lbpp_cli.penalties import PenaltyRules

FORM_OF_SUFFIX = {".json": "json", ".csv": "csv", ".txt": "console"}
# The options that are facts of a contract: the field, and what its text is.
OPTIONS = {
    "--contract-amount": ("amount", MONEY),
    "--required": ("required", MONEY),
    "--required-percent": ("required_percent", PERCENT),
    "--paid": ("paid", MONEY),
    "--requested": ("requested", DATE),
    "--records-due": ("due", DATE),
    "--received": ("received", DATE),
    "--days-late": ("days_late", COUNT),
    "--local-paid": ("local_paid", MONEY),
    "--small-paid": ("small_paid", MONEY),
    "--closeout": ("closeout", DATE),
}


class Options(NamedTuple):
    """By which program and readings, up to which day, and where the account goes in which form."""

    program: str
    readings: Sequence[str]
    until: date
    form: str | None
    output: Path | None
    force: bool


def facts_of(typed: Mapping[str, str | None], *, contract: str | None, emergency: bool) -> Facts:
    """The facts of a contract as options give them.

    Raises:
        typer.BadParameter: an option cannot be read, or can be read in two ways.

    """
    values: dict[str, Any] = {}
    for option, text in typed.items():
        if text is None:
            continue
        field, kind = OPTIONS[option]
        try:
            values[field] = read_value(text, kind)
        except CellError as error:
            raise typer.BadParameter(f"{error} {error.hint}", param_hint=option) from None
        if values[field] is None:
            raise typer.BadParameter("the value is blank; leave the option away.", param_hint=option)
    return Facts(contract, emergency=emergency or None, **values)


def run(path: Path | None, facts: Facts, options: Options) -> int:
    """Assess the contracts of a table, or the one that options describe; gives the exit status.

    0: no penalty. 1: errors in the input. 2: a file that cannot be read. 3: a penalty may be imposed, or what comes
    out depends on how the rules are read.

    Raises:
        typer.BadParameter: nothing was given, options contradict one another, or the output cannot be written.

    """
    _check(path, facts)
    output = None if options.output is not None and str(options.output) == "-" else options.output
    form = chosen_form(options.form, output, FORM_OF_SUFFIX, 1)
    if output is not None:
        check_target(output, [path], force=options.force)
    what = chosen(options.program, "penalty", "penalties", options.readings, options.until)
    try:
        contracts = _given(facts, what.part) if path is None else read_contracts(path, what.part)
    except UnreadableFileError as error:
        complain([error.finding])
        return UNUSABLE
    refused = not contracts.facts or any(one.severity == ERROR for one in contracts.findings)
    rows = () if refused else contracts.facts
    assessed = [what.part.assess(one, what.rules, what.readings, options.until) for one in rows]
    account = Account(what.program, what.rules, options.until, assessed, contracts.file, contracts.findings)
    if form == "json" or not refused:
        page = Page(*page_settings(sys.stdout)) if output is None else Page()
        write(_rendered(account, form, page), output, force=options.force)
    if refused and form != "json":
        complain(contracts.findings, _why_not(account))
    elif form == "csv":
        complain(contracts.findings)
    if refused:
        return INPUT_ERRORS
    return NEEDS_A_PERSON if any(one.needs_a_person for one in assessed) else EVALUATED


def _check(path: Path | None, facts: Facts) -> None:
    """Refuse options that do not go together, or that say nothing."""
    if path is not None and facts != Facts():
        raise typer.BadParameter("a table has the facts of its contracts in its columns; leave the options away.")
    if path is None and facts._replace(contract=None) == Facts():
        raise typer.BadParameter("name a table of contracts, or give the facts of one as options (--help).")


def _given(facts: Facts, part: PenaltyRules) -> Contracts:
    """The contract that options describe, and what is wrong with it, at the option that says it."""
    options = {field: option for option, (field, _) in OPTIONS.items()}
    found = [finding(one.code, one.message, one.hint, cell=options[one.field]) for one in part.check(facts)]
    return Contracts(None, (facts,), tuple(found))


def _rendered(account: Account, form: str | None, page: Page) -> str:
    if form == "json":
        return as_json(account)
    return as_csv(account) if form == "csv" else on_console(account, page)


def _why_not(account: Account) -> str:
    name = account.file.file if account.file else "The contract"
    errors = sum(one.severity == ERROR for one in account.findings)
    if not errors:
        return f"{name} has no contracts."
    return f"{name} was not computed: {'1 error' if errors == 1 else f'{errors} errors'}."
