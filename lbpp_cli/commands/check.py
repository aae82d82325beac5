"""``lbpp check``: what a careful auditor would look for in the spreadsheet itself."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from lbpp_cli.audit.checks import audit
from lbpp_cli.commands.output import check_target, chosen_form, emit, page_settings, write
from lbpp_cli.findings import NOTE, UNREADABLE, UnreadableFileError
from lbpp_cli.read.audit.facts import read_facts
from lbpp_cli.read.files import read_file
from lbpp_cli.render import console
from lbpp_cli.render.as_check import Checked, as_json, as_lines, as_text
from lbpp_cli.render.layout import Page
from lbpp_cli.status import EVALUATED, INPUT_ERRORS, UNUSABLE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

FORM_OF_SUFFIX = {".json": "json", ".jsonl": "jsonl", ".txt": "console"}


def run(paths: Sequence[Path], form: str | None, output: Path | None, *, force: bool) -> int:
    """Check the files and write what was found; gives the exit status.

    0: nothing, or notes alone. 1: warnings or errors. 2: a file that cannot be read.
    """
    output = None if output is not None and str(output) == "-" else output
    form = chosen_form(form, output, FORM_OF_SUFFIX, len(paths))
    if output is not None:
        check_target(output, paths, force=force)
    checked = [check_file(path) for path in paths]
    page = Page(*page_settings(sys.stdout)) if output is None else Page()
    if form in ("json", "jsonl"):
        write("".join(map(as_json, checked)) if form == "json" else as_lines(checked), output, force=force)
    else:
        readable = [one for one in checked if one.kind is not None]
        if readable:
            write("\n".join(as_text(one, page) for one in readable), output, force=force)
        _complain([one for one in checked if one.kind is None])
    return max(map(_status, checked))


def check_file(path: Path) -> Checked:
    """Check one file; for one that cannot be read, the finding says why."""
    try:
        file = read_file(path, str(path))
    except UnreadableFileError as error:
        return Checked(str(path), None, None, (error.finding,))
    try:
        facts = read_facts(file)
    except UnreadableFileError as error:
        return Checked(str(path), file.sha256, None, (error.finding,))
    found = audit(facts)
    return Checked(str(path), file.sha256, facts.kind, found.findings, found.not_checked)


def _status(checked: Checked) -> int:
    if any(one.code in UNREADABLE for one in checked.findings):
        return UNUSABLE
    return INPUT_ERRORS if any(one.severity != NOTE for one in checked.findings) else EVALUATED


def _complain(unreadable: Sequence[Checked]) -> None:
    page = Page(*page_settings(sys.stderr))
    for one in unreadable:
        emit("\n".join(console.findings(one.findings, page)[1:]) + "\n", error=True)
