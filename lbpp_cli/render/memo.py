"""The award memo that a buyer would otherwise write: what is recommended first, then why, then what remains open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbpp_cli.model import AWARD, TIE
from lbpp_cli.money import show_money
from lbpp_cli.render import award_words, memo_evaluation, memo_participation, words
from lbpp_cli.render.document import Document, Facts, Heading, Items, Paragraph, Signatures, Text, bold, text
from lbpp_cli.render.drafting import conditions, contract_conditions, due, tie_rests_on, why_withheld

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lbpp_cli.model import EvaluatedBid
    from lbpp_cli.render.document import Block
    from lbpp_cli.render.drafting import Draft


def memo(draft: Draft) -> Document:
    """The memo as a document.

    Raises:
        ValueError: nothing was evaluated.

    """
    blocks: list[Block] = [
        *_head(draft),
        *_recommendations(draft),
        *_fiscal_impact(draft),
        *_discussion(draft),
        *memo_evaluation.bids_received(draft),
        *memo_participation.section(draft),
        *memo_evaluation.evaluation(draft),
        *memo_evaluation.cost_and_next_bidder(draft),
        *_compliance(draft),
        *memo_evaluation.open_points(draft),
        *_signatures(draft),
    ]
    named = [one for one in map(draft.given, ("solicitation_number", "solicitation_title")) if one]
    title = ": ".join(filter(None, [_what(draft), " – ".join(named)]))
    return Document("Award memo", title, named[0] if named else "Award memo", draft.evaluation.as_of, tuple(blocks))


def subject(draft: Draft) -> Text:
    """What the memo is about, in a line."""
    return text(f"{_what(draft)}: ", draft.reference)


def _what(draft: Draft) -> str:
    return "Award of contract" if draft.recommended else f"Evaluation of {draft.offer}s, decision needed"


def _head(draft: Draft) -> list[Block]:
    rows = [
        ("To", text((draft.field("to"),))),
        ("From", text((draft.field("from"),))),
        ("Date", text((draft.field("date"),))),
        ("Department", text((draft.field("department"),))),
        ("Solicitation", draft.reference),
        *((label, draft.filled(value, {})) for label, value in draft.texts.head.items()),
        ("Subject", tuple(span._replace(bold=True) for span in subject(draft))),
    ]
    return [Paragraph(text(draft.texts.authority), keep=True), Facts(tuple(rows))]


def _recommendations(draft: Draft) -> list[Block]:
    heading = Heading("Recommendations")
    if draft.recommended:
        lead = [Paragraph(text("It is recommended that the awarding authority:"), keep=True)]
        return [heading, *lead, Items(tuple(recommendations(draft)), numbered=True)]
    reasons = [Paragraph(text(sentence)) for sentence in why_withheld(draft)]
    lead = [Paragraph(bold("No award is recommended in this memo: a person must decide first."), keep=True)]
    decide = [Paragraph(text("The awarding authority is asked to:"), keep=True)]
    return [heading, *lead, *reasons, *decide, Items(tuple(recommendations(draft)), numbered=True)]


def recommendations(draft: Draft) -> list[Text]:
    """What is recommended, in order; where no award is, what is to be decided."""
    found = [_declared(entry, draft) for entry in draft.evaluation.bids if entry.adjustment is None]
    award, first = draft.evaluation.award, draft.first
    if award is None:
        return found
    found += [
        *_open_outreach(draft),
        *(text(bold("Before an award: "), one) for one in award_words.hearings(draft.evaluation)),
    ]
    if award.decision == TIE:
        confirm = [text("Confirm what is named above; the tie rests on it.")] if tie_rests_on(draft) else []
        return [*found, *confirm, text(f"Decide between {words.listed(award.tied)}; the rules give no tie-break.")]
    if first is None:
        return [*found, text(f"Decide how to proceed: no {draft.offer} is left to rank.")]
    open_points = conditions(draft)
    if not draft.recommended and draft.evaluation.changed_by:
        return [*found, text("Decide which reading of the rules holds. The award follows from it.")]
    if not draft.recommended:
        facts = [text("Confirm the facts named above. The award follows from them.")]
        return [*found, *(facts if open_points else [])]
    amount = words.amount(award.contract_amount)
    price = words.quoted(draft.evaluation).lower()
    to = f" to {first.bid.bidder} at its {price} of {amount}."
    awarded = text("Award the contract for ", draft.contract, to)
    if open_points:
        awarded = text(awarded, bold(" To be confirmed before the award: "), " ".join(open_points))
    return [*found, awarded, *_executed(draft, first, amount)]


def _executed(draft: Draft, first: EvaluatedBid, amount: str) -> list[Text]:
    return draft.statements("authority_to_execute", {"awardee": first.bid.bidder, "contract_amount": amount})


def _open_outreach(draft: Draft) -> list[Text]:
    """What a person has to do where the records of an outreach do not decide it."""
    used = draft.evaluation.outreach
    if used is None or not used.open:
        return []
    names = words.listed([one.bidder for one in used.open])
    what = f"Decide whether the outreach of {names} is responsive, before anything is awarded: "
    how = (
        "look at what is named above, write what was found into the records of the outreach, and make this memo again."
    )
    return [text(what, how)]


def _declared(entry: EvaluatedBid, draft: Draft) -> Text:
    quoted = entry.bid.quoted_price
    others = [one.bid.quoted_price for one in draft.evaluation.bids if one.bid.quoted_price is not None]
    lowest = quoted is not None and quoted == min(others) and not words.is_proposal(draft.evaluation)
    price = f" of {show_money(quoted)}" + (", the lowest quoted price," if lowest else "") if quoted is not None else ""
    if entry.excluded:
        # The reason may begin with what is said here already.
        why = (entry.reason or "").removeprefix("not responsive: ")
        return text(words.ended(f"Find the {draft.offer} of {entry.bid.bidder}{price} not responsive: {why}"))
    found = f"Find the {draft.offer} of {entry.bid.bidder}{price} not responsive or not responsible"
    outreach = draft.evaluation.outreach
    failed = next((one for one in outreach.outcomes if one.bidder == entry.bid.bidder), None) if outreach else None
    if outreach and failed and failed.bidder in outreach.left_out:
        who = f"Find the {draft.offer} of {entry.bid.bidder}{price} not responsive for its outreach"
        return text(words.ended(f"{who}: {failed.reason}"))
    return text(words.ended(f"{found}, as the tabulation records it: {entry.reason or 'no reason is recorded'}"))


def _fiscal_impact(draft: Draft) -> list[Block]:
    award = draft.evaluation.award
    heading = Heading("Fiscal impact")
    if award is None or award.decision != AWARD or not draft.recommended:
        return [heading, Paragraph(text("None can be stated until the award is decided."))]
    lines = [
        f"The contract amount is {words.amount(award.contract_amount)}, the {words.quoted(draft.evaluation).lower()}."
    ]
    if draft.solicitation.contract_value is not None:
        lines.append(f"The contract value was estimated at {show_money(draft.solicitation.contract_value)}.")
    waived = words.waiver(draft.evaluation, draft.program)
    if waived or draft.program.has_preference:
        lines.append(waived or award_words.difference(award, draft.evaluation, in_full=True))
    return [heading, Paragraph(text(" ".join(lines))), *map(Paragraph, draft.statements("fiscal_impact"))]


def _discussion(draft: Draft) -> list[Block]:
    solicitation, bids = draft.solicitation, draft.evaluation.bids
    kinds = f"{draft.offer}s"
    excluded = [entry for entry in bids if entry.excluded]
    left_out = [entry for entry in bids if entry.adjustment is None and not entry.excluded]
    what = f"{kinds.capitalize()} for {solicitation.category}" if solicitation.category else kinds.capitalize()
    received = f"1 {kinds[:-1]} was" if len(bids) == 1 else f"{len(bids)} {kinds} were"
    opening = f"{what} were due on {due(solicitation)}." if solicitation.due else "No due date is stated."
    recorded = f"{len(left_out) or 'none'} as not responsive or not to be ranked"
    by_outreach = draft.evaluation.outreach.left_out if draft.evaluation.outreach else ()
    failed = sum(entry.bid.bidder in by_outreach for entry in left_out)
    if failed:
        recorded = f"{len(left_out) - failed or 'none'} as not responsive or not to be ranked"
        recorded += f"; {failed} {'is' if failed == 1 else 'are'} not responsive by the outreach"
    opening += f" {received} received; the tabulation records {recorded}."
    blocks: list[Block] = [
        Heading("Discussion"),
        Paragraph(text((draft.field("background"),))),
        Paragraph(text(bold("Outreach. "), (draft.field("outreach"),))),
        Paragraph(text(bold("Bid opening. "), f"{opening} ", (draft.field("bid_opening"),))),
    ]
    if left_out:
        reason = "the reason:" if failed else "the reason that the tabulation records:"
        blocks.append(Paragraph(bold(f"Not ranked, with {reason}"), keep=True))
        blocks.append(_not_ranked(left_out))
    if excluded:
        blocks.append(Paragraph(bold(f"Not ranked, by the {draft.texts.name}; the figures are below:"), keep=True))
        blocks.append(_not_ranked(excluded))
    return blocks


def _not_ranked(entries: Sequence[EvaluatedBid]) -> Items:
    return Items(tuple(text(words.ended(words.not_ranked(entry))) for entry in entries))


def _compliance(draft: Draft) -> list[Block]:
    if not draft.recommended:
        return [Heading("Compliance"), Paragraph(text("To be stated once the award is decided."))]
    first = draft.first
    rows = [(label, draft.filled(value, {})) for label, value in draft.texts.compliance.items()]
    blocks: list[Block] = [Heading("Compliance"), Facts(tuple(rows))]
    asked = contract_conditions(draft)
    if asked and first and (first.participation or (first.adjustment and first.adjustment.percent)):
        blocks.append(Paragraph(text(f"Under the {draft.texts.name}:"), keep=True))
        blocks.append(Items(tuple(asked)))
    return blocks


def _signatures(draft: Draft) -> list[Block]:
    roles = (("Prepared by", "prepared_by"), ("Reviewed by", "reviewed_by"), ("Approved by", "approved_by"))
    return [Heading("Signatures"), Signatures(tuple((label, text((draft.field(name),))) for label, name in roles))]
