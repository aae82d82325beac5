"""What each solicitation requires, over whole tables: Requirements, Private Developments."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from lbpp_cli.arrays import Names, Numbers, fits, largest, rescaled, scale_of, whole
from lbpp_cli.money import show_money
from lbpp_cli.programs.oakland_lslbe.terms_of_contract import CONSTRUCTION, GOODS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lbpp_cli.arrays import Flags, Ints, Own, Tables
    from lbpp_cli.parameters import Rules

SERVICES = "services"
_HUNDRED = 100


class Contracts(NamedTuple):
    """One row a solicitation: the part of the program that it falls under, and the participation that it requires.

    ``asked``: whether participation is required; ``whole``, ``local``, ``small``: of that, percent in units of ten to
    the minus ``scale``.
    """

    formal: Flags
    developer: Flags
    construction: Flags
    asked: Flags
    whole: Ints
    local: Ints
    small: Ints
    scale: int
    refused: list[tuple[Flags, str]]


def numbers(own: Mapping[str, Own], field: str, count: int) -> Numbers:
    """A column of the program's own; where it is not there, one of blanks."""
    found = own.get(field)
    return found if isinstance(found, Numbers) else Numbers(np.zeros(count, np.int64), 0, np.zeros(count, np.bool_))


def choice(own: Mapping[str, Own], field: str, count: int) -> Names:
    """A choice of the program's own; where it is not there, blanks."""
    found = own.get(field)
    return found if isinstance(found, Names) else Names(np.full(count, -1, np.int8), ())


def said(own: Mapping[str, Own], field: str, count: int, *, answer: bool = True) -> Flags:
    """Where a field says yes, or with ``answer=False`` no."""
    found = numbers(own, field, count)
    return np.asarray(found.known & (found.units == int(answer)))


def contracts(tables: Tables, rules: Rules) -> Contracts:
    """The part of the program that each solicitation falls under, and what it requires."""
    solicitations, count = tables.solicitations, len(tables.solicitations.proposal)
    category = solicitations.category or Names(np.full(count, -1, np.int8), ())
    construction, services = category.among({CONSTRUCTION}), category.among({SERVICES})
    developer = said(solicitations.own, "assisted", count)
    covered = ~developer & ~category.among({GOODS})
    over, undecided = _over_limit(tables, rules, construction)
    refused = [(covered & ~construction & ~services, "no category is stated, and the requirement depends on it")]
    refused += [(covered & rows, why) for rows, why in undecided]
    formal = covered & over
    waived = said(solicitations.own, "requirement_waived", count)
    stated = [numbers(solicitations.own, field, count) for field in ("requirement", "local_part", "small_part")]
    for one in stated:
        out = one.known & ((one.units < 0) | (one.units > _HUNDRED * 10**one.scale))
        refused.append((out, "a requirement lies below 0% or above 100%"))
    return _required(stated, rules, formal, developer, construction, waived, refused)


def _over_limit(tables: Tables, rules: Rules, construction: Flags) -> tuple[Flags, list[tuple[Flags, str]]]:
    """Which contracts are over the limit of their kind: by their value, else by the side on which every bid lies."""
    bids, count = tables.bids, len(construction)
    building, service = (rules.value(f"{kind}-limit") for kind in (CONSTRUCTION, SERVICES))
    limit = np.where(construction, np.int64(whole(building, 2)), np.int64(whole(service, 2)))
    some_over, some_not = np.zeros(count, np.bool_), np.zeros(count, np.bool_)
    dearer = bids.quoted_price.units > limit[bids.of]
    some_over[bids.of[bids.ranked & dearer]] = True
    some_not[bids.of[bids.ranked & ~dearer]] = True
    value = tables.solicitations.contract_value
    known = np.zeros(count, np.bool_) if value is None else value.known
    over = some_over if value is None else np.where(known, value.units > limit, some_over)
    split = some_over & some_not & ~known
    text = "no contract value is stated, and the bids lie on both sides of"
    kinds = ((construction, building), (~construction, service))
    return over, [(split & rows, f"{text} {show_money(most)}") for rows, most in kinds]


def _required(
    stated: list[Numbers],
    rules: Rules,
    formal: Flags,
    developer: Flags,
    construction: Flags,
    waived: Flags,
    refused: list[tuple[Flags, str]],
) -> Contracts:
    """Requirements: what the sheet states, else what the program does; as for one solicitation."""
    usual = [rules.value(name) for name in ("requirement", "local-part", "small-part")]
    steps = [rules.value(name) for name in ("step", "step-part")]
    by_sheet, by_local, by_small = (one.known for one in stated)
    # One decimal more, where half of what is stated has one.
    halved = (stated[0].units % 2 != 0) & ~by_local & ~by_small
    scale = max(scale_of([*usual, *steps]), *(one.scale for one in stated)) + bool(halved.any())
    for figure in (*usual, *steps):
        fits(whole(figure, scale), "a percent")
    asked_whole, asked_local, asked_small = (rescaled(one, scale, "a requirement") for one in stated)
    fits(max(map(largest, (asked_whole, asked_local, asked_small))) * 2, "a requirement")
    of_whole, of_local, of_small = (np.int64(whole(figure, scale)) for figure in usual)
    both = by_local & by_small
    every = np.where(by_sheet, asked_whole, np.where(both, asked_local + asked_small, of_whole))
    # Where one part is stated, the other is what is left of the whole; where none is, each is half of a stated whole.
    half = every // 2
    local_left = np.where(by_small, np.maximum(every - asked_small, 0), np.where(by_sheet, half, of_local))
    small_left = np.where(by_local, np.maximum(every - asked_local, 0), np.where(by_sheet, half, of_small))
    local, small = np.where(by_local, asked_local, local_left), np.where(by_small, asked_small, small_left)
    return Contracts(formal, developer, construction, formal & ~waived, every, local, small, scale, refused)
