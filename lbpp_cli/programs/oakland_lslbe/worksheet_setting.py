"""What the formulas of a case share: its readings, the sheets, the units they count in, and what is required."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.formula import (
    Formula,
    decimals_of,
    either,
    is_number,
    literal,
    most,
    nearest_whole,
    when,
)
from lbpp_cli.formula_checks import decimals_problem, marked
from lbpp_cli.formula_inputs import CaseOnSheets
from lbpp_cli.programs.oakland_lslbe import readings as reading
from lbpp_cli.programs.oakland_lslbe.evidence import proved
from lbpp_cli.programs.oakland_lslbe.terms import CERTIFICATIONS, DEVELOPER, FORMAL
from lbpp_cli.programs.oakland_lslbe.terms_of_contract import Required, required
from lbpp_cli.stated import amount

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lbpp_cli.model import Bid, Subcontractor

_PERCENTS = ("requirement", "local_part", "small_part")


class Parts(NamedTuple):
    """What a bid has to reach, in parts of its base: the whole, the local part and the small part."""

    whole: Formula
    local: Formula
    small: Formula


class Setting(CaseOnSheets):
    """A case on its sheets, with what is required, and the units that it counts in."""

    __slots__ = ()

    @property
    def asked(self) -> Required:
        """The requirement of the project, if it has one."""
        return required(self.solicitation, self.case.rules) if self.case.procedure.id == FORMAL else Required(None)

    @property
    def formal(self) -> bool:
        """Whether the contract is over the limits, where a requirement is the rule."""
        return self.case.procedure.id == FORMAL

    @property
    def measures(self) -> bool:
        """Whether participation is measured."""
        return self.case.procedure.id != DEVELOPER

    @property
    def hundredth(self) -> int:
        """How often a percentage of the requirement goes into a whole number: 10 where one has a decimal."""
        asked = self.asked
        percents = (asked.whole,) if self._halved else (asked.whole, asked.local, asked.small)
        return int(10 ** max((0, *(decimals_of(one) for one in percents if one is not None))))

    @property
    def _halved(self) -> bool:
        """Whether each part of the requirement is half of it, because neither is stated."""
        return len(self.asked.derived) > 1

    @property
    def cent(self) -> int:
        """How many parts a cent has, so that half of what is required is a whole number of parts."""
        return 200 * self.hundredth * (2 if self._halved else 1)

    @property
    def beyond_covers(self) -> bool:
        """Whether small dollars beyond their part also fill the local part."""
        return self.chosen[reading.SMALL_COVERS_LOCAL] == "yes"

    @property
    def doubles_above(self) -> bool:
        """Whether very small dollars count double above the requirement too."""
        return self.chosen[reading.DOUBLE_BEYOND] == "also-discounts"

    def figure(self, name: str) -> Formula:
        """The cell of a figure of the rules."""
        return self.sheets.figures[name]

    def mark(self, of: Bid | Subcontractor, firm: str, name: str) -> Formula:
        """1 where a certification is marked on the Input sheet and the register does not refute it."""
        cell = self.sheets.input(of.source, name)
        provable = proved(self.case, firm, frozenset(CERTIFICATIONS))
        return marked(cell) if cell is not None and name in provable else literal(0)

    def parts_of(self, base: Formula, percent: str) -> Formula:
        """A percentage of the rules of a base in cents, in parts."""
        return base * (self.figure(percent) * (self.cent // 100))

    def rates(self) -> Parts:
        """Requirements: what is required of each cent of the base, in parts: from the Input sheet, or the rules."""
        whole, local, small = (self._stated(field) for field in _PERCENTS)
        if local is not None and small is not None:
            return Parts(local + small if whole is None else whole, local, small)
        if local is None and small is None:
            if whole is not None:
                return Parts(whole, whole / 2, whole / 2)
            return Parts(
                *(self.figure(name) * (self.cent // 100) for name in ("requirement", "local-part", "small-part"))
            )
        # Where one part is stated, the other is what is left of the whole.
        whole = self.figure("requirement") * (self.cent // 100) if whole is None else whole
        if local is not None:
            return Parts(whole, local, most(whole - local, 0))
        return Parts(whole, most(whole - (small or literal(0)), 0), small or literal(0))

    @property
    def whole_apart(self) -> bool:
        """Whether full parts may be less than the whole: only where all three are stated."""
        return self.asked.whole is not None and all(amount(self.solicitation, field) is not None for field in _PERCENTS)

    def _stated(self, field: str) -> Formula | None:
        """A percentage that the solicitation states, in parts of a cent."""
        percent = self.solicitation.stated.get(field)
        if not isinstance(percent, Decimal):
            return None
        cell = self.sheets.input(self.solicitation.source, field) or literal(percent / 100)
        return nearest_whole(cell * (100 * self.hundredth)) * (self.cent // (100 * self.hundredth))

    def wrong_requirement(self) -> Iterator[Formula]:
        """What is wrong with a requirement that was changed."""
        for field in _PERCENTS:
            cell = self.sheets.input(self.solicitation.source, field)
            if cell is not None and isinstance(self.solicitation.stated.get(field), Decimal):
                fine = decimals_problem(cell, 100 * self.hundredth, "a required percentage")
                outside = when(either(cell < 0, cell > 1), "a required percentage is below 0 or above 100", fine)
                yield when(is_number(cell), outside, "a required percentage is no number")
