"""The sheets, columns and fields of the records of an outreach."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.columns import COUNT, MONEY, PERCENT, TEXT, YES_NO, Column
from lbpp_cli.outreach.records import BROKER, HARMLESS, LIMITS, MADE, MATERIALS, NO_WORDING, WORK
from lbpp_cli.read.outreach_values import above_zero, not_below_zero, read_event, read_groups

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lbpp_cli.read.moments import Clock

RFP, AREAS, PROPOSERS, NOTICES = "RFP", "Work areas", "Proposers", "Notices"
RESPONSES, MEETING, SCHEDULE_A = "Responses", "Meeting", "Schedule A"
CONTRACTS, INVOICES, PAYMENTS = "Contracts", "Invoices", "Final payments"
SHEETS: dict[str, tuple[str, ...]] = {
    RFP: ("Request for proposals", "Solicitation"),
    AREAS: ("Work area", "NAICS codes", "Work items"),
    PROPOSERS: ("Proposer", "Respondents"),
    NOTICES: ("Notice", "Notifications", "Outreach"),
    RESPONSES: ("Response", "Bids received", "Summary sheet", "Quotes"),
    MEETING: ("Meeting roster", "Attendance", "Pre-proposal meeting"),
    SCHEDULE_A: ("Schedule A subconsultants", "Subconsultants"),
    CONTRACTS: ("Contract",),
    INVOICES: ("Invoice",),
    PAYMENTS: ("Final payment", "Final amounts"),
}
NEEDED = (RFP, AREAS, PROPOSERS, NOTICES)
# The tables that a schedule is made from, those that it cannot do without first.
OF_SCHEDULE = {
    "A": ((RFP, PROPOSERS, SCHEDULE_A), ()),
    "B": ((RFP, PROPOSERS, SCHEDULE_A, INVOICES), (CONTRACTS,)),
    "C": ((RFP, PROPOSERS, SCHEDULE_A, PAYMENTS), (CONTRACTS, INVOICES)),
}
_PROPOSER = ("Proposer name", "Prime", "Prime consultant", "Bidder", "Respondent")
_FIRM = ("Firm name", "Subconsultant", "Subcontractor", "Vendor", "Company", "Business name")
_AREA = ("NAICS code", "NAICS", "Work item", "Work area code", "Area")
KINDS = {"Work": WORK, "Materials": MATERIALS, "Supplies": MATERIALS, "Manufacturer": MADE, "Broker": BROKER}
WORDINGS = {"None": NO_WORDING, "No": NO_WORDING, "Does not limit": HARMLESS, "Limits": LIMITS}


class Declared(NamedTuple):
    """What the tables of an outreach may have: the fields of the RFP sheet, and the columns of the others."""

    fields: tuple[Column, ...]
    columns: Mapping[str, tuple[Column, ...]]

    def of(self, sheet: str) -> tuple[Column, ...]:
        """The columns of a sheet; of RFP its fields."""
        return self.fields if sheet == RFP else self.columns[sheet]


def declared(groups: tuple[str, ...], levels: tuple[str, ...], clock: Clock) -> Declared:
    """The columns for a program's groups of firms. ``levels``: those with an anticipated level."""
    of_groups = partial(read_groups, groups)
    return Declared(
        _fields(levels, clock),
        {
            AREAS: _areas(groups),
            PROPOSERS: _proposers(levels, clock),
            NOTICES: _notices(of_groups, clock),
            RESPONSES: _RESPONSES,
            MEETING: _meeting(clock),
            SCHEDULE_A: _schedule_a(of_groups, groups, clock),
            CONTRACTS: _contracts(clock),
            INVOICES: _invoices(clock),
            PAYMENTS: _PAYMENTS,
        },
    )


def _fields(levels: tuple[str, ...], clock: Clock) -> tuple[Column, ...]:
    return (
        Column(
            "number", "RFP number", also=("RFP no", "Solicitation number", "Number"), about="The number of the RFP."
        ),
        Column("title", "Title", also=("Project", "Project title"), about="What is to be procured."),
        Column("department", "Department", also=("Awarding authority",), about="The department that awards."),
        Column(
            "due",
            "Due",
            clock.moment,
            (
                "Due date",
                "Due date and time",
                "Proposals due",
                "Proposal due date",
                "Bid due date",
                "Submittal deadline",
            ),
            required=True,
            about="The day, and the time if you like, by which proposals are due.",
        ),
        Column(
            "meeting",
            "Meeting",
            clock.moment,
            ("Pre-proposal meeting", "Pre-submittal meeting", "Meeting date and time"),
            about="The day and time at which the pre-proposal meeting began.",
        ),
        Column(
            "mandatory",
            "Meeting mandatory",
            YES_NO,
            ("Mandatory", "Mandatory meeting"),
            about="yes if the RFP says that the meeting is mandatory. Blank: not stated.",
        ),
        Column(
            "holidays",
            "City holidays",
            clock.days,
            ("Holidays",),
            about="City holidays just after the due day, with semicolons between them. Blank: not stated.",
        ),
        Column(
            "award",
            "Award date",
            clock.day,
            ("Date of award",),
            about="The day of the award, on which certifications must be current. Blank: not stated.",
        ),
        *(
            Column(
                f"level {group}",
                f"{group} level",
                PERCENT,
                (f"{group} anticipated level", f"{group} participation", f"Anticipated {group}"),
                about=f"The anticipated level of {group} participation, such as 18%.",
            )
            for group in levels
        ),
    )


def _areas(groups: tuple[str, ...]) -> tuple[Column, ...]:
    return (
        Column(
            "code", "NAICS code", also=("NAICS", "Work area", "Code"), required=True, about="The code of the work area."
        ),
        Column(
            "description", "Description", also=("Work area description", "Title"), about="What the code stands for."
        ),
        Column(
            "registered",
            "Registered",
            COUNT,
            ("Registered firms", "Firms registered", "Total registered", "Registered in all"),
            required=True,
            about="How many firms are registered in the area in all. Blank: not known, which is not zero.",
        ),
        *(
            Column(
                f"registered {group}",
                group,
                COUNT,
                (f"{group} registered", f"Registered {group}"),
                about=f"How many of the registered firms are {group}. Blank: not known.",
            )
            for group in groups
        ),
    )


def _proposers(levels: tuple[str, ...], clock: Clock) -> tuple[Column, ...]:
    return (
        Column(
            "name", "Proposer", also=_PROPOSER, required=True, about="The firm that proposes, each in one row alone."
        ),
        Column(
            "submitted",
            "Summary sheet submitted",
            YES_NO,
            ("Summary sheet",),
            about="no if no summary sheet was submitted. Blank: what Summary sheet sent says.",
        ),
        Column(
            "sent",
            "Summary sheet sent",
            clock.moment,
            ("Summary sheet date", "Summary sheet submitted on"),
            about="The day and time at which the online summary sheet was submitted.",
        ),
        Column(
            "certified",
            "Certified informed",
            YES_NO,
            ("Written certification", "Certification"),
            about="yes if it certifies in writing that it is informed of the requirements.",
        ),
        Column(
            "event",
            "Matchmaking event",
            partial(read_event, clock),
            ("Event", "Event date", "Matchmaking event date"),
            about="The day of the City matchmaking event that it took part in; none if it took part in none.",
        ),
        Column(
            "evidence",
            "Event documents",
            YES_NO,
            ("Event attendance documents",),
            about="yes if documents of that event show that it attended.",
        ),
        Column(
            "own_forces",
            "Own forces",
            TEXT,
            ("Own forces in", "Self-performed"),
            about="The work areas that it performs with its own forces, with commas between them; or none.",
        ),
        Column(
            "bids_received",
            "Bids received",
            COUNT,
            ("Responses received", "Number of bids"),
            about="How many bids its summary sheet lists, 0 if none came. It must be the number of its Responses.",
        ),
        Column(
            "wording",
            "Custom wording",
            WORDINGS,
            ("Wording", "Customized statement"),
            about="none if it added no wording of its own to its notices; otherwise how that was judged.",
        ),
        Column(
            "own_name",
            "Under own name",
            YES_NO,
            ("Submitted under own name",),
            about="no if its outreach was submitted by a third party.",
        ),
        Column(
            "base_bid",
            "Base bid",
            above_zero,
            ("Base bid amount",),
            about="Its base bid: Schedule A gives participation in percent of it.",
        ),
        Column("address", "Address", also=("Proposer address",), about="Its address, for its schedules."),
        Column("contact", "Contact person", also=("Contact",), about="Whom to ask, for its schedules."),
        Column("telephone", "Telephone", also=("Phone", "Phone/Fax"), about="Telephone and fax, for its schedules."),
        *(
            Column(
                f"pledged {group}",
                f"{group} pledged",
                PERCENT,
                (f"Pledged {group}",),
                about=f"The {group} participation that it pledges, shown beside the anticipated level.",
            )
            for group in levels
        ),
    )


def _notices(of_groups: partial[frozenset[str]], clock: Clock) -> tuple[Column, ...]:
    return (
        Column("proposer", "Proposer", also=_PROPOSER, required=True, about="The proposer, as on the Proposers sheet."),
        Column("area", "Work area", also=_AREA, required=True, about="The NAICS code of the work area."),
        Column(
            "firm",
            "Firm",
            also=(*_FIRM, "Notified firm", "Recipient"),
            required=True,
            about="The firm that was notified.",
        ),
        Column(
            "groups", "Groups", of_groups, ("Group", "Certifications", "Certification"), about="Its groups: MBE, SBE..."
        ),
        Column(
            "sent",
            "Sent",
            clock.moment,
            ("Date sent", "Sent on", "Sent date", "Notified", "Date notified", "Sent at"),
            required=True,
            about="The day, and the time if you like, at which the notice was sent.",
        ),
        Column(
            "network",
            "Through the network",
            YES_NO,
            ("Through network", "Via network", "Via BAVN"),
            about="no if the notice was not sent through the City's network. Blank throughout: all were.",
        ),
    )


_RESPONSES = (
    Column("proposer", "Proposer", also=_PROPOSER, required=True, about="The proposer, as on the Proposers sheet."),
    Column("area", "Work area", also=_AREA, required=True, about="The NAICS code of the work area."),
    Column(
        "firm",
        "Firm",
        also=_FIRM,
        required=True,
        about="The firm that offered; the proposer itself for the bid that its own forces are compared with.",
    ),
    Column(
        "amount",
        "Amount",
        above_zero,
        ("Bid amount", "Quote", "Bid", "Price"),
        about="What it asks. Blank: not known.",
    ),
    Column(
        "declined",
        "No bid",
        YES_NO,
        ("Declined",),
        about="yes if the firm answered that it offers no bid, so that there is no amount.",
    ),
    Column(
        "solicited",
        "Solicited",
        YES_NO,
        also=("Was solicited",),
        about="yes if the proposer had asked the firm. Blank: yes if there is a notice to it in the work area.",
    ),
    Column("selected", "Selected", YES_NO, ("Taken",), about="yes if the proposer took the bid."),
    Column(
        "reason", "Reason", also=("Reason given", "Notes"), about="Why it was taken or not, as the summary sheet says."
    ),
    Column("answered", "Answered", YES_NO, ("Reply sent",), about="yes if the proposer answered the offer."),
    Column(
        "registered",
        "Registered",
        YES_NO,
        ("Registered with the network",),
        about="no if the firm is not registered with the network. Blank: it is.",
    ),
    Column(
        "accepted",
        "Reason accepted",
        YES_NO,
        ("Reason judged good",),
        about="For you to fill in: whether the reason, or that there is none, was found to be good enough.",
    ),
)


def _meeting(clock: Clock) -> tuple[Column, ...]:
    return (
        Column(
            "proposer", "Proposer", also=(*_PROPOSER, "Company", "Firm"), required=True, about="For whom somebody came."
        ),
        Column("attendee", "Attendee", also=("Name", "Representative"), about="Who came."),
        Column("employee", "Employee", YES_NO, ("Is employee",), about="yes if an employee of the proposer."),
        Column(
            "arrived",
            "Arrived",
            clock.arrival,
            ("Signed in", "Sign-in", "Time in", "Sign-in time"),
            about="When: a day and time, or a time on the day of the meeting.",
        ),
        Column("signed", "Signed", YES_NO, ("Signed roster", "Signature"), about="yes if the roster was signed."),
    )


def _schedule_a(of_groups: partial[frozenset[str]], groups: tuple[str, ...], clock: Clock) -> tuple[Column, ...]:
    return (
        Column("proposer", "Proposer", also=_PROPOSER, required=True, about="The proposer, as on the Proposers sheet."),
        Column("firm", "Subconsultant", also=("Firm", *_FIRM), required=True, about="The firm that is listed."),
        Column("area", "Work area", also=_AREA, about="The NAICS code of the work area."),
        Column("work", "Work", also=("Description of work or supply", "Work or supply"), about="The work or supply."),
        Column("groups", "Groups", of_groups, ("Group", "MBE/WBE/SBE/EBE/DVBE/OBE"), about="Its groups: MBE, SBE..."),
        Column("agency", "Agency", also=("Certifying agency",), about="Who certified it."),
        Column(
            "certificate", "Certification number", also=("Cert no", "Certification no"), about="Under which number."
        ),
        Column(
            "amount",
            "Amount",
            not_below_zero,
            ("Dollar value of subcontract", "Dollar value"),
            about="Dollars of the subcontract.",
        ),
        Column("address", "Address", also=("Address and telephone",), about="Address and telephone, for the form."),
        Column(
            "kind",
            "Kind of work",
            KINDS,
            ("Kind",),
            about="Work; Materials; Manufacturer if it makes or substantially alters them; Broker. Blank: Work.",
        ),
        Column(
            "fee", "Broker fee", not_below_zero, ("Fee", "Commission"), about="Of a broker, its fee: that alone counts."
        ),
        Column(
            "useful",
            "Useful function",
            YES_NO,
            ("Commercially useful function",),
            about="no if it performs no commercially useful function. Blank: it does.",
        ),
        Column(
            "partner",
            "Joint venture partner",
            YES_NO,
            ("Partner",),
            about="yes if it is a partner of the joint venture that proposes.",
        ),
        Column(
            "counted_as",
            "Counted as",
            {group: group for group in groups},
            ("Credited as",),
            about="Of a firm that is MBE and WBE: as which of the two it is declared.",
        ),
        Column(
            "until",
            "Certified until",
            clock.day,
            ("Certification expires",),
            about="The last day of its certification. Blank: taken as current on the day of the award.",
        ),
    )


def _contracts(clock: Clock) -> tuple[Column, ...]:
    return (
        Column("proposer", "Consultant", also=("Proposer", *_PROPOSER), required=True, about="Who has the contract."),
        Column("number", "Contract number", also=("Contract no", "Contract"), about="The number of the contract."),
        Column("amount", "Contract amount", MONEY, ("Amount",), about="Dollars, including amendments."),
        Column(
            "completed",
            "Completed",
            clock.day,
            ("Completion date", "Date of completion"),
            about="The day of completion of the contract: when Schedule C is due follows from it.",
        ),
        Column(
            "reported",
            "Schedule C received",
            clock.day,
            ("Final report received",),
            about="The day on which the City received Schedule C. Blank: not yet.",
        ),
        Column(
            "holidays",
            "City holidays",
            clock.days,
            ("Holidays",),
            about="City holidays in the four weeks after completion, with semicolons between them. Blank: not stated.",
        ),
    )


# Of the records of invoices and payments.
_OF_AMOUNTS = (
    Column(
        "own",
        "Own work",
        MONEY,
        ("Own workforce",),
        about="In the row of the consultant, if it is on its Schedule A: dollars of that for its own workforce's work.",
    ),
    Column(
        "kind",
        "Kind of work",
        KINDS,
        ("Kind",),
        about="Of a firm that Schedule A lists for several kinds: for which of them the amount is.",
    ),
    Column(
        "approved",
        "Approved",
        YES_NO,
        ("Change approved",),
        about="yes if the City approved that the firm was added, or that its amount was reduced.",
    ),
)


def _invoices(clock: Clock) -> tuple[Column, ...]:
    return (
        Column("proposer", "Consultant", also=("Proposer", *_PROPOSER), required=True, about="Who has the contract."),
        Column(
            "firm",
            "Firm",
            also=_FIRM,
            required=True,
            about="The firm whose amount it is; the consultant itself for what it invoices the City in all.",
        ),
        Column(
            "number", "Invoice", also=("Invoice number", "Invoice no"), required=True, about="The invoice's number."
        ),
        Column(
            "day", "Date", clock.day, ("Invoice date",), about="Its date: what is invoiced to date follows from it."
        ),
        Column("amount", "Amount", MONEY, ("This invoice",), required=True, about="Dollars that are due by it."),
        Column(
            "scheduled",
            "Scheduled to date",
            MONEY,
            ("Scheduled participation to date",),
            about="Dollars that were to have been invoiced by then.",
        ),
        *_OF_AMOUNTS,
    )


_PAYMENTS = (
    Column("proposer", "Consultant", also=("Proposer", *_PROPOSER), required=True, about="Who had the contract."),
    Column(
        "firm",
        "Firm",
        also=_FIRM,
        required=True,
        about="The firm that was paid; the consultant itself for the contract in all.",
    ),
    Column("amount", "Amount", MONEY, ("Actual amount", "Paid"), required=True, about="Dollars that were paid in all."),
    Column("explanation", "Explanation", also=("Reason",), about="Why it differs from the original amount."),
    *_OF_AMOUNTS,
)
