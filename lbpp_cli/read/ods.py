"""Reads what an ods workbook holds, and writes it anew in the form that the parser reads without mistakes.

The parser stops at white space between cells, drops CDATA sections, and repeats a cell as often as it is told to. So
it gets a content part made here, in which every cell and every repetition has been counted before.
"""

from __future__ import annotations

import re

from lbpp_cli.read.archive import Archive, member, package
from lbpp_cli.read.facts import Facts
from lbpp_cli.read.guard import (
    MAX_ODD,
    MAX_PART,
    MAX_SHEETS,
    MAX_TEXT,
    damaged,
    fits,
    harmful,
    no_spreadsheet,
    protected,
)
from lbpp_cli.read.markup import escaped, parse, refuse_wide
from lbpp_cli.read.worksheet import UNCALCULATED, UNKNOWN_ERROR

_MOST = 10**8
_SHORT = 80
# All sheets are in one part, in more words than other kinds of workbooks need.
_MAX_CONTENT = 2 * MAX_PART
_MIMETYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _TABLE, _TEXT = (f"{_OASIS}{name}:1.0" for name in ("office", "table", "text"))
_CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
_SPREADSHEET, _SHEET, _ROW = f"{_OFFICE} spreadsheet", f"{_TABLE} table", f"{_TABLE} table-row"
_CELLS = (f"{_TABLE} table-cell", f"{_TABLE} covered-table-cell")
_PARAGRAPH, _NOTE = f"{_TEXT} p", f"{_OFFICE} annotation"
_SPACES = {f"{_TEXT} s": " ", f"{_TEXT} tab": "\t", f"{_TEXT} line-break": "\n"}
_NUMBER, _CALCULATED = f"{_OFFICE} value", f"{_CALC} value-type"
_NAME, _FORMULA, _TYPE = f"{_TABLE} name", f"{_TABLE} formula", f"{_OFFICE} value-type"
_ROWS_REPEATED, _COLUMNS_REPEATED = f"{_TABLE} number-rows-repeated", f"{_TABLE} number-columns-repeated"
_VALUES = {f"{_OFFICE} {name}": name for name in ("date-value", "time-value", "boolean-value", "string-value")}
_ERROR = re.compile(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!)|Err:[0-9]+")
_COUNT = re.compile(r"[1-9][0-9]{0,8}")
_PLAIN_NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")


def read_ods(data: bytes, file: str) -> tuple[bytes, list[Facts]]:
    """A workbook of the same cells for the parser, and the facts about each sheet.

    Raises:
        UnreadableFileError: the workbook is damaged, harmful or encrypted, or a sheet is absurdly large.

    """
    archive = Archive(data, file)
    if not archive.read("mimetype").strip().startswith(_MIMETYPE):
        raise no_spreadsheet("a document of another OpenDocument program", "Name a spreadsheet.", file)
    if "META-INF/manifest.xml" in archive:
        manifest = archive.read("META-INF/manifest.xml")
        refuse_wide(manifest, "META-INF/manifest.xml", file)
        if b"encryption-data" in manifest:
            raise protected(file)
    content = archive.read("content.xml", _MAX_CONTENT)
    refuse_wide(content, "content.xml", file)
    reader = _Reader(file)
    parse(content, "content.xml", file, start=reader.start, end=reader.end, text=reader.text)
    names = [table.name for table in reader.tables]
    if len(set(names)) != len(names) or not names:
        raise damaged("its sheets are missing, or two have the same name.", file)
    members = (
        member("mimetype", _MIMETYPE),
        member("META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{_OASIS}manifest:1.0"/>'.encode()),
        member(
            "content.xml",
            f'<office:document-content xmlns:office="{_OFFICE}" xmlns:table="{_TABLE}">'.encode(),
            b"<office:body><office:spreadsheet>",
            reader.written,
            b"</office:spreadsheet></office:body></office:document-content>",
        ),
    )
    return package(members), reader.tables


class _Reader:
    """Follows the elements of the content part, and writes each row as soon as it ends."""

    def __init__(self, file: str) -> None:
        self.written = bytearray()
        self.tables: list[Facts] = []
        self._file = file
        self._path: list[str] = []
        self._table: Facts | None = None
        self._row = self._row_repeats = 0
        # The row at hand: its cells as they are written, its width, and what is special of which columns.
        self._cells: list[str] = []
        self._column = self._width = 0
        self._odd: list[tuple[int, int, str]] = []
        self._percent: list[tuple[int, int]] = []
        # The cell at hand: how deep it lies, its attributes, and its paragraphs.
        self._cell_depth = 0
        self._values: dict[str, str] = {}
        self._paragraphs: list[str] = []
        self._text_size = 0

    def start(self, name: str, values: dict[str, str]) -> None:
        path = self._path
        path.append(name)
        if self._cell_depth:
            if name == _PARAGRAPH and len(path) == self._cell_depth + 1:
                self._paragraphs.append("")
            elif name in _SPACES:
                self.text(_SPACES[name] * self._count(values.get(f"{_TEXT} c", "1"), MAX_TEXT))
            return
        if self._table is None:
            # The copy of a table in another file is no sheet; it lies elsewhere.
            if name == _SHEET and path[-2:-1] == [_SPREADSHEET] and _NAME in values:
                self._start_table(values[_NAME])
        elif name in _CELLS:
            self._cell_depth = len(path)
            self._values = values
            self._paragraphs = []
        elif name == _ROW:
            self._row_repeats = self._count(values.get(_ROWS_REPEATED, "1"))
            self._cells, self._odd, self._percent = [], [], []
            self._column = self._width = 0
        elif name == _SHEET:
            raise damaged("it has a table within a table.", self._file)

    def text(self, characters: str) -> None:
        if self._paragraphs and self._cell_depth:
            inside = self._path[self._cell_depth :]
            # Notes and drawings on a cell have texts of their own.
            if inside and inside[0] == _PARAGRAPH and _NOTE not in inside:
                self._paragraphs[-1] += characters

    def end(self, name: str) -> None:
        self._path.pop()
        if self._cell_depth:
            if len(self._path) < self._cell_depth:
                self._cell_depth = 0
                self._end_cell()
        elif self._table is None:
            return
        elif name == _ROW:
            self._end_row(self._table)
        elif name == _SHEET:
            self.written += b"</table:table>"
            self.tables.append(self._table)
            self._table = None

    def _start_table(self, name: str) -> None:
        if len(self.tables) == MAX_SHEETS:
            raise harmful(f"it has more than {MAX_SHEETS} sheets.", self._file)
        self._table = Facts(name)
        self._row = 0
        self.written += f'<table:table table:name="{escaped(name)}">'.encode()

    def _end_cell(self) -> None:
        values, paragraphs = self._values, self._paragraphs
        text = paragraphs[0] if len(paragraphs) == 1 else "\n".join(paragraphs)
        times, again = 1, ""
        if _COLUMNS_REPEATED in values:
            times = self._count(values[_COLUMNS_REPEATED])
            again = f' table:number-columns-repeated="{times}"'
        content, odd = _content(values, text, has_text=bool(paragraphs))
        first, self._column = self._column, self._column + times
        if content or odd:
            self._width = self._column
            if len(content) > _SHORT:
                self._spend(len(content) * times * self._row_repeats)
            if odd:
                self._odd.append((first, self._column, odd))
            elif values.get(_TYPE) == "percentage":
                self._percent.append((first, self._column))
        self._cells.append(f"<table:table-cell{again}{content}/>")

    def _end_row(self, table: Facts) -> None:
        first, self._row = self._row, self._row + self._row_repeats
        if self._width:
            table.reach[first + 1] = table.reach[self._row] = self._width
        if not fits(self._row, self._width):
            # Refused as soon as the sheet is complete; until then it must not grow.
            return
        again = f' table:number-rows-repeated="{self._row_repeats}"' if self._row_repeats > 1 else ""
        self.written += f"<table:table-row{again}>{''.join(self._cells)}</table:table-row>".encode()
        if len(table.odd) + self._row_repeats * sum(end - start for start, end, _ in self._odd) > MAX_ODD:
            raise harmful(f"the sheet “{table.name}” has more than {MAX_ODD:,} errors.", self._file, table.name)
        for row in range(first, self._row) if self._odd or self._percent else ():
            for start, end, odd in self._odd:
                table.odd.update(((row, column), odd) for column in range(start, end))
            for start, end in self._percent:
                for column in range(start, end):
                    table.percent.setdefault(column, set()).add(row)

    def _count(self, count: str, most: int = _MOST) -> int:
        if not _COUNT.fullmatch(count):
            raise damaged(f"it repeats something “{count[:20]}” times.", self._file)
        if int(count) > most:
            raise harmful(f"it repeats something {int(count):,} times.", self._file)
        return int(count)

    def _spend(self, size: int) -> None:
        self._text_size += size
        if self._text_size > MAX_TEXT:
            raise harmful("it repeats long texts until they fill the memory.", self._file)


def _content(values: dict[str, str], text: str, *, has_text: bool) -> tuple[str, str]:
    """The attributes of a cell that hold its value, none for a blank, and what is odd about it."""
    kind = values.get(_TYPE)
    formula, number = _FORMULA in values, values.get(_NUMBER)
    if values.get(_CALCULATED) == "error":
        return _as_text(""), text.strip()[:40] or UNKNOWN_ERROR
    # Other programs give an error a value, and say only in the text that it is an error.
    if (formula or number is not None) and _ERROR.fullmatch(text):
        return _as_text(""), text
    key = next((key for key in _VALUES if key in values), None)
    if number is not None:
        number = number.strip()
        plain = _PLAIN_NUMBER.fullmatch(number)
        content = f' office:value-type="float" office:value="{number}"' if plain else _as_text(number)
    elif key is not None:
        content = f' office:value-type="{escaped(kind or "string")}" office:{_VALUES[key]}="{escaped(values[key])}"'
    elif kind == "string":
        content = _as_text(text)
    elif kind is None and (has_text or not formula):
        # LibreOffice writes the empty result of a formula as an empty paragraph without a type.
        content = _as_text("") if formula else ""
    else:
        return _as_text(""), UNCALCULATED if formula else UNKNOWN_ERROR
    return content, ""


def _as_text(text: str) -> str:
    return f' office:value-type="string" office:string-value="{escaped(text)}"'
