"""The rules over whole tables at once, in whole numbers; as the module ``preference`` has them for one bid."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from lbpp_cli.arrays import Adjusted, Names, Numbers, fits, largest, percent_of, rescaled, scale_of, sums, whole
from lbpp_cli.programs.oakland_lslbe import readings as reading
from lbpp_cli.programs.oakland_lslbe.frame_measure import STANDING_ORDER, measured, standings
from lbpp_cli.programs.oakland_lslbe.frame_terms import choice, contracts, numbers, said
from lbpp_cli.programs.oakland_lslbe.terms import LOCAL, PARTNER_ROLE, SMALL, VERY_SMALL

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lbpp_cli.arrays import Flags, Ints, Tables
    from lbpp_cli.parameters import Rules
    from lbpp_cli.programs.oakland_lslbe.frame_measure import Reached
    from lbpp_cli.programs.oakland_lslbe.frame_terms import Contracts

_FIGURES = (
    "base-discount", "step-discount", "discount-limit", "mentor-preference", "developer-small-discount",
    "developer-local-discount",
)  # fmt: skip
_HUNDRED = 100


def adjusted(tables: Tables, rules: Rules, chosen: Mapping[str, str]) -> Adjusted:
    """The participation of each bid and what it earns; bids below the requirement are excluded.

    Raises:
        DoesNotFitError: an amount or a number is too large, or has too many decimals.

    """
    bids, price = tables.bids, tables.bids.quoted_price.units
    terms = contracts(tables, rules)
    reached = measured(tables, terms, rules, chosen)
    asked, formal = terms.asked[bids.of], terms.formal[bids.of]
    below = np.zeros(len(price), np.bool_)
    for goal in reached.met.values():
        below |= goal.units == 0
    # Requirements: being responsive includes meeting the requirement.
    excluded = asked & below
    scale = scale_of([rules.value(name) for name in _FIGURES])
    figure = {name: np.int64(whole(rules.value(name), scale)) for name in _FIGURES}
    room = rules.value("discount-limit") - rules.value("base-discount")
    most = int(room // rules.value("step-discount"))
    steps = _steps_above(reached, terms, rules, chosen, most)
    earns = asked & ~_venture_barred(tables, terms, rules)
    percent = np.where(earns, figure["base-discount"] + figure["step-discount"] * steps, 0)
    # Incentives: no more than 5% may be earned; the preference of the team is all of it.
    percent[formal & _mentor(tables, terms)] = figure["mentor-preference"]
    percent[excluded | ~formal] = 0
    standing = standings(bids.held)
    proposal = tables.solicitations.proposal[bids.of]
    # The source has a discount of bids alone there, and no points.
    _of_developers(percent, standing, terms.developer[bids.of] & ~proposal, figure)
    evaluated = percent_of(price, _HUNDRED * np.int64(10**scale) - percent, scale, "an evaluated price")
    every = Numbers(percent, scale, np.ones(len(price), np.bool_))
    return Adjusted(
        price,
        Names(standing, STANDING_ORDER),
        every,
        np.where(proposal, 0, price - evaluated),
        evaluated,
        _evaluated_score(tables, every) if proposal.any() else None,
        [*terms.refused, *_refused(tables)],
        excluded,
        proposal,
        reached.met,
    )


def _steps_above(reached: Reached, terms: Contracts, rules: Rules, chosen: Mapping[str, str], most: int) -> Ints:
    """How many whole steps of 10% of the contract dollars are above the requirement, at most so many."""
    step_units = whole(rules.value("step"), terms.scale)
    fits(largest(reached.percent_of_base) * step_units * max(most, 1), "the participation of a bid")
    step = reached.percent_of_base * np.int64(step_units)
    counted = np.zeros(len(step), np.int64)
    for number in range(1, most + 1):
        counted += reached.above >= step * number
    if chosen[reading.EXTRA_SPLIT] == "any":
        return counted
    # Earning Credits: 5% local and 5% small local for each step; Example 2: or 10% small local.
    part = reached.percent_of_base * np.int64(whole(rules.value("step-part"), terms.scale))
    above_small = np.maximum(reached.above_small, 0)
    divided = np.zeros(len(step), np.int64)
    for split in range(most + 1):
        for small in range(most + 1 - split):
            enough = (part * split <= reached.above_local) & (part * split + step * small <= above_small)
            np.maximum(divided, split + small, out=divided, where=enough)
    return np.minimum(counted, divided)


def _mentor(tables: Tables, terms: Contracts) -> Flags:
    """Mentor Protégé: only where the buyer recorded the approval, and not for an agreement that came too late."""
    bids, count, due = tables.bids, len(tables.bids.of), tables.solicitations.due
    approved, submitted = said(bids.own, "mentor_approved", count), numbers(bids.own, "mentor_submitted", count)
    if due is None:
        return approved
    by = due.units[bids.of]
    # Prior to the bid date for construction, by the due date for professional services.
    late = np.where(terms.construction[bids.of], submitted.units >= by, submitted.units > by)
    return np.asarray(approved & ~(late & submitted.known & due.known[bids.of]))


def _venture_barred(tables: Tables, terms: Contracts, rules: Rules) -> Flags:
    """Joint Venture: which ventures earn no discount."""
    bids, subs, count = tables.bids, tables.subcontractors, len(tables.bids.of)
    venture = said(bids.own, "venture", count)
    if not venture.any():
        return venture
    price = bids.quoted_price.units
    others = ~choice(subs.own, "role", len(subs.of)).among({PARTNER_ROLE})
    costs = sums(subs.cost[others], subs.of[others], count, "the costs of subcontractors")
    least = rules.value("venture-work")
    scale = scale_of([least])
    fits(largest(price) * _HUNDRED * 10**scale, "the work of a joint venture")
    share = (price - numbers(bids.own, "manufactured", count).units) * np.int64(whole(least, scale))
    too_little = terms.construction[bids.of] & ((price - costs) * np.int64(_HUNDRED * 10**scale) < share)
    return np.asarray(venture & (said(bids.own, "venture_approved", count, answer=False) | too_little))


def _of_developers(percent: Ints, standing: Ints, developer: Flags, figure: Mapping[str, np.int64]) -> None:
    """Private Developments: 5% off for small local, 2% off for local businesses."""
    small = np.isin(standing, [STANDING_ORDER.index(SMALL), STANDING_ORDER.index(VERY_SMALL)])
    percent[developer & small] = figure["developer-small-discount"]
    percent[developer & (standing == STANDING_ORDER.index(LOCAL))] = figure["developer-local-discount"]


def _evaluated_score(tables: Tables, percent: Numbers) -> Numbers | None:
    """Incentives: preference points are added to the score as they are."""
    score, what = tables.bids.score, "a score"
    if score is None:
        return None
    scale = max(score.scale, percent.scale)
    found, points = rescaled(score, scale, what), rescaled(percent, scale, what)
    fits(largest(found) + largest(points), what)
    return Numbers(found + points, scale, score.known)


def _refused(tables: Tables) -> list[tuple[Flags, str]]:
    """Amounts that are part of a bid are not more than it, nor less than nothing."""
    bids, count = tables.bids, len(tables.bids.of)
    found = []
    for field, what in (
        ("restricted", "dollars that the specifications restrict"),
        ("manufactured", "manufactured items"),
        ("banked", "banked credit"),
    ):
        amount = numbers(bids.own, field, count)
        wrong = [(amount.known & (amount.units < 0), f"{what} below zero")]
        if field != "banked":
            more = amount.known & bids.quoted_price.known & (amount.units >= bids.quoted_price.units)
            wrong.append((more & (bids.quoted_price.units > 0), f"{what} that are the whole bid or more"))
        for rows, why in wrong:
            of = np.zeros(len(tables.solicitations.proposal), np.bool_)
            of[bids.of[rows]] = True
            found.append((of, why))
    return found
