"""The goals of a bid as formulas: what is required, what was reached, and whether that is enough."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.formula import Formula, most, nearest_whole, rounded, when, whole
from lbpp_cli.formula_tables import Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lbpp_cli.formula_tables import Grid

GOAL_WORKING = (
    Column("reached", "Reached, in parts of a cent", "whole", working=True),
    Column("rate", "Required of a cent, in parts", "whole", working=True),
)


class Reached(NamedTuple):
    """A goal: its name, what it requires of a cent of the base (None: nothing), and what was reached, in parts.

    ``asked``: whether it is required at all, where a changed figure may decide that.
    """

    name: str
    rate: Formula | None
    parts: Formula
    asked: Formula | None = None


def write_goals(
    grid: Grid, first: int, bidder: Formula, base: Formula, reached: Sequence[Reached], cent: int
) -> list[Formula]:
    """Write the goals of a bid from row ``first`` on; gives for each whether it is met.

    ``base``: in cents; ``cent``: how many parts it has. Whole parts are compared, never a quotient.
    """
    met = []
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
            grid.put(row, "required", _if_asked(goal, rate / (cent // 100), "–"))
            grid.put(row, "short", _if_asked(goal, most(base * rate - parts, 0) / (100 * cent), 0))
            met.append(grid.put(row, "met", _if_asked(goal, when(base * rate <= parts, 1, 0), 1)))
            # More decimals where two would show it on the other side of what is required.
            side = (rate * 10000 <= nearest_whole(near * 10000) * cent).equals(met[-1].equals(1))
            near = _if_asked(goal, when(side, near, whole(parts / (base * cent) * 10**8) / 10**8), near)
        grid.put(row, "achieved", near)
    return met


def _if_asked(goal: Reached, figure: Formula, otherwise: Formula | int | str) -> Formula:
    return figure if goal.asked is None else when(goal.asked, figure, otherwise)
