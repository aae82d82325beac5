"""What the columns of tabulations are called."""

from __future__ import annotations

from lbpp_cli.columns import BID_COLUMNS, MONEY, NUMBER, Column

# The columns that a tabulation of items has, whatever its layout.
ITEM_COLUMNS = (
    Column("number", "Item No.", also=("Item", "Item number", "Item #", "No.", "#", "Line", "Line no", "Line number",
           "Line item", "Bid item", "Bid item no", "Bid item number", "Pay item", "Pay item no", "Ref", "Ref no",
           "Item code", "Item id", "Line #", "Item num", "Spec item no", "Bid item #")),
    Column("description", "Description", also=("Item description", "Description of work", "Work item", "Item name",
           "Bid item description", "Pay item description", "Commodity", "Scope", "Work", "Desc", "Description of item",
           "Items of work", "Item of work", "Item title", "Work description", "Product", "Service", "Material",
           "Materials", "Equipment")),
    Column("quantity", "Quantity", NUMBER, ("Estimated quantity", "Est quantity", "Est qty", "Qty", "Approx quantity",
           "Approximate quantity", "Approx qty", "Plan quantity", "Quantity est", "Quan", "Annual quantity", "Bid qty",
           "Bid quantity", "Plan qty", "Total quantity", "Total qty", "Contract quantity", "Estimated qty", "Qnty",
           "Qty est", "Units required")),
    Column("unit", "Unit", also=("Units", "UOM", "U/M", "UM", "Unit of measure", "Unit name", "Unit type", "Meas",
           "U of M", "Unit of meas", "Measure", "Bid unit", "Pay unit", "Unit meas")),
    Column("unit_price", "Unit price", MONEY, ("Unit cost", "Price", "Price each", "Unit bid price", "Unit bid", "Unit",
           "Unit amount", "Bid unit price", "Unit prices", "Cost each", "Rate", "Each")),
    Column("extension", "Total price", MONEY, ("Total cost", "Total", "Extension", "Extended", "Extended price",
           "Amount", "Extended amount", "Extended cost", "Ext price", "Ext amount", "Ext cost", "Ext", "Item total",
           "Line total",
           "Total amount", "Bid amount", "Total bid", "Total bid price", "Cost")),
    Column("rank", "Rank", NUMBER, ("Bid rank", "Ranking", "Place", "Order")),
    Column("section", "Section", also=("Section description", "Schedule", "Bid schedule", "Group", "Division")),
    Column("comment", "Comment", also=("Comments", "Remarks", "Status", "Notes", "Note", "Vendor comment", "Reason",
           "Quote type", "Responsiveness")),
)  # fmt: skip
BIDDER = Column(
    "bidder",
    "Bidder",
    also=(
        *next(column for column in BID_COLUMNS if column.field == "bidder").also,
        *("Bidders", "Organization name", "Organization", "Company", "Company name", "Vendor name", "Firm name"),
        *(
            "Contractor name",
            "Supplier",
            "Supplier name",
            "Respondent",
            "Offeror",
            "Name of bidder",
            "Name of contractor",
        ),
        *("Contractors", "Vendors", "Submitted by"),
    ),
)
NUMBER_OF_BIDDER = Column(
    "bidder_number", "Bidder number", also=("Bidder no", "Bidder id", "Vendor number", "Vendor no", "Vendor id")
)  # fmt: skip
# What the total of a bid is called in a list of bidders.
TOTAL = Column(
    "total",
    "Bid amount",
    MONEY,
    (
        *next(column for column in BID_COLUMNS if column.field == "quoted_price").also,
        *("Total price", "Total", "Total amount", "Amount", "Bid", "Bidder amount", "Grand total", "Total amount bid"),
        *("Total base bid", "Base bid total", "Lump sum bid", "Total cost", "Price", "Amount bid", "Amount of bid"),
    ),
)
