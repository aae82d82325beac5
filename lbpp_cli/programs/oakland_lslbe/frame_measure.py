"""The participation of every bid at once, in whole numbers: as :mod:`lbpp_cli.programs.oakland_lslbe.measure` for one.

Cents are counted in units so small that every part of a cent that can occur is a whole number of them.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from lbpp_cli.arrays import Numbers, fits, largest, scale_of, sums, whole
from lbpp_cli.programs.oakland_lslbe import readings as reading
from lbpp_cli.programs.oakland_lslbe.frame_terms import choice, numbers, said
from lbpp_cli.programs.oakland_lslbe.terms import (
    BROKERS,
    CERTIFICATIONS,
    LBE,
    LOCAL,
    LOCAL_PART,
    LPG,
    NONE,
    REQUIREMENT,
    SLBE,
    SMALL,
    SMALL_PART,
    VERY_SMALL,
    VSLBE,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lbpp_cli.arrays import Flags, Ints, Tables
    from lbpp_cli.parameters import Rules
    from lbpp_cli.programs.oakland_lslbe.frame_terms import Contracts

STANDING_ORDER = (NONE, LOCAL, SMALL, VERY_SMALL)
_LOCAL, _SMALL, _VERY_SMALL = range(1, 4)
_BITS = {name: 1 << place for place, name in enumerate(CERTIFICATIONS)}


class Reached(NamedTuple):
    """One row a bid: whether each goal is met, and the units above the requirement: of all firms, and by their part.

    ``percent_of_base``: the units of a percent of the base, in units of ten to the minus the scale of the contracts.
    """

    met: Mapping[str, Numbers]
    percent_of_base: Ints
    above: Ints
    above_local: Ints
    above_small: Ints


def standings(held: Ints) -> Ints:
    """What certifications make of a firm, by its place among the standings: the one that counts for most."""
    standing = ((held & _BITS[LBE]) != 0).astype(np.int8)
    standing[(held & (_BITS[SLBE] | _BITS[LPG])) != 0] = _SMALL
    standing[(held & _BITS[VSLBE]) != 0] = _VERY_SMALL
    return np.asarray(standing)


def measured(tables: Tables, terms: Contracts, rules: Rules, chosen: Mapping[str, str]) -> Reached:
    """What of each bid counts toward its requirement, and what is above it."""
    bids = tables.bids
    price, of, count = bids.quoted_price.units, bids.of, len(bids.of)
    base = price
    if chosen[reading.BASE] == "subcontractable":
        base = price - numbers(bids.own, "restricted", count).units  # Definition 23
    dollars = {kind: _dollars(tables, kind) for kind in (_LOCAL, _SMALL, _VERY_SMALL)}
    times = Fraction(rules.value("very-small-factor"))
    up, down = times.numerator, times.denominator
    cent, part = 100 * 10**terms.scale * up * down, up * down
    what = "the participation of a bid"
    fits(largest(price) * cent * (ceil(times) + 2), what)
    local, small, very_small = (dollars[kind] * np.int64(cent) for kind in (_LOCAL, _SMALL, _VERY_SMALL))
    need, need_local, need_small = (base * one[of] * np.int64(part) for one in (terms.whole, terms.local, terms.small))
    # Action 3: very small ones count double toward the small part, and are taken for it first.
    doubled = very_small // down * up
    used = np.minimum(very_small, need_small // up * down)
    used_of_small = np.minimum(small, np.maximum(need_small - doubled, 0))
    beyond = very_small - used + small - used_of_small
    counted_local, counted_small = local, small + doubled
    if chosen[reading.SMALL_COVERS_LOCAL] == "yes":
        counted_local = local + np.where(local < need_local, beyond, 0)
    everyone = local + small + very_small
    # Double counting is for the small part alone, so the whole counts it as far as that part takes it.
    total = everyone + used // down * (up - down)
    lacking = (need_local - counted_local, need_small - counted_small, need - total)
    for_local, for_small, for_whole = _banked(tables, rules, base, cent, lacking)
    total += for_local + for_small + for_whole
    asked = terms.asked[of]
    met = {
        name: Numbers((counted >= needed).astype(np.int8), 0, asked)
        for name, counted, needed in (
            (REQUIREMENT, total, need),
            (LOCAL_PART, counted_local + for_local, need_local),
            (SMALL_PART, counted_small + for_small, need_small),
        )
    }
    again = doubled - very_small if chosen[reading.DOUBLE_BEYOND] == "also-discounts" else np.int64(0)
    return Reached(
        met,
        base * np.int64(part),
        everyone + again - need,
        np.maximum(local - need_local, 0),
        small + very_small + again - need_small - np.maximum(need_local - local, 0),
    )


def _dollars(tables: Tables, kind: int) -> Ints:
    """The cents of the firms of each bid that count as of a kind: the prime's own work, and its other firms."""
    bids, subs = tables.bids, tables.subcontractors
    count, asked = len(bids.of), _brokerage_asked(tables)[bids.of]
    broker = choice(bids.own, "own_role", count).among(set(BROKERS)) & ~asked
    own = bids.quoted_price.units - sums(subs.cost, subs.of, count, "the costs of subcontractors")
    prime = (standings(bids.held) == kind) & ~broker & (own > 0)
    # Definition 7: only what performs a commercially useful function is counted.
    idle = said(subs.own, "useful", len(subs.of), answer=False)
    idle |= choice(subs.own, "role", len(subs.of)).among(set(BROKERS)) & ~asked[subs.of]
    some = (standings(subs.held) == kind) & ~idle
    theirs = sums(subs.cost[some], subs.of[some], count, "the costs of subcontractors")
    return theirs + np.where(prime, own, 0)


def _brokerage_asked(tables: Tables) -> Flags:
    return said(tables.solicitations.own, "brokerage_asked", len(tables.solicitations.proposal))


def _banked(
    tables: Tables, rules: Rules, base: Ints, cent: int, lacking: tuple[Ints, Ints, Ints]
) -> tuple[Ints, Ints, Ints]:
    """Earning Credits: the banked credit that counts toward each part, and toward the whole beyond the parts.

    Where it is not said toward which part, toward those that lack it, and then toward the whole.
    """
    lacking_local, lacking_small, lacking_whole = lacking
    bids, count = tables.bids, len(tables.bids.of)
    stated, earned = numbers(bids.own, "banked", count), numbers(bids.own, "banked_on", count)
    nothing = np.zeros(count, np.int64)
    due = tables.solicitations.due
    if due is None or not (stated.units > 0).any():
        return nothing, nothing, nothing
    by, known = due.units[bids.of], due.known[bids.of]
    in_time = earned.known & known & (earned.units <= by)
    in_time &= by <= months_after(earned.units, int(rules.value("banked-months")))
    limit = rules.value("banked-limit")
    divisor, percent = 100 * 10 ** scale_of([limit]), whole(limit, scale_of([limit]))
    fits(largest(base) * percent, "banked credit")
    most = base * np.int64(percent) // divisor  # cut to the cent, so that the maximum is never passed
    room = np.where(in_time & (stated.units > 0), np.minimum(stated.units, most), 0) * np.int64(cent)
    toward = choice(bids.own, "banked_toward", count)
    only_local, only_small = toward.among({LOCAL_PART}), toward.among({SMALL_PART})
    for_local = np.where(only_local, room, np.minimum(room, np.maximum(lacking_local, 0)))
    for_local[only_small] = 0
    left = room - for_local
    for_small = np.where(only_small, room, np.minimum(left, np.maximum(lacking_small, 0)))
    for_small[only_local] = 0
    still = np.maximum(lacking_whole - for_local - for_small, 0)
    for_whole = np.minimum(left - for_small, still)
    for_whole[only_local | only_small] = 0
    return for_local, for_small, for_whole


def months_after(days: Ints, months: int) -> Ints:
    """The same day some months later; the last of the month where it has no such day. Days since 1970."""
    given = days.astype("datetime64[D]")
    month = given.astype("datetime64[M]")
    target = month + months
    first = target.astype("datetime64[D]").astype(np.int64)
    last = (target + 1).astype("datetime64[D]").astype(np.int64) - first - 1
    return np.asarray(first + np.minimum(days - month.astype("datetime64[D]").astype(np.int64), last))
