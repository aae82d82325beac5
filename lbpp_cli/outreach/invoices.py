"""The invoices of a consultant up to one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.outreach.accounts import UnknownError
from lbpp_cli.outreach.decisions import cited

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from lbpp_cli.outreach.records import Invoice


def until(found: Sequence[Invoice], number: str | None, consultant: str) -> tuple[str, list[Invoice]]:
    """The number of an invoice, by default the last, and the records of all invoices up to it.

    They follow one another by their dates; those of one day by their numbers.

    Raises:
        UnknownError: there is no such invoice, or which came before which is not told.

    """
    blank = [
        cell
        for field in ("number", "day")
        for cell in cited([one.source for one in found if getattr(one, field) is None], field)
    ]
    if blank:
        raise UnknownError(f"every invoice needs its number and date; blank: {', '.join(blank)}.")
    days: dict[str, dict[date, Invoice]] = {}
    for one in found:
        if one.number is not None and one.day is not None:
            days.setdefault(one.number, {}).setdefault(one.day, one)
    several = [one for each in days.values() if len(each) > 1 for one in each.values()]
    if several:
        where = ", ".join(cited([one.source for one in several], "day"))
        raise UnknownError(f"an invoice has one date; {several[0].number} has several: {where}.")
    order = {each: next(iter(dates)) for each, dates in days.items()}
    alike = [each for each, day in order.items() if list(order.values()).count(day) > 1 and not each.isdecimal()]
    if alike:
        raise UnknownError(f"invoices of one day follow one another by their numbers; {alike[0]} is none.")
    last = max(order, key=lambda each: _place(each, order[each]))
    chosen = last if number is None else number.strip()
    if chosen not in order:
        raise UnknownError(f"there is no invoice {chosen!r} of {consultant}; known: {', '.join(order)}.")
    end = _place(chosen, order[chosen])
    return chosen, [one for one in found if one.number is not None and _place(one.number, order[one.number]) <= end]


def _place(number: str, day: date) -> tuple[date, int]:
    return day, int(number) if number.isdecimal() else 0
