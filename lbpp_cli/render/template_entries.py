"""What a template lets be typed into a cell: how each kind of value looks, what is allowed, and what is said of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.formula_tables import column_letters
from lbpp_cli.money import CENT, LARGEST, LARGEST_COUNT
from lbpp_cli.render.sheets import Entry

if TYPE_CHECKING:
    from collections.abc import Callable

CHOICE, MARK, PERCENT, MONEY = "choice", "mark", "percent", "money"
_OTHER_ROWS = 1_000  # how far down the names of another sheet are looked for
_FIRST_DAY, _LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
_MOST_POINTS = 1_000_000


class Blank(NamedTuple):
    """A column of a table, or a field, that is to be filled in.

    ``kind``: of its values, as declared. ``about``: what it means. ``needed``: it must not stay blank. ``choices``: the
    texts of its drop-down; ``names_of``: the sheet whose first column has the names that its drop-down offers.
    """

    heading: str
    kind: str
    about: str
    needed: bool = False
    choices: tuple[str, ...] = ()
    names_of: str = ""


class Look(NamedTuple):
    """How the cells of a kind look: in a column, how wide that is and how its heading stands; and beside a field."""

    style: str
    width: float
    heading: str
    beside: str


LOOKS = {
    "text": Look("entry", 18, "", "entry"),
    "money": Look("money", 14, " right", "money value"),
    "percent": Look("share", 10, " right", "fraction"),
    "number": Look("number", 8, " right", "value"),
    "count": Look("whole", 9, " right", "value"),
    "mark": Look("mark", 5, " centre", "value"),
    "yes-no": Look("value", 11.5, "", "value"),
    "date": Look("date", 11, "", "date"),
    "date-time": Look("datetime", 17, "", "datetime"),
    "choice": Look("value", 13, "", "value"),
}
NEEDED_TEXT = 27  # how wide a column of texts is that is always filled in
PAGE = 134  # what one page across has room for; columns of texts take what is left of it

_Area = tuple[int, int, int, int]


def entry(blank: Blank, area: _Area) -> Entry | None:
    """What may be typed into the cells of a column or field; None where anything may."""
    if blank.names_of:
        refusal = f"There is no such name on the {blank.names_of} sheet. Write the name as it stands there."
        return Entry(area, "list", _names(blank.names_of), blank.heading, refusal, firm=False)
    if blank.choices:
        *others, last = blank.choices
        refusal = f"Choose {', '.join(others)} or {last} from the list, or leave the cell blank."
        return Entry(area, "list", blank.choices, blank.heading, refusal)
    make = _ENTRIES.get(blank.kind)
    return make(blank.heading, area) if make else None


def _names(sheet: str) -> str:
    """The first column of a sheet, from below its heading to the last name. It stays right where rows are taken away.

    To the last name, not as many rows as there are names: a row in between may have been cleared.
    """
    column = f"{sheet}!$A$2:$A${_OTHER_ROWS}"
    return f'OFFSET({sheet}!$A$1,1,0,MAX(1,SUMPRODUCT(MAX(({column}<>"")*(ROW({column})-1)))),1)'


def _mark(heading: str, area: _Area) -> Entry:
    return Entry(area, "list", ("x",), heading, "Write a small x, or leave the cell blank.")


def _yes_no(heading: str, area: _Area) -> Entry:
    return Entry(area, "list", ("yes", "no"), heading, "Write yes or no in small letters, or leave the cell blank.")


def _money(heading: str, area: _Area) -> Entry:
    cell = f"{column_letters(area[1])}{area[0] + 1}"
    allowed = f"AND(ISNUMBER({cell}),{cell}>={CENT},{cell}<={LARGEST},ROUND({cell},2)={cell})"
    refusal = "Write an amount of one cent or more, with at most two decimals, such as 1234567.80."
    return Entry(area, "custom", allowed, heading, refusal, "Dollars and cents, such as 1234567.80.")


def _percent(heading: str, area: _Area) -> Entry:
    return Entry(area, "decimal", (0, 1), heading, "Write a percentage from 0% to 100%, such as 70%.", "Such as 70%.")


def _number(heading: str, area: _Area) -> Entry:
    refusal = "Write a number of zero or more, such as 87.5."
    return Entry(area, "decimal", (0, _MOST_POINTS), heading, refusal, "A number, such as 87.5.")


def _count(heading: str, area: _Area) -> Entry:
    refusal = f"Write a whole number from 0 to {LARGEST_COUNT}, such as 10."
    return Entry(area, "whole", (0, LARGEST_COUNT), heading, refusal, "A whole number, such as 10.")


def _date(heading: str, area: _Area) -> Entry:
    refusal = "Write a date of this century as year-month-day, such as 2026-06-01."
    return Entry(area, "date", (_FIRST_DAY, _LAST_DAY), heading, refusal, "A date, such as 2026-06-01.")


def _date_time(heading: str, area: _Area) -> Entry:
    refusal = "Write a date as year-month-day, alone or with a time, such as 2026-06-01 14:00."
    prompt = "A date, or a date and a time, such as 2026-06-01 14:00."
    return Entry(area, "date", (_FIRST_DAY, _LAST_DAY), heading, refusal, prompt)


_ENTRIES: dict[str, Callable[[str, _Area], Entry]] = {
    "mark": _mark,
    "yes-no": _yes_no,
    "money": _money,
    "percent": _percent,
    "number": _number,
    "count": _count,
    "date": _date,
    "date-time": _date_time,
}
