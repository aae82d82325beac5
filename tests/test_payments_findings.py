"""A broken input for every finding of what is recorded during a contract: it is found, at its cell, with a remedy."""

import json

import openpyxl
import pytest
from payments import ALPHA, EM, WU, workbook
from running import lbpp
from test_nyc_findings import M
from test_nyc_findings import workbook as plan_workbook

from lbpp_cli.findings import CATALOGUE

PAID = {"Firm": EM, "Paid on": "2026-11-02", "Amount": 1_000}
CHANGE = {"Change": "Amount", "Firm": EM, "New amount": 90_000, "Requested on": "2026-12-01"}
TWICE = {**M, "Amount": 5_000, "Commission": 500}
AWARDED_TO_ANOTHER = {"Bid amount": 1_000_001}


def paid(**changes):
    return {"more": [PAID | {name.replace("_", " "): value for name, value in changes.items()}]}


def change(**changes):
    return {"changes": [CHANGE | {name.replace("_", " "): value for name, value in changes.items()}]}


# The changes of the workbook of payments (of the plan, under "plan"), and the cell at which the code is found.
BROKEN = {
    "payment-undated": (paid(Paid_on=None), "Payments!B5"),
    "payment-is-total": (paid(Firm="Grand Total:"), "Payments!A5"),
    "payer-unknown": (paid(Paid_by="Stranger"), "Payments!E5"),
    "paid-below-zero": (paid(Amount=-50_000), "Payments!C5"),
    "payments-fit-no-row": ({"plan": {"subs": [TWICE]}}, "Subcontractors!B4"),
    "contractor-differs": ({"fields": {"Contractor": "Beta"}}, "Contract!B2"),
    "change-incomplete": (change(New_amount=None), "Changes to the plan!C2"),
    "change-contradicts": (change(Approved_on="2026-12-02", Denied_on="2026-12-03"), "Changes to the plan!F2"),
    "change-of-unknown-firm": (change(Firm="Emm"), "Changes to the plan!B2"),
    "days-out-of-order": ({"fields": {"Completed": "2026-06-30"}}, "Contract!B4"),
    "payment-before-start": (paid(Paid_on="2026-06-30"), "Payments!B5"),
    "payment-twice": (paid(Paid_on="2026-10-08", Amount=40_000, Invoice="V-1"), "Payments!A5"),
    "payment-negative": (paid(Amount=-1), "Payments!C5"),
    "change-order-twice": (
        {"orders": [{"Number": "1", "Amount": 5}, {"Number": "1", "Amount": 6}]}, "Change orders!A3",
    ),
    "firm-not-in-plan": (paid(Firm="Newcomer"), "Payments!A5"),
    "work-unpaid": (
        {"payments": [PAID | {"Firm": WU}], "work": [{"Firm": EM, "Work completed on": "2026-12-01"}]}, "Work!B2",
    ),
    "subcontractors-paid-more": ({"payments": [PAID | {"Firm": ALPHA}, PAID | {"Amount": 1_001}]}, "Payments!C2"),
    "plan-of-another": ({"bidder": "Beta", "fields": {"Contractor": "Beta"}}, "Bids!A3"),
    "contract-amount-differs": ({"fields": {"Contract amount": 999_999}}, "Contract!B4"),
    "payment-after-date": (paid(Paid_on="2028-01-01"), "Payments!B5"),
    "firm-never-paid": ({"payments": [PAID | {"Firm": WU}]}, "Subcontractors!B2"),
    "paid-above-plan": (paid(Amount=60_000.01), "Payments!C5"),
}  # fmt: skip


def plan_of(tmp_path, *, second=False, **changes):
    """The plan; with a second bid, which is awarded to nobody as it has no plan, where one is asked for."""
    path = plan_workbook(tmp_path / "plan.xlsx", **changes)
    if second:
        book = openpyxl.load_workbook(path)
        book["Bids"].append(["Beta", 1_000_001])
        book.save(path)
    return path


def held(tmp_path, *options, plan=None, bidder=None, date="2027-12-31", **changes):
    made = plan_of(tmp_path, second=bidder is not None, **(plan or {}))
    book = workbook(tmp_path / "payments.xlsx", **changes)
    options += ("--bidder", bidder) if bidder else ()
    return lbpp("participation", made.name, book.name, "--date", date, *options, cwd=tmp_path)


@pytest.mark.parametrize("code", BROKEN)
def test_every_finding_is_provoked_at_its_cell(code, tmp_path):
    changes, cell = BROKEN[code]
    run = held(tmp_path, "--format", "json", **changes)
    result = json.loads(run.stdout)
    found = [one for one in result["findings"] if one["code"] == code]
    assert cell in {one["cell"] for one in found}, result["findings"]
    assert all(one["hint"] and one["file"] for one in found)
    severe = any(one["severity"] == "error" for one in result["findings"])
    assert CATALOGUE[code][0] == found[0]["severity"]
    assert run.returncode == 1 if severe else run.returncode in {0, 3}
    assert bool(result["goals"]) != severe


def test_good_records_have_no_findings(tmp_path):
    run = held(tmp_path, "--format", "json")
    assert json.loads(run.stdout)["findings"] == []
    assert run.returncode == 0


@pytest.mark.parametrize(
    ("changes", "code", "cell"),
    [
        (paid(Amount=None), "amount-missing", "Payments!C5"),
        (paid(Firm=None), "row-unnamed", "Payments!A5"),
        (paid(Amount="12,34"), "amount-unreadable", "Payments!C5"),
        ({"orders": [{"Number": None, "Amount": 5}]}, "row-unnamed", "Change orders!A2"),
        ({"orders": [{"Number": "1", "Amount": None}]}, "amount-missing", "Change orders!B2"),
        ({"work": [{"Firm": EM, "Work completed on": "2026-06-30"}]}, "days-out-of-order", "Work!B2"),
        ({"fields": {"Completed": "2027-01-01"}, "work": [{"Firm": EM, "Work completed on": "2027-01-02"}]},
         "days-out-of-order", "Work!B2"),
        (change(Approved_on="2026-11-30"), "days-out-of-order", "Changes to the plan!E2"),
        ({"orders": [{"Number": "1", "Amount": 5, "Requested on": "2026-12-02", "Approved on": "2026-12-01"}]},
         "days-out-of-order", "Change orders!D2"),
        (change(Change="Added"), "change-contradicts", "Changes to the plan!B2"),
        ({"changes": [CHANGE | {"Approved on": "2026-12-02"}, CHANGE | {"Approved on": "2026-12-02", "New amount": 7}]},
         "change-contradicts", "Changes to the plan!C3"),
        (change(Change="Goal"), "change-incomplete", "Changes to the plan!A2"),
        (change(Firm=None), "change-incomplete", "Changes to the plan!B2"),
        (paid(Firm=ALPHA, Paid_by=ALPHA), "payer-unknown", "Payments!E5"),
        ({**paid(Paid_on="2026-05-31"), "fields": {"Started": None}}, "payment-before-start", "Payments!B5"),
        (paid(Firm=ALPHA, Paid_by=EM), "payer-unknown", "Payments!E5"),
        ({"fields": {"Contract amount": -5}}, "amount-not-positive", "Contract!B4"),
        ({"fields": {"Contract amout": 5}}, "field-unknown", "Contract!A4"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_what_is_missing_or_contradicts_is_said_at_its_cell(changes, code, cell, tmp_path):
    result = json.loads(held(tmp_path, "--format", "json", **changes).stdout)
    assert (code, cell) in {(one["code"], one["cell"]) for one in result["findings"]}, result["findings"]


def test_names_of_firms_are_matched_but_for_case_punctuation_and_legal_form(tmp_path):
    result = json.loads(held(tmp_path, "--format", "json", **paid(Firm="EM, Inc.")).stdout)
    assert result["findings"] == []
    assert next(one for one in result["firms"] if one["firm"] == "Em")["paid"] == "41000.00"


def test_a_name_that_is_nearly_one_of_the_plan_is_asked_about(tmp_path):
    found = json.loads(held(tmp_path, "--format", "json", **paid(Firm="Emm")).stdout)["findings"]
    assert [one["hint"] for one in found if one["code"] == "firm-not-in-plan"]


def test_the_agency_that_pays_the_contractor_has_any_name(tmp_path):
    run = held(tmp_path, "--format", "json", **paid(Firm=ALPHA, Paid_by="Department of Design and Construction"))
    assert json.loads(run.stdout)["findings"] == []


def test_a_firm_is_not_called_unpaid_where_its_payment_cannot_be_read(tmp_path):
    run = held(tmp_path, "--format", "json", payments=[PAID | {"Firm": WU}, PAID | {"Paid on": "someday"}])
    assert [one["code"] for one in json.loads(run.stdout)["findings"]] == ["date-unreadable"]
