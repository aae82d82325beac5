"""What a workbook says is read as a spreadsheet program shows it, and what has no value is never read as one."""

import io
import os
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

import hostile
import openpyxl
import pytest
import python_calamine
from hypothesis import given, settings
from hypothesis import strategies as st
from xlsb_writer import error, formula_error, number, row, string, xlsb

from lbpp_cli.findings import UnreadableFileError
from lbpp_cli.read import sandbox
from lbpp_cli.read.workbook import open_workbook

FIXTURES = Path(__file__).parent / "fixtures"


def only_sheet(data):
    workbook = open_workbook(data, "bids")
    assert len(workbook.sheet_names) == 1
    return workbook.sheet(workbook.sheet_names[0])


def refused(data):
    with pytest.raises(UnreadableFileError) as error:
        only_sheet(data)
    return error.value.finding


def as_written(cells, **options):
    """The rows of a workbook whose first row has these cells."""
    return only_sheet(hostile.xlsx(f'<row r="1">{cells}</row>', **options)).rows


def saved(book):
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


# A workbook of a library, and the same of a spreadsheet program


def test_values_are_those_of_the_parser():
    """The parser gets another package than the one in the file; no value may change on the way."""
    book = openpyxl.Workbook()
    sheet = book.active
    for line in (
        ["text", "a & b <c> \"d\" 'e'", " spaces ", "two\nlines", "Zoë 😀", "", None, "007", "1e5", "=not", "_x000D_"],
        [0, 1, -1, 0.1, 1e-7, 1e22, 123456789.12, 9999999999999.99, True, False],
        [
            date(2024, 2, 29),
            datetime.fromisoformat("2024-02-29T13:45"),
            time(7, 30),
            timedelta(hours=30),
            date(1900, 1, 1),
        ],
    ):
        sheet.append(line)
    sheet["J1"].data_type = "s"
    for name in ("Far down", "Empty", "Zoë's & <sheet>"):
        book.create_sheet(name)
    book["Far down"]["C40"] = 5
    data = saved(book)
    workbook = open_workbook(data, "bids.xlsx")
    expected = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    assert workbook.sheet_names == tuple(expected.sheet_names)
    for name in workbook.sheet_names:
        assert workbook.sheet(name).rows == expected.get_sheet_by_name(name).to_python(skip_empty_area=False)
        assert not workbook.sheet(name).odd


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_the_same_workbook_reads_the_same_in_each_kind(kind):
    workbook = open_workbook((FIXTURES / f"mixed.{kind}").read_bytes(), f"mixed.{kind}")
    assert workbook.sheet_names == ("Bids", "Second", "Empty")
    bids = workbook.sheet("Bids")
    assert bids.rows == [
        ["Bidder", "Amount", "Share", "Bid date", "Due", "Opened", "Note"],
        [
            "Acme & Söhne",
            1234567.89,
            0.08,
            date(2024, 1, 2),
            datetime.fromisoformat("2024-01-02T10:30"),
            time(10, 30),
            "many   spaces\nsecond line",
        ],
        ["", 2469135.78, 0.08, "", "", "", ""],
        [""] * 7,
        [""] * 7,
        ["", "again", "again", "", "", "", ""],
        ["", "again", "again", "", "", "", ""],
    ]
    assert bids.odd == {(2, 0): "#DIV/0!", (2, 4): "#N/A", (2, 5): "#NAME?"}
    # An xls workbook does not tell what is a percentage.
    shown = {(row, column) for row in range(9) for column in range(9) if bids.is_percent(row, column)}
    assert shown == (set() if kind == "xls" else {(1, 2), (2, 2)})
    assert workbook.sheet("Second").rows == [["", "", ""], ["", "", ""], ["", "", 5]]
    assert workbook.sheet("Empty").rows == []


def test_a_large_register_is_read():
    """A city's list of certified firms, as long as one can be, is no absurd range."""
    lines = "".join(
        f'<row r="{row}">'
        + "".join(f'<c r="{letter}{row}" t="inlineStr"><is><t>firm {row}</t></is></c>' for letter in "ABCDEFGHIJ")
        + "</row>"
        for row in range(1, 60_001)
    )
    rows = only_sheet(hostile.xlsx(lines)).rows
    assert (len(rows), len(rows[0]), rows[-1][9]) == (60_000, 10, "firm 60000")


def test_many_columns_are_read():
    names = ["A", "Z", "AA", "AZ", "ZZ", "AMJ"]
    rows = as_written("".join(f'<c r="{name}1"><v>{position}</v></c>' for position, name in enumerate(names)))
    assert [rows[0][at] for at in (0, 25, 26, 51, 701, 1023)] == [0, 1, 2, 3, 4, 5]


# One meaning, many ways to write it


@pytest.mark.parametrize(
    "cells",
    [
        '<c r="A1"><v>999</v></c><c r="B1" t="inlineStr"><is><t>x &amp; y</t></is></c>',
        '<c r="A1" t="n" s="0"><v>999</v></c><c r="B1" t="str"><f>A</f><v>x &amp; y</v></c>',
        '<c r="A1"><v>9<!-- -->99</v></c><c r="B1" t="inlineStr"><is><t>x <!-- -->&amp; y</t></is></c>',
        '<c r="A1"><v><![CDATA[999]]></v></c><c r="B1" t="inlineStr"><is><t><![CDATA[x & y]]></t></is></c>',
        '<c r="A1"><v>&#57;99</v></c><c r="B1" t="inlineStr"><is><t>x &#38; y</t></is></c>',
        '<c r="A1"><v>9<?x y?>99</v></c><c r="B1" t="inlineStr"><is><t>x &#x26; y</t></is></c>',
        '<c r="A1"><v> 999\n</v></c><c r="B1" t="s"><v> 1 </v></c>',
        '<c r="A1"><v>999</v><f>1</f></c><c r="B1" t="s"><v>1</v></c>',
        "<c s='0' r='A1'><v>999</v></c><c t='s' r='B1'><v>1</v></c>",
        '<c\tr="A1"\n><v >999</v ></c><c t="s"\nr="B1"><v>1</v></c>',
        "<c><v>999</v></c><c t='s'><v>1</v></c>",
        '<c r="A1"><v>999</v><extLst><ext uri="x"/></extLst></c><c r="B1" t="s"><v>1</v></c>',
        '<c r="A1"><v>999</v></c><c r="B1" t="inlineStr"><is><r><rPr><b/></rPr><t>x </t></r><r><t>&amp; y</t></r></is></c>',
        '<c r="A1"><v>999</v></c><c r="B1" t="inlineStr"><is><t>x &amp; y</t><rPh sb="0" eb="1"><t>ex</t></rPh></is></c>',
        '<c r="A1"><v>999</v></c><c r="B1" t="s"><v>2</v></c>',
        '<c r="A1"><v>9.99E+002</v></c><c r="B1" t="s"><v>3</v></c>',
    ],
)
def test_one_meaning_is_read_alike_however_it_is_written(cells):
    """The parser alone reads ``9<!-- -->99`` as 9, and a CDATA section or a value before its formula as nothing."""
    texts = (
        "<si/><si><t>x &amp; y</t></si><si><r><t xml:space='preserve'>x </t></r><r><t>&amp; y</t></r></si>"
        "<si><t>x <!-- --><![CDATA[& y]]></t></si>"
    )
    assert as_written(cells, texts=texts) == [[999, "x & y"]]


ROW_OF_ONE = "<row><c><v>1</v></c></row>"


@pytest.mark.parametrize(
    "sheet",
    [
        '<x:worksheet xmlns:x="{0}"><x:sheetData><x:row><x:c><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>',
        '<worksheet xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"><sheetData>{1}</sheetData></worksheet>',
        '<?xml version="1.0" encoding="ISO-8859-1"?><worksheet xmlns="{0}"><sheetData>{1}</sheetData></worksheet>',
        "\ufeff<?xml version='1.0'?>\r\n<worksheet xmlns='{0}'><sheetData>\r\n{1}\r\n</sheetData></worksheet>",
        '<worksheet xmlns="{0}"><!-- <sheetData>{2}</sheetData> --><sheetData>{1}</sheetData></worksheet>',
        '<worksheet xmlns="{0}"><x><sheetData xmlns="other">{2}</sheetData></x><sheetData>{1}</sheetData></worksheet>',
        '<worksheet xmlns="{0}"><sheetData ><x>{2}</x>{1}</sheetData><sheetViews/></worksheet>',
    ],
)
def test_a_worksheet_of_another_dress_is_read(sheet):
    two = '<row r="1"><c r="B1"><v>2</v></c></row>'
    assert only_sheet(hostile.xlsx(sheet.format(hostile.MAIN, ROW_OF_ONE, two))).rows == [[1]]


def test_a_latin_worksheet_keeps_its_letters():
    parts = hostile.xlsx_parts()
    head = '<?xml version="1.0" encoding="ISO-8859-1"?>'
    sheet = hostile.worksheet('<row r="1"><c r="A1" t="inlineStr"><is><t>Söhne</t></is></c></row>')
    parts["xl/worksheets/sheet1.xml"] = (head + sheet).encode("latin-1")
    assert only_sheet(hostile.zipped(parts)).rows == [["Söhne"]]


def test_places_are_taken_as_they_are_named():
    """Rows and cells in any order, some without a place: the next after the one before."""
    lines = (
        '<row r="3"><c r="B3"><v>32</v></c><c r="A3"><v>31</v></c></row><row r="1"><c r="C1"><v>13</v></c><c><v>14</v></c></row>'
        "<row><c><v>21</v></c></row>"
    )
    assert only_sheet(hostile.xlsx(lines)).rows == [["", "", 13, 14], [21, "", "", ""], [31, 32, "", ""]]


CELL_FORMS = [
    '<c r="{0}"><v>{1}</v></c>',
    '<c r="{0}" s="1" t="n"><v>{1}</v></c>',
    '<c s="1" r="{0}"><v>{1}</v></c>',
    "<c r='{0}'><v>{1}</v></c>",
    '<c r="{0}"><f>1</f><v>{1}</v></c>',
    '<c r="{0}"><v><![CDATA[{1}]]></v></c>',
    '<c r="{0}"><v> {1} </v></c>',
    '\n<c r="{0}">\n<v>{1}</v>\n</c>\n',
]


@given(
    st.dictionaries(
        st.tuples(st.integers(1, 30), st.integers(1, 60)), st.integers(-(10**9), 10**9), min_size=1, max_size=12
    ),
    st.randoms(use_true_random=False),
)
def test_every_value_is_at_its_place(cells, random):
    """Whatever mix of forms the cells have, each value is where its name says, and nothing is anywhere else."""
    places = list(cells)
    random.shuffle(places)
    lines = ""
    for at, column in places:
        name = openpyxl.utils.get_column_letter(column) + str(at)
        lines += f'<row r="{at}">{random.choice(CELL_FORMS).format(name, cells[at, column])}</row>'
    rows = only_sheet(hostile.xlsx(lines)).rows
    assert {
        (at, column): value for at, line in enumerate(rows, 1) for column, value in enumerate(line, 1) if value != ""
    } == cells


# What has no value


def test_a_formula_that_was_never_calculated_is_no_zero():
    """Some libraries write formulas without results, which the parser reads as blanks."""
    book = openpyxl.Workbook()
    book.active["B2"] = 3
    book.active["C3"] = "=B2*2"
    sheet = only_sheet(saved(book))
    assert sheet.odd == {(2, 2): "uncalculated"}
    assert sheet.rows == [["", "", ""], ["", 3, ""], ["", "", ""]]


@pytest.mark.parametrize(
    ("cell", "odd"),
    [
        ('<c r="B1"><f>1+1</f><v/></c>', "uncalculated"),
        ('<c r="B1"><f>1+1</f><v></v></c>', "uncalculated"),
        ('<c r="B1"><f>1+1</f></c>', "uncalculated"),
        ('<c r="B1"><f t="shared" si="0"/></c>', "uncalculated"),
        ('<c r="B1" t="str"><f>1+1</f></c>', "uncalculated"),
        ('<c r="B1" t="b"><f>1=1</f><v/></c>', "uncalculated"),
        ('<c r="B1"><f><![CDATA[1+1]]></f><v/></c>', "uncalculated"),
        ("<c r='B1'><f>1+1</f><v/></c>", "uncalculated"),
        ('<c r="B1" t="e"><v>#DIV/0!</v></c>', "#DIV/0!"),
        ('<c r="B1" s="0" t="e" cm="1"><f>1/0</f><v>#REF!</v></c>', "#REF!"),
        ('<c r="B1" t="e"><f>A</f><v>#SPILL!</v></c>', "#SPILL!"),
        ('<c r="B1" t="e"><v>#GETTING_DATA</v></c>', "#GETTING_DATA"),
        ('<c r="B1" t="e"><v>Err:522</v></c>', "Err:522"),
        ('<c r="B1" t="e"><v></v></c>', "#UNKNOWN!"),
        ("<c r='B1' t='e'><v>#N/A</v></c>", "#N/A"),
        ('<c r="B1"><v>1e400</v></c>', "#NUM!"),
        ('<c r="B1"><v>-1e400</v></c>', "#NUM!"),
        (f'<c r="B1"><v>1{"0" * 400}</v></c>', "#NUM!"),
    ],
)
def test_what_has_no_value_is_odd_and_blank(cell, odd):
    """An error that the parser does not know makes it give up the whole sheet; here it is one odd cell."""
    sheet = only_sheet(hostile.xlsx(f'<row r="1"><c r="A1"><v>1</v></c>{cell}<c r="C1"><v>2</v></c></row>'))
    assert sheet.rows == [[1, "", 2]]
    assert sheet.odd == {(0, 1): odd}


def test_an_odd_cell_beyond_the_last_value_is_within_the_rows():
    sheet = only_sheet(hostile.xlsx('<row r="1"><c r="A1"><v>1</v></c></row><row r="4"><c r="C4"><f>A1</f></c></row>'))
    assert sheet.odd == {(3, 2): "uncalculated"}
    assert sheet.rows == [[1, "", ""], ["", "", ""], ["", "", ""], ["", "", ""]]


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A1" t="str"><f>""</f><v></v></c>',
        '<c r="A1"><f>0*1</f><v>0</v></c>',
        '<c r="A1" t="b"><f>1=2</f><v>0</v></c>',
        '<c r="A1" t="inlineStr"><is><t>#DIV/0!</t></is></c>',
    ],
)
def test_a_result_is_a_result(cell):
    """An empty text, a zero and a text that looks like an error are values."""
    assert not only_sheet(hostile.xlsx(f'<row r="1">{cell}</row>')).odd


def test_a_zero_that_stands_for_a_calculation_is_none():
    """XlsxWriter stores 0 for every formula and asks the next program to calculate."""
    lines = (
        '<row r="1"><c r="A1"><f>B1*2</f><v>0</v></c><c r="B1"><v>0</v></c><c r="C1"><f>1+1</f><v>2</v></c>'
        '<c r="D1"><f>B1</f><v>0.0</v></c></row>'
    )
    fresh = only_sheet(hostile.xlsx(lines, settings='<calcPr calcId="1" fullCalcOnLoad="1"/>'))
    assert fresh.odd == {(0, 0): "uncalculated", (0, 3): "uncalculated"}
    assert fresh.rows == [["", 0, 2, ""]]
    assert not only_sheet(hostile.xlsx(lines, settings='<calcPr fullCalcOnLoad="0"/>')).odd


@pytest.mark.parametrize("value", ["abc", "1,5", "0x10", "1 000", "--1", "1e", "-", "nan", "infinity"])
def test_what_is_no_number_is_text(value):
    sheet = only_sheet(
        hostile.xlsx(f'<row r="1"><c r="A1" t="n"><v>{value}</v></c><c r="B1"><f>1</f><v>2</v></c></row>')
    )
    assert sheet.rows == [["" if sheet.odd else value, 2]]


@pytest.mark.parametrize("index", ["1", "999999999", "99999999999", "x", "-1", "1.0"])
def test_a_text_that_is_not_there_is_no_other_text(index):
    """The parser takes the first text for a number that it cannot read."""
    found = refused(hostile.xlsx(f'<row r="1"><c r="A1" t="s"><v>{index}</v></c></row>', texts="<si><t>Acme</t></si>"))
    assert found.code == "file-damaged"


# Formats


def test_percent_is_told_by_the_format_of_the_cell():
    cells = (
        "".join(f'<c r="{letter}1" s="{style}"><v>0.08</v></c>' for style, letter in enumerate("ABCDEF"))
        + '<c r="G1"><v>0.08</v></c><c t="n" s="3" r="H1"><v>0.08</v></c>'
    )
    sheet = only_sheet(hostile.xlsx(f'<row r="1">{cells}</row>', styles=hostile.PERCENT_STYLES))
    # 9, 10 and 0.0% are percentages; a % in quotes or after a backslash is only a sign behind the number.
    assert [sheet.is_percent(0, column) for column in range(9)] == [
        False, True, True, True, False, False, False, True, False,
    ]  # fmt: skip
    assert not sheet.is_percent(5, 1)


def test_percent_is_unknown_without_styles():
    assert not only_sheet(hostile.xlsx('<row r="1"><c r="A1" s="1"><v>1</v></c></row>')).is_percent(0, 0)


@pytest.mark.parametrize(("setting", "expected"), [("", date(2023, 3, 15)), (' date1904="1"', date(2027, 3, 16))])
def test_dates_count_from_the_first_day_of_the_workbook(setting, expected):
    cell = '<row r="1"><c r="A1" s="6"><v>45000</v></c></row>'
    data = hostile.xlsx(cell, styles=hostile.PERCENT_STYLES, settings=f"<workbookPr{setting}/>")
    assert only_sheet(data).rows == [[expected]]


# Parts and sheets


def test_sheets_that_are_not_asked_for_do_no_harm():
    """A scratch sheet with a stray cell must not keep the bids from being read."""
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    broken = '<row r="1"><c r="A1" t="zz"><v>1</v></c><c r="B1" t="s"><v>7</v></c></row>'
    workbook = open_workbook(hostile.xlsx(hostile.ONE_CELL, far, broken, "<row", texts=""), "bids.xlsx")
    assert workbook.sheet("Bids").rows == [[1]]
    codes = []
    for name in workbook.sheet_names[1:]:
        with pytest.raises(UnreadableFileError) as error:
            workbook.sheet(name)
        codes.append(error.value.finding.code)
    assert codes == ["range-absurd", "file-damaged", "file-damaged"]
    assert workbook.sheet("Bids").rows == [[1]]


def test_large_and_small_sheets_are_told_apart():
    """Small sheets are read together, large ones alone; each has its own values."""
    large = "".join(f'<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>' for row in range(1, 12_001))
    workbook = open_workbook(
        hostile.xlsx(hostile.ONE_CELL, large, '<row r="2"><c r="B2"><f>1</f></c></row>'), "bids.xlsx"
    )
    assert len(workbook.sheet("Subcontractors").rows) == 12_000
    assert workbook.sheet("Solicitation").odd == {(1, 1): "uncalculated"}
    assert workbook.sheet("Bids").rows == [[1]]


def test_charts_are_no_sheets():
    parts = hostile.xlsx_parts(hostile.ONE_CELL, hostile.ONE_CELL)
    parts["xl/_rels/workbook.xml.rels"] = hostile.relations(
        ("chartsheet", "chartsheets/sheet1.xml"), ("worksheet", "worksheets/sheet2.xml")
    )
    assert open_workbook(hostile.zipped(parts), "bids.xlsx").sheet_names == ("Subcontractors",)


@pytest.mark.parametrize(
    "target",
    [
        "/xl/worksheets/sheet1.xml",
        "worksheets/../worksheets/./sheet1.xml",
        "WorkSheets/Sheet1.XML",
        "worksheets\\sheet1.xml",
    ],
)
def test_a_part_is_found_however_it_is_named(target):
    parts = hostile.xlsx_parts() | {"xl/_rels/workbook.xml.rels": hostile.relations(("worksheet", target))}
    assert only_sheet(hostile.zipped(parts)).rows == [[1]]


def test_the_workbook_that_the_package_names_is_the_one():
    """A decoy under the usual name is not what a spreadsheet program opens."""
    parts = hostile.xlsx_parts()
    real = hostile.xlsx_parts('<row r="1"><c r="A1"><v>2</v></c></row>')
    parts["_rels/.rels"] = hostile.relations(("officeDocument", "/xl/workbook22.xml"))
    parts["xl/workbook22.xml"] = real["xl/workbook.xml"]
    parts["xl/_rels/workbook22.xml.rels"] = hostile.relations(("worksheet", "worksheets/other.xml"))
    parts["xl/worksheets/other.xml"] = real["xl/worksheets/sheet1.xml"]
    assert only_sheet(hostile.zipped(parts)).rows == [[2]]


def test_names_of_sheets_are_read_as_they_are_shown():
    data = hostile.xlsx(hostile.ONE_CELL, names=("A&amp;B &#66;&#x44; &lt;Ä&gt; &#xD800;",))
    assert open_workbook(data, "bids.xlsx").sheet_names == ("A&B BD <Ä> &#xD800;",)


@pytest.mark.parametrize(
    "change",
    [
        {"xl/_rels/workbook.xml.rels": hostile.relations()},
        {"xl/workbook.xml": "<workbook><sheets/></workbook>"},
        {
            "xl/workbook.xml": '<workbook xmlns:r="x"><sheets><sheet name="A" r:id="rId1"/><sheet name="A" r:id="rId1"/></sheets></workbook>'
        },
        {"xl/worksheets/sheet1.xml": "<worksheet/>"},
        {"xl/worksheets/sheet1.xml": ""},
        {"xl/styles.xml": "<styleSheet"},
    ],
)
def test_what_is_missing_in_a_package_is_damage(change):
    assert refused_any(hostile.zipped(hostile.xlsx_parts() | change)) == "file-damaged"


def refused_any(data):
    with pytest.raises(UnreadableFileError) as error:
        open_workbook(data, "bids.xlsx").sheet("Bids")
    return error.value.finding.code


# The rarer kinds


def ods_rows(*lines, **options):
    return only_sheet(hostile.ods("".join(lines), **options)).rows


def test_ods_repetitions_are_laid_out():
    rows = ods_rows(
        hostile.ods_row(hostile.ods_blank(16384), times=2),
        hostile.ods_row(hostile.ods_blank(), hostile.ods_number(2, 3), times=2),
        hostile.ods_row(hostile.ods_blank(16384), times=2),
        "\n <table:table-row-group>",
        hostile.ods_row("\n", hostile.ods_text("x"), "<!-- -->"),
        "</table:table-row-group>",
        hostile.ods_row(hostile.ods_blank(16384), times=1_048_569),
    )
    assert rows == [[""] * 4, [""] * 4, ["", 2, 2, 2], ["", 2, 2, 2], [""] * 4, [""] * 4, ["x", "", "", ""]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Acme &amp; Co", "Acme & Co"),
        ("<![CDATA[Acme & Co]]>", "Acme & Co"),
        ("A<!-- -->c<text:span>m</text:span><text:s text:c='2'/>e<text:tab/>x", "Acm  e\tx"),
        ("one</text:p><text:p>two", "one\ntwo"),
        ("Zoë 😀 \"'", "Zoë 😀 \"'"),
        ("", ""),
    ],
)
def test_ods_texts_are_whole(text, expected):
    assert ods_rows(hostile.ods_row(hostile.ods_text(text), hostile.ods_number(1))) == [[expected, 1]]


def test_an_ods_note_is_no_part_of_the_value():
    cell = (
        '<table:table-cell office:value-type="string"><office:annotation><text:p>not this</text:p></office:annotation>'
        "<text:p>Acme<office:annotation><text:p>nor this</text:p></office:annotation></text:p></table:table-cell>"
    )
    assert ods_rows(hostile.ods_row(cell)) == [["Acme"]]


@pytest.mark.parametrize(
    ("attributes", "text", "odd"),
    [
        ('table:formula="of:=1+1"', None, "uncalculated"),
        ('table:formula="of:=1+1" office:value-type="float"', None, "uncalculated"),
        (
            'table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error"',
            "#DIV/0!",
            "#DIV/0!",
        ),
        ('table:formula="of:=1/0" office:value-type="float" office:value="0"', "#DIV/0!", "#DIV/0!"),
        ('office:value-type="float" office:value="0"', "#N/A", "#N/A"),
        ('table:formula="of:=1/0" office:value-type="string"', "Err:522", "Err:522"),
        ('office:value-type="float" office:value="1e400"', None, "#NUM!"),
        ('office:value-type="float"', None, "#UNKNOWN!"),
    ],
)
def test_what_has_no_value_in_ods_is_odd_and_blank(attributes, text, odd):
    paragraph = "" if text is None else f"<text:p>{text}</text:p>"
    cell = f"<table:table-cell {attributes}>{paragraph}</table:table-cell>"
    sheet = only_sheet(hostile.ods(hostile.ods_row(hostile.ods_number(1), cell, times=2)))
    assert sheet.rows == [[1, ""], [1, ""]]
    assert sheet.odd == {(0, 1): odd, (1, 1): odd}


def test_an_empty_result_in_ods_is_a_result():
    sheet = only_sheet(
        hostile.ods(hostile.ods_row('<table:table-cell table:formula="of:=X"><text:p/></table:table-cell>'))
    )
    assert not sheet.odd


def test_ods_values_keep_their_kind():
    cells = [
        '<table:table-cell office:value-type="percentage" office:value="0.08"/>',
        '<table:table-cell office:value-type="currency" office:currency="USD" office:value="12.5"/>',
        '<table:table-cell office:value-type="boolean" office:boolean-value="true"/>',
        '<table:table-cell office:value-type="date" office:date-value="2024-02-29"/>',
        '<table:table-cell office:value-type="float" office:value="1,5"/>',
    ]
    sheet = only_sheet(hostile.ods(hostile.ods_row(*cells)))
    assert sheet.rows == [[0.08, 12.5, True, date(2024, 2, 29), "1,5"]]
    assert [sheet.is_percent(0, column) for column in range(3)] == [True, False, False]


def test_xlsb_values_and_errors():
    data = xlsb(
        ("Bids", row(0) + string(0, "Acme") + number(1, 2.5) + error(2, 0x07) + formula_error(3, 0x2A)),
        ("Zoë", row(2) + number(1, 1.0)),
    )
    workbook = open_workbook(data, "bids.xlsb")
    assert workbook.sheet_names == ("Bids", "Zoë")
    assert workbook.sheet("Bids").rows == [["Acme", 2.5, "", ""]]
    assert workbook.sheet("Bids").odd == {(0, 2): "#DIV/0!", (0, 3): "#N/A"}
    assert workbook.sheet("Zoë").rows == [["", ""], ["", ""], ["", 1.0]]


def test_xlsb_sheets_of_one_name_are_refused():
    rows = row(0) + number(0, 1.0)
    with pytest.raises(UnreadableFileError) as error:
        open_workbook(xlsb(("Bids", rows), ("Bids", rows)), "bids.xlsb")
    assert error.value.finding.code == "file-damaged"


XLS = (FIXTURES / "mixed.xls").read_bytes()
# The number 5 in C3 of the second sheet: kind and size of the record, row, column.
XLS_NUMBER = bytes.fromhex("7e02 0a00 0200 0200")


def test_a_far_cell_in_xls_is_refused():
    far = hostile.with_bytes_at(XLS, XLS.index(XLS_NUMBER) + 4, bytes.fromhex("ffff ff00"))
    with pytest.raises(UnreadableFileError) as error:
        open_workbook(far, "bids.xls")
    assert error.value.finding.code == "range-absurd"
    assert error.value.finding.cell == "Second!IV65536"


def test_a_password_in_xls_is_named():
    """The record that announces encryption, in the place of the one after the first."""
    first = XLS.index(bytes.fromhex("0908 1000 0006 0500"))
    locked = hostile.with_bytes_at(XLS, first + 20, bytes.fromhex("2f00"))
    with pytest.raises(UnreadableFileError) as error:
        open_workbook(locked, "bids.xls")
    assert error.value.finding.code == "password"


OTHER_KINDS = {
    "xls": XLS,
    "ods": (FIXTURES / "mixed.ods").read_bytes(),
    "xlsb": xlsb(("Bids", row(0) + string(0, "Acme") + number(1, 2.5))),
}


@pytest.mark.parametrize("kind", OTHER_KINDS)
@settings(max_examples=40)
@given(data=st.data())
def test_damage_in_the_rarer_kinds_gives_a_finding_and_never_a_failure(kind, data):
    content = bytearray(OTHER_KINDS[kind])
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    content = content[: data.draw(st.sampled_from([len(content), len(content) - 1, len(content) // 2]))]
    try:
        workbook = open_workbook(bytes(content), "bids")
    except UnreadableFileError:
        return
    assert all(isinstance(workbook.sheet(name).rows, list) for name in workbook.sheet_names)


def test_a_reader_that_does_not_end_is_ended(monkeypatch):
    monkeypatch.setattr(sandbox, "MAX_SECONDS", 0.001)
    assert refused(OTHER_KINDS["xlsb"]).code == "file-harmful"


def test_a_reader_that_cannot_start_is_a_finding(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert refused(OTHER_KINDS["xlsb"]).code == "file-damaged"


@pytest.mark.skipif(os.name == "nt", reason="needs a shell")
def test_a_reader_that_dies_is_a_finding(monkeypatch, tmp_path):
    dying = tmp_path / "python"
    dying.write_text("#!/bin/sh\nkill -9 $$\n")
    dying.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(dying))
    assert refused(OTHER_KINDS["xlsb"]).code == "file-harmful"


def test_nothing_in_the_current_folder_is_run(monkeypatch, tmp_path):
    """A file json.py beside the bids must not become part of the program."""
    (tmp_path / "json.py").write_text("raise SystemExit('run')")
    (tmp_path / "lbpp_cli.py").write_text("raise SystemExit('run')")
    monkeypatch.chdir(tmp_path)
    assert only_sheet(OTHER_KINDS["xlsb"]).rows == [["Acme", 2.5]]


def test_no_file_is_written(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    for data in (hostile.xlsx(), OTHER_KINDS["xlsb"]):
        only_sheet(data)
    assert list(tmp_path.iterdir()) == []


def test_the_kind_is_told_by_the_content():
    """The name is only for messages."""
    assert zipfile.is_zipfile(io.BytesIO(OTHER_KINDS["ods"]))
    assert open_workbook(OTHER_KINDS["ods"], "bids.xls").sheet_names == ("Bids", "Second", "Empty")
    assert open_workbook(XLS, "bids.xlsx").sheet_names == ("Bids", "Second", "Empty")
