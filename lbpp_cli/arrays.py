"""Solicitations, bids and subcontractors as arrays of whole numbers: what rules over many rows at once work on.

Everything is exact: money is whole cents, any other number whole units of a power of ten. What does not fit is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from decimal import Decimal

    from numpy.typing import NDArray

    Ints = NDArray[np.signedinteger]
    Flags = NDArray[np.bool_]

LARGEST_WHOLE = 2**63 - 1
MOST_DECIMALS = 18  # ten to that is the largest power of ten of 64 bits

_Table = TypeVar("_Table", "Solicitations", "Bids", "Subcontractors")


class DoesNotFitError(ValueError):
    """A figure is too large, or has too many decimals, for whole numbers of 64 bits; nothing is rounded or wrapped."""


class Numbers(NamedTuple):
    """A column of exact numbers: each is its ``units`` divided by ten to the ``scale``; 0 where it is not known."""

    units: Ints
    scale: int
    known: Flags


class Names(NamedTuple):
    """A column of names: for each row the place of its name in ``names``, -1 where it is blank."""

    codes: Ints
    names: tuple[str, ...]

    def among(self, wanted: Collection[str]) -> Flags:
        """The rows whose name is one of those wanted."""
        return self.given(lambda name: name in wanted).astype(np.bool_)

    def given(self, meaning: Callable[[str], int], blank: int = 0) -> NDArray[np.int8]:
        """What each row's name means, which is asked for once a name."""
        return np.array([*map(meaning, self.names), blank], np.int8)[self.codes]

    @property
    def known(self) -> Flags:
        """The rows that are not blank."""
        return self.codes >= 0


# A column of a program's own: money in cents, days since 1970, yes as 1 and no as 0; or the names of a choice.
Own: TypeAlias = "Numbers | Names"
_NONE: Mapping[str, Own] = MappingProxyType({})


class Solicitations(NamedTuple):
    """One row a solicitation. None stands for a column of which nothing is known.

    ``due``: days since 1970. ``own``: the columns that are a program's own and are there, by their field; so too for
    bids and subcontractors.
    """

    proposal: Flags
    category: Names | None
    contract_value: Numbers | None
    total_points: Numbers | None
    items: Numbers | None
    cash_discount_counted: Flags | None
    cash_discount_minimum_days: Numbers | None
    combined_discount_allowed: Flags | None
    waived: Flags | None
    work_recorded: Flags | None
    due: Numbers | None = None
    own: Mapping[str, Own] = _NONE


class Bids(NamedTuple):
    """One row a bid; ``of`` is the row of its solicitation, ``held`` the certifications that count, a bit for each.

    ``ranked``: those that the buyer did not leave out; the program may still exclude one.
    """

    of: Ints
    ranked: Flags
    quoted_price: Numbers
    score: Numbers | None
    held: NDArray[np.int8]
    county_work: Numbers | None
    city_work: Numbers | None
    role: Names | None
    cash_discount: Numbers | None
    cash_discount_days: Numbers | None
    combined_discount: Numbers | None
    local_status: Names | None
    own: Mapping[str, Own] = _NONE


class Subcontractors(NamedTuple):
    """One row a subcontractor; ``of`` is the row of the bid that names it, ``work`` whether its work is stated."""

    of: Ints
    cost: Ints
    held: NDArray[np.int8]
    work: Flags | None
    own: Mapping[str, Own] = _NONE


class Tables(NamedTuple):
    """The three tables."""

    solicitations: Solicitations
    bids: Bids
    subcontractors: Subcontractors


class Adjusted(NamedTuple):
    """What a program does to bids: cents, and percents and scores in units of ten to the minus their scale.

    ``refused``: solicitations that cannot be evaluated, each set with why not. The other arrays have a row a bid, and
    mean something for ranked bids of solicitations that are not refused. ``excluded``: bids that cannot be ranked under
    the program's rules. ``in_points``: bids whose percent is points that are added to a score. ``met``: by the name of
    a goal of participation, 1 where it is reached and 0 where not.
    """

    bid_price: Ints
    standing: Names
    percent: Numbers
    value: Ints
    evaluated_price: Ints
    evaluated_score: Numbers | None
    refused: list[tuple[Flags, str]]
    excluded: Flags | None = None
    in_points: Flags | None = None
    met: Mapping[str, Numbers] = MappingProxyType({})


def taken(table: Tables, wanted: Flags) -> tuple[Tables, Flags]:
    """The tables of some solicitations alone, and which bids those are."""
    new_place = np.cumsum(wanted) - 1
    bids = wanted[table.bids.of]
    new_bid = np.cumsum(bids) - 1
    subs = bids[table.subcontractors.of]
    return (
        Tables(
            _rows(table.solicitations, wanted),
            _rows(table.bids, bids)._replace(of=new_place[table.bids.of[bids]]),
            _rows(table.subcontractors, subs)._replace(of=new_bid[table.subcontractors.of[subs]]),
        ),
        bids,
    )


def _rows(table: _Table, wanted: Flags) -> _Table:
    """The wanted rows of each column of a table."""
    return type(table)(*(_cut(column, wanted) for column in table))


def _cut(column: Any, wanted: Flags) -> Any:
    if isinstance(column, Numbers):
        return column._replace(units=column.units[wanted], known=column.known[wanted])
    if isinstance(column, Names):
        return column._replace(codes=column.codes[wanted])
    if isinstance(column, Mapping):
        return {name: _cut(one, wanted) for name, one in column.items()}
    return None if column is None else column[wanted]


def largest(values: Ints) -> int:
    """The largest size of a number among these, sign left away; 0 where there are none."""
    return max(int(values.max()), -int(values.min())) if values.size else 0


def fits(number: int, what: str) -> None:
    """Refuse what whole numbers of 64 bits do not hold.

    Raises:
        DoesNotFitError: the number is too large.

    """
    if abs(number) > LARGEST_WHOLE:
        raise DoesNotFitError(f"{what}: the figures are too large, or have too many decimals, for exact whole numbers")


def scale_of(figures: Iterable[Decimal]) -> int:
    """The fewest decimals that write all of the figures exactly."""
    return max((max(-int(figure.normalize().as_tuple().exponent), 0) for figure in figures), default=0)


def whole(figure: Decimal, scale: int) -> int:
    """A figure in units of ten to the minus ``scale``, in which it is a whole number."""
    return int(figure.scaleb(scale))


def rescaled(numbers: Numbers, scale: int, what: str) -> Ints:
    """The values in units of ten to the minus ``scale``, which has no fewer decimals than the numbers.

    Raises:
        DoesNotFitError: they are too large.

    """
    factor = 10 ** (scale - numbers.scale)
    fits(largest(numbers.units) * factor, what)
    return numbers.units if factor == 1 else numbers.units * factor


def above(left: Numbers, right: Numbers) -> Flags:
    """Where one number is larger than the other: by whole parts, then by the rest, so that nothing is too large."""
    (whole_left, rest_left), (whole_right, rest_right) = (
        np.divmod(one.units, np.int64(10**one.scale)) for one in (left, right)
    )
    scale = max(left.scale, right.scale)
    larger = rest_left * 10 ** (scale - left.scale) > rest_right * 10 ** (scale - right.scale)
    return np.asarray((whole_left > whole_right) | ((whole_left == whole_right) & larger))


def percent_of(amounts: Ints, percent: Ints, scale: int, what: str) -> Ints:
    """A percentage of amounts in cents, each rounded half-up to the cent; neither is below zero.

    Raises:
        DoesNotFitError: they are too large.

    """
    divisor = 100 * 10**scale
    most = largest(percent)
    if (largest(amounts) * most + divisor) * 2 <= LARGEST_WHOLE:
        return np.asarray((amounts * percent * 2 + divisor) // (2 * divisor))
    # In two parts, so that no product is larger than what it gives.
    hundreds, rest = np.divmod(amounts, divisor)
    fits(largest(hundreds) * most + most, what)
    fits((divisor * most + divisor) * 2, what)
    return np.asarray(hundreds * percent + (rest * percent * 2 + divisor) // (2 * divisor))


def sums(values: Ints, rows: Ints, count: int, what: str) -> Ints:
    """The sum of values for each of ``count`` rows.

    Raises:
        DoesNotFitError: they are too large.

    """
    fits(largest(values) * (int(np.bincount(rows).max()) if rows.size else 0), what)
    total = np.zeros(count, np.int64)
    np.add.at(total, rows, values)
    return total
