"""Readings: what a program's rules leave open, and which way each was read in an evaluation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, NamedTuple, TypeAlias, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

_T = TypeVar("_T")


class Reading(NamedTuple):
    """A question that the rules leave open. ``values`` gives each answer with what it means, the default first.

    ``of_register``: only a register of certifications answers it; what it counted bears the answer in it already.
    """

    id: str
    clause: str
    question: str
    values: Mapping[str, str]
    of_register: bool = False

    @property
    def default(self) -> str:
        """The answer taken where the user chooses none."""
        return next(iter(self.values))


class Readings:
    """The chosen answer to each question.

    It remembers which questions were asked, in their order, and the answers (``consulted``): the other questions cannot
    have mattered to what was computed.
    """

    __slots__ = ("chosen", "consulted")

    def __init__(self, chosen: Mapping[str, str]) -> None:
        self.chosen = chosen
        self.consulted: dict[str, str] = {}

    def __getitem__(self, reading: str) -> str:
        answer = self.consulted[reading] = self.chosen[reading]
        return answer


class ByReadings(Generic[_T]):
    """What a function of readings gives, kept for all readings that answer alike what it asks.

    A function that hangs on nothing but readings asks the same first question whatever they are, and each further one
    by the answers before it. So what it gave holds wherever the same answers are given to what it asked.
    """

    def __init__(self, function: Callable[[Readings], _T]) -> None:
        self._function = function
        self._known: list[tuple[Mapping[str, str], _T]] = []
        self._courses: Sequence[tuple[Answered, _T]] = ()

    def under(self, readings: Readings) -> _T:
        """What the function gives under some readings."""
        chosen = readings.chosen.items()
        for asked, value in self._known:
            if asked.items() <= chosen:
                readings.consulted.update(asked)
                return value
        own = Readings(readings.chosen)
        value = self._function(own)
        self._known.append((own.consulted, value))
        readings.consulted.update(own.consulted)
        return value

    def courses(self, chosen: Mapping[str, str], answers: Mapping[str, Iterable[str]]) -> Sequence[tuple[Answered, _T]]:
        """What it gives on each course that its questions can take; see :func:`courses`."""
        if not self._courses:
            first = Readings(chosen)
            self._courses = courses(self.under, first, self.under(first), answers)
        return self._courses


def courses(
    function: Callable[[Readings], _T], taken: Readings, given: _T, answers: Mapping[str, Iterable[str]]
) -> list[tuple[Answered, _T]]:
    """What a function of readings gives on each course that its questions can take, with the answers that lead there.

    ``taken``: readings under which it gave ``given``. ``answers``: those that can be given to each question.

    Its questions follow from the answers before them. So every other answer is tried to each question of a course that
    was not put to it.
    """
    if not taken.consulted:
        return [(_NOT_ASKED, given)]
    found, ways = [], [(taken, given, 0)]
    for readings, value, put in ways:  # it grows as it goes
        found.append((frozenset(readings.consulted.items()), value))
        for number, reading in enumerate(list(readings.consulted)[put:], start=put + 1):
            for answer in answers[reading]:
                if answer != readings.chosen[reading]:
                    other = Readings({**readings.chosen, reading: answer})
                    ways.append((other, function(other), number))
    return found


# What a rule asks: with or without remembering what it asked.
Answers: TypeAlias = "Readings | Mapping[str, str]"

# Questions, each with the answer that was given to it.
Answered: TypeAlias = frozenset[tuple[str, str]]
_NOT_ASKED: Answered = frozenset()
