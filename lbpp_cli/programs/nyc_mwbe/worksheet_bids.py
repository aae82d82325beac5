"""The row of a bid as formulas: what its plan reaches of each goal, and whether it is responsive."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.formula import Formula, both, is_number, literal, most, nearest_whole, when
from lbpp_cli.formula_goals import Reached, write_goals
from lbpp_cli.formula_inputs import amount_cell
from lbpp_cli.programs.nyc_mwbe import readings as reading
from lbpp_cli.programs.nyc_mwbe.terms import WAIVERS
from lbpp_cli.programs.nyc_mwbe.worksheet_firms import Ledger
from lbpp_cli.programs.nyc_mwbe.worksheet_problems import problem_of
from lbpp_cli.programs.nyc_mwbe.worksheet_setting import waived
from lbpp_cli.programs.nyc_mwbe.worksheet_ways import Need, Ways

if TYPE_CHECKING:
    from lbpp_cli.formula_tables import Accounts, Grid
    from lbpp_cli.model import Bid
    from lbpp_cli.programs.nyc_mwbe.worksheet_setting import Setting

NO_WAIVER = "none"


class Parts(NamedTuple):
    """The cells of a bid that its checks look at; None where it has none of them."""

    quoted: Formula
    waiver: Formula | None = None
    ledger: Ledger | None = None
    shares: tuple[Formula, Formula] | None = None
    search: Formula | None = None


class Row:
    """Writes the row of a bid, with its rows in the tables of participation."""

    def __init__(self, setting: Setting, grid: Grid, row: int, bid: Bid) -> None:
        self._setting, self._grid, self._row, self._bid = setting, grid, row, bid
        self._units = setting.units(bid)

    def _put(self, column: str, formula: Formula | int | str) -> Formula:
        return self._grid.put(self._row, column, formula)

    def _input(self, field: str) -> Formula:
        """The cell of a field that is there, because a bid without it is not ranked."""
        return self._setting.sheets.input(self._bid.source, field) or literal(getattr(self._bid, field))

    def write(self, accounts: Accounts | None, first: int) -> Ledger | None:
        """Write the bid; its firms from row ``first`` of the ledger on."""
        bidder = self._put("bidder", self._input("bidder"))
        quoted = self._put("quoted", self._input("quoted_price"))
        cents = self._put("cents", nearest_whole(quoted * 100))
        parts = Parts(quoted)
        if accounts is not None:
            parts = self._participation(accounts, first, bidder, parts, cents)
        if self._setting.proposal:
            score = self._put("score", self._input("score"))
            self._put("after", nearest_whole(score * self._setting.score_scale))
        else:
            # i.5: no preference; responsive bids are compared by their prices.
            self._put("after", cents)
        goals = None if accounts is None else (accounts.goals, self._row * len(self._setting.goals))
        self._put("problem", problem_of(self._setting, self._bid, parts, goals))
        return parts.ledger

    def _participation(self, accounts: Accounts, first: int, bidder: Formula, parts: Parts, cents: Formula) -> Parts:
        units = self._units
        self._put("unit", units.cent)
        base = self._put("base", self._base(cents))
        ledger = Ledger(self._setting, accounts.ledger, first, self._bid, units)
        ledger.write(bidder, parts.quoted)
        # i.3, j.2.b: the total value of the contract less all amounts to direct subcontractors.
        direct = self._put("direct", self._paid_to_direct(ledger.listed, cents))
        own = self._put("own", most(base * units.work - direct, 0))
        shares = ledger.shares()
        venture = self._venture()
        least = self._setting.sheets.figures["venture-share"] * (units.share // 100) if shares else literal(0)
        qualified = both(venture.equals(1), least <= shares[1]) if shares else literal(0)
        ledger.credit(own, venture, qualified)
        ways = Ways(self._setting, ledger, self._bid, units)
        waiver = self._waiver()
        needs = self._goals(accounts.goals, bidder, base, ways.write(), waiver)
        self._put("takes_part", when(both(*(one.met.equals(1) for one in needs)), 1, 0))
        row = self._row * len(needs)
        short = accounts.goals.at(row, "short")
        for number in range(1, len(needs)):
            short = short + accounts.goals.at(row + number, "short")
        self._put("short", short)
        search = None
        if self._setting.searches:
            search = self._put("search", ways.still_holds(accounts.goals, row, needs))
        return Parts(parts.quoted, waiver, ledger, shares, search)

    def _base(self, cents: Formula) -> Formula:
        """i.3; j.1.i: the dollars that percentages are of, in cents."""
        commission = amount_cell(self._setting.sheets, self._bid, "commission")
        if commission is None or self._setting.chosen[reading.COMMISSION_BASE] != "commission":
            return cents
        return nearest_whole(commission * 100)

    def _paid_to_direct(self, listed: Formula, cents: Formula) -> Formula:
        """i.5.b: what is listed, or the share that the plan states where that is more; in parts of direct work."""
        share = amount_cell(self._setting.sheets, self._bid, "direct_work")
        if share is None:
            return listed
        return most(listed * self._units.work, cents * nearest_whole(share * self._units.work))

    def _venture(self) -> Formula:
        venture = self._setting.answer(self._bid, "venture")
        return self._put("venture", venture) if "venture" in self._grid else venture

    def _waiver(self) -> Formula:
        """i.11: whether the goals were changed for this bidder: its cell, or one that may be filled in."""
        cell = self._setting.sheets.input(self._bid.source, "waiver", {one.casefold() for one in WAIVERS})
        if cell is not None:
            return self._put("waiver", cell)
        stated = str(self._bid.stated.get("waiver") or NO_WAIVER)
        choices = (NO_WAIVER, *(one for one in WAIVERS if one != "No"))
        return self._grid.put(
            self._row, "waiver", stated.capitalize() if stated != NO_WAIVER else stated, "word live", choices
        )

    def _goals(
        self, grid: Grid, bidder: Formula, base: Formula, reached: dict[str, Formula], waiver: Formula
    ) -> list[Need]:
        """i.3, i.5, i.11: each goal of the contract, as it was changed for this bidder."""
        setting, cent, after = self._setting, self._units.cent, waived(self._bid)
        first, found = self._row * len(reached), []
        for row, (name, parts) in enumerate(reached.items(), start=first):
            stated = grid.put(row, "stated", setting.goal(name))
            changed = literal(after[name] / 100) if name in after else literal("")
            lowered = grid.put(row, "waived", changed, "share live")
            partial = both(waiver.equals("partial"), is_number(lowered))
            rate = when(partial, setting.scaled(lowered, cent), setting.scaled(stated, cent))
            held = grid.put(row, "held", when(waiver.equals("full"), 0, 1) if setting.held else 0)
            found.append(Reached(name, rate, parts, held.equals(1)))
        met = write_goals(grid, first, bidder, base, found, cent)
        needs = []
        for row, (goal, one) in enumerate(zip(found, met, strict=True), start=first):
            need = grid.put(row, "need", when(grid.at(row, "held").equals(1), base * grid.at(row, "rate"), 0))
            needs.append(Need(goal.name, need, one))
        return needs
