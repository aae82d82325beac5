"""What the law attaches to what happens during a contract, and what it leaves to a person: i.8, i.10, i.12, j, o."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.money import ZERO, exact_percent_of, show_exact, show_money, show_percent
from lbpp_cli.participation import PARTNER, PRIME
from lbpp_cli.payments.account import NOT_APPLICABLE, Asked, Matter
from lbpp_cli.payments.records import ADDED, GOAL, REMOVED
from lbpp_cli.programs.nyc_mwbe import payments_readings as reading
from lbpp_cli.programs.nyc_mwbe.payments_terms import EVIDENCE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from lbpp_cli.model import Source
    from lbpp_cli.parameters import Rules
    from lbpp_cli.payments.account import FirmAccount, GoalAccount, Plan
    from lbpp_cli.payments.records import PlanChange, Records
    from lbpp_cli.readings import Readings

_UNDER_O = (
    "whether action under o is appropriate: a notice of the alleged noncompliance with an opportunity to be heard and "
    "an investigation (o.4.b), and what follows from its result (o.4.c)"
)
_ABOUT_A_REQUEST = (
    "whether the contractor made all reasonable, good faith efforts, by the evidence under changes of the plan; notice "
    "to the division and the City chief procurement officer, whose approval is needed unless that officer determined "
    "otherwise (i.12.b)"
)


class Facts(NamedTuple):
    """What happened until a day; ``value``: the contract with approved change orders, ``awarded``: without.

    ``unknown``: what would have to be recorded to tell what counts; ``specified``: the firms that i.8 is of.
    """

    plan: Plan
    past: Records
    value: Decimal
    awarded: Decimal
    goals: tuple[GoalAccount, ...]
    firms: tuple[FirmAccount, ...]
    unknown: tuple[str, ...] = ()
    specified: tuple[FirmAccount, ...] = ()


def matters(facts: Facts, rules: Rules, readings: Readings) -> Iterator[Matter]:
    """All matters."""
    for one in facts.unknown:
        yield Matter(one.rpartition("(")[2].rstrip(")"), f"It is not recorded {one}.", "what it is: record it")
    yield from _below_plan(facts)
    yield from _not_credited(facts)
    yield from _goals(facts)
    yield from _orders(facts, rules, readings)
    yield from _requests(facts)


def _place(source: Source, field: str) -> tuple[str, ...]:
    cell = source.cell(field)
    return (cell,) if cell else ()


def _below_plan(facts: Facts) -> Iterator[Matter]:
    """i.8: payments or work less than the plan specifies, without a modification of it."""
    done = facts.past.contract.completed
    for one in facts.specified:
        if one.planned is None or one.due <= 0:
            continue
        ended = one.completed or done
        if ended is None:
            continue
        what = f"its work was completed on {ended}" if one.completed else f"the contract was completed on {ended}"
        text = (
            f"{one.firm}: {what}, and it was paid {show_money(one.paid + one.owed)}, {show_money(one.due)} less than "
            f"the {show_money(one.planned)} of the plan; no approved change covers that (i.8)."
        )
        yield Matter("i.8", text, _UNDER_O, _place(one.source, "cost"))


def _not_credited(facts: Facts) -> Iterator[Matter]:
    """Firms that the plan counts and of whose payments nothing counts."""
    for one in facts.firms:
        if (
            one.planned_credit > 0
            and one.credited <= 0
            and one.paid + one.owed > 0
            and one.role not in {PRIME, PARTNER}
        ):
            if one.clause == "j.1.i":
                continue  # what is not recorded is said by itself
            decide = ""
            if one.clause == "j.1.g":
                decide = (
                    "whether the commissioner is notified, who determines whether the certification is revoked (o.6)"
                )
            text = (
                f"{one.firm}: the plan counts {show_exact(one.planned_credit)}; nothing of the {show_money(one.paid)} "
                f"that it was paid counts: {one.note} ({one.clause})."
            )
            yield Matter(one.clause, text, decide, _place(one.source, "name"))


def _goals(facts: Facts) -> Iterator[Matter]:
    """i.3: the contractor meets the goals; i.13: the agency assesses its performance in each."""
    done = facts.past.contract.completed
    if done is None:
        return
    for goal in facts.goals:
        if goal.lacking > 0 and goal.required is not None:
            text = (
                f"{goal.name}: the contract was completed on {done}; {show_exact(goal.credited)} is credited, "
                f"{show_exact(goal.lacking)} less than the {show_percent(goal.required)} that the goal asks for, "
                f"{show_exact(goal.required_dollars)} (i.3, i.13)."
            )
            yield Matter("i.13", text, _UNDER_O)


def _orders(facts: Facts, rules: Rules, readings: Readings) -> Iterator[Matter]:
    """i.10: a change order over the greater of ten percent of the contract and $500,000."""
    together = readings[reading.CHANGE_ORDERS] == "together"
    percent, least = rules.value("change-order-percent"), rules.value("change-order-amount")
    asked_for = ZERO
    orders = sorted(facts.past.orders, key=lambda one: str(one.requested or one.approved or ""))
    for order in orders:
        asked_for += order.amount
        contract = facts.awarded
        if readings[reading.CHANGE_ORDER_BASE] == "changed":
            when = order.requested or order.approved
            contract += sum(
                (one.amount for one in orders if one is not order and one.approved and when and one.approved <= when),
                ZERO,
            )
        share = exact_percent_of(contract, percent)
        limit, value = max(share, least), asked_for if together else order.amount
        if value <= limit:
            continue
        how = "with those before it " if together else ""
        of = f"{show_percent(percent)} of {show_money(contract)}, {show_exact(share)}, and {show_money(least)}"
        text = (
            f"Change order {order.number}: {how}{show_money(value)} is more than {show_exact(limit)}, the greater "
            f"of {of} ({rules.clause('change-order-amount')})."
        )
        decide = "review the scope of work and the scale and types of work in it: are the goals to be modified (i.10)"
        if order.reviewed is not None:
            text, decide = f"{text[:-1]}; the goals were reviewed on {order.reviewed}.", ""
        yield Matter("i.10", text, decide, _place(order.source, "amount"))


def _requests(facts: Facts) -> Iterator[Matter]:
    """i.12: requests for modification; an approval is another's than the agency's M/WBE officer alone."""
    for one in facts.past.changes:
        if one.approved is None and one.denied is None:
            decide = _ABOUT_A_REQUEST
            if one.kind == GOAL:
                decide = (
                    "whether the agency changed the scope in a manner that affects the plan's subcontracts (i.12.c)"
                )
            yield Matter(
                "i.12", f"{what(one)} is asked for and not decided (i.12).", decide, _place(one.source, "kind")
            )
        elif one.approved is not None and one.approved_by is None:
            text = f"{what(one)} was approved on {one.approved}; by whom is not stated."
            decide = "whether the City chief procurement officer approved it, or did not have to (i.12.b)"
            yield Matter("i.12.b", text, decide, _place(one.source, "approved"))


def what(one: PlanChange) -> str:
    """A change in a few words."""
    if one.kind == GOAL:
        return f"A change of the goal {one.goal} to {show_percent(one.percent or ZERO)}"
    if one.kind == REMOVED:
        return f"Removing {one.firm}"
    amount = show_money(one.amount or ZERO)
    return f"Adding {one.firm} with {amount}" if one.kind == ADDED else f"A change of {one.firm} to {amount}"


def asked(past: Records) -> Iterator[Asked]:
    """i.12.a: each request with the eight kinds of evidence, which a person judges."""
    for one in past.changes:
        if one.kind == GOAL:
            continue
        standing = (
            f"approved on {one.approved}"
            if one.approved
            else f"denied on {one.denied}"
            if one.denied
            else "not decided"
        )
        given = tuple(
            (f"{heading} ({clause})", _given(one.stated.get(field))) for field, (heading, clause, _) in EVIDENCE.items()
        )
        yield Asked(what(one), standing, "i.12.a", given, one.source.cell("kind"))


def _given(text: object) -> str | None:
    """What is given as evidence; a plain no is nothing, and evidence counts as applicable (i.12.a)."""
    said = str(text or "").casefold()
    if said in {"", "no", "none"}:
        return None
    return NOT_APPLICABLE if said in {"n/a", "na", "not applicable"} else str(text)
