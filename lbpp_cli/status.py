"""The exit status that an evaluation leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.findings import UNREADABLE
from lbpp_cli.model import AWARD

if TYPE_CHECKING:
    from lbpp_cli.model import Evaluation

EVALUATED, INPUT_ERRORS, UNUSABLE, NEEDS_A_PERSON = 0, 1, 2, 3


def exit_status(evaluation: Evaluation, *, strict: bool = False) -> int:
    """0: one award. 1: errors in the input. 2: unreadable. 3: a person must decide.

    A person must decide on a tie, where no bid is left to rank, and where another reading of the rules would change
    the award, or where the outreach of a ranked bidder is open; with ``strict`` also where the award rests on an
    assumption, or on an application that is not decided, or goes away from a bidder for its outreach.
    """
    if evaluation.award is None:
        return UNUSABLE if any(found.code in UNREADABLE for found in evaluation.findings) else INPUT_ERRORS
    outreach = evaluation.outreach
    hangs = bool(evaluation.changed_by) or (outreach is not None and bool(outreach.open))
    assumed = any(taken.award_changes_without_it for taken in evaluation.assumptions)
    undecided = any(one.first_if_approved is not None for one in evaluation.pending)
    unheard = outreach is not None and bool(outreach.away_from)
    rests = strict and (assumed or undecided or unheard)
    return NEEDS_A_PERSON if evaluation.award.decision != AWARD or hangs or rests else EVALUATED
