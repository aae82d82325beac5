"""The rules over whole tables at once, in whole numbers. What a kind of prime earns is asked of the rules themselves.

A prime is of one of a few kinds: under Procedure 3 or 4, with or without standing, LSB or LTE or both or neither. For
each, :func:`lbpp_cli.programs.la_lbpp.preference.terms_of` says once what it earns and how its subcontractors count.
"""

from __future__ import annotations

from decimal import Decimal
from math import ceil
from typing import TYPE_CHECKING

import numpy as np

from lbpp_cli.arrays import Adjusted, Names, Numbers, fits, largest, percent_of, rescaled, scale_of, whole
from lbpp_cli.money import show_money
from lbpp_cli.programs.la_lbpp import readings as reading
from lbpp_cli.programs.la_lbpp.eligibility import BROKER, DEALERS, GOODS
from lbpp_cli.programs.la_lbpp.frame_subcontractors import add_subcontractors
from lbpp_cli.programs.la_lbpp.frame_terms import BITS, STANDING_ORDER, kinds_of, terms_of_kinds
from lbpp_cli.programs.la_lbpp.terms import CBE, LBE, LSB, LTE
from lbpp_cli.readings import Readings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lbpp_cli.arrays import Flags, Ints, Tables
    from lbpp_cli.parameters import Rules


def adjusted(tables: Tables, rules: Rules, chosen: Mapping[str, str]) -> Adjusted:
    """The preference of each bid, from its certifications to its evaluated price or score.

    Raises:
        DoesNotFitError: an amount or a number is too large, or has too many decimals.

    """
    solicitations, bids = tables.solicitations, tables.bids
    price = _bid_price(tables)
    over, refused = _over_limit(tables, price, rules)
    standing, own = _eligibility(tables, over, rules, chosen)
    kind = kinds_of(tables, over, standing, own)
    terms = terms_of_kinds(rules, Readings(chosen))
    percent = terms.base[kind]
    add_subcontractors(percent, kind, terms, tables, price, rules, chosen)
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
        Names(standing, STANDING_ORDER),
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
    standing = (((held & (BITS[LBE] | BITS[CBE])) != 0) & in_county).astype(np.int8)
    standing[((held & BITS[CBE]) != 0) & in_city] = 2
    own = np.where(in_county, (held & BITS[LSB] != 0) | (((held & BITS[LTE]) != 0).astype(np.int8) << 1), 0)
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
    least = ceil(rules.value("local-work") * 100 * Decimal(10) ** work.scale)
    return np.asarray(work.units >= -(-least // 3))


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
