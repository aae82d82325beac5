"""The report of participation, worked out again by LibreOffice: as it is, and with other figures on its Input sheet.

More solicitations: HYPOTHESIS_PROFILE=thousands.
"""

import os
import shutil
from datetime import date

import pytest
from lslbe_books import Solicitation
from openpyxl import load_workbook
from recalculated import OFFICE, recalculate, values, with_input, wrong
from reports import make
from running import lbpp

SEEDS = range(60 if os.environ.get("HYPOTHESIS_PROFILE", "short") != "short" else 8)
# What the example of the template states beside: the requirement, and credit for a bid that is below it.
STATED = {
    "Solicitation!B10": 0.5,
    "Solicitation!B11": 0.25,
    "Solicitation!B12": 0.25,
    "Bids!K3": 100_000,
    "Bids!L4": 18_800,
    "Bids!M4": date(2026, 1, 5),
}
PERCENTS = ("Solicitation!B10", "Solicitation!B11", "Solicitation!B12")
CHANGED = {
    "a quarter": {"Subcontractors!D2": 250_000, "Subcontractors!D3": 150_000},
    "a cent less than a quarter": {"Subcontractors!D2": 249_999.99, "Subcontractors!D3": 150_000},
    "a bid that was left out wins": {"Bids!C4": "x", "Subcontractors!D7": 600_000},
    "no bid is left": dict.fromkeys(PERCENTS, 1),
    "a lower requirement": {"Solicitation!B10": 0.2, "Solicitation!B11": 0.1, "Solicitation!B12": 0.1},
    "brokers": {"Subcontractors!I2": "Broker", "Subcontractors!I5": "referral"},
    "no useful function": {"Subcontractors!J3": "no", "Subcontractors!J4": "no"},
    "marks": {"Bids!C3": None, "Bids!D2": "x", "Subcontractors!G4": None, "Subcontractors!F6": "x"},
    "credit that makes up what lacks": {"Bids!L4": 1, "Bids!D4": "x", "Subcontractors!D7": 235_000},
}
REFUSED = {
    "a role that is none": {"Subcontractors!I2": "wizard"},
    "an answer that is none": {"Subcontractors!J2": "perhaps"},
    "more than all of it": {"Solicitation!B10": 1.5},
    "a requirement that is too fine": {"Solicitation!B11": 0.2505},
    "a value under the limit": {"Solicitation!B7": 100_000},
    "firms that cost more than the bid": {"Subcontractors!D2": 900_000},
    "credit that is text": {"Bids!L4": "some"},
    "what formulas do not follow": {"Bids!M4": date(2020, 1, 5)},
}


def book_of(template, changes):
    book = load_workbook(template)
    for cell, value in (STATED | changes).items():
        sheet, _, at = cell.partition("!")
        book[sheet][at].value = value
        if cell in PERCENTS:
            book[sheet][at].number_format = "0.0%"
    return book


def report_of(folder, name, book, **given):
    book.save(folder / f"{name}.xlsx")
    make(folder / f"{name}.xlsx", folder / f"report {name}.xlsx", program="oakland-lslbe", **given)
    return folder / f"report {name}.xlsx"


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed: nothing else here works formulas out")
def test_libreoffice_works_out_what_the_program_says(tmp_path):
    lbpp("template", "template.xlsx", "--program", "oakland-lslbe", cwd=tmp_path)
    base = report_of(tmp_path, "base", book_of(tmp_path / "template.xlsx", {}))
    as_they_are, typed, refused = [base], {}, []
    for seed in SEEDS:
        one = Solicitation(seed)
        as_they_are.append(report_of(tmp_path, f"chance {seed}", one.book(), readings=one.readings))
    for name, changes in CHANGED.items():
        report = with_input(base, changes, tmp_path / f"typed {name}.xlsx")
        typed[report] = report_of(tmp_path, name, book_of(tmp_path / "template.xlsx", changes))
    for name, changes in REFUSED.items():
        refused.append(with_input(base, changes, tmp_path / f"refused {name}.xlsx"))
    results = recalculate(tmp_path, [*as_they_are, *typed, *refused])
    assert wrong(results, as_they_are, typed, refused) == {}
    said = {name: values(results / f"typed {name}.xlsx")["Summary", "A7"] for name in CHANGED}
    assert said["a bid that was left out wins"].startswith("Award to Example Works LLC at $940,000.00")
    assert said["no bid is left"] == "No award: no responsive bid is left to rank."
    shutil.rmtree(tmp_path / "profile")
