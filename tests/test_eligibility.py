"""Sections 6.3 and 6.5 of the rules: where the work is performed, and lost standing (2.C, 4.B.5, 4.B.8, 5.A.3).

Where nothing else is said, the contract is over $150,000.
"""

from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from build import bid, by_bidder, codes, evaluated, one, sub, tabulation

from lbpp_cli.from_files import Terms, evaluate_file
from lbpp_cli.render import award_words

SMALL = "150000.00"
TWO_THIRDS = Decimal("66.67")


def share(text):
    return None if text is None else Decimal(text)


def standing(marks, county=None, city=None, *, readings=None, **more):
    role = more.pop("role", None)
    offer = bid("Alpha", marks=marks, county_work=share(county), city_work=share(city), role=role)
    return one(offer, readings=readings, **more)


# 2.C.1: services


@pytest.mark.parametrize(
    ("county", "met"), [("66.66", False), ("66.67", True), ("66.666666", False), ("0", False), ("100", True)]
)
def test_two_thirds_in_the_county(county, met):
    """2.C.1.a, 4.B.5: "a minimum of two-thirds". 66.66% x 3 = 199.98%, less than 200%; 66.67% x 3 = 200.01%."""
    adjustment = standing(["LBE"], county)
    assert (adjustment.standing, adjustment.percent) == (("local", 6) if met else ("none", 0))


@pytest.mark.parametrize(("city", "standing_earned", "percent"), [("66.66", "local", 6), ("66.67", "city", 10)])
def test_two_thirds_in_the_city(city, standing_earned, percent):
    """2.C.1.b: a City Business in the City; all of it is in the County here, so it is a Local Business at least."""
    adjustment = standing(["LBE", "CBE"], "100", city)
    assert (adjustment.standing, adjustment.percent) == (standing_earned, percent)


def cell(value, number_format="General"):
    """The County share that stands in a cell of a workbook, as the program reads it."""
    made = openpyxl.Workbook()
    made.active.title = "Solicitation"
    for row in (["Field", "Value"], ["Kind", "Bid"], ["Contract value", 1_000_000], ["Bid due date", date(2025, 6, 2)]):
        made.active.append(row)
    bids = made.create_sheet("Bids")
    bids.append(["Bidder", "Bid amount", "LBE", "County work %"])
    bids.append(["Alpha", 900_000, "x", value])
    bids["D2"].number_format = number_format
    return made


@pytest.mark.parametrize(
    ("value", "number_format", "met"),
    [
        pytest.param("66.67%", "General", True, id="text 66.67%"),
        pytest.param("66.66%", "General", False, id="text 66.66%"),
        pytest.param(2 / 3, "0.00%", True, id="=2/3 shown as 66.67%"),
        pytest.param(1 - 1 / 3, "0.00%", True, id="=1-1/3 shown as 66.67%"),
        pytest.param(20 / 30, "0%", True, id="=20/30 shown as 67%"),
        pytest.param(0.6667, "0.00%", True, id="0.6667 shown as 66.67%"),
        pytest.param(0.6666, "0.00%", False, id="0.6666 shown as 66.66%"),
        pytest.param(0.666666, "0.00%", False, id="0.666666 shown as 66.67%"),
    ],
)
def test_exactly_two_thirds_is_enough_in_a_cell_too(value, number_format, met, tmp_path):
    """2.C, 4.B.5: "a minimum of two-thirds", so two thirds are enough.

    A cell that holds =2/3 stands for two thirds; the binary number 0.6666666666666666 in it is as near as the workbook
    can store. 0.666666 is another number: 0.666666 x 3 = 1.999998.
    """
    cell(value, number_format).save(tmp_path / "bids.xlsx")
    result = evaluate_file(tmp_path / "bids.xlsx", Terms.of("la-lbpp", {}, {}))
    assert result.award is not None
    assert result.bids[0].adjustment.percent == (6 if met else 0)


def test_a_bare_two_thirds_is_not_guessed(tmp_path):
    """0.667 in a cell that is not formatted as a percentage can be 0.667% or 66.7%: asked, not guessed."""
    cell(0.667).save(tmp_path / "bids.xlsx")
    assert "percent-unreadable" in codes(evaluate_file(tmp_path / "bids.xlsx", Terms.of("la-lbpp", {}, {})))


@pytest.mark.parametrize(
    ("name", "county", "percent"), [("LSB", "66.66", 0), ("LTE", "66.66", 0), ("LSB", "66.67", 10)]
)
def test_the_test_holds_for_contracts_up_to_the_limit_too(name, county, percent):
    """2.C is for all preferences: "A Bid or Proposal for services shall be eligible for a preference if"; 3.A: 10%."""
    assert standing([name], county, contract_value=SMALL).percent == percent


def test_who_fails_the_test_still_earns_through_subcontractors():
    """4.B.4, 2.C: no local standing is a bid that "does not qualify"; 30.00 of 100.00 LBE is three tenths, 3%."""
    offer = bid("Alpha", marks=["LBE"], subs=[sub(cost="30.00", marks=["LBE"])], county_work=share("66.66"))
    adjustment = one(offer)
    assert (adjustment.percent, [step.clause for step in adjustment.steps]) == (3, ["4.B.4"])


def test_own_certifications_count_only_with_local_standing():
    """4.B.2 with 4.B.5: an LSB that fails the test has neither 6% nor 2%."""
    assert standing(["LBE", "LSB"], "66.66").percent == 0
    assert standing(["LBE", "LSB"], "66.67").percent == 8


# City and County


def test_a_city_business_that_meets_it_in_the_county_only_is_a_local_business():
    """3.1, 2.C.1: 6%, not 10% and not nothing; the note says why."""
    adjustment = standing(["LBE", "CBE"], "80", "20")
    assert (adjustment.standing, adjustment.percent) == ("local", 6)
    assert any("in the City" in note for note in adjustment.notes)


@pytest.mark.parametrize("marks", [["LBE"], ["LBE", "CBE"]])
def test_work_in_the_city_is_work_in_the_county(marks):
    """Section 6.3: the City lies in the County, so 70% in the City are at least 70% in the County; nothing is assumed."""
    result = evaluated(tabulation(bid("Alpha", marks=marks, city_work=Decimal(70))))
    assert result.bids[0].adjustment.percent == (10 if "CBE" in marks else 6)
    assert result.assumptions == ()


def test_a_city_share_does_not_make_a_local_business_a_city_business():
    """2.C.1.b: all of the work in the City is worth 6% without the certification."""
    assert standing(["LBE"], "100", "100").percent == 6


def test_a_city_share_below_two_thirds_says_nothing_of_the_county():
    """Section 6.3: 50% in the City leaves open how much more is in the County: taken as met there, and listed."""
    result = evaluated(tabulation(bid("Alpha", marks=["LBE", "CBE"], city_work=Decimal(50))))
    assert result.bids[0].adjustment.percent == 6
    assert [taken.subject for taken in result.assumptions] == ["Alpha"]


def test_what_is_not_in_the_county_is_not_in_the_city():
    """Section 6.3: 50% in the County are at most 50% in the City, though the City share is not stated."""
    assert standing(["LBE", "CBE"], "50").standing == "none"


@pytest.mark.parametrize(
    ("county", "city", "contradiction"), [("50", "50.01", True), ("50", "50", False), ("0", "1", True)]
)
def test_more_in_the_city_than_in_the_county_is_a_contradiction(county, city, contradiction):
    """Section 6.3: work in the City is work in the County, so one of the two figures is wrong; nothing is evaluated."""
    result = evaluated(tabulation(bid("Alpha", marks=["LBE"], county_work=share(county), city_work=share(city))))
    assert ("work-shares-contradict" in codes(result)) == contradiction
    assert (result.award is None) == contradiction


@pytest.mark.parametrize("value", ["100.01", "-1"])
def test_a_share_lies_between_0_and_100(value):
    """A share outside is a slip of the pen, and on it the award may hang: nothing is evaluated."""
    result = evaluated(tabulation(bid("Alpha", county_work=share(value))))
    assert (result.award, codes(result)) == (None, ["percent-out-of-range"])


# Not stated


def alpha_and_beta(alpha_price, beta_price="100.00", marks=("LBE",), **alpha):
    return evaluated(tabulation(bid("Alpha", alpha_price, marks, **alpha), bid("Beta", beta_price)))


@pytest.mark.parametrize(("price", "first", "matters"), [("105.00", "Alpha", True), ("110.00", "Beta", False)])
def test_what_is_not_stated_is_taken_as_met_and_listed(price, first, matters):
    """Section 6.3. 105.00 less 6% = 98.70 beats 100.00, so it matters; 110.00 less 6% = 103.40 does not."""
    result = alpha_and_beta(price)
    assert result.award.bidder == first
    (taken,) = result.assumptions
    assert (taken.subject, taken.award_changes_without_it) == ("Alpha", matters)
    assert "(2.C, 4.B.5)" in taken.text
    assert award_words.verdict(result).startswith("Depends on: two thirds" if matters else "Stable")


def test_the_city_share_alone_is_not_stated():
    """Section 6.3: the County share is stated and met; taken as met is the City, 10% against 6%.

    109.00 less 10% = 98.10 beats 100.00; less 6% = 102.46 does not.
    """
    result = alpha_and_beta("109.00", marks=("LBE", "CBE"), county_work=Decimal(80))
    assert result.award.bidder == "Alpha"
    (taken,) = result.assumptions
    assert taken.award_changes_without_it


@pytest.mark.parametrize(
    "stated",
    [
        pytest.param({"marks": ["LBE"], "county_work": Decimal(70)}, id="County"),
        pytest.param({"marks": ["LBE", "CBE"], "county_work": Decimal(70), "city_work": Decimal(70)}, id="both"),
        pytest.param({"marks": ["LBE"], "county_work": Decimal(10)}, id="County, not met"),
        pytest.param({"marks": ["LBE", "CBE"], "county_work": Decimal(10)}, id="City business, County not met"),
        pytest.param({"marks": [], "county_work": None}, id="no certification"),
        pytest.param({"marks": ["LSB"], "county_work": None}, id="LSB alone, over the limit"),
        pytest.param({"marks": ["LBE"], "local_status": "not qualified"}, id="not qualified"),
        pytest.param({"marks": ["LBE"], "local_status": "false claim"}, id="false claim"),
    ],
)
def test_nothing_is_assumed_where_nothing_is_taken_as_met(stated):
    """Section 6.3: an assumption is what was taken as met. A share that is stated, or that no standing needs, is not."""
    assert evaluated(tabulation(bid("Alpha", **stated))).assumptions == ()


@pytest.mark.parametrize(("marks", "listed"), [(["LSB"], True), (["LTE"], True), (["LBE", "CBE"], False)])
def test_up_to_the_limit_lsb_and_lte_are_what_the_assumption_is_about(marks, listed):
    """3.A: LBE and CBE earn nothing there, so nothing hangs on where their work is performed."""
    result = evaluated(tabulation(bid("Alpha", marks=marks), contract_value=SMALL))
    assert bool(result.assumptions) == listed


# 2.C.2, 4.B.5: goods


@pytest.mark.parametrize("role", ["dealer", "supplier", "broker"])
@pytest.mark.parametrize("contract_value", [SMALL, "1000000.00"])
def test_a_dealer_supplier_or_broker_of_goods_needs_no_share(role, contract_value):
    """2.C.2.c: "The Local Business or City Business is a Broker, Dealer, or Supplier"; no share, no assumption.

    Up to the limit 10% as LSB; above it 10% as City Business and 2% as LSB.
    """
    offer = bid("Alpha", marks=["LBE", "CBE", "LSB"], county_work=Decimal(0), city_work=Decimal(0), role=role)
    result = evaluated(tabulation(offer, category="goods", contract_value=contract_value))
    assert result.bids[0].adjustment.percent == (10 if contract_value == SMALL else 12)
    assert result.assumptions == ()


@pytest.mark.parametrize(("county", "percent"), [("66.66", 0), ("66.67", 6), (None, 6)])
@pytest.mark.parametrize("role", ["manufacturer", None])
def test_a_manufacturer_of_goods_is_judged_by_its_share(role, county, percent):
    """2.C.2.a: two thirds "based on the dollar amount" designed, manufactured or assembled in the County.

    Not stated: taken as met, and listed. A bid of goods without a role is judged in the same way.
    """
    offer = bid("Alpha", marks=["LBE"], county_work=share(county), role=role)
    result = evaluated(tabulation(offer, category="goods"))
    assert result.bids[0].adjustment.percent == percent
    assert bool(result.assumptions) == (county is None)


@pytest.mark.parametrize("category", ["services", "construction"])
def test_a_role_of_goods_does_not_count_for_services(category):
    """2.C.1: services know no dealers, so a dealer of them is judged by its share: 10% is less than two thirds."""
    assert standing(["LBE"], "10", role="dealer", category=category).percent == 0


@pytest.mark.parametrize(
    ("contract_value", "marks", "reading", "percent"),
    [
        ("150000.01", ["LBE"], "counts", 6),
        ("150000.01", ["LBE"], "does-not-count", 0),
        ("150000.00", ["LSB"], "counts", 10),
        ("150000.00", ["LSB"], "does-not-count", 10),
    ],
)
def test_a_broker_over_the_limit_is_a_reading(contract_value, marks, reading, percent):
    """The reading broker-over-150k: 2.C.2.c lists brokers; 4.B.5, which is for contracts over $150,000, does not."""
    chosen = {"broker-over-150k": reading}
    adjustment = standing(marks, role="broker", category="goods", contract_value=contract_value, readings=chosen)
    assert adjustment.percent == percent


@pytest.mark.parametrize("role", ["dealer", "supplier"])
def test_dealers_and_suppliers_do_not_hang_on_the_reading_for_brokers(role):
    """4.B.5 names supplier and dealer."""
    chosen = {"broker-over-150k": "does-not-count"}
    assert standing(["LBE"], role=role, category="goods", readings=chosen).percent == 6


def test_an_award_to_a_broker_names_the_reading():
    """2.C.2.c against 4.B.5. 105.00 less 6% = 98.70 beats 100.00; without the 6% Beta is first."""
    result = evaluated(tabulation(bid("Alpha", "105.00", ["LBE"], role="broker"), bid("Beta"), category="goods"))
    assert result.award.bidder == "Alpha"
    assert [(one.readings, one.first) for one in result.changed_by] == [
        ({"broker-over-150k": "does-not-count"}, ("Beta",))
    ]


@pytest.mark.parametrize(("county", "city"), [("70", None), (None, "70"), ("70", "70")])
def test_a_broker_that_does_not_count_by_its_role_counts_by_its_share(county, city):
    """Section 6.3: two thirds there, "or" the role; 70% in the City are 70% in the County, stated or not."""
    chosen = {"broker-over-150k": "does-not-count"}
    assert standing(["LBE"], county, city, role="broker", category="goods", readings=chosen).percent == 6


@pytest.mark.parametrize(("county", "city"), [(None, None), (None, "10"), ("66.66", None), ("66.66", "10")])
def test_a_broker_that_does_not_count_by_its_role_has_nothing_by_a_share_that_is_not_stated(county, city):
    """Section 6.3: what is taken as met is listed. A City share of 10% says less for the County than no share at all."""
    offer = bid("Alpha", marks=["LBE"], county_work=share(county), city_work=share(city), role="broker")
    result = evaluated(tabulation(offer, category="goods"), {"broker-over-150k": "does-not-count"})
    assert result.bids[0].adjustment.percent == 0 or result.assumptions


# 4.B.8, 4.B.8.a, 5.A.3

SUBS = (sub("Gamma", "30.00", ["LBE"]), sub("Delta", "40.00", ["LSB", "LTE"]))


@pytest.mark.parametrize("marks", [["LBE"], ["LBE", "CBE", "LSB", "LTE"]])
def test_a_prime_found_not_to_qualify_earns_through_subcontractors_alone(marks):
    """4.B.8: "may still be eligible for a ... Subcontractor Preference of up to 5%". 3% + 4% = 7%, at most 5%.

    None of its own 6%, 10% or 2% is left, and the clause is 4.B.8.
    """
    adjustment = one(bid("Alpha", marks=marks, subs=SUBS, local_status="not qualified"))
    assert (adjustment.standing, adjustment.percent) == ("none", 5)
    assert [step.clause for step in adjustment.steps] == ["4.B.8"]
    assert any("4.B.8" in note for note in adjustment.notes)


def test_a_prime_found_not_to_qualify_without_subcontractors_has_nothing():
    """4.B.8: no prime preference."""
    assert one(bid("Alpha", marks=["LBE", "CBE"], local_status="not qualified")).percent == 0


def test_a_false_claim_bars_every_preference():
    """4.B.8.a: "This provision shall not apply" to false statements: nothing through subcontractors either.

    5.A.3: not eligible "for up to five years"; the note says so, and each subcontractor's line says why it earns nothing.
    """
    adjustment = one(bid("Alpha", marks=["LBE", "CBE", "LSB"], subs=SUBS, local_status="false claim"))
    assert (adjustment.percent, adjustment.steps) == (0, ())
    note = " ".join(adjustment.notes)
    assert "4.B.8.a" in note
    assert "5 years" in note
    assert "5.A.3" in note
    assert all("4.B.8.a" in credit.note for credit in adjustment.credits)


@pytest.mark.parametrize(("status", "percent"), [("not qualified", 4), ("false claim", 0)])
def test_lost_standing_on_a_contract_up_to_the_limit(status, percent):
    """4.B.8 and 3.B: no 10% for the prime; Delta, LSB and LTE, has four tenths, 4%; Gamma is only LBE. 4.B.8.a: nothing."""
    offer = bid("Alpha", marks=["LSB"], subs=SUBS, local_status=status)
    assert one(offer, contract_value=SMALL).percent == percent


@pytest.mark.parametrize("status", ["not qualified", "false claim"])
def test_the_other_bids_keep_their_preference(status):
    """4.B.8: the finding is about one business. Alpha 100.00, Beta 104.00 less 6% = 97.76 is first."""
    given = tabulation(bid("Alpha", "100.00", ["LBE"], local_status=status), bid("Beta", "104.00", ["LBE"]))
    result = evaluated(given)
    assert by_bidder(result)["Beta"].adjustment.percent == 6
    assert result.award.bidder == "Beta"
