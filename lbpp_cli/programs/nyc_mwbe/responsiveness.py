"""Whether a bid is responsive (i.5, i.11). The program has no preference: bids are ranked by their price or score."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from lbpp_cli.model import PROPOSAL, Adjustment
from lbpp_cli.money import ZERO, show_percent
from lbpp_cli.programs.nyc_mwbe.evidence import judged
from lbpp_cli.programs.nyc_mwbe.measure import measure
from lbpp_cli.programs.nyc_mwbe.terms import BELOW, MEETS, NOTHING_ASKED, WAIVED
from lbpp_cli.programs.nyc_mwbe.terms_of_contract import contract_dollars, price_of

if TYPE_CHECKING:
    from lbpp_cli.model import Bid, Case
    from lbpp_cli.participation import Participation
    from lbpp_cli.programs.nyc_mwbe.terms_of_contract import Required
    from lbpp_cli.readings import Readings


def adjust(case: Case, bid: Bid, readings: Readings, explained: bool) -> Adjustment:  # noqa: ARG001, FBT001
    """The participation of one bid; one whose plan is below a goal is excluded."""
    judgments = judged(case, bid.bidder, bid, readings, of_bidder=True)
    # j.2.d: the marks of a joint venture itself are not used; those of its partners are.
    venture = bool(bid.stated.get("venture"))
    held = frozenset(name for name, one in judgments.items() if one.counts and not venture)
    if contract_dollars(bid, readings)[0] <= 0:
        # Such a bid is refused when it is read; a bid that is only imagined can come to it.
        return _adjusted(
            case, bid, held, Adjustment(price_of(bid), BELOW, ZERO, (), (), excluded="no dollars are left")
        )
    measured = measure(case, bid, readings)
    participation, held_to = measured.participation, measured.required
    standing = MEETS if held_to.asked else WAIVED if held_to.goals else NOTHING_ASKED
    excluded = _excluded(participation)
    return _adjusted(
        case,
        bid,
        held,
        Adjustment(
            bid_price=price_of(bid),
            standing=BELOW if excluded else standing,
            percent=Decimal(0),
            steps=(),
            credits=(),
            proved=held,
            notes=_notes(held_to, measured.participation),
            participation=participation,
            excluded=excluded,
        ),
    )


def _excluded(participation: Participation) -> str | None:
    """i.5: a bid whose plan does not intend to meet the goals is not responsive, unless the agency changed them."""
    below = [
        f"{goal.name} {goal.achieved}% of {show_percent(goal.required)}"
        for goal in participation.goals
        if not goal.met and goal.required is not None
    ]
    return f"not responsive: its utilization plan is below the goals: {', '.join(below)} (i.5)" if below else None


def _notes(held_to: Required, participation: Participation) -> tuple[str, ...]:
    reached = [
        f"{goal.name} {goal.achieved}%" + (f" of {show_percent(goal.required)}" if goal.required is not None else "")
        for goal in participation.goals
    ]
    return tuple(filter(None, (held_to.note, f"participation: {', '.join(reached)} (i.5)" if reached else None)))


def _adjusted(case: Case, bid: Bid, held: frozenset[str], adjustment: Adjustment) -> Adjustment:
    adjustment = adjustment._replace(percent=Decimal(0), proved=held)
    if case.tabulation.solicitation.kind == PROPOSAL:
        if bid.score is None:
            raise ValueError(f"{bid.bidder} has no score to evaluate")
        return adjustment._replace(points=Decimal(0), evaluated_score=bid.score)
    return adjustment._replace(value=ZERO, evaluated_price=price_of(bid))
