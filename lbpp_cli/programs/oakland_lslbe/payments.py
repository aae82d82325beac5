"""The participation of an award held against what was paid: Maintaining Participation, Substitution, Summary 4 and 5.

The participation that was listed at the award is to be maintained: its share of the contract. What counts is what was
paid to certified firms for a commercially useful function.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.model import DIRECT, Subcontractor
from lbpp_cli.money import EXACT, ZERO, exactly, round_cents, share_against, show_money
from lbpp_cli.names import firm_key
from lbpp_cli.participation import PRIME
from lbpp_cli.payments.account import Account, FirmAccount, GoalAccount, Matter, PaymentRules
from lbpp_cli.payments.applied import as_paid, place_of, removed, with_changes
from lbpp_cli.payments.otherwise import contested
from lbpp_cli.payments.records import AMOUNT
from lbpp_cli.penalties import Facts
from lbpp_cli.programs.oakland_lslbe.measure import base_of, measure
from lbpp_cli.programs.oakland_lslbe.penalty import PENALTY
from lbpp_cli.programs.oakland_lslbe.penalty_terms import SHORTFALL
from lbpp_cli.programs.oakland_lslbe.readings import READINGS as OF_PLANS
from lbpp_cli.programs.oakland_lslbe.terms import (
    BROKERS,
    CERTIFICATIONS,
    LOCAL_PART,
    LOCAL_WORK,
    PARTNER_ROLE,
    REQUIREMENT,
    SMALL_PART,
    SMALL_WORK,
)
from lbpp_cli.readings import Reading, Readings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from decimal import Decimal

    from lbpp_cli.model import Bid
    from lbpp_cli.participation import Goal, LedgerLine
    from lbpp_cli.payments.account import Plan
    from lbpp_cli.payments.applied import Applied
    from lbpp_cli.payments.records import Records
    from lbpp_cli.programs.oakland_lslbe.measure import Measured

CHANGED_SCOPE = "changed-scope"
_OWN = "what it was paid less what it paid to others"
_MAINTAINING, _SUBSTITUTION = "Maintaining Participation", "Substitution of Listed Subcontractors"
READINGS = (
    *OF_PLANS,
    *(one for one in PENALTY.readings if one.id == SHORTFALL),
    Reading(
        CHANGED_SCOPE,
        _MAINTAINING,
        "Of which contract are the percentages of the award to be maintained where change orders were approved? Staff "
        "may allow adjustments for that portion.",
        {"all": "of the contract with its change orders", "awarded": "of the contract as awarded"},
    ),
)


@exactly
def account(plan: Plan, records: Records, chosen: Mapping[str, str], day: date) -> Account:
    """What comes of an award and of what is recorded until the end of a day."""
    readings = {one.id: one.default for one in READINGS} | dict(chosen)
    found = _account(plan, records, Readings(readings), day)
    others = contested(READINGS, readings, found, lambda other: _account(plan, records, other, day))
    return found._replace(contested=others)


def _account(plan: Plan, records: Records, readings: Readings, day: date) -> Account:
    past = records.until(day)
    case, bid = plan.case, plan.bid
    planned = measure(case, bid, readings)
    price = bid.quoted_price or ZERO
    awarded = past.contract.amount or price
    value = awarded + sum((one.amount for one in past.orders if one.approved is not None), ZERO)
    maintained = value if readings[CHANGED_SCOPE] == "all" else awarded
    # What the specifications restrict is no part of the dollars that percentages are of (Definition 23).
    base = maintained - (price - base_of(bid, readings)[0])
    text = "the contract with its approved change orders" if maintained == value else "the contract as awarded"
    register = past.register or case.tabulation.register
    changed, former = with_changes(bid, past.changes), removed(bid, past.changes)
    applied = as_paid(changed, past, register, former, owed_counts=False)
    paid = measure(case, applied.bid, readings, (base, text))
    firms = tuple(_firms(bid, planned, applied, paid))
    goals = (_dollars(planned, firms, base), *_parts(planned, paid, base))
    matters = (
        *_shortfall(past, goals[0], value, plan, readings, day),
        *_parts_missed(past, goals),
        *_unrecorded(applied, planned),
        *_listed(past, bid, firms),
    )
    return Account(
        value=value, base=base, base_text=text, paid=applied.paid, goals=goals, firms=firms, matters=matters,
        notes=tuple(_notes(planned, value, awarded)),
    )  # fmt: skip


def _counts(line: LedgerLine) -> Decimal:
    """The dollars of a firm that count; that very small ones count twice is of the parts alone (Action 3)."""
    return line.amount if line.toward is not None else ZERO


def _firms(bid: Bid, planned: Measured, applied: Applied, paid: Measured) -> Iterator[FirmAccount]:
    """The prime, then the other firms: of the award, then those that were paid beside them."""
    count = 1 + len(bid.subcontractors)
    credit: dict[str, Decimal] = {}
    dollars: dict[str, Decimal] = {}
    for line in planned.participation.ledger[:count]:
        key = firm_key(line.firm)
        credit[key] = credit.get(key, ZERO) + _counts(line)
        dollars[key] = dollars.get(key, ZERO) + line.amount
    holders: tuple[Bid | Subcontractor, ...] = (applied.bid, *applied.bid.subcontractors)
    for line, holder in zip(paid.participation.ledger, holders, strict=False):
        key = firm_key(line.firm)
        firm = applied.firms[place_of(holder)] if isinstance(holder, Subcontractor) else None
        got = max(line.amount, ZERO)
        yield FirmAccount(
            firm=line.firm,
            role=line.role,
            planned=dollars.get(key),
            planned_credit=credit.get(key, ZERO),
            paid=got,
            owed=ZERO,
            credited=_counts(line),
            due=max(dollars.get(key, ZERO) - got, ZERO),
            toward=line.toward,
            clause=line.clause,
            note=line.note
            if line.role != PRIME or line.toward is None
            else "what it was paid less what it paid to others",
            completed=None if firm is None else firm.completed,
            certified=None,
            source=holder.source,
        )


def _dollars(planned: Measured, firms: tuple[FirmAccount, ...], base: Decimal) -> GoalAccount:
    """The dollars to certified firms, which a penalty is for: the share of the contract that the award listed."""
    listed = sum(planned.by_kind.values(), ZERO)
    paid = sum((one.credited for one in firms), ZERO)
    return _maintained(REQUIREMENT, listed, paid, planned.participation.base, base)


def _maintained(name: str, listed: Decimal, credited: Decimal, was: Decimal, base: Decimal) -> GoalAccount:
    # Prime contractors must maintain the L/SLBE percentages indicated at the time of a contract award.
    required = listed if was == base else round_cents(EXACT.divide(EXACT.multiply(listed, base), was))
    percent = share_against(listed, was, None)
    return GoalAccount(
        name=name,
        required=percent,
        required_dollars=required,
        planned=listed,
        paid=credited,
        credited=credited,
        achieved=share_against(credited, base, percent),
        due=max(listed - credited, ZERO),
        lacking=max(required - credited, ZERO),
        clause=_MAINTAINING,
    )


def _parts(planned: Measured, paid: Measured, base: Decimal) -> Iterator[GoalAccount]:
    """The local and the small part, as they count; of emergency work its goals."""
    before: dict[str, Goal] = {one.name: one for one in planned.participation.goals}
    for one in paid.participation.goals:
        if one.name in {LOCAL_PART, SMALL_PART} and one.name in before:
            yield _maintained(one.name, before[one.name].dollars, one.dollars, planned.participation.base, base)
        elif one.name in {LOCAL_WORK, SMALL_WORK} and one.required is not None:
            needed = EXACT.divide(EXACT.multiply(base, one.required), 100)
            was = before[one.name].dollars if one.name in before else ZERO
            yield GoalAccount(
                one.name, one.required, needed, was, one.dollars, one.dollars, one.achieved,
                max(was - one.dollars, ZERO), max(needed - one.dollars, ZERO), one.clause, one.note,
            )  # fmt: skip


def _shortfall(
    past: Records, goal: GoalAccount, value: Decimal, plan: Plan, readings: Readings, day: date
) -> Iterator[Matter]:
    """Maintaining Participation; Summary 4 and 5: what may be imposed for a shortfall at completion."""
    done = past.contract.completed
    if done is None or goal.lacking <= 0:
        return
    facts = Facts(amount=value, required=goal.required_dollars, paid=goal.credited)
    charge = PENALTY.assess(facts, plan.case.rules, {SHORTFALL: readings[SHORTFALL]}, day).charges[0]
    steps = " ".join(step.text for step in charge.steps)
    decide = "whether it is imposed, or worked off: " + " ".join(charge.notes)
    yield Matter(charge.clause, f"The contract was completed on {done}. {steps}", decide, amount=charge.amount)


def _parts_missed(past: Records, goals: tuple[GoalAccount, ...]) -> Iterator[Matter]:
    """A part that is below its share where the dollars to certified firms are not."""
    whole, *parts = goals
    for one in parts:
        if past.contract.completed is not None and whole.lacking <= 0 < one.lacking:
            text = f"{one.name}: {show_money(one.lacking)} less than what the award counts, the whole being maintained."
            yield Matter(one.clause, text, "whether the participation of the award was maintained")


def _unrecorded(applied: Applied, planned: Measured) -> Iterator[Matter]:
    prime = planned.participation.ledger[0]
    if applied.paid is None and prime.toward is not None:
        text = f"It is not recorded what {prime.firm} was paid: its own work is that less what it paid to others."
        yield Matter("Requirements", text, "what it is: record it")


def _listed(past: Records, bid: Bid, firms: tuple[FirmAccount, ...]) -> Iterator[Matter]:
    """No substitution of a listed subcontractor without prior approval of the City."""
    decided = {firm_key(one.firm or "") for one in past.changes if one.approved is not None and one.kind != AMOUNT}
    conditions = (
        "whether it is a substitution that the City approved before: its six conditions, notice to the listed firm, "
        "and its five working days to object"
    )
    for one in firms:
        if one.planned is None and firm_key(one.firm) not in decided and one.paid > 0:
            text = f"{one.firm} was paid {show_money(one.paid)} and is not listed in the award ({_SUBSTITUTION})."
            yield Matter(
                _SUBSTITUTION,
                text,
                conditions,
                tuple(filter(None, [one.source.cell("name") or one.source.cell("firm")])),
            )
    for change in past.changes:
        if change.approved is None and change.denied is None:
            text = f"A change of {change.firm or change.goal} is asked for and not decided ({_SUBSTITUTION})."
            yield Matter(_SUBSTITUTION, text, conditions, (change.source.cell("kind"),))
    if past.contract.completed is None:
        return
    paid = {firm_key(one.firm): one.paid for one in firms}
    for sub in bid.subcontractors:
        if sub.tier == DIRECT and not paid.get(firm_key(sub.name)) and firm_key(sub.name) not in decided:
            text = f"{sub.name} is listed with {show_money(sub.cost)}, and nothing was paid to it ({_SUBSTITUTION})."
            yield Matter(_SUBSTITUTION, text, conditions, (sub.source.cell("name"),))


def _notes(planned: Measured, value: Decimal, awarded: Decimal) -> Iterator[str]:
    yield (
        "Percentages to maintain are those that the award counts; they are dollars of certified firms; banked credit "
        f"and what very small firms count a second time are in the parts alone ({_MAINTAINING}; Action 3)."
    )
    if planned.required.whole is None:
        yield "The contract requires no participation; what was listed is held all the same."
    if value != awarded:
        yield f"Where change orders affect one discipline alone, staff may allow adjustments for them ({_MAINTAINING})."


# Definition 7: those that earn no credit; and a partner of a joint venture, which counts as the bidder does.
_ROLES = frozenset((*BROKERS, PARTNER_ROLE))

PAYMENTS = PaymentRules(READINGS, {}, (), CERTIFICATIONS, tiers=False, account=account, roles=_ROLES)
