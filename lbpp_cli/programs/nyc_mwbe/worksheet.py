"""The program as formulas of a spreadsheet, so that somebody else can recompute an evaluation."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from lbpp_cli.formula import LARGEST_WHOLE
from lbpp_cli.formula_goals import GOAL_WORKING
from lbpp_cli.formula_inputs import largest_price
from lbpp_cli.formula_tables import Column, Worked
from lbpp_cli.model import VENTURE_PARTNER
from lbpp_cli.money import show_money
from lbpp_cli.programs.nyc_mwbe.worksheet_bids import Row
from lbpp_cli.programs.nyc_mwbe.worksheet_firms import columns as ledger_columns
from lbpp_cli.programs.nyc_mwbe.worksheet_setting import Setting

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lbpp_cli.formula_tables import Sheets
    from lbpp_cli.model import Bid, Case, Source


def worksheet(case: Case, chosen: Mapping[str, str], sheets: Sheets) -> Worked:
    """Write the program down as formulas for the responsive bids of a case, under the chosen readings."""
    setting, bids = Setting(case, chosen, sheets), case.tabulation.ranked
    grid = sheets.bids(list(_columns(setting)))
    accounts, records = None, list[tuple["Source", str]]()
    if setting.goals and bids:
        accounts = sheets.participation(ledger_columns(setting), list(_of_goals(setting)), len(setting.goals))
    for row, bid in enumerate(bids):
        ledger = Row(setting, grid, row, bid).write(accounts, len(records))
        records += ledger.records if ledger else []
    return Worked(
        grid,
        tuple(setting.wrong_goals()) if bids else (),
        participation=accounts and accounts._replace(records=tuple(records)),
        inexact=_inexact(setting),
        parts=" or in parts of a cent, of which each bid says how many there are" if setting.goals else "",
    )


def _inexact(setting: Setting) -> str | None:
    """Why a spreadsheet cannot work a case out exactly, if it cannot."""
    for bid in setting.case.tabulation.ranked:
        largest = largest_price(setting.units(bid).cent)
        if (bid.quoted_price or 0) > largest:
            return f"the price of {bid.bidder} is above {show_money(largest)}"
    share = setting.case.rules.value("venture-share")
    if share != int(share):
        return "the rules have a figure with decimals"
    points = setting.solicitation.total_points or Decimal(0)
    if setting.proposal and points * setting.score_scale * 2 > LARGEST_WHOLE:
        return "the scores have more digits than a spreadsheet holds"
    return None


def _columns(setting: Setting) -> Iterator[Column]:
    """The columns of the table of bids: what a bid says, whether it meets its goals; then working columns."""
    clause = setting.case.rules.clause
    yield Column("bidder", "Bidder", "text")
    yield Column("quoted", "Proposed total cost" if setting.proposal else "Quoted price", "money")
    if setting.proposal:
        yield Column("score", "Score", "number")
    if setting.goals:
        yield Column("waiver", "Waiver", "word", "i.11")
        bids = setting.case.tabulation.ranked
        if any("venture" in bid.stated or _has_partners(bid) for bid in bids):
            yield Column("venture", "Joint venture", "answer", f"j.2.d, {clause('venture-share')}")
        if setting.searches:
            yield Column("search", "Toward which goal firms count", "word", "j.1.k")
        yield Column("short", "Below its goals by", "exact", "i.5")
        yield Column("takes_part", "Meets its goals", "answer", "i.5")
    for name, heading in _working(setting):
        yield Column(name, heading, "whole", working=True)
    yield Column("problem", "What is wrong", "text", working=True)


def _has_partners(bid: Bid) -> bool:
    return any(one.tier == VENTURE_PARTNER for one in bid.subcontractors)


def _working(setting: Setting) -> Iterator[tuple[str, str]]:
    yield "cents", "Price in cents"
    if setting.goals:
        yield "unit", "Parts of a cent that it counts in"
        yield "base", "Cents that percentages are of"
        yield "direct", "To direct subcontractors, in cents or parts"
        yield "own", "Left to the bidder, in cents or parts"
    yield "after", "Ranked by"


def _of_goals(setting: Setting) -> Iterator[Column]:
    yield Column("waived", "After a partial waiver", "share", "i.11")
    yield Column("stated", "Goal of the contract", "whole", working=True)
    yield from GOAL_WORKING
    yield Column("held", "Held to it", "whole", working=True)
    yield Column("need", "Required, in parts of a cent", "whole", working=True)
    if setting.searches:
        for name, heading in (
            ("fixed", "Reached by firms whose goal is settled"),
            ("lacks", "Lacking without the others"),
            ("most", "Reached if all others counted here"),
            ("need_as", "Required, as evaluated"),
            ("same", "The same as evaluated"),
        ):
            yield Column(name, heading, "whole", working=True)
