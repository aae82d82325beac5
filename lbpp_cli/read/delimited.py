"""Tables in text files: CSV, and the same with semicolons or tabs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.columns import squeezed
from lbpp_cli.findings import Finding, UnreadableFileError, finding
from lbpp_cli.read.workbook import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lbpp_cli.model import InputFile

_BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def read_delimited(file: InputFile, known_headings: Iterable[str]) -> tuple[Sheet, list[Finding]]:
    """The table of a text file, and what was assumed to read it.

    The delimiter is the one of comma, semicolon and tab that makes the most known headings.

    Raises:
        UnreadableFileError: the content is no text.

    """
    import csv
    import io

    text, findings = decoded(file)
    known = {squeezed(heading) for heading in known_headings}
    try:
        tables = [
            list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)) for delimiter in delimiters(text)
        ]
    except csv.Error as error:
        message = f"The text cannot be read as a table: {error}."
        raise UnreadableFileError(finding("not-a-spreadsheet", message, "Save it as CSV again.", file.file)) from None
    best = max(
        tables, key=lambda rows: max((sum(squeezed(cell) in known for cell in row) for row in rows[:20]), default=0)
    )
    return Sheet("", [list(row) for row in best], {}), findings


def delimiters(text: str) -> list[str]:
    """The signs that may separate the cells of a text."""
    return [delimiter for delimiter in ",;\t" if delimiter in text[:10_000]] or [","]


def decoded(file: InputFile) -> tuple[str, list[Finding]]:
    """The text of a file, and what was assumed to read it.

    Raises:
        UnreadableFileError: the content is no text.

    """
    content = file.content or b""
    encoding = next((name for mark, name in _BYTE_ORDER_MARKS.items() if content.startswith(mark)), "utf-8")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        text = ""
    if text and "\0" not in text:
        return text, []
    if b"\0" in content or encoding != "utf-8":
        raise UnreadableFileError(
            finding(
                "not-a-spreadsheet",
                "The content is neither a workbook nor text.",
                "Name an xlsx, xls, xlsb, ods or CSV file.",
                file.file,
            )
        )
    # What Excel on Windows writes as plain CSV; each byte has one meaning, but which one is an assumption.
    assumed = finding(
        "encoding-assumed",
        "The text is not UTF-8; it was read as Windows-1252.",
        "Check names with accents. Excel's “CSV UTF-8” avoids the question.",
        file.file,
    )
    return content.decode("cp1252", errors="replace"), [assumed]
