"""The formulas of a workbook worked out exactly from the values that stand in their cells, where they are simple.

A spreadsheet calculates with binary numbers, so each result comes with how far binary arithmetic may be off it.
"""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Context, Decimal, localcontext
from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.formula_text import LAST_ROW, Call, Corner, Expression, Named, Reference, parsed, tokens
from lbpp_cli.money import EXACT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lbpp_cli.formula_text import Token
    from lbpp_cli.spreadsheet import SheetFacts, SpreadsheetFacts

    Place = tuple[int, int]

# How many cells are read to work out formulas; then the rest is left, and that is said.
MAX_CELLS_READ = 2_000_000
MAX_CHARACTERS = 1_000_000  # of formulas that are not copies of one another
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


class UnknownError(Exception):
    """A formula that cannot be worked out here, or whose cells do not hold numbers."""


def number_in(value: object) -> Decimal | None:
    """The number that a cell holds, by the shortest decimal that reads back as it; None where it holds none."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return Decimal(repr(value))
    return None


def as_kept(number: Decimal) -> Decimal:
    """A number with the digits that a spreadsheet shows: what differs beyond them is binary arithmetic, no figure."""
    return _SPREADSHEET.plus(number)


class Figures:
    """The values and the formulas of all sheets of a workbook."""

    def __init__(self, facts: SpreadsheetFacts) -> None:
        self.sheets = {sheet.name.casefold(): sheet for sheet in facts.sheets}
        self._names = {(name.sheet.casefold(), name.name.upper()): name.text.removeprefix("=") for name in facts.names}
        self._expressions: dict[str, dict[Place, Expression | None]] = {}
        self._patterns: dict[str, dict[Place, tuple[Token, ...]]] = {}
        self._results: dict[str, dict[Place, Figure | None]] = {}
        self._left = MAX_CELLS_READ
        self._room = MAX_CHARACTERS

    @property
    def gave_up(self) -> bool:
        """Whether there was more to read than is read."""
        return self._left <= 0

    def patterns(self, sheet: SheetFacts) -> dict[Place, tuple[Token, ...]]:
        """What each formula consists of as seen from its own cell: the same for copies of it."""
        if sheet.name not in self._patterns:
            shared: dict[tuple[Token, ...], tuple[Token, ...]] = {}
            patterns = self._patterns[sheet.name] = {}
            for place, text in sheet.formulas.items():
                found = tokens(text, *place)
                if found and found not in shared:
                    self._room -= len(text)
                    if self._room > 0:
                        shared[found] = found
                if found in shared:
                    patterns[place] = shared[found]
        return self._patterns[sheet.name]

    def expressions(self, sheet: SheetFacts) -> dict[Place, Expression | None]:
        """The expression that each formula is, None where it is not understood."""
        if sheet.name not in self._expressions:
            self._expressions[sheet.name] = {
                place: None if place in sheet.fixed_formulas else parsed(found)
                for place, found in self.patterns(sheet).items()
            }
        return self._expressions[sheet.name]

    def results(self, sheet: SheetFacts) -> dict[Place, Figure | None]:
        """What each formula gives, None where that is not known."""
        if sheet.name not in self._results:
            with localcontext(EXACT):
                self._results[sheet.name] = {
                    place: self._worked_out(expression, sheet, place, filled=False)
                    for place, expression in self.expressions(sheet).items()
                }
        return self._results[sheet.name]

    def repeated_text(self, expression: Expression | None, sheet: SheetFacts, place: Place) -> str | None:
        """The text that a formula takes over from another cell, None where it does something else."""
        try:
            return None if expression is None else _Working(self, sheet, place, filled=False).text(expression)
        except UnknownError:
            return None

    def sheet_of(self, reference: Reference, own: SheetFacts) -> SheetFacts | None:
        """The sheet that a reference means; None where it is not in this workbook."""
        return self.sheets.get(reference.sheet.casefold()) if reference.sheet else own

    def worked_out(
        self, expression: Expression | None, sheet: SheetFacts, place: Place, *, filled: bool = False
    ) -> Figure | None:
        """What a formula gives in a cell, None where that is not known. ``filled``: blank cells give nothing either."""
        with localcontext(EXACT):
            return self._worked_out(expression, sheet, place, filled=filled)

    def _worked_out(
        self, expression: Expression | None, sheet: SheetFacts, place: Place, *, filled: bool
    ) -> Figure | None:
        if expression is None:
            return None
        try:
            return _Working(self, sheet, place, filled=filled).figure(expression, 0)
        except (UnknownError, ArithmeticError):
            return None

    def total(self, sheet: SheetFacts, column: int, first: int, last: int) -> Figure | None:
        """The sum of a stretch of a column, None where it is not known."""
        top = Corner(first, row_fixed=True, column=column, column_fixed=True)
        reference = Reference("", top, top._replace(row=last), single=False)
        return self.worked_out(Call("SUM", (reference,)), sheet, (0, 0))

    def spend(self, cells: int) -> None:
        """Count cells that are read.

        Raises:
            UnknownError: it is enough.

        """
        self._left -= cells
        if self._left <= 0:
            raise UnknownError

    def meaning(self, name: str, sheet: SheetFacts) -> Expression | None:
        """What a name of the workbook stands for."""
        for scope in (sheet.name.casefold(), ""):
            text = self._names.get((scope, name))
            if text is not None:
                return parsed(tokens(text, 0, 0))
        return None


class _Working:
    """One formula being worked out."""

    def __init__(self, figures: Figures, sheet: SheetFacts, place: Place, *, filled: bool) -> None:
        self._figures, self._sheet, self._place, self._filled = figures, sheet, place, filled

    def figure(self, expression: Expression, depth: int) -> Figure:
        if isinstance(expression, Decimal):
            return Figure(expression, abs(expression) * _EPSILON)
        if isinstance(expression, Reference):
            return self._cell(expression)
        if isinstance(expression, Named):
            return self._cell(self._named(expression))
        return self._call(expression, depth)

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
        sheet = self._figures.sheet_of(reference, self._sheet)
        row, column, _, _ = reference.at(*self._place)
        if sheet is None or row < 0 or column < 0:
            raise UnknownError
        self._figures.spend(1)
        value = _held(sheet, row, column, sheet.rows[row] if row < len(sheet.rows) else [])
        if value is _NOTHING and not self._filled:
            return Figure(Decimal(0), Decimal(0))
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
            return Figure(Decimal(0), Decimal(0))
        slack = sum((figure.slack for figure in figures), Decimal(0))
        if name != "SUM":
            return (min if name == "MIN" else max)(figures)
        total = sum((figure.value for figure in figures), Decimal(0))
        size = sum((abs(figure.value) for figure in figures), Decimal(0))
        return Figure(total, slack + size * _EPSILON * len(figures))


def _held(sheet: SheetFacts, row: int, column: int, cells: list[object]) -> object:
    """A number as a Decimal; a blank or text; or something that a sum may count in a way that is not known here."""
    value = cells[column] if column < len(cells) else ""
    if (row, column) in sheet.odd:
        return _OTHER
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
