"""What a preference does to the contract that is awarded: 3.A, 4.A and 4.B.7."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.model import PROPOSAL
from lbpp_cli.programs.la_lbpp.terms import UP_TO_LIMIT

if TYPE_CHECKING:
    from lbpp_cli.model import Case


def award_note(case: Case) -> str:
    """That a preference is for evaluation alone; blank where none applies.

    4.B.7 stands in Procedure 4 and speaks of a bid preference. 3.A.1, 3.A.2 and 4.A.2 apply one solely for evaluation.
    """
    solicitation = case.tabulation.solicitation
    if solicitation.waiver is not None:
        return ""
    if solicitation.kind == PROPOSAL:
        evaluated = f"A preference adds points solely to evaluate the proposal ({case.procedure.clause}.A.2)"
        return f"{evaluated}: the contract is at the proposed total cost."
    if case.procedure.id == UP_TO_LIMIT:
        return "A preference reduces the price solely to evaluate the bid (3.A.1): the contract is at the quoted price."
    return "A preference does not reduce the contract amount (4.B.7)."
