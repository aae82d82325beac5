"""The rules as formulas of a spreadsheet, so that somebody else can recompute an evaluation: Procedures 3 and 4."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from lbpp_cli.formula import LARGEST_WHOLE, Formula, decimals_of, literal
from lbpp_cli.formula_checks import side_problem
from lbpp_cli.formula_inputs import score_decimals
from lbpp_cli.formula_tables import Column, Worked
from lbpp_cli.model import PROPOSAL, Case
from lbpp_cli.money import show_money
from lbpp_cli.programs.la_lbpp.bid_price import DEFINITIONS, combined_not_counted
from lbpp_cli.programs.la_lbpp.premises import premises
from lbpp_cli.programs.la_lbpp.terms import CBE, LBE, LSB, LTE, NAMES
from lbpp_cli.programs.la_lbpp.worksheet_bids import DISCOUNT_DECIMALS, DISCOUNT_SCALE, LARGEST_PRICE, Form, Row
from lbpp_cli.programs.la_lbpp.worksheet_credits import (
    Setting,
    columns,
    through_clause,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lbpp_cli.formula_tables import Grid, Sheets


def worksheet(case: Case, chosen: Mapping[str, str], sheets: Sheets) -> Worked:
    """Write the rules down as formulas for the ranked bids of a case, under the chosen readings."""
    setting = Setting(case, chosen, sheets)
    ranked, form = case.tabulation.ranked, _form(case, chosen)
    bids = sheets.bids(_columns(setting, form))
    subcontractors = sheets.subcontractors(columns(setting))
    first = 0
    for row, bid in enumerate(ranked):
        Row(setting, form, bids, row, bid).write(subcontractors, first)
        first += len(bid.subcontractors)
    problems = tuple(_other_procedure(setting, bids)) if ranked else ()
    return Worked(bids, problems, subcontractors, inexact=_inexact(case, form))


def _form(case: Case, chosen: Mapping[str, str]) -> Form:
    solicitation, ranked = case.tabulation.solicitation, case.tabulation.ranked
    proposal = solicitation.kind == PROPOSAL
    counted = {
        "combined_discount": combined_not_counted(solicitation) is None,
        "cash_discount": solicitation.cash_discount_counted,
    }
    discounts = [name for name, counts in counted.items() if counts and any(getattr(bid, name) for bid in ranked)]
    decimals = score_decimals(case.tabulation)
    lost = solicitation.waiver is not None or any(bid.local_status for bid in ranked)
    assumed = frozenset(one.subject for one in premises(case, chosen))
    return Form(proposal, decimals, tuple(discounts), lost, assumed)


def _inexact(case: Case, form: Form) -> str | None:
    """Why a spreadsheet cannot work a case out exactly, if it cannot."""
    bids, points = case.tabulation.ranked, case.tabulation.solicitation.total_points or Decimal(0)
    if any(bid.quoted_price is not None and bid.quoted_price > LARGEST_PRICE for bid in bids):
        return f"a price is above {show_money(LARGEST_PRICE)}"
    offered = [getattr(bid, name) or Decimal(0) for bid in bids for name in form.discounts]
    if any(decimals_of(one) > DISCOUNT_DECIMALS for one in offered):
        return f"a discount has more than {DISCOUNT_DECIMALS} decimals"
    if any(decimals_of(one.value) for one in case.rules.parameters.values() if one.unit == "percent"):
        return "the rules have a percentage with decimals"
    if form.proposal and points * 10**form.score_decimals * 200 > LARGEST_WHOLE:
        return "the scores have more digits than a spreadsheet holds"
    return None


def _columns(setting: Setting, form: Form) -> list[Column]:
    """The columns of the table of bids: what a bid says, each step, what it is compared by; then working columns."""
    clause, item = setting.case.rules.clause, 2 if form.proposal else 1
    names = {"combined_discount": "Combined award discount", "cash_discount": "Cash discount"}
    found = [
        Column("bidder", "Bidder", "text"),
        Column("quoted", "Proposed total cost" if form.proposal else "Quoted price", "money"),
        *(Column(name, names[name], "money", DEFINITIONS) for name in form.discounts),
        Column("price", "Bid price", "money", DEFINITIONS),
        *(Column(name, name, "flag", "2.A, 2.E") for name in setting.marks),
        Column("county", "⅔ in County", "flag", "2.C"),
    ]
    if setting.over:
        found.append(Column("in_city", "⅔ in City", "flag", "2.C"))
    if form.lost:
        found.append(Column("kept", "May be local", "flag", "4.B.8, 6.B"))
    if setting.over:
        found += [
            Column("step_local", NAMES[LBE], "percent", f"{clause('local-business')}.{item}"),
            Column("step_city", NAMES[CBE], "percent", f"{clause('city-business')}.{item}"),
            Column("step_lsb", NAMES[LSB], "percent", clause("own-certification")),
            Column("step_lte", NAMES[LTE], "percent", clause("own-certification")),
            Column("step_limit", "Limit", "percent", clause("city-limit")),
        ]
    else:
        found.append(Column("step_small", "LSB or LTE", "percent", f"{clause('small-contract-preference')}.{item}"))
    found.append(Column("through", "Sub- contractors", "percent", through_clause(setting)))
    found.append(Column("percent", "Preference", "percent"))
    if form.proposal:
        found += [Column("score", "Score", "number"), Column("points", "Points added", "number")]
        found.append(Column("evaluated_score", "Evaluated score", "number"))
    else:
        reduced = f"{clause('local-business') if setting.over else clause('small-contract-preference')}.{item}"
        found.append(Column("value", "Value", "money", clause("value-limit") if setting.over else reduced))
        found.append(Column("evaluated", "Evaluated price", "money", reduced))
    working = [
        (f"{name}_{part}", f"{names[name]}: {heading}")
        for name in form.discounts
        for part, heading in (
            ("from", "cents before"),
            ("share", f"{DISCOUNT_SCALE} × percent"),
            ("wholes", f"cents / {100 * DISCOUNT_SCALE}"),
            ("rest", "cents left"),
        )
    ]
    working += [("cents", "Bid price in cents"), ("local", "Local standing"), ("own", "Own certifications")]
    working += [("city", "City standing")] if setting.over else []
    working += [(f"through_{name}", f"Subcontractors count as {name}") for name in setting.marks]
    working += [
        ("room", "Percent left for subcontractors"),
        ("before", "Ranked by, before"),
        ("after", "Ranked by, after"),
    ]
    found += [Column(name, heading, "whole", working=True) for name, heading in working]
    return [*found, Column("problem", "What is wrong", "text", working=True)]


def _other_procedure(setting: Setting, bids: Grid) -> Iterator[Formula]:
    """Why the formulas do not hold: a changed figure may put the contract under the other procedure."""
    limit = setting.sheets.figures["small-contract-limit"]
    solicitation = setting.case.tabulation.solicitation
    stated = setting.sheets.input(solicitation.source, "contract_value")
    if stated is None and solicitation.contract_value is not None:
        stated = literal(solicitation.contract_value)
    prices = bids.column("price", 0, len(setting.case.tabulation.ranked) - 1)
    problem = f"the contract may fall under Procedure {3 if setting.over else 4}"
    yield side_problem(stated, prices, limit, problem, over=setting.over)
