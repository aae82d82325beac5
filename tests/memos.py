"""Bid workbooks for the tests of memo and letters, and what stands in a Word document."""

import io
from datetime import date, datetime, time
from pathlib import Path

from docx import Document
from make_samples import workbook
from openpyxl import load_workbook
from running import SAMPLES, lbpp

from lbpp_cli import programs
from lbpp_cli.from_files import Terms, evaluate_file
from lbpp_cli.read.rulebook import read_memo_texts
from lbpp_cli.render.drafting import Draft

HOSTILE = 'A & B <Sons> "Ltd" [x] {{ 7*7 }} {_{ %_} =1+1 | _x_'
SOLICITATION = {
    "Solicitation number": "RFB-7",
    "Title": "Curbs & gutters",
    "Department": "Bureau of Street Services",
    "Kind": "Bid",
    "Category": "Construction",
    "Contract value": 2_000_000,
    "Bid due date": datetime.combine(date(2025, 6, 2), time(14)),
}


def bid(name, amount, **more):
    return {"Bidder": name, "Bid amount": amount, "County work %": "100%", "City work %": "100%", **more}


def made(folder, bids, subs=(), name="made.xlsx", **solicitation):
    """A workbook in a folder."""
    path = Path(folder) / name
    workbook(SOLICITATION | solicitation, list(bids), list(subs)).save(path)
    return path


def hanging(folder):
    """An award that hangs on a reading.

    Local, 1,020,000: 6% + 2% + 2% for two LSB subcontractors of 30% each is 918,000.00; read sub-cap=per-certification
    it is 6% + 2%, 938,400.00, more than Plain's 930,000.00.
    """
    subs = [
        {"Bidder": "Local", "Subcontractor": f"S{n}", "Work": "Paving", "Amount": 310_000, "LSB": "x"} for n in (1, 2)
    ]
    return made(folder, [bid("Local", 1_020_000, LBE="x"), bid("Plain", 930_000)], subs, "hanging.xlsx")


def none_left(folder):
    bids = [bid("A & Sons", 100_000, Responsive="no", Reason="Bid bond missing"),
            bid("B", 120_000, Responsive="no", Reason="Received after the due time")]  # fmt: skip
    return made(folder, bids, name="none.xlsx")


def undecided(folder):
    """An award that hangs on an application: Waiting, 1,050,000.00 less 6% is 987,000.00, below Plain's 1,000,000.00."""
    path = made(folder, [bid("Plain", 1_000_000), bid("Waiting", 1_050_000, LBE="x")], name="undecided.xlsx")
    book = load_workbook(path)
    sheet = book.create_sheet("Certifications")
    sheet.append(["Firm", "Certification", "Applied", "Granted", "Expires"])
    sheet.append(["Waiting", "LBE", date(2025, 5, 1)])
    book.save(path)
    return path


def waived(folder):
    bids = [bid("Local", 1_010_000, LBE="x"), bid("Plain", 1_000_000)]
    more = {"Preference waived": "Restricted funds", "Waiver document": "Grant agreement 12"}
    return made(folder, bids, name="waived.xlsx", **more)


def hostile(folder):
    """Its own name everywhere that a name can stand: winner, loser, subcontractor, work, reason, title."""
    bids = [
        bid(HOSTILE, 1_000_000, LBE="x"),
        bid(f"{HOSTILE} 2", 1_100_000),
        bid(f"{HOSTILE} 3", 900_000, Responsive="no", Reason=HOSTILE),
    ]
    subs = [{"Bidder": f"{HOSTILE} 2", "Subcontractor": HOSTILE, "Work": HOSTILE, "Amount": 300_000, "LSB": "x"}]
    return made(folder, bids, subs, "hostile.xlsx", Title=HOSTILE)


SITUATIONS = {
    "chart": (lambda _: SAMPLES / "reference_chart.xlsx", 0),
    "tie": (lambda _: SAMPLES / "tie.xlsx", 3),
    "none": (none_left, 3),
    "small-contract": (lambda _: SAMPLES / "small_contract.xlsx", 0),
    "proposal": (lambda _: SAMPLES / "proposal.xlsx", 0),
    "value-limit": (lambda _: SAMPLES / "value_limit.xlsx", 0),
    "register": (lambda _: SAMPLES / "evidence.xlsx", 0),
    "waived": (waived, 0),
    "hanging": (hanging, 3),
}


def draft(path, *, strict=False, **details):
    """What a memo is drafted from, in this process."""
    terms = Terms.of("la-lbpp", {}, {})
    evaluation = evaluate_file(path, terms, shown=lambda one: one.name)
    texts = read_memo_texts(programs.folder("la-lbpp"), evaluation.rules)
    return Draft(evaluation, terms.program, texts, details, strict)


def memo(*arguments, **more):
    return lbpp("memo", *arguments, **more)


def pieces(content):
    """Every paragraph of a Word document, those in the cells of tables too, in order."""
    document = Document(io.BytesIO(content) if isinstance(content, bytes) else content)
    found = []
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            found += [cell.text for row in block.rows for cell in row.cells]
        else:
            found.append(block.text)
    return [piece for piece in found if piece]


def template(folder, *lines, table=(), name="template.docx"):
    """A Word template with a paragraph for each line and, if given, a table of rows."""
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    if table:
        grid = document.add_table(len(table), len(table[0]))
        for row, cells in zip(grid.rows, table, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    path = Path(folder) / name
    document.save(path)
    return path
