"""Options that several commands have: from what a user typed to what it means, or a usage error that helps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from lbpp_cli import programs
from lbpp_cli.commands.evaluate import Terms
from lbpp_cli.read.table import nearest
from lbpp_cli.read.tabulation import option_fields, read_option
from lbpp_cli.read.values import CellError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from lbpp_cli.programs import Program


def terms(program: str, named: Mapping[str, str | None], fields: Iterable[str], readings: Iterable[str]) -> Terms:
    """What the options of an evaluation mean.

    ``named``: fields of the solicitation that have an option of their own, by their name in the model.

    Raises:
        typer.BadParameter: an option says nothing that is known, or can be read in two ways.

    """
    solicitation = {
        field: _value(field, text, f"--{field.replace('_', '-')}") for field, text in named.items() if text is not None
    }
    solicitation |= dict(_field(text) for text in fields)
    try:
        loaded = Terms.of(program, solicitation, {})
    except LookupError:
        known = ", ".join(programs.names())
        raise typer.BadParameter(f"there is no program {program!r}. Known: {known}.", param_hint="--program") from None
    return Terms(loaded.program, loaded.book, solicitation, dict(_reading(text, loaded.program) for text in readings))


def check(files: Sequence[Path], subcontractors: Path | None, form: str | None) -> None:
    """Refuse options that do not go together.

    Raises:
        typer.BadParameter: they do not.

    """
    if subcontractors is not None and len(files) > 1:
        raise typer.BadParameter("goes with one file of bids.", param_hint="--subcontractors")
    if form == "json" and len(files) > 1:
        raise typer.BadParameter(
            "json is one object; several files give one a line: --format jsonl.", param_hint="--format"
        )


def _value(field: str, text: str, option: str) -> object:
    try:
        return read_option(field, text)
    except CellError as error:
        raise typer.BadParameter(f"{error} {error.hint}", param_hint=option) from None


def _field(text: str) -> tuple[str, object]:
    name, equals, value = text.partition("=")
    known = {heading.casefold(): field for heading, field in option_fields()}
    field = known.get(name.strip().casefold())
    if not equals or field is None:
        near = nearest(name, known)
        hint = f"Did you mean {near!r}?" if near else f"Known: {', '.join(heading for heading, _ in option_fields())}."
        message = (
            f"{name!r} is no field of the Solicitation sheet. {hint}" if equals else f"{text!r} is not NAME=VALUE."
        )
        raise typer.BadParameter(message, param_hint="--field")
    return field, _value(field, value, "--field")


def _reading(text: str, program: Program) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    known = {reading.id: reading for reading in program.readings}
    if not equals:
        raise typer.BadParameter(f"{text!r} is not ID=VALUE.", param_hint="--reading")
    if name not in known:
        raise typer.BadParameter(f"{name!r} is no reading. Known: {', '.join(known)}.", param_hint="--reading")
    if value not in known[name].values:
        values = ", ".join(known[name].values)
        raise typer.BadParameter(f"{name} has no value {value!r}. Known: {values}.", param_hint="--reading")
    return name, value
