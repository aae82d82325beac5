"""Oakland's program against an independent, deliberately naive implementation in exact fractions."""

from fractions import Fraction

import naive_oakland
from hypothesis import given, settings
from oakland import COMBINATIONS, OAKLAND, RULES, TODAY, solicitations

from lbpp_cli.evaluate import evaluate
from lbpp_cli.findings import CATALOGUE, ERROR

OWN = ("banked_on", "banked_toward", "venture_approved", "mentor_submitted", "own_role")


def fraction(number):
    return None if number is None else Fraction(number)


def as_naive(tabulation):
    solicitation = tabulation.solicitation
    stated = solicitation.stated
    return {
        "kind": solicitation.kind,
        "category": solicitation.category,
        "contract_value": fraction(solicitation.contract_value),
        "due": solicitation.due,
        "assisted": bool(stated.get("assisted")),
        "waived": bool(stated.get("requirement_waived")),
        "brokerage_asked": bool(stated.get("brokerage_asked")),
        "whole": fraction(stated.get("requirement")),
        "local": fraction(stated.get("local_part")),
        "small": fraction(stated.get("small_part")),
        "bids": [
            {
                "bidder": bid.bidder,
                "price": fraction(bid.quoted_price),
                "score": fraction(bid.score),
                "certifications": bid.certifications,
                "responsive": bid.responsive,
                "banked": fraction(bid.stated.get("banked")),
                "restricted": Fraction(bid.stated.get("restricted", 0)),
                "manufactured": Fraction(bid.stated.get("manufactured", 0)),
                "venture": bool(bid.stated.get("venture")),
                "mentor_approved": bool(bid.stated.get("mentor_approved")),
                **{name: bid.stated.get(name) for name in OWN},
                "subcontractors": [
                    {
                        "cost": fraction(one.cost),
                        "certifications": one.certifications,
                        "role": one.stated.get("role"),
                        "useful": one.stated.get("useful") is not False,
                    }
                    for one in bid.subcontractors
                ],
            }
            for bid in tabulation.bids
        ],
    }


def assert_same(tabulation, readings):
    """The part of the rules, which bids are responsive, every discount and evaluated figure, and who is first."""
    expected = naive_oakland.evaluate(as_naive(tabulation), readings)
    result = evaluate(tabulation, OAKLAND, RULES, TODAY, readings)
    errors = {finding.code for finding in result.findings if CATALOGUE[finding.code][0] == ERROR}
    if "refused" in expected:
        assert errors == {"contract-value-needed"}
        return
    assert not errors
    assert result.procedure.id == expected["part"]
    for entry in result.bids:
        other = expected["bids"].get(entry.bid.bidder)
        if other is None:
            assert not entry.bid.responsive
            continue
        assert (entry.adjustment is not None) == other["responsive"], entry
        if entry.adjustment is not None:
            assert fraction(entry.adjustment.percent) == other["discount"]
            given = entry.adjustment.evaluated_price
            given = entry.adjustment.evaluated_score if given is None else given
            assert fraction(given) == other["evaluated"]
            assert entry.adjustment.percent == sum(step.percent for step in entry.adjustment.steps)
    assert sorted(result.award.outcome) == expected["first"]


@given(solicitations())
def test_same_as_naive(tabulation):
    """Under all 16 combinations of readings: with the 300 examples of a usual run, 4,800 evaluations."""
    for readings in COMBINATIONS:
        assert_same(tabulation, readings)


@settings(max_examples=100)
@given(solicitations(formal=True))
def test_same_as_naive_where_there_is_a_requirement(tabulation):
    """The same where every bid is held against a requirement, or it was waived: 1,600 evaluations."""
    for readings in COMBINATIONS:
        assert_same(tabulation, readings)
