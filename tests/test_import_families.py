"""Tabulations as other agencies lay them out: what a person sees at once is read, what is ambiguous is said.

All lay out the bids of ``make_tabulations``, whose totals are worked out by hand in ``test_import_layouts``.
"""

from decimal import Decimal

import pytest
from importing import amounts, codes, found, imported
from make_tabulations import ESTIMATE, ITEMS, OFFERS, block, long_form, number, times, total_of
from test_import_layouts import EXPECTED, FIRMS, quiet

from lbpp_cli.read.layouts import terms

NAMES = list(FIRMS)
HEAD = ["Item", "Description", "Qty", "Unit"]


def across(value, width=2):
    """A row over the bidders: something for each, by its place."""
    return [None] * 4 + [one for at in range(len(FIRMS)) for one in (value(at), *[None] * (width - 1))]


def one_price(*, of_units, total="TOTAL", qty=True):
    """One column a bidder, its name the heading, and nothing that says what the figures are."""
    head = HEAD if qty else HEAD[:2]
    rows = [[*head, *NAMES]]
    for at, item in enumerate(ITEMS):
        prices = [FIRMS[name][at] for name in NAMES]
        values = prices if of_units else [number(times(item[2], price)) for price in prices]
        rows.append([*item[: len(head)], *values])
    if total:
        rows.append([None, total, *[None] * (len(head) - 2), *(number(EXPECTED[name]) for name in NAMES)])
    return rows


@pytest.mark.parametrize(
    "pair",
    [
        ("UNIT $", "TOTAL $"), ("Bid Unit Price", "Bid Item Total"), ("Unit Bid Price", "Bid Price"), ("Unit", "Total"),
        ("Unit Cost ea.", "Ttl"), ("Price", "Bid Price"), ("Price per unit", "Extended Bid Amount"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_words_about_prices_in_any_order(pair):
    result = imported({"Tab": block(ITEMS, FIRMS, pair=pair)})
    assert amounts(result) == EXPECTED
    assert quiet(result)


def over_two_rows():
    rows = block(ITEMS, FIRMS)
    top = ["ITEM", "DESCRIPTION", "EST.", "UNIT", *["UNIT", "TOTAL"] * 3]
    return [rows[0], top, ["NO.", None, "QTY", None, *["PRICE"] * 6], *rows[2:]]


def over_three_rows():
    rows = block(ITEMS, FIRMS)
    top = ["ITEM", "ITEM", "APPROX.", "UNIT OF", *["UNIT", "TOTAL"] * 3]
    middle = ["NO.", "DESCRIPTION", "QUANTITY", "MEASURE", *["BID"] * 6]
    return [rows[0], top, middle, [None] * 4 + ["PRICE", "AMOUNT"] * 3, *rows[2:]]


def beside_the_names():
    rows = block(ITEMS, FIRMS)
    return [["Bids"], [*HEAD, *rows[0][4:]], [None] * 4 + rows[1][4:], *rows[2:]]


def names_under_the_headings():
    rows = block(ITEMS, FIRMS)
    return [rows[1], rows[0], *rows[2:]]


def low_bidders_over_the_names():
    return [across(lambda at: ("Apparent Low Bidder", "2nd Low Bidder", "Third Low")[at]), *block(ITEMS, FIRMS)]


def a_title_over_the_names():
    return [across(lambda at: ("BID TABULATION", "Street 123", "Opened March 3")[at]), *block(ITEMS, FIRMS)]


def a_quantity_in_the_columns_of_each():
    rows = block(ITEMS, FIRMS, pair=("Qty", "Unit Price", "Amount")[1:])
    made = [[None, None, *(one for at in range(4, 10, 2) for one in (rows[0][at], None, None))]]
    made.append(["Item", "Description", *["Qty", "Unit Price", "Amount"] * 3])
    made += [row[:2] + [one for at in range(4, 10, 2) for one in (row[2], row[at], row[at + 1])] for row in rows[2:-1]]
    return [*made, [None, "TOTAL", *(one for at in range(5, 10, 2) for one in (None, None, rows[-1][at]))]]


def the_unit_behind_the_quantity():
    rows = block(ITEMS, FIRMS)
    return [*rows[:2], *([*row[:2], f"{row[2]:,} {row[3]}", None, *row[4:]] for row in rows[2:-1]), rows[-1]]


def lump_sums_without_a_quantity():
    rows = block(ITEMS, FIRMS)
    rows[2][2:4] = [None, "LS"]
    rows[2][4::2] = [None] * 3
    return rows


def a_total_station():
    rows = block(ITEMS, FIRMS, total=None)
    rows.append(["005", "Total station survey", None, "LS", *across(lambda _: None)[5:], None])
    for at in range(3):
        rows[-1][5 + 2 * at] = 0
    return [*rows, block(ITEMS, FIRMS)[-1]]


@pytest.mark.parametrize(
    "lay",
    [
        over_two_rows, over_three_rows, beside_the_names, names_under_the_headings, low_bidders_over_the_names,
        a_title_over_the_names, a_quantity_in_the_columns_of_each, the_unit_behind_the_quantity,
        lump_sums_without_a_quantity, a_total_station,
    ],
    ids=lambda one: one.__name__,
)  # fmt: skip
def test_headings_names_and_items(lay):
    result = imported({"Tab": lay()})
    assert amounts(result) == EXPECTED
    assert quiet(result)


def test_an_item_that_is_called_total_is_one():
    """With a number and a unit it is an item: its price of 1,000.00 is added."""
    rows = block(ITEMS, FIRMS, total=None)
    rows.append(["005", "Total station survey", None, "LS", *[None, 1000] * 3])
    assert amounts(imported({"Tab": rows})) == {name: value + 1000 for name, value in EXPECTED.items()}


@pytest.mark.parametrize("label", ["TOTAL", "BID AMOUNT", "Base Bid", "Amount bid", "Sum", None])
def test_a_row_that_adds_up_is_a_total_whatever_it_is_called(label):
    """Read as an item, it would double every bid."""
    rows = block(ITEMS, FIRMS)
    rows[-1][1] = label
    result = imported({"Tab": rows})
    assert amounts(result) == EXPECTED
    assert quiet(result)
    assert len(result.lines) == len(ITEMS) * len(FIRMS)


def test_a_total_by_another_name_that_is_wrong_is_a_finding():
    rows = block(ITEMS, FIRMS, total="BID AMOUNT")
    rows[-1][5] += 10
    result = imported({"Tab": rows})
    assert "sum-differs" in codes(result)
    assert amounts(result)[NAMES[0]] is None


def test_ranks_in_a_row_are_held_against_the_totals():
    """By their totals the bidders rank 1, 2, 3; the row says 1, 3, 2."""
    rows = block(ITEMS, FIRMS, total=None)
    stated = ["Rank", None, None, None, *(one for rank in (1, 3, 2) for one in (None, rank))]
    for made in ([*rows, stated], [stated, *rows]):
        result = imported({"Tab": made})
        assert amounts(result) == EXPECTED
        assert [bid.rank for bid in result.bids] == [1, 3, 2]
        assert len(found(result, "rank-differs")) == 2


def test_rows_below_the_total_are_no_items():
    rows = block(ITEMS, FIRMS)
    rows += [[], ["Bid bond", None, None, None, "Yes", None, "Yes", None, "No"]]
    rows += [["Addenda received", None, None, None, 2, None, 2, None, 2], ["True tabulation", "J. Smith, P.E."]]
    result = imported({"Tab": rows})
    assert amounts(result) == EXPECTED
    assert "“Addenda received” stands below the last total" in found(result, "row-unclear")[0][1]
    assert "Bid bond" in found(result, "questions-not-used")[0][1]


@pytest.mark.parametrize("row", [across(lambda at: "NON-RESPONSIVE" if at == 1 else None)])
def test_a_bid_that_is_out_by_a_word_over_or_under_its_prices(row):
    rows = block(ITEMS, FIRMS)
    for made in ([row, *rows], [rows[0], row, *rows[1:]], [*rows, ["Status", *row[1:]]]):
        result = imported({"Tab": made})
        assert amounts(result) == EXPECTED | {NAMES[1]: None}
        assert [bid.reason for bid in result.bids] == ["", "NON-RESPONSIVE", ""]


def test_lines_under_the_names_are_said_to_be_left_off():
    rows = block(ITEMS, FIRMS)
    made = [rows[0], across(lambda _: "1200 Main St."), across(lambda _: "Springfield, IL"), *rows[1:]]
    result = imported({"Tab": made})
    assert amounts(result) == EXPECTED
    assert "1200 Main St., Springfield, IL" in found(result, "name-shortened")[0][1]


def test_two_names_over_the_prices_of_one_are_asked_about():
    """The headings of the second bidder are missing: its prices would be lost, or the third's be called its own."""
    rows = block(ITEMS, FIRMS)
    rows[1][6:8] = [None, None]
    cell, message = found(imported({"Tab": rows}), "layout-ambiguous")[0]
    assert cell == "Tab!I1"
    assert f"“{NAMES[1]}” in Tab!G1 or “{NAMES[2]}” in Tab!I1" in message


@pytest.mark.parametrize("label", ["Bidder:", "Contractor", "Name of bidder:"])
def test_a_sheet_for_each_bidder(label):
    def sheet(name, split):
        rows = block(ITEMS, {name: FIRMS[name]})
        rows[0] = [label, name] if split else [f"{label.rstrip(':')}: {name}"]
        return rows

    for split in (True, False):
        result = imported({f"Bid {at}": sheet(name, split) for at, name in enumerate(NAMES)})
        assert amounts(result) == EXPECTED
        assert quiet(result)


@pytest.mark.parametrize("of_units", [True, False])
@pytest.mark.parametrize("label", ["TOTAL", "Bid amount"])
def test_one_column_a_bidder(of_units, label):
    """The stated totals tell whether the figures are unit prices or totals."""
    result = imported({"Tab": one_price(of_units=of_units, total=label)})
    assert amounts(result) == EXPECTED
    assert quiet(result)
    assert [one.layout for one in result.used] == ["one-column"]


def test_one_column_a_bidder_of_lump_sums():
    assert amounts(imported({"Tab": one_price(of_units=False, qty=False)})) == EXPECTED


@pytest.mark.parametrize("of_units", [True, False])
@pytest.mark.parametrize("word", ["Price", "Bid price"])
def test_one_column_a_bidder_under_a_word_for_any_price(of_units, word):
    rows = one_price(of_units=of_units)
    result = imported({"Tab": [[None] * 4 + rows[0][4:], [*HEAD, *[word] * 3], *rows[1:]]})
    assert amounts(result) == EXPECTED


@pytest.mark.parametrize(("word", "of_units"), [("Unit Price", True), ("Total", False)])
def test_one_column_a_bidder_under_a_word_that_tells(word, of_units):
    rows = one_price(of_units=of_units, total=None)
    result = imported({"Tab": [[None] * 4 + rows[0][4:], [*HEAD, *[word] * 3], *rows[1:]]})
    assert amounts(result) == EXPECTED
    assert quiet(result)


def test_one_column_a_bidder_that_nothing_tells_is_asked_about():
    """25,000 + 1,240 x 8.40 + ... = 80,534.25 as unit prices; 25,000 + 8.40 + 41.50 + 32 = 25,081.90 as totals."""
    cell, message = found(imported({"Tab": one_price(of_units=True, total=None)}), "layout-ambiguous")[0]
    assert cell == "Tab!E1"
    assert "$80,534.25 with unit prices, $25,081.90 with totals" in message


def test_quantities_by_street_are_no_bids():
    rows = [
        ["Item", "Description", "Unit", "Elm St", "Oak St"],
        ["1", "Curb", "LF", 100, 200],
        ["2", "Walk", "SF", 30, 5],
    ]
    cell, message = found(imported({"Quantities": rows}), "layout-ambiguous")[0]
    assert cell == "Quantities!D1"
    assert "no heading says that they are prices" in message


def test_a_list_with_the_bidders_across():
    totals = [number(value) for value in EXPECTED.values()]
    rows = [
        ["Bidder", *NAMES],
        ["Base Bid", *totals],
        ["Alternate 1", 5, 6, 7],
        ["Bid bond", "Y", "Y", "N"],
        ["Rank", 1, 2, 3],
    ]
    result = imported({"Results": rows}, basis=["Base Bid"])
    assert amounts(result) == EXPECTED
    assert [bid.rank for bid in result.bids] == [1, 2, 3]
    assert quiet(result)
    assert "basis-needed" in codes(imported({"Results": rows}))


def test_a_list_with_the_bidders_across_says_what_it_does_not_use():
    rows = [["Bidder", "Acme", "Best"], ["Paving", 60, 70], ["Signs", 40, 50], ["Total bid", 100, 120]]
    result = imported({"Results": rows})
    assert amounts(result) == {"Acme": Decimal("100.00"), "Best": Decimal("120.00")}
    assert "“Paving”; “Signs”" in found(result, "row-unclear")[0][1]


@pytest.mark.parametrize("once", [0, 1])
def test_long_form_that_names_the_item_or_the_bidder_once(once):
    """Without the rows below it, a bidder would be left with its first price, or all but the first with none."""
    rows = long_form(ITEMS, FIRMS)
    rows[1:] = sorted(rows[1:], key=lambda row: (row[once], row[1 - once]))
    for row, above in list(zip(rows[2:], [list(row) for row in rows[1:]], strict=False)):
        row[once] = None if row[once] == above[once] else row[once]
    result = imported({"Bids": rows})
    assert amounts(result) == EXPECTED
    blank = sum(row[once] is None for row in rows)
    assert found(result, "name-carried-down")[0][1].startswith(f"{blank} rows name either no bidder or no item")


@pytest.mark.parametrize(
    "name",
    [
        "OPCC", "Engineer's Opinion of Probable Cost", "Architect's Estimate", "A/E Estimate", "Engineer's Estimate (Rev. 2)",
        "Estimate of Probable Construction Cost", "City Engineer's Est.", "Engineer's Cost Estimate",
    ],
)  # fmt: skip
def test_an_estimate_by_another_name_is_no_bidder(name):
    offers = {name if one == ESTIMATE else one: prices for one, prices in OFFERS.items()}
    result = imported({"Tab": block(ITEMS, offers)}, estimate=True)
    assert amounts(result) == EXPECTED
    assert result.contract_value == total_of(ITEMS, OFFERS[ESTIMATE])


@pytest.mark.parametrize(
    "name", ["EE Reed Company", "Engineered Estates, LLC", "Delta Engineering Contractors", "Probable Cause Paving"]
)
def test_a_firm_with_such_a_word_is_a_bidder(name):
    assert not terms.is_estimate(name)


@pytest.mark.parametrize("name", ["First Low Paving Co.", "Lowbid Bros.", "2nd Street Builders", "High Point"])
def test_a_firm_is_no_number_of_a_bidder(name):
    assert not terms.is_ordinal(name)


@pytest.mark.parametrize("stated", [0, 1000])
def test_alternates_under_a_heading_without_a_total_of_their_own_are_asked_about(stated):
    """Summed up with the base, 1,000.00 of lights would be added to every bid unasked."""
    rows = block(ITEMS, FIRMS, total="Total")
    for at in range(3):
        rows[-1][5 + 2 * at] += stated
    lights = ["A1", "Lights", 4, "EA", *[250, 1000] * 3]
    made = {"Tab": [*rows[:2], ["BASE BID"], *rows[2:-1], ["ALTERNATE 1"], lights, rows[-1]]}
    assert "basis-needed" in codes(imported(made))
    assert amounts(imported(made)) == dict.fromkeys(EXPECTED)
    assert amounts(imported(made, basis=["BASE BID"])) == EXPECTED
    assert amounts(imported(made, basis=["all"])) == {name: value + 1000 for name, value in EXPECTED.items()}


def test_alternates_of_a_long_form_are_asked_about():
    rows = long_form(ITEMS, FIRMS)
    rows[0].append("Schedule")
    for row in rows[1:]:
        row.append("Alternate 1" if row[0] == 4 else "Base")
    kerb = {name: times(910, FIRMS[name][3]) for name in NAMES}
    assert "basis-needed" in codes(imported({"Bids": rows}))
    base = {name: EXPECTED[name] - kerb[name] for name in NAMES}
    assert amounts(imported({"Bids": rows}, basis=["Base"])) == base


def test_a_tax_before_a_total_by_another_name_is_counted():
    rows = block(ITEMS, FIRMS, total="Sub-Total")
    rows.append(["Tax", None, None, None, *[None, 100] * 3])
    rows.append(
        ["BID AMOUNT", None, None, None, *(one for value in EXPECTED.values() for one in (None, float(value + 100)))]
    )
    result = imported({"Tab": rows})
    assert amounts(result) == {name: value + 100 for name, value in EXPECTED.items()}
    assert quiet(result)


def test_a_lump_sum_that_happens_to_be_the_sum_of_those_above():
    head = [[None, "Acme", None, "Best"], ["Description", *["Unit Price", "Total"] * 2]]
    items = [["Grading", None, 100, None, 110], ["Paving", None, 200, None, 210], ["Walls", None, 300, None, 320]]
    result = imported({"Tab": [*head, *items, ["Total", None, 600, None, 640]]})
    assert amounts(result) == {"Acme": Decimal("600.00"), "Best": Decimal("640.00")}
    assert quiet(result)
