"""The program against an independent, deliberately naive implementation in exact fractions."""

from fractions import Fraction

import naive
import solicitations
from build import LA, LA_RULES, TODAY
from hypothesis import given

from lbpp_cli.evaluate import evaluate
from lbpp_cli.model import PROPOSAL


def fraction(number):
    return None if number is None else Fraction(number)


def place_of_work(bid):
    if bid.county_work is None:
        return "city"
    return "county" if bid.county_work == 100 else "none"


def as_naive(tabulation):
    solicitation = tabulation.solicitation
    return {
        "kind": solicitation.kind,
        "contract_value": fraction(solicitation.contract_value),
        "total_points": fraction(solicitation.total_points),
        "work_column": tabulation.work_recorded,
        "bids": [
            {
                "bidder": bid.bidder,
                "price": fraction(bid.quoted_price),
                "score": fraction(bid.score),
                "certifications": set(bid.certifications),
                "two_thirds": place_of_work(bid),
                "responsive": bid.responsive,
                "subcontractors": [
                    {
                        "name": sub.name,
                        "cost": fraction(sub.cost),
                        "certifications": set(sub.certifications),
                        "work": sub.work,
                    }
                    for sub in bid.subcontractors
                ],
            }
            for bid in tabulation.bids
        ],
    }


@given(solicitations.tabulations(), solicitations.readings)
def test_same_as_naive(tabulation, readings):
    """Every percent, value, rank and credit, the procedure and the award, under every reading."""
    expected = naive.evaluate(as_naive(tabulation), readings)
    result = evaluate(tabulation, LA, LA_RULES, TODAY, readings)
    if "refused" in expected:
        assert "contract-value-needed" in {finding.code for finding in result.findings}
        assert result.award is None
        return
    assert result.procedure.id == {3: "up-to-150000", 4: "over-150000"}[expected["procedure"]]
    for entry in result.bids:
        other = expected["bids"][entry.bid.bidder]
        assert (entry.rank_before, entry.rank_after) == (other["before"], other["after"])
        if entry.adjustment is None:
            continue
        adjustment = entry.adjustment
        assert fraction(adjustment.percent) == other["percent"]
        assert fraction(adjustment.value) == other["value"]
        assert fraction(adjustment.evaluated_price) == other["evaluated"]
        assert fraction(adjustment.points) == other["points_added"]
        assert fraction(adjustment.evaluated_score) == other["evaluated_score"]
        assert [fraction(credit.credited) for credit in adjustment.credits] == other["credited"]
        assert sum(step.percent for step in adjustment.steps) == adjustment.percent
    award = expected["award"]
    assert (result.award.decision, result.award.bidder) == (award["decision"], award["bidder"])
    assert sorted(result.award.tied) == award["tied"]
    assert fraction(result.award.contract_amount) == award["contract_amount"]
    if tabulation.solicitation.kind != PROPOSAL:
        assert fraction(result.award.cost_of_preference) == award["cost"]
