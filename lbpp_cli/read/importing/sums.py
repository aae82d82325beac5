"""The arithmetic of a tabulation: exact, each extension rounded half-up to the cent."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from lbpp_cli.imported import AMOUNT, FREE
from lbpp_cli.money import CENT, EXACT, ZERO, as_shown, round_cents

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lbpp_cli.imported import Column, Figure, Item, Price, Schedule


def amount(figure: Figure | None) -> Decimal | None:
    """The exact amount of a figure; None where there is none."""
    return figure.value if figure is not None and figure.kind in {AMOUNT, FREE} else None


def is_cents(value: Decimal) -> bool:
    """Whether an amount has two decimals at most, as a spreadsheet shows it: what binary arithmetic adds is no part."""
    shown = as_shown(value)
    return shown == shown.quantize(CENT, context=EXACT)


def to_cents(value: Decimal) -> Decimal:
    """An amount to the cent: as a spreadsheet shows it where that has two decimals, else rounded half-up as read."""
    return round_cents(as_shown(value)) if is_cents(value) else round_cents(value)


def product(item: Item, price: Price) -> Decimal | None:
    """Quantity times unit price to the cent; None where one of them is not stated."""
    unit, quantity = amount(price.unit), item.quantity.value if item.quantity else None
    if unit is None or quantity is None:
        return None
    return round_cents(EXACT.multiply(quantity, unit))


def corrected(item: Item, price: Price) -> Decimal | None:
    """What an item costs: quantity times unit price, or the extension where there is no such product."""
    if item.deleted:
        return None
    found = product(item, price)
    extension = amount(price.extension)
    return found if found is not None else to_cents(extension) if extension is not None else None


def extended(item: Item, price: Price) -> Decimal | None:
    """What an item costs as its extension says, to the cent; without one, what it comes to."""
    extension = None if item.deleted else amount(price.extension)
    return to_cents(extension) if extension is not None else corrected(item, price)


def total(values: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of the amounts that there are; None where there is none."""
    known = [value for value in values if value is not None]
    return EXACT.add(ZERO, add(known)) if known else None


def add(values: Iterable[Decimal]) -> Decimal:
    """The exact sum."""
    result = Decimal(0)
    for value in values:
        result = EXACT.add(result, value)
    return result


def sum_corrected(items: Sequence[Item], prices: Sequence[Price]) -> Decimal | None:
    """The sum of what the items cost by their unit prices."""
    return total(corrected(item, price) for item, price in zip(items, prices, strict=True))


def sum_extended(items: Sequence[Item], prices: Sequence[Price]) -> Decimal | None:
    """The sum of the stated extensions."""
    return total(extended(item, price) for item, price in zip(items, prices, strict=True))


def stated(schedule: Schedule, column: Column) -> Decimal | None:
    """The total of a bidder in a schedule as read: as stated, else the sum of its extensions."""
    figure = amount(column.stated)
    return figure if figure is not None else sum_extended(schedule.items, column.prices)


def corrected_total(schedule: Schedule, column: Column) -> Decimal | None:
    """The total of a bidder in a schedule by its unit prices; of a list alone, what it states."""
    found = sum_corrected(schedule.items, column.prices)
    figure = amount(column.stated)
    return found if found is not None else to_cents(figure) if figure is not None else None


def are_sums(figures: Iterable[Figure | None], items: Sequence[Item], prices: Iterable[Sequence[Price]]) -> bool:
    """Whether stated figures, one a bidder, are the sums of the items, for most of those that have one."""
    tested = fit = 0
    for figure, of_bidder in zip(figures, prices, strict=True):
        given = amount(figure)
        found = {sum_extended(items, of_bidder), sum_corrected(items, of_bidder)} - {None}
        if given and found:
            tested += 1
            fit += to_cents(given) in found
    return fit * 2 > tested
