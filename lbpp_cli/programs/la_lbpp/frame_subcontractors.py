"""What bids earn through their subcontractors, over whole tables: 3.B, 4.B.3 and 4.B.4."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from lbpp_cli.arrays import fits, largest, scale_of, sums, whole
from lbpp_cli.programs.la_lbpp import readings as reading
from lbpp_cli.programs.la_lbpp.frame_terms import BITS
from lbpp_cli.programs.la_lbpp.terms import LSB, LTE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lbpp_cli.arrays import Bids, Flags, Ints, Tables
    from lbpp_cli.parameters import Rules
    from lbpp_cli.programs.la_lbpp.frame_terms import KindTerms


def add_subcontractors(
    percent: Ints, kind: Ints, terms: KindTerms, tables: Tables, price: Ints, rules: Rules, chosen: Mapping[str, str]
) -> None:
    """3.B, 4.B.3 and 4.B.4: add to each bid's percent what it earns through its subcontractors."""
    bids, subs = tables.bids, tables.subcontractors
    held = terms.qualifying[kind][subs.of] & subs.held
    if subs.work is not None:
        held[_work_withheld(tables)] = 0
    some = np.flatnonzero(held)
    if not some.size:
        return
    of, held, cost = subs.of[some], held[some], subs.cost[some]
    step, credit = _step(rules), whole(rules.value("share-credit"), terms.scale)
    limit = whole(rules.value("subcontractor-certification-limit"), terms.scale)
    how_many = np.array([names.bit_count() for names in range(1 << len(BITS))], np.int64)
    limited = terms.limited[kind]
    if chosen[reading.TENTHS] == "pooled":
        # All qualifying costs are added up before whole tenths are taken.
        names = np.zeros(len(bids.of), np.int8)
        for bit in BITS.values():
            names_it = np.zeros(len(bids.of), np.bool_)
            names_it[of[(held & bit) != 0]] = True
            names[names_it] |= np.int8(bit)
        together = sums(cost, of, len(bids.of), "the costs of subcontractors")
        earned = _credit(together, price, step, credit)
        earned = np.where(limited, np.minimum(earned, how_many[names] * limit), earned)
    else:
        # Tenths count for each subcontractor alone.
        each = _credit(cost, price[of], step, credit)
        del cost
        shared = terms.shared[kind]
        over_all = _shared(each, of, held, shared, limit, bids) if shared.any() else None
        if limited.any():
            # 4.B.3: at most 2% for each certification that it holds.
            capped = limited & ~shared if over_all is not None else limited
            np.minimum(each, how_many[held] * limit, out=each, where=capped[of])
        earned = sums(each, of, len(bids.of), "the credit of subcontractors")
        if over_all is not None:
            earned = np.where(shared, over_all, earned)
    percent += np.minimum(earned, terms.room[kind])


def _shared(each: Ints, of: Ints, held: Ints, shared: Flags, limit: int, bids: Bids) -> Ints:
    """The limit for a certification counted once over all subcontractors of a bid: the most that any way allows.

    Only LSB and LTE are shared so: the least over what those outside a group of the two earn, and the group's limits.
    """
    count = len(bids.of)
    ours = shared[of]
    each, of, held = each[ours], of[ours], held[ours]
    small, transitional = (held & BITS[LSB]) != 0, (held & BITS[LTE]) != 0
    what = "the credit of subcontractors"
    everyone = sums(each, of, count, what)
    only_small = sums(each[~transitional], of[~transitional], count, what)
    only_transitional = sums(each[~small], of[~small], count, what)
    least = np.minimum(everyone, limit + everyone - only_small)
    np.minimum(least, limit + everyone - only_transitional, out=least)
    return np.asarray(np.minimum(least, 2 * limit))


def _work_withheld(tables: Tables) -> Flags:
    """4.B.3.c, 4.B.4.a, 3.B: the bid must identify the subcontractor's work, where there was a column for it."""
    subs, recorded = tables.subcontractors, tables.solicitations.work_recorded
    withheld = np.zeros(len(subs.of), np.bool_) if subs.work is None else ~subs.work
    return withheld if recorded is None else withheld & recorded[tables.bids.of][subs.of]


def _step(rules: Rules) -> int:
    figure = rules.value("share-step")
    if figure < 1 or scale_of([figure]):
        raise ValueError(f"share-step is no whole number of percent: {figure}")
    return int(figure)


def _credit(cost: Ints, price: Ints, step: int, credit: int) -> Ints:
    """The credit for each whole step of the price in a cost: an integer test in cents, never a quotient."""
    what = "the cost of a subcontractor"
    fits(largest(cost) * 100, what)
    fits(largest(price) * step, what)
    times = cost * 100
    times //= np.maximum(price * step, 1)  # a bid without a price is not ranked
    fits(largest(times) * credit, what)
    return np.asarray(np.multiply(times, credit, out=times))
