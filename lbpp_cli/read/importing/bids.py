"""From schedules and lists to bids: which schedules add up, which figure governs, who is out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.findings import Finding, finding
from lbpp_cli.imported import AMOUNT, FREE, STATED_TOTAL, UNIT_PRICE, ImportedBid, Listed, Overall
from lbpp_cli.money import show_exact, show_money
from lbpp_cli.names import firm_key
from lbpp_cli.read.importing import sums
from lbpp_cli.read.importing.basis import adds_up, choose, is_sum
from lbpp_cli.read.layouts import terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal

    from lbpp_cli.imported import Choices, Column, Figure, Schedule
    from lbpp_cli.read.layouts.tabulated import Listing


class Made(NamedTuple):
    """The bids of a tabulation, its estimate, and the schedules that were added up."""

    bids: tuple[ImportedBid, ...]
    estimate: ImportedBid | None
    basis: tuple[Schedule, ...]
    findings: tuple[Finding, ...]


def listed(listings: Iterable[Listing]) -> dict[str, list[Listed]]:
    """What lists say of each bidder: its total, its rank, and what stands beside them."""
    found: dict[str, list[Listed]] = {}
    for one in listings:
        for entry in one.entries:
            figure = entry.figures[one.total] if one.total is not None else None
            found.setdefault(firm_key(entry.name), []).append(
                Listed(
                    entry.name, one.file, entry.cell, figure, entry.rank, entry.mark, entry.comment, entry.held,
                    entry.subcontracts,
                )
            )  # fmt: skip
    return found


def make_bids(
    schedules: Sequence[Schedule],
    overalls: Sequence[Overall],
    lists: Mapping[str, Sequence[Listed]],
    choices: Choices,
) -> Made:
    """The bids. What a person must decide is an error among the findings, and leaves amounts undecided."""
    findings: list[Finding] = []
    basis = choose(schedules, overalls, choices.basis, findings)
    lists = _comparable(schedules, basis, lists, findings)
    # A bidder that a list alone names is a bidder all the same.
    names: dict[str, tuple[str, str, str]] = {}
    for schedule in schedules:
        for key, column in schedule.columns.items():
            names.setdefault(key, (column.name, column.file, column.cell))
    for key, ones in lists.items():
        names.setdefault(key, (ones[0].name, ones[0].file, ones[0].cell))
    bids: list[ImportedBid] = []
    estimate = None
    for key, (name, file, cell) in names.items():
        if terms.is_no_firm(name):
            continue
        bid = _Maker(key, (name, file, cell), basis, overalls, lists.get(key, ()), choices.governs).make(findings)
        if terms.is_estimate(name):
            estimate = estimate or bid
        elif bid is not None:
            bids.append(bid)
    if len(schedules) and not basis:
        bids = [_undecided(bid) for bid in bids]
    return Made(tuple(bids), estimate, tuple(basis), tuple(findings))


def _comparable(
    schedules: Sequence[Schedule],
    basis: Sequence[Schedule],
    lists: Mapping[str, Sequence[Listed]],
    findings: list[Finding],
) -> Mapping[str, Sequence[Listed]]:
    """What lists say, without totals that add up other schedules than the basis."""
    given = [(key, one) for key, ones in lists.items() for one in ones[:1] if one.figure is not None]
    if len(schedules) < 2 or not basis or not given:  # noqa: PLR2004  of one there is no other set
        return lists
    first = given[0][1]
    figures = {key: one.figure for key, one in given if one.figure is not None}
    summed = adds_up(Overall("the list", first.file, first.cell, figures), schedules)
    labels = [one.label for one in summed]
    if not summed or set(labels) == {one.label for one in basis}:
        return lists
    message = f"The list of totals adds up {' and '.join(labels)}, which is not the basis; it was not compared."
    findings.append(finding("list-of-other-basis", message, "Check that the basis is right.", first.file, first.cell))
    return {key: [one._replace(figure=None) for one in ones] for key, ones in lists.items()}


def _undecided(bid: ImportedBid) -> ImportedBid:
    from dataclasses import replace

    return replace(bid, amount=None, stated=None, corrected=None)


class _Maker:
    """Makes the bid of one bidder."""

    def __init__(
        self,
        key: str,
        place: tuple[str, str, str],
        basis: Sequence[Schedule],
        overalls: Sequence[Overall],
        lists: Sequence[Listed],
        governs: str | None,
    ) -> None:  # fmt: skip
        self.key = key
        self.name, self.file, self.cell = place
        self.basis, self.overalls, self.lists, self.governs = basis, overalls, lists, governs
        self.columns = [(one, one.columns[key]) for one in basis if key in one.columns]

    def make(self, findings: list[Finding]) -> ImportedBid:
        """The bid, with what is wrong with it among the findings."""
        listed_as = next((one.figure for one in self.lists if one.figure is not None), None)
        read, cell = self.read_total(listed_as)
        right = sums.total(sums.corrected_total(*one) for one in self.columns)
        if right is None and read is not None:
            right = sums.to_cents(read)
        reason = self.out()
        priced = self.is_priced(listed_as)
        if self.basis and not reason:
            self.complain(read, priced, findings)
        amount = None if reason or not priced else self.governing(read, right, listed_as)
        first = next((one for one in self.lists if one.subcontracts or one.held), None)
        rank = next((one.rank.value for one in self.lists if one.rank is not None), None)
        return ImportedBid(
            self.name, self.file, self.cell, read if priced else None, right if priced else None, amount, cell,
            listed_as, int(rank) if rank is not None and rank == int(rank) else None,
            not reason, reason, tuple(self.marks()), first.held if first else frozenset(),
            first.subcontracts if first else (),
        )  # fmt: skip

    def read_total(self, listed_as: Figure | None) -> tuple[Decimal | None, str]:
        """The total as read, and its cell: the one stated over the basis, else those of its schedules."""
        stated = [column.stated for _, column in self.columns if sums.amount(column.stated) is not None]
        over = self.overall()
        if over is not None:
            return over.value, over.cell
        if stated and len(stated) == len(self.columns):
            return sums.add(sums.stated(*one) or 0 for one in self.columns), " + ".join(  # type: ignore[misc]
                figure.cell for figure in stated if figure
            )
        if sums.amount(listed_as) is not None and listed_as is not None:
            return listed_as.value, listed_as.cell
        found = sums.total(sums.stated(*one) for one in self.columns)
        if found is not None and any(column.prices for _, column in self.columns):
            return found, " + ".join(_extent(column) for _, column in self.columns if column.prices)
        return found, self.cell

    def overall(self) -> Figure | None:
        """The figure of the total that is stated over exactly the schedules of the basis."""
        for one in self.overalls:
            figure = one.figures.get(self.key)
            if sums.amount(figure) is not None and len(self.basis) > 1 and is_sum(one, self.basis):
                return figure
        return None

    def is_priced(self, listed_as: Figure | None) -> bool:
        """Whether the bidder asks any price: a total of zero over blank prices is what a formula gives."""
        figures = [
            figure
            for _, column in self.columns
            for price in column.prices
            for figure in price[:2]
            if figure is not None
        ]
        totals = [column.stated for _, column in self.columns] + [listed_as]
        return any(one.value or one.kind == FREE for one in figures) or any(one and one.value for one in totals)

    def out(self) -> str:
        """Why there is no bid to rank, in the words of the tabulation."""
        name = self.name if terms.is_out(self.name) else ""
        texts = [name, *(one.comment for one in self.lists), *(column.comment for _, column in self.columns)]
        words = [one.words for _, column in self.columns if (one := column.stated) and one.kind not in {AMOUNT, FREE}]
        words += [one.figure.words for one in self.lists if one.figure and one.figure.kind not in {AMOUNT, FREE}]
        said = next((text for text in texts if terms.is_out(text)), "")
        said = said or next((text for text in words if terms.is_out(text) or terms.is_no_price(text)), "")
        if said:
            return said
        prices = [price for _, column in self.columns for price in column.prices]
        asked = [price for price in prices if price.unit or price.extension]
        none = [figure.words for price in asked for figure in price[:2] if figure and figure.kind not in {AMOUNT, FREE}]
        given = any(sums.amount(figure) for price in asked for figure in price[:2])
        return (
            none[0] if none and not given and not any(sums.amount(column.stated) for _, column in self.columns) else ""
        )

    def marks(self) -> Iterable[tuple[str, str]]:
        for _, column in self.columns:
            for figure in (column.stated, *(figure for price in column.prices for figure in price[:2])):
                if figure is not None and figure.mark:
                    yield figure.mark, figure.cell
            if column.mark:
                yield column.mark, column.cell
        for one in self.lists:
            if one.figure is not None and one.figure.mark:
                yield one.figure.mark, one.figure.cell
            if one.mark:
                yield one.mark, one.cell

    def complain(self, read: Decimal | None, priced: bool, findings: list[Finding]) -> None:  # noqa: FBT001
        """What keeps the bid from having an amount."""
        missing = [one.label for one in self.basis if self.key not in one.columns]
        if terms.is_estimate(self.name):
            return
        if not priced or read is None:
            message = f"{self.name} has no prices and no total."
            hint = "It is kept without an amount; write one, or no under Responsive. A blank is never taken as zero."
            findings.append(finding("bidder-without-prices", message, hint, self.file, self.cell))
        elif missing and self.columns:
            message = f"{self.name} has no prices in {'; '.join(missing)}."
            hint = "Add them; or leave the schedule out of the basis."
            findings.append(finding("schedule-missing", message, hint, self.file, self.cell))

    def governing(self, read: Decimal | None, right: Decimal | None, listed_as: Figure | None) -> Decimal | None:
        """The amount of the bid; None where as read and corrected differ and nobody said which governs."""
        if read is None or right is None:
            return None
        if self.governs == UNIT_PRICE:
            return right
        if self.governs == STATED_TOTAL:
            return sums.to_cents(read)
        return None if differs(read, right, listed_as) else right


def _extent(column: Column) -> str:
    cells = [figure.cell for price in column.prices if (figure := price.extension or price.unit)]
    return f"{cells[0]}:{cells[-1].rpartition('!')[2]}" if cells else column.cell


def differs(read: Decimal | None, right: Decimal | None, listed_as: Figure | None) -> bool:
    """Whether a person must say which figure is the bid."""
    if read is None or right is None:
        return False
    figure = sums.amount(listed_as)
    summary = figure is not None and sums.to_cents(figure) not in {sums.to_cents(read), right}
    return not sums.is_cents(read) or sums.to_cents(read) != right or summary


def governs_needed(bids: Iterable[ImportedBid], governs: str | None) -> Iterable[Finding]:
    """The error that asks which figure governs, once for all bids that need it."""
    torn = [bid for bid in bids if bid.responsive and differs(bid.stated, bid.corrected, bid.listed)]
    if torn and governs is None:
        shown = "; ".join(
            f"{bid.bidder} {show_exact(bid.stated)} as read, {show_money(bid.corrected)} corrected"
            for bid in torn
            if bid.corrected is not None and bid.stated is not None
        )
        yield finding(
            "governs-needed",
            f"The total of {len(torn)} {'bid' if len(torn) == 1 else 'bids'} is not what its prices come to: {shown}.",
            "Say which is the bid: --governs unit-price (corrected) or --governs stated-total (as read, to the cent).",
            torn[0].file,
            torn[0].cell.split(" + ")[0],
        )
