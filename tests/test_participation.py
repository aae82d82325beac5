"""The account of participation that every program gives: what counts, and whether it reaches a goal to the cent."""

from decimal import Decimal

import pytest

from lbpp_cli.participation import LedgerLine, Participation, counted_toward, goal_of


@pytest.mark.parametrize(
    ("dollars", "met", "achieved"),
    [
        ("50000.00", True, "50.00"),
        ("49999.99", False, "49.99999"),  # two decimals would show the 50 that it does not reach
        ("50000.01", True, "50.00"),
        ("0.00", False, "0.00"),
    ],
)
def test_a_goal_is_met_at_the_cent_and_shown_on_its_own_side(dollars, met, achieved):
    goal = goal_of("L/SLBE", Decimal(50), Decimal(dollars), Decimal("100000.00"), "Requirements")
    assert (goal.met, goal.achieved) == (met, Decimal(achieved))


def test_a_requirement_that_is_a_fraction_of_a_percent_is_tested_exactly():
    """12.5% of $1,000.08 is $125.01: a cent less does not reach it."""
    base = Decimal("1000.08")
    assert goal_of("goal", Decimal("12.5"), Decimal("125.01"), base, "c").met
    assert not goal_of("goal", Decimal("12.5"), Decimal("125.00"), base, "c").met


def test_what_is_not_required_is_met():
    goal = goal_of("LBE", None, Decimal("0.00"), Decimal("1.00"), "c")
    assert goal.met
    assert goal.required is None


def test_goals_add_up_what_the_ledger_counts_toward_them():
    ledger = tuple(
        LedgerLine(firm, "subcontractor", Decimal(amount), Decimal(counted), toward, "c")
        for firm, amount, counted, toward in (
            ("A", "10.00", "20.00", "SLBE"),
            ("B", "5.00", "5.00", "LBE"),
            ("C", "7.00", "0.00", None),
        )
    )
    goals = tuple(
        goal_of(name, Decimal(20), counted_toward(ledger, name), Decimal("100.00"), "c") for name in ("SLBE", "LBE")
    )
    participation = Participation(Decimal("100.00"), "the bid", goals, ledger)
    assert [goal.dollars for goal in goals] == [Decimal("20.00"), Decimal("5.00")]
    assert [goal.met for goal in goals] == [True, False]
    assert not participation.met
