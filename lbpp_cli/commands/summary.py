"""``lbpp summary``: the compliance report over results of ``lbpp batch``."""

from __future__ import annotations

import sys
from functools import cache
from typing import TYPE_CHECKING

import typer

from lbpp_cli import __version__, programs
from lbpp_cli.commands.output import check_target, emit, page_settings, write
from lbpp_cli.compliance.outcomes import Tables
from lbpp_cli.compliance.reporting import Reporter
from lbpp_cli.compliance.summary import BREAKDOWNS, Known, summarise
from lbpp_cli.findings import ERROR, UNREADABLE, UnreadableFileError, finding
from lbpp_cli.read.rulebook import read_rulebook
from lbpp_cli.render import console
from lbpp_cli.render.kept_rows import kept_rows
from lbpp_cli.render.layout import Page
from lbpp_cli.render.summary_words import Labels
from lbpp_cli.results import TABLES, companion
from lbpp_cli.status import EVALUATED, INPUT_ERRORS, UNUSABLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from lbpp_cli.compliance.reporting import OwnGoal
    from lbpp_cli.compliance.summary import Summary
    from lbpp_cli.findings import Finding

# What each ending of an output file means.
FORM_OF_SUFFIX = {".txt": "console", ".csv": "csv", ".json": "json", ".html": "html", ".xlsx": "xlsx"}


def run(
    results: Sequence[Path],
    form: str | None,
    output: Path | None,
    by: Sequence[str] | None,
    goals: Path | None = None,
    *,
    force: bool,
) -> int:  # fmt: skip
    """Sum results up and write the report; gives the exit status.

    It is 0, or 1 with errors in the goals of agencies, or 2 where results cannot be summed up.

    Raises:
        typer.BadParameter: the form is not told, or the report cannot be written.

    """
    if output is not None and str(output) == "-":
        output = None
    form = form or (form_of(output) if output else "console")
    if form == "xlsx" and output is None:
        raise typer.BadParameter("a workbook needs a file: -o FILE.", param_hint="--output")
    if output is not None:
        check_target(output, _read_from(results, goals), force=force)
    paths = list(dict.fromkeys(results))
    tables, wrong = read(paths)
    about: Callable[[str], Known] = known
    if goals is not None and not wrong:
        own, found = _goals(goals, {row["program"] for one in tables for row in one.files})
        _tell(found)
        if any(one.severity == ERROR for one in found):
            return UNUSABLE if {one.code for one in found} & UNREADABLE else INPUT_ERRORS

        def about(program: str) -> Known:
            return known(program)._replace(own=own if known(program).reporter else ())

    if not wrong:
        summary, wrong = summarise(tables, about)
    if wrong or summary is None:
        _tell(wrong)
        return UNUSABLE
    chosen = [name for name in BREAKDOWNS if not by or name in by]
    page = Page(*page_settings(sys.stdout)) if output is None else Page()
    hashes = _hashes(_read_from(paths, goals))
    write(_render(summary, form, list(map(str, paths)), hashes, chosen, page), output, force=force)
    return EVALUATED


def _tell(found: Sequence[Finding]) -> None:
    if found:
        lines = console.findings(tuple(found), Page(*page_settings(sys.stderr)))[1:]
        emit("\n".join(lines) + "\n", error=True)


def _goals(path: Path, named: Iterable[str]) -> tuple[tuple[OwnGoal, ...], Sequence[Finding]]:
    """The goals that agencies set themselves for a year, for the program of the results that has such goals.

    Raises:
        typer.BadParameter: none has.

    """
    from lbpp_cli.commands.yearly_goals import read_goals

    reporters = [known(program).reporter for program in sorted(named)]
    reporter = next((one for one in reporters if one is not None), None)
    if reporter is None:
        raise typer.BadParameter("no program of these results has goals of a year.", param_hint="--goals")
    try:
        return read_goals(path, reporter.reporting.own_goals)
    except UnreadableFileError as error:
        return (), [error.finding]


def _read_from(results: Iterable[Path], goals: Path | None) -> list[Path]:
    """The files that a summary is of."""
    return [*(place for path in results for place in _places(path)), *([goals] if goals else ())]


def _hashes(places: Iterable[Path]) -> dict[str, str]:
    """The SHA-256 of each file."""
    from hashlib import sha256

    return {str(place): sha256(place.read_bytes()).hexdigest() for place in places}


def _places(results: Path) -> list[Path]:
    """The files that results are: one for each table, or one with all of them."""
    if results.suffix.lower() in {".jsonl", ".xlsx"}:
        return [results]
    return [companion(results, table) for table in TABLES]


def form_of(output: Path) -> str:
    """The form that the ending of an output file means.

    Raises:
        typer.BadParameter: the ending means no form.

    """
    form = FORM_OF_SUFFIX.get(output.suffix.lower())
    if form is None:
        endings = ", ".join(FORM_OF_SUFFIX)
        message = f"{output} ends in none of {endings}. Choose a form with --format."
        raise typer.BadParameter(message, param_hint="--output")
    return form


def read(paths: Sequence[Path]) -> tuple[list[Tables], list[Finding]]:
    """The tables of each result, and what is wrong with those that cannot be read."""
    import pyarrow as pa

    from lbpp_cli.read.results import read_results

    found, wrong = [], []
    for path in paths:
        try:
            frames = read_results(path, kept_rows)
        except UnreadableFileError as error:
            wrong.append(error.finding)
            continue
        rows = {
            name: pa.Table.from_pandas(frame, preserve_index=False).to_pylist()
            for name, frame in frames._asdict().items()
        }
        if not rows["files"]:
            message = "There are no results in it: the table of files has no row."
            wrong.append(finding("not-results", message, "Run lbpp batch again.", str(path)))
        found.append(Tables(str(path), **rows))
    return found, wrong


@cache
def known(program: str) -> Known:
    """What is known of a program; nothing of one that this version does not have."""
    try:
        found = programs.load(program)
    except LookupError:
        return Known()
    reporter = None
    if program in programs.having("reporting"):
        reporter = Reporter(programs.part(program, "reporting"), read_rulebook(programs.folder(program)))
    return Known(found.certifications, found.has_preference, reporter)


def _labels(program: str) -> Labels:
    """What a program is called; a result may be of a program that this version does not have."""
    try:
        known = programs.load(program)
    except LookupError:
        return Labels(program, {})
    return Labels(read_rulebook(programs.folder(program)).title, known.full_names)


def _render(
    summary: Summary, form: str, paths: Sequence[str], hashes: Mapping[str, str], chosen: Sequence[str], page: Page
) -> str | bytes:  # fmt: skip
    """The summary in a form, whose module is imported when it is asked for."""
    labels = {one.program: _labels(one.program) for one in summary.programs}
    if form == "json":
        from lbpp_cli.render import summary_data

        return summary_data.as_json(summary, labels, hashes, chosen)
    if form == "csv":
        from lbpp_cli.render import summary_data

        return summary_data.as_csv(summary, chosen)
    if form == "html":
        from lbpp_cli.render import summary_page

        return summary_page.render(summary, labels, hashes, chosen)
    if form == "xlsx":
        from lbpp_cli.render import summary_workbook, xlsx

        sheets = summary_workbook.plan(summary, labels, hashes, chosen)
        return xlsx.write(sheets, "Compliance summary", f"lbpp {__version__}")
    from lbpp_cli.render import summary_console

    return summary_console.render(summary, labels, page, paths, chosen)
