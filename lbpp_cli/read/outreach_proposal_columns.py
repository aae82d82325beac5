"""The fields and columns of the records of an outreach up to the day on which proposals are due, and of a meeting."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from lbpp_cli.columns import COUNT, PERCENT, TEXT, YES_NO, Column
from lbpp_cli.outreach.records import HARMLESS, LIMITS, NO_WORDING
from lbpp_cli.read.outreach_values import above_zero, read_event

if TYPE_CHECKING:
    from lbpp_cli.read.moments import Clock

# Other headings under which these are found on all sheets.
PROPOSER = ("Proposer name", "Prime", "Prime consultant", "Bidder", "Respondent")
FIRM = ("Firm name", "Subconsultant", "Subcontractor", "Vendor", "Company", "Business name")
AREA = ("NAICS code", "NAICS", "Work item", "Work area code", "Area")
WORDINGS = {"None": NO_WORDING, "No": NO_WORDING, "Does not limit": HARMLESS, "Limits": LIMITS}


def fields_of_rfp(levels: tuple[str, ...], clock: Clock) -> tuple[Column, ...]:
    """The fields of the sheet RFP. ``levels``: the groups with an anticipated level."""
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


def areas(groups: tuple[str, ...]) -> tuple[Column, ...]:
    """The work areas that the City selected."""
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


def proposers(levels: tuple[str, ...], clock: Clock) -> tuple[Column, ...]:
    """Who proposes, and with what: a row each."""
    return (
        Column(
            "name", "Proposer", also=PROPOSER, required=True, about="The firm that proposes, each in one row alone."
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


def notices(of_groups: partial[frozenset[str]], clock: Clock) -> tuple[Column, ...]:
    """The notices to firms."""
    return (
        Column("proposer", "Proposer", also=PROPOSER, required=True, about="The proposer, as on the Proposers sheet."),
        Column("area", "Work area", also=AREA, required=True, about="The NAICS code of the work area."),
        Column(
            "firm",
            "Firm",
            also=(*FIRM, "Notified firm", "Recipient"),
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


# Bids and offers that a proposer received.
RESPONSES = (
    Column("proposer", "Proposer", also=PROPOSER, required=True, about="The proposer, as on the Proposers sheet."),
    Column("area", "Work area", also=AREA, required=True, about="The NAICS code of the work area."),
    Column(
        "firm",
        "Firm",
        also=FIRM,
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


def meeting(clock: Clock) -> tuple[Column, ...]:
    """The roster of the meeting before proposals."""
    return (
        Column(
            "proposer", "Proposer", also=(*PROPOSER, "Company", "Firm"), required=True, about="For whom somebody came."
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
