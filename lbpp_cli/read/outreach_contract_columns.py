"""The columns of the records of what a proposer lists, and of its contract: invoices and final payments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.columns import MONEY, YES_NO, Column
from lbpp_cli.outreach.records import BROKER, MADE, MATERIALS, WORK
from lbpp_cli.read.outreach_proposal_columns import AREA, FIRM, PROPOSER
from lbpp_cli.read.outreach_values import not_below_zero

if TYPE_CHECKING:
    from functools import partial

    from lbpp_cli.read.moments import Clock

KINDS = {"Work": WORK, "Materials": MATERIALS, "Supplies": MATERIALS, "Manufacturer": MADE, "Broker": BROKER}


def schedule_a(of_groups: partial[frozenset[str]], groups: tuple[str, ...], clock: Clock) -> tuple[Column, ...]:
    """The subconsultants that a proposer lists."""
    return (
        Column("proposer", "Proposer", also=PROPOSER, required=True, about="The proposer, as on the Proposers sheet."),
        Column("firm", "Subconsultant", also=("Firm", *FIRM), required=True, about="The firm that is listed."),
        Column("area", "Work area", also=AREA, about="The NAICS code of the work area."),
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


def contracts(clock: Clock) -> tuple[Column, ...]:
    """The contracts: one a consultant."""
    return (
        Column("proposer", "Consultant", also=("Proposer", *PROPOSER), required=True, about="Who has the contract."),
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


def invoices(clock: Clock) -> tuple[Column, ...]:
    """What was invoiced: a row for each firm of an invoice."""
    return (
        Column("proposer", "Consultant", also=("Proposer", *PROPOSER), required=True, about="Who has the contract."),
        Column(
            "firm",
            "Firm",
            also=FIRM,
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


# What was paid in all: a row for each firm.
PAYMENTS = (
    Column("proposer", "Consultant", also=("Proposer", *PROPOSER), required=True, about="Who had the contract."),
    Column(
        "firm",
        "Firm",
        also=FIRM,
        required=True,
        about="The firm that was paid; the consultant itself for the contract in all.",
    ),
    Column("amount", "Amount", MONEY, ("Actual amount", "Paid"), required=True, about="Dollars that were paid in all."),
    Column("explanation", "Explanation", also=("Reason",), about="Why it differs from the original amount."),
    *_OF_AMOUNTS,
)
