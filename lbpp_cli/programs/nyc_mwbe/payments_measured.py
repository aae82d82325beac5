"""A plan as it was changed and what was paid under it, each measured by the same rules of credit: i.3, i.12, j."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.money import ZERO, show_percent
from lbpp_cli.names import firm_key
from lbpp_cli.payments.applied import as_paid, removed, with_changes
from lbpp_cli.payments.records import GOAL
from lbpp_cli.programs.nyc_mwbe import payments_readings as reading
from lbpp_cli.programs.nyc_mwbe.measure import measure
from lbpp_cli.programs.nyc_mwbe.terms_of_contract import contract_dollars, required
from lbpp_cli.stated import amount, answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from decimal import Decimal

    from lbpp_cli.model import Bid, Case, Register
    from lbpp_cli.payments.account import Plan
    from lbpp_cli.payments.applied import Applied
    from lbpp_cli.payments.records import PlanChange, Records
    from lbpp_cli.programs.nyc_mwbe.measure import Measured
    from lbpp_cli.programs.nyc_mwbe.terms_of_contract import Required
    from lbpp_cli.readings import Readings


class Both(NamedTuple):
    """The plan as changed and what was paid, each measured, with what percentages are of.

    ``meant``: the goals of firms that the search found, when the plan was evaluated and for those that were added.
    """

    case: Case
    plan: Bid
    planned: Measured
    meant: tuple[tuple[str, str], ...]
    applied: Applied
    paid: Measured
    value: Decimal
    base: Decimal
    base_text: str


def measured(plan: Plan, past: Records, readings: Readings, day: date) -> Both:
    """The plan of a contract and what was paid under it until a day; ``past``: what is recorded until then."""
    case = plan.case
    awarded_on = measure(case, plan.bid, readings)
    bid = _meant(plan.bid, awarded_on)
    approved = [one for one in past.changes if one.approved is not None]
    changed = with_changes(bid, approved)
    held_to = _held_to(case, bid, approved, readings)
    planned = measure(case, changed, readings, held_to)
    meant = tuple(dict.fromkeys((*awarded_on.assigned.open, *planned.assigned.open)))
    awarded = past.contract.amount or bid.quoted_price or ZERO
    value = awarded + sum((one.amount for one in past.orders if one.approved is not None), ZERO)
    # j.1.e: for requirements contracts, credit is given for the dollars that are actually paid.
    requirements = bool(answer(case.tabulation.solicitation, "requirements_contract"))
    register = _known(past.register or case.tabulation.register, day)
    case = replace(case, tabulation=replace(case.tabulation, register=register))
    former = _dated(bid._replace(subcontractors=removed(bid, approved)), day).subcontractors
    applied = as_paid(_dated(_meant(changed, planned), day), past, register, former, owed_counts=not requirements)
    base, text = _base(changed, applied, value, readings, requirements=requirements)
    paid = measure(case, applied.bid, readings, held_to, (base, text))
    return Both(case, changed, planned, meant, applied, paid, value, base, text)


def _base(
    bid: Bid, applied: Applied, value: Decimal, readings: Readings, *, requirements: bool
) -> tuple[Decimal, str]:  # fmt: skip
    """What percentages of a contract during it are of."""
    if amount(bid, "commission") is not None:
        return contract_dollars(bid, readings)
    if requirements and readings[reading.REQUIREMENTS_BASE] == "paid" and applied.paid:
        return applied.paid, "what was paid under the requirements contract (j.1.e)"
    return value, "the contract with its approved change orders (i.3)"


def _held_to(case: Case, bid: Bid, approved: Iterable[PlanChange], readings: Readings) -> Required:
    """i.10, i.12.c: the goals as the agency modified them during the contract."""
    held_to = required(case, bid, readings)
    goals, notes = dict(held_to.goals), [held_to.note] if held_to.note else []
    for one in sorted((one for one in approved if one.kind == GOAL), key=lambda one: str(one.approved)):
        if one.goal is not None and one.percent is not None:
            goals[one.goal] = one.percent
            notes.append(f"{one.goal} was changed to {show_percent(one.percent)} on {one.approved} (i.12.c)")
    return held_to._replace(goals=goals, note="; ".join(notes) or None)


def _meant(bid: Bid, planned: Measured) -> Bid:
    """The plan with the goal of each firm for which the search found one: it is the same for what is paid (j.1.k)."""
    found = {firm_key(name): goal for name, goal in planned.assigned.open}

    def stated(name: str, facts: Mapping[str, object]) -> Mapping[str, object]:
        goal = found.get(firm_key(name))
        return facts if goal is None or facts.get("toward") else {**facts, "toward": goal}

    subs = tuple(one._replace(stated=stated(one.name, one.stated)) for one in bid.subcontractors)
    return bid._replace(subcontractors=subs, stated=stated(bid.bidder, bid.stated))


def _known(register: Register | None, day: date) -> Register | None:
    """The register as it was on a day: what was granted later was not granted yet (j.1.h)."""
    if register is None:
        return None
    return replace(register, rows=tuple(row for row in register.rows if row.granted is None or row.granted <= day))


def _dated(bid: Bid, day: date) -> Bid:
    """The plan without the marks of firms that it says are certified after a day."""

    def early(stated: Mapping[str, object]) -> bool:
        on = stated.get("certified_on")
        return on is None or str(on) <= str(day)

    subs = tuple(one if early(one.stated) else one._replace(certifications=frozenset()) for one in bid.subcontractors)
    held = bid.certifications if early(bid.stated) else frozenset[str]()
    return bid._replace(subcontractors=subs, certifications=held)
