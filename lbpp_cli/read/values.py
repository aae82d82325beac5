"""From what a cell holds to a value of the model. Nothing is guessed: what can be read in two ways is refused."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from lbpp_cli import columns
from lbpp_cli.money import (
    LARGEST_COUNT,
    AmountError,
    is_blank,
    parse_money,
    parse_number,
    parse_percent,
    plain,
    quoted,
    whole_dollars,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

DRAWN_MARKS = {"x", "✓", "✔", "☑", "☒", "√"}
YES = {*DRAWN_MARKS, "y", "yes", "true", "1"}
NO = {"n", "no", "false", "0", "-", "\N{EN DASH}", "\N{EM DASH}", "☐"}
_WORDS = dict.fromkeys(YES, True) | dict.fromkeys(NO, False)
_AMERICAN = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2}(?::\d{2})?)?", re.ASCII)


class CellError(ValueError):
    """A cell that does not hold what its column asks for."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.code, self.hint = code, hint


def read_value(value: object, kind: columns.Kind, *, formatted_as_percent: bool = False) -> object:
    """The value that a cell holds; None for a blank.

    Raises:
        CellError: the cell does not hold what its column asks for, or can be read in two ways.

    """
    if kind != columns.PERCENT:
        return _reader_of(kind)(value)
    if is_blank(value):
        return None
    return _amount(
        lambda cell: parse_percent(cell, formatted_as_percent=formatted_as_percent), value, "percent-unreadable"
    )


def _reader_of(kind: columns.Kind) -> Callable[[object], object]:
    """What reads the values of a kind of column other than percentages, of which the format of the cell decides."""
    if isinstance(kind, dict):
        return _unless_blank(lambda value: _choice(value, kind))
    return _READERS[kind] if isinstance(kind, str) else _unless_blank(kind)


def read_column(cells: Sequence[object], kind: columns.Kind) -> Sequence[object]:
    """The values of the cells of a column, but of percentages, of which the format of each cell decides.

    Raises:
        CellError: one of them does not hold what the column asks for.

    """
    together = _TOGETHER.get(kind) if isinstance(kind, str) else None
    values = together(cells) if together else None
    if values is None:
        read = _reader_of(kind)
        values = [None if cell == "" else read(cell) for cell in cells]
    return values


def _amount(parse: Callable[[object], object], value: object, code: str) -> object:
    try:
        return parse(value)
    except AmountError as error:
        raise CellError(code, f"{error}.", error.hint) from None


def _text(value: object) -> str | None:
    if isinstance(value, str):
        return " ".join(value.split()) or None
    if value is None:
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # a number typed as a name or reference: a workbook stores 7 as 7.0
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise CellError("text-unreadable", f"{value} is no text.", "Format the cell as text and type it again.")
    return str(value)


def _money(value: object) -> Decimal | None:
    try:
        return parse_money(value)
    except AmountError as error:
        raise CellError("amount-unreadable", f"{error}.", error.hint) from None


def _truth(value: object) -> bool | None:
    if isinstance(value, (bool, int, float)) and value in (0, 1):
        return bool(value)
    return _WORDS.get(str(value).strip().casefold())


def _mark(value: object) -> bool | None:
    truth = _WORDS.get(value) if isinstance(value, str) else None
    if truth is None:
        if is_blank(value):
            return None
        truth = _truth(value)
    if truth is None:
        raise CellError("mark-unreadable", f"{quoted(value)} is no mark.", "Write x for yes, or leave the cell blank.")
    return truth


def _yes_no(value: object) -> bool:
    truth = _truth(value)
    if truth is None:
        raise CellError("choice-unknown", f"{quoted(value)} is neither yes nor no.", "Write yes or no.")
    return truth


def _choice(value: object, choices: dict[str, str]) -> str | None:
    wanted = columns.squeezed(value)
    for text, meaning in choices.items():
        if columns.squeezed(text) == wanted:
            return meaning or None
    raise CellError("choice-unknown", f"{quoted(value)} is none of the choices.", f"Write {' or '.join(choices)}.")


def _number(value: object) -> object:
    number = _amount(parse_number, value, "number-unreadable")
    if isinstance(number, Decimal) and number < 0:
        raise CellError("number-unreadable", f"{plain(number)} is below zero.", "Write a number of zero or more.")
    return number


def _count(value: object) -> int:
    try:
        number = parse_number(value)
    except AmountError as error:
        raise CellError("number-unreadable", f"{error}.", "Write a whole number, such as 10.") from None
    if number != int(number) or not 0 <= number <= LARGEST_COUNT:
        message = f"{plain(number)} is no whole number from 0 to {LARGEST_COUNT}."
        raise CellError("number-unreadable", message, "Write a whole number, such as 10.")
    return int(number)


def _date_time(value: object) -> date:
    """A date, or a date with a time of day. Midnight is what a workbook stores for a date alone."""
    if isinstance(value, str) and _ISO.fullmatch(value.strip()):
        try:
            value = datetime.fromisoformat(value.strip())
        except ValueError:
            raise CellError("date-unreadable", f"{quoted(value)} is no day of the calendar.", "Check it.") from None
    if isinstance(value, datetime) and value.hour == value.minute == value.second == 0:
        return value.date()
    if isinstance(value, date):
        return value
    american = _AMERICAN.fullmatch(str(value).strip())
    if american:
        first, second, year = american.groups()
        both = ((first, second), (second, first))
        meant = [(month, day) for month, day in both if int(month) in range(1, 13) and int(day) in range(1, 32)]
        either = " or ".join(dict.fromkeys(f"{year}-{month:0>2}-{day:0>2}" for month, day in meant))
        why = "can be read in two ways" if " or " in either else "is not written year-month-day"
        raise CellError("date-unreadable", f"{quoted(value)} {why}.", f"Write {either or 'a date such as 2025-06-01'}.")
    raise CellError(
        "date-unreadable",
        f"{quoted(value)} is no date.",
        "Use a date cell, or write year-month-day, such as 2025-06-01.",
    )


def _date(value: object) -> date:
    day = _date_time(value)
    return day.date() if isinstance(day, datetime) else day


def _unless_blank(parse: Callable[[object], object]) -> Callable[[object], object]:
    return lambda value: None if is_blank(value) else parse(value)


def _texts(cells: Sequence[object]) -> Sequence[object] | None:
    """Texts as they stand, if each is one, and none is blank or has a space too many."""
    if set(map(type, cells)) != {str}:
        return None
    together = " - ".join(cast("Sequence[str]", cells))
    return cells if " ".join(together.split()) == together else None


def _whole_dollars(cells: Sequence[object]) -> Sequence[object] | None:
    """Amounts of whole dollars, if each is one."""
    return whole_dollars(cast("Sequence[float]", cells)) if set(map(type, cells)) == {float} else None


def _marks(cells: Sequence[object]) -> Sequence[object]:
    """The same mark means the same in all cells."""
    meant = {cell: _mark(cell) for cell in set(cells)}
    return [*map(meant.__getitem__, cells)]


# What reads a whole column in a few steps, or gives None where its cells have to be looked at one by one.
_TOGETHER: dict[str, Callable[[Sequence[object]], Sequence[object] | None]] = {
    columns.TEXT: _texts,
    columns.MONEY: _whole_dollars,
    columns.MARK: _marks,
}
_READERS: dict[str, Callable[[object], object]] = {
    columns.TEXT: _text,
    columns.MONEY: _money,
    columns.NUMBER: _unless_blank(_number),
    columns.COUNT: _unless_blank(_count),
    columns.MARK: _mark,
    columns.YES_NO: _unless_blank(_yes_no),
    columns.DATE: _unless_blank(_date),
    columns.DATE_TIME: _unless_blank(_date_time),
}
