"""The dollars of a year against its goals: for each agency and kind of contracts, what goes to whom goals are for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.compliance.figures import Dollars, dollars_of
from lbpp_cli.money import EXACT, ZERO, share_against
from lbpp_cli.participation import reaches

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from lbpp_cli.compliance.reporting import Account, YearlyGoal


class Reached(NamedTuple):
    """A goal of a year and how far it is reached; percent of the base.

    ``counted``: dollars that count toward it and no other; ``open``: those that may count toward it or another.
    ``achieved`` and ``at_most``: without and with these, for display. ``met`` was tested exactly: None where it hangs
    on them, or where there is no goal.
    """

    name: str
    required: Decimal | None
    counted: Decimal
    open: Decimal
    achieved: Decimal
    at_most: Decimal
    met: bool | None


class Year(NamedTuple):
    """The contracts of a kind of one agency (of all, where ``every``), and its goals; ``agency`` None: not stated."""

    agency: str | None
    year_of: str
    base: Dollars
    goals: tuple[Reached, ...]
    every: bool = False


class Years(NamedTuple):
    """What is measured against goals of the year; ``left_out``: why not, and which dollars."""

    measured: tuple[Year, ...]
    left_out: tuple[tuple[str, Dollars], ...]


def years_of(awards: Sequence[tuple[str | None, Account]], goals: Sequence[YearlyGoal]) -> Years:
    """Each agency against the goals of the year, and all of them together; ``awards``: each with its agency."""
    known = dict.fromkeys(goal.year_of for goal in goals)
    out: dict[str, list[Decimal | None]] = {}
    taken: dict[str, list[tuple[str | None, Account]]] = {name: [] for name in known}
    for agency, one in awards:
        why = one.left_out or (None if one.year_of in known else f"no goals of the year: {one.year_of or 'not stated'}")
        if why is not None:
            out.setdefault(why, []).append(one.base)
        elif one.year_of is not None:
            taken[one.year_of].append((agency, one))
    measured = []
    for name, found in taken.items():
        asked = [goal for goal in goals if goal.year_of == name]
        agencies = sorted({agency for agency, _ in found}, key=lambda one: (one is None, (one or "").casefold()))
        measured += [
            _year(agency, name, [one for of, one in found if of == agency], asked) for agency in agencies
        ]  # fmt: skip
        if len(agencies) > 1:
            measured.append(_year(None, name, [one for _, one in found], asked)._replace(every=True))
    return Years(tuple(measured), tuple((why, dollars_of(amounts)) for why, amounts in sorted(out.items())))


def _year(agency: str | None, name: str, found: Sequence[Account], goals: Iterable[YearlyGoal]) -> Year:
    base = dollars_of(one.base for one in found)
    credited = [part for one in found for part in one.parts if part.credit]
    made = []
    for goal in goals:
        counted = _added(part.credit for part in credited if part.toward == (goal.name,))
        either = _added(part.credit for part in credited if goal.name in part.toward and len(part.toward) > 1)
        made.append(_reached(goal, counted, either, base.amount))
    return Year(agency, name, base, tuple(made))


def _reached(goal: YearlyGoal, counted: Decimal, either: Decimal, base: Decimal) -> Reached:
    most = EXACT.add(counted, either)
    met: bool | None = None
    if goal.percent is not None:
        least_met, most_met = (reaches(dollars, base, goal.percent) for dollars in (counted, most))
        met = least_met if least_met == most_met else None
    achieved, at_most = (share_against(dollars, base, goal.percent) if base else ZERO for dollars in (counted, most))
    return Reached(goal.name, goal.percent, counted, either, achieved, at_most, met)


def _added(amounts: Iterable[Decimal]) -> Decimal:
    total = ZERO
    for amount in amounts:
        total = EXACT.add(total, amount)
    return total
