"""The same bids come out however a tabulation lays them out: what makes a layout, not this file, is what is known."""

import copy
import random
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from importing import amounts, codes, found, imported
from make_tabulations import (
    ESTIMATE,
    ITEMS,
    OFFERS,
    SUPPLIERS,
    SUPPLIES,
    TITLE,
    block,
    long_form,
    stacked,
    summary,
    total_of,
)

from lbpp_cli.read.layouts import LAYOUTS, terms

FIRMS = {name: prices for name, prices in OFFERS.items() if name != ESTIMATE}
# Worked out by hand: 25,000 + 10,416 + 15,998.25 + 29,120 and so on.
EXPECTED = {
    "Arroyo Civil, Inc.": Decimal("80534.25"),
    "Boyle Heights Paving": Decimal("85392.50"),
    "Cahuenga Constructors LLC": Decimal("87170.45"),
}


def quiet(result):
    """Nothing stops the import, and nothing is said to differ."""
    return not [one for one in result.findings if one.severity in {"error", "warning"}]


def test_the_expected_totals_are_those_of_the_items():
    assert {name: total_of(ITEMS, prices) for name, prices in FIRMS.items()} == EXPECTED


@pytest.mark.parametrize("height", [0, 1, 3, 9])
def test_a_title_block_of_any_height(height):
    title = [[f"Line {number}"] for number in range(height)]
    result = imported({"Tab": [*title, *block(ITEMS, OFFERS)]})
    assert amounts(result) == EXPECTED
    assert quiet(result)
    assert result.estimate.corrected == Decimal("89447.50")


@pytest.mark.parametrize(
    ("head", "pair"),
    [
        (("Item", "Description", "Qty", "Unit"), ("Unit Cost", "Extension")),
        (("No.", "Bid Item Description", "Est. Qty.", "U/M"), ("Unit Bid Price", "Total Cost")),
        (("LINE NO", "Item  Description ", "Approx.\nQuantity", "UOM"), ("Price", "Amount")),
        (("Ítem No.", "Descriptión", "Quantity", "Units"), ("UNIT PRICE ($)", "Extended\nAmount")),
        (("#", "Work Item", "Plan Quantity", "Unit of Measure"), ("Unit", "Total")),
    ],
)
def test_other_words_in_the_headings(head, pair):
    if pair[0] == "Unit":
        pair = ("Unit Amount", pair[1])
    result = imported({"Tab": block(ITEMS, OFFERS, head=head, pair=pair)})
    assert amounts(result) == EXPECTED


def test_prices_as_text():
    rows = block(ITEMS, OFFERS)
    for row in rows[2:]:
        row[4:] = [
            f"   ${Decimal(str(value)):,.2f} ".replace("$0.", "$.") if value is not None else None for value in row[4:]
        ]
    result = imported({"Tab": rows})
    assert amounts(result) == EXPECTED
    assert quiet(result)


def test_names_with_an_address_under_them():
    rows = block(ITEMS, OFFERS)
    rows[0][4] = "Arroyo Civil,\n Inc.\n2500 Figueroa St.\nLos Angeles, CA 90007"
    result = imported({"Tab": rows})
    assert amounts(result) == EXPECTED
    assert "2500 Figueroa St., Los Angeles, CA 90007" in found(result, "name-shortened")[0][1]


def test_further_columns_beside_the_prices():
    rows = block(ITEMS, FIRMS)
    wide = []
    for number, row in enumerate(rows):
        extra = "Manufacturer" if number == 1 else None if number == 0 else "Acme Steel"
        out = row[:4]
        for at in range(4, len(row), 2):
            # The name stays in the first column of its bidder.
            out += [row[at], extra, None] if number == 0 else [extra, row[at], row[at + 1]]
        wide.append(out)
    assert amounts(imported({"Tab": wide})) == EXPECTED


def test_blank_columns_between_bidders():
    rows = [
        [*row[:4], *(value for at in range(4, len(row), 2) for value in (None, row[at], row[at + 1]))]
        for row in block(ITEMS, FIRMS)
    ]
    assert amounts(imported({"Tab": rows})) == EXPECTED


def test_bidders_that_are_numbered_above_their_names():
    rows = block(ITEMS, FIRMS)
    numbers = [None] * 4
    for number in range(len(FIRMS)):
        numbers += [f"Bidder No. {number + 1}", None]
    assert amounts(imported({"Tab": [numbers, *rows]})) == EXPECTED


def test_a_row_that_says_that_it_names_the_bidders_goes_first():
    rows = block(ITEMS, FIRMS)
    dates = ["Received", None, None, None]
    for _ in FIRMS:
        dates += ["Sept. 18, 2:00 PM", None]
    rows[0][0] = "Contractor:"
    assert amounts(imported({"Tab": [dates, *rows]})) == EXPECTED


def test_bidders_named_in_the_headings():
    rows = block(ITEMS, FIRMS)
    for number, name in enumerate(FIRMS):
        rows[1][4 + 2 * number : 6 + 2 * number] = [f"{name} (Unit Price)", f"{name} (Extended Amount) "]
    rows[0] = [None] * len(rows[0])
    assert amounts(imported({"Tab": rows})) == EXPECTED
    assert amounts(imported(rows)) == EXPECTED


@given(st.permutations(range(len(ITEMS))), st.permutations(list(OFFERS)))
def test_the_order_of_items_and_bidders_changes_nothing(order, names):
    items = [ITEMS[at] for at in order]
    offers = {name: [OFFERS[name][at] for at in order] for name in names}
    result = imported(block(items, offers))
    assert amounts(result) == EXPECTED
    assert quiet(result)


@given(st.permutations(list(OFFERS)), st.integers(1, 4), st.randoms(use_true_random=False))
def test_the_same_bids_over_several_sheets_or_files(names, wide, chance: random.Random):
    """Bidders may stand on any sheet, in any order, with the items in another order on each."""
    parts = []
    for start in range(0, len(names), wide):
        order = chance.sample(range(len(ITEMS)), len(ITEMS))
        items = [ITEMS[at] for at in order]
        part = {name: [OFFERS[name][at] for at in order] for name in names[start : start + wide]}
        parts.append(block(items, part, title=("A yard",)))
    result = imported({f"Part {number}": rows for number, rows in enumerate(parts)})
    assert amounts(result) == EXPECTED
    assert quiet(result)
    assert amounts(imported(*({"Tab": rows} for rows in parts))) == EXPECTED


@pytest.mark.parametrize("wide", [1, 2, 3, 4])
def test_stacked_blocks(wide):
    result = imported({"Price Analysis": stacked(SUPPLIES, SUPPLIERS, wide)})
    assert amounts(result) == {name: total_of(SUPPLIES, prices) for name, prices in SUPPLIERS.items()}
    assert quiet(result)


def test_stacked_blocks_without_totals():
    rows = [row for row in stacked(SUPPLIES, SUPPLIERS) if not row or row[0] != "TOTALS:"]
    assert amounts(imported({"Tab": rows})) == {name: total_of(SUPPLIES, prices) for name, prices in SUPPLIERS.items()}


def test_long_form_in_any_order_with_other_columns():
    rows = long_form(SUPPLIES, SUPPLIERS)
    head, body = rows[0], rows[1:]
    body.reverse()
    turned = [list(reversed(row)) for row in [head, *body]]
    expected = {name: total_of(SUPPLIES, prices) for name, prices in SUPPLIERS.items()}
    assert amounts(imported({"Bids": turned})) == amounts(imported({"Bids": rows})) == expected
    assert quiet(imported({"Bids": turned}))


def test_the_same_prices_in_three_tables_are_one_schedule_with_its_ranks():
    sheets = {"A": stacked(SUPPLIES, SUPPLIERS), "B": long_form(SUPPLIES, SUPPLIERS), "C": block(SUPPLIES, SUPPLIERS)}
    result = imported(sheets)
    assert len(result.schedules) == 1
    assert {one.layout for one in result.used} == {"stacked-blocks", "long-form", "side-by-side"}
    assert quiet(result)


def test_the_layouts_have_ids_and_descriptions():
    assert [one.id for one in LAYOUTS] == [
        "side-by-side", "one-column", "several-sheets", "stacked-blocks", "long-form", "stacked-tables",
        "reference-chart", "items-across", "list", "list-across",
    ]  # fmt: skip
    assert all(one.description and one.title for one in LAYOUTS)


def test_sections_and_subtotals_within_a_table():
    """Headings among the items and subtotals add nothing; a subtotal that is wrong is a finding."""
    rows = block(ITEMS, FIRMS, total="Grand Total")
    half = [None, "Subtotal", None, None]
    for prices in FIRMS.values():
        half += [None, float(total_of(ITEMS[:2], prices[:2]))]
    made = [*rows[:2], ["Section A: Roadway"], *rows[2:4], half, ["Section B: Concrete"], *rows[4:]]
    result = imported({"Tab": made})
    assert amounts(result) == EXPECTED
    assert [item.section for item in result.schedules[0].items] == ["Section A: Roadway"] * 2 + [
        "Section B: Concrete"
    ] * 2
    assert quiet(result)
    half[5] += 1
    assert found(imported({"Tab": made}), "sum-differs")[0][0] == "Tab!F6"


def alternates(last="Total Base Bid and Alternate 1"):
    """A base bid and an alternate in one table, each with its total, and perhaps a total of both."""
    rows = block(ITEMS, FIRMS, total="Total Base Bid")
    rows.append(["A-1", "Alternate 1: bike racks", 4, "EA", *(value for _ in FIRMS for value in (250, 1000))])
    rows.append([None, "Total Alternate 1", None, None, *(value for _ in FIRMS for value in (None, 1000))])
    if last:
        both = [float(value + 1000) for value in EXPECTED.values()]
        rows.append([None, last, None, None, *(value for one in both for value in (None, one))])
    return {"Tab": rows}


@pytest.mark.parametrize("last", [None, "Total Base Bid and Alternate 1"])
def test_alternates_are_never_added_unasked(last):
    result = imported(alternates(last))
    assert amounts(result) == dict.fromkeys(EXPECTED)
    cell, message = found(result, "basis-needed")[0]
    assert "Base Bid; Alternate 1" in message
    assert ("is the sum of Base Bid and Alternate 1" in message) == (last is not None)
    assert cell == "Tab!A2"
    assert amounts(imported(alternates(last), basis=["Base Bid"])) == EXPECTED
    added = {name: value + 1000 for name, value in EXPECTED.items()}
    assert amounts(imported(alternates(last), basis=["all"])) == added
    assert amounts(imported(alternates(last), basis=["base bid", "alternate"])) == added


def test_a_list_with_the_parts_of_each_bid():
    rows = [["Bidder", "Base Bid", "Alternate 1", "Total Bid"], ["Acme", 100, 20, 120], ["Best", 110, 5, 115]]
    assert "basis-needed" in codes(imported(rows))
    assert amounts(imported(rows, basis=["all"])) == {"Acme": Decimal("120.00"), "Best": Decimal("115.00")}
    assert amounts(imported(rows, basis=["Base Bid"])) == {"Acme": Decimal("100.00"), "Best": Decimal("110.00")}


def test_a_summary_names_firms_otherwise_than_the_tabulation():
    totals = {name.replace(", Inc.", " Inc").upper(): float(value) for name, value in EXPECTED.items()}
    result = imported({"Tab": block(ITEMS, FIRMS), "Summary": summary(totals)})
    assert amounts(result) == EXPECTED
    assert quiet(result)


def test_lump_sums_negative_and_zero_prices():
    """A total without a unit price stands; a credit is subtracted; a price in words is said; a blank is no zero."""
    items = [("1", "Work", None, "LS"), ("2", "Credit", 1, "LS"), ("3", "Signs", 1, "EA"), ("4", "Haul", 2, "EA")]
    rows = block(
        [(*item[:2], item[2] or 1, item[3]) for item in items], {"Acme": [500, -50, 0, 10], "Best": [480, -20, 5, 10]}
    )
    for row in rows[2:]:
        if row[0] == "1":
            row[2] = row[4] = row[6] = None
    rows[4][4], rows[4][5] = "Included", None
    rows[5][6], rows[5][7], rows[6][7] = None, None, 465
    result = imported({"Tab": rows})
    assert amounts(result) == {"Acme": Decimal("470.00"), "Best": Decimal("465.00")}
    assert "item 4 Haul" in found(result, "item-not-priced")[0][1]
    assert "“Included” in Tab!E5, counted as $0.00" in found(result, "price-in-words")[0][1]


def test_bids_that_are_out_are_kept_with_the_words_of_the_tabulation():
    rows = [["Bidder", "Total"], ["Acme", 100], ["Best", "No Bid"], ["Cal", "Withdrawn"], ["Dee (non-responsive)", 90]]
    result = imported(rows)
    assert amounts(result) == {"Acme": Decimal("100.00"), "Best": None, "Cal": None, "Dee (non-responsive)": None}
    assert [(bid.responsive, bid.reason) for bid in result.bids] == [
        (True, ""), (False, "No Bid"), (False, "Withdrawn"), (False, "Dee (non-responsive)"),
    ]  # fmt: skip


def test_footnotes_are_kept_and_not_interpreted():
    rows = [["Bidder", "Total"], ["Acme*", "$100.00"], ["Best", "$90.00^"], ["* Late"], ["^Corrected"]]
    result = imported(rows)
    assert amounts(result) == {"Acme": Decimal("100.00"), "Best": Decimal("90.00")}
    assert [(note.mark, note.text, note.at) for note in result.footnotes] == [
        ("*", "Late", ("A2",)),
        ("^", "Corrected", ("B3",)),
    ]


def test_a_date_or_number_under_a_label_is_a_fact_and_another_is_not():
    title = ("Some Harbor", "Solicitation No. 2025-9", TITLE[-1], "Bid Opening: 2025-09-20")
    facts = {
        fact.field: (str(fact.value), fact.cell) for fact in imported({"Tab": block(ITEMS, FIRMS, title=title)}).facts
    }
    assert facts == {"number": ("2025-9", "Tab!A2"), "due": ("2025-09-20", "Tab!A4")}


@pytest.mark.parametrize(
    "name",
    [
        "Engineer's Estimate",
        "ENGINEERS ESTIMATE",
        "EE",
        "Engineers",
        "Estimate",
        "City Engineer’s\nEstimate",
        "Eng. Est.",
    ],
)
def test_an_estimate_is_no_bidder(name):
    offers = {name if one == ESTIMATE else one: prices for one, prices in OFFERS.items()}
    result = imported({"Tab": block(ITEMS, offers)}, estimate=True)
    assert amounts(result) == EXPECTED
    assert result.contract_value == Decimal("89447.50")


@pytest.mark.parametrize("name", ["Estimating Partners, Inc.", "Engineering Works", "Total Paving Co.", "Bidder Bros."])
def test_a_firm_is_no_estimate(name):
    assert not terms.is_estimate(name)
    assert not terms.is_no_firm(name)
    assert not terms.is_placeholder(name)


def test_every_price_keeps_its_cells():
    result = imported({"Tab": block(ITEMS, FIRMS, title=TITLE)})
    line = next(one for one in result.lines if one.bidder == "Boyle Heights Paving" and one.item.number == "003")
    assert (line.item.quantity.cell, line.price.unit.cell, line.price.extension.cell) == ("Tab!C9", "Tab!G9", "Tab!H9")
    assert next(bid for bid in result.bids if bid.bidder == line.bidder).cell == "Tab!H11"


@pytest.mark.parametrize(
    ("unit", "total", "governs", "amount"),
    [
        (8.4, 10_416, None, "80534.25"),
        (8.4, 10_426, None, None),
        (8.4, 10_426, "unit-price", "80534.25"),
        (8.4, 10_426, "stated-total", "80544.25"),
    ],
)
def test_what_governs(unit, total, governs, amount):
    """Pairs on both sides: an extension that is quantity times unit price, and one that is ten dollars more."""
    rows = copy.deepcopy(block(ITEMS, FIRMS))
    rows[3][4:6] = [unit, total]
    rows[-1][5] = 80534.25 - 10_416 + total
    result = imported({"Tab": rows}, governs=governs)
    assert amounts(result)["Arroyo Civil, Inc."] == (None if amount is None else Decimal(amount))
    assert ("extension-differs" in codes(result)) == (total != 10_416)
    assert ("governs-needed" in codes(result)) == (amount is None)
    assert "sum-differs" not in codes(result)


@pytest.mark.parametrize(
    ("stored", "code", "as_corrected"),
    [
        (725273.5499999999, "binary-digits", "725273.55"),
        (4249540.754999999, "total-unrounded", "4249540.75"),
        (907390.1936, "total-unrounded", "907390.19"),
        (540.755, "total-unrounded", "540.76"),
        (540.75, None, "540.75"),
    ],
)
def test_binary_fractions(stored, code, as_corrected):
    """A spreadsheet shows 15 digits: what lies beyond is no part of a figure; a third decimal within them is."""
    rows = [["Bidder", "Total"], ["Acme", stored], ["Best", 100]]
    result = imported({"Tab": rows}, governs="stated-total")
    assert amounts(result)["Acme"] == Decimal(as_corrected)
    assert codes(result) == ({code} if code else set())
    assert ("governs-needed" in codes(imported({"Tab": rows}))) == (code == "total-unrounded")
