"""The text of a spreadsheet formula, taken apart into its references, names, numbers and signs.

References are kept relative to the cell that the formula stands in, so that a formula copied down a column is the same
in every row.
"""

from __future__ import annotations

import re
from typing import NamedTuple

LAST_ROW, LAST_COLUMN = 1_048_575, 16_383
MAX_LENGTH = 1_000  # characters; a longer formula is not understood
_SHEET = r"(?:(?P<sheet>'(?:[^']|'')++'|\[[0-9]+\][\w.]*+|[A-Za-z_\u0080-\uffff][\w.]*+)!)?"
_CELL = r"\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,6}"
_TOKEN = re.compile(
    rf"""(?P<text>"(?:[^"]|"")*+")
    |{_SHEET}(?P<range>{_CELL}:{_CELL}|\$?[A-Za-z]{{1,3}}:\$?[A-Za-z]{{1,3}}|\$?[1-9][0-9]{{0,6}}:\$?[1-9][0-9]{{0,6}}|{_CELL})
      (?![\w(.!])
    |(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]{{1,3}})?)
    |(?P<name>[A-Za-z_\\][\w.\\]*)
    |(?P<sign><=|>=|<>|[-+*/^&=<>%(),])
    |(?P<space>\s+)
    |(?P<other>"(?:[^"]|"")*+|'(?:[^']|'')*+'?|.)""",
    re.VERBOSE | re.DOTALL,
)
_ROW = re.compile(r"(?<![$0-9])[0-9]+")  # of a reference, where it is relative
_CORNER = re.compile(r"(\$?)([A-Za-z]{0,3})(\$?)([0-9]*)")


class Corner(NamedTuple):
    """A row and a column: counted from 0 where fixed, else from the cell that the formula stands in."""

    row: int
    row_fixed: bool
    column: int
    column_fixed: bool


class Reference(NamedTuple):
    """Cells that a formula names; ``sheet`` is blank for its own sheet. ``single``: one cell, not a range."""

    sheet: str
    first: Corner
    last: Corner
    single: bool

    @property
    def in_own_row(self) -> bool:
        """Whether it names cells of the row and the sheet that the formula stands in, wherever that is copied."""
        rows = self.first.row, self.last.row
        return not self.sheet and rows == (0, 0) and not self.first.row_fixed and not self.last.row_fixed

    def at(self, row: int, column: int) -> tuple[int, int, int, int]:
        """The top row, the left column, the bottom row and the right column, for a formula in a cell."""
        one, other = self.first, self.last
        rows = [corner.row if corner.row_fixed else corner.row + row for corner in (one, other)]
        columns = [corner.column if corner.column_fixed else corner.column + column for corner in (one, other)]
        return min(rows), min(columns), max(rows), max(columns)


Token = tuple[str, object]


def column_index(letters: str) -> int:
    """The column, from 0, of its letters."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def letters_of(column: int) -> str:
    """The letters of a column that counts from 0."""
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def tokens(text: str, row: int, column: int) -> tuple[Token, ...]:
    """What a formula consists of, its references as seen from the cell that it stands in; equal for copies of it."""
    found: list[Token] = []
    if len(text) > MAX_LENGTH:
        return ()
    for match in _TOKEN.finditer(text):
        kind = str(match.lastgroup)
        if kind == "range":
            found.append((kind, _reference(match, row, column)))
        elif kind != "space":
            found.append((kind, match[0].upper() if kind == "name" else match[0]))
    return tuple(found)


def _reference(match: re.Match[str], row: int, column: int) -> Reference:
    sheet = match["sheet"] or ""
    if sheet.startswith("'"):
        sheet = sheet[1:-1].replace("''", "'")
    one, colon, other = match["range"].partition(":")
    first = _corner(one, row, column, last=False)
    return Reference(sheet, first, _corner(other, row, column, last=True) if colon else first, not colon)


def _corner(text: str, row: int, column: int, *, last: bool) -> Corner:
    """A corner of a range; a whole column has no rows, a whole row no columns, and they run to the ends."""
    match = _CORNER.fullmatch(text)
    if match is None:  # pragma: no cover  the pattern of references lets nothing else through
        raise ValueError(text)
    dollar, letters, second, digits = match.groups()
    if not letters:
        second, dollar = dollar or second, "$"
    across = column_index(letters) if letters else (LAST_COLUMN if last else 0)
    down = int(digits) - 1 if digits else (LAST_ROW if last else 0)
    row_fixed, column_fixed = bool(second) or not digits, bool(dollar)
    return Corner(
        down if row_fixed else down - row, row_fixed, across if column_fixed else across - column, column_fixed
    )


class Copies:
    """The texts that copies of a formula have in the other rows of its column."""

    def __init__(self, text: str, row: int) -> None:
        pieces: list[str] = []
        self._offsets: list[int] = []
        for match in _TOKEN.finditer(text):
            if match.lastgroup != "range":
                pieces.append(match[0].replace("%", "%%"))
                continue
            start, end = match.span("range")
            pieces.append(text[match.start() : start].replace("%", "%%"))
            pieces.append(_ROW.sub("%d", text[start:end]))
            self._offsets += [int(digits) - row for digits in _ROW.findall(text[start:end])]
        self._form = "".join(pieces)
        self._lowest = min(self._offsets, default=1)
        self._highest = max(self._offsets, default=1)

    def text(self, row: int) -> str | None:
        """What the copy in a row, counted from 0, reads; None where a reference would leave the sheet."""
        if row + self._lowest < 1 or row + self._highest > LAST_ROW + 1:
            return None
        return self._form % tuple([row + offset for offset in self._offsets])


def moved(text: str, rows: int, columns: int) -> str:
    """The text of a formula as it reads in a cell so many rows below and columns to the right."""
    pieces = []
    for match in _TOKEN.finditer(text):
        if match.lastgroup != "range":
            pieces.append(match[0])
            continue
        corners = match["range"].split(":")
        sheet = f"{match['sheet']}!" if match["sheet"] else ""
        pieces.append(sheet + ":".join(_moved_corner(corner, rows, columns) for corner in corners))
    return "".join(pieces)


def _moved_corner(text: str, rows: int, columns: int) -> str:
    match = _CORNER.fullmatch(text)
    if match is None:  # pragma: no cover  as above
        return text
    dollar, letters, second, digits = match.groups()
    if not letters:
        second, dollar = dollar or second, ""
    if letters and not dollar:
        letters = letters_of(max(0, column_index(letters) + columns))
    if digits and not second:
        digits = str(max(1, int(digits) + rows))
    return f"{dollar}{letters}{second if digits else ''}{digits}"
