"""Writes a worksheet of an unusual form anew in the plain one; nothing but its cells is kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lbpp_cli.read.guard import cell_name, column_number, damaged
from lbpp_cli.read.markup import escaped, parse
from lbpp_cli.read.worksheet import UNKNOWN_ERROR

if TYPE_CHECKING:
    Place = tuple[int, int]

_SPREADSHEET = (
    "",
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
_PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_ROW = re.compile(r"[1-9][0-9]{0,6}")
_INDEX = re.compile(r"[0-9]{1,9}")
_NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_KNOWN_ERROR = re.compile(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!)")
_CELL_PATH = ["worksheet", "sheetData", "row", "c"]
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
    """Collects one cell after another and writes each as soon as it ends."""

    def __init__(self, sheet: str, file: str) -> None:
        self.written = bytearray()
        self.errors: dict[Place, str] = {}
        self.has_rows = False
        self._sheet, self._file = sheet, file
        self._path: list[str] = []
        self._row, self._column = 0, 0
        self._place: Place = (0, 0)
        self._type, self._style = "n", ""
        self._formula = False
        self._value: str | None = None
        self._inline: str | None = None

    def start(self, name: str, values: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        self._path.append(local if space in _SPREADSHEET else name)
        if self._path == _CELL_PATH[:2]:
            self.has_rows = True
        elif self._path == _CELL_PATH[:3]:
            self._row = self._number(values["r"]) if "r" in values else self._row + 1
            self._column = 0
        elif self._path == _CELL_PATH:
            self._row, self._column = self._located(values.get("r"))
            self._place = (self._row, self._column)
            self._type, self._style = values.get("t", "n"), values.get("s", "").strip()
            self._formula, self._value, self._inline = False, None, None
        elif self._path[:4] == _CELL_PATH:
            if self._path[4:] == ["f"]:
                self._formula = True
            elif self._path[4:] == ["v"]:
                self._value = ""
            elif self._path[4:] == ["is"]:
                self._inline = ""

    def text(self, characters: str) -> None:
        inside = self._path[4:]
        if inside == ["v"]:
            self._value = (self._value or "") + characters
        # Runs of rich text count; how a text is pronounced (rPh) does not.
        elif inside in (["is", "t"], ["is", "r", "t"]):
            self._inline = (self._inline or "") + characters

    def end(self, _: str) -> None:
        if self._path == _CELL_PATH:
            self._write()
        self._path.pop()

    def _located(self, place: str | None) -> Place:
        if place is None:
            row, column = max(self._row, 1), self._column + 1
        else:
            known = _PLACE.fullmatch(place.strip().upper())
            row, column = (int(known[2]), column_number(known[1])) if known else (0, 0)
        if not (1 <= row <= _LAST_ROW and 1 <= column <= _LAST_COLUMN):
            raise damaged(f"the sheet “{self._sheet}” has a cell at “{(place or '')[:30]}”.", self._file, self._sheet)
        return row, column

    def _number(self, row: str) -> int:
        if not _ROW.fullmatch(row.strip()):
            raise damaged(f"the sheet “{self._sheet}” has a row “{row[:30]}”.", self._file, self._sheet)
        return int(row)

    def _write(self) -> None:
        kind, content = self._content()
        formula = "<f/>" if self._formula else ""
        if not formula and not content:
            return
        style = f' s="{self._style}"' if _INDEX.fullmatch(self._style) else ""
        name = cell_name(*self._place)
        self.written += f'<c r="{name}"{style} t="{kind}">{formula}{content}</c>'.encode()

    def _content(self) -> tuple[str, str]:
        """The type of the cell, and its value as an element."""
        kind = self._type
        if kind == "inlineStr" or (self._value is None and self._inline is not None):
            return "str", f"<v>{escaped(self._inline or '')}</v>"
        value = self._value
        if kind == "e":
            return kind, self._error((value or "").strip() or UNKNOWN_ERROR)
        if value is None:
            return kind if kind == "str" else "n", ""
        bare = value.strip()
        if kind in ("n", "s") and not bare:
            return "n", "<v></v>" if self._formula else ""
        if kind == "s":
            if not _INDEX.fullmatch(bare):
                place = f"{self._sheet}!{cell_name(*self._place)}"
                raise damaged("a cell refers to a text that is not there.", self._file, place)
        elif kind == "b" and bare in ("0", "1", "true", "false"):
            bare = "1" if bare in ("1", "true") else "0"
        elif kind != "d" and not (kind == "n" and _NUMBER.fullmatch(bare)):
            # Whatever else stands there is text, so that it is never taken for a number.
            return "str", f"<v>{escaped(value)}</v>"
        return kind, f"<v>{escaped(bare)}</v>"

    def _error(self, error: str) -> str:
        """The value of a cell with an error; the parser gives up a sheet for an error that it does not know."""
        if not _KNOWN_ERROR.fullmatch(error):
            self.errors[self._place[0] - 1, self._place[1] - 1] = error[:40]
            error = "#N/A"
        return f"<v>{error}</v>"
