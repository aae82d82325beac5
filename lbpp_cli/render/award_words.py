"""What an evaluation comes to, in sentences: the award, what it depends on, and what was taken for granted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.model import AWARD, TIE
from lbpp_cli.money import show_money
from lbpp_cli.render.words import amount, ended, is_proposal, listed, quoted, waiver

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lbpp_cli.model import Assumption, Award, EvaluatedBid, Evaluation
    from lbpp_cli.programs import Program


def sentences(evaluation: Evaluation, program: Program) -> list[str]:
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
