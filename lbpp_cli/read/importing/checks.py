"""What does not add up in a tabulation, and what is odd about its prices. Each check is a small function."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from lbpp_cli.findings import Finding, finding
from lbpp_cli.imported import FREE, NO_PRICE, OUT
from lbpp_cli.money import EXACT, plain, show_exact, show_money
from lbpp_cli.read.importing import sums
from lbpp_cli.read.importing.comparisons import binary, overalls, ranks, ranks_of_items, summary
from lbpp_cli.read.importing.odd_prices import far_out, far_out_units, identical
from lbpp_cli.read.importing.phrases import GOVERNS_HINT, some

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lbpp_cli.imported import Column, Imported, Item, Price, Schedule


def check(imported: Imported, basis: Sequence[Schedule]) -> Iterator[Finding]:
    """All findings of all checks."""
    for schedule in imported.schedules:
        for column in schedule.columns.values():
            yield from _extensions(schedule, column)
            yield from _not_priced(schedule, column)
            yield from _total(schedule, column)
        yield from _subtotals(schedule)
        yield from _deleted(schedule)
        yield from ranks_of_items(schedule)
        yield from far_out_units(schedule)
        yield from identical(schedule)
    yield from binary(imported.schedules)
    yield from overalls(imported)
    yield from summary(imported, basis)
    yield from ranks(imported.bids)
    yield from far_out(imported.bids)


def _lines(schedule: Schedule, column: Column) -> Iterator[tuple[Item, Price]]:
    if column.prices:
        yield from zip(schedule.items, column.prices, strict=True)


def _extensions(schedule: Schedule, column: Column) -> Iterator[Finding]:
    """Extension = quantity x unit price, to the cent."""
    unrounded: list[tuple[str, tuple[str, str]]] = []
    for item, price in _lines(schedule, column):
        given, right = sums.amount(price.extension), sums.product(item, price)
        if given is None or price.extension is None or item.deleted:
            continue
        place = (column.file, price.extension.cell)
        if right is not None and price.unit is not None and item.quantity is not None and sums.to_cents(given) != right:
            yield finding(
                "extension-differs",
                f"{column.name}, item {item.name}: the extension is {show_exact(given)}; "
                f"{plain(_of(item))} × {price.unit.shown} is {show_money(right)} "
                f"[{item.quantity.cell} × {price.unit.cell}].",
                "Which of the two governs is for the terms of the solicitation to say: --governs.",
                *place,
            )
        elif not sums.is_cents(given):
            cents = show_money(sums.to_cents(given))
            unrounded.append((f"{show_exact(given)} for item {item.name}, {cents} [{place[1]}]", place))
    if unrounded:
        yield finding(
            "extension-unrounded",
            f"{column.name}: {len(unrounded)} {'extension has' if len(unrounded) == 1 else 'extensions have'} "
            f"more than two decimals; to the cent: {some([text for text, _ in unrounded])}.",
            "Nothing to do: the corrected total takes each to the cent.",
            *unrounded[0][1],
        )


def _of(item: Item) -> Decimal:
    return item.quantity.value if item.quantity and item.quantity.value is not None else Decimal(0)


def _not_priced(schedule: Schedule, column: Column) -> Iterator[Finding]:
    """Items without a price, and those that words price."""
    blank, free = [], []
    for item, price in _lines(schedule, column):
        if item.deleted or (price.unit is None and price.extension is None):
            blank += [] if item.deleted else [item]
            continue
        figures = [figure for figure in (price.unit, price.extension) if figure is not None]
        words = next((figure for figure in figures if figure.kind in {NO_PRICE, OUT}), None)
        if words is not None:
            yield finding(
                "item-not-priced",
                f"{column.name}, item {item.name}: “{words.words}”. No price is counted for it.",
                "Check whether the bid is complete without it; if not, write no under Responsive.",
                column.file,
                words.cell,
            )
        free += [figure for figure in figures if figure.kind == FREE][:1]
    if free:
        yield finding(
            "price-in-words",
            f"{column.name}: {some([f'“{one.words}” in {one.cell}' for one in free])}, counted as $0.00.",
            "Check that nothing is charged for it.",
            column.file,
            free[0].cell,
        )
    if blank and len(blank) < len(column.prices):
        yield finding(
            "item-not-priced",
            f"{column.name} has no price for {some([f'item {item.name}' for item in blank])}. A blank is never zero: "
            "nothing is counted.",
            "Check whether the bid is complete without; if not, write no under Responsive.",
            column.file,
            column.cell,
        )


def _total(schedule: Schedule, column: Column) -> Iterator[Finding]:
    """Sum of extensions = stated total."""
    given = sums.amount(column.stated)
    added = sums.sum_extended(schedule.items, column.prices) if column.prices else None
    if given is None or column.stated is None:
        return
    if not sums.is_cents(given):
        comes = "" if added is None else f"; its extensions, each to the cent, come to {show_money(added)}"
        yield finding(
            "total-unrounded",
            f"{column.name}: the total {_named(schedule)}is {show_exact(given)}, which has more than two decimals and "
            f"cannot be a bid{comes}.",
            GOVERNS_HINT,
            column.file,
            column.stated.cell,
        )
    elif added is not None and sums.to_cents(given) != added:
        yield finding(
            "sum-differs",
            f"{column.name}: the total {_named(schedule)}is {show_money(sums.to_cents(given))}; its extensions come to "
            f"{show_money(added)}, {show_money(abs(EXACT.subtract(added, sums.to_cents(given))))} "
            f"{'more' if added > given else 'less'}.",
            GOVERNS_HINT,
            column.file,
            column.stated.cell,
        )


def _named(schedule: Schedule) -> str:
    return f"of {schedule.label} " if schedule.label else ""


def _subtotals(schedule: Schedule) -> Iterator[Finding]:
    """A subtotal is the sum of the items above it."""
    for row in schedule.subtotals:
        items = schedule.items[row.start : row.end]
        for key, figure in row.figures.items():
            column, given = schedule.columns.get(key), sums.amount(figure)
            added = sums.sum_extended(items, column.prices[row.start : row.end]) if column else None
            if column is not None and given is not None and added is not None and sums.to_cents(given) != added:
                yield finding(
                    "sum-differs",
                    f"{column.name}: “{row.label}” is {show_money(sums.to_cents(given))}; its items come to "
                    f"{show_money(added)}.",
                    "Check the items above it.",
                    column.file,
                    figure.cell,
                )


def _deleted(schedule: Schedule) -> Iterator[Finding]:
    for item in schedule.items:
        if item.deleted:
            priced = any(
                sums.amount(figure)
                for column in schedule.columns.values()
                for price in column.prices[schedule.items.index(item) :][:1]
                for figure in price[:2]
            )
            yield finding(
                "item-deleted",
                f"Item {item.name} says “{item.deleted}”; it is not counted"
                f"{', though prices stand beside it' if priced else ''}.",
                "Nothing to do, if it was deleted for every bidder.",
                schedule.file,
                item.cell,
            )
