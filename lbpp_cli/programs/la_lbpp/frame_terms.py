"""The kinds of primes, and what each earns: asked of the rules for one bid, once for each kind.

A prime is of one of a few kinds: under Procedure 3 or 4, with or without standing, LSB or LTE or both or neither.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from lbpp_cli.arrays import fits, scale_of, whole
from lbpp_cli.model import BID, PROPOSAL
from lbpp_cli.programs.la_lbpp.preference import Contract, Kind, terms_of
from lbpp_cli.programs.la_lbpp.terms import (
    CERTIFICATIONS,
    CITY,
    FALSE_CLAIM,
    LOCAL,
    LSB,
    LTE,
    NONE,
    OVER_LIMIT,
    UP_TO_LIMIT,
)

if TYPE_CHECKING:
    from lbpp_cli.arrays import Flags, Ints, Tables
    from lbpp_cli.parameters import Rules
    from lbpp_cli.readings import Readings

STANDING_ORDER = (NONE, LOCAL, CITY)
BITS = {name: 1 << place for place, name in enumerate(CERTIFICATIONS)}
_OWN = ((), (LSB,), (LTE,), (LSB, LTE))
_ALL = frozenset(CERTIFICATIONS)


class KindTerms(NamedTuple):
    """For each kind of prime: its own percent and the most through subcontractors, and how those count."""

    base: Ints
    room: Ints
    qualifying: Ints
    limited: Flags
    shared: Flags
    scale: int


def _number(regime: int, own: int, proposal: int) -> int:
    return (regime * len(_OWN) + own) * 2 + proposal


# What decides how a prime earns a preference: nothing at all, Procedure 3, or a standing under Procedure 4.
_NOTHING, _SMALL, _OVER = 0, 1, 2
_REGIMES = _OVER + len(STANDING_ORDER)


def kinds_of(tables: Tables, over: Flags, standing: Ints, own: Ints) -> Ints:
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


def terms_of_kinds(rules: Rules, readings: Readings) -> KindTerms:
    """What each kind of prime earns, and how its subcontractors count, as the rules say it for one bid."""
    count = _REGIMES * len(_OWN) * 2
    base, room = [Decimal(0)] * count, [Decimal(0)] * count
    qualifying, limited, shared = np.zeros(count, np.int8), np.zeros(count, np.bool_), np.zeros(count, np.bool_)
    for regime, own, proposal in product(range(_SMALL, _REGIMES), range(len(_OWN)), (0, 1)):
        kind = PROPOSAL if proposal else BID
        contract = Contract(rules, UP_TO_LIMIT if regime == _SMALL else OVER_LIMIT, kind)
        standing = NONE if regime == _SMALL else STANDING_ORDER[regime - _OVER]
        steps, terms = terms_of(contract, Kind(standing, _OWN[own], _ALL), readings)
        at = _number(regime, own, proposal)
        base[at] = sum((step.percent for step in steps), Decimal(0))
        if not terms.barred:
            room[at] = terms.limit
            qualifying[at] = sum(BITS[name] for name in terms.qualifying)
            limited[at], shared[at] = terms.certification_limit is not None, terms.shared
    figures = [*base, *room, rules.value("share-credit"), rules.value("subcontractor-certification-limit")]
    scale = scale_of(figures)
    for figure in figures:
        fits(whole(figure, scale), "a percent")
    base_units, room_units = (np.array([whole(figure, scale) for figure in one], np.int64) for one in (base, room))
    return KindTerms(base_units, room_units, qualifying, limited, shared, scale)
