"""Which certifications count: 2.A, 2.D and 2.E, from the register of certifications where one is given."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.names import firm_key, same_bidder_key
from lbpp_cli.programs.la_lbpp import readings as reading
from lbpp_cli.programs.la_lbpp.terms import CBE, LBE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from lbpp_cli.model import Bid, Case, Certification, Register, Subcontractor
    from lbpp_cli.readings import Readings


class Claim(NamedTuple):
    """What a firm claims in a bid: its name and RAMP account, the bid's due date and the day it was submitted."""

    firm: str
    account: str | None
    due: date
    submitted: date


def claim_of(bid: Bid, case: Case, subcontractor: Subcontractor | None = None) -> Claim | None:
    """What a bidder, or a subcontractor in its bid, claims; None where no register judges it.

    2.E holds for subcontractors too: the day is that on which the bid was submitted.
    """
    due = case.tabulation.solicitation.due
    if case.tabulation.register is None or due is None:
        return None
    submitted = bid.submitted or due
    if subcontractor is not None:
        return Claim(subcontractor.name, subcontractor.account, due, submitted)
    return Claim(bid.bidder, bid.account, due, submitted)


class Evidence(NamedTuple):
    """What a register says of a claimed certification: whether it counts, or why not, or that it counts late."""

    counts: bool
    why: str = ""
    late: bool = False


def counted(
    register: Register | None, claim: Claim | None, claimed: frozenset[str], readings: Readings
) -> tuple[frozenset[str], tuple[str, ...]]:
    """The certifications of a firm that count for a bid, and notes on those that were approved late.

    Without a register the marks are taken as they are.
    """
    if register is None or claim is None or not claimed:
        return claimed, ()
    held, notes = set(), []
    for name in sorted(claimed):
        found = evidence(register, claim, name)
        if found.late:
            # 2.A against 2.E: an application for LBE or CBE filed before the due date and approved later.
            counts = readings[reading.LATE_APPROVAL] == "counts"
            notes.append(f"{claim.firm}: {name} {found.why}: {'counts' if counts else 'does not count'}")
        else:
            counts = found.counts
        if counts:
            held.add(name)
    return frozenset(held), tuple(notes)


def evidence(register: Register, claim: Claim, name: str) -> Evidence:
    """What the register says of one certification that a firm claims."""
    rows, why_none = matching(register, claim)
    rows = [row for row in rows if row.certification == name]
    if not rows:
        return Evidence(counts=False, why=why_none or "the register holds no such certification of it")
    found = [_judged(row, claim, name) for row in rows]
    return next((one for one in found if one.counts), None) or next((one for one in found if one.late), found[-1])


def _judged(row: Certification, claim: Claim, name: str) -> Evidence:
    """2.A: certified before the due date; 2.E: current on the day of submission; the exception of 2.A."""
    if row.granted is None:
        return Evidence(counts=False, why="is applied for and undecided (2.A)")
    current = row.granted <= claim.submitted and (row.expires is None or claim.submitted <= row.expires)
    if row.granted < claim.due and current:
        return Evidence(counts=True)
    if row.expires is not None and row.expires < claim.submitted:
        return Evidence(counts=False, why=f"expired on {row.expires}, before the bid of {claim.submitted} (2.E)")
    filed_in_time = row.applied is not None and row.applied < claim.due
    if name in {LBE, CBE} and (filed_in_time or (row.applied is None and row.granted < claim.due)):
        applied = f"was applied for on {row.applied} and " if row.applied else "was "
        return Evidence(counts=False, why=f"{applied}granted on {row.granted} (2.A, 2.E)", late=True)
    if row.granted < claim.due:
        return Evidence(counts=False, why=f"was granted on {row.granted}, after the bid of {claim.submitted} (2.E)")
    asked = "" if name not in {LBE, CBE} or row.applied else "; the register does not say when it was applied for"
    return Evidence(counts=False, why=f"was granted on {row.granted}, not before the due date {claim.due} (2.A){asked}")


def matching(register: Register, claim: Claim) -> tuple[Sequence[Certification], str]:
    """The rows of a firm: by its RAMP account first, then by its name; or why none of them can be taken.

    2.D: where a firm has several accounts, only the one that the bid was submitted with counts.
    """
    key = firm_key(claim.firm)
    named = [row for row in register.rows if firm_key(row.firm) == key]
    if claim.account is not None:
        own = [row for row in register.rows if row.account == claim.account]
        own += [row for row in named if row.account is None]
        others = sorted({row.account for row in named if row.account not in {None, claim.account}}, key=str)
        why = f"is held under the account {', '.join(map(str, others))}, not {claim.account} (2.D)" if others else ""
        return own, why
    exact = [row for row in named if same_bidder_key(row.firm) == same_bidder_key(claim.firm)]
    named = exact or named
    spellings = {same_bidder_key(row.firm) for row in named}
    if len(spellings) > 1:
        firms = ", ".join(sorted({row.firm for row in named}))
        return [], f"cannot be told: the register has {firms}; give the RAMP account"
    accounts = sorted({row.account for row in named if row.account is not None})
    if len(accounts) > 1:
        return [], f"is held under several accounts, {', '.join(accounts)}; give the one of the bid (2.D)"
    return named, ""
