"""New York's samples come out as their docstrings work out by hand."""

import json

from running import SAMPLES, lbpp

LIBRARY, STUDY = SAMPLES / "newyork_library.xlsx", SAMPLES / "newyork_study.xlsx"


def evaluated(path):
    run = lbpp("evaluate", path, "--format", "json")
    assert run.returncode == 0
    result = json.loads(run.stdout)
    assert (result["program"], result["findings"]) == ("nyc-mwbe", [])
    return result


def goals(result):
    return [
        [
            (goal["goal"], goal["achieved_percent"], goal["dollars"], goal["met"])
            for goal in one["participation"]["goals"]
        ]
        for one in result["bids"]
    ]


def test_the_library():
    result = evaluated(LIBRARY)
    assert [one["rank_after"] for one in result["bids"]] == [None, 1, 2, 3]
    assert goals(result) == [
        [("WBE", "18.15", "450000.00", True), ("Black American", "6.05", "150000.00", False),
         ("Hispanic American", "4.44", "110000.00", True)],
        [("WBE", "18.36", "470000.00", True), ("Black American", "8.00", "204800.00", True),
         ("Hispanic American", "4.30", "110000.00", True)],
        [("WBE", "49.75", "1291000.00", True), ("Black American", "3.85", "100000.00", True),
         ("Hispanic American", "4.01", "104000.00", True)],
        [("WBE", "18.39", "480000.00", True), ("Black American", "24.67", "644000.00", True),
         ("Hispanic American", "4.60", "120000.00", True)],
    ]  # fmt: skip
    # i.11: the goal was changed for this bidder alone.
    assert [goal["required_percent"] for goal in result["bids"][2]["participation"]["goals"]] == ["16", "3.5", "4"]
    # j.1.k: which goal a firm counts toward is assumed where the plan does not say, and named.
    told = [one for one in result["assumptions"] if "Inwood Masonry toward Hispanic American" in one["text"]]
    assert [(one["text"].partition(":")[0], one["award_changes_without_it"]) for one in told] == [
        ("Bronx River Contracting Corp.", False),
        ("Kingsbridge Builders, Inc.", True),
    ]


def test_the_study():
    result = evaluated(STUDY)
    assert [one["rank_after"] for one in result["bids"]] == [None, 1, 2]
    assert goals(result) == [
        [("M/WBE", "7.50", "45000.00", False)],
        [("M/WBE", "20.00", "121000.00", True)],
        [("M/WBE", "89.83", "530000.00", True)],
    ]
    # i.11: a change of goals that is asked for is none until it is granted; granted, the award would be another.
    assert "a waiver that is not decided (Hudson Yards Advisors, Inc.)" in result["verdict"]
