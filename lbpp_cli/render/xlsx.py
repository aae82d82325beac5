"""Writes a planned workbook as xlsx.

XlsxWriter, because it stores a formula together with its value, which openpyxl cannot: a preview, a phone and a data
library show the same figures as a spreadsheet program.
"""

from __future__ import annotations

import io
import re
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from lbpp_cli.render.escape import writable
from lbpp_cli.render.xlsx_charts import draw_bars, draw_slope

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from lbpp_cli.render.sheets import Cell, Entry, Sheet

# The same input gives the same bytes: a file says nothing of when it was made.
_MADE = datetime(2024, 3, 27)  # noqa: DTZ001  a workbook's properties have no time zone

_FONT = {"font_name": "Arial", "font_size": 9, "valign": "top"}
_LINE = {"bottom": 1, "bottom_color": "#BFBFBF"}
_LEFT = {"align": "left", "indent": 1, "text_wrap": True}
_HEAD = {
    "bold": True,
    "text_wrap": True,
    "valign": "vcenter",
    "indent": 1,
    "bg_color": "#E7E6E6",
    "bottom": 1,
    "top": 1,
}
_MONEY = {"num_format": "$#,##0.00", "align": "right"}
_TOTAL = {"bold": True, "top": 1, "bottom": 1}
# A cell that the formulas follow and that may be changed to see what happens.
_LIVE = {"bg_color": "#FFF9DB", "border": 1, "border_color": "#BFBFBF"}
_FORMATS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14},
    "subtitle": {"font_size": 10},
    "section": {"bold": True, "font_size": 11},
    "head": {**_HEAD, **_LEFT},
    "head right": {**_HEAD, "align": "right"},
    "light head": {**_HEAD, **_LEFT, "bold": False},
    "light head right": {**_HEAD, "bold": False, "align": "right"},
    "light head centre": {**_HEAD, "bold": False, "align": "center", "indent": 0},
    "working head": {**_HEAD, "bold": False, "italic": True, "font_color": "#595959"},
    "clause": {"italic": True, "font_color": "#595959", "text_wrap": True, "bottom": 1, "align": "right", "indent": 1},
    "text": {**_LEFT, **_LINE},
    "plain": {},
    "note": {"text_wrap": True},
    "label": {**_LEFT, "bold": True, **_LINE},
    "figure": {"align": "left"},
    "money figure": {"align": "left", "num_format": "$#,##0.00"},
    "strong plain": {"bold": True, "font_size": 11},
    "strong note": {"bold": True, "font_size": 11, "text_wrap": True, "valign": "top"},
    "strong text": {**_LEFT, **_LINE, "bold": True},
    "word": {**_LEFT, **_LINE},
    "long text": {**_LEFT, **_LINE},
    "money": {**_MONEY, **_LINE},
    # A half of a part has fractions of a cent.
    "exact": {"num_format": "$#,##0.00####", "align": "right", **_LINE},
    "percent": {"num_format": 'General"%"', "align": "right", **_LINE},
    "share": {"num_format": "0.00######%", "align": "right", **_LINE},
    "wide share": {"num_format": "0.00######%", "align": "right", **_LINE},
    "flag": {"num_format": '"yes";;"–"', "align": "center", **_LINE},
    "answer": {"num_format": '"yes";;"no"', "align": "center", **_LINE},
    "answer count": {"num_format": "0", "align": "center", **_LINE},
    "assumed": {"num_format": '"assumed";;"–"', "align": "center", **_LINE, **_LIVE},
    "whole": {"num_format": "0", "align": "right", **_LINE},
    "number": {"num_format": "General", "align": "right", **_LINE},
    "working": {"num_format": "General", "font_color": "#595959", "align": "right"},
    "date": {"num_format": "yyyy-mm-dd", **_LEFT, **_LINE},
    "datetime": {"num_format": "yyyy-mm-dd hh:mm", **_LEFT, **_LINE},
    "fraction": {"num_format": "0.00########%", **_LEFT, **_LINE},
    "value": {**_LEFT, **_LINE},
    # What is typed stays as it is typed: 007, or 25-06.
    "entry": {**_LEFT, **_LINE, "num_format": "@"},
    "money value": {**_LEFT, **_LINE, "num_format": "$#,##0.00"},
    "mark": {"align": "center", **_LINE},
    "total": {**_LEFT, **_TOTAL},
    "total whole": {"num_format": "#,##0", "align": "right", **_TOTAL},
    "total money": {**_MONEY, **_TOTAL},
    "total share": {"num_format": "0.00%", "align": "right", **_TOTAL},
    "count": {"num_format": "#,##0", "align": "right", **_LINE},
    "rounded share": {"num_format": "0.00%", "align": "right", **_LINE},
}
_COMMENT = {"font_name": "Arial", "font_size": 9, "width": 230, "color": "#FFFFFF"}
_COMMENT_LETTERS, _COMMENT_LINE = 36, 15  # letters in a line of a comment, and its height in pixels
_SCALE = 80  # percent, at which a sheet is printed that is two pages across
_FOOTER_FONT = '&"Arial,Regular"'
_FOOTER_ROOM = 150  # characters that a footer has for what is not the sheet's name or the page
# What XML cannot hold is written by its number, and so is what looks as if it had been.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9a-fA-F]{4}_)")


def write(sheets: Sequence[Sheet], title: str, footer: str) -> bytes:
    """The workbook as bytes. ``footer`` stands on each printed page, beside its number."""
    buffer = io.BytesIO()
    # Nothing that came from an input is taken as a formula, a number or a link.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    workbook = xlsxwriter.Workbook(buffer, options)
    workbook.set_properties({"title": title, "created": _MADE, "comments": "Made by lbpp."})
    workbook.set_size(2400, 1600)
    formats = _Formats(workbook)
    for sheet in sheets:
        _write_sheet(workbook, sheet, formats, footer)
    try:
        workbook.close()
    except XlsxWriterException as error:  # pragma: no cover  nothing planned is known to cause it
        raise ValueError(str(error)) from error
    return buffer.getvalue()


class _Formats:
    """The formats of a workbook, each made once. A style is the name of one, `` live`` added for a cell to change."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[str, Format] = {}

    def __getitem__(self, style: str) -> Format:
        if style not in self._made:
            name, _, live = style.partition(" live")
            extra: Mapping[str, Any] = _LIVE if live or style.endswith(" live") else {}
            self._made[style] = self._workbook.add_format({**_FONT, **_FORMATS[name], **extra})
        return self._made[style]


def _write_sheet(workbook: Workbook, sheet: Sheet, formats: _Formats, footer: str) -> None:
    page = workbook.add_worksheet(sheet.name)
    page.hide_gridlines(2)
    for column, width in sheet.widths.items():
        page.set_column(column, column, width)
    for row, height in sheet.heights().items():
        page.set_row(row, height)
    for (row, column), last in sheet.spans.items():
        page.merge_range(row, column, row, last, "", formats[sheet.cells[row, column].style])
    for (row, column), cell in sheet.cells.items():
        _write_cell(page, row, column, cell, formats[cell.style], own=f"{sheet.name}!")
    _set_page(page, sheet, footer)
    _guide(page, sheet)
    if sheet.slope:
        draw_slope(workbook, page, sheet, sheet.slope)
    for bars in sheet.bars:
        draw_bars(workbook, page, sheet, bars)


def _set_page(page: Worksheet, sheet: Sheet, footer: str) -> None:
    """How the sheet scrolls, and how it is printed."""
    if any(sheet.freeze):
        page.freeze_panes(*sheet.freeze)
    page.set_paper(1)  # US Letter
    if sheet.landscape:
        page.set_landscape()
    if sheet.column_break:
        page.set_print_scale(_SCALE)
        page.set_v_pagebreaks([sheet.column_break])
        page.repeat_columns(0)
    else:
        page.fit_to_pages(1, 0)
    page.set_margins(left=0.5, right=0.5, top=0.5, bottom=0.7)
    page.set_footer(f"&L&8{_footer(footer)}&C&8&A&R&8Page &P of &N")
    if sheet.page_breaks:
        page.set_h_pagebreaks(sheet.page_breaks)
    if sheet.repeat:
        page.repeat_rows(*sheet.repeat)
    if sheet.printed:
        page.print_area(0, 0, sheet.last_row, sheet.printed - 1)


def _guide(page: Worksheet, sheet: Sheet) -> None:
    """The comments on the cells, and what may be typed into them."""
    for place, text in sheet.comments.items():
        height = _COMMENT_LINE * (len(text) // _COMMENT_LETTERS + 2)
        page.write_comment(*place, text, {**_COMMENT, "height": height})
    for entry in sheet.entries:
        page.data_validation(*entry.area, _rule(entry))


def _rule(entry: Entry) -> dict[str, Any]:
    rule: dict[str, Any] = {
        "validate": entry.kind,
        "input_title": entry.title if entry.prompt else "",
        "input_message": entry.prompt,
        "error_title": entry.title,
        "error_message": entry.refusal,
        "error_type": "stop" if entry.firm else "warning",
    }
    if isinstance(entry.allowed, str):
        return rule | {"value": f"={entry.allowed}"}
    if entry.kind == "list":
        return rule | {"source": list(entry.allowed)}
    least, most = map(as_number, entry.allowed)
    return rule | {"criteria": "between", "minimum": least, "maximum": most}


def _write_cell(page: Worksheet, row: int, column: int, cell: Cell, style: Format, own: str) -> None:
    value, formula = cell.value, cell.formula
    if formula is not None:
        result = as_number(value)
        result = _Text(_escaped(result)) if isinstance(result, str) else result
        page.write_formula(row, column, "=" + formula.replace(own, ""), style, result)
    elif value is None or value == "":
        page.write_blank(row, column, None, style)
    elif isinstance(value, bool):
        page.write_boolean(row, column, value, style)
    elif isinstance(value, (datetime, date)):
        page.write_datetime(row, column, value, style)
    elif isinstance(value, (int, float, Decimal)):
        page.write_number(row, column, as_number(value), style)
    else:
        page.write_string(row, column, writable(str(value)), style)


class _Text(str):
    """The result of a formula that is text, whatever it says: ``#REF!`` is no error then, and a blank is a result.

    XlsxWriter finds both out by comparing, so that this equals nothing.
    """

    __slots__ = ()

    def __eq__(self, _: object) -> bool:
        """Never."""
        return False

    __hash__ = str.__hash__


class _Number(float):
    """A number with all of its digits, of which XlsxWriter would write 16."""

    def __format__(self, _: str) -> str:
        """The shortest text that reads back as the number."""
        return float.__repr__(self)


def as_number(value: object) -> Any:
    """A value in the types of a workbook, whose numbers are binary: the nearest to the exact one."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else _Number(value)
    return _Number(value) if isinstance(value, float) else value


def _escaped(text: str) -> str:
    """A text as the result of a formula may hold it; XlsxWriter sees to that in other cells alone."""
    return _CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_", writable(text))


def _footer(text: str) -> str:
    """A text as a part of a footer, where ``&`` begins a code: ``&8`` a size, ``&G`` a picture.

    The font stands before the text, so that no digit of it belongs to a size, and after each ``&``, so that no letter
    makes a code of it. What is too long for a footer is cut.
    """
    shown, size = "", 0
    for letter in " ".join(_CONTROL.sub(" ", text).split()):
        written = f"&&{_FOOTER_FONT}" if letter == "&" else letter
        size += len(written.encode("utf-16-le")) // 2
        if size > _FOOTER_ROOM:
            return f"{_FOOTER_FONT}{shown}…"
        shown += written
    return f"{_FOOTER_FONT}{shown}"
