"""What keeps bids from being evaluated: what the checks of one tabulation refuse, over whole tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from lbpp_cli.arrays import above, sums

if TYPE_CHECKING:
    from lbpp_cli.arrays import Bids, Flags, Tables

_HUNDRED = 100


def check(tables: Tables) -> list[tuple[Flags, str]]:
    """What is wrong with bids: the rows of bids, and why they cannot be evaluated."""
    bids, ranked, quoted = tables.bids, tables.bids.ranked, tables.bids.quoted_price
    found: list[tuple[Flags, str]] = [
        (~quoted.known & ranked, "a bid has no price, and a blank is never zero"),
        (quoted.known & (quoted.units <= 0), "a bid's price is zero or negative"),
    ]
    value = tables.solicitations.contract_value
    if value is not None:
        found.append((_spread(value.known & (value.units <= 0), bids), "the contract value is zero or negative"))
    found += [*_scores(tables), *_percents(bids), *_costs(tables)]
    return [(rows, why) for rows, why in found if rows.any()]


def _spread(solicitations: Flags, bids: Bids) -> Flags:
    """The bids of some solicitations."""
    return np.asarray(solicitations[bids.of]) if solicitations.any() else np.zeros(len(bids.of), np.bool_)


def _scores(tables: Tables) -> list[tuple[Flags, str]]:
    solicitations, bids = tables.solicitations, tables.bids
    if not solicitations.proposal.any():
        return []
    total, score = solicitations.total_points, bids.score
    proposal = solicitations.proposal[bids.of]
    stated = np.zeros(len(solicitations.proposal), np.bool_) if total is None else total.known & (total.units > 0)
    missing = np.ones(len(bids.of), np.bool_) if score is None else ~score.known
    found = [
        (proposal & ~stated[bids.of], "the total possible points are not stated"),
        (proposal & bids.ranked & missing, "a proposal has no score"),
    ]
    if total is not None and score is not None:
        total_of_bid = total._replace(units=total.units[bids.of], known=total.known[bids.of])
        beyond = above(score, total_of_bid)
        found.append(
            (proposal & bids.ranked & stated[bids.of] & ~missing & beyond, "a score is above the total points")
        )
    return found


def _percents(bids: Bids) -> list[tuple[Flags, str]]:
    found = []
    for work in (bids.county_work, bids.city_work):
        if work is not None:
            out = (work.units < 0) | (work.units > _HUNDRED * 10**work.scale)
            found.append((out, "a share of the work lies below 0% or above 100%"))
    county, city = bids.county_work, bids.city_work
    if county is not None and city is not None:
        found.append(
            (county.known & city.known & above(city, county), "more of the work is in the City than in the County")
        )
    for discount in (bids.cash_discount, bids.combined_discount):
        if discount is not None:
            out = (discount.units < 0) | (discount.units >= _HUNDRED * 10**discount.scale)
            found.append((out, "a discount lies below 0%, or leaves no price"))
    return found


def _costs(tables: Tables) -> list[tuple[Flags, str]]:
    bids, subs, solicitations = tables.bids, tables.subcontractors, tables.solicitations
    count = len(bids.of)
    found = []
    if subs.cost.size and int(subs.cost.min()) <= 0:
        not_positive = np.zeros(count, np.bool_)
        not_positive[subs.of[subs.cost <= 0]] = True
        found.append((not_positive, "the cost of a subcontractor is zero or negative"))
    total = sums(subs.cost, subs.of, count, "the costs of subcontractors")
    more = bids.quoted_price.known & (bids.quoted_price.units > 0) & (total > bids.quoted_price.units)
    found.append((more, "subcontractors cost more than the bid"))
    if bids.cash_discount is not None and solicitations.cash_discount_counted is not None:
        offered = bids.ranked & (bids.cash_discount.units > 0) & solicitations.cash_discount_counted[bids.of]
        unknown = offered if bids.cash_discount_days is None else offered & ~bids.cash_discount_days.known
        found.append((unknown, "a cash discount is offered, but not for how many days"))
    return found
