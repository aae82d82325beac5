"""An ods workbook as an auditor sees it. Its content is followed once; what is repeated is never written out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lbpp_cli.read.audit.follow import as_whole, follow
from lbpp_cli.spreadsheet import (
    HIDDEN,
    VISIBLE,
    Area,
    Link,
    Name,
    Protection,
    Remark,
    SheetFacts,
    Span,
    SpreadsheetFacts,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lbpp_cli.read.archive import Archive
    from lbpp_cli.read.workbook import Workbook

    Path = tuple[str, ...]
    Place = tuple[int, int]

MAX_FORMULAS = 300_000
_MAX_LISTED = 20_000
_MAX_CHARACTERS = 10_000_000
_PIECE = re.compile(r'"(?:[^"]|"")*+"?|\[([^\[\]]*)\]|;')
_CELL = re.compile(r"^(?:(\$?(?:'(?:[^']|'')*'|[^.:]*))\.)?(\$?[A-Za-z]{0,3}\$?[0-9]*)$")
_HOW = {"collapse": "", "filter": " by a filter"}
_NOT_MACROS = ("script-lc.xml", "script-lb.xml")
_FORMATS = (
    "How numbers are shown, and with it rounding and values without colour: "
    "this is not read of ods workbooks. Save it as xlsx to have it checked."
)
_CONDITIONS = "Conditional formats and connections to databases: they are not read of ods workbooks."


def as_excel(formula: str) -> str:
    """The text of a formula as Excel writes it, from that of an OpenDocument: ``of:=SUM([.B2:.B9])``."""
    text = re.sub(r"^(?:of|oooc|msoxl):", "", formula).removeprefix("=")

    def piece(match: re.Match[str]) -> str:
        if match[1] is None:
            return "," if match[0] == ";" else match[0]
        return _reference(match[1])

    return _PIECE.sub(piece, text)


def _reference(text: str) -> str:
    """A reference without its brackets: ``$Prices.B2:.B9`` is ``Prices!B2:B9``."""
    book, gate, rest = text.rpartition("#")
    corners = [_CELL.match(corner) for corner in rest.split(":")]
    if gate or not all(corners):
        return f"{book.strip()}!{rest}" if gate else text
    sheet = next((corner[1] for corner in corners if corner and corner[1]), "").lstrip("$")
    cells = ":".join(corner[2] for corner in corners if corner)
    return f"{sheet}!{cells}" if sheet else cells


class _Sheet:
    def __init__(self, name: str, style: str, protection: Protection | None) -> None:
        self.name, self.style, self.protection = name, style, protection
        self.formulas: dict[Place, str] = {}
        self.fixed: set[Place] = set()
        self.hidden_rows: list[Span] = []
        self.hidden_columns: list[Span] = []
        self.merged: list[Area] = []
        self.remarks: list[Remark] = []


class _Reader:
    """Follows the tables of the content part."""

    def __init__(self) -> None:
        self.sheets: list[_Sheet] = []
        self.hidden_styles: set[str] = set()
        self.links: list[Link] = []
        self.names: list[Name] = []
        self.protections: list[Protection] = []
        self.too_many = False
        self._style = ""
        self._row = self._next_row = self._column = self._next_column = 0
        self._wide = self._characters = 0
        self._remark: list[str] | None = None

    def start(self, path: Path, values: Mapping[str, str]) -> None:
        local = path[-1]
        if local == "style" and values.get("family") == "table":
            self._style = values.get("name", "")
        elif local == "table-properties" and values.get("display") == "false":
            self.hidden_styles.add(self._style)
        elif local == "spreadsheet" and values.get("structure-protected") == "true":
            self.protections.append(Protection("the structure of the workbook", "protection-key" in values))
        elif local == "table" and "spreadsheet" in path[-2:-1] and "name" in values:
            self._start_table(values)
        elif local in ("named-range", "named-expression"):
            text = values.get("cell-range-address") or values.get("expression", "")
            text = as_excel(f"[{text}]") if "cell-range-address" in values else as_excel(text)
            self.names.append(Name(values.get("name", ""), text))
        elif "table" in path:
            self._in_table(path, values)

    def _start_table(self, values: Mapping[str, str]) -> None:
        name = values["name"]
        locked = values.get("protected") == "true"
        protection = Protection(f"the sheet “{name}”", "protection-key" in values) if locked else None
        self.sheets.append(_Sheet(name, values.get("style-name", ""), protection))
        self._row = self._next_row = self._wide = 0

    def _in_table(self, path: Path, values: Mapping[str, str]) -> None:
        local = path[-1]
        if not self.sheets:
            return
        sheet = self.sheets[-1]
        if local == "table-row":
            self._row = self._next_row
            self._next_row += as_whole(values.get("number-rows-repeated"), 1)
            self._column = self._next_column = 0
            _hide(sheet.hidden_rows, self._row, self._next_row - 1, values.get("visibility", ""))
        elif local == "table-column":
            first, self._wide = self._wide, self._wide + as_whole(values.get("number-columns-repeated"), 1)
            _hide(sheet.hidden_columns, first, self._wide - 1, values.get("visibility", ""))
        elif local in ("table-cell", "covered-table-cell"):
            self._column = self._next_column
            self._next_column += as_whole(values.get("number-columns-repeated"), 1)
            self._cell(sheet, values)
        elif local == "annotation":
            self._remark = []
        elif local == "table-source" and "href" in values:
            self.links.append(Link("", "workbook", values["href"]))
        elif local == "a" and "href" in values and len(self.links) < _MAX_LISTED:
            place = self._row, self._column
            self.links.append(Link(f"{sheet.name}!{_name(*place)}", "hyperlink", values["href"]))

    def _cell(self, sheet: _Sheet, values: Mapping[str, str]) -> None:
        tall, wide = (as_whole(values.get(f"number-{what}-spanned"), 1) for what in ("rows", "columns"))
        if (tall > 1 or wide > 1) and len(sheet.merged) < _MAX_LISTED:
            sheet.merged.append(Area(self._row, self._column, self._row + tall - 1, self._column + wide - 1))
        if "formula" in values:
            self._characters += len(values["formula"])
            if self._characters > _MAX_CHARACTERS:
                self.too_many = True
                return
            text = as_excel(values["formula"])
            for row in range(self._row, self._next_row):
                for column in range(self._column, self._next_column):
                    if len(sheet.formulas) >= MAX_FORMULAS:
                        self.too_many = True
                        return
                    sheet.formulas[row, column] = text
                    if "number-matrix-columns-spanned" in values:
                        sheet.fixed.add((row, column))

    def end(self, path: Path, text: str) -> None:
        if self._remark is None:
            return
        if path[-1] == "p" and "annotation" in path:
            self._remark.append(text)
        elif path[-1] == "annotation":
            sheet = self.sheets[-1]
            if len(sheet.remarks) < _MAX_LISTED:
                sheet.remarks.append(Remark((self._row, self._column), "", " ".join(" ".join(self._remark).split())))
            self._remark = None


def _name(row: int, column: int) -> str:
    from lbpp_cli.read.guard import cell_name

    return cell_name(row + 1, column + 1)


def _hide(spans: list[Span], first: int, last: int, visibility: str) -> None:
    if visibility in _HOW and len(spans) < _MAX_LISTED:
        if spans and spans[-1].last + 1 == first and spans[-1].how == _HOW[visibility]:
            spans[-1] = spans[-1]._replace(last=last)
        else:
            spans.append(Span(first, last, _HOW[visibility]))


def read_ods(archive: Archive, workbook: Workbook, file: str) -> SpreadsheetFacts:
    """The facts about a workbook whose values ``workbook`` has read apart.

    Raises:
        UnreadableFileError: the content is damaged or harmful.

    """
    reader = _Reader()
    follow(archive.read("content.xml"), "content.xml", file, reader.start, reader.end)
    by_name = {sheet.name: sheet for sheet in reader.sheets}
    sheets = []
    for name in workbook.sheet_names:
        sheet, beside = workbook.sheet(name), by_name.get(name) or _Sheet(name, "", None)
        sheets.append(
            SheetFacts(
                name,
                sheet.rows,
                sheet.odd,
                HIDDEN if beside.style in reader.hidden_styles else VISIBLE,
                beside.formulas,
                frozenset(beside.fixed),
                tuple(beside.hidden_rows),
                tuple(beside.hidden_columns),
                tuple(beside.merged),
                remarks=tuple(beside.remarks),
                protection=beside.protection,
            )
        )
    macros = [
        name
        for name in archive.names()
        if name.startswith(("basic/", "scripts/")) and not name.endswith((*_NOT_MACROS, "/"))
    ]
    more = ("Some formulas: there are more than are checked at once.",) if reader.too_many else ()
    return SpreadsheetFacts(
        file,
        "ods",
        tuple(sheets),
        names=tuple(reader.names),
        links=tuple(reader.links),
        macros=tuple(macros),
        protections=tuple(reader.protections),
        not_checked=(_FORMATS, _CONDITIONS, *more),
    )
