"""The sheets, columns and fields of a bid workbook, and the other names that are accepted for them."""

from __future__ import annotations

import re
from typing import NamedTuple

TEXT, MONEY, PERCENT, NUMBER, COUNT, MARK, YES_NO, DATE, DATE_TIME = (
    "text", "money", "percent", "number", "count", "mark", "yes-no", "date", "date-time",
)  # fmt: skip

SOLICITATION, BIDS, SUBCONTRACTORS, CERTIFICATIONS = "Solicitation", "Bids", "Subcontractors", "Certifications"


class Column(NamedTuple):
    """A column, or a field of the Solicitation sheet: its name in the model, its heading, what its cells hold.

    ``kind`` is one of the kinds above or, for a choice, the accepted texts with the value that each stands for.
    """

    field: str
    heading: str
    kind: str | dict[str, str] = TEXT
    also: tuple[str, ...] = ()
    required: bool = False


SHEETS = {
    SOLICITATION: ("Solicitation information", "RFB", "RFP", "Project"),
    BIDS: ("Bid", "Bidders", "Bid tabulation", "Bid tab", "Proposals", "Proposers"),
    SUBCONTRACTORS: ("Subcontractor", "Subs", "Subconsultants", "Subcontractor list"),
    CERTIFICATIONS: ("Certification", "Certification register"),
}

SOLICITATION_FIELDS = (
    Column("number", "Solicitation number", also=("Solicitation no", "Bid number", "RFB number", "RFP number")),
    Column("title", "Title", also=("Project", "Project title", "Description")),
    Column("department", "Department", also=("Awarding authority",)),
    Column("kind", "Kind", {"Bid": "bid", "Proposal": "proposal", "RFB": "bid", "RFP": "proposal"}),
    Column("category", "Category", {"Services": "services", "Goods": "goods", "Construction": "construction"}),
    Column("contract_value", "Contract value", MONEY, ("Estimate", "Estimated contract value")),
    Column("due", "Bid due date", DATE_TIME, ("Due date", "Due", "Proposal due date")),
    Column("total_points", "Total possible points", NUMBER, ("Total points",)),
    Column("cash_discount_counted", "Cash discount counted", YES_NO),
    Column("cash_discount_minimum_days", "Cash discount minimum days", COUNT),
    Column("combined_discount_allowed", "Combined award discount allowed", YES_NO),
    Column("items", "Items or groups", COUNT),
    Column(
        "waiver",
        "Preference waived",
        {
            "Restricted funds": "restricted funds",
            "Conflict of law": "conflict of law",
            "Best interest": "best interest",
            "No": "",
        },
    ),
    Column("waiver_document", "Waiver document"),
)

BID_COLUMNS = (
    Column("bidder", "Bidder", also=("Bidder name", "Proposer", "Contractor", "Vendor", "Firm"), required=True),
    Column(
        "quoted_price",
        "Bid amount",
        MONEY,
        (
            "Bid amt",
            "Total bid",
            "Total bid amount",
            "Bid price",
            "Quoted price",
            "Bid total",
            "Proposed total cost",
        ),
        required=True,
    ),
    Column("score", "Score", NUMBER, ("Points", "Evaluation score")),
    Column("submitted", "Submitted", DATE, ("Date submitted", "Submission date")),
    Column("county_work", "County work %", PERCENT, ("County work percent",)),
    Column("city_work", "City work %", PERCENT, ("City work percent",)),
    Column(
        "role", "Role", {name: name.lower() for name in ("Manufacturer", "Dealer", "Supplier", "Broker", "Services")}
    ),
    Column("cash_discount", "Cash discount %", PERCENT, ("Cash discount percent",)),
    Column("cash_discount_days", "Cash discount days", COUNT),
    Column("combined_discount", "Combined award discount %", PERCENT, ("Combined award discount percent",)),
    Column("responsive", "Responsive", YES_NO),
    Column("reason", "Reason"),
    Column("account", "RAMP account", also=("RAMP", "RAMP id")),
    Column("local_status", "Local status", {"Not qualified": "not qualified", "False claim": "false claim"}),
)

SUBCONTRACTOR_COLUMNS = (
    Column("bidder", "Bidder", also=("Bidder name", "Proposer", "Prime", "Prime contractor"), required=True),
    Column("name", "Subcontractor", also=("Sub", "Firm", "Subcontractor name", "Subconsultant"), required=True),
    Column("work", "Work", also=("Scope", "Description of work", "Proposed work")),
    Column("cost", "Amount", MONEY, ("Cost", "Subcontract amount", "Sub amount", "Bid amount"), required=True),
    Column("account", "RAMP account", also=("RAMP", "RAMP id")),
)

REGISTER_COLUMNS = (
    Column("firm", "Firm", also=("Firm name", "Business", "Business name", "Vendor", "Company"), required=True),
    Column("certification", "Certification", also=("Certification type", "Type"), required=True),
    Column("applied", "Applied", DATE, ("Application date", "Date applied", "Applied on")),
    Column("granted", "Granted", DATE, ("Grant date", "Certified", "Date certified", "Effective"), required=True),
    Column("expires", "Expires", DATE, ("Expiration date", "Expiration", "Expiry")),
    Column("account", "RAMP account", also=("RAMP", "RAMP id")),
)


def mark_columns(certifications: tuple[str, ...]) -> tuple[Column, ...]:
    """A column of marks for each certification of a program."""
    return tuple(Column(name, name, MARK) for name in certifications)


def solicitation_field(field: str) -> Column:
    """A field of the Solicitation sheet by its name in the model."""
    return next(column for column in SOLICITATION_FIELDS if column.field == field)


def squeezed(name: object) -> str:
    """A name without case, spaces and punctuation; the signs for percent and number count as the words."""
    return re.sub(r"[\W_]+", "", str(name).replace("%", " percent ").replace("#", " number ")).casefold()


def by_name(columns: tuple[Column, ...]) -> dict[str, Column]:
    """Every accepted heading, squeezed, with its column. A heading of its own wins over another's synonym."""
    names = {squeezed(name): column for column in columns for name in column.also}
    return names | {squeezed(column.heading): column for column in columns}
