"""What the commands share that carry out a part of a program beside the evaluation of bids."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, NamedTuple

import typer

from lbpp_cli import programs
from lbpp_cli.commands.output import emit, page_settings
from lbpp_cli.read.rulebook import read_rulebook
from lbpp_cli.render import console
from lbpp_cli.render.layout import Page, safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from lbpp_cli.findings import Finding
    from lbpp_cli.parameters import Rules
    from lbpp_cli.readings import Reading


class Chosen(NamedTuple):
    """A part of a program, the rules in force, and the readings that the user chose."""

    program: str
    part: Any
    rules: Rules
    readings: dict[str, str]


def chosen(program: str, name: str, what: str, readings: Iterable[str], day: date) -> Chosen:
    """The part ``name`` of a program; ``what`` it is called, ``readings`` as typed, ``day`` whose rules apply.

    Raises:
        typer.BadParameter: no program has such a part, a reading is not known, or no rules are known for the day.

    """
    try:
        part = programs.part(program, name)
    except LookupError:
        message = f"the program {program!r} has no {what}. Programs that have: {', '.join(programs.having(name))}."
        raise typer.BadParameter(message, param_hint="--program") from None
    book = read_rulebook(programs.folder(program))
    rules = book.in_force(day)
    if rules is None:
        raise typer.BadParameter(f"no rules are known for dates before {book.known_since}.", param_hint="--as-of")
    return Chosen(program, part, rules, _readings(part.readings, readings))


def _readings(known: Sequence[Reading], typed: Iterable[str]) -> dict[str, str]:
    by_id = {reading.id: reading for reading in known}
    found: dict[str, str] = {}
    for text in typed:
        name, equals, value = text.partition("=")
        if not equals:
            raise typer.BadParameter(f"{text!r} is not ID=VALUE.", param_hint="--reading")
        if name not in by_id:
            message = f"{name!r} is no reading here. Known: {', '.join(by_id)}."
            raise typer.BadParameter(message, param_hint="--reading")
        if value not in by_id[name].values:
            message = f"{name} has no value {value!r}. Known: {', '.join(by_id[name].values)}."
            raise typer.BadParameter(message, param_hint="--reading")
        if name in found:
            raise typer.BadParameter(f"{name} is given twice.", param_hint="--reading")
        found[name] = value
    return found


def complain(findings: Iterable[Finding], last: str | None = None) -> None:
    """Say on standard error what was found; ``last``: what became of it."""
    page = Page(*page_settings(sys.stderr))
    lines = console.findings(findings, page)[1:]
    if last:
        lines += page.paragraph(safe(last), style="bold")
    if lines:
        emit("\n".join(lines) + "\n", error=True)
