"""The figures of a group of solicitations: counts, dollars, and shares that are told with what they come from."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from lbpp_cli.model import NO_AWARD, TIE
from lbpp_cli.money import EXACT, ZERO
from lbpp_cli.results import EVALUATED, NEEDS_A_PERSON

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from lbpp_cli.compliance.outcomes import Outcome


class Dollars(NamedTuple):
    """How many contracts or subcontracts, and what they come to."""

    number: int
    amount: Decimal


class Held(NamedTuple):
    """Dollars by the certifications that counted. A firm that holds two is in both, and once in ``any_held``."""

    by_certification: Mapping[str, Dollars]
    any_held: Dollars
    none_held: Dollars

    @property
    def total(self) -> Dollars:
        """Those with a certification and those without."""
        return Dollars(
            self.any_held.number + self.none_held.number,
            EXACT.add(self.any_held.amount, self.none_held.amount),
        )


@dataclass(frozen=True)
class Figures:
    """What a group of solicitations comes to; money in dollars.

    ``solicitations`` = ``awards`` + ``ties`` + ``without_bids`` + ``not_evaluated``.
    ``needs_person``: solicitations that a person must decide, of which ``awards_for_person`` have an award.
    ``hanging``: awards that another reading, assumption or pending approval would change.
    ``compared``: awards by price, where a preference has a ``cost``; ``lowest``: the lowest bid prices of the same.
    ``bids``: of those that were evaluated; ``refused`` of them were not ranked, for ``reasons``.
    ``codes``: how many inputs were not evaluated for an error of that code; one may have several.
    """

    solicitations: int
    awards: int
    ties: int
    without_bids: int
    not_evaluated: int
    changed: int
    needs_person: int
    awards_for_person: int
    hanging: int
    compared: int
    awarded: Decimal
    cost: Decimal
    lowest: Decimal
    bids: int
    refused: int
    reasons: Mapping[str | None, int]
    codes: Mapping[str, int]
    firms: Held
    subcontractors: Held
    unstated_work: int
    unrecorded_work: int

    @property
    def without_award(self) -> int:
        """Evaluated, and no single firm is first."""
        return self.ties + self.without_bids

    @property
    def share(self) -> Decimal | None:
        """The cost of the preference as a percent of the low bids, rounded half-up to two decimals."""
        if not self.lowest:
            return None
        return EXACT.divide(EXACT.multiply(self.cost, Decimal(100)), self.lowest).quantize(
            Decimal("0.01"), context=EXACT
        )


def figures(outcomes: Sequence[Outcome], certifications: Sequence[str]) -> Figures:
    """The figures of these solicitations; dollars for each of the ``certifications``."""
    awards = [one for one in outcomes if one.is_award]
    compared = [one for one in awards if one.cost is not None]
    work = [subcontract for one in awards for subcontract in one.subcontracts]
    reasons = [reason for one in outcomes for reason in one.reasons]
    return Figures(
        solicitations=len(outcomes),
        awards=len(awards),
        ties=sum(one.decision == TIE for one in outcomes),
        without_bids=sum(one.decision == NO_AWARD for one in outcomes),
        not_evaluated=sum(one.status not in {EVALUATED, NEEDS_A_PERSON} for one in outcomes),
        changed=sum(one.changed for one in awards),
        needs_person=sum(one.status == NEEDS_A_PERSON for one in outcomes),
        awards_for_person=sum(one.status == NEEDS_A_PERSON for one in awards),
        hanging=sum(one.hangs for one in awards),
        compared=len(compared),
        awarded=_sum(one.contract_amount for one in awards),
        cost=_sum(one.cost for one in compared),
        lowest=_sum(one.lowest for one in compared),
        bids=sum(one.bids for one in outcomes),
        refused=len(reasons),
        reasons=_counted(reasons),
        codes=_counted(code for one in outcomes for code in one.codes),
        firms=_held([(one.certifications, one.contract_amount) for one in awards], certifications),
        subcontractors=_held([(one.certifications, one.cost) for one in work], certifications),
        unstated_work=sum(one.cost is None for one in work),
        unrecorded_work=sum(one.work_recorded is False for one in awards),
    )


def dollars_of(amounts: Iterable[Decimal | None]) -> Dollars:
    """How many amounts, and what they come to; one that is not stated is counted, and adds nothing."""
    found = list(amounts)
    return Dollars(len(found), _sum(found))


def _held(amounts: Sequence[tuple[frozenset[str], Decimal | None]], certifications: Sequence[str]) -> Held:
    return Held(
        {name: dollars_of(amount for held, amount in amounts if name in held) for name in certifications},
        dollars_of(amount for held, amount in amounts if held),
        dollars_of(amount for held, amount in amounts if not held),
    )


def _sum(amounts: Iterable[Decimal | None]) -> Decimal:
    total = ZERO
    for amount in amounts:
        if amount is not None:
            total = EXACT.add(total, amount)
    return total


_Name = TypeVar("_Name", str, str | None)


def _counted(names: Iterable[_Name]) -> dict[_Name, int]:
    """How often each stands there: the most frequent first, then by name; what is not stated last."""
    counts = Counter(names)
    return dict(sorted(counts.items(), key=lambda one: (one[0] is None, -one[1], one[0] or "")))
