"""A tabulation for every code of a finding that an import has: what is imported, and the cell that is named."""

from make_tabulations import ESTIMATE, ITEMS, OFFERS, SUPPLIERS, SUPPLIES, block, long_form, stacked, summary

FIRMS = {name: prices for name, prices in OFFERS.items() if name != ESTIMATE}


def tab(*changes, more=None, offers=FIRMS, title=("Yard",), **options):
    """A good tabulation with cells changed, each a row and column from 0 with its value; ``more``: further sheets."""
    rows = block(ITEMS, offers, title=title, **options)
    for row, column, value in changes:
        rows[row].extend([None] * (column + 1 - len(rows[row])))
        rows[row][column] = value
    return {"Tab": rows, **(more or {})}


def listed(*rows):
    return {"List": [["Bidder", "Total"], *rows]}


def ranked(change):
    rows = long_form(SUPPLIES, SUPPLIERS)
    change(rows)
    return {"Bids": rows}


TWO = {"Tab": block(ITEMS, FIRMS), "Other": block([("9", "Signs", 1, "EA")], {name: [100] for name in FIRMS})}
SUMS = {"Arroyo Civil, Inc.": 80534.25, "Boyle Heights Paving": 85392.5, "Cahuenga Constructors LLC": 87170.45}

# The sheets, the options, and the cell.
BROKEN_TABULATIONS = {
    "basis-needed": (TWO, {}, "Tab!A2"),
    "basis-unknown": (TWO, {"basis": ["Schedule 9"]}, ""),
    "governs-needed": (tab((6, 5, 80_000)), {}, "Tab!F7"),
    "layout-ambiguous": ({"List": [["Bidder", "Total", "Bid amount"], ["Acme", 1, 2], ["Best", 3, 4]]}, {}, "List!C1"),
    "bidder-unnamed": (tab((0, 6, None)), {}, "Tab!G2"),
    "figure-unreadable": (tab((2, 4, "see attached")), {}, "Tab!E3"),
    "item-twice": (ranked(lambda rows: rows.append(list(rows[1]))), {}, "Bids!B14"),
    "tables-differ": (tab(more={"Copy": tab((2, 4, 25_001))["Tab"]}), {}, "Copy!E3"),
    "schedule-missing": ({**TWO, "Other": [row[:8] for row in TWO["Other"]]}, {"basis": ["all"]}, "Tab!I1"),
    "estimate-missing": (tab(), {"estimate": True}, ""),
    "extension-differs": (tab((3, 5, 10_426)), {}, "Tab!F4"),
    "sum-differs": (tab((6, 5, 80_000)), {}, "Tab!F7"),
    "total-unrounded": (tab((6, 5, 80_534.254)), {}, "Tab!F7"),
    "summary-differs": (tab(more={"Summary": summary(SUMS | {"Boyle Heights Paving": 85_000})}), {}, "Summary!B3"),
    "rank-differs": (ranked(lambda rows: rows[1].__setitem__(4, 2)), {}, "Bids!E2"),
    "quantity-differs": (ranked(lambda rows: rows[2].__setitem__(5, 1501)), {}, "Bids!F3"),
    "item-not-priced": (tab((4, 8, None), (4, 9, None)), {"governs": "unit-price"}, "Tab!I1"),
    "bidder-without-prices": (listed(["Acme", 100], ["Best", None], ["Cal", 120]), {}, "List!A3"),
    "bidder-by-number": (tab((0, 4, "Bidder 000301")), {}, "Tab!E1"),
    "row-unclear": (tab((5, 0, None), (5, 1, None)), {"governs": "unit-price"}, "Tab!E6"),
    "name-carried-down": (ranked(lambda rows: rows[2].__setitem__(0, None)), {}, "Bids!G3"),
    "columns-not-used": ({"Bids": long_form(SUPPLIES, SUPPLIERS), "List": [["Bidder", "Bid bond", "Total"], *([name, "Yes", None] for name in SUPPLIERS)]}, {}, "List!B1"),
    "fact-differs": (tab(title=("Solicitation No. A-1", "Solicitation No. A-2"), more={"Other": [["Solicitation No. A-3"], ["x"]]}), {}, "Other!A1"),
    "extension-unrounded": (tab((4, 5, 15_998.254)), {}, "Tab!F5"),
    "binary-digits": (tab((4, 5, 15998.24999999999)), {}, "Tab!F5"),
    "price-in-words": (tab((2, 4, "N/C"), (2, 5, 0)), {"governs": "unit-price"}, "Tab!E3"),
    "item-deleted": (tab((5, 1, "Curb, ITEM DELETED")), {"governs": "unit-price"}, "Tab!A6"),
    "bid-out": (listed(["Acme", 100], ["Best", "Withdrawn"], ["Cal", 120]), {}, "List!A3"),
    "bid-far-out": (listed(["Acme", 100], ["Best", 110], ["Cal", 1200]), {}, "List!B4"),
    "unit-price-far-out": (tab(offers=FIRMS | {"Dee": [25_000, 8.4, 450, 32]}), {}, "Tab!K5"),
    "prices-identical": (tab(offers=FIRMS | {"Dee": FIRMS["Boyle Heights Paving"]}), {}, "Tab!K1"),
    "footnote": (tab((0, 4, "Arroyo Civil, Inc.*")), {}, "Tab!E1"),
    "discount-asked": ({"Tab": stacked(SUPPLIES, SUPPLIERS)}, {}, "Tab!A5"),
    "name-shortened": ({"Tab": stacked(SUPPLIES, SUPPLIERS)}, {}, "Tab!D4"),
    "form-blank": (tab(more={"Form": [["Item", "Unit Price", "Total"], ["Signs", None, 0]]}), {}, "Form!A1"),
    "list-of-other-basis": ({**TWO, "Summary": summary(SUMS)}, {"basis": ["all"]}, "Summary!A2"),
    "sheet-not-used": (tab(more={"Notes": [["Opened by the clerk"], ["at 2 pm"]]}), {}, "Notes"),
}  # fmt: skip
BROKEN_TABULATIONS["questions-not-used"] = (
    {
        "Tab": [
            ["Are prices firm?", *row[1:]] if row and "discount" in str(row[0]) else row
            for row in stacked(SUPPLIES, SUPPLIERS)
        ]
    },
    {},
    "Tab!A5",
)
# Where no sheet provokes it.
OTHERS = {"map-unreadable": "the tests of maps", "imported": "the tests of raw tabulations"}
