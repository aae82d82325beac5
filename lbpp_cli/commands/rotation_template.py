"""``lbpp rotation --template``: an example of a prequalified list, to be replaced."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import typer

from lbpp_cli import programs
from lbpp_cli.commands.output import check_writable, emit, write
from lbpp_cli.commands.template import XLSX
from lbpp_cli.read.rotation_list import SHEET
from lbpp_cli.read.rulebook import read_example
from lbpp_cli.render import template, xlsx
from lbpp_cli.render.template import Table
from lbpp_cli.render.template_entries import CHOICE, Blank

if TYPE_CHECKING:
    from pathlib import Path

    from lbpp_cli.columns import Column

EXAMPLE = "rotation_example.toml"
_ROWS = 40


def run(program: str, output: Path, *, force: bool) -> int:
    """Write the workbook and say what to do next; gives the exit status.

    Raises:
        typer.BadParameter: the program has no rotation, or no workbook can be written under the name.

    """
    try:
        part = programs.part(program, "rotation")
    except LookupError:
        known = ", ".join(programs.having("rotation"))
        message = f"the program {program!r} has no rotation of contractors. Programs that have: {known}."
        raise typer.BadParameter(message, param_hint="--program") from None
    if output.suffix.lower() != XLSX and not output.is_dir():
        message = f"{output} does not end in {XLSX}. Name it {output.with_suffix(XLSX).name}."
        raise typer.BadParameter(message, param_hint="LIST")
    check_writable(output, force=force, option="LIST")
    example = read_example(programs.folder(program), EXAMPLE)[SHEET]
    blanks = tuple(_blank(one) for one in part.columns if any(one.heading in row for row in example))
    content = xlsx.write([template.rows(Table(SHEET, blanks, _ROWS, tuple(example)))], "Prequalified list", "List")
    write(content, output, force=force, option="LIST")
    # The certifications of the example last a year: it is tried on a day on which they hold.
    day = max(str(row["Qualified on"]) for row in example)
    trade = f"--trade {shlex.quote(str(example[0]['Trade']))}"
    emit(
        f"{output} was written. Try it as of a day of its example, then replace the example:\n"
        f"  lbpp rotation {shlex.quote(str(output))} {trade} --job 30,000 --as-of {day}\n",
        error=True,
    )
    return 0


def _blank(column: Column) -> Blank:
    kind = column.kind if isinstance(column.kind, str) else CHOICE
    texts = column.kind if isinstance(column.kind, dict) else {}
    choices = tuple(text for text, value in texts.items() if text == value)
    return Blank(column.heading, kind, column.about, column.required, choices)
