"""What a workbook must pass before it is parsed: its kind by content, and limits on what reading it may cost.

A parser allocates one dense table from the first used cell to the last, and repeats a shared text in every cell that
names it. A few kilobytes can therefore ask for gigabytes, and a refused allocation ends the process. So every limit
here is checked first, and what exceeds it is refused and never trimmed: a trimmed table could change an award.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING

from lbpp_cli.findings import UnreadableFileError, finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

_STANDARD_ERROR = 2

# Together these keep the memory of a process that reads a sheet under 300 MB.
MAX_ENTRIES = 5_000
MAX_SHEETS = 500
MAX_DECLARED = 1024**3
MAX_PART = 64 * 1024**2
MAX_RATIO = 250
SMALL_PART = 2 * 1024**2  # below this a ratio says nothing: a short text of blanks packs very well
MAX_SHARED_TEXTS = 1_000_000
MAX_TEXT = 64 * 1024**2
MAX_WIDE_TEXT = 24 * 1024**2  # texts with a character that makes Python hold each of theirs in four bytes
MAX_ODD = 500_000
MAX_ROWS = 250_000
MAX_COLUMNS = 1_024
MAX_CELLS = 26 * 99_999  # all of A1 to Z99999

_ZIP, _EMPTY_ZIP = b"PK\x03\x04", b"PK\x05\x06"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Names of streams in an OLE container, without the zero byte that follows each letter there.
_ENCRYPTED_STREAMS = (b"EncryptionInfo", b"EncryptedPackage")
_WORKBOOK_STREAMS = (b"Workbook\0", b"WORKBOOK\0", b"Book\0", b"BOOK\0")
_OTHER_STREAMS = (b"WordDocument", b"PowerPoint Document", b"__properties_version1.0")
_SAVE_AS = "Open it in a spreadsheet program and save it as an Excel workbook (.xlsx)."
_OTHER_KINDS = {
    b"%PDF": ("a PDF document", "Ask for the spreadsheet it was printed from."),
    b"{\\rtf": ("a text document (RTF)", _SAVE_AS),
    b"<": ("a web page or other markup, whatever its name says", _SAVE_AS),
    b"\x09\x08": ("an Excel workbook from before 1997", _SAVE_AS),
    b"\x09\x04": ("an Excel workbook from before 1997", _SAVE_AS),
    b"\x09\x02": ("an Excel workbook from before 1997", _SAVE_AS),
    b"\x09\x00": ("an Excel workbook from before 1997", _SAVE_AS),
    b"\x1f\x8b": ("a compressed archive", "Unpack it and name the workbook inside."),
    b"7z\xbc\xaf": ("a compressed archive", "Unpack it and name the workbook inside."),
    b"Rar!": ("a compressed archive", "Unpack it and name the workbook inside."),
}


def refusal(code: str, message: str, hint: str, file: str, cell: str = "") -> UnreadableFileError:
    """The error that says why a file is not read."""
    return UnreadableFileError(finding(code, message, hint, file, cell))


def damaged(what: str, file: str, cell: str = "") -> UnreadableFileError:
    """A file that starts like a workbook but cannot be read; ``what`` is a sentence that says where it fails."""
    hint = "Open it in a spreadsheet program and save it again, or ask the sender for a new copy."
    return refusal("file-damaged", f"The workbook is damaged: {what}", hint, file, cell)


def harmful(what: str, file: str, cell: str = "") -> UnreadableFileError:
    """A file that would do harm if it were read on; ``what`` is a sentence that says how."""
    hint = "Do not trust this file. If it is yours, copy the tables into a new workbook and save that."
    return refusal("file-harmful", f"The workbook was not read for safety: {what}", hint, file, cell)


def protected(file: str) -> UnreadableFileError:
    """A workbook that a password protects."""
    hint = "Open it with the password, remove the protection, and save it again."
    return refusal("password", "The workbook is protected by a password.", hint, file)


def no_spreadsheet(what: str, hint: str, file: str) -> UnreadableFileError:
    """A file of another kind; ``what`` says which."""
    return refusal("not-a-spreadsheet", f"The file is no workbook: it is {what}.", hint, file)


def starts_as_workbook(data: bytes) -> bool:
    """Whether a file starts as a package or an OLE container does, damaged ones included."""
    return data.startswith((_ZIP[:2], _OLE))


def is_package(data: bytes, file: str) -> bool:
    """Whether a file is a package of parts in a ZIP (xlsx, xlsm, xlsb, ods), and not an OLE container (xls).

    Raises:
        UnreadableFileError: the file is empty, encrypted, or neither of the two.

    """
    if not data:
        raise refusal("file-empty", "The file is empty.", "Save the workbook again, or name another file.", file)
    if data.startswith(_ZIP):
        return True
    if data.startswith(_OLE):
        if _has_stream(data, _ENCRYPTED_STREAMS):
            raise protected(file)
        if _has_stream(data, _WORKBOOK_STREAMS):
            return False
        if _has_stream(data, _OTHER_STREAMS):
            raise no_spreadsheet("a document of another Office program", "Name an Excel workbook.", file)
        raise damaged("its list of contents is missing, as after a transfer that broke off.", file)
    raise _other_kind(data, file)


def _other_kind(data: bytes, file: str) -> UnreadableFileError:
    """What a file is that is no workbook."""
    if data.startswith(_EMPTY_ZIP):
        return no_spreadsheet("an empty ZIP archive", "Name a workbook.", file)
    start = data[:1000].removeprefix(b"\xef\xbb\xbf")
    for magic, (what, hint) in _OTHER_KINDS.items():
        if start.startswith(magic) or start.lstrip().startswith(magic):
            return no_spreadsheet(what, hint, file)
    if _ZIP.startswith(data) or _OLE.startswith(data):
        return damaged("it ends after its first bytes.", file)
    return no_spreadsheet("of a kind that is not known", "Name an xlsx, xlsm, xlsb, xls or ods workbook.", file)


def _has_stream(data: bytes, names: tuple[bytes, ...]) -> bool:
    return any(b"".join(b"%c\0" % letter for letter in name) in data for name in names)


def cell_name(row: int, column: int) -> str:
    """The name of a cell by its row and column, both from 1: ``cell_name(1, 28)`` is ``AB1``."""
    return f"{column_letters(column)}{row}"


@lru_cache(maxsize=20_000)
def column_letters(column: int) -> str:
    """The letters of a column, from 1: ``column_letters(28)`` is ``AB``."""
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def column_number(letters: str) -> int:
    """The column, from 1, of a cell's letters; 16,384 for ``XFD``."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def fits(rows: int, columns: int) -> bool:
    """Whether a table from A1 with so many rows and columns is within the limits."""
    return rows <= MAX_ROWS and columns <= MAX_COLUMNS and rows * columns <= MAX_CELLS


def check_extent(reach: dict[int, int], sheet: str, file: str) -> None:
    """Refuse a sheet whose used range is absurd; ``reach`` gives each used row's last used column, both from 1.

    Raises:
        UnreadableFileError: the range is absurd; the finding names the cell that stretches it most.

    """
    last, width = max(reach, default=0), max(reach.values(), default=0)
    if fits(last, width):
        return
    stray_row = (last - _second(reach)) * width >= (width - _second(reach.values())) * last
    if last > MAX_ROWS or (stray_row and width <= MAX_COLUMNS):
        row = last
    else:
        row = next(row for row, column in reach.items() if column == width)
    cell = cell_name(row, reach[row])
    message = f"The sheet “{sheet}” is used as far as cell {cell}: a table of {last:,} rows and {width:,} columns."
    hint = (
        f"If something was left in {cell} by mistake, delete the rows below and the columns beside the table, and save."
        f" At most {MAX_ROWS:,} rows, {MAX_COLUMNS:,} columns and {MAX_CELLS:,} cells are read."
    )
    raise refusal("range-absurd", message, hint, file, f"{sheet}!{cell}")


def _second(values: Iterable[int]) -> int:
    return sorted({0, *values})[-2]


@contextmanager
def _quietly() -> Iterator[None]:
    """Keep what the parser says when it panics, which is meant for its authors, away from the user's terminal."""
    try:
        kept = os.dup(_STANDARD_ERROR)
    except OSError:  # there is none
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, _STANDARD_ERROR)
        yield
    finally:
        os.dup2(kept, _STANDARD_ERROR)
        os.close(nowhere)
        os.close(kept)


def values_of(content: bytes, file: str) -> list[tuple[str, list[list[Any]]]]:
    """Name and rows, from A1 on, of each worksheet of a workbook that has passed the checks.

    Raises:
        UnreadableFileError: the parser refused the workbook, or failed.

    """
    import io

    from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum

    try:
        with _quietly(), CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            names = [sheet.name for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
            return [(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in names]
    except PasswordError:
        raise protected(file) from None
    except MemoryError:
        raise harmful("it asks for more memory than there is.", file) from None
    except (KeyboardInterrupt, SystemExit):
        raise
    # A panic in the parser is no Exception, only a BaseException.
    except BaseException as error:
        raise damaged(f"{str(error).rstrip('.')}.", file) from error
