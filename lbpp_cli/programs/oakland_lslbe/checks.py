"""What is wrong or odd in a tabulation under this program."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from lbpp_cli.checks import finding_at
from lbpp_cli.model import Case, Procedure
from lbpp_cli.money import ZERO, plain, show_money, show_percent
from lbpp_cli.programs.oakland_lslbe.banked import why_not
from lbpp_cli.programs.oakland_lslbe.evidence import evidence
from lbpp_cli.programs.oakland_lslbe.measure import measure
from lbpp_cli.programs.oakland_lslbe.readings import READINGS
from lbpp_cli.programs.oakland_lslbe.terms import (
    CERTIFICATIONS,
    DEVELOPER,
    FORMAL,
    INFORMAL,
    LBE,
    LOCAL_WORK,
    LPG,
    OWN_COLUMNS,
    PARTNER_ROLE,
    SLBE,
    SMALL_WORK,
    VSLBE,
)
from lbpp_cli.programs.oakland_lslbe.terms_of_contract import LOCAL_FIELD, SMALL_FIELD, procedure, required
from lbpp_cli.readings import Readings
from lbpp_cli.registered import findings_of_claims, findings_of_register
from lbpp_cli.stated import amount, answer, day

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from lbpp_cli.findings import Finding
    from lbpp_cli.model import Bid, Register, Solicitation, Subcontractor, Tabulation
    from lbpp_cli.parameters import Rules
    from lbpp_cli.registered import Evidence

_HUNDRED = Decimal(100)
_HEADINGS = {column.field: column.heading for columns in OWN_COLUMNS.values() for column in columns}


def check(tabulation: Tabulation, rules: Rules) -> Iterator[Finding]:
    """What is wrong or odd in a tabulation under this program's rules."""
    part = procedure(tabulation, rules)
    required_here = not isinstance(part, Procedure) or part.id == FORMAL
    yield from _percents(tabulation)
    if required_here:
        yield from _requirement(tabulation, rules)
    yield from _not_used(tabulation, required_here=required_here)
    for bid in tabulation.bids:
        yield from _amounts(bid)
        yield from _venture(bid)
    if isinstance(part, Procedure):
        case = Case(tabulation, rules, part)
        yield from _banked(case)
        yield from _local_work(case)
        yield from _very_small(case)
    # Requirements: a claim without evidence in the register is not credited; one without a claim is asked about.
    yield from findings_of_register(tabulation, "Requirements", _firm)


def _percents(tabulation: Tabulation) -> Iterator[Finding]:
    solicitation = tabulation.solicitation
    for field in ("requirement", LOCAL_FIELD, SMALL_FIELD):
        percent = amount(solicitation, field)
        if percent is not None and not 0 <= percent <= _HUNDRED:
            message = f"The requirement is {plain(percent)}%; it lies between 0 and 100."
            yield finding_at(solicitation.source, field, "percent-out-of-range", message, "Correct it.")


def _requirement(tabulation: Tabulation, rules: Rules) -> Iterator[Finding]:
    """Requirements: another requirement rests on an availability analysis; its parts are those that are stated."""
    solicitation = tabulation.solicitation
    asked, usual = required(solicitation, rules), rules.value("requirement")
    if asked.whole != usual and not solicitation.stated.get("availability_analysis"):
        what = "waived" if asked.whole is None else show_percent(asked.whole)
        message = (
            f"The requirement is {what}, not {show_percent(usual)}; the availability analysis that it rests on is not "
            "named (Requirements)."
        )
        hint = "Name it under Availability analysis: the memo and a protest will ask for it."
        field = "requirement_waived" if asked.whole is None else "requirement"
        yield finding_at(solicitation.source, field, "availability-missing", message, hint)
    if asked.whole is None or asked.local is None or asked.small is None:
        return
    if asked.derived:
        message = f"The parts of the requirement are not stated; half of it each is taken, {show_percent(asked.local)}."
        if len(asked.derived) == 1:
            missing, left = (LBE, asked.local) if LOCAL_FIELD in asked.derived else (SLBE, asked.small)
            message = (
                f"The {missing} part of the requirement is not stated; what the other leaves of "
                f"{show_percent(asked.whole)} is taken, {show_percent(left)}."
            )
        hint = "Write them under Required LBE % and Required SLBE %."
        field = next(name for name in ("requirement", LOCAL_FIELD, SMALL_FIELD) if name in solicitation.stated)
        yield finding_at(solicitation.source, field, "parts-not-stated", message, hint)
    if asked.local + asked.small != asked.whole:
        message = (
            f"The parts of the requirement, {show_percent(asked.local)} and {show_percent(asked.small)}, do not add up "
            f"to {show_percent(asked.whole)}; a bid has to meet all three."
        )
        yield finding_at(solicitation.source, "requirement", "parts-do-not-add-up", message, "Check them.")


def _not_used(tabulation: Tabulation, *, required_here: bool) -> Iterator[Finding]:
    """Requirements: only contracts over the limits have one; what is stated of a requirement elsewhere is not used."""
    solicitation = tabulation.solicitation
    waived, figures = answer(solicitation, "requirement_waived"), ("requirement", LOCAL_FIELD, SMALL_FIELD)
    if required_here and not waived:
        return
    stated: list[tuple[Bid | Solicitation, str]]
    stated = [(solicitation, field) for field in figures if amount(solicitation, field) is not None]
    why = "the requirement was waived"
    if not required_here:
        why = "the contract has no requirement"
        stated += [(solicitation, "requirement_waived")] if waived else []
        stated += [(bid, "mentor_approved") for bid in tabulation.bids if answer(bid, "mentor_approved")]
    stated += [(bid, "banked") for bid in tabulation.bids if amount(bid, "banked")]
    for holder, field in stated:
        message = f"{_HEADINGS[field]} is stated, but {why} (Requirements); it is not used."
        hint = "Check the contract value, the category and the waiver, or clear it."
        yield finding_at(holder.source, field, "requirement-not-used", message, hint)


def _amounts(bid: Bid) -> Iterator[Finding]:
    """Amounts that are part of a bid are not more than it, nor less than nothing."""
    for field, what in (
        ("restricted", "dollars that the specifications restrict"),
        ("manufactured", "manufactured items"),
        ("banked", "banked credit"),
    ):
        dollars = amount(bid, field)
        if dollars is None:
            continue
        if dollars < 0:
            message = f"The {what} of {bid.bidder}: {show_money(dollars)}."
            yield finding_at(bid.source, field, "amount-not-positive", message, "Correct the amount.")
        elif field != "banked" and bid.quoted_price is not None and dollars >= bid.quoted_price > 0:
            message = f"The {what} of {bid.bidder}, {show_money(dollars)}, are its whole bid or more."
            yield finding_at(bid.source, field, "part-exceeds-bid", message, "Correct the amount, or the bid.")


def _venture(bid: Bid) -> Iterator[Finding]:
    partners = [one for one in bid.subcontractors if one.stated.get("role") == PARTNER_ROLE]
    if partners and not bid.stated.get("venture"):
        message = f"{partners[0].name} is listed as a joint venture partner; {bid.bidder} is not marked as a venture."
        hint = "Write yes under Joint venture on the Bids sheet, or correct the role."
        yield finding_at(partners[0].source, "role", "venture-not-marked", message, hint)
    facts = [field for field in ("venture_approved", "manufactured") if field in bid.stated]
    if facts and not partners and not bid.stated.get("venture"):
        message = f"{_HEADINGS[facts[0]]} is stated for {bid.bidder}, which is not marked as a joint venture."
        hint = "Write yes under Joint venture on the Bids sheet, or clear it."
        yield finding_at(bid.source, facts[0], "venture-not-marked", message, hint)
    if bid.stated.get("venture") and not partners:
        message = (
            f"{bid.bidder} is a joint venture, but none of its partners is listed; their shares count by their own "
            "certification (Joint Venture)."
        )
        hint = "List them on the Subcontractors sheet with the role Joint venture partner."
        yield finding_at(bid.source, "venture", "partners-missing", message, hint)
    if bid.stated.get("mentor_approved") and bid.stated.get("mentor_submitted") is None:
        message = (
            f"The mentor-protégé preference of {bid.bidder} is approved, but the day on which the agreement was "
            "submitted is not stated (Mentor Protégé)."
        )
        hint = "Fill in Mentor-protege submitted."
        yield finding_at(bid.source, "mentor_approved", "mentor-date-missing", message, hint)


def _banked(case: Case) -> Iterator[Finding]:
    """Earning Credits: banked credit that cannot be applied is said, not left away."""
    for bid in case.tabulation.bids:
        if amount(bid, "banked") is None or case.procedure.id != FORMAL:
            continue
        why = why_not(case, day(bid, "banked_on"))
        if why:
            message = f"The banked credit of {bid.bidder} is not counted: {why}."
            hint = "Fill in Banked credit earned and the bid due date, or clear the credit."
            yield finding_at(bid.source, "banked", "banked-not-counted", message, hint)


def _local_work(case: Case) -> Iterator[Finding]:
    """Definitions 13, 14 and Emergency Contracts: what the buyer is asked for, which leaves no bid out."""
    tabulation, solicitation, rules = case.tabulation, case.tabulation.solicitation, case.rules
    if case.procedure.id == INFORMAL:
        asked, solicited = rules.value("informal-solicited"), solicitation.stated.get("local_solicited")
        if not isinstance(solicited, int) or solicited < asked:
            said = "is not stated" if solicited is None else f"is {solicited}"
            message = f"How many local firms were solicited {said}; at least {plain(asked)} are to be (Requirements)."
            hint = "Fill in Local firms solicited, or solicit more."
            yield finding_at(solicitation.source, "local_solicited", "too-few-solicited", message, hint)
    if case.procedure.id == DEVELOPER or (case.procedure.id != INFORMAL and not answer(solicitation, "emergency")):
        return
    readings = Readings({one.id: one.default for one in READINGS})
    for bid in tabulation.ranked:
        subcontracts = sum((one.cost for one in bid.subcontractors), ZERO)
        if bid.quoted_price is None or not subcontracts <= bid.quoted_price > 0:
            continue  # reported by itself
        for goal in measure(case, bid, readings).participation.goals:
            if goal.name in {LOCAL_WORK, SMALL_WORK} and not goal.met:
                asked = goal.required or _HUNDRED
                message = f"{goal.name} of {bid.bidder}: {goal.achieved}%, below {show_percent(asked)} ({goal.clause})."
                hint = "No bid is left out for it; the contract is to go to local firms as far as that says."
                yield finding_at(bid.source, "quoted_price", "local-work-below", message, hint)


def _very_small(case: Case) -> Iterator[Finding]:
    if case.procedure.id == DEVELOPER:
        for bid in case.tabulation.bids:
            if VSLBE in bid.certifications and not bid.certifications & {SLBE, LPG}:
                message = (
                    f"{bid.bidder} is marked VSLBE but not SLBE; the discount names SLBE and LBE alone. It is counted "
                    "as SLBE (Private Developments)."
                )
                yield finding_at(bid.source, VSLBE, "very-small-as-small", message, "Mark SLBE too if it is one.")


def _firm(register: Register, firm: str, holder: Bid | Subcontractor, _bid: Bid, due: date) -> Iterator[Finding]:
    similar = register.similar.get(firm, ())

    def hint_of(found: Evidence) -> str:
        if found.unknown_firm and similar:
            return f"The register has {', '.join(similar)}. If that is the firm, write its name so."
        return "Check the certification with the Department of Contracting and Purchasing, or clear the mark."

    yield from findings_of_claims(
        firm, holder, CERTIFICATIONS, lambda name: evidence(register, firm, name, due), hint_of
    )
