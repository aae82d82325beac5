"""Reads what an ods workbook holds, and writes it anew in the form that the parser reads without mistakes.

The parser stops at white space between cells, drops CDATA sections, and repeats a cell as often as it is told to. So
it gets a content part made here, in which every cell and every repetition has been counted before.
"""

from __future__ import annotations

import re

from lbpp_cli.read.archive import Archive, member, package
from lbpp_cli.read.facts import Facts
from lbpp_cli.read.guard import (
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

_MIMETYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_SPACES = {
    f"{_OASIS}office:1.0": "office:",
    f"{_OASIS}table:1.0": "table:",
    f"{_OASIS}text:1.0": "text:",
    "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0": "calcext:",
}
_VALUES = ("value", "date-value", "time-value", "boolean-value", "string-value")
_CELLS = ("table:table-cell", "table:covered-table-cell")
_ERROR = re.compile(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!)|Err:[0-9]+")
_COUNT = re.compile(r"[0-9]{1,9}")
_NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")


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
    content = archive.read("content.xml")
    refuse_wide(content, "content.xml", file)
    reader = _Reader(file)
    parse(content, "content.xml", file, start=reader.start, end=reader.end, text=reader.text)
    names = [table.name for table in reader.tables]
    if len(set(names)) != len(names) or not names:
        raise damaged("its sheets are missing, or two have the same name.", file)
    spaces = "".join(f' xmlns:{prefix[:-1]}="{space}"' for space, prefix in _SPACES.items())
    members = (
        member("mimetype", _MIMETYPE),
        member("META-INF/manifest.xml", b'<manifest:manifest xmlns:manifest="%bmanifest:1.0"/>' % _OASIS.encode()),
        member(
            "content.xml",
            f"<office:document-content{spaces}><office:body><office:spreadsheet>".encode(),
            bytes(reader.written),
            b"</office:spreadsheet></office:body></office:document-content>",
        ),
    )
    return package(members), reader.tables


class _Reader:
    """Follows the elements of the content part, and writes each cell as soon as it ends."""

    def __init__(self, file: str) -> None:
        self.written = bytearray()
        self.tables: list[Facts] = []
        self._file = file
        self._path: list[str] = []
        self._table: Facts | None = None
        self._cell_depth = 0
        self._row = self._column = 0
        self._row_repeats = 1
        self._row_cells: list[tuple[int, int, dict[str, str], str, bool]] = []
        self._attributes: dict[str, str] = {}
        self._paragraphs: list[str] = []
        self._text_size = 0

    def start(self, name: str, values: dict[str, str]) -> None:
        local = _prefixed(name)
        if local == "table:table":
            self._start_table(values)
        elif self._table is not None and local == "table:table-row":
            self._row_repeats = self._repeats(values, "rows")
            self._row_cells, self._column = [], 0
        elif self._table is not None and local in _CELLS and not self._cell_depth:
            self._cell_depth = len(self._path) + 1
            self._attributes = {_prefixed(key): value for key, value in values.items()}
            self._paragraphs = []
        elif self._cell_depth:
            self._start_text(local, {_prefixed(key): value for key, value in values.items()})
        self._path.append(local)

    def _start_table(self, values: dict[str, str]) -> None:
        if self._table is not None:
            raise damaged("it has a table within a table.", self._file)
        name = values.get(f"{_OASIS}table:1.0 name")
        # The copy of a table in another file has no name, and is no sheet.
        if name is None or "office:spreadsheet" not in self._path[-1:]:
            return
        if len(self.tables) == MAX_SHEETS:
            raise harmful(f"it has more than {MAX_SHEETS} sheets.", self._file)
        self._table = Facts(name)
        self._row = 0
        self.written += f'<table:table table:name="{escaped(name)}">'.encode()

    def _start_text(self, local: str, values: dict[str, str]) -> None:
        """A part of a cell's text; notes and drawings on the cell are none."""
        inside = self._path[self._cell_depth :]
        if local == "text:p" and not inside:
            self._paragraphs.append("")
        elif inside[:1] == ["text:p"] and local in ("text:s", "text:tab", "text:line-break"):
            spaces = values.get("text:c", "1") if local == "text:s" else "1"
            count = int(spaces) if _COUNT.fullmatch(spaces) else MAX_TEXT + 1
            self._spend(count)
            self.text({"text:s": " ", "text:tab": "\t", "text:line-break": "\n"}[local] * count)

    def text(self, characters: str) -> None:
        if self._cell_depth and self._paragraphs:
            inside = self._path[self._cell_depth :]
            if inside[:1] == ["text:p"] and "office:annotation" not in inside:
                self._paragraphs[-1] += characters

    def end(self, _: str) -> None:
        local = self._path.pop()
        if self._cell_depth:
            if len(self._path) < self._cell_depth:
                self._end_cell()
        elif self._table is not None and local == "table:table-row":
            self._end_row(self._table)
        elif self._table is not None and local == "table:table":
            self.written += b"</table:table>"
            self.tables.append(self._table)
            self._table = None

    def _end_cell(self) -> None:
        self._cell_depth = 0
        values, text = self._attributes, "\n".join(self._paragraphs)
        repeats = self._repeats(self._attributes, "columns", "table:number-columns-repeated")
        self._row_cells.append((self._column, repeats, values, text, bool(self._paragraphs)))
        self._column += repeats

    def _end_row(self, table: Facts) -> None:
        repeats, first = self._row_repeats, self._row
        self._row += repeats
        written = bytearray()
        width = 0
        for column, times, values, text, has_text in self._row_cells:
            element, used, odd = _cell(values, text, has_text=has_text)
            again = f' table:number-columns-repeated="{times}"' if times > 1 else ""
            written += f"<table:table-cell{again}{element}".encode()
            if not used:
                continue
            width = column + times
            if not fits(self._row, width):
                break
            self._spend((len(text) + len(values.get("office:string-value", ""))) * repeats * times)
            if odd or values.get("office:value-type") == "percentage":
                places = [(row, at) for row in range(first, self._row) for at in range(column, column + times)]
                if odd:
                    table.odd.update(dict.fromkeys(places, odd))
                else:
                    table.percent.update(places)
        if width:
            table.reach.update(dict.fromkeys((first + 1, self._row), width))
        if not fits(self._row, width):
            # Refused when the sheet is complete and its other rows are known; until then it must not grow.
            written.clear()
            repeats = 1
        again = f' table:number-rows-repeated="{repeats}"' if repeats > 1 else ""
        self.written += f"<table:table-row{again}>".encode() + written + b"</table:table-row>"

    def _repeats(self, values: dict[str, str], what: str, key: str = "") -> int:
        count = values.get(key or f"{_OASIS}table:1.0 number-{what}-repeated", "1")
        if not _COUNT.fullmatch(count) or int(count) == 0:
            raise damaged(f"it repeats {what} “{count[:20]}” times.", self._file)
        return int(count)

    def _spend(self, size: int) -> None:
        self._text_size += size
        if self._text_size > MAX_TEXT:
            raise harmful("it repeats long texts until they fill the memory.", self._file)


def _prefixed(name: str) -> str:
    space, _, local = name.rpartition(" ")
    return _SPACES.get(space, f"{space}:" if space else "") + local


def _cell(values: dict[str, str], text: str, *, has_text: bool) -> tuple[str, bool, str]:
    """The rest of a cell's element, whether it has content, and what is odd about it."""
    kind = values.get("office:value-type", "")
    value_name = next((name for name in _VALUES if f"office:{name}" in values), "")
    value = values.get(f"office:{value_name}", "")
    formula = "table:formula" in values
    shown = text.strip()
    if values.get("calcext:value-type") == "error" or (_ERROR.fullmatch(shown) and (formula or value_name == "value")):
        return ' office:value-type="string" office:string-value=""/>', True, shown[:40] or UNKNOWN_ERROR
    if formula and not (kind or value_name or has_text):
        return ' office:value-type="string" office:string-value=""/>', True, UNCALCULATED
    if not kind and not value_name:
        return "/>", formula, ""
    if value_name == "value" and not _NUMBER.fullmatch(value := value.strip()):
        value_name, kind = "string-value", "string"
    if kind == "string" and not value_name:
        value_name, value = "string-value", text
    elif not value_name:
        return ' office:value-type="string" office:string-value=""/>', True, UNCALCULATED if formula else UNKNOWN_ERROR
    return f' office:value-type="{escaped(kind)}" office:{value_name}="{_attribute(value)}"/>', True, ""


def _attribute(value: str) -> str:
    """A value in double quotes, whose line ends and tabs a parser of XML must not turn into spaces."""
    return escaped(value).replace("\n", "&#10;").replace("\t", "&#9;")
