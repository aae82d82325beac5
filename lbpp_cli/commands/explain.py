"""``lbpp explain``: the whole derivation in sentences."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from lbpp_cli import programs
from lbpp_cli.commands.evaluate import bidder_named, complain
from lbpp_cli.commands.output import emit, page_settings
from lbpp_cli.from_files import Terms, evaluate_file
from lbpp_cli.read.rulebook import read_clauses
from lbpp_cli.render.derivation import Derivation
from lbpp_cli.render.layout import Page
from lbpp_cli.status import exit_status

if TYPE_CHECKING:
    from pathlib import Path


def run(path: Path, terms: Terms, bidder: str | None) -> int:
    """Print the derivation of an input, for one bidder or for all; gives the exit status.

    Raises:
        typer.BadParameter: there is no such bidder.

    """
    evaluation = evaluate_file(path, terms)
    if evaluation.award is None or evaluation.rules is None:
        complain([evaluation])
        return exit_status(evaluation)
    names = [entry.bid.bidder for entry in evaluation.bids] if bidder is None else [bidder_named(evaluation, bidder)]
    clauses = read_clauses(programs.folder(evaluation.program), evaluation.rules)
    page = Page(*page_settings(sys.stdout))
    emit(Derivation(evaluation, programs.load(evaluation.program), clauses).render(names, page))
    return exit_status(evaluation)
