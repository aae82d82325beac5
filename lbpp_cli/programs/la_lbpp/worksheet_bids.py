"""The row of a bid as formulas: from its quoted price to what it is ranked by."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.formula import (
    Formula,
    both,
    either,
    filled,
    is_number,
    least,
    literal,
    most,
    nearest_whole,
    percent_of_cents,
    total,
    when,
    whole,
)
from lbpp_cli.formula_checks import amount_problem, decimals_problem, first_problem, score_problem
from lbpp_cli.money import show_money
from lbpp_cli.programs.la_lbpp import readings as reading
from lbpp_cli.programs.la_lbpp.bid_price import cash_not_counted
from lbpp_cli.programs.la_lbpp.eligibility import eligibility, two_thirds_met
from lbpp_cli.programs.la_lbpp.terms import CBE, FALSE_CLAIM, LBE, LSB, LTE, NONE
from lbpp_cli.programs.la_lbpp.worksheet_credits import (
    Prime,
    Setting,
    write_credits,
    wrong_marks,
)
from lbpp_cli.readings import Readings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lbpp_cli.formula_tables import Grid
    from lbpp_cli.model import Bid, Solicitation

DISCOUNT_DECIMALS = 3
DISCOUNT_SCALE = 10**DISCOUNT_DECIMALS
# Up to this price every product in the formulas is a whole number that a spreadsheet holds exactly.
LARGEST_PRICE = Decimal(10**10)


class Form(NamedTuple):
    """What a table of bids needs columns for.

    Scores with so many decimals, or prices; the discounts that count; whether a bid lost its standing, or all have by a
    waiver; the bidders of whom it is assumed that two thirds of the work is local.
    """

    proposal: bool
    score_decimals: int
    discounts: tuple[str, ...]
    lost: bool
    assumed: frozenset[str | None]


class Row:
    """Writes the row of a bid."""

    def __init__(self, setting: Setting, form: Form, grid: Grid, row: int, bid: Bid) -> None:
        self._setting, self._form, self._grid, self._row, self._bid = setting, form, grid, row, bid
        self._figure, self._case = setting.sheets.figures, setting.case

    @property
    def _solicitation(self) -> Solicitation:
        return self._case.tabulation.solicitation

    @property
    def _barred(self) -> bool:
        """6.B, 4.B.8.a: no preference at all, not even through subcontractors."""
        return self._solicitation.waiver is not None or self._bid.local_status == FALSE_CLAIM

    def _put(self, column: str, formula: Formula | int | str, style: str | None = None) -> Formula:
        return self._grid.put(self._row, column, formula, style)

    def _input(self, field: str) -> Formula:
        """The cell of a field of the bid that is there, because a bid without it is not ranked."""
        return self._setting.sheets.input(self._bid.source, field) or literal(getattr(self._bid, field))

    def write(self, subcontractors: Grid, first: int) -> None:
        """Write the bid, and its subcontractors from row ``first`` of their table on."""
        setting, bid = self._setting, self._bid
        price = self._price()
        provable = setting.provable(bid)
        marks = {name: self._put(name, setting.mark(bid, name, provable)) for name in setting.marks}
        steps, room, through, local = self._over_limit(marks) if setting.over else self._up_to_limit(marks)
        prime = Prime(
            price,
            local,
            {name: self._put(f"through_{name}", counts) for name, counts in through.items()},
            self._put("room", room),
        )
        percent = self._put("through", write_credits(setting, subcontractors, first, bid, prime))
        for step in reversed(steps):
            percent = step + percent
        percent = self._put("percent", percent)
        if self._form.proposal:
            self._score(percent)
        else:
            self._value(percent, price, local)
        self._problem(subcontractors, first)

    def _price(self) -> Formula:
        """The quoted price, the discounts that count, and the bid price; gives it in whole cents."""
        self._put("bidder", self._input("bidder"))
        cents = nearest_whole(self._put("quoted", self._input("quoted_price")) * 100)
        # Definitions: less a combined award discount, then less a cash discount, each rounded to the cent.
        for name in self._form.discounts:
            waits = name == "cash_discount" and cash_not_counted(self._bid, self._solicitation)
            offered = getattr(self._bid, name) and not waits
            share = nearest_whole(self._input(name) * (100 * DISCOUNT_SCALE)) if offered else literal(0)
            cents = self._discounted(name, self._put(f"{name}_from", cents), self._put(f"{name}_share", share))
        cents = self._put("cents", cents)
        self._put("price", cents / 100)
        return cents

    def _discounted(self, name: str, cents: Formula, share: Formula) -> Formula:
        """The cents that a discount leaves; ``share`` is its percentage, scaled to a whole number.

        It is taken apart, so that no product grows beyond what a spreadsheet holds exactly.
        """
        base = 100 * DISCOUNT_SCALE
        wholes = self._put(f"{name}_wholes", whole(cents / base))
        rest = self._put(f"{name}_rest", cents - wholes * base)
        discount = wholes * share + whole((rest * share + base // 2) / base)
        return cents - nearest_whole(self._put(name, discount / 100) * 100)

    def _met(self) -> tuple[Formula, Formula]:
        """2.C, 4.B.5: whether two thirds of the work is in the City, and in the County; what is not stated is assumed.

        A standing that was lost (4.B.8) or a preference that is waived (6.B) is told apart from that.
        """
        city, county = two_thirds_met(self._bid, self._case, Readings(self._setting.chosen))
        assumed = self._bid.bidder in self._form.assumed
        in_county = self._put("county", int(county), style="assumed" if assumed and county else None)
        in_city = literal(int(city))
        if self._setting.over:
            in_city = self._put("in_city", int(city), style="assumed" if assumed and city else None)
        if self._form.lost:
            kept = self._bid.local_status is None and self._solicitation.waiver is None
            may = self._put("kept", int(kept))
            in_city, in_county = in_city * may, in_county * may
        return in_city, in_county

    def _over_limit(self, marks: Mapping[str, Formula]) -> tuple[list[Formula], Formula, dict[str, Formula], Formula]:
        """Procedure 4: the bid's own steps, the room for its subcontractors, who of them counts, local standing."""
        put, figure, chosen = self._put, self._figure, self._setting.chosen
        in_city, county = self._met()
        local = put("local", when(both(either(marks[LBE].equals(1), marks[CBE].equals(1)), county.equals(1)), 1, 0))
        city = put("city", marks[CBE] * in_city)
        own = put("own", local * (marks[LSB] + marks[LTE]))
        # 4.A; 4.B.2
        held = [put("step_local", local * figure["local-business"]), put("step_city", city * figure["city-business"])]
        added = [put(f"step_{name.lower()}", local * marks[name] * figure["own-certification"]) for name in (LSB, LTE)]
        # 4.B.6: at most 12% for a City Business and 10% for a Local Business. The clause names bids alone.
        left = (
            when(city.equals(1), figure["city-limit"], figure["local-limit"]) - held[0] - held[1] - added[0] - added[1]
        )
        applies = not self._form.proposal or chosen[reading.PROPOSAL_CAP] == "applies"
        limit = put("step_limit", when(local.equals(1), least(0, left), 0) if applies else 0)
        # 4.B: up to 4% on top. 4.B.4: up to 5% without local standing.
        room = figure["additional-limit"] - added[0] - added[1]
        elsewhere = literal(0) if self._barred else figure["nonlocal-subcontractor-limit"]
        room = when(local.equals(1), most(0, least(room, left)) if applies else room, elsewhere)
        # 4.B.3: not for a local prime that is LSB or LTE itself; or not for the certification that it holds.
        through = {LBE: literal(1) - local, CBE: literal(1) - local}
        for name in (LSB, LTE):
            fills = chosen[reading.OWN_CERTIFICATION] == "fills-the-other"
            through[name] = literal(1) - local * marks[name] if fills else when(own > 0, 0, 1)
        return [*held, *added, limit], room, through, local

    def _up_to_limit(self, marks: Mapping[str, Formula]) -> tuple[list[Formula], Formula, dict[str, Formula], Formula]:
        """Procedure 3, likewise."""
        put, figure = self._put, self._figure
        _, county = self._met()
        # 3.A: being both earns it once. 3.B: up to 5% where the contractor does not qualify itself.
        own = put("own", when(both(either(marks[LSB].equals(1), marks[LTE].equals(1)), county.equals(1)), 1, 0))
        step = put("step_small", own * figure["small-contract-preference"])
        others = literal(1) - own
        room = literal(0) if self._barred else others * figure["small-contract-subcontractor-limit"]
        standing = eligibility(self._bid, self._case, Readings(self._setting.chosen)).standing
        return [step], room, {LSB: others, LTE: others}, put("local", int(standing != NONE))

    def _value(self, percent: Formula, cents: Formula, local: Formula) -> None:
        """4.B.6, 4.A.1, 3.A.1: what the preference is worth, and the price that the bid is compared by."""
        value = percent_of_cents(cents, percent)
        limited = least(value, self._figure["value-limit"] * 100)
        if self._setting.chosen[reading.VALUE_LIMIT] == "local-bids":
            limited = when(local.equals(1), limited, value)
        value = nearest_whole(self._put("value", limited / 100) * 100)
        self._put("before", cents)
        self._put("evaluated", self._put("after", cents - value) / 100)

    def _score(self, percent: Formula) -> None:
        """4.A.2, 3.A.2: a percentage of the total possible points is added to the score; nothing is rounded."""
        scale = 10**self._form.score_decimals
        added = nearest_whole(self._total_points() * scale) * percent
        before = self._put("before", nearest_whole(self._put("score", self._input("score")) * scale))
        self._put("points", added / (100 * scale))
        self._put("evaluated_score", self._put("after", before * 100 + added) / (100 * scale))

    def _total_points(self) -> Formula:
        points = self._setting.sheets.input(self._solicitation.source, "total_points")
        return points or literal(self._solicitation.total_points or 0)

    def _problem(self, subcontractors: Grid, first: int) -> None:
        """What is wrong with figures that were changed, as the program itself would find."""
        quoted, last = self._input("quoted_price"), first + len(self._bid.subcontractors) - 1
        checks = [amount_problem(quoted, "the amount"), wrong_marks(self._setting, self._bid)]
        checks.append(when(quoted > LARGEST_PRICE, f"the amount is above {show_money(LARGEST_PRICE)}", ""))
        checks += [self._discount_problem(name) for name in self._form.discounts if getattr(self._bid, name)]
        if last >= first:
            wrong = filled(subcontractors.column("problem", first, last)) > 0
            checks.append(when(wrong, "the cost of a subcontractor is wrong", ""))
            spent = nearest_whole(total(subcontractors.column("cost", first, last)) * 100)
            checks.append(when(spent > nearest_whole(quoted * 100), "its subcontractors cost more than the bid", ""))
        if self._form.proposal:
            scale = 10**self._form.score_decimals
            checks.append(score_problem(self._input("score"), self._total_points(), scale))
        self._put("problem", first_problem(checks))

    def _discount_problem(self, name: str) -> Formula:
        offered = self._input(name)
        inexact = decimals_problem(offered, 100 * DISCOUNT_SCALE, "a discount")
        beyond = when(either(offered < 0, offered > 1), "a discount is below zero or above 100%", inexact)
        return when(is_number(offered), beyond, "a discount is no number")
