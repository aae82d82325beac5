"""Who is eligible: Procedure 2, 4.B.5 and 4.B.8."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.money import show_money
from lbpp_cli.programs.la_lbpp import readings as reading
from lbpp_cli.programs.la_lbpp.evidence import counted
from lbpp_cli.programs.la_lbpp.terms import CBE, CITY, FALSE_CLAIM, LBE, LOCAL, LSB, LTE, NONE, OVER_LIMIT, UP_TO_LIMIT

if TYPE_CHECKING:
    from decimal import Decimal

    from lbpp_cli.model import Bid, Case
    from lbpp_cli.parameters import Rules
    from lbpp_cli.readings import Readings

GOODS = "goods"
DEALERS, BROKER = {"dealer", "supplier"}, "broker"
_OF_LOCALS = frozenset({LBE, CBE})


class Eligibility(NamedTuple):
    """What a prime counts as: its local standing, which of LSB and LTE count, the certifications that it proved.

    ``barred``: no preference at all, not even through subcontractors.
    """

    standing: str
    own: tuple[str, ...] = ()
    proved: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()
    barred: bool = False


def eligibility(bid: Bid, case: Case, readings: Readings) -> Eligibility:
    """The standing that a bid's certifications and the place of its work give it."""
    proved, notes = counted(case, bid, bid, bid.certifications, readings)
    if bid.local_status == FALSE_CLAIM:
        # 4.B.8.a: not for a business that claims to be local through misleading or false statements. Whether it was
        # fraud is for the DAA to determine (5.A.3): the tabulation records it, the program does not know it.
        bar = f"up to {case.rules.value('false-claim-bar')} years of ineligibility for local or city status"
        why = (
            "local standing recorded in the tabulation as claimed by false statements: no preference at all (4.B.8.a); "
            f"5.A.3 provides for {bar} where the DAA determines fraud"
        )
        return Eligibility(NONE, (), proved, (*notes, why), barred=True)
    if bid.local_status is not None:
        # 4.B.8: found after the deadline not to qualify; its subcontractors may still earn a preference.
        why = "found after the deadline not to qualify as a local business: only through subcontractors (4.B.8)"
        return Eligibility(NONE, (), proved, (*notes, why))
    met_in_city, met_in_county = two_thirds_met(bid, case, readings)
    if not proved:
        return Eligibility(NONE, (), proved, notes)
    if not met_in_county:
        notes = (*notes, "two thirds of the work in the County is not met (2.C, 4.B.5)")
    elif CBE in proved and not met_in_city and case.procedure.id == OVER_LIMIT:
        notes = (*notes, "two thirds of the work in the City is not met, so it counts as a Local Business (2.C)")
    if case.procedure.id == UP_TO_LIMIT and proved & {LBE, CBE} and not proved & {LSB, LTE}:
        limit = show_money(case.rules.value("small-contract-limit"))
        notes = (
            *notes,
            f"LBE and CBE earn nothing on contracts up to {limit}: the preference is for LSB and LTE (3.A)",
        )
    standing, own = held(proved, met_in_city, met_in_county)
    return Eligibility(standing, own, proved, notes)


def held(proved: frozenset[str], met_in_city: bool, met_in_county: bool) -> tuple[str, tuple[str, ...]]:  # noqa: FBT001
    """The local standing, and which of LSB and LTE count, where two thirds of the work is met or not."""
    own = tuple([name for name in (LSB, LTE) if name in proved]) if met_in_county else ()
    # Definitions: a City Business is a Local Business that is also certified as a City Business.
    if CBE in proved and met_in_city:
        return CITY, own
    return LOCAL if met_in_county and not proved.isdisjoint(_OF_LOCALS) else NONE, own


def two_thirds_met(bid: Bid, case: Case, readings: Readings) -> tuple[bool, bool]:
    """Whether two thirds of the work is in the City, and whether it is in the County (2.C, 4.B.5).

    What is not stated is taken as met.
    """
    if case.tabulation.solicitation.category == GOODS:
        by_role = _met_by_role(bid, case, readings)
        if by_role is not None:
            return by_role, by_role
    in_city, in_county = bid.city_work, bid.county_work
    if in_city is None and in_county is None:
        return True, True
    if in_county is None and in_city is not None and two_thirds(in_city, case.rules):
        in_county = in_city  # work in the City is work in the County
    met_in_county = in_county is None or two_thirds(in_county, case.rules)
    # What is not in the County is not in the City.
    return met_in_county and (in_city is None or two_thirds(in_city, case.rules)), met_in_county


def _met_by_role(bid: Bid, case: Case, readings: Readings) -> bool | None:
    """2.C.2.c: of goods, a dealer, supplier or broker needs no share of the work; None where the share decides."""
    if bid.role in DEALERS:
        return True
    if bid.role != BROKER:
        return None
    # 4.B.5 does not list brokers, 2.C.2.c does.
    if case.procedure.id == OVER_LIMIT and readings[reading.BROKER_OVER_LIMIT] == "does-not-count":
        in_city = bid.city_work is not None and two_thirds(bid.city_work, case.rules)
        return None if in_city or bid.county_work is not None else False
    return True


def two_thirds(percent: Decimal, rules: Rules) -> bool:
    """2.C, 4.B.5: exactly two thirds is enough."""
    return percent * 3 >= rules.value("local-work") * 100
