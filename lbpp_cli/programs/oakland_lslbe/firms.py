"""The firms of a bid: what each does in dollars, and what it counts as (Requirements; Definitions 4, 7, 15, 16, 29)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.money import ZERO
from lbpp_cli.participation import PARTNER, PRIME, SUBCONTRACTOR
from lbpp_cli.programs.oakland_lslbe.evidence import proved
from lbpp_cli.programs.oakland_lslbe.terms import (
    BROKERS,
    LBE,
    LOCAL,
    LPG,
    NONE,
    PARTNER_ROLE,
    SLBE,
    SMALL,
    VERY_SMALL,
    VSLBE,
)
from lbpp_cli.programs.oakland_lslbe.terms_of_contract import price_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from lbpp_cli.model import Bid, Case, Source


class Firm(NamedTuple):
    """A firm with the dollars of its work, what it counts as, and why it counts as nothing."""

    name: str
    role: str
    dollars: Decimal
    counts_as: str
    clause: str
    why_not: str | None
    source: Source
    field: str
    certifications: frozenset[str]


def counts_as(held: frozenset[str]) -> str:
    """What certifications make of a firm: the one that counts for most.

    Definitions 16: a business of locally produced goods is equivalent to a small local one.
    """
    if VSLBE in held:
        return VERY_SMALL
    if held & {SLBE, LPG}:
        return SMALL
    return LOCAL if LBE in held else NONE


def firms_of(case: Case, bid: Bid) -> tuple[Firm, ...]:
    """The prime with the work that no other firm of the bid is listed for, then the others in their order."""
    others = sum((one.cost for one in bid.subcontractors), ZERO)
    found = [_firm(case, bid.bidder, PRIME, price_of(bid) - others, bid.certifications, bid.stated, bid.source)]
    for one in bid.subcontractors:
        role = PARTNER if one.stated.get("role") == PARTNER_ROLE else str(one.stated.get("role") or SUBCONTRACTOR)
        found.append(_firm(case, one.name, role, one.cost, one.certifications, one.stated, one.source))
    return tuple(found)


def _firm(
    case: Case,
    name: str,
    role: str,
    dollars: Decimal,
    claimed: frozenset[str],
    facts: Mapping[str, object],
    source: Source,
) -> Firm:
    held = proved(case, name, claimed)
    standing, clause = counts_as(held), "Requirements"
    asked = case.tabulation.solicitation.stated.get("brokerage_asked")
    work = facts.get("own_role" if role == PRIME else "role")
    why = None
    if standing == NONE:
        why = "its certification is not proved" if claimed else "not certified"
    elif facts.get("useful") is False:
        # Definition 7; Requirements: only what performs a commercially useful function is counted.
        standing, clause, why = NONE, "Definition 7", "performs no commercially useful function"
    elif work in BROKERS and not asked:
        # Definition 7: brokerage, referral or temporary employment, unless it is what the City seeks.
        standing, clause, why = NONE, "Definition 7", f"{work} is no commercially useful function"
    elif dollars <= 0:
        why = "no work is left for it"
    field = "quoted_price" if role == PRIME else "cost"
    return Firm(name, role, dollars, standing, clause, why, source, field, held)
