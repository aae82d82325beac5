"""What the commands say of a contract under New York's program, which has no preference: each speaks of its goals."""

import json
from datetime import date

import pytest
from nyc_books import book_of
from running import lbpp
from test_nyc_report import bid, contract, firm

GOALS = {"mbe": 15, "wbe": 10}
BELOW = bid("Low", "900000.00", firm("Low Sub", "10000.00", "WBE"))
WAIVED = {"waiver": "full", "waiver_by": "City chief procurement officer", "waiver_on": date(2026, 5, 20)}


def meeting(name, price="1000000.00"):
    """A bid whose plan meets 15% and 10% of $1,000,000."""
    return bid(name, price, firm(f"{name} Steel", "150000.00", "MBE"), firm(f"{name} Wire", "100000.00", "WBE"))


CASES = {
    "below": contract(BELOW, bid("Other", "950000.00"), goals=GOALS),
    "waived": contract(bid("Low", "900000.00", **WAIVED), meeting("High"), goals=GOALS),
    "requested": contract(bid("Low", "900000.00", waiver="requested"), meeting("High"), goals=GOALS),
    "exempt": contract(BELOW, meeting("High"), goals={}, exempt="q.5"),
    "none": contract(BELOW, meeting("High"), goals={}),
    "requirements": contract(BELOW, meeting("High"), goals=GOALS, requirements_contract=True),
    "tie": contract(meeting("One"), meeting("Two"), goals=GOALS),
}
STATUS = {"below": 3, "tie": 3}


@pytest.mark.parametrize("name", CASES)
def test_documents_are_made_and_none_speaks_of_a_preference(tmp_path, name):
    """The workbook and the page agree with the input; the memo as text is in neither case about a preference."""
    book_of(CASES[name]).save(tmp_path / "bids.xlsx")
    status = STATUS.get(name, 0)
    for command in (
        ("report", "bids.xlsx", "-o", "report.xlsx"),
        ("report", "bids.xlsx", "-o", "report.html"),
        ("memo", "bids.xlsx", "-o", "memo.md"),
    ):
        assert lbpp(*command, cwd=tmp_path).returncode == status
    for report in ("report.xlsx", "report.html"):
        assert lbpp("verify", report, "bids.xlsx", cwd=tmp_path).returncode == 0
    texts = [(tmp_path / one).read_text(encoding="utf-8") for one in ("report.html", "memo.md")]
    for command in ("evaluate", "explain", "whatif"):
        done = lbpp(command, "bids.xlsx", cwd=tmp_path)
        assert done.returncode == status
        texts.append(done.stdout)
    assert not [text for text in texts if "preference" in text.casefold()]
    assert not [text for text in texts if "evaluated price" in text]


@pytest.mark.parametrize(("fields", "clause"), [({"exempt": "q.6"}, "(q)"), ({}, "(i.2)")], ids=["exempt", "no goals"])
def test_a_memo_of_a_contract_without_goals_asks_the_contractor_to_meet_none(tmp_path, fields, clause):
    book_of(contract(meeting("High"), goals={}, **fields)).save(tmp_path / "bids.xlsx")
    lbpp("memo", "bids.xlsx", "-o", "memo.md", cwd=tmp_path)
    memo = (tmp_path / "memo.md").read_text(encoding="utf-8")
    assert "is to meet the participation goals" not in memo
    assert "decides which bids are responsive" not in memo
    assert f"participation decides nothing here {clause}" in memo


def test_a_memo_says_once_that_a_bid_is_not_responsive(tmp_path):
    book_of(CASES["requested"]).save(tmp_path / "bids.xlsx")
    lbpp("memo", "bids.xlsx", "-o", "memo.md", cwd=tmp_path)
    memo = " ".join((tmp_path / "memo.md").read_text(encoding="utf-8").split())
    assert "the lowest quoted price, not responsive: its utilization plan is below the goals" in memo
    assert "not responsive: not responsive" not in memo


def test_the_ledger_names_the_certifications_that_count():
    """j.1.h: summaries add dollars up by them."""
    from test_nyc_report import planned

    evaluation, _ = planned(CASES["tie"])
    held = [sorted(line.certifications) for line in evaluation.bids[0].participation.ledger]
    assert held == [[], ["MBE"], ["WBE"]]


def test_a_summary_adds_up_by_certification(tmp_path):
    """$150,000 of MBEs toward MBE and $100,000 of WBEs toward WBE, in one award."""
    book_of(contract(meeting("High"), goals=GOALS)).save(tmp_path / "bids.xlsx")
    lbpp("batch", "bids.xlsx", "-o", "results.csv", "--program", "nyc-mwbe", cwd=tmp_path)
    said = lbpp("summary", "results.csv", cwd=tmp_path).stdout
    assert "credit of no firm" not in said
    counted = said[said.index("DOLLARS COUNTED TOWARD THE GOALS") :].splitlines()[2:4]
    assert [line.split() for line in counted] == [["MBE", "$150,000.00", "–"], ["WBE", "–", "$100,000.00"]]


def test_what_the_program_cannot_do_is_said(tmp_path):
    book_of(CASES["waived"]).save(tmp_path / "bids.xlsx")
    recovered = lbpp("recover", "bids.xlsx", "--bidder", "Low", "--paid", "1", cwd=tmp_path)
    assert (recovered.returncode, "the rules of nyc-mwbe recover no preference" in recovered.stderr) == (2, True)
    lbpp("batch", "bids.xlsx", "-o", "results.csv", cwd=tmp_path)
    simulated = lbpp("simulate", "results.csv", "--program", "nyc-mwbe", "--set", "venture-share=50", cwd=tmp_path)
    said = " ".join(simulated.stderr.replace("│", " ").split())
    assert simulated.returncode == 2
    assert "the rules of nyc-mwbe are not written for whole tables of results" in said


def test_json_names_the_goals_of_a_bid_that_is_left_out(tmp_path):
    book_of(CASES["below"]).save(tmp_path / "bids.xlsx")
    found = json.loads(lbpp("evaluate", "bids.xlsx", "--format", "json", cwd=tmp_path).stdout)
    goals = {
        goal["goal"]: (goal["required_percent"], goal["met"]) for goal in found["bids"][0]["participation"]["goals"]
    }
    assert goals == {"MBE": ("15", False), "WBE": ("10", False)}
