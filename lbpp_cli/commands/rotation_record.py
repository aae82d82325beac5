"""``lbpp rotation --record``: adds what happened to the history of a list, after it was held against it."""

from __future__ import annotations

import getpass
import sys
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

import typer

from lbpp_cli.columns import squeezed
from lbpp_cli.commands.output import emit, page_settings
from lbpp_cli.commands.program_parts import Chosen, chosen, complain
from lbpp_cli.commands.rotation import Options, RefusedError, Wanted, entries_of, problems, refuse, rendered, view_of
from lbpp_cli.commands.rotation_store import NotRecordedError, append, place_of
from lbpp_cli.findings import UnreadableFileError
from lbpp_cli.money import ZERO
from lbpp_cli.names import firm_key
from lbpp_cli.read.headings import nearest
from lbpp_cli.read.rotation_list import FirmList, read_list
from lbpp_cli.read.values import CellError, read_value
from lbpp_cli.readings import Readings
from lbpp_cli.render.layout import Page
from lbpp_cli.rotation import INVITATION, LIST, Entry, Job, answers
from lbpp_cli.status import EVALUATED, INPUT_ERRORS, NEEDS_A_PERSON, UNUSABLE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from lbpp_cli.rotation import History, Kind, Roster

# The option that gives each field of an entry.
OPTIONS = {
    "firm": "--firm",
    "trade": "--trade",
    "job": "--number",
    "amount": "--amount",
    "certification": "--certification",
    "expires": "--expires",
    "licence_expires": "--licence-expires",
    "reason": "--reason",
    "withdraws": "--entry",
}


class Recording(NamedTuple):
    """What is to be recorded: its kind, its fields, the day on which it happened, who says so, how long to wait."""

    kind: str
    fields: Mapping[str, Any]
    on: date | None
    by: str | None
    wait: float


def run(path: Path, recording: Recording, options: Options) -> int:
    """Record what happened; gives the exit status.

    0: recorded. 1: the list or its history has errors, or the entry contradicts them: nothing was recorded. 2: the
    history cannot be read or written. 3: recorded, and a person must decide.

    Raises:
        typer.BadParameter: an option is missing or has no meaning for the kind, or nothing could be recorded.

    """
    what = chosen(options.program, "rotation", "rotation of contractors", options.readings, options.day)
    kind = _kind(recording.kind, what.part.kinds)
    on = recording.on or options.day
    if on > options.day:
        raise typer.BadParameter(f"{on} lies in the future; record what has happened.", param_hint="--on")
    _check_fields(recording, kind)
    recording = _certified(recording, what)
    place = place_of(path, options.history)
    try:
        firms = read_list(path, what.part)
        history = append(place, lambda known: _built(known, firms, recording, on, what, str(place)), recording.wait)
    except UnreadableFileError as error:
        complain([error.finding])
        return UNUSABLE
    except RefusedError as error:
        complain(error.findings, "Nothing was recorded.")
        return INPUT_ERRORS
    except NotRecordedError as error:
        raise typer.BadParameter(str(error), param_hint="--record") from None
    entry = history.entries[-1]
    # Shown as of its day: an invitation was decided by what had happened until then.
    shown = view_of(firms, history, place, what, entry.on, _afterwards(entry))
    page = Page(*page_settings(sys.stdout))
    emit(rendered(shown._replace(recorded=entry), options.form, page))
    return NEEDS_A_PERSON if entry.kind == INVITATION and shown.needs_a_person else EVALUATED


def _afterwards(entry: Entry) -> Wanted:
    """What is shown after an entry: of an invitation who is invited, else the list of the trade."""
    if entry.kind == INVITATION:
        return Wanted(entry.trade, entry.amount, entry.job, show_history=False)
    return Wanted(entry.trade, None, None, show_history=False)


def _kind(name: str, kinds: Mapping[str, Kind]) -> Kind:
    if name in kinds:
        return kinds[name]
    near = nearest(name, kinds, cutoff=0.6)
    hint = f"Did you mean {near}? " if near else ""
    known = "; ".join(f"{one}: {kind.about}" for one, kind in kinds.items())
    raise typer.BadParameter(f"{name!r} is nothing that is recorded. {hint}Known: {known}.", param_hint="--record")


def _check_fields(recording: Recording, kind: Kind) -> None:
    """Refuse options that the kind has no use for, and the want of those that it needs."""
    given = {field for field, value in recording.fields.items() if value is not None}
    # The trade of a firm may follow from the list.
    missing = [OPTIONS[field] for field in kind.needs if field not in given and field != "trade"]
    if missing:
        raise typer.BadParameter(f"{recording.kind} needs {', '.join(missing)}.", param_hint="--record")
    useless = [OPTIONS[field] for field in given if field not in (*kind.needs, *kind.may)]
    if useless:
        message = f"{recording.kind} has no use for {', '.join(sorted(useless))}."
        raise typer.BadParameter(message, param_hint="--record")


def _certified(recording: Recording, what: Chosen) -> Recording:
    """The same with the certification as the list would have it."""
    text = recording.fields.get("certification")
    known = next(column.kind for column in what.part.columns if column.field == "certification")
    try:
        certification = read_value(text, known)
    except CellError as error:
        raise typer.BadParameter(f"{error} {error.hint}", param_hint="--certification") from None
    return recording._replace(fields={**recording.fields, "certification": certification})


def _built(history: History, firms: FirmList, recording: Recording, on: date, what: Chosen, file: str) -> list[Entry]:
    """The entries to add to a history: the list from which it starts where there is none, and what is recorded.

    Raises:
        RefusedError: the list or its history has errors, or the entry contradicts them.
        typer.BadParameter: the firm or the trade is not known, or nobody can be invited.

    """
    known = entries_of(firms, history, on)
    refuse(firms, history, known, corrected=recording.kind == LIST)
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    by = recording.by or getpass.getuser()
    added = [] if history.entries else [known[0]._replace(number=1, by=by, recorded=now)]
    known = [*history.entries, *added]
    readings = answers(what.part, what.readings)
    last = max([on, *(entry.on for entry in known)])
    before = what.part.replay(known, last, what.rules, Readings(readings))
    entry = Entry(len(known) + 1, on, recording.kind, by, now, **recording.fields)
    entry = _named(entry, before, what.part.kinds[recording.kind])
    if entry.kind == LIST:
        entry = entry._replace(listed=tuple(row.listed for row in firms.rows))
    if entry.kind == INVITATION:
        roster = what.part.replay(known, on, what.rules, Readings(readings))
        job = Job(entry.trade or "", entry.amount or ZERO, entry.job)
        invitation = what.part.invite(roster, job, what.rules, Readings(readings))
        if not invitation.firms:
            raise typer.BadParameter(f"nobody can be invited: {' '.join(invitation.decide)}", param_hint="--record")
        entry = entry._replace(firms=invitation.firms)
    after = what.part.replay([*known, entry], last, what.rules, Readings(readings))
    told = {(one.entry, one.message) for one in before.problems}
    new = [one for one in after.problems if one.serious and (one.entry, one.message) not in told]
    if new:
        hint = "Look at the list and its history with --history. --record withdrawal takes an earlier entry back."
        found = problems(after._replace(problems=tuple(new)), file)
        raise RefusedError(
            [replace(one, hint=hint, cell="" if one.cell == f"entry {entry.number}" else one.cell) for one in found]
        )
    return [*added, entry]


def _named(entry: Entry, roster: Roster, kind: Kind) -> Entry:
    """The entry with the firm and the trade as the list writes them, and with the trade where the firm has but one."""
    trades = {squeezed(trade): trade for trade in roster.trades}
    if entry.trade is not None and squeezed(entry.trade) in trades:
        entry = entry._replace(trade=trades[squeezed(entry.trade)])
    elif entry.trade is not None and "certification" not in kind.needs:
        near = nearest(entry.trade, roster.trades, cutoff=0.6)
        hint = f"Did you mean {near!r}?" if near else f"The list has {', '.join(roster.trades)}."
        raise typer.BadParameter(f"there is no trade {entry.trade!r} on the list. {hint}", param_hint="--trade")
    if entry.firm is None or "certification" in kind.needs:
        return _with_trade(entry, roster.trades, kind)
    rows = [standing.listed for queue in roster.queues.values() for standing in queue]
    rows += [listed for listed, _ in roster.out]
    mine = [one for one in rows if firm_key(one.firm) == firm_key(entry.firm or "")]
    if not mine:
        near = nearest(entry.firm, [one.firm for one in rows], cutoff=0.6)
        hint = f"Did you mean {near!r}?" if near else "It was never on it."
        raise typer.BadParameter(f"there is no firm {entry.firm!r} on the list. {hint}", param_hint="--firm")
    return _with_trade(entry._replace(firm=mine[0].firm), tuple(dict.fromkeys(one.trade for one in mine)), kind)


def _with_trade(entry: Entry, trades: tuple[str, ...], kind: Kind) -> Entry:
    if entry.trade is not None or "trade" not in kind.needs:
        return entry
    if len(trades) == 1:
        return entry._replace(trade=trades[0])
    whose = f"{entry.firm} is listed for" if entry.firm else "the list has"
    raise typer.BadParameter(f"which trade? {whose} {', '.join(trades)}.", param_hint="--trade")
