"""What is wrong or odd in what is recorded during a contract, beside its plan. Each check is small; all always run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.checks import finding_at
from lbpp_cli.model import DIRECT, INDIRECT
from lbpp_cli.money import ZERO, show_money
from lbpp_cli.names import firm_key
from lbpp_cli.payments.applied import (
    UnknownPayerError,
    payer_place,
    place_of,
    removed,
    to_contractor,
    with_changes,
)
from lbpp_cli.payments.odd_sums import meant, strangers, sums
from lbpp_cli.payments.records import ADDED, AMOUNT, GOAL, REMOVED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from lbpp_cli.findings import Finding
    from lbpp_cli.model import Bid, Subcontractor
    from lbpp_cli.payments.account import PaymentRules
    from lbpp_cli.payments.records import Payment, PlanChange, Records

# What has to be the same in all rows of a firm, so that what it was paid fits each of them.
_ALIKE = ("toward", "group", "graduate", "useful", "share")


def odd(bid: Bid, records: Records, day: date, due: date | None, part: PaymentRules) -> Iterator[Finding]:
    """The findings of all checks. ``due``: the day of the bids."""
    yield from _contract(bid, records)
    yield from _later(records, day)
    yield from _changes(bid, records)
    yield from _decided_twice(records)
    changes = records.until(day).changes
    changed = with_changes(bid, changes)
    everyone = changed._replace(subcontractors=(*changed.subcontractors, *removed(bid, changes)))
    yield from _rows(changed, part.roles)
    yield from _payers(everyone, records, tiers=part.tiers)
    yield from _twice(records)
    yield from _early(records, due)
    yield from _out_of_order(records)
    yield from strangers(everyone, records)
    yield from sums(changed, records.until(day))


def _contract(bid: Bid, records: Records) -> Iterator[Finding]:
    contract = records.contract
    if contract.contractor is not None and firm_key(contract.contractor) != firm_key(bid.bidder):
        message = f"The contractor is {contract.contractor}; the plan is that of {bid.bidder}."
        hint = "Correct it; or name the bidder whose plan it is: --bidder NAME."
        yield finding_at(contract.source, "contractor", "contractor-differs", message, hint)
    if contract.amount is not None and contract.amount <= 0:
        message = f"The contract amount is {show_money(contract.amount)}."
        yield finding_at(contract.source, "amount", "amount-not-positive", message, "Correct the amount.")
    elif contract.amount is not None and contract.amount != bid.quoted_price and bid.quoted_price is not None:
        message = (
            f"The contract was awarded at {show_money(contract.amount)}; the bid is {show_money(bid.quoted_price)}. "
            "The contract amount is used."
        )
        hint = "Correct it if it is a mistake. Approved change orders belong on the sheet Change orders."
        yield finding_at(contract.source, "amount", "contract-amount-differs", message, hint)
    if contract.started is not None and contract.completed is not None and contract.completed < contract.started:
        message = f"The contract was completed on {contract.completed}, before it was started on {contract.started}."
        yield finding_at(contract.source, "completed", "days-out-of-order", message, "Correct one of the days.")


def _later(records: Records, day: date) -> Iterator[Finding]:
    later = [one for one in records.payments if one.paid_on > day]
    if later:
        total = show_money(sum((one.amount for one in later), ZERO))
        count = "1 payment is" if len(later) == 1 else f"{len(later)} payments are"
        message = f"{count} dated after {day} and left out, {total} in all; this is the first."
        hint = "Give a later --date to count them."
        yield finding_at(later[0].source, "paid_on", "payment-after-date", message, hint)


def _rows(bid: Bid, roles: frozenset[str]) -> Iterator[Finding]:
    """What a firm is paid says nothing of which of its rows it is for, so these must be alike."""
    first: dict[object, Subcontractor] = {}
    for one in bid.subcontractors:
        before = first.setdefault(place_of(one), one)
        alike = [
            (sub.certifications, *(sub.stated.get(name) for name in _ALIKE), {sub.stated.get("role")} & roles)
            for sub in (before, one)
        ]
        by_commission = ["commission" in sub.stated for sub in (before, one)]
        if alike[0] != alike[1] or by_commission[0] != by_commission[1]:
            message = f"{one.name} stands here and in {before.source.cell('name')}, and not alike."
            hint = "What it is paid fits neither row: write the same marks and answers in both."
            yield finding_at(one.source, "name", "payments-fit-no-row", message, hint)


def _payers(bid: Bid, records: Records, *, tiers: bool) -> Iterator[Finding]:
    firms = {firm_key(one.name) for one in bid.subcontractors} | {firm_key(bid.bidder)}
    for one in records.payments:
        if to_contractor(bid, one):
            # Who else pays the contractor is the agency, by whatever name; a firm of the plan does not.
            if firm_key(one.paid_by or "") in firms:
                message = f"{one.firm} is the contractor; {one.paid_by} is said to pay it."
                hint = "Leave Paid by blank for what the contracting agency pays it."
                yield finding_at(one.source, "paid_by", "payer-unknown", message, hint)
            continue
        try:
            place = payer_place(bid, one)
        except UnknownPayerError as error:
            direct = [sub.name for sub in bid.subcontractors if sub.tier == DIRECT]
            hint = f"Write who paid it: {', '.join([bid.bidder, *direct])}."
            yield finding_at(one.source, "paid_by", "payer-unknown", f"{error}.", hint)
            continue
        if place.tier == INDIRECT and not tiers:
            message = f"{one.firm} was paid by {one.paid_by}; what subcontractors pay is not counted in this program."
            hint = "Leave the row out, or leave Paid by blank if the contractor paid it."
            yield finding_at(one.source, "paid_by", "payer-unknown", message, hint)


def _twice(records: Records) -> Iterator[Finding]:
    seen: dict[object, Payment] = {}
    for one in records.payments:
        same = (firm_key(one.firm), firm_key(one.paid_by or ""), one.paid_on, one.amount, one.invoice)
        before = seen.setdefault(same, one)
        if before is not one:
            message = (
                f"{one.firm} was paid the same amount on the same day in {before.source.cell('firm')}; both count."
            )
            yield finding_at(one.source, "firm", "payment-twice", message, "Take one away if it is the same payment.")
    numbers: dict[str, str] = {}
    for order in records.orders:
        place = order.source.cell("number")
        if (earlier := numbers.setdefault(firm_key(order.number), place)) != place:
            message = f"Change order {order.number} stands in {earlier} too; both count."
            hint = "Take one away if it is the same change order."
            yield finding_at(order.source, "number", "change-order-twice", message, hint)


def _early(records: Records, due: date | None) -> Iterator[Finding]:
    started = records.contract.started
    for one in records.payments:
        if started is not None and one.paid_on < started:
            message = f"{one.firm} was paid on {one.paid_on}, before the contract was started on {started}; it counts."
            yield finding_at(one.source, "paid_on", "payment-before-start", message, "Correct one of the days.")
        elif due is not None and one.paid_on < due:
            message = f"{one.firm} was paid on {one.paid_on}, before the bids were due on {due}; it counts."
            hint = "Correct the day; or take the row away if it is of another contract."
            yield finding_at(one.source, "paid_on", "payment-before-start", message, hint)


def _out_of_order(records: Records) -> Iterator[Finding]:
    started, done = records.contract.started, records.contract.completed
    for work in records.work:
        if started is not None and work.completed is not None and work.completed < started:
            message = (
                f"{work.firm} completed its work on {work.completed}, before the contract was started on {started}."
            )
            yield finding_at(work.source, "completed", "days-out-of-order", message, "Correct one of the days.")
        if done is not None and work.completed is not None and work.completed > done:
            message = f"{work.firm} completed its work on {work.completed}, after the contract was completed on {done}."
            yield finding_at(work.source, "completed", "days-out-of-order", message, "Correct one of the days.")
    for order in records.orders:
        if order.requested is not None and order.approved is not None and order.approved < order.requested:
            message = f"Change order {order.number} was approved on {order.approved}, before it was asked for."
            yield finding_at(order.source, "approved", "days-out-of-order", message, "Correct one of the days.")
    for change in records.changes:
        decided = change.approved or change.denied
        if change.requested is not None and decided is not None and decided < change.requested:
            message = f"The change was decided on {decided}, before it was asked for on {change.requested}."
            field = "approved" if change.approved else "denied"
            yield finding_at(change.source, field, "days-out-of-order", message, "Correct one of the days.")


def _changes(bid: Bid, records: Records) -> Iterator[Finding]:
    known = {firm_key(one.name) for one in bid.subcontractors}
    names = [one.name for one in bid.subcontractors]
    for one in records.changes:
        if one.approved is not None and one.denied is not None:
            message = "The change is both approved and denied."
            yield finding_at(one.source, "denied", "change-contradicts", message, "Clear one of the two days.")
        if one.kind == GOAL:
            if one.goal is None or one.percent is None:
                message = "A change of a goal needs the goal and its new percentage."
                yield finding_at(one.source, "goal", "change-incomplete", message, "Fill in Goal and New goal %.")
            continue
        if one.firm is None:
            message = "The change names no firm."
            yield finding_at(one.source, "firm", "change-incomplete", message, "Fill in Firm, or write Goal as Change.")
            continue
        if one.kind != REMOVED and (one.amount is None or one.amount < 0):
            message = (
                f"The new amount of {one.firm} is not stated." if one.amount is None else "The new amount is negative."
            )
            yield finding_at(one.source, "amount", "change-incomplete", message, "Fill in New amount.")
        key = firm_key(one.firm)
        if one.kind == ADDED:
            if key in known:
                message = f"{one.firm} is added, but the plan has it."
                yield finding_at(one.source, "firm", "change-contradicts", message, "Write Amount as Change.")
            known.add(key)
        elif key not in known:
            yield finding_at(
                one.source, "firm", "change-of-unknown-firm", f"The plan of {bid.bidder} has no {one.firm}.",
                meant(one.firm, names) or "Correct the name; write Added as Change for a firm that is new.",
            )  # fmt: skip


def _decided_twice(records: Records) -> Iterator[Finding]:
    """Changes that were approved on one day do not say which of them holds."""
    decided: dict[tuple[str, date], PlanChange] = {}
    for one in records.changes:
        if one.kind != AMOUNT or one.firm is None or one.approved is None:
            continue
        if decided.setdefault((firm_key(one.firm), one.approved), one).amount != one.amount:
            message = f"Two changes of the amount of {one.firm} were approved on {one.approved}; which holds?"
            yield finding_at(one.source, "amount", "change-contradicts", message, "Take away the one that does not.")
