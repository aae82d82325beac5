"""Which certifications count: 2.A, 2.D and 2.E, from the register of certifications where one is given."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.model import Bid
from lbpp_cli.names import firm_key, same_bidder_key
from lbpp_cli.programs.la_lbpp import readings as reading
from lbpp_cli.programs.la_lbpp.terms import CBE, CERTIFICATIONS, LBE
from lbpp_cli.registered import Evidence, Why, rows_named

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from lbpp_cli.model import Case, Certification, Register, Subcontractor
    from lbpp_cli.readings import Readings


class Claim(NamedTuple):
    """What a firm claims in a bid: its name and RAMP account, the bid's due date and the day it was submitted."""

    firm: str
    account: str | None
    due: date
    submitted: date


def claim_of(bid: Bid, case: Case, holder: Bid | Subcontractor) -> Claim | None:
    """What a bidder, or a subcontractor in its bid, claims; None where no register judges it.

    2.E holds for subcontractors too: the day is that on which the bid was submitted.
    """
    due = case.tabulation.solicitation.due
    if case.tabulation.register is None or due is None:
        return None
    firm = holder.bidder if isinstance(holder, Bid) else holder.name
    return Claim(firm, holder.account, due, bid.submitted or due)


def counted(
    case: Case, bid: Bid, holder: Bid | Subcontractor, claimed: frozenset[str], readings: Readings
) -> tuple[frozenset[str], tuple[str, ...]]:
    """Which of the certifications claimed for a bidder or its subcontractor count, and notes on those approved late.

    Without a register the marks are taken as they are.
    """
    register = case.tabulation.register
    if register is None or not claimed:
        return claimed, ()
    claim = claim_of(bid, case, holder)
    if claim is None:
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


def refused(case: Case, bid: Bid, *, to_bidder: bool = False) -> dict[str, str]:
    """The certifications that a bidder is marked with and that a register does not prove in time, each with why not.

    ``to_bidder``: the bidder is told, and no firm of the register is named to it but itself.
    """
    register, claim = case.tabulation.register, claim_of(bid, case, bid)
    if register is None or claim is None:
        return {}
    found = {name: evidence(register, claim, name) for name in CERTIFICATIONS if name in bid.certifications}
    whys = {name: one for name, one in found.items() if not one.counts}
    return {name: (one.told if to_bidder else "") or one.why for name, one in whys.items()}


def evidence(register: Register, claim: Claim, name: str) -> Evidence:
    """What the register says of one certification that a firm claims."""
    known, why_none = matching(register, claim)
    rows = [row for row in known if row.certification == name]
    if not rows:
        why = why_none if why_none.text else _under_another_name(register, claim, name)
        return Evidence(
            counts=False,
            why=why.text or "is not in the register",
            told=why.told,
            unknown_firm=not known and not why_none.text,
        )
    found = [_judged(row, claim, name) for row in rows]
    return next((one for one in found if one.counts), None) or next((one for one in found if one.late), found[-1])


def _under_another_name(register: Register, claim: Claim, name: str) -> Why:
    """That the register has the certification for a firm of nearly the same name, which may be another firm."""
    key, own = firm_key(claim.firm), same_bidder_key(claim.firm)
    alike = {row.firm for row in register.rows if row.certification == name and firm_key(row.firm) == key}
    others = sorted(firm for firm in alike if same_bidder_key(firm) != own)
    if claim.account is not None or not others:
        return Why()
    absent = "is not in the register under that name"
    return Why(
        f"{absent}, but under {', '.join(others)}; give the RAMP account if they are one firm",
        f"{absent}; no RAMP account was given by which it could be found under another",
    )


def _judged(row: Certification, claim: Claim, name: str) -> Evidence:
    """2.A: certified before the due date; 2.E: current on the day of submission; the exception of 2.A."""
    if row.granted is None:
        return Evidence(counts=False, why="is applied for and undecided (2.A)" if row.applied else "has no date")
    if row.expires is not None and row.expires < row.granted:
        return Evidence(counts=False, why=f"expires on {row.expires}, before it was granted on {row.granted}")
    current = row.granted <= claim.submitted and (row.expires is None or claim.submitted <= row.expires)
    if row.granted < claim.due and current:
        return Evidence(counts=True)
    expired = row.expires is not None and row.expires < claim.submitted
    filed_in_time = row.applied is not None and row.applied < claim.due
    exempt = name in {LBE, CBE} and (filed_in_time or (row.applied is None and row.granted < claim.due))
    if exempt and not expired:
        applied = f"was applied for on {row.applied} and " if row.applied else "was "
        return Evidence(counts=False, why=f"{applied}granted on {row.granted} (2.A, 2.E)", late=True)
    if expired:
        why = f"expired on {row.expires}, before the bid of {claim.submitted} (2.E)"
    elif row.granted < claim.due:
        why = f"was granted on {row.granted}, after the bid of {claim.submitted} (2.E)"
    else:
        why = f"was granted on {row.granted}, not before the due date {claim.due} (2.A)"
        if name in {LBE, CBE} and row.applied is None:
            why += "; the register does not say when it was applied for"
    return Evidence(counts=False, why=why)


def matching(register: Register, claim: Claim) -> tuple[Sequence[Certification], Why]:
    """The rows of a firm: by its RAMP account first, then by its name; or why none of them can be taken.

    2.D: where a firm has several accounts, only the one that the bid was submitted with counts.
    """
    key = firm_key(claim.firm)
    named = [row for row in register.rows if firm_key(row.firm) == key]
    if claim.account is not None:
        own = [row for row in register.rows if row.account == claim.account]
        if is_joint_venture(claim.firm):
            # Definitions: individual certification by one or more of the partners is not sufficient.
            own = [row for row in own if firm_key(row.firm) == key]
        own += [row for row in named if row.account is None]
        others = sorted({row.account for row in named if row.account not in {None, claim.account}}, key=str)
        why = f"is held under the account {', '.join(map(str, others))}, not {claim.account} (2.D)" if others else ""
        return own, Why(why)
    rows, why_none = rows_named(register, claim.firm, "; give the RAMP account")
    if why_none.text:
        return [], why_none._replace(told=f"{why_none.told}, and no RAMP account was given")
    accounts = sorted({row.account for row in rows if row.account is not None})
    if len(accounts) > 1:
        return [], Why(f"cannot be told: the firm has several accounts, {', '.join(accounts)}; give the bid's (2.D)")
    return rows, Why()


def is_joint_venture(name: str) -> bool:
    """Whether a firm's name says that it is a joint venture."""
    words = firm_key(name).split()
    return "jv" in words or any(pair in {("j", "v"), ("joint", "venture")} for pair in pairwise(words))
