"""``lbpp whatif``: break-evens, or the evaluation before and after changes."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import typer

from lbpp_cli.commands.evaluate import complain
from lbpp_cli.commands.output import emit, page_settings
from lbpp_cli.evaluate import evaluate
from lbpp_cli.from_files import Terms, evaluate_file
from lbpp_cli.model import AWARD
from lbpp_cli.read.changes import ChangeError, changed
from lbpp_cli.render import comparison
from lbpp_cli.render.layout import Page
from lbpp_cli.status import exit_status
from lbpp_cli.whatif import WhatIf

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def run(path: Path, terms: Terms, changes: Sequence[str]) -> int:
    """Print the break-evens of an input, or with changes its evaluation before and after; gives the exit status.

    Raises:
        typer.BadParameter: a change names nothing that is known.

    """
    before = evaluate_file(path, terms)
    page = Page(*page_settings(sys.stdout))
    if before.case is None:
        complain([before])
        return exit_status(before)
    terms = terms.named(before.program)
    if not changes:
        ranked = [entry for entry in before.bids if entry.adjustment is not None]
        winner = before.award.bidder if before.award and before.award.decision == AWARD else None
        what = WhatIf(before, terms.program)
        headroom = next((what.headroom(entry.bid) for entry in ranked if entry.bid.bidder == winner), None)
        left_out = [entry for entry in before.bids if entry.adjustment is None and entry.participation is not None]
        others = sorted(
            (entry for entry in ranked if entry.bid.bidder != winner), key=lambda entry: entry.rank_after or 0
        )
        others += left_out
        emit(
            comparison.break_evens(before, headroom, [what.chances(entry.bid) for entry in others], terms.program, page)
        )
        return exit_status(before)
    tabulation = before.case.tabulation
    for change in changes:
        try:
            tabulation = changed(tabulation, change, terms.program.form)
        except ChangeError as error:
            raise typer.BadParameter(f"{error} {error.hint}", param_hint="--set") from None
    today = date.today()  # noqa: DTZ011  the day at the buyer's place
    after = evaluate(tabulation, terms.program, terms.book, today, terms.readings)
    if before.outreach is not None:
        from lbpp_cli.from_outreach_bids import with_effect

        after = with_effect(replace(after, outreach=before.outreach), terms, today)
    if after.case is None:
        complain([after])
        return exit_status(after)
    emit(comparison.side_by_side(before, after, changes, terms.program, page))
    return exit_status(after)
