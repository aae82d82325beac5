"""What a discount does to the contract that is awarded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.model import PROPOSAL
from lbpp_cli.programs.oakland_lslbe.terms import FORMAL, INFORMAL, NOT_COVERED

if TYPE_CHECKING:
    from lbpp_cli.model import Case


def award_note(case: Case) -> str:
    """What a discount does to the amount of the contract; blank where none applies."""
    if case.procedure.id in {INFORMAL, NOT_COVERED}:
        return ""
    if case.tabulation.solicitation.kind == PROPOSAL:
        return "Preference points do not change the contract (Incentives)."
    clause = "Incentives" if case.procedure.id == FORMAL else "Private Developments"
    return f"A bid discount is for comparing bids; the contract is at the bid ({clause})."
