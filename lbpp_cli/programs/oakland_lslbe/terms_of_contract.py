"""Which part of the program a contract falls under, and what participation it requires: Requirements."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.checks import finding_at, over_limit
from lbpp_cli.findings import Finding
from lbpp_cli.model import Procedure
from lbpp_cli.money import EXACT, show_money
from lbpp_cli.programs.oakland_lslbe.terms import DEVELOPER, FORMAL, INFORMAL, NOT_COVERED
from lbpp_cli.stated import amount, answer

if TYPE_CHECKING:
    from lbpp_cli.checks import Side
    from lbpp_cli.model import Bid, Solicitation, Tabulation
    from lbpp_cli.parameters import Rules

CONSTRUCTION, GOODS = "construction", "goods"
LOCAL_FIELD, SMALL_FIELD = "local_part", "small_part"


class Required(NamedTuple):
    """The participation that a contract requires, in percent; None where it requires none.

    ``derived``: the parts that are not stated: half of the whole each, or what the other leaves of it.
    """

    whole: Decimal | None
    local: Decimal | None = None
    small: Decimal | None = None
    derived: tuple[str, ...] = ()


def procedure(tabulation: Tabulation, rules: Rules) -> Procedure | Finding:
    """The part of the program that the contract falls under, by its category and value."""
    solicitation = tabulation.solicitation
    if solicitation.stated.get("assisted"):
        text = "City-assisted private development, subcontract bids to its prime contractor"
        return Procedure(DEVELOPER, "Private Developments", text)
    if solicitation.category == GOODS:
        text = "no requirement: it is for construction and professional services, and this is a contract for goods"
        return Procedure(NOT_COVERED, "Requirements", text)
    if solicitation.category is None:
        return finding_at(
            solicitation.source,
            "category",
            "category-needed",
            "No category is stated. Which contracts have a participation requirement depends on it (Requirements).",
            "Write Construction, Services (professional services) or Goods as Category on the Solicitation sheet.",
        )
    side = over_limit(tabulation, rules.value(f"{solicitation.category}-limit"), price_of)
    return side if isinstance(side, Finding) else procedure_for(solicitation, rules, side)


def procedure_for(solicitation: Solicitation, rules: Rules, side: Side) -> Procedure:
    """The part of the program on one side of the limit, and why it applies."""
    kind = solicitation.category
    limit = show_money(rules.value(f"{kind}-limit"))
    name = kind if kind == CONSTRUCTION else "professional services"
    if side.over:
        return Procedure(FORMAL, "Requirements", f"participation requirement, {name} over {limit} ({side.why})")
    return Procedure(INFORMAL, "Requirements", f"no requirement, {name} up to {limit} ({side.why})")


def price_of(bid: Bid) -> Decimal:
    """The price of a bid. The program counts no discounts from it.

    Raises:
        ValueError: the bid has none; only bids that passed the checks are adjusted.

    """
    if bid.quoted_price is None:
        raise ValueError(f"{bid.bidder} has no price")
    return bid.quoted_price


def required(solicitation: Solicitation, rules: Rules) -> Required:
    """The requirement of a project: what its sheet states, else what the program does."""
    if answer(solicitation, "requirement_waived"):
        return Required(None)
    whole, local, small = (amount(solicitation, field) for field in ("requirement", LOCAL_FIELD, SMALL_FIELD))
    if local is not None and small is not None:
        return Required(EXACT.add(local, small) if whole is None else whole, local, small)
    if local is None and small is None:
        if whole is None:
            return Required(rules.value("requirement"), rules.value("local-part"), rules.value("small-part"))
        half = EXACT.divide(whole, Decimal(2))
        return Required(whole, half, half, (LOCAL_FIELD, SMALL_FIELD))
    # Where one part is stated, the other is what is left of the whole.
    whole = rules.value("requirement") if whole is None else whole
    if local is not None:
        return Required(whole, local, max(whole - local, Decimal(0)), (SMALL_FIELD,))
    return Required(whole, max(whole - (small or Decimal(0)), Decimal(0)), small, (LOCAL_FIELD,))
