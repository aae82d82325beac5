"""The row of a bid as formulas: its participation, what it earns, and what it is ranked by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.formula import (
    Formula,
    both,
    either,
    least,
    literal,
    most,
    nearest_whole,
    percent_of_cents,
    when,
)
from lbpp_cli.formula_goals import Reached, write_goals
from lbpp_cli.formula_inputs import amount_cell
from lbpp_cli.programs.oakland_lslbe import readings as reading
from lbpp_cli.programs.oakland_lslbe.preference import mentor_preference
from lbpp_cli.programs.oakland_lslbe.terms import (
    CERTIFICATIONS,
    LBE,
    LOCAL_PART,
    LPG,
    PARTNER_ROLE,
    REQUIREMENT,
    SLBE,
    SMALL_PART,
    VSLBE,
)
from lbpp_cli.programs.oakland_lslbe.terms_of_contract import CONSTRUCTION
from lbpp_cli.programs.oakland_lslbe.worksheet_firms import Ledger, Sums
from lbpp_cli.programs.oakland_lslbe.worksheet_goals import emergency_goals, not_required
from lbpp_cli.programs.oakland_lslbe.worksheet_problems import problem_of
from lbpp_cli.programs.oakland_lslbe.worksheet_setting import Parts

if TYPE_CHECKING:
    from lbpp_cli.formula_tables import Accounts, Grid
    from lbpp_cli.model import Bid
    from lbpp_cli.programs.oakland_lslbe.worksheet_setting import Setting


class Row:
    """Writes the row of a bid, with its rows in the tables of participation."""

    def __init__(self, setting: Setting, grid: Grid, row: int, bid: Bid) -> None:
        self._setting, self._grid, self._row, self._bid = setting, grid, row, bid

    def _put(self, column: str, formula: Formula | int | str) -> Formula:
        return self._grid.put(self._row, column, formula)

    def _input(self, field: str) -> Formula:
        """The cell of a field of the bid that is there, because a bid without it is not ranked."""
        return self._setting.sheets.input(self._bid.source, field) or literal(getattr(self._bid, field))

    def write(self, accounts: Accounts | None, first: int) -> Ledger | None:
        """Write the bid; its firms from row ``first`` of the ledger on."""
        self._put("bidder", self._input("bidder"))
        quoted = self._put("quoted", self._input("quoted_price"))
        cents = self._put("cents", nearest_whole(quoted * 100))
        if accounts is None:
            self._earns(self._developer(), None)
            self._put("problem", problem_of(self._setting, self._bid, quoted, None))
            return None
        ledger = Ledger(self._setting, accounts.ledger, first, self._bid)
        found = ledger.firms(cents)
        sums = Sums(*(self._put(kind, cell) for kind, cell in zip(Sums._fields, found, strict=True)))
        base = self._base(cents)
        if self._setting.asked.whole is None:
            ledger.toward(None, doubles=self._setting.formal)
            self._goals(accounts, base, list(not_required(self._setting, sums)))
            self._earns(self._mentor(), None)
        else:
            self._required(accounts, ledger, sums, base, cents)
        self._put("problem", problem_of(self._setting, self._bid, quoted, (ledger, accounts.ledger)))
        return ledger

    def _goals(self, accounts: Accounts, base: Formula, reached: list[Reached]) -> list[Formula]:
        first = self._row * len(reached)
        bidder, cent = self._grid.at(self._row, "bidder"), self._setting.cent
        met = write_goals(accounts.goals, first, bidder, base, reached, cent)
        self._put("participation", accounts.goals.at(first, "achieved"))
        return met

    def _base(self, cents: Formula) -> Formula:
        """Definition 23: the dollars that percentages are of, in cents; the price where nothing is required."""
        restricted = (
            amount_cell(self._setting.sheets, self._bid, "restricted")
            if self._setting.asked.whole is not None
            else None
        )
        if restricted is None or self._setting.chosen[reading.BASE] != "subcontractable":
            return self._put("base", cents)
        return self._put("base", cents - nearest_whole(restricted * 100))

    def _required(self, accounts: Accounts, ledger: Ledger, sums: Sums, base: Formula, cents: Formula) -> None:
        """Requirements, Action 3, Incentives: what counts toward each part, and what is above."""
        setting, put, cent = self._setting, self._put, self._setting.cent
        rates = setting.rates()
        need_local, need_small = put("need_local", base * rates.local), put("need_small", base * rates.small)
        local = sums.local * cent
        if setting.beyond_covers:
            beyond = put("beyond", ledger.beyond(need_small))
            covers = put("covers", when(both(local < need_local, beyond > 0), 1, 0))
            ledger.toward(covers, doubles=True)
            toward_local = put("toward_local", local + beyond * covers)
        else:
            ledger.toward(None, doubles=True)
            toward_local = put("toward_local", local)
        factor = setting.figure("very-small-factor")
        toward_small = put("toward_small", (sums.small + sums.very * factor) * cent)
        # Action 3: double counting is for the small part alone, so the whole counts it as far as that part takes it.
        doubled = put("doubled", least(sums.very * cent, need_small / factor) * (factor - 1))
        counted = Parts(sums.all * cent + doubled, toward_local, toward_small)
        credit = Parts(literal(0), literal(0), literal(0))
        if ledger.has_credit:
            needed = Parts(base * rates.whole, need_local, need_small)
            credit = ledger.credit(
                base, Parts(*(most(need - had, 0) for need, had in zip(needed, counted, strict=True)))
            )
        reached = [
            Reached(REQUIREMENT, rates.whole, counted.whole + credit.local + credit.small + credit.whole),
            Reached(LOCAL_PART, rates.local, counted.local + credit.local),
            Reached(SMALL_PART, rates.small, counted.small + credit.small),
        ]
        met = self._goals(accounts, base, [*reached, *emergency_goals(setting, sums)])
        takes_part = put("takes_part", when(both(*(one.equals(1) for one in met[:3])), 1, 0))
        steps = put("steps", self._steps(sums, base, rates.whole, need_local, need_small))
        self._earns(self._discount(takes_part, steps, cents, ledger, accounts), takes_part)

    def _steps(self, sums: Sums, base: Formula, rate: Formula, need_local: Formula, need_small: Formula) -> Formula:
        """Incentives: how many whole steps of 10% of the base are above the requirement, at most as many as count."""
        setting, put, cent = self._setting, self._put, self._setting.cent
        value = setting.case.rules.value
        most_steps = int((value("discount-limit") - value("base-discount")) // value("step-discount"))
        numbers = range(1, most_steps + 1)
        again = sums.very * cent * (setting.figure("very-small-factor") - 1) if setting.doubles_above else literal(0)
        above = put("above", sums.all * cent + again - base * rate)
        step = put("step", setting.parts_of(base, "step"))
        if setting.chosen[reading.EXTRA_SPLIT] == "any":
            reached = [step * number <= above for number in numbers]
        else:
            # Earning Credits: 5% local and 5% small local for each step; Example 2: or 10% small local.
            part = put("step_part", setting.parts_of(base, "step-part"))
            local = put("above_local", most(sums.local * cent - need_local, 0))
            left = (sums.small + sums.very) * cent + again - need_small - most(need_local - sums.local * cent, 0)
            small = put("above_small", most(left, 0))
            reached = [
                # Where the parts are less than the whole, what is above them is not all above it.
                both(step * number <= above, either(*(
                    both(part * split <= local, part * split + step * (number - split) <= small)
                    for split in range(number + 1)
                )))
                for number in numbers
            ]  # fmt: skip
        counted = literal(0)
        for one in reached:
            counted += when(one, 1, 0)
        return counted

    def _discount(
        self, takes_part: Formula, steps: Formula, cents: Formula, ledger: Ledger, accounts: Accounts
    ) -> Formula:
        """Incentives, Joint Venture, Mentor Protégé: what a bid that meets its requirement earns."""
        mentor, may = self._mentor(), self._venture(cents, ledger, accounts)
        if not mentor.fixed:
            # No more than 5% may be earned; the preference of the team is all of it.
            self._put("step_base", 0)
            self._put("step_above", 0)
            return mentor
        earns = takes_part.equals(1) if may is None else both(takes_part.equals(1), may.equals(1))
        achieved = self._put("step_base", when(earns, self._setting.figure("base-discount"), 0))
        return achieved + self._put("step_above", when(earns, self._setting.figure("step-discount") * steps, 0))

    def _mentor(self) -> Formula:
        """Mentor Protégé: the preference of a team; a fixed 0 where it has none."""
        steps, _ = mentor_preference(self._setting.case, self._bid)
        preference = self._setting.figure("mentor-preference") if steps and self._setting.formal else literal(0)
        if "step_mentor" in self._grid:
            self._put("step_mentor", preference)
        return preference

    def _venture(self, cents: Formula, ledger: Ledger, accounts: Accounts) -> Formula | None:
        """Joint Venture: 1 where a venture may earn a discount; None where no bid is one."""
        if "venture" not in self._grid:
            return None
        bid = self._bid
        if not bid.stated.get("venture"):
            return self._put("venture", 1)
        if bid.stated.get("venture_approved") is False:
            return self._put("venture", 0)
        if self._setting.solicitation.category != CONSTRUCTION:
            return self._put("venture", 1)
        others = literal(0)
        for row in range(ledger.first + 1, ledger.last + 1):
            partner = accounts.ledger.at(row, "role").equals(PARTNER_ROLE)
            others += when(partner, 0, accounts.ledger.at(row, "cents"))
        manufactured = amount_cell(self._setting.sheets, self._bid, "manufactured")
        left = cents if manufactured is None else cents - nearest_whole(manufactured * 100)
        enough = left * self._setting.figure("venture-work") <= (cents - others) * 100
        return self._put("venture", when(enough, 1, 0))

    def _developer(self) -> Formula:
        """Private Developments: 5% off for small local, 2% off for local businesses; no points."""
        if self._setting.proposal:
            return literal(0)
        held = {name: self._put(name, self._setting.mark(self._bid, self._bid.bidder, name)) for name in CERTIFICATIONS}
        small = either(*(held[name].equals(1) for name in (VSLBE, SLBE, LPG)))
        local = when(held[LBE].equals(1), self._setting.figure("developer-local-discount"), 0)
        step_small = self._put("step_small", when(small, self._setting.figure("developer-small-discount"), 0))
        return step_small + self._put("step_local", when(small, 0, local))

    def _earns(self, earned: Formula, takes_part: Formula | None) -> None:
        """What the bid is compared by; blank where it takes no part."""
        earned = self._put("earned", earned)

        def shown(figure: Formula) -> Formula:
            return figure if takes_part is None else when(takes_part.equals(1), figure, "")

        if self._setting.proposal:
            # Incentives: preference points are added to the score as they are.
            scale = self._setting.score_scale
            before = self._put("before", nearest_whole(self._put("score", self._input("score")) * scale))
            after = self._put("after", before + earned * scale)
            self._put("points", shown(earned))
            self._put("evaluated_score", shown(after / scale))
            return
        # Incentives: bid x (100 - discount)%, half-up to the cent.
        before = self._put("before", self._grid.at(self._row, "cents"))
        after = self._put("after", percent_of_cents(before, literal(100) - earned))
        self._put("percent", shown(earned))
        self._put("value", shown((before - after) / 100))
        self._put("evaluated", shown(after / 100))
