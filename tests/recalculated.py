"""Has LibreOffice work workbooks out again, from their formulas alone."""

import os
import shutil
import subprocess

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from reports import verified

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
# 0: work every formula out again on loading, whatever values are stored.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
# These cells speak of a change of the input itself.
ABOUT_THE_CHANGE = {("Summary", "A11")}


def recalculate(folder, files):
    """Recalculates xlsx files in one go; gives the folder of the results."""
    results, profile = folder / "recalculated", folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS)
    command = [OFFICE, f"-env:UserInstallation=file://{profile}", "--headless", "--norestore"]
    command += ["--convert-to", "xlsx", "--outdir", results, *files]
    environment = os.environ | {"HOME": str(folder)}
    subprocess.run(command, check=True, capture_output=True, timeout=300, env=environment)
    return results


def values(path):
    """The value of every cell that has one, by sheet and address."""
    book = load_workbook(path, data_only=True)
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value not in {None, ""}
    }


def with_input(report, changes, output):
    """A report in which values on the Input sheet are typed over."""
    book = load_workbook(report)
    sheet = book["Input"]
    rows = {f"{row[2].value}!{row[3].value}": row for row in sheet.iter_rows(min_row=6)}
    for cell, value in changes.items():
        rows[cell][6].value = value
    book.save(output)
    return output


def same(one, other):
    """Numbers to 15 digits, which is what a spreadsheet keeps."""
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return f"{one:.14g}" == f"{other:.14g}"
    return one == other


def differences(expected, actual, places):
    return [
        f"{place}: {expected.get(place)!r} is {actual.get(place)!r}"
        for place in places
        if not same(expected.get(place), actual.get(place))
    ]


def formula_places(report, *, printed=False):
    """Where the formulas of the rules stand. ``printed``: those alone that are not in working columns."""
    book = load_workbook(report)
    for name in {"Summary", "Credits", "Subcontractors", "Participation"} & set(book.sheetnames):
        last = range_boundaries(book[name].print_area.rpartition("!")[2])[2] if printed else None
        for row in book[name].iter_rows(max_col=last):
            yield from ((name, cell.coordinate) for cell in row if cell.data_type == "f")


def wrong(results, as_they_are, typed, refused, *, printed=False):
    """What recalculation makes wrong: of reports as they are, with other figures typed in, and with refused ones.

    ``typed``: each report with the one that the same figures in its input lead to; ``printed``: which are compared but
    for their working columns.
    """
    found = {}
    for report in as_they_are:
        before, after = values(report), values(results / report.name)
        found[report.name] = differences(before, after, sorted(before.keys() | after.keys()))
        status, said = verified(results / report.name)
        found[report.name] += [said] if status else []
    for report, expected in typed.items():
        places = set(formula_places(report, printed=printed)) - ABOUT_THE_CHANGE
        found[report.name] = differences(values(expected), values(results / report.name), sorted(places))
    for report in refused:
        said = values(results / report.name)["Summary", "A7"]
        found[report.name] = [] if said == "No award can be said." else [said]
    return {name: places[:9] for name, places in found.items() if places}
