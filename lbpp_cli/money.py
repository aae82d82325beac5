"""Money and percent: the one place that parses, rounds and prints them. Decimal throughout, never a float."""

from __future__ import annotations

import re
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal, localcontext
from functools import wraps
from itertools import repeat
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_P = ParamSpec("_P")
_R = TypeVar("_R")

CENT = Decimal("0.01")
ZERO = Decimal("0.00")
_HUNDRED = Decimal(100)
# Above this a spreadsheet's binary number no longer holds every cent.
LARGEST = Decimal("9999999999999.99")
_LARGEST_WHOLE = int(LARGEST)
LARGEST_COUNT = 9_999

# A context of its own: what a caller sets as the thread's context must not change an award.
MOST_DIGITS, MOST_DECIMALS = 20, 30  # of a number that is read, so that no sum or product of it needs rounding
EXACT = Context(prec=60, rounding=ROUND_HALF_UP)

# A spreadsheet shows and compares 15 digits: a cell that holds =2/3 is stored as 0.6666666666666666.
_SPREADSHEET = Context(prec=15, rounding=ROUND_HALF_UP)

_AMOUNT = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?", re.ASCII)
_PERCENT = re.compile(r"(\d+(?:\.\d+)?|\.\d+)\s*%", re.ASCII)
_PLAIN_NUMBER = re.compile(r"\d+(?:\.\d+)?|\.\d+", re.ASCII)


def exactly(function: Callable[_P, _R]) -> Callable[_P, _R]:
    """Carry a function out in the exact context, whatever the caller's is."""

    @wraps(function)
    def exact(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        with localcontext(EXACT):
            return function(*args, **kwargs)

    return exact


class AmountError(ValueError):
    """A value that is no amount, or that can be read in two ways; ``hint`` says what to write instead."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def is_blank(value: object) -> bool:
    """Whether a cell holds nothing, or white space only."""
    return (not value or value.isspace()) if isinstance(value, str) else value is None


def quoted(value: object) -> str:
    """A cell's value as a message shows it, cut where it is absurdly long."""
    text = str(value)
    shown = text if len(text) <= 60 else text[:57] + "..."  # noqa: PLR2004
    return f"“{shown}”" if isinstance(value, str) else shown


def parse_money(value: object) -> Decimal | None:
    """Read dollars from a cell: None for a blank, else an amount with two decimals.

    A workbook's binary number is judged by the shortest decimal that reads back as it.

    Raises:
        AmountError: the value is no amount, has more than two decimals, or can be read in two ways.

    """
    # A float is compared with a Decimal only by making one of it, which takes longer than all the rest.
    if isinstance(value, float) and value.is_integer() and abs(whole := int(value)) <= _LARGEST_WHOLE:
        return EXACT.quantize(Decimal(whole), CENT)
    if is_blank(value):
        return None
    amount = _from_number(value) if isinstance(value, (int, float)) else _two_decimals(value)
    if abs(amount) > LARGEST:
        raise AmountError(f"{quoted(value)} is too large to be an amount in dollars", "Check the number of digits.")
    return amount.quantize(CENT, context=EXACT)


def whole_dollars(values: Sequence[float]) -> list[Decimal] | None:
    """The same of many binary numbers at once; None unless each is a whole number of dollars that is not too large."""
    if not all(map(float.is_integer, values)) or max(map(abs, values), default=0) > _LARGEST_WHOLE:
        return None
    return [*map(EXACT.quantize, map(Decimal, map(int, values)), repeat(CENT))]


def _from_number(value: float) -> Decimal:
    number = parse_number(value)
    if abs(number) > LARGEST:
        return number
    near = number.quantize(CENT, context=EXACT)
    if near != number:
        raise AmountError(
            f"{number} has more than two decimals",
            f"Round it in the workbook, =ROUND(…, 2), or type the amount, such as {show_money(near)}, if that is it.",
        )
    return number


def _two_decimals(value: object) -> Decimal:
    amount = _from_text(value)
    if -int(amount.as_tuple().exponent) > 2:  # noqa: PLR2004
        raise AmountError(
            f"{quoted(value)} has more than two decimals",
            "Write dollars and cents with at most two decimals, such as 1,234,567.80.",
        )
    return amount


def _from_text(value: object) -> Decimal:
    if not isinstance(value, str):
        raise AmountError(f"{quoted(value)} is no amount", "Write dollars and cents, such as 1,234,567.80.")
    text = value.strip().replace("\N{NO-BREAK SPACE}", " ").replace("\N{MINUS SIGN}", "-")
    negative = text.startswith("(") and text.endswith(")")
    text = text[1:-1].strip() if negative else text
    if text.startswith("-"):
        negative, text = not negative, text[1:].strip()
    text = text.removeprefix("$").strip()
    if not re.search(r"\d", text, re.ASCII) or not _AMOUNT.fullmatch(text):
        looks_like_figures = re.fullmatch(r"[\d.,' ]+", text, re.ASCII)
        why = "can be read in two ways" if looks_like_figures else "is no amount"
        raise AmountError(f"{quoted(value)} {why}", "Write dollars and cents, such as 1,234,567.80.")
    amount = Decimal(text.replace(",", ""))
    return -amount if negative else amount


def parse_exact(value: object) -> Decimal | None:
    """Read dollars with as many decimals as they have, such as the unit prices of a tabulation: None for a blank.

    Raises:
        AmountError: the value is no amount, or can be read in two ways.

    """
    if is_blank(value):
        return None
    amount = parse_number(value) if isinstance(value, (int, float)) else _from_text(value)
    if abs(amount) > LARGEST or len(amount.as_tuple().digits) > MOST_DIGITS:
        raise AmountError(f"{quoted(value)} has too many digits to be an amount", "Check the number of digits.")
    return amount


def parse_number(value: object) -> Decimal:
    """Read a plain number, such as a score, exactly as it stands.

    Raises:
        AmountError: the value is no number.

    """
    number = None
    if isinstance(value, str) and _PLAIN_NUMBER.fullmatch(value.strip()):
        number = Decimal(value.strip())
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        number = Decimal(repr(value))
    if number is not None and number.is_finite():
        # A number such as 1e-300 has one digit, and three hundred when it is written out.
        _, digits, exponent = number.as_tuple()
        if number.adjusted() >= MOST_DIGITS:
            raise AmountError(f"{quoted(value)} is too large", "Check the number of digits.")
        if len(digits) > MOST_DIGITS or int(exponent) < -MOST_DECIMALS:
            raise AmountError(f"{quoted(value)} has more than {MOST_DIGITS} digits", "Check the number of digits.")
        return number
    raise AmountError(f"{quoted(value)} is no number", "Write a plain number, such as 87.5.")


def parse_percent(value: object, *, formatted_as_percent: bool) -> Decimal | None:
    """Read a percent: ``66.7%``, a number in a cell formatted as percent, or a number above 1 (``2`` is 2%).

    Raises:
        AmountError: the value is no percent, or can be read in two ways (a bare ``1`` or ``0.667``).

    """
    if is_blank(value):
        return None
    if isinstance(value, str):
        match = _PERCENT.fullmatch(value.strip())
        if match:
            return parse_number(match[1])
        if not _PLAIN_NUMBER.fullmatch(value.strip()):
            raise AmountError(f"{quoted(value)} is no percentage", "Write a percentage, such as 70%.")
    number = parse_number(value)
    if isinstance(value, (int, float)) and formatted_as_percent:
        return EXACT.multiply(_SPREADSHEET.plus(number), Decimal(100))
    if 0 < number <= 1:
        raise AmountError(
            f"{quoted(value)} can be read as {plain(number)}% or as {plain(EXACT.multiply(number, Decimal(100)))}%",
            f"Write it with a percent sign: {plain(number)}% or {plain(EXACT.multiply(number, Decimal(100)))}%.",
        )
    return number


def round_cents(amount: Decimal) -> Decimal:
    """An amount rounded half-up to the cent."""
    return amount.quantize(CENT, context=EXACT)


def as_shown(number: Decimal) -> Decimal:
    """A number as a spreadsheet shows it, with 15 digits: what binary arithmetic adds beyond them is not there."""
    return _SPREADSHEET.plus(number)


def percent_of(amount: Decimal, percent: Decimal) -> Decimal:
    """A percentage of an amount, rounded half-up to the cent."""
    return EXACT.quantize(EXACT.multiply(EXACT.multiply(amount, percent), CENT), CENT)


def exact_percent_of(points: Decimal, percent: Decimal) -> Decimal:
    """A percentage of evaluation points; nothing is rounded."""
    return EXACT.multiply(points, percent).scaleb(-2, EXACT)


def cents(amount: Decimal) -> int:
    """An amount in whole cents."""
    return int(EXACT.multiply(amount, _HUNDRED))


def all_cents(amounts: Iterable[Decimal]) -> list[int]:
    """The same of several amounts."""
    return [*map(int, map(EXACT.multiply, amounts, repeat(_HUNDRED)))]


def whole_shares(cost: Decimal, price: Decimal, percent: int) -> int:
    """How often a whole ``percent`` of the price goes into the cost: an integer test in cents, never a quotient."""
    return whole_shares_of([cents(cost)], cents(price), percent)[0]


def whole_shares_of(costs: Iterable[int], price: int, percent: int) -> list[int]:
    """The same for each of several costs; all in cents."""
    step = price * percent
    return [cost * 100 // step for cost in costs]


def share_percent(cost: Decimal, price: Decimal, step: int) -> Decimal:
    """The cost as a percent of the price, for display.

    Two decimals, and more where two would round a share up to a step that it does not reach.
    """
    return shares_of_cents([cents(cost)], cents(price), step)[0]


def shares_of_cents(parts: Sequence[int], whole: int, step: int) -> list[Decimal]:
    """The same of each of several amounts; all in cents."""
    hundredths = [(part * 20_000 + whole) // (2 * whole) for part in parts]  # half-up
    shares = [*map(EXACT.multiply, map(Decimal, hundredths), repeat(CENT))]
    steps = 100 * step
    for place, (part, near) in enumerate(zip(parts, hundredths, strict=True)):
        # What is no whole number of steps was not rounded up to one.
        if not near % steps and near // steps != part * 100 // (whole * step):
            shares[place] = _below_the_step(part, whole, step)
    return shares


def _below_the_step(part: int, whole: int, step: int) -> Decimal:
    share = EXACT.divide(Decimal(part * 100), Decimal(whole))
    for decimals in range(3, 20):
        shown = share.quantize(Decimal(1).scaleb(-decimals), context=EXACT)
        if shown // step == share // step:
            return shown
    return share.quantize(CENT, rounding=ROUND_DOWN, context=EXACT)


def share_against(part: Decimal, whole: Decimal, bound: Decimal | None) -> Decimal:
    """A part as a percent of the whole, for display beside a bound that it is held against.

    Two decimals, and more where two would show it on the other side of the bound.
    """
    share = EXACT.divide(EXACT.multiply(part, Decimal(100)), whole)
    shown = share.quantize(CENT, context=EXACT)
    for decimals in range(3, 20):
        if bound is None or (shown >= bound) == (share >= bound):
            break
        shown = share.quantize(Decimal(1).scaleb(-decimals), context=EXACT)
    return shown


def plain(number: Decimal) -> str:
    """An exact number without exponent or trailing zeros: ``6``, ``66.7``."""
    text = str(number)
    if "E" in text:
        text = f"{number:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def plain_money(amount: Decimal) -> str:
    """Money for other programs: ``1234567.80``."""
    text = str(amount)  # money has two decimals, and to format it takes three times as long
    return text if text[-3:-2] == "." else f"{amount:.2f}"


def plain_exact(amount: Decimal) -> str:
    """Money that may have a fraction of a cent, for other programs: ``25000.00``, ``12500.0025``."""
    return plain_money(amount) if amount == round_cents(amount) else plain(amount)


def show_money(amount: Decimal) -> str:
    """Money for people: ``$1,234,567.80``, ``-$5.00``."""
    return f"-${-amount:,.2f}" if amount < 0 else f"${amount:,.2f}"


def show_exact(amount: Decimal) -> str:
    """Money that may have more than two decimals, for people: ``$0.145``, ``$18,987.9936``, ``$5.00``."""
    text = f"{abs(amount):,f}"
    whole, _, decimals = text.partition(".")
    return f"{'-' if amount < 0 else ''}${whole}.{decimals.rstrip('0'):0<2}"


def show_percent(percent: Decimal) -> str:
    """Percent for people: ``6%``."""
    return f"{plain(percent)}%"
