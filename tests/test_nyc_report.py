"""The report of New York's program: its formulas give what the program gives, and say where they cannot.

Random plans are those of tests/test_nyc_naive.py, which an independent reading of the law holds the program to.
"""

from dataclasses import replace
from decimal import Decimal
from random import Random

import lslbe
import pytest
from planned import formulas, sheet_named, table
from test_nyc_naive import BOOK, DUE, NOWHERE, PROGRAM, some_case

from lbpp_cli.evaluate import evaluate
from lbpp_cli.model import PROPOSAL, Bid, InputFile, Solicitation, Subcontractor, Tabulation
from lbpp_cli.render.workbook import plan


def planned(tabulation, readings=None):
    """The evaluation of a tabulation, and the sheets of its report."""
    placed = lslbe.placed(tabulation, PROGRAM)
    evaluation = evaluate(placed, PROGRAM, BOOK, DUE, readings)
    assert evaluation.award is not None, evaluation.findings
    return evaluation, plan(evaluation, PROGRAM, lslbe.cells_of(evaluation.case.tabulation, PROGRAM))


def tables(sheets):
    """The rows of the bids, of their goals and of the ledger, each value under its heading."""
    sheet = sheet_named(sheets, "Participation")
    goals = table(sheet)
    return table(sheet_named(sheets, "Credits")), goals, table(sheet, top=5 + len(goals) + 5)


def some_readings(chance):
    return {reading.id: chance.choice(list(reading.values)) for reading in PROGRAM.readings}


@pytest.mark.parametrize("seed", range(6))
def test_the_formulas_give_what_the_program_gives(seed):
    """Every credit, goal, dollar and rank, to the last fraction of a cent, under readings by chance."""
    for number in range(seed * 1000, seed * 1000 + 12):
        evaluation, sheets = planned(some_case(number), some_readings(Random(number)))  # noqa: S311
        bids, goals, ledger = map(iter, tables(sheets))
        for entry in evaluation.bids:
            row = next(bids)
            assert (row["Bidder"], row["What is wrong"]) == (entry.bid.bidder, ""), number
            assert row["Rank"] == (entry.rank_after or ""), number
            assert bool(row["Meets its goals"]) == (entry.adjustment is not None), number
            for goal in entry.participation.goals:
                found = next(goals)
                assert (found["Goal"], bool(found["Met"])) == (goal.name, goal.met), number
                assert (found["Dollars that count"], found["Of"]) == (goal.dollars, entry.participation.base), number
                assert found["Required"] == ("–" if goal.required is None else goal.required), number
            for line in entry.participation.ledger:
                found = next(ledger)
                assert (found["Firm"], found["Role"], found["What is wrong"]) == (line.firm, line.role, ""), number
                assert (found["Amount"], found["Dollars that count"]) == (line.amount, line.counted), number
                assert line.toward in (None, found["Counts toward"]), number
                held = [name for name in PROGRAM.certifications if name in line.certifications]
                assert found["Counts as"] == (", ".join(held) or "–"), number
        assert [next(rows, None) for rows in (bids, goals, ledger)] == [None] * 3


def firm(name, cost, *marks, **stated):
    return Subcontractor(NOWHERE, name, Decimal(cost), "work", frozenset(marks), stated=stated)


def contract(*bids, goals, **stated):
    fields = {f"goal_{name}": Decimal(percent) for name, percent in goals.items()}
    solicitation = Solicitation(NOWHERE, category="construction", due=DUE, stated=fields | stated)
    return Tabulation((InputFile(lslbe.FILE, b""),), solicitation, bids)


def bid(name, price, *firms, marks=(), score=None, **stated):
    return Bid(NOWHERE, name, Decimal(price), frozenset(marks), firms, score=score, stated=stated)


@pytest.mark.parametrize(
    ("cost", "meets", "short"),
    # i.5: 15% of $1,000,000.01 is $150,000.0015; a cent below it is not enough, and nothing is rounded.
    [("150000.01", True, 0), ("150000.00", False, Decimal("0.0015"))],
)
def test_a_fraction_of_a_cent_decides(cost, meets, short):
    given = contract(bid("Bidder", "1000000.01", firm("Firm", cost, "MBE")), goals={"mbe": 15})
    evaluation, sheets = planned(given)
    (row,), (goal,), _ = tables(sheets)
    assert (bool(row["Meets its goals"]), row["Below its goals by"]) == (meets, short)
    assert bool(goal["Met"]) == meets == (evaluation.bids[0].adjustment is not None)


@pytest.mark.parametrize(("share", "credit"), [("25", "150000.025"), ("24.99", "0")])
def test_a_venture_counts_by_its_shares_of_profit(share, credit):
    """c.30, j.2.d: (1,000,000.10 - 400,000.00) x 25% = 150,000.025; at 24.99% it is no qualified venture."""
    partners = (
        firm("Certified", "1.00", "MBE", tier="joint venture partner", share=Decimal(share)),
        firm("Other", "1.00", tier="joint venture partner", share=100 - Decimal(share)),
    )
    direct = firm("Hauler", "400000.00")
    given = contract(bid("Venture", "1000000.10", *partners, direct, venture=True), goals={"mbe": 10})
    _, sheets = planned(given)
    _, (goal,), ledger = tables(sheets)
    assert goal["Dollars that count"] == Decimal(credit)
    assert [row["Its credit"] for row in ledger] == [0, Decimal(credit), 0, 0]


def test_commissions_and_indirect_subcontractors():
    """j.1.i: percentages are of the commission, and the bidder's own part too; j.1.c: less what a direct firm pays."""
    one = bid(
        "Agent", "500000.00",
        firm("Direct", "30000.00", "WBE", tier="direct"),
        firm("Indirect", "12000.00", "MBE", tier="indirect", under="Direct"),
        marks=("MBE",), commission=Decimal("50000.00"),
    )  # fmt: skip
    for counted, worth in ((True, [20_000, 18_000, 12_000]), (False, [20_000, 30_000, 0])):
        _, sheets = planned(contract(one, goals={"mbe": 40, "wbe": 20}, indirect_counted=counted))
        _, goals, ledger = tables(sheets)
        assert [row["Its credit"] for row in ledger] == worth
        assert {row["Of"] for row in goals} == {Decimal(50_000)}


@pytest.mark.parametrize(
    ("waiver", "required", "meets"),
    [
        ({}, [15, 10], False),
        ({"waiver": "full"}, ["–", "–"], True),
        ({"waiver": "partial", "waiver_goals": "MBE 5%"}, [5, 10], True),
        ({"waiver": "partial", "waiver_goals": "MBE 5.5%"}, [Decimal("5.5"), 10], False),
        ({"waiver": "requested"}, [15, 10], False),
        ({"waiver": "denied"}, [15, 10], False),
    ],
)
def test_waivers(waiver, required, meets):
    """i.11: $50,000 and $100,000 of $1,000,000 are 5% and 10%."""
    firms = firm("One", "50000.00", "MBE"), firm("Two", "100000.00", "WBE")
    _, sheets = planned(contract(bid("Bidder", "1000000.00", *firms, **waiver), goals={"mbe": 15, "wbe": 10}))
    (row,), goals, _ = tables(sheets)
    assert ([goal["Required"] for goal in goals], bool(row["Meets its goals"])) == (required, meets)


BOTH = ("MBE", "WBE")


@pytest.mark.parametrize(
    ("firms", "said"),
    [
        # Of 10% and 10% of $1,000,000: what the plan says, what meets both, and what no way can meet.
        ([("150000", "MBE"), ("120000", "WBE")], "as the plan says"),
        ([("150000", *BOTH), ("120000", *BOTH)], "a way that meets all"),
        # Both together are enough in dollars, but no whole firm leaves enough for the other goal.
        ([("150000", *BOTH), ("90000", *BOTH)], "best way found"),
        ([("150000", *BOTH), ("20000", *BOTH)], "best way found"),
    ],
)
def test_the_way_in_which_firms_count_stands_as_an_input(firms, said):
    """j.1.k: the goals that the search found are shaded cells to choose from, and no formulas."""
    given = [firm(f"Firm {number}", cost, *marks) for number, (cost, *marks) in enumerate(firms)]
    evaluation, sheets = planned(contract(bid("Bidder", "1000000.00", *given), goals={"mbe": 10, "wbe": 10}))
    (row,), _, ledger = tables(sheets)
    assert (row["Toward which goal firms count"], row["What is wrong"]) == (said, "")
    sheet = sheet_named(sheets, "Participation")
    column = next(at[1] for at, cell in sheet.cells.items() if cell.value == "Counts toward")
    shaded = [cell for at, cell in sheet.cells.items() if at[1] == column and cell.style == "word live"]
    several = [one for one in given if len(one.certifications) > 1]
    assert len(shaded) == len(several)
    assert all(cell.formula is None for cell in shaded)
    assert len([entry for entry in sheet.entries if entry.allowed == ("MBE", "WBE", "–")]) == len(several)
    lines = evaluation.bids[0].participation.ledger
    assert [row["Counts toward"] for row in ledger] == [line.toward or "–" for line in lines]


def test_proposals_are_ranked_by_their_scores():
    given = contract(
        bid("Low", "1000000.00", firm("One", "150000.00", "MBE"), score=Decimal("80.25")),
        bid("High", "1100000.00", firm("Two", "165000.00", "MBE"), score=Decimal("80.26")),
        bid("Best", "900000.00", score=Decimal(99)),
        goals={"mbe": 15},
    )
    solicitation = replace(given.solicitation, kind=PROPOSAL, total_points=Decimal(100))
    _, sheets = planned(replace(given, solicitation=solicitation))
    bids, _, _ = tables(sheets)
    assert [row["Rank"] for row in bids] == [2, 1, ""]
    said = sheet_named(sheets, "Summary").cells[6, 0].value
    assert said == "Award to High at $1,100,000.00, its proposed total cost."


@pytest.mark.parametrize("stated", [{"exempt": "q.5"}, {}])
def test_a_contract_without_goals_has_no_sheet_of_participation(stated):
    _, sheets = planned(contract(bid("Bidder", "1000.00"), bid("Other", "999.99"), goals={}, **stated))
    assert "Participation" not in [sheet.name for sheet in sheets]
    assert [row["Rank"] for row in table(sheet_named(sheets, "Credits"))] == [2, 1]


def test_a_tie_is_said():
    firms = [(firm(f"Firm of {name}", "150000.00", "MBE"),) for name in ("One", "Two")]
    bids = [bid(name, "1000000.00", *of) for name, of in zip(("One", "Two"), firms, strict=True)]
    _, sheets = planned(contract(*bids, goals={"mbe": 15}))
    said = sheet_named(sheets, "Summary").cells[6, 0].value
    assert said == "Tie at the same price: One; Two. The rules give no tie-break; a person must decide."


def test_no_text_speaks_of_a_preference():
    """The program has none; the rules are the same before and after it."""
    for number in range(4):
        _, sheets = planned(some_case(number))
        texts = [str(cell.value) for sheet in sheets for cell in sheet.cells.values()]
        assert not [text for text in texts if "preference" in text.casefold()]
        assert not [text for text in texts if text.startswith(("Rank before", "Rank after"))]


def test_the_formulas_are_the_same_for_other_figures():
    """No amount, mark, answer or goal is written into a formula, where the plan says what its firms are meant for."""
    firms = (
        firm("One", "50000.00", "MBE", toward="MBE", useful=True, graduate=False),
        firm("Two", "100000.00", "WBE", toward="WBE", commission=Decimal("20000.00")),
    )
    other = (
        firm("One", "70000.00", "WBE", toward="WBE", useful=False, graduate=True),
        firm("Two", "90000.01", "MBE", toward="MBE", commission=Decimal("30000.00")),
    )
    facts = {"direct_work": Decimal(40), "toward": "MBE"}
    first = contract(bid("Bidder", "1000000.00", *firms, marks=("MBE",), **facts), goals={"mbe": 15, "wbe": 10})
    facts = {"direct_work": Decimal(20), "toward": "WBE"}
    second = contract(bid("Bidder", "2000000.00", *other, marks=("WBE",), **facts), goals={"mbe": 12, "wbe": 2})
    (_, one), (_, two) = planned(first), planned(second)
    for name in ("Summary", "Credits", "Participation"):
        assert formulas(sheet_named(one, name)) == formulas(sheet_named(two, name))


@pytest.mark.parametrize(("price", "live"), [("4000000000.00", True), ("4000000000.01", False)])
def test_what_a_spreadsheet_cannot_hold_exactly_is_not_live(price, live):
    """100 parts of a cent, three times a price of 4e9 dollars: 1.2e14, under 2**47 = 1.4e14."""
    _, sheets = planned(contract(bid("Bidder", price, firm("Firm", "1000000000.00", "MBE")), goals={"mbe": 15}))
    assert bool(formulas(sheet_named(sheets, "Credits"))) == live
    styles = {cell.style for sheet in sheets for cell in sheet.cells.values()}
    assert any(style.endswith(" live") for style in styles) == live
