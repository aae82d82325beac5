"""Writes a worksheet of an unusual form anew in the plain one; nothing but its cells is kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lbpp_cli.read.guard import cell_name, column_number, damaged
from lbpp_cli.read.markup import escaped, parse
from lbpp_cli.read.worksheet import UNKNOWN_ERROR

if TYPE_CHECKING:
    Place = tuple[int, int]

_SPACES = (
    "",
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main ",
    "http://purl.oclc.org/ooxml/spreadsheetml/main ",
)
_WORKSHEET, _ROWS, _ROW, _CELL, _VALUE, _FORMULA, _INLINE, _TEXT, _RUN = (
    frozenset(space + local for space in _SPACES)
    for local in ("worksheet", "sheetData", "row", "c", "v", "f", "is", "t", "r")
)
_PATH = (_WORKSHEET, _ROWS, _ROW, _CELL)
_IN_ROWS, _IN_ROW, _IN_CELL = 2, 3, 4

_PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_ROW_NUMBER = re.compile(r"[1-9][0-9]{0,6}")
_INDEX = re.compile(r"[0-9]{1,9}")
_NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_KNOWN_ERROR = re.compile(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!)")
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384


def plain_worksheet(xml: bytes, sheet: str, file: str) -> tuple[bytes, dict[Place, str]]:
    """A worksheet with the same cells in plain form, and the errors, by place from 0, that it has no word for.

    Raises:
        UnreadableFileError: the XML is not well-formed, or a cell is where none can be or refers to nothing.

    """
    writer = _Writer(sheet, file)
    parse(xml, f"“{sheet}”", file, start=writer.start, end=writer.end, text=writer.text)
    if not writer.has_rows:
        raise damaged(f"the sheet “{sheet}” has no cells where they should be.", file, sheet)
    return b"<worksheet><sheetData>%b</sheetData></worksheet>" % bytes(writer.written), writer.errors


class _Writer:
    """Follows the elements of a worksheet, and writes each cell as soon as it ends."""

    def __init__(self, sheet: str, file: str) -> None:
        self.written = bytearray()
        self.errors: dict[Place, str] = {}
        self.has_rows = False
        self._sheet, self._file = sheet, file
        self._level = 0  # how many elements of _PATH are open
        self._foreign = 0  # how many elements are open that do not belong there
        self._inside: list[str] = []  # which elements are open in a cell
        self._row = self._column = 0
        self._type, self._style = "n", ""
        self._formula = False
        self._value: str | None = None
        self._inline: str | None = None

    def start(self, name: str, values: dict[str, str]) -> None:
        level = self._level
        if level == _IN_CELL:
            if not self._inside:
                self._start_in_cell(name)
            self._inside.append(name)
        elif self._foreign or name not in _PATH[level]:
            self._foreign += 1
        else:
            self._level = level + 1
            if level == _IN_ROW:
                self._locate(values.get("r"))
                self._type, self._style = values.get("t", "n"), values.get("s", "")
                self._formula, self._value, self._inline = False, None, None
            elif level == _IN_ROWS:
                self._row = self._number(values["r"]) if "r" in values else self._row + 1
                self._column = 0
            else:
                self.has_rows = name in _ROWS

    def _start_in_cell(self, name: str) -> None:
        if name in _FORMULA:
            self._formula = True
        elif name in _VALUE:
            self._value = ""
        elif name in _INLINE:
            self._inline = ""

    def text(self, characters: str) -> None:
        inside = self._inside
        if not inside:
            return
        if inside[0] in _VALUE and len(inside) == 1:
            self._value = f"{self._value}{characters}"
        # Runs of rich text count; how a text is pronounced does not.
        elif inside[0] in _INLINE and inside[-1] in _TEXT and all(name in _RUN for name in inside[1:-1]):
            self._inline = f"{self._inline}{characters}"

    def end(self, _: str) -> None:
        if self._inside:
            self._inside.pop()
        elif self._foreign:
            self._foreign -= 1
        else:
            if self._level == _IN_CELL:
                self._write()
            self._level -= 1

    def _locate(self, place: str | None) -> None:
        """The place of a cell; one that names none comes after the one before."""
        if place is None:
            self._column += 1
        else:
            known = _PLACE.fullmatch(place.upper())
            self._row, self._column = (int(known[2]), column_number(known[1])) if known else (0, 0)
        if not (1 <= self._row <= _LAST_ROW and 1 <= self._column <= _LAST_COLUMN):
            raise damaged(f"the sheet “{self._sheet}” has a cell at “{(place or '')[:30]}”.", self._file, self._sheet)

    def _number(self, row: str) -> int:
        if not _ROW_NUMBER.fullmatch(row):
            raise damaged(f"the sheet “{self._sheet}” has a row “{row[:30]}”.", self._file, self._sheet)
        return int(row)

    def _write(self) -> None:
        kind, content = self._content()
        if content or self._formula:
            style = f' s="{self._style}"' if _INDEX.fullmatch(self._style) else ""
            formula = "<f/>" if self._formula else ""
            place = cell_name(self._row, self._column)
            self.written += f'<c r="{place}"{style} t="{kind}">{formula}{content}</c>'.encode()

    def _content(self) -> tuple[str, str]:
        """The type of the cell, and its value as an element."""
        kind, value = self._type, self._value
        if kind == "inlineStr" or (value is None and self._inline is not None):
            return "str", f"<v>{escaped(self._inline or '')}</v>"
        bare = (value or "").strip()
        if value is None:
            return kind if kind == "str" else "n", ""
        if kind == "e":
            return kind, self._error(bare or UNKNOWN_ERROR)
        if kind in ("n", "s") and not bare:
            return "n", ""
        if kind == "s" and not _INDEX.fullmatch(bare):
            place = f"{self._sheet}!{cell_name(self._row, self._column)}"
            raise damaged("a cell refers to a text that is not there.", self._file, place)
        if kind == "b" and bare in ("0", "1", "true", "false"):
            bare = "1" if bare in ("1", "true") else "0"
        elif kind not in ("s", "d") and not (kind == "n" and _NUMBER.fullmatch(bare)):
            # Whatever else stands there is text, so that it is never taken for a number.
            return "str", f"<v>{escaped(value)}</v>"
        return kind, f"<v>{escaped(bare)}</v>"

    def _error(self, error: str) -> str:
        """The value of a cell with an error; the parser gives up a sheet for an error that it does not know."""
        if not _KNOWN_ERROR.fullmatch(error):
            self.errors[self._row - 1, self._column - 1] = error[:40]
            error = "#N/A"
        return f"<v>{error}</v>"
