"""What an award hangs on: the same evaluation under other readings, and without what was taken for granted."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from itertools import product
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from lbpp_cli.model import PROPOSAL, Assumption, ChangedBy, Pending, ReadingUsed
from lbpp_cli.programs import Instead
from lbpp_cli.ranking import best, best_figure, figure_if_ranked
from lbpp_cli.readings import Readings, courses

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from decimal import Decimal

    from lbpp_cli.model import Adjustment, Award, Bid, Case
    from lbpp_cli.programs import Prepared, Program
    from lbpp_cli.readings import Answered


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

    def changed_with(
        self, case: Case, instead: Instead, figures: Sequence[Decimal | None], award: Award, first: Decimal | None
    ) -> bool:
        """Whether others come first where one bid of a case is another.

        ``figures``: what the bids are compared by as they are, of which ``first`` is the best.
        """
        bids, kind = case.tabulation.ranked, case.tabulation.solicitation.kind
        then = self._scale(case).otherwise(instead)
        if instead.bid.bidder not in award.outcome:
            return then is not None and (first is None or (then >= first if kind == PROPOSAL else then <= first))
        others = [then if bid is instead.bid else figure for bid, figure in zip(bids, figures, strict=True)]
        return best(bids, others, kind) != award.outcome

    def courses(self, case: Case) -> list[_Course]:
        """What the bids are compared by under any readings: each course is taken once that questions can take."""
        scale = self._scale(case)
        alike: dict[Answered, dict[int, Decimal | None]] = defaultdict(dict)
        for place, bid in enumerate(case.tabulation.ranked):
            _, prepared, readings, known = scale.weighed(bid)
            for answers, figure in prepared.courses(readings, known):
                alike[answers][place] = figure
        return [_Course(answers, figures) for answers, figures in alike.items()]

    def _scale(self, case: Case) -> _Scale:
        # What an adjustment depends on beside the bid and the readings.
        tabulation = case.tabulation
        key = (case.procedure.id, id(tabulation.solicitation), id(tabulation.register), tabulation.work_recorded)
        return self._scales.get(key) or self._scales.setdefault(key, _Scale(self._program, case, self._chosen))


class _Course(NamedTuple):
    """Some bids by their place, and what they are compared by under all readings that answer so what they asked."""

    answers: Answered
    figures: Mapping[int, Decimal | None]


class _Weighed(NamedTuple):
    """A bid under the chosen readings. The bid is kept, so that nothing else can come to have its id."""

    bid: Bid
    prepared: Prepared
    readings: Readings
    figure: Decimal | None


class _Scale:
    """Weighs the bids of a case, and of the cases that differ from it in bids alone."""

    def __init__(self, program: Program, case: Case, chosen: Mapping[str, str]) -> None:
        # The case is kept, so that nothing else can come to have the id of a part of it.
        self._case, self._chosen = case, chosen
        self._kind = case.tabulation.solicitation.kind
        self._prepare = program.prepare(case) if program.prepare else partial(_Unprepared, program, case)
        self._known: dict[int, _Weighed] = {}

    def adjustment(self, bid: Bid) -> Adjustment:
        prepared, readings = self._prepare(bid), Readings(self._chosen)
        adjustment = prepared.adjustment(readings, explained=True)
        figure = figure_if_ranked(adjustment, self._kind)
        self._known[id(bid)] = _Weighed(bid, prepared, readings, figure)
        return adjustment

    def weighed(self, bid: Bid) -> _Weighed:
        """A bid under the chosen readings."""
        known = self._known.get(id(bid))
        if known is None:
            prepared, readings = self._prepare(bid), Readings(self._chosen)
            figure = prepared.figure(readings)
            known = self._known[id(bid)] = _Weighed(bid, prepared, readings, figure)
        return known

    def otherwise(self, instead: Instead) -> Decimal | None:
        """What the other bid is compared by."""
        return self.weighed(instead.bid).prepared.instead(instead.other).figure(Readings(self._chosen))


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

    def courses(self, taken: Readings, figure: Decimal | None) -> Sequence[tuple[Answered, Decimal | None]]:
        return courses(self.figure, taken, figure, {one.id: one.values for one in self.program.readings})


def changing_readings(
    case: Case, program: Program, weighing: Weighing, chosen: Mapping[str, str], award: Award
) -> tuple[int, tuple[ChangedBy, ...]]:
    """Every combination of readings that matters is tried: how many, and the smallest ones that change the award.

    A reading that no adjustment asks for cannot matter; asking may lead to further questions.
    """
    taken, bids = weighing.courses(case), case.tabulation.ranked
    asked = {reading for course in taken for reading, _ in course.answers}
    answers = [[(one.id, value) for value in one.values] for one in program.readings if one.id in asked]
    combinations = list(product(*answers)) if answers else []  # where nothing is asked, nothing is tried
    first = _first(taken, combinations, case.tabulation.solicitation.kind)
    outcomes = [tuple([bids[place].bidder for place in sorted(places)]) for places in first]
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


def _first(
    courses: Iterable[_Course], combinations: Iterable[Iterable[tuple[str, str]]], kind: str
) -> Iterator[set[int]]:
    """The places of the bids that come first under each combination of answers."""
    highest_first = kind == PROPOSAL
    best_of = max if highest_first else min
    leading: list[tuple[Decimal, Answered, set[int]]] = []
    for answers, figures in courses:
        ranked = [figure for figure in figures.values() if figure is not None]
        if ranked:
            best_here = best_of(ranked)
            leading.append((best_here, answers, {place for place, figure in figures.items() if figure == best_here}))
    leading.sort(key=itemgetter(0), reverse=highest_first)
    for combination in map(frozenset, combinations):
        first: set[int] = set()
        reached = None
        for figure, answers, places in leading:
            if first and figure != reached:
                break
            if answers <= combination:
                first, reached = first | places, figure
        yield first


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
    first = best_figure(figures, case.tabulation.solicitation.kind)
    for fact, short, otherwise, subject in program.premises(case, chosen):
        if isinstance(otherwise, Instead):
            changes = weighing.changed_with(case, otherwise, figures, award, first)
        else:
            changes = weighing.outcome(otherwise) != award.outcome
        found.append(Assumption(fact, short, changes, subject))
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
