"""What a bid earns: a preference of no percent until the figure is filled in, so that bids are compared by price."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from lbpp_cli.model import PROPOSAL, Adjustment, Step
from lbpp_cli.money import exact_percent_of, percent_of
from lbpp_cli.programs.new_program.terms import CERTIFIED, NONE

if TYPE_CHECKING:
    from lbpp_cli.model import Bid, Case
    from lbpp_cli.readings import Readings


def adjust(case: Case, bid: Bid, readings: Readings, explained: bool) -> Adjustment:  # noqa: ARG001, FBT001
    """The preference of one bid.

    Raises:
        ValueError: the bid has no price, or a proposal no score; only bids that passed the checks are adjusted.

    """
    solicitation, price = case.tabulation.solicitation, bid.quoted_price
    if price is None:
        raise ValueError(f"{bid.bidder} has no price")
    # Fill in: which certifications count (a register is in case.tabulation.register), and what each earns, by clause.
    held = bid.certifications
    percent = case.rules.value("preference") if held else Decimal(0)
    steps = (Step(percent, case.rules.clause("preference"), "Certified"),) if percent else ()
    common = Adjustment(price, CERTIFIED if held else NONE, percent, steps, (), proved=held)
    if solicitation.kind == PROPOSAL:
        if bid.score is None or solicitation.total_points is None:
            raise ValueError(f"{bid.bidder} has no score to evaluate")
        points = exact_percent_of(solicitation.total_points, percent)
        return common._replace(points=points, evaluated_score=bid.score + points)
    value = percent_of(price, percent)
    return common._replace(value=value, evaluated_price=price - value)


def award_note(_case: Case) -> str:
    """What a preference does to the contract that is awarded; blank where none applies."""
    # Fill in: what the rules say of the amount of the contract, with the clause.
    return "The contract is at the quoted price."
