"""A broken input for every finding of New York's program: it is found, at its cell; and the workbook is read whole."""

import json

import openpyxl
import pytest
from running import lbpp

from lbpp_cli.findings import CATALOGUE

GOOD_FIELDS = {
    "Program": "nyc-mwbe",
    "Category": "Construction",
    "Bid due date": "2026-06-01",
    "MBE goal %": "10%",
    "WBE goal %": "5%",
}
DATED = {"Work begins": "2026-08-03", "Work ends": "2026-12-18"}
M = {"Bidder": "Alpha", "Subcontractor": "Em", "Work": "Paving", "Amount": 100_000, "MBE": "x", **DATED}
W = {"Bidder": "Alpha", "Subcontractor": "Wu", "Work": "Signs", "Amount": 50_000, "WBE": "x", **DATED}
ALPHA = {"Bidder": "Alpha", "Bid amount": 1_000_000, "MBE": None, "WBE": None, "EBE": None}
INDIRECT = {"Bidder": "Alpha", "Subcontractor": "In", "Work": "Lamps", "Amount": 10_000, "Tier": "Indirect"}
PARTNER = {"Bidder": "Alpha", "Subcontractor": "Pa", "Work": "All", "Amount": 10_000, "Tier": "Joint venture partner"}


def fill(page, rows):
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    page.append(headings)
    for row in rows:
        page.append([row.get(heading) for heading in headings])


def workbook(path, fields=None, bid=None, subs=()):
    """A good workbook with fields, the one bid, or further rows of subcontractors changed."""
    book = openpyxl.Workbook()
    book.active.title = "Solicitation"
    for name, value in ({**GOOD_FIELDS} | (fields or {})).items():
        if value is not None:
            book.active.append([name, value])
    fill(book.create_sheet("Bids"), [ALPHA | (bid or {})])
    fill(book.create_sheet("Subcontractors"), [{**M, "EBE": None}, W, *subs])
    book.save(path)
    return path


def found(path):
    run = lbpp("evaluate", path, "--format", "json")
    result = json.loads(run.stdout)
    return {(one["code"], one["cell"]) for one in result["findings"]}, run.returncode, result


NO_GOALS = {"MBE goal %": None, "WBE goal %": None}
# Amounts of an even number of cents, 850,000.00 in all.
_CENTS = [2_000_000 + 2 * pow(7, number, 499_979) for number in range(3, 34)]
EVEN = [cents / 100 for cents in (*_CENTS, 85_000_000 - sum(_CENTS))]
# The changes, and the cell at which the code is found. Bids: F on, subcontractors: row 4 on is further.
BROKEN = {
    "goals-and-exemption": ({"fields": {"Exempt": "Sole source"}}, "Solicitation!B6"),
    "goals-not-stated": ({"fields": NO_GOALS}, "Solicitation"),
    "goals-exceed-contract": ({"fields": {"WBE goal %": "90.01%"}}, "Solicitation!B4"),
    "goals-beyond-law": ({"fields": {"Category": "Goods"}}, "Solicitation!B2"),
    "goals-as-citywide": (
        {"fields": {**NO_GOALS, "WBE goal %": "18%", "Black American goal %": "8%"}},
        "Solicitation!B4",
    ),
    "waiver-goals-unreadable": ({"bid": {"Waiver": "Partial", "Goals after waiver": "MBE five"}}, "Bids!G2"),
    "waiver-goals-missing": ({"bid": {"Waiver": "Partial"}}, "Bids!A2"),
    "waiver-contradicts": ({"bid": {"Waiver": "Full", "Goals after waiver": "MBE 5%"}}, "Bids!G2"),
    "waiver-approval-missing": ({"bid": {"Waiver": "Full"}}, "Bids!F2"),
    "tier-contradicts": ({"subs": [{**W, "Subcontractor": "Wo", "Under": "Em"}]}, "Subcontractors!J4"),
    "direct-unknown": ({"subs": [{**INDIRECT, "Under": "Nobody"}]}, "Subcontractors!K4"),
    "indirect-exceeds-direct": ({"subs": [{**INDIRECT, "Under": "Wu", "Amount": 50_000.01}]}, "Subcontractors!D4"),
    "venture-not-marked": ({"subs": [{**PARTNER, "Share of profit %": "50%"}]}, "Subcontractors!J4"),
    "partners-missing": ({"bid": {"Qualified joint venture": "yes"}}, "Bids!F2"),
    "venture-marks-not-used": ({"bid": {"MBE": "x", "Qualified joint venture": "yes"}}, "Bids!C2"),
    "share-missing": ({"bid": {"Qualified joint venture": "yes"}, "subs": [PARTNER]}, "Subcontractors!A4"),
    "shares-exceed-whole": (
        {"bid": {"Qualified joint venture": "yes"},
         "subs": [{**PARTNER, "Share of profit %": "60%"}, {**PARTNER, "Subcontractor": "Pb", "Share of profit %": "41%"}]},
        "Subcontractors!K5",
    ),
    "commission-exceeds-amount": ({"bid": {"Commission": 1_000_000.01}}, "Bids!F2"),
    "amount-not-positive": ({"bid": {"Commission": 0}}, "Bids!F2"),
    "direct-work-differs": ({"bid": {"Direct subcontracts %": "14.99%"}}, "Bids!F2"),
    "percent-out-of-range": ({"bid": {"Direct subcontracts %": "101%"}}, "Bids!F2"),
    "firm-rows-differ": ({"subs": [{**W, "Subcontractor": "Em, Inc."}]}, "Subcontractors!E4"),
    "firm-names-near": (
        {"subs": [{**M, "Subcontractor": "Harlem Electric"}, {**W, "Subcontractor": "Harlem Electrical"}]},
        "Subcontractors!B5",
    ),
    "commission-exceeded": ({"bid": {"Commission": 149_999.99}}, "Bids!F2"),
    "two-goals": (
        {"subs": [{**W, "Subcontractor": "Bo", "Counts toward": "WBE"}, {**W, "Subcontractor": "Bo Inc", "Counts toward": "MBE"}]},
        "Subcontractors!J5",
    ),
    "goal-not-of-contract": ({"subs": [{**W, "Subcontractor": "Wo", "Counts toward": "M/WBE"}]}, "Subcontractors!J4"),
    "goal-not-possible": ({"subs": [{**W, "Subcontractor": "Wo", "Counts toward": "MBE"}]}, "Subcontractors!J4"),
    "group-missing": ({"fields": {"Black American goal %": "2%"}}, "Subcontractors!E2"),
    "plan-incomplete": ({"subs": [{**W, "Subcontractor": "Wo", "Work ends": None}]}, "Subcontractors!B4"),
    "work-days-contradict": ({"subs": [{**W, "Subcontractor": "Wo", "Work ends": "2026-08-02"}]}, "Subcontractors!G4"),
    # Needs of an odd number of cents that firms of even amounts come to exactly in all: no way fills both.
    "assignment-not-found": (
        {"fields": {"MBE goal %": "50.000001%", "WBE goal %": "49.999999%"},
         "subs": [{**W, "Subcontractor": f"B{number}", "MBE": "x", "Amount": amount} for number, amount in enumerate(EVEN)]},
        "Bids!A2",
    ),
}  # fmt: skip


@pytest.mark.parametrize("code", BROKEN)
def test_findings_stand_at_their_cell(tmp_path, code):
    changes, cell = BROKEN[code]
    codes, status, _ = found(workbook(tmp_path / "bids.xlsx", **changes))
    assert (code, cell) in codes
    assert (status == 1) == any(CATALOGUE[one][0] == "error" for one, _ in codes)


ALSO = {
    # j.1.k: the marks fit, the group does not.
    "a goal for another group": (
        {"fields": {"Black American goal %": "2%"},
         "subs": [{**M, "Subcontractor": "Bo", "Group": "Asian American", "Counts toward": "Black American"}]},
        ("goal-not-possible", "Subcontractors!K4"),
    ),
    "goals for human services": ({"fields": {"Category": "Human services"}}, ("goals-beyond-law", "Solicitation!B2")),
    "a waiver without goals": ({"fields": NO_GOALS, "bid": {"Waiver": "Full"}}, ("waiver-contradicts", "Bids!F2")),
    "a waiver that raises a goal": (
        {"bid": {"Waiver": "Partial", "Goals after waiver": "MBE 10.01%"}}, ("waiver-contradicts", "Bids!G2"),
    ),
    "a waiver of a goal that there is not": (
        {"bid": {"Waiver": "Partial", "Goals after waiver": "EBE 0%"}}, ("waiver-contradicts", "Bids!G2"),
    ),
    "rows of two groups": (
        {"subs": [{**M, "Subcontractor": "Bo", "Group": "Asian American"}, {**M, "Subcontractor": "Bo LLC"}]},
        ("firm-rows-differ", "Subcontractors"),
    ),
}  # fmt: skip
FINE = {
    "the same of a firm in each row": {"subs": [{**M, "Subcontractor": "Em, Inc."}]},
    "names that differ in a number": {"subs": [{**M, "Subcontractor": "Builders 1"}, {**W, "Subcontractor": "Builders 2"}]},
    "near names toward one goal": {"subs": [{**M, "Subcontractor": "Builders"}, {**M, "Subcontractor": "Buildars"}]},
    "subcontracts of the whole commission": {"bid": {"Commission": 150_000}},
    "a waiver to the goal": {"bid": {"Waiver": "Partial", "Goals after waiver": "MBE 10%", "Waiver approved by": "CCPO", "Waiver approved on": "2026-05-01"}},
}  # fmt: skip


@pytest.mark.parametrize("name", ALSO)
def test_further_cases_of_a_finding(tmp_path, name):
    changes, (code, cell) = ALSO[name]
    assert code in {one for one, at in found(workbook(tmp_path / "bids.xlsx", **changes))[0] if at.startswith(cell)}


@pytest.mark.parametrize("name", FINE)
def test_what_is_fine_is_not_found(tmp_path, name):
    assert found(workbook(tmp_path / "bids.xlsx", **FINE[name]))[0] == set()


def test_a_good_workbook_has_no_finding(tmp_path):
    codes, status, result = found(workbook(tmp_path / "bids.xlsx"))
    assert (codes, status) == (set(), 0)
    assert result["solicitation"]["category"] == "construction"
    assert result["award"]["bidder"] == "Alpha"


def test_the_example_of_the_template(tmp_path):
    """The figures that stand beside it: 15.00% and 10.00% to the cent; 50% and 12.5%; 6.38% below 10%."""
    path = tmp_path / "bids.xlsx"
    assert lbpp("template", path, "--program", "nyc-mwbe").returncode == 0
    codes, status, result = found(path)
    assert (codes, status) == (set(), 0)
    achieved = {
        one["bidder"]: [(goal["achieved_percent"], goal["met"]) for goal in one["participation"]["goals"]]
        for one in result["bids"]
    }
    assert achieved == {
        "Example Paving Company": [("15.00", True), ("10.00", True)],
        "Example Builders, Inc.": [("50.00", True), ("12.50", True)],
        "Example Works LLC": [("0.00", False), ("6.38", False)],
    }
    assert result["award"]["bidder"] == "Example Builders, Inc."


def test_changes_are_evaluated_without_a_file(tmp_path):
    """Whatif --set reads the program's own columns; the plan of Alpha then fails."""
    run = lbpp("whatif", workbook(tmp_path / "bids.xlsx"), "--set", "Alpha.Em.Graduate=yes")
    assert "No award: no responsive bid is left to rank." in run.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("evaluate", "bids.xlsx"),
        ("evaluate", "bids.xlsx", "--format", "markdown"),
        ("explain", "bids.xlsx"),
        ("whatif", "bids.xlsx"),
        ("memo", "bids.xlsx", "-o", "out.md"),
        ("report", "bids.xlsx", "-o", "out.html"),
    ],
    ids=" ".join,
)
def test_nothing_speaks_of_a_preference_that_the_program_does_not_have(tmp_path, arguments):
    path = tmp_path / "bids.xlsx"
    assert lbpp("template", path, "--program", "nyc-mwbe").returncode == 0
    run = lbpp(*(tmp_path / one if "." in one else one for one in arguments))
    written = [one.read_text() for one in tmp_path.glob("out.*")]
    assert run.returncode == 0
    told = "".join([run.stdout, run.stderr, *written])
    assert "Example Builders, Inc." in told
    assert "preference" not in told.lower()


def test_what_if_says_what_a_plan_lacks(tmp_path):
    """15% of 940,000 is 141,000, of which nothing is there; 10% is 94,000, of which 60,000 are."""
    path = tmp_path / "bids.xlsx"
    lbpp("template", path, "--program", "nyc-mwbe")
    told = lbpp("whatif", path).stdout
    assert "MBE: $141,000.00 more toward it would meet it." in told
    assert "WBE: $34,000.00 more toward it would meet it." in told
