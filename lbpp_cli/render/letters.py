"""A letter to each bidder that was not successful: its own figures, the award, and how to ask or protest.

Of other bidders it holds what the tabulation makes public: how many bids there were, who is recommended, and its price.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.render import memo_participation, words
from lbpp_cli.render.account import account
from lbpp_cli.render.document import Document, Facts, Heading, Items, Paragraph, Signatures, bold, text
from lbpp_cli.render.drafting import assumed, evaluation_only

if TYPE_CHECKING:
    from lbpp_cli.model import EvaluatedBid
    from lbpp_cli.render.document import Block, Text
    from lbpp_cli.render.drafting import Draft


class Letter(NamedTuple):
    """A letter and the bidder that it goes to."""

    bidder: str
    document: Document


def letters(draft: Draft) -> list[Letter]:
    """The letters, in the order of the tabulation.

    Raises:
        ValueError: no award can be announced, so there is nothing to tell a bidder.

    """
    if not draft.announced or draft.first is None:
        raise ValueError("no award can be announced")
    awarded = draft.first
    return [
        Letter(entry.bid.bidder, _letter(entry, awarded, draft))
        for entry in draft.evaluation.bids
        if entry is not awarded
    ]


def _letter(entry: EvaluatedBid, awarded: EvaluatedBid, draft: Draft) -> Document:
    one = draft.offer
    head = Facts(
        (
            ("To", text(entry.bid.bidder)),
            ("Date", text((draft.field("date"),))),
            ("Solicitation", draft.reference),
            ("Subject", bold(f"Your {one} is not recommended for award")),
        )
    )
    blocks: list[Block] = [
        Paragraph(text(f"{draft.texts.authority}, ", (draft.field("department"),))),
        head,
        Paragraph(_award(entry, awarded, draft)),
        *_program(awarded, draft),
        *(_ranked(entry, draft, one) if entry.adjustment else _left_out(entry, one)),
        Heading("Questions and protests"),
        Items(tuple(draft.statements("protest"))),
        Signatures((("Signed", text((draft.field("signatory"),))),)),
    ]
    title = f"Result of your {one}: {entry.bid.bidder}"
    number, day = draft.given("solicitation_number") or "", draft.evaluation.as_of
    return Document(f"Result of your {one}", title, number, day, tuple(blocks), compact=True)


def _award(entry: EvaluatedBid, awarded: EvaluatedBid, draft: Draft) -> Text:
    count, one = len(draft.evaluation.bids), draft.offer
    received = f"1 {one} was" if count == 1 else f"{count} {one}s were"
    rests = assumed(draft, entry.bid.bidder)
    subject = f", subject to confirmation of {words.listed(rests)}" if rests else ""
    price = words.amount(awarded.bid.quoted_price)
    to = f"{awarded.bid.bidder} at its {words.quoted(draft.evaluation).lower()} of {price}{subject}."
    thanks = f"Thank you for your {one}. {received} received. The contract for "
    return text(thanks, draft.contract, f" is recommended for award to {to}")


def _program(awarded: EvaluatedBid, draft: Draft) -> list[Block]:
    """The program with its rules and abbreviations, and what it did to the award."""
    found, adjustment = draft.evaluation, awarded.adjustment
    waived = words.waiver(found, draft.program)
    if waived or adjustment is None:
        return [Paragraph(text(waived))]
    introduced = draft.statements("introduction", {"rules_since": str(found.rules.version) if found.rules else ""})
    if not draft.program.has_preference:
        return [*map(Paragraph, introduced)]
    proposal = words.is_proposal(found)
    kind = "score" if proposal else "price"
    figure = words.number(adjustment.evaluated_score) if proposal else words.amount(adjustment.evaluated_price)
    changed = found.award is not None and found.award.changed_by_preference
    order = f"The preference changed which {draft.offer} is first." if changed else ""
    evaluated = f"The evaluated {kind} of {awarded.bid.bidder} is {figure}, for evaluation only. {order}".rstrip()
    return [*map(Paragraph, introduced), Paragraph(text(evaluated))]


def _left_out(entry: EvaluatedBid, one: str) -> list[Block]:
    by = "The reason under the program" if entry.excluded else "The reason that the tabulation records"
    reason = words.ended(f"Your {one} was not ranked. {by}: {entry.reason or 'none'}")
    rows = (("Quoted price", text(words.amount(entry.bid.quoted_price))),)
    return [Paragraph(text(reason)), Heading("Your figures"), Facts(rows), *memo_participation.own(entry)]


def _ranked(entry: EvaluatedBid, draft: Draft, one: str) -> list[Block]:
    adjustment = entry.adjustment
    blocks: list[Block] = [Heading("Your figures"), Facts(tuple(_figures(entry, draft)))]
    if not words.has_preference(draft.evaluation, draft.program):
        return [*blocks, *account(entry, draft, letter=True)]
    earned = adjustment is not None and adjustment.percent
    came = f"Where the preference of your {one} came from" if earned else f"Why your {one} received no preference"
    only = map(Paragraph, evaluation_only(draft))
    measured = memo_participation.own(entry)
    return [*blocks, *measured, Heading(came), *account(entry, draft, letter=True), *only]


def _figures(entry: EvaluatedBid, draft: Draft) -> list[tuple[str, Text]]:
    adjustment = entry.adjustment
    if adjustment is None:
        return []
    ranked = sum(one.adjustment is not None for one in draft.evaluation.bids)
    rows = [("Quoted price", words.amount(entry.bid.quoted_price)), ("Bid price", words.amount(adjustment.bid_price))]
    proposal = words.is_proposal(draft.evaluation)
    if proposal:
        rows = [("Proposed total cost", words.amount(entry.bid.quoted_price)), ("Score", words.number(entry.bid.score))]
    if not words.has_preference(draft.evaluation, draft.program):
        return [(label, text(value)) for label, value in [*rows, ("Rank", f"{entry.rank_after} of {ranked}")]]
    earned = words.preference(adjustment.percent, adjustment)
    if proposal:
        rows += [
            ("Preference", earned if adjustment.in_points else f"{earned}, {words.number(adjustment.points)} points"),
            ("Evaluated score", f"{words.number(adjustment.evaluated_score)}, for evaluation only"),
        ]
    else:
        rows += [
            ("Preference", f"{earned}, {words.amount(adjustment.value)}"),
            ("Evaluated price", f"{words.amount(adjustment.evaluated_price)}, for evaluation only"),
        ]
    rows.append(("Rank", f"{entry.rank_after} of {ranked} after the preference, {entry.rank_before} before it"))
    return [(label, text(value)) for label, value in rows]
