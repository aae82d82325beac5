"""Ranks, ties and the award. Only responsive bids are ranked, and a tie is never broken."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from lbpp_cli.model import AWARD, NO_AWARD, PROPOSAL, TIE, Award

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from lbpp_cli.model import Adjustment, Bid


def standard_ranks(figures: Sequence[Decimal], *, highest_first: bool) -> list[int]:
    """Standard competition ranks (1, 1, 3): one more than the number of figures that are better."""
    ordered = sorted(figures)
    if highest_first:
        return [len(ordered) - bisect_right(ordered, figure) + 1 for figure in figures]
    return [bisect_left(ordered, figure) + 1 for figure in figures]


def figure(adjustment: Adjustment, kind: str) -> Decimal:
    """What a bid is compared by after the preference: the evaluated score of a proposal, else the evaluated price."""
    compared = adjustment.evaluated_score if kind == PROPOSAL else adjustment.evaluated_price
    if compared is None:
        raise ValueError("the adjustment has no figure to rank by")
    return compared


def figure_if_ranked(adjustment: Adjustment, kind: str) -> Decimal | None:
    """The same; None where the bid is excluded from the ranking."""
    return None if adjustment.excluded is not None else figure(adjustment, kind)


def score(bid: Bid) -> Decimal:
    """The score of a proposal; only proposals that passed the checks are ranked."""
    if bid.score is None:
        raise ValueError(f"{bid.bidder} has no score")
    return bid.score


def best(bids: Sequence[Bid], figures: Sequence[Decimal | None], kind: str) -> tuple[str, ...]:
    """Who is first after the preference; more than one where they are tied. A bid without a figure is not ranked."""
    first = best_figure(figures, kind)
    if first is None:
        return ()
    return tuple([bid.bidder for bid, compared in zip(bids, figures, strict=True) if compared == first])


def best_figure(figures: Iterable[Decimal | None], kind: str) -> Decimal | None:
    """The figure that comes first: the highest score of proposals, else the lowest price; None where none is ranked."""
    ranked = [compared for compared in figures if compared is not None]
    return (max if kind == PROPOSAL else min)(ranked, default=None)


def ranks(bids: Sequence[Bid], adjustments: Sequence[Adjustment], kind: str) -> tuple[list[int], list[int]]:
    """The ranks of bids before and after the preference: by score for proposals, by price for bids."""
    highest_first = kind == PROPOSAL
    before = [score(bid) for bid in bids] if highest_first else [adjusted.bid_price for adjusted in adjustments]
    after = [figure(adjusted, kind) for adjusted in adjustments]
    return standard_ranks(before, highest_first=highest_first), standard_ranks(after, highest_first=highest_first)


def decide(
    bids: Sequence[Bid], adjustments: Sequence[Adjustment], before: Sequence[int], after: Sequence[int], kind: str
) -> Award:
    """The award that the ranks lead to. The contract is at the quoted price: a preference never changes it."""
    if not bids:
        return Award(NO_AWARD)
    low = [bid.bidder for bid, rank in zip(bids, before, strict=True) if rank == 1]
    first = [position for position, rank in enumerate(after) if rank == 1]
    names = [bids[position].bidder for position in first]
    changed, low_bidder = set(names) != set(low), low[0] if len(low) == 1 else None
    if len(first) > 1:
        return Award(TIE, tied=tuple(names), low_bidder_before=low_bidder, changed_by_preference=changed)
    winner = first[0]
    # What a proposal costs is not what it is ranked by, so a preference has no cost in dollars there.
    lowest = min(adjustment.bid_price for adjustment in adjustments)
    return Award(
        AWARD,
        bidder=bids[winner].bidder,
        contract_amount=bids[winner].quoted_price,
        low_bidder_before=low_bidder,
        changed_by_preference=changed,
        cost_of_preference=None if kind == PROPOSAL else adjustments[winner].bid_price - lowest,
    )
