"""For each check of lbpp check a workbook with exactly that fault, and its twin without it."""

import io
import json
import struct
import zipfile
from contextlib import suppress

import hostile
import openpyxl
import pytest
from audited import audited, book, found, message, sheet
from make_samples import SAMPLE_BIDS, SAMPLES
from openpyxl.comments import Comment
from running import as_seen, lbpp
from xlsb_writer import number, record, row, text, xlsb

from lbpp_cli.findings import CATALOGUE, UnreadableFileError
from lbpp_cli.formula_text import Copies, tokens

TABLE = {"A1": "Item", "B1": "Amount", "A2": "a", "B2": 10, "A3": "b", "B3": 20, "A4": "c", "B4": 40}
BIDS = {"A1": "Bidder", "B1": "Bid amount", "A2": "Acme", "B2": 100, "A3": "Zeta", "B3": 200}
PRICES = {"A1": "Qty", "B1": "Price", "C1": "Total"} | {
    key: value
    for at in range(2, 6)
    for key, value in {f"A{at}": at, f"B{at}": 10, f"C{at}": (f"A{at}*B{at}", 10 * at)}.items()
}
HIDDEN = ' hidden="1"'


def table(total=("SUM(B2:B4)", 70), at="B5", **options):
    return book(sheet(TABLE | {at: total}, **options))


def with_columns(attributes):
    return f"<cols><col {attributes}/></cols>"


def linked(kind="externalLink", target="file:///C:/prices.xlsx"):
    link = f'<Relationships xmlns="{hostile.PACKAGE}"><Relationship Id="rId1" Type="{hostile.OFFICE}/{kind}Path" Target="{target}" TargetMode="External"/></Relationships>'
    return {
        "xl/externalLinks/externalLink1.xml": "<externalLink/>",
        "xl/externalLinks/_rels/externalLink1.xml.rels": link,
    }


def merged(*areas):
    listed = "".join(f'<mergeCell ref="{area}"/>' for area in areas)
    return f"<mergeCells>{listed}</mergeCells>"


def condition(number, area="B2:B4"):
    return f'<conditionalFormatting sqref="{area}"><cfRule type="expression" dxfId="{number}"><formula>B2>1</formula></cfRule></conditionalFormatting>'


def named(name, value, sheet=None):
    own = "" if sheet is None else f' localSheetId="{sheet}"'
    return f'<definedNames><definedName name="{name}"{own}>{value}</definedName></definedNames>'


def states(state):
    """Two sheets of which the second is in a state."""
    parts = hostile.xlsx_parts(sheet(TABLE), sheet({"A1": "secret", "B1": 7}), names=("Prices", "Costs"))
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace('name="Costs"', f'name="Costs"{state}')
    return hostile.zipped(parts)


def commented(text_of_comment):
    made = openpyxl.Workbook()
    made.active.title = "Bids"
    for line in (["Bidder", "Bid amount"], ["Acme", 100], ["Zeta", 200]):
        made.active.append(line)
    if text_of_comment:
        made.active["B3"].comment = Comment(text_of_comment, "Clerk")
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def with_tables(second):
    return book(sheet(TABLE), sheet(second))


# For each case: the faulty workbook, the code and place, and the twin without the fault.
CASES = {
    "hidden row": (table(attributes={3: HIDDEN}), "row-hidden", "Prices!3:3", table()),
    "hidden row with content": (book(sheet(TABLE, attributes={3: HIDDEN})), "row-hidden", "Prices!3:3", book(sheet(TABLE).replace("</sheetData>", '<row r="9" hidden="1"/></sheetData>'))),
    "row of no height": (table(attributes={3: ' ht="0" customHeight="1"'}), "row-hidden", "Prices!3:3", table(attributes={3: ' ht="12" customHeight="1"'})),
    "bid in a hidden row": (book(sheet(BIDS, attributes={3: HIDDEN}), names=("Bids",)), "bid-hidden", "Bids!3:3", book(sheet(BIDS), names=("Bids",))),
    "bid in a hidden sheet": (
        hostile.zipped((parts := hostile.xlsx_parts(sheet(TABLE), sheet(BIDS), names=("Prices", "Bids"))) | {"xl/workbook.xml": parts["xl/workbook.xml"].replace('name="Bids"', 'name="Bids" state="hidden"')}),
        "bid-hidden", "Bids", book(sheet(TABLE), sheet(BIDS), names=("Prices", "Bids")),
    ),
    "amounts in a hidden column": (book(sheet(BIDS, before=with_columns('min="2" max="2" hidden="1"')), names=("Bids",)), "bid-hidden", "Bids!B:B", book(sheet(BIDS, before=with_columns('min="3" max="3" hidden="1"')), names=("Bids",))),
    "hidden column": (book(sheet(TABLE, before=with_columns('min="2" max="2" hidden="1"'))), "column-hidden", "Prices!B:B", book(sheet(TABLE, before=with_columns('min="2" max="2" width="9"')))),
    "column of no width": (book(sheet(TABLE, before=with_columns('min="1" max="2" width="0" customWidth="1"'))), "column-hidden", "Prices!A:B", book(sheet(TABLE, before=with_columns('min="1" max="2" width="2"')))),
    "filtered row": (table(attributes={3: HIDDEN}, after='<autoFilter ref="A1:B4"><filterColumn colId="0"/></autoFilter>'), "row-hidden", "Prices!3:3", table(after='<autoFilter ref="A1:B4"><filterColumn colId="0"/></autoFilter>')),
    "hidden sheet": (states(' state="hidden"'), "sheet-hidden", "Costs", states("")),
    "very hidden sheet": (states(' state="veryHidden"'), "sheet-hidden", "Costs", states(' state="visible"')),
    "number format of nothing": (table(styles={"B3": 2}), "value-invisible", "Prices!B3", table(styles={"B3": 1})),
    "white on white": (table(styles={"B3": 4}), "value-invisible", "Prices!B3", table(styles={"B3": 5})),
    "nearly white": (table(styles={"B3": 7}), "value-invisible", "Prices!B3", table(styles={"B3": 8})),
    "black on black": (table(styles={"B3": 9}), "value-invisible", "Prices!B3", table()),
    "format that shows another figure": (table(styles={"B3": 10}), "value-invisible", "Prices!B3", table(styles={"B3": 11})),
    "format that adds digits": (table(styles={"B3": 12}), "value-invisible", "Prices!B3", table(styles={"B3": 11})),
    "sign that is not shown": (book(sheet(TABLE | {"B3": -20, "B5": ("SUM(B2:B4)", 30)}, styles={"B3": 13})), "sign-hidden", "Prices!B3", book(sheet(TABLE | {"B3": -20, "B5": ("SUM(B2:B4)", 30)}, styles={"B3": 14}))),
    "rows above frozen ones": (table(before='<sheetViews><sheetView workbookViewId="0" topLeftCell="A3"><pane ySplit="1" topLeftCell="A9" state="frozen"/></sheetView></sheetViews>'), "row-hidden", "Prices!1:2", table(before='<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A9" state="frozen"/></sheetView></sheetViews>')),
    "zeros that are not shown": (book(sheet(TABLE | {"B4": 0}, before='<sheetViews><sheetView workbookViewId="0" showZeros="0"/></sheetViews>')), "zeros-not-shown", "Prices!B4", table(before='<sheetViews><sheetView workbookViewId="0" showZeros="0"/></sheetViews>')),
    "tabs that are not shown": (book(sheet(TABLE), sheet({"A1": "x"}), settings='<bookViews><workbookView showSheetTabs="0"/></bookViews>'), "tabs-hidden", "", book(sheet(TABLE), settings='<bookViews><workbookView showSheetTabs="0"/></bookViews>')),
    "print that leaves out": (book(sheet(TABLE), settings=named("_xlnm.Print_Area", "Prices!$A$1:$B$3", 0)), "print-leaves-out", "Prices!A1:B3", book(sheet(TABLE), settings=named("_xlnm.Print_Area", "Prices!$A$1:$B$4", 0))),
    "tiny letters": (table(styles={"B3": 6}), "value-invisible", "Prices!B3", table()),
    "value under a merged cell": (book(sheet({"A1": "Title", "B1": 5, "A3": "x"}, after=merged("A1:C1"))), "value-invisible", "Prices!B1", book(sheet({"A1": "Title", "A3": "x"}, after=merged("A1:C1")))),
    "condition that hides": (table(after=condition(0)), "format-may-hide", "Prices!B2:B4", table(after=condition(1))),
    "never calculated": (table(("SUM(B2:B4)", None)), "formula-uncalculated", "Prices!B5", table()),
    "error": (
        book(hostile.worksheet('<row r="1"><c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>')), "cell-error", "Prices!A1", book(sheet({"A1": ("1/2", 0.5)})),
    ),
    "old sum": (table(("SUM(B2:B4)", 71)), "result-stale", "Prices!B5", table(("SUM(B2:B4)", 70.00000000000001))),
    "old subtotal": (table(("SUBTOTAL(9,B2:B4)", 71)), "result-stale", "Prices!B5", table(("SUBTOTAL(9,B2:B4)", 70))),
    "old sum of products": (book(sheet(PRICES | {"D1": ("SUMPRODUCT(A2:A5,B2:B5)", 141)})), "result-stale", "Prices!D1", book(sheet(PRICES | {"D1": ("SUMPRODUCT(A2:A5,B2:B5)", 140)}))),
    "old average": (table(("AVERAGE(B2:B4)*3", 71)), "result-stale", "Prices!B5", table(("AVERAGE(B2:B4)*3", 70))),
    "old choice": (book(sheet(TABLE | {"D1": ("IF(B2&gt;=10,1,2)", 2)})), "result-stale", "Prices!D1", book(sheet(TABLE | {"D1": ("IF(B2&gt;10,1,2)", 2)}))),
    "choice by a blank": (book(sheet(TABLE | {"D1": ('IF(C2="",1,2)', 2)})), "result-stale", "Prices!D1", book(sheet(TABLE | {"D1": ('IF(B2="",1,2)', 2)}))),
    "rounded up": (book(sheet(TABLE | {"D1": ("ROUNDUP(B2/3,0)", 3)})), "result-stale", "Prices!D1", book(sheet(TABLE | {"D1": ("ROUNDDOWN(B2/3,0)", 3)}))),
    "old product": (book(sheet({"A1": 3, "B1": 1.1, "C1": ("A1*B1", 3.31)})), "result-stale", "Prices!C1", book(sheet({"A1": 3, "B1": 1.1, "C1": ("A1*B1", 3.3000000000000003)}))),
    "old reference to a text": (book(sheet({"A1": "Acme", "B1": ("A1", "Zeta")})), "result-stale", "Prices!B1", book(sheet({"A1": "Acme", "B1": ("A1", "Acme")}))),
    "calculated by hand": (book(sheet(TABLE | {"B5": ("SUM(B2:B4)", 70)}), settings='<calcPr calcMode="manual"/>'), "calculation-manual", "", book(sheet(TABLE), settings='<calcPr calcMode="manual"/>')),
    "circle": (book(sheet({"A1": ("B1+1", 1), "B1": ("A1*2", 2)})), "formula-circular", "Prices!A1", book(sheet({"A1": ("C1+1", 1), "B1": ("A1*2", 2)}))),
    "circle over two sheets": (book(sheet({"A1": ("SUM(Other!A1:A3)", 1)}), sheet({"A2": ("Prices!A1", 1)})), "formula-circular", "Prices!A1", book(sheet({"A1": ("SUM(Other!A1:A3)", 1)}), sheet({"A2": ("Prices!A2", 0), "A3": ("ROW(Prices!A1)", 1)}))),
    "calculated in rounds": (book(sheet(TABLE), settings='<calcPr iterate="1"/>'), "calculation-iterative", "", book(sheet(TABLE), settings='<calcPr iterate="0"/>')),
    "dates from 1904": (book(sheet(TABLE), settings='<workbookPr date1904="1"/>'), "dates-from-1904", "", book(sheet(TABLE), settings='<workbookPr date1904="0"/>')),
    "calculated as shown": (book(sheet(TABLE), settings='<calcPr fullPrecision="0"/>'), "precision-as-shown", "", book(sheet(TABLE), settings='<calcPr fullPrecision="1"/>')),
    "sum one row short": (table(("SUM(B2:B3)", 30)), "sum-misses-rows", "Prices!B5", table()),
    "sum one row late": (table(("SUM(B3:B4)", 60)), "sum-misses-rows", "Prices!B5", table()),
    "terms with a gap": (book(sheet(TABLE | {"B5": 5, "B6": ("B2+B4+B5", 55)})), "sum-misses-rows", "Prices!B6", book(sheet(TABLE | {"B5": 5, "B6": ("B2+B3+B4+B5", 75)}))),
    "terms one short": (book(sheet(TABLE | {"B5": 5, "B6": ("B2+B3+B4", 70)})), "sum-misses-rows", "Prices!B6", book(sheet(TABLE | {"B6": ("B2+B3", 30)}))),
    "two ranges with a gap": (book(sheet(TABLE | {"B5": 5, "B6": 6, "B7": ("SUM(B2:B3,B5:B6)", 41)})), "sum-misses-rows", "Prices!B7", book(sheet(TABLE | {"B5": 5, "B6": 6, "B7": ("SUM(B2:B3,B4:B6)", 81)}))),
    "number within a sum": (table(("SUM(B2:B4)+100", 170)), "sum-adds-number", "Prices!B5", table(("SUM(B2:B4)*1.1", 77))),
    "number among the terms": (table(("SUM(B2:B4,-5)", 65)), "sum-adds-number", "Prices!B5", table(("B4-5", 35))),
    "sum far below": (table(("SUM(B2:B3)", 30), at="B9"), "sum-misses-rows", "Prices!B9", table(at="B9")),
    "sum elsewhere": (with_tables({"A1": ("SUM(Prices!B2:B3)", 30)}), "sum-misses-rows", "Other!A1", with_tables({"A1": ("SUM(Prices!B2:B4)", 70)})),
    "row total of a missed row": (book(sheet(TABLE | {"C2": 1, "C3": 2, "C4": 3, "D4": ("SUM(B4:C4)", 43), "B5": ("SUM(B2:B3)", 30), "C5": ("SUM(C2:C4)", 6)})), "sum-misses-rows", "Prices!B5", book(sheet(TABLE | {"C2": 1, "C3": 2, "C4": 3, "D4": ("SUM(B4:C4)", 43), "B5": ("SUM(B2:B4)", 70), "C5": ("SUM(C2:C4)", 6)}))),
    "sum of itself": (table(("SUM(B2:B5)", 70)), "sum-counts-twice", "Prices!B5", table()),
    "subtotal counted twice": (
        book(sheet({"A1": 1, "A2": 2, "A3": ("SUM(A1:A2)", 3), "A4": 4, "A5": ("SUM(A1:A4)", 10)})), "sum-counts-twice", "Prices!A5",
        book(sheet({"A1": 1, "A2": 2, "A3": ("SUBTOTAL(9,A1:A2)", 3), "A4": 4, "A5": ("SUBTOTAL(9,A1:A4)", 7)})),
    ),
    "typed extension": (book(sheet(PRICES | {"C3": 31})), "formula-typed-over", "Prices!C3", book(sheet(PRICES))),
    "typed extension at the end": (book(sheet(PRICES | {"C5": 51})), "formula-typed-over", "Prices!C5", book(sheet({key: value for key, value in PRICES.items() if key not in ("A5", "B5")} | {"C5": 51}))),
    "two typed extensions": (book(sheet(PRICES | {"A6": 6, "B6": 10, "C6": ("A6*B6", 60), "C3": 31, "C4": 41})), "formula-typed-over", "Prices!C3:C4", book(sheet(PRICES | {"A6": 6, "B6": 10, "C6": ("A6*B6", 60), "C4": "none"}))),
    "typed in a row": (
        book(sheet({f"{letter}1": 100 for letter in "ABCDE"} | {f"{letter}2": (f"{letter}1*2", 200) for letter in "ABDE"} | {"C2": 210})), "formula-typed-over", "Prices!C2",
        # Unit prices stand between the totals of bidders side by side.
        book(sheet({"A1": 2} | {f"{letter}1": 5 for letter in "BDFH"} | {f"{letter}1": (f"{other}1*$A1", 10) for letter, other in ("CB", "ED", "GF", "IH")})),
    ),
    "typed total": (book(sheet(PRICES | {"B6": ("SUM(B2:B5)", 40), "C6": 150})), "formula-typed-over", "Prices!C6", book(sheet(PRICES | {"B6": ("SUM(B2:B5)", 40), "C6": ("SUM(C2:C5)", 140)}))),
    "other formula": (book(sheet(PRICES | {"C3": ("A3+B3", 13)})), "formula-inconsistent", "Prices!C3", book(sheet(PRICES))),
    "other total": (
        book(sheet({"A1": 1, "B1": 1, "C1": 1, "A2": 2, "B2": 2, "C2": 2, "A3": ("SUM(A1:A2)", 3), "B3": ("SUM(B1:B2)+B1", 4), "C3": ("SUM(C1:C2)", 3)})), "formula-inconsistent", "Prices!B3",
        book(sheet({"A1": 1, "B1": 1, "C1": 1, "A2": 2, "B2": 2, "C2": 2, "A3": ("SUM(A1:A2)", 3), "B3": ("SUM(B1:B2)", 3), "C3": ("SUM(C1:C2)", 3)})),
    ),
    "amount as text": (book(sheet(TABLE | {"B3": "$1,200.00 "})), "number-as-text", "Prices!B3", book(sheet(TABLE | {"B3": "n/a"}))),
    "corrected total": (book(sheet(TABLE | {"B3": "4,249,540.76*"})), "number-as-text", "Prices!B3", book(sheet(TABLE | {"B3": "see note 2"}))),
    "whole number as text": (book(sheet(TABLE | {"B3": "20"}, styles={"B3": 1})), "number-as-text", "Prices!B3", book(sheet(TABLE | {"B3": "020"}, styles={"B3": 1}))),
    "typed with an apostrophe": (book(sheet(TABLE | {"B4": "40"})), "number-as-text", "Prices!B4", book(sheet({"B1": "2025", "B2": 10, "B3": 20}))),
    "spaces of the web": (book(sheet(TABLE | {"B3": "1\u00a0200\u00a0"})), "number-as-text", "Prices!B3", book(sheet(TABLE | {"B3": "lot\u00a07"}))),
    "wide digits": (book(sheet(TABLE | {"B4": "４０"})), "number-as-text", "Prices!B4", book(sheet(TABLE | {"B4": "４０ each"}))),
    "text of a formula": (book(sheet(TABLE | {"B3": ('TEXT(20,"0.00")', "20.00"), "B5": ("SUM(B2:B4)", 50)})), "number-as-text", "Prices!B3", book(sheet(TABLE | {"C3": ('TEXT(20,"0.00")', "20.00")}))),
    "prices all as text": (book(sheet({"A1": "Unit price", "A2": "5200", "A3": "85"})), "number-as-text", "Prices!A2:A3", book(sheet({"A1": "Room", "A2": "5200", "A3": "85"}))),
    "bids as text": (book(sheet({"A1": "Bidder", "B1": "Bid amt", "A2": "Acme", "B2": "5200"}), names=("Bids",)), "number-as-text", "Bids!B2", book(sheet({"A1": "Bidder", "B1": "Bid amount", "A2": "Acme", "B2": 5200, "C2": "5200"}), names=("Bids",))),
    "date as text": (book(sheet(TABLE | {"B3": "06/02/2025"})), "date-as-text", "Prices!B3", book(sheet(TABLE | {"B3": "06/02"}))),
    "merged over rows": (book(sheet(TABLE | {"C2": "both"}, after=merged("C2:C3"))), "cells-merged", "Prices!C2:C3", book(sheet(TABLE | {"C2": "both"}))),
    "merged over columns": (
        book(sheet({"A1": "x", "B1": 1, "C1": 2, "A2": 5, "B2": 3}, after=merged("B2:C2"))), "cells-merged", "Prices!B2:C2", book(sheet({"A1": "x", "B1": 1, "C1": 2, "A2": 5, "B2": 3})),
    ),
    "merged title": (book(sheet({"A1": "Bids", "A3": "x"}, after=merged("A1:D1"))), "titles-merged", "", book(sheet({"A1": "Bids", "A3": "x"}))),
    "half a cent": (book(sheet(TABLE | {"B3": 540.755}, styles={"B3": 1})), "amount-rounded-by-format", "Prices!B3", book(sheet(TABLE | {"B3": 540.75}, styles={"B3": 1}))),
    "binary noise is none": (book(sheet(TABLE | {"B3": 0.3049}, styles={"B3": 1})), "amount-rounded-by-format", "Prices!B3", book(sheet(TABLE | {"B3": 0.30000000000000004}, styles={"B3": 1}))),
    "share": (book(sheet(TABLE | {"B3": 0.6666}, styles={"B3": 3})), "figure-rounded-by-format", "Prices!B3", book(sheet(TABLE | {"B3": 0.67}, styles={"B3": 3}))),
    "average": (book(sheet(TABLE | {"B5": ("B3/B2/3", 2 / 3)}, styles={"B5": 1})), "figure-rounded-by-format", "Prices!B5", book(sheet(TABLE | {"B5": ("B4/B2", 4)}, styles={"B5": 1}))),
    "shown figures do not add up": (
        book(sheet({"A1": 1.004, "A2": 1.004, "A3": 1.004, "A4": ("SUM(A1:A3)", 3.012)}, styles={f"A{at}": 1 for at in range(1, 5)})), "shown-total-differs", "Prices!A4",
        book(sheet({"A1": 1.004, "A2": 1.004, "A3": 1.002, "A4": ("SUM(A1:A3)", 3.01)}, styles={f"A{at}": 1 for at in range(1, 4)})),
    ),
    "link in a formula": (table(("[1]Prices!A1", 60)), "link-external", "Prices!B5", table(("Prices!B4", 40))),
    "figure from the network": (table(('_xlfn.WEBSERVICE("http://x.test/")', 60)), "link-external", "Prices!B5", table()),
    "link in a list of what may be typed": (table(after='<dataValidations><dataValidation type="list" sqref="C2"><formula1>[1]S!$A$1:$A$9</formula1></dataValidation></dataValidations>'), "link-external", "Prices!C2", table(after='<dataValidations><dataValidation type="list" sqref="C2"><formula1>"a/b,[c]"</formula1></dataValidation></dataValidations>')),
    "link in a condition": (table(after=condition(1).replace("B2>1", "[1]S!$A$1>1")), "link-external", "Prices!B2:B4", table(after=condition(1))),
    "linked workbook": (book(sheet(TABLE), more=linked()), "link-external", "", book(sheet(TABLE))),
    "name of another file": (book(sheet(TABLE), settings=named("Total", "[1]Prices!$A$1")), "link-external", "", book(sheet(TABLE), settings=named("Total", "Prices!$A$1"))),
    "name of nothing": (book(sheet(TABLE), settings=named("Total", "Prices!#REF!")), "name-broken", "", book(sheet(TABLE), settings=named("Total", "Prices!$A$1"))),
    "connection": (book(sheet(TABLE), more={"xl/connections.xml": '<connections><connection id="1" name="Prices"/></connections>'}), "data-connection", "", book(sheet(TABLE))),
    "macros": (book(sheet(TABLE), more={"xl/vbaProject.bin": b"\0"}), "macros", "", book(sheet(TABLE))),
    "hyperlink": (table(('HYPERLINK("http://x.test/","x")', "x")), "hyperlink", "Prices!B5", table()),
    "protected sheet": (table(after='<sheetProtection sheet="1" objects="1"/>'), "protection", "", table(after='<sheetProtection sheet="0"/>')),
    "protected workbook": (book(sheet(TABLE), settings='<workbookProtection lockStructure="1"/>'), "protection", "", book(sheet(TABLE), settings='<workbookProtection lockStructure="0"/>')),
    "note on a bid": (commented("handed in at 2:04"), "note-on-cell", "Bids!B3", commented("")),
    "formula for a bid": (book(sheet(BIDS | {"B3": ("2*100", 200)}), names=("Bids",)), "amount-is-formula", "Bids!B3", book(sheet(BIDS), names=("Bids",))),
    "copied sheet": (with_tables(TABLE), "sheet-duplicated", "Other", with_tables(TABLE | {"B4": 31})),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_fault_and_twin(name):
    faulty, code, cell, twin = CASES[name]
    assert (code, cell) in found(faulty)
    assert code not in [one for one, _ in found(twin)]
    for one in audited(faulty).findings:
        assert one.severity == CATALOGUE[one.code][0]
        assert one.message.endswith(".")
        assert one.hint.endswith(".")
        assert one.file == "bids.xlsx"


def test_every_code_of_the_check_has_a_case():
    """Those of text files are below."""
    codes = list(CATALOGUE)
    own = set(codes[codes.index("bid-hidden") : codes.index("encoding-mixed") + 1])
    text_files = {"formula-in-text", "rows-ragged", "encoding-mixed"}
    assert own - text_files <= {code for _, code, _, _ in CASES.values()}


@pytest.mark.parametrize(
    ("formula", "result"),
    [
        ("SUM(B2:B4,5)", 75), ("B2+B3-B4", -10), ("-B2", -10), ("ROUND(B2/3,2)", 3.33), ("MAX(B2:B4)*2%", 0.8), ("(B2+B3)*B4", 1200), ("SUM(B:B)", None), ("$B$2", 10), ("B9", 0), ("SUM(B2:B3)+B4", 70), ("COUNT(A2:B4)", 3), ("IF(B2&lt;&gt;10,1,SUM(B2:B3))", 30), ("ROUNDUP(0.1*30,0)", 3),
    ],
)  # fmt: skip
def test_simple_formulas_are_worked_out(formula, result):
    right = 70 if result is None else result
    data = book(sheet(TABLE | {"D1": (formula, 70 if result is None else result)}))
    assert {code for code, _ in found(data)} <= {"sum-adds-number"}
    assert audited(data).not_checked == ()
    assert ("result-stale", "Prices!D1") in found(book(sheet(TABLE | {"D1": (formula, right + 0.01)})))


def test_a_number_that_is_the_sum_itself_is_no_missed_row():
    """A typed total between a range and a formula that adds it again."""
    assert found(book(sheet({"A1": 10, "A2": 20, "A3": 30, "A5": ("SUM(A1:A2)", 30)}))) == []
    assert found(book(sheet({"A1": 10, "A2": 20, "A3": 31, "A5": ("SUM(A1:A2)", 30)}))) == [
        ("sum-misses-rows", "Prices!A5")
    ]


@pytest.mark.parametrize(
    "formula",
    [
        "IF(AND(B2&gt;1),1,2)",
        "VLOOKUP(1,A1:B4,2)",
        "B2^2",
        "SUM(B2:B4",
        "[1]x!A1",
        "A2*2",
        "NAMELESS",
        "(" * 500 + "1" + ")" * 500,
    ],
)
def test_what_is_not_understood_is_said_and_never_called_wrong(formula):
    data = book(sheet(TABLE | {"D1": (formula, 12345)}))
    assert "result-stale" not in [code for code, _ in found(data)]
    assert any("1 formula:" in sentence for sentence in audited(data).not_checked)


def test_shared_formulas_are_those_of_their_neighbours():
    lines = (
        '<row r="1"><c r="A1"><v>2</v></c><c r="B1"><f t="shared" ref="B1:B3" si="0">A1*2</f><v>4</v></c></row>'
        '<row r="2"><c r="A2"><v>3</v></c><c r="B2"><f t="shared" si="0"/><v>6</v></c></row>'
        '<row r="3"><c r="A3"><v>5</v></c><c r="B3"><f t="shared" si="0"/><v>11</v></c></row>'
    )
    data = book(hostile.worksheet(lines))
    assert found(data) == [("result-stale", "Prices!B3")]
    # Comments between the rows are legal, and take the way of unusual forms.
    assert found(book(hostile.worksheet(lines.replace("</row>", "<!-- -->\n</row>")))) == found(data)


@pytest.mark.parametrize(
    "form", [lambda text: text, lambda text: text.replace("<row", "<!-- --><row")], ids=["plain", "unusual"]
)
def test_both_ways_of_reading_a_sheet_find_the_same(form):
    cells = PRICES | {"C3": 31, "B5": 10.005}
    data = book(form(sheet(cells, styles={"B5": 1, "A2": 4}, attributes={4: HIDDEN})))
    assert {code for code, _ in found(data)} == {
        "row-hidden",
        "value-invisible",
        "formula-typed-over",
        "amount-rounded-by-format",
        "result-stale",
    }


def test_a_total_too_large_to_be_shown_is_left_alone():
    """The fuzzer found it: the sum of a rounded figure and of 1e308 has no two decimals."""
    cells = {"A1": 1.004, "A2": "1e308", "A3": ("SUM(A1:A2)", 3.01)}
    data = book(
        sheet(cells, styles={"A1": 1, "A3": 1}).replace(' t="inlineStr"><is><t>1e308</t></is>', "><v>1e308</v>")
    )
    assert ("result-stale", "Prices!A3") in found(data)


@pytest.mark.parametrize(
    "formula", ["A1*B1", "SUM($A$1:A9)", "C$4+Other!D7%", "'A 1'!B2:B3", "1:3", "A:B*2", 'IF(A1="A1 %d",1)']
)
def test_a_copy_reads_as_it_would_where_it_stands(formula):
    """Copies are told by their text alone; taken apart they are the same as their original."""
    copy = Copies(formula, 10).text(14)
    assert tokens(copy, 14, 5) == tokens(formula, 10, 5)
    assert Copies(formula, 14).text(14) == formula
    assert Copies("A1+B20", 10).text(0) is None


def test_section_totals_are_no_missed_rows():
    """Two sections, each with its sum right below, and a grand total of the two sums."""
    cells = {"A1": 1, "A2": 2, "A3": ("SUM(A1:A2)", 3), "A4": 3, "A5": 4, "A6": ("SUM(A4:A5)", 7), "A7": ("A3+A6", 10)}
    assert found(book(sheet(cells))) == []
    below = {"A1": 1, "A2": 2, "A3": 3, "A4": 4, "A7": ("SUM(A1:A2)", 3), "A8": ("SUM(A3:A4)", 7)}
    assert found(book(sheet(below))) == []


def test_a_heading_of_a_year_is_no_missed_row():
    cells = {"A1": 2025, "A2": 10, "A3": 20, "A4": ("SUM(A2:A3)", 30)}
    assert found(book(sheet(cells))) == []


def test_bidders_are_named():
    data = book(sheet(BIDS, attributes={2: HIDDEN, 3: HIDDEN}), names=("Bids",))
    assert message(data, "bid-hidden") == "Rows 2:3 are hidden; the bids of “Acme”, “Zeta” stand there."


def test_what_hides_a_row_is_said():
    data, *_ = CASES["filtered row"]
    assert "hidden by a filter" in message(data, "row-hidden")
    folded = table(attributes={3: ' hidden="1" outlineLevel="1"'})
    assert "hidden in a folded outline" in message(folded, "row-hidden")


def test_many_findings_of_a_kind_are_few_lines():
    cells = {f"{letter}{at}": "$1.00" for letter in "ACEGIK" for at in range(1, 1000, 2)}
    codes = found(book(sheet(cells)))
    assert len(codes) <= 7
    assert "2,995 more cells" in audited(book(sheet(cells))).findings[-1].message


def test_the_zeros_that_a_program_knew_are_results():
    """Some programs store every result and still ask for a calculation; those that know none store zeros."""
    settings = '<calcPr fullCalcOnLoad="1"/>'
    known = book(sheet({"A1": 1, "B1": ("A1-1", 0), "C1": ("A1+1", 2)}), settings=settings)
    assert found(known) == []
    unknown = book(sheet({"A1": 1, "B1": ("A1-1", 0), "C1": ("A1+1", 0)}), settings=settings)
    assert found(unknown) == [("formula-uncalculated", "Prices!B1:C1")]


def test_a_report_of_our_own_is_in_order(tmp_path):
    for sample in ("reference_chart.xlsx", "proposal.xlsx", "evidence.xlsx"):
        report = tmp_path / f"report-{sample}"
        lbpp("report", SAMPLE_BIDS / sample, "-o", report)
        run = lbpp("check", report, "--format", "json")
        assert run.returncode == 0, run.stdout
        assert {one["severity"] for one in json.loads(run.stdout)["findings"]} <= {"note"}


@pytest.mark.parametrize("sample", [name for name in SAMPLES if name not in ("hidden_faults.xlsx", "many_errors.xlsx")])
def test_samples_in_order(sample):
    """Nothing is found in a bid workbook; a tabulation has the merged titles and starred totals of real ones."""
    codes = {code for code, _ in found((SAMPLE_BIDS / sample).read_bytes(), sample)}
    assert codes <= ({"titles-merged", "number-as-text"} if sample.startswith("tab_") else set())


@pytest.mark.parametrize("columns", [80, None])
def test_as_seen(columns, snapshot):
    run = lbpp("check", "sample_bids/hidden_faults.xlsx", "sample_bids/csv_bids.csv", columns=columns)
    assert run.returncode == 1
    assert as_seen(run) == snapshot


def test_json():
    run = lbpp("check", "sample_bids/hidden_faults.xlsx", "--format", "json")
    assert run.returncode == 1
    result = json.loads(run.stdout)
    assert list(result) == ["schema", "file", "sha256", "kind", "findings", "not_checked"]
    assert (result["schema"], result["kind"], len(result["sha256"])) == ("lbpp.check/1", "xlsx", 64)
    assert set(result["findings"][0]) == {"code", "severity", "file", "cell", "message", "hint"}
    lines = lbpp("check", "sample_bids/hidden_faults.xlsx", "sample_bids/tie.xlsx", "--format", "jsonl").stdout
    assert [len(json.loads(line)["findings"]) for line in lines.splitlines()] == [len(result["findings"]), 0]


def test_output(tmp_path):
    target = tmp_path / "found.json"
    assert lbpp("check", "sample_bids/tie.xlsx", "-o", target).returncode == 0
    assert json.loads(target.read_text())["findings"] == []
    assert lbpp("check", "sample_bids/tie.xlsx", "-o", target).returncode == 2
    assert lbpp("check", "sample_bids/tie.xlsx", "-o", tmp_path / "found.xlsx").returncode == 2
    assert lbpp("check", "sample_bids/tie.xlsx", "sample_bids/tie.xlsx", "-f", "json").returncode == 2


def test_help_says_the_exit_status():
    said = " ".join(lbpp("check", "--help", columns=300, TERM="dumb").stdout.replace("│", " ").split())
    assert "0 nothing, or notes alone · 1 warnings or errors · 2 usage" in said


HOSTILE = {
    "bomb": hostile.bomb,
    "lying": hostile.lying_bomb,
    "far": hostile.far_cell,
    "repeated": hostile.repeated_texts,
    "twins": hostile.with_twins,
    "entities": hostile.with_document_type,
    "entities in styles": lambda: hostile.with_document_type("xl/styles.xml"),
    "utf-16": hostile.with_utf16,
    "encrypted": hostile.encrypted_office,
    "empty": lambda: b"",
    "cut": lambda: book(sheet(TABLE))[:-200],
    "entities in links": lambda: book(
        sheet(TABLE), more={"xl/connections.xml": '<!DOCTYPE x [<!ENTITY a "b">]><connections/>'}
    ),
    "broken styles": lambda: hostile.zipped(
        hostile.xlsx_parts(sheet(TABLE)) | {"xl/styles.xml": "<styleSheet><fonts>"}
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_by_name(name, tmp_path):
    (tmp_path / "bids.xlsx").write_bytes(HOSTILE[name]())
    run = lbpp("check", tmp_path / "bids.xlsx")
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr.startswith("error ")
    assert "Traceback" not in run.stderr
    assert json.loads(lbpp("check", tmp_path / "bids.xlsx", "-f", "json").stdout)["kind"] is None


def test_damaged_bytes_never_end_in_a_traceback():
    """Each byte of some parts is spoilt in turn; what comes out is findings or a refusal."""
    parts = hostile.xlsx_parts(sheet(PRICES, styles={"A2": 1}, after=merged("A1:B1") + condition(0)))
    for part in ("xl/worksheets/sheet1.xml", "xl/workbook.xml"):
        for at in range(0, len(parts[part]), 7):
            spoilt = parts[part][:at] + '<"9:'[at % 4] + parts[part][at + 1 :]
            with suppress(UnreadableFileError):
                audited(hostile.zipped(parts | {part: spoilt}))


# Other kinds


def ods_cell(value, formula="", **attributes):
    named_so = {key.replace("_", "-"): content for key, content in attributes.items()}
    more = "".join(f' table:{key}="{content}"' for key, content in named_so.items())
    more += f' table:formula="{formula}"' if formula else ""
    return hostile.ods_number(value, attributes=more)


def ods_row(*cells, visibility="visible"):
    return hostile.ods_row(*cells).replace("<table:table-row", f'<table:table-row table:visibility="{visibility}"')


def test_ods():
    lines = [
        ods_row(ods_cell(at), ods_cell(2), ods_cell(2 * at, f"of:=[.A{number}]*[.B{number}]"))
        for number, at in enumerate((1, 2, 7), 1)
    ]
    total = ods_row(
        ods_cell(3, "of:=SUM([.A1:.A2])"), ods_cell(6, "of:=SUM([.B1:.B3])"), ods_cell(41, "of:=SUM([.C1:.C3])")
    )
    data = hostile.ods("".join([*lines, total]), name="Prices")
    assert found(data) == [("result-stale", "Prices!C4"), ("sum-misses-rows", "Prices!A4")]
    assert any("not read of ods" in sentence for sentence in audited(data).not_checked)


@pytest.mark.parametrize(("visibility", "how"), [("collapse", "hidden: "), ("filter", "by a filter")])
def test_hidden_rows_and_columns_of_ods(visibility, how):
    rows_of = ods_row(ods_cell(1)) + ods_row(ods_cell(2), visibility=visibility)
    assert how in message(hostile.ods(rows_of), "row-hidden")
    columns = f'<table:table-column/><table:table-column table:visibility="{visibility}"/>'
    assert found(hostile.ods(columns + ods_row(ods_cell(1), ods_cell(2)))) == [("column-hidden", "Bids!B:B")]
    assert found(hostile.ods(columns + ods_row(ods_cell(1)))) == []


def test_notes_links_and_merged_cells_of_ods():
    note = '<table:table-cell office:value-type="float" office:value="1"><office:annotation><text:p>late</text:p></office:annotation></table:table-cell>'
    codes = found(hostile.ods(ods_row(note) + ods_row(ods_cell(3, "of:=['file:///p.ods'#$Prices.A1]"))))
    assert codes == [("link-external", "Bids!A2"), ("note-on-cell", "Bids!A1")]
    wide = ods_row(ods_cell(1, number_rows_spanned="2"), ods_cell(5)) + ods_row(hostile.ods_blank(), ods_cell(6))
    assert ("cells-merged", "Bids!A1:A2") in found(hostile.ods(wide))


XLS = SAMPLE_BIDS.parent / "tests" / "fixtures" / "mixed.xls"


def with_state(state):
    """The fixture with its first sheet in another state."""
    data = XLS.read_bytes()
    at = data.index(struct.pack("<H", 0x85), data.index(b"\x09\x08\x10\x00\x00\x06"))
    return hostile.with_bytes_at(data, at + 8, bytes([state]))


def test_xls():
    before = found(XLS.read_bytes(), "mixed.xls")
    assert {code for code, _ in before} == {"cell-error"}
    for state, word in ((1, "hidden"), (2, "the menu does not list it")):
        data = with_state(state)
        assert set(found(data)) - set(before)
        assert any(word in one.message for one in audited(data).findings)
    assert any("not read of xls workbooks" in sentence for sentence in audited(XLS.read_bytes()).not_checked)


def test_number_formats_of_xls():
    """A price of 300.1234 shown with two decimals; the formulas are counted, and that they were not read is said."""
    data = (XLS.parent / "rounded.xls").read_bytes()
    assert found(data, "rounded.xls") == [
        ("amount-rounded-by-format", "Prices!C4:D4"),
        ("amount-rounded-by-format", "Prices!D7"),
    ]
    assert audited(data).not_checked[0].startswith("6 formulas, and with them sums that miss rows")


def test_xlsb():
    hidden_row = record(0, bytes.fromhex("01000000 00000000 2c01 00 10 00 00000000"))
    data = xlsb(("Bids", row(0) + number(0, 1) + hidden_row + number(0, 2)))
    assert found(data) == [("row-hidden", "Bids!2:2")]
    assert found(xlsb(("Bids", row(0) + number(0, 1) + row(1) + number(0, 2)))) == []
    assert any("not read of xlsb" in sentence for sentence in audited(data).not_checked)


def test_number_formats_of_xlsb():
    """Style 1 is format 2, two decimals; style 2 a format that shows nothing."""
    styles = record(615, struct.pack("<L", 1)) + record(44, struct.pack("<H", 164) + text(";;;")) + record(616)
    styles += record(617, struct.pack("<L", 3))
    styles += b"".join(record(47, struct.pack("<2H", 0, number) + bytes(12)) for number in (0, 2, 164)) + record(618)
    cells = b"".join(
        record(5, struct.pack("<LLd", column, column, value)) for column, value in enumerate((1.005, 1.005, 7))
    )
    with zipfile.ZipFile(io.BytesIO(xlsb(("Bids", row(0) + cells)))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    listed = parts["xl/_rels/workbook.bin.rels"].decode()
    added = f'<Relationship Id="rId9" Type="{hostile.OFFICE}/styles" Target="styles.bin"/></Relationships>'
    parts |= {"xl/styles.bin": styles, "xl/_rels/workbook.bin.rels": listed.replace("</Relationships>", added)}
    assert found(hostile.zipped(parts)) == [("amount-rounded-by-format", "Bids!B1"), ("value-invisible", "Bids!C1")]


def test_a_hidden_sheet_of_xlsb():
    data = xlsb(("Bids", row(0) + number(0, 1)))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet_record = record(156, b"\0\0\0\0\1\0\0\0" + text("rId1") + text("Bids"))
    hidden = record(156, b"\1\0\0\0\1\0\0\0" + text("rId1") + text("Bids"))
    assert sheet_record in parts["xl/workbook.bin"]
    parts["xl/workbook.bin"] = parts["xl/workbook.bin"].replace(sheet_record, hidden)
    assert found(hostile.zipped(parts)) == [("sheet-hidden", "Bids")]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("Bidder,Bid amount\nAcme,100\n", []),
        ("Bidder,Bid amount\nAcme,1,200.00\n", [("rows-ragged", "A2")]),
        ("Bidder,Amount\nAcme,1\n\nA,B,C\n1,2,3\n", []),
        ('Bidder,Bid amount\n"=HYPERLINK(""http://x.test"")",100\n', [("formula-in-text", "A2")]),
        ("Bidder,Bid amount\nAcme,-100.00\nZeta,-\n", []),
        ("Bidder,Bid amount\n+SUM(1),100\n", [("formula-in-text", "A2")]),
        ("Bidder,Bid amount\n+cmd|' /C calc'!A0,100\n", [("formula-in-text", "A2")]),
        ("Bidder,Bid amount\n-2+3,100\n", [("formula-in-text", "A2")]),
        ("Bidder,Bid amount\n＝1+1,100\n", [("formula-in-text", "A2")]),
    ],
)
def test_text_files(content, expected):
    assert found(content.encode(), "bids.csv") == expected
    assert audited(content.encode(), "bids.csv").not_checked


def test_mixed_encodings():
    one, other = "Núñez,1\n".encode(), "Ávila,2\n".encode("cp1252")
    assert found(b"Bidder,Amount\n" + one + other, "bids.csv") == [("encoding-mixed", "")]
    assert found(b"Bidder,Amount\n" + other, "bids.csv") == [("encoding-assumed", "")]
    assert found(b"Bidder,Amount\n" + one, "bids.csv") == []
