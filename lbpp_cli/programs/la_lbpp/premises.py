"""What an evaluation takes for granted, and the applications that are not decided: each with the case otherwise."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from lbpp_cli.model import Case
from lbpp_cli.names import firm_key
from lbpp_cli.programs import Application, Instead, Premise
from lbpp_cli.programs.la_lbpp.checks import procedure_for
from lbpp_cli.programs.la_lbpp.eligibility import held, two_thirds_met
from lbpp_cli.programs.la_lbpp.evidence import Claim, counted, evidence, matching
from lbpp_cli.programs.la_lbpp.readings import LATE_APPROVAL
from lbpp_cli.programs.la_lbpp.terms import LSB, LTE, NONE, UP_TO_LIMIT
from lbpp_cli.readings import Readings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lbpp_cli.model import Bid, Certification

_NO_WORK = Decimal(0)


def premises(case: Case, chosen: Mapping[str, str]) -> Iterator[Premise]:
    """What was taken for granted, each with the case as it would be otherwise."""
    yield from _about_the_price(case)
    if case.tabulation.solicitation.waiver is None:
        yield from _about_the_solicitation(case)
        for bid in case.tabulation.ranked:
            yield from _about_a_bid(case, bid, chosen)


def _about_the_price(case: Case) -> Iterator[Premise]:
    tabulation, solicitation = case.tabulation, case.tabulation.solicitation
    if solicitation.cash_discount_counted and solicitation.cash_discount_minimum_days is None:
        without = replace(solicitation, cash_discount_counted=False)
        if any(bid.cash_discount for bid in tabulation.ranked):
            fact = "Cash discounts count for any payment period: the solicitation states no minimum of days."
            other_case = replace(case, tabulation=replace(tabulation, solicitation=without))
            yield Premise(fact, "the minimum of days of a cash discount", other_case)


def _about_the_solicitation(case: Case) -> Iterator[Premise]:
    tabulation, solicitation = case.tabulation, case.tabulation.solicitation
    if solicitation.due is None:
        yield Premise(
            "The rules in force today apply: no bid due date is stated, and no other rules are known.",
            "the rules of today",
            case,
        )
    if solicitation.contract_value is None:
        other = procedure_for("the other side", case.rules, over=case.procedure.id == UP_TO_LIMIT)
        fact = f"The contract falls under {case.procedure.text}."
        yield Premise(fact, "the contract value", replace(case, procedure=other))
    if not tabulation.work_recorded and any(bid.subcontractors for bid in tabulation.ranked):
        fact = "Each bid says what the work of its subcontractors is (4.B.3.c): the tabulation has no column for it."
        nobody = _with_bids(case, [bid._replace(subcontractors=()) for bid in tabulation.bids])
        yield Premise(fact, "the work of subcontractors", nobody)


def _about_a_bid(case: Case, bid: Bid, chosen: Mapping[str, str]) -> Iterator[Premise]:
    # A bidder that was found not to be local has no standing to lose (4.B.8).
    stated = bid.county_work is not None and bid.city_work is not None
    if bid.certifications and bid.local_status is None and not stated:
        # What is not stated is taken as met; otherwise it would be the least that the stated shares leave open.
        in_city = bid.city_work or _NO_WORK
        elsewhere = bid._replace(county_work=in_city if bid.county_work is None else bid.county_work, city_work=in_city)
        proved, _ = counted(case, bid, bid, bid.certifications, Readings(chosen))
        if _counts_as(bid, case, chosen, proved) != _counts_as(elsewhere, case, chosen, proved):
            fact = "Two thirds of the work or more is performed locally (2.C, 4.B.5): not stated, taken as met."
            yield Premise(fact, "two thirds of the work being local", Instead(bid, elsewhere), bid.bidder)
    if case.tabulation.register is None or bid.submitted is not None:
        return
    if bid.certifications or any(sub.certifications for sub in bid.subcontractors):
        fact = "The bid was submitted on the due date (2.E): the day is not stated."
        unproved = tuple(sub._replace(certifications=frozenset()) for sub in bid.subcontractors)
        nothing = bid._replace(certifications=frozenset(), subcontractors=unproved)
        yield Premise(fact, "the day of submission", Instead(bid, nothing), bid.bidder)


def _counts_as(bid: Bid, case: Case, chosen: Mapping[str, str], proved: frozenset[str]) -> object:
    """What of a bid's eligibility its preference hangs on."""
    standing, own = held(proved, *two_thirds_met(bid, case, Readings(chosen)))
    # 3.A looks at LSB and LTE alone; in Procedure 4 they count only with local standing.
    if case.procedure.id == UP_TO_LIMIT:
        return own
    return standing, own if standing != NONE else ()


def applications(case: Case, chosen: Mapping[str, str]) -> Iterator[Application]:
    """Certifications that were applied for before the due date and are not decided, with the case if they are approved.

    2.A: LBE and CBE count if they are approved later; LSB and LTE do not. 2.A.1: certification can be expedited.
    """
    tabulation = case.tabulation
    register, solicitation = tabulation.register, tabulation.solicitation
    if register is None or solicitation.due is None or solicitation.waiver is not None:
        return
    for bid in tabulation.ranked:
        firms = [(bid.bidder, bid.account), *((sub.name, sub.account) for sub in bid.subcontractors)]
        for firm, account in dict.fromkeys(firms):
            claim = Claim(firm, account, solicitation.due, bid.submitted or solicitation.due)
            for row in matching(register, claim)[0]:
                undecided = row.granted is None and row.applied is not None and row.applied < claim.due
                found = evidence(register, claim, row.certification)
                if undecided and not found.counts and not found.late:
                    yield _application(case, bid, firm, row, chosen)


def _application(case: Case, bid: Bid, firm: str, row: Certification, chosen: Mapping[str, str]) -> Application:
    tabulation, name = case.tabulation, row.certification
    register, due = tabulation.register, tabulation.solicitation.due
    applied = f"{name} of {firm}, applied for on {row.applied}"
    late = name in {LSB, LTE} or chosen[LATE_APPROVAL] != "counts"
    if late or register is None:
        why = "2.A" if name in {LSB, LTE} else f"2.E, read as {LATE_APPROVAL}={chosen[LATE_APPROVAL]}"
        return Application(bid.bidder, firm, name, f"{applied}: approval would come too late to count ({why})", None)
    text = (
        f"{applied}, is not decided and not counted; approval would make it count (2.A), and can be expedited at "
        "bca.certifications@lacity.org (2.A.1)"
    )
    # An application is approved once, for every bid that names the firm.
    key = firm_key(firm)
    bids = [
        one._replace(
            certifications=one.certifications | {name} if firm_key(one.bidder) == key else one.certifications,
            subcontractors=tuple(
                sub._replace(certifications=sub.certifications | {name}) if firm_key(sub.name) == key else sub
                for sub in one.subcontractors
            ),
        )
        if key in {firm_key(one.bidder), *(firm_key(sub.name) for sub in one.subcontractors)}
        else one
        for one in tabulation.bids
    ]
    approved = replace(register, rows=(*register.rows, replace(row, granted=due)))
    other = _with_bids(case, bids)
    return Application(
        bid.bidder, firm, name, text, replace(other, tabulation=replace(other.tabulation, register=approved))
    )


def _with_bids(case: Case, bids: Iterable[Bid]) -> Case:
    return Case(replace(case.tabulation, bids=tuple(bids)), case.rules, case.procedure)
