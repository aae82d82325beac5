"""The sheets of the records of an outreach, and what each of them may have."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.read import outreach_contract_columns as after
from lbpp_cli.read import outreach_proposal_columns as before
from lbpp_cli.read.outreach_values import read_groups

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lbpp_cli.columns import Column
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
        before.fields_of_rfp(levels, clock),
        {
            AREAS: before.areas(groups),
            PROPOSERS: before.proposers(levels, clock),
            NOTICES: before.notices(of_groups, clock),
            RESPONSES: before.RESPONSES,
            MEETING: before.meeting(clock),
            SCHEDULE_A: after.schedule_a(of_groups, groups, clock),
            CONTRACTS: after.contracts(clock),
            INVOICES: after.invoices(clock),
            PAYMENTS: after.PAYMENTS,
        },
    )
