"""``lbpp import``: from a bid tabulation to the bid workbook that is evaluated."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

import typer

from lbpp_cli import programs
from lbpp_cli.commands.output import check_target, emit, page_settings, write
from lbpp_cli.findings import ERROR, Finding, UnreadableFileError
from lbpp_cli.read.files import read_file
from lbpp_cli.read.importing.maps import MapError
from lbpp_cli.read.importing.run import import_files
from lbpp_cli.render import console, import_account
from lbpp_cli.render.layout import Page, safe

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from lbpp_cli.imported import Choices, Imported
    from lbpp_cli.model import InputFile
    from lbpp_cli.read.importing.gather import Find

IMPORTED, STOPPED, UNUSABLE = 0, 1, 2


class Options(NamedTuple):
    """What a user chose for an import."""

    output: Path | None
    choices: Choices
    map: Path | None
    ask: bool
    force: bool
    program: str


def run(paths: Sequence[Path], options: Options) -> int:
    """Import the files of one tabulation; gives the exit status.

    Raises:
        typer.BadParameter: an option makes no sense, or a file cannot be written.

    """
    output = options.output
    if output is not None:
        if output.suffix.lower() != ".xlsx":
            raise typer.BadParameter(f"{output} does not end in .xlsx.", param_hint="--output")
        check_target(output, (*paths, options.map), force=options.force)
    certifications = _certifications(options.program)
    try:
        files = [read_file(path, path.name) for path in paths]
        imported = import_files(files, certifications, options.choices, _mapped(options, files))
    except UnreadableFileError as error:
        return _complain(error.finding)
    except MapError as error:
        return _complain(*error.findings)
    stopped = any(found.severity == ERROR for found in imported.findings)
    if not stopped and output is not None:
        write(_workbook(imported, certifications), output, force=options.force)
    page = Page(*page_settings(sys.stderr if stopped else sys.stdout))
    written = str(output) if output is not None else None
    emit(import_account.render(imported, certifications, page, written=written), error=stopped)
    return STOPPED if stopped else IMPORTED


def _certifications(program: str) -> tuple[str, ...]:
    try:
        return programs.load(program).certifications
    except LookupError:
        known = ", ".join(programs.names())
        raise typer.BadParameter(f"there is no program {program!r}. Known: {known}.", param_hint="--program") from None


def _mapped(options: Options, files: Sequence[InputFile]) -> Find | None:
    """What the map finds, asked for and written first where the user wants that; None without a map."""
    if options.map is None:
        if options.ask:
            message = "say where the map is to be written: --map FILE.toml --ask."
            raise typer.BadParameter(message, param_hint="--ask")
        return None
    from lbpp_cli.read.importing.maps import read_map

    if options.ask:
        from lbpp_cli.commands.ask import ask

        ask(files[0], options.map, force=options.force)
    given = read_file(options.map, options.map.name)
    return read_map(given.content or b"", given.file, files[0])


def _complain(*found: Finding) -> int:
    page = Page(*page_settings(sys.stderr))
    emit("\n".join(console.findings(found, page)[1:]) + "\n", error=True)
    return UNUSABLE


def _workbook(imported: Imported, certifications: tuple[str, ...]) -> bytes:
    from lbpp_cli.read.importing.tables import filled
    from lbpp_cli.render import import_workbook, xlsx

    sheets = import_workbook.plan(filled(imported, certifications), imported)
    files = ", ".join(file.file for file in imported.files)
    return xlsx.write(sheets, f"Bids imported from {files}", files)


def layouts() -> int:
    """List the layouts that are known."""
    from lbpp_cli.read.layouts import LAYOUTS

    page = Page(*page_settings(sys.stdout))
    lines = []
    for layout in LAYOUTS:
        lines += [page.paint(layout.id, "bold"), *page.paragraph(safe(layout.description), indent=2)]
    lines += ["", *page.paragraph("Any other layout: lbpp import TABULATION --map FILE.toml --ask")]
    emit("\n".join(lines) + "\n")
    return IMPORTED
