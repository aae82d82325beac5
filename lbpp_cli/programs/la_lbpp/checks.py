"""What precedes an evaluation: the procedure, what is odd in the tabulation, what is taken for granted."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from lbpp_cli.findings import finding
from lbpp_cli.model import Procedure
from lbpp_cli.money import show_money
from lbpp_cli.programs import Premise
from lbpp_cli.programs.la_lbpp.eligibility import CBE, LBE, NONE, eligibility
from lbpp_cli.programs.la_lbpp.preference import OVER_LIMIT, UP_TO_LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lbpp_cli.findings import Finding
    from lbpp_cli.model import Bid, Tabulation
    from lbpp_cli.parameters import Rules
    from lbpp_cli.programs import Case


def procedure(tabulation: Tabulation, rules: Rules) -> Procedure | Finding:
    """Procedure 3 for contracts up to $150,000, Procedure 4 above; by the bids where no contract value is stated."""
    limit, solicitation = rules.value("small-contract-limit"), tabulation.solicitation
    if solicitation.contract_value is not None:
        why = f"contract value {show_money(solicitation.contract_value)}"
        return _procedure(why, rules, over=solicitation.contract_value > limit)
    prices = [bid.quoted_price for bid in tabulation.ranked if bid.quoted_price is not None]
    sides = {price > limit for price in prices}
    if len(sides) > 1:
        return finding(
            "contract-value-needed",
            f"No contract value is stated, and the bids lie on both sides of {show_money(limit)}: from "
            f"{show_money(min(prices))} to {show_money(max(prices))}. Which procedure applies depends on it.",
            "Fill in Contract value on the Solicitation sheet, or give --contract-value.",
            solicitation.source.file,
            solicitation.source.cell("contract_value"),
        )
    over = sides == {True}
    side = "over" if over else "up to"
    return _procedure(f"contract value not stated; every ranked bid is {side} {show_money(limit)}", rules, over=over)


def _procedure(why: str, rules: Rules, *, over: bool) -> Procedure:
    limit = show_money(rules.value("small-contract-limit"))
    if over:
        return Procedure(OVER_LIMIT, "4", f"Procedure 4, contracts over {limit} ({why})")
    return Procedure(UP_TO_LIMIT, "3", f"Procedure 3, contracts up to {limit} ({why})")


def check(tabulation: Tabulation, _rules: Rules) -> Iterator[Finding]:
    """What is odd in a tabulation under this program's rules."""
    yield from _not_applied(tabulation)
    for bid in tabulation.bids:
        firms = [(bid.bidder, bid.certifications, bid.source)]
        firms += [(sub.name, sub.certifications, sub.source) for sub in bid.subcontractors]
        for name, certifications, source in firms:
            if CBE in certifications and LBE not in certifications:
                yield finding(
                    "cbe-without-lbe",
                    f"{name} is marked CBE but not LBE. Every City Business is a Local Business (Definitions), so "
                    "it is counted as certified.",
                    "Mark LBE too, or take the CBE mark away if it is a mistake.",
                    source.file,
                    source.cell(CBE),
                )


# Fields whose rules (sections 2, 6 and 7 of the rules as computed) are not applied yet.
_BID_FIELDS = (
    *("submitted", "cash_discount", "cash_discount_days", "combined_discount", "account", "local_status", "role"),
)
_SOLICITATION_FIELDS = ("cash_discount_counted", "combined_discount_allowed", "waiver")


def _not_applied(tabulation: Tabulation) -> Iterator[Finding]:
    filled = [(tabulation.solicitation, field) for field in _SOLICITATION_FIELDS]
    filled += [(bid, field) for bid in tabulation.bids for field in _BID_FIELDS]
    for record, field in filled:
        if getattr(record, field) not in (None, False):
            yield finding(
                "field-not-applied",
                f"{field.replace('_', ' ').capitalize()} is filled in, but this version does not apply it yet.",
                "Work out by hand what it changes before relying on the award.",
                record.source.file,
                record.source.cell(field),
            )


def premises(case: Case) -> Iterator[Premise]:
    """What was taken for granted, each with the case as it would be otherwise."""
    tabulation, solicitation = case.tabulation, case.tabulation.solicitation
    if solicitation.contract_value is None:
        other = _procedure("the other side", case.rules, over=case.procedure.id == UP_TO_LIMIT)
        yield Premise(f"The contract falls under {case.procedure.text}.", case._replace(procedure=other))
    for bid in tabulation.ranked:
        prime = eligibility(bid, case.rules)
        if (prime.standing != NONE or prime.own) and (bid.county_work is None or bid.city_work is None):
            elsewhere = replace(bid, county_work=Decimal(0), city_work=Decimal(0))
            yield Premise(
                "Two thirds of the work or more is performed locally (2.C, 4.B.5): not stated, taken as met.",
                _with_bids(case, [elsewhere if other is bid else other for other in tabulation.bids]),
                bid.bidder,
            )
    if not tabulation.work_recorded and any(bid.subcontractors for bid in tabulation.ranked):
        yield Premise(
            "Each bid says what the work of its subcontractors is (4.B.3.c): the tabulation has no column for it.",
            _with_bids(case, [replace(bid, subcontractors=()) for bid in tabulation.bids]),
        )


def _with_bids(case: Case, bids: Iterable[Bid]) -> Case:
    return case._replace(tabulation=replace(case.tabulation, bids=tuple(bids)))
