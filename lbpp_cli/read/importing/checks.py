"""What does not add up in a tabulation, and what is odd about its prices. Each check is a small function."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from lbpp_cli.findings import Finding, finding
from lbpp_cli.imported import FREE, NO_PRICE, OUT
from lbpp_cli.money import EXACT, plain, show_exact, show_money
from lbpp_cli.names import firm_key
from lbpp_cli.read.importing import sums
from lbpp_cli.read.importing.basis import adds_up
from lbpp_cli.read.importing.odd_prices import far_out, far_out_units, identical
from lbpp_cli.read.importing.phrases import GOVERNS_HINT, some
from lbpp_cli.read.layouts import terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lbpp_cli.imported import Column, Figure, Imported, ImportedBid, Item, Price, Schedule


def check(imported: Imported, basis: Sequence[Schedule]) -> Iterator[Finding]:
    """All findings of all checks."""
    for schedule in imported.schedules:
        for column in schedule.columns.values():
            yield from _extensions(schedule, column)
            yield from _not_priced(schedule, column)
            yield from _total(schedule, column)
        yield from _subtotals(schedule)
        yield from _deleted(schedule)
        yield from _ranks_of_items(schedule)
        yield from far_out_units(schedule)
        yield from identical(schedule)
    yield from _binary(imported.schedules)
    yield from _overalls(imported)
    yield from _summary(imported, basis)
    yield from _ranks(imported.bids)
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


def _ranks_of_items(schedule: Schedule) -> Iterator[Finding]:
    """The rank that a tabulation gives to each price of an item."""
    for number, item in enumerate(schedule.items):
        priced = [
            (column, price, value)
            for column in schedule.columns.values()
            if not terms.is_estimate(column.name)
            for price in column.prices[number : number + 1]
            if (value := sums.extended(item, price)) is not None
        ]
        for column, price, value in priced:
            rank = sums.amount(price.rank)
            below = 1 + sum(other < value for _, _, other in priced)
            if rank is not None and price.rank is not None and rank != below:
                yield finding(
                    "rank-differs",
                    f"{column.name}, item {item.name}: rank {plain(rank)} is stated; by its price of "
                    f"{show_money(value)} it is {below}.",
                    "Nothing depends on it here; check the tabulation.",
                    column.file,
                    price.rank.cell,
                )


def _ranks(bids: Iterable[ImportedBid]) -> Iterator[Finding]:
    """The rank that a tabulation gives to each bid."""
    known = [
        (bid, value)
        for bid in bids
        if bid.responsive and (value := bid.amount if bid.amount is not None else bid.corrected) is not None
    ]
    for bid, value in known:
        rank = 1 + sum(other < value for _, other in known)
        if bid.rank is not None and bid.rank != rank:
            yield finding(
                "rank-differs",
                f"{bid.bidder}: rank {bid.rank} is stated; by its total of {show_money(value)} it is {rank}.",
                "Check the tabulation; the evaluation ranks by the amounts.",
                bid.file,
                bid.name_cell,
            )


def _binary(schedules: Sequence[Schedule]) -> Iterator[Finding]:
    """Figures that binary arithmetic left with digits beyond what a spreadsheet shows."""
    found = [
        figure
        for schedule in schedules
        for column in schedule.columns.values()
        for figure in (column.stated, *(figure for price in column.prices for figure in price[:2]))
        if figure is not None
        and figure.value is not None
        and sums.is_cents(figure.value)
        and figure.value != sums.to_cents(figure.value)
    ]
    if found:
        yield finding(
            "binary-digits",
            f"{len(found)} {'figure is' if len(found) == 1 else 'figures are'} stored as binary fractions, such as "
            f"{found[0].value} in {found[0].cell}; each is taken as the spreadsheet shows it, "
            f"{show_money(sums.to_cents(found[0].value or Decimal(0)))}.",
            "Nothing to do.",
            found[0].file,
            found[0].cell,
        )


def _overalls(imported: Imported) -> Iterator[Finding]:
    """A total over several schedules is the sum of some of them."""
    for one in imported.overalls:
        figures = [figure for figure in one.figures.values() if sums.amount(figure)]
        if figures and not adds_up(one, imported.schedules):
            whole = [schedule.label for schedule in imported.schedules]
            yield finding(
                "sum-differs",
                f"“{one.label}” is {figures[0].shown} in {figures[0].cell}; that is the sum of no set of the schedules "
                f"{'; '.join(whole)}.",
                "Check the total.",
                one.file,
                figures[0].cell,
            )


def _summary(imported: Imported, basis: Sequence[Schedule]) -> Iterator[Finding]:
    """Summary = tabulation, to the cent."""
    if not any(schedule.items for schedule in imported.schedules) or not basis:
        return
    everyone = [*imported.bids, *([imported.estimate] if imported.estimate else [])]
    listed = any(bid.listed is not None for bid in everyone)
    for bid in everyone:
        figure = bid.listed
        given = sums.amount(figure)
        unlisted = figure is None and listed and bid.stated is not None
        if unlisted and bid is not imported.estimate and not terms.is_ordinal(bid.bidder):
            message = f"{bid.bidder} has prices, but the list of totals does not name it."
            hint = "Check the list; the bid is kept."
            yield finding("summary-differs", message, hint, bid.file, bid.name_cell)
        elif given is not None and figure is not None and figure.cell == bid.cell:
            yield from _listed_sum(bid, given, figure, basis)
        elif given is not None and figure is not None and bid.stated is not None:
            if given == bid.stated or sums.to_cents(given) == sums.to_cents(bid.stated):
                continue
            yield finding(
                "summary-differs",
                f"{bid.bidder}: the summary says {figure.shown}; the tabulation {show_exact(bid.stated)} [{bid.cell}]"
                + (f", by its prices {show_money(bid.corrected)}." if bid.corrected is not None else "."),
                GOVERNS_HINT,
                figure.file,
                figure.cell,
            )


def _listed_sum(bid: ImportedBid, given: Decimal, figure: Figure, basis: Sequence[Schedule]) -> Iterator[Finding]:
    """Sum of extensions = total, where only a list of bidders states the total."""
    key = firm_key(bid.bidder)
    columns = [(one, one.columns[key]) for one in basis if key in one.columns]
    added = sums.total(sums.sum_extended(one.items, column.prices) for one, column in columns if column.prices)
    if added is not None and sums.to_cents(given) != added:
        yield finding(
            "sum-differs",
            f"{bid.bidder}: the list says {figure.shown}; its extensions come to {show_money(added)}.",
            GOVERNS_HINT,
            bid.file,
            figure.cell,
        )
