"""What the City recovers where the reason for a preference was lost: Procedure 5."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.model import Recovery
from lbpp_cli.money import ZERO
from lbpp_cli.programs.la_lbpp import readings as reading

if TYPE_CHECKING:
    from decimal import Decimal

    from lbpp_cli.model import Adjustment, Evaluation
    from lbpp_cli.parameters import Rules


def recovery(evaluation: Evaluation, contractor: str, paid: Decimal) -> list[Recovery]:
    """The amount to recover from a contractor under each reading of "next lowest", the chosen one first.

    5.B.1: what was paid, less what the next lowest responsive, responsible bid would have cost: its quoted price. Where
    several bids are next, each gives a figure. The clause is for bids; for proposals there is none.
    """
    granted = [entry.adjustment for entry in evaluation.bids if entry.bid.bidder == contractor]
    if not any(adjustment and adjustment.percent for adjustment in granted):
        return []  # no preference was granted, so none is recovered
    others = [entry for entry in evaluation.bids if entry.rank_before and entry.rank_after]
    others = [entry for entry in others if entry.bid.bidder != contractor and entry.bid.score is None]
    base = next(one for one in reading.READINGS if one.id == reading.RECOVERY_BASE)
    chosen = next(used.chosen for used in evaluation.readings if used.id == base.id)
    found = []
    for value in sorted(base.values, key=lambda one: one != chosen):
        places = [entry.rank_after if value == "final-ranking" else entry.rank_before for entry in others]
        first = min((place for place in places if place), default=None)
        for entry, place in zip(others, places, strict=True):
            price = entry.bid.quoted_price
            if place == first and price is not None:
                amount = max(paid - price, ZERO)
                order = base.values[value]
                found.append(Recovery(base.clause, f"{base.id}={value}", order, entry.bid.bidder, price, amount))
    return found


def recovery_grounds(rules: Rules, granted: Adjustment | None) -> list[str]:
    """When there is something to recover of a preference that was granted, and the exception."""
    days = rules.value("standing-grace")
    subcontracted = granted is None or any(credit.credited for credit in granted.credits)
    not_replaced = f"A credited subcontractor that does not perform and is not replaced within {days} days (5.A.2)."
    reliable = "Information that the Awarding Authority believes to be reliable"
    outgrown = (
        "A Local Small Business whose income outgrows the threshold during the contract keeps its standing for it"
    )
    return [
        f"{reliable}, by which standing was lost for more than {days} days in all during the contract (5.A.1).",
        *([not_replaced] if subcontracted else []),
        f"{outgrown} (6.A.1): nothing is recovered for that.",
    ]
