"""Which certifications count, and why not: j.1.h, j.2.c, i.5.a; from the register where one is given."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.programs.nyc_mwbe import readings as reading
from lbpp_cli.programs.nyc_mwbe.readings import READINGS
from lbpp_cli.programs.nyc_mwbe.terms import CERTIFICATIONS
from lbpp_cli.readings import Readings
from lbpp_cli.registered import Evidence, evidence_of, rows_named
from lbpp_cli.stated import day as day_of

if TYPE_CHECKING:
    from datetime import date

    from lbpp_cli.model import Bid, Case, Certification, Register, Subcontractor


class Days(NamedTuple):
    """The days that decide: the bid due date, when the firm's work ends, and whether it is part of the bidder."""

    due: date | None
    ends: date | None
    of_bidder: bool


def days_of(case: Case, holder: Bid | Subcontractor, *, of_bidder: bool) -> Days:
    """The days that decide on the certification of a firm."""
    return Days(case.tabulation.solicitation.due, day_of(holder, "ends"), of_bidder)


def judged(
    case: Case, firm: str, holder: Bid | Subcontractor, readings: Readings, *, of_bidder: bool
) -> dict[str, Evidence]:
    """What is known of each certification that a firm is marked with."""
    register, days = case.tabulation.register, days_of(case, holder, of_bidder=of_bidder)
    claimed = [name for name in CERTIFICATIONS if name in holder.certifications]
    if register is None or days.due is None:
        why = _late(day_of(holder, "certified_on"), days, readings)
        return {name: Evidence(counts=not why, why=why) for name in claimed}
    return {name: evidence(register, firm, name, days, readings) for name in claimed}


def evidence(register: Register, firm: str, name: str, days: Days, readings: Readings) -> Evidence:
    """What the register says of one certification of a firm."""
    return evidence_of(register, firm, name, lambda row: _judged(row, days, readings))


def _judged(row: Certification, days: Days, readings: Readings) -> Evidence:
    if row.granted is None:
        return Evidence(counts=False, why="is applied for and undecided" if row.applied else "has no date")
    if row.expires is not None and row.expires < row.granted:
        return Evidence(counts=False, why=f"expires on {row.expires}, before it was granted on {row.granted}")
    why = _late(row.granted, days, readings) or _expired(row.expires, days, readings)
    return Evidence(counts=not why, why=why)


def _expired(expires: date | None, days: Days, readings: Readings) -> str:
    """Why a certification ends too early to count (j.1.h); blank where it does not."""
    if expires is None or days.due is None:
        return ""
    if expires < days.due:
        return f"expired on {expires}, before the bid due date {days.due} (j.1.h)"
    if days.ends is not None and expires < days.ends and readings[reading.EXPIRY] == "completion":
        return f"expires on {expires}, before its work ends on {days.ends} (j.1.h)"
    return ""


def _late(certified: date | None, days: Days, readings: Readings) -> str:
    """Why a certification comes too late to count; blank where it does not."""
    if certified is None:
        return ""
    # j.2.c: certified before the date that the subcontractor completes the work under the subcontract.
    if days.ends is not None and certified >= days.ends:
        return f"was granted on {certified}, not before its work ends on {days.ends} (j.2.c)"
    # i.5.a: the plan that comes with the bid says whether the contractor is certified.
    after_due = days.of_bidder and days.due is not None and certified > days.due
    if after_due and readings[reading.PRIME_CERTIFIED] == "due-date":
        return f"was granted on {certified}, after the bid due date {days.due} (i.5.a)"
    return ""


def refused(case: Case, bid: Bid, *, to_bidder: bool = False) -> dict[str, str]:
    """The certifications that a bidder is marked with and that do not count, each with why not.

    ``to_bidder``: the bidder is told, and no other firm of the register is named to it.
    """
    found = judged(case, bid.bidder, bid, Readings({one.id: one.default for one in READINGS}), of_bidder=True)
    return {name: (one.told if to_bidder else "") or one.why for name, one in found.items() if not one.counts}


def granted_on(case: Case, firm: str, holder: Bid | Subcontractor, day: date) -> date | None:
    """When the first certification of a firm was granted until a day, as far as that is known."""
    register = case.tabulation.register
    if register is None:
        stated = day_of(holder, "certified_on")
        return stated if stated is not None and stated <= day else None
    rows, _ = rows_named(register, firm)
    granted = [row.granted for row in rows if row.granted is not None and row.granted <= day]
    return min(granted, default=None)
