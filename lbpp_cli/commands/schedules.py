"""``lbpp bip schedule-a``, ``-b``, ``-c``: the forms of participation of a proposer, as a workbook or a document."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from lbpp_cli import __version__
from lbpp_cli.commands.output import check_target, emit, page_settings, write
from lbpp_cli.findings import UnreadableFileError
from lbpp_cli.from_outreach import judge_files
from lbpp_cli.outreach_schedules import UnknownError, schedule
from lbpp_cli.render.layout import Page, safe
from lbpp_cli.status import EVALUATED, INPUT_ERRORS, NEEDS_A_PERSON, UNUSABLE

if TYPE_CHECKING:
    from pathlib import Path

    from lbpp_cli.from_outreach import Terms

XLSX, DOCX = ".xlsx", ".docx"


def run(letter: str, path: Path, terms: Terms, proposer: str, output: Path, *, invoice: str | None, force: bool) -> int:
    """Write a schedule and say what differs; gives the exit status.

    Raises:
        typer.BadParameter: the form is not known, or what is asked for is not in the records.

    """
    from lbpp_cli.render import console

    if output.suffix.lower() not in {XLSX, DOCX}:
        raise typer.BadParameter(f"{output} ends in neither {XLSX} nor {DOCX}.", param_hint="--output")
    check_target(output, (path, terms.headings), force=force)
    try:
        judged = judge_files([path], terms)
    except UnreadableFileError as error:
        emit("\n".join(console.findings((error.finding,), Page(*page_settings(sys.stderr)))[1:]) + "\n", error=True)
        return UNUSABLE
    if judged.decisions is None:
        from lbpp_cli.render import outreach_console

        emit(f"{output} was not written: the records have errors.\n", error=True)
        emit(outreach_console.complaint(judged, Page(*page_settings(sys.stderr))), error=True)
        return INPUT_ERRORS
    try:
        made = schedule(letter, judged.decisions.records, terms.program, judged.decisions.rules, proposer, invoice)
    except UnknownError as error:
        raise typer.BadParameter(str(error)) from None
    from lbpp_cli.render import schedules

    groups = terms.program.groups
    content: bytes
    if output.suffix.lower() == DOCX:
        from lbpp_cli.render import memo_docx

        content = memo_docx.render(schedules.document(made, groups))
    else:
        from lbpp_cli.render import xlsx

        content = xlsx.write([schedules.workbook(made, groups)], f"Schedule {letter}", f"lbpp {__version__}")
    write(content, output, force=force)
    form = schedules.filled(made, groups)
    page = Page(*page_settings(sys.stderr))
    said = [f"{output} was written; it is not signed.", *form.differences, *form.left]
    if made.base is None:
        said.append("The dollars that percentages are of are not stated; no percentages are given.")
    emit("".join(f"{line}\n" for one in said for line in page.paragraph(safe(one), hanging=2)), error=True)
    return NEEDS_A_PERSON if any(one.clause for one in made.differences) else EVALUATED
