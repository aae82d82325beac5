"""The sizes of contracts by which reports break down."""

from __future__ import annotations

from decimal import Decimal

from lbpp_cli.money import show_money

# The sizes by which section 6-129.l(1)(a) of the New York City Administrative Code breaks such reports down: a
# contract at a limit belongs below it.
SIZES = tuple(map(Decimal, ("20000", "100000", "1000000", "5000000", "25000000")))


def size_of(amount: Decimal) -> int:
    """The place of a contract's size among the sizes: that of the lowest limit that it does not exceed."""
    return sum(amount > limit for limit in SIZES)


def size_name(size: int) -> str:
    """A size in words."""
    if size == 0:
        return f"at or below {_round(SIZES[0])}"
    if size == len(SIZES):
        return f"above {_round(SIZES[-1])}"
    return f"above {_round(SIZES[size - 1])} to {_round(SIZES[size])}"


def _round(limit: Decimal) -> str:
    return show_money(limit).removesuffix(".00")
