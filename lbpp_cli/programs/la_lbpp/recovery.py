"""What the City recovers where the reason for a preference was lost: Procedure 5."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.model import Recovery
from lbpp_cli.money import ZERO
from lbpp_cli.programs.la_lbpp import readings as reading

if TYPE_CHECKING:
    from decimal import Decimal

    from lbpp_cli.model import EvaluatedBid, Evaluation
    from lbpp_cli.parameters import Rules

_ORDERS = {"final-ranking": "in the ranking after the preference", "price-order": "by bid price"}


def recovery(evaluation: Evaluation, contractor: str, paid: Decimal) -> list[Recovery]:
    """The amount to recover from a contractor under each reading of "next lowest", the chosen one first.

    5.B.1: what was paid, less what the next lowest responsive, responsible bid would have cost: its quoted price. Where
    several bids are next, each gives a figure.
    """
    others = [entry for entry in evaluation.bids if entry.adjustment is not None and entry.bid.bidder != contractor]
    chosen = next(used.chosen for used in evaluation.readings if used.id == reading.RECOVERY_BASE)
    found = []
    for order in sorted(_ORDERS, key=lambda one: one != chosen):
        for entry in _next(others, order):
            price = entry.bid.quoted_price or ZERO
            found.append(
                Recovery(
                    f"{reading.RECOVERY_BASE}={order}", _ORDERS[order], entry.bid.bidder, price, max(paid - price, ZERO)
                )
            )
    return found


def _next(others: list[EvaluatedBid], order: str) -> list[EvaluatedBid]:
    def place(entry: EvaluatedBid) -> int:
        return (entry.rank_after if order == "final-ranking" else entry.rank_before) or 0

    return [entry for entry in others if place(entry) == min(map(place, others))]


def recovery_grounds(rules: Rules) -> list[str]:
    """When there is something to recover, and the exception."""
    days = rules.value("standing-grace")
    outgrown = (
        "A Local Small Business whose income outgrows the threshold during the contract keeps its standing for it"
    )
    return [
        f"Standing lost for more than {days} days in all during the contract (5.A.1).",
        f"A credited subcontractor that does not perform and is not replaced within {days} days (5.A.2).",
        f"{outgrown} (6.A.1): nothing is recovered for that.",
    ]
