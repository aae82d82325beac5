"""Cells of an outreach that hold something of their own: groups of firms, an event or none, amounts with a sign."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from lbpp_cli.columns import MONEY, squeezed
from lbpp_cli.money import quoted
from lbpp_cli.read.values import CellError, read_value

if TYPE_CHECKING:
    from lbpp_cli.read.moments import Clock

NO_EVENT = "none"  # what the column of the matchmaking event holds beside days


@lru_cache(maxsize=500)  # the same few combinations stand in tens of thousands of rows
def read_groups(groups: tuple[str, ...], value: object) -> frozenset[str]:
    """The groups that a firm belongs to, with commas, slashes or spaces between them.

    Raises:
        CellError: one of them is not known.

    """
    words = [word for word in re.split(r"[\s,;/&+]+|\band\b", str(value).upper()) if word and word != "AND"]
    unknown = [word for word in words if word not in groups]
    if unknown:
        message = f"{quoted(unknown[0])} is none of the groups."
        raise CellError("group-unknown", message, f"Write {', '.join(groups)}, with commas between them.")
    return frozenset(words)


def read_event(clock: Clock, value: object) -> object:
    """The day of an event, or ``NO_EVENT`` where it is written that there was none.

    Raises:
        CellError: it is neither.

    """
    return NO_EVENT if squeezed(value) in {"none", "no"} else clock.day(value)


def above_zero(value: object) -> object:
    """An amount in dollars above zero. A zero in an export mostly says that there was no bid, which has its own column.

    Raises:
        CellError: it is no such amount.

    """
    amount = not_below_zero(value)
    if amount == 0:
        message = f"{quoted(value)} is not above zero."
        raise CellError("amount-not-positive", message, "Correct it, or leave it blank if no amount is known.")
    return amount


def not_below_zero(value: object) -> object:
    """An amount in dollars that is not below zero.

    Raises:
        CellError: it is no such amount.

    """
    amount = read_value(value, MONEY)
    if isinstance(amount, Decimal) and amount < 0:
        message = f"{quoted(value)} is below zero."
        raise CellError("amount-not-positive", message, "Correct it, or leave it blank if no amount is known.")
    return amount
