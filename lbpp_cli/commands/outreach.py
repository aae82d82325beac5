"""``lbpp bip check``: from the records of an outreach to a decision on each proposer."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

import typer

from lbpp_cli import __version__, programs
from lbpp_cli.commands import outreach_files
from lbpp_cli.commands.output import check_target, chosen_form, emit, page_settings, write
from lbpp_cli.findings import UnreadableFileError
from lbpp_cli.from_outreach import Terms, judge_files
from lbpp_cli.render.layout import Page
from lbpp_cli.status import EVALUATED, INPUT_ERRORS, NEEDS_A_PERSON, UNUSABLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from pathlib import Path

    from lbpp_cli.outreach.decisions import Judged, Program

# What each ending of an output file means.
FORM_OF_SUFFIX = {".txt": "console", ".json": "json", ".html": "html", ".xlsx": "xlsx"}


class Options(NamedTuple):
    """How the decisions are written."""

    form: str | None
    output: Path | None
    force: bool
    everything: bool


def run(paths: Sequence[Path], terms: Terms, options: Options) -> int:
    """Check the outreach and write the decisions; gives the exit status.

    0: every proposer is decided. 1: errors in the input. 2: a file that cannot be read. 3: a person must decide.

    Raises:
        typer.BadParameter: the form is not told, or the result cannot be written.

    """
    output = None if options.output is not None and str(options.output) == "-" else options.output
    form = chosen_form(options.form, output, FORM_OF_SUFFIX, 1) or "console"
    if form == "xlsx" and output is None:
        raise typer.BadParameter("a workbook needs a file: -o FILE.", param_hint="--output")
    paths = outreach_files.in_folders(paths, "OUTREACH")
    if output is not None:
        check_target(output, (*paths, *terms.named.values(), terms.headings), force=options.force)
    try:
        judged = judge_files(paths, terms)
    except UnreadableFileError as error:
        from lbpp_cli.render import console

        emit("\n".join(console.findings((error.finding,), Page(*page_settings(sys.stderr)))[1:]) + "\n", error=True)
        return UNUSABLE
    page = Page(*page_settings(sys.stdout)) if output is None else Page()
    if judged.decisions is not None or form == "json":
        write(_render(judged, form, page, everything=options.everything), output, force=options.force)
    if judged.decisions is None:
        if form != "json":
            _complain(judged, output)
        return UNUSABLE if any(one.code == "headings-unreadable" for one in judged.findings) else INPUT_ERRORS
    return NEEDS_A_PERSON if judged.decisions.needs_a_person else EVALUATED


def _complain(judged: Judged, output: Path | None) -> None:
    from lbpp_cli.render import outreach_console

    if output is not None:
        emit(f"{output} was not written: nothing was decided.\n", error=True)
    emit(outreach_console.complaint(judged, Page(*page_settings(sys.stderr))), error=True)


def _render(judged: Judged, form: str, page: Page, *, everything: bool) -> str | bytes:
    """The decisions in a form, whose module is imported when it is asked for."""
    if form == "json":
        from lbpp_cli.render import outreach_json

        return outreach_json.render(judged)
    if form == "html":
        from lbpp_cli.render import outreach_page

        return outreach_page.render(judged)
    if form == "xlsx":
        from lbpp_cli.render import outreach_workbook, xlsx

        sheets = outreach_workbook.plan(judged)
        return xlsx.write(sheets, "Outreach to subconsultants", f"lbpp {__version__}")
    from lbpp_cli.render import outreach_console

    return outreach_console.render(judged, page, everything=everything)


def terms_of(
    program: str, tables: Iterable[str], headings: Path | None, readings: Iterable[str], *, month_first: bool
) -> Terms:
    """What the options mean.

    Raises:
        typer.BadParameter: one of them says nothing that is known.

    """
    loaded = programs.part(program, "outreach")
    return Terms(
        loaded, dict(outreach_files.tables(tables, "--table")), headings, month_first, _readings(loaded, readings)
    )


def rules(program: str, day: date, *, readings: bool) -> int:
    """Print the figures of the rules, or what they leave open.

    Raises:
        typer.BadParameter: no rules are known for the day.

    """
    from lbpp_cli.commands.rules import figures, open_questions
    from lbpp_cli.read.rulebook import read_rulebook

    page = Page(*page_settings(sys.stdout))
    loaded = programs.part(program, "outreach")
    book = read_rulebook(programs.folder(program))
    lines = open_questions(loaded.readings, page) if readings else figures(book, day, page)
    emit("\n".join(lines) + "\n")
    return EVALUATED


def _readings(program: Program, readings: Iterable[str]) -> dict[str, str]:
    from lbpp_cli.commands.options import reading_of

    chosen: dict[str, str] = {}
    for text in readings:
        name, value = reading_of(text, program.readings)
        if name in chosen:
            raise typer.BadParameter(f"{name} is given twice.", param_hint="--reading")
        chosen[name] = value
    return chosen
