"""Makes reports and verifies them within the process of the tests, as the commands would."""

import contextlib
import io
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import typer
from running import SAMPLES

from lbpp_cli.commands import options, report, verify

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
CSV = ("Bid due date=2025-06-02", "Contract value=$1,200,000")
EVALUATING = {
    "reference_chart.xlsx": 0,
    "small_contract.xlsx": 0,
    "proposal.xlsx": 0,
    "value_limit.xlsx": 0,
    "evidence.xlsx": 0,
    "tie.xlsx": 3,
    "csv_bids.csv": 0,
}


def terms_of(path, *, fields=(), readings=(), certifications=None, subcontractors=None, program="la-lbpp"):
    """The terms of an evaluation; a sample of CSV files gets what it needs."""
    if Path(path).name == "csv_bids.csv" and not fields:
        fields, subcontractors = CSV, SAMPLES / "csv_subcontractors.csv"
    terms = options.terms_of(program, {}, fields, readings)
    return terms._replace(subcontractors=subcontractors, certifications=certifications)


def make(path, output, **given):
    """Writes the report of a file; gives the exit status."""
    return report.run(Path(path), terms_of(path, **given), Path(output), force=True, strict=False)


def verified(made, *inputs):
    """The exit status of ``lbpp verify``, and all that it says, each thing on a line."""
    said, complained = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(complained):
        try:
            status = verify.run(Path(made), [Path(one) for one in inputs])
        except typer.BadParameter as error:
            return error.exit_code, error.format_message()
    return status, said.getvalue() + complained.getvalue()


def differing(said):
    """The places that a verification says differ, in order."""
    lines = [line.split(" ", 1)[1] for line in said.splitlines() if line.startswith("differs ")]
    return [line.partition(": ")[0] for line in lines]


def parts(content):
    """Every part of a package by its name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def parsed(part):
    return ET.fromstring(part)  # noqa: S314  the program wrote it


def sheet_parts(content):
    """The parsed XML of each sheet by its title."""
    found = parts(content)
    titles = [one.get("name") for one in parsed(found["xl/workbook.xml"]).iter(f"{MAIN}sheet")]
    return {title: parsed(found[f"xl/worksheets/sheet{number}.xml"]) for number, title in enumerate(titles, start=1)}
