"""A plan as it was changed, and with what was paid in place of what was planned, so that the rules of credit apply."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.model import DIRECT, INDIRECT, Source, Subcontractor
from lbpp_cli.money import ZERO
from lbpp_cli.names import firm_key
from lbpp_cli.payments.records import ADDED, AMOUNT, GOAL, REMOVED
from lbpp_cli.stated import amount

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from lbpp_cli.model import Bid, Register
    from lbpp_cli.payments.records import Payment, PlanChange, Records, Work


class Place(NamedTuple):
    """A firm's place in a plan: its name as it is compared, what it is to the bidder, and under whom."""

    firm: str
    tier: str
    under: str = ""


class PaidFirm(NamedTuple):
    """What a firm was paid in its place, and is owed for work done; ``planned`` is None where the plan has it not.

    ``completed``: when its work was, None where it is not. ``commission_unknown``: a payment to a firm that is paid by
    commission does not say what of it is.
    """

    planned: Decimal | None
    paid: Decimal
    owed: Decimal
    completed: date | None
    commission_unknown: bool = False


class Applied(NamedTuple):
    """The bid with what was paid in place of its amounts, and its firms by the cells of their record.

    ``paid``: to the contractor, None where no such payment is recorded; ``owed``: to it, for work that is done.
    """

    bid: Bid
    firms: Mapping[Place, PaidFirm]
    paid: Decimal | None
    owed: Decimal
    commission_unknown: bool = False


class UnknownPayerError(ValueError):
    """It cannot be told whose subcontractor a firm was when it was paid."""


def place_of(one: Subcontractor) -> Place:
    """The place of a subcontractor in its plan."""
    under = firm_key(str(one.stated.get("under") or "")) if one.tier == INDIRECT else ""
    return Place(firm_key(one.name), one.tier, under)


def with_changes(bid: Bid, changes: Iterable[PlanChange]) -> Bid:
    """The plan with the changes that were approved, one after the other; of a goal it is the program's to say."""
    return bid._replace(subcontractors=tuple(_changed(bid, changes)[0]))


def removed(bid: Bid, changes: Iterable[PlanChange]) -> tuple[Subcontractor, ...]:
    """The firms that approved changes took out of the plan, as it had them: what they were paid stays paid to them."""
    return tuple(_changed(bid, changes)[1])


def _changed(bid: Bid, changes: Iterable[PlanChange]) -> tuple[list[Subcontractor], list[Subcontractor]]:
    subs, gone = list(bid.subcontractors), list[Subcontractor]()
    approved = [one for one in changes if one.approved is not None and one.kind != GOAL and one.firm is not None]
    for change in sorted(approved, key=lambda one: str(one.approved)):
        own = [one for one in subs if firm_key(one.name) == firm_key(change.firm or "")]
        if change.kind == REMOVED:
            gone += own
            subs = [one for one in subs if one not in own]
        elif change.kind == ADDED and change.amount is not None:
            stated = {name: value for name, value in change.stated.items() if value is not None}
            source = Source(change.source.file, {**change.source.cells, "cost": change.source.cell("amount")})
            subs.append(
                Subcontractor(source, change.firm or "", change.amount, None, change.certifications, None, stated)
            )
        elif change.kind == AMOUNT and own and change.amount is not None:
            changed = own[0]._replace(cost=change.amount)
            subs = [changed if one is own[0] else one for one in subs if one is own[0] or one not in own]
    still = {place_of(one) for one in subs}
    return subs, [one for one in gone if place_of(one) not in still]


def payer_place(bid: Bid, payment: Payment) -> Place:
    """The place of the firm that a payment went to.

    Raises:
        UnknownPayerError: its payer is neither the contractor nor one of its subcontractors, or is not stated where a
            firm works for several.

    """
    key = firm_key(payment.firm)
    listed = list(dict.fromkeys(place_of(one) for one in bid.subcontractors if firm_key(one.name) == key))
    payer = firm_key(payment.paid_by or "")
    above = [one for one in listed if one.tier != INDIRECT]
    if not payer or payer == firm_key(bid.bidder):
        if above or (payer and listed == []):
            return above[0] if above else Place(key, DIRECT)
        if payer or not listed:
            return Place(key, DIRECT)
        if len(listed) > 1:
            raise UnknownPayerError(f"{payment.firm} works for several subcontractors of {bid.bidder}")
        return listed[0]
    if payer in {firm_key(one.name) for one in bid.subcontractors if one.tier != INDIRECT}:
        return Place(key, INDIRECT, payer)
    raise UnknownPayerError(f"{payment.paid_by} is neither {bid.bidder} nor a subcontractor that it lists")


def to_contractor(bid: Bid, payment: Payment) -> bool:
    """Whether a payment went to the contractor."""
    return firm_key(payment.firm) == firm_key(bid.bidder)


def as_paid(
    bid: Bid, records: Records, register: Register | None, former: Sequence[Subcontractor] = (), *, owed_counts: bool
) -> Applied:
    """The bid of a contract with what was paid, and what is owed for work done where that counts.

    ``bid``: the plan as changed; ``former``: the firms that were taken out of it. What the register says a firm is
    certified as is taken as claimed.
    """
    work: dict[str, list[Work]] = {}
    for one in records.work:
        work.setdefault(firm_key(one.firm), []).append(one)
    own = [one for one in records.payments if to_contractor(bid, one)]
    others = [one for one in records.payments if not to_contractor(bid, one)]
    planned: dict[Place, list[Subcontractor]] = {}
    for sub in bid.subcontractors:
        planned.setdefault(place_of(sub), []).append(sub)
    paid: dict[Place, list[Payment]] = {place: [] for place in planned}
    everyone = bid._replace(subcontractors=(*bid.subcontractors, *former))
    for payment in others:
        paid.setdefault(payer_place(everyone, payment), []).append(payment)
    before = {place_of(one): one for one in reversed(former)}
    for one in records.work:  # what is owed to a firm that has no payment, and is not in the plan, is owed all the same
        key = firm_key(one.firm)
        if one.owed and key != firm_key(bid.bidder) and key not in {place.firm for place in paid}:
            paid[next((place for place in before if place.firm == key), Place(key, DIRECT))] = []
    subs, firms = [], {}
    done = records.contract.completed
    for place, payments in paid.items():
        rows = planned.get(place, [])
        facts = work.get(place.firm, [])
        if place.tier == INDIRECT and Place(place.firm, DIRECT) in paid:
            facts = [one._replace(owed=None) for one in facts]  # what a firm is owed is counted once
        first = rows[0] if rows else before.get(place) or _not_planned(place, *payments, *facts)
        sub, firm = _firm(first, rows, payments, facts, done, owed_counts=owed_counts)
        subs.append(sub._replace(certifications=_claimed(sub.name, sub.certifications, register)))
        firms[place] = firm
    facts = work.get(firm_key(bid.bidder), [])
    owed = _owed(facts)
    total = _sum(own) if own else None
    commission, unknown = _commission(amount(bid, "commission"), own)
    stated = {name: value for name, value in bid.stated.items() if name not in {"direct_work", "commission"}}
    stated |= {} if commission is None else {"commission": commission}
    ends = done or _completed(facts)
    stated |= ({} if ends is None else {"ends": ends}) | _stated(facts)
    given = sum((one.cost for one in subs if one.tier != INDIRECT), ZERO) if total is None else total
    changed = bid._replace(
        quoted_price=given + (owed if owed_counts else ZERO),
        subcontractors=tuple(subs),
        certifications=_claimed(bid.bidder, bid.certifications, register),
        stated=stated,
    )
    return Applied(changed, firms, total, owed, unknown)


def _firm(
    first: Subcontractor, rows: list[Subcontractor], payments: list[Payment], facts: list[Work], done: date | None,
    *, owed_counts: bool,
) -> tuple[Subcontractor, PaidFirm]:  # fmt: skip
    owed, completed, paid = _owed(facts), _completed(facts), _sum(payments)
    planned = sum((row.cost for row in rows), ZERO) if rows else None
    promised = amount(first, "commission")
    commission, unknown = _commission(promised, payments)
    stated = {name: value for name, value in first.stated.items() if name not in {"ends", "commission"}}
    stated |= {} if commission is None else {"commission": commission}
    ends = completed or done
    stated |= ({} if ends is None else {"ends": ends}) | _stated(facts)
    certifications = frozenset(mark for row in (rows or [first]) for mark in row.certifications)
    cost = paid + (owed if owed_counts else ZERO)
    sub = first._replace(cost=cost, certifications=certifications, stated=stated)
    return sub, PaidFirm(planned, paid, owed, completed, unknown)


def _not_planned(place: Place, record: Payment | Work, *_: Payment | Work) -> Subcontractor:
    """A firm that the plan never had, from the first record of it."""
    cost = record.source.cell("amount") or record.source.cell("owed")
    stated: dict[str, object] = {"tier": place.tier} if place.tier != DIRECT else {}
    stated |= {"under": place.under} if place.tier == INDIRECT else {}
    source = Source(record.source.file, {**record.source.cells, "cost": cost})
    return Subcontractor(source, record.firm, ZERO, None, frozenset(), None, stated)


def _claimed(name: str, marks: frozenset[str], register: Register | None) -> frozenset[str]:
    if register is None:
        return marks
    key = firm_key(name)
    return marks | {row.certification for row in register.rows if firm_key(row.firm) == key}


def _sum(payments: Iterable[Payment]) -> Decimal:
    return sum((one.amount for one in payments), ZERO)


def _owed(facts: Iterable[Work]) -> Decimal:
    return sum((one.owed for one in facts if one.owed is not None), ZERO)


def _completed(facts: list[Work]) -> date | None:
    """When the last of a firm's works was completed; None while one is not."""
    days = [one.completed for one in facts]
    return None if not days or None in days else max(day for day in days if day is not None)


def _commission(promised: Decimal | None, payments: list[Payment]) -> tuple[Decimal | None, bool]:
    """The commissions within payments; unknown where a firm is paid by commission and a payment does not say it."""
    given = [one.commission for one in payments if one.commission is not None]
    if promised is None and not given:
        return None, False
    return sum(given, ZERO), len(given) < len(payments)


def _stated(facts: Iterable[Work]) -> dict[str, object]:
    """The program's own facts of a firm's work; a no of one row is not undone by another."""
    found: dict[str, object] = {}
    for name, value in _values(facts):
        if found.get(name) is not False:
            found[name] = value
    return found


def _values(facts: Iterable[Work]) -> Iterator[tuple[str, object]]:
    for one in facts:
        yield from one.stated.items()
