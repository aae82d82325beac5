"""Makes the bid of one bidder: its total as read and as corrected, which of them governs, and whether it is out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.findings import Finding, finding
from lbpp_cli.imported import AMOUNT, FREE, STATED_TOTAL, UNIT_PRICE, ImportedBid
from lbpp_cli.read.importing import sums
from lbpp_cli.read.layouts import terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from lbpp_cli.imported import Column, Figure, Listed, Overall, Schedule


class Maker:
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
        ranks = [one.rank for one in self.lists] + [column.rank for _, column in self.columns if len(self.basis) == 1]
        rank = next((one.value for one in ranks if one is not None and one.value is not None), None)
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
        """The figure of a total that is stated over exactly the schedules of the basis."""
        for one in self.overalls:
            figure = one.figures.get(self.key)
            if sums.amount(figure) is not None:
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
        """The footnote marks beside the name and the figures of the bidder, each with its cell."""
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
