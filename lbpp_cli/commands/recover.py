"""``lbpp recover``: what is to be recovered from a contractor that lost the reason for its preference."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from lbpp_cli.commands.evaluate import bidder_named, complain
from lbpp_cli.commands.output import emit, page_settings
from lbpp_cli.from_files import Terms, evaluate_file
from lbpp_cli.model import PROPOSAL
from lbpp_cli.names import same_bidder_key
from lbpp_cli.render import recovery
from lbpp_cli.render.layout import Page
from lbpp_cli.status import exit_status

if TYPE_CHECKING:
    from decimal import Decimal
    from pathlib import Path

    from lbpp_cli.model import Evaluation


def run(path: Path, terms: Terms, bidder: str, paid: Decimal) -> int:
    """Print the figure under each reading of the rules; gives the exit status.

    Raises:
        typer.BadParameter: the bidder did not get, and could not get, the contract.

    """
    evaluation = evaluate_file(path, terms)
    if evaluation.award is None or evaluation.rules is None:
        complain([evaluation])
        return exit_status(evaluation)
    if evaluation.solicitation is not None and evaluation.solicitation.kind == PROPOSAL:
        raise typer.BadParameter("recovery is for bids; proposals give no figure.", param_hint="FILE")
    terms = terms.named(evaluation.program)
    if terms.program.recovery is None:
        raise typer.BadParameter(f"the rules of {evaluation.program} recover no preference.", param_hint="FILE")
    contractor = _contractor(evaluation, bidder)
    found = terms.program.recovery(evaluation, contractor, paid)
    granted = next(entry.adjustment for entry in evaluation.bids if entry.bid.bidder == contractor)
    grounds = terms.program.recovery_grounds(evaluation.rules, granted)
    page = Page(*page_settings(sys.stdout))
    no_preference = granted is None or not granted.percent
    emit(recovery.render(contractor, paid, found, grounds, page, no_preference=no_preference))
    return 0


def _contractor(evaluation: Evaluation, bidder: str) -> str:
    award = evaluation.award
    could_be = [] if award is None else [award.bidder] if award.bidder else list(award.tied)
    for name in could_be:
        if name and same_bidder_key(name) == same_bidder_key(bidder):
            return name
    name = bidder_named(evaluation, bidder)
    who = " or ".join(filter(None, could_be)) or "nobody"
    message = f"the contract goes to {who}, not to {name}; only a contractor's payments are recovered."
    raise typer.BadParameter(message, param_hint="--bidder")
