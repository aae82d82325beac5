"""One formula, worked out exactly from the values of its cells.

A spreadsheet calculates with binary numbers, so each result comes with how far binary arithmetic may be off it.
"""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.formula_text import LAST_ROW, Reference
from lbpp_cli.formula_tree import Call, Expression, Named
from lbpp_cli.money import EXACT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lbpp_cli.audit.figures import Figures
    from lbpp_cli.spreadsheet import SheetFacts

    Place = tuple[int, int]

_MOST_PLACES = 15  # decimals to round to
_EPSILON = Decimal(2) ** -51
_SPREADSHEET = Context(prec=15, rounding=ROUND_HALF_EVEN)
_LARGEST_EXPONENT = 300
_NOTHING, _TEXT, _OTHER = object(), object(), object()


class Figure(NamedTuple):
    """A number, and how far a spreadsheet's own arithmetic may be off it."""

    value: Decimal
    slack: Decimal

    def agrees(self, other: Decimal) -> bool:
        """Whether a spreadsheet may have come to the other number; it keeps 15 digits of what it shows."""
        return abs(self.value - other) <= 2 * self.slack + abs(self.value) * Decimal("2e-15")


_ZERO = Figure(Decimal(0), Decimal(0))


class UnknownError(Exception):
    """A formula that cannot be worked out here, or whose cells do not hold numbers."""


def number_in(value: object) -> Decimal | None:
    """The number that a cell holds, by the shortest decimal that reads back as it; None where it holds none."""
    if isinstance(value, float) or (isinstance(value, int) and not isinstance(value, bool)):
        return Decimal(repr(value))
    return None


def as_kept(number: Decimal) -> Decimal:
    """A number with the digits that a spreadsheet shows: what differs beyond them is binary arithmetic, no figure."""
    return _SPREADSHEET.plus(number)


class Working:
    """One formula being worked out."""

    def __init__(self, figures: Figures, sheet: SheetFacts, place: Place, *, filled: bool) -> None:
        self._figures, self._sheet, self._place, self._filled = figures, sheet, place, filled

    def figure(self, expression: Expression, depth: int) -> Figure:
        """What an expression gives.

        Raises:
            UnknownError: it is not understood, or its cells do not hold what it needs.

        """
        if isinstance(expression, Reference):
            return self._cell(expression)
        if isinstance(expression, Call):
            return self._call(expression, depth)
        if isinstance(expression, Decimal):
            return Figure(expression, abs(expression) * _EPSILON)
        return self._cell(self._named(expression))

    def text(self, expression: Expression) -> str | None:
        """The text of the one cell that a formula repeats, if it does no more and the cell holds a text."""
        reference = self._named(expression) if isinstance(expression, Named) else expression
        if not isinstance(reference, Reference) or not reference.single:
            return None
        sheet = self._figures.sheet_of(reference, self._sheet)
        row, column, _, _ = reference.at(*self._place)
        value = "" if sheet is None or (row, column) in sheet.odd else sheet.value(row, column)
        return value if isinstance(value, str) and value else None

    def _named(self, name: Named) -> Reference:
        """The cell that a name means; of a column, the cell in the row of the formula."""
        meant = self._figures.meaning(name.name, self._sheet)
        if not isinstance(meant, Reference) or not meant.first.column_fixed or not meant.first.row_fixed:
            raise UnknownError
        if meant.single:
            return meant
        first, last = meant.first, meant.last
        if (first.row, last.row) != (0, LAST_ROW) or first.column != last.column:
            raise UnknownError
        corner = first._replace(row=self._place[0])
        return meant._replace(first=corner, last=corner, single=True)

    def _cell(self, reference: Reference) -> Figure:
        if not reference.single:
            raise UnknownError
        sheet = self._figures.sheet_of(reference, self._sheet) if reference.sheet else self._sheet
        row, row_fixed, column, column_fixed = reference.first
        row += 0 if row_fixed else self._place[0]
        column += 0 if column_fixed else self._place[1]
        if sheet is None or row < 0 or column < 0:
            raise UnknownError
        self._figures.spend(1)
        value = _held(sheet, row, column, sheet.rows[row] if row < len(sheet.rows) else [])
        if value is _NOTHING and not self._filled:
            return _ZERO
        return self._known(value)

    def _known(self, value: object) -> Figure:
        if not isinstance(value, Decimal):
            raise UnknownError
        return Figure(value, abs(value) * _EPSILON)

    def _values(self, reference: Reference) -> Iterator[object]:
        sheet = self._figures.sheet_of(reference, self._sheet)
        if sheet is None:
            raise UnknownError
        top, left, bottom, right = reference.at(*self._place)
        if top < 0 or left < 0:
            raise UnknownError
        bottom = min(bottom, len(sheet.rows) - 1)
        for row in range(top, bottom + 1):
            cells = sheet.rows[row]
            last = min(right + 1, len(cells))
            self._figures.spend(max(1, last - left))
            for column in range(left, last):
                yield _held(sheet, row, column, cells)

    def _call(self, call: Call, depth: int) -> Figure:
        name, terms = call
        if name in ("+", "-", "*", "/"):
            return _arithmetic(name, self.figure(terms[0], depth + 1), self.figure(terms[1], depth + 1))
        if name == "negative":
            inner = self.figure(terms[0], depth + 1)
            return Figure(-inner.value, inner.slack)
        if name in ("SUM", "MIN", "MAX"):
            return self._over(name, [figure for term in terms for figure in self._each(term, depth)])
        if name == "ROUND" and len(terms) == 2:  # noqa: PLR2004
            return _rounded(self.figure(terms[0], depth + 1), self.figure(terms[1], depth + 1).value)
        if name == "ABS" and len(terms) == 1:
            inner = self.figure(terms[0], depth + 1)
            return Figure(abs(inner.value), inner.slack)
        raise UnknownError

    def _each(self, term: Expression, depth: int) -> list[Figure]:
        """The numbers that a term of a sum stands for; texts and blanks in a range count for nothing."""
        if not isinstance(term, Reference):
            return [self.figure(term, depth + 1)]
        values = list(self._values(term))
        if _OTHER in values:
            raise UnknownError
        return [self._known(value) for value in values if value is not _NOTHING and value is not _TEXT]

    def _over(self, name: str, figures: list[Figure]) -> Figure:
        if not figures:
            if self._filled:
                raise UnknownError
            return _ZERO
        slack = sum((figure.slack for figure in figures), Decimal(0))
        if name != "SUM":
            return (min if name == "MIN" else max)(figures)
        total = sum((figure.value for figure in figures), Decimal(0))
        size = sum((abs(figure.value) for figure in figures), Decimal(0))
        return Figure(total, slack + size * _EPSILON * len(figures))


def _held(sheet: SheetFacts, row: int, column: int, cells: list[object]) -> object:
    """A number as a Decimal; a blank or text; or something that a sum may count in a way that is not known here."""
    value = cells[column] if column < len(cells) else ""
    if sheet.odd and (row, column) in sheet.odd:
        return _OTHER
    if isinstance(value, float):
        return Decimal(repr(value))
    if isinstance(value, str) or value is None:
        return _TEXT if value else _NOTHING
    number = number_in(value)
    return _OTHER if number is None else number


def _arithmetic(sign: str, one: Figure, other: Figure) -> Figure:
    (a, slack_a), (b, slack_b) = one, other
    if sign in "+-":
        value = a + b if sign == "+" else a - b
        return Figure(value, slack_a + slack_b + (abs(a) + abs(b)) * _EPSILON)
    if sign == "*":
        value = a * b
        return Figure(value, abs(a) * slack_b + abs(b) * slack_a + abs(value) * _EPSILON)
    if b == 0:
        raise UnknownError
    value = a / b
    return Figure(value, (slack_a + abs(value) * slack_b) / abs(b) + abs(value) * _EPSILON)


def _rounded(figure: Figure, places: Decimal) -> Figure:
    """Rounded half away from zero; not known where binary arithmetic may have come to lie on the other side."""
    if places != int(places) or abs(places) > _MOST_PLACES or abs(figure.value.adjusted()) > _LARGEST_EXPONENT:
        raise UnknownError
    unit = Decimal(1).scaleb(-int(places))
    value = figure.value.quantize(unit, context=EXACT)
    to_half = unit / 2 - abs(abs(figure.value) - abs(figure.value).quantize(unit, rounding="ROUND_DOWN", context=EXACT))
    if to_half and abs(to_half) <= figure.slack:
        raise UnknownError
    return Figure(value, abs(value) * _EPSILON)
