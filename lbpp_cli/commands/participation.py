"""``lbpp participation``: the plan of a contract held against what was paid."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

import typer

from lbpp_cli import __version__, programs
from lbpp_cli.commands.evaluate import complain as complain_of_plan
from lbpp_cli.commands.options import reading_of
from lbpp_cli.commands.output import check_target, chosen_form, page_settings, write
from lbpp_cli.commands.program_parts import complain
from lbpp_cli.findings import UNREADABLE, UnreadableFileError
from lbpp_cli.from_files import Terms
from lbpp_cli.from_payments import PART, NoPlanError, hold
from lbpp_cli.render.layout import Page
from lbpp_cli.status import EVALUATED, INPUT_ERRORS, NEEDS_A_PERSON, UNUSABLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from lbpp_cli.from_outreach import Terms as OutreachTerms
    from lbpp_cli.from_payments import Planned
    from lbpp_cli.payments.account import Held, PaymentRules
    from lbpp_cli.readings import Reading

FORM_OF_SUFFIX = {
    ".txt": "console", ".json": "json", ".csv": "csv", ".md": "markdown", ".html": "html", ".xlsx": "xlsx",
}  # fmt: skip


class Options(NamedTuple):
    """Whose plan it is, until which day it is held, by which readings, and where the account goes in which form.

    ``readings``: those of what happens during a contract alone; those of a plan are in its terms.
    """

    bidder: str | None
    day: date
    readings: Mapping[str, str]
    form: str | None
    output: Path | None
    force: bool


def run(plan: Path, payments: Sequence[Path], terms: Terms | OutreachTerms, options: Options) -> int:
    """Hold payments against a plan and write the account; gives the exit status.

    0: nothing is for a person to decide. 1: errors in the input. 2: a file cannot be read. 3: a person must decide.

    Raises:
        typer.BadParameter: it cannot be told whose plan is meant, or the account cannot be written.

    """
    output = None if options.output is not None and str(options.output) == "-" else options.output
    form = chosen_form(options.form, output, FORM_OF_SUFFIX, 1) or "console"
    if form == "xlsx" and output is None:
        raise typer.BadParameter("a workbook needs a file: -o FILE.", param_hint="--output")
    if output is not None:
        further = terms.further if isinstance(terms, Terms) else ()
        check_target(output, (plan, *payments, *further), force=options.force)
    try:
        planned, held = hold(plan, payments, terms, options.bidder, options.day, options.readings)
    except UnreadableFileError as error:
        complain([error.finding])
        return UNUSABLE
    except NoPlanError as error:
        raise typer.BadParameter(str(error), param_hint="PLAN" if options.bidder is None else "--bidder") from None
    if held is None:
        return refused(planned)
    wrong = held.account is None
    if form == "json" or not wrong:
        page = Page(*page_settings(sys.stdout)) if output is None else Page()
        write(_rendered(held, form, page), output, force=options.force)
    if wrong and form != "json":
        complain(held.findings, "Nothing was held against the plan: the records have errors.")
    elif form == "csv":
        complain(held.findings)
    if held.account is None:
        return INPUT_ERRORS
    return NEEDS_A_PERSON if held.account.needs_a_person else EVALUATED


def refused(planned: Planned) -> int:
    """Say what is wrong with the file of a plan; gives the exit status."""
    if planned.evaluation is not None:
        complain_of_plan([planned.evaluation])
        return UNUSABLE if any(one.code in UNREADABLE for one in planned.evaluation.findings) else INPUT_ERRORS
    complain(planned.outreach.findings if planned.outreach else ())
    return INPUT_ERRORS


def outreach_terms(program: str | None, readings: Sequence[str]) -> OutreachTerms | None:
    """The terms of a program whose plans stand in the records of an outreach; None where its plans are bids.

    Raises:
        typer.BadParameter: a reading of it says nothing that is known.

    """
    if program is None or program not in programs.having("outreach") or program not in programs.having(PART):
        return None
    from lbpp_cli.commands.outreach import terms_of

    return terms_of(program, (), None, readings, month_first=False)


def _rendered(held: Held, form: str, page: Page) -> str | bytes:
    if form in {"json", "csv"}:
        from lbpp_cli.render import payments_data

        return payments_data.as_json(held) if form == "json" else payments_data.as_csv(held)
    if form == "markdown":
        from lbpp_cli.render import payments_markdown

        return payments_markdown.render(held)
    if form == "html":
        from lbpp_cli.render import payments_page

        return payments_page.render(held)
    if form == "xlsx":
        from lbpp_cli.render import payments_workbook, xlsx

        return xlsx.write(payments_workbook.plan(held), "Participation", f"lbpp {__version__}")
    from lbpp_cli.render import payments_console

    return payments_console.render(held, page)


def readings_of(typed: Iterable[str]) -> tuple[list[str], dict[str, str]]:
    """The readings that were typed: those of plans as they are, and those of what happens during a contract alone.

    Raises:
        typer.BadParameter: a reading has no such value, or is given twice.

    """
    known = {one.id: one for name in programs.having(PART) for one in _own(name)}
    plans: list[str] = []
    own: dict[str, str] = {}
    for text in typed:
        if text.partition("=")[0] not in known:
            plans.append(text)
            continue
        name, value = reading_of(text, tuple(known.values()))
        if name in own:
            raise typer.BadParameter(f"{name} is given twice.", param_hint="--reading")
        own[name] = value
    return plans, own


def _own(program: str) -> list[Reading]:
    part: PaymentRules = programs.part(program, PART)
    if program not in programs.names():
        return []
    of_plans = {one.id for one in programs.load(program).readings}
    return [one for one in part.readings if one.id not in of_plans]
