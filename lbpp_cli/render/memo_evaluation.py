"""The middle of an award memo: bids received, how each was evaluated, what the preference costs, what remains open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.money import show_money
from lbpp_cli.render import award_words, words
from lbpp_cli.render.account import account
from lbpp_cli.render.document import Facts, Heading, Items, Paragraph, Table, bold, text
from lbpp_cli.render.drafting import due, evaluation_only
from lbpp_cli.render.receipt import lines as receipt_lines
from lbpp_cli.render.receipt import receipt_of

if TYPE_CHECKING:
    from lbpp_cli.model import EvaluatedBid
    from lbpp_cli.render.document import Block
    from lbpp_cli.render.drafting import Draft


def bids_received(draft: Draft) -> list[Block]:
    """Every bid in the order of its bid price or score, those that are not ranked last."""
    proposal = words.is_proposal(draft.evaluation)
    entries = sorted(draft.evaluation.bids, key=lambda entry: (entry.rank_before is None, entry.rank_before))
    prices = ("Proposed total cost", "Score") if proposal else ("Quoted price", "Bid price")
    rows = [
        (
            str(entry.rank_before or "not ranked"),
            entry.bid.bidder,
            str(len(entry.bid.subcontractors) or "none"),
            words.amount(entry.bid.quoted_price),
            words.number(entry.bid.score)
            if proposal
            else words.amount(entry.adjustment.bid_price if entry.adjustment else None),
        )
        for entry in entries
    ]
    waived = not words.has_preference(draft.evaluation, draft.program)
    table = Table(
        ("Rank" if waived else "Rank before", "Bidder", "Subcontractors", *prices), tuple(rows), frozenset({0, 2, 3, 4})
    )
    lead = f"Ranked by {'score' if proposal else 'bid price'}" + ("." if waived else ", before any preference.")
    ranked = any(entry.rank_before for entry in entries)
    introduced = [Paragraph(text(lead))] if ranked else []
    return [Heading("Proposals received" if proposal else "Bids received"), *introduced, table]


def evaluation(draft: Draft) -> list[Block]:
    """The ranking after the preference, and how each bid's preference came about."""
    found, program = draft.evaluation, draft.program
    blocks: list[Block] = [Heading(f"{draft.texts.short} evaluation")]
    if found.rules and found.procedure:
        blocks.append(Paragraph(text(f"{words.rules(found.rules)}. {words.procedure(found.procedure)}.")))
    waived = words.waiver(found, program)
    blocks += [Paragraph(bold(waived))] if waived else []
    register = found.case.tabulation.register if found.case else None
    facts = {"due": due(draft.solicitation), "register": register.file if register else ""}
    headings, rows = words.ranking(found, program)
    if rows and not waived:
        blocks += map(Paragraph, draft.statements("checked" if register else "not_checked", facts))
        blocks += map(Paragraph, evaluation_only(draft))
        blocks.append(_ranking(headings, rows))
    elif not rows:
        blocks.append(Paragraph(text("No bid is left to rank.")))
    entries = [entry for entry in words.by_rank(found) if entry.adjustment is not None]
    for entry in entries:
        if entry.adjustment is not None and (entry.adjustment.price_steps if waived else _has_account(entry)):
            standing = "" if waived else f" – {program.standings[entry.adjustment.standing]}"
            blocks += [Heading(f"{entry.bid.bidder}{standing}", 2), *account(entry, draft)]
    plain = [entry.bid.bidder for entry in entries if not _has_account(entry)]
    if plain and not waived and program.has_preference:
        blocks += [Heading("Without preference", 2), Items(tuple(text(name) for name in plain))]
    return blocks


def _ranking(headings: list[str], rows: list[list[str]]) -> Table:
    """The ranking without its arrows, which the two ranks side by side make needless, and its headings in full."""
    full = {"Rank": "Rank after", "Was": "Rank before", "Evaluated": "Evaluated, for evaluation only"}
    full = full if "Was" in headings else {}
    kept = [index for index, heading in enumerate(headings) if heading != "Move"]
    cells = tuple(tuple(row[index] for index in kept) for row in rows)
    shown = tuple(full.get(headings[index], headings[index]) for index in kept)
    words_of_text = {"Bidder", "Certified"}
    return Table(shown, cells, frozenset(index for index, name in enumerate(shown) if name not in words_of_text))


def _has_account(entry: EvaluatedBid) -> bool:
    """Whether there is more to say of a bid than that it has no preference."""
    adjustment = entry.adjustment
    if adjustment is None:
        return False
    said = (adjustment.steps, adjustment.credits, adjustment.notes, adjustment.price_steps)
    return any(said) or bool(entry.bid.certifications)


def cost_and_next_bidder(draft: Draft) -> list[Block]:
    """What the preference costs, who is next, and what would be recovered under each reading of that."""
    found, first, award = draft.evaluation, draft.first, draft.evaluation.award
    if first is None or award is None or award.contract_amount is None:
        return []
    waived = not words.has_preference(found, draft.program)
    blocks: list[Block] = [Heading("Next in the ranking" if waived else "Cost of the preference and next bidder")]
    if not draft.recommended:
        blocks.append(Paragraph(text(f"Should the contract be awarded to {first.bid.bidder}, the following holds.")))
    if not waived:
        blocks.append(Paragraph(text(award_words.difference(award, found, in_full=True))))
    after = [entry for entry in words.by_rank(found) if entry.rank_after and entry is not first]
    following = [entry for entry in after if entry.rank_after == after[0].rank_after]
    if following:
        names = words.listed([f"{one.bid.bidder} at {words.amount(one.bid.quoted_price)}" for one in following])
        blocks.append(Paragraph(text(words.ended(f"Next in the ranking after {first.bid.bidder}: {names}"))))
    if waived:
        return blocks if following else []
    amount = award.contract_amount
    if draft.program.recovery is None:
        return blocks
    recovered = draft.program.recovery(found, first.bid.bidder, amount)
    if not recovered:
        granted = first.adjustment is not None and first.adjustment.percent
        why = "no_next_bidder" if granted else "no_preference"
        why = "no_next_proposer" if words.is_proposal(found) else why
        return [*blocks, *map(Paragraph, draft.statements(why))]
    blocks += [Paragraph(statement, keep=True) for statement in draft.statements("next_bidder")]
    rows = [
        (
            one.order + (" (the reading used)" if number == 0 else ""),
            one.bidder,
            show_money(one.price),
            show_money(amount - one.price)
            if amount >= one.price
            else f"{show_money(one.price - amount)} more, so none",
            show_money(one.amount),
        )
        for number, one in enumerate(recovered)
    ]
    headings = ("If the next lowest is", "Next bidder", "Its quoted price", "Difference", "Value")
    blocks.append(Table(headings, tuple(rows), frozenset({2, 3, 4})))
    grounds = draft.program.recovery_grounds(found.rules, first.adjustment) if found.rules else []
    return [
        *blocks,
        Paragraph(text("When it is recovered, and when not:"), keep=True),
        Items(tuple(map(text, grounds))),
        *map(Paragraph, draft.statements("after_grounds")),
    ]


def open_points(draft: Draft) -> list[Block]:
    """How the rules were read, what was assumed, what is not decided, what was found, and what it was made from."""
    found = draft.evaluation
    blocks: list[Block] = [Heading("Readings, assumptions and open points")]
    verdict = award_words.verdict(found)
    blocks += [Paragraph(bold(verdict))] if verdict else []
    sentences = award_words.readings_sentences(found)
    blocks += [Paragraph(text(" ".join(sentences)))] if sentences else []
    known = {reading.id: reading for reading in draft.program.readings}
    rows = [
        (known[used.id].clause, known[used.id].question, f"{known[used.id].values[used.chosen]} ({used.chosen})")
        for used in found.readings
    ]
    if sentences:
        blocks.append(Paragraph(text("What the rules leave open, and how it was read:"), keep=True))
        blocks.append(Table(("Clause", "Question", "Read as"), tuple(rows)))
    for title, sentences in (
        ("Assumptions", award_words.assumptions(found.assumptions)),
        ("Certifications that are not decided", award_words.pending(found)),
        ("Findings in the tabulation", [words.finding_lines(one)[0] for one in found.findings]),
    ):
        if sentences:
            blocks += [Heading(title, 2), Items(tuple(map(text, sentences)))]
    receipt = receipt_of(found)
    if receipt:
        made = [(name, text(value)) for name, value in receipt_lines(receipt) if not name.startswith("Reading: ")]
        blocks += [Heading("Made from", 2), Facts(tuple(made))]
    return blocks
