"""What precedes an evaluation: which procedure applies, and what is wrong or odd in the tabulation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.checks import finding_at, over_limit
from lbpp_cli.findings import Finding
from lbpp_cli.model import Bid, Procedure
from lbpp_cli.money import plain, show_money
from lbpp_cli.names import firm_key
from lbpp_cli.programs.la_lbpp.bid_price import bid_price, cash_not_counted, combined_not_counted
from lbpp_cli.programs.la_lbpp.eligibility import GOODS
from lbpp_cli.programs.la_lbpp.evidence import Claim, evidence, is_joint_venture
from lbpp_cli.programs.la_lbpp.terms import CBE, CERTIFICATIONS, LBE, OVER_LIMIT, UP_TO_LIMIT
from lbpp_cli.registered import findings_of_claims, findings_of_register

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from lbpp_cli.model import Register, Subcontractor, Tabulation
    from lbpp_cli.parameters import Rules
    from lbpp_cli.registered import Evidence


def procedure(tabulation: Tabulation, rules: Rules) -> Procedure | Finding:
    """Procedure 3 for contracts up to $150,000, Procedure 4 above; by the bids where no contract value is stated."""
    limit = rules.value("small-contract-limit")
    found = over_limit(tabulation, limit, lambda bid: bid_price(bid, tabulation.solicitation)[0])
    return found if isinstance(found, Finding) else procedure_for(found.why, rules, over=found.over)


def procedure_for(why: str, rules: Rules, *, over: bool) -> Procedure:
    """The procedure on one side of the limit, and why it applies."""
    limit = show_money(rules.value("small-contract-limit"))
    if over:
        return Procedure(OVER_LIMIT, "4", f"Procedure 4, contracts over {limit} ({why})")
    return Procedure(UP_TO_LIMIT, "3", f"Procedure 3, contracts up to {limit} ({why})")


_LOOKED_AT = ("role", "city_work", "cash_discount", "combined_discount")  # fields of a bid that may be odd


def check(tabulation: Tabulation, _rules: Rules) -> Iterator[Finding]:
    """What is wrong or odd in a tabulation under this program's rules."""
    yield from _waiver(tabulation)
    yield from _work(tabulation)
    bids, subs = tabulation.of_bids, tabulation.of_subcontractors
    without_local = [CBE in held and LBE not in held for held in (*bids["certifications"], *subs["certifications"])]
    stated = any(map(any, map(bids.__getitem__, _LOOKED_AT)))
    for bid in tabulation.bids if stated or any(without_local) else ():
        yield from _bid(bid, tabulation)
    # 2.A, 2.D, 2.E: a claim without evidence in the register is not credited; one without a claim is asked about.
    yield from findings_of_register(tabulation, "2.A", _firm)


def _bid(bid: Bid, tabulation: Tabulation) -> Iterator[Finding]:
    firms: tuple[Bid | Subcontractor, ...] = (bid, *bid.subcontractors)
    for firm in firms:
        if CBE in firm.certifications and LBE not in firm.certifications:
            yield _city_without_local(firm)
    if bid.combined_discount or bid.cash_discount:
        yield from _discounts(bid, tabulation)
    yield from _work_shares(bid)
    if bid.role is not None and tabulation.solicitation.category != GOODS:
        message = f"{bid.bidder} has the role {bid.role}, but the category is not Goods: the share of the work decides."
        hint = "Write Goods as Category if it is a contract for goods (2.C.2)."
        yield finding_at(bid.source, "role", "role-not-used", message, hint)


def _waiver(tabulation: Tabulation) -> Iterator[Finding]:
    solicitation = tabulation.solicitation
    if solicitation.waiver is not None and solicitation.waiver_document is None:
        message = "The preference is waived, but the document that states the ground is not named (6.B)."
        hint = "Name it under Waiver document: the memo and a protest will ask for it."
        yield finding_at(solicitation.source, "waiver_document", "waiver-document-missing", message, hint)


def _work(tabulation: Tabulation) -> Iterator[Finding]:
    if not tabulation.work_recorded:
        first = next((sub for bid in tabulation.bids for sub in bid.subcontractors), None)
        if first is not None:
            yield finding_at(
                first.source, "name", "work-not-recorded",
                "The tabulation has no column for the work of subcontractors; a bid must identify it.",
                "Check in the bids that the work is stated, or add a column Work.",
            )  # fmt: skip
        return
    for bid in tabulation.bids if None in tabulation.of_subcontractors["work"] else ():
        for sub in bid.subcontractors:
            if sub.work is None:
                yield finding_at(
                    sub.source, "work", "work-missing",
                    f"The work of {sub.name} is blank, so no credit is given for it: a bid must identify it.",
                    "Write what the bid says; leave it blank if the bid does not say it.",
                )  # fmt: skip


def _city_without_local(holder: Bid | Subcontractor) -> Finding:
    name = holder.bidder if isinstance(holder, Bid) else holder.name
    message = (
        f"{name} is marked CBE but not LBE. Every City Business is a Local Business (Definitions), so it is "
        "counted as one."
    )
    return finding_at(
        holder.source, CBE, "cbe-without-lbe", message, "Mark LBE too, or take the CBE mark away if it is a mistake."
    )


def _discounts(bid: Bid, tabulation: Tabulation) -> Iterator[Finding]:
    solicitation = tabulation.solicitation
    for percent, field, why_not in (
        (bid.combined_discount, "combined_discount", combined_not_counted(solicitation)),
        (bid.cash_discount, "cash_discount", cash_not_counted(bid, solicitation)),
    ):
        if percent and why_not:
            message = f"The discount of {plain(percent)}% that {bid.bidder} offers is not counted: {why_not}."
            hint = "Check the terms of the solicitation on the Solicitation sheet."
            yield finding_at(bid.source, field, "discount-not-counted", message, hint)
    if bid.quoted_price is not None and bid.quoted_price > 0 and bid_price(bid, solicitation)[0] <= 0:
        message = f"The discounts that {bid.bidder} offers leave no price."
        yield finding_at(
            bid.source, "quoted_price", "amount-not-positive", message, "Correct the discounts or the amount."
        )
    counted = bid.responsive and solicitation.cash_discount_counted
    if counted and bid.cash_discount and bid.cash_discount_days is None:
        message = f"{bid.bidder} offers a cash discount, but not within how many days it is for."
        hint = "Write the days of the offer under Cash discount days."
        yield finding_at(bid.source, "cash_discount_days", "cash-discount-days-missing", message, hint)


def _work_shares(bid: Bid) -> Iterator[Finding]:
    if bid.city_work is not None and bid.county_work is not None and bid.city_work > bid.county_work:
        message = (
            f"{bid.bidder} performs {plain(bid.city_work)}% in the City but {plain(bid.county_work)}% in the County. "
            "Work in the City is work in the County."
        )
        yield finding_at(bid.source, "city_work", "work-shares-contradict", message, "Correct one of the two shares.")


def _firm(register: Register, firm: str, holder: Bid | Subcontractor, bid: Bid, due: date) -> Iterator[Finding]:
    claim = Claim(firm, holder.account, due, bid.submitted or due)
    for row in register.rows:
        if claim.account is not None and row.account == claim.account and firm_key(row.firm) != firm_key(claim.firm):
            message = f"{claim.firm} bids with the account {claim.account}, which the register gives to {row.firm}."
            hint = "Check that they are one firm: the account decides which certifications are considered (2.D)."
            yield finding_at(holder.source, "account", "account-of-another", message, hint)
            break
    similar = register.similar.get(claim.firm, ())

    def hint_of(found: Evidence) -> str:
        if found.unknown_firm and similar:
            if is_joint_venture(claim.firm):
                return f"The register has {', '.join(similar)}. A partner's certification does not count (Definitions)."
            return f"The register has {', '.join(similar)}. If that is the firm, give its RAMP account."
        return "Check the certification with the Bureau of Contract Administration, or clear the mark."

    yield from findings_of_claims(
        claim.firm, holder, CERTIFICATIONS, lambda name: evidence(register, claim, name), hint_of
    )
