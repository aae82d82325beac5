"""A text file as an auditor sees it: ragged rows, cells that a spreadsheet program would carry out, encodings."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from lbpp_cli.findings import Finding, UnreadableFileError, finding
from lbpp_cli.money import is_blank, quoted
from lbpp_cli.read.delimited import decoded, delimiters
from lbpp_cli.read.headings import address
from lbpp_cli.spreadsheet import SpreadsheetFacts

if TYPE_CHECKING:
    from lbpp_cli.model import InputFile

# A formula, also in the wide signs of East Asia, a call of another program, or arithmetic.
_CARRIED_OUT = re.compile(r"\s*(?:[=＝]|[-+@＋－＠].*[(|!]|[-+][\d.]+\s*[-+*/^]\s*\d)", re.DOTALL)
_LETTERS_OF_UTF8 = re.compile(rb"[\xc3-\xdf][\x80-\xbf]|[\xe2-\xef][\x80-\xbf]{2}")
_MOST = 5
_NONE = "Hidden rows and sheets, formulas, number formats, links and macros: a text file has none."


def read_text(file: InputFile) -> SpreadsheetFacts:
    """What is odd about a text file.

    Raises:
        UnreadableFileError: the content is no text.

    """
    text, found = decoded(file)
    rows = _rows(text, file.file)
    if found and _LETTERS_OF_UTF8.search(file.content or b""):
        message = "Some letters are in UTF-8 and some are not: parts of the text come from different programs."
        hint = "Check names with accents, and save the file anew as “CSV UTF-8”."
        found = [finding("encoding-mixed", message, hint, file.file)]
    found += _ragged(rows, file.file)
    found += _carried_out(rows, file.file)
    return SpreadsheetFacts(file.file, "csv", (), found=tuple(found), not_checked=(_NONE,))


def _rows(text: str, file: str) -> list[list[str]]:
    """The rows by the sign that cuts most of them into the same number of cells."""
    import csv
    import io

    try:
        tables = [list(csv.reader(io.StringIO(text, newline=""), delimiter=sign)) for sign in delimiters(text)]
    except csv.Error as error:
        message = f"The text cannot be read as a table: {error}."
        raise UnreadableFileError(finding("not-a-spreadsheet", message, "Save it as CSV again.", file)) from None

    def cut(rows: list[list[str]]) -> int:
        widths = Counter(len(row) for row in rows if len(row) > 1)
        return max(widths.values(), default=0)

    return max(tables, key=cut)


def _ragged(rows: list[list[str]], file: str) -> list[Finding]:
    """Rows with another number of cells than the first row of their table; a blank line ends a table."""
    odd: list[tuple[int, int, int]] = []
    usual = 0
    for number, row in enumerate(rows):
        if all(map(is_blank, row)):
            usual = 0
        elif not usual:
            usual = len(row)
        elif len(row) != usual:
            odd.append((number, len(row), usual))
    if not odd:
        return []
    number, has, usual = odd[0]
    more = f", and so on in {len(odd):,} rows" if len(odd) > 1 else ""
    message = f"Row {number + 1} has {has} cells where the first row of its table has {usual}{more}."
    hint = "Look for a comma or a line break inside a cell, and put such a cell in quotes."
    return [finding("rows-ragged", message, hint, file, address("", number, 0))]


def _carried_out(rows: list[list[str]], file: str) -> list[Finding]:
    places = [
        (row, column)
        for row, cells in enumerate(rows)
        for column, value in enumerate(cells)
        if value and _CARRIED_OUT.match(value)
    ]
    hint = "Replace it by its value; do not open the file in a spreadsheet program before that."
    found = []
    for row, column in places[:_MOST]:
        message = f"{quoted(rows[row][column])} would be carried out as a formula by a spreadsheet program."
        found.append(finding("formula-in-text", message, hint, file, address("", row, column)))
    if len(places) > _MOST:
        message = f"{len(places) - _MOST:,} more cells would be carried out as formulas."
        found.append(finding("formula-in-text", message, hint, file, address("", *places[_MOST])))
    return found
