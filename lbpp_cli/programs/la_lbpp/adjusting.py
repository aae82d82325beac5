"""From a bid's own certifications to its evaluated price or score: 3.A, 4.A and 4.B.6."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.model import PROPOSAL, Adjustment, Step
from lbpp_cli.money import exact_percent_of, percent_of, show_money, show_percent
from lbpp_cli.programs.la_lbpp import readings as reading
from lbpp_cli.programs.la_lbpp.bid_price import bid_price
from lbpp_cli.programs.la_lbpp.eligibility import eligibility
from lbpp_cli.programs.la_lbpp.evidence import counted
from lbpp_cli.programs.la_lbpp.preference import Contract, Kind, terms_of
from lbpp_cli.programs.la_lbpp.subcontractors import Listed, credited, earned_in_all, rate_of, running_totals
from lbpp_cli.programs.la_lbpp.terms import LBE, NONE
from lbpp_cli.readings import ByReadings

if TYPE_CHECKING:
    from collections.abc import Callable

    from lbpp_cli.model import Bid, Case
    from lbpp_cli.programs.la_lbpp.eligibility import Eligibility
    from lbpp_cli.programs.la_lbpp.subcontractors import CreditTerms, Rate
    from lbpp_cli.readings import Readings


def adjust(case: Case, bid: Bid, readings: Readings, explained: bool) -> Adjustment:  # noqa: FBT001
    """The preference of one bid, from its own certifications to its evaluated price or score.

    Unless ``explained``, what each subcontractor earned is left out of the result.

    Raises:
        ValueError: the bid has no price; only bids that passed the checks are adjusted.

    """
    return prepare(case)(bid).adjustment(readings, explained=explained)


def prepare(case: Case) -> Callable[[Bid], PreparedBid]:
    """Prepare the bids of a case, and of the cases that differ from it in bids alone."""
    solicitation = case.tabulation.solicitation
    contract = Contract(case.rules, case.procedure.id, solicitation.kind, solicitation.waiver)
    return partial(PreparedBid, _Terms(case, _terms_of_kinds(contract), rate_of(case), case.rules.value("value-limit")))


class _KindTerms(NamedTuple):
    """What a kind of prime earns by itself, in steps and in all, and how its subcontractors earn credit."""

    steps: tuple[Step, ...]
    percent: Decimal
    credit: CreditTerms


class _TermsOfKind:
    """What a kind of prime earns for a contract, worked out once for each answer that it hangs on."""

    def __init__(self, contract: Contract, kind: Kind) -> None:
        self._contract, self._kind = contract, kind
        self._known: ByReadings[_KindTerms] = ByReadings()

    def under(self, readings: Readings) -> _KindTerms:
        return self._known.under(readings, self._terms)

    def _terms(self, readings: Readings) -> _KindTerms:
        steps, credit = terms_of(self._contract, self._kind, readings)
        return _KindTerms(steps, sum((step.percent for step in steps), Decimal(0)), credit)


class _TermsOfKinds:
    """The terms of each kind of prime for a contract: the bids of many files are of a few kinds."""

    def __init__(self, contract: Contract) -> None:
        self._contract = contract
        self._known: dict[Kind, _TermsOfKind] = {}

    def of(self, kind: Kind) -> _TermsOfKind:
        return self._known.get(kind) or self._known.setdefault(kind, _TermsOfKind(self._contract, kind))


_terms_of_kinds = lru_cache(maxsize=64)(_TermsOfKinds)


class _Terms(NamedTuple):
    """What is the same for all bids of a case."""

    case: Case
    of_kinds: _TermsOfKinds
    rate: Rate
    value_limit: Decimal


class _Parties(NamedTuple):
    """What the prime and its subcontractors are eligible for; ``notes``: what else decided it."""

    prime: Eligibility
    listed: Listed
    notes: tuple[str, ...]
    terms: _TermsOfKind


class PreparedBid:
    """A bid of which all is worked out once that hangs on no reading, and the rest once for each answer it hangs on.

    Raises:
        ValueError: the bid has no price; only bids that passed the checks are adjusted.

    """

    def __init__(self, terms: _Terms, bid: Bid) -> None:
        self._terms, self._case, self._bid = terms, terms.case, bid
        self.price, self._price_steps = bid_price(bid, terms.case.tabulation.solicitation)
        self.listed: Listed | None = None  # the subcontractors with their marks, which are taken as they are
        self._parties: ByReadings[_Parties] = ByReadings()

    def instead(self, other: Bid) -> PreparedBid:
        """The same bid where something else is true of it."""
        prepared = PreparedBid(self._terms, other)
        if other.subcontractors is self._bid.subcontractors and prepared.price == self.price:
            prepared.listed = self.listed
        return prepared

    def figure(self, readings: Readings) -> Decimal:
        """The evaluated score of a proposal, else the evaluated price."""
        parties = self._parties.under(readings, self._parties_under)
        _, percent, credit = parties.terms.under(readings)
        return self._compared(percent + earned_in_all(parties.listed, credit), parties.prime, readings)[1]

    def adjustment(self, readings: Readings, *, explained: bool) -> Adjustment:
        """The preference; unless ``explained``, what each subcontractor earned is left out."""
        parties = self._parties.under(readings, self._parties_under)
        steps, percent, credit = parties.terms.under(readings)
        totals = running_totals(parties.listed, credit)
        if totals and (through := min(totals[-1], credit.limit)):
            percent += through
            steps = (*steps, Step(through, credit.clause, "Subcontractors", from_subcontractors=True))
        gained, compared, limited = self._compared(percent, parties.prime, readings)
        proposal = self._case.tabulation.solicitation.kind == PROPOSAL
        return Adjustment(
            bid_price=self.price,
            standing=parties.prime.standing,
            percent=percent,
            steps=steps,
            credits=credited(parties.listed, totals, credit) if explained else (),
            price_steps=self._price_steps,
            proved=parties.prime.proved,
            notes=parties.notes,
            value=None if proposal else gained,
            evaluated_price=None if proposal else compared,
            points=gained if proposal else None,
            evaluated_score=compared if proposal else None,
            value_note=limited,
        )

    def _compared(
        self, percent: Decimal, prime: Eligibility, readings: Readings
    ) -> tuple[Decimal, Decimal, str | None]:
        """The dollars or points of a preference, what the bid is compared by after it, and what limited it."""
        solicitation = self._case.tabulation.solicitation
        if solicitation.kind == PROPOSAL:
            # 4.A.2, 3.A.2: the score is increased by a percentage of the total possible points; nothing is rounded.
            if solicitation.total_points is None or self._bid.score is None:
                raise ValueError(f"{self._bid.bidder} has no score to evaluate")
            points = exact_percent_of(solicitation.total_points, percent)
            return points, self._bid.score + points, None
        # 4.A.1, 3.A.1: the bid price is reduced, solely to evaluate the bid.
        value, limit = percent_of(self.price, percent), self._terms.value_limit
        # 4.B.6: the value of the combined preferences shall not exceed $1,000,000.
        if value <= limit or (prime.standing == NONE and readings[reading.VALUE_LIMIT] == "local-bids"):
            return value, self.price - value, None
        clause = self._case.rules.clause("value-limit")
        note = f"{show_percent(percent)} is {show_money(value)}, limited to {show_money(limit)} ({clause})"
        return limit, self.price - limit, note

    def _parties_under(self, readings: Readings) -> _Parties:
        bid, prime = self._bid, eligibility(self._bid, self._case, readings)
        listed, late = self._listed(readings)
        kind = Kind(
            prime.standing,
            prime.own,
            listed.certifications,
            LBE in prime.proved,
            bid.local_status is not None,
            prime.barred,
        )
        return _Parties(prime, listed, prime.notes + late, self._terms.of_kinds.of(kind))

    def _listed(self, readings: Readings) -> tuple[Listed, tuple[str, ...]]:
        """The subcontractors, and notes on their certifications that were approved late."""
        bid = self._bid
        if self._case.tabulation.register is None:
            if self.listed is None:
                marks = [one.certifications for one in bid.subcontractors]
                self.listed = Listed(self._terms.rate, bid.subcontractors, self.price, marks)
            return self.listed, ()
        proved: list[frozenset[str]] = []
        notes: tuple[str, ...] = ()
        for one in bid.subcontractors:
            names, late = counted(self._case, bid, one, one.certifications, readings)
            proved.append(names)
            notes += late
        return Listed(self._terms.rate, bid.subcontractors, self.price, proved), notes
