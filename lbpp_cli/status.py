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
    the award; with ``strict`` also where the award rests on an assumption.
    """
    if evaluation.award is None:
        return UNUSABLE if any(found.code in UNREADABLE for found in evaluation.findings) else INPUT_ERRORS
    hangs = bool(evaluation.changed_by)
    rests = strict and any(taken.award_changes_without_it for taken in evaluation.assumptions)
    return NEEDS_A_PERSON if evaluation.award.decision != AWARD or hangs or rests else EVALUATED
