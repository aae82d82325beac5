"""``lbpp simulate``: what another figure or reading would have meant over past solicitations."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

import typer

from lbpp_cli.commands.evaluate import complain
from lbpp_cli.commands.output import check_target, chosen_form, emit, page_settings, write
from lbpp_cli.findings import UnreadableFileError
from lbpp_cli.from_files import unreadable
from lbpp_cli.money import AmountError, parse_money, parse_number
from lbpp_cli.read.headings import nearest
from lbpp_cli.render.layout import Page
from lbpp_cli.render.words import ended
from lbpp_cli.results import TABLES, companion
from lbpp_cli.status import EVALUATED, INPUT_ERRORS, UNUSABLE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal
    from pathlib import Path

    from lbpp_cli.from_files import Terms
    from lbpp_cli.parameters import Parameter, RuleBook
    from lbpp_cli.simulated import Simulation


class Options(NamedTuple):
    """Where the simulation goes, in which form, and whether every row of its tables is shown."""

    form: str | None
    output: Path | None
    force: bool
    everything: bool


def run(paths: Sequence[Path], terms: Terms, changes: Sequence[str], options: Options) -> int:
    """Simulate and say what came of it; gives the exit status.

    Raises:
        typer.BadParameter: a change names no figure that decides a ranking, or the output cannot be written.

    """
    output = None if options.output is not None and str(options.output) == "-" else options.output
    form = chosen_form(options.form, output, {".json": "json", ".csv": "csv", ".txt": "console"}, 1) or "console"
    if options.output is not None:
        check_target(
            options.output, [companion(path, table) for path in paths for table in TABLES], force=options.force
        )
    _check(terms)
    figures = _figures(changes, terms)
    from lbpp_cli.frame import FrameError
    from lbpp_cli.read.results import read_results
    from lbpp_cli.render import simulation as rendered
    from lbpp_cli.render.kept_rows import kept_rows
    from lbpp_cli.simulation import simulate

    given, refused = [], []
    for path in paths:
        try:
            given.append((str(path), read_results(path, kept_rows)))
        except UnreadableFileError as error:
            refused.append(unreadable(error, terms))
    if refused:
        complain(refused)
        return UNUSABLE
    try:
        found = simulate(given, terms.program, terms.book, _book(terms.book, figures), terms.readings)
    except FrameError as error:
        emit(f"The results cannot be simulated.\n{error}\n", error=True)
        return INPUT_ERRORS
    except ValueError as error:
        raise typer.BadParameter(ended(str(error)), param_hint="--set") from None
    change = rendered.Change(terms.program.id, paths, _shown(terms.book, figures), terms.readings)
    if form == "console":
        page = Page(*page_settings(sys.stdout)) if output is None else Page()
        text = rendered.console(found, change, page, everything=options.everything)
    else:
        text = rendered.as_json(found, change) if form == "json" else rendered.as_csv(found)
    write(text, output, force=options.force)
    return _status(found)


def _check(terms: Terms) -> None:
    """Refuse a program or a reading that cannot be simulated from results."""
    if terms.program.adjust_all is None:
        why = f"the rules of {terms.program.id} are not written for whole tables of results"
        hint = "Evaluate the files again with lbpp batch and --reading, or one of them with lbpp whatif --set."
        raise typer.BadParameter(f"{why}. {hint}", param_hint="--program")
    for one in terms.program.readings:
        if one.of_register and one.id in terms.readings:
            why = "it decides what a register of certifications counts, and results hold only what was counted"
            hint = f"Run lbpp batch again with --reading {one.id}={terms.readings[one.id]} and the register."
            raise typer.BadParameter(
                f"{one.id} cannot be simulated from results: {why}. {hint}", param_hint="--reading"
            )


def _status(found: Simulation) -> int:
    return INPUT_ERRORS if found.differing or not found.simulated else EVALUATED


def _figures(changes: Sequence[str], terms: Terms) -> dict[str, Decimal]:
    """The figures that are changed, by their names."""
    known = {one.id: one for one in terms.book.parameters}
    found: dict[str, Decimal] = {}
    for change in changes:
        name, equals, text = (part.strip() for part in change.partition("="))
        if not equals:
            raise typer.BadParameter(f"{change!r} is not NAME=VALUE.", param_hint="--set")
        if name not in known:
            near = nearest(name, known, cutoff=0.6)
            hint = f"Did you mean {near}? " if near else ""
            message = f"{name!r} is no figure of the rules. {hint}lbpp rules lists them, each name in brackets."
            raise typer.BadParameter(message, param_hint="--set")
        if name not in terms.program.figures:
            message = f"{name} decides no ranking: nothing would change. {known[name].text}"
            raise typer.BadParameter(message, param_hint="--set")
        if name in found:
            raise typer.BadParameter(f"{name} is given twice.", param_hint="--set")
        found[name] = _figure(text, known[name])
    return found


def _figure(text: str, parameter: Parameter) -> Decimal:
    try:
        value = parse_money(text) if parameter.unit == "USD" else parse_number(text.removesuffix("%").strip())
    except AmountError as error:
        raise typer.BadParameter(f"{parameter.id}: {ended(str(error))} {error.hint}", param_hint="--set") from None
    if value is None or value < 0:
        raise typer.BadParameter(f"{parameter.id} is in {parameter.unit}, zero or more.", param_hint="--set")
    return value


def _book(book: RuleBook, figures: dict[str, Decimal]) -> RuleBook:
    """The rules with other figures, on every day."""
    return book._replace(
        parameters=tuple(one._replace(value=figures.get(one.id, one.value)) for one in book.parameters)
    )


def _shown(book: RuleBook, figures: dict[str, Decimal]) -> list[tuple[Parameter, Parameter]]:
    """Each figure that is changed, as it is and as it would be."""
    return [(one, one._replace(value=figures[one.id])) for one in book.parameters if one.id in figures]
