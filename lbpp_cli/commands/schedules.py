"""``lbpp bip schedule-a``, ``-b``, ``-c``: the forms of participation of a proposer, as a workbook or a document."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

import typer

from lbpp_cli import __version__
from lbpp_cli.commands.output import check_target, emit, page_settings, write
from lbpp_cli.findings import UnreadableFileError
from lbpp_cli.from_outreach import read_files
from lbpp_cli.outreach.accounts import UnknownError
from lbpp_cli.outreach.schedules import blanks, schedule
from lbpp_cli.render import schedules
from lbpp_cli.render.layout import Page, safe
from lbpp_cli.status import EVALUATED, INPUT_ERRORS, NEEDS_A_PERSON, UNUSABLE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from lbpp_cli.from_outreach import Terms
    from lbpp_cli.outreach.decisions import Forms
    from lbpp_cli.outreach.schedules import Schedule

XLSX, DOCX = ".xlsx", ".docx"


class Wanted(NamedTuple):
    """Which schedule of whom, and where it is written. ``invoice``: that of Schedule B, by default the last."""

    letter: str
    proposer: str
    output: Path
    invoice: str | None = None
    force: bool = False


def run(paths: Sequence[Path], terms: Terms, wanted: Wanted) -> int:
    """Write a schedule and say what differs; gives the exit status.

    Raises:
        typer.BadParameter: the form is not known, or what is asked for is not in the records.

    """
    from lbpp_cli.render import console

    letter, output, forms = wanted.letter, wanted.output, terms.program.forms
    if forms is None:  # pragma: no cover  the command is of a program that has them
        raise typer.BadParameter("the program has no schedules.")
    if output.suffix.lower() not in {XLSX, DOCX}:
        raise typer.BadParameter(f"{output} ends in neither {XLSX} nor {DOCX}.", param_hint="--output")
    check_target(output, (*paths, *terms.named.values(), terms.headings), force=wanted.force)
    page = Page(*page_settings(sys.stderr))
    try:
        read = read_files(paths, terms, letter)
    except UnreadableFileError as error:
        emit("\n".join(console.findings((error.finding,), page)[1:]) + "\n", error=True)
        return UNUSABLE
    found = "".join(f"{line}\n" for line in console.findings(read.findings, page)[1:])
    if read.records is None or read.rules is None:
        emit(f"{output} was not written: the records have errors.\n{found}", error=True)
        return UNUSABLE if any(one.code == "headings-unreadable" for one in read.findings) else INPUT_ERRORS
    try:
        made = schedule(letter, read.records, forms, read.rules, wanted.proposer, wanted.invoice)
    except UnknownError as error:
        raise typer.BadParameter(str(error)) from None
    write(_content(made, forms, terms.program.groups, output), output, force=wanted.force)
    said = [f"{output} was written; it is not signed."]
    if made.report is not None and all(one.text != made.report for one in made.differences):
        said.append(f"Schedule {letter} {made.report}.")
    said += [schedules.difference(one, cells=True) for one in made.differences]
    said += [f"{one}." for one in blanks(made)]
    if made.base is None:
        said.append(f"{forms.bases[letter]}: not stated, so no percentages are given.")
    said += made.assumed
    emit(found + "".join(f"{line}\n" for one in said for line in page.paragraph(safe(one), hanging=2)), error=True)
    return NEEDS_A_PERSON if any(one.clause for one in made.differences) else EVALUATED


def _content(made: Schedule, forms: Forms, groups: Sequence[str], output: Path) -> bytes:
    if output.suffix.lower() == DOCX:
        from lbpp_cli.render import memo_docx

        return memo_docx.render(schedules.document(made, forms, groups))
    from lbpp_cli.render import schedule_workbook, xlsx

    return xlsx.write(
        [schedule_workbook.workbook(made, forms, groups)], f"Schedule {made.letter}", f"lbpp {__version__}"
    )
