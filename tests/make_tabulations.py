"""Makes the sample tabulations, one for each layout that is known: sheets of rows, as agencies lay them out.

The firms, contracts and prices are invented. Tests lay out the same bids in other ways with the same functions.
"""

import csv
import io
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

Rows = list[list[Any]]
Offers = dict[str, list[Any]]

MADE = datetime(2025, 5, 1, 9)  # noqa: DTZ001  a workbook's properties have no time zone
ESTIMATE = "Engineer's Estimate"
ITEMS = [
    ("001", "Mobilization", 1, "LS"),
    ("002", "Remove asphalt pavement", 1240, "SY"),
    ("003", "Crushed aggregate base", 385.5, "Ton"),
    ("004", "Curb and gutter", 910, "LF"),
]
# 25,000 + 1,240 x 8.40 + 385.5 x 41.50 + 910 x 32.00 = 80,534.25, and so on.
OFFERS: Offers = {
    "Arroyo Civil, Inc.": [25_000, 8.4, 41.5, 32],
    "Boyle Heights Paving": [31_500, 7.95, 44, 29.75],
    "Cahuenga Constructors LLC": [28_200, 9.1, 39.9, 35.5],
    ESTIMATE: [30_000, 9, 45, 34],
}


def times(quantity: Any, price: Any) -> Decimal:
    """Quantity times price, to the cent."""
    exact = Decimal(str(quantity)) * Decimal(str(price))
    return exact.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def number(amount: Decimal) -> Any:
    """An amount as a workbook stores it."""
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def total_of(items: list[tuple[Any, ...]], prices: list[Any]) -> Decimal:
    """The sum of the extensions."""
    return sum((times(item[2], price) for item, price in zip(items, prices, strict=True)), Decimal("0.00"))


def block(
    items: list[tuple[Any, ...]],
    offers: Offers,
    *,
    title: tuple[Any, ...] = (),
    head: tuple[str, str, str, str] = ("Item No.", "Item Description", "Estimated Quantity", "Units "),
    pair: tuple[str, str] = ("Unit Price", "Total Price"),
    total: str | None = "Total Amount Bid",
) -> Rows:
    """Items down and bidders across: the title at the left, each name above its unit and total price."""
    names = list(offers)
    top: Rows = [[line, None, None, None] for line in title] or [[None] * 4]
    for name in names:
        top[0] += [name, None]
    rows = [*top, [*head, *pair * len(names)]]
    for at, item in enumerate(items):
        row = list(item)
        for name in names:
            row += [offers[name][at], number(times(item[2], offers[name][at]))]
        rows.append(row)
    if total is not None:
        last: list[Any] = [None, total, None, None]
        for name in names:
            last += [None, number(total_of(items, offers[name]))]
        rows.append(last)
    return rows


def summary(totals: dict[str, Any], *, title: tuple[Any, ...] = (), legend: tuple[str, ...] = ()) -> Rows:
    """A list of bidders and totals, with footnotes."""
    return [
        *([line] for line in title),
        ["Bidder", "Total Price"],
        *map(list, totals.items()),
        *([line] for line in legend),
    ]


def book(sheets: dict[str, Rows], *, merged: bool = True) -> Workbook:
    """A workbook of sheets of rows; a name above a pair of columns is merged over both."""
    made = Workbook()
    made.remove(made.active)
    made.properties.created = made.properties.modified = MADE
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for cell in sheet[1] if merged and len(rows) > 1 else ():
            wide = len(rows[0]) > 4 and cell.column > 4 and cell.value and cell.column < sheet.max_column
            if wide and cell.offset(0, 1).value is None:
                sheet.merge_cells(start_row=1, end_row=1, start_column=cell.column, end_column=cell.column + 1)
                cell.alignment = Alignment(horizontal="center", wrap_text=True)
                cell.font = Font(bold=True)
        for column in range(1, sheet.max_column + 1):
            sheet.column_dimensions[get_column_letter(column)].width = 34 if column == 2 else 15
    return made


def text(rows: Rows) -> str:
    """Rows as a text file."""
    written = io.StringIO()
    csv.writer(written, lineterminator="\n", quoting=csv.QUOTE_MINIMAL).writerows(rows)
    return written.getvalue()


TITLE = ("CITY YARD", "PAVEMENT REPAIR, PHASE 2", None, "Solicitation No. PW-2025-114", datetime(2025, 9, 18))  # noqa: DTZ001


def side_by_side() -> Workbook:
    """One sheet with subtotals, an item without charge, a deleted item, and a bid form that is blank.

    Arroyo 80,534.25; Boyle 85,392.50: 31,500 + 9,858 + 16,962 + 27,072.50; Cahuenga 87,170.45.
    The deleted item and the clean-up without charge add nothing.
    """
    rows = block(ITEMS, OFFERS, title=TITLE, total="Subtotal")
    rows.append(["005", "Traffic loops ITEM DELETED", None, "EA"])
    clean: list[Any] = ["006", "Final clean-up", 1, "LS"]
    grand: list[Any] = [None, "Total Amount Bid (Basis of Award)", None, None]
    for name, prices in OFFERS.items():
        price = "No charge" if name.startswith("Arroyo") else 500
        clean += [price, 0 if price != 500 else 500]
        grand += [None, number(total_of(ITEMS, prices) + (500 if price == 500 else 0))]
    form = [[*row[:4], None, None] for row in rows[len(TITLE) :]]
    form[0][4:] = ["Unit Price", "Total Price"]
    form[-1] = [None, "Total", None, None, None, "$___________"]
    return book({"Bid Form": form, "Bid Tabulation": [*rows, clean, grand]})


def schedules() -> Workbook:
    """Two schedules and an estimate, with a total of more than two decimals and corrected totals in the summary.

    Echo Park's riprap is 2.04 x 1,310.37 = 2,673.1548, stored as it is: its total is 51,123.1548 and 51,123.15 corrected.
    Schedule 2 adds 3,900.00 for Echo Park and 4,250.00 for Del Rey.
    """
    items = [("1-001", "Demolition", 1, "LS"), ("1-002", "Riprap", 2.04, "CY"), ("1-003", "Seeding", 0.85, "Acre")]
    offers: Offers = {
        "Del Rey Demolition Co.": [46_900, 1_250, 12_400],
        "Echo Park Wrecking, Inc.": [38_250, 1_310.37, 12_000],
        ESTIMATE: [40_000, 1_000, 12_000],
    }
    second: Offers = {"Del Rey Demolition Co.": [4_250], "Echo Park Wrecking, Inc.": [3_900], ESTIMATE: [4_000]}
    title = ("HARBOR YARD", "DEMOLITION OF SHEDS", None, "Solicitation No. HD-2025-031")
    one = block(items, offers, title=title, total="Total Amount Bid Schedule 1")
    one[6][7], one[-1][7] = 2673.1548, 51123.1548
    two = block(
        [("2-001", "Landscape care, one year", 1, "LS")], second, title=title, total="Total Amount Bid Schedule 2"
    )
    two.append([None, "Total Amount Bid (Basis of Award)", None, None, None, 64240, None, 55023.1548, None, 56240])
    two[-1][5] = number(total_of(items, offers["Del Rey Demolition Co."]) + 4_250)
    totals = {
        "Echo Park Wrecking, Inc.": "$55,023.15*",
        "Del Rey Demolition Co.": f"${two[-1][5]:,.2f}",
        ESTIMATE: 56240,
    }
    listed = summary(totals, title=title, legend=("*Corrected Total",))
    return book({"Bid Tab Schedule 1": one, "Bid Tab Schedule 2": two, "Summary": listed})


def sheets() -> Workbook:
    """The bidders of one tabulation on two sheets, the estimate on a third, and a summary; nothing is wrong with it."""
    names = [name for name in OFFERS if name != ESTIMATE]
    more: Offers = {"Griffith Grading Co.": [26_750, 8.2, 40, 33.1]}
    first = {name: OFFERS[name] for name in names[:2]}
    second = {names[2]: OFFERS[names[2]], **more}
    everyone = {**first, **second, ESTIMATE: OFFERS[ESTIMATE]}
    return book({
        "Bid Tab (1-2)": block(ITEMS, first, title=TITLE),
        "Bid Tab (3-4)": block(ITEMS, second, title=TITLE),
        "Bid Tab (EE)": block(ITEMS, {ESTIMATE: OFFERS[ESTIMATE]}, title=TITLE),
        "Summary": summary({name: number(total_of(ITEMS, prices)) for name, prices in everyone.items()}, title=TITLE),
    })  # fmt: skip


SUPPLIES = [
    ("1", "Sign post, 12 ft\ngalvanized", 1500, "Each"),
    ("2", "Sign post, 14 ft\ngalvanized", 200, "Each"),
    ("3", "Slip base", 25, "Each"),
]
SUPPLIERS: Offers = {
    "Hyperion Sign Supply": [38.2, 44.9, 210],
    "Imperial Posts, Inc.": [41.05, 46.1, 65.5],
    "Jefferson Traffic Products": [396, 47.25, 74],
    "La Brea Metals": [39.8, 45.6, 98.25],
}


def long_form(items: list[tuple[Any, ...]], offers: Offers) -> Rows:
    """One row an item and bidder, with the rank of each price."""
    rows: Rows = [
        ["Item No", "Organization Name", "Part #", "Quote type", "Bid Rank", "Quantity", "Price", "Total Cost"]
    ]
    for at, item in enumerate(items):
        order = sorted(offers, key=lambda name: offers[name][at])
        rows += [
            [
                int(item[0]),
                name,
                None,
                "Bid",
                order.index(name) + 1,
                item[2],
                prices[at],
                number(times(item[2], prices[at])),
            ]
            for name, prices in offers.items()
        ]
    return rows


def stacked(items: list[tuple[Any, ...]], offers: Offers, wide: int = 2) -> Rows:
    """Blocks of a few bidders below one another, each with questions above its prices."""
    names, rows = list(offers), [["Sign posts, annual quantities"], [datetime(2025, 10, 2)], []]  # noqa: DTZ001
    for start in range(0, len(names), wide):
        part = names[start : start + wide]
        top: list[Any] = [None, None, None]
        asked: list[Any] = ["Do you offer payment discounts?", None, None]
        head: list[Any] = ["Description", "Quantity", "UOM"]
        total: list[Any] = ["TOTALS:", None, None]
        for name in part:
            top += [f"{name}\n{120 + start} Alameda St.\nLos Angeles, CA 90012", None, None]
            asked += ["NO", None, None]
            head += ["Manufacturer", "Price", "Total Cost"]
            total += [None, number(total_of(items, offers[name])), None]
        rows += [top, asked, head]
        for at, item in enumerate(items):
            row: list[Any] = [item[1], item[2], item[3]]
            for name in part:
                row += ["Nucor", offers[name][at], number(times(item[2], offers[name][at]))]
            rows.append(row)
        rows += [total, []]
    return rows


def supplies() -> Workbook:
    """A quotation for supplies twice: in stacked blocks, and in long form with ranks; one bidder is far out.

    Hyperion 71,530.00: 1,500 x 38.20 + 200 x 44.90 + 25 x 210.00. Jefferson, with 396.00 for a post, 605,300.00.
    """
    return book({"Price Analysis": stacked(SUPPLIES, SUPPLIERS), "Bids": long_form(SUPPLIES, SUPPLIERS)}, merged=False)


def letting() -> str:
    """Three tables in one text file; an extension of Mesa Works follows a unit price that is shown with two decimals.

    Mesa Works: 3,317 x 0.145 = 480.97 (480.965 rounded) is stated beside $.15, which would be 497.55.
    """
    dollars = "{:>16}".format
    names = {"0000301": "Mesa Works", "0000302": "Nevin Contractors, Inc."}
    rows: Rows = [
        ["Letting Date", "Job Description", "Contract Id"],
        ["2025-08-22", "RESURFACING OF SAN PEDRO ST.", "250061"],
        [],
        ["ContractId", "LineNumber", "ItemDescription", "Quantity", "UnitName", "Engineers (Unit Price)",
         "Engineers (Extended Amount)"],
    ]  # fmt: skip
    for one in names:
        rows[3] += [f"{one} (Unit Price) ", f"{one} (Extension)  "]
    prices = {"0000301": [5_200, "0.15"], "0000302": [4_900, "0.54"]}
    for at, (line, what, quantity, unit, estimate) in enumerate([
        ("0005", "MOBILIZATION", 1, "LS", "5800"), ("0010", "RUMBLE STRIPS", 3317, "L F", "0.181650"),
    ]):  # fmt: skip
        row: list[Any] = ["250061", line, what, quantity, unit, estimate, Decimal(estimate) * quantity]
        for one in names:
            price = Decimal(prices[one][at])
            extension = Decimal("480.97") if (one, at) == ("0000301", 1) else price * quantity
            row += [dollars(f"${price:,.2f}".replace("$0.", "$.")), dollars(f"${extension:,.2f}")]
        rows.append(row)
    rows += [[], ["Bidder Number", "Bidder Name", "Bidder Amount"]]
    rows += [["0000301", names["0000301"], dollars("$5,680.97")], ["0000302", names["0000302"], dollars("$6,691.18")]]
    return text(rows)


def chart() -> Workbook:
    """The chart in the appendix of the Rules and Procedures, as a sheet. The bids rank C, D, A, B after the preference."""
    marks = ("LBE", "CBE", "LSB", "LTE")
    rows: Rows = [["DETERMINATION OF LBPP ON CONTRACTS OVER $150K"], ["Rank before LBPP", None, None, *marks]]
    bids = [
        ("Bidder A", 1_000_000, "x---", [("Sub 1", 115_000, "x-xx"), ("Sub 2", 10_000, "x-x-")]),
        ("Bidder B", 1_000_500, "----", [("Sub 1", 340_000, "xxxx"), ("Sub 2", 10_000, "--x-"),
                                         ("Sub 3", 110_000, "x-xx"), ("Sub 4", 210_000, "xxxx")]),
        ("Bidder C", 1_020_000, "x---", [("Sub 1", 330_000, "xxxx"), ("Sub 2", 105_000, "x--x")]),
        ("Bidder D", 1_050_000, "xxxx", [("Sub 1", 230_000, "xxx-"), ("Sub 2", 10_000, "xxx-")]),
    ]  # fmt: skip
    for rank, (name, amount, held, subs) in enumerate(bids, start=1):

        def crosses(which: str) -> list[str | None]:
            return [None if one == "-" else "x" for one in which]

        rows += [[rank, name, None, *crosses(held)], [None, "Bid Amt", amount], [None, "10% of bid", amount / 10]]
        rows += [[None, sub, cost, *crosses(which)] for sub, cost, which in subs]
        rows += [[None, "Bid Amt after LBPP*", None], []]
    return book({"Chart": [*rows, ["*For bid evaluation purposes only"]]}, merged=False)


def plain_list() -> str:
    """A list with an estimate and a bid that is not responsive."""
    return text([
        ["Rank", "Bidder", "Total Bid", "Remarks"],
        [1, "Olvera Janitorial", "$118,400.00", ""],
        [2, "Pico Building Services, Inc.", "$121,975.50", ""],
        ["", "Quail Maintenance Co.", "$109,000.00", "Non-responsive"],
        ["", "Estimate", "$125,000.00", ""],
    ])  # fmt: skip


def blank() -> Workbook:
    """A blank form: names to fill in, zeros from formulas, no bids."""
    names = [f"Name of Contractor {number}" for number in range(1, 4)]
    rows = block(ITEMS, {name: [0, 0, 0, 0] for name in (*names, ESTIMATE)}, title=TITLE)
    for row in rows[len(TITLE) + 1 : -1]:
        row[4::2] = [None] * len(row[4::2])
    return book({"Bid Tab": rows, "Summary": summary(dict.fromkeys([*names, ESTIMATE], 0), title=TITLE)})


TABULATIONS = {
    "tab_side_by_side.xlsx": side_by_side,
    "tab_schedules.xlsx": schedules,
    "tab_sheets.xlsx": sheets,
    "tab_supplies.xlsx": supplies,
    "tab_letting.csv": letting,
    "tab_chart.xlsx": chart,
    "tab_list.csv": plain_list,
    "tab_blank.xlsx": blank,
}
