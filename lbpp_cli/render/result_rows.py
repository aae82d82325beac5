"""Evaluations as rows of the results tables. :mod:`lbpp_cli.render.kept_rows` takes the same rows from their JSON."""

from __future__ import annotations

from functools import lru_cache
from json import JSONEncoder
from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.findings import ERROR, UNREADABLE, WARNING
from lbpp_cli.money import plain, plain_exact, plain_money
from lbpp_cli.participation import certifications_of
from lbpp_cli.render import award_words
from lbpp_cli.render.as_json import finding_object, goals, money, number, proved_of, stated_object
from lbpp_cli.results import BROKE_OFF, EVALUATED, NEEDS_A_PERSON, REFUSED, TIMED_OUT
from lbpp_cli.results import UNREADABLE as NOT_READ
from lbpp_cli.status import NEEDS_A_PERSON as NEEDS_A_PERSON_STATUS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lbpp_cli.model import Award, EvaluatedBid, Evaluation, Solicitation, Subcontractor, SubcontractorCredit
    from lbpp_cli.participation import LedgerLine, Participation

Value = str | int | bool | None
Row = tuple[Value, ...]


class Rows(NamedTuple):
    """The rows that one evaluation gives, for each table."""

    bids: list[Row]
    files: list[Row]
    subcontractors: list[Row]
    ledger: list[Row]


def rows_of(evaluation: Evaluation, exit_status: int) -> Rows:
    """The rows of an evaluation, and of the exit status that it led to."""
    subcontractors: list[Row] = []
    ledger: list[Row] = []
    key = _key(evaluation)
    for entry in evaluation.bids:
        of_bid = (*key, entry.bid.bidder)
        subcontractors += [of_bid + row for row in _subcontractors(entry)]
        if entry.participation:
            ledger += [of_bid + _ledger_line(line) for line in entry.participation.ledger]
    return Rows(bid_rows(evaluation), [file_row(evaluation, exit_status)], subcontractors, ledger)


def _key(evaluation: Evaluation) -> tuple[str, str | None]:
    """What the rows of one evaluation begin with: its file, and the number of its solicitation."""
    return evaluation.files[0].file, evaluation.solicitation.number if evaluation.solicitation else None


def status_of(evaluation: Evaluation, exit_status: int) -> str:
    """What became of a file, in a word."""
    return status_by((found.code for found in evaluation.findings), exit_status, judged=evaluation.award is not None)


def status_by(codes: Iterable[str], exit_status: int, *, judged: bool) -> str:
    """The same by the codes of the findings; ``judged``: whether the evaluation came to an award."""
    if judged:
        return NEEDS_A_PERSON if exit_status == NEEDS_A_PERSON_STATUS else EVALUATED
    found = set(codes)
    return next(
        (status for status in (TIMED_OUT, BROKE_OFF) if status in found), NOT_READ if found & UNREADABLE else REFUSED
    )


def file_row(evaluation: Evaluation, exit_status: int) -> Row:
    """The row of the table of files."""
    file, rules, found = evaluation.files[0], evaluation.rules, evaluation.findings
    severities = [one.severity for one in found]
    return (
        file.file,
        file.sha256,
        status_of(evaluation, exit_status),
        exit_status,
        evaluation.program,
        str(rules.version) if rules else None,
        *_solicitation(evaluation.solicitation, evaluation),
        len(evaluation.bids),
        sum(entry.rank_after is not None for entry in evaluation.bids),
        *_award(evaluation.award),
        award_words.verdict(evaluation) or None,
        _readings(tuple((used.id, used.chosen) for used in evaluation.readings)) if evaluation.readings else None,
        severities.count(ERROR),
        severities.count(WARNING),
        in_json([finding_object(one) for one in found]) if found else None,
    )


def _solicitation(solicitation: Solicitation | None, evaluation: Evaluation) -> Row:
    if solicitation is None:
        return (None,) * 17
    return (
        solicitation.number,
        solicitation.title,
        solicitation.department,
        solicitation.kind,
        solicitation.category,
        evaluation.procedure.id if evaluation.procedure else None,
        money(solicitation.contract_value),
        str(solicitation.due) if solicitation.due else None,
        str(evaluation.as_of) if evaluation.rules and evaluation.award else None,
        number(solicitation.total_points),
        solicitation.items,
        solicitation.cash_discount_counted,
        solicitation.cash_discount_minimum_days,
        solicitation.combined_discount_allowed,
        solicitation.waiver,
        evaluation.case.tabulation.work_recorded if evaluation.case else None,
        in_json(stated_object(solicitation.stated)) if solicitation.stated else None,
    )


def _award(award: Award | None) -> Row:
    if award is None:
        return (None,) * 7
    return (
        award.decision,
        award.bidder,
        in_json(award.tied) if award.tied else None,
        money(award.contract_amount),
        award.low_bidder_before,
        award.changed_by_preference,
        money(award.cost_of_preference),
    )


def bid_rows(evaluation: Evaluation) -> list[Row]:
    """The rows of the table of bids."""
    key, winner = _key(evaluation), evaluation.award.bidder if evaluation.award else None
    return [_bid(entry, key, winner, evaluation.program) for entry in evaluation.bids]


def _bid(entry: EvaluatedBid, key: tuple[str, str | None], winner: str | None, program: str) -> Row:
    bid, adjustment, participation = entry.bid, entry.adjustment, entry.participation
    price, marked, proved = money(bid.quoted_price), names(bid.certifications), proved_of(entry)
    same_price = adjustment is not None and adjustment.bid_price is bid.quoted_price  # no discount
    return (
        *key,
        bid.bidder,
        entry.status,
        price,
        price if same_price else plain_money(adjustment.bid_price) if adjustment else None,
        number(bid.score),
        plain(adjustment.percent) if adjustment and not adjustment.in_points else None,
        money(adjustment.value) if adjustment else None,
        money(adjustment.evaluated_price) if adjustment else None,
        number(adjustment.evaluated_score) if adjustment else None,
        entry.rank_before,
        entry.rank_after,
        bid.bidder == winner,
        program,
        entry.reason,
        entry.excluded,
        adjustment.standing if adjustment else None,
        marked,
        marked if proved is bid.certifications else names(proved),
        str(bid.submitted) if bid.submitted else None,
        number(bid.county_work),
        number(bid.city_work),
        bid.role,
        number(bid.cash_discount),
        bid.cash_discount_days,
        number(bid.combined_discount),
        bid.local_status,
        number(adjustment.points) if adjustment else None,
        plain_money(participation.base) if participation else None,
        in_json(goals(participation)) if participation else None,
        in_json(stated_object(bid.stated)) if bid.stated else None,
    )


def _subcontractors(entry: EvaluatedBid) -> list[Row]:
    adjustment = entry.adjustment
    if adjustment and adjustment.credits:
        return [_credited(credit) for credit in adjustment.credits]
    return [_uncredited(one, entry.participation) for one in entry.bid.subcontractors]


def _credited(credit: SubcontractorCredit) -> Row:
    one, share, _, tenths, credited, clause, note, proved = credit
    _, name, cost, work, certifications, _, stated = one
    marked = names(certifications)
    return (
        name,
        work,
        plain_money(cost),
        marked,
        marked if proved is certifications else names(proved),
        str(share),
        tenths,
        plain(credited),
        clause,
        note,
        in_json(stated_object(stated)) if stated else None,
    )


def _uncredited(one: Subcontractor, participation: Participation | None) -> Row:
    """A subcontractor of a bid that is not ranked, or of a program that gives no credit for each of them."""
    proved = certifications_of(participation, one.source) or frozenset()
    return (
        one.name,
        one.work,
        plain_money(one.cost),
        names(one.certifications),
        names(proved),
        *((None,) * 5),
        in_json(stated_object(one.stated)) if one.stated else None,
    )


def _ledger_line(line: LedgerLine) -> Row:
    return (
        line.firm,
        line.role,
        plain_money(line.amount),
        plain_exact(line.counted),
        line.toward,
        names(line.certifications),
        line.clause,
        line.note,
        in_json(stated_object(dict(line.own))) if line.own else None,
    )


@lru_cache  # a program has few certifications
def names(certifications: frozenset[str] | None) -> str | None:
    """Certifications in one cell; blank where there are none, None where nothing was decided."""
    return None if certifications is None else " ".join(sorted(certifications))


@lru_cache  # they are the same for all files of a batch
def _readings(chosen: tuple[tuple[str, str], ...]) -> str:
    return in_json(dict(chosen))


in_json = JSONEncoder(ensure_ascii=False).encode
