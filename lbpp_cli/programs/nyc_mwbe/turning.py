"""At which prices or subcontracts a plan begins or ceases to meet its goals, for break-evens.

A lower price makes each goal smaller, but also what a certified bidder does itself; a further subcontract is taken from
that too. For each way in which the firms whose credit moves may count, what each goal lacks is linear in the amount.
So over a stretch of amounts the least and the most that it lacks stand at its ends: if the firms that do not move can
fill even the most, the plan meets its goals all along; if they cannot fill the least, nowhere. Otherwise the stretch is
halved, down to the cent. Nothing is rounded and no turn is passed over.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING

from lbpp_cli.money import CENT, EXACT, ZERO, cents, exact_percent_of
from lbpp_cli.programs.nyc_mwbe.assignment import can_meet_all
from lbpp_cli.programs.nyc_mwbe.firms import firms_of
from lbpp_cli.programs.nyc_mwbe.measure import Choice, choices, in_whole, measure
from lbpp_cli.programs.nyc_mwbe.readings import READINGS
from lbpp_cli.programs.nyc_mwbe.terms_of_contract import contract_dollars, price_of, required
from lbpp_cli.readings import Readings
from lbpp_cli.stated import amount

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from lbpp_cli.model import Bid, Case

    Needs = Mapping[str, Decimal]


def turning_points(case: Case, bid_at: Callable[[Decimal], Bid], low: Decimal, high: Decimal) -> set[Decimal]:
    """The amounts from ``low`` to ``high`` from which on a plan may meet its goals, or fall below them."""
    found: set[Decimal] = set()
    for readings in _readings_that_matter(case, bid_at(high)):
        if not required(case, bid_at(high), readings).asked:
            continue
        for first, last in _linear(bid_at, readings, low, high):
            found |= {first, *_turns(case, bid_at, readings, first, last)}
    return found


def _readings_that_matter(case: Case, bid: Bid) -> list[Readings]:
    """All ways to read what the law leaves open, as far as this bid asks for it."""
    asked: set[str] = set()
    while True:
        answers = [one.values if one.id in asked else (one.default,) for one in READINGS]
        ways = [Readings(dict(zip((one.id for one in READINGS), way, strict=True))) for way in product(*answers)]
        for readings in ways:
            measure(case, bid, readings)
        now = set().union(*(readings.consulted for readings in ways))
        if now <= asked:
            return ways
        asked |= now


def _linear(
    bid_at: Callable[[Decimal], Bid], readings: Readings, low: Decimal, high: Decimal
) -> Iterator[tuple[Decimal, Decimal]]:
    """Stretches in which credits are linear: they bend where the stated share of subcontracts begins to decide."""

    def bends(at: Decimal) -> tuple[Decimal, Decimal]:
        bid = bid_at(at)
        share, (base, _) = amount(bid, "direct_work") or Decimal(0), contract_dollars(bid, readings)
        listed, stated = bid.subcontracted, exact_percent_of(price_of(bid), share)
        return listed - stated, base - max(listed, stated)

    stretches = [(low, high)]
    for which in (0, 1):
        stretches = [part for first, last in stretches for part in _split(first, last, which, bends)]
    yield from stretches


def _split(
    first: Decimal, last: Decimal, which: int, bends: Callable[[Decimal], tuple[Decimal, Decimal]]
) -> list[tuple[Decimal, Decimal]]:
    below, above = bends(first)[which], bends(last)[which]
    if below * above >= 0:
        return [(first, last)]
    turn = EXACT.divide(EXACT.multiply(below, last - first), below - above)
    at = first + CENT * int(EXACT.divide(turn, CENT))
    return [(first, at), (at + CENT, last)] if at < last else [(first, last)]


def _turns(
    case: Case, bid_at: Callable[[Decimal], Bid], readings: Readings, low: Decimal, high: Decimal
) -> set[Decimal]:
    goals = list(required(case, bid_at(high), readings).goals)
    ends = [choices(firms_of(case, bid_at(at), readings), goals) for at in (low, high)]
    keys = list(dict.fromkeys(key for end in ends for key in end))
    still = {key: ends[0][key] for key in keys if all(end.get(key) == ends[0].get(key) for end in ends)}
    ways = {
        key: list(dict.fromkeys(goal for end in ends if key in end for goal in end[key].worth))
        for key in keys
        if key not in still
    }
    moving = [key for key, goals_of in ways.items() if goals_of]
    found: set[Decimal] = set()
    for way in product(*(ways[key] for key in moving)):
        stretch = _Stretches(case, bid_at, readings, still, dict(zip(moving, way, strict=True)))
        found |= stretch.turns(low, high)
    return found


class _Stretches:
    """One way in which the firms that move count, and where with it the goals can all be met."""

    def __init__(
        self,
        case: Case,
        bid_at: Callable[[Decimal], Bid],
        readings: Readings,
        still: Mapping[str, Choice],
        way: Mapping[str, str],
    ) -> None:
        self._case, self._bid_at, self._readings, self._way = case, bid_at, readings, way
        self._still = [firm.worth for firm in still.values() if firm.worth]

    def turns(self, low: Decimal, high: Decimal) -> set[Decimal]:
        """The amounts at which meeting the goals begins or ends."""
        found, before = set(), None
        stack = [(low, self._needs(low), high, self._needs(high))]
        while stack:
            first, below, last, above = stack.pop()
            meets = self._decided(below, above)
            if meets is None:
                middle = Decimal((cents(first) + cents(last)) // 2).scaleb(-2)
                after = middle + CENT
                stack.append((after, self._needs(after), last, above))
                stack.append((first, below, middle, self._needs(middle)))
                continue
            if before is not None and meets != before:
                found.add(first)
            before = meets
        return found

    def _decided(self, below: Needs, above: Needs) -> bool | None:
        """Whether the goals are met all along a stretch, or nowhere; None where its ends cannot tell."""
        if self._met({name: max(below[name], above[name]) for name in below}):
            return True
        if not self._met({name: min(below[name], above[name]) for name in below}):
            return False
        return None

    def _met(self, needs: Needs) -> bool:
        return can_meet_all(*in_whole(self._still, needs))

    def _needs(self, at: Decimal) -> dict[str, Decimal]:
        """What each goal lacks at an amount before the firms that do not move are counted."""
        bid = self._bid_at(at)
        base, _ = contract_dollars(bid, self._readings)
        goals = required(self._case, bid, self._readings).goals
        needs = {name: ZERO if percent is None else exact_percent_of(base, percent) for name, percent in goals.items()}
        moved = choices(firms_of(self._case, bid, self._readings), list(goals))
        for key, goal in self._way.items():
            needs[goal] -= moved[key].worth.get(goal, ZERO) if key in moved else ZERO
        return needs
