"""The workbook of ``lbpp report`` by its unzipped XML: formulas that the plan wrote, values that JSON gives, paper."""

import json
import re
from decimal import Decimal

import pandas as pd
import pytest
from chance import DUE
from make_samples import workbook
from reports import EVALUATING, MAIN, make, parsed, parts, sheet_parts, terms_of
from running import SAMPLES, lbpp

from lbpp_cli.from_files import evaluate_tables, tables_of
from lbpp_cli.read.input_cells import input_cells
from lbpp_cli.render import xlsx
from lbpp_cli.render.as_json import as_object
from lbpp_cli.render.sheets import Sheet
from lbpp_cli.render.workbook import plan

# Nothing of this is taken for anything but a text. Some of it is written as a workbook escapes it.
HOSTILE = {
    "equals": "=1+1",
    "plus": "+1",
    "minus": "-2+3",
    "at": "@SUM(A1)",
    "address": "http://example.com",
    "mail": "mailto:a@b.c",
    "sheet": "internal:Sheet1!A1",
    "array": "{=1+1}",
    "tab": "\t=1",
    "long": "x" * 30_000,
    "error": "#REF!",
    "true": "TRUE",
    "number": "24-117",
    "quotes": '"a" \'b\' ""',
    "markup": "A&B <i>&amp;</i>",
    "footer": "A&G 1 &[Picture] &P",
    "control": "a_x0001_b_x001F_c",
    "escape": "_x005F_x0041_ _x005F_x005F_",
    "nowhere": "a_xFFFF_b",
    "right to left": "\u05d0\u05d1 \u202ex",
    "combining": "e\u0301\u0327",
    "emoji": "👩‍👩‍👧😀" * 8,
    "lines": "a\r\nb\nc",
    "blanks": "  a  b\u00a0 ",
}
TABLES = ("Credits", "Subcontractors", "Readings and assumptions", "Findings", "Input")


def hostile(text, path):
    """A bid workbook that says something wherever it can."""
    fields = {
        "Solicitation number": text,
        "Title": text,
        "Department": text,
        "Contract value": 1_000_000,
        "Bid due date": DUE,
    }
    bids = [
        {"Bidder": text, "Bid amount": 900_000, "LBE": "x", text[:200]: text},
        {"Bidder": "Beta", "Bid amount": 950_000, "LBE": "x", "CBE": "x"},
        {"Bidder": "Gamma", "Bid amount": 1, "Responsive": "no", "Reason": text},
    ]
    subs = [{"Bidder": text, "Subcontractor": f"{text}s", "Work": text, "Amount": 100_000, "LSB": "x"}]
    book = workbook(fields, bids, subs)
    for cell in (cell for sheet in book for row in sheet.iter_rows() for cell in row):
        cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type
    book.save(path)
    return path


@pytest.fixture(scope="module", params=[*EVALUATING, *HOSTILE])
def report(request, tmp_path_factory):
    """A report as bytes, with its plan and its JSON."""
    folder = tmp_path_factory.mktemp("report")
    given = (
        SAMPLES / request.param
        if request.param in EVALUATING
        else hostile(HOSTILE[request.param], folder / "bids.xlsx")
    )
    assert make(given, folder / "report.xlsx") == EVALUATING.get(request.param, 0)
    terms = terms_of(given)
    tables = tables_of(given, terms, lambda path: path.name)
    evaluation = evaluate_tables(tables, terms)
    cells = input_cells(tables, evaluation.case.tabulation, terms.program.form)
    return (folder / "report.xlsx").read_bytes(), plan(evaluation, terms.program, cells), as_object(evaluation)


def test_formulas_are_those_of_the_plan_with_their_values(report):
    content, planned, _ = report
    found = sheet_parts(content)
    assert list(found) == [sheet.name for sheet in planned]
    for sheet in planned:
        written = {
            cell.get("r"): cell for cell in found[sheet.name].iter(f"{MAIN}c") if cell.find(f"{MAIN}f") is not None
        }
        wanted = {place: cell for place, cell in sheet.cells.items() if cell.formula is not None}
        assert len(written) == len(wanted)
        assert {cell.find(f"{MAIN}f").text for cell in written.values()} <= {
            cell.formula.replace(f"{sheet.name}!", "") for cell in wanted.values()
        }
        for cell in written.values():
            assert cell.get("t") in {None, "str"}
            assert cell.get("t") == "str" or cell.find(f"{MAIN}v").text


def test_nothing_leads_out_of_the_workbook(report):
    found = parts(report[0])
    for name, content in found.items():
        if name.endswith((".xml", ".rels")):
            parsed(content)
        assert b"TargetMode" not in content
        assert b"<hyperlink" not in content
    assert not [name for name in found if "external" in name.lower() or "vba" in name.lower()]


def test_it_is_made_for_paper(report):
    content, _, result = report
    for title, sheet in sheet_parts(content).items():
        setup, footer = sheet.find(f"{MAIN}pageSetup"), sheet.find(f"{MAIN}headerFooter/{MAIN}oddFooter").text
        assert (setup.get("orientation"), setup.get("paperSize", "1")) == ("landscape", "1")
        assert (setup.get("fitToWidth", "1"), setup.get("fitToHeight")) == ("1", "0")
        assert sheet.find(f"{MAIN}sheetPr/{MAIN}pageSetUpPr").get("fitToPage") == "1"
        assert footer.endswith("&R&8Page &P of &N")
        assert len(footer.encode("utf-16-le")) // 2 <= 255
        number = (result["solicitation"]["number"] or "").replace("&", '&&&"Arial,Regular"')
        if re.fullmatch(r"[ -^`-~]{0,80}", number):
            assert footer.startswith(f'&L&8&"Arial,Regular"{number}&C')
        assert (sheet.find(f".//{MAIN}pane") is not None) == (title in TABLES)
    names = {one.get("name") for one in parsed(parts(content)["xl/workbook.xml"]).iter(f"{MAIN}definedName")}
    assert "_xlnm.Print_Titles" in names


def test_pandas_reads_what_json_says(report, tmp_path):
    content, _, result = report
    (tmp_path / "report.xlsx").write_bytes(content)
    table = pd.read_excel(tmp_path / "report.xlsx", sheet_name="Credits", header=3, engine="calamine").iloc[1:]
    ranked = [entry for entry in result["bids"] if entry["status"] == "ranked"]
    names = {
        "Bid price": "bid_price",
        "Preference": "preference_percent",
        "Value": "preference_value",
        "Evaluated price": "evaluated_price",
    }
    names |= {"Score": "score", "Points added": "points_added", "Evaluated score": "evaluated_score"}
    names |= {"Rank before": "rank_before", "Rank after": "rank_after"}
    for entry, (_, row) in zip(ranked, table.iterrows(), strict=False):
        assert row["Bidder"].split() == entry["bidder"].split()
        for heading in names.keys() & set(table.columns):
            assert Decimal(repr(float(row[heading]))) == Decimal(entry[names[heading]]), heading


SETTINGS = [{"PYTHONHASHSEED": "1", "TZ": "UTC"}, {"PYTHONHASHSEED": "2", "TZ": "Asia/Tokyo", "LANG": "de_DE.UTF-8"}]


def test_the_same_input_gives_the_same_bytes(tmp_path):
    """From another folder, in another time zone and language, in another process."""
    written = []
    for number, settings in enumerate(SETTINGS):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "bids.xlsx").write_bytes((SAMPLES / "evidence.xlsx").read_bytes())
        assert lbpp("report", "bids.xlsx", "-o", "report.xlsx", cwd=folder, **settings).returncode == 0
        written.append((folder / "report.xlsx").read_bytes())
    assert written[0] == written[1]


@pytest.mark.parametrize(("sample", "status"), [("many_errors.xlsx", 1), ("page.xlsx", 2), ("tie.xlsx", 3)])
def test_exit_status(sample, status, tmp_path):
    (tmp_path / "page.xlsx").write_text("<html></html>")
    given = SAMPLES / sample if status != 2 else tmp_path / sample
    run = lbpp("report", given, "-o", tmp_path / "report.xlsx")
    assert run.returncode == status
    assert (tmp_path / "report.xlsx").exists() == (status == 3)


def test_where_no_bid_is_left_there_is_still_a_report(tmp_path):
    bids = [{"Bidder": "A", "Bid amount": 1, "Responsive": "no", "Reason": "no bond"}]
    workbook({"Contract value": 1_000_000, "Bid due date": DUE}, bids, []).save(tmp_path / "bids.xlsx")
    assert make(tmp_path / "bids.xlsx", tmp_path / "report.xlsx") == 3
    assert "Summary" in sheet_parts((tmp_path / "report.xlsx").read_bytes())


def test_a_report_that_exists_is_replaced_only_by_force(tmp_path):
    target = tmp_path / "report.xlsx"
    target.write_text("mine")
    run = lbpp("report", SAMPLES / "tie.xlsx", "-o", target)
    assert (run.returncode, target.read_text()) == (2, "mine")
    assert "--force" in run.stderr
    assert lbpp("report", SAMPLES / "tie.xlsx", "-o", target, "--force").returncode == 3


def test_files_of_one_name_are_told_apart(tmp_path, capsys):
    """Two folders, each with a file of that name: formulas follow the cell of the right one."""
    for name, text in (
        ("bids", "Bidder,Bid amount,LBE\nA,900000,x\nB,950000,x\n"),
        ("subs", "Bidder,Subcontractor,Work,Amount,LSB\nB,S,Paving,400000,x\n"),
    ):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.csv").write_text(text)
    output = tmp_path / "report.xlsx"
    fields = ("Contract value=1,000,000", "Bid due date=2025-06-02")
    assert make(tmp_path / "bids" / "x.csv", output, subcontractors=tmp_path / "subs" / "x.csv", fields=fields) == 0
    table = pd.read_excel(output, sheet_name="Subcontractors", header=3, engine="calamine").iloc[1]
    assert (table["Bidder"], table["Subcontractor"], table["Cost"]) == ("B", "S", 400_000)
    assert json.dumps(capsys.readouterr().out) == '""'


def test_all_digits_of_a_number_are_kept():
    """A program that wrote 0.1 + 0.2 stored 17 digits; so does the report."""
    sheet = Sheet("Input")
    sheet.write(0, 0, 0.1 + 0.2, "value")
    sheet.write(1, 0, Decimal("0.30000000000000004"), "value")
    written = parts(xlsx.write([sheet], "", ""))["xl/worksheets/sheet1.xml"]
    assert written.count(b"<v>0.30000000000000004</v>") == 2


def test_a_tabulation_is_imported_before_a_report(tmp_path):
    """The formulas of a report follow the cells of a bid workbook: the way to one is said, and nothing is written."""
    run = lbpp("report", SAMPLES / "tab_side_by_side.xlsx", "-o", tmp_path / "report.xlsx")
    assert run.returncode == 1
    assert "error tabulation-not-imported" in run.stderr
    assert "lbpp import tab_side_by_side.xlsx -o bids.xlsx" in " ".join(run.stderr.split())
    assert not (tmp_path / "report.xlsx").exists()
