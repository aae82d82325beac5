"""The naive implementation itself, against the worked cases and figures worked out by hand."""

import tomllib
from fractions import Fraction
from pathlib import Path

import pytest
from naive import evaluate

CASES = tomllib.loads((Path(__file__).parent / "la-lbpp-cases.toml").read_text(encoding="utf-8"))["case"]


def sub(cost, *certifications, work=None):
    return {"name": "S", "cost": Fraction(cost), "certifications": set(certifications), "work": work}


def bid(bidder, price, certifications="", subs=(), *, score=None, two_thirds=None, responsive=True):
    certifications = set(certifications.split())
    return {
        "bidder": bidder,
        "price": Fraction(price),
        "score": None if score is None else Fraction(score),
        "certifications": certifications,
        "two_thirds": two_thirds or ("city" if "CBE" in certifications else "county"),
        "responsive": responsive,
        "subcontractors": list(subs),
    }


def run(*bids, contract_value=1000000, kind="bid", work_column=False, **readings):
    solicitation = {
        "kind": kind,
        "contract_value": None if contract_value is None else Fraction(contract_value),
        "total_points": Fraction(100) if kind == "proposal" else None,
        "work_column": work_column,
        "bids": list(bids),
    }
    return evaluate(solicitation, {name.replace("_", "-"): value for name, value in readings.items()})


def credit(certifications, subs, **options):
    """Percent and credits of one bid of 1000, so that a cost of 100 is one tenth."""
    two_thirds = options.pop("two_thirds", None)
    score = 50 if options.get("kind") == "proposal" else None
    result = run(bid("X", 1000, certifications, subs, two_thirds=two_thirds, score=score), **options)["bids"]["X"]
    return result["percent"], result["credited"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_worked_case(case):
    bids = [
        bid(
            given["bidder"],
            given["price"],
            " ".join(given["certifications"]),
            [sub(each["cost"], *each["certifications"]) for each in given["subcontractors"]],
        )
        for given in case["bid"]
    ]
    results = run(*bids, contract_value=case["contract_value"])["bids"]
    for given in case["bid"]:
        result = results[given["bidder"]]
        for figure in ("percent", "value", "evaluated"):
            assert result[figure] == Fraction(given["expect"][figure]), (given["bidder"], figure)
        assert (result["before"], result["after"]) == (given["expect"]["before"], given["expect"]["after"])
        assert result["credited"] == [Fraction(each["credited"]) for each in given["subcontractors"]]


@pytest.mark.parametrize(
    ("value", "prices", "expected"),
    [
        (150000, [999999], 3),
        ("150000.01", [1], 4),
        (None, [150000, 1], 3),
        (None, ["150000.01", 200000], 4),
        (None, [150000, "150000.01"], None),
    ],
)
def test_procedure(value, prices, expected):
    result = run(*[bid(str(price), price) for price in prices], contract_value=value)
    assert result == {"refused": "contract-value"} if expected is None else result["procedure"] == expected


def test_only_ranked_bids_decide_the_procedure():
    result = run(bid("A", 100000), bid("B", 200000, responsive=False), contract_value=None)
    assert result["procedure"] == 3
    assert (result["bids"]["B"]["before"], result["bids"]["B"]["credited"]) == (None, [])


@pytest.mark.parametrize(
    ("certifications", "two_thirds", "percent"),
    [
        ("CBE", "city", 10),
        ("CBE", "county", 6),
        ("CBE", "none", 0),
        ("LBE", "city", 6),
        ("LBE CBE LSB LTE", "none", 0),
        ("LSB LTE", "city", 0),
        ("LBE LSB", "county", 8),
        ("LBE CBE LSB LTE", "city", 12),
    ],
)
def test_own_percent(certifications, two_thirds, percent):
    assert credit(certifications, [], two_thirds=two_thirds) == (percent, [])


@pytest.mark.parametrize(
    ("certifications", "subs", "options", "percent", "credited"),
    [
        # sub-cap
        ("LBE", [sub(200, "LSB"), sub(200, "LSB")], {}, 10, [2, 2]),
        ("LBE", [sub(200, "LSB"), sub(200, "LSB")], {"sub_cap": "per-certification"}, 8, [2, 0]),
        ("LBE", [sub(200, "LSB", "LTE"), sub(200, "LSB")], {"sub_cap": "per-certification"}, 10, [2, 2]),
        ("LBE", [sub(900, "LSB", "LTE"), sub(100, "LSB")], {}, 10, [4, 0]),
        ("LBE", [sub(900, "LBE", "CBE")], {}, 6, [0]),
        # the cap of a City Business, the last listed first
        ("CBE", [sub(100, "LSB"), sub(200, "LTE")], {}, 12, [1, 1]),
        # own-certification
        ("LBE LSB", [sub(300, "LTE")], {}, 8, [0]),
        ("LBE LSB", [sub(900, "LSB"), sub(300, "LTE")], {"own_certification": "fills-the-other"}, 10, [0, 2]),
        ("LBE LSB LTE", [sub(300, "LTE")], {"own_certification": "fills-the-other"}, 10, [0]),
        ("CBE LTE", [sub(300, "LSB")], {"own_certification": "fills-the-other"}, 12, [0]),
        # nonlocal-sub-cap
        ("LSB", [sub(300, "LBE"), sub(300, "LTE")], {}, 5, [3, 2]),
        ("", [sub(300, "LBE"), sub(300, "LSB", "LTE")], {"nonlocal_sub_cap": "per-certification"}, 5, [2, 3]),
        ("", [sub(900, "LBE")], {"nonlocal_sub_cap": "per-certification"}, 2, [2]),
        # tenths
        ("LBE", [sub(90, "LSB"), sub(90, "LBE"), sub(90, "LTE")], {}, 6, [0, 0, 0]),
        ("LBE", [sub(90, "LSB"), sub(90, "LBE"), sub(90, "LTE")], {"tenths": "pooled"}, 7, [0, 0, 1]),
        ("LBE", [sub(300, "LSB"), sub(10, "LTE")], {"tenths": "pooled"}, 9, [2, 1]),
        ("LBE LSB", [sub(300, "LSB"), sub(150, "LTE")], {"tenths": "pooled"}, 8, [0, 0]),
        ("", [sub(90, "LBE"), sub(910, "LBE")], {"tenths": "pooled"}, 5, [0, 5]),
        ("", [sub(900, "CBE")], {"tenths": "pooled", "nonlocal_sub_cap": "per-certification"}, 2, [2]),
        # Procedure 3
        ("LSB", [sub(900, "LSB")], {"contract_value": 1, "two_thirds": "none"}, 5, [5]),
        ("", [sub(90, "LSB"), sub(10, "LTE")], {"contract_value": 1}, 0, [0, 0]),
        ("", [sub(90, "LSB"), sub(10, "LTE")], {"contract_value": 1, "tenths": "pooled"}, 1, [0, 1]),
        # the work
        ("LBE", [sub(100, "LSB"), sub(100, "LTE", work="Paving")], {"work_column": True}, 7, [0, 1]),
        (
            "LBE",
            [sub(90, "LSB", work=" "), sub(90, "LTE", work="P")],
            {"work_column": True, "tenths": "pooled"},
            6,
            [0, 0],
        ),
        # proposal-cap
        ("CBE", [sub(400, "LSB", "LTE")], {"kind": "proposal"}, 12, [2]),
        ("CBE", [sub(400, "LSB", "LTE")], {"kind": "proposal", "proposal_cap": "bids-only"}, 14, [4]),
        ("CBE LSB LTE", [], {"kind": "proposal", "proposal_cap": "bids-only"}, 14, []),
        ("CBE LSB LTE", [], {"proposal_cap": "bids-only"}, 12, []),
    ],
)
def test_credit(certifications, subs, options, percent, credited):
    assert credit(certifications, subs, **options) == (percent, credited)


@pytest.mark.parametrize(
    ("certifications", "reading", "value"),
    [("", "all-bids", 1000000), ("", "local-bids", 1500000), ("LBE", "local-bids", 1000000)],
)
def test_value_limit(certifications, reading, value):
    given = bid("X", 30000000, certifications, [sub(30000000, "LSB")])
    assert run(given, value_limit=reading)["bids"]["X"]["value"] == value


def test_value_is_rounded_half_up():
    # 6% of 200,000.25 is 12,000.015.
    assert run(bid("X", "200000.25", "LBE"))["bids"]["X"]["value"] == Fraction("12000.02")


def test_award_and_its_cost():
    result = run(bid("A", 1000000), bid("B", 1050000, "LBE"), bid("C", 1, responsive=False))
    assert result["award"] == {
        "decision": "award",
        "bidder": "B",
        "tied": [],
        "contract_amount": 1050000,
        "cost": 50000,
    }


def test_tie_names_no_winner_and_skips_a_rank():
    result = run(bid("B", 940000), bid("A", 1000000, "LBE"), bid("C", 950000))
    assert [result["bids"][name]["after"] for name in "ABC"] == [1, 1, 3]
    assert result["award"] == {
        "decision": "tie",
        "bidder": None,
        "tied": ["A", "B"],
        "contract_amount": None,
        "cost": None,
    }


def test_no_ranked_bid_is_no_award():
    assert run(bid("A", 1, responsive=False))["award"]["decision"] == "none"


def test_proposals_are_ranked_by_score():
    result = run(
        bid("A", 30000000, "LBE", score="80.5"), bid("B", 20000000, score=86, two_thirds="none"), kind="proposal"
    )
    a = result["bids"]["A"]
    assert (a["value"], a["evaluated"], a["points_added"], a["evaluated_score"]) == (None, None, 6, Fraction("86.5"))
    assert (a["before"], a["after"]) == (2, 1)
    assert result["award"] == {
        "decision": "award",
        "bidder": "A",
        "tied": [],
        "contract_amount": 30000000,
        "cost": None,
    }
