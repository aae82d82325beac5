"""From a named file to the facts about it, whatever its kind."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lbpp_cli.findings import UnreadableFileError, finding
from lbpp_cli.read.audit.bid_tables import bid_tables
from lbpp_cli.read.guard import is_package
from lbpp_cli.read.source import is_workbook
from lbpp_cli.read.workbook import open_workbook

if TYPE_CHECKING:
    from lbpp_cli.model import InputFile
    from lbpp_cli.spreadsheet import SpreadsheetFacts

TEXT_SUFFIXES = (".csv", ".txt", ".tsv")


def read_facts(file: InputFile) -> SpreadsheetFacts:
    """What a spreadsheet or text file holds beside its values.

    Raises:
        UnreadableFileError: the file is no spreadsheet, or is damaged, harmful or encrypted.

    """
    if not is_workbook(file):
        if not file.file.lower().endswith(TEXT_SUFFIXES):
            message = "The content is no workbook, and the name does not say that it is CSV."
            hint = "Name an xlsx, xls, xlsb or ods workbook; give a text file the ending .csv."
            raise UnreadableFileError(finding("not-a-spreadsheet", message, hint, file.file))
        from lbpp_cli.read.audit.delimited import read_text

        return read_text(file)
    facts = _workbook(file)
    return replace(facts, tables=bid_tables(facts.sheets, facts.file))


def _workbook(file: InputFile) -> SpreadsheetFacts:
    data = file.content or b""
    workbook = open_workbook(data, file.file)
    if not is_package(data, file.file):
        from lbpp_cli.read.audit.xls import read_xls

        return read_xls(data, workbook, file.file)
    from lbpp_cli.read.archive import Archive
    from lbpp_cli.read.xlsx import main_part

    archive = Archive(data, file.file)
    if "mimetype" in archive:
        from lbpp_cli.read.audit.ods import read_ods

        return read_ods(archive, workbook, file.file)
    if main_part(archive, file.file).endswith(".bin"):
        from lbpp_cli.read.audit.xlsb import read_xlsb

        return read_xlsb(archive, workbook, file.file)
    from lbpp_cli.read.audit.xlsx import read_xlsx

    return read_xlsx(archive, workbook, file.file)
