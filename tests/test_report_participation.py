"""The report of a program that measures participation: its formulas give what the program gives, under every reading.

Also for bids that are left out for want of participation, which another figure may bring back.
"""

from dataclasses import replace
from decimal import Decimal

import lslbe
import pytest
from hypothesis import assume, given, reject
from hypothesis import strategies as st
from openpyxl import load_workbook
from planned import formulas, sheet_named, table
from reports import differing, make, verified
from running import lbpp

from lbpp_cli.evaluate import evaluate
from lbpp_cli.model import PROPOSAL
from lbpp_cli.money import round_cents
from lbpp_cli.render.workbook import plan

LIVE = ("Summary", "Credits", "Participation")


def planned(tabulation, readings=None):
    """The evaluation of a tabulation, and the sheets of its report."""
    evaluation = evaluate(lslbe.placed(tabulation), lslbe.PROGRAM, lslbe.RULES, lslbe.TODAY, readings)
    if evaluation.award is None:
        reject()
    return evaluation, plan(evaluation, lslbe.PROGRAM, lslbe.cells_of(evaluation.case.tabulation))


def goals_and_ledger(sheets):
    """The rows of the two tables of the sheet, each value under its heading."""
    sheet = sheet_named(sheets, "Participation")
    goals = table(sheet)
    return goals, table(sheet, top=5 + len(goals) + 5)


def blank(entry, figure):
    """What a cell holds: nothing for a bid that takes no part."""
    return "" if entry.adjustment is None else figure(entry.adjustment)


@given(lslbe.tabulations(), lslbe.readings)
def test_credits_hold_what_the_program_gives(tabulation, readings):
    """Every discount, point, price and rank; a bid below its requirement has none of them."""
    evaluation, sheets = planned(tabulation, readings)
    compared = [entry for entry in evaluation.bids if entry.bid.responsive]
    for entry, row in zip(compared, table(sheet_named(sheets, "Credits")), strict=True):
        assert row["Bidder"] == entry.bid.bidder
        assert row["What is wrong"] == ""
        assert (row["Rank before"], row["Rank after"]) == (entry.rank_before or "", entry.rank_after or "")
        assert bool(row.get("Meets what is required", 1)) == (entry.adjustment is not None)
        if evaluation.solicitation.kind == PROPOSAL:
            assert row["Points added"] == blank(entry, lambda found: found.points)
            assert row["Evaluated score"] == blank(entry, lambda found: found.evaluated_score)
        else:
            assert row["Discount"] == blank(entry, lambda found: found.percent)
            assert row["Value"] == blank(entry, lambda found: found.value)
            assert row["Evaluated price"] == blank(entry, lambda found: found.evaluated_price)


@given(lslbe.tabulations(), lslbe.readings)
def test_goals_and_ledger_hold_what_the_program_counts(tabulation, readings):
    evaluation, sheets = planned(tabulation, readings)
    measured = [entry.participation for entry in evaluation.bids if entry.participation is not None]
    if not measured:
        assert "Participation" not in [sheet.name for sheet in sheets] or not any(
            one.responsive for one in tabulation.bids
        )
        return
    rows, ledger = goals_and_ledger(sheets)
    for goal, row in zip((goal for one in measured for goal in one.goals), rows, strict=True):
        assert (row["Goal"], bool(row["Met"])) == (goal.name, goal.met)
        assert row["Required"] == ("–" if goal.required is None else goal.required)
        assert row["Dollars that count"] == goal.dollars
        short = (
            0
            if goal.required is None
            else round_cents(row["Short by"] - row["Of"] * goal.required / 100 + goal.dollars)
        )
        assert short == 0 if not goal.met else row["Short by"] == 0
        achieved = Decimal(row["Achieved"]) * 100
        # Where two decimals would show the other side, both show more; the sheet has six.
        assert achieved == goal.achieved or (
            goal.achieved != round_cents(goal.achieved) and abs(achieved - goal.achieved) < Decimal("0.001")
        )
    # Credit that is stated as zero has a row, which may be filled in; the program lists none.
    lines = iter([row for row in ledger if row["Role"] != "banked credit" or row["Amount"] != 0])
    for one in measured:
        firms = dict.fromkeys((line.firm, line.role, line.field) for line in one.ledger)
        for firm, _, field in firms:
            row, of = next(lines), [line for line in one.ledger if (line.firm, line.field) == (firm, field)]
            assert (row["Firm"], row["Amount"]) == (firm, of[0].amount)
            for part, heading in (("LBE", "Toward LBE"), ("SLBE", "Toward SLBE"), ("L/SLBE", "Toward L/SLBE alone")):
                counted = sum((line.counted for line in of if line.toward == part), Decimal(0))
                assert (row.get(heading) or 0) == counted, (firm, part)
            assert row["Clause"] == "; ".join(dict.fromkeys(line.clause for line in of))
    assert next(lines, None) is None


@given(lslbe.tabulations(all_responsive=True), lslbe.readings)
def test_the_summary_says_the_award(tabulation, readings):
    """The winner at its quoted price, the tie with its names, or that no bid is left."""
    evaluation, sheets = planned(tabulation, readings)
    said, award = sheet_named(sheets, "Summary").cells[6, 0].value, evaluation.award
    if award.decision == "none":
        assert said == "No award: no responsive bid is left to rank."
    elif award.decision == "tie":
        kind = "score" if evaluation.solicitation.kind == PROPOSAL else "price"
        assert said.startswith(f"Tie at the same evaluated {kind}: {'; '.join(award.tied)}.")
    else:
        quoted = "proposed total cost" if evaluation.solicitation.kind == PROPOSAL else "quoted price"
        assert said == f"Award to {award.bidder} at ${award.contract_amount:,.2f}, its {quoted}."


@given(lslbe.tabulations(kinds=("bid",), formal=True, all_responsive=True), lslbe.readings, st.data())
def test_the_formulas_are_the_same_for_other_figures(tabulation, readings, data):
    """No amount, mark, role, answer or requirement is written into a formula.

    Together with the tests above: whatever of these is changed, the workbook says what the program would.
    """
    other = replace(tabulation, bids=tuple(_changed(bid, data.draw) for bid in tabulation.bids))
    (_, first), (_, second) = planned(tabulation, readings), planned(other, readings)
    for name in LIVE:
        assert formulas(sheet_named(first, name)) == formulas(sheet_named(second, name))


def _changed(bid, draw):
    """A bid with other figures in the cells that it has."""

    def answers(stated):
        """The same questions answered, otherwise."""
        found = dict(stated)
        if "role" in found:
            found["role"] = draw(st.sampled_from(["trucker", "broker", "supplier"]))
        if "useful" in found:
            found["useful"] = draw(st.booleans())
        if "banked" in found:
            found["banked"] = draw(lslbe.cents(0, 500_00))
        return found

    return bid._replace(
        quoted_price=bid.quoted_price + draw(lslbe.cents(0, 10_000_00)),
        certifications=draw(lslbe.marks),
        stated=answers(bid.stated),
        subcontractors=tuple(
            one._replace(certifications=draw(lslbe.marks), stated=answers(one.stated)) for one in bid.subcontractors
        ),
    )


@given(lslbe.tabulations(kinds=("bid",), formal=True), lslbe.readings, st.data())
def test_the_formulas_are_the_same_for_another_requirement(tabulation, readings, data):
    stated = tabulation.solicitation.stated
    named = [name for name in ("requirement", "local_part", "small_part") if name in stated]
    assume(named)
    whole = st.sampled_from([Decimal(number) for number in (0, 10, 25, 40, 100)])
    one, two = (
        replace(
            tabulation,
            solicitation=replace(
                tabulation.solicitation, stated={**stated, **{name: data.draw(whole) for name in named}}
            ),
        )
        for _ in range(2)
    )
    (_, first), (_, second) = planned(one, readings), planned(two, readings)
    for name in LIVE:
        assert formulas(sheet_named(first, name)) == formulas(sheet_named(second, name))


def two_firms(local, small, price="1000000.00", *, very="0.01"):
    """A construction bid with a local, a small and a very small firm."""
    firms = (("Local", local, "LBE"), ("Small", small, "SLBE"), ("Very small", very, "VSLBE"))
    subs = tuple(
        lslbe.Subcontractor(lslbe.NOWHERE, name, Decimal(cost), None, frozenset({mark}), stated={"useful": True})
        for name, cost, mark in firms
    )
    bid = lslbe.Bid(lslbe.NOWHERE, "Bidder", Decimal(price), frozenset(), subs)
    solicitation = lslbe.Solicitation(
        lslbe.NOWHERE, category="construction", contract_value=Decimal(price), due=lslbe.DUE
    )
    return lslbe.Tabulation((lslbe.InputFile(lslbe.FILE, b""),), solicitation, (bid,))


@pytest.mark.parametrize(
    ("local", "small", "meets", "discount"),
    [
        # Requirements: 25% of $1,000,000.00 each and 50% together; the very small firm's cent counts twice.
        ("250000.00", "249999.98", 1, 2),
        ("250000.00", "249999.97", 0, ""),
        ("249999.99", "250000.01", 1, 2),  # small beyond its part fills the local part
        ("249999.98", "250000.00", 1, 2),
        ("249999.97", "250000.00", 0, ""),
        # Incentives: a step is $100,000.00 above $500,000.00, of dollars counted once.
        ("350000.00", "249999.99", 1, 3),
        ("349999.99", "249999.99", 1, 2),
        ("550000.00", "249999.99", 1, 5),
        ("549999.99", "249999.99", 1, 4),
        ("700000.00", "249999.99", 1, 5),  # no more than 5%
    ],
)
def test_a_cent_decides(local, small, meets, discount):
    _, sheets = planned(two_firms(local, small))
    (row,) = table(sheet_named(sheets, "Credits"))
    assert (row["Meets what is required"], row["Discount"]) == (meets, discount)


def test_half_of_a_part_is_exact_to_a_fraction_of_a_cent():
    """25% of $1,000,000.10 is $250,000.025; a very small firm is counted a second time up to half: $125,000.0125."""
    _, sheets = planned(two_firms("250000.03", "0.01", "1000000.10", very="200000.00"))
    goals, _ = goals_and_ledger(sheets)
    assert goals[0]["Dollars that count"] == Decimal("450000.04") + Decimal("125000.0125")


@pytest.mark.parametrize(
    ("firms", "banked", "counted", "steps"),
    [
        # 30% of $1,000,000.00 with parts of 10% each: the parts are full, the whole lacks $80,000.00 or $15,000.00.
        (("120000.00", "99999.98"), "90000.00", None, ""),
        (("185000.00", "99999.98"), "20000.00", "15000.00", 0),
        (("185000.00", "99999.98"), "14999.99", None, ""),
        # $200,000.00 above each part; $300,000.00 above the whole, or a cent less.
        (("300000.00", "299999.99"), "20000.00", "0", 3),
        (("300000.00", "299999.98"), "20000.00", "0", 2),
    ],
)
def test_parts_that_are_less_than_the_whole(firms, banked, counted, steps):
    """Banked credit fills the whole once the parts are full; steps above are of what is above the whole."""
    given = two_firms(*firms)
    stated = {"requirement": Decimal(30), "local_part": Decimal(10), "small_part": Decimal(10)}
    credit = {"banked": Decimal(banked), "banked_on": lslbe.date(2025, 1, 2)}
    given = replace(
        given,
        bids=tuple(bid._replace(stated=credit) for bid in given.bids),
        solicitation=replace(given.solicitation, stated=stated),
    )
    evaluation, sheets = planned(given, {"extra-split": "five-and-five"})
    (row,) = table(sheet_named(sheets, "Credits"))
    _, ledger = goals_and_ledger(sheets)
    assert bool(row["Meets what is required"]) == (counted is not None) == (evaluation.bids[0].adjustment is not None)
    if counted is not None:
        assert (ledger[-1]["Toward L/SLBE alone"], row["Whole steps above"]) == (Decimal(counted), steps)


def test_proposals_of_a_developer_have_no_points_and_no_steps():
    """Private Developments: a discount of bids alone."""
    given = two_firms("250000.00", "250000.00")
    (bid,) = given.bids
    bid = bid._replace(certifications=frozenset({"SLBE"}), score=Decimal(80))
    solicitation = replace(given.solicitation, kind=PROPOSAL, total_points=Decimal(100), stated={"assisted": True})
    _, sheets = planned(replace(given, bids=(bid,), solicitation=solicitation))
    (row,) = table(sheet_named(sheets, "Credits"))
    assert (row["Points added"], row["Evaluated score"], row["What is wrong"]) == (0, 80, "")
    assert not {"SLBE", "LBE"} & row.keys()


@pytest.mark.parametrize(("price", "live"), [("2000000000.00", True), ("2000000000.01", False)])
def test_what_a_spreadsheet_cannot_hold_exactly_is_not_live(price, live):
    """Parts of a cent of 200 to each, three times a price of 2e9 dollars: 1.2e14, under 2**47 = 1.4e14."""
    evaluation, sheets = planned(two_firms("500000000.00", "700000000.00", price))
    assert bool(formulas(sheet_named(sheets, "Credits"))) == live
    said = [str(cell.value) for cell in sheet_named(sheets, "Summary").cells.values()]
    assert any("Not live: a price is above $2,000,000,000.00" in text for text in said) != live
    (entry,) = evaluation.bids
    assert table(sheet_named(sheets, "Credits"))[0]["Evaluated price"] == entry.adjustment.evaluated_price


def test_a_function_that_is_not_stated_is_assumed_and_may_be_set_to_none():
    """Definition 7: what nobody stated is a shaded 1 that the formulas follow, for firms whose marks count."""
    stated = two_firms("250000.00", "250000.00")
    (bid,) = stated.bids
    silent = bid._replace(subcontractors=tuple(one._replace(stated={}) for one in bid.subcontractors))
    for tabulation, styles in ((stated, {"answer"}), (replace(stated, bids=(silent,)), {"assumed", "answer"})):
        _, sheets = planned(tabulation)
        sheet = sheet_named(sheets, "Participation")
        (column,) = {place[1] for place, cell in sheet.cells.items() if cell.value == "Useful function"}
        found = {place: cell for place, cell in sheet.cells.items() if place[1] == column and place[0] >= 13}
        useful = [cell for cell in found.values() if cell.value == 1]
        assert {cell.style for cell in useful} == styles
        assert all(cell.formula is None for cell in useful if cell.style == "assumed")


def test_the_sheets_are_those_that_the_program_has():
    """No table of credits of subcontractors where they earn none."""
    _, sheets = planned(two_firms("250000.00", "250000.00"))
    names = [sheet.name for sheet in sheets]
    assert names[:4] == ["Summary", "Credits", "Participation", "Readings and assumptions"]
    assert "Subcontractors" not in names


def test_a_report_is_verified_from_its_own_sheet_and_from_the_file(tmp_path):
    lbpp("template", "bids.xlsx", "--program", "oakland-lslbe", cwd=tmp_path)
    report = tmp_path / "report.xlsx"
    assert make(tmp_path / "bids.xlsx", report, program=lslbe.PROGRAM.id) == 0
    assert verified(report)[0] == 0
    assert verified(report, tmp_path / "bids.xlsx")[0] == 0
    book = load_workbook(report)
    place = next(cell for row in book["Participation"].iter_rows() for cell in row if cell.value == "LBE")
    book["Participation"].cell(place.row, place.column + 1).value = 20
    book.save(report)
    status, said = verified(report)
    assert (status, differing(said)) == (1, [f"Participation!C{place.row}"])
