"""Schedule A held against what was paid: Schedule B's figures at a date (G.2), and substitutions (E)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.model import Bid, Subcontractor
from lbpp_cli.money import ZERO, exactly, share_against, show_exact, show_money
from lbpp_cli.names import firm_key
from lbpp_cli.outreach.decisions import SCHEDULE_A, SCHEDULE_B
from lbpp_cli.outreach.records import Invoice, Listed
from lbpp_cli.outreach.schedules import schedule
from lbpp_cli.participation import PRIME, SUBCONTRACTOR
from lbpp_cli.payments.account import Account, Asked, FirmAccount, GoalAccount, Matter, PaymentRules
from lbpp_cli.payments.applied import place_of, removed, to_contractor, with_changes
from lbpp_cli.payments.records import AMOUNT
from lbpp_cli.programs.la_bip.forms import FORMS
from lbpp_cli.programs.la_bip.readings import READINGS
from lbpp_cli.programs.la_bip.terms import GROUPS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date
    from decimal import Decimal

    from lbpp_cli.outreach.records import Records as OutreachRecords
    from lbpp_cli.outreach.schedules import Row, Schedule
    from lbpp_cli.payments.account import OutreachPlan
    from lbpp_cli.payments.records import PlanChange, Records

_DECIDE = (
    "whether the Awarding Authority approved it on a written request with the reason, the firm and its replacement "
    "(E.1), and whether a BIP Outreach was made to replace the firm (E.2)"
)


@exactly
def account(plan: OutreachPlan, records: Records, _chosen: Mapping[str, str], day: date) -> Account:
    """What comes of the Schedule A of a proposer, and of what is recorded until the end of a day."""
    past = records.until(day)
    changed = plan._replace(records=plan.records._replace(listed=tuple(_changed(plan, past))))
    first = _schedule(changed, SCHEDULE_A, ())
    base_bid = past.contract.amount or first.proposer.base_bid
    value = (base_bid or ZERO) + sum((one.amount for one in past.orders if one.approved is not None), ZERO)
    own = [one for one in past.payments if to_contractor(plan.bid, one)]
    paid = sum((one.amount for one in own), ZERO) if own else None
    invoices = [Invoice(one.source, plan.proposer, one.firm, f"until {day}", day, one.amount) for one in past.payments]
    to_date = _schedule(changed, SCHEDULE_B, tuple(invoices)) if invoices else None
    unpaid = tuple(row._replace(money=(row.money[0], None, ZERO), lines=()) for row in first.rows)
    rows = to_date.rows if to_date else unpaid
    base, text = (paid, "what the consultant was paid until then (G.2)") if paid else (value, "the contract")
    works = {firm_key(one.firm): one.completed for one in past.work}
    firms = tuple(_firm(row, first, works.get(firm_key(row.firm.firm))) for row in rows)
    goals = tuple(_goal(group, first, rows, base) for group in GROUPS)
    return Account(
        value=value, base=base, base_text=text, paid=paid, goals=goals, firms=firms,
        matters=tuple(_matters(past, first, rows)), asked=tuple(_asked(past)),
        notes=("Levels are anticipated, not required (C.1); the level of all participation is maintained (E.1).",),
    )  # fmt: skip


def _schedule(plan: OutreachPlan, letter: str, invoices: tuple[Invoice, ...]) -> Schedule:
    return schedule(letter, plan.records._replace(invoices=invoices), FORMS, plan.rules, plan.proposer, None)


def _changed(plan: OutreachPlan, past: Records) -> Iterator[Listed]:
    """Schedule A with the changes that were approved; the rows of other proposers are left out.

    A firm that was removed stays with nothing where it was paid, so that what it was paid counts for its groups.
    """
    bid = with_changes(plan.bid, past.changes)
    amounts = {place_of(one).firm: one for one in bid.subcontractors}
    before = {place_of(one).firm: one for one in plan.bid.subcontractors}
    listed = [one for one in plan.records.listed or () if firm_key(one.proposer) == firm_key(plan.proposer)]
    told: set[str] = set()
    paid = {firm_key(one.firm) for one in past.payments}
    former = {place_of(one).firm for one in removed(plan.bid, past.changes)} & paid
    for one in listed:
        key = firm_key(one.firm)
        if key in amounts and amounts[key] is not before.get(key):
            if key not in told:  # the new amount is of all its rows
                yield one._replace(amount=amounts[key].cost)
            told.add(key)
        elif key in amounts or key not in before:
            yield one
        elif key in former - told:
            told.add(key)
            yield one._replace(amount=ZERO)
    for key, sub in amounts.items():
        if key not in before:
            yield Listed(sub.source, plan.proposer, sub.name, groups=sub.certifications, amount=sub.cost)


def _firm(row: Row, first: Schedule, completed: date | None) -> FirmAccount:
    listed = next((one for one in first.rows if firm_key(one.firm.firm) == firm_key(row.firm.firm)), None)
    planned, paid = row.money[0] if listed else None, row.money[2] or ZERO
    counted = [line for line in row.lines if line.counted]
    groups = [str(line.toward) for line in counted]
    why = next((line for line in row.lines if not line.counted), counted[0] if counted else None)
    return FirmAccount(
        firm=row.firm.firm,
        role=PRIME if firm_key(row.firm.firm) == firm_key(first.proposer.name) else SUBCONTRACTOR,
        planned=planned,
        planned_credit=max((line.counted for line in listed.lines), default=ZERO) if listed else ZERO,
        paid=paid,
        owed=ZERO,
        credited=max((line.counted for line in counted), default=ZERO),
        due=max((planned or ZERO) - paid, ZERO),
        toward=", ".join(groups) or None,
        clause=why.clause if why else row.credit.clause,
        note=(why.note if why else None) or row.credit.note,
        completed=completed,
        certified=None,
        source=row.firm.source,
    )


def _goal(group: str, first: Schedule, rows: Iterable[Row], base: Decimal) -> GoalAccount:
    planned, credited = _toward(first.rows, group), _toward(rows, group)
    pledged = first.proposer.base_bid
    percent = share_against(planned, pledged, None) if pledged else None
    return GoalAccount(
        name=group,
        required=percent,
        required_dollars=planned,
        planned=planned,
        paid=credited,
        credited=credited,
        achieved=share_against(credited, base, None) if base > 0 else ZERO,
        due=max(planned - credited, ZERO),
        lacking=max(planned - credited, ZERO),
        clause="G.2",
    )


def _toward(rows: Iterable[Row], group: str) -> Decimal:
    return sum((line.counted for row in rows for line in row.lines if line.toward == group), ZERO)


def _matters(past: Records, first: Schedule, rows: Iterable[Row]) -> Iterator[Matter]:
    """E.1: any unapproved reduction in a listed amount is considered an unauthorized substitution."""
    listed = {firm_key(row.firm.firm) for row in first.rows}
    done = past.contract.completed
    for row in rows:
        name, original, paid = row.firm.firm, row.money[0], row.money[2] or ZERO
        place = row.firm.source.cell("firm") or row.firm.source.cell("")
        places = (place,) if place else ()
        if firm_key(name) not in listed and firm_key(name) != firm_key(first.proposer.name):
            text = f"{name} was paid {show_money(paid)} and is not on Schedule A: added, or a substitution (E.1.a)."
            yield Matter("E.1.a", text, _DECIDE, places)
        elif done is not None and original is not None and paid < original and firm_key(name) in listed:
            text = (
                f"{name}: the contract was completed on {done}, and it was paid {show_exact(paid)}, "
                f"{show_exact(original - paid)} less than the {show_money(original)} of Schedule A; without approval "
                "that is considered an unauthorized substitution (E.1)."
            )
            yield Matter("E.1", text, _DECIDE, places)
    for change in past.changes:
        if change.approved is None and change.denied is None:
            text = f"{_what(change)} is asked for and not decided (E.1.a)."
            yield Matter("E.1.a", text, "whether the Awarding Authority approves it", (change.source.cell("kind"),))


def _asked(past: Records) -> Iterator[Asked]:
    """E.1.b: a request gives the reason, the name of the subconsultant and that of the replacement."""
    for one in past.changes:
        standing = f"denied on {one.denied}" if one.denied else "not decided"
        standing = f"approved on {one.approved}" if one.approved else standing
        yield Asked(_what(one), standing, "E.1.b", (("Reason", one.reason),), one.source.cell("kind"))


def _what(one: PlanChange) -> str:
    if one.kind == AMOUNT and one.amount is not None:
        return f"A change of {one.firm} to {show_money(one.amount)}"
    return f"A change of {one.firm or one.goal}: {one.kind}"


def as_bid(records: OutreachRecords, name: str) -> Bid:
    """The Schedule A of a proposer in the form in which what is recorded is checked against a plan."""
    proposer = next(one for one in records.proposers if one.name == name)
    # An amount that is blank is not zero: nothing is held against a firm without one.
    subs = tuple(
        Subcontractor(one.source, one.firm, one.amount or ZERO, one.work, one.groups or frozenset())
        for one in records.listed or ()
        if firm_key(one.proposer) == firm_key(name) and firm_key(one.firm) != firm_key(name)
    )
    return Bid(proposer.source, proposer.name, proposer.base_bid, frozenset(), subs)


PAYMENTS = PaymentRules(READINGS, {}, (), GROUPS, tiers=False, account=account, as_bid=as_bid)
