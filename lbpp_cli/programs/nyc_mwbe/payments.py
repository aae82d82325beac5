"""A utilization plan held against payments and work during the contract: i.7, i.8, i.10, i.12, j and o."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.model import DIRECT, INDIRECT
from lbpp_cli.money import ZERO, exact_percent_of, exactly, share_against, show_money
from lbpp_cli.names import firm_key
from lbpp_cli.participation import PARTNER, PRIME
from lbpp_cli.payments.account import Account, FirmAccount, GoalAccount, PaymentRules
from lbpp_cli.payments.applied import PaidFirm, place_of
from lbpp_cli.payments.otherwise import contested
from lbpp_cli.programs.nyc_mwbe import payments_readings as reading
from lbpp_cli.programs.nyc_mwbe.evidence import granted_on
from lbpp_cli.programs.nyc_mwbe.firms import own_participation
from lbpp_cli.programs.nyc_mwbe.payments_matters import Facts, asked, matters
from lbpp_cli.programs.nyc_mwbe.payments_measured import Both, measured
from lbpp_cli.programs.nyc_mwbe.payments_terms import COLUMNS
from lbpp_cli.programs.nyc_mwbe.readings import READINGS as OF_PLANS
from lbpp_cli.programs.nyc_mwbe.terms import CERTIFICATIONS, GOALS
from lbpp_cli.readings import Readings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from lbpp_cli.model import Bid, Case, Subcontractor
    from lbpp_cli.participation import LedgerLine
    from lbpp_cli.payments.account import Plan
    from lbpp_cli.payments.applied import Applied
    from lbpp_cli.payments.records import Records
    from lbpp_cli.programs.nyc_mwbe.measure import Measured

READINGS = (*OF_PLANS, *reading.READINGS)
_ASSIGNED = (
    "Where the plan does not say toward which goal a firm counts, it counts toward the one that it was evaluated for "
    "(j.1.k)"
)


@exactly
def account(plan: Plan, records: Records, chosen: Mapping[str, str], day: date) -> Account:
    """What comes of a plan and of what is recorded until the end of a day."""
    readings = {one.id: one.default for one in READINGS} | dict(chosen)
    found = _account(plan, records, Readings(readings), day)
    return found._replace(
        contested=contested(READINGS, readings, found, lambda other: _account(plan, records, other, day))
    )


def _account(plan: Plan, records: Records, readings: Readings, day: date) -> Account:
    past = records.until(day)
    both = measured(plan, past, readings, day)
    firms = tuple(_firms(both, day, readings))
    goals = tuple(_goals(both, firms))
    facts = Facts(plan, past, both.value, records.contract.amount or plan.bid.quoted_price or ZERO, goals, firms)
    facts = facts._replace(unknown=tuple(_unknown(both, past.contract.completed)), specified=_specified(both, firms))
    return Account(
        value=both.value,
        base=both.base,
        base_text=both.base_text,
        paid=both.applied.paid,
        goals=goals,
        firms=firms,
        matters=tuple(matters(facts, plan.case.rules, readings)),
        asked=tuple(asked(past)),
        assumptions=tuple(_assumed(both)),
        notes=tuple(_notes(both, past, day)),
    )


def _firms(both: Both, day: date, readings: Readings) -> Iterator[FirmAccount]:
    """The contractor, then its firms; in the order of the plan, then as they were paid."""
    counted = _credits(both.plan, both.planned)
    ledger = both.paid.participation.ledger
    applied = both.applied
    prime, others = ledger[0], ledger[1:]
    planned_own, _ = own_participation(both.plan, readings)
    kept = _kept(applied)
    # i.3, j.2.b: the contractor's own part is what it is paid less what it pays to direct subcontractors.
    own = PaidFirm(planned_own, kept, ZERO, None, applied.commission_unknown)
    credit = counted.get(firm_key(prime.firm), ZERO)
    yield _firm(prime, own, credit, both.case, applied.bid, day, max(planned_own - kept, ZERO))
    for line, sub in zip(others, applied.bid.subcontractors, strict=True):
        place = place_of(sub)
        firm = applied.firms[place]
        key = "|".join(place)
        due = max((firm.planned or ZERO) - firm.paid - firm.owed, ZERO)
        if line.role == PARTNER:
            due = ZERO  # its amount is what it contributes, and is paid by nobody (c.24)
        yield _firm(line, firm, counted.get(key, ZERO), both.case, sub, day, due)


def _specified(both: Both, firms: Sequence[FirmAccount]) -> tuple[FirmAccount, ...]:
    """The MBEs, WBEs and EBEs that the plan specifies amounts for, whether or not they count (i.8); i.5.c, j.1.l."""
    if not both.paid.required.goals:
        return ()
    indirect = bool(both.case.tabulation.solicitation.stated.get("indirect_counted"))
    return tuple(
        one
        for one, sub in zip(firms[1:], both.applied.bid.subcontractors, strict=True)
        if one.planned is not None and one.role != PARTNER and sub.certifications
        # j.1.h: not certified is no MBE, WBE or EBE. The plan is of direct subcontracts where no others are credited.
        if one.clause != "j.1.h" and (indirect or sub.tier != INDIRECT)
    )


def _kept(applied: Applied) -> Decimal:
    """What the contractor has of what it was paid, after its direct subcontractors."""
    total = (applied.paid or ZERO) + applied.owed
    return max(total - applied.bid.subcontracted, ZERO)


def _credits(bid: Bid, measured: Measured) -> dict[str, Decimal]:
    """What the plan counts, by the firm's place; of the contractor by its name."""
    lines = measured.participation.ledger
    found = {firm_key(bid.bidder): lines[0].counted}
    for line, sub in zip(lines[1:], bid.subcontractors, strict=True):
        key = "|".join(place_of(sub))
        found[key] = found.get(key, ZERO) + line.counted
    return found


def _firm(
    line: LedgerLine, firm: PaidFirm, planned: Decimal, case: Case, holder: Bid | Subcontractor, day: date, due: Decimal
) -> FirmAccount:
    note, clause = line.note, line.clause
    if firm.commission_unknown:
        clause, note = "j.1.i", "it is paid by commission; what of its payments is that is not stated"
    elif planned > 0 and line.role != PARTNER and firm.paid + firm.owed == 0 and line.counted == 0:
        note = "nothing is recorded as paid to it" if line.role != PRIME else "nothing is left of what it was paid"
    return FirmAccount(
        firm=line.firm,
        role=line.role,
        planned=firm.planned,
        planned_credit=planned,
        paid=firm.paid,
        owed=firm.owed,
        credited=line.counted,
        due=due,
        toward=line.toward,
        clause=clause,
        note=note,
        completed=firm.completed,
        certified=granted_on(case, line.firm, holder, day),
        source=holder.source,
    )


def _goals(both: Both, firms: Sequence[FirmAccount]) -> Iterator[GoalAccount]:
    meant = _toward(both)
    for goal in both.paid.participation.goals:
        planned = sum((line.counted for line in both.planned.participation.ledger if line.toward == goal.name), ZERO)
        asked_for = ZERO if goal.required is None else exact_percent_of(both.base, goal.required)
        paid = sum((_dollars(one) for one in firms if (one.toward or meant.get(firm_key(one.firm))) == goal.name), ZERO)
        yield GoalAccount(
            name=goal.name,
            required=goal.required,
            required_dollars=asked_for,
            planned=planned,
            paid=paid,
            credited=goal.dollars,
            achieved=share_against(goal.dollars, both.base, goal.required),
            due=max(planned - goal.dollars, ZERO),
            lacking=max(asked_for - goal.dollars, ZERO),
            clause="j.2",
            note=both.paid.required.note,
        )


def _toward(both: Both) -> dict[str, str]:
    """The goal that the plan counts a firm toward."""
    return {firm_key(line.firm): line.toward for line in both.planned.participation.ledger if line.toward}


def _dollars(firm: FirmAccount) -> Decimal:
    """What a firm was paid for its own part; of a partner its share of what the venture kept."""
    return firm.credited if firm.role == PARTNER else firm.paid


def _unpaid(both: Both) -> list[str]:
    """Direct subcontractors of the plan to which no payment is recorded, where it would come off what is credited."""
    own = [line for line in both.paid.participation.ledger if line.role in {PRIME, PARTNER} and line.counted > 0]
    if not own:
        return []
    direct = [sub for sub in both.applied.bid.subcontractors if sub.tier == DIRECT]
    places = ((sub.name, both.applied.firms[place_of(sub)]) for sub in direct)
    return [name for name, firm in places if firm.planned and firm.paid + firm.owed == 0]


def _unknown(both: Both, completed: date | None) -> Iterator[str]:
    """What would have to be recorded to tell what counts."""
    prime = both.planned.participation.ledger[0]
    partners = any(line.role == PARTNER and line.counted > 0 for line in both.planned.participation.ledger)
    if both.applied.paid is None and (prime.counted > 0 or partners):
        yield f"what {prime.firm} was paid: its own participation is that less what it paid to subcontractors (j.2.b)"
    unpaid = _unpaid(both)
    if completed is not None and unpaid:
        yield f"what {prime.firm} paid to {', '.join(unpaid)}: it comes off its own participation (j.2.b)"
    if both.applied.commission_unknown:
        yield f"what of the payments to {prime.firm} is its commission (j.1.i)"
    for sub in both.applied.bid.subcontractors:
        if both.applied.firms[place_of(sub)].commission_unknown:
            yield f"what of the payments to {sub.name} is its commission (j.1.i)"


def _assumed(both: Both) -> Iterator[str]:
    if both.meant:
        yield f"{_ASSIGNED}: {'; '.join(f'{name} toward {goal}' for name, goal in both.meant)}."
    if both.paid.assigned.open:
        named = "; ".join(f"{name} toward {goal}" for name, goal in both.paid.assigned.open)
        yield f"Firms of which no goal is stated count toward the one that meets the most (j.1.k): {named}."
    if unpaid := _unpaid(both):
        yield f"Nothing was paid to {', '.join(unpaid)}: no payment is recorded, so none comes off (j.2.b)."
    counted = {firm_key(line.firm) for line in both.paid.participation.ledger if line.counted > 0}
    own = both.applied.bid
    credited = [one.stated for one in own.subcontractors if firm_key(one.name) in counted]
    credited += [own.stated] if firm_key(own.bidder) in counted else []
    if any("useful" not in stated for stated in credited):
        yield "Firms perform a commercially useful function: not stated, taken as met (j.1.g)."
    if any("graduate" not in stated for stated in credited):
        yield "Firms are no graduates: not stated, taken as met (j.1.j)."


def _notes(both: Both, past: Records, day: date) -> Iterator[str]:
    undecided = [one for one in past.orders if one.approved is None]
    if undecided:
        total = show_money(sum((one.amount for one in undecided), ZERO))
        yield f"Change orders of {total} in all are asked for and not approved; the contract is taken without them."
    started = past.contract.started
    if started is not None and (day - started).days >= 365:  # noqa: PLR2004  once a year
        yield f"The contract was started on {started}; the agency reviews its progress at least once a year (o.4.a)."
    if both.paid.required.asked:
        yield (
            "Where the City chief procurement officer acts, in procurements by elected officials other than the mayor "
            "they act themselves, and in those by the council its speaker does (p)."
        )


PAYMENTS = PaymentRules(
    READINGS, COLUMNS, tuple(goal.name for goal in GOALS), CERTIFICATIONS, tiers=True, account=account
)
