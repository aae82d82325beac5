"""From named files to the tables of an input."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.findings import Finding, UnreadableFileError, finding
from lbpp_cli.read import columns
from lbpp_cli.read.columns import SHEETS, squeezed
from lbpp_cli.read.delimited import read_delimited
from lbpp_cli.read.files import read_file
from lbpp_cli.read.table import nearest
from lbpp_cli.read.tabulation import Tables
from lbpp_cli.read.workbook import open_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from lbpp_cli.model import InputFile
    from lbpp_cli.read.workbook import Sheet

_TEXT_SUFFIXES = {".csv", ".txt", ".tsv"}
_ZIP, _OLE = b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_tables(path: Path, subcontractors: Path | None = None, *, solicitation_given: bool = False) -> Tables:
    """The tables of a workbook, or of a CSV file of bids with a CSV file of subcontractors.

    ``solicitation_given``: whether options say what the Solicitation sheet would.

    Raises:
        UnreadableFileError: a file cannot be read.

    """
    file = read_file(path)
    if is_workbook(file):
        tables = _workbook_tables(file, solicitation_given=solicitation_given)
    else:
        _refuse_other_text(path)
        sheet, assumed = read_delimited(file, _headings(columns.BID_COLUMNS))
        tables = Tables((file,), (file.file, sheet), findings=tuple(assumed))
    if subcontractors is None:
        return tables
    other = read_file(subcontractors)
    sheet, found = _only_table(other, columns.SUBCONTRACTORS, columns.SUBCONTRACTOR_COLUMNS)
    return Tables(
        (*tables.files, other),
        tables.bids,
        (other.file, sheet),
        tables.solicitation,
        (*tables.findings, *found),
    )


def is_workbook(file: InputFile) -> bool:
    """Whether the content starts as a workbook does, whatever the file is called."""
    return (file.content or b"").startswith((_ZIP, _OLE))


def _headings(wanted: tuple[columns.Column, ...]) -> list[str]:
    return [name for column in wanted for name in (column.heading, *column.also)]


def _refuse_other_text(path: Path) -> None:
    if path.suffix.lower() not in _TEXT_SUFFIXES:
        raise UnreadableFileError(
            finding(
                "not-a-spreadsheet",
                "The content is no workbook, and the name does not say that it is CSV.",
                "Name an xlsx, xls, xlsb or ods workbook; give a text file the ending .csv.",
                str(path),
            )
        )


def _only_table(file: InputFile, sheet_name: str, wanted: tuple[columns.Column, ...]) -> tuple[Sheet, list[Finding]]:
    """A table that has a file of its own: a CSV file, or a workbook with that sheet or with one sheet alone."""
    if not is_workbook(file):
        return read_delimited(file, _headings(wanted))
    workbook = open_workbook(file.content or b"", file.file)
    found, findings = _sheets(workbook.sheet_names, file.file)
    if sheet_name in found:
        return workbook.sheet(found[sheet_name]), findings
    if len(workbook.sheet_names) == 1:
        return workbook.sheet(workbook.sheet_names[0]), []
    message = f"There is no sheet “{sheet_name}”; the sheets are {', '.join(workbook.sheet_names)}."
    raise UnreadableFileError(finding("sheet-missing", message, f"Name the sheet {sheet_name}.", file.file))


def _workbook_tables(file: InputFile, *, solicitation_given: bool) -> Tables:
    workbook = open_workbook(file.content or b"", file.file)
    found, findings = _sheets(workbook.sheet_names, file.file)
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
        tuple(findings),
    )


def _sheets(names: tuple[str, ...], file: str) -> tuple[dict[str, str], list[Finding]]:
    """Which sheet is which of the known ones, and what is odd about the others."""
    known = {squeezed(spelling): name for name, also in SHEETS.items() for spelling in (*also, name)}
    found: dict[str, str] = {}
    others: list[str] = []
    for name in names:
        meant = known.get(squeezed(name))
        if meant is None or meant in found:
            others.append(name)
        else:
            found[meant] = name
    findings = []
    for name in others:
        near = nearest(name, [known_name for known_name in SHEETS if known_name not in found])
        if near:
            message = f"The sheet “{name}” is not known. The nearest known name is “{near}”."
            hint = f"Name it “{near}” if it is that sheet; otherwise give it another name."
            findings.append(finding("sheet-misspelt", message, hint, file, name))
        else:
            message = f"The sheet “{name}” was not read."
            hint = f"The sheets that are read: {', '.join(SHEETS)}."
            findings.append(finding("sheet-not-read", message, hint, file, name))
    return found, findings
