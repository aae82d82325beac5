"""The goals of a bid as formulas: what is required, what was reached, and whether that is enough."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.formula import Formula, most, nearest_whole, rounded, when, whole
from lbpp_cli.programs.oakland_lslbe.terms import (
    INFORMAL,
    LOCAL_PART,
    LOCAL_WORK,
    REQUIREMENT,
    SMALL_PART,
    SMALL_WORK,
)
from lbpp_cli.stated import answer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lbpp_cli.formula_tables import Grid
    from lbpp_cli.programs.oakland_lslbe.worksheet_firms import Sums
    from lbpp_cli.programs.oakland_lslbe.worksheet_setting import Setting


class Reached(NamedTuple):
    """A goal: its name, what it requires of a cent of the base (None: nothing), and what was reached, in parts."""

    name: str
    rate: Formula | None
    parts: Formula


def goals_of(setting: Setting) -> list[str]:
    """The names of the goals that each bid has, in their order."""
    emergency = bool(answer(setting.solicitation, "emergency"))
    if setting.asked.whole is not None:
        names = [REQUIREMENT, LOCAL_PART, SMALL_PART]
    else:
        names = [LOCAL_WORK if setting.case.procedure.id == INFORMAL and not emergency else REQUIREMENT]
    return [*names, *([LOCAL_WORK, SMALL_WORK] if emergency else [])]


def not_required(setting: Setting, sums: Sums) -> Iterator[Reached]:
    """Definitions 13, 14: what the buyer is asked for where nothing is required; no bid is left out for it."""
    everything = sums.all * setting.cent
    if goals_of(setting)[0] == LOCAL_WORK:
        yield Reached(LOCAL_WORK, _rate(setting, "informal-local"), everything)
    else:
        yield Reached(REQUIREMENT, None, everything)
    yield from emergency_goals(setting, sums)


def emergency_goals(setting: Setting, sums: Sums) -> Iterator[Reached]:
    """Emergency Contracts: 75% local, and of that at least two thirds small."""
    if answer(setting.solicitation, "emergency"):
        local = _rate(setting, "emergency-local")
        yield Reached(LOCAL_WORK, local, sums.all * setting.cent)
        small = local * setting.figure("emergency-small") / 3
        yield Reached(SMALL_WORK, small, (sums.small + sums.very) * setting.cent)


def _rate(setting: Setting, percent: str) -> Formula:
    return setting.figure(percent) * (setting.cent // 100)


def write_goals(
    setting: Setting, grid: Grid, first: int, bidder: Formula, base: Formula, reached: Sequence[Reached]
) -> list[Formula]:
    """Write the goals of a bid from row ``first`` on; gives for each whether it is met.

    ``base``: in cents. Whole parts are compared, never a quotient.
    """
    cent, met = setting.cent, []
    for row, goal in enumerate(reached, start=first):
        grid.put(row, "bidder", bidder)
        grid.put(row, "goal", goal.name)
        parts = grid.put(row, "reached", goal.parts)
        grid.put(row, "dollars", parts / (100 * cent))
        grid.put(row, "base", base / 100)
        near = rounded(parts / (base * cent), 4)
        if goal.rate is None:
            grid.put(row, "required", "–")
            grid.put(row, "short", 0)
            met.append(grid.put(row, "met", 1))
        else:
            rate = grid.put(row, "rate", goal.rate)
            grid.put(row, "required", rate / (cent // 100))
            grid.put(row, "short", most(base * rate - parts, 0) / (100 * cent))
            met.append(grid.put(row, "met", when(base * rate <= parts, 1, 0)))
            # More decimals where two would show it on the other side of what is required.
            side = (rate * 10000 <= nearest_whole(near * 10000) * cent).equals(met[-1].equals(1))
            near = when(side, near, whole(parts / (base * cent) * 10**8) / 10**8)
        grid.put(row, "achieved", near)
    return met
