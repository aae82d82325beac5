"""Section 9: what is recovered after the award (Procedure 5; 6.A)."""

from decimal import Decimal

import pytest
from build import LA, bid, evaluated, tabulation
from running import lbpp

CHART = "sample_bids/reference_chart.xlsx"


def figures(paid, *bids, readings=None):
    result = evaluated(tabulation(*bids), readings)
    return [(one.reading, one.bidder, one.amount) for one in LA.recovery(result, result.award.bidder, Decimal(paid))]


LOCAL, LOW, HIGH = (
    bid("Local", "105.00", ["LBE"]),
    bid("Low", "100.00"),
    bid("High", "104.00", ["LBE", "CBE", "LSB", "LTE"]),
)


def test_both_readings_of_next_lowest():
    """5.B.1. High: 104.00 - 12.48 = 91.52, Local: 105.00 - 6.30 = 98.70, Low: 100.00. Paid 110.00 to High.

    Next in the ranking is Local: 110.00 - 105.00 = 5.00. Next by bid price is Low: 110.00 - 100.00 = 10.00.
    """
    ranking, price = "recovery-base=final-ranking", "recovery-base=price-order"
    assert figures("110.00", LOCAL, LOW, HIGH) == [(ranking, "Local", Decimal(5)), (price, "Low", Decimal(10))]
    chosen = {"recovery-base": "price-order"}
    assert figures("110.00", LOCAL, LOW, HIGH, readings=chosen)[0] == (price, "Low", Decimal(10))


@pytest.mark.parametrize(("paid", "amount"), [("105.00", "0.00"), ("105.01", "0.01"), ("104.99", "0.00")])
def test_never_below_zero(paid, amount):
    """Section 9: not below zero."""
    assert figures(paid, LOCAL, LOW, HIGH)[0][2] == Decimal(amount)


def test_two_bids_that_are_next_each_give_a_figure():
    twin = bid("Twin", "100.00")
    found = figures("110.00", LOW, twin, HIGH)
    assert {(bidder, amount) for _, bidder, amount in found} == {("Low", Decimal(10)), ("Twin", Decimal(10))}


def test_without_another_bid_there_is_no_figure():
    assert figures("110.00", HIGH) == []


def test_the_grounds_are_named_with_their_clauses():
    """5.A.1 and 5.A.2: 60 days each; 6.A.1: an LSB that outgrows the threshold keeps its standing."""
    run = lbpp("recover", CHART, "--bidder", "bidder c", "--paid", "1,020,000")
    assert run.returncode == 0
    for clause in (
        "60 days in all during the contract (5.A.1)",
        "60 days (5.A.2)",
        "(6.A.1)",
        "(5.B.1, read as recovery-base=",
    ):
        assert clause in run.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--bidder", "Bidder A", "--paid", "1"], "the contract goes to Bidder C"),
        (["--bidder", "Bidder X", "--paid", "1"], "Did you mean"),
        (["--bidder", "Bidder C", "--paid", "1.234,50"], "two ways"),
        (["--bidder", "Bidder C", "--paid", "-5"], "no amount of zero or more"),
    ],
)
def test_usage(arguments, message):
    run = lbpp("recover", CHART, *arguments, columns=200)
    assert run.returncode == 2
    assert message in run.stderr
