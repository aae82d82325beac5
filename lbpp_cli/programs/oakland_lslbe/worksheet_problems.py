"""What is wrong with the figures of a bid that were changed, as the program itself would find."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.formula import Formula, either, filled, is_number, when
from lbpp_cli.formula_checks import amount_problem, decimals_problem, first_problem, marks_problem
from lbpp_cli.formula_inputs import amount_cell, largest_price, mark_cells, wrong_score
from lbpp_cli.money import show_money
from lbpp_cli.programs.oakland_lslbe.terms import CERTIFICATIONS

if TYPE_CHECKING:
    from lbpp_cli.formula_tables import Grid
    from lbpp_cli.model import Bid
    from lbpp_cli.programs.oakland_lslbe.worksheet_firms import Ledger
    from lbpp_cli.programs.oakland_lslbe.worksheet_setting import Setting

_PARTS = {"restricted": "restricted dollars", "manufactured": "manufactured items"}


def problem_of(setting: Setting, bid: Bid, quoted: Formula, ledger: tuple[Ledger, Grid] | None) -> Formula:
    """The first thing that is wrong; blank where nothing is. ``ledger``: where participation is measured."""
    largest = largest_price(setting.cent)
    checks = [amount_problem(quoted, "the amount")]
    checks.append(when(quoted > largest, f"the amount is above {show_money(largest)}", ""))
    if ledger is None:
        checks.append(marks_problem(mark_cells(setting.sheets, bid, CERTIFICATIONS)))
    else:
        rows, grid = ledger
        wrong = filled(grid.column("problem", rows.first, rows.last)) > 0
        checks.append(when(wrong, "a firm of its ledger is wrong, see Participation", ""))
        own = grid.at(rows.first, "cents")
        checks.append(when(own < 0, "its subcontractors cost more than the bid", ""))
        for field, what in _PARTS.items():
            part = amount_cell(setting.sheets, bid, field)
            if part is not None:
                above = when(either(part > quoted, part.equals(quoted)), f"{what}: the whole bid or more", "")
                checks += [_dollars_problem(part, what), above]
        credit = amount_cell(setting.sheets, bid, "banked")
        checks += [] if credit is None else [_dollars_problem(credit, "banked credit")]
    if setting.proposal:
        checks.append(wrong_score(setting.sheets, setting.solicitation, bid, setting.score_scale))
    return first_problem(checks)


def _dollars_problem(dollars: Formula, what: str) -> Formula:
    below = when(dollars < 0, f"{what}: below zero", decimals_problem(dollars, 100, what))
    return when(is_number(dollars), below, f"{what}: no number")
