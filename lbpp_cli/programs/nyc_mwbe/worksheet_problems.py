"""What is wrong with the figures of a bid that were changed, as the program itself would find."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.formula import Formula, both, either, filled, is_number, literal, when
from lbpp_cli.formula_checks import (
    amount_problem,
    decimals_problem,
    first_problem,
    marks_problem,
    spelling_problem,
)
from lbpp_cli.formula_inputs import amount_cell, largest_price, mark_cells, wrong_score
from lbpp_cli.model import INDIRECT, VENTURE_PARTNER
from lbpp_cli.money import show_money
from lbpp_cli.programs.nyc_mwbe.terms import CERTIFICATIONS, GOAL, GROUPS, WAIVERS
from lbpp_cli.programs.nyc_mwbe.worksheet_firms import under
from lbpp_cli.programs.nyc_mwbe.worksheet_ways import AGAIN

if TYPE_CHECKING:
    from lbpp_cli.formula_tables import Grid
    from lbpp_cli.model import Bid
    from lbpp_cli.programs.nyc_mwbe.worksheet_bids import Parts
    from lbpp_cli.programs.nyc_mwbe.worksheet_firms import Firm, Ledger
    from lbpp_cli.programs.nyc_mwbe.worksheet_setting import Setting, Units

_ANSWERS = ("yes", "no")


def problem_of(setting: Setting, bid: Bid, parts: Parts, goals: tuple[Grid, int] | None) -> Formula:
    """The first thing that is wrong; blank where nothing is. ``goals``: their table, and the first row of the bid."""
    largest, units = largest_price(setting.units(bid).cent), setting.units(bid)
    checks = [amount_problem(parts.quoted, "the amount")]
    checks.append(when(parts.quoted > largest, f"the amount is above {show_money(largest)}", ""))
    if setting.proposal:
        checks.append(wrong_score(setting.sheets, setting.solicitation, bid, setting.score_scale))
    if goals is None or parts.ledger is None or parts.waiver is None:
        return first_problem(checks)
    grid, ledger = parts.ledger.grid, parts.ledger
    for firm in ledger.firms:
        grid.put(firm.row, "problem", first_problem(_of_firm(setting, ledger, firm, parts.quoted, units)))
    wrong = filled(grid.column("problem", ledger.first, ledger.last)) > 0
    checks.append(when(wrong, "a firm of its ledger is wrong, see Participation", ""))
    cents = grid.at(ledger.first, "cents")
    checks.append(when(cents < ledger.listed, "its subcontractors cost more than the bid", ""))
    if parts.shares is not None:
        checks.append(when(parts.shares[0] > units.share, "its partners share more than the whole profit", ""))
    share = amount_cell(setting.sheets, bid, "direct_work")
    if share is not None:
        checks.append(_share_problem(share, units.work, "the share of direct subcontracts"))
    venture = setting.answer_cell(bid, "venture")
    if venture is not None:
        checks.append(spelling_problem(venture, _ANSWERS, "an answer is neither yes nor no"))
    checks += _of_waiver(setting, parts.waiver, *goals)
    if parts.search is not None:
        said = "another way to count its firms may meet the goals (j.1.k)"
        checks.append(when(parts.search.equals(AGAIN), said, ""))
    return first_problem(checks)


def _share_problem(share: Formula, scale: int, what: str) -> Formula:
    outside = when(
        either(share < 0, share > 1), f"{what} is below 0 or above 100%", decimals_problem(share, scale, what)
    )
    return when(is_number(share), outside, f"{what} is no number")


def _of_waiver(setting: Setting, waiver: Formula, goals: Grid, first: int) -> list[Formula]:
    """i.11: a partial waiver says which goals it lowers."""
    known = ("none", *(one.casefold() for one in WAIVERS))
    checks = [spelling_problem(waiver, known, "the waiver is none of those that are known")]
    last = first + len(setting.goals) - 1
    partial, after = waiver.equals("partial"), goals.column("waived", first, last)
    checks.append(when(both(partial, filled(after).equals(0)), "its goals after the waiver are missing", ""))
    for row in range(first, last + 1):
        lowered, stated = goals.at(row, "waived"), goals.at(row, "stated")
        raised = when(either(lowered < 0, lowered > stated), "a waiver raises a goal, or is below 0", "")
        fine = first_problem([raised, decimals_problem(lowered, 100 * setting.goal_scale, "a goal after the waiver")])
        said = when(is_number(lowered), fine, "a goal after the waiver is no number")
        checks.append(when(lowered.equals(""), "", said))
    return checks


def _of_firm(setting: Setting, ledger: Ledger, firm: Firm, quoted: Formula, units: Units) -> list[Formula]:
    sheets, of, sub, grid = setting.sheets, firm.of, firm.sub, ledger.grid
    checks = [marks_problem(mark_cells(sheets, of, CERTIFICATIONS))]
    dollars = quoted if sub is None else grid.at(firm.row, "amount")
    if sub is not None:
        checks.append(amount_problem(dollars, "the amount"))
    commission = amount_cell(sheets, of, "commission")
    if commission is not None:
        above = when(commission > dollars, "the commission is more than the amount", "")
        checks += [amount_problem(commission, "the commission"), above]
    if sub is not None and sub.tier == VENTURE_PARTNER:
        checks.append(
            _share_problem(amount_cell(sheets, sub, "share") or literal(0), units.share, "the share of profit")
        )
    if sub is not None and sub.tier == INDIRECT:
        checks.append(_indirect_problem(ledger, under(sub)))
    for field in ("useful", "graduate"):
        cell = setting.answer_cell(of, field)
        if cell is not None:
            checks.append(spelling_problem(cell, _ANSWERS, "an answer is neither yes nor no"))
    for field, known, what in (
        ("toward", (*setting.goals, ""), "it counts toward no goal of the contract"),
        ("group", (*GROUPS, ""), "a group is none of those that are known"),
    ):
        cell = setting.choice(of, field, known)
        if field in of.stated and not cell.fixed and (field == "toward" or _grouped(setting)):
            checks.append(spelling_problem(cell, known, what))
    return checks


def _grouped(setting: Setting) -> bool:
    return any(GOAL[name].group for name in setting.goals)


def _indirect_problem(ledger: Ledger, key: str) -> Formula:
    """What a direct subcontractor pays to its own is part of what it gets."""
    given, gets = literal(0), literal(0)
    for firm in ledger.firms:
        if firm.sub is None:
            continue
        cents = ledger.grid.at(firm.row, "cents")
        if firm.sub.tier == INDIRECT and under(firm.sub) == key:
            given = cents if given.fixed else given + cents
        elif firm.sub.tier not in (INDIRECT, VENTURE_PARTNER) and firm.key == key:
            gets = cents if gets.fixed else gets + cents
    return when(given > gets, "the subcontractors of its firm get more than it", "")
