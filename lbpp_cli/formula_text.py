"""The text of a spreadsheet formula, taken apart: its references, and what it adds and multiplies.

References are kept relative to the cell that the formula stands in, so that a formula copied down a column is the same
in every row. What is not understood here is no expression at all, and nothing is said about it.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

LAST_ROW, LAST_COLUMN = 1_048_575, 16_383
MAX_LENGTH = 1_000  # characters; a longer formula is not understood
_MAX_DEPTH = 60
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

    def at(self, row: int, column: int) -> tuple[int, int, int, int]:
        """The top row, the left column, the bottom row and the right column, for a formula in a cell."""
        one, other = self.first, self.last
        rows = [corner.row if corner.row_fixed else corner.row + row for corner in (one, other)]
        columns = [corner.column if corner.column_fixed else corner.column + column for corner in (one, other)]
        return min(rows), min(columns), max(rows), max(columns)


class Call(NamedTuple):
    """A function, or a sign between two terms, and what it is given."""

    name: str
    terms: tuple[Expression, ...]


class Named(NamedTuple):
    """A name that the workbook gives to something."""

    name: str


Expression = Decimal | Reference | Call | Named
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


@cache
def parsed(found: tuple[Token, ...]) -> Expression | None:
    """The expression that a formula is; None where it has anything that is not understood."""
    try:
        reader = _Parser(found)
        expression = reader.comparison(0)
    except (ValueError, ArithmeticError):
        return None
    return expression if reader.at == len(found) else None


class _Parser:
    """Reads an expression from its tokens, the weakest signs first."""

    def __init__(self, found: tuple[Token, ...]) -> None:
        self._tokens = found
        self.at = 0

    def _peek(self) -> Token:
        return self._tokens[self.at] if self.at < len(self._tokens) else ("end", "")

    def _takes(self, *signs: str) -> str:
        kind, value = self._peek()
        if kind == "sign" and value in signs:
            self.at += 1
            return str(value)
        return ""

    def comparison(self, depth: int) -> Expression:
        if depth > _MAX_DEPTH:
            raise ValueError
        left = self._sum(depth)
        while sign := self._takes("=", "<", ">", "<=", ">=", "<>", "&"):
            left = Call(sign, (left, self._sum(depth)))
        return left

    def _sum(self, depth: int) -> Expression:
        left = self._product(depth)
        while sign := self._takes("+", "-"):
            left = Call(sign, (left, self._product(depth)))
        return left

    def _product(self, depth: int) -> Expression:
        left = self._signed(depth)
        while sign := self._takes("*", "/", "^"):
            left = Call(sign, (left, self._signed(depth)))
        return left

    def _signed(self, depth: int) -> Expression:
        if self._takes("-"):
            return Call("negative", (self._signed(depth + 1) if depth < _MAX_DEPTH else self._fail(),))
        if self._takes("+"):
            return self._signed(depth + 1) if depth < _MAX_DEPTH else self._fail()
        value = self._single(depth)
        while self._takes("%"):
            value = Call("/", (value, Decimal(100)))
        return value

    def _fail(self) -> Expression:
        raise ValueError

    def _single(self, depth: int) -> Expression:
        kind, value = self._peek()
        self.at += 1
        if kind == "number":
            return Decimal(str(value))
        if isinstance(value, Reference):
            return value
        if kind == "text":
            return Call("text", ())
        if kind == "name":
            return self._function(str(value), depth) if self._takes("(") else Named(str(value))
        if (kind, value) == ("sign", "("):
            inner = self.comparison(depth + 1)
            if self._takes(")"):
                return inner
        return self._fail()

    def _function(self, name: str, depth: int) -> Expression:
        terms: list[Expression] = []
        if self._takes(")"):
            return Call(name, ())
        while True:
            terms.append(self.comparison(depth + 1))
            if self._takes(")"):
                return Call(name, tuple(terms))
            if not self._takes(","):
                raise ValueError


def summed(expression: Expression | None) -> tuple[Reference, ...]:
    """The cells that a formula adds up, if that is all it does: SUM, SUBTOTAL, or terms with a plus sign."""
    found = _added(expression)
    return () if found is None else found


def _added(expression: Expression | None) -> tuple[Reference, ...] | None:
    if isinstance(expression, Reference):
        return (expression,)
    if not isinstance(expression, Call):
        return None
    terms = expression.terms
    if expression.name == "SUBTOTAL" and terms and terms[0] in (Decimal(9), Decimal(109)):
        terms = terms[1:]
    elif expression.name == "ROUND" and terms:
        terms = terms[:1]
    elif expression.name not in ("SUM", "+"):
        return None
    parts = [_added(term) for term in terms]
    return None if None in parts else tuple(one for part in parts for one in part or ())


def references(expression: Expression | None) -> tuple[Reference, ...]:
    """All cells that a formula names."""
    if isinstance(expression, Reference):
        return (expression,)
    if isinstance(expression, Call):
        return tuple(one for term in expression.terms for one in references(term))
    return ()
