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
    by the answers before it. So what it gives is kept at the end of the course that its questions took.
    """

    def __init__(self, function: Callable[[Readings], _T]) -> None:
        self._function = function
        self._start: _Course[_T] = _Course()
        self._courses: list[tuple[Answered, _T]] = []

    def under(self, readings: Readings) -> _T:
        """What the function gives under some readings."""
        course: _Course[_T] | None = self._start
        while course is not None:
            if course.found:
                return course.found[0]
            reading = course.reading
            if reading is None:
                break
            answer = readings.consulted[reading] = readings.chosen[reading]
            course = course.leads_to.get(answer)
        own = Readings(readings.chosen)
        value = self._function(own)
        self._learn(own.consulted, value)
        readings.consulted.update(own.consulted)
        return value

    def courses(self, chosen: Mapping[str, str], answers: Mapping[str, Iterable[str]]) -> Sequence[tuple[Answered, _T]]:
        """What it gives on each course that its questions can take; see :func:`courses`."""
        if self._start.found:
            return [(NOT_ASKED, self._start.found[0])]
        if not self._courses:
            first = Readings(chosen)
            self._courses = courses(self.under, first, self.under(first), answers)
        return self._courses

    def _learn(self, asked: Mapping[str, str], value: _T) -> None:
        """Keep what the function gave when it asked these questions, in their order, and got these answers."""
        course = self._start
        for reading, answer in asked.items():
            if course.reading is None:
                course.reading = reading
            elif course.reading != reading:
                return  # it was asked for more than before, and asked otherwise: what it gave is not kept
            course = course.leads_to.get(answer) or course.leads_to.setdefault(answer, _Course())
        course.found = (value,)


class _Course(Generic[_T]):
    """The questions so far lead to a further one, to what was found, or to what was not worked out yet."""

    __slots__ = ("found", "leads_to", "reading")

    def __init__(self) -> None:
        self.reading: str | None = None
        self.leads_to: dict[str, _Course[_T]] = {}
        self.found: tuple[()] | tuple[_T] = ()


def courses(
    function: Callable[[Readings], _T], taken: Readings, given: _T, answers: Mapping[str, Iterable[str]]
) -> list[tuple[Answered, _T]]:
    """What a function of readings gives on each course that its questions can take, with the answers that lead there.

    ``taken``: readings under which it gave ``given``. ``answers``: those that can be given to each question.

    Its questions follow from the answers before them. So every other answer is tried to each question of a course that
    was not put to it.
    """
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
NOT_ASKED: Answered = frozenset()
