"""A program with a participation requirement over whole tables: every bid and award as the exact engine has them."""

import json
import os
from datetime import date
from decimal import Decimal
from itertools import product

import many_participating
import numpy as np
import pandas as pd
import pytest
from build import TODAY, bid, sub, tabulation
from frames import as_rows, expected, frames, the_evaluation_alone

from lbpp_cli import programs
from lbpp_cli.frame import FrameError, awards, evaluate_frame
from lbpp_cli.programs.oakland_lslbe.banked import months_after
from lbpp_cli.programs.oakland_lslbe.frame_measure import months_after as months_after_all
from lbpp_cli.read.rulebook import read_rulebook

OAKLAND = programs.load("oakland-lslbe")
RULES = read_rulebook(programs.folder("oakland-lslbe"))
READINGS = {one.id: tuple(one.values) for one in OAKLAND.readings}
COMBINATIONS = [dict(zip(READINGS, values, strict=True)) for values in product(*READINGS.values())]
BIDS = {"thousands": 50_000, "long": 500_000}.get(os.environ.get("HYPOTHESIS_PROFILE", ""), 4_800)


@pytest.fixture(autouse=True, scope="module")
def _only_the_evaluation():
    with the_evaluation_alone():
        yield


def assert_equal(tabulations, readings, *, in_cents, book=RULES):
    given = frames(tabulations, in_cents=in_cents, program=OAKLAND.id)
    result = evaluate_frame(*given, date=TODAY, readings=readings, rules=book)
    bids, awarded = expected(tabulations, readings, book, OAKLAND)
    for found, wanted in zip(as_rows(result), bids, strict=True):
        assert {name: found[name] for name in wanted} == wanted
    for found, wanted in zip(as_rows(awards(result)), awarded, strict=True):
        assert found == wanted
    return result


@pytest.mark.parametrize("number", range(len(COMBINATIONS)))
def test_same_as_the_exact_engine(number):
    """Random solicitations of all kinds under each combination of the readings."""
    seen = set()
    left = BIDS // len(COMBINATIONS)
    while left > 0:
        tabulations = _valid(many_participating.solicitations(f"{number} {left}", min(left, 2_000)))
        result = assert_equal(tabulations, COMBINATIONS[number], in_cents=number % 2 == 0)
        seen |= set(result["decision"]) | {f"excluded {one}" for one in result["excluded"].unique()}
        left -= len(result)
    assert seen >= {"award", "excluded True", "excluded False"}


def _valid(tabulations):
    """Those whose bids decide the part of the program."""
    return [
        one for one in tabulations if OAKLAND.procedure(one, RULES.in_force(TODAY)).__class__.__name__ == "Procedure"
    ]


def test_each_reading_and_each_rule_matters_to_the_random_solicitations():
    """Else that comparison would say nothing of it."""
    made = _valid(many_participating.solicitations("each", 3_000))
    given = frames(made, program=OAKLAND.id)
    base = evaluate_frame(*given, date=TODAY, readings={})
    for name, values in READINGS.items():
        other = evaluate_frame(*given, date=TODAY, readings={name: values[1]})
        assert not other.equals(base), name
    for field in ("banked", "banked_on", "banked_toward", "venture", "venture_approved", "own_role",
                  "mentor_approved", "mentor_submitted"):  # fmt: skip
        assert not evaluate_frame(given[0], _without(given[1], field), given[2], date=TODAY, readings={}).equals(
            base
        ), field
    for field in ("requirement", "local_part", "small_part", "requirement_waived", "brokerage_asked", "assisted"):
        found = evaluate_frame(_without(given[0], field), *given[1:], date=TODAY, readings={})
        assert not found.equals(base), field
    for field in ("role", "useful"):
        assert not evaluate_frame(*given[:2], _without(given[2], field), date=TODAY, readings={}).equals(base), field


def _without(table, field):
    def left(text):
        return (
            text
            if not isinstance(text, str)
            else json.dumps({name: value for name, value in json.loads(text).items() if name != field})
        )

    return table.assign(own=[left(text) for text in table["own"]])


@pytest.mark.parametrize(
    "figures",
    [
        {"requirement": "40"}, {"requirement": "40", "local-part": "20", "small-part": "20"}, {"very-small-factor": "1.5"},
        {"very-small-factor": "1"}, {"step": "7.5", "step-part": "3.75"}, {"base-discount": "0"}, {"banked-limit": "1.25"},
        {"discount-limit": "3"}, {"venture-work": "33.3"}, {"banked-months": "6"}, {"mentor-preference": "4.5"},
        {"construction-limit": "500000.00", "services-limit": "20000.00"}, {"step-discount": "0.5"},
        {"developer-small-discount": "2.5", "developer-local-discount": "1"},
    ],
    ids=" ".join,
)  # fmt: skip
def test_every_figure_that_decides_a_ranking_is_that_of_the_rules(figures):
    assert figures.keys() <= set(OAKLAND.figures)
    book = RULES._replace(
        parameters=tuple(one._replace(value=Decimal(figures.get(one.id, one.value))) for one in RULES.parameters)
    )
    rules = book.in_force(TODAY)
    made = [
        one for one in many_participating.solicitations(str(figures), 400)
        if OAKLAND.procedure(one, rules).__class__.__name__ == "Procedure"
    ]  # fmt: skip
    for readings in ({}, {"extra-split": "five-and-five", "double-beyond": "also-discounts"}):
        assert_equal(made, readings, in_cents=True, book=book)


def test_every_figure_is_tried():
    tried = {
        name
        for mark in test_every_figure_that_decides_a_ranking_is_that_of_the_rules.pytestmark
        for one in mark.args[1]
        for name in one
    }
    assert set(OAKLAND.figures) - tried == set()


# Requirements: 25% of $1,000,000.00 is $250,000.00 of each part; a cent less is not responsive.
@pytest.mark.parametrize(("cost", "excluded"), [("250000.00", False), ("249999.99", True)])
def test_a_cent_under_the_requirement(cost, excluded):
    made = bid("A", "1000000.00", (), [sub("S", cost, ["SLBE"]), sub("L", "250000.00", ["LBE"])])
    result = assert_equal([tabulation(made, category="construction")], {}, in_cents=True)
    assert result["excluded"].tolist() == [excluded]
    assert result["SLBE met"].tolist() == [not excluded]


def test_half_a_cent_of_a_very_small_firm_counts():
    """25% of $1,000,000.01 is 250,000.0025: very small ones reach it with 125,000.00125, so with 125,000.01 alone."""
    for cost, excluded in (("125000.00", True), ("125000.01", False)):
        made = bid("A", "1000000.01", (), [sub("V", cost, ["VSLBE"]), sub("L", "400000.00", ["LBE"])])
        result = assert_equal([tabulation(made, category="construction")], {}, in_cents=True)
        assert result["excluded"].tolist() == [excluded]


# Joint Venture 4: 25% of $1,000,000.00 less $600,000.00 manufactured is $100,000.00 of its own work.
@pytest.mark.parametrize(("others", "percent"), [("400000.00", 3), ("400000.01", 0)])
def test_the_work_of_a_joint_venture(others, percent):
    made = bid("A", "1000000.00", ["LBE"], [sub("S", "500000.00", ["SLBE"]), sub("N", others)])
    made = made._replace(stated={"venture": True, "manufactured": Decimal("600000.00")})
    result = assert_equal([tabulation(made, category="construction")], {}, in_cents=True)
    assert result["preference_percent"].tolist() == [percent]


def test_what_was_excluded_takes_part_under_other_figures():
    """As it stands in results: not ranked, and excluded by the rules, not by the buyer."""
    made = [tabulation(bid("A", "900000.00"), bid("B", "950000.00", responsive=False), category="construction")]
    files, bids, subs = frames(made, program=OAKLAND.id)
    bids = bids.assign(status="not-ranked", excluded=[True, False])
    assert evaluate_frame(files, bids, subs, date=TODAY, readings={})["excluded"].tolist() == [True, False]
    files["own"] = json.dumps({"requirement_waived": True})
    found = evaluate_frame(files, bids, subs, date=TODAY, readings={})
    assert found["status"].tolist() == ["ranked", "not-ranked"]
    assert found["excluded"].tolist() == [False, False]


def test_own_fields_may_be_columns():
    """Of tables that are one's own: by the name of the field, money also in cents; blanks as blanks."""
    made = _valid(many_participating.solicitations("columns", 600))
    given = frames(made, program=OAKLAND.id)
    base = evaluate_frame(*given, date=TODAY, readings={})
    money = {"restricted", "banked", "manufactured"}
    wide = []
    for given_table in given:
        table = given_table.copy()
        held = pd.DataFrame(
            [json.loads(text) if isinstance(text, str) else {} for text in table["own"]], index=table.index
        )
        for field in held:
            values = held[field].where(held[field].notna(), None)
            if field in money:
                cents = [None if pd.isna(one) else int(Decimal(one).scaleb(2)) for one in values]
                table[f"{field}_cents"] = pd.Series(cents, dtype="Int64")
            elif field in {"requirement", "local_part", "small_part"}:
                table[field] = [None if pd.isna(one) else Decimal(one) for one in values]
            elif field.endswith(("_on", "_submitted")):
                table[field] = [None if pd.isna(one) else date.fromisoformat(one) for one in values]
            elif field == "local_solicited":
                table[field] = pd.Series(values, dtype="Int64")
            else:
                table[field] = values
        wide.append(table.drop(columns="own"))
    pd.testing.assert_frame_equal(evaluate_frame(*wide, date=TODAY, readings={}), base)


@pytest.mark.parametrize(
    ("table", "change", "said"),
    [
        (0, {"own": '{"requirement": "1O1"}'}, "files: requirement in the column own"),
        (0, {"own": '{"requirement": "101"}'}, "a requirement lies below 0% or above 100%"),
        (0, {"own": "no JSON"}, "files: own holds what is no object of JSON"),
        (0, {"category": None}, "no category is stated"),
        (1, {"own": '{"restricted": "1000000.00"}'}, "dollars that the specifications restrict that are the whole bid"),
        (1, {"own": '{"banked": "-0.01"}'}, "banked credit below zero"),
        (1, {"own": '{"banked": "1.00"}', "banked_cents": 100}, "banked stands in a column of its own and in the column own"),
        (1, {"banked": 1.5}, "banked holds binary numbers"),
        (1, {"own": '{"banked_toward": "CBE"}'}, "banked_toward in the column own holds CBE, which is none of LBE, SLBE"),
        (1, {"venture": "maybe"}, "bids: venture holds"),
        (2, {"own": '{"usefull": true}', "usefull": True}, "there is no column usefull: is useful meant?"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_own_fields_is_named(table, change, said):
    made = bid("A", "1000000.00", (), [sub("S", "300000.00", ["SLBE"])])
    given = list(frames([tabulation(made, category="construction")], program=OAKLAND.id))
    given[table] = given[table].assign(**change)
    with pytest.raises(FrameError) as caught:
        evaluate_frame(*given, date=TODAY, readings={})
    assert said in str(caught.value)


def test_months_end_as_for_one_bid():
    """The same day of the month, or the last where there is none; over leap years, for any number of months."""
    days = np.arange(19_000, 21_000, 7)
    for months in (1, 6, 12, 13, 48):
        found = months_after_all(days, months)
        assert found.tolist() == [
            (months_after(date.fromordinal(int(one) + 719_163), months) - date(1970, 1, 1)).days for one in days
        ]
