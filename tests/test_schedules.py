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
from lbpp_cli.outreach_records import BROKER, MADE, MATERIALS, WORK, Listed, Moment, Proposer, Rfp

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
    lines = BIP.ledger([one], PRIME, RFP, RULES)
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
        (firm(amount=None), {"MBE": "0.00", "OBE": "0.00"}, {"MBE": "G.1", "OBE": "B.5"}),
    ],
    ids=[
        "work", "several", "materials", "made", "broker", "broker-fee-above", "broker-no-fee", "declared", "undeclared",
        "no-function", "partner", "prime", "obe", "blank",
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
    results = recalculate(folder, [*files, folder / "changed.xlsx"])
    for file in files:
        stored, worked = values(file), values(results / file.name)
        assert stored.keys() == worked.keys()
        for cell, value in stored.items():
            same = value == worked[cell] or (isinstance(value, float) and abs(value - worked[cell]) < 1e-12)
            assert same, cell
    sheet = openpyxl.load_workbook(results / "changed.xlsx", data_only=True).active
    total = next(row for row in sheet.iter_rows(values_only=True) if row[0] == "Total WBE amount")
    assert total[1:3] == (60_000, 0.06)  # 60% of 100,000


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
    assert [(row[1], row[4], row[5]) for row in gamma] == [("Plans; Signals", "$200,000.00", "$170,000.00")]
    made["Schedule A"][-1]["Kind of work"] = "Materials"
    save(workbook(made), folder / "unlike.xlsx")
    run = lbpp("bip", "schedule-c", "unlike.xlsx", "--proposer", ALPHA, "-o", "d.docx", cwd=folder)
    assert run.returncode == 2
    assert "twice, and not alike" in " ".join(run.stderr.replace("│", " ").split())
