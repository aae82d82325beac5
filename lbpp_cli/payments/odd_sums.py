"""What is odd about what firms were paid in all, beside their plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.checks import finding_at
from lbpp_cli.model import DIRECT, VENTURE_PARTNER
from lbpp_cli.money import ZERO, show_money
from lbpp_cli.names import KnownNames, firm_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from decimal import Decimal

    from lbpp_cli.findings import Finding
    from lbpp_cli.model import Bid
    from lbpp_cli.payments.records import Payment, Records


def strangers(bid: Bid, records: Records) -> Iterator[Finding]:
    """Firms that are paid or work and are not in the plan, each once."""
    names = [bid.bidder, *(one.name for one in bid.subcontractors)]
    known = {firm_key(name) for name in names}
    told: set[str] = set()
    recorded = [
        *((one.firm, one.source) for one in records.payments),
        *((one.firm, one.source) for one in records.work),
    ]
    for name, source in recorded:
        key = firm_key(name)
        if key not in known and key not in told:
            told.add(key)
            message = f"{name} is not in the plan of {bid.bidder}, nor among its approved changes."
            hint = (
                meant(name, names) or "Nothing to do if it is new; an approved change belongs on Changes to the plan."
            )
            yield finding_at(source, "firm", "firm-not-in-plan", message, hint)


def meant(name: str, names: Iterable[str]) -> str:
    """The names that might have been meant, as a hint; blank where none is near."""
    near = KnownNames(names).similar(name)
    return f"Did you mean {' or '.join(f'“{one}”' for one in near)}? Write the name as it stands there." if near else ""


def sums(bid: Bid, records: Records) -> Iterator[Finding]:
    """What firms were paid in all until the day, held against their plan."""
    paid: dict[str, Decimal] = {}
    last: dict[str, Payment] = {}
    for one in records.payments:
        key = firm_key(one.firm)
        paid[key] = paid.get(key, ZERO) + one.amount
        last[key] = one
    yield from _negative(records, paid, last)
    planned: dict[str, Decimal] = {}
    for sub in bid.subcontractors:
        key = firm_key(sub.name)
        if sub.tier != VENTURE_PARTNER and key not in planned and key not in paid:
            message = f"{sub.name} is in the plan; no payment to it is recorded."
            yield finding_at(sub.source, "name", "firm-never-paid", message, "Nothing to do if none was made yet.")
        if sub.tier != VENTURE_PARTNER:
            planned[key] = planned.get(key, ZERO) + sub.cost
    for key, amount in planned.items():
        if key in last and paid[key] > amount > 0:  # an amount that is blank on a form is not known
            message = (
                f"{last[key].firm} was paid {show_money(paid[key])}, more than the {show_money(amount)} of the plan."
            )
            hint = "Nothing to do if that is right; an approved change belongs on Changes to the plan."
            yield finding_at(last[key].source, "amount", "paid-above-plan", message, hint)
    for work in records.work:
        key = firm_key(work.firm)
        if work.completed is not None and not paid.get(key) and not work.owed and key in planned:
            message = f"{work.firm} completed its work on {work.completed}; no payment to it is recorded."
            hint = "Record what it was paid, or fill in Still owed."
            yield finding_at(work.source, "completed", "work-unpaid", message, hint)
    yield from _of_the_contractor(bid, paid, last)


def _negative(records: Records, paid: Mapping[str, Decimal], last: Mapping[str, Payment]) -> Iterator[Finding]:
    for one in records.payments:
        if one.amount < 0:
            message = f"{one.firm} has a payment of {show_money(one.amount)}; it is taken off what it was paid."
            yield finding_at(one.source, "amount", "payment-negative", message, "Nothing to do if it was paid back.")
    for key, total in paid.items():
        if total < 0:
            message = f"{last[key].firm} was paid {show_money(total)} in all."
            yield finding_at(last[key].source, "amount", "paid-below-zero", message, "Correct its payments.")


def _of_the_contractor(bid: Bid, paid: Mapping[str, Decimal], last: Mapping[str, Payment]) -> Iterator[Finding]:
    own = paid.get(firm_key(bid.bidder))
    direct = {firm_key(sub.name) for sub in bid.subcontractors if sub.tier == DIRECT}
    given = sum((amount for key, amount in paid.items() if key in direct), ZERO)
    if own is not None and given > own:
        message = f"{bid.bidder} was paid {show_money(own)} and paid its subcontractors {show_money(given)}."
        hint = "Nothing to do if the contractor paid them before it was paid itself."
        yield finding_at(last[firm_key(bid.bidder)].source, "amount", "subcontractors-paid-more", message, hint)
