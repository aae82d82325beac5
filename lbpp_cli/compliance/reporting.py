"""What the law of a program asks reports of many awards to tell: the facts of each award, and the goals of a year.

A program that has such a law declares a :class:`Reporting` in its module ``reporting``; what it reads there are rows of
results. Money is Decimal dollars; what counts toward a goal may have a fraction of a cent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from decimal import Decimal

    from lbpp_cli.columns import Column
    from lbpp_cli.parameters import RuleBook, Rules

    Row = Mapping[str, Any]

# The tables of such a report, by which a program names the clause that asks for each.
YEAR, OWN, AWARDED, FIRMS, VENTURES, SUBCONTRACTS, WAIVERS = (
    "year", "own", "awarded", "firms", "ventures", "subcontracts", "waivers",
)  # fmt: skip


class Part(NamedTuple):
    """A firm's part in an awarded contract.

    ``amount``: what was awarded to it: the contract, or its subcontract. ``credit``: the dollars that count toward a
    goal of the year. ``held``: the certifications that are proved. ``toward``: the goals of the year that the credit
    may count toward; where there are several, it counts toward one of them and nothing says which.
    """

    role: str
    amount: Decimal
    credit: Decimal
    held: tuple[str, ...]
    group: str | None
    gender: str | None
    toward: tuple[str, ...]


class Waiver(NamedTuple):
    """A request to waive goals of a contract: what came of it, for which bidder, and the goals after it."""

    bidder: str
    decided: str
    granted: bool
    goals: str | None
    approved_by: str | None
    approved_on: str | None
    awarded: bool


class Account(NamedTuple):
    """What a report tells of one solicitation; money in dollars.

    ``has_goals``: whether goals were set for its contract. ``value``: by which its size is told. ``year_of``: the kind
    of contracts of whose dollars the goals of the year are percentages. ``base``: its dollars there; ``left_out``: why
    they are not counted there. ``venture``: whether it went to a qualified joint venture. Where there is no award there
    are no parts.
    """

    has_goals: bool
    industry: str | None
    value: Decimal | None
    year_of: str | None
    base: Decimal | None
    left_out: str | None
    venture: bool
    parts: tuple[Part, ...]
    waivers: tuple[Waiver, ...]


class YearlyGoal(NamedTuple):
    """A goal of a year: percent of the dollars of contracts of a kind; None where the rules set none."""

    year_of: str
    name: str
    percent: Decimal | None
    clause: str


class OwnGoal(NamedTuple):
    """A goal that an agency set for its year: percent of what it awards in an industry.

    ``at_or_below``: it is for contracts of no more than so many dollars.
    """

    agency: str
    industry: str
    name: str
    percent: Decimal
    at_or_below: Decimal | None = None


class Reporting(NamedTuple):
    """What a program gives to reports of many awards.

    ``account`` reads what the rows of a file, its bids and the ledger of its awarded bid tell. ``goals``: of a year.
    ``own_goals``: the columns of a file of the goals that agencies set themselves, by the fields of :class:`OwnGoal`.
    ``both``: the certifications that a firm may hold together and is then counted for once more. ``clauses``: those
    that ask for each table. ``definitions``: what its figures mean, ``unknown``: what such a report tells besides and
    results do not hold.
    """

    account: Callable[[Row, Sequence[Row], Sequence[Row], Rules], Account]
    goals: Callable[[Rules], tuple[YearlyGoal, ...]]
    both: tuple[str, str]
    own_goals: tuple[Column, ...]
    clauses: Mapping[str, str]
    definitions: Mapping[str, str]
    unknown: tuple[str, ...]


class Reporter(NamedTuple):
    """What a program reports, with its figures."""

    reporting: Reporting
    book: RuleBook
