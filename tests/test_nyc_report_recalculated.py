"""The report of New York's program, worked out again by LibreOffice: as it is, and with other figures typed in.

More solicitations: HYPOTHESIS_PROFILE=thousands.
"""

import os
import shutil
from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from nyc_books import book_of, changes
from openpyxl import load_workbook
from recalculated import OFFICE, recalculate, values, with_input, wrong
from reports import make
from running import lbpp
from test_nyc_naive import CERTS, GROUPS, PROGRAM, some_case

from lbpp_cli.programs.nyc_mwbe.terms import GOAL

MANY = os.environ.get("HYPOTHESIS_PROFILE", "short") != "short"
SEEDS = range(60 if MANY else 8)
CENT = Decimal("0.01")
REFUSED = {
    "a goal that is text": {"Solicitation!B10": "some"},
    "a goal that is too fine": {"Solicitation!B10": 0.150001},
    "a goal above all of it": {"Solicitation!B11": 1.5},
    "an answer that is none": {"Bids!N3": "perhaps"},
    "a goal that the contract has not": {"Subcontractors!J2": "EBE"},
    "firms that cost more than the bid": {"Subcontractors!D4": 700_000},
    "a share above all of it": {"Bids!P3": 1.01},
    "what formulas do not follow": {"Subcontractors!B2": "Another firm"},
}


def readings_of(chance):
    return tuple(f"{reading.id}={chance.choice(list(reading.values))}" for reading in PROGRAM.readings)


def settled(tabulation, chance):
    """The same plans, in which every firm is meant for a goal: then nothing is searched for."""
    goals = [name for name, goal in GOAL.items() if goal.field in tabulation.solicitation.stated]

    def meant(record):
        return record._replace(stated={"toward": chance.choice(goals), **record.stated})

    bids = (meant(bid)._replace(subcontractors=tuple(map(meant, bid.subcontractors))) for bid in tabulation.bids)
    return replace(tabulation, bids=tuple(bids))


def changed(tabulation, chance):
    """The same plans with other figures, marks, answers and goals in the cells that they fill."""
    goals = [name for name, goal in GOAL.items() if goal.field in tabulation.solicitation.stated]
    others = {
        "graduate": lambda known: not known,
        "useful": lambda known: not known,
        "venture": lambda known: not known,
        "indirect_counted": lambda known: not known,
        "toward": lambda _: chance.choice(goals),
        "group": lambda _: chance.choice(GROUPS),
        "share": lambda known: known - 1 if known > 1 else known,
        "direct_work": lambda _: Decimal(chance.randrange(101)),
        "waiver": lambda known: chance.choice(["denied", "requested"]) if known == "full" else known,
        "commission": lambda known: max(CENT, known - chance.randrange(500) * CENT),
    }
    others |= {goal.field: lambda _: Decimal(chance.randrange(1, 60)) / 2 for goal in GOAL.values()}

    def facts(record):
        return {
            name: others[name](known) if name in others and chance.random() < 0.3 else known
            for name, known in record.stated.items()
        }

    def with_facts(record):
        return record._replace(stated=facts(record))

    def marks(record):
        return record._replace(certifications=frozenset(chance.choice(CERTS))) if chance.random() < 0.3 else record

    def moved(dollars, most):
        return max(CENT, dollars + chance.randrange(-most, most) * CENT) if chance.random() < 0.5 else dollars

    bids = []
    for bid in tabulation.bids:
        subs = [marks(with_facts(one._replace(cost=moved(one.cost, 2000)))) for one in bid.subcontractors]
        bid = bid._replace(quoted_price=moved(bid.quoted_price, 40_000), subcontractors=tuple(subs))  # noqa: PLW2901
        bids.append(marks(with_facts(bid)))
    solicitation = replace(tabulation.solicitation, stated=facts(tabulation.solicitation))
    return replace(tabulation, bids=tuple(bids), solicitation=solicitation)


def report_of(folder, name, book, readings=()):
    """The report of a workbook; None where it has errors."""
    book.save(folder / f"{name}.xlsx")
    report = folder / f"report {name}.xlsx"
    make(folder / f"{name}.xlsx", report, program=PROGRAM.id, readings=readings)
    return report if report.exists() else None


def shaded(report, output, sheet, others):
    """A report in which shaded cells of a sheet are typed over, each found by what it says."""
    book = load_workbook(report)
    cells = [cell for row in book[sheet].iter_rows() for cell in row if cell.fill.fgColor.rgb == "FFFFF9DB"]
    for number, value in others.items():
        cells[number].value = value
    book.save(output)
    return output


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed: nothing else here works formulas out")
def test_libreoffice_works_out_what_the_program_says(tmp_path):
    lbpp("template", "template.xlsx", "--program", PROGRAM.id, cwd=tmp_path)
    base = report_of(tmp_path, "base", load_workbook(tmp_path / "template.xlsx"))
    as_they_are, typed, refused = [base], {}, []
    for seed in SEEDS:
        chance = Random(seed)  # noqa: S311  no secret
        readings = readings_of(chance)
        as_they_are.append(report_of(tmp_path, f"chance {seed}", book_of(some_case(seed)), readings))
        plans = settled(some_case(seed), chance)
        before, after = book_of(plans), book_of(changed(plans, chance))
        first = report_of(tmp_path, f"before {seed}", before, readings)
        then = report_of(tmp_path, f"after {seed}", after, readings)
        report = with_input(first, changes(before, after), tmp_path / f"typed {seed}.xlsx")
        if then is None:
            # What the program refuses, the workbook does not answer for.
            refused.append(report)
        else:
            typed[report] = then
    assert len(typed) >= len(SEEDS) / 3
    for name, others in REFUSED.items():
        refused.append(with_input(base, others, tmp_path / f"refused {name}.xlsx"))
    results = recalculate(tmp_path, [*as_they_are, *typed, *refused])
    assert wrong(results, as_they_are, typed, refused, printed=True) == {}
    shutil.rmtree(tmp_path / "profile")


def plan_of_two(folder, *costs):
    """A report of a bid of $1,000,000 with firms that could count toward both of two goals of 10%, and a dearer bid."""
    lbpp("template", "template.xlsx", "--program", PROGRAM.id, cwd=folder)
    book = load_workbook(folder / "template.xlsx")
    book["Solicitation"]["B10"], book["Solicitation"]["B11"] = 0.1, 0.1
    bids, subs = book["Bids"], book["Subcontractors"]
    bids.delete_rows(2, 3)
    bids.append([])
    for row, (name, price) in enumerate([("Low", 1_000_000), ("High", 1_100_000)], start=2):
        bids.cell(row, 1, name), bids.cell(row, 2, price)
    subs.delete_rows(2, 5)
    firms = [("Low", f"Firm {number}", cost, "x", "x") for number, cost in enumerate(costs)]
    firms += [("High", "Other MBE", 110_000, "x", None), ("High", "Other WBE", 110_000, None, "x")]
    for row, (bidder, firm, cost, mbe, wbe) in enumerate(firms, start=2):
        for column, value in zip((1, 2, 4, 5, 6), (bidder, firm, cost, mbe, wbe), strict=True):
            subs.cell(row, column, value)
    return report_of(folder, "two", book)


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed: nothing else here works formulas out")
def test_what_is_typed_into_a_plan_whose_way_was_searched_for(tmp_path):
    """j.1.k: 120,000, 60,000 and 30,000 meet one goal of 100,000 in two ways at best; with 70,000 they meet both."""
    report = plan_of_two(tmp_path, 120_000, 60_000, 30_000)
    names = {
        "enough now": {"Subcontractors!D3": 70_000},
        "another way may do": {"Subcontractors!D2": 60_000, "Subcontractors!D3": 110_000, "Subcontractors!D4": 40_000},
        "no way": {"Subcontractors!D2": 109_999.99},
    }
    typed = {name: with_input(report, one, tmp_path / f"{name}.xlsx") for name, one in names.items()}
    results = recalculate(tmp_path, [report, *typed.values()])
    found = {name: values(results / f"{name}.xlsx") for name in (report.stem, *typed)}
    way = {name: cells["Credits", "D6"] for name, cells in found.items()}
    said = {name: cells["Summary", "A7"] for name, cells in found.items()}
    high = "Award to High at $1,100,000.00, its quoted price."
    assert (way[report.stem], said[report.stem]) == ("best way found", high)
    low = "Award to Low at $1,000,000.00, its quoted price."
    assert (way["enough now"], said["enough now"]) == ("a way that meets all", low)
    # Two goals of $100,000 ask for $200,000: $210,000 may be split otherwise, $199,999.99 is never enough.
    assert (way["another way may do"], said["another way may do"]) == ("evaluate again", "No award can be said.")
    assert (way["no way"], said["no way"]) == ("no way meets all", high)
    shutil.rmtree(tmp_path / "profile")


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed: nothing else here works formulas out")
def test_shaded_cells_decide(tmp_path):
    """What the plan does not say may be filled in: a waiver and its goals, a function, the goal of a firm."""
    report = plan_of_two(tmp_path, 120_000, 60_000)
    book = load_workbook(report)
    cells = [
        cell.value for row in book["Participation"].iter_rows() for cell in row if cell.fill.fgColor.rgb == "FFFFF9DB"
    ]
    # Goals after a waiver of each goal of each bid; then of each firm its function, its goal if searched for, graduate.
    assert cells == [None] * 4 + [1, "MBE", 0, 1, "WBE", 0, 1, 0, 1, 0]
    made = {
        "waived": shaded(report, tmp_path / "waived.xlsx", "Credits", {0: "Full"}),
        "known by none": shaded(report, tmp_path / "known by none.xlsx", "Credits", {0: "Perhaps"}),
        "without goals after it": shaded(report, tmp_path / "without goals after it.xlsx", "Credits", {0: "Partial"}),
        "useless": shaded(report, tmp_path / "useless.xlsx", "Participation", {10: 0}),
        "turned round": shaded(report, tmp_path / "turned round.xlsx", "Participation", {5: "WBE", 8: "MBE"}),
    }
    lowered = shaded(made["without goals after it"], tmp_path / "lowered.xlsx", "Participation", {1: 0.06})
    results = recalculate(tmp_path, [*made.values(), lowered])
    said = {name: values(results / f"{name}.xlsx")["Summary", "A7"] for name in (*made, "lowered")}
    low, high = "Award to Low at $1,000,000.00, its quoted price.", "Award to High at $1,100,000.00, its quoted price."
    assert said == {
        "waived": low,
        "known by none": "No award can be said.",
        "without goals after it": "No award can be said.",
        "useless": "No award: no responsive bid is left to rank.",
        "turned round": high,
        "lowered": low,
    }
    turned = values(results / "turned round.xlsx")
    assert turned["Credits", "D6"] == "as the plan says"
    shutil.rmtree(tmp_path / "profile")
