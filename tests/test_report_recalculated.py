"""The report, worked out again by LibreOffice from its formulas: as it is, and with other figures on its Input sheet.

LibreOffice starts once for all the files. More solicitations: HYPOTHESIS_PROFILE=thousands.
"""

import os
import shutil

import pytest
from chance import Solicitation
from make_samples import SAMPLE_BIDS
from openpyxl import load_workbook
from recalculated import OFFICE, recalculate, with_input, wrong
from reports import EVALUATING, make

MORE = os.environ.get("HYPOTHESIS_PROFILE", "short") != "short"
SEEDS = range(60 if MORE else 4)
CHART = "reference_chart.xlsx"
# What is changed in a sample, by the address in the input: boundaries, and what lbpp whatif prints for the samples.
CHANGED = {
    "a cost of exactly a tenth": (CHART, {"Bids!B2": 1_150_000, "Subcontractors!D2": 115_000}),
    "a cent less than a tenth": (CHART, {"Bids!B2": 1_150_000, "Subcontractors!D2": 114_999.99}),
    "marks": (CHART, {"Bids!C4": None, "Bids!E2": "x", "Subcontractors!H2": "x"}),
    "a tie that a cent ends": ("tie.xlsx", {"Bids!B3": 451_327.49}),
    "at the limit of the value": ("value_limit.xlsx", {"Bids!B4": 8_333_333.33}),
    "scores, finer than before": ("proposal.xlsx", {"Bids!C2": 79.1234, "Bids!B3": 100_000.01}),
    "a small contract": ("small_contract.xlsx", {"Bids!B2": 99_999.99, "Bids!B3": 100_000.01}),
}
# What the formulas say no award for, rather than another than the program.
REFUSED = {
    "a mark that is none": (CHART, {"Bids!C4": "maybe"}),
    "half a cent": (CHART, {"Bids!B2": 1_000_000.005}),
    "an amount of text": (CHART, {"Bids!B2": "$1,000,000"}),
    "a value under the limit": (CHART, {"Solicitation!B7": 150_000}),
    "a score above the points": ("proposal.xlsx", {"Bids!C2": 1_000}),
    "a score that is too fine": ("proposal.xlsx", {"Bids!C2": 79.12345}),
}


def evaluated(tmp_path, name, book, **given):
    """The report of a bid workbook."""
    (tmp_path / f"{name}.xlsx").parent.mkdir(exist_ok=True)
    book.save(tmp_path / f"{name}.xlsx")
    make(tmp_path / f"{name}.xlsx", tmp_path / f"report {name}.xlsx", **given)
    return tmp_path / f"report {name}.xlsx"


def changed_book(sample, changes):
    book = load_workbook(SAMPLE_BIDS / sample)
    for cell, value in changes.items():
        sheet, _, at = cell.partition("!")
        book[sheet][at].value = value
    return book


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed: nothing else here works formulas out")
def test_libreoffice_works_out_what_the_program_says(tmp_path):
    as_they_are, typed, refused = [], {}, {}
    for sample in EVALUATING:
        as_they_are.append(tmp_path / f"report {sample}.xlsx")
        make(SAMPLE_BIDS / sample, as_they_are[-1])
    for seed in (*SEEDS, 25):
        one = Solicitation(seed, 25 if seed == 25 else None)
        as_they_are.append(evaluated(tmp_path, f"chance {seed}", one.book(), readings=one.readings))
    for name, (sample, changes) in CHANGED.items():
        report = with_input(tmp_path / f"report {sample}.xlsx", changes, tmp_path / f"typed {name}.xlsx")
        typed[report] = evaluated(tmp_path, name, changed_book(sample, changes))
    for name, (sample, changes) in REFUSED.items():
        report = tmp_path / f"report {sample}.xlsx"
        refused[with_input(report, changes, tmp_path / f"refused {name}.xlsx")] = report
    results = recalculate(tmp_path, [*as_they_are, *typed, *refused])
    assert wrong(results, as_they_are, typed, refused) == {}
    shutil.rmtree(tmp_path / "profile")
