"""What is wrong or odd in a tabulation under this program."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from lbpp_cli.checks import finding_at
from lbpp_cli.model import VENTURE_PARTNER, Case
from lbpp_cli.money import plain, show_percent
from lbpp_cli.programs.nyc_mwbe.checks_of_plans import plans
from lbpp_cli.programs.nyc_mwbe.evidence import days_of, evidence
from lbpp_cli.programs.nyc_mwbe.readings import READINGS
from lbpp_cli.programs.nyc_mwbe.terms import CERTIFICATIONS, FULL, GOALS, GOODS, HUMAN, PARTIAL, REQUESTED, WITH_GOALS
from lbpp_cli.programs.nyc_mwbe.terms_of_contract import procedure, stated_goals, waiver_goals
from lbpp_cli.readings import Readings
from lbpp_cli.registered import findings_of_claims
from lbpp_cli.stated import amount

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lbpp_cli.findings import Finding
    from lbpp_cli.model import Bid, Register, Solicitation, Subcontractor, Tabulation
    from lbpp_cli.parameters import Rules
    from lbpp_cli.programs.nyc_mwbe.evidence import Days
    from lbpp_cli.registered import Evidence

_HUNDRED = Decimal(100)


def check(tabulation: Tabulation, rules: Rules) -> Iterator[Finding]:
    """What is wrong or odd in a tabulation under this program's rules."""
    case = Case(tabulation, rules, procedure(tabulation, rules))
    yield from _percents(tabulation)
    yield from _goals(case)
    for bid in tabulation.bids:
        yield from _waiver(case, bid)
    yield from plans(case)
    yield from _evidence(case)


def _percents(tabulation: Tabulation) -> Iterator[Finding]:
    asked: list[tuple[Solicitation | Bid | Subcontractor, str, str]] = [
        (tabulation.solicitation, goal.field, goal.heading) for goal in GOALS
    ]
    for bid in tabulation.bids:
        asked.append((bid, "direct_work", "Direct subcontracts %"))
        asked += [(one, "share", "Share of profit %") for one in bid.subcontractors]
    for holder, field, heading in asked:
        percent = amount(holder, field)
        if percent is not None and not 0 <= percent <= _HUNDRED:
            message = f"{heading} is {plain(percent)}%; it lies between 0 and 100."
            yield finding_at(holder.source, field, "percent-out-of-range", message, "Correct it.")


def _goals(case: Case) -> Iterator[Finding]:
    solicitation, rules = case.tabulation.solicitation, case.rules
    goals = stated_goals(solicitation)
    if goals and solicitation.stated.get("exempt"):
        # q: agencies are not required to apply participation requirements to these.
        message = f"The contract is marked exempt ({solicitation.stated['exempt']}), but states goals."
        yield finding_at(
            solicitation.source, "exempt", "goals-and-exemption", message,
            "Clear Exempt if the agency set goals all the same, or clear the goals.",
        )  # fmt: skip
    elif not goals and case.procedure.id != "exempt" and case.tabulation.bids:
        message = "No goal of the contract is stated; no bid is held to any. Citywide goals are never taken (d.3, i.2)."
        yield finding_at(
            solicitation.source, "", "goals-not-stated", message,
            "Fill in the goals that the solicitation states, such as MBE goal %; or the ground under Exempt.",
        )  # fmt: skip
    total = sum(goals.values(), Decimal(0))
    if total > _HUNDRED:
        # j.1.k: a firm counts toward one goal alone.
        message = f"The goals come to {plain(total)}% in all; no firm counts toward two, so none can meet them (j.1.k)."
        first = next(goal.field for goal in GOALS if goal.name in goals)
        yield finding_at(solicitation.source, first, "goals-exceed-contract", message, "Check the goals.")
    if goals and solicitation.category == GOODS:
        message = "Goals are stated for a contract for goods; subdivision i is for construction and services."
        hint = "Nothing to do if the solicitation states them; see the reading goods-goals."
        yield finding_at(solicitation.source, "category", "goals-beyond-law", message, hint)
    elif goals and solicitation.category == HUMAN:
        message = "Goals are stated for human services; agencies need set none (q.7), and subdivision i names them not."
        hint = "Nothing to do if the solicitation states them; they are held as stated."
        yield finding_at(solicitation.source, "category", "goals-beyond-law", message, hint)
    kind = (solicitation.category or "").replace(" ", "-")
    citywide = {
        goal.name: rules.value(name)
        for goal in GOALS
        if (name := f"{kind}-{goal.field.removeprefix('goal_')}") in rules.parameters
    }
    if len(goals) > 1 and goals == {name: citywide[name] for name in goals if name in citywide}:
        message = "The goals are the citywide goals; those are not to be summarily adopted for a contract (d.3)."
        first = next(goal.field for goal in GOALS if goal.name in goals)
        hint = "Check that the agency set them for this contract."
        yield finding_at(solicitation.source, first, "goals-as-citywide", message, hint)


def _waiver(case: Case, bid: Bid) -> Iterator[Finding]:
    """i.11: a waiver is granted by the agency, with the approval of the City chief procurement officer."""
    waiver, goals = bid.stated.get("waiver"), stated_goals(case.tabulation.solicitation)
    changed = waiver_goals(bid)
    if isinstance(changed, str):
        hint = "Write the goals that are changed, each with its percentage: MBE 10%; WBE 5%."
        yield finding_at(bid.source, "waiver_goals", "waiver-goals-unreadable", f"{changed}.", hint)
    elif waiver in {FULL, PARTIAL, REQUESTED} and case.procedure.id != WITH_GOALS:
        message = f"{bid.bidder} has a waiver, or asked for one, but the contract has no goals to change (i.11)."
        hint = "Fill in the goals that the solicitation states, or clear Waiver."
        yield finding_at(bid.source, "waiver", "waiver-contradicts", message, hint)
    elif waiver == PARTIAL and not changed:
        message = f"{bid.bidder} has a partial waiver, but the goals after it are not stated (i.11)."
        hint = "Fill in Goals after waiver, such as MBE 10%; WBE 5%."
        yield finding_at(bid.source, "waiver_goals", "waiver-goals-missing", message, hint)
    elif changed and waiver != PARTIAL:
        message = f"{bid.bidder} has goals after a waiver, but no partial waiver is stated."
        hint = "Write Partial under Waiver, or clear the goals after it."
        yield finding_at(bid.source, "waiver_goals", "waiver-contradicts", message, hint)
    elif case.procedure.id == WITH_GOALS and (
        wrong := [
            f"raises {name} from {show_percent(goals[name])} to {show_percent(percent)}"
            if name in goals
            else f"names {name}, which is no goal of the contract"
            for name, percent in changed.items()
            if percent > goals.get(name, -1)
        ]
    ):
        message = f"The waiver of {bid.bidder} {' and '.join(wrong)}."
        hint = "Correct Goals after waiver; a waiver lowers a goal of the contract."
        yield finding_at(bid.source, "waiver_goals", "waiver-contradicts", message, hint)
    if waiver in {FULL, PARTIAL} and not (bid.stated.get("waiver_by") and bid.stated.get("waiver_on")):
        message = f"{bid.bidder} has a waiver; by whom or when it was approved is not stated (i.11.d)."
        hint = "Fill in Waiver approved by and Waiver approved on: it has to be granted before the award."
        yield finding_at(bid.source, "waiver", "waiver-approval-missing", message, hint)


def _evidence(case: Case) -> Iterator[Finding]:
    """A claim without evidence in the register is not credited; one without a claim is asked about."""
    register, due = case.tabulation.register, case.tabulation.solicitation.due
    if register is None:
        return
    if due is None:
        source = case.tabulation.solicitation.source
        message = "A register of certifications is given, but no bid due date: it decides what counts (j.1.h, j.2.c)."
        yield finding_at(source, "due", "due-date-needed", message, "Fill in Bid due date, or give --due.")
        return
    readings = Readings({one.id: one.default for one in READINGS})
    for bid in case.tabulation.bids:
        holders: list[tuple[str, Bid | Subcontractor, bool]] = [(bid.bidder, bid, True)]
        holders += [(one.name, one, one.tier == VENTURE_PARTNER) for one in bid.subcontractors]
        for firm, holder, of_bidder in holders:
            days = days_of(case, holder, of_bidder=of_bidder)
            yield from _claims(register, firm, holder, days, readings)


def _claims(
    register: Register, firm: str, holder: Bid | Subcontractor, days: Days, readings: Readings
) -> Iterator[Finding]:
    similar = register.similar.get(firm, ())

    def hint_of(found: Evidence) -> str:
        if found.unknown_firm and similar:
            return f"The register has {', '.join(similar)}. If that is the firm, write its name so."
        return "Check the certification in the directory of the Department of Small Business Services."

    yield from findings_of_claims(
        firm, holder, CERTIFICATIONS, lambda name: evidence(register, firm, name, days, readings), hint_of
    )
