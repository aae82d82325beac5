"""What the outreach of proposers does to their bids: who is left out of the ranking, and who is open.

Nobody is left out for what is not decided: a bid without records, or that needs a person, stays ranked and is named.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.columns import squeezed
from lbpp_cli.findings import finding
from lbpp_cli.model import OutreachOutcome
from lbpp_cli.names import firm_key, same_bidder_key
from lbpp_cli.outreach.decisions import FAIL, NO, PERSON, YES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lbpp_cli.findings import Finding
    from lbpp_cli.model import Bid, Tabulation
    from lbpp_cli.outreach.decisions import Decision, Decisions

_SHOWN = 3  # reasons that are given of many


class Screened(NamedTuple):
    """The tabulation without the bids whose outreach fails, what is decided on each bid, and what was found."""

    tabulation: Tabulation
    outcomes: tuple[OutreachOutcome, ...]
    findings: tuple[Finding, ...]


def screened(tabulation: Tabulation, decisions: Decisions) -> Screened:
    """The decisions on an outreach, carried over to the bids of the same firms."""
    by_key = {same_bidder_key(one.proposer.name): one for one in decisions.decisions}
    found = [*_other_request(tabulation, decisions), *_names(tabulation, decisions)]
    bids, outcomes = [], []
    for bid in tabulation.bids:
        decision = by_key.get(same_bidder_key(bid.bidder))
        outcome = _outcome(bid, decision)
        outcomes.append(outcome)
        left_out = outcome.responsive == NO
        bids.append(_left_out(bid, outcome.reason) if left_out else bid)
        if bid.responsive and decision is not None and outcome.open:
            stays = "is left out of the ranking" if left_out else "stays in the ranking"
            message = f"The outreach of {bid.bidder} needs a person; its bid {stays}: {outcome.reason}."
            hint = "Decide it, and write down in the outreach what was decided; lbpp bip check has it in full."
            source = decision.proposer.source
            found.append(finding("outreach-open", message, hint, source.file, source.cell("name")))
    return Screened(replace(tabulation, bids=tuple(bids)), tuple(outcomes), tuple(found))


def _left_out(bid: Bid, reason: str) -> Bid:
    """The bid as not responsive; a reason that the tabulation has already stays."""
    recorded = [bid.reason] if not bid.responsive and bid.reason else []
    return bid._replace(responsive=False, reason="; ".join([*recorded, f"outreach not responsive: {reason}"]))


def _outcome(bid: Bid, decision: Decision | None) -> OutreachOutcome:
    if decision is None:
        reason = "there are no records of its outreach"
        return OutreachOutcome(bid.bidder, PERSON, reason, is_open=True, was_ranked=bid.responsive)
    readings = [
        f"read {' with '.join(f'{name}={value}' for name, value in one.readings.items())}, it would "
        + {YES: "be responsive", NO: "not be responsive", PERSON: "need a person"}[one.responsive]
        for one in decision.hangs
    ]
    reason = "; ".join([*_reasons(decision), *readings])
    is_open = decision.responsive == PERSON or bool(readings)
    return OutreachOutcome(bid.bidder, decision.responsive, reason, is_open, was_ranked=bid.responsive)


def _reasons(decision: Decision) -> list[str]:
    """What makes a proposer not responsive, or what is open; each with its indicator, clause and cells."""
    wanted = FAIL if decision.responsive == NO else PERSON
    told = []
    for indicator, ground in decision.reasons:
        if ground.outcome == wanted:
            about = f"indicator {indicator.number}, {indicator.name}" if indicator else "outreach"
            cells = f" [{', '.join(ground.cells[:_SHOWN])}]" if ground.cells else ""
            told.append(f"{about} ({ground.clause}): {ground.text}{cells}")
    more = len(told) - _SHOWN
    return [*told[:_SHOWN], *([f"and {more} more"] if more > 0 else [])]


def _other_request(tabulation: Tabulation, decisions: Decisions) -> Iterator[Finding]:
    """The bids and the outreach are to be of one request: its number and the day on which it is due agree."""
    solicitation, rfp = tabulation.solicitation, decisions.records.rfp
    if solicitation.number and rfp.number and squeezed(solicitation.number) != squeezed(rfp.number):
        message = f"The outreach is that of {rfp.number}; the bids are those of {solicitation.number}."
        hint = "Name the outreach of these bids, or correct the number in one of the two."
        yield finding("outreach-differs", message, hint, rfp.source.file, rfp.source.cell("number"))
    if solicitation.due is not None and solicitation.due != rfp.due.day:
        message = f"By the outreach proposals are due {rfp.due.day}; by the tabulation {solicitation.due}."
        hint = "Correct one of them: whether notices were in time follows from it."
        yield finding("outreach-differs", message, hint, rfp.source.file, rfp.source.cell("due"))


def _names(tabulation: Tabulation, decisions: Decisions) -> Iterator[Finding]:
    """Bids without records, and records without a bid. A name that differs in punctuation is asked about, not taken."""
    bidders = {same_bidder_key(bid.bidder): bid for bid in tabulation.bids}
    proposers = {same_bidder_key(one.proposer.name): one.proposer for one in decisions.decisions}
    without_bid = [one for key, one in proposers.items() if key not in bidders]
    alike = {firm_key(one.name): one for one in without_bid}
    asked = set()
    for key, bid in bidders.items():
        if key in proposers or not bid.responsive:
            continue
        place = (bid.source.file, bid.source.cell("bidder"))
        near = alike.get(firm_key(bid.bidder))
        if near is not None:
            asked.add(near.name)
            message = f"“{bid.bidder}” has no records of outreach, but “{near.name}” has, and has no bid."
            hint = "Write the name in one way in both files if it is one firm; otherwise tell the two apart by more."
            yield finding("outreach-name-differs", message, hint, *place)
        else:
            message = f"There are no records of the outreach of {bid.bidder}: whether it is responsive needs a person."
            hint = "Add it to the Proposers sheet of the outreach with what it submitted, also if that is nothing."
            yield finding("outreach-missing", message, hint, *place)
    for one in without_bid:
        if one.name not in asked:
            message = f"{one.name} has records of outreach but no bid; they decide nothing."
            hint = "Add its bid, or nothing is to be done."
            yield finding("outreach-without-bid", message, hint, one.source.file, one.source.cell("name"))
