"""The sheets, columns and fields of a bid workbook, and the other names that are accepted for them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from lbpp_cli.names import remembered

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    Kind: TypeAlias = str | dict[str, str] | Callable[[object], object]

TEXT, MONEY, PERCENT, NUMBER, COUNT, MARK, YES_NO, DATE, DATE_TIME = (
    "text", "money", "percent", "number", "count", "mark", "yes-no", "date", "date-time",
)  # fmt: skip

SOLICITATION, BIDS, SUBCONTRACTORS, CERTIFICATIONS = "Solicitation", "Bids", "Subcontractors", "Certifications"


class Column(NamedTuple):
    """A column, or a field of the Solicitation sheet: its name in the model, its heading, what its cells hold.

    ``kind`` is one of the kinds above; for a choice, the accepted texts with the value that each stands for; or what
    reads a cell that is not blank and raises ``CellError`` where it holds something else.
    ``about`` says what it means to somebody who fills it in; ``proposals``: it has a meaning for proposals alone.
    """

    field: str
    heading: str
    kind: Kind = TEXT
    also: tuple[str, ...] = ()
    required: bool = False
    about: str = ""
    proposals: bool = False


SHEETS = {
    SOLICITATION: ("Solicitation information", "RFB", "RFP", "Project"),
    BIDS: ("Bid", "Bidders", "Bid tabulation", "Bid tab", "Proposals", "Proposers"),
    SUBCONTRACTORS: ("Subcontractor", "Subs", "Subconsultants", "Subcontractor list"),
    CERTIFICATIONS: ("Certification", "Certification register"),
}
GUIDE = "How to fill in"  # the sheet of a template that explains it, which is passed over

PROGRAM = Column(
    "program",
    "Program",
    also=("Preference program",),
    about="The program by whose rules bids are compared. Blank: that of --program.",
)
SOLICITATION_FIELDS = (
    Column(
        "number",
        "Solicitation number",
        also=("Solicitation no", "Bid number", "RFB number", "RFP number"),
        about="The number under which bids were asked for.",
    ),
    Column("title", "Title", also=("Project", "Project title", "Description"), about="What is to be bought."),
    Column("department", "Department", also=("Awarding authority",), about="The department that awards the contract."),
    Column(
        "kind",
        "Kind",
        {"Bid": "bid", "Proposal": "proposal", "RFB": "bid", "RFP": "proposal"},
        about="Bids are compared by price, proposals by score. Blank: Bid.",
    ),
    Column(
        "category",
        "Category",
        {"Services": "services", "Goods": "goods", "Construction": "construction"},
        about="What the contract is for.",
    ),
    Column(
        "contract_value",
        "Contract value",
        MONEY,
        ("Estimate", "Estimated contract value"),
        about="The estimated cost. It decides which part of the rules applies; without it the bids do.",
    ),
    Column(
        "due",
        "Bid due date",
        DATE_TIME,
        ("Due date", "Due", "Proposal due date"),
        about="The day, and the time if you like, by which bids were due. It decides which rules are in force; without "
        "it, those of today are used.",
    ),
    Column(
        "total_points",
        "Total possible points",
        NUMBER,
        ("Total points",),
        about="The most points that a proposal can score, such as 100. A preference is a percentage of them.",
        proposals=True,
    ),
    Column(
        "cash_discount_counted",
        "Cash discount counted",
        YES_NO,
        about="yes if the solicitation says that cash discounts count in the comparison of prices. Blank: no.",
    ),
    Column(
        "cash_discount_minimum_days",
        "Cash discount minimum days",
        COUNT,
        about="A cash discount for payment within fewer days than this is not counted. Blank: none is required.",
    ),
    Column(
        "combined_discount_allowed",
        "Combined award discount allowed",
        YES_NO,
        about="yes if the solicitation allows a discount for being awarded several items or groups. Blank: no.",
    ),
    Column("items", "Items or groups", COUNT, about="How many items or groups the award covers. Blank: 1."),
    Column(
        "waiver",
        "Preference waived",
        {
            "Restricted funds": "restricted funds",
            "Conflict of law": "conflict of law",
            "Best interest": "best interest",
            "No": "",
        },
        about="On which ground no preference applies to this solicitation. Blank: it applies.",
    ),
    Column(
        "waiver_document", "Waiver document", about="The document that states that ground, if the preference is waived."
    ),
    PROGRAM,
)

BID_COLUMNS = (
    Column(
        "bidder",
        "Bidder",
        also=("Bidder name", "Proposer", "Contractor", "Vendor", "Firm"),
        required=True,
        about="The firm that bids, each in one row alone.",
    ),
    Column(
        "quoted_price",
        "Bid amount",
        MONEY,
        ("Bid amt", "Total bid", "Total bid amount", "Bid price", "Quoted price", "Bid total", "Proposed total cost"),
        required=True,
        about="The price as quoted, before any discount; of a proposal, the proposed total cost.",
    ),
    Column(
        "score",
        "Score",
        NUMBER,
        ("Points", "Evaluation score"),
        about="The points of the proposal, before any preference.",
        proposals=True,
    ),
    Column(
        "submitted",
        "Submitted",
        DATE,
        ("Date submitted", "Submission date"),
        about="The day on which the bid was submitted. Blank: on the due date.",
    ),
    Column(
        "county_work",
        "County work %",
        PERCENT,
        ("County work percent",),
        about="The share of the work that is performed in the County. Blank: not stated, so enough is assumed.",
    ),
    Column(
        "city_work",
        "City work %",
        PERCENT,
        ("City work percent",),
        about="The share of the work that is performed in the City, which is part of that in the County. Blank: not "
        "stated, so enough is assumed.",
    ),
    Column(
        "role",
        "Role",
        {name: name.lower() for name in ("Manufacturer", "Dealer", "Supplier", "Broker", "Services")},
        about="What the bidder is to the goods, in a contract for goods. Blank otherwise.",
    ),
    Column(
        "cash_discount",
        "Cash discount %",
        PERCENT,
        ("Cash discount percent",),
        about="The discount that is offered for prompt payment.",
    ),
    Column(
        "cash_discount_days", "Cash discount days", COUNT, about="Within how many days payment earns the cash discount."
    ),
    Column(
        "combined_discount",
        "Combined award discount %",
        PERCENT,
        ("Combined award discount percent",),
        about="The discount that is offered for being awarded several items or groups.",
    ),
    Column(
        "responsive",
        "Responsive",
        YES_NO,
        about="no if the bid is not responsive, or cannot be ranked for another reason. Blank: yes.",
    ),
    Column("reason", "Reason", about="Why the bid is not responsive, as the memo is to say it."),
    Column("account", "RAMP account", also=("RAMP", "RAMP id"), about="The account with which the bid was submitted."),
    Column(
        "local_status",
        "Local status",
        {"Not qualified": "not qualified", "False claim": "false claim"},
        about="Only if the bidder was found not to be local after the deadline, or to have claimed it falsely.",
    ),
)

SUBCONTRACTOR_COLUMNS = (
    Column(
        "bidder",
        "Bidder",
        also=("Bidder name", "Proposer", "Prime", "Prime contractor"),
        required=True,
        about="The bidder that names the subcontractor, as it stands on the Bids sheet.",
    ),
    Column(
        "name",
        "Subcontractor",
        also=("Sub", "Firm", "Subcontractor name", "Subconsultant"),
        required=True,
        about="The firm that the bid names as its subcontractor.",
    ),
    Column(
        "work",
        "Work",
        also=("Scope", "Description of work", "Proposed work"),
        about="What the subcontractor does, as the bid says. Blank: the bid does not say it, so nothing is credited.",
    ),
    Column(
        "cost",
        "Amount",
        MONEY,
        ("Cost", "Subcontract amount", "Sub amount", "Bid amount"),
        required=True,
        about="The cost of that work in dollars.",
    ),
    Column("account", "RAMP account", also=("RAMP", "RAMP id"), about="The account of the subcontractor."),
)

REGISTER_COLUMNS = (
    Column(
        "firm",
        "Firm",
        also=("Firm name", "Business", "Business name", "Vendor", "Company"),
        required=True,
        about="The firm that is certified, or has applied.",
    ),
    Column(
        "certification",
        "Certification",
        also=("Certification type", "Type"),
        required=True,
        about="The certification, one a row.",
    ),
    Column(
        "applied",
        "Applied",
        DATE,
        ("Application date", "Date applied", "Applied on"),
        about="The day on which the firm applied for it.",
    ),
    Column(
        "granted",
        "Granted",
        DATE,
        ("Grant date", "Certified", "Date certified", "Effective"),
        required=True,
        about="The day on which it was granted; blank only while the application is not decided.",
    ),
    Column(
        "expires",
        "Expires",
        DATE,
        ("Expiration date", "Expiration", "Expiry"),
        about="The last day on which it is in force.",
    ),
    Column("account", "RAMP account", also=("RAMP", "RAMP id"), about="The account that the certification belongs to."),
)


@lru_cache
def mark_columns(certifications: tuple[str, ...]) -> tuple[Column, ...]:
    """A column of marks for each certification of a program."""
    about = "x if the bid claims this certification for the firm. Blank: it does not."
    return tuple(Column(name, name, MARK, about=about) for name in certifications)


def with_marks(table: tuple[Column, ...], marks: tuple[Column, ...]) -> tuple[Column, ...]:
    """The columns of a table as a person fills them in: the marks follow the firm with its amount and score."""
    after = 1 + max(place for place, column in enumerate(table) if column.kind in (MONEY, NUMBER))
    return table[:after] + marks + table[after:]


class Form(NamedTuple):
    """The bid workbook of a program: the columns of each sheet that mean something under its rules.

    ``own``: the fields that are the program's own; ``unused``: by sheet, columns of other programs without a meaning.
    """

    certifications: tuple[str, ...]
    solicitation: tuple[Column, ...]
    bids: tuple[Column, ...]
    subcontractors: tuple[Column, ...]
    own: frozenset[str]
    unused: Mapping[str, tuple[Column, ...]]

    def solicitation_field(self, field: str) -> Column:
        """A field of the Solicitation sheet by its name in the model."""
        return next(column for column in self.solicitation if column.field == field)


def form_of(
    certifications: tuple[str, ...],
    own: Mapping[str, tuple[Column, ...]] | None = None,
    unused: Collection[tuple[str, str]] = (),
) -> Form:
    """The form of a program: the common columns but those ``unused`` (sheet and field), its marks, and its ``own``."""
    own = own or {}
    marks = mark_columns(certifications)
    kept: dict[str, tuple[Column, ...]] = {}
    left: dict[str, tuple[Column, ...]] = {}
    for sheet, common in (
        (SOLICITATION, SOLICITATION_FIELDS),
        (BIDS, BID_COLUMNS),
        (SUBCONTRACTORS, SUBCONTRACTOR_COLUMNS),
    ):
        further = own.get(sheet, ())
        named = {squeezed(name) for column in further for name in (column.heading, *column.also)}
        kept[sheet] = tuple(column for column in common if (sheet, column.field) not in unused)
        left[sheet] = tuple(
            column for column in common if (sheet, column.field) in unused and squeezed(column.heading) not in named
        )
    return Form(
        certifications,
        (*kept[SOLICITATION], *own.get(SOLICITATION, ())),
        (*with_marks(kept[BIDS], marks), *own.get(BIDS, ())),
        (*with_marks(kept[SUBCONTRACTORS], marks), *own.get(SUBCONTRACTORS, ())),
        frozenset(column.field for columns in own.values() for column in columns),
        left,
    )


def squeezed(name: object) -> str:
    """A name without case, spaces and punctuation; the signs for percent and number count as the words."""
    return squeezed_text(str(name))


@remembered
def squeezed_text(name: str) -> str:
    """The same of what is known to be a text."""
    return re.sub(r"[\W_]+", "", name.replace("%", " percent ").replace("#", " number ")).casefold()


def by_name(columns: tuple[Column, ...]) -> dict[str, Column]:
    """Every accepted heading, squeezed, with its column. A heading of its own wins over another's synonym."""
    # A column may hold a dictionary, so it cannot be a key itself; while it is kept here, nothing else has its id.
    key = tuple(map(id, columns))
    if key not in _KNOWN:
        if len(_KNOWN) == _MOST_KNOWN:
            _KNOWN.clear()
        names = {squeezed(name): column for column in columns for name in column.also}
        _KNOWN[key] = columns, names | {squeezed(column.heading): column for column in columns}
    return _KNOWN[key][1]


_KNOWN: dict[tuple[int, ...], tuple[tuple[Column, ...], dict[str, Column]]] = {}
_MOST_KNOWN = 100
