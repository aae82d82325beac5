"""An xlsx or xlsm workbook as an auditor sees it: its list of sheets, its settings, and the parts beside the sheets."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lbpp_cli.read.audit.follow import follow, says
from lbpp_cli.read.audit.relations import Relation, relations
from lbpp_cli.read.audit.remarks import read_remarks
from lbpp_cli.read.audit.styles import Styles, read_styles
from lbpp_cli.read.audit.xlsx_sheet import XlsxSheet, area_of, hidden_rows
from lbpp_cli.read.xlsx import main_part
from lbpp_cli.spreadsheet import (
    UNCALCULATED,
    VISIBLE,
    Link,
    Name,
    Protection,
    SheetFacts,
    SpreadsheetFacts,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lbpp_cli.read.archive import Archive
    from lbpp_cli.read.workbook import Workbook
    from lbpp_cli.spreadsheet import Area

    Path = tuple[str, ...]

MAX_CELLS_HELD = 4_000_000
MAX_NAMES = 20_000
MAX_CHARACTERS = 10_000_000  # of formulas
_PRINT_AREA = "_xlnm.Print_Area"
_MACRO_SHEETS = {"xlMacrosheet", "xlIntlMacrosheet"}


class _Settings:
    """What the part with the list of sheets says."""

    def __init__(self, xml: bytes, part: str, file: str) -> None:
        self.sheets: list[tuple[str, str, str]] = []
        self.names: list[tuple[str, str, str]] = []
        self.protections: list[Protection] = []
        self.manual = self.as_shown = self.iterative = self.from_1904 = self.tabs_hidden = False
        self._name: Mapping[str, str] = {}
        follow(xml, part, file, self._start, self._end)

    def _start(self, path: Path, values: Mapping[str, str]) -> None:
        local = path[-1]
        if path[1:] == ("sheets", "sheet"):
            self.sheets.append((values.get("name", ""), values.get("id", ""), values.get("state", VISIBLE)))
        elif local == "definedName":
            self._name = values
        elif local == "calcPr":
            self.manual = values.get("calcMode") == "manual"
            self.as_shown = values.get("fullPrecision") in ("0", "false")
            self.iterative = says(values.get("iterate"))
        elif local == "workbookPr":
            self.from_1904 = says(values.get("date1904"))
        elif local == "workbookView":
            hidden = values.get("visibility", VISIBLE) != VISIBLE
            self.tabs_hidden = hidden or values.get("showSheetTabs") in ("0", "false")
        elif local == "workbookProtection" and (says(values.get("lockStructure")) or says(values.get("lockWindows"))):
            password = "workbookPassword" in values or "workbookHashValue" in values
            self.protections.append(Protection("the structure of the workbook", password))
        elif local == "fileSharing" and "userName" in values:
            self.protections.append(Protection("the file against being written over", "hashValue" in values))

    def _end(self, path: Path, text: str) -> None:
        if path[-1] == "definedName" and len(self.names) < MAX_NAMES:
            self.names.append((self._name.get("name", ""), text, self._name.get("localSheetId", "")))


def read_xlsx(archive: Archive, workbook: Workbook, file: str) -> SpreadsheetFacts:
    """The facts about a workbook whose sheets ``workbook`` reads.

    Raises:
        UnreadableFileError: a part is damaged or harmful.

    """
    return _Reader(archive, workbook, file).facts()


class _Reader:
    def __init__(self, archive: Archive, workbook: Workbook, file: str) -> None:
        self._archive, self._workbook, self._file = archive, workbook, file
        main = main_part(archive, file)
        self._settings = _Settings(archive.read(main), main, file)
        self._related = relations(archive, main, file)
        self._styles = self._read_styles()
        self._links: list[Link] = []
        self._connections: list[str] = []
        self._not_checked: list[str] = []
        self._room = MAX_CELLS_HELD
        self._letters = MAX_CHARACTERS
        self._zeros: dict[str, dict[tuple[int, int], object]] = {}
        self._has_results = False

    def facts(self) -> SpreadsheetFacts:
        listed = [(name, self._related.get(relation), state) for name, relation, state in self._settings.sheets]
        sheets: list[SheetFacts] = [
            self._sheet(name, relation.target, state)
            for name, relation, state in listed
            if relation is not None and name in self._workbook.sheet_names
        ]
        sheets = [self._settled(sheet) for sheet in sheets]
        others = {name: state for name, _, state in listed if name not in self._workbook.sheet_names}
        self._outside()
        order = [name for name, _, _ in listed]
        names = [
            Name(name, text, order[int(sheet)] if sheet.isdigit() and int(sheet) < len(order) else "")
            for name, text, sheet in self._settings.names
        ]
        macros = self._macros(listed)
        printed = {name.sheet: _printed(name) for name in names if name.name == _PRINT_AREA}
        sheets = [replace(sheet, printed=printed.get(sheet.name)) for sheet in sheets]
        return SpreadsheetFacts(
            self._file,
            "xlsm" if macros else "xlsx",
            tuple(sheets),
            names=tuple(names),
            unread=others,
            links=tuple(self._links),
            connections=tuple(self._connections),
            macros=macros,
            protections=tuple(self._settings.protections),
            manual=self._settings.manual,
            as_shown=self._settings.as_shown,
            iterative=self._settings.iterative,
            from_1904=self._settings.from_1904,
            tabs_hidden=self._settings.tabs_hidden,
            not_checked=tuple(self._not_checked),
        )

    def _read_styles(self) -> Styles:
        part = next((one.target for one in self._related.values() if one.kind == "styles"), "")
        if part not in self._archive:
            return Styles((), frozenset())
        return read_styles(self._archive.read(part), part, self._file)

    def _sheet(self, name: str, part: str, state: str) -> SheetFacts:
        sheet = self._workbook.sheet(name)
        held = sum(map(len, sheet.rows))
        if held > self._room:
            self._not_checked.append(f"The cells of the sheet “{name}”: there are more than are checked at once.")
            return SheetFacts(name, [], {}, state)
        self._room -= held
        beside = XlsxSheet(self._archive.read(part), name, self._file)
        self._zeros[name] = beside.zeros
        self._has_results = self._has_results or beside.has_results
        if beside.too_many or sum(map(len, beside.formulas.values())) > self._letters:
            self._not_checked.append(f"Some formulas of the sheet “{name}”: it has more than are checked at once.")
        formulas = unfolded(beside, self._letters)
        self._letters -= sum(map(len, formulas.values()))
        related = relations(self._archive, part, self._file)
        self._hyperlinks(name, beside, related)
        filters = beside.filters + self._table_filters(related)
        hiding = [area for area, number in beside.conditions if number in self._styles.hiding]
        protection = beside.protection and beside.protection._replace(what=f"the sheet “{name}”")
        return SheetFacts(
            name,
            sheet.rows,
            sheet.odd,
            state,
            formulas,
            frozenset(beside.fixed),
            hidden_rows(beside, filters),
            tuple(beside.hidden_columns),
            tuple(beside.merged),
            beside.styles,
            self._styles.looks,
            read_remarks(self._archive, related, self._file),
            tuple(dict.fromkeys(hiding)),
            protection,
            beside.zeros_shown,
            links=beside.links,
        )

    def _settled(self, sheet: SheetFacts) -> SheetFacts:
        """The sheet with the zeros and empty texts that formulas gave, where whoever wrote the workbook knew results.

        Where it left all of them to the next program, a zero says nothing.
        """
        given = self._zeros.get(sheet.name, {})
        zeros = {place: result for place, result in given.items() if sheet.odd.get(place) == UNCALCULATED}
        if not zeros or not self._has_results:
            return sheet
        for (row, column), result in zeros.items():
            sheet.rows[row][column] = result
        return replace(sheet, odd={place: odd for place, odd in sheet.odd.items() if place not in zeros})

    def _hyperlinks(self, name: str, beside: XlsxSheet, related: Mapping[str, Relation]) -> None:
        for cell, relation, _ in beside.hyperlinks:
            if relation in related and related[relation].external:
                self._links.append(Link(f"{name}!{cell}", "hyperlink", related[relation].target))

    def _table_filters(self, related: Mapping[str, Relation]) -> list[Area]:
        """The filters that are set in the tables of a sheet, and their queries of data."""
        found: list[Area] = []

        def start(path: Path, values: Mapping[str, str]) -> None:
            if path[-1] == "autoFilter":
                ranges.append(values.get("ref", ""))
            elif path[-1] == "filterColumn" and ranges:
                area = area_of(ranges[-1])
                found.extend([area] if area else [])

        for relation in related.values():
            if relation.kind == "table" and relation.target in self._archive:
                ranges: list[str] = []
                follow(self._archive.read(relation.target), relation.target, self._file, start)
        return found

    def _outside(self) -> None:
        """The links to other workbooks and the connections to sources of data."""
        for name in self._archive.names():
            if name.startswith("xl/externallinks/") and name.endswith(".xml"):
                for relation in relations(self._archive, name, self._file).values():
                    if relation.external:
                        self._links.append(Link("", "workbook", relation.target))
            elif name == "xl/connections.xml":
                follow(self._archive.read(name), name, self._file, self._connection)

    def _connection(self, path: Path, values: Mapping[str, str]) -> None:
        if path[1:] == ("connection",):
            self._connections.append(values.get("name") or values.get("description") or "without a name")

    def _macros(self, listed: list[tuple[str, Relation | None, str]]) -> tuple[str, ...]:
        found = [f"the macro sheet “{name}”" for name, one, _ in listed if one and one.kind in _MACRO_SHEETS]
        if any(name.endswith("vbaproject.bin") for name in self._archive.names()):
            found.append("a Visual Basic project")
        return tuple(found)


def _printed(name: Name) -> Area | None:
    """The cells of a print area; None where it is several, or whole rows or columns."""
    return area_of(name.text.rpartition("!")[2]) if "," not in name.text else None


def unfolded(sheet: XlsxSheet, most: int) -> dict[tuple[int, int], str]:
    """The text of each formula, also of those that share that of another cell; blank beyond so many characters."""
    from lbpp_cli.formula_text import MAX_LENGTH, moved

    formulas = {}
    for place, text in sheet.formulas.items():
        most -= len(text)
        formulas[place] = text if most >= 0 else ""
    for place, number in sheet.followers.items():
        if number in sheet.shared:
            (row, column), text = sheet.shared[number]
            if len(text) > MAX_LENGTH:
                formulas[place] = ""
                continue
            most -= len(text)
            formulas[place] = "" if most < 0 else moved(text, place[0] - row, place[1] - column)
    return formulas
