"""The fields of a memo template: what each means, and its value for an evaluation."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.money import show_exact, show_money, show_percent
from lbpp_cli.render import award_words, words
from lbpp_cli.render import participation_words as told
from lbpp_cli.render.account import steps
from lbpp_cli.render.document import said
from lbpp_cli.render.drafting import STATED, contract_conditions, due, why_withheld
from lbpp_cli.render.memo import recommendations, subject

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lbpp_cli.findings import Finding
    from lbpp_cli.model import EvaluatedBid, SubcontractorCredit
    from lbpp_cli.parameters import MemoTexts
    from lbpp_cli.participation import Goal, LedgerLine
    from lbpp_cli.render.drafting import Draft

Row = dict[str, str | int | list[str]]
Value = str | bool | list[str] | list[Row]

FACTS = {
    "subject": "What the memo is about, in a line",
    "authority": "The authority whose program it is",
    "program": "The preference program",
    "rules": "The rules in force that were used",
    "procedure": "The part of the rules that the contract falls under",
    "solicitation_number": "Solicitation number; you fill it in where the tabulation does not state it",
    "solicitation_title": "Title; you fill it in where the tabulation does not state it",
    "department": "Department; you fill it in where the tabulation does not state it",
    "kind": "bid or proposal",
    "category": "services, goods or construction",
    "due": "When bids were due",
    "contract_value": "The contract value as estimated",
    "award_recommended": "Whether an award is recommended, for {% if award_recommended %}",
    "recommendations": "The recommendations in order; where no award is, what is to be decided",
    "why_no_award": "Why no award is recommended; empty where one is",
    "awardee": "The recommended contractor; says so where there is none",
    "contract_amount": "The quoted price of the recommended contractor; says so where there is none",
    "award": "The award and what the preference has to do with it",
    "low_bidder_before": "Who would be first without the preference",
    "cost_of_preference": "What the preference costs",
    "verdict": "What the award depends on, in a line",
    "waiver": "Why no preference applies; empty where one does",
    "certifications_checked": "Whether and as of when certifications were checked",
    "readings_used": "How each question that the rules leave open was read",
    "readings": "Whether another reading would change the award",
    "assumptions": "What was taken for granted",
    "pending": "Certifications that are not decided",
    "conditions": "What the rules ask of the contractor",
    "protest": "How to ask or protest",
}
LISTS = {
    "bids": (
        "The bids in their order after the preference, those that are not ranked last",
        {
            "bidder": "Bidder",
            "rank": "Rank after the preference; a dash where the bid is not ranked",
            "rank_before": "Rank before the preference",
            "quoted_price": "Quoted price",
            "bid_price": "Bid price, after the discounts that count",
            "score": "Score of a proposal",
            "certifications": "Certifications that counted",
            "standing": "Local standing",
            "preference_percent": "Preference in percent",
            "preference_value": "Preference in dollars",
            "points_added": "Preference in points",
            "evaluated_price": "Evaluated price, for evaluation only",
            "evaluated_score": "Evaluated score, for evaluation only",
            "reason": "Why the bid is not ranked",
            "steps": "How the preference came about, a list",
        },
    ),
    "subcontractors": (
        "The subcontractors of the ranked bids",
        {
            "bidder": "The bidder that names it",
            "name": "Subcontractor",
            "work": "Its work",
            "certifications": "Its certifications as marked",
            "cost": "Its cost",
            "share": "Its cost as a percent of the bid price",
            "earns": "What it earned the bid",
            "why": "Why it earned that",
        },
    ),
    "findings": (
        "What was found in the tabulation",
        {
            "severity": "warning or note",
            "code": "Code",
            "place": "Cell",
            "message": "What was found",
            "hint": "What to do",
        },
    ),
}
# Those of a program that measures participation.
OF_PARTICIPATION = {
    "goals": (
        "The goals of participation of each bid",
        {
            "bidder": "Bidder",
            "goal": "Goal",
            "required": "Percent that is required",
            "achieved": "Percent that is achieved",
            "dollars": "Dollars that count",
            "met": "Whether it is met",
            "clause": "Clause",
            "note": "What else there is to say of it",
        },
    ),
    "ledger": (
        "What each firm of a bid counts toward the goals",
        {
            "bidder": "The bidder that names it",
            "firm": "Firm",
            "role": "What it is to the bid",
            "amount": "Dollars of its work",
            "counted": "Dollars that count",
            "toward": "The goal that they count toward",
            "why": "Clause, and why no more counts",
        },
    ),
}
ALL_LISTS = LISTS | OF_PARTICIPATION


class Field(NamedTuple):
    """A field as ``lbpp memo --fields`` lists it. ``yours``: a person fills it in."""

    name: str
    meaning: str
    yours: bool = False


def listed(texts: MemoTexts) -> list[Field]:
    """Every field: those a person fills in, those of the evaluation, and the lists with their columns."""
    found = [Field(name, meaning, yours=True) for name, meaning in texts.fields.items()]
    found += [Field(name, meaning) for name, meaning in FACTS.items()]
    for name, (meaning, columns) in (ALL_LISTS if texts.participation else LISTS).items():
        found.append(Field(name, meaning))
        found += [Field(f"{name}.{column}", explained) for column, explained in columns.items()]
    return found


def context(draft: Draft) -> dict[str, Value]:
    """The value of each field."""
    fields = {name: draft.field(name).text for name in draft.texts.fields}
    return {**fields, **_facts(draft), **_lists(draft), **_of_participation(draft)}


def _facts(draft: Draft) -> dict[str, Value]:
    found, solicitation, texts, award = draft.evaluation, draft.solicitation, draft.texts, draft.evaluation.award
    none = "[no award is recommended]"
    recommended = award if draft.recommended else None
    register = found.case.tabulation.register if found.case else None
    known = {"due": due(solicitation), "register": register.file if register else ""}
    return {
        "subject": said(subject(draft)),
        "authority": texts.authority,
        "program": texts.name,
        "rules": words.rules(found.rules) if found.rules else "",
        "procedure": words.procedure(found.procedure) if found.procedure else "",
        **{name: draft.field(name).text for name in STATED},
        "kind": solicitation.kind,
        "category": solicitation.category or "",
        "due": due(solicitation),
        "contract_value": words.amount(solicitation.contract_value),
        "award_recommended": recommended is not None,
        "recommendations": [said(one) for one in recommendations(draft)],
        "why_no_award": [] if recommended else why_withheld(draft),
        "awardee": recommended.bidder or none if recommended else none,
        "contract_amount": words.amount(recommended.contract_amount) if recommended else none,
        "award": award_words.sentences(found, draft.program) if recommended else why_withheld(draft),
        "low_bidder_before": (award and award.low_bidder_before) or "–",
        "cost_of_preference": words.amount(award.cost_of_preference if award else None),
        "verdict": award_words.verdict(found),
        "waiver": words.waiver(found, draft.program),
        "certifications_checked": _said(draft, "checked" if register else "not_checked", known)[0],
        "readings_used": award_words.readings_chosen(found),
        "readings": award_words.readings_sentences(found),
        "assumptions": award_words.assumptions(found.assumptions),
        "pending": award_words.pending(found),
        "conditions": [said(one) for one in contract_conditions(draft)],
        "protest": _said(draft, "protest", {}),
    }


def _lists(draft: Draft) -> dict[str, Value]:
    entries = words.by_rank(draft.evaluation)
    return {
        "bids": [_bid(entry, draft) for entry in entries],
        "subcontractors": [
            _subcontractor(entry.bid.bidder, credit, draft)
            for entry in entries
            for credit in (entry.adjustment.credits if entry.adjustment else ())
        ],
        "findings": [_finding(one) for one in draft.evaluation.findings],
    }


def _of_participation(draft: Draft) -> dict[str, Value]:
    if not draft.texts.participation:
        return {}
    measured = told.measured(draft.evaluation)
    return {
        "goals": [_goal(entry.bid.bidder, goal) for entry, one in measured for goal in one.goals],
        "ledger": [_line(entry.bid.bidder, line) for entry, one in measured for line in one.ledger],
    }


def _said(draft: Draft, name: str, facts: Mapping[str, str]) -> list[str]:
    return [said(statement) for statement in draft.statements(name, facts)]


def _bid(entry: EvaluatedBid, draft: Draft) -> Row:
    bid, adjustment = entry.bid, entry.adjustment
    return {
        "bidder": bid.bidder,
        "rank": str(entry.rank_after or "–"),
        "rank_before": str(entry.rank_before or "–"),
        "quoted_price": words.amount(bid.quoted_price),
        "bid_price": words.amount(adjustment.bid_price if adjustment else None),
        "score": words.number(bid.score),
        "certifications": words.certified(adjustment.proved, draft.program) if adjustment else "–",
        "standing": draft.program.standings[adjustment.standing] if adjustment else "–",
        "preference_percent": show_percent(adjustment.percent) if adjustment and not adjustment.in_points else "–",
        "preference_value": words.amount(adjustment.value if adjustment else None),
        "points_added": words.number(adjustment.points if adjustment else None),
        "evaluated_price": words.amount(adjustment.evaluated_price if adjustment else None),
        "evaluated_score": words.number(adjustment.evaluated_score if adjustment else None),
        "reason": entry.reason or "",
        "steps": steps(entry, draft),
    }


def _subcontractor(bidder: str, credit: SubcontractorCredit, draft: Draft) -> Row:
    return {
        "bidder": bidder,
        "name": credit.subcontractor.name,
        "work": credit.subcontractor.work or "not stated",
        "certifications": words.certified(credit.subcontractor.certifications, draft.program),
        "cost": show_money(credit.subcontractor.cost),
        "share": f"{credit.share}%",
        "earns": show_percent(credit.credited),
        "why": words.earned(credit),
    }


def _goal(bidder: str, goal: Goal) -> Row:
    return {
        "bidder": bidder,
        "goal": goal.name,
        "required": told.required(goal),
        "achieved": f"{goal.achieved}%",
        "dollars": show_exact(goal.dollars),
        "met": told.met(goal),
        "clause": goal.clause,
        "note": goal.note or "",
    }


def _line(bidder: str, line: LedgerLine) -> Row:
    return {
        "bidder": bidder,
        "firm": line.firm,
        "role": line.role,
        "amount": show_money(line.amount),
        "counted": show_exact(line.counted),
        "toward": told.toward(line),
        "why": told.why(line),
    }


def _finding(found: Finding) -> Row:
    return {
        "severity": found.severity,
        "code": found.code,
        "place": found.place,
        "message": found.message,
        "hint": found.hint,
    }
