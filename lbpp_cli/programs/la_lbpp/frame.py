"""The rules over whole tables at once, in whole numbers. What a kind of prime earns is asked of the rules themselves.

A prime is of one of a few kinds: under Procedure 3 or 4, with or without standing, LSB or LTE or both or neither. For
each, :func:`lbpp_cli.programs.la_lbpp.preference.terms_of` says once what it earns and how its subcontractors count.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from lbpp_cli.arrays import Adjusted, Names, Numbers, fits, largest, percent_of, rescaled, scale_of, sums, whole
from lbpp_cli.model import BID, PROPOSAL, Bid, Case, Procedure, Solicitation, Source, Tabulation
from lbpp_cli.money import show_money
from lbpp_cli.programs.la_lbpp import readings as reading
from lbpp_cli.programs.la_lbpp.eligibility import BROKER, DEALERS, GOODS, Eligibility
from lbpp_cli.programs.la_lbpp.preference import terms_of
from lbpp_cli.programs.la_lbpp.terms import (
    CBE,
    CERTIFICATIONS,
    CITY,
    FALSE_CLAIM,
    LBE,
    LOCAL,
    LSB,
    LTE,
    NONE,
    OVER_LIMIT,
    UP_TO_LIMIT,
)
from lbpp_cli.readings import Readings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lbpp_cli.arrays import Bids, Flags, Ints, Tables
    from lbpp_cli.parameters import Rules

_STANDINGS = (NONE, LOCAL, CITY)
_BITS = {name: 1 << place for place, name in enumerate(CERTIFICATIONS)}
_OWN = ((), (LSB,), (LTE,), (LSB, LTE))
_ALL = frozenset(CERTIFICATIONS)
_NOWHERE = Source("", {})


class _Terms(NamedTuple):
    """For each kind of prime: its own percent and the most through subcontractors, and how those count."""

    base: Ints
    room: Ints
    qualifying: Ints
    limited: Flags
    shared: Flags
    scale: int


def adjusted(tables: Tables, rules: Rules, chosen: Mapping[str, str]) -> Adjusted:
    """The preference of each bid, from its certifications to its evaluated price or score.

    Raises:
        DoesNotFitError: an amount or a number is too large, or has too many decimals.

    """
    solicitations, bids = tables.solicitations, tables.bids
    price = _bid_price(tables)
    over, refused = _over_limit(tables, price, rules)
    standing, own = _eligibility(tables, over, rules, chosen)
    kind = _kind(tables, over, standing, own)
    terms = _terms(rules, Readings(chosen))
    percent = terms.base[kind]
    _add_subcontractors(percent, kind, terms, tables, price, rules, chosen)
    # 4.A.1, 3.A.1: the bid price is reduced, solely to evaluate the bid.
    value = percent_of(price, percent, terms.scale, "the value of a preference")
    # 4.B.6: the value of the combined preferences shall not exceed $1,000,000.
    most = np.int64(_cents(rules, "value-limit"))
    if chosen[reading.VALUE_LIMIT] == "local-bids":
        np.minimum(value, most, out=value, where=standing != 0)
    else:
        np.minimum(value, most, out=value)
    score = None
    if solicitations.proposal.any():
        score = _evaluated_score(tables, percent, terms.scale)
        value[solicitations.proposal[bids.of]] = 0
    known = np.ones(len(price), np.bool_)
    return Adjusted(
        price,
        Names(standing, _STANDINGS),
        Numbers(percent, terms.scale, known),
        value,
        price - value,
        score,
        refused,
    )


def _cents(rules: Rules, name: str) -> int:
    """A figure in dollars as whole cents.

    Raises:
        ValueError: it is no whole number of cents.

    """
    figure = rules.value(name)
    if scale_of([figure]) > 2:  # noqa: PLR2004
        raise ValueError(f"{name} is no whole number of cents: {figure}")
    return whole(figure, 2)


def _bid_price(tables: Tables) -> Ints:
    """Definitions: the quoted price less the discounts that count, each rounded half-up to the cent."""
    solicitations, bids = tables.solicitations, tables.bids
    price = bids.quoted_price.units
    if bids.combined_discount is not None and solicitations.combined_discount_allowed is not None:
        # "it applies to more than one item or more than one group of items".
        counted = solicitations.combined_discount_allowed.copy()
        items = solicitations.items
        counted &= False if items is None else items.known & (items.units > 1)
        price = _less(price, bids.combined_discount, counted[bids.of])
    if bids.cash_discount is not None and solicitations.cash_discount_counted is not None:
        counted = solicitations.cash_discount_counted[bids.of]
        least, days = solicitations.cash_discount_minimum_days, bids.cash_discount_days
        if least is not None and days is not None:
            counted &= ~(least.known[bids.of] & days.known & (days.units < least.units[bids.of]))
        price = _less(price, bids.cash_discount, counted)
    return price


def _less(price: Ints, discount: Numbers, counted: Flags) -> Ints:
    percent = np.where(counted & discount.known, discount.units, 0)
    return price - percent_of(price, percent, discount.scale, "a discount") if percent.any() else price


def _over_limit(tables: Tables, price: Ints, rules: Rules) -> tuple[Flags, list[tuple[Flags, str]]]:
    """Which solicitations are over the limit of Procedure 3, and those whose bids do not decide it."""
    bids, limit = tables.bids, _cents(rules, "small-contract-limit")
    value, count = tables.solicitations.contract_value, len(tables.solicitations.proposal)
    if value is not None and value.known.all():
        return value.units > limit, []
    # Not stated: the side on which every ranked bid lies.
    some_over, some_not = np.zeros(count, np.bool_), np.zeros(count, np.bool_)
    some_over[bids.of[bids.ranked & (price > limit)]] = True
    some_not[bids.of[bids.ranked & (price <= limit)]] = True
    shown = show_money(rules.value("small-contract-limit"))
    why = f"no contract value is stated, and the bids lie on both sides of {shown}"
    if value is None:
        return some_over, [(some_over & some_not, why)]
    return np.where(value.known, value.units > limit, some_over), [(some_over & some_not & ~value.known, why)]


def _eligibility(tables: Tables, over: Flags, rules: Rules, chosen: Mapping[str, str]) -> tuple[Ints, Ints]:
    """The standing of each prime, by its place among the standings, and which of LSB and LTE count as its own."""
    bids, held = tables.bids, tables.bids.held
    in_city, in_county = _two_thirds_met(tables, over, rules, chosen)
    # Definitions: a City Business is a Local Business that is also certified as a City Business.
    standing = (((held & (_BITS[LBE] | _BITS[CBE])) != 0) & in_county).astype(np.int8)
    standing[((held & _BITS[CBE]) != 0) & in_city] = 2
    own = np.where(in_county, (held & _BITS[LSB] != 0) | (((held & _BITS[LTE]) != 0).astype(np.int8) << 1), 0)
    if bids.local_status is not None:
        # 4.B.8: found after the deadline not to qualify, and 4.B.8.a.
        lost = bids.local_status.known
        standing[lost], own[lost] = 0, 0
    return standing, own.astype(np.int8)


def _two_thirds_met(tables: Tables, over: Flags, rules: Rules, chosen: Mapping[str, str]) -> tuple[Flags, Flags]:
    """2.C, 4.B.5: whether two thirds of the work is in the City, and in the County; taken as met where not stated."""
    bids, nothing = tables.bids, np.zeros(len(tables.bids.of), np.bool_)
    city_known = nothing if bids.city_work is None else bids.city_work.known
    county_known = nothing if bids.county_work is None else bids.county_work.known
    city = nothing if bids.city_work is None else city_known & _two_thirds(bids.city_work, rules)
    # Work in the City is work in the County, and what is not in the County is not in the City.
    in_county = ~county_known if bids.county_work is None else ~county_known | _two_thirds(bids.county_work, rules)
    in_city = in_county & (~city_known | city)
    category = tables.solicitations.category
    if category is not None and bids.role is not None:
        # 2.C.2.c: of goods, a dealer, supplier or broker needs no share of the work.
        goods = category.among({GOODS})[bids.of]
        free, broker = bids.role.among(DEALERS), bids.role.among({BROKER})
        if chosen[reading.BROKER_OVER_LIMIT] == "does-not-count":
            # 4.B.5 does not list brokers, 2.C.2.c does: such a broker has what its shares of the work give it.
            procedure_4 = over[bids.of]
            free |= broker & ~procedure_4
            nothing_stated = goods & broker & procedure_4 & ~city & ~county_known
            in_city, in_county = in_city & ~nothing_stated, in_county & ~nothing_stated
        else:
            free |= broker
        in_city, in_county = in_city | (goods & free), in_county | (goods & free)
    return in_city, in_county


def _two_thirds(work: Numbers, rules: Rules) -> Flags:
    """2.C, 4.B.5: exactly two thirds is enough."""
    fits(largest(work.units) * 3, "a share of the work")
    least = rules.value("local-work") * 100 * Decimal(10) ** work.scale
    return np.asarray(work.units * 3 >= -int(-least // 1))


def _number(regime: int, own: int, proposal: int) -> int:
    return (regime * len(_OWN) + own) * 2 + proposal


# What decides how a prime earns a preference: nothing at all, Procedure 3, or a standing under Procedure 4.
_NOTHING, _SMALL, _OVER = 0, 1, 2
_REGIMES = _OVER + len(_STANDINGS)


def _kind(tables: Tables, over: Flags, standing: Ints, own: Ints) -> Ints:
    """The kind of each prime, as a number."""
    bids, solicitations = tables.bids, tables.solicitations
    regime = np.where(over[bids.of], standing + np.int8(_OVER), np.int8(_SMALL))
    if solicitations.waived is not None:
        regime[solicitations.waived[bids.of]] = _NOTHING  # 6.B
    if bids.local_status is not None:
        regime[bids.local_status.among({FALSE_CLAIM})] = _NOTHING  # 4.B.8.a: no preference at all
    regime[~bids.ranked] = _NOTHING
    kind = regime * np.int8(len(_OWN) * 2) + own * np.int8(2)
    return kind + solicitations.proposal[bids.of] if solicitations.proposal.any() else kind


def _terms(rules: Rules, readings: Readings) -> _Terms:
    """What each kind of prime earns, and how its subcontractors count, as the rules say it for one bid."""
    count = _REGIMES * len(_OWN) * 2
    base, room = [Decimal(0)] * count, [Decimal(0)] * count
    qualifying, limited, shared = np.zeros(count, np.int8), np.zeros(count, np.bool_), np.zeros(count, np.bool_)
    someone = Bid(_NOWHERE, "", None, frozenset())
    for regime, own, proposal in product(range(_SMALL, _REGIMES), range(len(_OWN)), (0, 1)):
        kind = PROPOSAL if proposal else BID
        procedure = Procedure(UP_TO_LIMIT if regime == _SMALL else OVER_LIMIT, "", "")
        case = Case(Tabulation((), Solicitation(_NOWHERE, kind=kind), ()), rules, procedure)
        standing = NONE if regime == _SMALL else _STANDINGS[regime - _OVER]
        steps, terms = terms_of(case, someone, Eligibility(standing, _OWN[own]), [_ALL], readings)
        at = _number(regime, own, proposal)
        base[at] = sum((step.percent for step in steps), Decimal(0))
        if not terms.barred:
            room[at] = terms.limit
            qualifying[at] = sum(_BITS[name] for name in terms.qualifying)
            limited[at], shared[at] = terms.certification_limit is not None, terms.shared
    figures = [*base, *room, rules.value("share-credit"), rules.value("subcontractor-certification-limit")]
    scale = scale_of(figures)
    for figure in figures:
        fits(whole(figure, scale), "a percent")
    base_units, room_units = (np.array([whole(figure, scale) for figure in one], np.int64) for one in (base, room))
    return _Terms(base_units, room_units, qualifying, limited, shared, scale)


def _add_subcontractors(
    percent: Ints, kind: Ints, terms: _Terms, tables: Tables, price: Ints, rules: Rules, chosen: Mapping[str, str]
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
    how_many = np.array([names.bit_count() for names in range(1 << len(_BITS))], np.int64)
    limited = terms.limited[kind]
    if chosen[reading.TENTHS] == "pooled":
        # All qualifying costs are added up before whole tenths are taken.
        names = np.zeros(len(bids.of), np.int8)
        for bit in _BITS.values():
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
    small, transitional = (held & _BITS[LSB]) != 0, (held & _BITS[LTE]) != 0
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


def _evaluated_score(tables: Tables, percent: Ints, scale: int) -> Numbers | None:
    """4.A.2, 3.A.2: the score is increased by a percentage of the total possible points; nothing is rounded."""
    bids, points = tables.bids, tables.solicitations.total_points
    if bids.score is None or points is None:
        return None
    what, decimals = "a score", points.scale + scale + 2
    most = max(bids.score.scale, decimals)
    added = largest(points.units) * largest(percent) * 10 ** (most - decimals)
    fits(added, what)
    score = rescaled(bids.score, most, what)
    fits(largest(score) + added, what)
    total = score + points.units[bids.of] * percent * 10 ** (most - decimals)
    return Numbers(total, most, bids.score.known & points.known[bids.of])
