"""Participation by B.15 of the Business Inclusion Program, and Schedules A, B and C.

The figures are worked out by hand beside each case; 60% of materials and supplies is B.15.c.
"""

from datetime import date
from decimal import Decimal

import docx
import openpyxl
import pytest
from make_samples import save
from outreaches import ALPHA, BETA, BIP, BOOK, ENGINEERING, judged, records, workbook
from recalculated import OFFICE, recalculate, values
from running import ROOT, as_seen, lbpp

from lbpp_cli.findings import WARNING
from lbpp_cli.model import Source
from lbpp_cli.outreach.records import BROKER, MADE, MATERIALS, WORK, Listed, Moment, Proposer, Rfp

RULES = BOOK.in_force(date(2026, 3, 30))
SOURCE = Source("outreach.xlsx", {"amount": "Schedule A!H2", "groups": "Schedule A!E2"})
RFP = Rfp(SOURCE, Moment(date(2026, 3, 30)), award=date(2026, 6, 1))
PRIME = Proposer(SOURCE, ALPHA, base_bid=Decimal(1_000_000))
CITY = "City of Los Angeles"


def firm(groups="MBE", amount="100000.00", **more):
    given = {"agency": CITY, "kind": WORK} | more
    name = given.pop("name", "Gamma")
    amount = None if amount is None else Decimal(amount)
    return Listed(SOURCE, ALPHA, name, groups=frozenset(groups.split()), amount=amount, **given)


def counted(one):
    """Dollars by group that a firm counts toward, and the clauses of its lines."""
    lines = BIP.forms.ledger([one], PRIME, RFP, RULES)
    return {line.toward: str(line.counted) for line in lines}, {line.toward: line.clause for line in lines}


@pytest.mark.parametrize(
    ("one", "expected", "clause"),
    [
        (firm(), {"MBE": "100000.00"}, {"MBE": "B.15"}),
        (firm("MBE SBE EBE"), {"MBE": "100000.00", "SBE": "100000.00", "EBE": "100000.00"}, None),
        # B.15.c: 60% of 100,000.01 is 60,000.006, kept as it is; what the vendor makes counts in full.
        (firm(amount="100000.01", kind=MATERIALS), {"MBE": "60000.0060"}, {"MBE": "B.15.c"}),
        (firm(kind=MADE), {"MBE": "100000.00"}, {"MBE": "B.15.c"}),
        # B.15.d: the fee alone; never more than what the firm gets.
        (firm(kind=BROKER, fee=Decimal("2500.00")), {"MBE": "2500.00"}, {"MBE": "B.15.d"}),
        (firm(kind=BROKER, fee=Decimal("200000.00")), {"MBE": "100000.00"}, {"MBE": "B.15.d"}),
        (firm(kind=BROKER), {"MBE": "0.00", "OBE": "100000.00"}, {"MBE": "B.15.d", "OBE": "B.5"}),
        # B.15.e: the one or the other as declared, SBE in addition; neither where nothing is declared.
        (firm("MBE WBE SBE", counted_as="WBE"), {"MBE": "0.00", "WBE": "100000.00", "SBE": "100000.00"}, None),
        (firm("MBE WBE"), {"MBE": "0.00", "WBE": "0.00", "OBE": "100000.00"}, None),
        (firm(useful=False), {"MBE": "0.00", "OBE": "100000.00"}, {"MBE": "B.15.f", "OBE": "B.5"}),
        (firm("MBE SBE", partner=True), {"MBE": "0.00", "SBE": "100000.00"}, {"MBE": "B.15.g", "SBE": "B.15"}),
        # B.15.b and h: a prime's own work.
        (firm("MBE SBE", name=ALPHA), {"MBE": "0.00", "SBE": "100000.00"}, {"MBE": "B.15.b", "SBE": "B.15.h"}),
        (firm("OBE"), {"OBE": "100000.00"}, {"OBE": "B.5"}),
        # A blank is no zero, and makes nobody another business.
        (firm(amount=None), {"MBE": "0.00"}, {"MBE": "G.1"}),
        (firm("OBE", amount=None), {"OBE": "0.00"}, {"OBE": "B.5"}),
        (firm("MBE", amount="0.00"), {"MBE": "0.00"}, {"MBE": "B.15"}),
    ],
    ids=[
        "work", "several", "materials", "made", "broker", "broker-fee-above", "broker-no-fee", "declared", "undeclared",
        "no-function", "partner", "prime", "obe", "blank", "blank-obe", "nothing",
    ],
)  # fmt: skip
def test_what_counts(one, expected, clause):
    found, clauses = counted(one)
    assert found == expected
    if clause is not None:
        assert clauses == clause


@pytest.mark.parametrize(
    ("agency", "groups"),
    [
        ("City of Los Angeles", {"MBE", "WBE", "SBE", "EBE"}),
        ("CalTrans", {"MBE", "WBE"}),
        ("Metro", {"MBE", "WBE"}),
        ("SCMBDC", {"MBE"}),
        ("CUCP", {"MBE", "WBE"}),
        ("State of California", {"SBE", "EBE", "DVBE"}),
        ("CalTrans; State of California", {"MBE", "WBE", "SBE", "EBE", "DVBE"}),
        ("City of Pasadena", set()),
        (None, set()),
        ("none", set()),
    ],
)
def test_who_certifies_for_what(agency, groups):
    """B.8 a to c."""
    for group in BIP.levels:
        found, _ = counted(firm(group, agency=agency))
        assert (found[group] == "100000.00") == (group in groups), group


def test_certified_on_the_day_of_the_award():
    """B.8, B.15.a: current on the day of the award, June 1; the last day counts."""
    assert counted(firm(until=date(2026, 6, 1)))[0] == {"MBE": "100000.00"}
    assert counted(firm(until=date(2026, 5, 31)))[0] == {"MBE": "0.00", "OBE": "100000.00"}


def outreach(**tables):
    """An outreach whose first proposer has a base bid and three firms."""
    rows = [
        {"Subconsultant": "Gamma", "Groups": "MBE, SBE", "Agency": CITY, "Certification number": "M-1", "Amount": 180_000, "Work": "Plans"},
        {"Subconsultant": "Delta", "Groups": "WBE", "Agency": "Metro", "Certification number": "W-2", "Amount": 50_000, "Work": "Steel", "Kind of work": "Materials"},
        {"Subconsultant": "Epsilon", "Groups": "OBE", "Amount": 70_000, "Work": "Survey"},
    ]  # fmt: skip
    listed = [{"Proposer": ALPHA, "Work area": ENGINEERING, **row} for row in rows]
    made = records(alpha={"Base bid": 1_000_000}, schedule_a=listed)
    return made | {name.replace("_", " "): found for name, found in tables.items()}


INVOICES = [
    {"Consultant": ALPHA, "Firm": one, "Invoice": number, "Date": day, "Amount": amount, "Scheduled to date": scheduled}
    for one, number, day, amount, scheduled in (
        (ALPHA, "1", date(2026, 7, 31), 100_000, None),
        ("Gamma", "1", date(2026, 7, 31), 40_000, 40_000),
        (ALPHA, "2", date(2026, 8, 31), 100_000, None),
        ("Gamma", "2", date(2026, 8, 31), 10_000, 60_000),
        ("Zeta", "2", date(2026, 8, 31), 5_000, None),
    )
]
PAYMENTS = [
    {"Consultant": ALPHA, "Firm": one, "Amount": amount, "Explanation": why}
    for one, amount, why in (
        (ALPHA, 900_000, None), ("Gamma", 170_000, None), ("Delta", 60_000, "more steel"), ("Zeta", 5_000, "asked for"),
    )
]  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    save(workbook(outreach(Invoices=INVOICES, Final_payments=PAYMENTS)), tmp_path / "outreach.xlsx")
    return tmp_path


def test_the_pledged_levels_are_those_of_schedule_a():
    """MBE 180,000 of 1,000,000 is 18%; WBE 60% of 50,000 is 30,000, 3%; SBE 18%; a level stated otherwise is found."""
    made = outreach()
    made["Proposers"][0] |= {"MBE pledged": "20%", "WBE pledged": "3%"}
    found = judged(made)
    pledged = found.decisions[0].proposer.pledged
    assert {group: str(one) for group, one in pledged.items()} == {
        "MBE": "18.00", "WBE": "3.00", "SBE": "18.00", "EBE": "0.00", "DVBE": "0.00",
    }  # fmt: skip
    met = {goal.name: goal.met for goal in found.decisions[0].participation.goals}
    assert (met["MBE"], met["WBE"]) == (True, False)  # anticipated: 18% and 4%
    told = [one for one in found.findings if one.code == "pledged-differs"]
    assert [(one.severity, "states 20% MBE; its Schedule A gives 18.00%" in one.message) for one in told] == [
        (WARNING, True)
    ]
    assert found.decisions[1].participation is None


def test_a_group_that_does_not_count_is_found():
    made = outreach()
    made["Schedule A"][0]["Agency"] = "CalTrans"
    told = [one for one in judged(made).findings if one.code == "group-not-counted"]
    assert [one.message for one in told] == [
        f"Gamma of {ALPHA} does not count as SBE (B.8): CalTrans is not named as certifying a SBE."
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        ("schedule-a", "-o", "a.xlsx"),
        ("schedule-b", "-o", "b.xlsx"),
        ("schedule-b", "--invoice", "1", "-o", "b.docx"),
        ("schedule-c", "-o", "c.docx"),
        ("schedule-a", "-o", "a.pdf"),
        ("schedule-a", "-o", "outreach.xlsx", "--force"),
        ("schedule-b", "--invoice", "7", "-o", "b.xlsx"),
        ("schedule-a", "--proposer", "Nobody", "-o", "a.xlsx"),
        ("schedule-c", "--proposer", BETA, "-o", "a.xlsx"),
    ],
    ids=" ".join,
)
def test_as_seen(arguments, folder, snapshot):
    """Exit status, standard output and standard error at 80 columns."""
    command, *rest = arguments
    proposer = [] if "--proposer" in rest else ["--proposer", ALPHA]
    run = lbpp("bip", command, "outreach.xlsx", *proposer, *rest, cwd=folder, columns=80, PYTHONPATH=str(ROOT))
    assert as_seen(run) == snapshot


@pytest.mark.parametrize("letter", ["a", "b", "c"])
def test_the_document(letter, folder, snapshot):
    """Every text of the form; the signature is blank."""
    lbpp("bip", f"schedule-{letter}", "outreach.xlsx", "--proposer", ALPHA, "-o", "form.docx", cwd=folder)
    made = docx.Document(folder / "form.docx")
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in made.tables]
    assert ([one.text for one in made.paragraphs if one.text], tables) == snapshot


def test_participation_to_date_and_in_the_end(folder):
    """B: Gamma's 50,000 of 200,000 invoiced to date is 25%. C: 170,000 of 900,000 paid is 18.89%, half-up."""
    for letter, group, dollars, percent in (("b", "MBE", 50_000, "0.25"), ("c", "MBE", 170_000, "0.1888888888888889")):
        lbpp("bip", f"schedule-{letter}", "outreach.xlsx", "--proposer", ALPHA, "-o", f"{letter}.xlsx", cwd=folder)
        sheet = openpyxl.load_workbook(folder / f"{letter}.xlsx", data_only=True).worksheets[0]
        row = next(row for row in sheet.iter_rows(values_only=True) if row[0] == f"Total {group} amount")
        assert (row[1], str(round(row[2], 16))) == (dollars, percent)


@pytest.mark.skipif(OFFICE is None, reason="needs LibreOffice")
def test_recalculated(folder):
    """The formulas give the values that are stored, also where an amount was changed."""
    files = []
    for letter in "abc":
        lbpp("bip", f"schedule-{letter}", "outreach.xlsx", "--proposer", ALPHA, "-o", f"{letter}.xlsx", cwd=folder)
        files.append(folder / f"{letter}.xlsx")
    book = openpyxl.load_workbook(files[0])
    place = next(cell for row in book.active.iter_rows() for cell in row if cell.value == 50_000)
    place.value = 100_000
    book.save(folder / "changed.xlsx")
    # Nothing was invoiced for Delta yet, and nothing paid to Epsilon: what is typed there counts all the same.
    for letter, firm, column, amount in (("b", "Delta", 5, 40_000), ("c", "Epsilon", 5, 70_000)):
        book = openpyxl.load_workbook(folder / f"{letter}.xlsx")
        row = next(row for row in book.active.iter_rows() if row[0].value == firm)
        row[column - 1].value = amount
        book.save(folder / f"changed-{letter}.xlsx")
    changed = [folder / "changed.xlsx", folder / "changed-b.xlsx", folder / "changed-c.xlsx"]
    results = recalculate(folder, [*files, *changed])
    for file in files:
        stored, worked = values(file), values(results / file.name)
        assert stored.keys() == worked.keys()
        for cell, value in stored.items():
            same = value == worked[cell] or (isinstance(value, float) and abs(value - worked[cell]) < 1e-12)
            assert same, cell
    sheet = openpyxl.load_workbook(results / "changed.xlsx", data_only=True).active
    total = next(row for row in sheet.iter_rows(values_only=True) if row[0] == "Total WBE amount")
    assert total[1:3] == (60_000, 0.06)  # 60% of 100,000
    for letter, group, expected in (("b", "WBE", (24_000, 0.12)), ("c", "OBE", (75_000, 75 / 900, 70_000, 0.07))):
        sheet = openpyxl.load_workbook(results / f"changed-{letter}.xlsx", data_only=True).active
        total = next(row for row in sheet.iter_rows(values_only=True) if row[0] == f"Total {group} amount")
        assert total[1 : 1 + len(expected)] == pytest.approx(expected, abs=1e-12)


def test_one_without_a_base_bid_has_no_percentages(folder):
    made = outreach()
    made["Proposers"][0]["Base bid"] = None
    save(workbook(made), folder / "none.xlsx")
    run = lbpp("bip", "schedule-a", "none.xlsx", "--proposer", ALPHA, "-o", "a.xlsx", cwd=folder)
    assert run.returncode == 0
    assert "no percentages are given" in " ".join(run.stderr.split())


def test_a_firm_that_is_listed_twice_is_paid_once(folder):
    """Its rows are one in Schedules B and C where they are alike, and refused where they are not."""
    made = outreach(Invoices=INVOICES, Final_payments=PAYMENTS)
    made["Schedule A"].append(made["Schedule A"][0] | {"Work": "Signals", "Amount": 20_000})
    save(workbook(made), folder / "twice.xlsx")
    run = lbpp("bip", "schedule-c", "twice.xlsx", "--proposer", ALPHA, "-o", "c.docx", cwd=folder)
    assert run.returncode == 3
    rows = [[cell.text for cell in row.cells] for row in docx.Document(folder / "c.docx").tables[1].rows]
    gamma = [row for row in rows if row[0] == "Gamma"]
    assert [(row[1], row[3], row[4]) for row in gamma] == [("Plans; Signals", "$200,000.00", "$170,000.00")]


def schedule(folder, letter, *options, made=None, proposer=ALPHA, book="book.xlsx"):
    """The run of the command, and the table of the firms as its document has it."""
    if made is not None:
        save(workbook(made), folder / book)
    run = lbpp(
        "bip", f"schedule-{letter}", book, "--proposer", proposer, "-o", "form.docx", "--force", *options, cwd=folder
    )
    written = run.returncode in {0, 3}
    tables = docx.Document(folder / "form.docx").tables if written else [None, None, None]
    rows = {row.cells[0].text: [cell.text for cell in row.cells][1:] for row in tables[1].rows} if written else {}
    groups = {row.cells[0].text: [cell.text for cell in row.cells][1:] for row in tables[2].rows} if written else {}
    said = " ".join(run.stderr.replace("│", " ").split())
    return run.returncode, rows, groups, said


def test_a_firm_that_is_listed_for_two_kinds_of_work(folder):
    """What it is paid counts as the kind that is named: 100,000 of work and 60% of 40,000 of materials, 124,000."""
    made = outreach(Invoices=INVOICES, Final_payments=PAYMENTS)
    made["Schedule A"].append(
        made["Schedule A"][0] | {"Work": "Signals", "Amount": 40_000, "Kind of work": "Materials"}
    )
    status, _, _, said = schedule(folder, "c", made=made)
    assert status == 2
    assert "say by Kind of work for which of them each amount is: Final" in said
    paid = [
        {"Consultant": ALPHA, "Firm": "Gamma", "Amount": amount, "Kind of work": kind}
        for amount, kind in ((100_000, "Work"), (40_000, "Materials"))
    ]
    _, _, groups, _ = schedule(folder, "c", made=made | {"Final payments": [PAYMENTS[0], *paid]})
    assert groups["MBE participation"] == ["$124,000.00", "13.78%", "$204,000.00", "20.40%"]  # of 900,000 and 1,000,000


def test_the_own_work_of_the_consultant_is_not_its_whole_invoice(folder):
    """B.15.h: of 100,000 invoiced 60,000 are its own work; blank is not known, never the whole invoice."""
    made = outreach(Invoices=[dict(row) for row in INVOICES], Final_payments=PAYMENTS)
    own = {
        "Proposer": ALPHA,
        "Subconsultant": ALPHA,
        "Groups": "MBE, SBE",
        "Agency": CITY,
        "Amount": 500_000,
        "Work": "Design",
    }
    made["Schedule A"].append(own)
    made["Invoices"][0]["Own work"] = None
    status, rows, groups, said = schedule(folder, "b", "--invoice", "1", made=made)
    assert status == 0
    assert rows[ALPHA][1:4] == ["$500,000.00", "", ""]
    assert groups["Total SBE"] == ["$40,000.00", "40.00%"]  # Gamma alone
    assert "what of it is for its own work is blank and not in the totals [Invoices!G2]" in said
    made["Invoices"][0]["Own work"] = 60_000
    _, rows, groups, _ = schedule(folder, "b", "--invoice", "1", made=made)
    assert rows[ALPHA][1:4] == ["$500,000.00", "$60,000.00", "$60,000.00"]
    assert groups["Total SBE"] == ["$100,000.00", "100.00%"]
    assert groups["Total MBE"] == ["$40,000.00", "40.00%"]  # B.15.b


def test_a_blank_amount_is_no_zero(folder):
    """It is blank on the form, named with its cell, and left to a person."""
    invoices, payments = [dict(row) for row in INVOICES], [dict(row) for row in PAYMENTS]
    invoices[1]["Amount"] = payments[1]["Amount"] = None
    made = outreach(Invoices=invoices, Final_payments=payments)
    _, rows, _, said = schedule(folder, "b", made=made)
    assert rows["Gamma"][1:4] == ["$180,000.00", "$10,000.00", ""]
    assert "Gamma: its amount is blank and not in the totals [Invoices!E3]." in said
    status, rows, _, said = schedule(folder, "c", made=made)
    assert status == 3
    assert rows["Gamma"][2:4] == ["$180,000.00", ""]
    assert "Gamma has a final payment whose amount is blank (G.3) [Final payments!C3]." in said
    assert "missing: $180" not in said


def test_only_the_tables_of_a_schedule_are_needed_and_read(folder):
    """A year later nobody has the notices at hand; and what is wrong with them is no error of a schedule."""
    made = outreach(Invoices=INVOICES)
    few = {name: rows for name, rows in made.items() if name in {"RFP", "Proposers", "Schedule A", "Invoices"}}
    assert schedule(folder, "b", made=few)[0] == 3
    made["Notices"][0]["Sent"] = "some day"
    assert schedule(folder, "b", made=made)[0] == 3
    assert lbpp("bip", "check", "book.xlsx", cwd=folder).returncode == 1
    made["Notics"], made["Old list"] = made.pop("Notices"), [{"Firm": "Gamma"}]
    status, _, _, said = schedule(folder, "b", made=made)
    assert (status, "Notics" in said, "Old list" in said) == (3, False, False)
    made["Invoicess"] = made.pop("Invoices")
    status, _, _, said = schedule(folder, "b", made=made)
    assert (status, "The sheet “Invoicess” is not known" in said) == (1, True)
    status, _, _, said = schedule(folder, "b", made={name: rows for name, rows in few.items() if name != "Invoices"})
    assert status == 1
    assert "There is no table “Invoices”" in said


def test_text_files_other_headings_and_month_first(folder):
    """The same as of the workbook: the schedules take what lbpp bip check takes."""
    (folder / "rfp.csv").write_text("Field,Value\nDue,3/30/2026 14:00\n")
    (folder / "proposers.csv").write_text(f'Proposer,Base bid\n"{ALPHA}",1000000\n')
    (folder / "listed.csv").write_text(f'Prime,Sub,Cert,By,Dollars\n"{ALPHA}",Gamma,MBE,{CITY},180000\n')
    (folder / "invoices.csv").write_text(
        f'Consultant,Firm,Invoice,Date,Amount\n"{ALPHA}","{ALPHA}",1,7/31/2026,100000\n"{ALPHA}",Gamma,1,7/31/2026,40000\n'
    )
    (folder / "headings.toml").write_text(
        '["Schedule A"]\nSub = "Subconsultant"\nCert = "Groups"\nBy = "Agency"\nDollars = "Amount"\n'
    )
    options = ("proposers.csv", "invoices.csv", "--table", "Schedule A=listed.csv", "--columns", "headings.toml")
    status, rows, groups, _ = schedule(folder, "b", *options, "--month-first", book="rfp.csv")
    assert status == 0
    assert rows["Gamma"] == ["MBE", "$180,000.00", "$40,000.00", "$40,000.00", ""]
    assert groups["Total MBE"] == ["$40,000.00", "40.00%"]
    assert schedule(folder, "b", *options, book="rfp.csv")[0] == 1  # the dates can be read in two ways


@pytest.mark.parametrize(
    ("rows", "number", "expected"),
    [
        ([("1", 1, 100), ("2", 2, 50)], "1", "$100.00"),
        ([("2", 2, 50), ("1", 1, 100)], None, "$150.00"),
        # Of one day: by their numbers, 9 before 10.
        ([("10", 1, 50), ("9", 1, 100)], "9", "$100.00"),
        ([("10", 1, 50), ("9", 1, 100)], None, "$150.00"),
        ([("A", 1, 50), ("B", 1, 100)], None, "invoices of one day follow one another by their numbers; A is none"),
        ([("1", 1, 50), ("1", 2, 100)], None, "1 has several: Invoices!D3:D4"),
        ([("1", 1, 50), (None, 2, 100)], None, "blank: Invoices!C4"),
    ],
    ids=["first", "last", "same-day-first", "same-day-last", "no-number", "two-dates", "blank"],
)  # fmt: skip
def test_what_is_invoiced_to_date(rows, number, expected, folder):
    invoices = [
        {"Consultant": ALPHA, "Firm": "Gamma", "Invoice": one, "Date": date(2026, 7, day), "Amount": amount}
        for one, day, amount in [("0", 31, 0), *rows]
    ]
    invoices[0]["Date"] = date(2026, 6, 30)
    _, found, _, said = schedule(
        folder, "b", *([] if number is None else ["--invoice", number]), made=outreach(Invoices=invoices)
    )
    if expected.startswith("$"):
        assert found["Gamma"][3] == expected
    else:
        assert expected in said


@pytest.mark.parametrize(
    ("contract", "status", "expected"),
    [
        # Friday, May 28, 2027; May 31 is a holiday: working days are June 1 to 4, 7 to 11, 14 to 18, and 21, the 15th.
        ({"Completed": date(2027, 5, 28), "City holidays": "2027-05-31", "Schedule C received": date(2027, 6, 21)}, 0, "received 2027-06-21: in time, though after the 15 days that the form prints, 2027-06-12."),
        ({"Completed": date(2027, 5, 28), "City holidays": "2027-05-31", "Schedule C received": date(2027, 6, 22)}, 3, "received 2027-06-22: late (G.3) [Contracts!C2]"),
        # Without the holiday it is Friday, June 18.
        ({"Completed": date(2027, 5, 28), "Schedule C received": date(2027, 6, 18)}, 0, "received 2027-06-18: in time"),
        ({"Completed": date(2027, 5, 28), "Schedule C received": date(2027, 6, 21)}, 3, "(by Saturdays and Sundays alone: the City's holidays are not stated); received 2027-06-21: late (G.3)"),
        ({"Completed": date(2027, 5, 28), "Schedule C received": date(2027, 6, 12)}, 0, "2027-06-12: in time."),
        ({"Completed": date(2027, 5, 28)}, 0, "is due by 2027-06-18, 15 working days after completion on 2027-05-28"),
        ({"Completed": date(2027, 5, 28), "Schedule C received": date(2027, 5, 27)}, 3, "was received 2027-05-27, before completion"),
        ({"Schedule C received": date(2027, 5, 27)}, 3, "the day of completion is not stated (G.3)"),
        (None, 3, "the day of completion is not stated (G.3)"),
    ],
    ids=["last-day", "day-after", "no-holiday", "holidays-unknown", "calendar-days", "not-yet", "before", "no-day", "no-contract"],
)  # fmt: skip
def test_schedule_c_is_due_15_working_days_after_completion(contract, status, expected, folder):
    paid = [{"Consultant": ALPHA, "Firm": one, "Amount": amount} for one, amount in ((ALPHA, 900_000), ("Gamma", 180_000), ("Delta", 50_000), ("Epsilon", 70_000))]  # fmt: skip
    made = outreach(Final_payments=paid)
    if contract is not None:
        columns = dict.fromkeys(["Consultant", "Completed", "Schedule C received", "City holidays"])
        made["Contracts"] = [columns | {"Consultant": ALPHA} | contract]
    found, _, _, said = schedule(folder, "c", made=made)
    assert (found, expected in said) == (status, True), said


@pytest.mark.parametrize(("approved", "status", "text"), [
    ("yes", 0, "Gamma was reduced by $0.01, from $180,000.00 to $179,999.99; explained as: less; approved [Final"),
    ("no", 3, "explained as: less; not approved: an unauthorized substitution (E.1) [Final"),
    (None, 3, "explained as: less; whether it was approved is not stated (E.1) [Final"),
])  # fmt: skip
def test_a_reduction_needs_the_approval(approved, status, text, folder):
    """E.1; an explanation is no approval."""
    paid = [{"Consultant": ALPHA, "Firm": one, "Amount": amount} for one, amount in ((ALPHA, 900_000), ("Gamma", 179_999.99), ("Delta", 50_000), ("Epsilon", 70_000))]  # fmt: skip
    paid[1] |= {"Explanation": "less", "Approved": approved}
    contracts = [{"Consultant": ALPHA, "Completed": date(2027, 5, 28)}]
    found, _, _, said = schedule(folder, "c", made=outreach(Final_payments=paid, Contracts=contracts))
    assert (found, text in said) == (status, True), said


def test_what_was_approved_on_an_invoice_is_approved_in_the_end(folder):
    """And a firm that was invoiced and never paid stands on Schedule C, which lists all subconsultants of Schedule B."""
    invoices = [dict(row) for row in INVOICES]
    invoices[-1]["Approved"] = "yes"
    status, rows, _, said = schedule(folder, "c", made=outreach(Invoices=invoices, Final_payments=PAYMENTS[:2]))
    assert status == 3
    assert rows["Zeta"] == ["", "OBE", "", "", ""]
    assert "Zeta is not on Schedule A, was invoiced, and has no final payment; approved [Invoices!E6]." in said


def test_a_name_that_is_nearly_listed_is_said(folder):
    invoices = [dict(row) for row in INVOICES]
    invoices[-1]["Firm"] = "Epsillon"
    said = schedule(folder, "b", made=outreach(Invoices=invoices))[3]
    assert "Epsillon is not on Schedule A (if Epsilon is meant, write that)" in said


def test_more_than_there_is_in_all(folder):
    """700,000 of a base bid of 300,000 less one cent; the same on the check of the outreach."""
    made = outreach()
    made["Proposers"][0]["Base bid"] = 300_000
    assert schedule(folder, "a", made=made)[0] == 0
    assert "listed-above-base" not in {one.code for one in judged(made).findings}
    made["Proposers"][0]["Base bid"] = 299_999.99
    status, _, _, said = schedule(folder, "a", made=made)
    assert (status, "more than the base bid, $299,999.99 (G.1)" in said) == (3, True)
    assert [one.cell for one in judged(made).findings if one.code == "listed-above-base"] == ["Proposers!I2"]
