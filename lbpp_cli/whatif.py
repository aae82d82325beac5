"""What it would have taken: break-evens of price, subcontracts and certifications, each exact to the cent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.firm_kinds import every_kind
from lbpp_cli.model import PROPOSAL, Certification, Procedure, Source, Subcontractor
from lbpp_cli.money import CENT, LARGEST, cents, exactly
from lbpp_cli.names import firm_key
from lbpp_cli.ranking import figure
from lbpp_cli.sensitivity import Weighing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from lbpp_cli.firm_kinds import FirmKind
    from lbpp_cli.model import Bid, Case, Evaluation
    from lbpp_cli.programs import Program

NEW_SUBCONTRACTOR = "a further subcontractor"


class Subcontract(NamedTuple):
    """The smallest further subcontract that would win: its cost in dollars, and the kind of firm it takes."""

    cost: Decimal
    firm: FirmKind


class Chances(NamedTuple):
    """What a bidder that did not win would have needed; None, or nothing, where no such change would win.

    ``price``: the highest price that would win. ``points``: proposals, the points that it is behind.
    """

    bidder: str
    price: Decimal | None
    subcontract: Subcontract | None
    certifications: tuple[FirmKind, ...]
    points: Decimal | None = None


class Headroom(NamedTuple):
    """How high the winner's price could have been; None where no price would lose.

    ``refused``: a cent more does not lose, but could not be evaluated without a contract value.
    """

    bidder: str
    price: Decimal | None
    refused: bool = False


class WhatIf:
    """The case of an evaluation, and whether a bidder would win it if its bid were another."""

    def __init__(self, evaluation: Evaluation, program: Program) -> None:
        if evaluation.case is None:
            raise ValueError("nothing was evaluated")
        self.case, self._program = evaluation.case, program
        self._chosen: Mapping[str, str] = {used.id: used.chosen for used in evaluation.readings}
        self._weighing = Weighing(program, self._chosen)

    @exactly
    def wins(self, bid: Bid, instead: Bid, proof: tuple[Certification, ...] = ()) -> bool:
        """Whether the award would be to this bidder alone, were its bid another; ``proof``: new rows of a register."""
        case = self._case(bid, instead, proof)
        return case is not None and self._weighing.outcome(case) == (bid.bidder,)

    def _case(self, bid: Bid, instead: Bid, proof: tuple[Certification, ...]) -> Case | None:
        """The case with another bid; None where it could not be evaluated."""
        before = self.case.tabulation
        bids = tuple(instead if one is bid else one for one in before.bids)
        register = before.register
        if register is not None and proof:
            register = replace(register, rows=(*register.rows, *proof))
        tabulation = replace(before, bids=bids, register=register)
        procedure = self._program.procedure(tabulation, self.case.rules)
        return (
            replace(self.case, tabulation=tabulation, procedure=procedure) if isinstance(procedure, Procedure) else None
        )

    @exactly
    def chances(self, bid: Bid) -> Chances:
        """What a bidder that did not win would have needed."""
        return Chances(
            bid.bidder,
            self.winning_price(bid),
            self.winning_subcontract(bid),
            tuple(self.winning_certifications(bid)),
            self._points_behind(bid),
        )

    def winning_price(self, bid: Bid) -> Decimal | None:
        """The highest price below its own at which a bidder would win.

        It cannot fall below what the bid's subcontractors cost.
        """
        if bid.quoted_price is None:
            return None
        low, high = self._floor(bid), bid.quoted_price - CENT

        def wins(price: Decimal) -> bool:
            return self.wins(bid, bid._replace(quoted_price=price))

        # Without a contract value the procedure follows from the bids: below some price it cannot be told.
        if high >= low and not self._legal(bid, low):
            illegal = _last(low, high, lambda price: not self._legal(bid, price))
            low = low if illegal is None else illegal + CENT
        for first, last in reversed(self._stretches(bid, self._priced(bid), low, high)):
            if wins(first):
                return _last(first, last, wins)
        return None

    @exactly
    def headroom(self, bid: Bid) -> Headroom:
        """How far the winner's price could have risen before it would not win alone any more."""
        if bid.quoted_price is None or len(self.case.tabulation.ranked) == 1:
            return Headroom(bid.bidder, None)

        def wins(price: Decimal) -> bool:
            return self.wins(bid, bid._replace(quoted_price=price))

        for first, last in self._stretches(bid, self._priced(bid), bid.quoted_price, LARGEST):
            if not wins(last):
                price = _last(first, last, wins) if wins(first) else first - CENT
                return Headroom(bid.bidder, price, price is not None and not self._legal(bid, price + CENT))
        return Headroom(bid.bidder, None)

    def winning_subcontract(self, bid: Bid) -> Subcontract | None:
        """The smallest further subcontract with which a bidder would win, to the firm of which least is asked."""
        if bid.quoted_price is None:
            return None
        room = bid.quoted_price - bid.subcontracted
        best: Subcontract | None = None
        for kind in self._kinds():
            proof = self._proof(NEW_SUBCONTRACTOR, kind.certifications, None)

            def further(cost: Decimal, kind: FirmKind = kind) -> Bid:
                held = frozenset(kind.certifications)
                new = Subcontractor(
                    Source("", {}), NEW_SUBCONTRACTOR, cost, "as stated in the bid", held, stated=kind.stated
                )
                return bid._replace(subcontractors=(*bid.subcontractors, new))

            def loses(
                cost: Decimal,
                further: Callable[[Decimal], Bid] = further,
                proof: tuple[Certification, ...] = proof,
            ) -> bool:
                return not self.wins(bid, further(cost), proof)

            ceiling = room if best is None else best.cost - CENT
            for first, last in self._stretches(bid, further, CENT, ceiling, proof):
                if not loses(last):
                    before = _last(first, last, loses)
                    best = Subcontract(first if before is None else before + CENT, kind)
                    break
        return best

    def _floor(self, bid: Bid) -> Decimal:
        return max(CENT, bid.subcontracted)

    def _legal(self, bid: Bid, price: Decimal) -> bool:
        return self._case(bid, bid._replace(quoted_price=price), ()) is not None

    def _priced(self, bid: Bid) -> Callable[[Decimal], Bid]:
        return lambda price: bid._replace(quoted_price=price)

    def _stretches(
        self,
        bid: Bid,
        bid_at: Callable[[Decimal], Bid],
        low: Decimal,
        high: Decimal,
        proof: tuple[Certification, ...] = (),
    ) -> list[tuple[Decimal, Decimal]]:
        """The amounts from ``low`` to ``high`` in stretches, lowest first; in each, winning begins or ends once.

        A lower price, or a further subcontract, never ranks worse unless the program says at which amounts it may.
        """
        if high < low:
            return []
        case = self._case(bid, bid_at(high), proof) or self.case
        turns = self._program.turning_points(case, bid_at, low, high)
        starts = [low, *sorted({point for point in turns if low < point <= high})]
        return list(zip(starts, [*(start - CENT for start in starts[1:]), high], strict=True))

    def winning_certifications(self, bid: Bid) -> Iterator[FirmKind]:
        """The fewest further certifications of its own with which a bidder would win, in each way there is."""
        found: list[FirmKind] = []
        proved = self._weighing.adjustment(self.case, bid).proved
        for kind in self._kinds():
            lacking = tuple(name for name in kind.certifications if name not in proved)
            said_otherwise = any(bid.stated.get(name) not in {None, value} for name, value in kind.stated.items())
            nothing_more = lacking != kind.certifications and not kind.stated
            if nothing_more or said_otherwise or any(one.is_part_of(kind) for one in found):
                continue
            instead = bid._replace(
                certifications=bid.certifications | set(lacking), stated={**bid.stated, **kind.stated}
            )
            if self.wins(bid, instead, self._proof(bid.bidder, lacking, bid.account)):
                found.append(kind)
                yield kind

    def _kinds(self) -> Iterable[FirmKind]:
        if self._program.firm_kinds is not None:
            return self._program.firm_kinds(self.case)
        return every_kind(self._program.certifications)

    def _proof(self, firm: str, names: tuple[str, ...], account: str | None) -> tuple[Certification, ...]:
        """Rows of a register that prove certifications beyond doubt, under the spelling that the register has."""
        register = self.case.tabulation.register
        if register is None:
            return ()
        spelt = next((row.firm for row in register.rows if firm_key(row.firm) == firm_key(firm)), firm)
        return tuple(Certification(Source("", {}), spelt, name, date.min, date.min, None, account) for name in names)

    def _points_behind(self, bid: Bid) -> Decimal | None:
        tabulation = self.case.tabulation
        if tabulation.solicitation.kind != PROPOSAL:
            return None
        weighed = {one.bidder: self._weighing.adjustment(self.case, one) for one in tabulation.ranked}
        scores = {name: figure(one, PROPOSAL) for name, one in weighed.items() if one.excluded is None}
        return max(scores.values()) - scores[bid.bidder] if bid.bidder in scores else None


def _last(low: Decimal, high: Decimal, holds: Callable[[Decimal], bool]) -> Decimal | None:
    """The highest amount of cents from ``low`` to ``high`` for which something holds that stops holding once."""
    first, last = cents(low), cents(high)
    if last < first or not holds(_dollars(first)):
        return None
    while first < last:
        middle = (first + last + 1) // 2
        if holds(_dollars(middle)):
            first = middle
        else:
            last = middle - 1
    return _dollars(first)


def _dollars(number: int) -> Decimal:
    return Decimal(number).scaleb(-2)
