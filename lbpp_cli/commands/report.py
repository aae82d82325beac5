"""``lbpp report``: an evaluation as a document for the file or a mail."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from lbpp_cli import programs
from lbpp_cli.commands.evaluate import complain, not_written
from lbpp_cli.commands.inputs import names_of
from lbpp_cli.commands.output import check_target, emit, page_settings, write
from lbpp_cli.findings import UnreadableFileError, finding
from lbpp_cli.from_files import evaluate_tables, is_no_bid_workbook, tables_of, unreadable
from lbpp_cli.read.rulebook import read_clauses
from lbpp_cli.render import award_words, words
from lbpp_cli.render.layout import Page, safe
from lbpp_cli.status import exit_status

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lbpp_cli.from_files import Terms
    from lbpp_cli.model import Evaluation
    from lbpp_cli.parameters import Rules
    from lbpp_cli.read.tabulation import Tables


def run(path: Path, terms: Terms, output: Path, *, force: bool, strict: bool) -> int:
    """Write the document that the ending of ``output`` means; gives the exit status. Input with errors gives none.

    Raises:
        typer.BadParameter: the ending means no document, or the file cannot be written.

    """
    make = _maker(output)
    check_target(output, (path, *terms.further), force=force)
    shown = names_of((path, *terms.further))
    try:
        tables = tables_of(path, terms, shown)
        if is_no_bid_workbook(tables, terms):
            _refuse_tabulation(tables, terms)
    except UnreadableFileError as error:
        evaluation = unreadable(error, terms)
    else:
        evaluation = evaluate_tables(tables, terms.shown(shown))
        terms = terms.named(evaluation.program)
        if evaluation.award is not None and evaluation.rules is not None:
            write(make(evaluation, evaluation.rules, terms, tables), output, force=force)
            _say(f"{output} was written. {award_words.sentences(evaluation, terms.program)[0]}")
            _say(award_words.verdict(evaluation))
            return exit_status(evaluation, strict=strict)
    not_written(output)
    complain([evaluation])
    return exit_status(evaluation, strict=strict)


def _refuse_tabulation(tables: Tables, terms: Terms) -> None:
    """A report goes back to the cells of a bid workbook; a tabulation is made into one first.

    Raises:
        UnreadableFileError: the file is a bid tabulation of a known layout.

    """
    from lbpp_cli.read.importing.raw import raw_tables

    if raw_tables(tables, terms.program.certifications) is not None:
        file = tables.files[0].file
        hint = f"Make one of it: lbpp import {file} -o bids.xlsx; fill it in; then: lbpp report bids.xlsx."
        message = "This is a bid tabulation; a report is made of a bid workbook, whose cells its formulas follow."
        raise UnreadableFileError(finding("tabulation-not-imported", message, hint, file))


def _say(text: str) -> None:
    """Say something to the person at the terminal, not to what reads results."""
    lines = Page(*page_settings(sys.stderr)).paragraph(safe(text), hanging=2)
    emit("".join(f"{line}\n" for line in lines), error=True)


def _page(evaluation: Evaluation, rules: Rules, terms: Terms, _: Tables) -> str:
    from lbpp_cli.render import page

    return page.render(evaluation, terms.program, read_clauses(programs.folder(terms.program.id), rules))


def _workbook(evaluation: Evaluation, _: Rules, terms: Terms, tables: Tables) -> bytes:
    from lbpp_cli.read.input_cells import input_cells
    from lbpp_cli.render import workbook, xlsx

    if evaluation.case is None or evaluation.solicitation is None:
        raise ValueError("nothing was evaluated")
    cells = input_cells(tables, evaluation.case.tabulation, terms.program.form)
    if terms.program.worksheet is None:
        message = f"the program {terms.program.id} has no formulas for a workbook. Write report.html."
        raise typer.BadParameter(message, param_hint="--output")
    sheets = workbook.plan(evaluation, terms.program, cells)
    solicitation = evaluation.solicitation
    return xlsx.write(sheets, words.heading(solicitation), solicitation.number or solicitation.title or "")


# What each ending of an output file means.
_MAKERS: dict[str, Callable[[Evaluation, Rules, Terms, Tables], str | bytes]] = {".xlsx": _workbook, ".html": _page}


def _maker(output: Path) -> Callable[[Evaluation, Rules, Terms, Tables], str | bytes]:
    make = _MAKERS.get(output.suffix.lower())
    if make is None:
        endings = " or ".join(_MAKERS)
        raise typer.BadParameter(f"{output} does not end in {endings}.", param_hint="--output")
    return make
