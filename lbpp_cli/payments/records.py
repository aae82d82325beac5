"""What is recorded during a contract: payments, work, change orders, and changes to the plan of its participation."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

    from lbpp_cli.model import InputFile, Register, Source

# What a change to the plan does.
AMOUNT, ADDED, REMOVED, GOAL = "amount", "added", "removed", "goal"
_NOTHING: Mapping[str, object] = MappingProxyType({})


class Contract(NamedTuple):
    """The contract; what is None is not stated. ``amount``: as awarded, in dollars."""

    source: Source
    number: str | None = None
    contractor: str | None = None
    amount: Decimal | None = None
    started: date | None = None
    completed: date | None = None


class Payment(NamedTuple):
    """A payment in dollars. ``paid_by``: None is the contractor, and the contracting agency where it is paid itself.

    ``commission``: of a firm that is paid by commission, what of the payment is it.
    """

    source: Source
    firm: str
    paid_on: date
    amount: Decimal
    invoice: str | None = None
    paid_by: str | None = None
    commission: Decimal | None = None


class Work(NamedTuple):
    """The work of a firm. ``owed``: what it is still to be paid for work that it has done, in dollars.

    ``stated``: the program's own facts.
    """

    source: Source
    firm: str
    work: str | None = None
    completed: date | None = None
    owed: Decimal | None = None
    stated: Mapping[str, object] = _NOTHING


class ChangeOrder(NamedTuple):
    """A change order, in dollars; a deduction is negative. ``reviewed``: when the goals were reviewed for it."""

    source: Source
    number: str
    amount: Decimal
    requested: date | None = None
    approved: date | None = None
    reviewed: date | None = None


class PlanChange(NamedTuple):
    """A change of the plan that was asked for: of a firm's amount, a firm more or less, or of a goal.

    ``amount``: the new one. ``percent``: of the ``goal``. ``certifications``: those that a firm that is added is marked
    with. It is undecided where it was neither approved nor denied.
    """

    source: Source
    kind: str
    firm: str | None = None
    requested: date | None = None
    approved: date | None = None
    denied: date | None = None
    amount: Decimal | None = None
    goal: str | None = None
    percent: Decimal | None = None
    approved_by: str | None = None
    reason: str | None = None
    certifications: frozenset[str] = frozenset()
    stated: Mapping[str, object] = _NOTHING


class Records(NamedTuple):
    """All that is recorded. ``register``: certifications, where the payments come with their own."""

    files: tuple[InputFile, ...]
    contract: Contract
    payments: tuple[Payment, ...] = ()
    work: tuple[Work, ...] = ()
    orders: tuple[ChangeOrder, ...] = ()
    changes: tuple[PlanChange, ...] = ()
    register: Register | None = None

    def until(self, day: date) -> Records:
        """What had happened by the end of a day: what is dated later is left out, or not yet decided."""

        def past(when: date | None) -> date | None:
            return when if when is not None and when <= day else None

        contract = self.contract._replace(completed=past(self.contract.completed))
        work = tuple(
            one._replace(completed=past(one.completed), owed=None if _after(one.completed, day) else one.owed)
            for one in self.work
        )
        orders = tuple(
            one._replace(approved=past(one.approved), reviewed=past(one.reviewed))
            for one in self.orders
            if not _after(one.requested or one.approved, day)
        )
        changes = tuple(
            one._replace(approved=past(one.approved), denied=past(one.denied))
            for one in self.changes
            if not _after(one.requested or one.approved or one.denied, day)
        )
        payments = tuple(one for one in self.payments if one.paid_on <= day)
        return self._replace(contract=contract, payments=payments, work=work, orders=orders, changes=changes)


def _after(when: date | None, day: date) -> bool:
    return when is not None and when > day
