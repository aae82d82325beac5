"""The sentences and short texts that more than one output form uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.model import AWARD, PROPOSAL, TIE
from lbpp_cli.money import plain, show_money, show_percent

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from lbpp_cli.findings import Finding
    from lbpp_cli.model import (
        Adjustment,
        Assumption,
        Award,
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


def award_sentences(evaluation: Evaluation, program: Program) -> list[str]:
    """Who gets the award, at what amount, and what the preference had to do with it."""
    award = evaluation.award
    if award is None:
        return []
    compared = "score" if is_proposal(evaluation) else "price"
    if award.decision == TIE:
        compared = f"evaluated {compared}" if program.has_preference else compared
        tied = f"Tie: {listed(award.tied)} have the same {compared}."
        return [f"{tied} The rules give no tie-break; a person must decide."]
    if award.decision != AWARD or award.contract_amount is None:
        return ["No award: no responsive bid is left to rank."]
    price = quoted(evaluation)
    at = f"Award to {award.bidder} at {show_money(award.contract_amount)}, its {price[0].lower()}{price[1:]}."
    if waiver(evaluation, program):
        return [at]
    if not program.has_preference:
        return [f"{at} {award_note(evaluation, program)}".rstrip()]
    return [f"{at} {award_note(evaluation, program)}", difference(award, evaluation)]


def award_note(evaluation: Evaluation, program: Program) -> str:
    """What a preference does to the contract; blank where none applies."""
    return program.award_note(evaluation.case) if evaluation.case else ""


def difference(award: Award, evaluation: Evaluation, *, in_full: bool = False) -> str:
    """What the preference does to an award, and what it costs.

    ``in_full``: where discounts make the bid prices others than the quoted prices, with the difference of these too.
    """
    before = [entry for entry in evaluation.bids if entry.rank_before == 1]
    first = listed(first_before(evaluation))
    if not award.changed_by_preference:
        return f"The preference does not change the award: {first} is first without it too."
    if is_proposal(evaluation):
        return f"The preference changes the award: without it, {first} would be first."
    low = amount(before[0].adjustment.bid_price if before[0].adjustment else None)
    tied = " would be tied at " if len(before) > 1 else " would be low at "
    awarded = next(entry for entry in evaluation.bids if entry.bid.bidder == award.bidder)
    changes = f"The preference changes the award: without it, {first}{tied}{low}. It costs"
    cost = amount(award.cost_of_preference)
    if not any(_discounted(entry) for entry in (awarded, *before)):
        return f"{changes} {cost}."
    bid_price = amount(awarded.adjustment.bid_price if awarded.adjustment else None)
    cost = f"{changes} {cost} in bid prices, after the discounts: {bid_price} - {low}."
    return " ".join([cost, *(_in_quoted_prices(awarded, entry) for entry in before)]) if in_full else cost


def _discounted(entry: EvaluatedBid) -> bool:
    return entry.adjustment is not None and entry.adjustment.bid_price != entry.bid.quoted_price


def _in_quoted_prices(awarded: EvaluatedBid, low: EvaluatedBid) -> str:
    """The difference of the prices that stand on the bids, for a reader who subtracts them."""
    price, lower = awarded.bid.quoted_price, low.bid.quoted_price
    if price is None or lower is None:
        return ""
    side, gap = ("above", price - lower) if price >= lower else ("below", lower - price)
    subtraction = f"{show_money(max(price, lower))} - {show_money(min(price, lower))}"
    return f"In quoted prices the award is {show_money(gap)} {side} {low.bid.bidder}: {subtraction}."


def first_before(evaluation: Evaluation) -> list[str]:
    """Who would be first without the preference."""
    return [entry.bid.bidder for entry in evaluation.bids if entry.rank_before == 1]


def outcome(first: Sequence[str]) -> str:
    """What an award would be: to one firm, or a tie."""
    if not first:
        return "no award"
    return first[0] if len(first) == 1 else f"a tie of {listed(first)}"


def readings_sentences(evaluation: Evaluation) -> list[str]:
    """Whether another reading of the rules would change the award, which, and to whom."""
    if not evaluation.bids or all(entry.adjustment is None for entry in evaluation.bids):
        return []
    tried = evaluation.readings_tried
    if not evaluation.changed_by:
        many = f"all {tried} combinations of the readings that could matter" if tried > 1 else "every reading"
        return [f"The award is the same under {many}."]
    sentences = []
    for changed in evaluation.changed_by:
        readings = " with ".join(f"{name}={value}" for name, value in changed.readings.items())
        sentences.append(ended(f"Read {readings}, the award would be {outcome(changed.first)}"))
    return sentences


def readings_chosen(evaluation: Evaluation) -> str:
    """The reading of each question that the rules leave open."""
    return "; ".join(f"{used.id}={used.chosen}" for used in evaluation.readings)


def verdict(evaluation: Evaluation) -> str:
    """In one line: whether the award stands whatever is read or assumed, or what it depends on.

    Without an award, what is to be done about outreach; blank where nothing is.
    """
    if not evaluation.award or evaluation.award.decision != AWARD:
        return " ".join(_beside(evaluation))
    depends = [
        " with ".join(f"{name}={changed.readings[name]}" for name in changed.readings)
        for changed in evaluation.changed_by
    ]
    depends = [f"the reading {one}" for one in depends]
    facts = [taken for taken in evaluation.assumptions if taken.award_changes_without_it]
    depends += [taken.short + (f" ({taken.subject})" if taken.subject else "") for taken in facts]
    depends += [
        f"{one.certification} of {one.firm}, which is not decided"
        for one in evaluation.pending
        if one.first_if_approved is not None
    ]
    depends += [f"the outreach of {name}, which needs a person" for name in turning(evaluation)]
    said = (
        f"Depends on: {'; '.join(depends)}."
        if depends
        else "Stable: no reading, assumption or pending approval changes it."
    )
    return " ".join([said, *_beside(evaluation)])


def turning(evaluation: Evaluation) -> tuple[str, ...]:
    """On whose open outreach the award turns."""
    return evaluation.outreach.turning if evaluation.outreach else ()


def _beside(evaluation: Evaluation) -> list[str]:
    """What is to be done about outreach whatever the award: a person decides, a proposer is heard."""
    used = evaluation.outreach
    if used is None:
        return []
    told = []
    if used.turning_next:
        told.append(f"If that is decided the other way, it depends on the outreach of {listed(used.turning_next)} too.")
    others = [one.bidder for one in used.open if one.bidder not in {*used.turning, *used.turning_next}]
    if others:
        told.append(f"A person must decide on the outreach of {listed(others)}; the award does not turn on it.")
    return [*told, *hearings(evaluation)]


def turns_on_outreach(evaluation: Evaluation) -> list[str]:
    """What the award has to do with outreach that a person must decide; nothing where none is open."""
    used, award = evaluation.outreach, evaluation.award
    if used is None or award is None or not used.open:
        return []
    rests = "No award"
    if award.outcome:
        rests = f"The award to {award.bidder}" if award.decision == AWARD else f"The tie of {listed(award.tied)}"
    if not used.turning:
        return [f"{rests} does not turn on it."]
    told = [f"{rests} turns on the outreach of {listed(used.turning)}"]
    if used.turning_next:
        told.append(f"and, if that is decided the other way, on that of {listed(used.turning_next)}")
    return [ended(" ".join(told))]


def hearings(evaluation: Evaluation) -> list[str]:
    """What the rules give each proposer from which the award goes away for its outreach."""
    used = evaluation.outreach
    if used is None or not used.away_from:
        return []
    first = [name for name in used.away_from if name not in used.away_next]
    told = [f"The award goes away from {listed(first)} for {'its' if len(first) == 1 else 'their'} outreach."]
    if used.away_next:
        stays = "stays" if len(first) == 1 else "stay"
        told.append(f"If {listed(first)} {stays} left out, it goes away from {listed(used.away_next)} too.")
    return [" ".join([*told, *(f"{text} ({clause})." for clause, text in used.remedies)])]


def fails_outreach(evaluation: Evaluation, bidder: str) -> bool:
    """Whether a bid is not ranked for its outreach alone, whose records are the reason, and no cell of the bids."""
    return evaluation.outreach is not None and bidder in evaluation.outreach.left_out


def open_outreach(evaluation: Evaluation) -> list[str]:
    """The outreach of ranked bidders that a person must decide, each with why."""
    used = evaluation.outreach
    return [f"The outreach of {one.bidder} needs a person: {ended(one.reason)}" for one in used.open] if used else []


def assumptions(taken: Sequence[Assumption]) -> list[str]:
    """What was taken for granted, and whether it matters; one sentence for all bidders that a fact is about."""
    sentences = []
    for fact in dict.fromkeys(assumption.fact for assumption in taken):
        alike = [assumption for assumption in taken if assumption.fact == fact]
        subjects = [assumption.subject for assumption in alike if assumption.subject]
        changing = [assumption.subject for assumption in alike if assumption.award_changes_without_it]
        sentence = ended(f"{fact} For {'; '.join(subjects)}") if subjects else fact
        if changing:
            about = "; ".join(name for name in changing if name)
            sentence += ended(" The award would be another without it" + (f" for {about}" if about else ""))
        sentences.append(sentence)
    return sentences


def pending(evaluation: Evaluation) -> list[str]:
    """The applications that are not decided, and what their approval would change."""
    return [
        ended(
            one.text
            if one.first_if_approved is None
            else f"{one.text}; the award would be {outcome(one.first_if_approved)}"
        )
        for one in evaluation.pending
    ]


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
