"""Makes the sample inputs in sample_bids/: run it as ``python tests/make_samples.py``.

One function a sample; its docstring says what the sample shows and what must come out of it, with the arithmetic.
The firms and the contracts are invented.
"""

import csv
import io
import zipfile
from datetime import date, datetime, time
from functools import partial
from pathlib import Path
from typing import Any

import nyc_samples
import oakland_samples
from make_tabulations import TABULATIONS
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

SAMPLE_BIDS = Path(__file__).resolve().parent.parent / "sample_bids"

MARKS = ("LBE", "CBE", "LSB", "LTE")
BID_COLUMNS = (
    *("Bidder", "Bid amount", "Score", *MARKS, "Submitted", "County work %", "City work %", "Role"),
    *("Cash discount %", "Cash discount days", "Combined award discount %"),
    *("Responsive", "Reason", "RAMP account", "Local status"),
)
SUBCONTRACTOR_COLUMNS = ("Bidder", "Subcontractor", "Work", "Amount", *MARKS, "RAMP account")

MONEY = '"$"#,##0.00'
DOLLARS = ("Bid amount", "Amount", "Contract value", "Manufactured items", "Banked credit")
NUMBER_FORMATS = {**dict.fromkeys(DOLLARS, MONEY), "Score": "0.00"}
DATE, DATE_TIME = "mm/dd/yyyy", "mm/dd/yyyy h:mm AM/PM"
CENTERED = {*MARKS, *oakland_samples.MARKS, *nyc_samples.MARKS, "Responsive"}
WIDEST = 66
# Fixed, so that the same rows always give the same file.
MADE = datetime.combine(date(2025, 5, 1), time(9))
FIRST_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


# Workbooks


def workbook(
    solicitation: dict[str, Any], bids: list[dict[str, Any]], subcontractors: list[dict[str, Any]]
) -> Workbook:
    """Lay out a bid workbook: a field with its value for the solicitation, a heading with its value for each row.

    A sheet has the columns that its rows use, in the usual order; unusual ones come last. Without subcontractors there
    is no sheet for them.
    """
    book = Workbook()
    book.properties.creator = str(solicitation.get("Department", ""))
    book.properties.title = str(solicitation.get("Title", ""))
    book.properties.created = book.properties.modified = MADE
    _fill_solicitation(book.active, solicitation)
    _fill_table(book.create_sheet("Bids"), bids, BID_COLUMNS, {"Bidder", "Bid amount"})
    if subcontractors:
        _fill_table(book.create_sheet("Subcontractors"), subcontractors, SUBCONTRACTOR_COLUMNS, set())
    return book


def of_program(rows: oakland_samples.Rows) -> Workbook:
    """Lay out a bid workbook of another program, whose columns stand in the order in which its rows name them."""
    book = workbook(rows.solicitation, [], [])
    del book["Bids"]
    _fill_table(book.create_sheet("Bids"), rows.bids, (), set())
    _fill_table(book.create_sheet("Subcontractors"), rows.subcontractors, (), set())
    if rows.certifications:
        headings = ("Firm", "Certification", "Granted", "Expires")
        held = [dict(zip(headings, row, strict=True)) for row in rows.certifications]
        _fill_table(book.create_sheet("Certifications"), held, headings, set())
    return book


def save(book: Workbook, path: Path) -> None:
    """Write a workbook so that the same content always gives the same bytes; formulas get their stored results."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        ExcelWriter(book, archive).save()  # Workbook.save would set the time of the last change to now
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            content = source.read(name).decode()
            for text, result in RESULTS.items() if "/sheet" in name else ():
                content = content.replace(f"<f>{text}</f><v></v>", f"<f>{text}</f><v>{result}</v>")
                content = content.replace(f"<f>{text}</f><v />", f"<f>{text}</f><v>{result}</v>")
            target.writestr(zipfile.ZipInfo(name, FIRST_ZIP_DATE), content, zipfile.ZIP_DEFLATED)


def _fill_solicitation(sheet: Worksheet, solicitation: dict[str, Any]) -> None:
    sheet.title = "Solicitation"
    sheet.append(["Field", "Value"])
    for row, (field, value) in enumerate(solicitation.items(), start=2):
        sheet.append([field, value])
        cell = sheet.cell(row, 2)
        cell.alignment = Alignment(horizontal="left", vertical="top", wrap_text=True)
        cell.number_format = _number_format(field, value)
    _finish(sheet)


def _fill_table(sheet: Worksheet, rows: list[dict[str, Any]], usual: tuple[str, ...], always: set[str]) -> None:
    used = dict.fromkeys(heading for row in rows for heading in row)
    headings = [name for name in usual if name in used or name in always]
    headings += [name for name in used if name not in usual]
    sheet.append(headings)
    for row, values in enumerate(rows, start=2):
        for column, heading in enumerate(headings, start=1):
            value = values.get(heading)
            cell = sheet.cell(row, column, value)
            cell.number_format = _number_format(heading, value)
            place = "center" if heading in CENTERED else None
            cell.alignment = Alignment(horizontal=place, vertical="top", wrap_text=heading in {"Work", "Reason"})
    _finish(sheet)


def _number_format(heading: str, value: object) -> str:
    if isinstance(value, datetime):
        return DATE_TIME
    return DATE if isinstance(value, date) else NUMBER_FORMATS.get(heading, "General")


def _finish(sheet: Worksheet) -> None:
    """Headings that stand out and stay in sight, columns as wide as what they hold, a page that prints well."""
    for heading in sheet[1]:
        heading.font = Font(name="Calibri", size=11, bold=True)
        heading.fill = PatternFill("solid", fgColor="D9E1F2")
        heading.border = Border(bottom=Side("thin"))
        number = "right" if heading.value in NUMBER_FORMATS else None
        heading.alignment = Alignment(horizontal="center" if heading.value in CENTERED else number)
    for number, column in enumerate(sheet.iter_cols(), start=1):
        longest = max(len(_shown(cell.value)) for cell in column)
        sheet.column_dimensions[get_column_letter(number)].width = min(longest + 3, WIDEST)
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _shown(value: object) -> str:
    if isinstance(value, datetime):
        return f"{value:%m/%d/%Y %I:%M %p}"
    if isinstance(value, (int, float)):
        return f"${value:,.2f}"
    return "" if value is None else str(value)


# Rows


def _marked(marks: str) -> dict[str, str | None]:
    return {name: "x" if name in marks.split() else None for name in MARKS}


def _bid(bidder: str | None, amount: object, marks: str = "", **more: object) -> dict[str, Any]:
    return {"Bidder": bidder, "Bid amount": amount} | _marked(marks) | more


def _sub(bidder: str, name: str, work: str | None, amount: object, marks: str = "") -> dict[str, Any]:
    return {"Bidder": bidder, "Subcontractor": name, "Work": work, "Amount": amount} | _marked(marks)


def _csv_text(rows: list[dict[str, Any]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


# Samples


def reference_chart() -> Workbook:
    """Lay out the reference chart in the appendix of the Rules and Procedures: every bid earns something else.

    - Bidder A: LBE 6%, Sub 1 (11.5%) 1%: 7% of 1,000,000.00 = 70,000.00; evaluated 930,000.00, rank 1 -> 3.
    - Bidder B: not local; Sub 1 (33.98%) 3%, Sub 3 (10.99%) 1%, Sub 4 (20.99%) 1% of its 2% as the 5% are full:
      5% of 1,000,500.00 = 50,025.00; evaluated 950,475.00, rank 2 -> 4.
    - Bidder C: LBE 6%, Sub 1 (32.35%) 3%, Sub 2 (10.29%) 1%: 10% of 1,020,000.00 = 102,000.00; evaluated 918,000.00,
      rank 3 -> 1.
    - Bidder D: LBE and CBE 10%, LSB and LTE 4%, cut to 12%: 12% of 1,050,000.00 = 126,000.00; evaluated 924,000.00,
      rank 4 -> 2.

    Award to Bidder C at $1,020,000.00; the preference costs 20,000.00.
    """
    solicitation = {
        "Solicitation number": "RFB-BCA-2025-001",
        "Title": "Reference chart: contracts over $150,000",
        "Department": "Bureau of Contract Administration",
        "Kind": "Bid",
        "Category": "Construction",
        "Contract value": 1_000_000,
        "Bid due date": date(2025, 6, 2),
    }
    bids = [
        _bid("Bidder A", 1_000_000, "LBE"),
        _bid("Bidder B", 1_000_500),
        _bid("Bidder C", 1_020_000, "LBE"),
        _bid("Bidder D", 1_050_000, "LBE CBE LSB LTE"),
    ]
    subcontractors = [
        _sub("Bidder A", "Sub 1", "Concrete curb, gutter and sidewalk", 115_000, "LBE LSB LTE"),
        _sub("Bidder A", "Sub 2", "Traffic control", 10_000, "LBE LSB"),
        _sub("Bidder B", "Sub 1", "Cold milling and asphalt paving", 340_000, "LBE CBE LSB LTE"),
        _sub("Bidder B", "Sub 2", "Pavement striping", 10_000, "LSB"),
        _sub("Bidder B", "Sub 3", "Street lighting conduit and pull boxes", 110_000, "LBE LSB LTE"),
        _sub("Bidder B", "Sub 4", "Concrete curb, gutter and sidewalk", 210_000, "LBE CBE LSB LTE"),
        _sub("Bidder C", "Sub 1", "Cold milling and asphalt paving", 330_000, "LBE CBE LSB LTE"),
        _sub("Bidder C", "Sub 2", "Tree wells, planting and irrigation", 105_000, "LBE LTE"),
        _sub("Bidder D", "Sub 1", "Concrete curb, gutter and sidewalk", 230_000, "LBE CBE LSB"),
        _sub("Bidder D", "Sub 2", "Site cleanup and debris hauling", 10_000, "LBE CBE LSB"),
    ]
    return workbook(solicitation, bids, subcontractors)


def small_contract() -> Workbook:
    """Show a contract up to $150,000: 10% for an LSB or LTE, otherwise up to 5% through subcontractors.

    - Eastside Arbor Care: LBE and CBE earn nothing here; evaluated 128,400.00, rank 1 -> 4.
    - Canopy West: its LSB subcontractor has 66,000.00 of 131,900.00 = 50.04%, five whole tenths: 5% = 6,595.00; the
      crane firm is only LBE and earns nothing; evaluated 125,305.00, rank 2 -> 1.
    - Núñez & Sons: LSB 10% of 139,750.00 = 13,975.00; its LTE subcontractor adds nothing, as the prime qualifies
      itself; evaluated 125,775.00, rank 3 -> 2.
    - New Roots: LSB and LTE are still 10%: 10% of 141,205.55 = 14,120.555, rounded 14,120.56; evaluated 127,084.99,
      rank 4 -> 3.
    - Timberline: not responsive, so not ranked. It would have been the lowest (118,000.00).

    Award to Canopy West at $131,900.00; the preference costs 131,900.00 - 128,400.00 = 3,500.00.
    """
    solicitation = {
        "Solicitation number": "RFB-BSS-2025-041",
        "Title": "Tree trimming and stump removal, Boyle Heights",
        "Department": "Bureau of Street Services",
        "Kind": "Bid",
        "Category": "Services",
        "Contract value": 140_000,
        "Bid due date": date(2025, 7, 15),
    }
    canopy, nunez = "Canopy West Tree Service, LLC", "Núñez & Sons Tree Surgeons, Inc."
    bids = [
        _bid("Eastside Arbor Care, Inc.", 128_400, "LBE CBE", Responsive="yes"),
        _bid(canopy, 131_900, Responsive="yes"),
        _bid(nunez, 139_750, "LBE LSB", Responsive="yes"),
        _bid("New Roots Workforce [Los Angeles]", 141_205.55, "LBE LSB LTE", Responsive="yes"),
        _bid(
            "Timberline Vegetation Management",
            118_000,
            "LBE LSB",
            Responsive="no",
            Reason="Bid form not signed; no bid bond submitted",
        ),
    ]
    subcontractors = [
        _sub(canopy, "Árboles y Raíces", "Stump grinding and root pruning", 66_000, "LBE LSB"),
        _sub(canopy, "Sepulveda Crane & Rigging", "Crane and operator for trees over 60 feet", 27_500, "LBE"),
        _sub(nunez, "Second Start Grounds Crew", "Brush chipping and green waste hauling", 30_000, "LTE"),
    ]
    return workbook(solicitation, bids, subcontractors)


def proposal() -> Workbook:
    """Show a request for proposals: percent of the 100 possible points are added to the score; tenths are of the cost.

    - Terravane: not local; LSB 62,000.00 of 480,000.00 = 12.92% earns 1%, LBE 105,000.00 = 21.88% earns 2%:
      93.5 + 3 = 96.5, rank 1 -> 2.
    - Figueroa Testing: LBE 6%, LTE 2%: 88 + 8 = 96, rank 2 -> 3.
    - Ochoa Petrossian: LBE 6%; an LSB and LTE subcontractor has 128,100.00 of 512,400.00 = 25%, two whole tenths, 2%:
      87.5 + 8 = 95.5, rank 3 -> 4.
    - Metro Basin: LBE and CBE 10%, LSB 2%: 84.75 + 12 = 96.75, rank 4 -> 1.

    Award to Metro Basin at $535,250.00; without the preference Terravane is first.
    """
    solicitation = {
        "Solicitation number": "RFP-BOE-2025-017",
        "Title": "On-call geotechnical investigation and materials testing",
        "Department": "Bureau of Engineering",
        "Kind": "Proposal",
        "Category": "Services",
        "Contract value": 500_000,
        "Bid due date": date(2025, 8, 14),
        "Total possible points": 100,
    }
    terravane, ochoa = "Terravane Geotechnical, Inc.", "Ochoa Petrossian Engineers"
    figueroa, metro = "Figueroa Testing Group, LLC", "Metro Basin Consultants"
    bids = [
        _bid(terravane, 480_000, Score=93.5),
        _bid(figueroa, 498_000, "LBE LTE", Score=88),
        _bid(ochoa, 512_400, "LBE", Score=87.5),
        _bid(metro, 535_250, "LBE CBE LSB", Score=84.75),
    ]
    subcontractors = [
        _sub(terravane, "Harbor Drilling & Coring", "Soil borings and sampling", 62_000, "LSB"),
        _sub(terravane, "Basin Materials Laboratory", "Laboratory testing of soils and aggregates", 105_000, "LBE"),
        _sub(ochoa, "Tierra Firme Testing, LLC", "Field density and concrete cylinder tests", 128_100, "LBE LSB LTE"),
        _sub(metro, "Palmdale Geophysical Surveys", "Seismic refraction surveys", 48_000),
    ]
    return workbook(solicitation, bids, subcontractors)


def value_limit() -> Workbook:
    """Show a large contract, where no preference is worth more than $1,000,000.00, and that decides the award.

    - Granite Mesa: not local; its LBE subcontractor has 985,000.00 of 10,150,000.00 = 9.70%, no whole tenth; evaluated
      10,150,000.00, rank 1 -> 2.
    - Alameda Civil: LBE 6%, LTE 2%: 8% of 10,975,000.00 = 878,000.00, below the limit; its LSB subcontractor adds
      nothing, as the prime is LTE itself; evaluated 10,097,000.00, rank 2 -> 1.
    - Boyle Avenue: LBE and CBE 10%, LSB 2%: 12% of 11,180,000.00 = 1,341,600.00, limited to 1,000,000.00; evaluated
      10,180,000.00, rank 3 -> 3. Without the limit it would win: 9,838,400.00.
    - San Pedro: LBE 6%, 20.46% LSB and LTE 2%, 21.80% LSB 2%: 10% of 11,240,000.00 = 1,124,000.00, limited to
      1,000,000.00; evaluated 10,240,000.00, rank 4 -> 4.

    Award to Alameda Civil at $10,975,000.00; the preference costs 10,975,000.00 - 10,150,000.00 = 825,000.00.
    """
    solicitation = {
        "Solicitation number": "RFB-BOE-2025-063",
        "Title": "Storm drain and green street improvements, Vermont Square",
        "Department": "Bureau of Engineering",
        "Kind": "Bid",
        "Category": "Construction",
        "Contract value": 11_000_000,
        "Bid due date": datetime.combine(date(2025, 9, 10), time(10)),
    }
    granite, alameda = "Granite Mesa Constructors, Inc.", "Alameda Civil Builders, Inc."
    boyle, san_pedro = "Boyle Avenue Contractors, a Joint Venture", "San Pedro Heavy Civil"
    bids = [
        _bid(granite, 10_150_000),
        _bid(alameda, 10_975_000, "LBE LTE"),
        _bid(boyle, 11_180_000, "LBE CBE LSB"),
        _bid(san_pedro, 11_240_000, "LBE"),
    ]
    subcontractors = [
        _sub(granite, "Valley Rebar Placement", "Reinforcing steel", 985_000, "LBE"),
        _sub(alameda, "Sunland Bioswale & Landscape", "Bioswales, planting and irrigation", 1_690_000, "LBE LSB"),
        _sub(boyle, "Rampart Pipeline", "Reinforced concrete pipe, 36 to 60 inches", 2_615_000),
        _sub(san_pedro, "Nuevo Camino Paving", "Trench resurfacing and permeable pavers", 2_300_000, "LBE LSB LTE"),
        _sub(san_pedro, "Los Feliz Concrete Cutting", "Demolition, catch basins and curb", 2_450_000, "LBE LSB"),
    ]
    return workbook(solicitation, bids, subcontractors)


def tie() -> Workbook:
    """Show two bids that are equal to the cent after the preference. The rules give no tie-break.

    94% of one price is 90% of the other where they are as 45 to 47: 45 x 10,029.50 and 47 x 10,029.50.

    - Great Plains: not local, 0%; evaluated 429,980.00, rank 1 -> 3.
    - Pueblo Lighting: LBE 6% of 451,327.50 = 27,079.65; its LSB subcontractor has 7.18%, no whole tenth; evaluated
      424,247.85, rank 2 -> 1.
    - Gardena: LBE 6%, LSB 2%: 8% of 468,900.00 = 37,512.00; evaluated 431,388.00, rank 3 -> 4.
    - Luz del Valle: LBE and CBE 10% of 471,386.50 = 47,138.65; evaluated 424,247.85, rank 4 -> 1.

    A tie of Pueblo Lighting and Luz del Valle: no award, a person must decide.
    """
    solicitation = {
        "Solicitation number": "RFB-GSD-2025-118",
        "Title": "LED street light luminaires, 2,400 units",
        "Department": "General Services Department",
        "Kind": "Bid",
        "Category": "Goods",
        "Contract value": 460_000,
        "Bid due date": date(2025, 6, 24),
    }
    pueblo = "Pueblo Lighting Supply Co."
    bids = [
        _bid("Great Plains Luminaire Corp.", 429_980),
        _bid(pueblo, 451_327.50, "LBE"),
        _bid("Gardena Electrical Wholesale", 468_900, "LBE LSB"),
        _bid("Luz del Valle Distributors, Inc.", 471_386.50, "LBE CBE"),
    ]
    subcontractors = [_sub(pueblo, "Wilmington Drayage", "Delivery to the City's yards", 32_400, "LBE LSB")]
    return workbook(solicitation, bids, subcontractors)


def many_errors() -> Workbook:
    """Show a tabulation with the slips that buyers make. Nothing is evaluated; all of these come out at once.

    Errors:

    - Solicitation!B5: the kind is "Quote"; there are bids and proposals.
    - Solicitation!B8: the due date is the text "June 2, 2025".
    - Bids!B3: the amount is blank.
    - Bids!B4: "614.250,00" can be read in two ways.
    - Bids!B5: the bid is zero.
    - Bids!E6: the mark is "maybe".
    - Bids!B7: subcontractors cost 310,000.00 + 295,000.00 = 605,000.00, more than the bid of 580,000.00.
    - Bids!A8: the bidder has a bid already, in A2.
    - Bids!A9: the row names no bidder.
    - Bids!H10: a reason, but nothing under Responsive.
    - Bids!B11: the amount is the error #REF!.
    - Bids!B12: the amount is a formula that was never calculated.
    - Subcontractors!A4: "Eagel Rock Builders" has no bid; Eagle Rock Builders has.
    - Subcontractors!D5: the subcontractor has no amount.

    And two warnings:

    - Bids!D13: CBE without LBE.
    - Subcontractors!C6: the work is blank, so it would earn nothing.
    """
    solicitation = {
        "Solicitation number": "RFB-BSS-2025-052",
        "Title": "Sidewalk repair and access ramps, Council District 8",
        "Department": "Bureau of Street Services",
        "Kind": "Quote",
        "Category": "Construction",
        "Contract value": 640_000,
        "Bid due date": "June 2, 2025",
    }
    figueroa, griffith, jefferson = "Figueroa Hardscape Co.", "Griffith Grading, LLC", "Jefferson Ramp Builders"
    bids = [
        _bid("Arroyo Concrete, Inc.", 598_200, "LBE", Responsive="yes"),
        _bid("Bautista & Daughters, Inc.", None, "LBE LSB", Responsive="yes"),
        _bid("Cahuenga Paving Co.", "614.250,00", "LBE CBE", Responsive="yes"),
        _bid("Del Rey Flatwork", 0, Responsive="yes"),
        _bid("Eagle Rock Builders", 625_900, "LBE", LSB="maybe", Responsive="yes"),
        _bid(figueroa, 580_000, "LBE", Responsive="yes"),
        _bid("ARROYO CONCRETE, INC.", 601_000, "LBE", Responsive="yes"),
        _bid(None, 633_000, "LBE LTE", Responsive="yes"),
        _bid(griffith, 618_750, "LBE", Reason="Bid bond missing"),
        _bid("Hyperion Site Works", "#REF!", Responsive="yes"),
        _bid("Inglewood Curb & Gutter", "=ROUND(11850*52.4,2)", "LBE", Responsive="yes"),
        _bid(jefferson, 639_400, "CBE", Responsive="yes"),
    ]
    subcontractors = [
        _sub(figueroa, "Slauson Concrete Pumping", "Concrete supply and pumping", 310_000, "LBE LSB"),
        _sub(figueroa, "Leimert Park Demolition", "Sawcutting and removal of sidewalk", 295_000, "LBE LTE"),
        _sub("Eagel Rock Builders", "York Boulevard Masonry", "Retaining curbs", 71_500, "LBE LSB"),
        _sub(jefferson, "Watts Traffic Control", "Traffic control", None, "LBE LSB"),
        _sub(griffith, "Crenshaw Root Pruning", None, 72_000, "LBE LSB"),
    ]
    return workbook(solicitation, bids, subcontractors)


_NUNEZ, _GARABEDIAN = "Núñez & Sons Paving, Inc. [JV]", "Garabedian Bros. Construction"
_OMALLEY, _CRENSHAW = "O'Malley–Tran Contractors, LLC", 'Crenshaw Civil, Inc. (dba "3C")'


def csv_bids() -> str:
    """Show a CSV pair, whose amounts are text; csv_subcontractors.csv belongs to it.

    Every bid is over $150,000.00, so Procedure 4 applies with or without --contract-value. The due date can be given
    with --due.

    - Garabedian: not local; LTE $120,000.00 of $1,162,400.00 = 10.32% earns 1% = 11,624.00; evaluated 1,150,776.00,
      rank 1 -> 2.
    - O'Malley–Tran: LBE 6% of $1,228,950.00 = 73,737.00; its LSB subcontractor is a cent short of a tenth
      (122,894.99 of 122,895.00); evaluated 1,155,213.00, rank 2 -> 4. With the cent it would win: 1,142,923.50.
    - Núñez: LBE 6%, LSB exactly a tenth (123,456.78) 1%: 7% of $1,234,567.80 = 86,419.746, rounded 86,419.75;
      evaluated 1,148,148.05, rank 3 -> 1.
    - Crenshaw: LBE and CBE 10%, LTE 2%: 12% of $1,309,500.00 = 157,140.00; evaluated 1,152,360.00, rank 4 -> 3.

    Award to Núñez at $1,234,567.80; the preference costs 1,234,567.80 - 1,162,400.00 = 72,167.80.
    """
    return _csv_text(
        [
            _bid(_GARABEDIAN, "$1,162,400.00"),
            _bid(_OMALLEY, "$1,228,950.00", "LBE"),
            _bid(_NUNEZ, "$1,234,567.80", "LBE"),
            _bid(_CRENSHAW, "$1,309,500.00", "LBE CBE LTE"),
        ]
    )


def csv_subcontractors() -> str:
    """Show the subcontractors of csv_bids.csv; what they earn is worked out there.

    Nuevo Día Hauling and "Ace" Concrete earn 1% each, the other four nothing.
    """
    return _csv_text(
        [
            _sub(_GARABEDIAN, "Nuevo Día Hauling", "Demolition and hauling", "$120,000.00", "LTE"),
            _sub(_GARABEDIAN, "Reno Asphalt Milling, Inc.", "Cold milling", "$204,500.00"),
            _sub(_OMALLEY, "Ávila Traffic Systems", "Loop detectors, striping and signs", "$122,894.99", "LBE LSB"),
            _sub(_NUNEZ, '"Ace" Concrete', "Curb ramps, bus pads and sidewalk", "$123,456.78", "LBE LSB"),
            _sub(_NUNEZ, "Pico-Union Survey [PLS]", "Construction staking", "$38,250.00", "LBE CBE"),
            _sub(_CRENSHAW, "Hyde Park Utility Locators", "Potholing and utility location", "$61,900.00", "LBE LSB"),
        ]
    )


def evidence() -> Workbook:
    """Show what a register of certifications, discounts and stated shares of work do (goods over $150,000).

    Bids were due on March 12, 2026; the award covers 3 groups; cash discounts count from 20 days.

    Harbor City Supply, LBE since 2023, a dealer: quoted $812,000.00, less 2% combined award discount, 16,240.00, is
    795,760.00, less 1% cash discount for 20 days, 7,957.60, is 787,802.40. 6% is 47,268.14: 740,534.26. First.
    Echo Park Lighting, CBE, 70% in the County and 60% in the City, counts as a Local Business; its cash discount for
    10 days does not count. 6% of 806,900.00 is 48,414.00: 758,486.00. Second.
    Pacific Rim Fixtures claims LBE, which expired the day before its bid: no preference, 758,500.00. Third.
    Lakeview Electric & Sons applied for LBE before the due date and is not decided: 775,000.00 as it stands; approved,
    6% is 46,500.00, and 728,500.00 would be first. So the award depends on it.
    """
    book = workbook(
        {
            "Solicitation number": "RFB-GSD-2026-009",
            "Title": "Pedestrian lighting fixtures, three groups",
            "Department": "General Services Department",
            "Kind": "Bid",
            "Category": "Goods",
            "Contract value": 800_000,
            "Bid due date": date(2026, 3, 12),
            "Cash discount counted": "yes",
            "Cash discount minimum days": 20,
            "Combined award discount allowed": "yes",
            "Items or groups": 3,
        },
        [
            _bid(
                "Harbor City Supply, Inc.",
                812_000,
                "LBE",
                **_offer("dealer", "R-1001", combined="2%", cash="1%", days=20),
            ),
            _bid("Pacific Rim Fixtures", 758_500, "LBE", **_offer("manufacturer", "R-2002")),
            _bid(
                "Echo Park Lighting",
                806_900,
                "LBE CBE",
                **_offer("manufacturer", "R-3003", "70%", "60%", cash="1%", days=10),
            ),
            _bid("Lakeview Electric & Sons", 775_000, "", **_offer("supplier", "R-4004")),
        ],
        [],
    )
    register = book.create_sheet("Certifications")
    register.append(["Firm", "Certification", "Applied", "Granted", "Expires", "RAMP account"])
    for row in (
        ("Harbor City Supply", "LBE", date(2023, 1, 9), date(2023, 2, 20), date(2027, 2, 19), "R-1001"),
        ("Pacific Rim Fixtures", "LBE", date(2022, 1, 10), date(2022, 3, 11), date(2026, 3, 10), "R-2002"),
        ("Echo Park Lighting", "LBE", date(2024, 4, 2), date(2024, 5, 6), date(2028, 5, 5), "R-3003"),
        ("Echo Park Lighting", "CBE", date(2024, 4, 2), date(2024, 5, 6), date(2028, 5, 5), "R-3003"),
        ("Lakeview Electric & Sons, LLC", "LBE", date(2026, 2, 2), None, None, "R-4004"),
        ("Lakewood Electric", "LBE", date(2023, 2, 6), date(2023, 3, 6), date(2027, 3, 5), "R-5005"),
    ):
        register.append(row)
        for cell in register[register.max_row][2:5]:
            cell.number_format = DATE
    _finish(register)
    return book


def _offer(
    role: str, account: str, county: str | None = None, city: str | None = None,
    *, combined: str | None = None, cash: str | None = None, days: int | None = None,
) -> dict[str, Any]:  # fmt: skip
    """What a bid of the sample says beside its price and marks; each was submitted the day before bids were due."""
    return {
        "Submitted": date(2026, 3, 11),
        "County work %": county,
        "City work %": city,
        "Role": role,
        "Combined award discount %": combined,
        "Cash discount %": cash,
        "Cash discount days": days,
        "RAMP account": account,
    }


# The results that the formulas of hidden_faults.xlsx are stored with, by their text.
RESULTS = {
    "B2*D2": "18500",
    "B3*D3": "27200",
    "B5*D5": "28350",
    "B6*D6": "1559.25",
    "SUM(E2:E5)": "116800",
    "B2*F2": "21000",
    "B3*F3": "25440",
    "B4*F4": "50820",
    "B5*F5": "26820",
    "B6*F6": "1485",
    "SUM(G2:G6)": "125265",
    "Prices!E7": "116800",
}


def hidden_faults() -> Workbook:
    """Show what lbpp check is for: an evaluation of this workbook runs through, and is worth nothing.

    - Bids: row 4 is hidden, and the bid in it, 114,900.00, is the lowest; its amount is text. Ballona's is a formula.
    - Prices!E4 is typed: 42,750.00 in place of 4,200 x 11.25 = 47,250.00.
    - Prices!E7 adds rows 2 to 5 and leaves out striping, row 6: 116,800.00 in place of 122,859.25.
    - Prices!G7 holds 125,265.00, but its cells add up to 125,565.00.
    - Prices!D6 shows 1.16 and holds 1.155.
    """
    bids = [
        _bid("Ballona Concrete Works", "=Prices!E7", "LBE"),
        _bid("Cahuenga Flatwork, Inc.", 125_565, "LBE LSB"),
        _bid("Eagle Rock Curb & Sidewalk", "$114,900.00"),
    ]
    book = workbook(
        {
            "Solicitation number": "RFB-BSS-2025-077",
            "Title": "Sidewalk and curb ramp repair, Mar Vista",
            "Department": "Bureau of Street Services",
            "Kind": "Bid",
            "Category": "Construction",
            "Contract value": 125_000,
            "Bid due date": date(2025, 8, 5),
        },
        bids,
        [],
    )
    book["Bids"].row_dimensions[4].hidden = True
    prices = book.create_sheet("Prices")
    prices.append(["Item", "Quantity", "Unit", "Ballona", "Amount", "Cahuenga", "Amount"])
    for row, (item, quantity, unit, first, second) in enumerate(
        (
            ("Mobilization", 1, "LS", 18_500, 21_000),
            ("Curb and gutter", 640, "LF", 42.5, 39.75),
            ("Sidewalk", 4_200, "SF", 11.25, 12.1),
            ("Curb ramps", 9, "EA", 3_150, 2_980),
            ("Striping", 1_350, "LF", 1.155, 1.1),
        ),
        start=2,
    ):
        prices.append([item, quantity, unit, first, f"=B{row}*D{row}", second, f"=B{row}*F{row}"])
    prices["E4"] = 42_750
    prices.append(["Total", None, None, None, "=SUM(E2:E5)", None, "=SUM(G2:G6)"])
    for row in prices.iter_rows(min_row=2, min_col=4):
        for cell in row:
            cell.number_format = MONEY
    _finish(prices)
    return book


SAMPLES = {
    "reference_chart.xlsx": reference_chart,
    "small_contract.xlsx": small_contract,
    "proposal.xlsx": proposal,
    "value_limit.xlsx": value_limit,
    "tie.xlsx": tie,
    "evidence.xlsx": evidence,
    "many_errors.xlsx": many_errors,
    "hidden_faults.xlsx": hidden_faults,
    "csv_bids.csv": csv_bids,
    "csv_subcontractors.csv": csv_subcontractors,
    **{
        name: partial(lambda rows: of_program(rows()), rows)
        for name, rows in (oakland_samples.OAKLAND | nyc_samples.NEW_YORK).items()
    },
    **TABULATIONS,
}


def main() -> None:
    """Write every sample."""
    SAMPLE_BIDS.mkdir(exist_ok=True)
    for name, make in SAMPLES.items():
        made = make()
        if isinstance(made, str):
            (SAMPLE_BIDS / name).write_text(made, encoding="utf-8", newline="\n")
        else:
            save(made, SAMPLE_BIDS / name)


if __name__ == "__main__":
    main()
