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
from lbpp_cli.readings import ByReadings, Readings, courses

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lbpp_cli.model import Bid, Case
    from lbpp_cli.programs.la_lbpp.eligibility import Eligibility
    from lbpp_cli.programs.la_lbpp.subcontractors import CreditTerms, Rate
    from lbpp_cli.readings import Answered

_ANSWERS = {one.id: tuple(one.values) for one in reading.READINGS}


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


def _terms_of_kind(contract: Contract, kind: Kind, readings: Readings) -> _KindTerms:
    steps, credit = terms_of(contract, kind, readings)
    return _KindTerms(steps, sum((step.percent for step in steps), Decimal(0)), credit)


class _TermsOfKinds:
    """What each kind of prime earns for a contract: the bids of many files are of a few kinds."""

    def __init__(self, contract: Contract) -> None:
        self._contract = contract
        self._known: dict[Kind, ByReadings[_KindTerms]] = {}

    def of(self, kind: Kind) -> ByReadings[_KindTerms]:
        known = self._known.get(kind)
        if known is None:
            known = self._known[kind] = ByReadings(partial(_terms_of_kind, self._contract, kind))
        return known


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
    terms: ByReadings[_KindTerms]


class PreparedBid:
    """A bid of which all is worked out once that hangs on no reading, and the rest once for each answer it hangs on.

    Raises:
        ValueError: the bid has no price; only bids that passed the checks are adjusted.

    """

    def __init__(self, terms: _Terms, bid: Bid, listed: Listed | None = None) -> None:
        self._terms, self._case, self._bid = terms, terms.case, bid
        self.price, self._price_steps = bid_price(bid, terms.case.tabulation.solicitation)
        # The subcontractors with their marks, where they are taken as they are.
        self._listed = listed
        if terms.case.tabulation.register is None and (listed is None or listed.price != self.price):
            marks = [one.certifications for one in bid.subcontractors]
            self._listed = Listed(terms.rate, bid.subcontractors, self.price, marks)
        self._parties = ByReadings(partial(_parties, terms, bid, self.price, self._listed))

    def instead(self, other: Bid) -> PreparedBid:
        """The same bid where something else is true of it."""
        same = other.subcontractors is self._bid.subcontractors
        return PreparedBid(self._terms, other, self._listed if same else None)

    def figure(self, readings: Readings) -> Decimal:
        """The evaluated score of a proposal, else the evaluated price."""
        parties = self._parties.under(readings)
        _, percent, credit = parties.terms.under(readings)
        return self._compared(percent + earned_in_all(parties.listed, credit), parties.prime, readings)[1]

    def courses(self, taken: Readings, figure: Decimal | None) -> Iterator[tuple[Answered, Decimal | None]]:
        """That figure under any readings: on each course that questions can take; see :class:`Prepared`."""
        known = frozenset(taken.consulted.items())
        for asked, (prime, listed, _, terms) in self._parties.courses(taken.chosen, _ANSWERS):
            for further, (_, percent, credit) in terms.courses(taken.chosen, _ANSWERS):
                answers = asked | further
                if answers == known:
                    yield known, figure
                    continue
                compared = partial(self._compared, percent + earned_in_all(listed, credit), prime)
                readings = Readings(taken.chosen)
                for last, (_, other, _) in courses(compared, readings, compared(readings), _ANSWERS):
                    yield answers | last, other

    def adjustment(self, readings: Readings, *, explained: bool) -> Adjustment:
        """The preference; unless ``explained``, what each subcontractor earned is left out."""
        parties = self._parties.under(readings)
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


def _parties(terms: _Terms, bid: Bid, price: Decimal, listed: Listed | None, readings: Readings) -> _Parties:
    """Who a bid is from. ``listed``: its subcontractors, where no register judges them."""
    prime = eligibility(bid, terms.case, readings)
    late: tuple[str, ...] = ()
    if listed is None:
        listed, late = _proved(terms, bid, price, readings)
    kind = Kind(
        prime.standing,
        prime.own,
        listed.certifications,
        LBE in prime.proved,
        bid.local_status is not None,
        prime.barred,
    )
    return _Parties(prime, listed, prime.notes + late, terms.of_kinds.of(kind))


def _proved(terms: _Terms, bid: Bid, price: Decimal, readings: Readings) -> tuple[Listed, tuple[str, ...]]:
    """The subcontractors with what a register proves, and notes on their certifications that were approved late."""
    proved: list[frozenset[str]] = []
    notes: tuple[str, ...] = ()
    for one in bid.subcontractors:
        names, late = counted(terms.case, bid, one, one.certifications, readings)
        proved.append(names)
        notes += late
    return Listed(terms.rate, bid.subcontractors, price, proved), notes
