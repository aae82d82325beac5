"""Which program evaluates a file: the option, else what the sheet names, else the default."""

import json

import openpyxl
import pytest
from running import lbpp

from lbpp_cli import programs

OTHER = next(name for name in programs.names() if name != programs.DEFAULT)


def workbook(path, program=None, **fields):
    """A workbook with one bid that every program can evaluate."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = "Solicitation"
    page.append(["Field", "Value"])
    for name, value in {
        "Category": "Services",
        "Contract value": 40000,
        "Bid due date": "2026-05-01",
        **fields,
    }.items():
        page.append([name, value])
    if program is not None:
        page.append(["Program", program])
    bids = book.create_sheet("Bids")
    bids.append(["Bidder", "Bid amount", "County work %", *programs.load(OTHER).certifications])
    bids.append(["Alpha", 40000, None])
    book.save(path)
    return path


def evaluated(*args):
    run = lbpp("evaluate", *args, "--format", "json")
    return json.loads(run.stdout), run.returncode


@pytest.mark.parametrize("spelt", [OTHER, OTHER.upper(), OTHER.replace("-", " ")])
def test_the_sheet_names_the_program(tmp_path, spelt):
    result, _ = evaluated(workbook(tmp_path / "bids.xlsx", spelt))
    assert result["program"] == OTHER
    assert result["award"]["bidder"] == "Alpha"


def test_without_a_name_it_is_the_default_and_the_option_decides(tmp_path):
    path = workbook(tmp_path / "bids.xlsx")
    assert evaluated(path)[0]["program"] == programs.DEFAULT
    assert evaluated(path, "--program", OTHER)[0]["program"] == OTHER


def codes(result):
    return [(one["code"], one["cell"]) for one in result["findings"] if one["severity"] == "error"]


def test_a_program_that_there_is_not(tmp_path):
    result, status = evaluated(workbook(tmp_path / "bids.xlsx", "no-such"))
    assert (codes(result), status) == ([("program-unknown", "Solicitation!B5")], 1)


def test_a_sheet_that_contradicts_the_option(tmp_path):
    """Nobody says which of the two is right."""
    result, status = evaluated(workbook(tmp_path / "bids.xlsx", OTHER), "--program", programs.DEFAULT)
    assert (codes(result), status) == ([("program-differs", "Solicitation!B5")], 1)


def test_a_reading_of_another_program(tmp_path):
    reading = programs.load(programs.DEFAULT).readings[0]
    result, status = evaluated(workbook(tmp_path / "bids.xlsx", OTHER), "--reading", f"{reading.id}={reading.default}")
    assert (codes(result), status) == ([("option-not-of-program", "Solicitation!B5")], 1)


def test_what_has_no_meaning_under_a_program_is_said(tmp_path):
    """A column or field of another program is not read as if it meant something, and not passed over in silence."""
    path = workbook(tmp_path / "bids.xlsx", OTHER, **{"Preference waived": "Best interest"})
    book = openpyxl.load_workbook(path)
    book["Bids"]["C2"] = "70%"
    book.save(path)
    result, _ = evaluated(path)
    found = [(one["code"], one["cell"]) for one in result["findings"] if one["code"] == "not-of-the-program"]
    assert sorted(found) == [("not-of-the-program", "Bids!C2"), ("not-of-the-program", "Solicitation!B5")]
    assert result["solicitation"]["waiver"] is None
