"""lbpp penalty: the figures of the Oakland program (seeds: agenda report of December 14, 2010), to the cent.

Clauses: Maintaining Participation and Summary 4 (shortfall), Compliance Monitoring (records), Emergency Contracts.
"""

import csv
import io
import json
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from running import as_seen, lbpp

from lbpp_cli import programs
from lbpp_cli.penalties import Facts
from lbpp_cli.read.rulebook import read_rulebook

PENALTY = programs.part("oakland-lslbe", "penalty")
RULES = read_rulebook(programs.folder("oakland-lslbe")).in_force(date(2026, 3, 31))
UNTIL = date(2026, 3, 31)


def money(text):
    return None if text is None else Decimal(text)


def charges(readings=(), **facts):
    typed = {name: Decimal(value) if isinstance(value, str) else value for name, value in facts.items()}
    given = Facts(**typed)
    assert PENALTY.check(given) == []
    return {one.kind: one for one in PENALTY.assess(given, RULES, dict(readings), UNTIL).charges}


def test_no_rules_are_known_before_the_report():
    """The report is of December 14, 2010; no figure is carried back."""
    book = read_rulebook(programs.folder("oakland-lslbe"))
    assert book.in_force(date(2010, 12, 13)) is None
    assert book.in_force(date(2010, 12, 14)) is not None


# Summary 4: 1.5 times the amount of shortfall dollars that should have been paid to L/SLBE.
@pytest.mark.parametrize(
    ("required", "paid", "expected"),
    [
        ("400000.00", "310000.00", "135000.00"),  # 1.5 x 90,000
        ("400000.00", "400000.00", "0.00"),
        ("400000.00", "399999.99", "0.02"),  # 1.5 x 0.01 = 0.015, half-up
        ("400000.00", "399999.98", "0.03"),
        ("400000.00", "400000.01", "0.00"),  # more than was required: never negative
        ("400000.00", "0.00", "600000.00"),
        ("0.00", "0.00", "0.00"),
    ],
)
def test_shortfall(required, paid, expected):
    assert charges(required=required, paid=paid)["shortfall"].amount == Decimal(expected)


def test_the_required_dollars_follow_from_a_percentage_half_up():
    """50% of 333.33 is 166.665: 166.67 should have been paid; 1.5 x 166.67 = 250.005, half-up 250.01. Both are said."""
    charge = charges(amount="333.33", required_percent="50", paid="0.00")["shortfall"]
    assert charge.amount == Decimal("250.01")
    assert sum("rounded half-up to the cent" in step.text for step in charge.steps) == 2


def test_a_figure_of_whole_cents_is_not_said_to_be_rounded():
    charge = charges(amount="800000.00", required_percent="50", paid="310000.00")["shortfall"]
    assert not any("rounded" in step.text for step in charge.steps)


@pytest.mark.parametrize(
    ("reading", "expected"),
    [("shortfall", "135000.00"), ("whole-amount", "600000.00"), ("whole-amount-once", "400000.00")],
)
def test_each_reading_of_the_shortfall(reading, expected):
    """1.5 x 90,000; 1.5 x 400,000; 400,000 as the earlier paragraph has it. The others are listed with their figures."""
    charge = charges({"shortfall-penalty": reading}, required="400000.00", paid="310000.00")["shortfall"]
    assert charge.amount == Decimal(expected)
    assert {charge.chosen, *(other.value for other in charge.others)} == {
        "shortfall",
        "whole-amount",
        "whole-amount-once",
    }
    assert charge.contested


def test_without_a_shortfall_no_reading_gives_a_penalty():
    charge = charges(required="400000.00", paid="400000.00")["shortfall"]
    assert not charge.contested
    assert {other.amount for other in charge.others} == {Decimal("0.00")}


@pytest.mark.parametrize(
    ("closeout", "last"), [(date(2026, 2, 28), "2027-02-28"), (date(2024, 2, 29), "2025-02-28"), (date(2025, 12, 31), "2026-12-31")]
)  # fmt: skip
def test_a_shortfall_can_be_worked_off_within_twelve_months(closeout, last):
    """Summary 5: hiring L/SLBEs on non city funded projects at 1.5 times the shortfall, within 12 months."""
    charge = charges({"shortfall-penalty": "whole-amount"}, required="400000.00", paid="310000.00", closeout=closeout)
    assert f"$135,000.00 to L/SLBEs on projects that the City does not fund, by {last}" in charge["shortfall"].notes[1]


# Compliance Monitoring: 1% of the contract amount or $1,000 per day, whichever is less; within ten calendar days.
@pytest.mark.parametrize(
    ("amount", "days", "expected"),
    [
        ("800000.00", 8, "8000.00"),  # equal
        ("800000.00", 7, "7000.00"),
        ("800000.00", 9, "8000.00"),
        ("799999.99", 8, "8000.00"),  # 1% is 7,999.9999, half-up 8,000.00
        ("799999.49", 8, "7999.99"),  # 7,999.9949
        ("800000.00", 1, "1000.00"),
        ("64000.00", 18, "640.00"),
        ("800000.00", 0, "0.00"),
    ],
)
def test_late_records(amount, days, expected):
    assert charges(amount=amount, days_late=days)["late-records"].amount == Decimal(expected)


@pytest.mark.parametrize(
    ("amount", "expected"), [("64000.00", "1920.00"), ("100000.00", "3000.00"), ("100001.00", "3000.00")]
)
def test_late_records_day_by_day(amount, expected):
    """The other reading, for 3 days: each day the lesser of 1% and 1,000. 640 x 3; 1,000 x 3; 1,000.01 is more."""
    found = charges({"late-records": "each-day"}, amount=amount, days_late=3)["late-records"]
    assert found.amount == Decimal(expected)


@pytest.mark.parametrize(
    ("received", "days"),
    [(date(2026, 3, 11), 0), (date(2026, 3, 12), 0), (date(2026, 3, 13), 1), (date(2026, 3, 30), 18), (None, 19)],
)
def test_records_are_due_within_ten_calendar_days_of_the_request(received, days):
    """Requested on March 2: the tenth day is March 12. Records that never came are late up to the day of the account."""
    charge = charges(amount="10000000.00", requested=date(2026, 3, 2), received=received)["late-records"]
    assert charge.amount == 1000 * days
    assert (charge.rests is not None) == (received is None)


def test_another_due_date_takes_the_place_of_ten_days():
    found = charges(amount="10000000.00", requested=date(2026, 3, 2), due=date(2026, 3, 20), received=date(2026, 3, 21))
    assert found["late-records"].amount == 1000


def test_a_due_date_in_the_future_is_not_late():
    assert charges(amount="1000.00", due=date(2026, 4, 1))["late-records"].amount == 0


def test_records_that_were_not_late_need_no_contract_amount():
    assert charges(days_late=0)["late-records"].amount == 0


# Emergency Contracts: 75% with local firms, at least two thirds of that amount with small local businesses.
@pytest.mark.parametrize(
    ("amount", "local", "met"),
    [("90000.00", "67500.00", True), ("90000.00", "67499.99", False), ("0.01", "0.01", True), ("0.03", "0.02", False)],
)
def test_three_quarters_with_local_firms(amount, local, met):
    """75% of 90,000 is 67,500; of three cents it is 2.25 cents, which two cents do not reach."""
    found = charges(amount=amount, emergency=True, local_paid=local, small_paid="0.00")["emergency-local"]
    assert (found.met, found.amount) == (met, None)


@pytest.mark.parametrize(
    ("local", "small", "of_goal", "of_spent"),
    [
        ("67500.00", "45000.00", True, True),  # two thirds of 67,500
        ("67500.00", "44999.99", False, False),
        ("70000.00", "45000.00", True, False),  # two thirds of 70,000 are 46,666.67
        ("70000.00", "46666.67", True, True),
        ("70000.00", "46666.66", True, False),
        ("60000.00", "40000.00", False, True),  # less than the goal is spent locally
    ],
)
def test_two_thirds_of_that_with_small_local_firms(local, small, of_goal, of_spent):
    facts = {"amount": "90000.00", "emergency": True, "local_paid": local, "small_paid": small}
    assert charges(**facts)["emergency-small"].met is of_goal
    assert charges({"emergency-small": "of-the-spent"}, **facts)["emergency-small"].met is of_spent
    assert charges(**facts)["emergency-small"].contested is (of_goal != of_spent)


def test_what_misses_a_goal_is_said_in_whole_cents_that_would_meet_it():
    """Two thirds of 70,000 are 46,666.66...: 46,666.66 misses it by one cent, though the goal is shown as 46,666.67."""
    found = charges(
        {"emergency-small": "of-the-spent"},
        amount="90000.00",
        emergency=True,
        local_paid="70000.00",
        small_paid="46666.66",
    )["emergency-small"]
    assert "missed by $0.01" in found.steps[-1].text


CENTS = st.integers(0, 10**12)


@given(amount=st.integers(1, 10**12), share=st.integers(0, 10_000), paid=CENTS, days=st.integers(0, 400))
def test_against_whole_numbers(amount, share, paid, days):
    """The same in fractions: rounded half-up, once for the required dollars and once for the penalty."""

    def half_up(exact):
        return (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)

    required = half_up(Fraction(amount * share, 10_000))
    late = min(half_up(Fraction(amount, 100)), 100_000 * days)
    found = charges(
        amount=str(Decimal(amount).scaleb(-2)), required_percent=str(Decimal(share).scaleb(-2)),
        paid=str(Decimal(paid).scaleb(-2)), days_late=days,
    )  # fmt: skip
    assert found["shortfall"].amount * 100 == max(half_up(Fraction(3 * (required - paid), 2)), 0)
    assert found["late-records"].amount * 100 == late


@given(amount=st.integers(1, 10**12), parts=st.tuples(CENTS, CENTS))
def test_goals_against_fractions(amount, parts):
    small, local = sorted(part % (amount + 1) for part in parts)
    facts = {
        name: str(Decimal(value).scaleb(-2))
        for name, value in (("amount", amount), ("local_paid", local), ("small_paid", small))
    }
    found = charges(emergency=True, **facts)
    spent = charges({"emergency-small": "of-the-spent"}, emergency=True, **facts)
    assert found["emergency-local"].met == (Fraction(local, amount) >= Fraction(3, 4))
    assert found["emergency-small"].met == (Fraction(small, amount) >= Fraction(1, 2))
    assert spent["emergency-small"].met == (3 * small >= 2 * local)


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        ({"amount": "5.00"}, {"shortfall": 2, "late-records": 1}),
        ({"paid": "5.00"}, {"shortfall": 1, "late-records": 2}),
        ({"required_percent": "50", "paid": "5.00"}, {"shortfall": 1, "late-records": 2}),
        ({"days_late": 5}, {"shortfall": 2, "late-records": 1}),
        ({"emergency": True}, {"shortfall": 2, "late-records": 2, "emergency-local": 2, "emergency-small": 3}),
    ],
    ids=str,
)
def test_what_is_not_given_is_not_computed_and_said(facts, missing):
    found = charges(**facts)
    assert {kind: len(one.missing) for kind, one in found.items()} == missing
    assert {one.amount for one in found.values()} == {None}


BAD = {
    "negative": ({"paid": "-0.01", "required": "1.00"}, "paid", "amount-not-positive"),
    "no amount": ({"amount": "0.00"}, "amount", "amount-not-positive"),
    "twice": ({"required": "1.00", "required_percent": "50", "amount": "2.00"}, "required", "facts-contradict"),
    "over 100%": ({"required_percent": "100.01", "amount": "2.00"}, "required_percent", "percent-out-of-range"),
    "more than the contract": ({"required": "2.01", "amount": "2.00"}, "required", "facts-contradict"),
    "days and dates": ({"days_late": 3, "received": date(2026, 3, 1), "requested": date(2026, 1, 1)}, "days_late", "facts-contradict"),
    "due before": ({"requested": date(2026, 3, 2), "due": date(2026, 3, 1)}, "due", "facts-contradict"),
    "received before": ({"requested": date(2026, 3, 2), "received": date(2026, 3, 1)}, "received", "facts-contradict"),
    "received alone": ({"received": date(2026, 3, 1)}, "received", "facts-contradict"),
    "not said to be emergency": ({"local_paid": "1.00"}, "local_paid", "facts-contradict"),
    "small above local": ({"emergency": True, "local_paid": "1.00", "small_paid": "1.01"}, "small_paid", "facts-contradict"),
    "local above contract": ({"emergency": True, "local_paid": "1.01", "amount": "1.00"}, "local_paid", "facts-contradict"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_facts_that_cannot_be(name):
    facts, field, code = BAD[name]
    typed = {key: Decimal(value) if isinstance(value, str) else value for key, value in facts.items()}
    assert [(fault.field, fault.code) for fault in PENALTY.check(Facts(**typed))] == [(field, code)]


# What a person sees

BOTH = ("--contract-amount", "800,000", "--required-percent", "50%", "--paid", "310,000", "--requested", "2026-03-02",
        "--received", "2026-03-30", "--closeout", "2026-02-28")  # fmt: skip


def table(path, rows):
    book = Workbook()
    book.active.title = "Contracts"
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


HEADINGS = ("Contract", "Contract amount", "Required %", "Paid to L/SLBE", "Records requested", "Records received", "Emergency",
            "Paid to local firms", "Paid to small local firms")  # fmt: skip
ROWS = (
    HEADINGS,
    ("C-101 Sewer, 14th Ave", 800000, "50%", 310000, date(2026, 3, 2), date(2026, 3, 30)),
    ("C-102 Roof, Main Library", 250000, "50%", 125000),
    ("C-103 Slide, Skyline Blvd", 90000, None, None, None, None, "yes", 70000, 45000),
    ("C-104 Lights, [Lot 7]", 120000, "50%", None, date(2026, 3, 2)),
)


@pytest.mark.parametrize("columns", [80, 200])
def test_as_seen(columns, snapshot):
    assert as_seen(lbpp("penalty", *BOTH, columns=columns)) == snapshot


@pytest.mark.parametrize("form", ["console", "json", "csv"])
def test_a_table_as_seen(form, tmp_path, snapshot):
    table(tmp_path / "contracts.xlsx", ROWS)
    run = lbpp("penalty", "contracts.xlsx", "--as-of", "2026-03-31", "--format", form, cwd=tmp_path, columns=80)
    seen = as_seen(run)
    if form == "json":
        made = json.loads(run.stdout)
        seen = seen.replace(made["rules"]["sha256"], "RULES").replace(made["input"][0]["sha256"], "INPUT")
    assert seen == snapshot


def test_a_table_and_its_text_give_the_same(tmp_path):
    table(tmp_path / "contracts.xlsx", ROWS)
    with (tmp_path / "contracts.csv").open("w", newline="") as file:
        csv.writer(file).writerows(["" if cell is None else str(cell) for cell in row] for row in ROWS)
    runs = [
        lbpp("penalty", name, "--as-of", "2026-03-31", "--format", "csv", cwd=tmp_path)
        for name in ("contracts.xlsx", "contracts.csv")
    ]
    first, second = (
        [
            [row["contract"], row["charge"], row["amount"], row["goal_met"]]
            for row in csv.DictReader(io.StringIO(run.stdout))
        ]
        for run in runs
    )
    assert first == second
    assert ["C-101 Sewer, 14th Ave", "shortfall", "135000.00", ""] in first


def test_all_that_is_wrong_in_a_table_comes_out_at_once(tmp_path, snapshot):
    rows = (
        HEADINGS,
        ("C-1", 0, "50%", 1),
        (None, 100, "50%", 1),
        ("C-2", 100, "0.5", "1,2"),
        ("c-2", 100, "50%", 1, date(2026, 3, 2), date(2026, 3, 1)),
        ("C-3", 100, "50%", 1, None, None, None, 5),
    )
    table(tmp_path / "contracts.xlsx", rows)
    assert as_seen(lbpp("penalty", "contracts.xlsx", "--as-of", "2026-03-31", cwd=tmp_path, columns=80)) == snapshot


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("--required", "100", "--paid", "100"), 0, "no shortfall"),
        (("--required", "100", "--paid", "99.99"), 3, "$0.02"),
        (("--contract-amount", "100"), 3, "not computed"),
        (("--required", "100", "--paid", "-1"), 1, "--paid"),
        (("--required", "100", "--required-percent", "50%"), 1, "given twice"),
        ((), 2, "name a table of contracts"),
        (("--paid", "1.234,50"), 2, "can be read in two ways"),
        (("--required-percent", "0.5", "--paid", "1"), 2, "can be read as 0.5% or as 50%"),
        (("--requested", "3/2/2026"), 2, "can be read in two ways"),
        (("--paid", ""), 2, "blank"),
        (("--paid", "1", "--as-of", "2010-12-13"), 2, "no rules are known for dates before 2010-12-14"),
        (("--paid", "1", "--program", "la-lbpp"), 2, "has no penalties. Programs that have: oakland-lslbe"),
        (("--paid", "1", "--reading", "late-records=never"), 2, "Known: all-days, each-day"),
        (("nothing.xlsx",), 2, "There is no such file"),
        (("nothing.xlsx", "--paid", "1"), 2, "leave the options away"),
    ],
    ids=str,
)
def test_exit_status(arguments, status, said):
    run = lbpp("penalty", *arguments, columns=300, TERM="dumb")
    assert run.returncode == status
    assert said in " ".join((run.stdout + run.stderr).replace("│", " ").split())


def test_an_existing_file_is_never_overwritten(tmp_path):
    target = tmp_path / "penalty.json"
    assert lbpp("penalty", *BOTH, "-o", target).returncode == 3
    assert json.loads(target.read_text())["total"] == "143000.00"
    assert lbpp("penalty", *BOTH, "-o", target).returncode == 2
    assert lbpp("penalty", *BOTH, "-o", target, "--force").returncode == 3
