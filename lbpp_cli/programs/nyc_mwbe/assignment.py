"""Toward which goal each firm counts, where it could count toward several (j.1.k): the best way, found exactly.

A firm's whole credit goes to one goal. The best way meets the most goals; of those that meet as many, the one that
leaves the least missing. It is a small packing problem, and is searched in whole numbers, so that a cent decides:
branch and bound, in which a branch is left as soon as even a credit that could be split would not make it better.
"""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# So many steps take about a second or two; a plan of firms by the dozen can need more, and then says so.
MOST_STEPS, MOST_FIRMS = 50_000, 300
_Value = tuple[int, int]  # goals met, and what is missing in all, below zero


class Found(NamedTuple):
    """The goal of each firm, by its place; how many goals are met and what is missing in all.

    ``only``: no other way is as good, None where the search for one took too long. ``proved``: none is better.
    """

    goals: tuple[int, ...]
    met: int
    missing: int
    only: bool | None
    proved: bool


class _OutOfStepsError(Exception):
    """The search took more steps than it may."""


def best(firms: Sequence[Mapping[int, int]], needs: Sequence[int]) -> Found:
    """The best way to count firms toward goals.

    ``firms``: each with what it counts toward each goal that it may count toward, all above zero. ``needs``: what each
    goal lacks, in the same unit; zero or less where it lacks nothing.
    """
    return _best(tuple(tuple(firm.items()) for firm in firms), tuple(max(need, 0) for need in needs))


# Checks, evaluation and assumptions ask for the same plan.
@lru_cache(maxsize=500)
def _best(firms: tuple[tuple[tuple[int, int], ...], ...], needs: tuple[int, ...]) -> Found:
    search = _Search([dict(firm) for firm in firms], needs)
    proved, only = False, None
    with suppress(_OutOfStepsError):
        search.improve(0, search.needs, ())
        proved = True
        only = not search.another(0, search.needs, (), of_found=True)
    met, below = search.value
    goals = [0] * len(firms)
    for place, goal in zip(search.order, search.way, strict=True):
        goals[place] = goal
    return Found(tuple(goals), met, -below, only, proved)


def can_meet_all(firms: Sequence[Mapping[int, int]], needs: Sequence[int]) -> bool:
    """Whether the search finds a way that meets every goal; it looks for no other."""
    search = _Search(firms, tuple(max(need, 0) for need in needs))
    with suppress(_OutOfStepsError):
        search.improve(0, search.needs, ())
    return search.value[0] == len(needs)


class _Search:
    def __init__(self, firms: Sequence[Mapping[int, int]], needs: tuple[int, ...]) -> None:
        self.needs = needs
        # The largest first: what they leave is filled by the smaller ones.
        self.order = sorted(range(len(firms)), key=lambda place: (-max(firms[place].values()), place))
        self._firms = [firms[place] for place in self.order]
        goals = range(len(needs))
        # What the firms from a place on could count: toward each goal, and in all.
        self._left = [[0] * len(needs)]
        self._all = [0]
        for firm in reversed(self._firms):
            self._left.append([self._left[-1][goal] + firm.get(goal, 0) for goal in goals])
            self._all.append(self._all[-1] + max(firm.values()))
        self._left.reverse()
        self._all.reverse()
        self._seen: set[tuple[int, tuple[int, ...]]] = set()
        self._barren: set[tuple[int, tuple[int, ...]]] = set()
        self._steps = MOST_STEPS if len(firms) > MOST_FIRMS else 0
        self.way, self.value = self._greedy()

    def _greedy(self) -> tuple[tuple[int, ...], _Value]:
        """A way to begin with: each firm goes to the goal that lacks most."""
        lacking, way = self.needs, []
        for place in range(len(self._firms)):
            goal, lacking = self._ways(place, lacking)[0]
            way.append(goal)
        return tuple(way), _value(lacking)

    def improve(self, place: int, lacking: tuple[int, ...], way: tuple[int, ...]) -> None:
        """Keep the best way from here on, if it is better than the best one known."""
        if place == len(self._firms):
            value = _value(lacking)
            if value > self.value:
                self.way, self.value = way, value
            return
        if (place, lacking) in self._seen or self._bound(place, lacking) <= self.value:
            return
        self._seen.add((place, lacking))
        self._step()
        for goal, rest in self._ways(place, lacking):
            self.improve(place + 1, rest, (*way, goal))

    def another(self, place: int, lacking: tuple[int, ...], way: tuple[int, ...], *, of_found: bool) -> bool:
        """Whether a way other than the one found is as good. ``of_found``: up to here they are the same."""
        if place == len(self._firms):
            return not of_found and _value(lacking) == self.value
        if self._bound(place, lacking) < self.value or (not of_found and (place, lacking) in self._barren):
            return False
        self._step()
        for goal, rest in self._ways(place, lacking):
            if self.another(place + 1, rest, (*way, goal), of_found=of_found and self.way[place] == goal):
                return True
        if not of_found:
            self._barren.add((place, lacking))
        return False

    def _ways(self, place: int, lacking: tuple[int, ...]) -> list[tuple[int, tuple[int, ...]]]:
        """The goals that a firm may count toward with what is lacking then, the one that lacks most first."""
        firm = self._firms[place]
        return [
            (goal, (*lacking[:goal], max(lacking[goal] - firm[goal], 0), *lacking[goal + 1 :]))
            for goal in sorted(firm, key=lambda one: (-lacking[one], one))
        ]

    def _bound(self, place: int, lacking: tuple[int, ...]) -> _Value:
        """No way from here on is better than this: as if each firm's credit could be split among all its goals."""
        left, together = self._left[place], self._all[place]
        met, missing, room = 0, 0, together
        for need, most in sorted(zip(lacking, left, strict=True)):
            if need == 0:
                met += 1
                continue
            missing += max(need - most, 0)
            if need <= most and need <= room:
                met += 1
                room -= need
        return met, -max(missing, sum(lacking) - together)

    def _step(self) -> None:
        self._steps += 1
        if self._steps > MOST_STEPS:
            raise _OutOfStepsError


def _value(lacking: tuple[int, ...]) -> _Value:
    return lacking.count(0), -sum(lacking)
