"""What is odd about prices: notes for a buyer, who alone can say what they mean."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from lbpp_cli.findings import Finding, finding
from lbpp_cli.money import EXACT, show_exact, show_money
from lbpp_cli.read.importing import sums
from lbpp_cli.read.importing.phrases import some
from lbpp_cli.read.layouts import terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lbpp_cli.imported import Column, ImportedBid, Schedule

FAR_OUT = 5  # times the median of the other bids
FAR_OUT_UNIT = 10  # times the median of the other unit prices of an item
ENOUGH = 3  # items that are priced alike before that is worth a note


def _median(values: Iterable[Decimal]) -> Decimal:
    ordered = sorted(values)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return EXACT.divide(EXACT.add(ordered[middle - 1], ordered[middle]), Decimal(2))


def _is_far_out(value: Decimal, others: Sequence[Decimal], times: int) -> bool:
    """Whether a price is many times the median, with itself and without; of two, nothing says which is out."""
    if len(others) < 2:  # noqa: PLR2004
        return False
    middles = (_median(others), _median([*others, value]))
    return all(value >= times * middle for middle in middles) or all(value * times <= middle for middle in middles)


def _times(value: Decimal, other: Decimal) -> str:
    return f"{EXACT.divide(value, other).quantize(Decimal('0.1'), context=EXACT)} times"


def far_out(bids: Sequence[ImportedBid]) -> Iterator[Finding]:
    """A bid many times the others, or a small part of them."""
    known = [
        (bid, value)
        for bid in bids
        if bid.responsive
        and (value := bid.amount if bid.amount is not None else bid.corrected) is not None
        and value > 0
    ]
    for bid, value in known:
        others = [other for one, other in known if one is not bid]
        if _is_far_out(value, others, FAR_OUT):
            middle = _median(others)
            yield finding(
                "bid-far-out",
                f"{bid.bidder} bids {show_money(value)}, {_times(value, middle)} the median of the others, "
                f"{show_money(middle)}.",
                "Check it for a slip; a mistake is for the bidder to claim, not for the tabulation to correct.",
                bid.file,
                bid.cell.split(" + ")[0],
            )


def far_out_units(schedule: Schedule) -> Iterator[Finding]:
    """Unit prices far from those of the others, a note a bidder."""
    found: dict[str, list[str]] = {}
    first: dict[str, str] = {}
    for number, item in enumerate(schedule.items):
        units = {
            key: value
            for key, column in schedule.columns.items()
            if not terms.is_estimate(column.name) and column.prices
            and (value := sums.amount(column.prices[number].unit)) is not None
            and value > 0
        }  # fmt: skip
        for key, value in units.items():
            others = [other for one, other in units.items() if one != key]
            if _is_far_out(value, others, FAR_OUT_UNIT):
                middle = _median(others)
                unit = schedule.columns[key].prices[number].unit
                cell = unit.cell if unit else ""
                text = f"{show_exact(value)} for item {item.name} [{cell}], the others' median is {show_exact(middle)}"
                found.setdefault(key, []).append(text)
                first.setdefault(key, cell)
    for key, texts in found.items():
        column = schedule.columns[key]
        message = f"{column.name}: unit prices far from the others: {some(texts)}."
        hint = "Check them for a slip in the tabulation; they are taken as they are."
        yield finding("unit-price-far-out", message, hint, column.file, first[key])


def identical(schedule: Schedule) -> Iterator[Finding]:
    """Two bidders with the same unit price for every item."""
    seen: dict[tuple[Decimal | None, ...], Column] = {}
    for column in schedule.columns.values():
        units = tuple(sums.amount(price.unit) for price in column.prices)
        if terms.is_estimate(column.name) or sum(value is not None for value in units) < ENOUGH:
            continue
        other = seen.setdefault(units, column)
        if other is not column:
            message = f"{other.name} and {column.name} ask the same price for every item."
            yield finding("prices-identical", message, "Check that one was not copied.", column.file, column.cell)
