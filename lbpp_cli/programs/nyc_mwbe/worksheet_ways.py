"""Toward which goal each firm of a bid counts (j.1.k), as formulas, and whether the way that was found still holds.

No formula searches. Where a plan does not say which goal a firm is for, the goal that the search found stands as an
input. A changed figure can make another way better: that is said, unless no way could meet the goals, or this one does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.formula import Formula, both, count, either, literal, most, total_where, when
from lbpp_cli.programs.nyc_mwbe.measure import measure
from lbpp_cli.programs.nyc_mwbe.worksheet_firms import could

if TYPE_CHECKING:
    from lbpp_cli.formula import Range
    from lbpp_cli.formula_tables import Grid
    from lbpp_cli.model import Bid
    from lbpp_cli.programs.nyc_mwbe.worksheet_firms import Firm, Ledger
    from lbpp_cli.programs.nyc_mwbe.worksheet_setting import Setting, Units

_NONE = "–"
AGAIN = "evaluate again"


class Need(NamedTuple):
    """What a goal asks for of a bid, in parts of a cent, and whether it is met."""

    goal: str
    need: Formula
    met: Formula


class Ways:
    """Writes toward which goal the firms of a bid count."""

    def __init__(self, setting: Setting, ledger: Ledger, bid: Bid, units: Units) -> None:
        self._setting, self._ledger, self._grid, self._units = setting, ledger, ledger.grid, units
        self._goals = list(setting.goals)
        assigned = measure(setting.case, bid, setting.readings).assigned
        self._found = dict(assigned.open)

    def write(self) -> dict[str, Formula]:
        """Write the goal of each firm; gives what each goal reaches, in parts of a cent."""
        companies: dict[str, list[Firm]] = {}
        for firm in self._ledger.firms:
            companies.setdefault(firm.key, []).append(firm)
        for rows in companies.values():
            self._company(rows)
        toward = self._column("toward")
        return {goal: total_where(self._column(could(goal)), (toward, goal)) for goal in self._goals}

    def _column(self, name: str) -> Range:
        return self._grid.column(name, self._ledger.first, self._ledger.last)

    def _company(self, rows: list[Firm]) -> None:
        """j.1.k: all rows of a company count toward one goal."""
        put, first = self._grid.put, rows[0].row
        worth = {goal: self._sum(rows, goal) for goal in self._goals}
        possible = literal(0)
        for dollars in worth.values():
            one = when(dollars > 0, 1, 0)
            possible = one if possible.fixed else possible + one
        meant = self._meant(rows)
        found = next((self._found[name] for name in self._names(rows) if name in self._found), None)
        if found is not None:
            toward = put(first, "toward", found, "word live", (*self._goals, _NONE))
        else:
            free = self._first(worth, None)
            goal = free if meant is None else when(meant.equals(""), free, self._first(worth, meant))
            toward = put(first, "toward", goal)
        for firm in rows:
            here = self._toward(firm, toward)
            if firm.row != first:
                put(firm.row, "toward", when(here > 0, toward, _NONE))
            put(firm.row, "counted", here / (100 * self._units.cent))
        if not self._setting.searches:
            return
        for firm in rows:
            as_evaluated = put(firm.row, "toward_as", str(self._grid.at(firm.row, "toward").value))
            if firm.row != first:
                is_open = self._grid.at(first, "open")
            elif found is not None:
                # A reader who writes another goal says what the plan means.
                is_open = when(toward.equals(as_evaluated), 1, 0)
            else:
                several = possible > 1
                is_open = when(several if meant is None else both(several, meant.equals("")), 1, 0)
            put(firm.row, "open", is_open)
            self._compare(firm, as_evaluated)

    def _names(self, rows: list[Firm]) -> list[str]:
        return [row.of.bidder if row.sub is None else row.sub.name for row in rows]  # type: ignore[union-attr]

    def _sum(self, rows: list[Firm], goal: str) -> Formula:
        found = self._grid.at(rows[0].row, could(goal))
        for firm in rows[1:]:
            found = found + self._grid.at(firm.row, could(goal))
        return found

    def _meant(self, rows: list[Firm]) -> Formula | None:
        """What the plan says of rows that are credited; None where it says nothing of any."""
        found: Formula | None = None
        for firm in reversed(rows):
            if "toward" in firm.of.stated:
                said = self._setting.choice(firm.of, "toward", self._goals)
                credited = self._grid.at(firm.row, "credit") > 0
                known = said if said.fixed else when(said.equals(""), "", said)
                found = when(credited, known, "" if found is None else found)
        return found

    def _first(self, worth: dict[str, Formula], meant: Formula | None) -> Formula:
        """The first goal that a firm could count toward, of those that it is meant for; a dash for none."""
        found = literal(_NONE)
        for goal, dollars in reversed(worth.items()):
            counts = dollars > 0 if meant is None else both(meant.equals(goal), dollars > 0)
            found = when(counts, goal, found)
        return found

    def _toward(self, firm: Firm, toward: Formula) -> Formula:
        """What a row counts toward the goal of its company, in parts."""
        found = literal(0)
        for goal in reversed(self._goals):
            found = when(toward.equals(goal), self._grid.at(firm.row, could(goal)), found)
        return found

    def _compare(self, firm: Firm, toward: Formula) -> None:
        """Whether the search would have the same to decide of a row as when it was evaluated."""
        put, at = self._grid.put, self._grid.at
        kinds = literal(0)
        for place, goal in enumerate(self._goals):
            bit = when(at(firm.row, could(goal)) > 0, 2**place, 0)
            kinds = bit if kinds.fixed else kinds + bit
        kinds, credit = put(firm.row, "kinds", kinds), at(firm.row, "credit")
        before = put(firm.row, "credit_as", literal(credit.number)), put(firm.row, "kinds_as", literal(kinds.number))
        same = both(credit.equals(before[0]), kinds.equals(before[1]), at(firm.row, "toward").equals(toward))
        put(firm.row, "same", when(same, 1, 0))

    def still_holds(self, goals: Grid, first: int, needs: list[Need]) -> Formula:
        """In a word: whether the way in which firms count can be taken for the best one. ``first``: row of goals."""
        open_, toward, lacks = self._column("open"), self._column("toward"), []
        for row, one in enumerate(needs, start=first):
            reached, worth = goals.at(row, "reached"), self._column(could(one.goal))
            here = total_where(worth, (open_, 1), (toward, one.goal))
            fixed = goals.put(row, "fixed", reached - here)
            lacks.append(goals.put(row, "lacks", most(one.need - fixed, 0)))
            goals.put(row, "most", fixed + total_where(worth, (open_, 1)))
            before = goals.put(row, "need_as", literal(one.need.number))
            goals.put(row, "same", when(one.need.equals(before), 1, 0))
        last = first + len(needs) - 1
        together = lacks[0]
        for lack in lacks[1:]:
            together = together + lack
        # No way is enough if not even credit that could be split among its goals would be.
        beyond = [goals.at(row, "most") < one.need for row, one in enumerate(needs, start=first)]
        none = either(*beyond, total_where(self._column("credit"), (open_, 1)) < together)
        same = both(count(self._column("same"), 0).equals(0), count(goals.column("same", first, last), 0).equals(0))
        met = both(*(one.met.equals(1) for one in needs))
        otherwise = when(same, "best way found", when(none, "no way meets all", AGAIN))
        said = when(met, "a way that meets all", otherwise)
        return when(count(open_, 1).equals(0), "as the plan says", said)
