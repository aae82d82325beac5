"""From named files to the tables of an input."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli import columns
from lbpp_cli.columns import GUIDE, SHEETS, squeezed
from lbpp_cli.findings import Finding, UnreadableFileError, finding
from lbpp_cli.model import CERTIFICATIONS, SUBCONTRACTORS
from lbpp_cli.read.delimited import read_delimited
from lbpp_cli.read.files import read_file
from lbpp_cli.read.guard import starts_as_workbook
from lbpp_cli.read.headings import nearest
from lbpp_cli.read.other_tables import refuse_other_tables, refuse_other_workbooks
from lbpp_cli.read.tabulation import Tables
from lbpp_cli.read.workbook import open_workbook
from lbpp_cli.report_layout import IMPORTED_FROM, IMPORTED_ITEMS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from lbpp_cli.model import InputFile
    from lbpp_cli.read.workbook import Sheet

TEXT_SUFFIXES = {".csv", ".txt", ".tsv"}


class Separate(NamedTuple):
    """A table that has a file of its own, and what was found in reading it."""

    file: InputFile
    table: tuple[str, Sheet]
    findings: tuple[Finding, ...]


def read_tables(
    path: Path,
    subcontractors: Path | None = None,
    certifications: Path | None = None,
    *,
    shown: Callable[[Path], str] = str,
    solicitation_given: bool = False,
    register: Separate | None = None,
) -> Tables:
    """The tables of a workbook, or of CSV files of bids, of subcontractors and of certifications.

    A table that has a file of its own takes the place of the workbook's sheet. ``solicitation_given``: whether options
    say what the Solicitation sheet would. ``shown`` gives the name of a file in results. ``register``: the
    certifications where they were read already, for many inputs.

    Raises:
        UnreadableFileError: a file cannot be read.

    """
    file = read_file(path, shown(path))
    if is_workbook(file):
        tables = _workbook_tables(file, solicitation_given=solicitation_given)
    else:
        refuse_other_text(path, file.file)
        sheet, assumed = read_delimited(file, _headings(columns.BID_COLUMNS))
        tables = Tables((file,), (file.file, sheet), findings=tuple(assumed))
    if tables.bids is not None:
        refuse_other_tables(*tables.bids)
    if subcontractors is not None:
        other = read_file(subcontractors, shown(subcontractors), SUBCONTRACTORS)
        table, found = _only_table(subcontractors, other, columns.SUBCONTRACTORS, columns.SUBCONTRACTOR_COLUMNS)
        found += _replaced(tables.subcontractors, columns.SUBCONTRACTORS, other)
        tables = tables._replace(
            files=(*tables.files, other), subcontractors=table, findings=(*tables.findings, *found)
        )
    if register is None and certifications is not None:
        register = read_certifications(certifications, shown)
    if register is not None:
        found = [*register.findings, *_replaced(tables.register, columns.CERTIFICATIONS, register.file)]
        tables = tables._replace(
            files=(*tables.files, register.file), register=register.table, findings=(*tables.findings, *found)
        )
    return tables


def read_certifications(path: Path, shown: Callable[[Path], str] = str) -> Separate:
    """A register of certifications in a file of its own.

    Raises:
        UnreadableFileError: the file cannot be read.

    """
    file = read_file(path, shown(path), CERTIFICATIONS)
    table, found = _only_table(path, file, columns.CERTIFICATIONS, columns.REGISTER_COLUMNS)
    return Separate(file, table, tuple(found))


def _replaced(table: tuple[str, Sheet] | None, name: str, other: InputFile) -> list[Finding]:
    """That a file takes the place of a sheet."""
    if table is None:
        return []
    file, sheet = table
    message = f"The sheet “{sheet.name}” is replaced by {other.file}."
    return [finding("option-overrides", message, f"Leave the option away to use the sheet {name}.", file, sheet.name)]


def is_workbook(file: InputFile) -> bool:
    """Whether the content starts as a workbook does, whatever the file is called."""
    return starts_as_workbook(file.content or b"")


def _headings(wanted: tuple[columns.Column, ...]) -> list[str]:
    return [name for column in wanted for name in (column.heading, *column.also)]


def refuse_other_text(path: Path, shown: str) -> None:
    """Refuse a file that is no workbook and does not say that it is CSV.

    Raises:
        UnreadableFileError: it is such a file.

    """
    if path.suffix.lower() not in TEXT_SUFFIXES:
        raise UnreadableFileError(
            finding(
                "not-a-spreadsheet",
                "The content is no workbook, and the name does not say that it is CSV.",
                "Name an xlsx, xls, xlsb or ods workbook; give a text file the ending .csv.",
                shown,
            )
        )


def _only_table(
    path: Path, file: InputFile, sheet_name: str, wanted: tuple[columns.Column, ...]
) -> tuple[tuple[str, Sheet], list[Finding]]:
    """A table that has a file of its own: a CSV file, or a workbook with that sheet or with one sheet alone."""
    if not is_workbook(file):
        refuse_other_text(path, file.file)
        sheet, assumed = read_delimited(file, _headings(wanted))
        return (file.file, sheet), assumed
    workbook = open_workbook(file.content or b"", file.file)
    found, _ = known_sheets(workbook.sheet_names, file.file)
    name = found.get(sheet_name) or (workbook.sheet_names[0] if len(workbook.sheet_names) == 1 else None)
    if name is None:
        message = f"There is no sheet “{sheet_name}”; the sheets are {', '.join(workbook.sheet_names)}."
        raise UnreadableFileError(finding("sheet-missing", message, f"Name the sheet {sheet_name}.", file.file))
    return (file.file, workbook.sheet(name)), []


def _workbook_tables(file: InputFile, *, solicitation_given: bool) -> Tables:
    workbook = open_workbook(file.content or b"", file.file)
    refuse_other_workbooks(file.file, workbook.sheet_names)
    found, findings = known_sheets(workbook.sheet_names, file.file)
    misspelt = any(odd.code == "sheet-misspelt" for odd in findings)
    needed = [columns.BIDS] if solicitation_given else [columns.BIDS, columns.SOLICITATION]
    for name in needed:
        if name not in found and not misspelt:
            findings.append(
                finding(
                    "sheet-missing",
                    f"There is no sheet “{name}”; the sheets are {', '.join(workbook.sheet_names)}.",
                    f"Name the sheet “{name}”, or add it."
                    + (" Or give its fields as options." if name == columns.SOLICITATION else ""),
                    file.file,
                )
            )

    def table(name: str) -> tuple[str, Sheet] | None:
        return (file.file, workbook.sheet(found[name])) if name in found else None

    return Tables(
        (file,),
        table(columns.BIDS),
        table(columns.SUBCONTRACTORS),
        table(columns.SOLICITATION),
        table(columns.CERTIFICATIONS),
        tuple(findings),
    )


def known_sheets(
    names: tuple[str, ...], file: str, sheets: Mapping[str, tuple[str, ...]] = SHEETS
) -> tuple[dict[str, str], list[Finding]]:
    """Which sheet is which of the known ones, and what is odd about the others. ``sheets``: their names, and others."""
    found: dict[str, str] = {}
    # A sheet of the very name is taken before one of another accepted name, wherever it stands.
    for known in _spellings(tuple(sheets.items())):
        for name in names:
            meant = known.get(squeezed(name))
            if meant is not None and meant not in found and name not in found.values():
                found[meant] = name
    others = [name for name in names if name not in found.values()]
    if others:
        passed_over = {squeezed(GUIDE), squeezed(IMPORTED_ITEMS), squeezed(IMPORTED_FROM)}
        others = [name for name in others if squeezed(name) not in passed_over]
    findings = []
    for name in others:
        near = nearest(name, [known_name for known_name in sheets if known_name not in found])
        if near:
            message = f"The sheet “{name}” is not known. The nearest known name is “{near}”."
            hint = f"Name it “{near}” if it is that sheet; otherwise give it another name."
            findings.append(finding("sheet-misspelt", message, hint, file, name))
        else:
            message = f"The sheet “{name}” was not read."
            hint = f"The sheets that are read: {', '.join(sheets)}."
            findings.append(finding("sheet-not-read", message, hint, file, name))
    return found, findings


@lru_cache
def _spellings(sheets: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[dict[str, str], dict[str, str]]:
    """The sheet that each name means, squeezed: the names themselves, and the others that are accepted."""
    own = {squeezed(name): name for name, _ in sheets}
    return own, {squeezed(spelling): name for name, spellings in sheets for spelling in spellings}
