"""The program as formulas of a spreadsheet, so that somebody else can recompute an evaluation."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from lbpp_cli.formula import LARGEST_WHOLE, Formula, literal
from lbpp_cli.formula_checks import side_problem
from lbpp_cli.formula_goals import GOAL_WORKING
from lbpp_cli.formula_inputs import largest_price
from lbpp_cli.formula_tables import Column, Worked
from lbpp_cli.money import show_money
from lbpp_cli.programs.oakland_lslbe import readings as reading
from lbpp_cli.programs.oakland_lslbe.terms import CERTIFICATIONS, FIGURES, INFORMAL, LBE, NAMES, SLBE
from lbpp_cli.programs.oakland_lslbe.worksheet_bids import Row
from lbpp_cli.programs.oakland_lslbe.worksheet_firms import columns as ledger_columns
from lbpp_cli.programs.oakland_lslbe.worksheet_goals import goals_of
from lbpp_cli.programs.oakland_lslbe.worksheet_setting import Setting

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lbpp_cli.formula_tables import Grid, Sheets
    from lbpp_cli.model import Case, Source

_USED = {*FIGURES, "informal-local", "emergency-local", "emergency-small"}


def worksheet(case: Case, chosen: Mapping[str, str], sheets: Sheets) -> Worked:
    """Write the program down as formulas for the responsive bids of a case, under the chosen readings."""
    setting, bids = Setting(case, chosen, sheets), case.tabulation.ranked
    grid = sheets.bids(list(_columns(setting)))
    accounts, records = None, list[tuple["Source", str]]()
    if setting.measures:
        accounts = sheets.participation(ledger_columns(setting), GOAL_WORKING, len(goals_of(setting)))
    for row, bid in enumerate(bids):
        ledger = Row(setting, grid, row, bid).write(accounts, len(records))
        records += ledger.records if ledger else []
    parts = f" or in parts of a cent, {setting.cent} to each" if setting.asked.whole is not None else ""
    return Worked(
        grid,
        tuple(_problems(setting, grid)) if bids else (),
        participation=accounts and accounts._replace(records=tuple(records)),
        inexact=_inexact(setting),
        parts=parts,
    )


def _inexact(setting: Setting) -> str | None:
    """Why a spreadsheet cannot work a case out exactly, if it cannot."""
    prices = [bid.quoted_price or Decimal(0) for bid in setting.case.tabulation.ranked]
    largest = largest_price(setting.cent)
    if any(price > largest for price in prices):
        return f"a price is above {show_money(largest)}"
    value = setting.case.rules.value
    # What is worked out after the award, such as penalties, is in no formula.
    others = (one for name, one in setting.case.rules.parameters.items() if name in _USED and one.unit != "USD")
    if any(one.value != int(one.value) for one in others):
        return "the rules have a figure with decimals"
    if value("very-small-factor") != 2 or value("emergency-local") * value("emergency-small") % 3:  # noqa: PLR2004
        return "a figure of the rules divides into fractions of a cent that have no end"
    points = setting.solicitation.total_points or Decimal(0)
    if setting.proposal and points * setting.score_scale * 2 > LARGEST_WHOLE:
        return "the scores have more digits than a spreadsheet holds"
    return None


def _columns(setting: Setting) -> Iterator[Column]:
    """The columns of the table of bids: what a bid says, each step, what it is compared by; then working columns."""
    clause = setting.case.rules.clause
    yield Column("bidder", "Bidder", "text")
    yield Column("quoted", "Proposed total cost" if setting.proposal else "Quoted price", "money")
    asked, bids = setting.asked.whole is not None, setting.case.tabulation.ranked
    percent = "number" if setting.proposal else "percent"
    if setting.measures:
        yield Column("participation", "Participation", "wide share", clause("requirement"))
    elif not setting.proposal:
        # Their clause stands above what they lead to; these columns are too narrow for it.
        yield from (Column(name, name, "flag") for name in CERTIFICATIONS)
        yield Column("step_small", NAMES[SLBE], percent)
        yield Column("step_local", NAMES[LBE], percent)
    if asked:
        yield Column("takes_part", "Meets what is required", "answer", clause("requirement"))
        yield Column("steps", "Whole steps above", "answer count", clause("step"))
        if any(bid.stated.get("venture") for bid in bids):
            yield Column("venture", "Venture may earn it", "answer", clause("venture-work"))
        yield Column("step_base", "Require- ment met", percent, clause("base-discount"))
        yield Column("step_above", "Steps above", percent, clause("step-discount"))
    if setting.formal and any(bid.stated.get("mentor_approved") for bid in bids):
        yield Column("step_mentor", "Mentor- protégé", percent, clause("mentor-preference"))
    if setting.proposal:
        yield Column("score", "Score", "number")
        points = "Incentives" if setting.measures else "Private Developments"
        yield Column("points", "Points added", "number", points)
        yield Column("evaluated_score", "Evaluated score", "number", points)
    else:
        discount = clause("base-discount") if setting.measures else clause("developer-small-discount")
        yield Column("percent", "Discount", "percent", discount if setting.measures else "")
        yield Column("value", "Value", "money", discount)
        yield Column("evaluated", "Evaluated price", "money", discount)
    yield from (Column(name, heading, "whole", working=True) for name, heading in _working(setting))
    yield Column("problem", "What is wrong", "text", working=True)


def _working(setting: Setting) -> Iterator[tuple[str, str]]:
    yield "cents", "Price in cents"
    if setting.measures:
        yield "base", "Cents that percentages are of"
        yield from (("very", "Very small, in cents"), ("small", "Small, in cents"), ("local", "Local, in cents"))
    if setting.asked.whole is not None:
        yield from (("need_local", "LBE required, in parts"), ("need_small", "SLBE required, in parts"))
        if setting.beyond_covers:
            yield from (("beyond", "Small beyond its part, in parts"), ("covers", "Fills the local part"))
        yield from (("toward_local", "Toward LBE, in parts"), ("toward_small", "Toward SLBE, in parts"))
        yield "doubled", "Counted a second time, in parts"
        yield from (("above", "Above what is required, in parts"), ("step", "A step, in parts"))
        if setting.chosen[reading.EXTRA_SPLIT] != "any":
            yield from (("step_part", "Half a step, in parts"), ("above_local", "Local above, in parts"))
            yield "above_small", "Small above, in parts"
    yield "earned", "Points" if setting.proposal else "Discount, whether ranked or not"
    yield from (("before", "Ranked by, before"), ("after", "Ranked by, after"))


def _problems(setting: Setting, bids: Grid) -> Iterator[Formula]:
    """Why the formulas do not hold: a requirement that was changed to none, or a contract on the other side."""
    if setting.asked.whole is not None:
        yield from setting.wrong_requirement()
    limit = setting.sheets.figures.get(f"{setting.solicitation.category}-limit")
    if limit is None or not setting.measures:
        return
    stated = setting.sheets.input(setting.solicitation.source, "contract_value")
    if stated is None and setting.solicitation.contract_value is not None:
        stated = literal(setting.solicitation.contract_value)
    prices = bids.column("quoted", 0, len(setting.case.tabulation.ranked) - 1)
    side = "no requirement" if setting.formal else "a requirement"
    over = setting.case.procedure.id != INFORMAL
    yield side_problem(stated, prices, limit, f"the contract may have {side}", over=over)
