"""Finds the row of headings of a table, and says which headings are missing, misspelt or not known."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.columns import MARK, Column, by_name, squeezed, squeezed_text
from lbpp_cli.findings import Finding, finding
from lbpp_cli.money import is_blank, quoted
from lbpp_cli.read.guard import cell_name, column_number
from lbpp_cli.read.values import DRAWN_MARKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lbpp_cli.read.workbook import Sheet

_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})", re.ASCII)
HEADING_ROWS = 20  # how far down a heading row is looked for
_SHORT = 4  # a heading of so few letters is near to another with fewer of them in common


class Headings(NamedTuple):
    """The row of the headings, the column that each stands for, and the headings that are not known."""

    row: int
    found: dict[int, Column]
    unknown: dict[int, object]
    complete: bool


def address(sheet: str, row: int, column: int) -> str:
    """A cell as a spreadsheet names it, from indexes that start at 0: ``Bids!C4``, or ``C4`` in a text file."""
    cell = cell_name(row + 1, column + 1)
    return f"{sheet}!{cell}" if sheet else cell


def place_of(cell: str) -> tuple[int, int]:
    """The row and column, from 0, of a cell as a spreadsheet names it, such as ``C4``.

    Raises:
        ValueError: it is no such name.

    """
    match = _CELL.fullmatch(cell)
    if match is None:
        raise ValueError(f"{cell!r} is no cell")
    return int(match[2]) - 1, column_number(match[1]) - 1


def nearest(name: object, known: Iterable[str], *, cutoff: float = 0.75) -> str | None:
    """The known name nearest to a name, if one is near at all: ``cutoff`` is how near, 1 being the same."""
    spelt = {squeezed(candidate): candidate for candidate in known}
    close = get_close_matches(squeezed(name), spelt, n=1, cutoff=cutoff)
    return spelt[close[0]] if close else None


def has_headings(sheet: Sheet, columns: tuple[Column, ...]) -> bool:
    """Whether a row of a sheet has all the headings that are needed."""
    names = by_name(tuple(column for column in columns if column.required))
    needed = {column.field for column in columns if column.required}
    return any(needed <= _known(cells, names) for cells in sheet.rows[:HEADING_ROWS])


def _known(cells: list[object], names: Mapping[str, Column]) -> set[str]:
    """The fields of which a row has headings."""
    return {names[key].field for cell in cells if isinstance(cell, str) and (key := squeezed_text(cell)) in names}


def find_headings(sheet: Sheet, columns: tuple[Column, ...], file: str) -> tuple[Headings, list[Finding]]:
    """The headings of a table: the first row that has all that are needed, else the one that has most."""
    names = by_name(columns)
    needed = {column.field for column in columns if column.required}
    top, most = -1, -1
    for row, cells in enumerate(sheet.rows[:HEADING_ROWS]):
        if all(map(is_blank, cells)):
            continue
        known = _known(cells, names)
        if len(known) > most:
            top, most = row, len(known)
        if needed <= known:
            top = row
            break
    if top < 0:
        wanted = ", ".join(column.heading for column in columns if column.required)
        message, hint = f"{sheet.name or 'The file'} is empty.", f"Give it the columns {wanted}."
        return Headings(0, {}, {}, complete=False), [finding("column-missing", message, hint, file, sheet.name)]
    found: dict[int, Column] = {}
    unknown: dict[int, object] = {}
    first_of: dict[str, int] = {}
    findings = []
    for index, cell in enumerate(sheet.rows[top]):
        if is_blank(cell):
            continue
        column = names.get(squeezed(cell))
        if column is None:
            unknown[index] = cell
            continue
        earlier = first_of.setdefault(column.field, index)
        if earlier == index:
            found[index] = column
        else:
            first, second = address(sheet.name, top, earlier), address(sheet.name, top, index)
            message = f"{quoted(sheet.rows[top][earlier])} in {first} and {quoted(cell)} both mean {column.heading}."
            findings.append(finding("column-twice", message, "Keep one of them, or rename the other.", file, second))
    missing = tuple(column for column in columns if column.field not in first_of)
    findings += _odd_headings(sheet, top, missing, unknown, columns, file)
    complete = not any(column.required for column in missing)
    return Headings(top, found, unknown, complete), findings


def _odd_headings(
    sheet: Sheet,
    top: int,
    missing: tuple[Column, ...],
    unknown: dict[int, object],
    columns: tuple[Column, ...],
    file: str,
) -> list[Finding]:
    findings = []
    meant: set[str] = set()
    for index, cell in unknown.items():
        place = address(sheet.name, top, index)
        column = _meant(cell, missing)
        if column is not None:
            meant.add(column.field)
            message = f"The heading {quoted(cell)} is not known. The nearest known one is “{column.heading}”."
            hint = f"If it is meant, write “{column.heading}”; if not, take the column away."
            findings.append(finding("column-misspelt", message, hint, file, place))
        elif _holds_marks(sheet, top, index) and any(one.kind == MARK for one in columns):
            message = f"The column {quoted(cell)} holds marks, but its heading is not known."
            marks = " or ".join(one.heading for one in columns if one.kind == MARK)
            findings.append(finding("marks-not-read", message, f"Write {marks}, or take the column away.", file, place))
        else:
            message = f"The heading {quoted(cell)} is not known; the column was not used."
            hint = f"Known headings: {', '.join(one.heading for one in columns)}."
            findings.append(finding("column-not-read", message, hint, file, place))
    for column in missing:
        if column.required and column.field not in meant:
            message = f"There is no column “{column.heading}”."
            hint = f"Add it, or name it so. Other accepted names: {', '.join(column.also) or 'none'}."
            findings.append(finding("column-missing", message, hint, file, address(sheet.name, top, 0)))
    return findings


def _meant(heading: object, missing: tuple[Column, ...]) -> Column | None:
    """The missing column that a heading nearly names: by a word of it that is a mark, or by its spelling."""
    words = set(re.findall(r"\w+", str(heading).casefold()))
    for column in missing:
        if column.kind == MARK and column.heading.casefold() in words:
            return column
    spellings = [name for column in missing for name in (column.heading, *column.also)]
    near = nearest(heading, spellings, cutoff=0.6 if len(squeezed(heading)) <= _SHORT else 0.75)
    return by_name(missing)[squeezed(near)] if near else None


def _holds_marks(sheet: Sheet, top: int, index: int) -> bool:
    below = [cells[index] for cells in sheet.rows[top + 1 :] if index < len(cells) and not is_blank(cells[index])]
    return bool(below) and all(str(cell).strip().casefold() in DRAWN_MARKS for cell in below)
