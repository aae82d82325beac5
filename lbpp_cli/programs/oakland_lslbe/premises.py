"""What an evaluation takes for granted, each with the case as it would be otherwise."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lbpp_cli.checks import Side
from lbpp_cli.money import ZERO
from lbpp_cli.programs import Instead, Premise
from lbpp_cli.programs.oakland_lslbe.banked import why_not
from lbpp_cli.programs.oakland_lslbe.terms import BROKERS, DEVELOPER, FORMAL, LPG, NOT_COVERED, SLBE, VSLBE
from lbpp_cli.programs.oakland_lslbe.terms_of_contract import procedure_for, required
from lbpp_cli.stated import amount, day

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lbpp_cli.model import Bid, Case, Subcontractor


def premises(case: Case, _chosen: Mapping[str, str]) -> Iterator[Premise]:
    """What was taken for granted."""
    tabulation, solicitation = case.tabulation, case.tabulation.solicitation
    if solicitation.due is None:
        fact = "The rules in force today apply: no bid due date is stated, and no other rules are known."
        yield Premise(fact, "the rules of today", case)
    if case.procedure.id == DEVELOPER:
        for bid in tabulation.ranked:
            if VSLBE in bid.certifications and not bid.certifications & {SLBE, LPG}:
                fact = "A very small local business is a small one; Private Developments names SLBE and LBE alone."
                other = bid._replace(certifications=bid.certifications - {VSLBE})
                yield Premise(fact, "a very small business counting as small", Instead(bid, other), bid.bidder)
        return
    if solicitation.contract_value is None and case.procedure.id != NOT_COVERED:
        side = Side(case.procedure.id != FORMAL, "the other side")
        other_part = procedure_for(solicitation, case.rules, side)
        fact = f"The contract falls under: {case.procedure.text}."
        yield Premise(fact, "the contract value", replace(case, procedure=other_part))
    if case.procedure.id != FORMAL:
        return
    asked = required(solicitation, case.rules)
    if asked.derived:
        # Without that part, the whole and what else is stated would be asked for.
        stated = {**solicitation.stated, "requirement": asked.whole, **dict.fromkeys(asked.derived, ZERO)}
        without = replace(case, tabulation=replace(tabulation, solicitation=replace(solicitation, stated=stated)))
        fact = "Each part of the requirement is half of it."
        if len(asked.derived) == 1:
            fact = "The part of the requirement that is not stated is what the other leaves of it."
        yield Premise(fact, "the parts of the requirement", without)
    for bid in tabulation.ranked:
        yield from _about_a_bid(case, bid)


def _about_a_bid(case: Case, bid: Bid) -> Iterator[Premise]:
    asked = case.tabulation.solicitation.stated.get("brokerage_asked")
    unstated = [
        one
        for one in bid.subcontractors
        if one.certifications and one.stated.get("useful") is None and (asked or one.stated.get("role") not in BROKERS)
    ]
    if unstated:
        fact = "Certified firms perform a commercially useful function (Definition 7): not stated, taken as met."
        idle = [_useless(one) if one in unstated else one for one in bid.subcontractors]
        other = bid._replace(subcontractors=tuple(idle))
        yield Premise(fact, "a commercially useful function", Instead(bid, other), bid.bidder)
    banked = amount(bid, "banked") is not None and why_not(case, day(bid, "banked_on")) is None
    if banked and "banked_toward" not in bid.stated:
        fact = "Banked credit fills the part that lacks it: with which part it was earned is not stated."
        other = _stating(bid, banked=None)
        yield Premise(fact, "the part that banked credit fills", Instead(bid, other), bid.bidder)
    if bid.stated.get("venture") and "venture_approved" not in bid.stated:
        fact = "The joint venture agreement was approved (Joint Venture): not stated, taken as met."
        other = _stating(bid, venture_approved=False)
        yield Premise(fact, "the approval of the joint venture", Instead(bid, other), bid.bidder)
    undated = day(bid, "mentor_submitted") is None or case.tabulation.solicitation.due is None
    if bid.stated.get("mentor_approved") and undated:
        fact = "The mentor-protégé agreement was submitted in time (Mentor Protégé): not stated, taken as met."
        other = _stating(bid, mentor_approved=False)
        yield Premise(fact, "the day of the mentor-protégé agreement", Instead(bid, other), bid.bidder)


def _useless(one: Subcontractor) -> Subcontractor:
    return one._replace(stated={**one.stated, "useful": False})


def _stating(bid: Bid, **facts: object) -> Bid:
    stated = {name: value for name, value in {**bid.stated, **facts}.items() if value is not None}
    return bid._replace(stated=stated)
