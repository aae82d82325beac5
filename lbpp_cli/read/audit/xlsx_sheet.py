"""The sheet of an xlsx workbook as its XML tells it: formulas, styles, hidden rows and columns, merged cells."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from lbpp_cli.read.audit.follow import as_number, as_whole, says
from lbpp_cli.read.guard import column_number
from lbpp_cli.read.headings import place_of
from lbpp_cli.read.markup import attributes, parse, unescaped
from lbpp_cli.read.worksheet import plain_worksheet_of
from lbpp_cli.spreadsheet import Area, Protection, Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lbpp_cli.read.worksheet import Worksheet

    Place = tuple[int, int]

MAX_FORMULAS = 300_000
MAX_AREAS = 20_000
_MAX_COLUMNS = 1_024
_THIN_ROW, _THIN_COLUMN = 2.0, 0.5  # points, characters
_FORMULAS_BESIDE = ("formula", "formula1", "formula2")  # of conditions and of what may be typed
_LAST_STYLE = 0xFFFF
_BY_FILTER, _FOLDED = " by a filter", " in a folded outline"
_FROZEN_OUT = " out of reach of scrolling, by frozen panes"


class XlsxSheet:
    """Follows the elements of a sheet, and keeps what stands beside the values."""

    def __init__(self, xml: bytes, name: str, file: str) -> None:
        self.formulas: dict[Place, str] = {}
        self.shared: dict[str, tuple[Place, str]] = {}
        self.followers: dict[Place, str] = {}
        self.fixed: set[Place] = set()
        self.styles: dict[int, array[int]] = {}
        self.hidden_rows: list[Span] = []
        self.hidden_columns: list[Span] = []
        self.merged: list[Area] = []
        self.filters: list[Area] = []
        self.conditions: list[tuple[str, int]] = []
        self.hyperlinks: list[tuple[str, str, str]] = []
        self.protection: Protection | None = None
        self.zeros_shown = True
        self.links: dict[str, str] = {}
        self.too_many = False
        self.zeros: dict[Place, object] = {}
        self.has_results = False
        self._path: list[str] = []
        self._row = self._column = -1
        self._style = 0
        self._formula: dict[str, str] | None = None
        self._has_formula = False
        self._text: list[str] = []
        self._filter = self._range = self._scrolled = ""
        plain = plain_worksheet_of(xml, name, file)
        if plain is not None:
            # Patterns find the cells ten times faster than a parser calls back for each element.
            self._read_plain(plain)
            xml = plain.beside
        parse(xml, f"“{name}”", file, start=self._start, end=self._end, text=self._characters)

    def _read_plain(self, sheet: Worksheet) -> None:
        columns: dict[bytes, int] = {}
        styles: dict[bytes, int] = {}
        for cell in sheet.cells_in_full():
            letters, row, values, formula, text, result = cell.groups()
            column = columns.get(letters)
            if column is None:
                column = columns[letters] = column_number(letters.decode()) - 1
            style = styles.get(values)
            if style is None:
                style = styles[values] = as_whole(attributes(values).get("s"), 0)
            self._row, self._column, self._style = int(row) - 1, column, style
            if style:
                self._use_style()
            if formula is not None:
                kind = attributes(formula) if formula else {}
                plain = (text or b"").decode("utf-8", "replace")
                self._end_formula(kind, unescaped(plain) if "&" in plain else plain)
                if result is not None:
                    self._note_result(result.decode("utf-8", "replace"))
        rows = {row: None for attribute in (b"hidden=", b"customHeight=") for row in sheet.rows_with(attribute)}
        found = [attributes(row) for row in rows]
        for values in sorted(found, key=lambda one: as_whole(one.get("r"), 0)):
            self._start_row(values)

    def _note_result(self, result: str) -> None:
        """Note where a formula gave zero or an empty text, and whether any gave something else."""
        if not result or as_number(result, 1) == 0:
            self.zeros[self._row, self._column] = 0.0 if result else ""
        else:
            self.has_results = True

    def _start(self, name: str, values: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        path = self._path
        path.append(local)
        depth = len(path)
        if depth > 1 and path[1] == "sheetData":
            if depth == 4 and local == "c":  # noqa: PLR2004
                self._start_cell(values)
            elif depth == 5:  # noqa: PLR2004
                self._text = []
                if local == "f":
                    self._formula, self._has_formula = values, True
                if local in ("v", "f", "is"):
                    self._use_style()
            elif depth == 3 and local == "row":  # noqa: PLR2004
                self._start_row(values)
        elif "extLst" not in path:
            self._beside({key.rpartition(" ")[2]: value for key, value in values.items()})

    def _start_row(self, values: Mapping[str, str]) -> None:
        self._row = as_whole(values.get("r"), self._row + 2) - 1
        self._column = -1
        thin = says(values.get("customHeight")) and as_number(values.get("ht"), 15) < _THIN_ROW
        if says(values.get("hidden")) or thin:
            folded = values.get("outlineLevel", "0") != "0"
            how = _FOLDED if folded else " by a height of next to nothing" if thin and "hidden" not in values else ""
            _extend(self.hidden_rows, Span(self._row, self._row, how))

    def _start_cell(self, values: Mapping[str, str]) -> None:
        self._formula, self._has_formula = None, False
        place = values.get("r")
        try:
            self._row, self._column = place_of(place.upper()) if place else (self._row, self._column + 1)
        except ValueError:
            # The guard has refused such a sheet before.
            self._column += 1
        self._style = as_whole(values.get("s"), 0)

    def _use_style(self) -> None:
        if self._style:
            style = min(self._style, _LAST_STYLE)
            styles = self.styles.get(self._row)
            if styles is None:
                styles = self.styles[self._row] = array("H")
            if self._column == len(styles):
                styles.append(style)
                return
            if self._column > len(styles):
                styles.extend([0] * (self._column + 1 - len(styles)))
            styles[self._column] = style

    def _characters(self, characters: str) -> None:
        if (self._has_formula and self._path[-1] in ("f", "v")) or self._path[-1] in _FORMULAS_BESIDE:
            self._text.append(characters)

    def _end(self, _: str) -> None:
        local = self._path.pop()
        if local == "f" and self._formula is not None:
            self._end_formula(self._formula, "".join(self._text))
            self._formula = None
        elif local == "v" and self._has_formula:
            self._note_result("".join(self._text).strip())
        elif local in _FORMULAS_BESIDE:
            text, self._text = "".join(self._text), []
            if ("[" in text or "/" in text) and len(self.links) < MAX_AREAS:
                self.links.setdefault(self._range, text)

    def _end_formula(self, values: Mapping[str, str], text: str) -> None:
        place = self._row, self._column
        if len(self.formulas) >= MAX_FORMULAS:
            self.too_many = True
            return
        self.formulas[place] = text
        kind, number = values.get("t", "normal"), values.get("si", "")
        if kind == "shared":
            if text:
                self.shared[number] = (place, text)
            else:
                self.followers[place] = number
        elif kind != "normal":
            self.fixed.add(place)

    def _beside(self, values: Mapping[str, str]) -> None:
        """What stands before and after the cells."""
        local = self._path[-1]
        if local in _FORMULAS_BESIDE:
            self._text = []
        elif local == "col":
            self._column_width(values)
        elif local == "mergeCell":
            self._add_area(self.merged, values.get("ref", ""))
        elif local in ("autoFilter", "filterColumn"):
            self._start_filter(local, values)
        elif local in ("conditionalFormatting", "dataValidation"):
            self._range = values.get("sqref", "")
        elif local == "cfRule" and "dxfId" in values and len(self.conditions) < MAX_AREAS:
            self.conditions.append((self._range, as_whole(values["dxfId"], -1)))
        elif local == "hyperlink" and "id" in values and len(self.hyperlinks) < MAX_AREAS:
            self.hyperlinks.append((values.get("ref", ""), values["id"], values.get("location", "")))
        elif local == "sheetProtection" and says(values.get("sheet")):
            self.protection = Protection("", bool(values.get("password") or values.get("hashValue")))
        else:
            self._view(local, values)

    def _start_filter(self, local: str, values: Mapping[str, str]) -> None:
        if local == "autoFilter":
            self._filter = values.get("ref", "")
        elif self._filter:
            self._add_area(self.filters, self._filter)
            self._filter = ""

    def _view(self, local: str, values: Mapping[str, str]) -> None:
        if local == "sheetView":
            self.zeros_shown = values.get("showZeros") not in ("0", "false")
            self._scrolled = values.get("topLeftCell", "")
        elif local == "pane" and values.get("state") in ("frozen", "frozenSplit"):
            self._out_of_reach(values)

    def _out_of_reach(self, values: Mapping[str, str]) -> None:
        """The rows and columns above and to the left of frozen ones, to which nobody can scroll."""
        area = area_of(self._scrolled)
        if area is None:
            return
        if area.top and as_number(values.get("ySplit"), 0):
            self.hidden_rows.append(Span(0, area.top - 1, _FROZEN_OUT))
        if area.left and as_number(values.get("xSplit"), 0):
            self.hidden_columns.append(Span(0, area.left - 1, _FROZEN_OUT))

    def _column_width(self, values: Mapping[str, str]) -> None:
        first, last = as_whole(values.get("min"), 0) - 1, as_whole(values.get("max"), 0) - 1
        thin = as_number(values.get("width"), 9) < _THIN_COLUMN
        if len(self.hidden_columns) < _MAX_COLUMNS and 0 <= first <= last and (says(values.get("hidden")) or thin):
            folded = values.get("outlineLevel", "0") != "0"
            how = _FOLDED if folded else " by a width of next to nothing" if not says(values.get("hidden")) else ""
            _extend(self.hidden_columns, Span(first, last, how))

    def _add_area(self, areas: list[Area], reference: str) -> None:
        found = area_of(reference)
        if found is not None and len(areas) < MAX_AREAS:
            areas.append(found)


def hidden_rows(sheet: XlsxSheet, filters: list[Area]) -> tuple[Span, ...]:
    """The hidden rows of a sheet; those that lie in a filter that is set were hidden by it."""
    spans = []
    for span in sheet.hidden_rows:
        filtered = any(area.top < span.first and span.last <= area.bottom for area in filters[:100])
        spans.append(span._replace(how=_BY_FILTER) if filtered and not span.how else span)
    return tuple(spans)


def area_of(reference: str) -> Area | None:
    """The cells that a reference such as ``A1:C4`` names, None if it names none."""
    first, _, last = reference.replace("$", "").upper().partition(":")
    try:
        (top, left), (bottom, right) = place_of(first), place_of(last or first)
    except ValueError:
        return None
    return Area(min(top, bottom), min(left, right), max(top, bottom), max(left, right))


def _extend(spans: list[Span], span: Span) -> None:
    """Add a span, to the one before where the two lie side by side."""
    if spans and spans[-1].how == span.how and spans[-1].last + 1 == span.first:
        spans[-1] = spans[-1]._replace(last=span.last)
    else:
        spans.append(span)
