"""Oakland's samples come out as their docstrings work out by hand, and the memo of one speaks for Oakland alone."""

import json

import pytest
from running import SAMPLES, lbpp

STREETS, DESIGN = SAMPLES / "oakland_streets.xlsx", SAMPLES / "oakland_design.xlsx"
# From the docstrings in oakland_samples.py: what each bid earns, its evaluated figure, and who is first.
EXPECTED = {
    STREETS: [
        (None, None, None),
        ("2", "1707650.00", 2),
        ("5", "1691950.00", 1),
        ("2", "1779582.00", 3),
    ],
    DESIGN: [("2", "88.5", 2), ("5", "89.25", 1), (None, None, None)],
}


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.stem)
def test_sample(path):
    run = lbpp("evaluate", path, "--format", "json")
    result = json.loads(run.stdout)
    assert run.returncode == 0
    assert result["program"] == "oakland-lslbe"
    assert result["findings"] == []
    earned, figure = ("preference_percent", "evaluated_price")
    if path == DESIGN:
        earned, figure = ("points_added", "evaluated_score")
    assert [(one[earned], one[figure], one["rank_after"]) for one in result["bids"]] == EXPECTED[path]
    assert [one["award_changes_under"] for one in result["readings"]] == [[]] * 4


def test_the_account_of_a_bid_that_meets_the_requirement_exactly():
    """Temescal Creek: 25% local and 12.5% very small, doubled; its broker counts for nothing."""
    result = json.loads(lbpp("evaluate", STREETS, "--format", "json").stdout)
    participation = result["bids"][1]["participation"]
    assert [(goal["goal"], goal["achieved_percent"], goal["dollars"], goal["met"]) for goal in participation["goals"]] == [
        ("L/SLBE", "50.00", "871250.00", True), ("LBE", "25.00", "435625.00", True), ("SLBE", "25.00", "435625.00", True),
    ]  # fmt: skip
    broker = next(line for line in participation["ledger"] if line["firm"] == "Bayfarm Materials")
    assert (broker["counted"], broker["clause"]) == ("0.00", "Definition 7")


def test_banked_credit_and_what_small_firms_have_left_fill_the_local_part():
    """The venture: 420,000 + 6,025 + 27,950 is 25% of $1,815,900.00."""
    result = json.loads(lbpp("evaluate", STREETS, "--format", "json").stdout)
    lines = result["bids"][3]["participation"]["ledger"]
    local = [(line["firm"], line["counted"]) for line in lines if line["toward"] == "LBE"]
    assert local == [
        ("Foothill Electric Co.", "420000.00"),
        ("Seminary Avenue Construction", "6025.00"),
        ("Adeline–Seminary Joint Venture", "27950.00"),
    ]


def test_the_memo_and_the_letters_name_no_other_city(tmp_path):
    """No rule, address or name of the program that the texts were once copied from."""
    run = lbpp("memo", STREETS, "-o", tmp_path / "memo.md", "--letters", tmp_path / "letters")
    assert run.returncode == 0, run.stderr
    text = (tmp_path / "memo.md").read_text()
    assert "City of Oakland" in text
    assert "Maintaining Participation" in text
    assert len(list((tmp_path / "letters").iterdir())) == 3
    for other in ("Los Angeles", "LBPP", "lacity", "4.B", "RAMP"):
        assert other not in text
