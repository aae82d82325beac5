"""One formula, worked out exactly from the values of its cells."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from lbpp_cli.audit.exact import (
    ROUNDINGS,
    ZERO,
    Figure,
    UnknownError,
    arithmetic,
    compared,
    number_in,
    plain_figure,
    rounded,
    total,
)
from lbpp_cli.formula_text import LAST_ROW, Reference
from lbpp_cli.formula_tree import NO_TEXT, Call, Expression, Named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lbpp_cli.audit.figures import Figures
    from lbpp_cli.spreadsheet import SheetFacts

    Place = tuple[int, int]

_OVER = ("SUM", "MIN", "MAX", "AVERAGE", "COUNT")
_TOTALS = (Decimal(9), Decimal(109))  # the numbers of the sum among the functions of SUBTOTAL
_COMPARISONS = ("=", "<>", "<", ">", "<=", ">=")
_NOTHING, _TEXT, _OTHER = object(), object(), object()


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
            return plain_figure(expression)
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
            return ZERO
        return self._known(value)

    def _known(self, value: object) -> Figure:
        if not isinstance(value, Decimal):
            raise UnknownError
        return plain_figure(value)

    def _values(self, reference: Reference, *, subtotals: bool = True) -> Iterator[object]:
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
                if not subtotals and "SUBTOTAL" in sheet.formulas.get((row, column), "").upper():
                    continue
                yield _held(sheet, row, column, cells)

    def _call(self, call: Call, depth: int) -> Figure:  # noqa: PLR0911  one for each kind of function
        name, terms = call
        if name in ("+", "-", "*", "/"):
            return arithmetic(name, self.figure(terms[0], depth + 1), self.figure(terms[1], depth + 1))
        if name == "negative":
            return arithmetic("-", ZERO, self.figure(terms[0], depth + 1))
        if name in _OVER:
            return self._over(name, [figure for term in terms for figure in self._each(term, depth)])
        if name == "SUBTOTAL" and terms and terms[0] in _TOTALS:
            return self._subtotal(terms[1:])
        if name == "SUMPRODUCT" and terms:
            return self._products(terms)
        if name in ROUNDINGS and len(terms) == 2:  # noqa: PLR2004
            return rounded(name, self.figure(terms[0], depth + 1), self.figure(terms[1], depth + 1).value)
        if name == "ABS" and len(terms) == 1:
            inner = self.figure(terms[0], depth + 1)
            return Figure(abs(inner.value), inner.slack)
        if name == "IF" and len(terms) == 3:  # noqa: PLR2004
            return self.figure(terms[1 if self._holds(terms[0], depth + 1) else 2], depth + 1)
        raise UnknownError

    def _holds(self, condition: Expression, depth: int) -> bool:
        """Whether a comparison of two numbers holds, or one of a cell with nothing."""
        if not isinstance(condition, Call) or condition.name not in _COMPARISONS:
            raise UnknownError
        one, other = condition.terms
        if isinstance(one, Reference) and other == NO_TEXT and condition.name in ("=", "<>"):
            values = list(self._values(one)) or [_NOTHING]
            if len(values) > 1 or values[0] is _OTHER:
                raise UnknownError
            return (values[0] is _NOTHING) == (condition.name == "=")
        return compared(condition.name, self.figure(one, depth + 1), self.figure(other, depth + 1))

    def _subtotal(self, terms: tuple[Expression, ...]) -> Figure:
        """A sum that leaves out other subtotals; not known where rows are hidden, which it may leave out."""
        figures = []
        for term in terms:
            sheet = self._figures.sheet_of(term, self._sheet) if isinstance(term, Reference) else None
            if sheet is None or not isinstance(term, Reference):
                raise UnknownError
            top, _, bottom, _ = term.at(*self._place)
            if any(span.first <= bottom and span.last >= top for span in sheet.hidden_rows):
                raise UnknownError
            figures += self._numbers(self._values(term, subtotals=False))
        return self._over("SUM", figures)

    def _products(self, terms: tuple[Expression, ...]) -> Figure:
        """The sum of the products of what stands at the same place in several ranges; a text counts as zero."""
        columns = []
        for term in terms:
            if not isinstance(term, Reference):
                raise UnknownError
            top, left, bottom, right = term.at(*self._place)
            if left != right or bottom == LAST_ROW:
                raise UnknownError
            values = list(self._values(term))
            if _OTHER in values:
                raise UnknownError
            values += [_NOTHING] * (bottom - top + 1 - len(values))
            columns.append([plain_figure(value) if isinstance(value, Decimal) else ZERO for value in values])
        if len(set(map(len, columns))) != 1:
            raise UnknownError
        products = []
        for first, *others in zip(*columns, strict=True):
            product = first
            for other in others:
                product = arithmetic("*", product, other)
            products.append(product)
        return self._over("SUM", products)

    def _each(self, term: Expression, depth: int) -> list[Figure]:
        """The numbers that a term of a sum stands for; texts and blanks in a range count for nothing."""
        if not isinstance(term, Reference):
            return [self.figure(term, depth + 1)]
        return self._numbers(self._values(term))

    def _numbers(self, found: Iterator[object]) -> list[Figure]:
        values = list(found)
        if _OTHER in values:
            raise UnknownError
        return [self._known(value) for value in values if value is not _NOTHING and value is not _TEXT]

    def _over(self, name: str, figures: list[Figure]) -> Figure:
        if not figures:
            if self._filled or name == "AVERAGE":
                raise UnknownError
            return ZERO
        if name in ("MIN", "MAX"):
            return (min if name == "MIN" else max)(figures)
        if name == "COUNT":
            return plain_figure(Decimal(len(figures)))
        added = total(figures)
        return added if name == "SUM" else arithmetic("/", added, plain_figure(Decimal(len(figures))))


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
