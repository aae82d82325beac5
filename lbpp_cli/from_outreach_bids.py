"""An evaluation of the bids of those alone whose outreach does not fail, and what the award has to do with that."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lbpp_cli.evaluate import evaluate
from lbpp_cli.from_outreach import judge_files
from lbpp_cli.model import Evaluation, OutreachUsed
from lbpp_cli.outreach.bids import screened
from lbpp_cli.outreach.decisions import NO

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from lbpp_cli.findings import Finding
    from lbpp_cli.from_files import OutreachFiles, Terms
    from lbpp_cli.model import Bid, Tabulation
    from lbpp_cli.outreach.bids import Screened
    from lbpp_cli.outreach.decisions import Decisions, Program


def evaluate_with_outreach(
    tabulation: Tabulation, terms: Terms, outreach: OutreachFiles, today: date, findings: Iterable[Finding]
) -> Evaluation:
    """Evaluate a tabulation with the outreach of its bidders. Errors in the outreach are errors of the input.

    Raises:
        UnreadableFileError: the outreach cannot be read.

    """
    judged = judge_files(outreach.paths, outreach.terms)
    tabulation = replace(tabulation, files=(*tabulation.files, *judged.files))
    found = [*findings, *judged.findings]
    if judged.decisions is None:
        # The errors of the tabulation come out with those of the outreach; nothing is evaluated.
        return evaluate(tabulation, terms.program, terms.book, today, terms.readings, found)
    result = screened(tabulation, judged.decisions)
    found += result.findings
    evaluation = evaluate(result.tabulation, terms.program, terms.book, today, terms.readings, found)
    if evaluation.award is None:
        return evaluation
    used = _used(judged.program, judged.decisions, result, month_first=outreach.terms.month_first)
    return with_effect(replace(evaluation, outreach=used), terms, today)


def _used(program: Program, decisions: Decisions, result: Screened, *, month_first: bool) -> OutreachUsed:
    rules = decisions.rules
    return OutreachUsed(
        program.id,
        rules.book.title,
        str(rules.version),
        rules.book.file.sha256,
        decisions.readings,
        result.outcomes,
        program.remedies,
        month_first=month_first,
    )


def with_effect(evaluation: Evaluation, terms: Terms, today: date) -> Evaluation:
    """With from whom the award goes away for its outreach, and on whose open outreach it turns.

    Each bidder is looked at alone, with its bid ranked after all, or left out after all; and then those that are first,
    or turn the award, only once the others are decided against.
    """
    used, award, case = evaluation.outreach, evaluation.award, evaluation.case
    if used is None or award is None or case is None:
        return evaluation
    given = {bid.bidder: bid for bid in case.tabulation.bids}

    def first_with(others: Iterable[Bid]) -> tuple[str, ...]:
        """Who would be first, or tied, with these bids in place of those of the same bidders."""
        changed = {bid.bidder: bid for bid in others}
        bids = tuple(changed.get(bid.bidder, bid) for bid in case.tabulation.bids)
        found = evaluate(replace(case.tabulation, bids=bids), terms.program, terms.book, today, terms.readings).award
        return found.outcome if found else ()

    here = [one for one in used.outcomes if one.bidder in given and one.was_ranked]
    heard = [
        given[one.bidder]._replace(responsive=True)
        for one in here
        if one.responsive == NO and not given[one.bidder].responsive
    ]
    away = [bid for bid in heard if bid.bidder in first_with([bid])]
    together = first_with(heard) if len(away) > 1 else ()
    before = [bid.bidder for bid in away if bid.bidder in together] or [bid.bidder for bid in away]
    after = [bid.bidder for bid in away if bid.bidder not in before]

    left = [given[one.bidder]._replace(responsive=not given[one.bidder].responsive) for one in here if one.is_open]
    turning: list[list[Bid]] = []
    flipped: list[Bid] = []
    outcome = award.outcome
    while more := [bid for bid in left if bid not in flipped and first_with([*flipped, bid]) != outcome]:
        turning.append(more)
        flipped += more
        outcome = first_with(flipped)
    alone, *later = [[bid.bidder for bid in found] for found in turning] or [[]]
    return replace(
        evaluation,
        outreach=used._replace(
            away_from=(*before, *after),
            away_next=tuple(after),
            turning=tuple(alone),
            turning_next=tuple(name for names in later for name in names),
        ),
    )
