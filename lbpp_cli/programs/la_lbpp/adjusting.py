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
from lbpp_cli.programs.la_lbpp.evidence import claim_of, counted
from lbpp_cli.programs.la_lbpp.preference import Contract, Kind, terms_of
from lbpp_cli.programs.la_lbpp.subcontractors import Listed, credited, running_totals
from lbpp_cli.programs.la_lbpp.terms import LBE, NONE
from lbpp_cli.readings import ByReadings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lbpp_cli.model import Bid, Case
    from lbpp_cli.programs.la_lbpp.eligibility import Eligibility
    from lbpp_cli.programs.la_lbpp.subcontractors import CreditTerms
    from lbpp_cli.readings import Readings

_NONE = Decimal(0)


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
    terms = _terms_of_kinds(Contract(case.rules, case.procedure.id, solicitation.kind, solicitation.waiver))
    return lambda bid: PreparedBid(case, bid, terms)


class _KindTerms(NamedTuple):
    """What a kind of prime earns by itself, in steps and in all, and how its subcontractors earn credit."""

    steps: tuple[Step, ...]
    percent: Decimal
    credit: CreditTerms


class _TermsOfKinds:
    """What each kind of prime earns for a contract, worked out once: the bids of many files are of a few kinds."""

    def __init__(self, contract: Contract) -> None:
        self._contract = contract
        self._known: dict[Kind, ByReadings[_KindTerms]] = {}

    def under(self, kind: Kind, readings: Readings) -> _KindTerms:
        known = self._known.get(kind) or self._known.setdefault(kind, ByReadings())
        return known.under(readings, partial(self._terms, kind))

    def _terms(self, kind: Kind, readings: Readings) -> _KindTerms:
        steps, credit = terms_of(self._contract, kind, readings)
        return _KindTerms(steps, sum((step.percent for step in steps), Decimal(0)), credit)


_terms_of_kinds = lru_cache(maxsize=64)(_TermsOfKinds)


class _Parties(NamedTuple):
    """What the prime and its subcontractors are eligible for; ``notes``: what else decided it."""

    prime: Eligibility
    listed: Listed
    notes: tuple[str, ...]
    kind: Kind


class _Preference(NamedTuple):
    """How much preference a bid gets: ``gained`` dollars or points, and what it is compared by after that."""

    parties: _Parties
    terms: _KindTerms
    totals: Sequence[Decimal]
    through_subcontractors: Decimal
    percent: Decimal
    gained: Decimal
    compared: Decimal
    limited: str | None


class PreparedBid:
    """A bid of which all is worked out once that hangs on no reading, and the rest once for each answer it hangs on.

    Raises:
        ValueError: the bid has no price; only bids that passed the checks are adjusted.

    """

    def __init__(self, case: Case, bid: Bid, terms: _TermsOfKinds) -> None:
        self._case, self._bid, self._terms = case, bid, terms
        self._price, self._price_steps = bid_price(bid, case.tabulation.solicitation)
        self._parties: ByReadings[_Parties] = ByReadings()

    def figure(self, readings: Readings) -> Decimal:
        """The evaluated score of a proposal, else the evaluated price."""
        return self._preference(readings).compared

    def adjustment(self, readings: Readings, *, explained: bool) -> Adjustment:
        """The preference; unless ``explained``, what each subcontractor earned is left out."""
        found = self._preference(readings)
        parties, credit, steps = found.parties, found.terms.credit, found.terms.steps
        through = found.through_subcontractors
        if through:
            steps = (*steps, Step(through, credit.clause, "Subcontractors", from_subcontractors=True))
        proposal = self._case.tabulation.solicitation.kind == PROPOSAL
        return Adjustment(
            bid_price=self._price,
            standing=parties.prime.standing,
            percent=found.percent,
            steps=steps,
            credits=credited(parties.listed, found.totals, credit, self._case.rules) if explained else (),
            price_steps=self._price_steps,
            proved=parties.prime.proved,
            notes=parties.notes,
            value=None if proposal else found.gained,
            evaluated_price=None if proposal else found.compared,
            points=found.gained if proposal else None,
            evaluated_score=found.compared if proposal else None,
            value_note=found.limited,
        )

    def _preference(self, readings: Readings) -> _Preference:
        case, bid = self._case, self._bid
        solicitation = case.tabulation.solicitation
        parties = self._parties.under(readings, self._parties_under)
        terms = self._terms.under(parties.kind, readings)
        totals = running_totals(parties.listed, terms.credit)
        through = min(totals[-1], terms.credit.limit) if totals else _NONE
        percent, limited = terms.percent + through, None
        if solicitation.kind == PROPOSAL:
            # 4.A.2, 3.A.2: the score is increased by a percentage of the total possible points; nothing is rounded.
            if solicitation.total_points is None or bid.score is None:
                raise ValueError(f"{bid.bidder} has no score to evaluate")
            gained = exact_percent_of(solicitation.total_points, percent)
            compared = bid.score + gained
        else:
            # 4.A.1, 3.A.1: the bid price is reduced, solely to evaluate the bid.
            gained, limited = self._value(percent, parties.prime, readings)
            compared = self._price - gained
        return _Preference(parties, terms, totals, through, percent, gained, compared, limited)

    def _parties_under(self, readings: Readings) -> _Parties:
        case, bid = self._case, self._bid
        prime, register = eligibility(bid, case, readings), case.tabulation.register
        notes = prime.notes
        proved = [one.certifications for one in bid.subcontractors]
        if register is not None:
            for place, one in enumerate(bid.subcontractors):
                proved[place], late = counted(register, claim_of(bid, case, one), one.certifications, readings)
                notes += late
        kind = Kind(
            prime.standing,
            prime.own,
            frozenset().union(*proved),
            LBE in prime.proved,
            bid.local_status is not None,
            prime.barred,
        )
        listed = Listed(case, bid, self._price, proved)
        return _Parties(prime, listed, notes, kind)

    def _value(self, percent: Decimal, prime: Eligibility, readings: Readings) -> tuple[Decimal, str | None]:
        """The dollar value of the preference, and what limited it."""
        rules = self._case.rules
        value, limit = percent_of(self._price, percent), rules.value("value-limit")
        # 4.B.6: the value of the combined preferences shall not exceed $1,000,000.
        if value <= limit or (prime.standing == NONE and readings[reading.VALUE_LIMIT] == "local-bids"):
            return value, None
        clause = rules.clause("value-limit")
        return limit, f"{show_percent(percent)} is {show_money(value)}, limited to {show_money(limit)} ({clause})"
