"""G: Schedules A, B and C as the City prints them, by which clauses their changes matter, and when C is due."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from lbpp_cli.outreach.decisions import ADDED, MISSING, REDUCED, Forms, Told, cited
from lbpp_cli.outreach.decisions import SCHEDULE_A as A
from lbpp_cli.outreach.decisions import SCHEDULE_B as B
from lbpp_cli.outreach.decisions import SCHEDULE_C as C
from lbpp_cli.programs.la_bip.credit import credit, ledger
from lbpp_cli.programs.la_bip.odd import assumed_of_listed
from lbpp_cli.programs.la_bip.terms import GROUPS
from lbpp_cli.programs.la_bip.working_days import after

if TYPE_CHECKING:
    from lbpp_cli.outreach.records import Contract
    from lbpp_cli.parameters import Rules

_ALL = "/".join(GROUPS)
_NAME, _WORK = "Name, address, telephone no. of subconsultant", "Description of work or supply"
_GROUP = "MBE/WBE/ SBE/EBE/ DVBE/OBE"  # broken where the City's forms break it
_CERTIFICATE = "Certified by, cert. no."


def report(contract: Contract | None, rules: Rules) -> Told:
    """G.3: Schedule C is furnished within 15 working days after completion of the contract.

    The form itself says 15 days; where a report is late by that alone, it is said.
    """
    name = "final-report-days"
    days, clause = int(rules.value(name)), rules.clause(name)
    if contract is None or contract.completed is None:
        cells = () if contract is None else cited([contract.source], "completed")
        return Told(
            f"is due {days} working days after completion, and the day of completion is not stated", clause, cells
        )
    done, holidays, came = contract.completed, contract.holidays, contract.reported
    end = after(done, days, holidays)
    known = " (by Saturdays and Sundays alone: the City's holidays are not stated)" if holidays is None else ""
    due = f"is due by {end}, {days} working days after completion on {done}{known}"
    cells = cited([contract.source], "reported")
    if came is None:
        return Told(due)
    if came < done:
        return Told(f"was received {came}, before completion on {done}", clause, cells)
    if came > end:
        return Told(f"{due}; received {came}: late", clause, cells)
    printed = done + timedelta(days=days)
    form = f", though after the {days} days that the form prints, {printed}" if came > printed else ""
    return Told(f"{due}; received {came}: in time{form}")


FORMS = Forms(
    {
        A: f"SCHEDULE A: City of Los Angeles {_ALL} Subcontractors Information Form",
        B: f"SCHEDULE B: City of Los Angeles {_ALL} Utilization Profile",
        C: "SCHEDULE C: City of Los Angeles Final Subcontracting Report",
    },
    {
        A: "Must be submitted with the proposal (G.1). Sign all sheets.",
        B: "Submitted with each invoice (G.2).",
    },
    {
        A: (("name", _NAME), ("work", _WORK), ("groups", _GROUP), ("certificate", _CERTIFICATE)),
        B: (("firm", "Name of subcontractor"), ("groups", _GROUP)),
        C: (("name", _NAME), ("work", _WORK), ("groups", _GROUP)),
    },
    {
        A: ("Dollar value of subcontract",),
        B: (
            "Original subcontract amount",
            "This invoice (amount now due)",
            "Invoiced to date (with this invoice)",
            "Scheduled participation to date",
        ),
        C: ("Original dollar value of subcontract", "Actual dollar value of subcontract"),
    },
    {A: "Base bid amount", B: "Invoiced to date amount (with this invoice)", C: "Paid to date, in all"},
    {ADDED: "E.1.a", MISSING: "E.1", REDUCED: "E.1", A: "G.1", B: "G.2", C: "G.3"},
    credit,
    ledger,
    assumed_of_listed,
    report,
)
