"""Headings that name a bidder and its price at once, alternates among base items, items across.

The first lay out the bids of ``make_tabulations``, whose totals are worked out by hand in ``test_import_layouts``. The
others have their sums beside them.
"""

from decimal import Decimal

import pytest
from importing import amounts, codes, found, imported
from make_tabulations import ESTIMATE, ITEMS, OFFERS, block, number, times
from test_import_layouts import EXPECTED, FIRMS, quiet

from lbpp_cli.read.layouts import owned, price_words

NAMES = list(FIRMS)


def in_one_row(unit, whole, *, names=NAMES, total=True):
    """One row of headings, a unit price and a total under each: ``unit`` and ``whole`` make the heading of a name."""
    rows = [["Item", "Section", "Description", "Quantity", "Unit"]]
    for name in names:
        rows[0] += [made.format(name) for made in (unit, whole) if made]
    for at, item in enumerate(ITEMS):
        row = [item[0], "Roadway", *item[1:]]
        for prices in FIRMS.values():
            row += [prices[at]] if unit else []
            row += [number(times(item[2], prices[at]))] if whole else []
        rows.append(row)
    if total:
        last = ["", "", "TOTAL", "", ""]
        for value in EXPECTED.values():
            last += [None, number(value)] if unit and whole else [number(value)]
        rows.append(last)
    return rows


WORDINGS = [
    ("{} Unit Price", "{} Total"),
    ("{} - Unit Price", "{} - Extension"),
    ("Unit Price ({})", "Total ({})"),
    ("{} [Unit Price]", "{} [Total]"),
    ("{}: Unit Price", "{}: Extension"),
    ("{}\nUnit Price", "{}\nTotal Price"),
    ("Unit Price\n{}", "Total\n{}"),
    ("{} Unit Cost", "{} Amount"),
    ("{} Unit Cost", "{} Cost"),
    ("{} Unit Bid", "{} Bid"),
    ("{} Price", "{} Total Price"),
    ("{} Unit", "{} Ext."),
    ("{} Unit $", "{} Total $"),
    ("{} / Unit Price", "{} / Total"),
    ("Unit Price {}", "Total {}"),
    ("Unit price for {}", "Total for {}"),
    ("Unit Price - {}", "Ext. Price - {}"),
]


@pytest.mark.parametrize("total", [True, False], ids=["with total", "without"])
@pytest.mark.parametrize(("unit", "whole"), WORDINGS, ids=ascii)
def test_a_name_and_the_word_for_its_price_in_one_heading(unit, whole, total):
    """They once came out as two bidders, of which the one of unit prices was the lowest."""
    for made in ({"Tab": in_one_row(unit, whole, total=total)}, in_one_row(unit, whole, total=total)):
        result = imported(made)
        assert amounts(result) == EXPECTED
        assert quiet(result)
        assert len(result.lines) == len(ITEMS) * len(FIRMS)


def test_words_joined_by_lines_below():
    rows = in_one_row("{}", "{}")
    rows[0][5:] = [
        f"{name.replace(' ', '_')}_{word}" for name in ("Acme", "Bolt Inc", "Carr") for word in ("unit_price", "total")
    ]
    assert list(amounts(imported(rows)).items()) == list(
        zip(("Acme", "Bolt Inc", "Carr"), EXPECTED.values(), strict=True)
    )


@pytest.mark.parametrize("names", [["Price Industries", "True Value Supply", "Total Environmental, Inc."]])
@pytest.mark.parametrize(
    ("unit", "whole"), [WORDINGS[0], WORDINGS[1], (None, "{}")], ids=["words", "dash", "name alone"]
)
def test_a_firm_with_a_word_for_a_price_in_its_name(names, unit, whole):
    result = imported(in_one_row(unit, whole, names=names))
    assert amounts(result) == dict(zip(names, EXPECTED.values(), strict=True))


@pytest.mark.parametrize(
    "unit", ["Engineer's Estimate Unit Price", "Engineer's Est. Unit Price", "Unit Price (Engineer's Estimate)"]
)
def test_an_estimate_in_the_same_heading(unit):
    rows = in_one_row("{} Unit Price", "{} Total")
    for at, item in enumerate(ITEMS):
        price = OFFERS[ESTIMATE][at]
        rows[at + 1] += [price, number(times(item[2], price))]
    rows[0] += [unit, unit.replace("Unit Price", "Total")]
    rows[-1] += [None, 89447.5]  # 30,000 + 11,160 + 17,347.50 + 30,940
    result = imported(rows)
    assert amounts(result) == EXPECTED
    assert result.estimate.corrected == Decimal("89447.50")


def test_a_word_for_any_price_alone_needs_a_stated_total():
    """25,000 + 8.40 + 41.50 + 32 = 25,081.90 is the sum of the unit prices, and no bid."""
    assert amounts(imported(in_one_row("{} Bid", None))) == EXPECTED
    assert amounts(imported(in_one_row(None, "{} Bid"))) == EXPECTED
    without = imported(in_one_row("{} Bid", None, total=False))
    assert "$80,534.25 with unit prices, $25,081.90 with totals" in found(without, "layout-ambiguous")[0][1]


def test_averages_beside_the_bidders_are_none():
    result = imported(in_one_row("{} Unit Price", "{} Total", names=["Acme", "Bolt", "Average"]))
    assert list(amounts(result)) == ["Acme", "Bolt"]
    assert "“Average Unit Price”" in found(result, "columns-not-used")[0][1]


def test_one_bidder_that_is_written_in_two_ways_is_asked_about():
    rows = in_one_row("{} Unit Price", "{} Total")
    rows[0][-1] = "Cahuenga Total"
    cell, message = found(imported(rows), "layout-ambiguous")[0]
    assert cell == "J1"
    assert "“Cahuenga”" in message


def test_prices_that_none_of_the_names_own_are_an_error():
    rows = in_one_row("{} Unit Price", "{} Total")
    rows[0][-2:] = ["Unit Price", "Total"]
    result = imported(rows)
    assert found(result, "bidder-unnamed")[0][0] == "J1"
    assert list(amounts(result)) == NAMES[:2]


@pytest.mark.parametrize(
    "names",
    [
        ["Labor Cost", "Material Cost", "Equipment Cost"], ["Schedule A Total", "Schedule B Total", "Alternate 1 Total"],
        ["Year 1 Bid", "Year 2 Bid", "Year 3 Bid"], ["Unit Price 1", "Unit Price 2", "Total"],
    ],
    ids=lambda names: names[0],
)  # fmt: skip
def test_words_about_prices_are_never_bidders(names):
    result = imported(in_one_row(None, "{}", names=names))
    assert not amounts(result)
    assert not quiet(result)


@pytest.mark.parametrize(
    "names", [["Elm St", "Oak St", "Main Ave."], ["FY 2023", "FY 2024", "FY 2025"], ["Phase 1", "Phase 2", "Phase 3"]]
)
def test_headings_that_are_no_names_are_asked_about_though_a_total_is_their_sum(names):
    cells = [cell for cell, _ in found(imported(in_one_row(None, "{}", names=names)), "layout-ambiguous")]
    assert cells == ["F1", "G1", "H1"]


def test_a_column_without_a_total_where_others_have_one_is_asked_about():
    rows = in_one_row(None, "{}", names=["Acme", "Bolt", "Pages"])
    rows[-1][-1] = None
    assert found(imported(rows), "layout-ambiguous")[0][0] == "H1"


def test_a_subtotal_of_items_bought_once_tells_nothing():
    """25,000 is the sum of the one item above it by either reading; the unit prices below would be totals."""
    rows = in_one_row(None, "{}", total=False)
    for at, prices in enumerate(FIRMS.values()):
        for item in range(len(ITEMS)):
            rows[item + 1][5 + at] = prices[item]
    rows.insert(2, ["", "", "Subtotal", "", "", *(prices[0] for prices in FIRMS.values())])
    assert "layout-ambiguous" in codes(imported(rows))


def test_a_word_for_a_price_over_the_columns_of_a_bidder_is_no_name():
    rows = block(ITEMS, FIRMS)
    rows[0][4] = "Acme Unit Price"
    result = imported({"Tab": rows})
    assert found(result, "no-bidder")[0][0] == "Tab!E1"
    assert list(amounts(result)) == NAMES[1:]


@pytest.mark.parametrize("heading", ["Corrected Total", "Labor Cost", "Alternate 1 Price", "Elm St Cost", "Low Bid"])
def test_no_owner_of_a_price(heading):
    assert owned.split(heading) is None or not price_words.may_own(owned.split(heading).owner)


# Items 1 to 4: 1 x 100, 2 x 200, 3 x 300, 4 x 400 for Acme; 1 x 110, 2 x 190, 3 x 310, 4 x 390 for Bolt. Items 1 and 3 are
# the base: 1,000.00 and 1,040.00; items 2 and 4 the alternate: 2,000.00 and 1,940.00; all 3,000.00 and 2,980.00.
BASE = {"Acme": Decimal("1000.00"), "Bolt": Decimal("1040.00")}
ALL = {"Acme": Decimal("3000.00"), "Bolt": Decimal("2980.00")}


def mixed(*, heading="Section", sections=("Base Bid", "Alternate 1", "Base Bid", "Alternate 1"), totals=()):
    rows = [
        [
            "Item",
            heading,
            "Description",
            "Quantity",
            "Unit",
            "Acme Unit Price",
            "Acme Total",
            "Bolt Unit Price",
            "Bolt Total",
        ]
    ]
    for at, (section, acme, bolt) in enumerate(
        zip(sections, (100, 200, 300, 400), (110, 190, 310, 390), strict=True), 1
    ):
        rows.append([at, section, f"Work {at}", at, "EA", acme, at * acme, bolt, at * bolt])
    return rows + [["", "", label, "", "", None, acme, None, bolt] for label, acme, bolt in totals]


OF_ALL, OF_BASE, OF_ALTERNATE = ("TOTAL", 3000, 2980), ("TOTAL BASE BID", 1000, 1040), ("TOTAL ALTERNATE 1", 2000, 1940)


@pytest.mark.parametrize(
    "totals", [(), (OF_ALL,), (OF_BASE,), (OF_BASE, OF_ALTERNATE), (OF_BASE, OF_ALTERNATE, OF_ALL)], ids=len
)
def test_alternates_among_the_base_items_are_asked_about(totals):
    for made in (mixed(totals=totals), {"Tab": mixed(totals=totals)}):
        asked = imported(made)
        assert "basis-needed" in codes(asked)
        assert amounts(asked) == dict.fromkeys(BASE)
        assert amounts(imported(made, basis=["Base Bid"])) == BASE
        assert amounts(imported(made, basis=["all"])) == ALL


@pytest.mark.parametrize(
    ("heading", "sections", "base"),
    [
        ("Type", ("Base", "Alt 1", "Base", "Alt 1"), "Base"),
        ("Bid Item Group", ("Base", "Add Alternate A", "Base", "Add Alternate A"), "Base"),
        ("Schedule", ("Roadway", "ALTERNATE 1", "Drainage", "Alternate 1"), "Base"),
        ("Section", ("A", "Alternate 1", "A", "Alternate 2"), "A"),
    ],
    ids=["Type", "Group", "Schedule", "Section"],
)
def test_alternates_by_whatever_column_tells_them(heading, sections, base):
    rows = mixed(heading=heading, sections=sections, totals=[OF_ALL])
    assert "basis-needed" in codes(imported(rows))
    assert amounts(imported(rows, basis=[base])) == BASE


def test_alternates_by_another_column_than_the_section():
    rows = [[row[0], "Roadway" if row[0] else "", *row[1:]] for row in mixed(heading="Type", totals=[OF_ALL])]
    rows[0][:2] = ["Item", "Section"]
    assert "basis-needed" in codes(imported(rows))
    assert amounts(imported(rows, basis=["Base Bid"])) == BASE


def test_alternates_by_how_their_items_begin():
    rows = [[row[0], *row[2:]] for row in mixed(totals=[OF_ALL])]
    rows[2][1], rows[4][1] = "Alternate 1: Lights", "ALT 2 - Signs"
    assert "basis-needed" in codes(imported(rows))
    assert amounts(imported(rows, basis=["Base"])) == BASE


def test_a_total_over_mixed_parts_is_held_against_what_it_adds_up():
    """3,005 is stated, 1,000 + 2,000 = 3,000 added; and 1,007 for the base of 1,000."""
    whole = imported(mixed(totals=[("TOTAL", 3005, 2980)]), basis=["all"])
    assert amounts(whole) == ALL | {"Acme": None}
    assert "“TOTAL” is $3,005.00; Base Bid and Alternate 1 come to $3,000.00" in found(whole, "sum-differs")[0][1]
    base = imported(mixed(totals=[("TOTAL BASE BID", 1007, 1040)]), basis=["Base Bid"])
    assert amounts(base) == BASE | {"Acme": None}
    assert found(base, "sum-differs")[0][0] == "G6"


def test_subtotals_over_mixed_parts_do_not_join_them():
    """100 + 400 = 500 and 110 + 380 = 490 stand after two items of different parts."""
    rows = mixed(totals=[OF_ALL])
    rows.insert(3, ["", "", "Subtotal North", "", "", None, 500, None, 490])
    result = imported(rows, basis=["Base Bid"])
    assert amounts(result) == BASE
    assert quiet(result)


def test_the_same_item_in_the_base_and_in_an_alternate():
    """5 x 10 = 50 and 5 x 11 = 55 in the base; the alternate asks for the same paving at 20 and 19."""
    rows = [["Bidder", "Section", "Item", "Description", "Quantity", "Unit Price"]]
    for name, base, other in (("Acme", 10, 20), ("Bolt", 11, 19)):
        rows += [[name, "Base Bid", 1, "Paving", 5, base], [name, "Alternate 1", 1, "Paving", 5, other]]
    assert "basis-needed" in codes(imported(rows))
    assert amounts(imported(rows, basis=["Base Bid"])) == {"Acme": Decimal("50.00"), "Bolt": Decimal("55.00")}


# 100 + 20 + 3 = 123, 90 + 25 + 4 = 119, 95 + 22 + 5 = 122.
DOWN = [
    ["Bidder", "1. Paving", "2. Curb", "3. Signs", "Total"],
    ["Acme", 100, 20, 3, 123],
    ["Bolt", 90, 25, 4, 119],
    ["Carr", 95, 22, 5, 122],
]
OF_DOWN = {"Acme": Decimal("123.00"), "Bolt": Decimal("119.00"), "Carr": Decimal("122.00")}


@pytest.mark.parametrize("made", [DOWN, {"Results": [["Bid results"], [], *DOWN]}], ids=["csv", "xlsx"])
def test_items_across_are_kept(made):
    result = imported(made)
    assert amounts(result) == OF_DOWN
    assert quiet(result)
    assert [one.layout for one in result.used] == ["items-across"]
    assert [item.description for item in result.schedules[0].items] == ["1. Paving", "2. Curb", "3. Signs"]


@pytest.mark.parametrize("rows", [DOWN, DOWN[:3]], ids=["one of three", "one of two"])
def test_a_total_of_items_across_that_is_wrong(rows):
    made = [list(row) for row in rows]
    made[2][4] = 120
    result = imported(made)
    assert amounts(result)["Bolt"] is None
    assert [cell for cell, _ in found(result, "sum-differs")] == ["E3"]
    assert "$119.00" in found(result, "sum-differs")[0][1]
    assert amounts(imported(made, governs="unit-price"))["Bolt"] == Decimal("119.00")


def test_numbered_items_across_of_which_no_total_is_the_sum():
    made = [DOWN[0], *([*row[:4], row[4] + 1] for row in DOWN[1:])]
    result = imported(made)
    assert amounts(result) == dict.fromkeys(OF_DOWN)
    assert [cell for cell, _ in found(result, "sum-differs")] == ["E2", "E3", "E4"]


def test_items_across_without_a_total_are_asked_about():
    made = [row[:4] for row in DOWN]
    assert "1. Paving; 2. Curb; 3. Signs" in found(imported(made), "basis-needed")[0][1]
    assert amounts(imported(made, basis=["all"])) == OF_DOWN


def test_columns_that_the_total_does_not_add_up_are_no_items():
    days = [
        ["Bidder", "Calendar Days", "Paving", "Curb", "Total Bid"],
        ["Acme", 60, 100, 20, 120],
        ["Bolt", 70, 90, 25, 115],
    ]
    result = imported(days)
    assert amounts(result) == {"Acme": Decimal("120.00"), "Bolt": Decimal("115.00")}
    assert len(result.schedules[0].items) == 2
    assert "“Calendar Days”" in found(result, "columns-not-used")[0][1]
    plain = [["Bidder", "Calendar Days", "License No.", "Total Bid"], ["Acme", 60, 1001, 120], ["Bolt", 70, 1002, 115]]
    assert [one.layout for one in imported(plain).used] == ["list"]


def test_items_across_beside_certifications_and_words():
    made = [
        ["Bidder", "LBE", "Paving", "Curb", "Total", "Remarks"],
        ["Acme", "x", 100, 20, 120, ""],
        ["Bolt", "", 90, 40, 130, "Non-responsive"],
        ["Carr", "", "No bid", "No bid", "No bid", ""],
    ]
    result = imported(made)
    assert amounts(result) == {"Acme": Decimal("120.00"), "Bolt": None, "Carr": None}
    assert [bid.held for bid in result.bids] == [frozenset({"LBE"}), frozenset(), frozenset()]
    assert [bid.responsive for bid in result.bids] == [True, False, False]


def test_figures_of_another_list_are_no_parts_where_totals_are_known():
    sheets = {
        "A": [["Bidder", "Total"], ["Acme", 5], ["Bolt", 6]],
        "B": [["Bidder", "Zip", "License"], ["Acme", 90012, 1], ["Zed", 90013, 2]],
    }
    assert list(amounts(imported(sheets))) == ["Acme", "Bolt"]


@pytest.mark.parametrize(
    ("heading", "mark"), [("Alternate?", "Alt"), ("Alternate", "X"), ("Alt", "Yes"), ("Base/Option", "Option 1")]
)
def test_a_mark_in_a_column_of_alternates(heading, mark):
    rows = mixed(heading=heading, sections=("", mark, "", mark), totals=[OF_ALL])
    assert "basis-needed" in codes(imported(rows))
    assert amounts(imported(rows, basis=["Base"])) == BASE


def test_a_total_that_is_of_one_section_alone():
    """1,000 and 1,040 are the sums of items 1 and 3; nothing says that they are all of the bid."""
    rows = mixed(sections=("Schedule A", "Schedule B", "Schedule A", "Schedule B"), totals=[("TOTAL", 1000, 1040)])
    assert "basis-needed" in codes(imported(rows))
    assert amounts(imported(rows, basis=["Schedule A"])) == BASE


def test_a_total_beside_alternates_alone_is_asked_about():
    """Once the alternate of 7.00 came out as the bid."""
    made = [["Bidder", "Total", "Alternate 1"], ["Acme", 120, 7], ["Bolt", 115, 8]]
    assert "basis-needed" in codes(imported(made))
    assert amounts(imported(made, basis=["Total"])) == {"Acme": Decimal("120.00"), "Bolt": Decimal("115.00")}
    down = [["Bidder", "Paving", "Curb", "Alternate 1", "Total"], ["Acme", 100, 20, 7, 127], ["Bolt", 90, 25, 8, 123]]
    assert "is the sum of Paving and Curb and Alternate 1" in found(imported(down), "basis-needed")[0][1]


def test_a_row_of_quantities_is_no_bidder():
    made = [["Bidder", "Paving", "Curb"], ["Quantity", 10, 20], ["Acme", 5, 6], ["Bolt", 6, 5]]
    result = imported(made, basis=["all"])
    assert found(result, "layout-ambiguous")[0][0] == "A2"
    assert list(amounts(result)) == ["Acme", "Bolt"]


@pytest.mark.parametrize(
    ("heading", "name", "role"),
    [
        ("Acme Paving, Inc. Lump Sum Bid", "Acme Paving, Inc.", "unit_price"), ("Toys R Us Unit Price", "Toys R Us", "unit_price"),
        ("Frontier - Kemper JV - Total", "Frontier - Kemper JV", "extension"), ("C: D Works: Unit Price", "C: D Works", "unit_price"),
        ("Acme (Reno) Total", "Acme (Reno)", "extension"), ("Acme | U.P.", "Acme", "unit_price"),
        ("Acme Unit Price (USD)", "Acme", "unit_price"), ("Acme TotalPrice", "Acme", "extension"),
    ],
)  # fmt: skip
def test_the_name_in_a_heading(heading, name, role):
    found_in = owned.split(heading)
    assert (found_in.owner, found_in.role) == (name, role)


def test_words_about_prices_in_a_column_of_bidders():
    made = [["Bidder", "Total Bid"], ["Acme Unit Price", 5], ["John Price", 6], ["Total Environmental", 7]]
    result = imported(made)
    assert [cell for cell, _ in found(result, "no-bidder")] == ["A2"]
    assert list(amounts(result)) == ["John Price", "Total Environmental"]
