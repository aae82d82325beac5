"""Participation: the dollars of a contract that go to certified firms, and whether they reach what was asked for.

Every program that measures participation gives this same account of it: a ledger with a line for each firm and each
goal that it was looked at for, and the goals that the ledger adds up to. Money is Decimal dollars with two decimals.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.money import EXACT, ZERO, share_against

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lbpp_cli.model import Source

_HUNDRED = Decimal(100)
PRIME, PARTNER, SUBCONTRACTOR, BANKED = "prime", "joint venture partner", "subcontractor", "banked credit"
INDIRECT_SUBCONTRACTOR = "indirect subcontractor"  # of a subcontractor: its dollars are a part of that one's


class LedgerLine(NamedTuple):
    """What a firm's dollars count toward a goal, by which clause, and why no more.

    ``role``: what the firm is to the bid. ``amount``: the dollars of its work; ``counted``: those that count toward the
    goal named ``toward``, which may be more (where the rules count a firm twice) or none; ``toward`` is None where they
    count toward no goal. What counts may have a fraction of a cent, where a rule
    halves or divides it. ``source`` and ``field``: the record that ``amount`` was read from, and its field.
    ``certifications``: those of the firm that are proved. ``own``: what else the program tells of the firm, for its
    reports, as names and values.
    """

    firm: str
    role: str
    amount: Decimal
    counted: Decimal
    toward: str | None
    clause: str
    note: str | None = None
    source: Source | None = None
    field: str = "cost"
    certifications: frozenset[str] = frozenset()
    own: tuple[tuple[str, object], ...] = ()


class Goal(NamedTuple):
    """A goal of a contract and how far a bid reaches it.

    ``required``: percent of the base, None where none is required (then it is always met). ``dollars``: what counted.
    ``achieved``: dollars as a percent of the base, for display; whether it is ``met`` was tested in whole cents.
    """

    name: str
    required: Decimal | None
    achieved: Decimal
    dollars: Decimal
    met: bool
    clause: str
    note: str | None = None


class Participation(NamedTuple):
    """The participation of one bid. ``base``: the dollars that percentages are of, and what they are in words."""

    base: Decimal
    base_text: str
    goals: tuple[Goal, ...]
    ledger: tuple[LedgerLine, ...]

    @property
    def met(self) -> bool:
        """Whether every goal is met."""
        return all(goal.met for goal in self.goals)


def reaches(dollars: Decimal, base: Decimal, percent: Decimal) -> bool:
    """Whether dollars are at least a percentage of the base: exact products, never a quotient."""
    return EXACT.multiply(dollars, _HUNDRED) >= EXACT.multiply(base, percent)


def goal_of(
    name: str, required: Decimal | None, dollars: Decimal, base: Decimal, clause: str, note: str | None = None
) -> Goal:
    """A goal with what was achieved of it; ``base`` is more than zero."""
    met = required is None or reaches(dollars, base, required)
    achieved = share_against(dollars, base, required)
    return Goal(name, required, achieved, dollars, met, clause, note)


def certifications_of(participation: Participation | None, source: Source) -> frozenset[str] | None:
    """The certifications that counted for the firm of a record; None where the ledger does not hold it."""
    ledger = participation.ledger if participation else ()
    return next((one.certifications for one in ledger if one.source is source and one.role != BANKED), None)


def counted_toward(ledger: Iterable[LedgerLine], goal: str) -> Decimal:
    """The dollars of a ledger that count toward a goal."""
    return sum((line.counted for line in ledger if line.toward == goal), ZERO)
