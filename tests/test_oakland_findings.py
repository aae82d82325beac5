"""What is wrong or odd in a bid workbook under Oakland's rules: each finding with its cell and a remedy."""

import copy
from datetime import date

import pytest
from build import with_register
from make_samples import workbook

from lbpp_cli.findings import CATALOGUE
from lbpp_cli.from_files import Terms, evaluate_file
from lbpp_cli.status import exit_status

TERMS = Terms.of("oakland-lslbe", {}, {})
GOOD = {
    "solicitation": {"Category": "Construction", "Contract value": 1_000_000, "Bid due date": date(2026, 6, 1)},
    "bid": {"Bidder": "Alpha", "Bid amount": 900_000, "LBE": None, "SLBE": None, "VSLBE": None, "LPG": None},
    "subs": [
        {"Bidder": "Alpha", "Subcontractor": "Lee", "Work": "Paving", "Amount": 300_000, "LBE": "x", "SLBE": None,
         "VSLBE": None, "LPG": None, "Commercially useful function": "yes", "Role": "Subcontractor"},
        {"Bidder": "Alpha", "Subcontractor": "Sol", "Work": "Hauling", "Amount": 300_000, "LBE": None, "SLBE": "x",
         "VSLBE": None, "LPG": None, "Commercially useful function": "yes", "Role": "Trucker"},
    ],
}  # fmt: skip
SMALL = {"Contract value": 90_000, "Local firms solicited": 3}


def book(solicitation=None, bid=None, sub=None, drop=None):
    """A good workbook with something changed: fields of the solicitation, of the bid, of its first subcontractor."""
    given = copy.deepcopy(GOOD)
    given["subs"][0] |= sub or {}
    fields = {name: value for name, value in (given["solicitation"] | (solicitation or {})).items() if name != drop}
    return workbook(fields, [given["bid"] | (bid or {})], given["subs"])


BROKEN = {
    "category-needed": (lambda: book(drop="Category"), "Solicitation"),
    "availability-missing": (
        lambda: book({"Required participation %": "20%", "Required LBE %": "10%", "Required SLBE %": "10%"}),
        "Solicitation!B5",
    ),
    "availability-missing waived": (lambda: book({"Requirement waived": "yes"}), "Solicitation!B5"),
    "parts-not-stated": (
        lambda: book({"Required participation %": "20%", "Availability analysis": "Memo of May 4"}), "Solicitation!B5",
    ),
    "parts-not-stated one": (lambda: book({"Required LBE %": "20%"}), "Solicitation!B5"),
    "parts-do-not-add-up": (
        lambda: book({"Required participation %": "50%", "Required LBE %": "20%", "Required SLBE %": "20%"}),
        "Solicitation!B5",
    ),
    "requirement-not-used": (lambda: book(SMALL | {"Required LBE %": "20%"}), "Solicitation!B6"),
    "requirement-not-used waived": (
        lambda: book({"Requirement waived": "yes", "Availability analysis": "Memo", "Required LBE %": "20%"}),
        "Solicitation!B7",
    ),
    "requirement-not-used mentor": (lambda: book({"Category": "Goods"}, {"Mentor-protege approved": "yes"}), "Bids!G2"),
    "requirement-not-used banked": (lambda: book(SMALL, {"Banked credit": 10}), "Bids!G2"),
    "percent-out-of-range": (
        lambda: book({"Availability analysis": "Memo", "Required LBE %": "100.5%", "Required SLBE %": "5%"}),
        "Solicitation!B6",
    ),
    "part-exceeds-bid": (lambda: book(bid={"Restricted dollars": 900_000}), "Bids!G2"),
    "part-exceeds-bid items": (
        lambda: book(bid={"Manufactured items": 900_000, "Joint venture": "yes"}, sub={"Role": "Joint venture partner"}),
        "Bids!G2",
    ),
    "amount-not-positive": (lambda: book(bid={"Banked credit": "-5.00"}), "Bids!G2"),
    "venture-not-marked": (lambda: book(sub={"Role": "Joint venture partner"}), "Subcontractors!J2"),
    "venture-not-marked approved": (lambda: book(bid={"Joint venture approved": "yes"}), "Bids!G2"),
    "partners-missing": (lambda: book(bid={"Joint venture": "yes", "Joint venture approved": "yes"}), "Bids!G2"),
    "mentor-date-missing": (lambda: book(bid={"Mentor-protege approved": "yes"}), "Bids!G2"),
    "banked-not-counted": (lambda: book(bid={"Banked credit": 10}), "Bids!G2"),
    "banked-not-counted late": (
        lambda: book(bid={"Banked credit": 10, "Banked credit earned": date(2025, 5, 31)}), "Bids!G2",
    ),
    "too-few-solicited": (lambda: book(SMALL | {"Local firms solicited": 2}), "Solicitation!B5"),
    "local-work-below": (lambda: book(SMALL), "Bids!B2"),
    "local-work-below emergency": (lambda: book({"Emergency work": "yes"}), "Bids!B2"),
    "very-small-as-small": (lambda: book({"City-assisted development": "yes"}, {"VSLBE": "x"}), "Bids!E2"),
    "choice-unknown": (lambda: book(sub={"Role": "Agent"}), "Subcontractors!J2"),
    "claim-without-evidence": (
        lambda: with_register(book(), [
            {"Firm": "Lee", "Certification": "LBE", "Granted": date(2026, 6, 1), "Expires": date(2028, 6, 1)},
            {"Firm": "Sol", "Certification": "SLBE", "Granted": date(2025, 1, 1), "Expires": date(2027, 1, 1)},
        ]),
        "Subcontractors!E2",
    ),
    "due-date-needed": (
        lambda: with_register(book(drop="Bid due date"), [
            {"Firm": "Lee", "Certification": "LBE", "Granted": date(2025, 1, 1), "Expires": date(2027, 1, 1)},
        ]),
        "Solicitation",
    ),
    "rules-unknown": (lambda: book({"Bid due date": date(2010, 12, 13)}), "Solicitation!B4"),
}  # fmt: skip


def evaluation_of(made, tmp_path):
    made.save(tmp_path / "bids.xlsx")
    return evaluate_file(tmp_path / "bids.xlsx", TERMS)


@pytest.mark.parametrize("case", BROKEN)
def test_broken_input(case, tmp_path):
    """Found at its cell, with a remedy, and refused where its severity is error."""
    code = case.split()[0]
    make, cell = BROKEN[case]
    result = evaluation_of(make(), tmp_path)
    found = [finding for finding in result.findings if finding.code == code]
    assert found, [finding.code for finding in result.findings]
    assert found[0].cell == cell
    assert found[0].message
    assert found[0].hint
    refused = CATALOGUE[code][0] == "error"
    assert (result.award is None) == refused
    assert (exit_status(result) == 1) == refused


def test_the_good_workbook_has_no_findings(tmp_path):
    result = evaluation_of(book(), tmp_path)
    assert result.findings == ()
    assert result.award.bidder == "Alpha"


def test_every_code_of_the_program_has_a_broken_input():
    """Those that tests/test_findings.py leaves to these tests."""
    from test_findings import ELSEWHERE

    left = {code for code, where in ELSEWHERE.items() if "Oakland" in where}
    assert left <= {case.split()[0] for case in BROKEN}


@pytest.mark.parametrize(
    ("fields", "short"),
    [
        ({"Required participation %": "20%", "Availability analysis": "Memo"}, "the parts of the requirement"),
        ({"Required LBE %": "20%"}, "the parts of the requirement"),
        ({"Contract value": None}, "the contract value"),
        ({"Bid due date": None}, "the rules of today"),
    ],
)
def test_what_is_not_stated_is_an_assumption(fields, short, tmp_path):
    given = {**GOOD["solicitation"], **fields}
    made = workbook({name: value for name, value in given.items() if value is not None}, [GOOD["bid"]], GOOD["subs"])
    assert short in [one.short for one in evaluation_of(made, tmp_path).assumptions]


def test_a_part_that_is_taken_can_decide_the_award(tmp_path):
    """19% lowered: 9.5% each is taken; without parts a bid with 19% local alone would be responsive."""
    bids = [{"Bidder": name, "Bid amount": price} for name, price in (("Alpha", 900_000), ("Beta", 950_000))]
    subs = [
        {"Bidder": "Alpha", "Subcontractor": "Lee", "Work": "All", "Amount": 500_000, "LBE": "x"},
        {"Bidder": "Beta", "Subcontractor": "Sol", "Work": "All", "Amount": 500_000, "SLBE": "x"},
    ]
    fields = GOOD["solicitation"] | {"Required participation %": "19%", "Availability analysis": "Memo"}
    result = evaluation_of(workbook(fields, bids, subs), tmp_path)
    assert result.award.bidder == "Beta"
    changes = {one.short: one.award_changes_without_it for one in result.assumptions}
    assert changes["the parts of the requirement"]
