"""``lbpp rotation``: who is invited next, and why; the list and its history on any day."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

import typer

from lbpp_cli.columns import squeezed
from lbpp_cli.commands.output import check_target, chosen_form, page_settings, write
from lbpp_cli.commands.program_parts import Chosen, chosen, complain
from lbpp_cli.commands.rotation_store import place_of, read_history
from lbpp_cli.findings import ERROR, Finding, UnreadableFileError, finding
from lbpp_cli.read.headings import nearest
from lbpp_cli.read.rotation_list import FirmList, differences, read_list
from lbpp_cli.readings import Readings
from lbpp_cli.render.layout import Page
from lbpp_cli.rotation import LIST, Entry, Job, answers, other_answers
from lbpp_cli.status import EVALUATED, INPUT_ERRORS, NEEDS_A_PERSON, UNUSABLE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal
    from pathlib import Path

    from lbpp_cli.render.rotation import View
    from lbpp_cli.rotation import History, Roster

FORM_OF_SUFFIX = {".json": "json", ".csv": "csv", ".txt": "console"}


class Options(NamedTuple):
    """By which program and readings, where the history is, and where the account goes in which form."""

    program: str
    readings: Sequence[str]
    day: date
    history: Path | None
    form: str | None
    output: Path | None
    force: bool


class Wanted(NamedTuple):
    """What is asked for: a job of a trade, by its estimate and number; and whether the history is shown."""

    trade: str | None
    amount: Decimal | None
    number: str | None
    show_history: bool


class RefusedError(Exception):
    """The list or its history has errors; ``findings`` say which."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__()
        self.findings = tuple(findings)


def run(path: Path, wanted: Wanted, options: Options) -> int:
    """Say who is invited for a job, or show the list; gives the exit status.

    0: as many firms as are needed. 1: errors in the list or its history. 2: a file that cannot be read. 3: a person
    must decide.

    Raises:
        typer.BadParameter: an option says nothing that is known, or the output cannot be written.

    """
    what = chosen(options.program, "rotation", "rotation of contractors", options.readings, options.day)
    place = place_of(path, options.history)
    output = None if options.output is not None and str(options.output) == "-" else options.output
    form = chosen_form(options.form, output, FORM_OF_SUFFIX, 1)
    if output is not None:
        check_target(output, [path, place], force=options.force)
    try:
        firms, history = read_list(path, what.part), read_history(place)
        view = view_of(firms, history, place, what, options.day, wanted)
    except UnreadableFileError as error:
        complain([error.finding])
        return UNUSABLE
    except RefusedError as error:
        errors = sum(one.severity == ERROR for one in error.findings)
        complain(error.findings, f"Nobody is invited: {'1 error' if errors == 1 else f'{errors} errors'}.")
        return INPUT_ERRORS
    page = Page(*page_settings(sys.stdout)) if output is None else Page()
    write(rendered(view, form, page), output, force=options.force)
    if form == "csv":
        complain(view.findings)
    return NEEDS_A_PERSON if view.needs_a_person else EVALUATED


def rendered(view: View, form: str | None, page: Page) -> str:
    """The view in a form; its module is imported when it is asked for."""
    if form in {"json", "csv"}:
        from lbpp_cli.render import rotation_data

        return rotation_data.as_json(view) if form == "json" else rotation_data.as_csv(view)
    from lbpp_cli.render.rotation import on_console

    return on_console(view, page)


def view_of(firms: FirmList, history: History, place: Path, what: Chosen, day: date, wanted: Wanted) -> View:
    """The list as it stands on a day, and who is invited for a job if one is asked for.

    Raises:
        RefusedError: the list or its history has errors.
        typer.BadParameter: there is no such trade.

    """
    from lbpp_cli.render.rotation import View

    entries = entries_of(firms, history, day)
    refuse(firms, history, entries)
    readings = answers(what.part, what.readings)
    roster = what.part.replay(entries, day, what.rules, Readings(readings))
    found = [*firms.findings, *late(entries, str(place)), *problems(roster, str(place))]
    if any(one.severity == ERROR for one in found):
        raise RefusedError(found)
    trade = _trade(wanted.trade, roster) if wanted.trade is not None or wanted.amount is not None else None
    invitation, others = None, []
    if wanted.amount is not None and trade is not None:
        job = Job(trade, wanted.amount, wanted.number)
        invitation = what.part.invite(roster, job, what.rules, Readings(readings))
        others = other_answers(what.part, entries, day, job, what.rules, what.readings)
    return View(
        what.program, what.part, what.rules, readings, firms.file, place, history, roster, trade, invitation,
        tuple(others), tuple(found), wanted.show_history,
    )  # fmt: skip


def entries_of(firms: FirmList, history: History, day: date) -> list[Entry]:
    """The entries of a history; where there is none, the list alone, from which one would begin."""
    if history.entries:
        return list(history.entries)
    return [Entry(0, day, LIST, "", "", listed=tuple(row.listed for row in firms.rows))]


def refuse(firms: FirmList, history: History, entries: Sequence[Entry], *, corrected: bool = False) -> None:
    """Refuse a list or a history with errors; ``corrected``: the list may differ from that of the history.

    Raises:
        RefusedError: there are errors.

    """
    found = [*firms.findings, *history.findings]
    if not firms.rows and not found:
        found.append(finding("no-firms", "The list has no firms.", "Fill in a row for each.", firms.file.file))
    if not corrected and not any(one.severity == ERROR for one in found):
        began = [entry for entry in entries if entry.kind == LIST][-1].listed
        found += differences(firms.rows, began, firms.file.file)
    if any(one.severity == ERROR for one in found):
        raise RefusedError(found)


def problems(roster: Roster, file: str) -> list[Finding]:
    """What entries contradict, as findings."""
    found = []
    for one in roster.problems:
        code = "history-contradicts" if one.serious else "invitation-differs"
        hint = (
            "Take the entry back with --record withdrawal, or choose the readings under which it was recorded."
            if one.serious
            else "Something was recorded later for an earlier day, or the readings were others. A person must decide."
        )
        message = f"{one.message[0].upper()}{one.message[1:]}."
        found.append(finding(code, message, hint, file, f"entry {one.entry}"))
    return found


def late(entries: Sequence[Entry], file: str) -> list[Finding]:
    """Entries that were recorded after others that are dated later."""
    found = []
    newest: Entry | None = None
    for entry in entries:
        if newest is not None and entry.on < newest.on:
            message = f"It is dated {entry.on}, before entry {newest.number} of {newest.on}, but was recorded later."
            hint = "The list is built by the days on which things happened; what was printed in between may differ."
            found.append(finding("entry-late", message, hint, file, f"entry {entry.number}"))
        elif newest is None or entry.on > newest.on:
            newest = entry
    return found


def _trade(wanted: str | None, roster: Roster) -> str:
    if wanted is None:
        if len(roster.trades) == 1:
            return roster.trades[0]
        message = f"which trade? The list has {', '.join(roster.trades)}."
        raise typer.BadParameter(message, param_hint="--trade")
    known = {squeezed(trade): trade for trade in roster.trades}
    if squeezed(wanted) not in known:
        near = nearest(wanted, roster.trades, cutoff=0.6)
        hint = f"Did you mean {near!r}?" if near else f"The list has {', '.join(roster.trades)}."
        raise typer.BadParameter(f"there is no trade {wanted!r} on the list. {hint}", param_hint="--trade")
    return known[squeezed(wanted)]
