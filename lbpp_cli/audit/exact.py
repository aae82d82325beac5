"""Exact numbers with how far a spreadsheet's own binary arithmetic may be off them, and what is done with them."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import NamedTuple

from lbpp_cli.money import EXACT

_MOST_PLACES = 15  # decimals to round to
_EPSILON = Decimal(2) ** -51
_SPREADSHEET = Context(prec=15, rounding=ROUND_HALF_EVEN)
_LARGEST_EXPONENT = 300
_ROUNDING = {"ROUND": "ROUND_HALF_UP", "ROUNDUP": "ROUND_UP", "ROUNDDOWN": "ROUND_DOWN"}
ROUNDINGS = tuple(_ROUNDING)


class Figure(NamedTuple):
    """A number, and how far a spreadsheet's own arithmetic may be off it."""

    value: Decimal
    slack: Decimal

    def agrees(self, other: Decimal) -> bool:
        """Whether a spreadsheet may have come to the other number; it keeps 15 digits of what it shows."""
        return abs(self.value - other) <= 2 * self.slack + abs(self.value) * Decimal("2e-15")


ZERO = Figure(Decimal(0), Decimal(0))


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


def plain_figure(number: Decimal) -> Figure:
    """A number as a cell or a formula states it."""
    return Figure(number, abs(number) * _EPSILON)


def arithmetic(sign: str, one: Figure, other: Figure) -> Figure:
    """Two numbers with a sign between them."""
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


def total(figures: list[Figure]) -> Figure:
    """The sum of numbers."""
    slack = sum((figure.slack for figure in figures), Decimal(0))
    value = sum((figure.value for figure in figures), Decimal(0))
    size = sum((abs(figure.value) for figure in figures), Decimal(0))
    return Figure(value, slack + size * _EPSILON * len(figures))


def compared(sign: str, one: Figure, other: Figure) -> bool:
    """Whether a comparison holds; not known where binary arithmetic may decide it."""
    difference = one.value - other.value
    if difference and abs(difference) <= one.slack + other.slack:
        raise UnknownError
    holds = {"=": difference == 0, "<>": difference != 0, "<": difference < 0, ">": difference > 0}
    return holds.get(sign, difference <= 0 if sign == "<=" else difference >= 0)


def rounded(how: str, figure: Figure, places: Decimal) -> Figure:
    """Rounded half away from zero, up or down; not known where binary arithmetic may lie on the other side."""
    if places != int(places) or abs(places) > _MOST_PLACES or abs(figure.value.adjusted()) > _LARGEST_EXPONENT:
        raise UnknownError
    unit = Decimal(1).scaleb(-int(places))
    value = figure.value.quantize(unit, rounding=_ROUNDING[how], context=EXACT)
    over = abs(figure.value) - abs(figure.value).quantize(unit, rounding="ROUND_DOWN", context=EXACT)
    for limit in (unit / 2,) if how == "ROUND" else (Decimal(0), unit):
        if over != limit and abs(limit - over) <= figure.slack:
            raise UnknownError
    return plain_figure(value)
