"""Options that several commands have: from what a user typed to what it means, or a usage error that helps."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import typer

from lbpp_cli import programs
from lbpp_cli.columns import DATE, MONEY, by_name, squeezed
from lbpp_cli.from_files import OutreachFiles, Terms
from lbpp_cli.read.headings import nearest
from lbpp_cli.read.solicitation import read_option
from lbpp_cli.read.values import CellError, read_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from lbpp_cli.columns import Form
    from lbpp_cli.readings import Reading


def terms_of(program: str, named: Mapping[str, str | None], fields: Iterable[str], readings: Iterable[str]) -> Terms:
    """What the options of an evaluation mean.

    ``named``: fields of the solicitation that have an option of their own, by their name in the model.

    Raises:
        typer.BadParameter: an option says nothing that is known, or can be read in two ways.

    """
    try:
        terms = Terms.of(program, {}, {})
    except LookupError:
        known = ", ".join(programs.names())
        raise typer.BadParameter(f"there is no program {program!r}. Known: {known}.", param_hint="--program") from None
    form = terms.program.form
    solicitation: dict[str, object] = {}
    typed: dict[str, str] = {}
    given = [(field, text, f"--{field.replace('_', '-')}") for field, text in named.items() if text is not None]
    for field, text, option in [*given, *(_field(one, form) for one in fields)]:
        if field in solicitation:
            raise typer.BadParameter(f"{field.replace('_', ' ')} is given twice.", param_hint=option)
        solicitation[field] = _value(field, text, option, form)
        typed[form.solicitation_field(field).heading] = text
    chosen: dict[str, str] = {}
    for text in readings:
        name, value = reading_of(text, terms.program.readings)
        if name in chosen:
            raise typer.BadParameter(f"{name} is given twice.", param_hint="--reading")
        chosen[name] = value
    return terms._replace(solicitation=solicitation, given=typed, readings=chosen)


def terms_of_any(named: Mapping[str, str | None], fields: Sequence[str], readings: Sequence[str]) -> Terms:
    """What the options mean where the sheet may name the program: they may be those of any program.

    Whether they are those of the program by which a file is evaluated is looked at when the file is read.

    Raises:
        typer.BadParameter: an option says nothing that is known under any program, or can be read in two ways.

    """
    try:
        return terms_of(programs.DEFAULT, named, fields, readings)
    except typer.BadParameter as error:
        for program in programs.names():
            with suppress(typer.BadParameter):
                return terms_of(program, named, fields, readings).named(programs.DEFAULT)
        raise error from None


def in_mode(terms: Terms, mode: str | None, *, program_given: bool) -> Terms:
    """The terms in a mode of their program; where the sheet may name the program, of any.

    Raises:
        typer.BadParameter: there is no such mode, or a field that it states is given by another option.

    """
    if mode is None:
        return terms
    possible = [terms.program] if program_given else [programs.load(name) for name in programs.names()]
    known = [f"{one} ({program.id})" for program in possible for one in program.modes]
    found = [program.modes[mode] for program in possible if mode in program.modes]
    if not found:
        of = f" of {terms.program.id}" if program_given else ""
        message = f"there is no mode {mode!r}{of}. Known: {', '.join(known) or 'none'}."
        raise typer.BadParameter(message, param_hint="--mode")
    twice = [field for fields in found for field in fields if field in terms.solicitation]
    if twice:
        heading = terms.program.form.solicitation_field(twice[0]).heading
        raise typer.BadParameter(f"it states {heading}, which is given by another option.", param_hint="--mode")
    return terms._replace(mode=mode)


def outreach_of(
    given: Sequence[str], readings: Iterable[str], headings: Path | None = None, *, month_first: bool = False
) -> tuple[OutreachFiles | None, list[str]]:
    """The outreach that was given, with the readings that are its own; and the readings that are left.

    Raises:
        typer.BadParameter: a reading or a file of it says nothing that is known, or there is no outreach to go with it.

    """
    typed = list(readings)
    if not given:
        if headings is not None or month_first:
            option = "--outreach-columns" if headings is not None else "--outreach-month-first"
            raise typer.BadParameter("goes with --outreach.", param_hint=option)
        return None, typed
    from lbpp_cli.commands.outreach_files import files_of
    from lbpp_cli.from_outreach import Terms as OutreachTerms

    program = programs.part(programs.having("outreach")[0], "outreach")
    own = {reading.id for reading in program.readings}
    chosen: dict[str, str] = {}
    for text in [one for one in typed if one.partition("=")[0] in own]:
        name, value = reading_of(text, program.readings)
        if name in chosen:
            raise typer.BadParameter(f"{name} is given twice.", param_hint="--reading")
        chosen[name] = value
    rest = [one for one in typed if one.partition("=")[0] not in own]
    paths, named = files_of(given, "--outreach")
    return OutreachFiles(paths, OutreachTerms(program, named, headings, month_first, chosen)), rest


def check(files: Sequence[Path], subcontractors: Path | None, outreach: Sequence[str] | None = None) -> None:
    """Refuse options that do not go together.

    Raises:
        typer.BadParameter: they do not.

    """
    if subcontractors is not None and len(files) > 1:
        raise typer.BadParameter("goes with one file of bids.", param_hint="--subcontractors")
    if outreach and len(files) > 1:
        message = "goes with one file of bids: an outreach is that of one request. Evaluate each with its own."
        raise typer.BadParameter(message, param_hint="--outreach")


def day(text: str | None, option: str) -> date:
    """A day that was given, or today.

    Raises:
        typer.BadParameter: the text is no date.

    """
    if text is None:
        return date.today()  # noqa: DTZ011  the day at the buyer's place
    given = _read(text, DATE, option)
    if not isinstance(given, date):
        raise typer.BadParameter("the date is blank; leave the option away for today.", param_hint=option)
    return given


def amount(text: str, option: str) -> Decimal:
    """An amount in dollars that is not below zero.

    Raises:
        typer.BadParameter: the text is no such amount.

    """
    given = _read(text, MONEY, option)
    if not isinstance(given, Decimal) or given < 0:
        raise typer.BadParameter(f"{text!r} is no amount of zero or more.", param_hint=option)
    return given


def _read(text: str, kind: str, option: str) -> object:
    try:
        return read_value(text, kind)
    except CellError as error:
        raise typer.BadParameter(f"{error} {error.hint}", param_hint=option) from None


def _value(field: str, text: str, option: str, form: Form) -> object:
    try:
        value = read_option(field, text, form)
    except CellError as error:
        raise typer.BadParameter(f"{error} {error.hint}", param_hint=option) from None
    if value is None:
        raise typer.BadParameter("the value is blank; leave the option away to use the sheet's.", param_hint=option)
    return value


def _field(text: str, form: Form) -> tuple[str, str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise typer.BadParameter(f"{text!r} is not NAME=VALUE.", param_hint="--field")
    column = by_name(form.solicitation).get(squeezed(name))
    if column is None:
        headings = [one.heading for one in form.solicitation]
        near = nearest(name, headings)
        hint = f"Did you mean {near!r}?" if near else f"Known: {', '.join(headings)}."
        raise typer.BadParameter(f"{name!r} is no field of the Solicitation sheet. {hint}", param_hint="--field")
    return column.field, value, "--field"


def reading_of(text: str, readings: Iterable[Reading]) -> tuple[str, str]:
    """The reading and the answer that ``ID=VALUE`` names.

    Raises:
        typer.BadParameter: there is no such reading, or no such answer.

    """
    name, equals, value = text.partition("=")
    known = {reading.id: reading for reading in readings}
    if not equals:
        raise typer.BadParameter(f"{text!r} is not ID=VALUE.", param_hint="--reading")
    if name not in known:
        raise typer.BadParameter(f"{name!r} is no reading. Known: {', '.join(known)}.", param_hint="--reading")
    if value not in known[name].values:
        values = ", ".join(known[name].values)
        raise typer.BadParameter(f"{name} has no value {value!r}. Known: {values}.", param_hint="--reading")
    return name, value
