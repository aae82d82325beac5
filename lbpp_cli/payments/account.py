"""What comes of a plan held against payments: each goal, each firm, and what a person has to decide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from lbpp_cli.columns import Column
    from lbpp_cli.findings import Finding
    from lbpp_cli.model import Bid, Case, InputFile, Source
    from lbpp_cli.outreach.decisions import Program as OutreachProgram
    from lbpp_cli.outreach.records import Records as OutreachRecords
    from lbpp_cli.parameters import Rules
    from lbpp_cli.payments.records import Contract, Records
    from lbpp_cli.readings import Reading


NOT_APPLICABLE = "n/a"


class FirmAccount(NamedTuple):
    """A firm: what the plan gives it and what of that counts, what it was paid and what of that counts, and why.

    Dollars; ``planned`` is None where the plan does not have it. ``paid`` until the day; ``owed`` for work that it has
    done. ``due``: what the plan gives it beyond that. ``toward``: the goal that it counts toward. ``certified``: when
    the certification that counts was granted, None where that is not stated.
    """

    firm: str
    role: str
    planned: Decimal | None
    planned_credit: Decimal
    paid: Decimal
    owed: Decimal
    credited: Decimal
    due: Decimal
    toward: str | None
    clause: str
    note: str | None
    completed: date | None
    certified: date | None
    source: Source


class GoalAccount(NamedTuple):
    """A goal: ``required`` percent (None: none) and the dollars that are, what the plan and the payments count.

    ``paid``: to the firms that count toward it. ``achieved``: percent of the base, for display. ``due``: planned less
    credited; ``lacking``: required less credited; neither is below zero.
    """

    name: str
    required: Decimal | None
    required_dollars: Decimal
    planned: Decimal
    paid: Decimal
    credited: Decimal
    achieved: Decimal
    due: Decimal
    lacking: Decimal
    clause: str
    note: str | None = None

    @property
    def met(self) -> bool:
        """Whether what is credited until the day reaches what is required."""
        return self.lacking == 0


class Matter(NamedTuple):
    """Something that the rules attach to, and what they leave to a person (blank where that is done).

    ``amount``: what may be charged for it, in dollars, where the rules say so.
    """

    clause: str
    text: str
    decide: str = ""
    places: tuple[str, ...] = ()
    amount: Decimal | None = None

    @property
    def is_open(self) -> bool:
        """Whether a person has to decide."""
        return bool(self.decide)


class Asked(NamedTuple):
    """A change of the plan that was asked for: what, how it stands, and each kind of evidence with what is given.

    What is given of a kind is None where nothing is, and ``NOT_APPLICABLE`` where it is said not to apply.
    """

    what: str
    standing: str
    clause: str
    evidence: tuple[tuple[str, str | None], ...]
    place: str

    @property
    def missing(self) -> tuple[str, ...]:
        """The kinds of evidence of which nothing is given."""
        return tuple(kind for kind, given in self.evidence if given is None)


class Otherwise(NamedTuple):
    """What another answer to a reading would make of it."""

    reading: str
    value: str
    meaning: str
    text: str


class Account(NamedTuple):
    """A plan against its payments. ``base``: the dollars that percentages are of, with what they are in words.

    ``value``: the contract with its approved change orders. ``paid``: to the contractor, None where that is not
    recorded.
    """

    value: Decimal
    base: Decimal
    base_text: str
    paid: Decimal | None
    goals: tuple[GoalAccount, ...]
    firms: tuple[FirmAccount, ...]
    matters: tuple[Matter, ...] = ()
    asked: tuple[Asked, ...] = ()
    assumptions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    contested: tuple[Otherwise, ...] = ()

    @property
    def needs_a_person(self) -> bool:
        """Whether something is for a person to decide, or hangs on how the rules are read."""
        return bool(self.contested) or any(one.is_open for one in self.matters)


class Plan(NamedTuple):
    """The plan of a contract: the bid that it was awarded on, as it was evaluated."""

    case: Case
    bid: Bid


class OutreachPlan(NamedTuple):
    """The plan of a contract whose firms are listed in the records of an outreach. ``bid``: the same as a bid."""

    records: OutreachRecords
    program: OutreachProgram
    rules: Rules
    proposer: str
    bid: Bid


class PaymentRules(NamedTuple):
    """What a program says about a plan during and after its contract.

    ``columns``: its own columns of the workbook of payments, by sheet; ``goals`` and ``certifications``: the choices
    there. ``tiers``: whether what subcontractors pay to their own can count. ``roles``: those that a firm earns other
    credit in than in the rest, so that payments have to tell them apart. ``account`` gives what comes of a plan,
    what is recorded until a day, the readings, and that day. ``as_bid``: of a program whose plans are in the records of
    an outreach, the list of a proposer as a bid; None where plans are bids.
    """

    readings: tuple[Reading, ...]
    columns: Mapping[str, tuple[Column, ...]]
    goals: tuple[str, ...]
    certifications: tuple[str, ...]
    tiers: bool
    account: Callable[[Any, Records, Mapping[str, str], date], Account]
    as_bid: Callable[[OutreachRecords, str], Bid] | None = None
    roles: frozenset[str] = frozenset()


class Held(NamedTuple):
    """The whole result: the account, None where the input has errors; and what it was made from."""

    program: str
    day: date
    files: Sequence[InputFile]
    findings: Sequence[Finding]
    title: str = ""
    rules: Rules | None = None
    contractor: str = ""
    contract: Contract | None = None
    awarded: Decimal | None = None
    account: Account | None = None
    readings: Mapping[str, str] = {}
