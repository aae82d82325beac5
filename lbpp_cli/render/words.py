"""The sentences and short texts that more than one output form uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.model import PROPOSAL
from lbpp_cli.money import plain, show_money, show_percent

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from lbpp_cli.findings import Finding
    from lbpp_cli.model import (
        Adjustment,
        EvaluatedBid,
        Evaluation,
        PriceStep,
        Procedure,
        Solicitation,
        SubcontractorCredit,
    )
    from lbpp_cli.parameters import Rules
    from lbpp_cli.programs import Program


def listed(names: Sequence[str]) -> str:
    """Names as a sentence lists them: ``A, B and C``."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def ended(sentence: str) -> str:
    """A sentence with its full stop, also where it ends with a name such as ``Inc.``."""
    return sentence if sentence.endswith(".") else f"{sentence}."


def certified(held: frozenset[str], program: Program) -> str:
    """Certifications in the program's order."""
    return " ".join(name for name in program.certifications if name in held) or "–"


def movement(entry: EvaluatedBid) -> str:
    """How far the preference moved a bid: ``▲2`` is two ranks better."""
    if entry.rank_before is None or entry.rank_after is None:
        return ""
    gained = entry.rank_before - entry.rank_after
    return f"▲{gained}" if gained > 0 else f"▼{-gained}" if gained < 0 else "–"


def standing_cells(entry: EvaluatedBid | None) -> list[str]:
    """Rank, percent and evaluated price or score of a bid, for tables that compare evaluations."""
    adjustment = entry.adjustment if entry else None
    if entry is None or adjustment is None:
        return ["–", "–", "–"]
    score = adjustment.evaluated_score
    compared = amount(adjustment.evaluated_price) if score is None else number(score)
    return [str(entry.rank_after), preference(adjustment.percent, adjustment), compared]


def by_rank(evaluation: Evaluation) -> list[EvaluatedBid]:
    """The bids in their order after the preference, those that are not ranked last."""
    return sorted(evaluation.bids, key=lambda entry: (entry.rank_after is None, entry.rank_after))


def is_proposal(evaluation: Evaluation) -> bool:
    """Whether scores are compared, not prices."""
    return evaluation.solicitation is not None and evaluation.solicitation.kind == PROPOSAL


def quoted(evaluation: Evaluation) -> str:
    """What the amount of a bid is called."""
    return "Proposed total cost" if is_proposal(evaluation) else "Quoted price"


def heading(solicitation: Solicitation) -> str:
    """The solicitation in a line: number and title."""
    return "  ".join(filter(None, [solicitation.number, solicitation.title])) or "Solicitation without number or title"


def due(solicitation: Solicitation) -> str:
    """The bid due date, with the time where one is stated."""
    if solicitation.due is None:
        return "not stated"
    return f"{solicitation.due} {solicitation.due_time:%H:%M}" if solicitation.due_time else str(solicitation.due)


def circumstances(solicitation: Solicitation) -> str:
    """Department, kind, category and due date."""
    when = f"due {due(solicitation)}" if solicitation.due else "due date not stated"
    parts = [solicitation.department, f"{solicitation.kind.capitalize()}s", solicitation.category, when]
    return " · ".join(filter(None, parts))


def amount(money: Decimal | None) -> str:
    """Dollars for people, a dash where there are none."""
    return "–" if money is None else show_money(money)


def number(figure: Decimal | None) -> str:
    """A score for people, a dash where there is none."""
    return "–" if figure is None else plain(figure)


def preference(figure: Decimal, adjustment: Adjustment) -> str:
    """What a step or a whole preference amounts to: a percentage, or points where the program gives points."""
    if not adjustment.in_points:
        return show_percent(figure)
    return f"{plain(figure)} {'point' if figure == 1 else 'points'}"


def price_step(step: PriceStep) -> str:
    """A discount in a line: what it is, and the price after it; or why it is not counted."""
    percent = f"{show_percent(step.percent)} {step.text.lower()} ({step.clause})"
    if step.not_counted:
        return f"{percent} not counted: {step.not_counted}"
    return f"{percent}: {show_money(step.price + step.amount)} - {show_money(step.amount)} = {show_money(step.price)}"


def effect(entry: EvaluatedBid, evaluation: Evaluation) -> str:
    """The arithmetic from a bid's percent to what it is compared by."""
    adjustment = entry.adjustment
    if adjustment is None:
        return ""
    percent = preference(adjustment.percent, adjustment)
    if adjustment.in_points:
        return f"evaluated score {number(entry.bid.score)} + {percent} = {number(adjustment.evaluated_score)}"
    if adjustment.value is None:
        total = evaluation.solicitation.total_points if evaluation.solicitation else None
        return (
            f"{percent} of {number(total)} points = {number(adjustment.points)}; "
            f"evaluated score {number(entry.bid.score)} + {number(adjustment.points)} = "
            f"{number(adjustment.evaluated_score)}"
        )
    value = adjustment.value_note or f"{percent} of {show_money(adjustment.bid_price)} = {show_money(adjustment.value)}"
    return f"{value}; evaluated price {amount(adjustment.evaluated_price)}"


def earned(credit: SubcontractorCredit) -> str:
    """Why a subcontractor earned what it did."""
    return credit.note or f"{credit.tenths} × {show_percent(credit.step)} ({credit.clause})"


def waiver(evaluation: Evaluation, program: Program) -> str:
    """Why no preference applies, if none does."""
    solicitation = evaluation.solicitation
    if solicitation is None or solicitation.waiver is None:
        return ""
    return program.waiver_text(solicitation.waiver, solicitation.waiver_document)


def has_preference(evaluation: Evaluation, program: Program) -> bool:
    """Whether a preference can have had to do with the ranking: the program has one, and it is not waived."""
    return program.has_preference and not waiver(evaluation, program)


def rules(used: Rules) -> str:
    """The rules that an evaluation followed."""
    return f"{used.book.title}: rules in force from {used.version}"


def procedure(followed: Procedure) -> str:
    """The part of the rules that a contract falls under, as it begins a line."""
    return followed.text[:1].upper() + followed.text[1:]


def not_ranked(entry: EvaluatedBid) -> str:
    """A bid that is not ranked, with its price and the reason."""
    price = f", {show_money(entry.bid.quoted_price)}" if entry.bid.quoted_price is not None else ""
    return f"{entry.bid.bidder}{price}: {entry.reason or 'no reason given'}"


def ranking(evaluation: Evaluation, program: Program) -> tuple[list[str], list[list[str]]]:
    """The table of the ranked bids in their order after the preference: five columns of text, then figures."""
    headings = ["Rank", "Was", "Move", "Bidder", "Certified"]
    proposal = is_proposal(evaluation)
    if not program.has_preference:
        return _plain_ranking(evaluation, program, proposal=proposal)
    in_points = any(entry.adjustment is not None and entry.adjustment.in_points for entry in evaluation.bids)
    headings += (
        ["Cost", "Score", "Pref.", "Points", "Evaluated"] if proposal else ["Bid price", "Pref.", "Value", "Evaluated"]
    )
    if in_points:
        headings.remove("Pref.")
    rows = []
    for entry in by_rank(evaluation):
        adjustment = entry.adjustment
        if adjustment is None:
            continue
        row = [
            str(entry.rank_after),
            str(entry.rank_before),
            movement(entry),
            entry.bid.bidder,
            certified(adjustment.proved, program),
        ]
        percent = show_percent(adjustment.percent)
        if proposal:
            row += [amount(adjustment.bid_price), number(entry.bid.score), *([] if in_points else [percent])]
            row += [number(adjustment.points), number(adjustment.evaluated_score)]
        else:
            row += [amount(adjustment.bid_price), percent, amount(adjustment.value), amount(adjustment.evaluated_price)]
        rows.append(row)
    return headings, rows


def _plain_ranking(evaluation: Evaluation, program: Program, *, proposal: bool) -> tuple[list[str], list[list[str]]]:
    """The ranking of a program that changes no order: two ranks that are always the same are one."""
    rows = []
    for entry in by_rank(evaluation):
        if entry.adjustment is not None:
            held = certified(entry.adjustment.proved, program)
            figures = [amount(entry.adjustment.bid_price), *([number(entry.bid.score)] if proposal else [])]
            rows.append([str(entry.rank_after), entry.bid.bidder, held, *figures])
    return ["Rank", "Bidder", "Certified", *(["Cost", "Score"] if proposal else ["Bid price"])], rows


def how_it_came(program: Program) -> str:
    """The heading above the accounts of the bids."""
    return "How each preference came about" if program.has_preference else "How each bid was evaluated"


def credits_table(entry: EvaluatedBid, program: Program) -> tuple[list[str], list[list[str]]]:
    """The table of what each subcontractor earned a bid: three columns of text, then figures."""
    rows = [
        [
            credit.subcontractor.name,
            certified(credit.subcontractor.certifications, program),
            earned(credit),
            show_money(credit.subcontractor.cost),
            f"{credit.share}%",
            show_percent(credit.credited),
        ]
        for credit in (entry.adjustment.credits if entry.adjustment else ())
    ]
    return ["Subcontractor", "Certified", "Why", "Cost", "Share", "Earns"], rows


def finding_lines(finding: Finding) -> tuple[str, str]:
    """A finding in two parts: what is where, and what to do."""
    place = f"{finding.place}: " if finding.place else ""
    return f"{finding.severity} {finding.code}: {place}{finding.message}", f"hint: {finding.hint}"
