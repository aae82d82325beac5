"""Schedule A of the Business Inclusion Program against payments: Schedule B's figures at a date (G.2), and E.

Gamma is listed with 90,000 (MBE) twice over two work areas in the good records; here it is once with 100,000, and Delta
with 50,000 (WBE). What of it counts is the program's B.15, which has its own tests.
"""

import json

import pytest
from outreaches import ALPHA, ENGINEERING, records
from outreaches import workbook as outreach_workbook
from payments import workbook
from running import as_seen, lbpp

LISTED = [
    {"Proposer": ALPHA, "Subconsultant": name, "Work area": ENGINEERING, "Work": "Work", "Groups": group,
     "Agency": "City of Los Angeles", "Certification number": "1", "Amount": amount, "Commercially useful function": "yes"}
    for name, group, amount in (("Gamma", "MBE", 100_000), ("Delta", "WBE", 50_000))
]  # fmt: skip


def paid(name, amount, day="2026-10-01"):
    return {"Firm": name, "Paid on": day, "Amount": amount}


def held(tmp_path, *payments, date="2027-12-31", completed=None, form="json", **sheets):
    made = records(schedule_a=LISTED, alpha={"Base bid": 1_000_000})
    outreach_workbook(made).save(tmp_path / "outreach.xlsx")
    fields = {"Contractor": ALPHA, "Completed": completed}
    workbook(tmp_path / "payments.xlsx", fields, payments=list(payments), **sheets)
    run = lbpp(
        "participation", "outreach.xlsx", "payments.xlsx", "--program", "la-bip", "--date", date, "--format", form,
        cwd=tmp_path, columns=80,
    )  # fmt: skip
    return run, json.loads(run.stdout) if form == "json" else None


def goal(result, name):
    return next(one for one in result["goals"] if one["goal"] == name)


def matters(result):
    return [one["clause"] for one in result["matters"]]


IN_FULL = (paid(ALPHA, 1_000_000), paid("Gamma", 100_000), paid("Delta", 50_000))


def test_each_group_has_its_dollars_and_percent_to_date(tmp_path):
    """G.2: 40,000 of 400,000 invoiced to date is 10%; 60,000 of what is listed are still due."""
    run, result = held(tmp_path, paid(ALPHA, 400_000), paid("Gamma", 40_000))
    mbe = goal(result, "MBE")
    assert (mbe["planned"], mbe["credited"], mbe["achieved_percent"], mbe["due"]) == (
        "100000.00", "40000.00", "10.00", "60000.00",
    )  # fmt: skip
    assert (run.returncode, matters(result)) == (0, [])


def test_what_is_listed_and_paid_in_full_leaves_nothing_due(tmp_path):
    run, result = held(tmp_path, *IN_FULL, completed="2027-06-30")
    assert [one["due"] for one in result["firms"]] == ["0.00", "0.00"]
    assert [one["lacking"] for one in result["goals"]] == ["0.00"] * 6
    assert (run.returncode, matters(result)) == (0, [])


@pytest.mark.parametrize(("amount", "told"), [(100_000, []), (99_999.99, ["E.1"])])
def test_an_unapproved_reduction_at_completion_is_a_substitution_for_a_person(tmp_path, amount, told):
    run, result = held(tmp_path, IN_FULL[0], paid("Gamma", amount), IN_FULL[2], completed="2027-06-30")
    assert matters(result) == told
    assert run.returncode == (3 if told else 0)


def test_a_reduction_that_was_approved_is_none(tmp_path):
    changes = [{"Change": "Amount", "Firm": "Gamma", "New amount": 80_000, "Approved on": "2026-11-02"}]
    _, result = held(tmp_path, IN_FULL[0], paid("Gamma", 80_000), IN_FULL[2], completed="2027-06-30", changes=changes)
    assert matters(result) == []
    assert goal(result, "MBE")["planned"] == "80000.00"


def test_what_a_firm_was_paid_before_it_was_removed_counts_for_its_groups(tmp_path):
    """G.2: Gamma, MBE, was paid 30,000; an approved change removed it then (E.1)."""
    changes = [{"Change": "Removed", "Firm": "Gamma", "Approved on": "2026-11-02"}]
    _, result = held(tmp_path, paid(ALPHA, 400_000), paid("Gamma", 30_000), changes=changes)
    assert (goal(result, "MBE")["planned"], goal(result, "MBE")["credited"]) == ("0.00", "30000.00")
    assert (goal(result, "OBE")["credited"], matters(result)) == ("0.00", [])


def test_a_request_that_is_not_decided_says_whether_it_has_its_reason(tmp_path):
    """E.1.b: in writing, with the reason."""
    changes = [{"Change": "Removed", "Firm": "Gamma", "Requested on": "2026-11-02"}]
    run, result = held(tmp_path, paid(ALPHA, 400_000), changes=changes)
    assert (run.returncode, matters(result)) == (3, ["E.1.a"])
    assert result["requests"][0]["evidence"] == [{"kind": "Reason", "given": None}]


def test_a_firm_that_is_not_listed_may_be_a_substitution(tmp_path):
    run, result = held(tmp_path, paid(ALPHA, 400_000), paid("Epsilon", 1_000))
    assert (run.returncode, matters(result)) == (3, ["E.1.a"])
    assert goal(result, "OBE")["credited"] == "1000.00"


def test_payments_count_until_the_day(tmp_path):
    payments = (paid(ALPHA, 100_000), paid("Gamma", 10_000), paid("Gamma", 5_000, "2026-10-02"))
    assert goal(held(tmp_path, *payments, date="2026-10-01")[1], "MBE")["credited"] == "10000.00"
    assert goal(held(tmp_path, *payments, date="2026-10-02")[1], "MBE")["credited"] == "15000.00"
    assert goal(held(tmp_path, *payments, date="2026-09-30")[1], "MBE")["credited"] == "0.00"


def test_at_a_terminal(tmp_path, snapshot):
    payments = (IN_FULL[0], paid("Gamma", 60_000), paid("Epsilon", 2_500))
    run, _ = held(tmp_path, *payments, completed="2027-06-30", form="console")
    assert as_seen(run) == snapshot


def test_the_template_has_the_listed_firms(tmp_path):
    made = records(schedule_a=LISTED, alpha={"Base bid": 1_000_000})
    outreach_workbook(made).save(tmp_path / "outreach.xlsx")
    options = ("--program", "la-bip", "--template")
    run = lbpp("participation", "outreach.xlsx", "made.xlsx", *options, cwd=tmp_path)
    assert run.returncode == 0
    assert "--program la-bip" in run.stderr
    run = lbpp("participation", "outreach.xlsx", "made.xlsx", "--program", "la-bip", cwd=tmp_path)
    assert run.returncode == 0


def test_who_is_meant_has_to_be_said_where_several_list_firms(tmp_path):
    outreach_workbook(records()).save(tmp_path / "outreach.xlsx")
    workbook(tmp_path / "payments.xlsx", {"Contractor": None}, payments=[])
    run = lbpp("participation", "outreach.xlsx", "payments.xlsx", "--program", "la-bip", cwd=tmp_path)
    assert run.returncode == 2
    assert "--bidder" in run.stderr
