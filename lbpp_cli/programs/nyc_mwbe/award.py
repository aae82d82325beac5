"""What the program does to the contract that is awarded: nothing to its amount."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.programs.nyc_mwbe.terms import FULL, WITH_GOALS

if TYPE_CHECKING:
    from lbpp_cli.model import Case


def award_note(case: Case) -> str:
    """What the goals are to the contract; blank where it has none."""
    if case.procedure.id != WITH_GOALS:
        return ""
    waived = any(bid.stated.get("waiver") == FULL for bid in case.tabulation.bids)
    goals = "the goals, as far as they are not waived," if waived else "the goals"
    return f"Meeting {goals} is a material term of the contract (i.3)."
