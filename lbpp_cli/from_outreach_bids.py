"""An evaluation of the bids of those alone whose outreach does not fail, and what the award has to do with that."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lbpp_cli.evaluate import evaluate
from lbpp_cli.from_outreach import judge_files
from lbpp_cli.model import OUTREACH, Evaluation, OutreachUsed
from lbpp_cli.outreach import NO
from lbpp_cli.outreach_bids import screened

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from lbpp_cli.findings import Finding
    from lbpp_cli.from_files import OutreachFile, Terms
    from lbpp_cli.model import Tabulation
    from lbpp_cli.outreach import Decisions, Program
    from lbpp_cli.outreach_bids import Screened


def evaluate_with_outreach(
    tabulation: Tabulation, terms: Terms, outreach: OutreachFile, today: date, findings: Iterable[Finding]
) -> Evaluation:
    """Evaluate a tabulation with the outreach of its bidders. Errors in the outreach are errors of the input.

    Raises:
        UnreadableFileError: the outreach cannot be read.

    """
    judged = judge_files([outreach.path], outreach.terms)
    files = (*tabulation.files, *(replace(file, role=OUTREACH) for file in judged.files))
    tabulation = replace(tabulation, files=files)
    found = [*findings, *judged.findings]
    if judged.decisions is None:
        # The errors of the tabulation come out with those of the outreach; nothing is evaluated.
        return evaluate(tabulation, terms.program, terms.book, today, terms.readings, found)
    result = screened(tabulation, judged.decisions)
    found += result.findings
    evaluation = evaluate(result.tabulation, terms.program, terms.book, today, terms.readings, found)
    if evaluation.award is None:
        return evaluation
    used = _used(judged.program, judged.decisions, result)
    away, turning = _effect(tabulation, result, evaluation, terms, today)
    return replace(evaluation, outreach=used._replace(away_from=away, turning=turning))


def _used(program: Program, decisions: Decisions, result: Screened) -> OutreachUsed:
    rules = decisions.rules
    return OutreachUsed(
        program.id,
        rules.book.title,
        str(rules.version),
        rules.book.file.sha256,
        decisions.readings,
        result.outcomes,
        program.remedies,
    )


def _effect(
    before: Tabulation, result: Screened, evaluation: Evaluation, terms: Terms, today: date
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """From whom the award goes away for its outreach, and on whose open outreach it turns.

    Each bidder is looked at alone: with its bid ranked after all, or left out after all.
    """
    given = {bid.bidder: bid for bid in before.bids}
    outcome = evaluation.award.outcome if evaluation.award else ()
    away, turning = [], []
    for one in result.outcomes:
        left_out = one.responsive == NO and one.was_ranked
        if not left_out and not one.open:
            continue
        other = given[one.bidder] if left_out else replace(given[one.bidder], responsive=False)
        bids = tuple(other if bid.bidder == one.bidder else bid for bid in result.tabulation.bids)
        tabulation = replace(result.tabulation, bids=bids)
        award = evaluate(tabulation, terms.program, terms.book, today, terms.readings).award
        if award is None:
            continue
        if left_out and one.bidder in award.outcome:
            away.append(one.bidder)
        if one.open and award.outcome != outcome:
            turning.append(one.bidder)
    return tuple(away), tuple(turning)
