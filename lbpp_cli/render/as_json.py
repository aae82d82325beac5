"""An evaluation as JSON, schema ``lbpp.evaluation/1``: money and percent are decimal strings, keys always present."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from lbpp_cli.money import plain, plain_exact, plain_money
from lbpp_cli.participation import certifications_of
from lbpp_cli.render import award_words
from lbpp_cli.render.receipt import receipt_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lbpp_cli.findings import Finding
    from lbpp_cli.model import (
        EvaluatedBid,
        Evaluation,
        OutreachUsed,
        Solicitation,
        Subcontractor,
        SubcontractorCredit,
    )
    from lbpp_cli.participation import Participation

SCHEMA = "lbpp.evaluation/1"


def render(evaluation: Evaluation) -> str:
    """One evaluation as an indented object."""
    return json.dumps(as_object(evaluation), ensure_ascii=False, indent=2) + "\n"


def render_lines(evaluations: Sequence[Evaluation]) -> str:
    """One object a line."""
    lines = [json.dumps(as_object(evaluation), ensure_ascii=False) for evaluation in evaluations]
    return "".join(f"{line}\n" for line in lines)


def as_object(evaluation: Evaluation) -> dict[str, Any]:
    """The evaluation in the types of JSON."""
    rules, award = evaluation.rules, evaluation.award
    return {
        "schema": SCHEMA,
        "program": evaluation.program,
        "rules": {"version": str(rules.version), "sha256": rules.book.file.sha256} if rules else None,
        "tool": {"name": "lbpp", "version": evaluation.version},
        "input": [{"file": file.file, "sha256": file.sha256} for file in evaluation.files],
        "receipt": _receipt(evaluation),
        "solicitation": _solicitation(evaluation.solicitation, evaluation),
        "bids": [_bid(entry) for entry in evaluation.bids],
        "award": None
        if award is None
        else {
            "decision": award.decision,
            "bidder": award.bidder,
            "tied": list(award.tied),
            "contract_amount": money(award.contract_amount),
            "low_bidder_before": award.low_bidder_before,
            "changed_by_preference": award.changed_by_preference,
            "cost_of_preference": money(award.cost_of_preference),
        },
        "readings": [
            {"id": used.id, "chosen": used.chosen, "award_changes_under": list(used.award_changes_under)}
            for used in evaluation.readings
        ],
        "reading_combinations": {
            "tried": evaluation.readings_tried,
            "changing": [
                {"readings": dict(changed.readings), "first": list(changed.first)} for changed in evaluation.changed_by
            ],
        },
        "assumptions": [
            {"text": assumption.text, "award_changes_without_it": assumption.award_changes_without_it}
            for assumption in evaluation.assumptions
        ],
        "pending": [
            {
                "bidder": one.bidder,
                "firm": one.firm,
                "certification": one.certification,
                "text": one.text,
                "first_if_approved": None if one.first_if_approved is None else list(one.first_if_approved),
            }
            for one in evaluation.pending
        ],
        "outreach": _outreach(evaluation.outreach),
        "verdict": award_words.verdict(evaluation) or None,
        "findings": [finding_object(finding) for finding in evaluation.findings],
    }


def _outreach(used: OutreachUsed | None) -> dict[str, Any] | None:
    return used and {
        "program": used.program,
        "rules": {"version": used.rules_version, "sha256": used.rules_sha256},
        "readings": dict(used.readings),
        "bidders": [
            {
                "bidder": one.bidder,
                "responsive": one.responsive,
                "open": one.is_open,
                "ranked_but_for_it": one.was_ranked,
                "reason": one.reason or None,
            }
            for one in used.outcomes
        ],
        "award_goes_away_from": list(used.away_from),
        "award_goes_away_next": list(used.away_next),
        "award_turns_on": list(used.turning),
        "award_turns_next_on": list(used.turning_next),
        "remedies": [{"clause": clause, "text": text} for clause, text in used.remedies],
    }


def _receipt(evaluation: Evaluation) -> dict[str, Any] | None:
    receipt = receipt_of(evaluation)
    return receipt and receipt._asdict() | {"inputs": [one._asdict() for one in receipt.inputs]}


def money(amount: Decimal | None) -> str | None:
    """Dollars as a decimal text."""
    return None if amount is None else plain_money(amount)


def number(figure: Decimal | None) -> str | None:
    """A percent, a score or points as a decimal text."""
    return None if figure is None else plain(figure)


def _solicitation(solicitation: Solicitation | None, evaluation: Evaluation) -> dict[str, Any] | None:
    if solicitation is None:
        return None
    return {
        "number": solicitation.number,
        "title": solicitation.title,
        "department": solicitation.department,
        "kind": solicitation.kind,
        "category": solicitation.category,
        "contract_value": money(solicitation.contract_value),
        "procedure": evaluation.procedure.id if evaluation.procedure else None,
        "due": str(solicitation.due) if solicitation.due else None,
        "due_time": f"{solicitation.due_time:%H:%M}" if solicitation.due_time else None,
        "total_points": number(solicitation.total_points),
        "waiver": solicitation.waiver,
        "waiver_document": solicitation.waiver_document,
        "items": solicitation.items,
        "cash_discount_counted": solicitation.cash_discount_counted,
        "cash_discount_minimum_days": solicitation.cash_discount_minimum_days,
        "combined_discount_allowed": solicitation.combined_discount_allowed,
        "own": stated_object(solicitation.stated),
        "work_recorded": evaluation.case.tabulation.work_recorded if evaluation.case else None,
    }


def _bid(entry: EvaluatedBid) -> dict[str, Any]:
    bid, adjustment, proved = entry.bid, entry.adjustment, proved_of(entry)
    return {
        "bidder": bid.bidder,
        "status": entry.status,
        "reason": entry.reason,
        "excluded": entry.excluded,
        "quoted_price": money(bid.quoted_price),
        "bid_price": money(adjustment.bid_price) if adjustment else None,
        "score": number(bid.score),
        "standing": adjustment.standing if adjustment else None,
        "preference_percent": number(adjustment.percent) if adjustment and not adjustment.in_points else None,
        "preference_value": money(adjustment.value) if adjustment else None,
        "evaluated_price": money(adjustment.evaluated_price) if adjustment else None,
        "points_added": number(adjustment.points) if adjustment else None,
        "evaluated_score": number(adjustment.evaluated_score) if adjustment else None,
        "rank_before": entry.rank_before,
        "rank_after": entry.rank_after,
        "steps": [
            {
                "percent": None if adjustment.in_points else plain(step.percent),
                "points": plain(step.percent) if adjustment.in_points else None,
                "clause": step.clause,
                "text": step.text,
            }
            for step in adjustment.steps
        ]
        if adjustment
        else [],
        "subcontractors": [_credit(credit) for credit in adjustment.credits]
        if adjustment and adjustment.credits
        else [_uncredited(one, entry.participation) for one in bid.subcontractors],
        "price_steps": [
            {
                "text": step.text,
                "percent": plain(step.percent),
                "amount": plain_money(step.amount),
                "price": plain_money(step.price),
                "clause": step.clause,
                "not_counted": step.not_counted,
            }
            for step in (adjustment.price_steps if adjustment else ())
        ],
        "certifications": {
            "marked": sorted(bid.certifications),
            "counted": None if proved is None else sorted(proved),
        },
        "stated": {
            "submitted": str(bid.submitted) if bid.submitted else None,
            "county_work_percent": number(bid.county_work),
            "city_work_percent": number(bid.city_work),
            "role": bid.role,
            "cash_discount_percent": number(bid.cash_discount),
            "cash_discount_days": bid.cash_discount_days,
            "combined_discount_percent": number(bid.combined_discount),
            "local_status": bid.local_status,
        },
        "notes": list(adjustment.notes) if adjustment else [],
        "participation": participation_object(entry.participation),
        "own": stated_object(bid.stated),
        "file": bid.source.file,
        "cells": dict(bid.source.cells),
    }


def proved_of(entry: EvaluatedBid) -> frozenset[str] | None:
    """The certifications of a bidder that counted; None where nothing was decided."""
    adjustment = entry.adjustment
    return adjustment.proved if adjustment else certifications_of(entry.participation, entry.bid.source)


def participation_object(participation: Participation | None) -> dict[str, Any] | None:
    """The participation of a bid in the types of JSON."""
    return participation and {
        "base": plain_money(participation.base),
        "base_text": participation.base_text,
        "goals": goals(participation),
        "ledger": [
            {
                "firm": line.firm,
                "role": line.role,
                "amount": plain_money(line.amount),
                "counted": plain_exact(line.counted),
                "toward": line.toward,
                "certifications": sorted(line.certifications),
                "clause": line.clause,
                "note": line.note,
                "own": stated_object(dict(line.own)),
                "cell": line.source.cell(line.field) if line.source else None,
            }
            for line in participation.ledger
        ],
    }


def goals(participation: Participation) -> list[dict[str, Any]]:
    """The goals of a bid, and how far it reaches them, in the types of JSON."""
    return [
        {
            "goal": goal.name,
            "required_percent": number(goal.required),
            "achieved_percent": str(goal.achieved),
            "dollars": plain_exact(goal.dollars),
            "met": goal.met,
            "clause": goal.clause,
            "note": goal.note,
        }
        for goal in participation.goals
    ]


def stated_object(stated: Mapping[str, object]) -> dict[str, Any]:
    """What a program's own fields hold, in the types of JSON."""
    return {
        field: plain(value) if isinstance(value, Decimal) else value if isinstance(value, (bool, int)) else str(value)
        for field, value in stated.items()
    }


def _credit(credit: SubcontractorCredit) -> dict[str, Any]:
    earned = {
        "share_percent": str(credit.share),
        "tenths": credit.tenths,
        "credited_percent": plain(credit.credited),
        "clause": credit.clause,
        "note": credit.note,
    }
    return _subcontractor(credit.subcontractor, earned, credit.proved)


def _uncredited(subcontractor: Subcontractor, participation: Participation | None) -> dict[str, Any]:
    """A subcontractor of a bid that is not ranked, or of a program that gives no credit for each of them."""
    nothing = dict.fromkeys(("share_percent", "tenths", "credited_percent", "clause", "note"))
    return _subcontractor(subcontractor, nothing, certifications_of(participation, subcontractor.source))


def _subcontractor(
    subcontractor: Subcontractor, earned: Mapping[str, object], proved: frozenset[str] | None
) -> dict[str, Any]:
    return {
        "name": subcontractor.name,
        "work": subcontractor.work,
        "cost": plain_money(subcontractor.cost),
        **earned,
        "own": stated_object(subcontractor.stated) if subcontractor.stated else {},
        "certifications": {
            "marked": sorted(subcontractor.certifications),
            "counted": None if proved is None else sorted(proved),
        },
        "file": subcontractor.source.file,
        "cells": dict(subcontractor.source.cells),
    }


def finding_object(finding: Finding) -> dict[str, str]:
    """A finding in the types of JSON."""
    return {
        "code": finding.code,
        "severity": finding.severity,
        "file": finding.file,
        "cell": finding.cell,
        "message": finding.message,
        "hint": finding.hint,
    }
