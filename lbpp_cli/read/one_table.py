"""A table that stands alone in a file: a CSV file, or a sheet of a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.columns import GUIDE, squeezed
from lbpp_cli.findings import Finding, UnreadableFileError, finding
from lbpp_cli.read.delimited import read_delimited
from lbpp_cli.read.files import read_file
from lbpp_cli.read.source import is_workbook, refuse_other_text
from lbpp_cli.read.table import TableReader
from lbpp_cli.read.workbook import open_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from lbpp_cli.columns import Column
    from lbpp_cli.model import InputFile
    from lbpp_cli.read.table import Record
    from lbpp_cli.read.workbook import Sheet


class OneTable(NamedTuple):
    """The file, the rows of its table, the fields that it has a column for, and what was found in reading it."""

    file: InputFile
    records: tuple[Record, ...]
    fields: frozenset[str]
    findings: tuple[Finding, ...]


def read_one_table(path: Path, name: str, columns: tuple[Column, ...]) -> OneTable:
    """The table of a CSV file, of the sheet ``name`` of a workbook, or of its only sheet.

    Raises:
        UnreadableFileError: the file cannot be read, or has no such sheet.

    """
    file = read_file(path, str(path))
    if is_workbook(file):
        sheet, found = _sheet(file, name)
    else:
        refuse_other_text(path, file.file)
        sheet, found = read_delimited(file, [text for column in columns for text in (column.heading, *column.also)])
    reader = TableReader(file.file)
    records, fields = reader.read(sheet, columns)
    return OneTable(file, tuple(records), fields, (*found, *reader.findings))


def _sheet(file: InputFile, name: str) -> tuple[Sheet, list[Finding]]:
    workbook = open_workbook(file.content or b"", file.file)
    wanted = [one for one in workbook.sheet_names if squeezed(one) == squeezed(name)]
    others = [one for one in workbook.sheet_names if one not in wanted and squeezed(one) != squeezed(GUIDE)]
    if not wanted and len(others) == 1:
        wanted, others = others, []
    if not wanted:
        message = f"There is no sheet “{name}”; the sheets are {', '.join(workbook.sheet_names)}."
        raise UnreadableFileError(finding("sheet-missing", message, f"Name the sheet {name}.", file.file))
    hint = f"The sheet that is read: {name}."
    unread = [finding("sheet-not-read", f"The sheet “{one}” was not read.", hint, file.file, one) for one in others]
    return workbook.sheet(wanted[0]), unread
