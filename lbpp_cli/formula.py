"""Spreadsheet formulas that know their value: one expression gives the text of the formula and, exactly, its result.

A program writes its arithmetic once; the workbook shows it live, with the value that it has for the input at hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from lbpp_cli.money import EXACT, plain, show_money

if TYPE_CHECKING:
    from collections.abc import Sequence

Value = Decimal | str | bool

# How tightly a text binds: a weaker one is put in brackets where it stands beside a stronger sign.
_COMPARED, _JOINED, _ADDED, _MULTIPLIED, _ATOM = range(5)

# A spreadsheet takes two numbers for the same where they differ by less than 2**-48 of their size. Up to this, whole
# numbers are told apart by every spreadsheet.
LARGEST_WHOLE = Decimal(2**47)


@dataclass(frozen=True, eq=False)
class Formula:
    """An expression of a spreadsheet: its text (without the equals sign) and its value.

    ``fixed``: it is a number or text that stands there as it is, no formula.
    """

    text: str
    value: Value
    binds: int = _ATOM
    fixed: bool = False

    def __add__(self, other: Formula | int) -> Formula:
        """The sum."""
        return self._with("+", other, _ADDED, EXACT.add(self.number, literal(other).number))

    def __sub__(self, other: Formula | int) -> Formula:
        """The difference."""
        return self._with("-", other, _ADDED, EXACT.subtract(self.number, literal(other).number))

    def __mul__(self, other: Formula | int) -> Formula:
        """The product."""
        return self._with("*", other, _MULTIPLIED, EXACT.multiply(self.number, literal(other).number))

    def __truediv__(self, other: Formula | int) -> Formula:
        """The quotient."""
        return self._with("/", other, _MULTIPLIED, EXACT.divide(self.number, literal(other).number))

    def __and__(self, other: Formula | str) -> Formula:
        """The two texts, joined."""
        joined = literal(other)
        return self._with("&", other, _JOINED, f"{shown(self.value)}{shown(joined.value)}")

    def __gt__(self, other: Formula | Decimal | int) -> Formula:
        """Whether it is more."""
        return self._with(">", other, _COMPARED, self.number > literal(other).number)

    def __lt__(self, other: Formula | int) -> Formula:
        """Whether it is less."""
        return self._with("<", other, _COMPARED, self.number < literal(other).number)

    def __le__(self, other: Formula | int) -> Formula:
        """Whether it is at most as much."""
        return self._with("<=", other, _COMPARED, self.number <= literal(other).number)

    def equals(self, other: Formula | int | str) -> Formula:
        """Whether the two are the same; texts but for capitals."""
        one, two = self.value, literal(other).value
        same = one.casefold() == two.casefold() if isinstance(one, str) and isinstance(two, str) else one == two
        return self._with("=", other, _COMPARED, same)

    @property
    def number(self) -> Decimal:
        """The value of a number; a logical value counts as 1 or 0, a blank as 0."""
        if isinstance(self.value, str):
            if self.value:
                raise TypeError(f"{self.text} is text")
            return Decimal(0)
        return Decimal(self.value)

    def _with(self, sign: str, other: Formula | Decimal | int | str, binds: int, value: Value) -> Formula:
        right = literal(other)
        # a - (b - c) and a / (b * c) need their brackets, a + b + c does not.
        stronger = right.binds > binds or (right.binds == binds and sign in "+*&")
        left = self.text if self.binds >= binds else f"({self.text})"
        return Formula(f"{left}{sign}{right.text if stronger else f'({right.text})'}", value, binds)


def shown(value: Value) -> str:
    """A value as a spreadsheet joins it to a text."""
    return value if isinstance(value, str) else plain(Decimal(value))


def literal(value: Formula | Decimal | int | str) -> Formula:
    """A number or text that stands in a formula as it is. No text of an input may: those are referred to."""
    if isinstance(value, Formula):
        return value
    if isinstance(value, str):
        return Formula('"' + value.replace('"', '""') + '"', value, fixed=True)
    return Formula(plain(Decimal(value)), Decimal(value), fixed=True)


def when(condition: Formula, then: Formula | int | str, otherwise: Formula | int | str) -> Formula:
    """The one or the other."""
    one, two = literal(then), literal(otherwise)
    return Formula(f"IF({condition.text},{one.text},{two.text})", one.value if condition.value else two.value)


def both(*conditions: Formula) -> Formula:
    """Whether all hold."""
    return _function("AND", conditions, all(condition.value for condition in conditions))


def either(*conditions: Formula) -> Formula:
    """Whether one holds at least."""
    return _function("OR", conditions, any(condition.value for condition in conditions))


def least(*terms: Formula | int) -> Formula:
    """The smallest."""
    found = [literal(term) for term in terms]
    return _function("MIN", found, min(term.number for term in found))


def most(*terms: Formula | int) -> Formula:
    """The largest."""
    found = [literal(term) for term in terms]
    return _function("MAX", found, max(term.number for term in found))


def whole(term: Formula) -> Formula:
    """The whole part of a number that is not below zero."""
    return _function("INT", (term,), Decimal(int(term.number)))


def rounded(term: Formula, decimals: int) -> Formula:
    """Rounded half-up to so many decimals."""
    value = term.number.quantize(Decimal(1).scaleb(-decimals), context=EXACT)
    return Formula(f"ROUND({term.text},{decimals})", value)


def nearest_whole(term: Formula) -> Formula:
    """The whole number that a binary number stands for; halves go up."""
    return rounded(term, 0)


def is_number(term: Formula) -> Formula:
    """Whether the cell holds a number."""
    return _function("ISNUMBER", (term,), isinstance(term.value, Decimal))


def dollars(term: Formula) -> Formula:
    """An amount as text, as people write it."""
    return Formula(f'TEXT({term.text},"$#,##0.00")', show_money(term.number))


def shortened(term: Formula, most_characters: int) -> Formula:
    """A text, cut with an ellipsis where it is longer."""
    text = shown(term.value)
    short = text if len(text) <= most_characters else text[: most_characters - 1] + "…"
    cut = f'LEFT({term.text},{most_characters - 1})&"…"'
    return Formula(f"IF(LEN({term.text})>{most_characters},{cut},{term.text})", short)


def _function(name: str, terms: Sequence[Formula], value: Value) -> Formula:
    return Formula(f"{name}({','.join(term.text for term in terms)})", value)


@dataclass(frozen=True, eq=False)
class Range:
    """Cells side by side, and their values."""

    text: str
    values: tuple[Value, ...]


def total(cells: Range) -> Formula:
    """The sum of the cells."""
    return Formula(f"SUM({cells.text})", sum((Decimal(one) for one in cells.values), Decimal(0)))


def lowest(cells: Range) -> Formula:
    """The smallest of the cells."""
    return Formula(f"MIN({cells.text})", min(Decimal(one) for one in cells.values))


def highest(cells: Range) -> Formula:
    """The largest of the cells."""
    return Formula(f"MAX({cells.text})", max(Decimal(one) for one in cells.values))


def count(cells: Range, wanted: Formula | int) -> Formula:
    """How many of the cells hold that number."""
    searched = literal(wanted)
    number = sum(one == searched.value for one in cells.values)
    return Formula(f"SUMPRODUCT(--({cells.text}={searched.text}))", Decimal(number))


def total_where(cells: Range, *tests: tuple[Range, Formula | int | str]) -> Formula:
    """The sum of the cells beside which, in each of other ranges, that number or text stands."""
    wanted = [(among, literal(one)) for among, one in tests]
    factors = "*".join(f"({among.text}={one.text})" for among, one in wanted)
    value = Decimal(0)
    for place, number in enumerate(cells.values):
        if all(among.values[place] == one.value for among, one in wanted):
            value = EXACT.add(value, Decimal(number))
    return Formula(f"SUMPRODUCT({factors}*{cells.text})", value)


def filled(cells: Range) -> Formula:
    """How many of the cells are not blank."""
    return Formula(f'SUMPRODUCT(--({cells.text}<>""))', Decimal(sum(one != "" for one in cells.values)))


def rank(figure: Formula, among: Range, *, highest_first: bool, counting: Range | None = None) -> Formula:
    """The standard competition rank of a figure: one more than the number of figures that are better.

    ``counting``: 1 beside the figures that are ranked, 0 beside those that are not, if some are not.
    """
    sign = ">" if highest_first else "<"
    better = [Decimal(one) > figure.number if highest_first else Decimal(one) < figure.number for one in among.values]
    test = f"{among.text}{sign}{figure.text}"
    if counting is None:
        return Formula(f"1+SUMPRODUCT(--({test}))", Decimal(1 + sum(better)), _ADDED)
    counted = sum(Decimal(one) for one, ahead in zip(counting.values, better, strict=True) if ahead)
    return Formula(f"1+SUMPRODUCT(({test})*{counting.text})", Decimal(1 + counted), _ADDED)


def looked_up(answers: Range, wanted: Formula | int, among: Range, *, sure: bool = True) -> Formula:
    """The answer that stands where the wanted number stands among others; blank where it may be missing and is."""
    searched = literal(wanted)
    found = f"INDEX({answers.text},MATCH({searched.text},{among.text},0))"
    if sure:
        return Formula(found, answers.values[among.values.index(searched.number)])
    value = answers.values[among.values.index(searched.number)] if searched.number in among.values else ""
    return Formula(f'IFERROR({found},"")', value)


def percent_of_cents(cents: Formula, percent: Formula) -> Formula:
    """A whole percentage of a whole number of cents, rounded half-up, in whole numbers throughout."""
    return whole((cents * percent + 50) / 100)


def decimals_of(number: Decimal) -> int:
    """How many decimals a number has, trailing zeros apart."""
    return max(0, -int(number.normalize(EXACT).as_tuple().exponent))
