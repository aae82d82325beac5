"""The dollars of a year against its goals: for each agency and kind of contracts, what goes to whom goals are for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.compliance.figures import Dollars, dollars_of
from lbpp_cli.compliance.reporting import YearlyGoal
from lbpp_cli.money import EXACT, ZERO, share_against, show_money
from lbpp_cli.participation import reaches

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from decimal import Decimal

    from lbpp_cli.compliance.reporting import Account, OwnGoal


class Reached(NamedTuple):
    """A goal of a year and how far it is reached; percent of the base.

    ``counted``: dollars that count toward it and no other; ``open``: those that may count toward it or another.
    ``achieved`` and ``at_most``: without and with these, for display. ``met`` was tested exactly: None where it hangs
    on them, where there is no goal, or where nothing was awarded.
    """

    name: str
    required: Decimal | None
    counted: Decimal
    open: Decimal
    achieved: Decimal
    at_most: Decimal
    met: bool | None


class Year(NamedTuple):
    """The contracts of a kind of one agency (of all, where ``every``), and its goals; ``agency`` None: not stated.

    ``own``: they are those that the agency set itself.
    """

    agency: str | None
    year_of: str
    base: Dollars
    goals: tuple[Reached, ...]
    every: bool = False
    own: bool = False


class Years(NamedTuple):
    """What is measured against goals of the year; ``left_out``: why not, and which dollars."""

    measured: tuple[Year, ...]
    left_out: tuple[tuple[str, Dollars], ...]


def years_of(
    awards: Sequence[tuple[str | None, Account]], goals: Sequence[YearlyGoal], own: Sequence[OwnGoal] = ()
) -> Years:
    """Each agency against the goals of the year, and all of them together; ``awards``: each with its agency.

    ``own``: goals that agencies set themselves, under the names by which the awards have them.
    """
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
        of: dict[str | None, list[Account]] = {}
        for agency, one in found:
            of.setdefault(agency, []).append(one)
        agencies = sorted(of, key=lambda one: (one is None, (one or "").casefold()))
        measured += [_year(agency, name, of[agency], asked) for agency in agencies]
        if len(agencies) > 1:
            measured.append(_year(None, name, [one for _, one in found], asked)._replace(every=True))
    measured += _own_years(awards, own)
    return Years(tuple(measured), tuple((why, dollars_of(amounts)) for why, amounts in sorted(out.items())))


def _own_years(awards: Sequence[tuple[str | None, Account]], own: Sequence[OwnGoal]) -> Iterator[Year]:
    """Each agency against the goals that it set itself: of its awards in an industry, up to an amount if stated."""
    for agency, industry, most in dict.fromkeys((one.agency, one.industry, one.at_or_below) for one in own):
        found = [
            one
            for of, one in awards
            if (of, one.industry) == (agency, industry)
            and one.left_out is None
            and (most is None or (one.value is not None and one.value <= most))
        ]
        name = industry if most is None else f"{industry} at or below {show_money(most).removesuffix('.00')}"
        asked = [
            YearlyGoal(name, one.name, one.percent, "")
            for one in own
            if (one.agency, one.industry, one.at_or_below) == (agency, industry, most)
        ]
        yield _year(agency, name, found, asked)._replace(own=True)


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
        if not base:
            return Reached(goal.name, goal.percent, counted, either, ZERO, ZERO, None)
        least_met, most_met = (reaches(dollars, base, goal.percent) for dollars in (counted, most))
        met = least_met if least_met == most_met else None
    achieved, at_most = (share_against(dollars, base, goal.percent) if base else ZERO for dollars in (counted, most))
    return Reached(goal.name, goal.percent, counted, either, achieved, at_most, met)


def _added(amounts: Iterable[Decimal]) -> Decimal:
    total = ZERO
    for amount in amounts:
        total = EXACT.add(total, amount)
    return total
