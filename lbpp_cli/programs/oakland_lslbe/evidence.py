"""Which certifications count (Requirements, Certification): from the register of certifications where one is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.programs.oakland_lslbe.terms import CERTIFICATIONS
from lbpp_cli.registered import Evidence, evidence_of

if TYPE_CHECKING:
    from datetime import date

    from lbpp_cli.model import Bid, Case, Certification, Register


def proved(case: Case, firm: str, claimed: frozenset[str]) -> frozenset[str]:
    """The certifications of a firm that count; without a register the marks are taken as they are."""
    register, due = case.tabulation.register, case.tabulation.solicitation.due
    if register is None or due is None:
        return claimed
    return frozenset(name for name in claimed if evidence(register, firm, name, due).counts)


def refused(case: Case, bid: Bid, *, to_bidder: bool = False) -> dict[str, str]:
    """The certifications that a bidder is marked with and that a register does not prove in time, each with why not.

    ``to_bidder``: the bidder is told, and no other firm of the register is named to it.
    """
    register, due = case.tabulation.register, case.tabulation.solicitation.due
    if register is None or due is None:
        return {}
    found = {name: evidence(register, bid.bidder, name, due) for name in CERTIFICATIONS if name in bid.certifications}
    return {name: (one.told if to_bidder else "") or one.why for name, one in found.items() if not one.counts}


def evidence(register: Register, firm: str, name: str, due: date) -> Evidence:
    """What the register says of one certification that a firm claims."""
    return evidence_of(register, firm, name, lambda row: _judged(row, due))


def _judged(row: Certification, due: date) -> Evidence:
    """Certifications must be valid prior to the submittal due date, and exist on it."""
    if row.granted is None:
        return Evidence(counts=False, why="is applied for and undecided" if row.applied else "has no date")
    if row.expires is not None and row.expires < row.granted:
        return Evidence(counts=False, why=f"expires on {row.expires}, before it was granted on {row.granted}")
    if row.granted >= due:
        return Evidence(
            counts=False, why=f"was granted on {row.granted}, not prior to the due date {due} (Requirements)"
        )
    if row.expires is not None and row.expires < due:
        return Evidence(counts=False, why=f"expired on {row.expires}, before the due date {due} (Requirements)")
    return Evidence(counts=True)
