"""What the formulas of a case share: its readings, its goals, and the units that they count in."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.formula import Formula, decimals_of, either, is_number, literal, nearest_whole, when
from lbpp_cli.formula_checks import decimals_problem
from lbpp_cli.formula_inputs import CaseOnSheets, largest_price
from lbpp_cli.model import VENTURE_PARTNER
from lbpp_cli.programs.nyc_mwbe import readings as reading
from lbpp_cli.programs.nyc_mwbe.terms import GOAL, GOODS, WITH_GOALS
from lbpp_cli.programs.nyc_mwbe.terms_of_contract import stated_goals, waiver_goals
from lbpp_cli.readings import Readings
from lbpp_cli.stated import amount

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lbpp_cli.model import Bid, Solicitation, Subcontractor


class Units(NamedTuple):
    """The parts of a cent in which a bid counts, so that no share of it has a fraction.

    ``work``: in which the share of direct subcontracts is a whole number; ``share``: how often a share of profit goes
    into a whole number; ``cent``: in which all else is.
    """

    work: int
    share: int
    cent: int


class Setting(CaseOnSheets):
    """A case on its sheets, with its goals, and the units that they count in."""

    __slots__ = ()

    @property
    def readings(self) -> Readings:
        """The chosen readings."""
        return Readings(self.chosen)

    @property
    def goals(self) -> dict[str, Decimal]:
        """The goals of the contract, by their names."""
        return stated_goals(self.solicitation) if self.case.procedure.id == WITH_GOALS else {}

    @property
    def held(self) -> bool:
        """Whether bids are held to the goals; subdivision i is for construction and services."""
        return self.solicitation.category != GOODS or self.chosen[reading.GOODS_GOALS] != "none"

    @property
    def searches(self) -> bool:
        """Whether a firm may count toward one of several goals."""
        return len(self.goals) > 1

    @property
    def goal_scale(self) -> int:
        """A goal in percent times this is a whole number: at least ten, where the prices leave room for it."""
        bids = self.case.tabulation.ranked
        percents = [*self.goals.values(), *(one for bid in bids for one in waived(bid).values())]
        needed = _scale(percents)
        finer = max(needed, 10)
        fits = all((bid.quoted_price or 0) <= largest_price(_units(bid, finer).cent) for bid in bids)
        return finer if fits else needed

    def units(self, bid: Bid) -> Units:
        """The parts of a cent in which a bid counts."""
        return _units(bid, self.goal_scale)

    def scaled(self, percent: Formula, cent: int) -> Formula:
        """A percentage of a cent, in parts. A cell holds a share of one."""
        return nearest_whole(percent * (100 * self.goal_scale)) * (cent // (100 * self.goal_scale))

    def goal(self, name: str) -> Formula:
        """The cell of a goal of the contract, as a share of one."""
        field = GOAL[name].field
        return self.sheets.input(self.solicitation.source, field) or literal(self.goals[name] / 100)

    def wrong_goals(self) -> Iterator[Formula]:
        """What is wrong with a goal that was changed."""
        for name in self.goals:
            cell = self.goal(name)
            fine = decimals_problem(cell, 100 * self.goal_scale, "a goal")
            outside = when(either(cell < 0, cell > 1), "a goal is below 0 or above 100%", fine)
            yield when(is_number(cell), outside, "a goal is no number")

    def answer(self, of: Bid | Subcontractor | Solicitation, field: str) -> Formula:
        """1 where a question is answered with yes, 0 where with no or not at all: its cell, or a fixed number."""
        stated = of.stated.get(field)
        cell = self.sheets.input(of.source, field) if isinstance(stated, bool) else None
        return literal(int(bool(stated))) if cell is None else when(cell.equals("yes"), 1, 0)

    def answer_cell(self, of: Bid | Subcontractor | Solicitation, field: str) -> Formula | None:
        """The cell of an answer; None where there is none."""
        return self.sheets.input(of.source, field) if isinstance(of.stated.get(field), bool) else None

    def choice(self, of: Bid | Subcontractor, field: str, known: Iterable[str]) -> Formula:
        """The cell of a choice; a fixed text where there is none, or one that is spelt in a way of its own."""
        stated = str(of.stated.get(field) or "")
        return self.sheets.input(of.source, field, {one.casefold() for one in known}) or literal(stated)


def waived(bid: Bid) -> dict[str, Decimal]:
    """The goals after a partial waiver; none where the bid states none."""
    found = waiver_goals(bid)
    return {} if isinstance(found, str) else found


def _scale(percents: Iterable[Decimal]) -> int:
    return int(10 ** max((0, *(decimals_of(one) for one in percents))))


def _units(bid: Bid, goal_scale: int) -> Units:
    share_of_work = amount(bid, "direct_work")
    work = 1 if share_of_work is None else 100 * _scale([share_of_work])
    shares = [amount(one, "share") or Decimal(0) for one in bid.subcontractors if one.tier == VENTURE_PARTNER]
    share = 100 * _scale(shares) if shares else 1
    # All are powers of ten, so that each goes into the largest.
    return Units(work, share, max(100 * goal_scale, work * share))
