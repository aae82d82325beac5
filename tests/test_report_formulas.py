"""The formulas of the report: they give what the program gives, and would for other figures too."""

from dataclasses import replace
from decimal import Decimal

import solicitations
from build import LA, LA_RULES, TODAY, bid, sub, tabulation
from hypothesis import assume, given, reject
from hypothesis import strategies as st
from planned import cells_of, credited, formulas, placed, sheet_named, table

from lbpp_cli.evaluate import evaluate
from lbpp_cli.model import PROPOSAL
from lbpp_cli.render.workbook import plan


def planned(given_tabulation, readings=None):
    """The evaluation of a tabulation, and the sheets of its report."""
    evaluation = evaluate(placed(given_tabulation), LA, LA_RULES, TODAY, readings)
    if evaluation.award is None:
        reject()  # bids on both sides of $150,000.00 without a contract value
    return evaluation, plan(evaluation, LA, cells_of(evaluation.case.tabulation))


@given(solicitations.tabulations(), solicitations.readings)
def test_formulas_give_what_the_program_gives(tabulation, readings):
    """Every price, percent, value and rank, every tenth and credit, under every reading; worked out apart from it."""
    evaluation, sheets = planned(tabulation, readings)
    ranked = [entry for entry in evaluation.bids if entry.adjustment is not None]
    for entry, row in zip(ranked, table(sheet_named(sheets, "Credits")), strict=True):
        adjustment = entry.adjustment
        assert row["Bidder"] == entry.bid.bidder
        assert row["Bid price"] == adjustment.bid_price
        assert row["Preference"] == adjustment.percent
        assert (row["Rank before"], row["Rank after"]) == (entry.rank_before, entry.rank_after)
        if adjustment.value is None:
            assert row["Points added"] == adjustment.points
            assert row["Evaluated score"] == adjustment.evaluated_score
        else:
            assert row["Value"] == adjustment.value
            assert row["Evaluated price"] == adjustment.evaluated_price
    credits_ = [credit for entry in ranked for credit in entry.adjustment.credits]
    assert credited(sheets) == [(one.subcontractor.name, one.tenths, one.credited) for one in credits_]


@given(solicitations.tabulations(least=1, all_responsive=True), solicitations.readings)
def test_the_summary_says_the_award(tabulation, readings):
    """The award by formula is the award of the program: the winner at its quoted price, or the tie with its names."""
    evaluation, sheets = planned(tabulation, readings)
    said, award = sheet_named(sheets, "Summary").cells[6, 0].value, evaluation.award
    if award.decision == "tie":
        kind = "score" if evaluation.solicitation.kind == PROPOSAL else "price"
        assert said.startswith(f"Tie at the same evaluated {kind}: {'; '.join(award.tied)}.")
    else:
        quoted = "proposed total cost" if evaluation.solicitation.kind == PROPOSAL else "quoted price"
        assert said == f"Award to {award.bidder} at ${award.contract_amount:,.2f}, its {quoted}."


@given(solicitations.tabulations(kinds=("bid",)), solicitations.readings, st.data())
def test_the_formulas_are_the_same_for_other_figures(tabulation, readings, data):
    """No amount and no mark is written into a formula: with those of another input it gives what that input gives.

    Together with the tests above this is: whatever amount or mark is changed, the workbook says what the program would.
    """
    assume(tabulation.solicitation.contract_value is not None)
    other = replace(
        tabulation,
        bids=tuple(
            one._replace(
                quoted_price=one.quoted_price + data.draw(solicitations.cents(0, 10_000_00)),
                certifications=data.draw(solicitations.marks),
                subcontractors=tuple(
                    sub._replace(certifications=data.draw(solicitations.marks)) for sub in one.subcontractors
                ),
            )
            for one in tabulation.bids
        ),
    )
    (_, first), (_, second) = planned(tabulation, readings), planned(other, readings)
    for name in ("Summary", "Credits", "Subcontractors"):
        assert formulas(sheet_named(first, name)) == formulas(sheet_named(second, name))


def test_exactly_a_tenth_counts_and_a_cent_less_does_not():
    """4.B.3.a: $100,000.00 of $1,000,000.00 is one tenth, $99,999.99 is none; the boundary is in whole cents."""
    subs = [sub("At", "100000.00", ["LSB"]), sub("Under", "99999.99", ["LSB"])]
    _, sheets = planned(tabulation(bid("Bidder", "1000000.00", ["LBE"], subs)))
    assert credited(sheets) == [("At", 1, 1), ("Under", 0, 0)]


def test_what_a_spreadsheet_cannot_hold_exactly_is_not_live():
    """Beyond ten billion dollars the products in the formulas have more digits than a spreadsheet tells apart."""
    _, live = planned(tabulation(bid("Bidder", "10000000000.00", ["LBE"])))
    evaluation, settled = planned(tabulation(bid("Bidder", "10000000000.01", ["LBE"])))
    assert formulas(sheet_named(live, "Credits"))
    assert not formulas(sheet_named(settled, "Credits"))
    assert not formulas(sheet_named(settled, "Summary"))
    said = [cell.value for cell in sheet_named(settled, "Summary").cells.values()]
    assert any("Not live: a price is above $10,000,000,000.00" in str(text) for text in said)
    (entry,) = evaluation.bids
    assert Decimal(table(sheet_named(settled, "Credits"))[0]["Evaluated price"]) == entry.adjustment.evaluated_price
