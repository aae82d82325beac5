"""Ranks, ties and the award of every solicitation at once; as :mod:`lbpp_cli.ranking` does it for one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from lbpp_cli.arrays import LARGEST_WHOLE
from lbpp_cli.model import AWARD, NO_AWARD, TIE

if TYPE_CHECKING:
    from lbpp_cli.arrays import Flags, Ints

DECISIONS = (NO_AWARD, AWARD, TIE)


class Decisions(NamedTuple):
    """What became of each solicitation, a place among ``DECISIONS``, and what its award is compared with.

    ``winner`` and ``low`` are rows of bids, -1 where there is no one winner, or no one low bidder without preference.
    """

    decision: Ints
    winner: Ints
    low: Ints
    changed: Flags
    lowest: Ints


def standard_ranks(groups: Ints, figures: Ints) -> Ints:
    """Standard competition ranks (1, 1, 3) within each group, the smallest figure first."""
    count = len(figures)
    if not count:
        return np.zeros(0, np.int64)
    low, high, most = int(figures.min()), int(figures.max()), int(groups.max())
    spread = high - low + 1
    if spread * (most + 1) <= LARGEST_WHOLE:
        keys = groups * np.int64(spread)
        keys += figures
        keys -= low
        order = np.argsort(keys)
        keys = keys[order]
        first = np.concatenate([[True], keys[1:] != keys[:-1]])
        del keys
        ordered = groups[order]
    else:
        order = np.lexsort((figures, groups))
        ordered, sorted_figures = groups[order], figures[order]
        first = np.concatenate([[True], (ordered[1:] != ordered[:-1]) | (sorted_figures[1:] != sorted_figures[:-1])])
    begins = np.concatenate([[True], ordered[1:] != ordered[:-1]])
    places = np.arange(count)
    rank = np.maximum.accumulate(np.where(first, places, 0)) - np.maximum.accumulate(np.where(begins, places, 0)) + 1
    ranks = np.empty(count, np.int64)
    ranks[order] = rank
    return ranks


def decide(count: int, of: Ints, before: Ints, after: Ints, bid_price: Ints, rows: Ints) -> Decisions:
    """The award of each of ``count`` solicitations, from the ranks of its ranked bids; ``rows``: where those stand.

    ``of``: the solicitation of each ranked bid.
    """
    first, low = after == 1, before == 1
    firsts, lows = np.bincount(of[first], minlength=count), np.bincount(of[low], minlength=count)
    changed = np.zeros(count, np.bool_)
    changed[of[first != low]] = True
    winner, low_bidder = np.full(count, -1), np.full(count, -1)
    winner[of[first]] = rows[first]
    low_bidder[of[low]] = rows[low]
    winner[firsts != 1] = -1
    low_bidder[lows != 1] = -1
    lowest = np.full(count, LARGEST_WHOLE)
    np.minimum.at(lowest, of, bid_price)
    return Decisions(np.minimum(firsts, 2), winner, low_bidder, changed, lowest)
