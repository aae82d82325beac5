"""What the formulas of programs take from the cells of the input alike: marks, amounts, scores, and their units."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.formula import LARGEST_WHOLE, Formula, decimals_of, literal
from lbpp_cli.formula_checks import score_problem
from lbpp_cli.model import PROPOSAL
from lbpp_cli.stated import amount

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lbpp_cli.formula_tables import Sheets
    from lbpp_cli.model import Bid, Case, Solicitation, Subcontractor, Tabulation

_SCORE_DECIMALS = 4  # at least, so that a score may be changed to a finer one


class CaseOnSheets(NamedTuple):
    """A case with the chosen readings, and the sheets that its formulas stand on."""

    case: Case
    chosen: Mapping[str, str]
    sheets: Sheets

    @property
    def solicitation(self) -> Solicitation:
        """What the buyer asked for."""
        return self.case.tabulation.solicitation

    @property
    def proposal(self) -> bool:
        """Whether scores are compared, not prices."""
        return self.solicitation.kind == PROPOSAL

    @property
    def score_scale(self) -> int:
        """A score times this is a whole number."""
        return int(10 ** score_decimals(self.case.tabulation))


def score_decimals(tabulation: Tabulation) -> int:
    """So many decimals the formulas hold of a score."""
    solicitation = tabulation.solicitation
    proposal = solicitation.kind == PROPOSAL
    numbers = [solicitation.total_points, *(bid.score for bid in tabulation.ranked)] if proposal else []
    return max((_SCORE_DECIMALS, *(decimals_of(number) for number in numbers if number is not None)))


def largest_price(cent: int) -> Decimal:
    """A price, in dollars, up to which sums of ``cent`` parts of a cent are whole numbers that a spreadsheet holds.

    Three times a price is the most that the formulas add up.
    """
    dollars = LARGEST_WHOLE // (3 * cent * 100)
    return Decimal(1).scaleb(dollars.adjusted()) * int(dollars.as_tuple().digits[0])


def mark_cells(sheets: Sheets, of: Bid | Subcontractor, names: Iterable[str]) -> list[Formula]:
    """The cells of the marks of a firm."""
    cells = (sheets.input(of.source, name) for name in names)
    return [cell for cell in cells if cell is not None]


def amount_cell(sheets: Sheets, of: Bid | Solicitation | Subcontractor, field: str) -> Formula | None:
    """The cell of an amount that a record states; None where it states none."""
    stated = amount(of, field)
    return None if stated is None else sheets.input(of.source, field) or literal(stated)


def wrong_score(sheets: Sheets, solicitation: Solicitation, bid: Bid, scale: int) -> Formula:
    """What is wrong with the score of a proposal; ``scale``: it times a score is a whole number."""
    points = sheets.input(solicitation.source, "total_points") or literal(solicitation.total_points or Decimal(0))
    score = sheets.input(bid.source, "score") or literal(bid.score or Decimal(0))
    return score_problem(score, points, scale)
