"""From the quoted price to the bid price: the discounts that the solicitation counts (Definitions)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.model import PriceStep
from lbpp_cli.money import ZERO, percent_of

if TYPE_CHECKING:
    from decimal import Decimal

    from lbpp_cli.model import Bid, Solicitation

DEFINITIONS = "Definitions"


def bid_price(bid: Bid, solicitation: Solicitation) -> tuple[Decimal, tuple[PriceStep, ...]]:
    """The price that a bid is evaluated at, and each discount on the way to it, counted or not.

    Each discount is rounded half-up to the cent.

    Raises:
        ValueError: the bid has no price; only bids that passed the checks are evaluated.

    """
    if bid.quoted_price is None:
        raise ValueError(f"{bid.bidder} has no price to evaluate")
    if not bid.combined_discount and not bid.cash_discount:
        return bid.quoted_price, ()
    price, steps = bid.quoted_price, []
    offered = (
        ("Combined award discount", "combined_discount", bid.combined_discount, combined_not_counted(solicitation)),
        ("Cash discount", "cash_discount", bid.cash_discount, cash_not_counted(bid, solicitation)),
    )
    for name, field, percent, why_not in offered:
        if percent:
            amount = ZERO if why_not else percent_of(price, percent)
            price -= amount
            steps.append(PriceStep(name, field, percent, amount, price, DEFINITIONS, why_not))
    return price, tuple(steps)


def combined_not_counted(solicitation: Solicitation) -> str | None:
    """Why a combined award discount is not counted, if it is not."""
    # "CADs are applicable if the specification includes the CAD provision clause, it applies to more than one item or
    # more than one group of items".
    if not solicitation.combined_discount_allowed:
        return "the solicitation does not allow it"
    return None if solicitation.items > 1 else "the award covers one item or group alone"


def cash_not_counted(bid: Bid, solicitation: Solicitation) -> str | None:
    """Why a cash discount is not counted, if it is not."""
    if not solicitation.cash_discount_counted:
        return "the solicitation does not count cash discounts"
    least, days = solicitation.cash_discount_minimum_days, bid.cash_discount_days
    if least is not None and days is not None and days < least:
        return f"it is for payment within {days} days; at least {least} are required"
    return None
