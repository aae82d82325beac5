"""What a tabulation states twice: ranks, totals over schedules, and the summary beside the tables."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from lbpp_cli.findings import Finding, finding
from lbpp_cli.money import plain, show_exact, show_money
from lbpp_cli.names import firm_key
from lbpp_cli.read.importing import sums
from lbpp_cli.read.importing.basis import adds_up, fitting
from lbpp_cli.read.importing.phrases import GOVERNS_HINT
from lbpp_cli.read.layouts import terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lbpp_cli.imported import Figure, Imported, ImportedBid, Overall, Schedule


def ranks_of_items(schedule: Schedule) -> Iterator[Finding]:
    """The rank that a tabulation gives to each price of an item."""
    for number, item in enumerate(schedule.items):
        if not any(price.rank for column in schedule.columns.values() for price in column.prices[number : number + 1]):
            continue
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


def ranks(bids: Iterable[ImportedBid]) -> Iterator[Finding]:
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


def binary(schedules: Sequence[Schedule]) -> Iterator[Finding]:
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


def overalls(imported: Imported) -> Iterator[Finding]:
    """A total over several schedules is the sum of some of them."""
    for one in imported.overalls:
        figures = [figure for figure in one.figures.values() if sums.amount(figure)]
        added = adds_up(one, imported.schedules)
        if figures and not added:
            whole = [schedule.label for schedule in imported.schedules]
            yield finding(
                "sum-differs",
                f"“{one.label}” is {figures[0].shown} in {figures[0].cell}; that is the sum of no set of the schedules "
                f"{'; '.join(whole)}.",
                "Check the total.",
                one.file,
                figures[0].cell,
            )
        elif added:
            yield from _overall_sums(one, added)


def _overall_sums(overall: Overall, schedules: Sequence[Schedule]) -> Iterator[Finding]:
    """The bidders whose stated total is not the sum of the schedules, though it is for others."""
    fit = fitting(overall, schedules)
    for key, figure in overall.figures.items():
        columns = [(one, one.columns[key]) for one in schedules if key in one.columns]
        found = sums.total(sums.stated(one, column) for one, column in columns)
        if key not in fit and sums.amount(figure) and found is not None and columns:
            yield finding(
                "sum-differs",
                f"{columns[0][1].name}: “{overall.label}” is {figure.shown}; "
                f"{' and '.join(one.label for one, _ in columns)} come to {show_exact(found)}.",
                GOVERNS_HINT,
                overall.file,
                figure.cell,
            )


def summary(imported: Imported, basis: Sequence[Schedule]) -> Iterator[Finding]:
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
