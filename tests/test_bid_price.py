"""Section 2 of the rules: from the quoted price to the bid price (Definitions; 4.B.7)."""

from decimal import Decimal

import pytest
from build import bid, by_bidder, codes, evaluated, one, sub, tabulation

from lbpp_cli.render import words

COMBINED = {"combined_discount_allowed": True, "items": 2}
CASH = {"cash_discount_counted": True, "cash_discount_minimum_days": 20}


def percent(text):
    return Decimal(text)


# Definitions, "Combined Award Discounts"


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        pytest.param({"combined_discount_allowed": True, "items": 2}, "195000.00", id="allowed, two items"),
        pytest.param({"combined_discount_allowed": True, "items": 1}, "200000.00", id="allowed, one item"),
        pytest.param({"combined_discount_allowed": False, "items": 2}, "200000.00", id="not allowed"),
    ],
)
def test_a_combined_award_discount_needs_the_provision_and_more_than_one_item(terms, expected):
    """Definitions: "the specification includes the CAD provision clause, it applies to more than one item or group".

    2.5% of 200,000.00 = 5,000.00; 200,000.00 - 5,000.00 = 195,000.00. One item is not more than one.
    """
    assert one(bid(price="200000.00", combined_discount=percent("2.5")), **terms).bid_price == Decimal(expected)


def test_items_that_are_not_stated_are_one():
    """Definitions: more than one item has to be shown, so a blank does not bring the discount in."""
    adjustment = one(bid(price="200000.00", combined_discount=percent(5)), combined_discount_allowed=True)
    assert adjustment.bid_price == Decimal("200000.00")


# Definitions, "Cash Discount"


@pytest.mark.parametrize(
    ("days", "minimum", "expected"),
    [
        pytest.param(20, 20, "196000.00", id="exactly the minimum"),
        pytest.param(19, 20, "200000.00", id="a day short"),
        pytest.param(21, 20, "196000.00", id="a day more"),
        pytest.param(0, 1, "200000.00", id="no days at all"),
    ],
)
def test_a_cash_discount_counts_from_the_minimum_of_days_on(days, minimum, expected):
    """Definitions, "payment is made within a specified period": 2% of 200,000.00 = 4,000.00."""
    offer = bid(price="200000.00", cash_discount=percent(2), cash_discount_days=days)
    adjustment = one(offer, cash_discount_counted=True, cash_discount_minimum_days=minimum)
    assert adjustment.bid_price == Decimal(expected)


def test_a_cash_discount_counts_only_where_the_solicitation_counts_them():
    """Definitions, "Bid Price": adjusted "in accordance with applicable provisions"; without one, the quoted price."""
    offer = bid(price="200000.00", cash_discount=percent(2), cash_discount_days=30)
    assert one(offer).bid_price == Decimal("200000.00")


def test_a_cash_discount_without_its_days_is_refused():
    """Section 2: the payment period decides, so a blank is never taken as long enough."""
    result = evaluated(tabulation(bid(price="200000.00", cash_discount=percent(2)), **CASH))
    assert result.award is None
    assert codes(result) == ["cash-discount-days-missing"]


@pytest.mark.parametrize(("discount", "changes"), [("5", True), ("1", False)])
def test_an_unstated_minimum_of_days_is_an_assumption(discount, changes):
    """Section 2: "at least the stated minimum"; none is stated, so the discount counts and the award may rest on that.

    Alpha 200,000.00 less 5% = 190,000.00, less 1% = 198,000.00; Beta 195,000.00, LBE for neither. With 5% Alpha is
    first only by its discount; with 1% Beta is first either way.
    """
    alpha = bid("Alpha", "200000.00", cash_discount=percent(discount), cash_discount_days=10)
    result = evaluated(tabulation(alpha, bid("Beta", "195000.00"), cash_discount_counted=True))
    assert result.award.bidder == ("Alpha" if changes else "Beta")
    (assumption,) = result.assumptions
    assert "Cash discounts count for any payment period" in assumption.text
    assert assumption.award_changes_without_it == changes


# Both, rounding and order


def test_the_combined_discount_comes_before_the_cash_discount_and_each_is_rounded():
    """Section 2: "less a combined award discount ... then less a cash discount. Each step is rounded half-up".

    2.5% of 100,001.00 = 2,500.025, half-up 2,500.03 (half-even and half-down: 2,500.02); left 97,500.97.
    2% of 97,500.97 = 1,950.0194, 1,950.02; left 95,550.95.
    The other way round: 2,000.02, then 2.5% of 98,000.98 = 2,450.0245: 95,550.96. Rounded once at the end:
    100,001.00 x 0.975 x 0.98 = 95,550.9555: 95,550.96. Both added up, 4.5%: 95,500.95 or .96.
    """
    offer = bid(
        price="100001.00", combined_discount=percent("2.5"), cash_discount=percent(2), cash_discount_days=20,
    )  # fmt: skip
    adjustment = one(offer, **COMBINED, **CASH)
    assert adjustment.bid_price == Decimal("95550.95")
    assert [(step.amount, step.price) for step in adjustment.price_steps] == [
        (Decimal("2500.03"), Decimal("97500.97")),
        (Decimal("1950.02"), Decimal("95550.95")),
    ]


def test_half_a_cent_of_a_cash_discount_is_rounded_up():
    """Section 2, half-up: 0.5% of 200,001.00 = 1,000.005, so 1,000.01 and not the even 1,000.00; left 199,000.99."""
    offer = bid(price="200001.00", cash_discount=percent("0.5"), cash_discount_days=20)
    assert one(offer, **CASH).bid_price == Decimal("199000.99")


def test_only_the_discount_that_is_counted_is_taken():
    """Section 2: each discount has its own condition. 2% of the quoted 200,000.00, not of the price after 5%."""
    offer = bid(
        price="200000.00", combined_discount=percent(5), cash_discount=percent(2), cash_discount_days=20,
    )  # fmt: skip
    assert one(offer, **CASH).bid_price == Decimal("196000.00")
    assert one(offer, **COMBINED).bid_price == Decimal("190000.00")


def test_no_discount_leaves_the_quoted_price():
    """Definitions, "Bid Price": the quoted price where nothing adjusts it; no step is shown."""
    adjustment = one(bid(price="200000.00"), **COMBINED, **CASH)
    assert (adjustment.bid_price, adjustment.price_steps) == (Decimal("200000.00"), ())


@pytest.mark.parametrize(
    ("price", "discount"),
    [
        pytest.param("200000.00", "100", id="all of it"),
        pytest.param("0.01", "50", id="rounded up to all of it"),
    ],
)
def test_a_discount_of_everything_is_not_a_crash(price, discount):
    """A bid price of 0.00 has no tenths. Nothing can be evaluated, and a person must see why.

    50% of 0.01 = 0.005, half-up 0.01.
    """
    offer = bid("Alpha", price, ["LBE"], [sub(cost=price, marks=["LSB"])], combined_discount=percent(discount))
    result = evaluated(tabulation(offer, bid("Beta", "300000.00"), **COMBINED))
    assert result.award is None
    assert any(finding.severity == "error" for finding in result.findings)


# What is taken on the bid price, and what is not


def test_the_preference_is_taken_on_the_bid_price():
    """Section 2: 2% off 200,000.00 is 196,000.00; 6% of 196,000.00 = 11,760.00 (of the quoted price: 12,000.00).

    196,000.00 - 11,760.00 = 184,240.00.
    """
    adjustment = one(bid(price="200000.00", marks=["LBE"], cash_discount=percent(2), cash_discount_days=20), **CASH)
    assert (adjustment.value, adjustment.evaluated_price) == (Decimal("11760.00"), Decimal("184240.00"))


@pytest.mark.parametrize(
    ("cost", "percent_earned"),
    [
        pytest.param("19600.00", 1, id="a tenth of the bid price"),
        pytest.param("19599.99", 0, id="a cent less"),
    ],
)
def test_every_tenth_is_taken_on_the_bid_price(cost, percent_earned):
    """Section 2, 4.B.4: 10% of 196,000.00 = 19,600.00. Of the quoted 200,000.00 it would be 9.8%, no tenth."""
    offer = bid(
        price="200000.00", subs=[sub(cost=cost, marks=["LSB"])], cash_discount=percent(2), cash_discount_days=20,
    )  # fmt: skip
    adjustment = one(offer, **CASH)
    assert adjustment.percent == percent_earned
    assert adjustment.credits[0].tenths == percent_earned


def test_the_share_that_is_shown_is_of_the_bid_price():
    """Words of the rules page: a share is the cost divided by the bid price. 49,000.00 / 196,000.00 = 25%."""
    offer = bid(
        price="200000.00", subs=[sub(cost="49000.00", marks=["LSB"])], cash_discount=percent(2), cash_discount_days=20,
    )  # fmt: skip
    assert one(offer, **CASH).credits[0].share == Decimal("25.00")


def test_ranks_before_are_by_bid_price_and_the_contract_is_at_the_quoted_price():
    """4.B.7: a preference never changes the contract amount. Section 8: before on the bid price, cost by bid prices.

    Alpha 205,000.00 less 2% = 200,900.00; LBE 6% = 12,054.00; evaluated 188,846.00.
    Beta 203,000.00 less nothing; evaluated 203,000.00. Gamma 196,000.00; evaluated 196,000.00.
    Before: Gamma, Alpha, Beta (by the quoted price Beta would be before Alpha). After: Alpha, Gamma, Beta.
    The award is at 205,000.00; it costs 200,900.00 - 196,000.00 = 4,900.00.
    """
    alpha = bid("Alpha", "205000.00", ["LBE"], cash_discount=percent(2), cash_discount_days=20)
    result = evaluated(tabulation(alpha, bid("Beta", "203000.00"), bid("Gamma", "196000.00"), **CASH))
    ranks = {name: (entry.rank_before, entry.rank_after) for name, entry in by_bidder(result).items()}
    assert ranks == {"Alpha": (2, 1), "Beta": (3, 3), "Gamma": (1, 2)}
    assert (result.award.bidder, result.award.contract_amount) == ("Alpha", Decimal("205000.00"))
    assert result.award.cost_of_preference == Decimal("4900.00")
    assert result.award.low_bidder_before == "Gamma"


def test_a_discount_alone_can_decide_and_does_not_lower_the_contract_amount():
    """4.B.7, section 2: 200,000.00 less 5% = 190,000.00 beats 195,000.00; the award is at the quoted 200,000.00.

    No preference is granted, so it costs nothing: 190,000.00 - 190,000.00.
    """
    alpha = bid("Alpha", "200000.00", combined_discount=percent(5))
    award = evaluated(tabulation(alpha, bid("Beta", "195000.00"), **COMBINED)).award
    assert (award.bidder, award.contract_amount, award.cost_of_preference) == (
        "Alpha",
        Decimal("200000.00"),
        Decimal("0.00"),
    )
    assert not award.changed_by_preference


# What is said of it


@pytest.mark.parametrize(
    ("offer", "terms", "why"),
    [
        ({"combined_discount": percent(5)}, {"items": 2}, "does not allow it"),
        ({"combined_discount": percent(5)}, {"combined_discount_allowed": True}, "one item or group alone"),
        ({"cash_discount": percent(5), "cash_discount_days": 30}, {}, "does not count cash discounts"),
        ({"cash_discount": percent(5), "cash_discount_days": 19}, CASH, "within 19 days; at least 20 are required"),
    ],
)
def test_a_discount_that_is_not_counted_is_said_to_be_not_counted(offer, terms, why):
    """Section 2: a condition that is not met is named, in a finding and beside the price."""
    result = evaluated(tabulation(bid(price="200000.00", **offer), **terms))
    (finding,) = result.findings
    assert (finding.code, finding.severity) == ("discount-not-counted", "note")
    assert why in finding.message
    (step,) = result.bids[0].adjustment.price_steps
    assert (step.amount, step.price) == (0, Decimal("200000.00"))
    assert why in words.price_step(step)


def test_each_step_shows_its_arithmetic_and_its_clause():
    """Section 2: a reader can follow 200,000.00 - 5,000.00 = 195,000.00."""
    adjustment = one(bid(price="200000.00", combined_discount=percent("2.5")), **COMBINED)
    (step,) = adjustment.price_steps
    assert words.price_step(step) == (
        "2.5% combined award discount (Definitions): $200,000.00 - $5,000.00 = $195,000.00"
    )
