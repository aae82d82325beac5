"""lbpp participation as its users meet it: the account in every form, the template, and what is refused."""

import csv
import io
import json
import shutil

import openpyxl
import pytest
from payments import ALPHA, EM, WU, workbook
from running import SAMPLES, as_seen, lbpp
from test_nyc_findings import workbook as plan_workbook

DAY = ("--date", "2027-12-31")


@pytest.fixture
def eventful(tmp_path):
    """A completed contract: a firm paid too little, a large change order, a request, a payment that comes later.

    MBE: 10% of 1,000,000 is 100,000, Em was paid 80,000: 20,000 short. WBE: 50,000 of 50,000.
    """
    plan_workbook(tmp_path / "plan.xlsx")
    workbook(
        tmp_path / "payments.xlsx",
        {"Completed": "2027-06-30"},
        more=[
            {"Firm": ALPHA, "Paid on": "2027-06-15", "Amount": 500_000},
            {"Firm": EM, "Paid on": "2027-06-16", "Amount": 40_000, "Invoice": "V-7"},
            {"Firm": WU, "Paid on": "2027-06-16", "Amount": 30_000},
            {"Firm": "Newcomer & Sons", "Paid on": "2027-06-17", "Amount": 2_500.50},
            {"Firm": EM, "Paid on": "2028-01-05", "Amount": 20_000},
        ],
        work=[{"Firm": EM, "Work completed on": "2027-01-20"}, {"Firm": WU, "Work completed on": "2027-02-26"}],
        orders=[{"Number": "CO-1", "Amount": 500_000.01, "Requested on": "2026-12-01"}],
        changes=[
            {"Change": "Amount", "Firm": EM, "New amount": 80_000, "Requested on": "2027-01-04",
             "Advertised": "trade journal, 2026-11-02", "Meetings": "n/a"},
        ],
    )  # fmt: skip
    return tmp_path


def held(folder, *options, columns=None):
    return lbpp("participation", "plan.xlsx", "payments.xlsx", *DAY, *options, cwd=folder, columns=columns)


@pytest.mark.parametrize("columns", [80, 200])
def test_at_a_terminal(eventful, columns, snapshot):
    run = held(eventful, columns=columns)
    assert as_seen(run) == snapshot
    assert all(len(line) <= columns for line in run.stdout.splitlines())


@pytest.mark.parametrize("form", ["csv", "markdown"])
def test_for_other_programs(eventful, form, snapshot):
    assert as_seen(held(eventful, "--format", form)) == snapshot


def test_json(eventful):
    run = held(eventful, "--format", "json")
    result = json.loads(run.stdout)
    assert (run.returncode, result["schema"], result["program"], result["as_of"]) == (
        3, "lbpp.participation/1", "nyc-mwbe", "2027-12-31",
    )  # fmt: skip
    mbe = next(one for one in result["goals"] if one["goal"] == "MBE")
    figures = {name: mbe[name] for name in ("required", "planned", "paid", "credited", "due", "lacking", "met")}
    assert figures == {
        "required": "100000.00", "planned": "100000.00", "paid": "80000.00", "credited": "80000.00",
        "due": "20000.00", "lacking": "20000.00", "met": False,
    }  # fmt: skip
    assert [one["clause"] for one in result["matters"]] == ["i.8", "i.13", "i.10", "i.12"]
    assert result["contract"]["value"] == "1000000.00"
    assert result["a_person_must_decide"] is True
    assert [len(one["sha256"]) for one in result["input"]] == [64, 64]


def test_the_workbook_has_the_same_figures(eventful):
    """Money is numbers, and nothing that came from an input is a formula."""
    assert held(eventful, "-o", "held.xlsx").returncode == 3
    book = openpyxl.load_workbook(eventful / "held.xlsx")
    assert book.sheetnames == ["Participation", "Why", "For a person", "Findings", "Notes"]
    rows = [[cell.value for cell in row] for row in book["Participation"].iter_rows()]
    goals = next(row for row in rows if row[0] == "MBE")
    assert goals == ["MBE", "10%", 100_000, 80_000, 80_000, "8.00%", 20_000, 20_000]
    firms = next(row for row in rows if row[0] == "Newcomer & Sons")
    assert firms[:5] == ["Newcomer & Sons", "–", 2500.5, 0, "–"]
    assert not any(cell.data_type == "f" for page in book for row in page.iter_rows() for cell in row)


def test_the_page_needs_nothing_else_and_says_the_same(eventful):
    assert held(eventful, "-o", "held.html").returncode == 3
    page = (eventful / "held.html").read_text()
    assert "Newcomer &amp; Sons" in page
    assert "$20,000.00" in page
    assert "<script" not in page
    assert "src=" not in page


def test_csv_files_give_the_same_as_a_workbook(eventful):
    """Each sheet as a file that is called as it is; payments under any name."""
    book = openpyxl.load_workbook(eventful / "payments.xlsx")
    names = []
    for page in book:
        names.append("paid out.csv" if page.title == "Payments" else f"{page.title.lower()}.csv")
        with (eventful / names[-1]).open("w", newline="") as file:
            csv.writer(file).writerows([cell.value for cell in row] for row in page.iter_rows())
    run = lbpp("participation", "plan.xlsx", *names, *DAY, "--format", "csv", cwd=eventful)
    assert run.stdout == held(eventful, "--format", "csv").stdout
    assert len(list(csv.reader(io.StringIO(run.stdout)))) == 1 + 2 + 4


def test_errors_are_said_all_at_once_and_nothing_is_held(tmp_path, snapshot):
    plan_workbook(tmp_path / "plan.xlsx")
    more = [{"Firm": EM, "Paid on": None, "Amount": 5}, {"Firm": None, "Paid on": "2026-11-01", "Amount": "1,23"}]
    workbook(tmp_path / "payments.xlsx", more=more)
    assert as_seen(held(tmp_path, columns=80)) == snapshot


def test_errors_of_the_plan_are_said_as_in_an_evaluation(tmp_path):
    plan_workbook(tmp_path / "plan.xlsx", bid={"Bid amount": None})
    workbook(tmp_path / "payments.xlsx")
    run = held(tmp_path)
    assert (run.returncode, run.stdout) == (1, "")
    assert "amount-missing" in run.stderr


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--bidder", "Alfa"), "Did you mean 'Alpha'?"),
        (("--reading", "change-orders=some"), "change-orders"),
        (("--reading", "change-orders=each", "--reading", "change-orders=together"), "given twice"),
        (("--date", "yesterday"), "--date"),
        (("--format", "xlsx"), "a workbook needs a file"),
        (("-o", "plan.xlsx"), "exists already"),
        (("-o", "plan.xlsx", "--force"), "is an input"),
    ],
    ids=["bidder", "reading", "twice", "date", "xlsx", "exists", "input"],
)
def test_usage(eventful, options, said):
    run = held(eventful, *options)
    assert run.returncode == 2
    assert said in " ".join(run.stderr.replace("│", " ").split())


def test_a_program_without_such_rules_says_which_have(tmp_path):
    workbook(tmp_path / "payments.xlsx")
    run = lbpp("participation", "sample_bids/reference_chart.xlsx", tmp_path / "payments.xlsx")
    assert run.returncode == 2
    assert all(name in run.stderr for name in ("nyc-mwbe", "oakland-lslbe"))


def test_a_file_without_payments_cannot_be_read(tmp_path):
    plan_workbook(tmp_path / "plan.xlsx")
    openpyxl.Workbook().save(tmp_path / "payments.xlsx")
    run = held(tmp_path)
    assert run.returncode == 2
    assert "sheet-missing" in run.stderr


@pytest.mark.parametrize("options", [(), ("--bidder", ALPHA)], ids=["awarded", "named"])
def test_a_plan_that_cannot_be_read_is_said_so(tmp_path, options):
    workbook(tmp_path / "payments.xlsx")
    run = held(tmp_path, *options)
    assert run.returncode == 2
    assert "file-missing" in run.stderr
    assert "Programs that do" not in run.stderr


def test_a_contract_without_goals_has_none_to_reach(tmp_path):
    plan_workbook(tmp_path / "plan.xlsx", fields={"MBE goal %": None, "WBE goal %": None})
    workbook(tmp_path / "payments.xlsx")
    run = held(tmp_path)
    assert run.returncode == 0
    assert "GOALS\nNo goals are asked for." in run.stdout


def test_a_reading_is_used(eventful):
    results = [
        json.loads(held(eventful, "--format", "json", "--reading", f"change-order-base={value}").stdout)
        for value in ("awarded", "changed")
    ]
    assert [{"id": "change-order-base", "chosen": value} in one["readings"] for one, value in zip(
        results, ("awarded", "changed"), strict=True)] == [True, True]  # fmt: skip


def test_the_template_has_the_firms_of_the_plan_and_is_read_back(tmp_path):
    plan_workbook(tmp_path / "plan.xlsx")
    made = lbpp("participation", "plan.xlsx", "payments.xlsx", "--template", cwd=tmp_path)
    assert (made.returncode, made.stdout) == (0, "")
    book = openpyxl.load_workbook(tmp_path / "payments.xlsx")
    assert book.sheetnames[1:] == [
        "Contract", "Payments", "Work", "Change orders", "Changes to the plan", "Certifications",
    ]  # fmt: skip
    assert [book["Work"].cell(row, 1).value for row in range(2, 6)] == [ALPHA, EM, WU, None]
    result = json.loads(held(tmp_path, "--format", "json").stdout)
    assert {one["code"] for one in result["findings"]} == {"firm-never-paid"}
    again = lbpp("participation", "plan.xlsx", "payments.xlsx", "--template", cwd=tmp_path)
    assert again.returncode == 2
    book["Payments"].append([EM, "2026-10-01", 100_000])
    book.save(tmp_path / "payments.xlsx")
    result = json.loads(held(tmp_path, "--format", "json").stdout)
    assert next(one for one in result["goals"] if one["goal"] == "MBE")["met"]


def test_an_award_under_another_program(tmp_path, snapshot):
    """Oakland: 35,625.00 less than the award listed, 1.5 times that is 53,437.50."""
    prime = "Temescal Creek Builders"
    paid = {
        prime: 1_742_500, "Foothill Electric Co.": 400_000, "Sausal Signs & Striping": 217_812.50,
        "Bayfarm Materials": 96_000, "Delta Cold Milling Inc": 212_000, "Other Firm": 1_000,
    }  # fmt: skip
    rows = [{"Firm": name, "Paid on": "2026-12-03", "Amount": amount} for name, amount in paid.items()]
    fields = {"Contractor": prime, "Started": "2026-10-05", "Completed": "2027-03-31"}
    workbook(tmp_path / "payments.xlsx", fields, payments=rows)
    shutil.copy(SAMPLES / "oakland_streets.xlsx", tmp_path / "plan.xlsx")
    assert as_seen(held(tmp_path, columns=80)) == snapshot
