"""Oakland's rules about firms: certifications in time, commercially useful functions, ventures, mentors, the ledger."""

from datetime import date
from decimal import Decimal

import pytest
from build import by_bidder, certification, codes
from oakland import DUE, bid, earns, evaluated, goals, one, sub, tabulation

LOCAL, SMALL = sub("250000.00", "LBE", "Lee"), sub("250000.00", "SLBE", "Sol")
BEFORE = date(2026, 5, 31)


# Certification (Requirements: "current and valid prior to the submittal due date")


@pytest.mark.parametrize(
    ("granted", "expires", "percent"),
    [
        (BEFORE, None, 2),
        (DUE, None, None),
        (date(2024, 6, 1), DUE, 2),
        (date(2024, 6, 1), BEFORE, None),
        (None, None, None),
    ],
    ids=["the day before", "on the due date", "expires on it", "expired the day before", "undecided"],
)
def test_a_certification_is_valid_before_the_due_date(granted, expires, percent):
    held = [
        certification("Lee", "LBE", date(2025, 1, 1)),
        certification("Sol", "SLBE", granted, applied=date(2024, 5, 1), expires=expires),
    ]
    given = tabulation(bid(LOCAL, SMALL), certifications=held)
    (entry,) = evaluated(given).bids
    assert (entry.adjustment and entry.adjustment.percent) == percent
    line = next(line for line in entry.participation.ledger if line.firm == "Sol")
    assert (line.counted, line.note) == ((250000, None) if percent else (0, "its certification is not proved"))
    assert ("claim-without-evidence" in codes(evaluated(given))) == (percent is None)


def test_a_certification_that_is_not_claimed_is_not_counted():
    """It is asked about: the bid lists its firms with their status (Schedule R)."""
    held = [certification("Lee", "LBE", BEFORE), certification("Sol", "SLBE", BEFORE)]
    given = tabulation(bid(LOCAL, sub("250000.00", "", "Sol")), certifications=held)
    assert codes(evaluated(given)) == ["certified-but-not-marked"]
    assert evaluated(given).award.bidder is None


# Definition 7: commercially useful function


@pytest.mark.parametrize("role", ["broker", "referral", "temporary employment"])
@pytest.mark.parametrize(("asked", "percent"), [(None, None), (False, None), (True, 2)])
def test_brokers_count_only_where_brokerage_is_asked_for(role, asked, percent):
    solicitation = {} if asked is None else {"brokerage_asked": asked}
    small = sub("250000.00", "SLBE", role=role)
    assert earns(LOCAL, small, solicitation=solicitation) == percent
    # The same for a prime, whose own work is the other half.
    assert earns(LOCAL, sub("500000.00"), marks="SLBE", own_role=role, solicitation=solicitation) == percent


@pytest.mark.parametrize("role", ["subcontractor", "supplier", "manufacturer", "dealer", "trucker"])
def test_other_roles_count(role):
    assert earns(LOCAL, sub("250000.00", "SLBE", role=role)) == 2


@pytest.mark.parametrize(("useful", "percent"), [(True, 2), (None, 2), (False, None)])
def test_a_firm_without_a_commercially_useful_function_earns_no_credit(useful, percent):
    """Not stated it is taken as met, and that is an assumption on which the bid hangs."""
    stated = {} if useful is None else {"useful": useful}
    given = tabulation(bid(sub("250000.00", "LBE", useful=True), sub("250000.00", "VSLBE", **stated)))
    result = evaluated(given)
    (entry,) = result.bids
    assert (entry.adjustment and entry.adjustment.percent) == percent
    assert [(one.short, one.award_changes_without_it) for one in result.assumptions] == (
        [("a commercially useful function", True)] if useful is None else []
    )


def test_nothing_is_assumed_of_a_broker():
    """It earns no credit whatever it does."""
    result = evaluated(tabulation(bid(sub("250000.00", "SLBE", role="broker"))))
    assert result.assumptions == ()


# Joint ventures

OWN = {"venture": True, "venture_approved": True}


def partner(cost, marks):
    return sub(cost, marks, role="joint venture partner")


def test_partners_count_by_their_own_certification():
    """Joint ventures receive discounts by the participation of their partners."""
    assert earns(partner("400000.00", "LBE"), partner("600000.00", "SLBE"), **OWN) == 5
    assert earns(partner("240000.00", "LBE"), partner("760000.00", ""), **OWN) is None


@pytest.mark.parametrize(
    ("others", "manufactured", "percent"),
    [
        ("750000.00", None, 5),
        ("750000.01", None, 0),
        ("800000.00", "200000.00", 5),  # 25% of $800,000.00 is the $200,000.00 that is left to the venture
        ("800000.01", "200000.00", 0),
    ],
    ids=["25%", "a cent less", "25% without items", "a cent less without items"],
)
def test_a_venture_performs_a_quarter_itself(others, manufactured, percent):
    """Joint Venture 4: for construction, of the contract excluding manufactured items; else no discount."""
    own = Decimal(1000000) - Decimal(others)
    subs = partner(own, "LBE"), sub(Decimal(others) - 400000, "LBE"), sub("400000.00", "SLBE")
    stated = OWN | ({} if manufactured is None else {"manufactured": Decimal(manufactured)})
    assert earns(*subs, **stated) == percent
    # Responsive all the same; and services have no such rule.
    assert earns(*subs, **stated, solicitation={"category": "services"}) == 5


@pytest.mark.parametrize(("approved", "percent"), [(True, 5), (False, 0), (None, 5)])
def test_a_venture_is_approved(approved, percent):
    """The City Manager approves first; where nobody says so it is taken for granted, and that is an assumption."""
    stated = {"venture": True} | ({} if approved is None else {"venture_approved": approved})
    given = tabulation(bid(partner("400000.00", "LBE"), partner("600000.00", "SLBE"), **stated))
    result = evaluated(given)
    assert result.bids[0].adjustment.percent == percent
    assert ("the approval of the joint venture" in [one.short for one in result.assumptions]) == (approved is None)


# Mentor-protégé teams


@pytest.mark.parametrize(
    ("category", "submitted", "percent"),
    [
        ("construction", BEFORE, 5),
        ("construction", DUE, 2),
        ("services", DUE, 5),
        ("services", date(2026, 6, 2), 2),
        ("construction", None, 5),
    ],
)
def test_a_mentor_agreement_is_submitted_in_time(category, submitted, percent):
    """Prior to the bid date for construction, by the due date for services; a late one leaves the discount of 2%."""
    stated = {"mentor_approved": True} | ({} if submitted is None else {"mentor_submitted": submitted})
    assert earns(LOCAL, SMALL, solicitation={"category": category}, **stated) == percent


def test_a_mentor_preference_is_assumed_in_time_where_a_day_is_missing():
    for stated, due in (({}, DUE), ({"mentor_submitted": BEFORE}, None)):
        result = evaluated(tabulation(bid(LOCAL, SMALL, mentor_approved=True, **stated), due=due))
        assert "the day of the mentor-protégé agreement" in [one.short for one in result.assumptions]


@pytest.mark.parametrize("approved", [None, False])
def test_no_mentor_preference_without_a_recorded_approval(approved):
    stated = {} if approved is None else {"mentor_approved": approved}
    assert earns(LOCAL, SMALL, mentor_submitted=BEFORE, **stated) == 2


def test_a_mentor_preference_takes_the_place_of_the_discount():
    """No more than 5% in all, also with a participation of 100%; a bid below the requirement stays out."""
    mentor = {"mentor_approved": True, "mentor_submitted": BEFORE}
    assert earns(sub("500000.00", "LBE"), sub("500000.00", "SLBE"), **mentor) == 5
    assert earns(LOCAL, **mentor) is None
    assert earns(LOCAL, solicitation={"requirement_waived": True}, **mentor) == 5


def test_a_mentor_preference_is_not_applied_below_the_limits():
    """Section 1: at or below the limits there is no discount; that it was approved is not passed over."""
    given = tabulation(bid(LOCAL, mentor_approved=True, mentor_submitted=BEFORE), contract_value="100000.00")
    result = evaluated(given)
    assert result.bids[0].adjustment.percent == 0
    assert "requirement-not-used" in codes(result)
    assert "mentor-protégé" in result.bids[0].adjustment.notes[1]


# The ledger


def test_the_ledger_of_a_bid():
    """Each firm with its role, what it counts toward and why: by hand, of $1,000,000.00."""
    subs = (
        sub("260000.00", "VSLBE", "Vera"), sub("100000.00", "SLBE", "Sol"), sub("200000.00", "LBE", "Lee"),
        sub("40000.00", "SLBE", "Bo", role="broker"), sub("50000.00", "", "Otto"),
    )  # fmt: skip
    entry = one(*subs)
    lines = [(line.firm, line.role, line.amount, line.counted, line.toward) for line in entry.participation.ledger]
    assert lines == [
        ("Bidder", "prime", 350000, 0, None),
        ("Vera", "subcontractor", 260000, 520000, "SLBE"),  # double
        ("Sol", "subcontractor", 100000, 100000, "SLBE"),
        ("Lee", "subcontractor", 200000, 200000, "LBE"),
        ("Bo", "broker", 40000, 0, None),
        ("Otto", "subcontractor", 50000, 0, None),
        # The small part takes 125,000 of Vera, twice; the rest of her, and all of Sol, are left for the local part.
        ("Vera", "subcontractor", 260000, 135000, "LBE"),
        ("Sol", "subcontractor", 100000, 100000, "LBE"),
    ]
    assert {name: goal.dollars for name, goal in goals(entry).items()} == {
        "L/SLBE": 260000 + 125000 + 100000 + 200000, "LBE": 435000, "SLBE": 620000,
    }  # fmt: skip


def test_a_bid_that_is_left_out_keeps_its_account():
    result = evaluated(tabulation(bid(LOCAL, bidder="Short"), bid(LOCAL, SMALL, bidder="Full")))
    entry = by_bidder(result)["Short"]
    assert (entry.status, entry.adjustment) == ("not-ranked", None)
    assert goals(entry)["LBE"].met
    assert not goals(entry)["L/SLBE"].met
