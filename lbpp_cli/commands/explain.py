"""``lbpp explain``: the whole derivation in sentences."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from lbpp_cli import programs
from lbpp_cli.commands.evaluate import Terms, complain, evaluate_file
from lbpp_cli.commands.output import emit, page_settings
from lbpp_cli.names import same_bidder_key
from lbpp_cli.read.headings import nearest
from lbpp_cli.read.rulebook import read_clauses
from lbpp_cli.render.derivation import Derivation
from lbpp_cli.render.layout import Page
from lbpp_cli.status import exit_status

if TYPE_CHECKING:
    from pathlib import Path


def run(path: Path, terms: Terms, bidder: str | None, *, strict: bool = False) -> int:
    """Print the derivation of an input, for one bidder or for all; gives the exit status.

    Raises:
        typer.BadParameter: there is no such bidder.

    """
    evaluation = evaluate_file(path, terms)
    if evaluation.award is None:
        complain([evaluation])
        return exit_status(evaluation)
    names = [entry.bid.bidder for entry in evaluation.bids]
    if bidder is not None:
        chosen = [name for name in names if same_bidder_key(name) == same_bidder_key(bidder)]
        if not chosen:
            near = nearest(bidder, names, cutoff=0.6)
            hint = f"Did you mean {near!r}?" if near else f"The bidders are {'; '.join(names)}."
            raise typer.BadParameter(f"there is no bidder {bidder!r}. {hint}", param_hint="--bidder")
        names = chosen
    clauses = read_clauses(programs.folder(terms.program.id))
    page = Page(*page_settings(sys.stdout))
    emit(Derivation(evaluation, terms.program, clauses, page).render(names))
    return exit_status(evaluation, strict=strict)
