"""Who is eligible: Procedure 2 and 4.B.5."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from decimal import Decimal

    from lbpp_cli.model import Bid
    from lbpp_cli.parameters import Rules

LBE, CBE, LSB, LTE = "LBE", "CBE", "LSB", "LTE"
CERTIFICATIONS = (LBE, CBE, LSB, LTE)
CITY, LOCAL, NONE = "city", "local", "none"
NAMES = {
    LBE: "Local Business",
    CBE: "City Business",
    LSB: "Local Small Business",
    LTE: "Local Transitional Employer",
}


STANDINGS = {CITY: "City Business", LOCAL: "Local Business", NONE: "no local standing"}


class Eligibility(NamedTuple):
    """What a prime counts as: its local standing, and which of LSB and LTE count for it."""

    standing: str
    own: tuple[str, ...]


def eligibility(bid: Bid, rules: Rules) -> Eligibility:
    """The standing that a bid's certifications and the place of its work give it."""
    in_city, in_county = bid.city_work, bid.county_work
    if in_county is None and in_city is not None and _two_thirds(in_city, rules):
        in_county = in_city  # work in the City is work in the County
    if in_city is None and in_county is not None and not _two_thirds(in_county, rules):
        in_city = in_county  # what is not in the County is not in the City
    met_in_county = in_county is None or _two_thirds(in_county, rules)
    met_in_city = met_in_county and (in_city is None or _two_thirds(in_city, rules))
    own = tuple(name for name in (LSB, LTE) if name in bid.certifications and met_in_county)
    # Definitions: a City Business is a Local Business that is also certified as a City Business.
    if CBE in bid.certifications and met_in_city:
        return Eligibility(CITY, own)
    if bid.certifications & {LBE, CBE} and met_in_county:
        return Eligibility(LOCAL, own)
    return Eligibility(NONE, own)


def _two_thirds(percent: Decimal, rules: Rules) -> bool:
    """2.C, 4.B.5: exactly two thirds is enough."""
    return percent * 3 >= rules.value("local-work") * 100
