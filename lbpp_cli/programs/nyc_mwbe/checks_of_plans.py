"""What is wrong or odd in a utilization plan (i.5): tiers, partners, the goals of firms, what is missing."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from lbpp_cli.checks import finding_at
from lbpp_cli.model import DIRECT, INDIRECT, VENTURE_PARTNER, Bid
from lbpp_cli.money import ZERO, exact_percent_of, plain, show_exact, show_money, show_percent
from lbpp_cli.names import firm_key
from lbpp_cli.programs.nyc_mwbe.checks_of_firms import firms_of_bid, names_that_are_near, rows_that_differ
from lbpp_cli.programs.nyc_mwbe.measure import measure
from lbpp_cli.programs.nyc_mwbe.readings import READINGS
from lbpp_cli.programs.nyc_mwbe.terms import GOAL, MBE, WITH_GOALS
from lbpp_cli.programs.nyc_mwbe.terms_of_contract import contract_dollars, stated_goals, waiver_goals
from lbpp_cli.readings import Readings
from lbpp_cli.stated import amount, day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lbpp_cli.findings import Finding
    from lbpp_cli.model import Case, Subcontractor
    from lbpp_cli.programs.nyc_mwbe.terms import GoalKind

_HUNDRED = Decimal(100)


def plans(case: Case) -> Iterator[Finding]:
    """The findings of all plans."""
    for bid in case.tabulation.bids:
        yield from _tiers(bid)
        yield from _venture(bid)
        yield from _amounts(bid)
        yield from rows_that_differ(bid)
        if case.procedure.id == WITH_GOALS:
            yield from _meant(case, bid)
            yield from _incomplete(bid)
            yield from _of_the_way(case, bid)


def _tiers(bid: Bid) -> Iterator[Finding]:
    direct: dict[str, Decimal] = {}
    for one in bid.subcontractors:
        if one.tier == DIRECT:
            direct[firm_key(one.name)] = direct.get(firm_key(one.name), ZERO) + one.cost
    given: dict[str, Decimal] = {}
    for one in bid.subcontractors:
        under = one.stated.get("under")
        if one.tier != INDIRECT:
            if under is not None:
                message = f"{one.name} is listed under {under}, but not as an indirect subcontractor."
                yield finding_at(
                    one.source, "under", "tier-contradicts", message, "Write Indirect under Tier, or clear it."
                )
            continue
        key = firm_key(str(under or ""))
        if key not in direct:
            known = ", ".join(sub.name for sub in bid.subcontractors if sub.tier == DIRECT) or "none"
            said = f"{under} is no direct subcontractor of" if under else "it is not stated under which one of"
            message = f"{one.name} is an indirect subcontractor; {said} {bid.bidder}."
            hint = f"Write the direct subcontractor under Under. Listed: {known}."
            yield finding_at(one.source, "under", "direct-unknown", message, hint)
            continue
        given[key] = given.get(key, ZERO) + one.cost
        if given[key] > direct[key]:
            message = (
                f"The subcontractors of {under} get {show_money(given[key])}, more than its {show_money(direct[key])}."
            )
            yield finding_at(one.source, "cost", "indirect-exceeds-direct", message, "Correct the amounts.")


def _venture(bid: Bid) -> Iterator[Finding]:
    partners = [one for one in bid.subcontractors if one.tier == VENTURE_PARTNER]
    if partners and not bid.stated.get("venture"):
        message = f"{partners[0].name} is listed as a joint venture partner; {bid.bidder} is not marked as a venture."
        hint = "Write yes under Qualified joint venture on the Bids sheet, or correct the tier."
        yield finding_at(partners[0].source, "tier", "venture-not-marked", message, hint)
    if not bid.stated.get("venture"):
        return
    if not partners:
        message = (
            f"{bid.bidder} is a joint venture, but none of its partners is listed; nothing of its own counts (j.2.d)."
        )
        hint = "List them on the Subcontractors sheet with the tier Joint venture partner."
        yield finding_at(bid.source, "venture", "partners-missing", message, hint)
    if bid.certifications:
        message = (
            f"The marks of {bid.bidder} are not used: of a joint venture the shares of its partners count (j.2.d)."
        )
        hint = "Mark the partners on the Subcontractors sheet."
        yield finding_at(bid.source, next(iter(sorted(bid.certifications))), "venture-marks-not-used", message, hint)
    for one in partners:
        if amount(one, "share") is None:
            message = f"The share of profit of {one.name} is not stated (c.30, j.2.d)."
            yield finding_at(one.source, "share", "share-missing", message, "Fill in Share of profit %.")
    total = sum((amount(one, "share") or Decimal(0) for one in partners), Decimal(0))
    if total > _HUNDRED:
        message = f"The partners of {bid.bidder} share {plain(total)}% of the profit."
        yield finding_at(partners[-1].source, "share", "shares-exceed-whole", message, "Correct the shares.")


def _amounts(bid: Bid) -> Iterator[Finding]:
    for name, one in firms_of_bid(bid):
        commission = amount(one, "commission")
        if commission is None:
            continue
        whole = one.quoted_price if isinstance(one, Bid) else one.cost
        if commission <= 0:
            message = f"The commission of {name} is {show_money(commission)}."
            yield finding_at(one.source, "commission", "amount-not-positive", message, "Correct it, or clear it.")
        elif whole is not None and commission > whole > 0:
            message = (
                f"The commission of {name}, {show_money(commission)}, is more than its amount of {show_money(whole)}."
            )
            yield finding_at(one.source, "commission", "commission-exceeds-amount", message, "Correct one of them.")
    commission = amount(bid, "commission")
    if commission is not None and ZERO < commission < bid.subcontracted:
        # j.1.i: percentages of the commission then come to more than all of it.
        message = (
            f"{bid.bidder} lists direct subcontractors for {show_money(bid.subcontracted)}, more than the commission "
            f"of {show_money(commission)} that percentages are of (j.1.i)."
        )
        hint = "Check the commission, and whether these are paid from it; see the reading commission-base."
        yield finding_at(bid.source, "commission", "commission-exceeded", message, hint)
    share = amount(bid, "direct_work")
    if share is not None and bid.quoted_price is not None and bid.quoted_price > 0:
        stated = exact_percent_of(bid.quoted_price, share)
        if bid.subcontracted > stated:
            message = (
                f"{bid.bidder} lists direct subcontractors for {show_money(bid.subcontracted)}; the "
                f"{show_percent(share)} that its plan states are {show_exact(stated)}. What is listed is taken off."
            )
            hint = "Correct Direct subcontracts %, or the list."
            yield finding_at(bid.source, "direct_work", "direct-work-differs", message, hint)


def _meant(case: Case, bid: Bid) -> Iterator[Finding]:
    """j.1.k: one goal a firm, which the plan states."""
    goals = stated_goals(case.tabulation.solicitation)
    meant: dict[str, str] = {}
    for name, one in firms_of_bid(bid):
        toward = one.stated.get("toward")
        if toward is None:
            continue
        if meant.setdefault(firm_key(name), str(toward)) != toward:
            message = (
                f"{name} is meant for {meant[firm_key(name)]} and for {toward}; a firm counts toward one goal (j.1.k)."
            )
            yield finding_at(one.source, "toward", "two-goals", message, "Write the same goal in all its rows.")
        if toward not in goals:
            message = f"{name} is meant for {toward}; the contract has no such goal, but {', '.join(goals)}."
            yield finding_at(
                one.source, "toward", "goal-not-of-contract", message, "Write one of those, or leave it blank."
            )
        elif one.certifications and (why := _why_not_possible(one, GOAL[str(toward)])):
            message = f"{name} is meant for {toward}, but {why}; it counts toward none."
            hint = "Correct the goal, the marks or the group."
            yield finding_at(one.source, "toward", "goal-not-possible", message, hint)
    grouped = [name for name in goals if GOAL[name].group]
    for name, one in firms_of_bid(bid):
        if grouped and MBE in one.certifications and "group" not in one.stated:
            message = f"{name} is an MBE without a group; it counts toward no goal for a group ({', '.join(grouped)})."
            yield finding_at(one.source, MBE, "group-missing", message, "Fill in Group.")


def _why_not_possible(one: Bid | Subcontractor, kind: GoalKind) -> str:
    """Why a marked firm is none that a goal is for; blank where it is one, or may be one once its group is stated."""
    if not one.certifications & kind.certifications:
        return "is not marked as certified for it"
    group = one.stated.get("group", kind.group)
    return "" if kind.group in (None, group) else f"its group is {group}"


def _incomplete(bid: Bid) -> Iterator[Finding]:
    """i.5.c: a plan describes the type and dollar value of the work of certified firms, and when it begins and ends."""
    if not bid.responsive:
        return
    for one in bid.subcontractors:
        if not one.certifications or one.tier == VENTURE_PARTNER:
            continue
        begins, ends = day(one, "begins"), day(one, "ends")
        lacking = [
            what
            for what, value in (("its work", one.work), ("when it begins", begins), ("when it ends", ends))
            if not value
        ]
        if lacking:
            message = f"The plan of {bid.bidder} does not say of {one.name}: {', '.join(lacking)} (i.5.c)."
            hint = "Fill in Work, Work begins and Work ends; a plan has to describe the work of certified firms."
            yield finding_at(one.source, "name", "plan-incomplete", message, hint)
        if begins is not None and ends is not None and ends < begins:
            message = f"The work of {one.name} ends on {ends}, before it begins on {begins}."
            yield finding_at(one.source, "ends", "work-days-contradict", message, "Correct one of the days.")


def _of_the_way(case: Case, bid: Bid) -> Iterator[Finding]:
    """What is odd in the way in which firms count toward goals.

    Where the search for the best way did not come to its end, a person has to say which goals are meant.
    """
    if not bid.responsive or bid.quoted_price is None or bid.quoted_price <= 0 or isinstance(waiver_goals(bid), str):
        return
    readings = Readings({one.id: one.default for one in READINGS})
    if contract_dollars(bid, readings)[0] <= 0:
        return  # reported by itself
    measured = measure(case, bid, readings)
    if not measured.assigned.proved and not measured.participation.met:
        count = len(measured.assigned.open)
        message = f"{count} firms of {bid.bidder} could count toward several goals; the best way is not found in time."
        hint = "Fill in Counts toward for some of them, as the plan says."
        yield finding_at(bid.source, "bidder", "assignment-not-found", message, hint)
    yield from names_that_are_near(bid, measured.participation)
