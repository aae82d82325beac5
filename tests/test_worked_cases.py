"""The worked cases of the rules, to the cent. ``source`` in the file says where the figures come from."""

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from build import bid, by_bidder, evaluated, sub, tabulation

CASES = tomllib.loads((Path(__file__).parent / "la-lbpp-cases.toml").read_text(), parse_float=Decimal)["case"]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_worked_case(case):
    bids = [
        bid(
            given["bidder"],
            given["price"],
            given["certifications"],
            [sub(one["name"], one["cost"], one["certifications"]) for one in given["subcontractors"]],
        )
        for given in case["bid"]
    ]
    entries = by_bidder(evaluated(tabulation(*bids, contract_value=case["contract_value"])))
    for given in case["bid"]:
        entry, expect = entries[given["bidder"]], given["expect"]
        assert entry.adjustment.percent == Decimal(expect["percent"])
        assert entry.adjustment.value == Decimal(expect["value"])
        assert entry.adjustment.evaluated_price == Decimal(expect["evaluated"])
        assert (entry.rank_before, entry.rank_after) == (expect["before"], expect["after"])
        credited = [credit.credited for credit in entry.adjustment.credits]
        assert credited == [Decimal(one["credited"]) for one in given["subcontractors"]]


def test_award_of_the_reference_chart():
    """Bidder C at $1,020,000.00; $1,020,000.00 - $1,000,000.00 of Bidder A = $20,000.00."""
    case = CASES[0]
    bids = [
        bid(one["bidder"], one["price"], one["certifications"],
            [sub(s["name"], s["cost"], s["certifications"]) for s in one["subcontractors"]])
        for one in case["bid"]
    ]  # fmt: skip
    award = evaluated(tabulation(*bids)).award
    assert (award.decision, award.bidder, award.contract_amount) == ("award", "Bidder C", Decimal("1020000.00"))
    assert (award.low_bidder_before, award.changed_by_preference) == ("Bidder A", True)
    assert award.cost_of_preference == Decimal("20000.00")
