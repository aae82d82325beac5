"""Oakland's rules, sentence by sentence: which contracts, what counts toward the requirement, discounts and points.

Percentages are of a bid of $1,000,000.00 unless a test says otherwise, so that 1% is $10,000.00. Where the expected
figures come from stands in each docstring by the section of the rules page and the heading of the source.
"""

from datetime import date
from decimal import Decimal

import pytest
from build import codes
from oakland import DUE, MILLION, bid, earns, evaluated, goals, one, sub, tabulation

from lbpp_cli.model import PROPOSAL

LOCAL, SMALL = sub("250000.00", "LBE"), sub("250000.00", "SLBE")
NO = {"small-covers-local": "no"}
SPLIT = {"extra-split": "five-and-five"}
ALSO = {"double-beyond": "also-discounts"}


# 1. Which contracts


@pytest.mark.parametrize(
    ("category", "value", "part"),
    [
        ("construction", "100000.00", "informal"),
        ("construction", "100000.01", "requirement"),
        ("services", "50000.00", "informal"),
        ("services", "50000.01", "requirement"),
        ("goods", "1000000.00", "not-covered"),
    ],
)
def test_which_contracts_have_a_requirement(category, value, part):
    """Requirements: construction over $100,000, professional services over $50,000; at or below no discount."""
    result = evaluated(tabulation(bid(LOCAL, SMALL), category=category, contract_value=value))
    assert result.procedure.id == part
    assert result.bids[0].adjustment.percent == (2 if part == "requirement" else 0)


@pytest.mark.parametrize(("other", "refused"), [("100000.01", False), ("100000.00", True)])
def test_without_a_contract_value_the_bids_decide(other, refused):
    """Requirements: the value decides; without one, bids on both sides of it leave the question open."""
    bids = [bid(bidder="Alpha"), bid(bidder="Beta", price=other)]
    result = evaluated(tabulation(*bids, contract_value=None))
    assert ("contract-value-needed" in codes(result)) == refused


@pytest.mark.parametrize(("solicited", "found"), [(None, True), (2, True), (3, False)])
def test_three_local_firms_are_solicited(solicited, found):
    """Requirements: a minimum of three local firms are included in the solicitation of a contract below the limits."""
    stated = {} if solicited is None else {"local_solicited": solicited}
    result = evaluated(tabulation(bid(sub("75000.00", "LBE"), price="100000.00"), contract_value="100000.00", **stated))
    assert codes(result) == (["too-few-solicited"] if found else [])


@pytest.mark.parametrize(("cost", "found"), [("75000.00", False), ("74999.99", True)])
def test_informal_contracts_ask_for_local_work(cost, found):
    """Definitions 13, 14: 75% of the work; no bid is left out for it."""
    result = evaluated(
        tabulation(bid(sub(cost, "SLBE"), price="100000.00"), contract_value="100000.00", local_solicited=3)
    )
    assert codes(result) == (["local-work-below"] if found else [])
    assert goals(result.bids[0])["Local work"].met != found
    assert result.award.bidder == "Bidder"


# 2. Participation


@pytest.mark.parametrize(
    ("subs", "percent"),
    [
        ((LOCAL, SMALL), 2),
        ((sub("249999.99", "LBE"), SMALL), None),
        ((LOCAL, sub("249999.99", "SLBE")), None),
        ((sub("250000.01", "LBE"), sub("249999.99", "SLBE")), None),
        ((), None),
    ],
    ids=["50% exactly", "a cent less local", "a cent less small", "50%, small a cent short", "none"],
)
def test_the_requirement_and_its_parts(subs, percent):
    """2.1, 2.6: 25% local and 25% small local; a bid below is not responsive, and met is 2%."""
    assert earns(*subs, readings=NO) == percent


def test_why_a_bid_is_not_responsive():
    """The reason names each goal with what was reached, on its own side of what was required, and the clause."""
    entry = one(LOCAL, sub("249999.99", "SLBE"))
    assert entry.reason == (
        "participation below the requirement: L/SLBE 49.999999% of 50%, SLBE 24.999999% of 25% (Requirements)"
    )
    assert goals(entry)["LBE"].met


@pytest.mark.parametrize(
    ("marks", "percent"), [("LBE", 3), ("SLBE", None), ("", None)], ids=["local", "small", "not certified"]
)
def test_the_primes_own_work_counts(marks, percent):
    """2.2: a prime that is certified counts with what it does itself: 37.5% beside small ones with 25%."""
    others = sub("250000.00", "SLBE"), sub("375000.00", "")
    assert earns(*others, marks=marks, readings=NO) == percent
    lines = {line.firm: line for line in one(*others, marks=marks).participation.ledger}
    assert lines["Bidder"].amount == Decimal("375000.00")


@pytest.mark.parametrize("marks", ["SLBE", "LPG", "LPG LBE", "SLBE LBE"])
def test_what_counts_as_small(marks):
    """2.3, Definition 16: a business of locally produced goods is equivalent to a small local one."""
    assert earns(LOCAL, sub("250000.00", marks), readings=NO) == 2
    assert earns(LOCAL, sub("249999.99", marks), readings=NO) is None


@pytest.mark.parametrize(("cost", "percent"), [("125000.00", 2), ("124999.99", None)])
@pytest.mark.parametrize("reading", ["yes", "no"])
def test_a_very_small_firm_alone_meets_the_small_part_at_half(cost, percent, reading):
    """Action 3: counts double at meeting the 25%: 12.5%, beside 25% local, is the whole requirement."""
    entry = one(LOCAL, sub(cost, "VSLBE"), readings={"small-covers-local": reading})
    assert (entry.adjustment and entry.adjustment.percent) == percent
    assert goals(entry)["SLBE"].dollars == 2 * Decimal(cost)
    assert goals(entry)["L/SLBE"].dollars == 250000 + 2 * Decimal(cost)


def test_a_very_small_firm_counts_double_toward_the_small_part_alone():
    """2.3 "and only there": 25% very small is 50% of the small part, and nothing of the local part where it stands alone."""
    assert earns(sub("250000.00", "VSLBE"), readings=NO) is None
    # What the small part does not need of it, 12.5%, fills the local part once, and that is not enough.
    entry = one(sub("250000.00", "VSLBE"))
    assert [goals(entry)[name].dollars for name in ("LBE", "SLBE", "L/SLBE")] == [125000, 500000, 375000]
    # 37.5%: 12.5% twice is the small part, 25% once is the local part.
    assert earns(sub("375000.00", "VSLBE")) == 2
    assert earns(sub("374999.99", "VSLBE")) is None


@pytest.mark.parametrize(("reading", "percent"), [("yes", 2), ("no", None)])
def test_small_dollars_beyond_their_part_fill_the_local_part(reading, percent):
    """The old rule's example: SLBE participation also satisfies the whole requirement."""
    assert earns(sub("500000.00", "SLBE"), readings={"small-covers-local": reading}) == percent
    assert earns(sub("499999.99", "SLBE"), readings={"small-covers-local": reading}) is None


@pytest.mark.parametrize(("small", "percent"), [("250000.00", 2), ("249999.99", None)])
def test_very_small_firms_are_used_first(small, percent):
    """12.5% very small fill the small part by double counting, so that 25% of small firms are left for the local part."""
    assert earns(sub(small, "SLBE"), sub("125000.00", "VSLBE")) == percent
    left = [
        line for line in one(sub(small, "SLBE"), sub("125000.00", "VSLBE")).participation.ledger if line.toward == "LBE"
    ]
    assert [(line.firm, line.counted) for line in left] == [(f"SLBE {small}", Decimal(small))]


# 2.1: another requirement


@pytest.mark.parametrize(
    ("stated", "needs"),
    [
        ({"requirement": "20", "local_part": "10", "small_part": "10"}, ("100000.00", "100000.00")),
        ({"requirement": "20"}, ("100000.00", "100000.00")),
        ({"requirement": "20", "local_part": "5"}, ("50000.00", "150000.00")),
        ({"requirement": "20", "small_part": "5"}, ("150000.00", "50000.00")),
        ({"local_part": "5", "small_part": "10"}, ("50000.00", "100000.00")),
        ({"local_part": "10"}, ("100000.00", "400000.00")),
        ({"requirement": "60"}, ("300000.00", "300000.00")),
    ],
    ids=["stated", "halves", "local stated", "small stated", "parts alone", "one part alone", "raised"],
)
def test_another_requirement(stated, needs):
    """Requirements, Action 3: adjusted up or down; a part that is not stated is what the other leaves, or half."""
    stated = {name: Decimal(value) for name, value in stated.items()}
    local, small = map(Decimal, needs)
    more = {"readings": NO, "solicitation": stated}
    assert earns(sub(local, "LBE"), sub(small, "SLBE"), **more) == 2
    assert earns(sub(local - Decimal("0.01"), "LBE"), sub(small, "SLBE"), **more) is None
    assert earns(sub(local, "LBE"), sub(small - Decimal("0.01"), "SLBE"), **more) is None


def test_parts_that_do_not_add_up_leave_the_whole():
    """2.1: parts of 20% each and 50% in all: 40% meets both parts and not the whole."""
    stated = {"requirement": Decimal(50), "local_part": Decimal(20), "small_part": Decimal(20)}
    assert earns(sub("200000.00", "LBE"), sub("200000.00", "SLBE"), solicitation=stated) is None
    assert earns(sub("300000.00", "LBE"), sub("200000.00", "SLBE"), solicitation=stated) == 2
    # 30% and 30% are 20% above the parts, but 10% above the whole: one step, however it is divided.
    assert earns(sub("300000.00", "LBE"), sub("300000.00", "SLBE"), solicitation=stated, readings=SPLIT) == 3


def test_a_lowered_requirement_earns_at_its_level():
    """Incentives: X% earns 2%, X + 10% 1% more: with X = 20%, 2% at 20% and 5% at 50%."""
    stated = {"requirement": Decimal(20)}
    assert earns(sub("100000.00", "LBE"), sub("399999.99", "SLBE"), solicitation=stated) == 4
    assert earns(sub("100000.00", "LBE"), sub("400000.00", "SLBE"), solicitation=stated) == 5


def test_a_waived_requirement():
    """2.6: nobody is left out; Incentives: nothing was achieved, so that nothing is earned by participation."""
    assert earns(solicitation={"requirement_waived": True}) == 0
    entry = one(LOCAL, SMALL, solicitation={"requirement_waived": True})
    assert entry.adjustment.notes == (
        "no discount by participation: the requirement was waived, so none was achieved (Incentives)",
    )
    assert goals(entry)["L/SLBE"].dollars == 500000


# 2.5: banked credit

NEARLY = (LOCAL, sub("230000.00", "SLBE"))


@pytest.mark.parametrize(
    ("small", "banked", "percent"),
    [
        ("230000.00", "20000.00", 2),
        ("230000.00", "19999.99", None),
        ("230000.00", "20000.01", 2),
        ("229999.99", "20000.01", None),
        ("230000.00", None, None),
    ],
    ids=["2% exactly", "a cent less", "a cent more", "a cent more is not counted", "none"],
)
def test_at_most_two_percent_of_banked_credit(small, banked, percent):
    """Earning Credits: a maximum of 2% banked credits will count toward achieving the requirement."""
    stated = {} if banked is None else {"banked": Decimal(banked), "banked_on": date(2026, 1, 1)}
    assert earns(LOCAL, sub(small, "SLBE"), **stated) == percent


@pytest.mark.parametrize(
    ("earned", "percent"),
    [(date(2025, 6, 1), 2), (date(2025, 5, 31), None), (DUE, 2), (date(2026, 6, 2), None), (None, None)],
    ids=["12 months", "a day more", "on the due date", "after it", "not stated"],
)
def test_banked_credit_lasts_twelve_months(earned, percent):
    """Incentives: within a 12 month period following completion of the project on which it was earned."""
    stated = {"banked": Decimal("20000.00")} | ({"banked_on": earned} if earned else {})
    assert earns(*NEARLY, **stated) == percent


def test_twelve_months_from_a_leap_day():
    """2024-02-29: the last day is 2025-02-28."""
    stated = {"banked": Decimal("20000.00"), "banked_on": date(2024, 2, 29)}
    assert earns(*NEARLY, solicitation={"due": date(2025, 2, 28)}, **stated) == 2
    assert earns(*NEARLY, solicitation={"due": date(2025, 3, 1)}, **stated) is None


@pytest.mark.parametrize(("toward", "percent"), [("SLBE", 2), ("LBE", None), (None, 2)])
def test_toward_which_part_credit_was_earned(toward, percent):
    """Unstated it fills the part that lacks it; stated, that part alone."""
    stated = {"banked": Decimal("20000.00"), "banked_on": date(2026, 1, 1)}
    assert earns(*NEARLY, **stated, **({"banked_toward": toward} if toward else {})) == percent


def test_credit_fills_the_whole_where_the_parts_are_full():
    """Parts of 20% each and 50% in all: 48% and 2% of credit are 50%."""
    stated = {"requirement": Decimal(50), "local_part": Decimal(20), "small_part": Decimal(20)}
    subs = sub("280000.00", "LBE"), sub("200000.00", "SLBE")
    credit = {"banked": Decimal("20000.00"), "banked_on": date(2026, 1, 1)}
    assert earns(*subs, solicitation=stated, **credit) == 2
    assert earns(*subs, solicitation=stated) is None


@pytest.mark.parametrize(("local", "percent"), [("370000.00", 3), ("369999.99", 2), ("350000.00", 2)])
def test_credit_never_counts_toward_further_discounts(local, percent):
    """2.5: dollars above the requirement are of this contract: 37% + 23% = 60%, whatever was banked."""
    credit = {"banked": Decimal("20000.00"), "banked_on": date(2026, 1, 1)}
    assert earns(sub(local, "LBE"), sub("230000.00", "SLBE"), **credit) == percent


def test_credit_is_cut_to_the_cent():
    """2% of $1,000.08 is $20.0016: $20.00 counts, so that 2% is never passed."""
    credit = {"banked": Decimal("50.00"), "banked_on": date(2026, 1, 1)}
    entry = one(price="1000.08", **credit)
    (line,) = [line for line in entry.participation.ledger if line.role == "banked credit"]
    assert (line.amount, line.counted) == (Decimal("50.00"), Decimal("20.00"))


# 3. Discount and points


@pytest.mark.parametrize(
    ("local", "percent"),
    [
        ("250000.00", 2), ("349999.99", 2), ("350000.00", 3), ("449999.99", 3), ("450000.00", 4),
        ("549999.99", 4), ("550000.00", 5), ("750000.00", 5),
    ],
    ids=["50%", "59.999999%", "60%", "69.999999%", "70%", "79.999999%", "80%", "100%"],
)  # fmt: skip
def test_steps_above_the_requirement(local, percent):
    """Section 3's table: 0 up to 10% above 2%, 10% 3%, 20% 4%, 30% and more 5%."""
    assert earns(sub(local, "LBE"), SMALL) == percent


@pytest.mark.parametrize(
    ("subs", "anyone", "split"),
    [
        ((sub("350000.00", "LBE"), SMALL), 3, 2),
        ((LOCAL, sub("350000.00", "SLBE")), 3, 3),
        ((sub("300000.00", "LBE"), sub("300000.00", "SLBE")), 3, 3),
        ((sub("300000.01", "LBE"), sub("299999.99", "SLBE")), 3, 2),
        ((sub("300000.00", "LBE"), sub("400000.00", "SLBE")), 4, 4),
        ((sub("400000.00", "LBE"), sub("400000.00", "SLBE")), 5, 5),
        ((sub("450000.00", "LBE"), sub("300000.00", "SLBE")), 4, 3),
        ((sub("700000.00", "SLBE"),), 4, 4),
    ],
    ids=["10% local", "10% small", "5 and 5", "a cent off", "5 and 15", "15 and 15", "20 and 5", "all small"],
)
def test_how_the_dollars_above_are_split(subs, anyone, split):
    """Earning Credits and Example 2: 5% LBE and 5% SLBE for each step, or 10% SLBE."""
    assert earns(*subs) == anyone
    assert earns(*subs, readings=SPLIT) == split


@pytest.mark.parametrize(
    ("cost", "alone", "also"),
    [("174999.99", 2, 2), ("175000.00", 2, 3), ("225000.00", 2, 4), ("275000.00", 2, 5), ("350000.00", 3, 5)],
)
def test_whether_double_counting_serves_further_steps(cost, alone, also):
    """25% local and very small firms: their dollars once, or twice, above 50%. 25% and 17.5% twice are 60%, 25% and 22.5% twice 70%."""
    given = (LOCAL, sub(cost, "VSLBE"))
    assert earns(*given) == alone
    assert earns(*given, readings=ALSO) == also


@pytest.mark.parametrize(
    ("price", "percent", "evaluated_price", "value"),
    [
        ("1000.25", 2, "980.25", "20.00"),  # 980.245 is rounded up
        ("1000.75", 2, "980.74", "20.01"),  # 980.735 is rounded up
        ("1000.24", 2, "980.24", "20.00"),  # 980.2352
    ],
)
def test_the_evaluated_price_is_rounded_half_up(price, percent, evaluated_price, value):
    """Section 3: bid x (100 - discount)%, half-up to the cent; the contract is at the bid."""
    half = (Decimal(price) / 2 + Decimal("0.005")).quantize(Decimal("0.01"))
    given = bid(sub(half, "LBE"), sub(Decimal(price) - half, "SLBE"), price=price)
    result = evaluated(tabulation(given, requirement=Decimal(92)))
    adjustment = result.bids[0].adjustment
    assert (adjustment.percent, adjustment.evaluated_price, adjustment.value) == (
        Decimal(percent), Decimal(evaluated_price), Decimal(value),
    )  # fmt: skip
    assert result.award.contract_amount == Decimal(price)


@pytest.mark.parametrize(("local", "points"), [("250000.00", 2), ("350000.00", 3), ("550000.00", 5)])
def test_proposals_get_points(local, points):
    """Incentives: two preference points, and one for every 10% above; they are added to the score as they are."""
    entry = one(sub(local, "LBE"), SMALL, score="81.25", solicitation={"kind": PROPOSAL, "category": "services"})
    adjustment = entry.adjustment
    assert adjustment.in_points
    assert (adjustment.points, adjustment.evaluated_score) == (points, Decimal("81.25") + points)
    assert adjustment.value is None


def test_a_proposal_below_the_requirement_is_not_responsive():
    assert one(LOCAL, score="99", solicitation={"kind": PROPOSAL}).rank_after is None


# Restricted dollars


@pytest.mark.parametrize(("local", "percent"), [("200000.00", 2), ("199999.99", None)])
def test_percentages_of_the_dollars_that_are_left_open(local, percent):
    """Definition 23: of $1,000,000.00 less $200,000.00, 25% is $200,000.00; of the contract dollars it is too little."""
    given = {"restricted": Decimal("200000.00")}
    subs = sub(local, "LBE"), sub("200000.00", "SLBE")
    assert earns(*subs, readings={"base": "subcontractable"} | NO, **given) == percent
    assert earns(*subs, **given) is None
    # Steps too: 50% of $800,000.00 and 10% more is $480,000.00.
    more = sub("280000.00", "LBE"), sub("200000.00", "SLBE")
    assert earns(*more, readings={"base": "subcontractable"}, **given) == 3


# 4. City-assisted private development


@pytest.mark.parametrize(
    ("marks", "percent"), [("SLBE", 5), ("LPG", 5), ("VSLBE", 5), ("LBE", 2), ("LBE SLBE", 5), ("", 0)]
)
def test_developers_compare_with_discounts(marks, percent):
    """Private Developments: 5% for SLBE, 2% for LBE; $1,000,000.00 is compared as $950,000.00 or $980,000.00."""
    entry = one(marks=marks, solicitation={"assisted": True})
    assert entry.adjustment.percent == percent
    assert entry.adjustment.evaluated_price == MILLION - 10000 * percent
    assert entry.participation is None


def test_a_developer_awards_to_the_lowest_after_discounts():
    bids = bid(bidder="Local", marks="LBE", price="97000.00"), bid(bidder="Small", marks="SLBE", price="100000.00")
    result = evaluated(tabulation(*bids, assisted=True, category=None))
    # 97,000 x 98% = 95,060.00; 100,000 x 95% = 95,000.00
    assert (result.award.bidder, result.award.contract_amount) == ("Small", Decimal("100000.00"))


def test_a_developers_proposals_get_no_points():
    """The source has a bid discount alone."""
    entry = one(marks="SLBE", score="80", solicitation={"assisted": True, "kind": PROPOSAL})
    assert entry.adjustment.points == 0
    assert entry.adjustment.notes == ("no points: what developers give is a discount of bids (Private Developments)",)


# 5. Emergency work


@pytest.mark.parametrize(
    ("subs", "found"),
    [
        ((sub("250000.00", "LBE"), sub("500000.00", "SLBE")), 0),
        ((sub("250000.01", "LBE"), sub("499999.99", "SLBE")), 1),
        ((sub("249999.99", "LBE"), sub("500000.00", "SLBE")), 1),
        ((sub("500000.00", "LBE"), sub("500000.00", "VSLBE")), 0),
    ],
    ids=["75% and 50%", "small a cent short", "local a cent short", "very small"],
)
def test_emergency_work_is_reported(subs, found):
    """Emergency Contracts: 75% local, of that amount two thirds small, 50%; no bid is left out for it."""
    result = evaluated(tabulation(bid(*subs), emergency=True))
    assert codes(result) == ["local-work-below"] * found
    assert result.award.bidder == "Bidder"


def test_emergency_work_of_a_small_contract_asks_once_for_local_work():
    result = evaluated(tabulation(bid(price="9000.00"), contract_value="9000.00", emergency=True, local_solicited=3))
    assert [goal.name for goal in result.bids[0].participation.goals] == ["L/SLBE", "Local work", "Small local work"]


# Readings


def tried(*subs, **more):
    stated = more.pop("solicitation", {})
    return evaluated(tabulation(bid(*subs, **more), **stated)).readings_tried


def test_a_reading_that_cannot_matter_is_not_tried():
    """One doubles the number of combinations; those that no bid asks for are not counted."""
    assert tried(LOCAL, SMALL) == 0
    assert tried(sub("600000.00", "SLBE")) == 2 * 2  # whether small covers local, and how a step is split
    assert tried(sub("500000.00", "SLBE")) == 2  # no step to split
    assert tried(LOCAL, sub("125000.00", "VSLBE")) == 2  # counted twice or once above it, there is no step to split
    assert tried(LOCAL, sub("175000.00", "VSLBE")) == 2 * 2
    assert tried(LOCAL, SMALL, restricted=Decimal(1000)) == 2
    assert tried(LOCAL, SMALL, restricted=Decimal(1000), solicitation={"requirement_waived": True}) == 0
    assert tried(sub("9000.00", "VSLBE"), solicitation={"contract_value": Decimal(9000)}) == 0
    assert tried(sub("124999.99", "VSLBE"), LOCAL) == 0  # not responsive under any of them


@pytest.mark.parametrize(
    ("alpha", "reading"),
    [
        ((sub("500000.00", "SLBE"),), "small-covers-local"),
        ((sub("350000.00", "LBE"), SMALL), "extra-split"),
        ((LOCAL, sub("175000.00", "VSLBE")), "double-beyond"),
        ((LOCAL, SMALL), "base"),
    ],
)
def test_an_award_that_another_reading_changes_is_said(alpha, reading):
    """Each reading decides an award by itself, and the evaluation names it."""
    restricted = {"restricted": Decimal("400000.00")} if reading == "base" else {}
    first = bid(*alpha, bidder="Alpha", price="1000000.00", **restricted)
    # Beta earns 2%: $975,100.00 lies between Alpha's $980,000.00 with 2% and $970,000.00 with 3%.
    price = Decimal("1000001.00" if reading == "small-covers-local" else "995000.00")
    quarter = (price / 4 + Decimal("0.005")).quantize(Decimal("0.01"))
    second = bid(sub(quarter, "LBE"), sub(quarter, "SLBE"), bidder="Beta", price=price)
    result = evaluated(tabulation(first, second))
    changes = {used.id: used.award_changes_under for used in result.readings}
    assert changes.pop(reading)
    assert not any(changes.values())
