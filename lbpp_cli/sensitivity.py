"""What an award hangs on: the same evaluation under other readings, and without what was taken for granted."""

from __future__ import annotations

from functools import partial
from itertools import groupby, product
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.model import PROPOSAL, Assumption, ChangedBy, Pending, ReadingUsed
from lbpp_cli.programs import Instead
from lbpp_cli.ranking import best, figure_if_ranked
from lbpp_cli.readings import Readings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal

    from lbpp_cli.model import Adjustment, Award, Bid, Case
    from lbpp_cli.programs import Prepared, Program

_FIGURE = attrgetter("figure")


class Weighing:
    """The weighing of bids under the readings that were chosen: each is weighed once, in however many cases it is."""

    def __init__(self, program: Program, chosen: Mapping[str, str]) -> None:
        self._program, self._chosen = program, chosen
        self._scales: dict[tuple[object, ...], _Scale] = {}

    def adjustments(self, case: Case) -> list[Adjustment]:
        """The adjustment of each bid that takes part in the ranking."""
        scale = self._scale(case)
        return [scale.adjustment(bid) for bid in case.tabulation.ranked]

    def adjustment(self, case: Case, bid: Bid) -> Adjustment:
        """The adjustment of one bid."""
        return self._scale(case).adjustment(bid)

    def figures(self, case: Case) -> list[Decimal | None]:
        """What each bid is compared by after the preference; None where it is excluded."""
        scale = self._scale(case)
        return [scale.weighed(bid).figure for bid in case.tabulation.ranked]

    def outcome(self, case: Case) -> tuple[str, ...]:
        """Who comes first: one bidder, or those that are tied."""
        return best(case.tabulation.ranked, self.figures(case), case.tabulation.solicitation.kind)

    def outcome_with(self, case: Case, figures: Sequence[Decimal | None], instead: Instead) -> tuple[str, ...]:
        """Who comes first where one bid of a case is another; ``figures``: as the bids are."""
        bids, other = case.tabulation.ranked, self._scale(case).otherwise(instead)
        figures = [other if bid is instead.bid else figure for bid, figure in zip(bids, figures, strict=True)]
        return best(bids, figures, case.tabulation.solicitation.kind)

    def courses(self, case: Case) -> list[_Course]:
        """What each bid is compared by under any readings, in the order of the bids."""
        scale = self._scale(case)
        return [course for bid in case.tabulation.ranked for course in scale.courses(bid)]

    def _scale(self, case: Case) -> _Scale:
        # What an adjustment depends on beside the bid and the readings.
        tabulation = case.tabulation
        key = (case.procedure.id, id(tabulation.solicitation), id(tabulation.register), tabulation.work_recorded)
        return self._scales.get(key) or self._scales.setdefault(key, _Scale(self._program, case, self._chosen))


class _Course(NamedTuple):
    """What a bid is compared by, None where it is excluded, under all readings that answer alike what it asked."""

    bidder: str
    answers: Mapping[str, str]
    figure: Decimal | None


class _Weighed(NamedTuple):
    """A bid under the chosen readings. The bid is kept, so that nothing else can come to have its id."""

    bid: Bid
    prepared: Prepared
    answers: Mapping[str, str]
    figure: Decimal | None


class _Scale:
    """Weighs the bids of a case, and of the cases that differ from it in bids alone."""

    def __init__(self, program: Program, case: Case, chosen: Mapping[str, str]) -> None:
        # The case is kept, so that nothing else can come to have the id of a part of it.
        self._case, self._chosen = case, chosen
        self._kind = case.tabulation.solicitation.kind
        self._answers = {reading.id: tuple(reading.values) for reading in program.readings}
        self._prepare = program.prepare(case) if program.prepare else partial(_Unprepared, program, case)
        self._known: dict[int, _Weighed] = {}

    def adjustment(self, bid: Bid) -> Adjustment:
        prepared, readings = self._prepare(bid), Readings(self._chosen)
        adjustment = prepared.adjustment(readings, explained=True)
        figure = figure_if_ranked(adjustment, self._kind)
        self._known[id(bid)] = _Weighed(bid, prepared, readings.consulted, figure)
        return adjustment

    def weighed(self, bid: Bid) -> _Weighed:
        """A bid under the chosen readings."""
        known = self._known.get(id(bid))
        if known is None:
            prepared, readings = self._prepare(bid), Readings(self._chosen)
            figure = prepared.figure(readings)
            known = self._known[id(bid)] = _Weighed(bid, prepared, readings.consulted, figure)
        return known

    def otherwise(self, instead: Instead) -> Decimal | None:
        """What the other bid is compared by."""
        return self.weighed(instead.bid).prepared.instead(instead.other).figure(Readings(self._chosen))

    def courses(self, bid: Bid) -> list[_Course]:
        """What a bid is compared by under any readings: each course is taken once that its questions can take.

        What hangs on nothing but readings asks the same first question whatever they are, and each further one by the
        answers before it. So every other answer is tried to each question of a course that was not put to it.
        """
        _, prepared, answers, figure = self.weighed(bid)
        found = [_Course(bid.bidder, answers, figure)]
        ways: list[tuple[Mapping[str, str], Sequence[str]]] = [(self._chosen, ())]
        for course, (choice, put) in zip(found, ways, strict=True):  # both grow as it goes
            asked = list(course.answers)
            for place, reading in enumerate(asked):
                if reading not in put:
                    for answer in self._answers[reading]:
                        if answer != choice[reading]:
                            readings = Readings({**choice, reading: answer})
                            figure = prepared.figure(readings)
                            found.append(_Course(bid.bidder, readings.consulted, figure))
                            ways.append((readings.chosen, asked[: place + 1]))
        return found


class _Unprepared(NamedTuple):
    """A bid of a program that prepares none."""

    program: Program
    case: Case
    bid: Bid

    def adjustment(self, readings: Readings, *, explained: bool) -> Adjustment:
        return self.program.adjust(self.case, self.bid, readings, explained)

    def instead(self, other: Bid) -> _Unprepared:
        return self._replace(bid=other)

    def figure(self, readings: Readings) -> Decimal | None:
        return figure_if_ranked(self.adjustment(readings, explained=False), self.case.tabulation.solicitation.kind)


def changing_readings(
    case: Case, program: Program, weighing: Weighing, chosen: Mapping[str, str], award: Award
) -> tuple[int, tuple[ChangedBy, ...]]:
    """Every combination of readings that matters is tried: how many, and the smallest ones that change the award.

    A reading that no adjustment asks for cannot matter; asking may lead to further questions.
    """
    courses = weighing.courses(case)
    asked = set().union(*[course.answers for course in courses])
    answers = [[(one.id, value) for value in one.values] for one in program.readings if one.id in asked]
    combinations = list(product(*answers))
    outcomes = _outcomes(courses, combinations, highest_first=case.tabulation.solicitation.kind == PROPOSAL)
    same = award.outcome
    changing = {
        frozenset((name, value) for name, value in combination if chosen[name] != value): outcome
        for combination, outcome in zip(combinations, outcomes, strict=True)
        if outcome != same
    }
    smallest: list[frozenset[tuple[str, str]]] = []
    for changes in sorted(changing, key=lambda some: (len(some), sorted(some))):
        if not any(fewer <= changes for fewer in smallest):
            smallest.append(changes)
    found = tuple(ChangedBy(dict(sorted(changes)), changing[changes]) for changes in smallest)
    return len(combinations), found


def _outcomes(
    courses: Iterable[_Course], combinations: Sequence[tuple[tuple[str, str], ...]], *, highest_first: bool
) -> list[tuple[str, ...]]:
    """Who comes first under each combination of answers: the best figure decides all combinations that lead to it."""
    under: dict[tuple[str, str], set[int]] = {}
    for place, combination in enumerate(combinations):
        for answer in combination:
            under.setdefault(answer, set()).add(place)
    first: list[tuple[str, ...]] = [()] * len(combinations)
    undecided = set(range(len(combinations)))
    ranked = [course for course in courses if course.figure is not None]
    ranked.sort(key=_FIGURE, reverse=highest_first)
    for _, level in groupby(ranked, key=_FIGURE):
        decided: set[int] = set()
        for course in level:
            leading_to_it = undecided.intersection(*[under[answer] for answer in course.answers.items()])
            for place in leading_to_it:
                if course.bidder not in first[place]:
                    first[place] = (*first[place], course.bidder)
            decided |= leading_to_it
        undecided -= decided
        if not undecided:
            break
    return first


def readings_used(
    program: Program, chosen: Mapping[str, str], changed_by: tuple[ChangedBy, ...]
) -> tuple[ReadingUsed, ...]:
    """Each reading of the program, and the other values of it that change the award by themselves."""
    alone: dict[str, set[str]] = {}
    for one in changed_by:
        if len(one.readings) == 1:
            for reading, value in one.readings.items():
                alone.setdefault(reading, set()).add(value)
    return tuple(
        [
            ReadingUsed(
                reading.id,
                chosen[reading.id],
                tuple(value for value in reading.values if value in alone[reading.id]) if reading.id in alone else (),
            )
            for reading in program.readings
        ]
    )


def assumptions(
    case: Case, program: Program, weighing: Weighing, chosen: Mapping[str, str], award: Award
) -> tuple[Assumption, ...]:
    """What was taken for granted, and whether the award would be another if it did not hold."""
    found, figures = [], weighing.figures(case)
    for fact, short, otherwise, subject in program.premises(case, chosen):
        if isinstance(otherwise, Instead):
            first = weighing.outcome_with(case, figures, otherwise)
        else:
            first = weighing.outcome(otherwise)
        found.append(Assumption(fact, short, first != award.outcome, subject))
    return tuple(found)


def pending(
    case: Case, program: Program, weighing: Weighing, chosen: Mapping[str, str], award: Award
) -> tuple[Pending, ...]:
    """The applications for certifications that are not decided, and what their approval would change."""
    found = []
    for application in program.applications(case, chosen):
        first = None if application.approved is None else weighing.outcome(application.approved)
        changed = None if first == award.outcome else first
        found.append(
            Pending(application.bidder, application.firm, application.certification, application.text, changed)
        )
    return tuple(found)
